//! Summaries for employers, landlords and bodies like them, through the API.

use crate::{
    answer::{Answer, Id, WebCx},
    api::{
        json::{Json, Key, Seen, created, json, read, versioned},
        wire::{Coded, Made, TakenIn, coded},
    },
    form::{Check, Query},
    paper::{self, summary},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    summaries::{self, NewRecipient, OpenedSummary, SummaryStep, WriteSummary},
};
use domain::{
    consent::Manner,
    disclosure_summary::{
        CameOfIt, DisclosureSummary, NOT_ASKED, Recipient, RecipientKind, SummaryMove, Text, Words,
    },
    ids::{AccountId, PersonId, RecipientId, SummaryId},
    rehabilitation::Use,
};
use gate::Action;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::{Get, Post};
    let (reads, writes) = (Need::Scope(Scope::PeopleRead), Need::Scope(Scope::PeopleWrite));
    let write = Access::May(Action::WriteSummary);
    vec![
        Route::api(Get, paths::RECIPIENTS, reads, write, list_recipients),
        Route::api(Post, paths::RECIPIENTS, writes, write, add_recipient),
        Route::api(Get, paths::PERSON_SUMMARIES, reads, write, list_summaries),
        Route::api(Post, paths::PERSON_SUMMARIES, writes, write, write_summary),
        Route::api(Post, paths::SUMMARY_PREVIEW, reads, write, preview_summary),
        Route::api(Get, paths::SUMMARY, reads, write, open_summary),
        Route::api(Post, paths::SUMMARY_STEPS, writes, write, step_summary),
        Route::api(Get, paths::SUMMARY_LETTER, reads, write, open_letter),
        Route::api(Get, paths::SUMMARY_LETTER_PDF, reads, write, print_letter),
    ]
}

/// A body with which the agency has a relationship of trust.
#[derive(Serialize, ToSchema)]
struct RecipientOut {
    id: Uuid,
    kind: Coded,
    name: String,
    contact: String,
    address: String,
    #[schema(format = Date)]
    agreed_on: String,
    agreed_by: String,
}

/// Bodies, by name.
#[derive(Serialize, ToSchema)]
pub(super) struct RecipientsOut {
    items: Vec<RecipientOut>,
}

/// A body to be written down.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RecipientIn {
    #[schema(pattern = "^(employer|landlord|college|volunteering)$")]
    kind: String,
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    #[schema(min_length = 1, max_length = 200)]
    contact: String,
    #[schema(min_length = 1, max_length = 12_000)]
    address: String,
    /// When it agreed to keep summaries confidential and to destroy them.
    #[schema(format = Date)]
    agreed_on: String,
    #[schema(min_length = 1, max_length = 200)]
    agreed_by: String,
}

fn recipient(one: &Recipient) -> RecipientOut {
    RecipientOut {
        id: one.id.0,
        kind: coded!(one.kind),
        name: one.name.to_string(),
        contact: one.contact.to_string(),
        address: one.address.to_string(),
        agreed_on: one.agreed_on.to_string(),
        agreed_by: one.agreed_by.to_string(),
    }
}

/// Bodies with which the agency has a relationship.
#[utoipa::path(get, path = paths::RECIPIENTS, tag = "summaries",
    responses((status = 200, description = "The bodies", body = RecipientsOut)))]
pub(super) async fn list_recipients(cx: WebCx, Query(()): Query<()>) -> Answer {
    let found = summaries::recipients(cx.app(), cx.viewer()).await?;
    json(StatusCode::OK, &RecipientsOut { items: found.iter().map(recipient).collect() })
}

/// Write a relationship down.
#[utoipa::path(post, path = paths::RECIPIENTS, tag = "summaries", request_body = RecipientIn,
    responses((status = 201, description = "Written down", body = Made, headers(("Location" = String, description = "Where the bodies are")))))]
pub(super) async fn add_recipient(
    cx: WebCx,
    Query(()): Query<()>,
    key: Key,
    body: Json<RecipientIn>,
) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let kind = check.code("kind", &sent.kind, RecipientKind::from_code, "Select what it is");
    let name = check.line("name", &sent.name, "its name");
    let contact = check.line("contact", &sent.contact, "to whom letters go");
    let address = check.prose("address", &sent.address, "the address");
    let agreed_on = check.iso_date("agreed_on", &sent.agreed_on);
    let agreed_by = check.line("agreed_by", &sent.agreed_by, "who agreed");
    let new = read(check, || {
        Some(NewRecipient {
            kind: kind?,
            name: name?,
            contact: contact?,
            address: address?,
            agreed_on: agreed_on?,
            agreed_by: agreed_by?,
        })
    })?;
    let once = key.once(&body.text)?;
    let id = summaries::add_recipient(cx.app(), cx.viewer(), new, once.as_ref()).await?;
    created(paths::RECIPIENTS, &Made { id: id.0 })
}

