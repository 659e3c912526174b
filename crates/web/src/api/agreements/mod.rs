//! Agreements to share through the API: the same use-cases as the pages. Signing needs somebody who is signed in: no token signs.

pub(super) mod sight;
mod wire;

use super::{
    json::{Json, Key, Seen, created, json, read, versioned},
    wire::{Coded, Made, coded},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed},
    pages::agreements::on_paper,
    paper::{self, agreement},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    agreements::{self, AddRemark, BeginDraft, Edit, NewSide, Step},
};
use domain::{
    agreement::{About, Move},
    ids::{AgencyId, AgreementId},
};
use gate::Action;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use wire::{AgreementOut, FindingOut, LineOut, TermsWire};

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post, Put};
    let (reads, writes) = (Need::Scope(Scope::AgreementsRead), Need::Scope(Scope::AgreementsWrite));
    let see = Access::May(Action::SeeAgreements);
    let draft = Access::May(Action::DraftAgreement);
    let manage = Access::May(Action::ManageAgreement);
    let named = Access::May(Action::SignAgreement);
    vec![
        Route::api(Get, paths::AGREEMENTS, reads, see, list_agreements),
        Route::api(Post, paths::AGREEMENTS, writes, draft, draft_agreement),
        Route::api(Get, paths::AGREEMENT_FINDINGS, reads, see, list_findings),
        Route::api(Get, paths::AGREEMENT_MATRIX, reads, Access::May(Action::SeeMatrix), sight::read_matrix),
        Route::api(Get, paths::AGREEMENT_REPLAY, reads, named, sight::replay_reads),
        Route::api(Get, paths::AGREEMENT_TEMPLATES, reads, draft, list_templates),
        Route::api(Get, paths::AGREEMENT, reads, named, open_agreement),
        Route::api(Get, paths::AGREEMENT_PDF, reads, named, print_agreement),
        Route::api(Put, paths::AGREEMENT, writes, draft, put_terms),
        Route::api(Post, paths::AGREEMENT_VERSIONS, writes, draft, draft_next_version),
        Route::api(Post, paths::AGREEMENT_SUBMIT, writes, manage, submit_agreement),
        Route::api(Post, paths::AGREEMENT_REMARKS, writes, named, remark_on_agreement),
        Route::api(Post, paths::AGREEMENT_SIGN, Need::Session, named, sign_agreement),
        Route::api(Post, paths::AGREEMENT_STEPS, writes, named, step_agreement),
    ]
}

/// The inventory.
#[derive(Serialize, ToSchema)]
pub(super) struct InventoryOut {
    #[schema(format = Date)]
    today: String,
    /// Months from draft to force in the study that durations are set beside.
    months_of_the_study: i32,
    /// At most 500.
    agreements: Vec<LineOut>,
}

/// The agreements that the caller may see: of each its newest version.
#[utoipa::path(get, path = paths::AGREEMENTS, tag = "agreements",
    responses((status = 200, description = "The agreements", body = InventoryOut)))]
pub(super) async fn list_agreements(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = agreements::inventory(cx.app(), cx.viewer()).await?;
    let out = InventoryOut {
        today: model.today.to_string(),
        months_of_the_study: domain::agreement::review::MONTHS_OF_THE_STUDY,
        agreements: model.lines.iter().map(|line| LineOut::of(line, &model)).collect(),
    };
    json(StatusCode::OK, &out)
}

/// What was found.
#[derive(Serialize, ToSchema)]
pub(super) struct FindingsOut {
    #[schema(format = Date)]
    today: String,
    findings: Vec<FindingOut>,
}

/// What the agreements say of themselves, worst first: overlaps, contradictions, gaps, what is near its review.
#[utoipa::path(get, path = paths::AGREEMENT_FINDINGS, tag = "agreements",
    responses((status = 200, description = "What was found", body = FindingsOut)))]
