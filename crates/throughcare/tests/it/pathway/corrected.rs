//! What was recorded of an appointment is corrected: the old outcome is kept, and what followed from it is put right.

use super::{
    appointments::{slot, under_an_order},
    *,
};

/// Somebody with an order, and a session of its treatment of which this was recorded.
struct Scene {
    town: Town,
    person: PersonId,
    manager: Seat,
    provider: Seat,
    session: String,
}

impl Scene {
    async fn recorded(outcome: &Value) -> Self {
        let (town, person, mut manager, mut provider) = begun().await;
        let mut body = asks(person);
        body["requirement"] = under_an_order(&mut manager, person).await;
        let referral = taken_on(&mut manager, &mut provider, &body).await;
        takes(&mut provider, &referral, "book", &slot("2026-12-01", "10:00")).await;
        let rows = provider.get(&format!("/api/v1/people/{person}/appointments")).await.json();
        let session = format!("/api/v1/appointments/{}", rows["items"][0]["id"].as_str().unwrap());
        days(&town, 7);
        takes(&mut provider, &session, "attendance", outcome).await;
        Self { town, person, manager, provider, session }
    }

    async fn correct(&mut self, outcome: Value, why: &str) -> (StatusCode, Value) {
        let body = json!({ "outcome": outcome, "why": why });
        step(&mut self.provider, &self.session.clone(), "correct", &body).await
    }

    /// The failure that the manager has to decide on, if there is one.
    async fn waits_for_decision(&mut self) -> Option<String> {
        let work = self.manager.get("/api/v1/my-work").await.json();
        let rows = work["due"].as_array().unwrap().iter().chain(work["overdue"].as_array().unwrap());
        let mut found = rows.filter(|row| row["what"]["code"] == "decide_absence");
        let one = found.next().map(|row| format!("/api/v1/failures/{}", row["subject"].as_str().unwrap()));
        assert!(found.next().is_none(), "once: {work}");
        one
    }

    async fn feedback_is_due(&mut self) -> [bool; 2] {
        let mut both = [false; 2];
        for (seat, found) in [&mut self.provider, &mut self.manager].into_iter().zip(&mut both) {
            for part in ["due", "overdue"] {
                *found |= desk(seat, part).await.iter().any(|(kind, _)| kind == "feedback_due");
            }
        }
        both
    }

    async fn failure_steps(&mut self, failure: &str, steps: &[Value]) {
        for body in steps {
            takes(&mut self.manager, failure, "steps", body).await;
        }
    }
}

fn absent() -> Value {
    json!({ "attendance": "no", "reason_offered": "The bus did not come." })
}

fn came() -> Value {
    json!({ "attendance": "yes" })
}

const WHY: &str = "Mixed up with another of that name.";

#[tokio::test]
async fn an_absence_that_was_none_is_withdrawn_with_what_followed_and_comes_back_when_it_was_one() {
    let mut scene = Scene::recorded(&absent()).await;
    let failure = scene.waits_for_decision().await.expect("a failure to decide on");
    assert_eq!(scene.feedback_is_due().await, [false, false]);
    let (status, seen) = scene.correct(came(), WHY).await;
    assert_eq!(status, StatusCode::OK, "{seen}");
    assert_eq!(seen["appointment"]["state"]["code"], "attended");
    let kept = &seen["corrected"][0];
    assert_eq!(
        (
            &kept["was"]["attendance"]["code"],
            &kept["was"]["reason_offered"],
            &kept["why"],
            &kept["corrected"]["by"]
        ),
        (&"no".into(), &"The bus did not come.".into(), &WHY.into(), &"Wanda Worker".into())
    );
    assert_eq!(scene.waits_for_decision().await, None, "nobody has to decide any more");
    let withdrawn = scene.manager.get(&failure).await.json();
    assert!(withdrawn.to_string().contains("withdrawn"), "kept, and said so: {withdrawn}");
    assert!(withdrawn.to_string().contains(WHY), "{withdrawn}");
    assert_eq!(scene.feedback_is_due().await, [true, true], "on a session that took place");
    assert!(new(&mut scene.manager).await.contains(&"outcome_corrected".to_owned()), "at once");
    let timeline = format!("/people/{}/timeline", scene.person);
    let mut practitioner = scene.town.signed_in(Part::Practitioner).await;
    let told = practitioner.get(&timeline).await.page().main_text();
    for words in
        ["Appointment: attended, corrected", "Recorded before: absent", WHY, "Failure to comply withdrawn"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }

    let (status, seen) = scene.correct(absent(), "It was this one after all.").await;
    assert_eq!(status, StatusCode::OK, "{seen}");
    assert_eq!(seen["corrected"].as_array().unwrap().len(), 2);
    assert_eq!(
        scene.waits_for_decision().await.as_deref(),
        Some(&*failure),
        "the same failure, to be decided again"
    );
    assert_eq!(scene.feedback_is_due().await, [false, false]);
}

