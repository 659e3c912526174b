//! What if: real reads put to a draft.

use super::*;

/// What a replay of a version tells.
async fn replayed(seat: &mut Seat, agreement: AgreementId, version: u16) -> Value {
    got(seat, &format!("/api/v1/agreements/{agreement}/replay?version={version}")).await
}

/// Changes as (change, section, before, after, reader, reads, people).
fn changes(replay: &Value) -> Vec<(String, String, String, String, String, u64, u64)> {
    let text = |value: &Value| value.as_str().unwrap_or("–").to_owned();
    let rows = replay["changes"].as_array().unwrap();
    rows.iter()
        .map(|one| {
            (
                text(&one["change"]["code"]),
                text(&one["section"]["code"]),
                text(&one["before"]["code"]),
                text(&one["after"]["code"]),
                text(&one["reader"]),
                one["reads"].as_u64().unwrap(),
                one["people"].as_u64().unwrap(),
            )
        })
        .collect()
}

/// The worker and the officer read, each so often, what they can of two people; the practitioner too.
async fn read_by_all(town: &Town, times: usize) -> (PersonId, PersonId) {
    let (one, _) = referred(town).await;
    let (other, _) = referred(town).await;
    app::people::add_note(
        &town.app,
        &Town::viewer(Part::Practitioner),
        one,
        Prose::new("Came on time.").expect("words"),
        None,
    )
    .await
    .expect("a note");
    for part in [Part::Worker, Part::Officer, Part::Practitioner] {
        let mut seat = town.signed_in(part).await;
        for _ in 0..times {
            assert_eq!(seat.get(&format!("/people/{one}")).await.status, StatusCode::OK, "{part:?}");
        }
        assert_eq!(seat.get(&format!("/people/{other}")).await.status, StatusCode::OK, "{part:?}");
    }
    // A read that was refused as if nobody were there.
    let mut stranger = town.signed_in(Part::Liaison).await;
    assert_eq!(stranger.get(&format!("/people/{one}")).await.status, StatusCode::NOT_FOUND);
    (one, other)
}

#[tokio::test]
async fn the_agreement_in_force_put_to_itself_changes_nothing() {
    let town = Town::new().await;
    read_by_all(&town, 2).await;
    let parties = [Part::Manager, Part::TreatmentManager];
    let asks = clause(9, Role::TreatmentWorker, Section::Family, Condition::ReferralIn, &[Also::Consent]);
    let second = agreed(&town, "Families", parties, vec![asks]).await;
    let mut lead = program(&town, Part::Lead).await;
    // Nine reads of people with whom the lead's agency works; that somebody else was refused them is not told.
    for (id, least) in [(INTERIM, 9), (second, 5)] {
        let replay = replayed(&mut lead, id, 1).await;
        assert_eq!(changes(&replay), [], "{replay}");
        assert!(replay["reads"].as_u64().unwrap() >= least, "{replay}");
        assert_eq!((&replay["unlike_shown"], &replay["unlike_withheld"]), (&0.into(), &0.into()), "{replay}");
        assert!(replay["answers"].as_u64().unwrap() > replay["reads"].as_u64().unwrap(), "{replay}");
    }
    // Drafted anew word for word, it changes nothing either.
    drafted(&town, 2, interim(|_| {})).await;
    assert_eq!(changes(&replayed(&mut lead, INTERIM, 2).await), []);
}

/// A clause is taken out, so often read.
async fn refused_by(times: usize) {
    let town = Town::new().await;
    read_by_all(&town, times).await;
    drafted(&town, 2, interim(|clauses| clauses.retain(|one| one.number != 5))).await;
    let mut lead = program(&town, Part::Lead).await;
    let replay = replayed(&mut lead, INTERIM, 2).await;
    let reads = times as u64 + 1;
    let refused =
        ("newly_refused".into(), "risk".into(), "summary".into(), "–".into(), "Wanda Worker".into());
    let (change, section, before, after, reader) = refused;
    assert_eq!(changes(&replay), [(change, section, before, after, reader, reads, 2)], "{replay}");
    assert_eq!(replay["changes"][0]["agency_name"], "Northmoor Alcohol Service");
    assert_eq!(replay["changes"][0]["roles"][0]["code"], "treatment_worker");
}

