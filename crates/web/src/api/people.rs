//! People through the API: search, create, open, correct; timeline, referrals, sharing, notes.

use super::{
    json::{Json, Key, Seen, created, json, read, versioned},
    paging::{Listed, Page},
    wire::{BriefReferral, FoundOut, IdentityOut, Made, PersonOut, SharingOut, TimelineOut},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Cursor, Query, Typed, cursor, past},
    paths::api as paths,
    problem::Problem,
};
use app::{
    Refusal,
    accounts::Scope,
    ledger::Look,
    people::{self, CreatePerson, EditIdentity, FindPeople, MoveNote, TypedIdentifier},
};
use domain::{
    ids::{EventId, PersonId},
    person::{Gender, IdentifierKind, Name},
};
use http::StatusCode;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Numbers that one person may be given at once.
const NUMBERS: usize = 20;

/// Who is looked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Search {
    /// Names, a CRN, PNC or NHS number, a reference, or a part of a postcode from the district on (`M14`, `M14 5`, `M14 5RT`),
    /// alone or with names.
    #[param(
        min_length = 1,
        max_length = 200,
        pattern = r"[^\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"
    )]
    q: String,
    /// Date of birth.
    #[param(required = false, value_type = String, format = Date)]
    born: Option<Date>,
    #[param(ignore)]
    page: Page,
    #[param(ignore)]
    after: Option<(String, PersonId)>,
}

impl Asked for Search {
    const KNOWN: &'static [&'static str] = &["q", "born", "limit", "cursor"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let page = Page::read_in(typed, check);
        Self {
            q: check
                .line("q", typed.get("q"), "a name, a number, a reference or part of a postcode")
                .map_or_else(String::new, |q| q.to_string()),
            born: check.iso_date("born", typed.get("born")),
            after: check.cursor("cursor", &page.cursor, |place| Some((place.part(0)?, place.part(1)?))),
            page,
        }
    }
}

/// Search for people whom the caller may know of.
///
/// Those found by what was typed come first, in order. Where they fit on one page, up to ten follow to whom it may belong nearly:
/// with another spelling, a nickname, an initial, or a date the other way round, the likeliest first. A postcode finds those of whom
/// the caller may see that very record of it; its area alone (`SW`) is too wide.
#[utoipa::path(get, path = paths::PEOPLE, tag = "people", params(Search, Page),
    responses((status = 200, description = "People, in order", body = Listed<FoundOut>)))]
pub(super) async fn search_people(cx: WebCx, Query(asked): Query<Search>) -> Answer {
    let (words, born) = (asked.q.clone(), asked.born.map(|day| day.to_string()).unwrap_or_default());
    let limit = asked.page.limit;
    let find = FindPeople {
        words: asked.q,
        born: asked.born,
        after: asked.after,
        limit,
        nearly: true,
        postcodes: true,
    };
    let found = people::find(cx.app(), cx.viewer(), find).await?;
    let today = cx.app().today();
    let typed = found.people.iter().map(|one| FoundOut::of(one, false, today));
    let items = typed.chain(found.near.iter().map(|one| FoundOut::of(one, true, today))).collect();
    let next = found.next.map(|(words, id)| cursor([words, id.to_string()]));
    let limit = limit.to_string();
    let kept = [("q", words.as_str()), ("born", &born), ("limit", &limit)];
    json(StatusCode::OK, &Listed::new(items, next, paths::PEOPLE, &kept))
}

/// A name in its parts.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NameIn {
    /// Given name.
    #[serde(default)]
    #[schema(max_length = 200)]
    given: Option<String>,
    /// Middle names.
    #[serde(default)]
    #[schema(max_length = 200)]
    middle: Option<String>,
    /// Family name, or the only name.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"[^\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"
    )]
    family: String,
}

