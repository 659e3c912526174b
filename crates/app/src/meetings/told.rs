//! What the events of a meeting say: complete enough to rebuild it. Fields are only ever added.

use crate::ports::Invited;
use domain::{
    action::{Action, ActionFact, Agreed},
    meeting::{Goal, Meeting, Minutes, Occasion, Party, Setting, Voice},
    text::{Line, Prose},
};
use serde_json::{Value, json};

fn setting(setting: &Setting) -> Value {
    json!({ "starts": setting.at.to_string(), "place": setting.place.as_str() })
}

fn invited(one: &Invited) -> Value {
    json!({
        "party": one.party.code(),
        "agency": one.whom.map(|whom| whom.agency.0),
        "account": one.whom.and_then(|whom| whom.account).map(|account| account.0),
    })
}

/// A meeting as it was arranged, and who was asked to it.
pub(super) fn arranged(meeting: &Meeting, asked: &[Invited]) -> Value {
    let Occasion { id, order, kind, point, .. } = &meeting.occasion;
    json!({
        "meeting": id.0,
        "order": order.map(|order| order.0),
        "kind": kind.code(),
        "point": point.map(domain::cadence::MeetingPoint::code),
        "setting": setting(meeting.setting()),
        "invited": asked.iter().map(invited).collect::<Vec<_>>(),
    })
}

/// A meeting's new day and place, and the former one.
pub(super) fn shifted(from: &Setting, to: &Setting, asked_by: Party, why: Option<&Line>) -> Value {
    json!({
        "from": setting(from),
        "to": setting(to),
        "asked_by": asked_by.code(),
        "why": why.map(Line::as_str),
    })
}

/// Why a meeting was called off.
pub(super) fn cancelled(why: &Line) -> Value {
    json!({ "why": why.as_str() })
}

/// A meeting as it was held, with everything that was agreed at it.
pub(super) fn held(minutes: &Minutes, goals: &[Goal], voices: &[Voice], actions: &[Agreed]) -> Value {
    let attendance: Vec<_> = Party::ALL.iter().map(|party| minutes.attendance.of(*party).code()).collect();
    json!({
        "attendance": attendance,
        "words": minutes.words.as_ref().map(Prose::as_str),
        "decisions": minutes.decisions.iter().map(Line::as_str).collect::<Vec<_>>(),
        "goals": goals.iter().map(|goal| json!({ "id": goal.id.0, "words": goal.words.as_str() })).collect::<Vec<_>>(),
        "voices": voices.iter().map(voice).collect::<Vec<_>>(),
        "actions": actions.iter().map(agreed).collect::<Vec<_>>(),
    })
}

fn voice(voice: &Voice) -> Value {
    json!({
        "goal": voice.goal.0,
        "party": voice.party.code(),
        "progress": voice.progress.code(),
        "words": voice.words.as_ref().map(Line::as_str),
    })
}

fn agreed(agreed: &Agreed) -> Value {
    json!({
        "id": agreed.id.0,
        "words": agreed.words.as_str(),
        "agency": agreed.owner.agency.0,
        "account": agreed.owner.account.map(|account| account.0),
        "by_the_person": agreed.by_the_person,
        "due": agreed.due.to_string(),
    })
}

/// A step of an action.
pub(super) fn action_step(action: &Action, fact: &ActionFact) -> Value {
    let (meeting, due, why) = match fact {
        ActionFact::Carried { meeting, due } => (Some(meeting.0), Some(due.to_string()), None),
        ActionFact::Done => (None, None, None),
        ActionFact::Dropped(why) => (None, None, Some(why.as_str())),
    };
    json!({ "action": action.agreed.id.0, "step": fact.code(), "meeting": meeting, "due": due, "why": why })
}