#[tokio::test]
async fn an_absence_recorded_as_attended_asks_for_a_decision_once_it_is_corrected() {
    for outcome in [absent(), json!({ "attendance": "late", "not_held": "person_unacceptable" })] {
        let mut scene = Scene::recorded(&came()).await;
        assert_eq!(scene.waits_for_decision().await, None);
        assert_eq!(scene.feedback_is_due().await, [true, true]);
        let (status, seen) = scene.correct(outcome, WHY).await;
        assert_eq!(status, StatusCode::OK, "{seen}");
        let failure = scene.waits_for_decision().await.expect("a failure to decide on");
        assert_eq!(scene.manager.get(&failure).await.json()["day"], "2026-12-01");
        assert_eq!(scene.feedback_is_due().await, [false, false]);
    }
}

#[tokio::test]
async fn feedback_that_was_given_is_not_asked_for_again() {
    let mut scene = Scene::recorded(&came()).await;
    let given = json!({ "engagement": "well", "fit": "fits", "progress": "same", "standard": "met" });
    let path = format!("{}/feedback", scene.session);
    made(&mut scene.provider, &path, &given).await;
    assert_eq!(
        scene.correct(json!({ "attendance": "no", "not_held": "logistics" }), WHY).await.0,
        StatusCode::OK
    );
    assert_eq!(scene.waits_for_decision().await, None, "the service’s own reason");
    assert_eq!(scene.correct(came(), WHY).await.0, StatusCode::OK);
    assert_eq!(scene.feedback_is_due().await, [false, false]);
}

#[tokio::test]
async fn while_a_warning_rests_on_it_a_correction_is_refused_and_says_what_to_do() {
    let mut scene = Scene::recorded(&absent()).await;
    let failure = scene.waits_for_decision().await.expect("a failure");
    let warning =
        json!({ "circumstances": "Did not attend.", "unacceptable": "No reason.", "liability": "Court." });
    let warn = json!({ "step": "warn", "warning": warning });
    let reject = json!({ "step": "reject", "words": "No proof came." });
    scene.failure_steps(&failure, &[reject, warn]).await;
    let (status, problem) = scene.correct(came(), WHY).await;
    assert_eq!(status, StatusCode::CONFLICT, "{problem}");
    let said = problem["detail"].as_str().unwrap();
    assert!(said.contains("Ask the person’s probation practitioner"), "{said}");
    assert!(!said.contains("arning"), "the service is not told what probation did: {said}");
    let seen = scene.provider.get(&scene.session).await.json();
    assert_eq!(seen["appointment"]["state"]["code"], "absent", "nothing changed");
    // Late evidence settles it; then the outcome can be corrected, and the failure stays as it was settled.
    scene.failure_steps(&failure, &[json!({ "step": "void", "words": "The service was mistaken." })]).await;
    assert_eq!(scene.correct(came(), WHY).await.0, StatusCode::OK);
    let settled = scene.manager.get(&failure).await.json();
    assert_eq!(settled["state"]["code"], "acceptable", "{settled}");
    assert_eq!(scene.waits_for_decision().await, None);
}

#[tokio::test]
async fn a_correction_says_something_else_is_seen_in_its_version_and_is_its_own_agencys() {
    let mut scene = Scene::recorded(&absent()).await;
    let (status, problem) = scene.correct(absent(), WHY).await;
    assert_eq!((status, &problem["fields"][0]["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &"same".into()));
    let (status, problem) = scene.correct(came(), " ").await;
    assert_eq!((status, &problem["fields"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &"why".into()));
    let path = format!("{}/correct", scene.session);
    let body = json!({ "outcome": came(), "why": WHY });
    let (status, _) = post(&mut scene.provider, &path, &[("if-match", "\"1\"")], &body).await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED);
    let (status, _) = step(&mut scene.manager, &scene.session.clone(), "correct", &body).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "recorded by the service, corrected by the service");
    assert_eq!(scene.provider.get(&scene.session).await.json()["corrected"], json!([]));
}

#[tokio::test]
async fn the_page_shows_what_was_recorded_and_keeps_both() {
    let scene = Scene::recorded(&absent()).await;
    let page = scene.session.strip_prefix("/api/v1").unwrap().to_owned();
    let mut worker = scene.town.signed_in(Part::Worker).await;
    let seen = worker.get(&page).await.page().main_text();
    assert!(seen.contains("Correct what was recorded"), "{seen}");
    let form = format!("{page}/correct");
    let seen = worker.get(&form).await.page().main_text();
    assert!(seen.contains("Recorded Did not attend") && seen.contains("Why is it corrected?"), "{seen}");
    let refused = worker.fill(&form, &[("attendance", "yes"), ("why", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    // The reason that was offered goes with the wrong record: the form is filled in as it was answered.
    let done = worker.fill(&form, &[("attendance", "yes"), ("reason_offered", ""), ("why", WHY)]).await;
    assert_eq!(done.location(), page, "{}", done.page().main_text());
    let seen = worker.get(&page).await.page().main_text();
    for words in ["Attended", "Did not attend. Reason offered: The bus did not come.", WHY, "Give feedback"] {
        assert!(seen.contains(words), "{words}: {seen}");
    }
}
