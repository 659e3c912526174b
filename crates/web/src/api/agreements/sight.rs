//! Who can see what, why, and what another agreement would change: through the API, from the same use-cases as the pages.

use super::super::{
    json::json,
    wire::{Coded, coded},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Query, Typed},
    pages::{agreements as pages, person::why},
    paths::api as paths,
};
use app::{
    agreements::{self, Changed, Granted, MatrixQuery},
    people::{self, AgencySees, Sight},
};
use domain::{
    agreement::words::Names,
    ids::{AgreementId, PersonId},
};
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A clause that shows something.
#[derive(Serialize, ToSchema)]
pub(crate) struct GrantedOut {
    level: Coded,
    agreement: Uuid,
    title: String,
    version: u16,
    clause: u16,
    /// To whom, in words.
    to: String,
    /// Whose records, in words.
    whose: String,
    /// Of which people, and while what holds, in words.
    conditions: String,
    bases: Vec<Coded>,
    power: Option<Coded>,
    #[schema(format = Date)]
    until: Option<String>,
    /// Whether it ends with the person's consent.
    on_consent: bool,
}

impl GrantedOut {
    fn of(one: &Granted) -> Self {
        Self {
            level: coded!(one.level),
            agreement: one.agreement.0,
            title: one.title.clone(),
            version: one.version,
            clause: one.clause,
            to: one.to.clone(),
            whose: one.whose.clone(),
            conditions: one.conditions.clone(),
            bases: one.bases.iter().map(|basis| coded!(*basis)).collect(),
            power: one.power.map(|power| coded!(power)),
            until: one.until.map(|day| day.to_string()),
            on_consent: one.on_consent,
        }
    }
}

/// One agency, section and purpose.
#[derive(Serialize, ToSchema)]
struct CellOut {
    agency: Uuid,
    agency_name: String,
    section: Coded,
    purpose: Coded,
    /// The highest level; none where nothing is seen.
    level: Option<Coded>,
    /// The clauses that could show it, the highest level first.
    clauses: Vec<GrantedOut>,
}

/// A page of the matrix.
#[derive(Serialize, ToSchema)]
pub(crate) struct MatrixOut {
    #[schema(format = Date)]
    today: String,
    /// Whether this is of the whole partnership, or of the caller's agency alone.
    whole: bool,
    /// Lines of one agency and section in all.
    lines: usize,
    /// At most those of 20 agencies and sections.
    cells: Vec<CellOut>,
    /// What is to be sent as `from` for the next page.
    next: Option<usize>,
}

/// Which part of the matrix.
pub(crate) struct Which(MatrixQuery);

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["agency", "section", "purpose", "from"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(pages::read_matrix(typed, check))
    }
}

/// Who can see what under the agreements in force: agency by section by purpose. Of the whole partnership for those who read its
/// agreements, else of the caller's agency.
#[utoipa::path(get, path = paths::AGREEMENT_MATRIX, tag = "agreements",
    params(("agency" = Option<uuid::Uuid>, Query, description = "Of this agency alone"),
        ("section" = Option<String>, Query, description = "Of this section alone, by its code", pattern = "^[a-z_]{1,40}$"),
        ("purpose" = Option<String>, Query, description = "For this purpose alone, by its code", pattern = "^[a-z_]{1,40}$"),
        ("from" = Option<u32>, Query, description = "Where the page begins", minimum = 0, maximum = 1_000_000)),
    responses((status = 200, description = "A page of the matrix", body = MatrixOut)))]
pub(crate) async fn read_matrix(cx: WebCx, Query(Which(query)): Query<Which>) -> Answer {
    let matrix = agreements::matrix(cx.app(), cx.viewer(), query).await?;
    let mut cells = Vec::new();
    for line in &matrix.lines {
        for cell in &line.cells {
            cells.push(CellOut {
                agency: line.agency.id.0,
                agency_name: line.agency.name.clone(),
                section: coded!(line.section),
                purpose: coded!(cell.purpose),
                level: cell.level().map(|level| coded!(level)),
                clauses: cell.granted.iter().map(GrantedOut::of).collect(),
            });
        }
    }
    let (today, lines) = (matrix.today.to_string(), matrix.count);
    json(StatusCode::OK, &MatrixOut { today, whole: matrix.whole, lines, cells, next: matrix.next })
}

