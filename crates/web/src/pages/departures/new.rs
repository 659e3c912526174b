//! Recording a last day: first how much is open, then the day, the reason, and who takes over what.

use super::open_work;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, InsetText},
    pages::plain_form::{Again, PlainForm, options},
    paths,
    words::Said,
};
use app::{
    Refusal,
    departures::{self, Leaving, RecordDeparture},
    ports::AgencyLine,
};
use domain::{
    departure::{DepartureReason, TakesOver},
    ids::{ScopeId, ServiceId},
    pathway::Pathway,
};

/// The field of a pathway, and its label.
const fn taker(pathway: Pathway) -> (&'static str, &'static str) {
    match pathway {
        Pathway::Accommodation => ("takes_accommodation", "Who takes over referrals about accommodation?"),
        Pathway::Employment => ("takes_employment", "Who takes over referrals about skills and employment?"),
        Pathway::Health => ("takes_health", "Who takes over referrals about health?"),
        Pathway::Substance => ("takes_substance", "Who takes over referrals about drugs and alcohol?"),
        Pathway::Family => ("takes_family", "Who takes over referrals about children and families?"),
        Pathway::Finance => ("takes_finance", "Who takes over referrals about finance, benefit and debt?"),
        Pathway::Attitudes => {
            ("takes_attitudes", "Who takes over referrals about attitudes, thinking and behaviour?")
        }
    }
}

fn page(cx: &WebCx, scope: ScopeId, model: &Leaving, typed: &Typed, errors: &Errors) -> PlainForm {
    let agency = &model.agency.name;
    let who = model.service.as_ref().map_or_else(|| agency.clone(), |one| format!("{}, {agency}", one.name));
    let mut frame = cx.form_frame(format!("Last day of {who}"), errors, &[]);
    frame.back = Some(BackLink::to(paths::DEPARTURE_CHOOSE));
    let again = Again { typed, errors };
    let note = "This is what would pass on today. Nobody is named here: the agency itself prepares what is open, person by person.";
    let mut fields = vec![
        again.date("last_day", "Last day", "From the day after, nothing is open to it any more."),
        again.radios("reason", "Why?", options!(DepartureReason)),
        again.line("words", "In words (optional)", "", "20"),
    ];
    for pathway in &model.pathways {
        let (name, label) = taker(*pathway);
        let services = model.services.iter().filter(|one| one.pathway == *pathway);
        let items = services.map(|one| (one.id.to_string(), format!("{}, {}", one.name, one.agency_name)));
        fields.push(again.select(name, label, "Nobody: back to whoever referred", items));
    }
    if model.service.is_none() {
        let agencies = |one: &AgencyLine| (one.id.to_string(), one.name.clone());
        let all = || model.agencies.iter().map(agencies);
        fields.push(again.select("heir", "Who takes over all other open work?", "Select an agency", all()));
        fields.push(again.select("keeper", "Who keeps its records?", "Select an agency", all()));
    }
    PlainForm {
        bar: None,
        intro: Html::join([Html::of(&InsetText::new(note)), open_work("Open today", &model.open)], "\n"),
        action: paths::departure_new(scope),
        hidden: cx.hidden(&frame, typed, errors),
        fields,
        send: Button::submit("Record the last day"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(scope): Id<ScopeId>, Query(()): Query<()>) -> Answer {
    let model = departures::leaving(cx.app(), cx.viewer(), scope).await?;
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, scope, &model, &typed, &Errors::none()))
}

fn read(model: &Leaving, typed: &Typed) -> Result<RecordDeparture, Refusal> {
    let mut check = Check::default();
    let last_day = check.date("last_day", &typed.date("last_day"), "the last day");
    let reason = check.code("reason", typed.get("reason"), DepartureReason::from_code, "Select why");
    let said = typed.get("words").trim();
    let words = if said.is_empty() { None } else { check.line("words", said, "why, in one line") };
    let mut takes_over = Vec::new();
    for pathway in &model.pathways {
        let (name, _) = taker(*pathway);
        let sent = typed.get(name);
        let service = if sent.is_empty() {
            None
        } else {
            check.id::<ServiceId>(name, sent, "Select a service from the list")
        };
        takes_over.push(TakesOver { pathway: *pathway, service });
    }
    let whole = model.service.is_none();
    let heir = whole.then(|| check.id("heir", typed.get("heir"), "Select who takes over its work")).flatten();
    let keeper =
        whole.then(|| check.id("keeper", typed.get("keeper"), "Select who keeps its records")).flatten();
    let command = || {
        Some(RecordDeparture {
            agency: model.agency.id,
            service: model.service.as_ref().map(|one| one.id),
            last_day: last_day?,
            reason: reason?,
            words,
            takes_over,
            heir,
            keeper,
        })
    };
    check.done(command).map_err(Refusal::Invalid)
}

/// Records.
pub(crate) async fn post(cx: WebCx, Id(scope): Id<ScopeId>, typed: Typed) -> Answer {
    let once = cx.once(&typed);
    let model = departures::leaving(cx.app(), cx.viewer(), scope).await?;
    let done = match read(&model, &typed) {
        Ok(command) => departures::record(cx.app(), cx.viewer(), command, once.as_ref()).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(id) => {
            cx.forget_draft().await;
            cx.go_saying(paths::departure(id), Said::DepartureRecorded)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            cx.show_as(errors.status(), &page(&cx, scope, &model, &typed, &errors))
        }
    }
}
