//! Services and referrals through the API.

use super::{
    json::{Json, Key, Seen, created, json, read, versioned},
    paging::{Listed, Page},
    people::place,
    wire::{InboxOut, Made, OpenedOut, ServiceOut, StepOut},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    paths::api as paths,
    problem::Problem,
};
use app::{
    Refusal,
    referrals::{self, MakeReferral, Stepped},
};
use domain::{
    ids::ReferralId,
    referral::{DeclineReason, State, WithdrawReason},
};
use http::StatusCode;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Services in force, by pathway and name.
#[utoipa::path(get, path = paths::SERVICES, tag = "referrals", params(Page),
    responses((status = 200, description = "Services", body = Listed<ServiceOut>)))]
pub(super) async fn list_services(cx: WebCx, Query(page): Query<Page>) -> Answer {
    let after = place(&page, |cursor| cursor.part::<uuid::Uuid>(0))?;
    let services = referrals::services(cx.app(), cx.viewer()).await?;
    let (rows, next) = page.of(services, after.as_ref(), |service| service.id.0);
    let items = rows.iter().map(ServiceOut::of).collect();
    let (next, limit) = (next.map(|id| cursor([id])), page.limit.to_string());
    json(StatusCode::OK, &Listed::new(items, next, paths::SERVICES, &[("limit", &limit)]))
}

/// A new referral.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReferralIn {
    /// For whom.
    #[schema(format = Uuid)]
    person: String,
    /// Of which service.
    #[schema(format = Uuid)]
    service: String,
    /// Under which requirement of an order in force.
    #[serde(default)]
    #[schema(format = Uuid)]
    requirement: Option<String>,
    /// What is asked.
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    asks: String,
    /// What staff must know about risk before they meet the person.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    risk_to_staff: Option<String>,
}

/// Refer a person to a service; its clock starts now.
#[utoipa::path(post, path = paths::REFERRALS, tag = "referrals", request_body = ReferralIn,
    responses((status = 201, description = "Sent", body = Made, headers(("Location" = String, description = "Where the referral is")))))]
pub(super) async fn make_referral(cx: WebCx, key: Key, body: Json<ReferralIn>) -> Answer {
    let sent = &body.value;
    let mut check = Check::exact();
    let person = check.id("person", &sent.person, "Give the id of a person");
    let service = check.id("service", &sent.service, "Give the id of a service");
    let requirement = sent.requirement.clone().unwrap_or_default();
    let requirement = check.optional_id("requirement", &requirement, "Give the id of a requirement");
    let asks = check.prose("asks", &sent.asks, "what you ask");
    let risk = sent.risk_to_staff.clone().unwrap_or_default();
    let risk_to_staff = check.optional_prose("risk_to_staff", &risk, "the risk to staff");
    let command = read(check, || {
        Some(MakeReferral { person: person?, service: service?, requirement, asks: asks?, risk_to_staff })
    })?;
    let once = key.once(&body.text)?;
    let id = referrals::make(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::referral(id), &Made { id: id.0 })
}

/// One referral with what its reader needs to answer it.
#[utoipa::path(get, path = paths::REFERRAL, tag = "referrals", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The referral", body = OpenedOut, headers(("ETag" = String, description = "Its version")))))]
pub(super) async fn open_referral(cx: WebCx, Id(id): Id<ReferralId>, Query(()): Query<()>) -> Answer {
    let opened = referrals::open(cx.app(), cx.viewer(), id).await?;
    versioned(opened.referral.version(), &OpenedOut::of(&opened, cx.app().today()))
}

/// After a step: the referral's state; for a stale version, the referral as it is now.
async fn after_step(cx: &WebCx, id: ReferralId, step: Result<Stepped, Refusal>) -> Answer {
    match step {
        Ok(stepped) => versioned(stepped.version, &StepOut::of(&stepped)),
        Err(refusal @ Refusal::Stale { .. }) => {
            let now = referrals::open(cx.app(), cx.viewer(), id).await?;
            let current = serde_json::to_value(OpenedOut::of(&now, cx.app().today())).unwrap_or_default();
            Err(Problem::from(refusal).with_current(current))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// The provider marks it as received.
#[utoipa::path(post, path = paths::REFERRAL_RECEIVE, tag = "referrals", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "As it stands now", body = StepOut)))]
pub(super) async fn receive_referral(
    cx: WebCx,
    Id(id): Id<ReferralId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
) -> Answer {
    let step = referrals::receive(cx.app(), cx.viewer(), id, seen).await;
    after_step(&cx, id, step).await
}

/// The provider takes the person on.
#[utoipa::path(post, path = paths::REFERRAL_ACCEPT, tag = "referrals", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "As it stands now", body = StepOut)))]
pub(super) async fn accept_referral(
    cx: WebCx,
    Id(id): Id<ReferralId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
) -> Answer {
    let step = referrals::accept(cx.app(), cx.viewer(), id, seen).await;
    after_step(&cx, id, step).await
}

/// The service has begun.
#[utoipa::path(post, path = paths::REFERRAL_BEGIN, tag = "referrals", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "As it stands now", body = StepOut)))]
pub(super) async fn begin_referral(
    cx: WebCx,
    Id(id): Id<ReferralId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
) -> Answer {
    let step = referrals::begin(cx.app(), cx.viewer(), id, seen).await;
    after_step(&cx, id, step).await
}

/// The service has ended.
#[utoipa::path(post, path = paths::REFERRAL_CONCLUDE, tag = "referrals", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "As it stands now", body = StepOut)))]
pub(super) async fn conclude_referral(
    cx: WebCx,
    Id(id): Id<ReferralId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
) -> Answer {
    let step = referrals::conclude(cx.app(), cx.viewer(), id, seen).await;
    after_step(&cx, id, step).await
}

/// Why a referral is declined.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DeclineIn {
    /// A code of the list of reasons.
    #[schema(
        pattern = "^(no_capacity|out_of_area|need_not_met|threshold_not_met|needs_more|already_with_us|person_said_no|information_missing)$"
    )]
    reason: String,
    /// In words.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    words: Option<String>,
}

