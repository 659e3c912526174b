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
    service::Service,
};

/// The fields of the second page.
const DETAILS: [&str; 3] = ["asks", "risk", "requirement"];

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

/// Reads the second page; what cannot be taken goes into `check`.
fn details(
    typed: &Typed,
    model: &Making,
    check: &mut Check,
) -> Option<(domain::text::Prose, Option<domain::text::Prose>, Option<RequirementId>)> {
    let asks = check.prose("asks", typed.get("asks"), "what you ask of the service");
    let risk = check.optional_prose("risk", typed.get("risk"), "what staff must know about risk");
    let unknown = "Select a requirement of this person’s order";
    let requirement: Option<RequirementId> = match typed.get("requirement") {
        "none" => None,
        text => check.optional_id("requirement", text, unknown),
    };
    if requirement.is_some_and(|id| !model.requirements.iter().any(|one| one.id == id)) {
        check.wrong::<()>("requirement", "unknown", unknown);
    }
    Some((asks?, risk, requirement))
}

/// The command that all answers make.
fn command(person: PersonId, answers: &Typed, model: &Making) -> Result<MakeReferral, Vec<FieldError>> {
    let mut check = Check::default();
    let service: Option<ServiceId> = check.id("service", answers.get("service"), "Select a service");
    let details = details(answers, model, &mut check);
    check.done(|| {
        let (asks, risk_to_staff, requirement) = details?;
        Some(MakeReferral { person, service: service?, requirement, asks, risk_to_staff })
    })
}
