//! Making a referral: which service, what is asked, check your answers, sent.

pub(crate) mod check;
pub(crate) mod details;
pub(crate) mod sent;
pub(crate) mod service;

use crate::{
    answer::WebCx,
    form::{Check, Typed},
    pages::journey::Journey,
    paths,
    problem::Problem,
};
use app::{
    FieldError,
    referrals::{MakeReferral, Making},
};
use domain::{
    ids::{PersonId, RequirementId, ServiceId},
    referral::{DeliveryNeed, Summary, Told},
    service::Service,
    text::Prose,
};

/// The fields of the second page.
const DETAILS: [&str; 6] = ["asks", "risk_known", "risk", "needs_known", "needs", "requirement"];

async fn making(cx: &WebCx, person: PersonId) -> Result<Making, Problem> {
    Ok(app::referrals::making(cx.app(), cx.viewer(), person).await?)
}

async fn journey(cx: &WebCx, person: PersonId) -> Result<Journey, Problem> {
    Journey::of(cx, &paths::refer(person)).await
}

/// The service that was chosen, while it is offered.
fn chosen<'a>(model: &'a Making, answers: &Typed) -> Option<&'a Service> {
    let id: ServiceId = answers.get("service").parse().ok()?;
    model.services.iter().find(|service| service.id == id)
}

/// What the second page told.
struct Details {
    asks: Prose,
    summary: Summary,
    requirement: Option<RequirementId>,
}

/// Reads the second page; what cannot be taken goes into `check`.
fn details(typed: &Typed, model: &Making, check: &mut Check) -> Option<Details> {
    let asks = check.prose("asks", typed.get("asks"), "what you ask of the service");
    let risk = told(typed, check, ("risk_known", "risk"), "what the service must know about risk");
    let needs = told(typed, check, ("needs_known", "needs"), "what affects how the service is given");
    let kinds = typed.all("kinds").filter_map(|code| DeliveryNeed::from_code(code).ok()).collect();
    let unknown = "Select a requirement of this person’s order";
    let requirement: Option<RequirementId> = match typed.get("requirement") {
        "none" => None,
        text => check.optional_id("requirement", text, unknown),
    };
    if requirement.is_some_and(|id| !model.requirements.iter().any(|one| one.id == id)) {
        check.wrong::<()>("requirement", "unknown", unknown);
    }
    Some(Details { asks: asks?, summary: Summary { risk: risk?, needs: needs?, kinds }, requirement })
}

/// One of the two parts that may not be passed over: words, or that none is known.
fn told(
    typed: &Typed,
    check: &mut Check,
    (known, field): (&'static str, &'static str),
    what: &str,
) -> Option<Told> {
    let words = typed.get(field);
    match typed.get(known) {
        "none" => Some(Told::NoneKnown),
        "" if words.trim().is_empty() => {
            check.wrong(known, "required", format!("Say {what}, or select that none is known"))
        }
        _ => check.prose(field, words, what).map(Told::Known),
    }
}

/// The command that all answers make.
fn command(person: PersonId, answers: &Typed, model: &Making) -> Result<MakeReferral, Vec<FieldError>> {
    let mut check = Check::default();
    let service: Option<ServiceId> = check.id("service", answers.get("service"), "Select a service");
    let details = details(answers, model, &mut check);
    check.done(|| {
        let Details { asks, summary, requirement } = details?;
        Some(MakeReferral { person, service: service?, requirement, asks, summary })
    })
}