/// What a summary is made from.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SummaryIn {
    recipient: Uuid,
    /// The post with its hours, the tenancy, the course, the role.
    #[schema(min_length = 1, max_length = 200)]
    opportunity: String,
    /// Why they need to know.
    #[schema(min_length = 1, max_length = 200)]
    purpose: String,
    #[schema(pattern = "^(ordinary|excepted|immigration|proceedings|not_known)$")]
    used_for: String,
    /// What the record means, in plain language.
    #[schema(min_length = 1, max_length = 12_000)]
    explanation: String,
    /// What follows for this role or tenancy.
    #[schema(min_length = 1, max_length = 12_000)]
    risk: String,
    #[schema(min_length = 1, max_length = 12_000)]
    support: String,
    #[schema(min_length = 1, max_length = 12_000)]
    progress: String,
    #[schema(min_length = 1, max_length = 200)]
    contact: String,
    #[schema(min_length = 1, max_length = 200)]
    reach: String,
}

/// A summary to be kept, with what identifies the text that was looked at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct KeepSummaryIn {
    summary: SummaryIn,
    /// From the preview.
    #[schema(min_length = 1, max_length = 100)]
    fingerprint: String,
}

/// One part of a text.
#[derive(Serialize, ToSchema)]
struct PartOut {
    heading: String,
    paragraphs: Vec<String>,
}

/// A text before it is kept.
#[derive(Serialize, ToSchema)]
pub(super) struct PreviewOut {
    text: Vec<PartOut>,
    /// Keeping it asks for this.
    fingerprint: String,
    /// How many convictions it names.
    convictions: usize,
}

fn parts(text: &Text) -> Vec<PartOut> {
    let part = |part: &domain::disclosure_summary::Part| PartOut {
        heading: part.heading.clone(),
        paragraphs: part.paragraphs.clone(),
    };
    text.parts.iter().map(part).collect()
}

fn command(check: &mut Check, person: PersonId, sent: &SummaryIn) -> Option<WriteSummary> {
    let opportunity = check.line("opportunity", &sent.opportunity, "what it is about");
    let purpose = check.line("purpose", &sent.purpose, "why they need to know");
    let used_for =
        check.code("used_for", &sent.used_for, Use::from_code, "Select whether an exception may apply");
    let explanation = check.prose("explanation", &sent.explanation, "what the record means");
    let risk = check.prose("risk", &sent.risk, "what follows for this role");
    let support = check.prose("support", &sent.support, "what support is in place");
    let progress = check.prose("progress", &sent.progress, "the progress made");
    let contact = check.line("contact", &sent.contact, "whom to ask");
    let reach = check.line("reach", &sent.reach, "how to reach them");
    Some(WriteSummary {
        person,
        recipient: RecipientId(sent.recipient),
        opportunity: opportunity?,
        purpose: purpose?,
        used_for: used_for?,
        words: Words {
            explanation: explanation?,
            risk: risk?,
            support: support?,
            progress: progress?,
            contact: contact?,
            reach: reach?,
        },
    })
}

/// Look at the text of a summary before it is kept.
#[utoipa::path(post, path = paths::SUMMARY_PREVIEW, tag = "summaries", params(("id" = uuid::Uuid, Path)), request_body = SummaryIn,
    responses((status = 200, description = "The exact text", body = PreviewOut)))]
pub(super) async fn preview_summary(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    body: Json<SummaryIn>,
) -> Answer {
    let mut check = Check::exact();
    let command = command(&mut check, person, &body.value);
    let command = read(check, || command)?;
    let model = summaries::preview(cx.app(), cx.viewer(), &command).await?;
    let out =
        PreviewOut { text: parts(&model.text), fingerprint: model.fingerprint, convictions: model.names };
    json(StatusCode::OK, &out)
}

/// Keep a summary whose text was looked at.
#[utoipa::path(post, path = paths::PERSON_SUMMARIES, tag = "summaries", params(("id" = uuid::Uuid, Path)), request_body = KeepSummaryIn,
    responses((status = 201, description = "Kept", body = Made, headers(("Location" = String, description = "Where it is")))))]
