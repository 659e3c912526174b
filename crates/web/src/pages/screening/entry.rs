//! Somebody of the court's list is met: yes, no, or nobody asked. A no keeps nothing but itself.

use super::contact::{Answered, answer, question};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, InsetText, SummaryRow, WarningText},
    pages::{
        plain_form::{Again, PlainForm},
        screening::shown::facts,
    },
    paths, words,
    words::Said,
};
use app::{
    Refusal,
    screening::{self, MeetEntry, MeetingEntry},
};
use domain::{ids::CourtEntryId, screening::ContactState};

fn told(model: &MeetingEntry) -> Html {
    let entry = &model.kept.entry;
    let mut rows = vec![
        SummaryRow::new("Court", entry.court.called().to_owned()),
        SummaryRow::new("Day", words::day(entry.day)),
    ];
    rows.extend(entry.born.map(|born| SummaryRow::new("Born", born.strftime("%-d %b %Y").to_string())));
    let offences: Vec<String> =
        entry.offences.iter().filter_map(|one| one.title.as_ref()).map(ToString::to_string).collect();
    if !offences.is_empty() {
        rows.push(SummaryRow::new("Charged", offences.join("; ")));
    }
    let mut pieces = vec![facts(rows)];
    if model.possible > 0 {
        let sentence = "Somebody you know of may be the same person. Decide whose entry it is before you record consent.";
        pieces.push(Html::of(&WarningText::new(sentence)));
    }
    match model.contact.as_ref().map(|contact| contact.state) {
        Some(ContactState::Refused) => {
            pieces.push(Html::of(&InsetText::new("The person refused. Nothing else is kept.")));
        }
        Some(ContactState::NotAsked) => {
            pieces.push(Html::of(&InsetText::new("Nobody has asked so far.")));
        }
        _ => {}
    }
    Html::join(pieces, "\n")
}

fn page(cx: &WebCx, model: &MeetingEntry, typed: &Typed, errors: &Errors) -> PlainForm {
    let called = model.kept.entry.name.short();
    let mut frame = cx.form_frame(format!("Screen {called}"), errors, &[("until", "until-day")]);
    frame.back = Some(BackLink::to(paths::court_entry(model.kept.id)));
    PlainForm {
        bar: None,
        intro: told(model),
        action: paths::court_entry_screen(model.kept.id),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![question(Again { typed, errors }, &called)],
        send: Button::submit("Continue"),
        frame,
    }
}

/// Shows the form; where there is consent already, what is found.
pub(crate) async fn get(cx: WebCx, Id(entry): Id<CourtEntryId>, Query(()): Query<()>) -> Answer {
    let model = screening::meeting_entry(cx.app(), cx.viewer(), entry).await?;
    if let Some(contact) = model.contact.as_ref().filter(|one| one.state == ContactState::Consented) {
        return cx.go(paths::contact_assess(contact.id));
    }
    let draft = cx.draft().await?;
    let kept = draft.is_some().then(|| cx.kept_banner());
    let typed = draft.unwrap_or_else(|| Typed::default().with("language", "English"));
    let mut page = page(&cx, &model, &typed, &Errors::none());
    page.frame.flash = kept.or(page.frame.flash);
    cx.show(&page)
}

/// Records the answer and goes on to what is found, where there is consent.
pub(crate) async fn post(cx: WebCx, Id(entry): Id<CourtEntryId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let answered = answer(&typed, &mut check);
    let (app, viewer, once) = (cx.app(), cx.viewer(), cx.once(&typed));
    let done = match check.done(|| answered) {
        Err(wrong) => Err(Refusal::Invalid(wrong)),
        Ok(answered) => {
            let (command, said) = match answered {
                Answered::Yes(taken) => (MeetEntry::Agreed(taken), Said::ConsentKept),
                Answered::No => (MeetEntry::Refused, Said::RefusalKept),
                Answered::NotAsked(why) => (MeetEntry::NotAsked(why), Said::NotAskedKept),
            };
            let met = screening::meet_entry(app, viewer, entry, command, once.as_ref()).await;
            met.map(|id| (id, said))
        }
    };
    match done {
        Ok((id, said)) => {
            cx.forget_draft().await;
            let agreed = said == Said::ConsentKept;
            let on = if agreed { paths::contact_assess(id) } else { paths::court_entry(entry) };
            cx.go_saying(on, said)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = screening::meeting_entry(cx.app(), cx.viewer(), entry).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
