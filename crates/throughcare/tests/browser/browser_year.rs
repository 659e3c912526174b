//! One order's year at six screens, with a clock that is moved: a liaison practitioner, a team manager, a practitioner, a
//! treatment worker, a police officer and an analyst, each in a browser of their own, look at each step at what they may see
//! and fail to see what they may not. Meetings and actions are done on the pages here; what else happens is done as
//! `tests/it/year` does it, and its pages are looked at.

use std::pin::Pin;

use anyhow::{Result, ensure};

use crate::{
    served::Served,
    town::Part,
    visitor::{Manner, Visitor, browse},
    year::acts::{Year, at_court, ended, failed, handed_to_probation, met, ordered, referred, treated},
};

/// Who sits at the screens.
const SIX: [Part; 6] =
    [Part::Liaison, Part::Manager, Part::Practitioner, Part::Worker, Part::Officer, Part::Analyst];

/// The six screens, each signed in.
struct Screens {
    liaison: Visitor,
    manager: Visitor,
    practitioner: Visitor,
    worker: Visitor,
    officer: Visitor,
    analyst: Visitor,
}

/// Opens a browser for each of `parts`, signs them in and lets `act` use them.
fn at_screens<'a, Act>(
    served: &'a Served,
    parts: &'a [Part],
    mut open: Vec<Visitor>,
    act: Act,
) -> Pin<Box<dyn Future<Output = Result<()>> + 'a>>
where
    Act: AsyncFnOnce(Screens) -> Result<()> + 'a,
{
    Box::pin(async move {
        let Some((part, rest)) = parts.split_first() else {
            let [liaison, manager, practitioner, worker, officer, analyst] =
                open.try_into().map_err(|open: Vec<Visitor>| anyhow::anyhow!("{} screens", open.len()))?;
            return act(Screens { liaison, manager, practitioner, worker, officer, analyst }).await;
        };
        browse(&served.url, Manner::Mouse, |visitor| async move {
            served.sign_in(&visitor, *part).await?;
            open.push(visitor);
            at_screens(served, rest, open, act).await
        })
        .await
    })
}

/// The page says this.
async fn shows(visitor: &Visitor, path: &str, words: &[&str]) -> Result<()> {
    visitor.visit(path).await?;
    for said in words {
        visitor.sees(said).await?;
    }
    Ok(())
}

/// The page tells nothing of the person, not even that there is a record.
async fn tells_nothing(visitor: &Visitor, path: &str) -> Result<()> {
    visitor.visit(path).await?;
    let words = visitor.words().await?;
    ensure!(!words.contains("Crane"), "{path} tells of the person:\n{words}");
    let heading = visitor.heading().await?;
    ensure!(
        heading.contains("not found") || heading.contains("cannot"),
        "{path} has the heading `{heading}`"
    );
    Ok(())
}

impl Screens {
    /// The officer and the analyst are told nothing at any of these addresses; and the officer sees his own work, in which
    /// nothing of the person is.
    async fn others_are_told_nothing(&self, paths: &[&str]) -> Result<()> {
        for (path, says) in [
            ("/my-work", "Nothing is overdue."),
            ("/my-work/due", "Nothing here is due."),
            ("/my-work/new", "Nothing new."),
            ("/caseload", "caseload"),
            ("/people?q=crane", "Nobody found"),
        ] {
            shows(&self.officer, path, &[says]).await?;
            let words = self.officer.words().await?;
            ensure!(!words.contains("Ada Crane"), "{path} tells the officer of the person:\n{words}");
        }
        for path in paths {
            tells_nothing(&self.officer, path).await?;
            tells_nothing(&self.analyst, path).await?;
        }
        Ok(())
    }
}

/// The address of a page, of that in the API.
fn page(api: &str) -> &str {
    api.strip_prefix("/api/v1").unwrap_or(api)
}

#[tokio::test]
async fn an_orders_year_at_six_screens() -> Result<()> {
    let served = Served::new().await?;
    at_screens(&served, &SIX, Vec::new(), async |screens| {
        let mut year = at_court(&served.town).await;
        let person = format!("/people/{}", year.person);
        in_november(&mut year, &screens, &person).await?;
        handed_to_probation(&mut year).await;
        let order = ordered(&mut year).await;
        made(&screens, &person, &order).await?;
        let referral = referred(&mut year, &order).await;
        shows(&screens.worker, page(&referral), &["Ada Crane", "See in pairs"]).await?;
        shows(&screens.practitioner, page(&referral), &["Ada Crane", "Northmoor Alcohol Service"]).await?;
        screens.others_are_told_nothing(&[page(&referral)]).await?;
        failed(&mut year, &order).await;
        shows(&screens.practitioner, &format!("{person}/order"), &["at least every six weeks"]).await?;
        first_meeting(&year, &screens, &person).await?;
        let session = treated(&mut year, &referral).await;
        fed_back(&screens, page(&session)).await?;
        missed_middle(&mut year, &screens, &order).await?;
        action_ended(&screens, &person).await?;
        met(&mut year, &order, "end", "2027-10-19", "attended", serde_json::json!({})).await;
        ended(&mut year, &order).await;
        shows(&screens.practitioner, &format!("{person}/timeline"), &["Meeting"]).await?;
        screens.others_are_told_nothing(&[&person, page(&referral), page(&session)]).await?;
        year.left_behind().await;
        Ok(())
    })
    .await
}

