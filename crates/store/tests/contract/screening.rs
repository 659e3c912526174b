//! First contacts, screening, AUDIT, consents, recommendations, ways in, alerts, and who is already known.

use super::fixture::{Fresh, Staff, TODAY, World, at, id, line, prose, stamp};
use app::{
    known::Described,
    ports::{AskedBy, Tx},
};
use domain::{
    audit::{Answers, Audit, Mode, Pregnancy, Rules},
    consent::{Asking, Consent, ConsentFact, ConsentMove, ConsentState, ConsentTo, Manner, Taken},
    duty::{Duty, DutyKind, Owner},
    hearing::Evidence,
    ids::{AuditId, CourtEntryId, PersonId, ScreeningId},
    pathway::{NeedLevel, Pathway},
    person::{Contact, Identifier, IdentifierKind, Name},
    recommendation::{HearingOutcome, Outcome, Proposal, Recommendation, ReportForm},
    referral::{DeliveryNeed, Summary, Told},
    screening::{
        AlcoholScreen, ContactMove, ContactState, FirstContact, Found, KnownService, NotAskedWhy, RiskToSelf,
        Screening, Setting, SevenNeeds, Suitability,
    },
    section::{Purpose, Section},
    way_in::{Door, WayIn},
};
use jiff::{ToSpan, civil::date};

fn contact(world: &World, place: &str, entry: Option<CourtEntryId>) -> FirstContact {
    FirstContact {
        id: id(),
        agency: world.officer.agency,
        setting: Setting::Court,
        place: line(place),
        day: TODAY,
        entry,
        person: None,
        state: ContactState::NotAsked,
        why_not: None,
        alcohol: AlcoholScreen::NotAsked,
        known_to_mental_health: None,
        stamp: stamp(world.officer, at(0)),
    }
}

fn audit(world: &World, person: PersonId, points: [Option<u8>; 10], supersedes: Option<AuditId>) -> Audit {
    Audit::scored(
        id(),
        person,
        (TODAY, Mode::Interview, line("Polish")),
        Pregnancy::No,
        Answers::new(points).unwrap(),
        &Rules::UK,
        supersedes,
        stamp(world.worker, at(5)),
    )
}

fn screening(world: &World, person: PersonId, contact: &FirstContact, audit: Option<AuditId>) -> Screening {
    let found = |pathway: &Pathway| Found {
        pathway: *pathway,
        level: NeedLevel::Some,
        detail: (*pathway == Pathway::Health).then(|| prose("Asthma, \"untreated\".")),
    };
    Screening {
        id: id::<ScreeningId>(),
        person,
        contact: contact.id,
        day: contact.day,
        place: contact.place.clone(),
        suitability: Suitability::NeedsMore,
        why: Some(prose("Wants to think about it.")),
        needs: SevenNeeds::new(Pathway::ALL.iter().map(found).collect()).unwrap(),
        risk_to_self: RiskToSelf::Found(prose("Has a plan.")),
        known: vec![KnownService::MentalHealth, KnownService::Housing],
        audit,
        stamp: stamp(world.officer, at(7)),
    }
}

/// Who asks for figures.
fn asked_by(staff: Staff) -> AskedBy {
    AskedBy { agency: staff.agency, account: staff.account, today: TODAY }
}

/// Writes a contact as it stands after consent and, where `screened`, after screening.
async fn agreed(tx: &mut Box<dyn Tx>, contact: &mut FirstContact, person: PersonId, screened: bool) {
    contact.take(ContactMove::Consent).unwrap();
    contact.person = Some(person);
    assert!(tx.add_first_contact(contact).await.unwrap());
    if screened {
        let seen = contact.state;
        contact.take(ContactMove::Screen).unwrap();
        contact.alcohol = AlcoholScreen::Screened;
        contact.known_to_mental_health = Some(true);
        assert!(tx.step_first_contact(seen, contact).await.unwrap());
    }
}

