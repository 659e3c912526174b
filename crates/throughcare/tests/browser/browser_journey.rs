//! The first journey, from the referrer's search to the referrer's answer, in each manner in which people use a
//! browser: by mouse with scripts, without scripts, and by keyboard alone.

use anyhow::{Result, ensure};

use crate::{
    served::Served,
    town::Part,
    visitor::{Manner, Visitor, browse},
};

const MARA_NEEDS: &str = "Mara drinks daily & has agreed to treatment <from Monday>.";
const IDRIS_NEEDS: &str = "Idris asks for a first appointment in the evening.";
const WHY_NOT: &str = "Two workers are away until January; please try us again then.";

#[tokio::test]
async fn by_mouse() -> Result<()> {
    journey(Manner::Mouse).await
}

#[tokio::test]
async fn without_scripts() -> Result<()> {
    journey(Manner::NoScripts).await
}

#[tokio::test]
async fn by_keyboard_alone() -> Result<()> {
    journey(Manner::Keyboard).await
}

/// Two referrals are made; the provider declines one with a reason and accepts the other; the referrer hears of both,
/// and the record keeps it.
async fn journey(manner: Manner) -> Result<()> {
    let served = Served::new().await?;
    served.town.person_of(Part::Practitioner, "Mara", "Quill").await;
    served.town.person_of(Part::Practitioner, "Idris", "Vale").await;
    browse(&served.url, manner, |referrer| {
        let served = &served;
        async move {
            served.sign_in(&referrer, Part::Practitioner).await?;
            ensure!(referrer.heading().await? == "My work", "sign-in leads to {}", referrer.path().await?);
            refer(&referrer, "Mara Quill", MARA_NEEDS).await?;
            refer(&referrer, "Idris Vale", IDRIS_NEEDS).await?;
            referrer.follow("My work").await?;
            referrer.sees("Waiting for others (2)").await?;
            browse(&served.url, manner, |provider| async move {
                served.sign_in(&provider, Part::Worker).await?;
                answer(&provider).await
            })
            .await?;
            served.settle().await?;
            hear(&referrer).await
        }
    })
    .await
}

/// The referrer finds a person by name and refers them through the question pages.
async fn refer(referrer: &Visitor, name: &str, asks: &str) -> Result<()> {
    referrer.fill("Search people", name).await?;
    referrer.press("Search").await?;
    referrer.sees("1 person found").await?;
    referrer.follow(name).await?;
    referrer.press("Make a referral").await?;
    ensure!(referrer.heading().await? == "Which service do you refer to?");
    // Nothing chosen: the page says what to do, and goes on once it is done.
    referrer.press("Continue").await?;
    referrer.sees("Select a service").await?;
    referrer.tick("Structured alcohol treatment").await?;
    referrer.press("Continue").await?;
    referrer.fill("What do you ask?", asks).await?;
    referrer.tick("No risk is known").await?;
    referrer.tick("No such need is known").await?;
    referrer.press("Continue").await?;
    ensure!(referrer.heading().await? == "Check your answers before you send the referral");
    for said in [name, "Structured alcohol treatment, Northmoor Alcohol Service", asks, "None known"] {
        referrer.sees(said).await?;
    }
    referrer.press("Send the referral").await?;
    ensure!(referrer.heading().await? == "Referral sent");
    referrer.sees("Northmoor Alcohol Service has until").await
}

/// The provider opens the inbox, declines the one with a reason, and accepts the other.
async fn answer(provider: &Visitor) -> Result<()> {
    provider.follow("Referrals").await?;
    provider.sees("2 referrals wait for an answer from your agency").await?;
    provider.follow("Mara Quill").await?;
    provider.sees(MARA_NEEDS).await?;
    provider.press("Decline").await?;
    provider.press("Decline the referral").await?;
    provider.sees("Select why you are declining").await?;
    provider.tick("We have no capacity within the time limit").await?;
    provider.fill("What else should the referrer know? (optional)", WHY_NOT).await?;
    provider.press("Decline the referral").await?;
    provider.sees("The referral is declined. The referrer is told why.").await?;
    provider.sees("1 referral waits for an answer from your agency").await?;
    provider.follow("Idris Vale").await?;
    provider.sees(IDRIS_NEEDS).await?;
    provider.press("Accept").await?;
    provider.sees("Accepted").await?;
    provider.follow("Referrals").await?;
    provider.sees("No referral waits for an answer.").await
}

/// The referrer reads both answers on My work, the reason on the referral, and what happened on the timeline.
async fn hear(referrer: &Visitor) -> Result<()> {
    referrer.follow("My work").await?;
    referrer.sees("Your referral was accepted").await?;
    referrer.follow("Your referral was declined").await?;
    referrer.sees("We have no capacity within the time limit").await?;
    referrer.sees(WHY_NOT).await?;
    referrer.follow("Mara Quill").await?;
    referrer.follow("Timeline").await?;
    referrer.sees("Referred to Structured alcohol treatment").await?;
    referrer.sees("Referral declined").await?;
    // A notice that was read leaves the desk, and can be put back.
    referrer.follow("My work").await?;
    referrer.press(": Your referral was declined, Mara Quill").await?;
    let left = referrer.words().await?;
    ensure!(!left.contains("Your referral was declined"), "the notice is still there:\n{left}");
    referrer.press("Undo").await?;
    referrer.sees("Your referral was declined").await
}
