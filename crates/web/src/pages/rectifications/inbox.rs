//! What one's own agency was told of corrections, and the button by which it says that its records are right.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Query, Typed},
    html_safe,
    kit::{Button, Frame, Html},
    paths, words,
    words::Said,
};
use app::rectifications::{NoticeLine, acknowledge as acknowledged, notices};
use askama::Template;
use domain::ids::CorrectionId;
use jiff::tz::TimeZone;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/rectifications/inbox.html")]
struct InboxPage {
    frame: Frame,
    lines: Vec<Shown>,
}

/// One notice.
#[derive(Debug)]
struct Shown {
    whose: Html,
    when: String,
    what: &'static str,
    words: String,
    /// Who acknowledged it, and when.
    done: Option<String>,
    button: AcknowledgeForm,
}

/// The button that acknowledges one notice.
#[derive(Debug, Template)]
#[template(path = "pages/rectifications/acknowledge.html")]
struct AcknowledgeForm {
    action: String,
    csrf: Html,
    button: Button,
}

html_safe!(AcknowledgeForm);

fn shown(line: &NoticeLine, csrf: &Html, zone: &TimeZone) -> Shown {
    let (one, notice) = (&line.notice.correction, &line.notice);
    let whose = match &line.person {
        Some(person) => Html::link(&paths::person(person.person), &person.called()),
        None => Html::text(&format!("Record {}", notice.reference)),
    };
    Shown {
        whose,
        when: words::moment(one.stamp.at, zone),
        what: one.corrected.words(),
        // What a note says is read where it stands, by those who may.
        words: match one.corrected {
            domain::rectification::Corrected::Identity => one.words.to_string(),
            domain::rectification::Corrected::Note => String::new(),
        },
        done: notice.acknowledged.as_ref().map(|(by, at)| format!("{by}, {}", words::moment(*at, zone))),
        button: AcknowledgeForm {
            action: paths::correction_acknowledge(one.id),
            csrf: csrf.clone(),
            button: Button::submit("Our records are right").secondary(),
        },
    }
}

/// Shows what one's own agency was told.
pub(crate) async fn get(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = notices(cx.app(), cx.viewer()).await?;
    let frame = cx.frame("Corrections of what your agency had read");
    let csrf = frame.csrf_field();
    let lines = model.iter().map(|line| shown(line, &csrf, cx.app().london())).collect();
    cx.show(&InboxPage { frame, lines })
}

/// Says that one's own agency has put its records right.
pub(crate) async fn acknowledge(cx: WebCx, Id(id): Id<CorrectionId>, _: Typed) -> Answer {
    acknowledged(cx.app(), cx.viewer(), id).await?;
    cx.go_saying(paths::CORRECTIONS, Said::CorrectionAcknowledged)
}
