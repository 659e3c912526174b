//! Meetings with who was asked to them, goals in three voices, and actions carried from one meeting to the next.

use super::{Record, Told, Unreadable, fields::Fields};
use crate::{events::EventKind, ports::Invited};
use domain::{
    action::{Action, ActionFact, Agreed},
    cadence::MeetingPoint,
    duty::Owner,
    ids::{ActionId, MeetingId, PersonId},
    meeting::{
        Attendance, Came, Goal, Meeting, MeetingFact, MeetingKind, Minutes, Occasion, Party, Progress,
        Setting, Voice,
    },
    stamp::Stamp,
};

fn setting(fields: Fields<'_>) -> Result<Setting, Unreadable> {
    Ok(Setting { at: fields.instant("starts")?, place: fields.line("place")? })
}

fn invited(fields: Fields<'_>) -> Result<Invited, Unreadable> {
    let account = fields.maybe_id("account")?;
    Ok(Invited {
        party: fields.code("party", Party::from_code)?,
        whom: fields.maybe_id("agency")?.map(|agency| Owner { agency, account }),
    })
}

fn minutes(fields: Fields<'_>) -> Result<Minutes, Unreadable> {
    let came = fields.codes("attendance", Came::from_code)?;
    let [person, manager, worker] = came[..] else { return Err(fields.unreadable("attendance")) };
    Ok(Minutes {
        attendance: Attendance::new(person, manager, worker),
        words: fields.maybe_prose("words")?,
        decisions: fields.lines("decisions")?,
    })
}

fn goal(fields: Fields<'_>, person: PersonId, meeting: MeetingId, stamp: Stamp) -> Result<Goal, Unreadable> {
    Ok(Goal { id: fields.id("id")?, person, meeting, words: fields.line("words")?, stamp })
}

fn voice(fields: Fields<'_>, meeting: MeetingId) -> Result<Voice, Unreadable> {
    Ok(Voice {
        goal: fields.id("goal")?,
        meeting,
        party: fields.code("party", Party::from_code)?,
        progress: fields.code("progress", Progress::from_code)?,
        words: fields.maybe_line("words")?,
    })
}

fn agreed(fields: Fields<'_>, person: PersonId, meeting: MeetingId) -> Result<Action, Unreadable> {
    Ok(Action::new(Agreed {
        id: fields.id("id")?,
        person,
        meeting,
        words: fields.line("words")?,
        owner: Owner { agency: fields.id("agency")?, account: fields.maybe_id("account")? },
        by_the_person: fields.flag("by_the_person")?,
        due: fields.day("due")?,
    }))
}

impl Record {
    /// A meeting as it was arranged. Events of before it was told do not say who was asked.
    pub(super) fn arrange(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        stamp: Stamp,
    ) -> Result<(), Unreadable> {
        let occasion = Occasion {
            id: fields.id("meeting")?,
            person,
            order: fields.maybe_id("order")?,
            kind: fields.code("kind", MeetingKind::from_code)?,
            point: fields.maybe_code("point", MeetingPoint::from_code)?,
        };
        let mut asked = if fields.has("invited") { fields.each("invited", invited)? } else { Vec::new() };
        asked.sort_by_key(|one| one.party.code());
        self.invited.insert(occasion.id, asked);
        let meeting = Meeting::arrange(occasion, stamp, setting(fields.within("setting")?)?);
        self.meetings.insert(meeting.occasion.id, meeting);
        Ok(())
    }

    /// A later step of a meeting; holding it sets goals, hears voices and agrees actions.
    pub(super) fn step_meeting(
        &mut self,
        fields: Fields<'_>,
        person: PersonId,
        told: &Told<'_>,
    ) -> Result<(), Unreadable> {
        let (subject, stamp) = (fields.unreadable("subject"), told.stamp);
        let id = told.subject.map(MeetingId).ok_or(subject)?;
        let before = self.meetings.remove(&id).ok_or(subject)?;
        let fact = match told.kind {
            EventKind::MeetingShifted => MeetingFact::Shifted {
                to: setting(fields.within("to")?)?,
                asked_by: fields.code("asked_by", Party::from_code)?,
                why: fields.maybe_line("why")?,
            },
            EventKind::MeetingCancelled => MeetingFact::Cancelled(fields.line("why")?),
            _ => {
                self.goals.extend(
                    fields
                        .each("goals", |one| goal(one, person, id, stamp))?
                        .into_iter()
                        .map(|goal| (goal.id, (goal, Vec::new()))),
                );
                let mut voices = fields.each("voices", |one| voice(one, id))?;
                voices.sort_by_key(|one| one.party.code());
                for voice in voices {
                    let (_, said) = self.goals.get_mut(&voice.goal).ok_or(fields.unreadable("voices"))?;
                    said.push(voice);
                }
                let actions = fields.each("actions", |one| agreed(one, person, id))?;
                self.actions.extend(actions.into_iter().map(|one| (one.agreed.id, one)));
                MeetingFact::Held(minutes(fields)?)
            }
        };
        let after = before.append(stamp, fact).map_err(|_| fields.unreadable("step"))?;
        self.meetings.insert(id, after);
        Ok(())
    }

    /// An action was carried to another meeting, or has ended.
    pub(super) fn step_action(&mut self, fields: Fields<'_>, stamp: Stamp) -> Result<(), Unreadable> {
        let id: ActionId = fields.id("action")?;
        let before = self.actions.remove(&id).ok_or(fields.unreadable("action"))?;
        let fact = match fields.text("step")?.as_str() {
            "carried" => ActionFact::Carried { meeting: fields.id("meeting")?, due: fields.day("due")? },
            "done" => ActionFact::Done,
            "dropped" => ActionFact::Dropped(fields.line("why")?),
            _ => return Err(fields.unreadable("step")),
        };
        self.actions.insert(id, before.append(stamp, fact).map_err(|_| fields.unreadable("step"))?);
        Ok(())
    }
}
