//! Ways in other than court through the API: who is already known, entering somebody, and by which ways a person came.

use super::{
    json::{Json, Key, created, json, read},
    paging::{Listed, Page},
    people::place,
    wire::{Coded, IdentityOut, StampOut, TakenIn, coded},
};
use crate::{
    answer::{Answer, Id, WebCx},
    api::people::PersonIn,
    form::{Check, Query, cursor},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    known::Described,
    people::{CreatePerson, canonical_postcode, checked},
    ways_in::{self, AuditC, Enter, Entered, EntryLine, KnownPerson},
};
use domain::{
    audit::{Answers, Item},
    ids::{PersonId, ServiceId},
    person::{Gender, Name},
    referral::{DeliveryNeed, Summary, Told},
    screening::AlcoholScreen,
    text::{Line, Prose},
    way_in::Door,
};
use gate::Action;
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    let (reads, writes) = (Need::Scope(Scope::PeopleRead), Need::Scope(Scope::PeopleWrite));
    let enters = Access::May(Action::EnterPerson);
    vec![
        Route::api(Verb::Post, paths::KNOWN, reads, enters, find_known),
        Route::api(Verb::Post, paths::WAYS_IN, writes, enters, enter_person),
        Route::api(Verb::Get, paths::PERSON_WAYS_IN, reads, Access::May(Action::SearchPeople), list_ways_in),
    ]
}

/// Somebody whom a description may fit.
#[derive(Serialize, ToSchema)]
struct KnownOut {
    person: IdentityOut,
    /// What speaks for it, and against.
    evidence: Vec<Coded>,
    /// Whether there is no doubt.
    sure: bool,
}

impl KnownOut {
    fn of(known: &KnownPerson, today: Date) -> Self {
        Self {
            person: IdentityOut::of(&known.identity, today),
            evidence: known.evidence.iter().map(|one| coded!(one)).collect(),
            sure: known.sure,
        }
    }
}

fn described(who: &CreatePerson, today: Date) -> Described {
    Described {
        name: who.legal.clone(),
        born: who.born,
        numbers: who.identifiers.iter().map(|typed| checked(typed, today.year())).collect(),
        postcode: who.postcode.as_deref().map(canonical_postcode),
    }
}

/// Who of those whom the caller may know of fits this description; 20 at most.
#[utoipa::path(post, path = paths::KNOWN, tag = "ways in", request_body = PersonIn,
    responses((status = 200, description = "The likeliest first", body = Vec<KnownOut>)))]
pub(super) async fn find_known(cx: WebCx, body: Json<PersonIn>) -> Answer {
    let mut check = Check::exact();
    let who = body.value.check(&mut check);
    let who = read(check, || who)?;
    let today = cx.app().today();
    let known = ways_in::known(cx.app(), cx.viewer(), &described(&who, today)).await?;
    let out: Vec<KnownOut> = known.iter().map(|one| KnownOut::of(one, today)).collect();
    json(StatusCode::OK, &out)
}

/// Somebody who comes by another way than court.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EnterIn {
    #[schema(pattern = "^(police|custody|prison|partner|self|relative)$")]
    door: String,
    /// The street, suite, prison, partner or relative.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"[^\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"
    )]
    place: String,
    /// Whether the person agrees that this is written down and passed on. Of a no, nothing but the no and the place is kept.
    agrees: bool,
    /// How consent was taken; needed where the person agrees.
    #[serde(default)]
    taken: Option<TakenIn>,
    /// Who; needed where the person agrees.
    #[serde(default)]
    person: Option<PersonIn>,
    /// The record that it is, among those known; absent for none of them.
    #[serde(default)]
    #[schema(format = Uuid)]
    same_as: Option<String>,
    /// The day of release; needed for somebody who comes from prison.
    #[serde(default)]
    #[schema(format = Date)]
    release: Option<String>,
    /// What is asked for; needed where the person agrees.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    asks: Option<String>,
    /// Risk that the receiver must know of. Needed, unless `risk_none_known` is true.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    risk: Option<String>,
    #[serde(default)]
    risk_none_known: bool,
    /// Needs that affect how help is given. Needed, unless `needs_none_known` is true.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    needs: Option<String>,
    #[serde(default)]
    needs_none_known: bool,
    /// Of which kinds those needs are: `language`, `literacy`, `disability`, `childcare`, `safe_contact`.
    #[serde(default)]
    #[schema(max_items = 5)]
    need_kinds: Vec<String>,
    /// What became of the short alcohol screen.
    #[serde(default = "not_asked")]
    #[schema(pattern = "^(screened|refused|not_asked)$")]
    alcohol: String,
    /// The points of its three questions, null for one that is not asked; needed where it was asked.
    #[serde(default)]
    #[schema(max_items = 3, value_type = Vec<Option<u8>>)]
    audit_c: Vec<Option<u8>>,
    /// To which service the person is referred.
    #[serde(default)]
    #[schema(format = Uuid)]
    service: Option<String>,
}

