//! Moving an entry that was put on a wrong person's record.

use super::decide::named;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html},
    pages::plain_form::{Again, PlainForm, seen_field},
    paths,
    words::Said,
};
use app::{
    Refusal,
    court::{self, EntryView, Match, MoveEntry},
};
use domain::ids::CourtEntryId;

fn page(cx: &WebCx, view: &EntryView, typed: &Typed, errors: &Errors) -> PlainForm {
    let kept = &view.line.kept;
    let mut frame = cx.form_frame("Move the entry to the right person", errors, &[]);
    frame.back = Some(BackLink::to(paths::court_entry(kept.id)));
    let now = match &view.line.matched {
        Match::Attached(identity) => {
            format!("The entry of {} is on the record of {}.", kept.entry.name.full(), identity.called())
        }
        Match::Possible(..) | Match::New => {
            "The entry is on nobody’s record: decide whose it is instead.".to_owned()
        }
    };
    let both = "Both records will tell that it was moved, and why. Nothing is deleted.";
    let again = Again { typed, errors };
    let seen = typed.get("seen").parse().unwrap_or_else(|_| i64::from(kept.matching.version()));
    PlainForm {
        bar: None,
        intro: Html::paragraphs(&format!("{now}\n{both}")),
        action: paths::court_entry_move(kept.id),
        hidden: Html::join([cx.hidden(&frame, typed, errors), seen_field(seen)], ""),
        fields: vec![
            again.line(
                "to",
                "Reference or number of the right person",
                "Like KTR-4827-Y, or a CRN",
                "govuk-input--width-20",
            ),
            again.line("reason", "Why?", "Both records keep it", ""),
        ],
        send: Button::submit("Move the entry"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<CourtEntryId>, Query(()): Query<()>) -> Answer {
    let view = court::one(cx.app(), cx.viewer(), id).await?;
    let draft = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &view, &draft, &Errors::none()))
}

async fn shift(cx: &WebCx, id: CourtEntryId, typed: &Typed) -> Result<(), Refusal> {
    let mut check = Check::default();
    let reason = check.line("reason", typed.get("reason"), "why");
    let seen = typed.get("seen").parse::<u32>().unwrap_or_default();
    let to = named(cx, typed.get("to"), "to").await;
    let reason = check.done(|| reason).map_err(Refusal::Invalid)?;
    let command = MoveEntry { entry: id, seen, to: to?, reason };
    court::move_entry(cx.app(), cx.viewer(), command).await.map(drop)
}

/// Moves the entry.
pub(crate) async fn post(cx: WebCx, Id(id): Id<CourtEntryId>, typed: Typed) -> Answer {
    // Who may not know of the entry is told nothing about whomever they name.
    let view = court::one(cx.app(), cx.viewer(), id).await?;
    match shift(&cx, id, &typed).await {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::court_entry(id), Said::CourtMoved)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, &view, &typed, &errors))
        }
    }
}