pub async fn an_audit_round_trips_and_its_answers_open_only_in_full(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let mut unfinished = [Some(2); 10];
    unfinished[4] = None;
    let first = audit(&world, person, [Some(2); 10], None);
    let last = audit(&world, person, unfinished, Some(first.id));
    let mut tx = fresh.write().await;
    assert_eq!(tx.audit_rules().await.unwrap(), [Rules::UK]);
    tx.add_audit(&first).await.unwrap();
    tx.add_audit(&last).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, person).await;
    let sealed = tx.audits(person, 9).await.unwrap();
    assert_eq!(sealed.len(), 2);
    assert!(sealed.iter().all(|one| one.label().section == Section::Substance));
    assert!(sealed.iter().all(|one| one.label().holder == world.worker.agency));
    let opened = tx.audit(first.id).await.unwrap().unwrap();
    let opened = world.open(world.officer, &standing, opened).unwrap();
    assert_eq!(opened, Audit { answers: None, ..first.clone() }, "the team's officer sees the score alone");
    assert_eq!(opened.finding.map(|finding| finding.score.points()), Some(20));
    tx.end().await.unwrap();
    let mut tx = fresh.write().await;
    tx.add_involvement(&super::fixture::involvement(person, world.worker, true)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.worker, person).await;
    let sealed = tx.audits(person, 9).await.unwrap();
    let mut opened: Vec<Audit> =
        sealed.into_iter().filter_map(|one| world.open(world.worker, &standing, one)).collect();
    opened.sort_by_key(|one| one.id);
    assert_eq!(opened, [first, last]);
    assert!(tx.audit(id()).await.unwrap().is_none());
}

pub async fn a_consent_replays_and_a_stale_step_is_refused(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let asking = Asking {
        id: id(),
        person,
        to: ConsentTo::Sharing,
        purpose: line("So that housing knows"),
        sections: vec![Section::Accommodation, Section::Contact],
        recipients: vec![world.housing.agency],
        holder: world.officer.agency,
    };
    let taken = Taken {
        manner: Manner::Paper,
        language: line("Welsh"),
        interpreter: Some(line("M. Jones")),
        capacity: None,
        until: Some(date(2027, 1, 1)),
    };
    let by = stamp(world.officer, at(1));
    let consent = Consent::new(asking)
        .append(by, ConsentFact::Asked)
        .and_then(|one| one.append(by, ConsentFact::Given(taken)))
        .unwrap();
    let mut tx = fresh.write().await;
    tx.add_consent(&consent).await.unwrap();
    let later = stamp(world.officer, at(9));
    let withdrawn = ConsentFact::Withdrawn(TODAY);
    let state = consent.state().after(ConsentMove::Withdraw).unwrap();
    let asking = &consent.asking;
    assert!(!tx.append_consent_fact(asking, 1, &later, &withdrawn, state).await.unwrap());
    assert!(tx.append_consent_fact(asking, 2, &later, &withdrawn, state).await.unwrap());
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, person).await;
    let sealed = tx.consent(consent.asking.id).await.unwrap().unwrap();
    let kept = world.open(world.officer, &standing, sealed).unwrap();
    assert_eq!((kept.state(), kept.version()), (ConsentState::Withdrawn, 3));
    assert_eq!(kept, consent.append(later, withdrawn).unwrap());
    assert_eq!(tx.consents(person, 9).await.unwrap().len(), 1);
    assert!(tx.consent(id()).await.unwrap().is_none());
}

pub async fn a_refusal_names_nobody_and_an_entry_has_one_contact(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let entry = id::<CourtEntryId>();
    let mut one = contact(&world, "Northmoor Magistrates", Some(entry));
    one.why_not = Some(NotAskedWhy::Left);
    let mut tx = fresh.write().await;
    assert!(tx.add_first_contact(&one).await.unwrap());
    let again = contact(&world, "Northmoor Magistrates", Some(entry));
    assert!(!tx.add_first_contact(&again).await.unwrap(), "one contact for an entry");
    assert!(tx.add_first_contact(&contact(&world, "Elsewhere", None)).await.unwrap());
    assert!(tx.add_first_contact(&contact(&world, "Elsewhere", None)).await.unwrap());
    assert_eq!(tx.first_contact_of_entry(entry).await.unwrap(), Some(one.clone()));
    one.take(ContactMove::Refuse).unwrap();
    assert!(tx.step_first_contact(ContactState::NotAsked, &one).await.unwrap());
    assert!(!tx.step_first_contact(ContactState::NotAsked, &one).await.unwrap(), "stale");
    tx.commit().await.unwrap();
    let kept = fresh.read().await.first_contact(one.id).await.unwrap().unwrap();
    assert_eq!((kept.person, kept.state, kept.why_not), (None, ContactState::Refused, None));
}

