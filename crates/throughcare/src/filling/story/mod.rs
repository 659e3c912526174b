//! The main job, led through once: a few people of a demonstration go from the court's list to the end of an order, by the
//! same use-cases as pages, each act on its own day and by the account whose job it is.
//!
//! What holds: the same seed and day tell the same stories; nothing of them is recorded later than today's first minute, so
//! nothing comes from the future. A partnership of fewer people than [`ENOUGH`] is told none: it is there for something else
//! than to look around.

mod court;
mod list;
mod order;
mod stage;
mod treatment;

use super::{Plan, roster::Roster};
use anyhow::Result;
use app::App;
use court::{Finding, not_screened, screened};
use domain::{
    appointment::Attendance,
    cadence::MeetingPoint,
    feedback::Progress,
    hearing::Trigger,
    ids::{OrderId, PersonId},
    meeting::Party,
    recommendation::HearingOutcome,
    role::Role,
    screening::NotAskedWhy,
};
use jiff::{ToSpan, civil::Date};
use list::{Row, load};
use order::{Sentence, inducted, made, progressed, requirement, told_of_end, until, warned};
use stage::Stage;
use synth::World;
use treatment::{arranged, asked, begun, booked, came, held, referred, taken_on};

/// People of whom a partnership has at least as many is one to look around in.
pub const ENOUGH: u64 = 100;

/// Cases are numbered by the people on the lists; on today's list, from here on.
const TODAY: u32 = 5_000;

const PRACTITIONER: Role = Role::ProbationPractitioner;
const WORKER: Role = Role::TreatmentWorker;

/// Tells the stories of `plan` in a database that holds its people.
pub async fn tell(app: &App, plan: &Plan, world: &World, roster: &Roster) -> Result<()> {
    let stage = Stage::new(app, plan, world, roster);
    not_begun(&stage).await?;
    near_its_end(&stage).await?;
    a_year(&stage).await?;
    new_cases(&stage).await?;
    this_week(&stage).await?;
    today(&stage).await
}

/// The liaison practitioner loads a day's list with these people, the working day before.
async fn listed(stage: &Stage<'_>, day: Date, people: impl IntoIterator<Item = u32>) -> Result<()> {
    stage.at(stage.worked(day.yesterday()?), 16, 40)?;
    let rows: Vec<Row> = people.into_iter().map(|one| Row::of(one, &stage.person(one.into()))).collect();
    load(stage, day, Trigger::Weekly, &rows).await
}

/// Activity days that were ordered five months ago and have not begun.
async fn not_begun(stage: &Stage<'_>) -> Result<()> {
    let day = stage.ago(108);
    listed(stage, day, [1, 2, 3]).await?;
    let person = screened(stage, day, 1, &Finding::ACTIVITY).await?;
    screened(stage, day, 2, &Finding::ADVICE).await?;
    not_screened(stage, day, 3, None).await?;
    let (ends, offence) = (until(day, 12), "Common assault");
    let sentence = Sentence { made: day, ends, offence, treatment: None, activity: Some(20) };
    let order = made(stage, person, &sentence, true).await?;
    stage.at(stage.ago(105), 11, 0)?;
    inducted(stage, order).await?;
    let meeting = arranged(stage, person, order, Some(MeetingPoint::Start), stage.ago(98)).await?;
    stage.at(stage.ago(98), 15, 0)?;
    held(stage, meeting, &["Find a room of my own"], &[]).await
}

/// An order that ends in three weeks, whose treatment goes on: the service has been told, and is to say that it knows.
async fn near_its_end(stage: &Stage<'_>) -> Result<()> {
    let ends = stage.today.saturating_add(21.days());
    let day = stage.worked(ends.saturating_sub(6.months()));
    listed(stage, day, [4]).await?;
    let person = screened(stage, day, 4, &Finding::TREATMENT).await?;
    let offence = "Driving with alcohol above the limit";
    let sentence = Sentence { made: day, ends, offence, treatment: Some(6), activity: None };
    let order = made(stage, person, &sentence, true).await?;
    let days = |count| stage.roster.holidays().after(day, count);
    stage.at(days(2), 9, 30)?;
    inducted(stage, order).await?;
    let treatment = requirement(stage, order, "ATR").await?;
    let referral = referred(stage, person, treatment, None).await?;
    stage.at(days(4), 9, 0)?;
    let first = taken_on(stage, person, referral, false, days(8)).await?;
    stage.at(days(8), 11, 0)?;
    came(stage, WORKER, first, Attendance::Attended, None, Some(Progress::Same)).await?;
    begun(stage, referral).await?;
    let meeting = arranged(stage, person, order, Some(MeetingPoint::Start), days(15)).await?;
    stage.at(days(15), 15, 0)?;
    let by = days(40);
    held(stage, meeting, &["Keep my job at the depot"], &[("Write to the depot", Party::Manager, by)])
        .await?;
    for (session, progress) in [(30, Progress::Forward), (60, Progress::Forward)] {
        stage.at(days(session), 8, 45)?;
        let one = booked(stage, WORKER, person, Some(referral), days(session)).await?;
        stage.at(days(session), 11, 0)?;
        came(stage, WORKER, one, Attendance::Attended, None, Some(progress)).await?;
    }
    stage.at(days(64), 9, 0)?;
    let meeting = arranged(stage, person, order, Some(MeetingPoint::Middle), days(66)).await?;
    stage.at(days(66), 15, 0)?;
    held(stage, meeting, &[], &[]).await?;
    stage.at(stage.ago(12), 9, 0)?;
    progressed(stage, order, "ATR", false, 5).await?;
    let meeting = arranged(stage, person, order, Some(MeetingPoint::End), stage.ago(10)).await?;
    stage.at(stage.ago(10), 15, 0)?;
    held(stage, meeting, &[], &[]).await?;
    stage.at(stage.ago(3), 10, 0)?;
    told_of_end(stage, order).await
}