/// What an agency sees of a section, for which purposes, of whose records.
#[derive(Serialize, ToSchema)]
struct SightOut {
    section: Coded,
    purposes: Vec<Coded>,
    recorded_by: Vec<String>,
    clause: GrantedOut,
}

impl SightOut {
    fn of(one: &Sight) -> Self {
        Self {
            section: coded!(one.section),
            purposes: one.purposes.iter().map(|purpose| coded!(*purpose)).collect(),
            recorded_by: one.holders.iter().cloned().collect(),
            clause: GrantedOut::of(&one.granted),
        }
    }
}

/// What one agency sees of a person's record.
#[derive(Serialize, ToSchema)]
struct AgencySeesOut {
    agency: Uuid,
    name: String,
    /// What relates it to the person, as far as the caller may know.
    relations: Vec<Coded>,
    sees: Vec<SightOut>,
    /// What it would see if more held than the caller knows of: a consent, a requirement, a flag.
    would_see: Vec<SightOut>,
    /// Sections of which it sees nothing, by code.
    nothing: Vec<&'static str>,
}

impl AgencySeesOut {
    fn of(one: &AgencySees) -> Self {
        Self {
            agency: one.agency.id.0,
            name: one.agency.name.clone(),
            relations: one.relations.iter().map(|condition| coded!(*condition)).collect(),
            sees: one.sees.iter().map(SightOut::of).collect(),
            would_see: one.hangs.iter().map(SightOut::of).collect(),
            nothing: one.nothing.iter().map(|section| section.code()).collect(),
        }
    }
}

/// Who can see what of a person's record.
#[derive(Serialize, ToSchema)]
pub(crate) struct WhoSeesOut {
    /// Whether access is limited: then it holds for people on the list of names alone.
    limited: bool,
    /// At most 12, the caller's own first.
    agencies: Vec<AgencySeesOut>,
    /// Whether there are more.
    more: bool,
}

/// Who can see what of a person's record now, of the agencies that the caller may know to work with them.
#[utoipa::path(get, path = paths::PERSON_WHO_SEES, tag = "people", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "Agencies, and what each sees", body = WhoSeesOut)))]
pub(crate) async fn read_who_sees(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let found = people::who_sees(cx.app(), cx.viewer(), person).await?;
    let agencies = found.agencies.iter().map(AgencySeesOut::of).collect();
    json(StatusCode::OK, &WhoSeesOut { limited: found.limited, agencies, more: found.more })
}

/// The answer for the records of some agencies.
#[derive(Serialize, ToSchema)]
struct WhyLineOut {
    /// The agencies whose records it is about; where it is refused, those to ask.
    recorded_by: Vec<String>,
    clause: Option<GrantedOut>,
    reason: Option<Coded>,
}

/// Why, or why not.
#[derive(Serialize, ToSchema)]
pub(crate) struct WhyOut {
    section: Coded,
    purpose: Coded,
    relations: Vec<Coded>,
    answers: Vec<WhyLineOut>,
}

/// What is asked.
pub(crate) struct WhichSection(why::Which);

impl Asked for WhichSection {
    const KNOWN: &'static [&'static str] = &["section", "purpose"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(why::read(typed, check))
    }
}

/// Why the caller can or cannot see a section of a person's record, whoever recorded it, and whom to ask.
#[utoipa::path(get, path = paths::PERSON_WHY, tag = "people",
    params(("id" = uuid::Uuid, Path),
        ("section" = Option<String>, Query, description = "Which section, by its code; identity unless given", pattern = "^[a-z_]{1,40}$"),
        ("purpose" = Option<String>, Query, description = "What for, by its code; what the viewer works with people for unless given", pattern = "^[a-z_]{1,40}$")),
    responses((status = 200, description = "The clause, or the reason", body = WhyOut)))]