pub async fn the_funnel_counts_attendances_and_persons_apart(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let ada = world.person(fresh, "Ada", "Crane").await.person;
    let bo = world.person(fresh, "Bo", "Heron").await.person;
    let mut tx = fresh.write().await;
    for (person, place) in [(ada, "North"), (ada, "North"), (ada, "South"), (bo, "North")] {
        agreed(&mut tx, &mut contact(&world, place, None), person, true).await;
    }
    agreed(&mut tx, &mut contact(&world, "North", None), bo, false).await;
    let mut refused = contact(&world, "North", None);
    refused.take(ContactMove::Refuse).unwrap();
    tx.add_first_contact(&refused).await.unwrap();
    tx.add_first_contact(&contact(&world, "North", None)).await.unwrap();
    let theirs = FirstContact {
        agency: world.worker.agency,
        stamp: stamp(world.worker, at(0)),
        ..contact(&world, "North", None)
    };
    tx.add_first_contact(&theirs).await.unwrap();
    let mut early = contact(&world, "North", None);
    early.day = TODAY.saturating_sub(40.days());
    agreed(&mut tx, &mut early, ada, true).await;
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let (lines, persons) = tx.funnel(asked_by(world.officer), TODAY, TODAY).await.unwrap();
    let read: Vec<_> = lines
        .iter()
        .map(|line| {
            let c = line.counts;
            (
                line.place.as_str(),
                c.contacts,
                c.not_asked,
                c.refused,
                c.screened,
                c.persons,
                c.repeat,
                c.known,
            )
        })
        .collect();
    assert_eq!(read, [("North", 6, 1, 1, 3, 2, 1, 3), ("South", 1, 0, 0, 1, 1, 0, 1)]);
    assert_eq!(persons, 2, "whoever came to two places is one person");
    let alcohol: Vec<_> = lines
        .iter()
        .map(|line| {
            (line.counts.alcohol_screened, line.counts.alcohol_refused, line.counts.alcohol_not_asked)
        })
        .collect();
    assert_eq!(alcohol, [(3, 1, 2), (1, 0, 0)]);
    assert_eq!(tx.open_first_contacts(world.officer.agency, 9).await.unwrap().len(), 1);
    let none = tx.funnel(asked_by(world.police), TODAY, TODAY).await.unwrap();
    assert_eq!(none, (vec![], 0));
}

pub async fn a_screening_round_trips_with_its_recommendation_and_the_last_outcome(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let mut at_court = contact(&world, "Northmoor Magistrates", None);
    let mut tx = fresh.write().await;
    agreed(&mut tx, &mut at_court, person, true).await;
    let found = screening(&world, person, &at_court, Some(id()));
    tx.add_screening(&found).await.unwrap();
    let recommended = |proposal, when| Recommendation {
        id: id(),
        person,
        screening: found.id,
        form: ReportForm::Oral,
        proposal,
        suggested: Some(Proposal::Treatment),
        text: Some(prose("Mr X was seen.")),
        outcome: None,
        stamp: stamp(world.officer, at(when)),
    };
    let (advice, treatment) = (recommended(Proposal::Advice, 10), recommended(Proposal::Treatment, 11));
    tx.add_recommendation(&advice).await.unwrap();
    tx.count_recommendations(at_court.id).await.unwrap();
    let counted = |lines: &[app::ports::FunnelLine]| (lines[0].counts.recommended, lines[0].counts.made);
    let (lines, _) = tx.funnel(asked_by(world.officer), TODAY, TODAY).await.unwrap();
    assert_eq!(counted(&lines), (0, 0), "advice is no requirement");
    tx.add_recommendation(&treatment).await.unwrap();
    tx.count_recommendations(at_court.id).await.unwrap();
    let outcome = |of_hearing, made| Outcome::new(of_hearing, made, TODAY).unwrap();
    let by = stamp(world.officer, at(20));
    let adjourned = outcome(HearingOutcome::Adjourned, false);
    let made = outcome(HearingOutcome::ProbationSentence, true);
    tx.add_outcome(person, treatment.id, &adjourned, &by).await.unwrap();
    tx.count_recommendations(at_court.id).await.unwrap();
    let (lines, _) = tx.funnel(asked_by(world.officer), TODAY, TODAY).await.unwrap();
    assert_eq!(counted(&lines), (1, 0));
    tx.add_outcome(person, treatment.id, &made, &by).await.unwrap();
    tx.count_recommendations(at_court.id).await.unwrap();
    let (lines, _) = tx.funnel(asked_by(world.officer), TODAY, TODAY).await.unwrap();
    assert_eq!(counted(&lines), (1, 1));
    tx.commit().await.unwrap();

    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, person).await;
    let sealed = tx.screening(found.id).await.unwrap().unwrap();
    assert_eq!(sealed.label().section, Section::MentalHealth);
    assert_eq!(world.open(world.officer, &standing, sealed), Some(found.clone()));
    assert_eq!(tx.screenings(person, 9).await.unwrap().len(), 1);
    let newest: Vec<Recommendation> = tx
        .recommendations(person, 9)
        .await
        .unwrap()
        .into_iter()
        .filter_map(|one| world.open(world.officer, &standing, one))
        .collect();
    assert_eq!(newest, [Recommendation { outcome: Some(made), ..treatment.clone() }, advice]);
    let one = tx.recommendation(treatment.id).await.unwrap().unwrap();
    assert_eq!(one.label().section, Section::Court);
    assert!(tx.recommendation(id()).await.unwrap().is_none() && tx.screening(id()).await.unwrap().is_none());
}

