//! What is read in one message: readings that a use-case says it is about to make, and what a referral begins from.

use super::fixture::{Fresh, Staff, TODAY, World, at, event, id, prose, stamp};
use app::{
    events::EventKind,
    ports::{Ahead, DutyQuery, GroundQuery, Store as _, Tx, Whose},
};
use domain::{
    duty::{Duty, DutyKind, Owner},
    ids::PersonId,
    note::Note,
    referral::Fact,
    section::{Purpose, Section},
};
use gate::{ListFilter, Relations};
use jiff::ToSpan as _;
use store::counting;

/// How many rows each reading of a person's page and of two desks gives.
async fn read(tx: &mut Box<dyn Tx>, person: PersonId, staff: Staff, filter: &ListFilter) -> Vec<usize> {
    let (account, agency, whom) = (staff.account, staff.agency, [person]);
    let until = TODAY.saturating_add(14.days());
    let [own, team] = queries(staff);
    vec![
        tx.identities(&whom).await.unwrap().len(),
        tx.contacts(person, 9).await.unwrap().len(),
        tx.communication(person, 9).await.unwrap().len(),
        tx.risk_flags(&whom, TODAY, 9).await.unwrap().len(),
        tx.orders(&whom, 9).await.unwrap().len(),
        tx.needs(person, 9).await.unwrap().len(),
        tx.involvements(person, TODAY, 9).await.unwrap().len(),
        tx.referrals_of(person, 9).await.unwrap().len(),
        tx.notes(person, None, 9).await.unwrap().len(),
        usize::from(tx.desk_choice(account).await.unwrap().by_person),
        tx.staff(agency, TODAY, 9).await.unwrap().len(),
        tx.caseload(filter, account, None, 9, TODAY).await.unwrap().0.len(),
        tx.awaiting(filter, account, None, 9, TODAY).await.unwrap().len(),
        usize::try_from(tx.count_awaiting(filter, account, TODAY).await.unwrap()).unwrap(),
        tx.notices(filter, account, TODAY, None, 9).await.unwrap().len(),
        usize::try_from(tx.count_notices(filter, account, TODAY).await.unwrap()).unwrap(),
        tx.duty_page(filter, &own, TODAY, None, 9).await.unwrap().len(),
        tx.duty_page(filter, &team, TODAY, None, 9).await.unwrap().len(),
        tx.duty_tallies(filter, &own, TODAY).await.unwrap().len(),
        tx.duty_tallies(filter, &team, TODAY).await.unwrap().len(),
        tx.people_with_duties(filter, account, TODAY, until, 9).await.unwrap().len(),
        tx.workload(filter, agency, TODAY).await.unwrap().len(),
    ]
}

/// What an account has to do, and what its agency has.
fn queries(staff: Staff) -> [DutyQuery; 2] {
    [Whose::Account(staff.account), Whose::Agency(staff.agency)].map(|whose| DutyQuery {
        whose,
        person: None,
        kind: None,
        from: None,
        until: Some(TODAY),
    })
}

/// Says all of [`read`].
async fn ahead(tx: &mut Box<dyn Tx>, person: PersonId, staff: Staff, filter: &ListFilter) {
    let (account, agency, whom) = (staff.account, staff.agency, [person]);
    let until = TODAY.saturating_add(14.days());
    let [own, team] = queries(staff);
    let page = |query| Ahead::Duties { filter, query, today: TODAY, after: None, limit: 9 };
    let readings = [
        Ahead::Identities(&whom),
        Ahead::Contacts(person, 9),
        Ahead::Communication(person, 9),
        Ahead::Risks(&whom, TODAY, 9),
        Ahead::Orders(&whom, 9),
        Ahead::Needs(person, 9),
        Ahead::Involvements(person, TODAY, 9),
        Ahead::Referrals(person, 9),
        Ahead::Notes(person, 9),
        Ahead::Choice(account),
        Ahead::Staff(agency, TODAY, 9),
        Ahead::Caseload(filter, account, 9, TODAY),
        Ahead::Awaiting(filter, account, 9, TODAY),
        page(&own),
        page(&team),
        Ahead::Tallies(filter, &own, TODAY),
        Ahead::Tallies(filter, &team, TODAY),
        Ahead::PeopleOfDuties { filter, account, today: TODAY, until, limit: 9 },
        Ahead::Workload(filter, agency, TODAY),
    ];
    tx.ahead(&readings).await.unwrap();
}

