//! Meetings with their facts, goals with what was said of them, and actions with theirs.
//!
//! What a row keeps of its facts is written with them; reading replays the facts, and a row that says otherwise is corrupt.

use crate::{
    bulk::inserts,
    dialect::by_ids,
    sql::{Arg, Row, Sql, args, statements},
    tx::StoreTx,
};
use app::ports::{Invited, Meetings, StoreError, Stored};
use async_trait::async_trait;
use domain::{
    action::{Action, ActionFact, Agreed},
    duty::Owner,
    ids::{ActionId, GoalId, MeetingId, PersonId},
    meeting::{
        Attendance, Came, Goal, Meeting, MeetingFact, MeetingMove, MeetingState, Minutes, Occasion, Party,
        Setting, Voice,
    },
    section::Section,
    stamp::Stamp,
    text::{Line, Prose},
};
use gate::{Label, Sealed};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

inserts! {
    MEETING = "meeting" (
        person_id, id, order_id, kind, point, starts, place, facts, state, at, by_account, agency_id
    ) "";
    MEETING_FACT = "meeting_fact" (person_id, meeting_id, position, step, body, at, by_account, agency_id) "";
    INVITED = "meeting_invited" (person_id, meeting_id, party, agency_id, account_id) "";
    GOAL = "goal" (person_id, id, meeting_id, words, at, by_account, agency_id) "";
    VOICE = "voice" (person_id, goal_id, meeting_id, party, progress, words, at, by_account, agency_id) "";
    ACTION = "action" (
        person_id, id, meeting_id, words, owner_agency_id, owner_account_id, by_the_person, first_due, facts, state,
        at, by_account, agency_id
    ) "";
    ACTION_FACT = "action_fact" (
        person_id, action_id, position, step, meeting_id, due, words, at, by_account, agency_id
    ) "";
}

macro_rules! meeting {
    () => {
        "select m.person_id, m.id, m.order_id, m.kind, m.point, m.state, m.agency_id from meeting m where "
    };
}

macro_rules! action {
    () => {
        "select a.person_id, a.id, a.meeting_id, a.words, a.owner_agency_id, a.owner_account_id, a.by_the_person, \
         a.first_due, a.state, a.agency_id from action a where "
    };
}

statements! {
    ONE = Sql::same(concat!(meeting!(), "m.id = $1"));
    OF_PERSON = Sql::same(concat!(meeting!(), "m.person_id = $1 order by m.starts desc, m.id desc limit $2 + 0"));
    FACTS = by_ids!(
        "select meeting_id, step, body, at, by_account, agency_id from meeting_fact where person_id",
        "order by person_id, meeting_id, position"
    );
    STEP = Sql::same(
        "update meeting set facts = facts + 1, state = $4, starts = $5, place = $6 \
         where person_id = $1 and id = $2 and facts = $3"
    );
    ASKED = Sql::same(
        "select party, agency_id, account_id from meeting_invited where person_id = $1 and meeting_id = $2 order by party"
    );
    GOALS = Sql::same(
        "select person_id, id, meeting_id, words, at, by_account, agency_id from goal where person_id = $1 \
         order by id limit $2 + 0"
    );
    VOICES = Sql::same(
        "select v.goal_id, v.meeting_id, v.party, v.progress, v.words from voice v where v.person_id = $1 \
         and v.goal_id in (select g.id from goal g where g.person_id = $1 order by g.id limit $2 + 0) order by v.at, v.party"
    );
    ONE_ACTION = Sql::same(concat!(action!(), "a.id = $1"));
    ACTIONS = Sql::same(concat!(
        action!(),
        "a.person_id = $1 order by case when a.state = 'open' then 0 else 1 end, a.id desc limit $2 + 0"
    ));
    ACTION_FACTS = by_ids!(
        "select action_id, step, meeting_id, due, words, at, by_account, agency_id from action_fact where person_id",
        "order by person_id, action_id, position"
    );
    CARRIED = by_ids!("update action set facts = facts + 1 where state = 'open' and id", "");
    ACTION_STEP = Sql::same(
        "update action set facts = facts + 1, state = $4 where person_id = $1 and id = $2 and facts = $3"
    );
}

fn corrupt(what: &str, id: Uuid) -> StoreError {
    StoreError::Corrupt(format!("{what} {id}"))
}