/// A number from another system.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct IdentifierIn {
    /// `crn`, `pnc`, `cro`, `noms` or `nhs`.
    #[schema(pattern = "^(crn|pnc|cro|noms|nhs)$")]
    kind: String,
    /// As typed. Kept whatever the check says.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"[^\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"
    )]
    value: String,
}

/// A person's identity.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct IdentityIn {
    legal_name: NameIn,
    /// The name the person wishes to be called, where it differs.
    #[serde(default)]
    #[schema(max_length = 200)]
    known_as: Option<String>,
    /// Date of birth, in the past.
    #[serde(default)]
    #[schema(format = Date)]
    born: Option<String>,
    /// `female`, `male`, `non_binary`, `other` or `unknown`.
    #[schema(pattern = "^(female|male|non_binary|other|unknown)$")]
    gender: String,
    /// At most 20.
    #[serde(default)]
    #[schema(max_items = 20)]
    identifiers: Vec<IdentifierIn>,
}

/// A new person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonIn {
    identity: IdentityIn,
    /// Address on one line.
    #[serde(default)]
    #[schema(max_length = 200)]
    address: Option<String>,
    /// Postcode.
    #[serde(default)]
    #[schema(max_length = 200)]
    postcode: Option<String>,
    /// Telephone.
    #[serde(default)]
    #[schema(max_length = 200)]
    telephone: Option<String>,
}

struct Identity {
    legal: Name,
    known_as: Option<domain::text::Line>,
    born: Option<Date>,
    gender: Gender,
    identifiers: Vec<TypedIdentifier>,
}

impl IdentityIn {
    fn check(&self, check: &mut Check) -> Option<Identity> {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let name = &self.legal_name;
        let given = check.optional_line("legal_name.given", &text(&name.given), "a given name");
        let middle = check.optional_line("legal_name.middle", &text(&name.middle), "middle names");
        let family = check.line("legal_name.family", &name.family, "a family name");
        let known_as = check.optional_line("known_as", &text(&self.known_as), "a name to be called");
        let born = check.iso_date("born", &text(&self.born));
        let gender = check.code("gender", &self.gender, Gender::from_code, "Select a gender of the list");
        if self.identifiers.len() > NUMBERS {
            check.wrong::<()>("identifiers", "too-many", "Give at most 20 numbers");
        }
        let identifiers = self.identifiers.iter().filter_map(|one| {
            let kind = check.code(
                "identifiers.kind",
                &one.kind,
                IdentifierKind::from_code,
                "Select a kind of the list",
            );
            let typed = check.line("identifiers.value", &one.value, "a number");
            Some(TypedIdentifier { kind: kind?, typed: typed?.to_string() })
        });
        let identifiers = identifiers.collect();
        Some(Identity {
            legal: Name { given, middle, family: family? },
            known_as,
            born,
            gender: gender?,
            identifiers,
        })
    }
}

impl PersonIn {
    /// Reads it; what cannot be taken goes into `check`.
    pub(super) fn check(&self, check: &mut Check) -> Option<CreatePerson> {
        let optional = |value: &Option<String>| value.clone().unwrap_or_default();
        let identity = self.identity.check(check);
        let address = check.optional_line("address", &optional(&self.address), "an address");
        let postcode = check.optional_line("postcode", &optional(&self.postcode), "a postcode");
        let telephone = check.optional_line("telephone", &optional(&self.telephone), "a telephone number");
        let Identity { legal, known_as, born, gender, identifiers } = identity?;
        let postcode = postcode.map(|line| line.to_string());
        Some(CreatePerson { legal, known_as, born, gender, identifiers, address, postcode, telephone })
    }
}

/// Make a new person's record; the caller is on the person's team.
#[utoipa::path(post, path = paths::PEOPLE, tag = "people", request_body = PersonIn,
    responses((status = 201, description = "Made", body = Made, headers(("Location" = String, description = "Where the record is")))))]