pub(super) async fn write_summary(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    key: Key,
    body: Json<KeepSummaryIn>,
) -> Answer {
    let mut check = Check::exact();
    let command = command(&mut check, person, &body.value.summary);
    let command = read(check, || command)?;
    let once = key.once(&body.text)?;
    let looked_at = &body.value.fingerprint;
    let id = summaries::write(cx.app(), cx.viewer(), command, looked_at, once.as_ref()).await?;
    created(&paths::summary(id), &Made { id: id.0 })
}

/// A summary in a list.
#[derive(Serialize, ToSchema)]
struct BriefSummary {
    id: Uuid,
    opportunity: String,
    recipient: String,
    kind: Coded,
    state: Coded,
    version: i64,
}

/// A person's summaries.
#[derive(Serialize, ToSchema)]
pub(super) struct SummariesOut {
    items: Vec<BriefSummary>,
}

/// A person's summaries, newest first, without their texts.
#[utoipa::path(get, path = paths::PERSON_SUMMARIES, tag = "summaries", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The summaries", body = SummariesOut)))]
pub(super) async fn list_summaries(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = summaries::summaries(cx.app(), cx.viewer(), person).await?;
    let brief = |line: &summaries::SummaryLine| BriefSummary {
        id: line.summary.written.id.0,
        opportunity: line.summary.written.opportunity.to_string(),
        recipient: line.body.clone(),
        kind: coded!(line.summary.written.kind),
        state: coded!(line.summary.state()),
        version: line.summary.version(),
    };
    json(StatusCode::OK, &SummariesOut { items: model.summaries.iter().map(brief).collect() })
}

/// One summary.
#[derive(Serialize, ToSchema)]
pub(super) struct SummaryOut {
    id: Uuid,
    person: Uuid,
    recipient: Option<RecipientOut>,
    opportunity: String,
    purpose: String,
    used_for: Coded,
    /// Whether somebody must check exceptions before they rely on it.
    check_exceptions: bool,
    state: Coded,
    version: i64,
    /// The exact text, as long as it says no more than may be told.
    text: Option<Vec<PartOut>>,
    /// Why the text is shown no longer.
    closed: Option<Coded>,
    /// What identifies the text.
    fingerprint: String,
    /// Steps that the caller may take.
    moves: Vec<&'static str>,
    /// The last day of the letter, once issued.
    #[schema(format = Date)]
    last: Option<String>,
    /// What came of it, once issued.
    came_of_it: Option<&'static str>,
}

fn out(model: &OpenedSummary) -> SummaryOut {
    let summary: &DisclosureSummary = &model.summary;
    let written = &summary.written;
    let issued = summary.issued();
    SummaryOut {
        id: written.id.0,
        person: written.person.0,
        recipient: model.recipient.as_ref().map(recipient),
        opportunity: written.opportunity.to_string(),
        purpose: written.purpose.to_string(),
        used_for: coded!(written.used_for),
        check_exceptions: written.used_for != Use::Ordinary,
        state: coded!(summary.state()),
        version: summary.version(),
        text: model.text.as_ref().ok().map(parts),
        closed: model.text.as_ref().err().map(|closed| coded!(closed)),
        fingerprint: model.fingerprint.clone(),
        moves: model.moves.iter().map(|step| step.code()).collect(),
        last: issued.map(|(_, last)| last.to_string()),
        came_of_it: issued.map(|_| summary.came_of_it().map_or(NOT_ASKED, CameOfIt::words)),
    }
}

/// One summary.
#[utoipa::path(get, path = paths::SUMMARY, tag = "summaries", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The summary", body = SummaryOut, headers(("ETag" = String, description = "Its version")))))]
pub(super) async fn open_summary(cx: WebCx, Id(id): Id<SummaryId>, Query(()): Query<()>) -> Answer {
    let model = summaries::summary(cx.app(), cx.viewer(), id).await?;
    versioned(model.summary.version(), &out(&model))
}

/// A step of a summary. Which of the others is needed follows from the step.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SummaryStepIn {
    #[schema(pattern = "^(show|consent|decline|approve|return|issue|withdraw|drop|hear)$")]
    step: String,
    /// How the text was shown.
    #[serde(default)]
    #[schema(pattern = "^(spoken|paper|screen)$")]
    manner: Option<String>,
    #[serde(default)]
    #[schema(max_length = 200)]
    language: Option<String>,
    /// How consent was taken.
    #[serde(default)]
    taken: Option<TakenIn>,
    /// Who is asked to approve it.
    #[serde(default)]
    approver: Option<Uuid>,
    /// What was found about exceptions, what should be different, or why.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    words: Option<String>,
    /// What came of it.
    #[serde(default)]
    #[schema(pattern = "^(taken_on|not_taken_on)$")]
    answer: Option<String>,
}