/// What a fact says, as it is kept. Fields are added, never renamed.
fn body(fact: &MeetingFact) -> Value {
    let words = |line: &Line| line.as_str().to_owned();
    match fact {
        MeetingFact::Arranged(to) => json!({ "starts": to.at.as_millisecond(), "place": to.place.as_str() }),
        MeetingFact::Shifted { to, asked_by, why } => json!({
            "starts": to.at.as_millisecond(),
            "place": to.place.as_str(),
            "asked_by": asked_by.code(),
            "why": why.as_ref().map(words),
        }),
        MeetingFact::Held(minutes) => json!({
            "attendance": Party::ALL.iter().map(|party| minutes.attendance.of(*party).code()).collect::<Vec<_>>(),
            "words": minutes.words.as_ref().map(Prose::as_str),
            "decisions": minutes.decisions.iter().map(words).collect::<Vec<_>>(),
        }),
        MeetingFact::Cancelled(why) => json!({ "why": why.as_str() }),
    }
}

/// Reads what [`body`] wrote; `None` when it cannot be that.
fn fact(step: MeetingMove, body: &Value) -> Option<MeetingFact> {
    let text = |field: &str| body.get(field).and_then(Value::as_str);
    let line = |field: &str| text(field).and_then(|text| Line::new(text).ok());
    let setting = || {
        let at = Timestamp::from_millisecond(body.get("starts")?.as_i64()?).ok()?;
        Some(Setting { at, place: line("place")? })
    };
    Some(match step {
        MeetingMove::Arrange => MeetingFact::Arranged(setting()?),
        MeetingMove::Shift => MeetingFact::Shifted {
            to: setting()?,
            asked_by: Party::from_code(text("asked_by")?).ok()?,
            why: line("why"),
        },
        MeetingMove::Hold => {
            let came = |at: usize| Came::from_code(body.get("attendance")?.get(at)?.as_str()?).ok();
            let decisions = body.get("decisions")?.as_array()?;
            MeetingFact::Held(Minutes {
                attendance: Attendance::new(came(0)?, came(1)?, came(2)?),
                words: text("words").and_then(|text| Prose::new(text).ok()),
                decisions: decisions.iter().filter_map(|one| Line::new(one.as_str()?).ok()).collect(),
            })
        }
        MeetingMove::Cancel => MeetingFact::Cancelled(line("why")?),
    })
}

fn meeting_fact_args(
    person: PersonId,
    id: MeetingId,
    position: i64,
    stamp: &Stamp,
    fact: &MeetingFact,
) -> Vec<Arg> {
    let body = body(fact).to_string();
    args![person, id, position, fact.as_move(), body, stamp.at, stamp.by, stamp.agency]
}

fn action_fact_args(action: &Action, position: i64, stamp: &Stamp, fact: &ActionFact) -> Vec<Arg> {
    let (meeting, due, words) = match fact {
        ActionFact::Carried { meeting, due } => (Some(*meeting), Some(*due), None),
        ActionFact::Done => (None, None, None),
        ActionFact::Dropped(why) => (None, None, Some(why.clone())),
    };
    let (person, id) = (action.agreed.person, action.agreed.id);
    args![person, id, position, fact.code(), meeting, due, words, stamp.at, stamp.by, stamp.agency]
}

impl StoreTx {
    /// The meetings of these rows, each with its facts.
    async fn meetings(&mut self, rows: &[Row]) -> Stored<Vec<Sealed<Meeting>>> {
        let found = self.plain_meetings(rows).await?;
        Ok(found.into_iter().map(|(label, meeting)| Sealed::new(label, meeting)).collect())
    }

    /// A person's meetings without their seals, for the installation itself.
    pub(crate) async fn plain_meetings_of(
        &mut self,
        person: PersonId,
        limit: u32,
    ) -> Stored<Vec<(Label, Meeting)>> {
        let rows = self.link.all(OF_PERSON, args![person, limit]).await?;
        self.plain_meetings(&rows).await
    }

    async fn plain_meetings(&mut self, rows: &[Row]) -> Stored<Vec<(Label, Meeting)>> {
        let mut heads = Vec::with_capacity(rows.len());
        for row in rows {
            let mut f = row.fields();
            let (person, id) = (f.next()?, f.next()?);
            let occasion = Occasion { person, id, order: f.maybe()?, kind: f.next()?, point: f.maybe()? };
            heads.push((occasion, f.next::<MeetingState>()?, f.next()?));
        }
        let people: Vec<Uuid> = heads.iter().map(|(occasion, ..)| occasion.person.0).collect();
        let mut facts: HashMap<MeetingId, Vec<(Stamp, MeetingFact)>> = HashMap::new();
        for row in &self.link.all(FACTS, vec![Arg::Ids(distinct(people))]).await? {
            let mut f = row.fields();
            let (id, step, body): (MeetingId, MeetingMove, String) = (f.next()?, f.next()?, f.next()?);
            let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
            let body: Option<Value> = serde_json::from_str(&body).ok();
            let kept =
                body.and_then(|body| fact(step, &body)).ok_or_else(|| corrupt("meeting_fact", id.0))?;
            facts.entry(id).or_default().push((stamp, kept));
        }
        heads
            .into_iter()
            .map(|(occasion, state, holder)| {
                let (person, id) = (occasion.person, occasion.id);
                let replayed = Meeting::replay(occasion, facts.remove(&id).unwrap_or_default());
                let meeting = replayed.ok().flatten().ok_or_else(|| corrupt("meeting", id.0))?;
                self.link.agrees(meeting.state() == state, || format!("meeting {id}"))?;
                Ok((Label::own(person, Section::Plan, holder), meeting))
            })
            .collect()
    }

