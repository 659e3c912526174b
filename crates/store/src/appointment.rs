//! Appointments and their facts, and feedback on sessions.
//!
//! The row's `outcome` follows from the fact that ends an appointment, and is written with it; a second fact finds it taken.
//! A correction is two more facts, written where none was since. Reading replays the facts, and a row that says otherwise is
//! corrupt.

use crate::{
    bulk::inserts,
    dialect::by_ids,
    link::Link,
    sql::{Arg, Param, Row, Sql, args, statements},
    standing::{filter_args, visible},
    tx::StoreTx,
};
use app::ports::{Appointments, DayOf, StoreError, Stored};
use async_trait::async_trait;
use domain::{
    appointment::{Appointment, Booking, Fact, Outcome, State, Step},
    feedback::{Feedback, FeedbackWords},
    ids::{AgencyId, AppointmentId, PersonId},
    person::Contact,
    referral::Referral,
    section::Section,
    stamp::Stamp,
    text::Prose,
};
use gate::{Label, ListFilter, Sealed};
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

inserts! {
    APPOINTMENT = "appointment" (
        person_id, id, account_id, at, day, place, outcome, booked_at, by_account, agency_id, minutes, with_agency_id,
        referral_id, told_agency_id, beside, replaces, section
    ) "";
    APPOINTMENT_FACT = "appointment_fact" (
        person_id, appointment_id, position, step, attendance, not_held, asked_by, moved_to, words, behaviour, concern, at,
        by_account, agency_id
    ) "";
    FEEDBACK = "feedback" (
        person_id, appointment_id, id, referral_id, told_agency_id, engagement, fit, progress, standard, at, by_account,
        agency_id
    ) "on conflict (person_id, appointment_id) do nothing returning id";
    FEEDBACK_WORDS = "feedback_words" (person_id, appointment_id, feedback_id, words, agency_id) "";
}

macro_rules! columns {
    () => {
        "select p.person_id, p.id, p.account_id, p.with_agency_id, p.at, p.day, p.minutes, p.place, p.referral_id, \
         p.told_agency_id, p.beside, p.replaces, p.section, p.booked_at, p.by_account, p.agency_id, p.outcome \
         from appointment p where "
    };
}

statements! {
    ONE = Sql::same(concat!(columns!(), "p.id = $1"));
    OF_PERSON = Sql::same(concat!(columns!(), "p.person_id = $1 order by p.at desc, p.id desc limit $2 + 0"));
    /// Open ones of person `$1` with agency `$2` from day `$3` on.
    AHEAD_OF = Sql::same(concat!(
        columns!(), "p.person_id = $1 and p.with_agency_id = $2 and p.outcome is null and p.day >= $3 order by p.id"
    ));
    /// Facts of these people's appointments.
    FACTS = by_ids!(
        "select appointment_id, step, attendance, not_held, asked_by, moved_to, words, behaviour, concern, at, by_account, \
         agency_id from appointment_fact where person_id",
        "order by person_id, appointment_id, position"
    );
    /// `$8` the account, `$9` the day, `$10` the rows.
    DAY_OF_ACCOUNT = Sql::same(concat!(
        columns!(), "p.account_id = $8 and p.with_agency_id = $1 and p.day = $9 and ", visible!("p.person_id"),
        " order by p.at, p.id limit $10 + 0"
    ));
    /// `$8` the place, `$9` the day, `$10` the rows.
    DAY_OF_PLACE = Sql::same(concat!(
        columns!(), "p.with_agency_id = $1 and p.day = $9 and p.place = $8 and ", visible!("p.person_id"),
        " order by p.at, p.id limit $10 + 0"
    ));
    /// `$1` the agency, `$2` the first day, `$3` the rows.
    PLACES = Sql::same(
        "select distinct place from appointment where with_agency_id = $1 and day >= $2 order by place limit $3 + 0"
    );
    END = Sql::same(
        "update appointment set outcome = $3 where person_id = $1 and id = $2 and outcome is null"
    );
    /// `$4` how many facts there were.
    CORRECT = Sql::same(
        "update appointment set outcome = $3 where person_id = $1 and id = $2 and outcome is not null and $4 = \
         (select count(*) from appointment_fact f where f.person_id = $1 and f.appointment_id = $2)"
    );
    FEEDBACK_OF = Sql::same(
        "select id, person_id, appointment_id, referral_id, told_agency_id, engagement, fit, progress, standard, at, \
         by_account, agency_id from feedback where person_id = $1 order by at desc, id desc limit $2 + 0"
    );
    WORDS_OF = Sql::same(
        "select feedback_id, appointment_id, words, agency_id from feedback_words where person_id = $1 \
         order by feedback_id desc limit $2 + 0"
    );
}