pub(super) async fn create_person(cx: WebCx, key: Key, body: Json<PersonIn>) -> Answer {
    let Json { value, text } = body;
    let mut check = Check::exact();
    let command = value.check(&mut check);
    let command = read(check, || command)?;
    let once = key.once(&text)?;
    let id = people::create(cx.app(), cx.viewer(), command, once.as_ref()).await?;
    created(&paths::person(id), &Made { id: id.0 })
}

/// A person on one page: what the caller may see, and what stays closed.
#[utoipa::path(get, path = paths::PERSON, tag = "people", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "The person", body = PersonOut, headers(("ETag" = String, description = "The identity’s version")))))]
pub(super) async fn open_person(cx: WebCx, Id(id): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let overview = people::overview(cx.app(), cx.viewer(), id).await?;
    let referrals = cx.signed.within(Scope::ReferralsRead);
    versioned(overview.about.identity.version, &PersonOut::of(&overview, referrals))
}

/// Correct a person's identity; the whole identity is sent.
#[utoipa::path(put, path = paths::PERSON_IDENTITY, tag = "people", params(("id" = uuid::Uuid, Path)), request_body = IdentityIn,
    responses((status = 200, description = "As it is now", body = IdentityOut, headers(("ETag" = String, description = "The new version")))))]
pub(super) async fn correct_identity(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    Seen(seen): Seen,
    body: Json<IdentityIn>,
) -> Answer {
    let mut check = Check::exact();
    let identity = body.value.check(&mut check);
    let command = read(check, || {
        let Identity { legal, known_as, born, gender, identifiers } = identity?;
        Some(EditIdentity { person, seen, legal, known_as, born, gender, identifiers })
    })?;
    let today = cx.app().today();
    match people::edit_identity(cx.app(), cx.viewer(), command).await {
        Ok(now) => versioned(now.version, &IdentityOut::of(&now, today)),
        Err(refusal @ Refusal::Stale { .. }) => {
            let now = people::identity(cx.app(), cx.viewer(), person).await?;
            let current = serde_json::to_value(IdentityOut::of(&now, today)).unwrap_or_default();
            Err(Problem::from(refusal).with_current(current))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// What happened, newest first, as far as the caller may see it.
#[utoipa::path(get, path = paths::PERSON_TIMELINE, tag = "people", params(("id" = uuid::Uuid, Path), Page),
    responses((status = 200, description = "Events, newest first", body = Listed<TimelineOut>)))]
pub(super) async fn read_timeline(cx: WebCx, Id(person): Id<PersonId>, Query(page): Query<Page>) -> Answer {
    let before = place(&page, |cursor| cursor.part(0).map(EventId))?;
    let timeline = people::timeline(cx.app(), cx.viewer(), person, before, page.limit).await?;
    let items = timeline.events.iter().map(TimelineOut::of).collect();
    let next = timeline.next.map(|id| cursor([id]));
    let limit = page.limit.to_string();
    json(StatusCode::OK, &Listed::new(items, next, &paths::person_timeline(person), &[("limit", &limit)]))
}

/// A person's referrals, newest first; the newest 50 at most.
#[utoipa::path(get, path = paths::PERSON_REFERRALS, tag = "referrals", params(("id" = uuid::Uuid, Path), Page),
    responses((status = 200, description = "Referrals, newest first", body = Listed<BriefReferral>)))]
pub(super) async fn list_referrals(cx: WebCx, Id(person): Id<PersonId>, Query(page): Query<Page>) -> Answer {
    let after = place(&page, |cursor| cursor.part::<uuid::Uuid>(0))?;
    let part = people::referrals(cx.app(), cx.viewer(), person).await?;
    let (rows, next) = page.of(part.referrals, after.as_ref(), |(referral, _, _)| referral.request.id.0);
    let items = rows.iter().map(BriefReferral::of).collect();
    let limit = page.limit.to_string();
    let next = next.map(|id| cursor([id]));
    json(StatusCode::OK, &Listed::new(items, next, &paths::person_referrals(person), &[("limit", &limit)]))
}