#[tokio::test]
async fn a_clause_taken_out_newly_refuses_those_who_read_under_it_as_often_as_they_did() {
    refused_by(3).await;
}

#[tokio::test]
async fn a_clause_taken_out_with_other_numbers() {
    refused_by(1).await;
}

#[tokio::test]
async fn a_clause_put_in_newly_shows_what_was_refused_and_only_the_lead_is_told_names() {
    let town = Town::new().await;
    read_by_all(&town, 2).await;
    let notes = clause(40, Role::PoliceOfficer, Section::Notes, Condition::OnTeam, &[]);
    drafted(&town, 2, interim(|clauses| clauses.push(notes))).await;
    let mut lead = program(&town, Part::Lead).await;
    let replay = replayed(&mut lead, INTERIM, 2).await;
    let found = changes(&replay);
    let (change, section, before, after, reader) = (
        "newly_seen".to_owned(),
        "notes".to_owned(),
        "–".to_owned(),
        "full".to_owned(),
        "Olu Officer".to_owned(),
    );
    assert_eq!(found, [(change, section, before, after, reader, 2, 1)], "{replay}");
    let path = format!("/agreements/{INTERIM}/replay?version=2");
    let page = text(&mut town.signed_in(Part::Lead).await, &path).await;
    assert!(page.contains("Would newly be seen") && page.contains("Olu Officer, police officer"), "{page}");
    // The manager of a party reads the draft too, and is told role and agency.
    let page = text(&mut town.signed_in(Part::Manager).await, &path).await;
    assert!(page.contains("Police officer, Northmoor Police") && !page.contains("Olu Officer"), "{page}");
    let mut manager = program(&town, Part::Manager).await;
    let replay = replayed(&mut manager, INTERIM, 2).await;
    assert_eq!(changes(&replay)[0].4, "–", "{replay}");
    // Levels that go up and down are told apart from what opens and closes.
    let higher = interim(|clauses| {
        for clause in clauses.iter_mut().filter(|one| one.number == 5) {
            clause.level = Level::Full;
        }
    });
    drafted(&town, 3, higher).await;
    let replay = replayed(&mut lead, INTERIM, 3).await;
    let (what, section, before, after) = ("more", "risk", "summary", "full");
    let one = &changes(&replay)[0];
    assert_eq!((&*one.0, &*one.1, &*one.2, &*one.3), (what, section, before, after), "{replay}");
}

#[tokio::test]
async fn what_can_no_longer_be_rebuilt_is_counted_apart_and_compared_with_nothing() {
    let town = Town::new().await;
    let (person, _) = read_by_all(&town, 2).await;
    let mut lead = program(&town, Part::Lead).await;
    // The clause that the worker read under is gone since.
    in_the_place_of_the_first(&town, interim(|clauses| clauses.retain(|one| one.number != 5))).await;
    let replay = replayed(&mut lead, INTERIM, 2).await;
    assert_eq!(replay["unlike_shown"], 3, "risk, in three reads: {replay}");
    assert_eq!(changes(&replay), []);
    let page = text(&mut town.signed_in(Part::Lead).await, &format!("/agreements/{INTERIM}/replay")).await;
    assert!(
        page.contains("3 answers could not be compared") && page.contains("(3 shown then, 0 withheld then)"),
        "{page}"
    );
    // What ended since with a date is rebuilt by its dates: the reads of a referral that is over are compared still.
    let referral =
        got(&mut program(&town, Part::Practitioner).await, &format!("/api/v1/people/{person}/referrals"))
            .await;
    assert!(referral.to_string().contains("sent"), "{referral}");
}