pub(crate) fn booking_args(booking: &Booking, state: State) -> Vec<Arg> {
    let stamp = &booking.stamp;
    args![
        booking.person,
        booking.id,
        booking.account,
        booking.at,
        booking.day,
        booking.place,
        (!state.is_open()).then_some(state),
        stamp.at,
        stamp.by,
        stamp.agency,
        booking.minutes,
        booking.agency,
        booking.referral,
        booking.told,
        booking.beside,
        booking.replaces,
        booking.section,
    ]
}

pub(crate) fn fact_args(one: &Appointment) -> Vec<Arg> {
    facts_after(one, 0)
}

/// The facts of an appointment but the first `kept` ones.
fn facts_after(one: &Appointment, kept: usize) -> Vec<Arg> {
    let (person, id) = (one.booking.person, one.booking.id);
    (1_i64..)
        .zip(one.facts())
        .skip(kept)
        .flat_map(|(position, (stamp, fact))| {
            let (outcome, moved) = match fact {
                Fact::Recorded(outcome) => (Some(outcome), None),
                Fact::Moved { to, .. } => (None, Some(*to)),
                Fact::CalledOff { .. } | Fact::Corrected(_) => (None, None),
            };
            let (asked_by, words) = match fact {
                Fact::Moved { asked_by, why, .. } | Fact::CalledOff { asked_by, why } => {
                    (Some(*asked_by), Some(why))
                }
                Fact::Recorded(outcome) => (None, outcome.reason_offered.as_ref()),
                Fact::Corrected(why) => (None, Some(why)),
            };
            args![
                person,
                id,
                position,
                fact.as_step(),
                outcome.map(|one| one.attendance),
                outcome.and_then(|one| one.not_held),
                asked_by,
                moved,
                words,
                outcome.and_then(|one| one.behaviour.as_ref()),
                outcome.and_then(|one| one.concern.as_ref()),
                stamp.at,
                stamp.by,
                stamp.agency,
            ]
        })
        .collect()
}

fn booking(row: &Row) -> Stored<(Booking, Option<State>)> {
    let mut f = row.fields();
    let booking = Booking {
        person: f.next()?,
        id: f.next()?,
        account: f.next()?,
        agency: f.next()?,
        at: f.next()?,
        day: f.next()?,
        minutes: f.next()?,
        place: f.next()?,
        referral: f.maybe()?,
        told: f.maybe()?,
        beside: f.maybe()?,
        replaces: f.maybe()?,
        section: f.next()?,
        stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
    };
    Ok((booking, f.maybe()?))
}