/// What the caller sees of what others recorded, and who has looked; at most 50 looks at once.
#[utoipa::path(get, path = paths::PERSON_SHARING, tag = "people", params(("id" = uuid::Uuid, Path), Page),
    responses((status = 200, description = "Sections, and looks, newest first", body = SharingOut)))]
pub(super) async fn read_sharing(cx: WebCx, Id(person): Id<PersonId>, Query(page): Query<Page>) -> Answer {
    let before = place(&page, Cursor::place)?;
    let sharing = people::sharing(cx.app(), cx.viewer(), person, before).await?;
    let limit = page.limit as usize;
    let last = if sharing.looks.len() > limit {
        sharing.looks.get(limit - 1).map(Look::place)
    } else {
        sharing.next
    };
    json(StatusCode::OK, &SharingOut::of(&sharing, limit, last.map(past)))
}

/// A new note.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NoteIn {
    /// What it says.
    #[schema(min_length = 1, max_length = 12_000, pattern = r"[^\s\u0000-\u001f\u007f-\u009f]")]
    text: String,
    /// Whether it is about a victim or another third party: then only those read it whom an agreement shows that part.
    #[serde(default)]
    third_party: bool,
}

/// Add a note to the agency's own part of the record.
#[utoipa::path(post, path = paths::PERSON_NOTES, tag = "people", params(("id" = uuid::Uuid, Path)), request_body = NoteIn,
    responses((status = 201, description = "Made", body = Made, headers(("Location" = String, description = "The person’s record")))))]
pub(super) async fn add_note(cx: WebCx, Id(person): Id<PersonId>, key: Key, body: Json<NoteIn>) -> Answer {
    let mut check = Check::exact();
    let note = check.prose("text", &body.value.text, "a note");
    let note = read(check, || note)?;
    let once = key.once(&body.text)?;
    let id = if body.value.third_party {
        people::add_note_about_others(cx.app(), cx.viewer(), person, note, once.as_ref()).await?
    } else {
        people::add_note(cx.app(), cx.viewer(), person, note, once.as_ref()).await?
    };
    created(&paths::person(person), &Made { id: id.0 })
}

/// Where a note belongs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NoteMoveIn {
    /// The note.
    #[schema(format = Uuid)]
    note: String,
    /// Whose it is.
    #[schema(format = Uuid)]
    to: String,
    /// Why it is moved.
    #[schema(min_length = 1, max_length = 200)]
    reason: String,
}

/// Move a note that was written on a wrong person's record: both records tell it.
#[utoipa::path(post, path = paths::NOTE_MOVES, tag = "people", params(("id" = uuid::Uuid, Path)), request_body = NoteMoveIn,
    responses(
        (status = 201, description = "Moved", body = Made, headers(("Location" = String, description = "The right person’s record"))),
        (status = 409, description = "It has been moved already"),
    ))]
pub(super) async fn move_note(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(()): Query<()>,
    body: Json<NoteMoveIn>,
) -> Answer {
    let mut check = Check::exact();
    let sent = &body.value;
    let note = check.id("note", &sent.note, "Give the id of the note");
    let to: Option<PersonId> = check.id("to", &sent.to, "Give the id of the right person");
    let reason = check.line("reason", &sent.reason, "why");
    let command = read(check, || Some(MoveNote { person, note: note?, to: to?, reason: reason? }))?;
    let to = command.to;
    let now = people::move_note(cx.app(), cx.viewer(), command).await?;
    created(&paths::person(to), &Made { id: now.0 })
}

/// The place behind a page's cursor.
pub(super) fn place<T>(
    page: &Page,
    part: impl FnOnce(&crate::form::Cursor) -> Option<T>,
) -> Result<Option<T>, Problem> {
    let mut check = Check::exact();
    let place = check.cursor("cursor", &page.cursor, part);
    read(check, || Some(place))
}
