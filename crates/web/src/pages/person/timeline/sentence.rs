//! What an event says: a heading, and a few lines from its body.
//!
//! Bodies hold codes and ids, written by this version or an earlier one. A field that is missing or not understood is
//! left out; an event whose body was disposed of, or stays closed, says its heading alone.

use crate::{kit::Html, pages::referrals::say, words};
use app::events::{EventKind, TimelineEvent};
use domain::{
    feedback::{Engagement, Fit, Progress, Standard},
    hearing::{Decision, Evidence},
    involvement::InvolvementRole,
    order::OrderKind,
    pathway::{NeedLevel, Pathway},
    person::{Gender, IdentifierKind},
    recommendation::{HearingOutcome, Proposal},
    referral::{DeclineReason, EndReason, Move, Part, WithdrawReason},
    risk::RiskKind,
    way_in::Door,
};
use jiff::civil::Date;
use serde_json::Value;

/// Characters of a text within the timeline.
const SHORT: usize = 240;

/// The heading of an event.
pub(crate) fn heading(event: &TimelineEvent) -> String {
    let specific = event.body.as_ref().and_then(|body| specific(event.kind, body));
    specific.unwrap_or_else(|| event.kind.words().to_owned())
}

fn specific(kind: EventKind, body: &Value) -> Option<String> {
    Some(match kind {
        EventKind::InvolvementBegan | EventKind::InvolvementEnded => {
            let role = InvolvementRole::from_code(text(body, "role")?).ok()?;
            let step = if kind == EventKind::InvolvementBegan { "began" } else { "ended" };
            format!("{role} {step}")
        }
        EventKind::OrderMade => {
            format!("{} made", OrderKind::from_code(text(body, "kind")?).ok()?)
        }
        EventKind::NeedRecorded => {
            let pathway = Pathway::from_code(text(body, "pathway")?).ok()?;
            let level = NeedLevel::from_code(text(body, "level")?).ok()?;
            format!("{pathway}: {}", level.words().to_lowercase())
        }
        EventKind::RiskRaised => {
            format!(
                "Risk flag raised: {}",
                RiskKind::from_code(text(body, "kind")?).ok()?.words().to_lowercase()
            )
        }
        EventKind::RiskEnded => {
            format!(
                "Risk flag ended: {}",
                RiskKind::from_code(text(body, "kind")?).ok()?.words().to_lowercase()
            )
        }
        EventKind::AppointmentBooked => format!("Appointment booked for {}", date(body, "day")?),
        EventKind::AppointmentOutcome => format!("Appointment: {}", outcome(text(body, "outcome")?)),
        EventKind::AppointmentCorrected => {
            format!("Appointment: {}, corrected", outcome(text(body, "outcome")?))
        }
        EventKind::ReferralSent => format!("Referred to {}", text(body, "service_name")?),
        EventKind::WayInEntered => {
            let door = Door::from_code(text(body, "door")?).ok()?;
            format!("Came another way than court: {}, {}", door.words().to_lowercase(), text(body, "place")?)
        }
        EventKind::AuditGiven => match body.get("score").and_then(Value::as_u64) {
            Some(score) => format!("AUDIT given: {score} of 40"),
            None => "AUDIT given, not complete".to_owned(),
        },
        EventKind::RecommendationMade => {
            let proposal = Proposal::from_code(text(body, "proposal")?).ok()?;
            format!("Recommended to the court: {}", proposal.words().to_lowercase())
        }
        EventKind::RecommendationOutcome => {
            let outcome = HearingOutcome::from_code(text(body, "outcome")?).ok()?;
            format!("The court: {}", outcome.words().to_lowercase())
        }
        EventKind::CourtAttached => format!("Hearing at {} on {}", text(body, "court")?, date(body, "day")?),
        EventKind::CourtDetached => {
            format!("Hearing at {} on {} taken off this record", text(body, "court")?, date(body, "day")?)
        }
        EventKind::CourtChanged => format!("Hearing on {} changed", date(body, "day")?),
        _ => return None,
    })
}