/// The order in the middle of its course: treatment under way, a warning, a meeting held and one to come, and an absence
/// about which the practitioner has to decide.
async fn a_year(stage: &Stage<'_>) -> Result<()> {
    let day = stage.ago(75);
    listed(stage, day, [10, 11, 12]).await?;
    let person = screened(stage, day, 10, &Finding::TREATMENT).await?;
    not_screened(stage, day, 11, None).await?;
    screened(stage, day, 12, &Finding::ADVICE).await?;
    let (ends, offence) = (until(day, 12), "Theft from a shop");
    let sentence = Sentence { made: day, ends, offence, treatment: Some(6), activity: Some(20) };
    let order = made(stage, person, &sentence, true).await?;
    stage.at(stage.ago(74), 9, 0)?;
    let induction = booked(stage, PRACTITIONER, person, None, stage.ago(72)).await?;
    stage.at(stage.ago(72), 11, 0)?;
    came(stage, PRACTITIONER, induction, Attendance::Attended, None, None).await?;
    inducted(stage, order).await?;
    let treatment = requirement(stage, order, "ATR").await?;
    let risk = "Can be short with people when kept waiting. See promptly, in a room near reception.";
    let referral = referred(stage, person, treatment, Some(risk)).await?;
    stage.at(stage.ago(71), 9, 30)?;
    let first = taken_on(stage, person, referral, true, stage.ago(67)).await?;
    stage.at(stage.ago(69), 9, 0)?;
    let meeting = arranged(stage, person, order, Some(MeetingPoint::Start), stage.ago(62)).await?;
    stage.at(stage.ago(67), 11, 0)?;
    came(stage, WORKER, first, Attendance::Attended, None, Some(Progress::Same)).await?;
    begun(stage, referral).await?;
    stage.at(stage.ago(62), 15, 0)?;
    let goals = ["See my daughter at weekends again", "Get through a pay day without a drink"];
    let actions = [
        ("Find a supervised contact centre", Party::Manager, stage.ahead(4)),
        ("Bring the drink diary each week", Party::Person, stage.ahead(10)),
    ];
    held(stage, meeting, &goals, &actions).await?;
    stage.at(stage.ago(60), 10, 0)?;
    progressed(stage, order, "RAR", true, 1).await?;
    in_treatment(stage, person, referral, order).await?;
    stage.at(stage.ago(28), 9, 0)?;
    let meeting = arranged(stage, person, order, None, stage.ago(24)).await?;
    stage.at(stage.ago(24), 15, 0)?;
    held(stage, meeting, &[], &[]).await?;
    stage.at(stage.ago(20), 10, 0)?;
    progressed(stage, order, "RAR", false, 4).await?;
    progressed(stage, order, "ATR", false, 2).await?;
    stage.at(stage.ago(16), 8, 50)?;
    let session = booked(stage, WORKER, person, Some(referral), stage.ago(16)).await?;
    stage.at(stage.ago(16), 11, 0)?;
    came(stage, WORKER, session, Attendance::Attended, None, Some(Progress::Forward)).await?;
    stage.at(stage.ago(8), 9, 0)?;
    let session = booked(stage, WORKER, person, Some(referral), stage.ago(2)).await?;
    stage.at(stage.ago(3), 9, 0)?;
    arranged(stage, person, order, None, stage.ahead(5)).await?;
    booked(stage, WORKER, person, Some(referral), stage.ahead(3)).await?;
    booked(stage, PRACTITIONER, person, None, stage.ahead(2)).await?;
    stage.at(stage.ago(2), 11, 0)?;
    came(stage, WORKER, session, Attendance::DidNotAttend, Some("My son was ill in the night"), None).await
}