pub(super) async fn list_findings(cx: WebCx, Query(()): Query<()>) -> Answer {
    let checked = agreements::findings(cx.app(), cx.viewer()).await?;
    let findings = checked.findings.iter().map(FindingOut::of).collect();
    json(StatusCode::OK, &FindingsOut { today: checked.today.to_string(), findings })
}

/// A template.
#[derive(Serialize, ToSchema)]
struct TemplateOut {
    code: String,
    name: String,
    /// Between whom it usually is.
    between: String,
}

/// The templates.
#[derive(Serialize, ToSchema)]
pub(super) struct TemplatesOut {
    templates: Vec<TemplateOut>,
}

/// The templates that a draft may begin with.
#[utoipa::path(get, path = paths::AGREEMENT_TEMPLATES, tag = "agreements",
    responses((status = 200, description = "The templates", body = TemplatesOut)))]
pub(super) async fn list_templates(cx: WebCx, Query(()): Query<()>) -> Answer {
    let (found, _) = agreements::templates(cx.app(), cx.viewer()).await?;
    let templates = found
        .into_iter()
        .map(|one| TemplateOut {
            code: one.code,
            name: one.name.to_string(),
            between: one.between.to_string(),
        })
        .collect();
    json(StatusCode::OK, &TemplatesOut { templates })
}

/// One side of a new agreement.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SideIn {
    agency: Uuid,
    /// The email address of whoever signs for it: somebody of that agency.
    #[schema(format = Email, max_length = 254)]
    signatory: String,
    #[schema(min_length = 1, max_length = 200, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    contact: String,
    #[schema(min_length = 1, max_length = 200, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    dpo: String,
}

/// A new agreement.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DraftIn {
    #[schema(max_length = 100)]
    template: String,
    #[schema(min_length = 1, max_length = 200, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    title: String,
    #[schema(format = Date)]
    starts: String,
    /// The parties, the caller's own agency among them.
    #[schema(min_items = 1, max_items = 50)]
    parties: Vec<SideIn>,
}

/// Begin an agreement from a template.
#[utoipa::path(post, path = paths::AGREEMENTS, tag = "agreements", request_body = DraftIn,
    responses((status = 201, description = "Begun", body = Made, headers(("Location" = String, description = "Where the draft is")))))]
pub(super) async fn draft_agreement(
    cx: WebCx,
    Query(()): Query<()>,
    key: Key,
    body: Json<DraftIn>,
) -> Answer {
    let once = key.once(&body.text)?;
    let sent = body.value;
    let mut check = Check::exact();
    let title = check.line("title", &sent.title, "a title");
    let starts = check.iso_date("starts", &sent.starts);
    if sent.starts.is_empty() {
        check.wrong::<()>("starts", "required", "Give the day from which it is to hold");
    }
    if !(1..=50).contains(&sent.parties.len()) {
        check.wrong::<()>("parties", "length", "Send 1 to 50 parties");
    }
    let mut sides = Vec::with_capacity(sent.parties.len());
    for side in &sent.parties {
        let signatory = check.email("signatory", &side.signatory);
        let contact = check.line("contact", &side.contact, "whom to ask");
        let dpo = check.line("dpo", &side.dpo, "the data protection officer");
        if let (Some(signatory), Some(contact), Some(dpo)) = (signatory, contact, dpo) {
            sides.push(NewSide { agency: AgencyId(side.agency), signatory, contact, dpo });
        }
    }
    let template = sent.template;
    let command = read(check, || Some(BeginDraft { template, title: title?, starts: starts?, sides }))?;
    let id = agreements::begin(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::agreement(id), &Made { id: id.0 })
}

/// Which version is asked for.
pub(super) struct Numbered(Option<u16>);

impl Asked for Numbered {
    const KNOWN: &'static [&'static str] = &["version"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let number = check.number("version", typed.get("version"), 1, u32::from(u16::MAX));
        Self(number.and_then(|number| u16::try_from(number).ok()))
    }
}