/// At court: the liaison practitioner has the record, and nobody else knows of it.
async fn in_november(year: &mut Year<'_>, screens: &Screens, person: &str) -> Result<()> {
    shows(&screens.liaison, "/court", &["Ada Crane"]).await?;
    shows(&screens.liaison, person, &["Ada Crane"]).await?;
    shows(&screens.liaison, &format!("{person}/assessments"), &["Alcohol treatment requirement"]).await?;
    for other in [&screens.manager, &screens.practitioner, &screens.worker] {
        tells_nothing(other, person).await?;
    }
    ensure!(year.liaison.get(&year.record()).await.status.is_success());
    screens.others_are_told_nothing(&[person]).await
}

/// The order: the team's manager and the practitioner see it, whoever will treat does not know of it yet.
async fn made(screens: &Screens, person: &str, order: &str) -> Result<()> {
    shows(&screens.manager, "/team", &["Priya Practitioner"]).await?;
    let tab = format!("{person}/order");
    shows(
        &screens.practitioner,
        &tab,
        &["Community order, made Tue 24 Nov 2026", "Three-way meeting in the middle"],
    )
    .await?;
    shows(&screens.practitioner, "/my-work", &["Ada Crane"]).await?;
    tells_nothing(&screens.worker, person).await?;
    screens.others_are_told_nothing(&[person, &tab, page(order)]).await
}

/// The first three-way meeting is arranged and recorded on the pages; the worker who was asked reads it.
async fn first_meeting(year: &Year<'_>, screens: &Screens, person: &str) -> Result<()> {
    let practitioner = &screens.practitioner;
    practitioner.visit(&format!("{person}/meetings")).await?;
    practitioner.press("Arrange a meeting").await?;
    practitioner.tick("Three-way meeting").await?;
    practitioner.select("Which of the order’s three meetings?", "Start of the order").await?;
    for (label, words) in
        [("Day", "15"), ("Month", "12"), ("Year", "2026"), ("Time", "10am"), ("Place", "Castle Street")]
    {
        practitioner.fill(label, words).await?;
    }
    practitioner.press("Arrange the meeting").await?;
    practitioner.sees("Tue 15 Dec 2026, 10:00").await?;
    let meeting = practitioner.path().await?;
    shows(&screens.worker, "/my-work", &["Ada Crane"]).await?;
    year.until("2026-12-16");
    practitioner.visit(&meeting).await?;
    practitioner.press("Record the meeting").await?;
    practitioner.tick_each("Was there").await?;
    practitioner.fill("The goal, in the person’s words", "See my daughter again").await?;
    practitioner.select("The person", "Not begun").await?;
    practitioner.select("Treatment worker", "Some progress").await?;
    practitioner.fill("What is to be done", "Ring the housing office").await?;
    for (label, words) in [("Day", "11"), ("Month", "1"), ("Year", "2027")] {
        practitioner.fill(label, words).await?;
    }
    practitioner.press("Save the meeting").await?;
    practitioner.sees("The meeting is recorded.").await?;
    for visitor in [practitioner, &screens.worker] {
        shows(visitor, &meeting, &["See my daughter again", "They differ", "Ring the housing office"])
            .await?;
    }
    screens.others_are_told_nothing(&[&meeting]).await
}

/// Feedback: the practitioner sees how it went, and no word of what was said in treatment.
async fn fed_back(screens: &Screens, session: &str) -> Result<()> {
    shows(&screens.practitioner, session, &["Took part well"]).await?;
    let words = screens.practitioner.words().await?;
    ensure!(!words.contains("accident"), "words about treatment reach probation:\n{words}");
    shows(&screens.worker, session, &["Drinks to forget the accident."]).await?;
    screens.others_are_told_nothing(&[session]).await
}

/// Two who meet in the middle do not count: it is overdue on the practitioner's desk until all three have met.
async fn missed_middle(year: &mut Year<'_>, screens: &Screens, order: &str) -> Result<()> {
    met(year, order, "middle", "2027-05-18", "absent", serde_json::json!({})).await;
    year.until("2027-05-25");
    let overdue = "return document.querySelector('#overdue')?.innerText ?? ''";
    screens.practitioner.visit("/my-work").await?;
    let words: String = screens.practitioner.look(overdue, Vec::new()).await?;
    ensure!(words.contains("Ada Crane") && words.contains("middle"), "not overdue: {words}");
    shows(&screens.manager, "/team", &["Priya Practitioner"]).await?;
    met(year, order, "middle", "2027-05-27", "attended", serde_json::json!({})).await;
    screens.practitioner.visit("/my-work").await?;
    let words: String = screens.practitioner.look(overdue, Vec::new()).await?;
    ensure!(!words.contains("middle"), "still overdue: {words}");
    Ok(())
}

/// The action that was carried from meeting to meeting is done.
async fn action_ended(screens: &Screens, person: &str) -> Result<()> {
    let practitioner = &screens.practitioner;
    practitioner.visit(&format!("{person}/meetings")).await?;
    practitioner.follow("Ring the housing office").await?;
    practitioner.tick("It is done").await?;
    practitioner.press("End the action").await?;
    practitioner.sees("The action is ended.").await
}