/// A person with a note, a referral and a duty.
async fn somebody(fresh: &Fresh, world: &World) -> PersonId {
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let (officer, request) = (world.officer, world.request(person));
    let mark = stamp(officer, at(1));
    let duty = Duty {
        id: id(),
        person,
        kind: DutyKind::ReferralAnswer,
        owner: Owner { agency: officer.agency, account: Some(officer.account) },
        due: TODAY,
        subject: request.id.0,
        why: None,
    };
    let note = Note { id: id(), person, section: Section::Notes, text: prose("Came."), stamp: mark };
    let mut tx = fresh.write().await;
    tx.insert_referral(&request, &mark, &Fact::Sent).await.unwrap();
    tx.open_duties(&[duty], &mark).await.unwrap();
    tx.add_note(&note).await.unwrap();
    tx.commit().await.unwrap();
    person
}

/// The rows are the same, and no statement runs twice: whoever asks with other parameters than were said would run its own.
pub async fn what_is_read_ahead_is_what_would_be_read(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = somebody(fresh, &world).await;
    let officer = world.officer;
    let filter = world.gate.visible_to(&officer.viewer, Purpose::Supervision);
    let mut tx = fresh.read().await;
    let (wanted, plain) = counting(read(&mut tx, person, officer, &filter)).await;
    tx.end().await.unwrap();
    assert_eq!(wanted[0], 1);
    assert_eq!(&wanted[7..9], [1, 1], "the referral and the note");
    assert_eq!(&wanted[12..20], [1, 1, 0, 0, 1, 1, 1, 1], "what waits, and what is due");
    let mut tx = fresh.read().await;
    let (found, said) = counting(async {
        ahead(&mut tx, person, officer, &filter).await;
        read(&mut tx, person, officer, &filter).await
    })
    .await;
    assert_eq!(found, wanted);
    // A referral that waits is read with its facts, which only a person's page says ahead.
    assert_eq!(said, plain, "statements");
    assert_eq!(read(&mut tx, person, officer, &filter).await, wanted, "and again without");
    tx.end().await.unwrap();
}

/// In a transaction that writes nothing is read ahead of a write that comes between.
pub async fn a_writer_reads_what_it_has_written_since(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = somebody(fresh, &world).await;
    let mut tx = fresh.write().await;
    tx.ahead(&[Ahead::Notes(person, 9), Ahead::Needs(person, 9)]).await.unwrap();
    let mark = stamp(world.officer, at(2));
    let note = Note { id: id(), person, section: Section::Notes, text: prose("Rang."), stamp: mark };
    tx.add_note(&note).await.unwrap();
    assert_eq!(tx.notes(person, None, 9).await.unwrap().len(), 2);
    tx.commit().await.unwrap();
}

pub async fn a_referral_begins_from_where_its_person_stands(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let (officer, request) = (world.officer, world.request(person));
    let asked = GroundQuery { person, service: request.service, reference: request.reference.clone() };
    let mut tx = fresh.write().await;
    let ground = tx.ground(&officer.viewer, &asked, TODAY).await.unwrap();
    assert_eq!(ground.standing, world.standing(&mut tx, officer, person).await);
    assert_eq!(ground.pathway, tx.protocols(request.service).await.unwrap().last().map(|one| one.id));
    assert!(ground.pathway.is_some() && !ground.taken);
    tx.insert_referral(&request, &stamp(officer, at(1)), &Fact::Sent).await.unwrap();
    for words in ["sent", "and more"] {
        let told = event(person, EventKind::ReferralSent, officer, words);
        tx.append_events(vec![told]).await.unwrap();
    }
    tx.commit().await.unwrap();

    let mut tx = fresh.write().await;
    assert!(tx.ground(&officer.viewer, &asked, TODAY).await.unwrap().taken, "another has the reference");
    tx.append_events(vec![event(person, EventKind::NoteAdded, officer, "third")]).await.unwrap();
    let nobody = GroundQuery { person: id(), service: id(), ..asked.clone() };
    let ground = tx.ground(&officer.viewer, &nobody, TODAY).await.unwrap();
    assert_eq!((ground.standing.relations, ground.pathway), (Relations::NONE, None));
    tx.append_events(vec![event(person, EventKind::NoteAdded, officer, "fourth")]).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = fresh.read().await;
    let events = tx.timeline(person, None, 9).await.unwrap();
    assert_eq!(events.len(), 4, "one chain, in order");
    tx.end().await.unwrap();
    assert_eq!(fresh.db.verify_chains(&[]).await.unwrap().broken, None);
}