fn not_asked() -> String {
    AlcoholScreen::NotAsked.code().to_owned()
}

/// One of the two parts that may not be passed over: words, or that none is known.
fn told(
    check: &mut Check,
    field: &'static str,
    words: Option<&str>,
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

impl EnterIn {
    fn summary(&self, check: &mut Check) -> Option<Summary> {
        let sentence = "Give risk, or risk_none_known: true where no risk is known";
        let risk = told(check, "risk", self.risk.as_deref(), self.risk_none_known, sentence);
        let sentence = "Give needs, or needs_none_known: true where no such need is known";
        let needs = told(check, "needs", self.needs.as_deref(), self.needs_none_known, sentence);
        let mut kinds = Vec::new();
        for code in &self.need_kinds {
            kinds.extend(check.code("need_kinds", code, DeliveryNeed::from_code, "Give kinds of the list"));
        }
        kinds.sort_unstable();
        kinds.dedup();
        Some(Summary { risk: risk?, needs: needs?, kinds })
    }

    fn alcohol(&self, check: &mut Check) -> Option<(AlcoholScreen, Option<AuditC>)> {
        let screen =
            check.code("alcohol", &self.alcohol, AlcoholScreen::from_code, "Give an answer of the list")?;
        if screen != AlcoholScreen::Screened {
            return Some((screen, None));
        }
        let mut answers = Answers::NONE;
        for (item, points) in [Item::Frequency, Item::Quantity, Item::Binge].into_iter().zip(&self.audit_c) {
            if let Some(points) = points {
                match answers.with(item, *points) {
                    Ok(with) => answers = with,
                    Err(_) => return check.wrong("audit_c", "not-allowed", "Points are 0 to 4"),
                }
            }
        }
        Some((screen, Some(AuditC(answers))))
    }

    /// The refusal with its place, and nothing else of what was sent.
    fn refusal(door: Door, place: Line) -> Option<Enter> {
        let legal = Name { given: None, middle: None, family: Line::new("Not kept").ok()? };
        let who = CreatePerson {
            legal,
            known_as: None,
            born: None,
            gender: Gender::Unknown,
            identifiers: Vec::new(),
            address: None,
            postcode: None,
            telephone: None,
        };
        Some(Enter {
            door,
            place,
            release: None,
            who,
            same_as: None,
            asks: Prose::new("Not kept").ok()?,
            summary: Summary { risk: Told::NoneKnown, needs: Told::NoneKnown, kinds: Vec::new() },
            consent: None,
            alcohol: AlcoholScreen::Refused,
            audit_c: None,
            service: None,
        })
    }

    fn check(&self, check: &mut Check) -> Option<Enter> {
        let door = check.code("door", &self.door, Door::from_code, "Give a way in of the list");
        let place = check.line("place", &self.place, "the place");
        if !self.agrees {
            return Self::refusal(door?, place?);
        }
        let taken = match &self.taken {
            Some(taken) => taken.check(check),
            None => check.wrong("taken", "required", "Say how consent was taken"),
        };
        let who = match &self.person {
            Some(person) => person.check(check),
            None => check.wrong("person", "required", "Say who it is"),
        };
        let same_as = self.same_as.clone().unwrap_or_default();
        let same_as: Option<PersonId> = check.optional_id("same_as", &same_as, "Give the id of a person");
        let release = check.iso_date("release", &self.release.clone().unwrap_or_default());
        let asks = check.prose("asks", &self.asks.clone().unwrap_or_default(), "what is asked for");
        let summary = self.summary(check);
        let alcohol = self.alcohol(check);
        let service = self.service.clone().unwrap_or_default();
        let service: Option<ServiceId> = check.optional_id("service", &service, "Give the id of a service");
        let (alcohol, audit_c) = alcohol?;
        Some(Enter {
            door: door?,
            place: place?,
            release,
            who: who?,
            same_as,
            asks: asks?,
            summary: summary?,
            consent: Some(taken?),
            alcohol,
            audit_c,
            service,
        })
    }
}

/// What came of it.
#[derive(Serialize, ToSchema)]
struct EnteredOut {
    /// The person; absent after a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<Uuid>,
    /// The referral that was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    referral: Option<Uuid>,
    /// Whether the person refused: then only that is kept.
    refused: bool,
}

/// Enter somebody who comes by another way than court. Whoever is surely known is not made twice.
#[utoipa::path(post, path = paths::WAYS_IN, tag = "ways in", request_body = EnterIn,
    responses((status = 201, description = "In, or refused", body = EnteredOut, headers(("Location" = String, description = "The person’s record, or the list of ways in")))))]
