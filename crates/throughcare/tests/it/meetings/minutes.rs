//! What was said and agreed: goals in three voices, decisions, actions carried from meeting to meeting.

use super::{ALL, Case, desk, holds, id, post, step};
use crate::town::Part;
use http::StatusCode;
use jiff::civil::date;
use serde_json::{Value, json};

/// What one of the three says of a goal.
fn said(goal: &Value, party: &str, progress: &str, words: &str) -> Value {
    let field = if goal.is_u64() { "new_goal" } else { "goal" };
    json!({ field: goal, "party": party, "progress": progress, "words": words })
}

#[tokio::test]
async fn goals_are_set_in_the_persons_words_and_followed_in_three_voices() {
    let mut case = Case::new().await;
    let more = json!({
        "goals": ["See my daughter again", "Dry until spring"],
        "decisions": ["Weekly key work", "The flat comes first"],
        "words": "Ada came early.",
        "voices": [
            said(&0.into(), "person", "not_begun", "I have not dared to ring"),
            said(&0.into(), "worker", "not_begun", ""),
            said(&1.into(), "person", "good", "Nine days"),
            said(&1.into(), "manager", "some", ""),
            said(&1.into(), "worker", "good", ""),
        ],
    });
    let start = case.three_way("start", date(2026, 12, 1));
    let answer = case.held(&start, ALL, &more).await;
    assert_eq!(answer["decisions"], json!(["Weekly key work", "The flat comes first"]));
    let goals = answer["goals"].clone();
    assert_eq!((&goals[0]["words"], &goals[0]["differ"]), (&"See my daughter again".into(), &false.into()));
    assert_eq!((&goals[1]["words"], &goals[1]["differ"]), (&"Dry until spring".into(), &true.into()));

    let later = json!({ "voices": [
        said(&goals[0]["id"], "person", "reached", "She came on Sunday"),
        said(&goals[0]["id"], "manager", "reached", ""),
        said(&goals[0]["id"], "worker", "some", "Once so far"),
    ] });
    let middle = case.three_way("middle", date(2027, 5, 11));
    let answer = case.held(&middle, ALL, &later).await;
    let voices = answer["goals"][0]["voices"].as_array().unwrap();
    assert_eq!((voices.len(), &answer["goals"][0]["differ"]), (5, &true.into()), "{answer}");
    let page = format!("/meetings/{}", id(&answer["meeting"]));
    let page = case.town.signed_in(Part::Worker).await.get(&page).await.page();
    let head = page.texts("table.tc-triptych thead th");
    assert!(
        head[1].starts_with("Start of the order") && head[2].starts_with("Middle of the order"),
        "{head:?}"
    );
    let row = &page.texts("table.tc-triptych tbody tr")[0];
    for words in ["See my daughter again", "I have not dared to ring", "She came on Sunday", "They differ"] {
        assert!(row.contains(words), "{words} in {row}");
    }
}

