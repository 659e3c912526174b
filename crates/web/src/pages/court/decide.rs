//! A decision about an entry, as its form sends it.

use super::entry;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Typed},
    paths,
    words::Said,
};
use app::{
    FieldError, Refusal,
    court::{self, Decide},
    people::{self, FindPeople},
};
use domain::{
    hearing::Deciding,
    ids::{CourtEntryId, PersonId},
};

/// What the radios say.
enum Chosen {
    Decided(Deciding),
    /// Somebody by reference.
    Other,
}

fn chosen(value: &str) -> Option<Chosen> {
    let about = |id: &str| id.parse::<PersonId>().ok();
    Some(match value.split_once(':') {
        Some(("attach", id)) => Chosen::Decided(Deciding::Attach(about(id)?)),
        Some(("not_same", id)) => Chosen::Decided(Deciding::NotSame(about(id)?)),
        None if value == "other" => Chosen::Other,
        None if value == "new" => Chosen::Decided(Deciding::New),
        None if value == "undo" => Chosen::Decided(Deciding::Undo),
        _ => return None,
    })
}

/// The one person whom a reference or number names, of those whom the viewer may know of.
pub(crate) async fn named(cx: &WebCx, typed: &str, field: &'static str) -> Result<PersonId, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Refusal::field(field, "required", "Enter their reference, CRN or another number"));
    }
    let find = FindPeople { words: typed.to_owned(), limit: 2, ..FindPeople::default() };
    let found = people::find(cx.app(), cx.viewer(), find).await?;
    match found.people.as_slice() {
        [one] => Ok(one.identity.person),
        [] => {
            Err(Refusal::field(field, "unknown", "Nobody whom you may know of has this reference or number"))
        }
        _ => Err(Refusal::field(field, "several", "Several people have this: enter the whole reference")),
    }
}

async fn command(cx: &WebCx, entry: CourtEntryId, typed: &Typed) -> Result<Decide, Refusal> {
    let mut check = Check::default();
    let chosen = match chosen(typed.get("decision")) {
        Some(chosen) => Some(chosen),
        None => check.wrong("decision", "required", "Select whose this entry is"),
    };
    let reason = check.line("reason", typed.get("reason"), "why");
    let seen = typed.get("seen").parse::<u32>().ok();
    let read = check.done(|| Some((chosen?, reason?, seen.unwrap_or_default())));
    let (chosen, reason, seen) = read.map_err(|fields: Vec<FieldError>| Refusal::Invalid(fields))?;
    let deciding = match chosen {
        Chosen::Decided(deciding) => deciding,
        Chosen::Other => Deciding::Attach(named(cx, typed.get("reference"), "reference").await?),
    };
    Ok(Decide { entry, seen, deciding, reason })
}

/// Saves the decision.
pub(crate) async fn post(cx: WebCx, Id(id): Id<CourtEntryId>, typed: Typed) -> Answer {
    let done = match command(&cx, id, &typed).await {
        Ok(command) => court::decide(cx.app(), cx.viewer(), command).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::court_entry(id), Said::CourtDecided)
        }
        Err(refusal) => {
            let errors: Errors = cx.mend(refusal)?;
            let view = court::one(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &entry::page(&cx, &view, &typed, &errors))
        }
    }
}
