//! Services and referrals through the API.

use super::{
    appointments::SlotIn,
    json::{Json, Key, Seen, created, json, read, versioned},
    paging::{Listed, Page},
    people::place,
    wire::{AnsweredOut, InboxOut, Made, OpenedOut, ServiceOut, StepOut},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    paths::api as paths,
    problem::Problem,
};
use app::{
    Refusal,
    referrals::{self, Amend, BookFirst, MakeReferral, Stepped},
};
use domain::{
    ids::ReferralId,
    referral::{DeclineReason, DeliveryNeed, EndReason, Part, State, Summary, Told, WithdrawReason},
    text::Prose,
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
    /// What staff must know about risk before they meet the person. Needed, unless `risk_none_known` is true.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    risk_to_staff: Option<String>,
    /// No risk is known: an answer, where silence is none.
    #[serde(default)]
    risk_none_known: bool,
    /// Needs that affect how the service is given. Needed, unless `delivery_needs_none_known` is true.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    delivery_needs: Option<String>,
    /// No such need is known: an answer, where silence is none.
    #[serde(default)]
    delivery_needs_none_known: bool,
    /// Of which kinds those needs are: language, literacy, disability, childcare, `safe_contact`.
    #[serde(default)]
    #[schema(max_items = 5)]
    delivery_kinds: Vec<String>,
}

/// One of the two parts that every referral tells: words, or that none is known. Silence is refused.
fn told(
    check: &mut Check,
    (field, words): (&'static str, Option<&str>),
    none_known: bool,
    sentence: &'static str,
) -> Option<Told> {
    let words = words.unwrap_or_default();
    match (words.trim().is_empty(), none_known) {
        (true, true) => Some(Told::NoneKnown),
        (true, false) => check.wrong(field, "required", sentence),
        (false, true) => check.wrong(field, "contradicts", "Give words, or say that none is known, not both"),
        (false, false) => check.prose(field, words, "the words").map(Told::Known),
    }
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
    let risk = told(
        &mut check,
        ("risk_to_staff", sent.risk_to_staff.as_deref()),
        sent.risk_none_known,
        "Give risk_to_staff, or risk_none_known: true where no risk is known",
    );
    let needs = told(
        &mut check,
        ("delivery_needs", sent.delivery_needs.as_deref()),
        sent.delivery_needs_none_known,
        "Give delivery_needs, or delivery_needs_none_known: true where no such need is known",
    );
    let mut kinds = Vec::new();
    for code in &sent.delivery_kinds {
        kinds.extend(check.code("delivery_kinds", code, DeliveryNeed::from_code, "Give codes of the list"));
    }
    let command = read(check, || {
        let summary = Summary { risk: risk?, needs: needs?, kinds };
        Some(MakeReferral { person: person?, service: service?, requirement, asks: asks?, summary })
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
#[utoipa::path(post, path = paths::REFERRAL_CONCLUDE, tag = "referrals", params(("id" = uuid::Uuid, Path)), request_body = ConcludeIn,
    responses((status = 200, description = "As it stands now", body = StepOut)))]
pub(super) async fn conclude_referral(
    cx: WebCx,
    Id(id): Id<ReferralId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<ConcludeIn>,
) -> Answer {
    let mut check = Check::exact();
    let reason = check.code(
        "reason",
        &body.value.reason,
        EndReason::from_code,
        "Give the reason for which the service has ended",
    );
    let words = check.optional_prose("words", &body.value.words.unwrap_or_default(), "your words");
    let reason = read(check, || reason)?;
    let step = referrals::conclude(cx.app(), cx.viewer(), id, seen, reason, words).await;
    after_step(&cx, id, step).await
}

/// Why a service has ended.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConcludeIn {
    /// A code of the list of reasons.
    #[schema(
        pattern = "^(completed|completed_early|not_engaged|person_stopped|moved_on|moved_away|custody|sentence_ended|not_safe|died|other)$"
    )]
    reason: String,
    /// In words.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    words: Option<String>,
}

/// A day and words.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DayAndWordsIn {
    /// The day.
    #[schema(format = Date)]
    day: String,
    /// In words.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    words: Option<String>,
}

impl DayAndWordsIn {
    fn read(&self) -> Result<(Date, Option<Prose>), Problem> {
        let mut check = Check::exact();
        let day = check.iso_date("day", &self.day);
        if self.day.is_empty() {
            check.wrong::<()>("day", "required", "Give the day");
        }
        let words = check.optional_prose("words", self.words.as_deref().unwrap_or_default(), "your words");
        read(check, || Some((day?, words)))
    }
}

/// Words.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WordsIn {
    /// The words.
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    words: String,
}

impl WordsIn {
    fn read(&self) -> Result<Prose, Problem> {
        let mut check = Check::exact();
        let words = check.prose("words", &self.words, "words");
        read(check, || words)
    }
}

/// The provider will take the person on later.
#[utoipa::path(post, path = paths::REFERRAL_WAITLIST, tag = "referrals", params(("id" = uuid::Uuid, Path)), request_body = DayAndWordsIn,
    responses((status = 200, description = "As it stands now", body = StepOut)))]
pub(super) async fn waitlist_referral(
    cx: WebCx,
    Id(id): Id<ReferralId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<DayAndWordsIn>,
) -> Answer {
    let (expected, words) = body.value.read()?;
    let step = referrals::waitlist(cx.app(), cx.viewer(), id, seen, expected, words).await;
    after_step(&cx, id, step).await
}

/// The provider asks for more information.
#[utoipa::path(post, path = paths::REFERRAL_ASK, tag = "referrals", params(("id" = uuid::Uuid, Path)), request_body = WordsIn,
    responses((status = 200, description = "As it stands now", body = StepOut)))]