#[tokio::test]
async fn a_read_of_a_referral_that_is_over_is_still_rebuilt_from_its_dates() {
    let town = Town::new().await;
    let (person, referral) = referred(&town).await;
    let mut worker = town.signed_in(Part::Worker).await;
    assert_eq!(worker.get(&format!("/people/{person}")).await.status, StatusCode::OK);
    town.clock.on(SignedDuration::from_hours(48));
    let reason = domain::referral::WithdrawReason::ALL[0];
    referrals::withdraw(&town.app, &Town::viewer(Part::Practitioner), referral, 1, reason, None)
        .await
        .expect("withdrawn");
    town.clock.on(SignedDuration::from_hours(24));
    assert_eq!(worker.get(&format!("/people/{person}")).await.status, StatusCode::NOT_FOUND);
    drafted(&town, 2, interim(|clauses| clauses.retain(|one| one.number != 5))).await;
    let mut lead = program(&town, Part::Lead).await;
    let replay = replayed(&mut lead, INTERIM, 2).await;
    assert_eq!((&replay["unlike_shown"], &replay["unlike_withheld"]), (&0.into(), &0.into()), "{replay}");
    let found = changes(&replay);
    assert_eq!(found.len(), 1, "{replay}");
    assert_eq!((&*found[0].0, &*found[0].1, found[0].5), ("newly_refused", "risk", 1), "{replay}");
    // Reads of days that are not asked for are left out.
    town.clock.on(SignedDuration::from_hours(24 * 5));
    let path = format!("/api/v1/agreements/{INTERIM}/replay?version=2&days=2");
    assert_eq!(got(&mut program(&town, Part::Lead).await, &path).await["reads"], 0);
}

#[tokio::test]
async fn nobody_replays_a_draft_that_they_may_not_see() {
    let town = Town::new().await;
    read_by_all(&town, 1).await;
    let id: AgreementId = town.app.id();
    let said = terms(&town, "Theirs", &[Part::Manager, Part::TreatmentManager], Purpose::Treatment).await;
    let version = Version::new(id, 1, said, stamp(Part::Lead, town.app.today()));
    written(&town, vec![version]).await;
    for (part, expected) in [
        (Part::Lead, StatusCode::OK),
        (Part::TreatmentLead, StatusCode::OK),
        (Part::CouncilLead, StatusCode::NOT_FOUND),
        (Part::Worker, StatusCode::NOT_FOUND),
        (Part::System, StatusCode::OK),
    ] {
        let mut seat = town.signed_in(part).await;
        let path = format!("/agreements/{id}/replay");
        assert_eq!(seat.get(&path).await.status, expected, "{part:?}");
    }
    // The reads of the parties' own staff are replayed, and nobody else's.
    let replay = replayed(&mut program(&town, Part::Lead).await, id, 1).await;
    let of_all = replayed(&mut program(&town, Part::Lead).await, INTERIM, 1).await;
    assert!(replay["reads"].as_u64().unwrap() < of_all["reads"].as_u64().unwrap(), "{replay} {of_all}");
}

#[tokio::test]
async fn reads_of_a_record_with_limited_access_are_left_out_without_a_word() {
    let town = Town::new().await;
    let (person, _) = read_by_all(&town, 2).await;
    drafted(&town, 2, interim(|clauses| clauses.retain(|one| one.number != 5))).await;
    let mut lead = program(&town, Part::Lead).await;
    let before = replayed(&mut lead, INTERIM, 2).await;
    let named = vec![Part::Practitioner.account()];
    let limited = app::fill::LimitedAccess { person, named, from: town.app.today() };
    let batch = app::fill::Batch { limited: vec![limited], ..Default::default() };
    town.app.store.fill(batch).await.expect("limited");
    let after = replayed(&mut lead, INTERIM, 2).await;
    assert_eq!((changes(&before)[0].5, changes(&after)[0].5), (3, 1), "{after}");
    assert!(after["reads"].as_u64() < before["reads"].as_u64(), "{after}");
    assert_eq!((&after["unlike_shown"], &after["unlike_withheld"]), (&0.into(), &0.into()), "{after}");
}