pub(crate) async fn read_why(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(WhichSection(which)): Query<WhichSection>,
) -> Answer {
    let why = agreements::explain(cx.app(), cx.viewer(), why::ask(person, &which)).await?;
    let answers = why.lines.iter().map(|line| WhyLineOut {
        recorded_by: line.holders.clone(),
        clause: line.answer.as_ref().ok().map(GrantedOut::of),
        reason: line.answer.as_ref().err().map(|reason| coded!(*reason)),
    });
    let out = WhyOut {
        section: coded!(why.section),
        purpose: coded!(why.purpose),
        relations: why.relations.iter().map(|condition| coded!(*condition)).collect(),
        answers: answers.collect(),
    };
    json(StatusCode::OK, &out)
}

/// One change, by whom and how often.
#[derive(Serialize, ToSchema)]
struct ReplayChangeOut {
    change: Coded,
    section: Coded,
    purpose: Coded,
    /// As it is answered now; none where it is refused.
    before: Option<Coded>,
    /// As it would be.
    after: Option<Coded>,
    agency: Uuid,
    agency_name: String,
    roles: Vec<Coded>,
    /// Who, by name: for an information governance lead.
    reader: Option<String>,
    reads: u64,
    people: u64,
}

impl ReplayChangeOut {
    fn of(one: &Changed, names: Names<'_>) -> Self {
        Self {
            change: coded!(one.change),
            section: coded!(one.section),
            purpose: coded!(one.purpose),
            before: one.before.map(|level| coded!(level)),
            after: one.after.map(|level| coded!(level)),
            agency: one.agency.0,
            agency_name: names.of(one.agency),
            roles: one.roles.iter().map(|role| coded!(*role)).collect(),
            reader: one.reader.clone(),
            reads: one.reads,
            people: one.people,
        }
    }
}

/// What a version would have made of the reads of the last days.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReplayOut {
    number: u16,
    days: u16,
    /// The day as of which both are compared.
    #[schema(format = Date)]
    as_of: String,
    reads: u64,
    answers: u64,
    /// Answers that could not be compared: shown then, and what is kept would refuse them.
    unlike_shown: u64,
    /// Answers that could not be compared: withheld then, and what is kept would show them.
    unlike_withheld: u64,
    /// What would change, at most 2,000 lines.
    changes: Vec<ReplayChangeOut>,
    /// Changed answers beyond those lines.
    unlisted: u64,
    /// Whether there are more reads than were gone through.
    more: bool,
}

/// Which version, and the reads of how many days.
pub(crate) struct WhichReads(pages::ReplayWhich);

impl Asked for WhichReads {
    const KNOWN: &'static [&'static str] = &["version", "days"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(pages::read_replay(typed, check))
    }
}

/// Put the reads of the last days to a version of an agreement: what would newly be seen or refused, by whom, how often. At most
/// 5,000 reads are gone through; the command line goes through all. Counted is what the own agency's staff read, and what others read
/// of its part of a record; records to which access is limited are left out.
#[utoipa::path(get, path = paths::AGREEMENT_REPLAY, tag = "agreements",
    params(("id" = uuid::Uuid, Path),
        ("version" = Option<u16>, Query, description = "Which version", minimum = 1, maximum = 65_535),
        ("days" = Option<u16>, Query, description = "The reads of so many days; 90 unless given", minimum = 1, maximum = 366)),
    responses((status = 200, description = "What would change", body = ReplayOut)))]
pub(crate) async fn replay_reads(
    cx: WebCx,
    Id(id): Id<AgreementId>,
    Query(WhichReads(which)): Query<WhichReads>,
) -> Answer {
    let replay = agreements::replay(cx.app(), cx.viewer(), pages::replay_query(id, &which)).await?;
    let names = Names(&replay.agencies);
    let out = ReplayOut {
        number: replay.version.number,
        days: replay.days,
        as_of: replay.as_of.to_string(),
        reads: replay.reads,
        answers: replay.answers,
        unlike_shown: replay.unlike.shown,
        unlike_withheld: replay.unlike.withheld,
        changes: replay.changes.iter().map(|one| ReplayChangeOut::of(one, names)).collect(),
        unlisted: replay.unlisted,
        more: replay.more,
    };
    json(StatusCode::OK, &out)
}