pub async fn an_entry_and_both_parts_go_to_whom_it_was_sent(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let entry = WayIn {
        id: id(),
        person,
        door: Door::Police,
        place: line("Harbour Street"),
        day: TODAY,
        release: None,
        asks: prose("In distress; wants help with drink."),
        referral: Some(id()),
        stamp: stamp(world.officer, at(3)),
    };
    let parts = Summary {
        risk: Told::NoneKnown,
        needs: Told::Known(prose("Polish interpreter; text only.")),
        kinds: vec![DeliveryNeed::Language, DeliveryNeed::SafeContact],
    };
    let to = Some(world.alcohol.agency);
    let mut tx = fresh.write().await;
    tx.add_way_in(&entry, to).await.unwrap();
    tx.add_two_part(person, entry.id.0, &parts, to, &entry.stamp).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = fresh.read().await;
    let standing = world.standing(&mut tx, world.officer, person).await;
    let sealed = tx.ways_in(person, 9).await.unwrap().pop().unwrap();
    assert_eq!((sealed.label().section, sealed.label().sent_to), (Section::Plan, to));
    assert_eq!(world.open(world.officer, &standing, sealed), Some(entry.clone()));
    let (risk, needs) = tx.two_part(person, entry.id.0).await.unwrap().unwrap();
    assert_eq!((risk.label().section, needs.label().section), (Section::Risk, Section::Communication));
    assert_eq!((risk.label().sent_to, needs.label().sent_to), (to, to));
    assert_eq!(world.open(world.officer, &standing, risk), Some(Told::NoneKnown));
    assert_eq!(world.open(world.officer, &standing, needs), Some((parts.needs, parts.kinds)));
    assert!(tx.two_part(person, id()).await.unwrap().is_none());
}