/// The provider declines; the referrer is told why.
#[utoipa::path(post, path = paths::REFERRAL_DECLINE, tag = "referrals", params(("id" = uuid::Uuid, Path)), request_body = DeclineIn,
    responses((status = 200, description = "As it stands now", body = StepOut)))]
pub(super) async fn decline_referral(
    cx: WebCx,
    Id(id): Id<ReferralId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<DeclineIn>,
) -> Answer {
    let mut check = Check::exact();
    let reason =
        check.code("reason", &body.value.reason, DeclineReason::from_code, "Select why you are declining");
    let words = check.optional_prose("words", &body.value.words.unwrap_or_default(), "your words");
    let reason = read(check, || reason)?;
    let step = referrals::decline(cx.app(), cx.viewer(), id, seen, reason, words).await;
    after_step(&cx, id, step).await
}

/// Why a referral is withdrawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WithdrawIn {
    /// A code of the list of reasons.
    #[schema(pattern = "^(INE|MIS|NOT|NEE|MOV|RET|SEE|USE|ANO)$")]
    reason: String,
    /// In words.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    words: Option<String>,
}

/// The referrer takes it back.
#[utoipa::path(post, path = paths::REFERRAL_WITHDRAW, tag = "referrals", params(("id" = uuid::Uuid, Path)), request_body = WithdrawIn,
    responses((status = 200, description = "As it stands now", body = StepOut)))]
pub(super) async fn withdraw_referral(
    cx: WebCx,
    Id(id): Id<ReferralId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<WithdrawIn>,
) -> Answer {
    let mut check = Check::exact();
    let reason =
        check.code("reason", &body.value.reason, WithdrawReason::from_code, "Select why you withdraw it");
    let words = check.optional_prose("words", &body.value.words.unwrap_or_default(), "your words");
    let reason = read(check, || reason)?;
    let step = referrals::withdraw(cx.app(), cx.viewer(), id, seen, reason, words).await;
    after_step(&cx, id, step).await
}

/// Which referrals of the inbox.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct InboxAsked {
    /// `waiting` for those that wait for an answer, `taken` for those taken on.
    #[param(required = false, value_type = String, pattern = "^(waiting|taken)$", default = "waiting")]
    show: Show,
    #[param(ignore)]
    page: Page,
    #[param(ignore)]
    after: Option<(Date, ReferralId)>,
}

#[derive(Clone, Copy)]
enum Show {
    Waiting,
    Taken,
}

impl Show {
    fn from_code(code: &str) -> Result<Self, ()> {
        match code {
            "" | "waiting" => Ok(Self::Waiting),
            "taken" => Ok(Self::Taken),
            _ => Err(()),
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Taken => "taken",
        }
    }

    fn states(self) -> Vec<State> {
        match self {
            Self::Waiting => vec![State::Sent, State::Received],
            Self::Taken => vec![State::Accepted, State::Begun],
        }
    }
}

impl Asked for InboxAsked {
    const KNOWN: &'static [&'static str] = &["show", "limit", "cursor"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let page = Page::read_in(typed, check);
        let sentence = "Must be waiting or taken";
        Self {
            show: check.code("show", typed.get("show"), Show::from_code, sentence).unwrap_or(Show::Waiting),
            after: check.cursor("cursor", &page.cursor, |place| Some((place.part(0)?, place.part(1)?))),
            page,
        }
    }
}

/// The inbox of the caller's agency, by the day on which an answer is due.
#[utoipa::path(get, path = paths::INBOX, tag = "referrals", params(InboxAsked, Page),
    responses((status = 200, description = "Referrals, soonest limit first", body = Listed<InboxOut>)))]
pub(super) async fn read_inbox(cx: WebCx, Query(asked): Query<InboxAsked>) -> Answer {
    let (states, limit) = (asked.show.states(), asked.page.limit);
    let inbox = referrals::inbox(cx.app(), cx.viewer(), states, asked.after, limit).await?;
    let today = cx.app().today();
    let items = inbox.rows.iter().map(|row| InboxOut::of(row, today)).collect();
    let next = inbox.next.map(|(day, id)| cursor([day.to_string(), id.to_string()]));
    let limit = limit.to_string();
    let kept = [("show", asked.show.code()), ("limit", limit.as_str())];
    json(StatusCode::OK, &Listed::new(items, next, paths::INBOX, &kept))
}