/// Sessions that were kept, and an appointment that was not: no excuse, and a warning.
async fn in_treatment(
    stage: &Stage<'_>,
    person: PersonId,
    referral: domain::ids::ReferralId,
    order: OrderId,
) -> Result<()> {
    let sessions = [(58, Attendance::Attended), (53, Attendance::Late)];
    for (ago, attendance) in sessions {
        stage.at(stage.ago(ago), 8, 50)?;
        let session = booked(stage, WORKER, person, Some(referral), stage.ago(ago)).await?;
        stage.at(stage.ago(ago), 11, 0)?;
        came(stage, WORKER, session, attendance, None, Some(Progress::Forward)).await?;
    }
    stage.at(stage.ago(52), 9, 0)?;
    let missed = booked(stage, PRACTITIONER, person, None, stage.ago(50)).await?;
    stage.at(stage.ago(50), 11, 0)?;
    came(stage, PRACTITIONER, missed, Attendance::DidNotAttend, Some("Missed the bus"), None).await?;
    stage.at(stage.ago(46), 10, 0)?;
    let day = stage.ago(50).strftime("%-d %B").to_string();
    warned(stage, order, &format!("You did not come to the office on {day}.")).await?;
    for ago in [44, 37, 30] {
        stage.at(stage.ago(ago), 8, 50)?;
        let session = booked(stage, WORKER, person, Some(referral), stage.ago(ago)).await?;
        stage.at(stage.ago(ago), 11, 0)?;
        came(stage, WORKER, session, Attendance::Attended, None, Some(Progress::Forward)).await?;
    }
    Ok(())
}

/// Two orders of a fortnight ago: one whose referral waits for an answer of the practitioner's, one in its first weeks.
async fn new_cases(stage: &Stage<'_>) -> Result<()> {
    let day = stage.ago(12);
    listed(stage, day, 20..24).await?;
    let asks = screened(stage, day, 20, &Finding::TREATMENT).await?;
    let other = screened(stage, day, 21, &Finding::ACTIVITY).await?;
    not_screened(stage, day, 22, None).await?;
    not_screened(stage, day, 23, Some(NotAskedWhy::Left)).await?;
    let (ends, offence) = (until(day, 18), "Criminal damage");
    let sentence = Sentence { made: day, ends, offence, treatment: Some(9), activity: None };
    let order = made(stage, asks, &sentence, true).await?;
    let sentence = Sentence { treatment: None, activity: Some(15), ..sentence };
    let second = made(stage, other, &sentence, true).await?;
    stage.at(stage.ago(9), 10, 0)?;
    inducted(stage, order).await?;
    let treatment = requirement(stage, order, "ATR").await?;
    let referral = referred(stage, asks, treatment, None).await?;
    stage.at(stage.ago(9), 14, 0)?;
    inducted(stage, second).await?;
    stage.at(stage.ago(2), 9, 30)?;
    asked(stage, referral, "Since when has the person drunk in the mornings, and is a GP involved?").await
}

/// This week at court: somebody at risk, somebody whose case was put off, and an order that nobody is allocated to yet.
async fn this_week(stage: &Stage<'_>) -> Result<()> {
    let day = stage.ago(2);
    listed(stage, day, 30..34).await?;
    let risk = Some("Has thought of ending their life this week. Ask at each contact; crisis line agreed.");
    let adjourned = Some((HearingOutcome::Adjourned, false));
    screened(stage, day, 30, &Finding { risk, outcome: adjourned, ..Finding::ACTIVITY }).await?;
    screened(stage, day, 31, &Finding { outcome: adjourned, ..Finding::TREATMENT }).await?;
    screened(stage, day, 32, &Finding::ADVICE).await?;
    let person = screened(stage, day, 33, &Finding::TREATMENT).await?;
    let (ends, offence) = (until(day, 12), "Using threatening words");
    let sentence = Sentence { made: day, ends, offence, treatment: Some(6), activity: None };
    made(stage, person, &sentence, false).await.map(drop)
}

/// Today's lists: people on records, people who may be known, people nobody knows, one whose name stays within the team, one
/// company; and overnight the remand and breach feed, for which somebody known is to be assessed on paper today.
async fn today(stage: &Stage<'_>) -> Result<()> {
    let row = |number: u32| Row::of(TODAY + number, &stage.person(number.into()));
    stage.at(stage.ago(1), 16, 40)?;
    let mut rows = vec![
        row(31),
        row(30),
        row(12).swapped(),
        row(2).without_numbers(),
        row(40),
        row(41),
        row(42),
        row(43).restricted(),
        Row::company(TODAY + 99),
    ];
    rows.extend((44..50).map(row));
    load(stage, stage.today, Trigger::Weekly, &rows).await?;
    stage.at(stage.today, 0, 1)?;
    let feed = [row(10), row(51), row(52)];
    load(stage, stage.today, Trigger::Daily, &feed).await
}