fn fact(row: &Row) -> Stored<(AppointmentId, Stamp, Fact)> {
    let mut f = row.fields();
    let (id, step) = (f.next()?, f.next()?);
    let (attendance, not_held) = (f.maybe()?, f.maybe()?);
    let (asked_by, moved_to) = (f.maybe()?, f.maybe()?);
    let words: Option<Prose> = f.maybe()?;
    let (behaviour, concern) = (f.maybe()?, f.maybe()?);
    let needed = || StoreError::Corrupt(format!("appointment_fact {id}: a step without what it needs"));
    let fact = match step {
        Step::Move => Fact::Moved {
            to: moved_to.ok_or_else(needed)?,
            asked_by: asked_by.ok_or_else(needed)?,
            why: words.ok_or_else(needed)?,
        },
        Step::CallOff => {
            Fact::CalledOff { asked_by: asked_by.ok_or_else(needed)?, why: words.ok_or_else(needed)? }
        }
        Step::Record => Fact::Recorded(Outcome {
            attendance: attendance.ok_or_else(needed)?,
            not_held,
            reason_offered: words,
            behaviour,
            concern,
        }),
        Step::Correct => Fact::Corrected(words.ok_or_else(needed)?),
    };
    Ok((id, Stamp { at: f.next()?, by: f.next()?, agency: f.next()? }, fact))
}

async fn with_facts(link: &mut Link, rows: Vec<Row>) -> Stored<Vec<Sealed<Appointment>>> {
    Ok(plain(link, rows).await?.into_iter().map(|(label, one)| Sealed::new(label, one)).collect())
}

/// Open appointments of a person with an agency from `day` on without their seals, for the installation itself.
pub(crate) async fn ahead_of(
    link: &mut Link,
    person: PersonId,
    agency: AgencyId,
    day: Date,
) -> Stored<Vec<Appointment>> {
    let rows = link.all(AHEAD_OF, args![person, agency, day]).await?;
    Ok(plain(link, rows).await?.into_iter().map(|(_, one)| one).collect())
}

async fn plain(link: &mut Link, rows: Vec<Row>) -> Stored<Vec<(Label, Appointment)>> {
    let bookings = rows.iter().map(booking).collect::<Stored<Vec<_>>>()?;
    if bookings.is_empty() {
        return Ok(Vec::new());
    }
    let mut people: Vec<Uuid> = bookings.iter().map(|(booking, _)| booking.person.0).collect();
    people.sort_unstable();
    people.dedup();
    let mut facts: BTreeMap<AppointmentId, Vec<(Stamp, Fact)>> = BTreeMap::new();
    for row in link.all(FACTS, vec![Arg::Ids(people)]).await? {
        let (id, stamp, fact) = fact(&row)?;
        facts.entry(id).or_default().push((stamp, fact));
    }
    bookings
        .into_iter()
        .map(|(booking, outcome)| {
            let id = booking.id;
            let label = Label {
                person: booking.person,
                section: booking.section,
                holder: booking.agency,
                sent_to: booking.told,
            };
            let kept = facts.remove(&id).unwrap_or_default();
            let one = Appointment::replay(booking, kept)
                .map_err(|error| StoreError::unknown(&format!("appointment {id}"), error))?;
            let kept = (!one.state().is_open()).then_some(one.state());
            link.agrees(kept == outcome, || format!("appointment {id}"))?;
            Ok((label, one))
        })
        .collect()
}

#[async_trait]
impl Appointments for StoreTx {
    async fn insert_appointment(&mut self, booking: &Booking) -> Stored<()> {
        APPOINTMENT.run(&mut self.link, booking_args(booking, State::Booked)).await.map(drop)
    }

    async fn append_appointment(&mut self, one: &Appointment) -> Stored<bool> {
        let args = args![one.booking.person, one.booking.id, one.state()];
        if self.link.run(END, args).await? != 1 {
            return Ok(false);
        }
        APPOINTMENT_FACT.run(&mut self.link, fact_args(one)).await?;
        Ok(true)
    }

    async fn correct_appointment(&mut self, one: &Appointment) -> Stored<bool> {
        let kept = one.facts().len().saturating_sub(2);
        let count = i64::try_from(kept).unwrap_or(i64::MAX);
        if self.link.run(CORRECT, args![one.booking.person, one.booking.id, one.state(), count]).await? != 1 {
            return Ok(false);
        }
        APPOINTMENT_FACT.run(&mut self.link, facts_after(one, kept)).await?;
        Ok(true)
    }