    /// The actions of these rows, each with its facts.
    async fn actions(&mut self, rows: &[Row]) -> Stored<Vec<Sealed<Action>>> {
        let mut heads = Vec::with_capacity(rows.len());
        for row in rows {
            let mut f = row.fields();
            let (person, id) = (f.next()?, f.next()?);
            let agreed = Agreed {
                person,
                id,
                meeting: f.next()?,
                words: f.next()?,
                owner: Owner { agency: f.next()?, account: f.maybe()? },
                by_the_person: f.next()?,
                due: f.next()?,
            };
            heads.push((agreed, f.next::<String>()?, f.next()?));
        }
        let people: Vec<Uuid> = heads.iter().map(|(agreed, ..)| agreed.person.0).collect();
        let mut facts: HashMap<ActionId, Vec<(Stamp, ActionFact)>> = HashMap::new();
        for row in &self.link.all(ACTION_FACTS, vec![Arg::Ids(distinct(people))]).await? {
            let mut f = row.fields();
            let (id, step): (ActionId, String) = (f.next()?, f.next()?);
            let (meeting, due, words) = (f.maybe()?, f.maybe()?, f.maybe()?);
            let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
            let kept = match (step.as_str(), meeting, due, words) {
                ("carried", Some(meeting), Some(due), _) => ActionFact::Carried { meeting, due },
                ("done", ..) => ActionFact::Done,
                ("dropped", _, _, Some(why)) => ActionFact::Dropped(why),
                _ => return Err(corrupt("action_fact", id.0)),
            };
            facts.entry(id).or_default().push((stamp, kept));
        }
        heads
            .into_iter()
            .map(|(agreed, state, holder)| {
                let (person, id) = (agreed.person, agreed.id);
                let action = Action::replay(agreed, facts.remove(&id).unwrap_or_default())
                    .map_err(|_| corrupt("action", id.0))?;
                self.link.agrees(action.state().code() == state, || format!("action {id}"))?;
                Ok(Sealed::new(Label::own(person, Section::Plan, holder), action))
            })
            .collect()
    }
}

fn distinct(mut ids: Vec<Uuid>) -> Vec<Uuid> {
    ids.sort_unstable();
    ids.dedup();
    ids
}

#[async_trait]
impl Meetings for StoreTx {
    async fn insert_meeting(&mut self, meeting: &Meeting, invited: &[Invited], stamp: &Stamp) -> Stored<()> {
        let Occasion { id, person, order, kind, point } = &meeting.occasion;
        let setting = meeting.setting();
        let (facts, state) = (meeting.version(), meeting.state());
        let row = args![
            *person,
            *id,
            *order,
            *kind,
            *point,
            setting.at,
            setting.place,
            facts,
            state,
            stamp.at,
            stamp.by,
            stamp.agency
        ];
        MEETING.run(&mut self.link, row).await?;
        let facts = (1_i64..).zip(meeting.facts());
        let facts =
            facts.flat_map(|(at, (by, fact))| meeting_fact_args(*person, *id, at, by, fact)).collect();
        MEETING_FACT.run(&mut self.link, facts).await?;
        let asked = invited.iter().flat_map(|one| {
            let (agency, account) =
                (one.whom.map(|whom| whom.agency), one.whom.and_then(|whom| whom.account));
            args![*person, *id, one.party, agency, account]
        });
        INVITED.run(&mut self.link, asked.collect()).await.map(drop)
    }

    async fn append_meeting_fact(
        &mut self,
        seen: i64,
        after: &Meeting,
        stamp: &Stamp,
        fact: &MeetingFact,
    ) -> Stored<bool> {
        let (person, id) = (after.occasion.person, after.occasion.id);
        let setting = after.setting();
        let step = args![person, id, seen, after.state(), setting.at, setting.place];
        if self.link.run(STEP, step).await? == 0 {
            return Ok(false);
        }
        let kept = meeting_fact_args(person, id, seen.saturating_add(1), stamp, fact);
        MEETING_FACT.run(&mut self.link, kept).await.map(|_| true)
    }