pub(super) async fn ask_about_referral(
    cx: WebCx,
    Id(id): Id<ReferralId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<WordsIn>,
) -> Answer {
    let question = body.value.read()?;
    let step = referrals::ask(cx.app(), cx.viewer(), id, seen, question).await;
    after_step(&cx, id, step).await
}

/// The referrer gives what was asked for.
#[utoipa::path(post, path = paths::REFERRAL_GIVE, tag = "referrals", params(("id" = uuid::Uuid, Path)), request_body = WordsIn,
    responses((status = 200, description = "As it stands now", body = StepOut)))]
pub(super) async fn give_information(
    cx: WebCx,
    Id(id): Id<ReferralId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<WordsIn>,
) -> Answer {
    let information = body.value.read()?;
    let step = referrals::give(cx.app(), cx.viewer(), id, seen, information).await;
    after_step(&cx, id, step).await
}

/// The provider records that it offered a first appointment.
#[utoipa::path(post, path = paths::REFERRAL_OFFER, tag = "referrals", params(("id" = uuid::Uuid, Path)), request_body = DayAndWordsIn,
    responses((status = 200, description = "As it stands now", body = StepOut)))]
pub(super) async fn offer_appointment(
    cx: WebCx,
    Id(id): Id<ReferralId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<DayAndWordsIn>,
) -> Answer {
    let (on, words) = body.value.read()?;
    let step = referrals::offer(cx.app(), cx.viewer(), id, seen, on, words).await;
    after_step(&cx, id, step).await
}

/// The provider books the first appointment, beside an appointment that the person has anyway or at another time.
#[utoipa::path(post, path = paths::REFERRAL_BOOK, tag = "referrals", params(("id" = uuid::Uuid, Path)), request_body = SlotIn,
    responses((status = 200, description = "As it stands now", body = StepOut)))]
pub(super) async fn book_first_appointment(
    cx: WebCx,
    Id(id): Id<ReferralId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<SlotIn>,
) -> Answer {
    let mut check = Check::exact();
    let slot = body.value.read(&mut check);
    let command = read(check, || Some(BookFirst { slot }))?;
    let step = referrals::book_first(cx.app(), cx.viewer(), id, seen, command).await;
    after_step(&cx, id, step).await
}

/// The caller has read the warning about risk.
#[utoipa::path(post, path = paths::REFERRAL_WARNING, tag = "referrals", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "As it stands now", body = StepOut)))]
pub(super) async fn read_warning(
    cx: WebCx,
    Id(id): Id<ReferralId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
) -> Answer {
    let step = referrals::read_warning(cx.app(), cx.viewer(), id, seen).await;
    after_step(&cx, id, step).await
}

/// An amendment.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AmendIn {
    /// Which part of the referral.
    #[schema(pattern = "^(asks|risk|needs)$")]
    part: String,
    /// What it says from now on. Left out for a risk or need of which none is known any more.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    new: Option<String>,
    /// Why.
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    why: String,
}

/// The referrer amends what the referral says; the old words stay in its history.
#[utoipa::path(post, path = paths::REFERRAL_AMEND, tag = "referrals", params(("id" = uuid::Uuid, Path)), request_body = AmendIn,
    responses((status = 200, description = "As it stands now", body = StepOut)))]
pub(super) async fn amend_referral(
    cx: WebCx,
    Id(id): Id<ReferralId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<AmendIn>,
) -> Answer {
    let mut check = Check::exact();
    let part = check.code("part", &body.value.part, Part::from_code, "Must be asks, risk or needs");
    let new = check.optional_prose("new", &body.value.new.unwrap_or_default(), "the new words");
    let why = check.prose("why", &body.value.why, "why it is amended");
    let command = read(check, || Some(Amend { part: part?, new, why: why? }))?;
    let step = referrals::amend(cx.app(), cx.viewer(), id, seen, command).await;
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
    #[schema(pattern = "^(INE|MIS|NOT|NEE|MOV|WOR|RET|ACQ|SER|SEE|EAR|USE|ANO)$")]
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
            Self::Waiting => vec![State::Sent, State::Received, State::Asked, State::Waitlisted],
            Self::Taken => vec![State::Accepted, State::Offered, State::Booked, State::Begun],
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

/// Where the list of answers begins.
pub(super) struct AnsweredAsked {
    page: Page,
    after: Option<(Date, ReferralId)>,
}

impl Asked for AnsweredAsked {
    const KNOWN: &'static [&'static str] = &["limit", "cursor"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let page = Page::read_in(typed, check);
        let after = check.cursor("cursor", &page.cursor, |place| Some((place.part(0)?, place.part(1)?)));
        Self { page, after }
    }
}

/// What the caller's agency has answered: how each referral to it ended, without the person's record.
#[utoipa::path(get, path = paths::INBOX_ANSWERED, tag = "referrals", params(Page),
    responses((status = 200, description = "Answers, the latest limit first", body = Listed<AnsweredOut>)))]
pub(super) async fn read_answered(cx: WebCx, Query(asked): Query<AnsweredAsked>) -> Answer {
    let limit = asked.page.limit;
    let model = referrals::answered(cx.app(), cx.viewer(), asked.after, limit).await?;
    let today = cx.app().today();
    let items = model.rows.iter().map(|row| AnsweredOut::of(row, &model.names, today)).collect();
    let next = model.next.map(|(day, id)| cursor([day.to_string(), id.to_string()]));
    let limit = limit.to_string();
    json(StatusCode::OK, &Listed::new(items, next, paths::INBOX_ANSWERED, &[("limit", &limit)]))
}