/// One agreement: its newest version that the caller may see, or the one asked for.
#[utoipa::path(get, path = paths::AGREEMENT, tag = "agreements",
    params(("id" = uuid::Uuid, Path), ("version" = Option<u16>, Query, description = "Which version", minimum = 1, maximum = 65_535)),
    responses((status = 200, description = "The agreement", body = AgreementOut, headers(("ETag" = String, description = "Its version")))))]
pub(super) async fn open_agreement(
    cx: WebCx,
    Id(id): Id<AgreementId>,
    Query(Numbered(number)): Query<Numbered>,
) -> Answer {
    let opened = agreements::open(cx.app(), cx.viewer(), id, number).await?;
    versioned(opened.version.seen(), &AgreementOut::of(&opened)?)
}

/// One agreement as a PDF: the newest version, or the one asked for.
#[utoipa::path(get, path = paths::AGREEMENT_PDF, tag = "agreements",
    params(("id" = uuid::Uuid, Path), ("version" = Option<u16>, Query, description = "Which version", minimum = 1, maximum = 65_535)),
    responses((status = 200, description = "The agreement", content_type = "application/pdf", body = Vec<u8>)))]
pub(super) async fn print_agreement(
    cx: WebCx,
    Id(id): Id<AgreementId>,
    Query(Numbered(number)): Query<Numbered>,
) -> Answer {
    let opened = agreements::open(cx.app(), cx.viewer(), id, number).await?;
    paper::pdf(on_paper(&cx, &opened), agreement::NAME).await
}

/// What a change left.
#[derive(Serialize, ToSchema)]
pub(super) struct AgreementChangedOut {
    /// What is to be sent in `If-Match` next.
    version: i64,
}

fn changed(version: i64) -> Answer {
    versioned(version, &AgreementChangedOut { version })
}

/// Put the terms of a draft. A clause that is new has number 0; the others keep theirs.
#[utoipa::path(put, path = paths::AGREEMENT, tag = "agreements", params(("id" = uuid::Uuid, Path)), request_body = TermsWire,
    responses((status = 200, description = "Changed", body = AgreementChangedOut)))]
pub(super) async fn put_terms(
    cx: WebCx,
    Id(id): Id<AgreementId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<TermsWire>,
) -> Answer {
    let terms = body.value.read()?;
    changed(agreements::edit(cx.app(), cx.viewer(), id, seen, Edit::Whole(terms)).await?)
}

/// A new version.
#[derive(Serialize, ToSchema)]
pub(super) struct AgreementNumberOut {
    /// Its number.
    number: u16,
}

/// Begin the next version, which says what the last one says.
#[utoipa::path(post, path = paths::AGREEMENT_VERSIONS, tag = "agreements", params(("id" = uuid::Uuid, Path)),
    responses((status = 201, description = "Begun", body = AgreementNumberOut, headers(("Location" = String, description = "Where the draft is")))))]
pub(super) async fn draft_next_version(cx: WebCx, Id(id): Id<AgreementId>, Query(()): Query<()>) -> Answer {
    let number = agreements::next(cx.app(), cx.viewer(), id).await?;
    created(&paths::agreement(id), &AgreementNumberOut { number })
}

/// Send a draft for review.
#[utoipa::path(post, path = paths::AGREEMENT_SUBMIT, tag = "agreements", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "Sent", body = AgreementChangedOut)))]
pub(super) async fn submit_agreement(
    cx: WebCx,
    Id(id): Id<AgreementId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
) -> Answer {
    changed(agreements::submit(cx.app(), cx.viewer(), id, seen).await?)
}

/// A remark.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RemarkIn {
    /// A part (`whole`, `days`, `parties`, `purposes`, `consent`, `handling`, `oversight`), or a clause: `clause-3`.
    #[schema(pattern = "^(whole|days|parties|purposes|consent|handling|oversight|clause-[0-9]{1,5})$")]
    about: String,
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    words: String,
}

