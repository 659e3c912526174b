//! Disposal: what an agency holds about one person is taken away, in one transaction, from every table there is.
//!
//! Every table of the schema is classed here; a test reads the schema and fails where a table is not. What two agencies hold
//! together goes with the last of them; what says who somebody is, when nobody holds anything more. The log keeps its links: the
//! content of events is emptied, and nothing else of it. The ledger says who looked at which number, and stays. What is left
//! over in the pages of a database file is overwritten too.

use crate::{
    court, event,
    link::Link,
    sql::{Arg, Row, Sql, args, statements},
};
use app::ports::{Disposed, StoreError, Stored};
use domain::retention::Proposal;
use jiff::Timestamp;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Whose the rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// About no person.
    Nobody,
    /// Kept when a record is disposed of, since it holds nothing but numbers and codes.
    Stays,
    /// Of the agency in this column.
    Of(&'static str),
    /// Held together by the agencies in these two columns; the second may be empty.
    Together(&'static str, &'static str),
    /// A part of a row of another table, whose id is in this column.
    Within(&'static str, &'static str),
    /// Says who somebody is: goes with the person.
    Person,
    /// Seen to by a statement of its own, named here.
    ByItself(&'static str),
}

use Class::{ByItself, Nobody, Of, Person, Stays, Together, Within};

/// Every table of the schema, in the order in which rows go.
pub const CLASSES: &[(&str, Class)] = &[
    // Parts of rows, before those rows.
    ("access_request_fact", Within("access_request", "request_id")),
    ("action_fact", Within("action", "action_id")),
    ("plan_strand_fact", Within("plan_strand", "strand_id")),
    ("piece_fact", Within("piece", "piece_id")),
    ("taken_signal", Of("agency_id")),
    ("listing_fact", Within("listing", "listing_id")),
    ("action", Within("meeting", "meeting_id")),
    ("voice", Within("meeting", "meeting_id")),
    ("goal", Within("meeting", "meeting_id")),
    ("meeting_fact", Within("meeting", "meeting_id")),
    ("meeting_invited", Within("meeting", "meeting_id")),
    ("appointment_fact", Within("appointment", "appointment_id")),
    ("case_handover_fact", Within("case_handover", "handover_id")),
    ("consent_fact", Within("consent", "consent_id")),
    ("conviction_fact", Within("conviction", "conviction_id")),
    ("correction_notice", Within("correction", "correction_id")),
    ("disclosure_fact", Within("disclosure", "disclosure_id")),
    ("disclosure_summary_fact", Within("disclosure_summary", "summary_id")),
    ("failure_fact", Within("failure", "failure_id")),
    ("opening_review", Within("opening", "opening_id")),
    ("recommendation_outcome", Within("recommendation", "recommendation_id")),
    ("referral_fact", Within("referral", "referral_id")),
    ("requirement_fact", Within("requirement", "requirement_id")),
    ("requirement_condition", Within("requirement", "requirement_id")),
    ("requirement", Within("court_order", "order_id")),
    ("order_fact", Within("court_order", "order_id")),
    ("order_lead", Within("court_order", "order_id")),
    ("cadence_raised", Within("court_order", "order_id")),
    ("end_notice", Within("court_order", "order_id")),
    ("handover", Within("court_order", "order_id")),
    ("outcome", Within("court_order", "order_id")),
    // What agencies hold.
    ("access_request", Of("agency_id")),
    ("appointment", Together("agency_id", "told_agency_id")),
    ("audit", Of("agency_id")),
    ("case_handover", Together("from_agency_id", "to_agency_id")),
    ("communication", Of("holder_id")),
    ("consent", Of("holder_id")),
    ("contact", Of("holder_id")),
    ("conviction", Of("agency_id")),
    ("correction", Of("agency_id")),
    ("court_order", Of("holder_id")),
    ("disclosure", Of("agency_id")),
    ("disclosure_summary", Of("agency_id")),
    ("duty", ByItself("of its owner, but for what an agency owes about records that it keeps for another")),
    ("exclusion", Of("agency_id")),
    ("failure", Of("holder_id")),
    ("feedback", Together("agency_id", "told_agency_id")),
    ("feedback_words", Of("agency_id")),
    ("paper_assessment", Of("agency_id")),
    ("first_contact", Of("agency_id")),
    ("legal_hold", Of("agency_id")),
    ("meeting", ByItself("goes when neither who arranged it nor anybody invited holds anything")),
    ("mistaken_disclosure_fact", ByItself("goes with its report")),
    ("mistaken_disclosure", Of("agency_id")),
    ("need", Of("agency_id")),
    ("note_move", Of("agency_id")),
    ("note", Of("agency_id")),
    ("notice", ByItself("those on desks of the agency")),
    ("opening", Of("by_agency")),
    ("listing", Of("lead_id")),
    ("piece", Of("agency_id")),
    ("plan_strand", Of("agency_id")),
    ("plan_view", Of("agency_id")),
    ("question", Together("agency_id", "to_agency_id")),
    ("recommendation", Of("agency_id")),
    ("referral", Together("from_agency_id", "to_agency_id")),
    ("reoffending_score", Of("agency_id")),
    ("risk_flag", Of("agency_id")),
    ("screening", Of("agency_id")),
    ("turned_down", Of("agency_id")),
    ("two_part", Of("agency_id")),
    ("way_in", Of("agency_id")),
    ("willingness", Of("agency_id")),
    ("search_word", Of("agency_id")),
    ("kept_apart", Of("agency_id")),
    ("involvement", Of("agency_id")),
    // Of two people.
    ("identity_decision", ByItself("goes with either of the two records")),
    ("likeness", ByItself("goes with either of the two records, and is found anew")),
    // Court lists.
    ("court_candidate", Person),
    ("court_decision", ByItself("goes with its entry")),
    ("court_entry", ByItself("of the agency, where it was found to be the person's")),
    ("court_key", ByItself("goes with its entry")),
    ("court_telling", ByItself("goes with its entry")),
    ("court_version", ByItself("goes with its entry")),
    // Who somebody is.
    ("identifier", Person),
    ("limited_access", Person),
    ("limited_access_name", Person),
    ("desk_choice", ByItself("a desk that looks at the person looks at everybody again")),
    ("person", ByItself("last of all")),
    // What was typed, asked or is to be done.
    ("draft", ByItself("whatever names the record, or anything in it")),
    ("idempotency", ByItself("whatever names the record, or anything in it")),
    ("job", ByItself("whatever names the record, or anything in it")),
    // The log keeps its links, and the ledger what it says of numbers.
    ("event_payload", ByItself("emptied")),
    ("event", Stays),
    ("ledger", Stays),
    ("ledger_person", Stays),
    ("look_review", Stays),
    ("look_sample", Stays),
    ("look_sampled", Stays),
    ("disposal", Stays),
    ("tombstone", Stays),
    ("disposing", ByItself("empty outside a disposal")),
    ("account", Nobody),
    ("agency", Nobody),
    ("agreement", Nobody),
    ("agreement_edition", Nobody),
    ("agreement_fact", Nobody),
    ("agreement_remark", Nobody),
    ("agreement_template", Nobody),
    ("agreement_version", Nobody),
    ("audit_rules", Nobody),
    ("bank_holiday", Nobody),
    ("court_fault", Nobody),
    ("court_feed", Nobody),
    ("delivery_model", Nobody),
    ("departure", Nobody),
    ("departure_ready", Of("agency_id")),
    ("departure_taker", Nobody),
    ("digest", Nobody),
    ("digest_sending", Nobody),
    ("installation", Nobody),
    ("invitation", Nobody),
    ("likeness_mark", Nobody),
    ("matcher_figures", Nobody),
    ("migration", Nobody),
    ("order_rule", Nobody),
    ("protocol", Nobody),
    ("protocol_limit", Nobody),
    ("receipt_rule", Nobody),
    ("recipient", Nobody),
    ("recovery_code", Nobody),
    ("rehabilitation_figure", Nobody),
    ("rehabilitation_rule", Nobody),
    ("requirement_kind", Nobody),
    ("requirement_rule", Nobody),
    ("retention_schedule", Nobody),
    ("review_meeting", Nobody),
    ("scheme", Nobody),
    ("scheme_criterion", Nobody),
    ("hub", Nobody),
    ("provision", Nobody),
    ("provision_fact", Nobody),
    ("hub_agency", Nobody),
    ("hub_fact", Nobody),
    ("secondment", Nobody),
    ("secondment_fact", Nobody),
    ("service", Nobody),
    ("session", Nobody),
    ("sign_rule", Nobody),
    ("site", Nobody),
    ("summary_template", Nobody),
    ("summary_word", Nobody),
    ("throttle", Nobody),
    ("timing", Nobody),
    ("token", Nobody),
];

/// Agencies other than `$2` that hold something about person `$1`.
macro_rules! others {
    () => {
        "(select o.agency_id from involvement o where o.person_id = $1 and o.agency_id <> $2 \
         union select o.holder_id from court_order o where o.person_id = $1 and o.holder_id <> $2 \
         union select o.agency_id from note o where o.person_id = $1 and o.agency_id <> $2 \
         union select o.agency_id from first_contact o where o.person_id = $1 and o.agency_id <> $2 \
         union select o.agency_id from screening o where o.person_id = $1 and o.agency_id <> $2 \
         union select o.to_agency_id from referral o where o.person_id = $1 and o.to_agency_id <> $2 \
         and not exists (select 1 from tombstone t where t.person_id = $1 and t.agency_id = o.to_agency_id))"
    };
}

/// Meetings that neither who arranged them nor anybody invited holds any longer.
macro_rules! gone_meeting {
    () => {
        concat!(
            "m.person_id = $1 and m.agency_id not in ",
            others!(),
            " and not exists (select 1 from meeting_invited v where v.person_id = m.person_id and v.meeting_id = m.id \
             and v.agency_id in ",
            others!(),
            ")"
        )
    };
}

statements! {
    BEGIN = Sql::same("insert into disposing (person_id, disposal_id) values ($1, $2) on conflict do nothing");
    END = Sql::same("delete from disposing where disposal_id = $1");
    OTHERS = Sql::same(concat!("select agency_id from ", others!(), " as others"));
    HEAD = Sql::same("select position, hash from event where chain_id = $1 order by position desc limit 1");
    SUBJECTS = Sql::same("select distinct subject from event where chain_id = $1 and subject is not null");
    /// What an agency recorded, and what was sent between agencies that hold nothing any longer. Who somebody is stays.
    EMPTY = Sql::same(concat!(
        "update event_payload set salt = null, body = null where body is not null and sequence in (select e.sequence from event e \
         where e.chain_id = $1 and e.section <> 'identity' and e.agency_id not in ", others!(),
        " and (e.sent_to is null or e.sent_to not in ", others!(), "))"
    ));
    EMPTY_CHAIN = Sql::same(
        "update event_payload set salt = null, body = null where body is not null and sequence in \
         (select e.sequence from event e where e.chain_id = $1)"
    );
    EMPTY_ONE = Sql::same("update event_payload set salt = null, body = null where sequence = $1 and body is not null");
    BODIES = Sql::same(
        "select e.sequence, p.body from event e join event_payload p on p.sequence = e.sequence where e.chain_id = $1 \
         and p.body is not null"
    );
    CAME_FROM = Sql::same(
        "select m.person_id, m.note_id from note_move m where m.to_person_id = $1 and m.agency_id not in (select agency_id \
         from involvement where person_id = $1 and agency_id <> $2)"
    );
    DROP_NOTE = Sql::same("delete from note where person_id = $1 and id = $2");
    DROP_NOTE_MOVE = Sql::same("delete from note_move where person_id = $1 and note_id = $2");
    COMPARED = Sql::same(concat!(
        "select d.person_id, d.other_id from identity_decision d where (d.person_id = $1 or d.other_id = $1) \
         and d.agency_id not in ", others!()
    ));
    DROP_COMPARED = Sql::same(concat!(
        "delete from identity_decision where (person_id = $1 or other_id = $1) and agency_id not in ", others!()
    ));
    /// Whether they still may be found to be like others, and by whom, is looked for anew.
    DROP_LIKENESS = Sql::same(concat!(
        "delete from likeness where (person_id = $1 or other_id = $1) and agency_id not in ", others!()
    ));
    /// The review of a hold, and what is to be told of a mistake, belong to the record that they are about, whoever owes them.
    DUTIES = Sql::same(concat!(
        "delete from duty where person_id = $1 and owner_agency_id not in ", others!(),
        " and not exists (select 1 from legal_hold h where h.id = duty.subject and h.agency_id in ", others!(),
        ") and not exists (select 1 from mistaken_disclosure m where m.id = duty.subject and m.agency_id in ", others!(), ")"
    ));
    MEETINGS = Sql::same(concat!(
        "delete from meeting where person_id = $1 and id in (select m.id from meeting m where ", gone_meeting!(), ")"
    ));
    MISTAKE_FACTS = Sql::same(concat!(
        "delete from mistaken_disclosure_fact where disclosure_id in (select m.id from mistaken_disclosure m \
         where m.person_id = $1 and m.agency_id not in ", others!(), ")"
    ));
    NOTICES = Sql::same(concat!(
        "delete from notice where person_id = $1 and coalesce(agency_id, (select a.agency_id from account a \
         where a.id = notice.account_id)) not in ", others!()
    ));
    ENTRIES = Sql::same(concat!(
        "select e.id from court_entry e where e.person_id = $1 and e.agency_id not in ", others!()
    ));
    DESKS = Sql::same("update desk_choice set person_id = null where person_id = $1");
    DRAFTS = Sql::same("select account_id, form, body from draft");
    DROP_DRAFT = Sql::same("delete from draft where account_id = $1 and form = $2");
    JOBS = Sql::same("select id, payload from job");
    DROP_JOB = Sql::same("delete from job where id = $1");
    KEYS = crate::dialect::by_ids!("delete from idempotency where made", "");
    TOMBSTONE = Sql::same(
        "insert into tombstone (person_id, agency_id, disposal_id, at, whole) values ($1, $2, $3, $4, $5)"
    );
    APART = Sql::same("delete from kept_apart where from_person_id = $1 returning person_id");
    PERSON = Sql::same("delete from person where id = $1");
}

/// Takes away what the agency of the proposal holds about its person.
pub(crate) async fn dispose(link: &mut Link, one: &Proposal, at: Timestamp) -> Stored<Disposed> {
    // What is freed is overwritten, not only given back.
    link.raw("pragma secure_delete = on", "select 1").await?;
    let (person, agency) = (one.person.0, one.of);
    link.run(BEGIN, args![person, one.id]).await?;
    let Some(head) = link.one(HEAD, args![person]).await? else {
        // Not in this database: a backup from before it was made. It shall not come either.
        link.run(TOMBSTONE, args![person, agency, one.id, at, true]).await?;
        link.run(END, args![one.id]).await?;
        return Ok(Disposed { rows: Vec::new(), emptied: 0, head: (0, [0; 32]), whole: true });
    };
    let mut f = head.fields();
    let head = (f.next()?, f.next()?);
    let whole = link.all(OTHERS, args![person, agency]).await?.is_empty();
    let names = named(link, person).await?;
    let mut rows = Vec::new();
    let mut emptied = elsewhere(link, one).await?;
    for (table, class) in CLASSES {
        let text = match class {
            Of(column) => deletion(table, &owned("", column)),
            Together(one, other) => deletion(table, &together("", one, other)),
            Within(parent, column) => deletion(table, &within(parent, column)?),
            ByItself(_) if *table == "meeting" => MEETINGS.sqlite.to_owned(),
            ByItself(_) if *table == "duty" => DUTIES.sqlite.to_owned(),
            ByItself(_) if *table == "notice" => NOTICES.sqlite.to_owned(),
            ByItself(_) if *table == "mistaken_disclosure_fact" => MISTAKE_FACTS.sqlite.to_owned(),
            _ => continue,
        };
        let gone = link.composed(format!("{text} returning 1"), args![person, agency]).await?.len();
        if gone > 0 && *table != "search_word" {
            rows.push((table.replace('_', " "), u64::try_from(gone).unwrap_or(u64::MAX)));
        }
    }
    let entries: Vec<Row> = link.all(ENTRIES, args![person, agency]).await?;
    let entries: Vec<_> = entries.iter().map(|row| row.fields().next()).collect::<Stored<_>>()?;
    if !entries.is_empty() {
        rows.push(("court entry".to_owned(), court::drop_entries(link, &entries).await?));
    }
    let empty = if whole { EMPTY_CHAIN } else { EMPTY };
    let args = if whole { args![person] } else { args![person, agency] };
    emptied = emptied.saturating_add(link.run(empty, args).await?);
    forget_typed(link, person, &names).await?;
    link.run(TOMBSTONE, args![person, agency, one.id, at, whole]).await?;
    if whole {
        emptied = emptied.saturating_add(go_altogether(link, one).await?);
    }
    link.run(END, args![one.id]).await?;
    link.raw("pragma secure_delete = off", "select 1").await?;
    Ok(Disposed { rows, emptied, head, whole })
}

fn corrupt(what: &str) -> StoreError {
    StoreError::Corrupt(what.to_owned())
}

fn deletion(table: &str, condition: &str) -> String {
    format!("delete from {table} where person_id = $1 and {condition}")
}

/// Rows of an agency that is disposing of them, or holds nothing here any longer.
fn owned(alias: &str, column: &str) -> String {
    format!("{alias}{column} not in {}", others!())
}

/// Rows of two agencies neither of which holds anything here any longer.
fn together(alias: &str, one: &str, other: &str) -> String {
    let second = format!("({alias}{other} is null or {})", owned(alias, other));
    format!("{} and {second}", owned(alias, one))
}

/// Parts of rows that go.
fn within(parent: &str, column: &str) -> Stored<String> {
    let class = CLASSES.iter().find(|(table, _)| *table == parent).map(|(_, class)| *class);
    let condition = match class {
        Some(Of(of)) => owned("m.", of),
        Some(Together(one, other)) => together("m.", one, other),
        Some(Within(above, of)) => format!("m.{}", within(above, of)?),
        Some(ByItself(_)) if parent == "meeting" => gone_meeting!().to_owned(),
        _ => return Err(corrupt("the classes of tables")),
    };
    Ok(format!("{column} in (select m.id from {parent} m where m.person_id = $1 and {condition})"))
}

/// What a record is named by in what was typed or asked: its id, and the ids of what is in it.
async fn named(link: &mut Link, person: Uuid) -> Stored<BTreeSet<Uuid>> {
    let mut names = BTreeSet::from([person]);
    for row in &link.all(SUBJECTS, args![person]).await? {
        names.insert(row.fields().next()?);
    }
    Ok(names)
}

/// What other people's records and their events say of this one: notes that came from there, and decisions that it is another.
async fn elsewhere(link: &mut Link, one: &Proposal) -> Stored<u64> {
    let (person, agency) = (one.person.0, one.of);
    let mut emptied: u64 = 0;
    for row in &link.all(CAME_FROM, args![person, agency]).await? {
        let mut f = row.fields();
        let (from, note): (Uuid, Uuid) = (f.next()?, f.next()?);
        link.run(BEGIN, args![from, one.id]).await?;
        link.run(DROP_NOTE, args![from, note]).await?;
        link.run(DROP_NOTE_MOVE, args![from, note]).await?;
        emptied = emptied.saturating_add(empty_mentions(link, from, note).await?);
    }
    for row in &link.all(COMPARED, args![person, agency]).await? {
        let mut f = row.fields();
        let pair: [Uuid; 2] = [f.next()?, f.next()?];
        for other in pair.into_iter().filter(|id| *id != person) {
            link.run(BEGIN, args![other, one.id]).await?;
            emptied = emptied.saturating_add(empty_mentions(link, other, person).await?);
        }
        link.run(BEGIN, args![pair[0], one.id]).await?;
    }
    link.run(DROP_COMPARED, args![person, agency]).await?;
    link.run(DROP_LIKENESS, args![person, agency]).await?;
    Ok(emptied)
}

/// Empties the events of a chain that name this id.
async fn empty_mentions(link: &mut Link, chain: Uuid, id: Uuid) -> Stored<u64> {
    let id = id.to_string();
    let mut emptied: u64 = 0;
    for row in &link.all(BODIES, args![chain]).await? {
        let mut f = row.fields();
        let (sequence, body): (i64, String) = (f.next()?, f.next()?);
        if body.contains(&id) {
            emptied = emptied.saturating_add(link.run(EMPTY_ONE, args![sequence]).await?);
        }
    }
    Ok(emptied)
}

/// Forms that were begun, answers that are remembered for a second try, and work in the queue.
async fn forget_typed(link: &mut Link, person: Uuid, names: &BTreeSet<Uuid>) -> Stored<()> {
    let spelt: Vec<String> = names.iter().map(Uuid::to_string).collect();
    let tells = |text: &str| spelt.iter().any(|id| text.contains(id.as_str()));
    for row in &link.all(DRAFTS, args![]).await? {
        let mut f = row.fields();
        let (account, form, body): (Uuid, String, String) = (f.next()?, f.next()?, f.next()?);
        if tells(&form) || tells(&body) {
            link.run(DROP_DRAFT, args![account, form]).await?;
        }
    }
    for row in &link.all(JOBS, args![]).await? {
        let mut f = row.fields();
        let (id, payload): (Uuid, String) = (f.next()?, f.next()?);
        if tells(&payload) {
            link.run(DROP_JOB, args![id]).await?;
        }
    }
    link.run(KEYS, vec![Arg::Ids(names.iter().copied().collect())]).await?;
    link.run(DESKS, args![person]).await.map(drop)
}

/// What is left when nobody holds anything: who it was. Answers how many events of others were emptied, which named the record.
async fn go_altogether(link: &mut Link, one: &Proposal) -> Stored<u64> {
    let person = one.person.0;
    let mut emptied: u64 = 0;
    // A record that was kept apart from this one names it.
    for row in &link.all(APART, args![person]).await? {
        let other: Uuid = row.fields().next()?;
        link.run(BEGIN, args![other, one.id]).await?;
        emptied = emptied.saturating_add(empty_mentions(link, other, person).await?);
    }
    for (table, class) in CLASSES {
        let goes = match class {
            Of(_) | Together(..) | Within(..) | Person => true,
            ByItself(_) => ["duty", "meeting", "notice"].contains(table),
            Nobody | Stays => false,
        };
        if goes {
            link.composed(format!("delete from {table} where person_id = $1 returning 1"), args![person])
                .await?;
        }
    }
    link.run(PERSON, args![person]).await?;
    Ok(emptied)
}

/// Lets everybody else who decides about a record wait.
pub(crate) async fn lock(link: &mut Link, person: Uuid) -> Stored<()> {
    event::lock(link, person).await
}
