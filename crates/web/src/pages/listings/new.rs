//! Proposing somebody to a hub, with what its criteria say of them.

use super::{SELECT_KIND, SELECT_STATUS};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Cell, Html, InsetText, Table},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, options},
    },
    paths,
    words::Said,
};
use app::{
    Refusal,
    listings::{Propose, Suggested, propose, suggestions},
};
use domain::{
    cohort::{CohortKind, LegalStatus, Suggestion},
    hub::Hub,
    ids::PersonId,
};

/// What criteria say, test by test.
fn working(hub: &Hub, said: &[Suggestion]) -> Html {
    let rows = said.iter().flat_map(|one| {
        let suggests = if one.suggests() { "suggested" } else { "not suggested" };
        one.working.iter().enumerate().map(move |(number, test)| {
            let kind = if number == 0 { format!("{}: {suggests}", one.kind) } else { String::new() };
            let met = if test.met { "Met" } else { "Not met" };
            vec![Cell::from(kind), test.asks.clone().into(), test.found.clone().into(), met.into()]
        })
    });
    let rows: Vec<_> = rows.collect();
    let caption = format!("What the criteria of {} say", hub.terms().name);
    let head = ["Kind", "What is asked", "What you may read", "Met?"];
    Html::of(&Table::new(caption, head, rows).dense())
}

fn page(cx: &WebCx, model: &Suggested, typed: &Typed, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let mut frame = cx.form_frame("Propose to a hub", errors, &[("by", "by-day")]);
    frame.back = Some(BackLink::to(paths::person_listings(person)));
    let again = Again { typed, errors };
    let hubs = model.hubs.iter().map(|(hub, _)| (hub.id.to_string(), hub.terms().name.to_string()));
    let teams = model.hubs.iter().flat_map(|(hub, _)| {
        let name = hub.terms().name.to_string();
        hub.terms().teams.iter().map(move |team| {
            (format!("{}.{}", hub.id, team.number), format!("{name}: {} ({})", team.name, team.ages))
        })
    });
    let kinds = CohortKind::ALL.iter().map(|kind| (kind.code().to_owned(), kind.words().to_owned()));
    let note = "Criteria suggest; the panel decides. Its agencies are asked in writing, and those of them that work with the person \
                read what you write here.";
    let mut intro = vec![Html::of(&InsetText::new(note))];
    intro.extend(model.hubs.iter().map(|(hub, said)| working(hub, said)));
    if model.hubs.is_empty() {
        intro.push(Html::paragraphs(
            "Your agency is of no hub. A team manager of the agency that leads one can add a team.",
        ));
    }
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::join(intro, "\n"),
        action: paths::listing_new(person),
        hidden: cx.hidden(&frame, typed, errors),
        fields: vec![
            again.select("hub", "Which hub?", "Select a hub", hubs),
            again.select("kind", "As which kind?", "Select", kinds),
            again.radios("status", "Are they under an order or a licence?", options!(LegalStatus)),
            again.select("team", "Which team is to work with them?", "Select a team of that hub", teams),
            again.prose("why", "Why?", "What the panel needs to know to decide."),
            again.date(
                "by",
                "By when is the panel to say what it thinks? (optional)",
                "Left empty: within 5 working days.",
            ),
        ],
        send: Button::submit("Ask the panel"),
        frame,
    }
}

fn read(check: &mut Check, person: PersonId, typed: &Typed) -> Option<Propose> {
    let hub = check.id("hub", typed.get("hub"), "Select a hub");
    let kind = check.code("kind", typed.get("kind"), CohortKind::from_code, SELECT_KIND);
    let status = check.code("status", typed.get("status"), LegalStatus::from_code, SELECT_STATUS);
    // A team is chosen with its hub, so that none of another is taken.
    let team = match typed.get("team").split_once('.') {
        Some((of, number)) if of == typed.get("hub") => number.parse().ok(),
        _ => None,
    };
    let team = team.or_else(|| check.wrong("team", "required", "Select a team of that hub"));
    let why = check.prose("why", typed.get("why"), "Why");
    let by = check.optional_date("by", &typed.date("by"), "The day");
    Some(Propose { person, hub: hub?, kind: kind?, status: status?, team: team?, why: why?, by })
}

/// Where there is one hub, it is chosen; and the own agency's team, where it has one there.
fn of_own_hub(cx: &WebCx, model: &Suggested) -> Typed {
    let typed = Typed::default();
    let [(hub, _)] = model.hubs.as_slice() else { return typed };
    let typed = typed.with("hub", hub.id.to_string());
    let mut own = hub.terms().teams.iter().filter(|team| team.agency == cx.viewer().agency);
    match (own.next(), own.next()) {
        (Some(team), None) => typed.with("team", format!("{}.{}", hub.id, team.number)),
        _ => typed,
    }
}

/// Shows the form.
pub(super) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = suggestions(cx.app(), cx.viewer(), person).await?;
    let typed = cx.draft().await?.unwrap_or_else(|| of_own_hub(&cx, &model));
    cx.show(&page(&cx, &model, &typed, &Errors::none()))
}

/// Proposes.
pub(super) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let command = read(&mut check, person, &typed);
    let done = match check.done(|| command) {
        Ok(command) => propose(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(proposed) => {
            cx.forget_draft().await;
            let full = proposed.room.is_full();
            let said = if full { Said::ListingOverFull } else { Said::ListingProposed };
            cx.go_saying(paths::listing(proposed.id), said)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = suggestions(cx.app(), cx.viewer(), person).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}