pub async fn an_alert_waits_for_each_until_it_is_read(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let mut tx = fresh.write().await;
    for (staff, named) in [(world.worker, true), (world.colleague, true), (world.police, false)] {
        tx.add_involvement(&super::fixture::involvement(person, staff, named)).await.unwrap();
    }
    tx.add_involvement(&super::fixture::involvement(person, world.worker, false)).await.unwrap();
    let owners = tx.team_of(person, TODAY).await.unwrap();
    let mut expected = vec![
        Owner { agency: world.officer.agency, account: Some(world.officer.account) },
        Owner { agency: world.worker.agency, account: Some(world.worker.account) },
        Owner { agency: world.worker.agency, account: Some(world.colleague.account) },
        Owner { agency: world.police.agency, account: None },
    ];
    expected.sort_by_key(|owner| (owner.agency, owner.account));
    let mut found = owners.clone();
    found.sort_by_key(|owner| (owner.agency, owner.account));
    assert_eq!(found, expected, "an agency that has named somebody hears through them");
    let flag = id();
    let duties: Vec<Duty> = owners
        .iter()
        .map(|owner| Duty {
            id: id(),
            person,
            kind: DutyKind::AlertToRead,
            owner: *owner,
            due: TODAY,
            subject: flag,
            why: None,
        })
        .collect();
    tx.open_duties(&duties, &stamp(world.officer, at(0))).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = fresh.write().await;
    for staff in [world.worker, world.colleague, world.police] {
        let filter = world.gate.visible_to(&staff.viewer, Purpose::Supervision);
        let waiting = tx.alerts(&filter, staff.account, staff.agency, TODAY, 9).await.unwrap();
        assert_eq!(waiting.len(), 1, "{:?}", staff.account);
        let by = stamp(staff, at(9));
        let other = world.officer;
        assert_eq!(tx.read_alert(other.account, other.agency, waiting[0].id, &by).await.unwrap(), None);
        let read = tx.read_alert(staff.account, staff.agency, waiting[0].id, &by).await.unwrap();
        assert_eq!(read, Some(person));
        assert_eq!(tx.read_alert(staff.account, staff.agency, waiting[0].id, &by).await.unwrap(), None);
        assert_eq!(tx.alerts(&filter, staff.account, staff.agency, TODAY, 9).await.unwrap(), []);
    }
    let filter = world.gate.visible_to(&world.officer.viewer, Purpose::Supervision);
    let mine = tx.alerts(&filter, world.officer.account, world.officer.agency, TODAY, 9).await.unwrap();
    assert_eq!(mine.len(), 1, "what others read stays unread for the officer");
}

pub async fn who_is_known_is_found_by_number_or_by_birth_and_name(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut ada = super::fixture::identity("Siân", "O’Neill", world.officer.agency);
    ada.identifiers = vec![Identifier {
        kind: IdentifierKind::Crn,
        raw: "x320741".into(),
        canonical: Some("X320741".into()),
    }];
    let twin = super::fixture::identity("Mair", "O’Neill", world.police.agency);
    let mut tx = fresh.write().await;
    tx.create_person(&ada, at(0)).await.unwrap();
    tx.create_person(&twin, at(0)).await.unwrap();
    let code = Some("NQ1 1AA".to_owned());
    let (person, holder) = (ada.person, world.police.agency);
    let contact =
        Contact { person, holder, address: None, postcode: code.clone(), telephone: None, email: None };
    tx.put_contact(&contact, at(0)).await.unwrap();
    tx.commit().await.unwrap();
    let name =
        |given: &str, family: &str| Name { given: Some(line(given)), middle: None, family: line(family) };
    let mut described =
        Described { name: name("Sian", "ONeill"), born: ada.born, numbers: vec![], postcode: None };
    let mut tx = fresh.read().await;
    let found = tx.candidates(None, &described, &[], 9).await.unwrap();
    assert_eq!(found.iter().map(|one| one.person).collect::<Vec<_>>(), [ada.person, twin.person]);
    assert!(!found[0].is_sure(), "a name and a birthday are not enough without a postcode or a number");
    assert!(found[0].evidence.contains(&Evidence::NameAndBirth));
    described.postcode = code;
    let (officer, police) = (world.officer.agency, world.police.agency);
    for (holder, tells) in [(Some(officer), false), (Some(police), true), (None, true)] {
        let found = tx.candidates(holder, &described, &[], 9).await.unwrap();
        let said = found[0].evidence.contains(&Evidence::Postcode);
        assert_eq!(said, tells, "what another agency keeps is told by no likeness");
    }
    described.postcode = None;
    described.numbers = ada.identifiers.clone();
    described.born = None;
    let found = tx.candidates(None, &described, &[], 9).await.unwrap();
    assert_eq!(found.len(), 1);
    assert!(found[0].is_sure() && found[0].evidence.contains(&Evidence::Crn));
    described.numbers = vec![];
    assert_eq!(tx.candidates(None, &described, &[], 9).await.unwrap(), []);
}

pub async fn what_was_found_and_agreed_is_append_only(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let person = world.person(fresh, "Ada", "Crane").await.person;
    let mut tx = fresh.write().await;
    tx.add_audit(&audit(&world, person, [Some(0); 10], None)).await.unwrap();
    tx.commit().await.unwrap();
    for text in ["update audit set rules = 2", "delete from audit"] {
        let said = fresh.raw.run(text).await.unwrap_err();
        assert!(said.contains("append-only"), "{said}");
    }
    assert_eq!(fresh.raw.number("select count(*) from audit").await, 1);
}