    async fn meeting(&mut self, id: MeetingId) -> Stored<Option<Sealed<Meeting>>> {
        let row = self.link.all(ONE, args![id]).await?;
        Ok(self.meetings(&row).await?.pop())
    }

    async fn meetings_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Meeting>>> {
        let rows = self.link.all(OF_PERSON, args![person, limit]).await?;
        self.meetings(&rows).await
    }

    async fn invited_to(&mut self, person: PersonId, meeting: MeetingId) -> Stored<Vec<Invited>> {
        let rows = self.link.all(ASKED, args![person, meeting]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let (party, agency, account) = (f.next()?, f.maybe()?, f.maybe()?);
                Ok(Invited { party, whom: agency.map(|agency| Owner { agency, account }) })
            })
            .collect()
    }

    async fn add_goals(&mut self, goals: &[Goal], voices: &[(PersonId, Voice)], stamp: &Stamp) -> Stored<()> {
        let (at, by, agency) = (stamp.at, stamp.by, stamp.agency);
        let rows = goals.iter().flat_map(|goal| {
            let own = &goal.stamp;
            args![goal.person, goal.id, goal.meeting, goal.words, own.at, own.by, own.agency]
        });
        GOAL.run(&mut self.link, rows.collect()).await?;
        let rows = voices.iter().flat_map(|(person, voice)| {
            let Voice { goal, meeting, party, progress, words } = voice;
            args![*person, *goal, *meeting, *party, *progress, *words, at, by, agency]
        });
        VOICE.run(&mut self.link, rows.collect()).await.map(drop)
    }

    async fn goals_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<(Goal, Vec<Voice>)>>> {
        let mut said: HashMap<GoalId, Vec<Voice>> = HashMap::new();
        for row in &self.link.all(VOICES, args![person, limit]).await? {
            let mut f = row.fields();
            let voice = Voice {
                goal: f.next()?,
                meeting: f.next()?,
                party: f.next()?,
                progress: f.next()?,
                words: f.maybe()?,
            };
            said.entry(voice.goal).or_default().push(voice);
        }
        let rows = self.link.all(GOALS, args![person, limit]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let (person, id, meeting, words) = (f.next()?, f.next()?, f.next()?, f.next()?);
                let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
                let label = Label::own(person, Section::Plan, stamp.agency);
                let voices = said.remove(&id).unwrap_or_default();
                Ok(Sealed::new(label, (Goal { id, person, meeting, words, stamp }, voices)))
            })
            .collect()
    }

    async fn add_actions(&mut self, actions: &[Agreed], stamp: &Stamp) -> Stored<()> {
        let (at, by, agency) = (stamp.at, stamp.by, stamp.agency);
        let rows = actions.iter().flat_map(|one| {
            let owner = &one.owner;
            args![
                one.person,
                one.id,
                one.meeting,
                one.words,
                owner.agency,
                owner.account,
                one.by_the_person,
                one.due,
                0_i64,
                "open",
                at,
                by,
                agency
            ]
        });
        ACTION.run(&mut self.link, rows.collect()).await.map(drop)
    }

    async fn append_action_fact(
        &mut self,
        seen: i64,
        after: &Action,
        stamp: &Stamp,
        fact: &ActionFact,
    ) -> Stored<bool> {
        let agreed = &after.agreed;
        let step = args![agreed.person, agreed.id, seen, after.state().code()];
        if self.link.run(ACTION_STEP, step).await? == 0 {
            return Ok(false);
        }
        let kept = action_fact_args(after, seen.saturating_add(1), stamp, fact);
        ACTION_FACT.run(&mut self.link, kept).await.map(|_| true)
    }

    async fn carry_actions(&mut self, after: &[Action], stamp: &Stamp) -> Stored<bool> {
        if after.is_empty() {
            return Ok(true);
        }
        let ids: Vec<Uuid> = after.iter().map(|action| action.agreed.id.0).collect();
        if self.link.run(CARRIED, vec![Arg::Ids(ids)]).await? != after.len() as u64 {
            return Ok(false);
        }
        // Whoever appended to one of them in between has its position, and this writer is refused.
        let facts = after.iter().filter_map(|action| {
            let (_, fact) = action.facts().last()?;
            Some(action_fact_args(action, action.version(), stamp, fact))
        });
        ACTION_FACT.run(&mut self.link, facts.flatten().collect()).await.map(|_| true)
    }

    async fn action(&mut self, id: ActionId) -> Stored<Option<Sealed<Action>>> {
        let row = self.link.all(ONE_ACTION, args![id]).await?;
        Ok(self.actions(&row).await?.pop())
    }

    async fn actions_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Action>>> {
        let rows = self.link.all(ACTIONS, args![person, limit]).await?;
        self.actions(&rows).await
    }
}