#[tokio::test]
async fn actions_are_owed_carried_with_their_day_and_ended() {
    let mut case = Case::new().await;
    let more = json!({ "actions": [
        { "words": "Ring the housing office", "who": "manager", "due": "2026-12-08" },
        { "words": "Book the nurse", "who": "worker", "due": "2026-12-09" },
        { "words": "Bring the letter", "who": "person", "due": "2026-12-10" },
    ] });
    let start = case.three_way("start", date(2026, 12, 1));
    let answer = case.held(&start, ALL, &more).await;
    let of = |answer: &Value, words: &str| -> Value {
        let all = answer["actions"].as_array().unwrap();
        all.iter().find(|one| one["words"] == words).unwrap_or_else(|| panic!("{answer}")).clone()
    };
    let letter = of(&answer, "Bring the letter");
    assert_eq!(letter["who"], "Ada Crane");
    for due in ["2026-12-08", "2026-12-10"] {
        assert!(
            holds(&mut case.manager, "due", "action_due", due).await,
            "what the person does, their manager sees to"
        );
    }
    assert!(holds(&mut case.worker, "due", "action_due", "2026-12-09").await);
    assert!(!holds(&mut case.manager, "due", "action_due", "2026-12-09").await, "each their own");

    // The next meeting carries what is open: one with a new day, the others with theirs.
    let carried = json!({ "carried": [{ "action": letter["id"], "due": "2027-01-05" }] });
    let joint = case.other("joint", date(2026, 12, 7));
    let answer = case.held(&joint, ALL, &carried).await;
    assert_eq!(of(&answer, "Bring the letter")["due"], "2027-01-05");
    assert_eq!(of(&answer, "Ring the housing office")["due"], "2026-12-08");
    case.until(date(2027, 1, 2));
    assert!(
        holds(&mut case.manager, "due", "action_due", "2027-01-05").await,
        "the day moved on the desk too"
    );
    assert!(holds(&mut case.manager, "overdue", "action_due", "2026-12-08").await);

    let done = of(&answer, "Ring the housing office");
    let end = |action: &Value| format!("/api/v1/actions/{}/end", id(action));
    let tag = |action: &Value| format!("\"{}\"", action["version"]);
    let (status, _) =
        post(&mut case.manager, &end(&done), &[("if-match", "\"0\"")], &json!({ "end": "done" })).await;
    assert_eq!(status, StatusCode::PRECONDITION_FAILED, "it was carried since");
    let (status, answer_done) =
        post(&mut case.manager, &end(&done), &[("if-match", &tag(&done))], &json!({ "end": "done" })).await;
    assert_eq!(status, StatusCode::OK, "{answer_done}");
    assert!(!holds(&mut case.manager, "overdue", "action_due", "2026-12-08").await);
    let mut seat = case.town.signed_in(Part::Worker).await;
    let nurse = of(&answer, "Book the nurse");
    let form = format!("/actions/{}/end", id(&nurse));
    let seen = seat.fill(&form, &[("end", "dropped"), ("why", "")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "why is asked for");
    let seen = seat.fill(&form, &[("end", "dropped"), ("why", "The nurse comes to the hostel")]).await;
    assert_eq!(seen.location(), format!("/people/{}/meetings", case.person), "{}", seen.page().main_text());
    let left = desk(&mut case.worker, "overdue").await;
    assert!(!left.iter().any(|(kind, _)| kind == "action_due"), "{left:?}");
    let again = seat.get(&form).await;
    let fields =
        [("csrf".to_owned(), seat.csrf().await), ("seen".into(), "2".into()), ("end".into(), "done".into())];
    assert_eq!(seat.post(&form, &fields).await.status, StatusCode::CONFLICT, "{}", again.status);
}

#[tokio::test]
async fn what_does_not_fit_is_refused_whole() {
    let mut case = Case::new().await;
    let meeting = case.arranged(&case.three_way("start", date(2026, 12, 1))).await;
    case.until(date(2026, 12, 2));
    let nobody = json!("00000000-0000-7000-8000-000000000009");
    for (more, field, code) in [
        (json!({ "voices": [said(&nobody, "person", "good", "")] }), "goals", "unknown"),
        (json!({ "voices": [said(&3.into(), "person", "good", "")] }), "goals", "unknown"),
        (
            json!({ "goals": ["Dry"], "voices": [said(&0.into(), "person", "good", ""), said(&0.into(), "person", "some", "")] }),
            "voices",
            "twice",
        ),
        (
            json!({ "actions": [{ "words": "Ring", "who": "manager", "due": "2026-12-01" }] }),
            "actions",
            "past",
        ),
        (
            json!({ "actions": [{ "words": "Ring", "who": "court", "due": "2026-12-09" }] }),
            "actions",
            "unknown",
        ),
        (json!({ "carried": [{ "action": nobody, "due": "2026-12-01" }] }), "actions", "past"),
        (json!({ "carried": [{ "action": nobody, "due": "2026-12-09" }] }), "carried", "unknown"),
        (json!({ "person": "perhaps" }), "attendance", "unknown"),
    ] {
        let (status, problem) = step(&mut case.manager, &meeting, "hold", &super::minutes(ALL, &more)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{more}: {problem}");
        let first = &problem["fields"][0];
        assert_eq!((&first["field"], &first["code"]), (&field.into(), &code.into()), "{more}");
    }
    let now = case.manager.get(&meeting).await.json();
    assert_eq!(
        (&now["meeting"]["version"], &now["goals"], &now["actions"]),
        (&1.into(), &json!([]), &json!([]))
    );
}

#[tokio::test]
async fn the_record_form_takes_it_all_and_forgets_nothing_typed() {
    let mut case = Case::new().await;
    let first = case.three_way("start", date(2026, 12, 1));
    let more = json!({
        "goals": ["See my daughter again"],
        "actions": [{ "words": "Ring the housing office", "who": "manager", "due": "2026-12-08" }],
    });
    let answer = case.held(&first, ALL, &more).await;
    let (goal, action) = (id(&answer["goals"][0]).to_owned(), id(&answer["actions"][0]).to_owned());
    let meeting = case.arranged(&case.other("joint", date(2026, 12, 3))).await;
    case.until(date(2026, 12, 4));
    let page = meeting.strip_prefix("/api/v1").unwrap().to_owned();
    let form = format!("{page}/record");
    let mut seat = case.town.signed_in(Part::Practitioner).await;
    let (progress, words) = (format!("progress-person-{goal}"), format!("words-person-{goal}"));
    let carry = ["day", "month", "year"].map(|part| format!("carry-{action}-{part}"));
    let mut typed = vec![
        ("came-person", "attended"),
        ("came-manager", "attended"),
        ("decisions", "Weekly key work\n\nThe flat comes first"),
        (progress.as_str(), "good"),
        (words.as_str(), "She wrote back"),
        ("goal-0", "Dry until spring"),
        ("progress-worker-0", "some"),
        ("action-0", "Find a mentor"),
        ("who-0", "worker"),
        ("due-0-day", "11"),
        ("due-0-month", "12"),
        ("due-0-year", "2026"),
        (carry[0].as_str(), "15"),
        (carry[1].as_str(), "12"),
        (carry[2].as_str(), "2026"),
    ];
    let seen = seat.fill(&form, &typed).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is said of the worker");
    let kept = seen.page();
    assert!(kept.text(".govuk-error-summary").contains("each of the three"));
    assert_eq!(kept.attribute("[name=goal-0]", "value").as_deref(), Some("Dry until spring"));
    assert_eq!(kept.attribute("[name=due-0-day]", "value").as_deref(), Some("11"));
    assert_eq!(kept.attribute(&format!("[name='{words}']"), "value").as_deref(), Some("She wrote back"));
    typed.push(("came-worker", "attended"));
    let seen = seat.fill(&form, &typed).await;
    assert_eq!(seen.location(), page, "{}", seen.page().main_text());
    let now = case.manager.get(&meeting).await.json();
    assert_eq!(now["decisions"], json!(["Weekly key work", "The flat comes first"]));
    assert_eq!(now["goals"][0]["voices"][0]["words"], "She wrote back");
    assert_eq!(now["goals"][1]["voices"][0]["party"]["code"], "worker");
    let due: Vec<&Value> = now["actions"].as_array().unwrap().iter().map(|one| &one["due"]).collect();
    assert!(due.contains(&&"2026-12-15".into()) && due.contains(&&"2026-12-11".into()), "{due:?}");
}