/// Remark on an agreement that is under review.
#[utoipa::path(post, path = paths::AGREEMENT_REMARKS, tag = "agreements", params(("id" = uuid::Uuid, Path)), request_body = RemarkIn,
    responses((status = 201, description = "Kept", body = Made, headers(("Location" = String, description = "Where the agreement is")))))]
pub(super) async fn remark_on_agreement(
    cx: WebCx,
    Id(id): Id<AgreementId>,
    Query(()): Query<()>,
    key: Key,
    body: Json<RemarkIn>,
) -> Answer {
    let once = key.once(&body.text)?;
    let sent = body.value;
    let mut check = Check::exact();
    let about = check.code(
        "about",
        &sent.about,
        |code| About::from_code(code).ok_or(()),
        "Must be a part, or a clause like clause-3",
    );
    let words = check.prose("words", &sent.words, "the remark");
    let command = read(check, || Some(AddRemark { agreement: id, about: about?, words: words? }))?;
    let remark = agreements::remark(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::agreement(id), &Made { id: remark.0 })
}

/// A signature.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignIn {
    /// The code that the signatory's authenticator shows now.
    #[schema(pattern = "^[0-9]{6}$")]
    code: String,
}

/// What a signature left.
#[derive(Serialize, ToSchema)]
pub(super) struct SignedOut {
    state: Coded,
}

/// Sign for the caller's agency.
#[utoipa::path(post, path = paths::AGREEMENT_SIGN, tag = "agreements", params(("id" = uuid::Uuid, Path)), request_body = SignIn,
    responses((status = 200, description = "Signed", body = SignedOut)))]
pub(super) async fn sign_agreement(
    cx: WebCx,
    Id(id): Id<AgreementId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<SignIn>,
) -> Answer {
    let state = agreements::sign(cx.app(), &cx.signed, id, seen, &body.value.code).await?;
    json(StatusCode::OK, &SignedOut { state: coded!(state) })
}

/// A step.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StepIn {
    #[schema(pattern = "^(return|suspend|resume|review|end)$")]
    step: String,
    /// Why, or what was found.
    #[schema(min_length = 1, max_length = 200, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    words: String,
    /// Of a review, the day by which the next is due.
    #[serde(default)]
    #[schema(format = Date)]
    next: Option<String>,
    /// Which version, where it is not the newest.
    #[serde(default)]
    #[schema(minimum = 1)]
    number: Option<u16>,
}

/// Send back, suspend, resume, review or end.
#[utoipa::path(post, path = paths::AGREEMENT_STEPS, tag = "agreements", params(("id" = uuid::Uuid, Path)), request_body = StepIn,
    responses((status = 200, description = "Recorded", body = AgreementChangedOut)))]
pub(super) async fn step_agreement(
    cx: WebCx,
    Id(id): Id<AgreementId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<StepIn>,
) -> Answer {
    let sent = body.value;
    let mut check = Check::exact();
    let says = "Must be return, suspend, resume, review or end";
    let step = check.code("step", &sent.step, Move::from_code, says);
    let words = check.line("words", &sent.words, "why, or what was found");
    let next = sent.next.as_deref().and_then(|day| check.iso_date("next", day));
    if step == Some(Move::Review) && next.is_none() {
        check.wrong::<()>("next", "required", "Give the day by which the next review is due");
    }
    if matches!(step, Some(Move::Submit | Move::Sign | Move::Supersede)) {
        check.wrong::<()>("step", "unknown", says);
    }
    let step = read(check, || {
        Some(match step? {
            Move::Return => Step::Return(words?),
            Move::Suspend => Step::Suspend(words?),
            Move::Resume => Step::Resume(words?),
            Move::Review => Step::Review(next?, words?),
            _ => Step::End(words?),
        })
    })?;
    changed(agreements::step(cx.app(), cx.viewer(), (id, sent.number), seen, step).await?)
}