/// Where a summary stands after a step.
#[derive(Serialize, ToSchema)]
pub(super) struct SummaryStepOut {
    state: Coded,
    version: i64,
}

fn step(check: &mut Check, sent: &SummaryStepIn) -> Option<SummaryStep> {
    let step = check.code("step", &sent.step, SummaryMove::from_code, "Select a step")?;
    let words = sent.words.as_deref().unwrap_or_default();
    match step {
        SummaryMove::Show => {
            let manner = sent.manner.as_deref().unwrap_or_default();
            let manner = check.code("manner", manner, Manner::from_code, "Select how it was shown");
            let language =
                check.line("language", sent.language.as_deref().unwrap_or_default(), "the language");
            Some(SummaryStep::Show(manner?, language?))
        }
        SummaryMove::Consent => {
            let Some(taken) = &sent.taken else {
                return check.wrong("taken", "required", "Say how consent was taken");
            };
            let taken = taken.check(check);
            Some(SummaryStep::Consent(taken?, sent.approver.map(AccountId)))
        }
        SummaryMove::Decline => Some(SummaryStep::Decline),
        SummaryMove::Approve => {
            Some(SummaryStep::Approve(check.optional_prose("words", words, "what you found")))
        }
        SummaryMove::Return => {
            check.prose("words", words, "what should be different").map(SummaryStep::Return)
        }
        SummaryMove::Issue => Some(SummaryStep::Issue),
        SummaryMove::Withdraw => Some(SummaryStep::Withdraw),
        SummaryMove::Drop => check.prose("words", words, "why").map(SummaryStep::Drop),
        SummaryMove::Hear => {
            let answer = sent.answer.as_deref().unwrap_or_default();
            check.code("answer", answer, CameOfIt::from_code, "Select what came of it").map(SummaryStep::Hear)
        }
    }
}

/// Show, agree, decline, approve, send back, issue, withdraw, drop, or say what came of it.
#[utoipa::path(post, path = paths::SUMMARY_STEPS, tag = "summaries", params(("id" = uuid::Uuid, Path)), request_body = SummaryStepIn,
    responses((status = 200, description = "Where it stands now", body = SummaryStepOut)))]
pub(super) async fn step_summary(
    cx: WebCx,
    Id(id): Id<SummaryId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<SummaryStepIn>,
) -> Answer {
    let mut check = Check::exact();
    let step = step(&mut check, &body.value);
    let step = read(check, || step)?;
    let stepped = summaries::step(cx.app(), cx.viewer(), id, seen, step).await?;
    versioned(stepped.version, &SummaryStepOut { state: coded!(stepped.state), version: stepped.version })
}

/// A letter as it was issued.
#[derive(Serialize, ToSchema)]
pub(super) struct LetterOut {
    agency: String,
    contact: String,
    recipient: String,
    address: String,
    #[schema(format = Date)]
    issued: String,
    #[schema(format = Date)]
    last: String,
    text: Vec<PartOut>,
    signed: String,
}

/// The letter of a summary, for as long as it counts.
#[utoipa::path(get, path = paths::SUMMARY_LETTER, tag = "summaries", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The letter", body = LetterOut)))]
pub(super) async fn open_letter(cx: WebCx, Id(id): Id<SummaryId>, Query(()): Query<()>) -> Answer {
    let model = summaries::letter(cx.app(), cx.viewer(), id).await?;
    let out = LetterOut {
        agency: model.agency,
        contact: model.contact.to_string(),
        recipient: model.body.to_string(),
        address: model.address.to_string(),
        issued: model.issued.to_string(),
        last: model.last.to_string(),
        text: parts(&model.text),
        signed: model.signed,
    };
    json(StatusCode::OK, &out)
}

/// The letter of a summary as a PDF, for as long as it counts.
#[utoipa::path(get, path = paths::SUMMARY_LETTER_PDF, tag = "summaries", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The letter", content_type = "application/pdf", body = Vec<u8>)))]
pub(super) async fn print_letter(cx: WebCx, Id(id): Id<SummaryId>, Query(()): Query<()>) -> Answer {
    let model = summaries::letter(cx.app(), cx.viewer(), id).await?;
    paper::pdf(summary::letter(&model), summary::NAME).await
}
