//! Loading a court list from a browser.

use crate::{
    answer::{Answer, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Frame, Html, RadioItem, Radios, Text},
    paths,
    uploads::{self, Upload},
    words::Said,
};
use app::{FieldError, Once, court::LoadList};
use askama::Template;
use domain::{hearing::Trigger, text::Line};
use std::{sync::Arc, time::Duration};

/// Whoever waits longer than this is told that it goes on.
const WAIT: Duration = Duration::from_secs(8);

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/court/load.html")]
struct LoadPage {
    frame: Frame,
    hidden: Html,
    action: &'static str,
    trigger: Radios,
    error: Text,
    most: u64,
    send: Button,
}

fn page(cx: &WebCx, typed: &Typed, errors: &Errors) -> LoadPage {
    let mut frame = cx.form_frame("Load a court list", errors, &[("list", "list")]);
    frame.back = Some(BackLink { text: "Court list".into(), ..BackLink::to(paths::COURT) });
    let triggers = Trigger::ALL.iter().map(|one| RadioItem::new(one.code(), one.words()));
    LoadPage {
        hidden: cx.hidden(&frame, typed, errors),
        action: paths::COURT_LOAD,
        trigger: Radios::new("trigger", "Which list is it?", triggers)
            .with_value(typed.get("trigger").to_owned())
            .with_error(errors.at("trigger")),
        error: errors.at("list"),
        most: u64::try_from(cx.web.config.upload_limit / 1024 / 1024).unwrap_or(0),
        send: Button::submit("Load the list"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    cx.show(&page(&cx, &Typed::default(), &Errors::none()))
}

fn read(typed: &Typed, upload: &Upload) -> Result<LoadList, Vec<FieldError>> {
    let mut check = Check::default();
    let trigger = check.code("trigger", typed.get("trigger"), Trigger::from_code, "Select which list it is");
    if upload.bytes.is_empty() {
        check.wrong::<()>("list", "required", "Select the court’s file. It must not be empty");
    }
    check.done(|| Some(LoadList { trigger: trigger?, file: Line::new(&upload.name).ok() }))
}

/// Loads the list.
pub(crate) async fn post(cx: WebCx, upload: Upload, typed: Typed) -> Answer {
    let command = match read(&typed, &upload) {
        Ok(command) => command,
        Err(fields) => {
            let errors = Errors::of(fields);
            return cx.show_as(errors.status(), &page(&cx, &typed, &errors));
        }
    };
    let print = app::once::fingerprint(&upload.bytes);
    let once = Once::new(typed.get("form_id"), &[paths::COURT_LOAD, &typed.for_draft(), &print]).ok();
    let bytes = Arc::clone(&upload.bytes);
    let loaded = uploads::load_list(&cx.web, *cx.viewer(), command, bytes, once, WAIT).await;
    match loaded? {
        Some(loaded) if loaded.line.complete => {
            cx.go_saying(paths::court_list(loaded.line.feed.id), Said::CourtListLoaded)
        }
        // What could not be read to its end is no success: the page says how far it came, and why.
        Some(loaded) => cx.go(paths::court_list(loaded.line.feed.id)),
        None => cx.go_saying(paths::COURT_LISTS, Said::CourtListLoading),
    }
}