    async fn appointment(&mut self, id: AppointmentId) -> Stored<Option<Sealed<Appointment>>> {
        let rows = self.link.all(ONE, args![id]).await?;
        Ok(with_facts(&mut self.link, rows).await?.pop())
    }

    async fn appointments_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Appointment>>> {
        let rows = self.link.all(OF_PERSON, args![person, limit]).await?;
        with_facts(&mut self.link, rows).await
    }

    async fn appointments_on(
        &mut self,
        filter: &ListFilter,
        whose: &DayOf,
        day: Date,
        today: Date,
        limit: u32,
    ) -> Stored<Vec<Sealed<Appointment>>> {
        if filter.is_empty() {
            return Ok(Vec::new());
        }
        let mut args = filter_args(filter, today);
        let text = match whose {
            DayOf::Account(account) => {
                args.push(account.arg());
                DAY_OF_ACCOUNT
            }
            DayOf::Place(place) => {
                args.push(place.arg());
                DAY_OF_PLACE
            }
        };
        args.extend([day.arg(), limit.arg()]);
        let rows = self.link.all(text, args).await?;
        with_facts(&mut self.link, rows).await
    }

    async fn contacts_of(&mut self, people: &[PersonId]) -> Stored<Vec<Sealed<Contact>>> {
        crate::person::contacts_of(&mut self.link, people).await
    }

    async fn referrals_in_progress(&mut self, people: &[PersonId]) -> Stored<Vec<Sealed<Referral>>> {
        crate::referral::in_progress(&mut self.link, people).await
    }

    async fn places(&mut self, filter: &ListFilter, day: Date, limit: u32) -> Stored<Vec<String>> {
        let rows = self.link.all(PLACES, args![filter.agency, day, limit]).await?;
        rows.iter().map(|row| row.fields().next()).collect()
    }

    async fn insert_feedback(&mut self, feedback: &Feedback, words: Option<&FeedbackWords>) -> Stored<bool> {
        let stamp = &feedback.stamp;
        let args = args![
            feedback.person,
            feedback.appointment,
            feedback.id,
            feedback.referral,
            feedback.told,
            feedback.engagement,
            feedback.fit,
            feedback.progress,
            feedback.standard,
            stamp.at,
            stamp.by,
            stamp.agency,
        ];
        if FEEDBACK.run(&mut self.link, args).await?.is_empty() {
            return Ok(false);
        }
        if let Some(words) = words {
            let args = args![feedback.person, words.appointment, words.feedback, words.words, stamp.agency];
            FEEDBACK_WORDS.run(&mut self.link, args).await?;
        }
        Ok(true)
    }

    async fn feedback_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Feedback>>> {
        let rows = self.link.all(FEEDBACK_OF, args![person, limit]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let feedback = Feedback {
                    id: f.next()?,
                    person: f.next()?,
                    appointment: f.next()?,
                    referral: f.next()?,
                    told: f.next()?,
                    engagement: f.next()?,
                    fit: f.next()?,
                    progress: f.next()?,
                    standard: f.next()?,
                    stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
                };
                let label = Label {
                    person,
                    section: Section::Compliance,
                    holder: feedback.stamp.agency,
                    sent_to: Some(feedback.told),
                };
                Ok(Sealed::new(label, feedback))
            })
            .collect()
    }

    async fn feedback_words_of(
        &mut self,
        person: PersonId,
        limit: u32,
    ) -> Stored<Vec<Sealed<FeedbackWords>>> {
        let rows = self.link.all(WORDS_OF, args![person, limit]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let words = FeedbackWords { feedback: f.next()?, appointment: f.next()?, words: f.next()? };
                Ok(Sealed::new(Label::own(person, Section::Treatment, f.next()?), words))
            })
            .collect()
    }
}
