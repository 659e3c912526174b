//! What people are given on paper: each letter, sheet and copy as one document, which is shown as a page and downloaded as a PDF.
//!
//! A document is made of what a use-case opened, and of nothing else; so page and PDF rest on the same look, and the ledger has
//! the same row for both. The name of a file names nobody: it lies in a folder of downloads long after it was opened.

pub(crate) mod agreement;
pub(crate) mod casework;
pub(crate) mod copy;
pub(crate) mod receipt;
pub(crate) mod summary;

use crate::{
    answer::{Answer, WebCx},
    kit::{BackLink, Button, Frame, Html},
    problem::Problem,
};
use askama::Template;
use axum::{body::Body, response::Response};
use documents::{Document, Size};
use http::{HeaderValue, header};
use jiff::civil::Date;

/// A document as a page.
#[derive(Debug, Template)]
#[template(path = "pages/paper.html")]
struct PaperPage {
    frame: Frame,
    heading_class: &'static str,
    heading: String,
    download: Html,
    body: Html,
}

/// Where a document that is shown leads.
pub(crate) struct Shown {
    /// What the window is called.
    pub(crate) window: String,
    /// The way back.
    pub(crate) back: BackLink,
    /// Where the PDF is.
    pub(crate) pdf: String,
}

/// Shows a document as a page.
pub(crate) fn show(cx: &WebCx, document: &Document, shown: Shown) -> Answer {
    let mut frame = cx.frame(shown.window);
    frame.back = Some(shown.back);
    cx.show(&PaperPage {
        frame,
        heading_class: match document.size {
            Size::Ordinary => "govuk-heading-l",
            Size::Large => "govuk-heading-xl",
        },
        heading: document.title.clone(),
        download: Html::of(&Button::link("Download as a PDF", shown.pdf).secondary()),
        // The writer of documents escapes all that it is given.
        body: Html::markup(documents::to_html(document)),
    })
}

/// Gives a document as a PDF, under a name that names nobody.
pub(crate) async fn pdf(document: Document, name: &'static str) -> Answer {
    // A long copy takes the processor for a second, and other requests are not to wait for it.
    let made = tokio::task::spawn_blocking(move || documents::to_pdf(&document)).await;
    let bytes = match made {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(refused)) => {
            tracing::error!(%refused, name, "a PDF was not given");
            return Err(Problem::failed());
        }
        Err(_) => {
            tracing::error!(name, "making a PDF was stopped");
            return Err(Problem::failed());
        }
    };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}.pdf\""));
    headers.insert(header::CONTENT_DISPOSITION, disposition.map_err(|_| Problem::failed())?);
    Ok(response)
}

/// "24 May 2027", as letters say a day; it is not parted at the end of a line.
pub(crate) fn said(day: Date) -> String {
    day.strftime("%-d\u{a0}%B\u{a0}%Y").to_string()
}