pub(super) async fn enter_person(cx: WebCx, key: Key, body: Json<EnterIn>) -> Answer {
    let mut check = Check::exact();
    let command = body.value.check(&mut check);
    let command = read(check, || command)?;
    let once = key.once(&body.text)?;
    match ways_in::enter(cx.app(), cx.viewer(), command, once.as_ref()).await? {
        Entered::Refused(_) => {
            created(paths::WAYS_IN, &EnteredOut { person: None, referral: None, refused: true })
        }
        Entered::In(person, referral) => {
            let out =
                EnteredOut { person: Some(person.0), referral: referral.map(|id| id.0), refused: false };
            created(&paths::person(person), &out)
        }
    }
}

/// One entry; each part only where the agreement opens its section.
#[derive(Serialize, ToSchema)]
struct WayInOut {
    id: Uuid,
    door: Coded,
    place: String,
    #[schema(format = Date)]
    day: String,
    #[schema(format = Date)]
    release: Option<String>,
    asks: String,
    /// The words of the risk; null where none is known; absent where it may not be seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    risk: Option<ToldOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    needs: Option<ToldOut>,
    need_kinds: Vec<Coded>,
    referral: Option<Uuid>,
    entered: StampOut,
}

/// What was told: words, or that none is known.
#[derive(Serialize, ToSchema)]
struct ToldOut {
    none_known: bool,
    words: Option<String>,
}

impl ToldOut {
    fn of(told: &Told) -> Self {
        Self { none_known: told.words().is_none(), words: told.words().map(ToString::to_string) }
    }
}

impl WayInOut {
    fn of(line: &EntryLine, names: &app::people::Names) -> Self {
        let entry = &line.entry;
        let kinds = line.needs.iter().flat_map(|(_, kinds)| kinds).map(|kind| coded!(kind));
        Self {
            id: entry.id.0,
            door: coded!(entry.door),
            place: entry.place.to_string(),
            day: entry.day.to_string(),
            release: entry.release.map(|day| day.to_string()),
            asks: entry.asks.to_string(),
            risk: line.risk.as_ref().map(ToldOut::of),
            needs: line.needs.as_ref().map(|(told, _)| ToldOut::of(told)),
            need_kinds: kinds.collect(),
            referral: entry.referral.map(|id| id.0),
            entered: StampOut::new(
                entry.stamp.at,
                names.account(entry.stamp.by),
                names.agency(entry.stamp.agency),
            ),
        }
    }
}

/// By which ways a person came, newest first; the newest 20 at most.
#[utoipa::path(get, path = paths::PERSON_WAYS_IN, tag = "ways in", params(("id" = Uuid, Path), Page),
    responses((status = 200, description = "Entries, newest first", body = Listed<WayInOut>)))]
pub(super) async fn list_ways_in(cx: WebCx, Id(person): Id<PersonId>, Query(page): Query<Page>) -> Answer {
    let after = place(&page, |cursor| cursor.part::<Uuid>(0))?;
    let part = ways_in::ways_in(cx.app(), cx.viewer(), person).await?;
    let (rows, next) = page.of(part.entries, after.as_ref(), |line| line.entry.id.0);
    let items = rows.iter().map(|line| WayInOut::of(line, &part.names)).collect();
    let (next, limit) = (next.map(|id| cursor([id])), page.limit.to_string());
    json(StatusCode::OK, &Listed::new(items, next, &paths::person_ways_in(person), &[("limit", &limit)]))
}