/// What else an event says.
pub(crate) fn about(event: &TimelineEvent) -> Html {
    let Some(body) = &event.body else {
        return Html::literal("<p class=\"govuk-body tc-quiet\">What changed is not shown here.</p>");
    };
    let lines = match event.kind {
        EventKind::PersonCreated | EventKind::IdentityEdited => identity(body),
        EventKind::ContactRecorded => ["address", "postcode", "telephone", "email"]
            .iter()
            .filter_map(|field| Some(text(body, field)?.to_owned()))
            .collect(),
        EventKind::CaseDeclined | EventKind::CaseWithdrawn | EventKind::NoteMoved => long(body, "reason"),
        EventKind::InvolvementBegan => leads(body),
        EventKind::OrderMade => order(body),
        EventKind::NeedRecorded | EventKind::RiskRaised => long(body, "detail"),
        EventKind::NoteAdded => long(body, "text"),
        EventKind::NoteReceived => [long(body, "reason"), long(body, "text")].concat(),
        EventKind::AppointmentBooked
        | EventKind::AppointmentOutcome
        | EventKind::AppointmentMoved
        | EventKind::AppointmentCalledOff => appointment(body),
        EventKind::AppointmentCorrected => corrected(body),
        EventKind::FeedbackGiven => feedback(body),
        EventKind::FeedbackWords
        | EventKind::HandedOver
        | EventKind::FailureWithdrawn
        | EventKind::FailureRestored => long(body, "words"),
        EventKind::ReferralSent => referral(body),
        EventKind::ReferralReceived
        | EventKind::ReferralAccepted
        | EventKind::ReferralDeclined
        | EventKind::ReferralWithdrawn
        | EventKind::ReferralBegun
        | EventKind::ReferralConcluded
        | EventKind::ReferralAsked
        | EventKind::ReferralAnswered
        | EventKind::ReferralWaitlisted
        | EventKind::ReferralOffered
        | EventKind::ReferralBooked
        | EventKind::ReferralAmended => answer(body),
        EventKind::CourtAttached | EventKind::CourtDetached => court_decision(body),
        EventKind::CourtChanged => court_changes(body),
        _ => Vec::new(),
    };
    Html::paragraphs(&lines.join("\n"))
}

/// Why an entry of a court list came onto the record, or left it.
fn court_decision(body: &Value) -> Vec<String> {
    let decision = text(body, "decision").and_then(|code| Decision::from_code(code).ok());
    let evidence: Vec<&str> = body
        .get("evidence")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|code| Evidence::from_code(code.as_str()?).ok())
        .map(Evidence::words)
        .collect();
    let case = text(body, "case_number").map(|number| format!("Case {number}"));
    let reason = text(body, "reason").map(str::to_owned);
    let evidence = (!evidence.is_empty()).then(|| evidence.join("; "));
    [case, decision.map(|one| one.words().to_owned()), reason, evidence].into_iter().flatten().collect()
}

/// What a re-issued list told differently.
fn court_changes(body: &Value) -> Vec<String> {
    let changes = body.get("changes").and_then(Value::as_array).into_iter().flatten();
    changes
        .filter_map(|change| {
            let field = crate::pages::court::field_words(text(change, "field")?);
            let (before, now) = (text(change, "before").unwrap_or("–"), text(change, "now").unwrap_or("–"));
            Some(format!("{field}: {before} → {now}"))
        })
        .collect()
}

fn text<'a>(body: &'a Value, field: &str) -> Option<&'a str> {
    body.get(field).and_then(Value::as_str).filter(|text| !text.is_empty())
}

/// What became of an appointment; a code of another version is read as words.
fn outcome(code: &str) -> String {
    match code {
        "missed_acceptable" => "missed, for a reason that was accepted".to_owned(),
        "missed_undecided" => "missed, the reason not decided yet".to_owned(),
        "missed_unacceptable" => "missed, without a reason that was accepted".to_owned(),
        other => other.replace('_', " "),
    }
}

fn date(body: &Value, field: &str) -> Option<String> {
    text(body, field)?.parse::<Date>().ok().map(words::day)
}

fn long(body: &Value, field: &str) -> Vec<String> {
    let cut = |text: &str| match text.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    };
    text(body, field).map(cut).into_iter().collect()
}

fn identity(body: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(legal) = body.get("legal") {
        let parts = ["given", "middle", "family"].iter().filter_map(|part| text(legal, part));
        lines.push(format!("Legal name: {}", parts.collect::<Vec<_>>().join(" ")));
    }
    lines.extend(text(body, "known_as").map(|name| format!("Wishes to be called: {name}")));
    let born = text(body, "born").and_then(|born| born.parse::<Date>().ok());
    lines.extend(born.map(|born| format!("Born: {}", born.strftime("%-d %b %Y"))));
    let gender = text(body, "gender").and_then(|code| Gender::from_code(code).ok());
    lines.extend(gender.map(|gender| format!("Gender: {gender}")));
    let numbers = body.get("identifiers").and_then(Value::as_array).into_iter().flatten();
    lines.extend(numbers.filter_map(|one| {
        let kind = IdentifierKind::from_code(text(one, "kind")?).ok()?;
        let number = text(one, "canonical").or_else(|| text(one, "raw"))?;
        Some(format!("{kind}: {number}"))
    }));
    lines
}

fn leads(body: &Value) -> Vec<String> {
    let leads = body.get("leads").and_then(Value::as_bool).unwrap_or_default();
    if leads { vec!["Leads on this.".to_owned()] } else { Vec::new() }
}

fn order(body: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(text(body, "court").map(|court| format!("Court: {court}")));
    lines.extend(text(body, "offence").map(|offence| format!("Made for: {offence}")));
    lines.extend(date(body, "ends").map(|ends| format!("Ends: {ends}")));
    let requirements = body.get("requirements").and_then(Value::as_array).into_iter().flatten();
    lines.extend(requirements.filter_map(|one| {
        let amount = one.get("amount").and_then(Value::as_u64)?;
        Some(format!("{}: {amount} {}", text(one, "name")?, text(one, "unit").unwrap_or_default()))
    }));
    lines
}

fn appointment(body: &Value) -> Vec<String> {
    let place = text(body, "place").map(|place| format!("At {place}"));
    let reason = text(body, "reason_given").map(|reason| format!("Reason offered: {reason}"));
    let why = text(body, "why").map(|why| format!("Reason: {why}"));
    place.into_iter().chain(reason).chain(why).collect()
}

/// What was recorded of an appointment before, and why that was wrong.
fn corrected(body: &Value) -> Vec<String> {
    let was = body.get("was").and_then(|was| text(was, "outcome"));
    let was = was.map(|code| format!("Recorded before: {}", outcome(code)));
    was.into_iter().chain(appointment(body)).collect()
}

fn referral(body: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(text(body, "agency_name").map(|agency| format!("To: {agency}")));
    lines.extend(date(body, "answer_by").map(|day| format!("Answer due: {day}")));
    lines.extend(text(body, "reference").map(|reference| format!("Reference: {reference}")));
    lines.extend(long(body, "asks"));
    lines
}

fn answer(body: &Value) -> Vec<String> {
    let step = text(body, "step").and_then(|code| Move::from_code(code).ok());
    let reason = text(body, "reason").and_then(|code| match step {
        Some(Move::Decline) => DeclineReason::from_code(code).ok().map(DeclineReason::words),
        Some(Move::Withdraw) => WithdrawReason::from_code(code).ok().map(WithdrawReason::words),
        Some(Move::Conclude) => EndReason::from_code(code).ok().map(EndReason::words),
        Some(Move::Amend) => Part::from_code(code).ok().map(Part::words),
        _ => None,
    });
    let said = reason.map(|reason| format!("{}: {reason}.", step.map_or("Reason", say::done)));
    let day = date(body, "day").map(|day| format!("For {day}."));
    said.into_iter().chain(day).chain(long(body, "words")).collect()
}

/// The coded answers of a feedback form.
fn feedback(body: &Value) -> Vec<String> {
    let code = |field| text(body, field);
    let said = [
        code("engagement").and_then(|code| Engagement::from_code(code).ok()).map(Engagement::words),
        code("fit").and_then(|code| Fit::from_code(code).ok()).map(Fit::words),
        code("progress").and_then(|code| Progress::from_code(code).ok()).map(Progress::words),
        code("standard").and_then(|code| Standard::from_code(code).ok()).map(Standard::words),
    ];
    said.into_iter().flatten().map(|words| format!("{words}.")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        ids::{AccountId, AgencyId, EventId},
        stamp::Stamp,
    };
    use jiff::Timestamp;
    use serde_json::json;
    use uuid::Uuid;

    fn event(kind: EventKind, body: Option<Value>) -> TimelineEvent {
        let nil = Uuid::nil();
        let stamp = Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(nil), agency: AgencyId(nil) };
        TimelineEvent {
            id: EventId(nil),
            kind,
            subject: None,
            stamp,
            by: "P. Shah".into(),
            agency: "Northmoor Probation".into(),
            body,
        }
    }

    #[test]
    fn a_decline_says_why_in_the_field_s_words() {
        let body = json!({ "step": "decline", "reason": "no_capacity", "words": "Full <until> May." });
        let declined = event(EventKind::ReferralDeclined, Some(body));
        assert_eq!(heading(&declined), "Referral declined");
        let html = about(&declined).to_string();
        assert!(
            html.contains("Declined: We have no capacity within the time limit.<br>Full &lt;until&gt; May."),
            "{html}"
        );
    }

    #[test]
    fn an_event_without_its_body_says_less_and_never_fails() {
        for kind in EventKind::ALL {
            assert_eq!(heading(&event(*kind, None)), kind.words());
            assert!(about(&event(*kind, None)).to_string().contains("not shown"));
            // A body of another version is no reason to fail.
            for odd in
                [json!({}), json!([1]), json!({ "role": 7, "kind": "x", "requirements": "none", "legal": 3 })]
            {
                let odd = event(*kind, Some(odd));
                assert!(!heading(&odd).is_empty());
                let _ = about(&odd);
            }
        }
    }

    #[test]
    fn what_became_of_an_appointment_is_said_in_words() {
        let outcome =
            |code: &str| heading(&event(EventKind::AppointmentOutcome, Some(json!({ "outcome": code }))));
        assert_eq!(outcome("missed_acceptable"), "Appointment: missed, for a reason that was accepted");
        assert_eq!(outcome("called_off"), "Appointment: called off");
    }

    #[test]
    fn needs_and_referrals_are_named_in_the_heading() {
        let need = event(EventKind::NeedRecorded, Some(json!({ "pathway": "finance", "level": "great" })));
        assert_eq!(heading(&need), "Finance, benefit and debt: great need");
        let sent = event(EventKind::ReferralSent, Some(json!({ "service_name": "Alcohol treatment" })));
        assert_eq!(heading(&sent), "Referred to Alcohol treatment");
    }
}
