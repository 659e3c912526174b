//! An agreement drafted, argued over, signed by both and obeyed, at the screens of a real browser; and the way to each page
//! about agreements, for the table of pages.

use anyhow::{Result, ensure};
use app::referrals::MakeReferral;
use domain::{
    ids::PersonId,
    pathway::{Need, NeedLevel, Pathway},
    referral::{Summary, Told},
    stamp::Stamp,
    text::Prose,
};
use web::paths;

use crate::{
    browser_tables::{
        Page,
        Step::{Fill, First, Open, Press},
    },
    served::Served,
    town::{ALCOHOL_SERVICE, Part, Town},
    visitor::{Manner, Visitor, browse},
};

const FIRST: crate::browser_tables::Step = First("main tbody a[href^='/agreements/']");
const INTERIM: &str = "/agreements/00000000-0000-0000-0000-000000000001";

/// Pages of an information governance lead. The first of the inventory is the one under review.
pub const LEAD: &[Page] = &[
    Page(paths::MY_WORK, &[Open("/my-work")], "My work"),
    Page(paths::EMERGENCIES, &[Open("/emergencies")], "Emergency access"),
    Page(paths::AGREEMENTS, &[Open("/agreements")], "Agreements to share"),
    Page(paths::AGREEMENT_FINDINGS, &[Open("/agreements/findings")], "What the agreements say together"),
    Page(paths::AGREEMENT_MATRIX, &[Open("/agreements"), Press("Who can see what")], "Who can see what"),
    Page(
        paths::AGREEMENT_MATRIX,
        &[Open("/agreements/matrix?section=risk&purpose=treatment")],
        "Who can see what",
    ),
    Page(paths::AGREEMENT_REPLAY, &[Open("/agreements"), FIRST, Press("What if")], "What if: Duty to refer"),
    Page(paths::AGREEMENT_NEW, &[Open("/agreements/new")], "Draft an agreement"),
    Page(paths::AGREEMENT_NEW, &[Open("/agreements/new"), Press("Begin the draft")], "Draft an agreement"),
    Page(paths::AGREEMENT, &[Open("/agreements"), FIRST], "Duty to refer"),
    Page(paths::AGREEMENT_PRINT, &[Open("/agreements"), FIRST, Press("To print")], "Duty to refer"),
    Page(paths::AGREEMENT_SIGN, &[Open("/agreements"), FIRST, Press("Sign")], "Sign “Duty to refer"),
    Page(paths::AGREEMENT_REMARK, &[Open("/agreements"), FIRST, Press("Remark on it")], "Remark on"),
    Page(
        paths::AGREEMENT_REMARK,
        &[Open("/agreements"), FIRST, Press("Remark on it"), Press("Keep the remark")],
        "Remark on",
    ),
    Page(
        paths::AGREEMENT_RETURN,
        &[Open("/agreements"), FIRST, Press("Send back for changes")],
        "Send “Duty",
    ),
    Page(
        paths::AGREEMENT,
        &[
            Open("/agreements"),
            FIRST,
            Press("Send back for changes"),
            Fill("What is to be changed?", "A signal is not enough"),
            Press("Send back"),
        ],
        "Duty to refer",
    ),
    Page(
        paths::AGREEMENT_EDIT,
        &[Open("/agreements"), FIRST, Press("Draft the next version")],
        "Draft: Duty to refer",
    ),
    Page(paths::AGREEMENT_DAYS, &[Press("Title and days")], "Title and days"),
    Page(paths::AGREEMENT_PURPOSES, &[Press("Back"), Press("Purposes")], "Purposes"),
    Page(
        paths::AGREEMENT_CONSENT,
        &[Press("Back"), Press("Necessity, consent and telling people")],
        "Necessity",
    ),
    Page(paths::AGREEMENT_HANDLING, &[Press("Back"), Press("Handling")], "Handling"),
    Page(paths::AGREEMENT_OVERSIGHT, &[Press("Back"), Press("Audit and funding")], "Audit and funding"),
    Page(paths::AGREEMENT_PARTY, &[Press("Back"), Press("Add a party")], "Add a party"),
    Page(paths::AGREEMENT_PARTY, &[Press("Save")], "Add a party"),
    Page(paths::AGREEMENT_CLAUSE, &[Press("Back"), Press("Change clause 1")], "Clause 1"),
    Page(paths::AGREEMENT_CLAUSE, &[Press("Back"), Press("Add a clause"), Press("Save")], "Add a clause"),
    Page(
        paths::AGREEMENT_SUBMIT,
        &[Press("Back"), Press("Go on to send it for review")],
        "Send “Duty to refer",
    ),
    Page(paths::AGREEMENT_STEP, &[Open(INTERIM), Press("Review, suspend or end")], "Review, suspend or end"),
    Page(paths::AGREEMENT_STEP, &[Press("Record")], "Review, suspend or end"),
];

async fn drafted(lead: &Visitor) -> Result<String> {
    lead.visit("/agreements").await?;
    lead.follow("Draft an agreement").await?;
    lead.tick("Probation and treatment").await?;
    lead.fill("Title", "Probation and the alcohol service").await?;
    for (part, typed) in [("Day", "24"), ("Month", "11"), ("Year", "2026")] {
        lead.fill(part, typed).await?;
    }
    lead.fill("Email address of whoever signs for your agency", "mina@probation.example").await?;
    lead.fill("Whom to ask in your agency", "The duty desk").await?;
    lead.fill("Your data protection officer", "An officer").await?;
    lead.select("Which agency is the other party?", "Northmoor Alcohol Service").await?;
    lead.fill("Email address of whoever signs for them", "tess@alcohol.example").await?;
    lead.fill("Whom to ask there", "The office").await?;
    lead.fill("Their data protection officer", "An officer").await?;
    lead.press("Begin the draft").await?;
    lead.sees("The draft is begun.").await?;
    let path = lead.path().await?;
    lead.follow("Go on to send it for review").await?;
    lead.press("Send for review").await?;
    lead.sees("It stands still from now on.").await?;
    Ok(path.trim_end_matches("/edit").to_owned())
}

async fn argued_over(lead: &Visitor, theirs: &Visitor, one: &str) -> Result<()> {
    theirs.visit(one).await?;
    theirs.follow("Remark on it").await?;
    theirs.fill("Your remark", "A summary of risk does not keep our staff safe.").await?;
    theirs.press("Keep the remark").await?;
    theirs.follow("Send back for changes").await?;
    theirs.fill("What is to be changed?", "Risk in full, please").await?;
    theirs.press("Send back").await?;
    lead.visit(one).await?;
    lead.sees("A summary of risk does not keep our staff safe.").await?;
    lead.press("Draft the next version").await?;
    lead.follow("Change clause 2").await?;
    lead.tick("Accommodation").await?;
    lead.tick("in full").await?;
    lead.tick("The person’s consent to this is in force").await?;
    lead.press("Save").await?;
    lead.follow("Go on to send it for review").await?;
    lead.sees("What changes against version 1").await?;
    lead.press("Send for review").await
}

async fn signed(served: &Served, visitor: &Visitor, part: Part, one: &str) -> Result<()> {
    visitor.visit("/my-work").await?;
    visitor.sees("Sign the agreement").await?;
    visitor.visit(one).await?;
    visitor.follow("Sign").await?;
    visitor.fill("Code that your authenticator shows now", "000000").await?;
    visitor.press("Sign").await?;
    visitor.sees("Enter the code that your authenticator shows now").await?;
    visitor.fill("Code that your authenticator shows now", &served.town.code(part)).await?;
    visitor.press("Sign").await?;
    visitor.sees("You have signed.").await
}

/// What probation knows of where somebody lives.
const HOME: &str = "On the sofa of a friend, until Friday.";
/// Why the provider does not see it.
const NO_CONSENT: &str = "rests on the person’s consent, and there is none in force towards your agency";

/// Somebody in need of a home, whom probation has referred to the alcohol service.
async fn referred(served: &Served) -> PersonId {
    let (town, by) = (&served.town, Part::Practitioner);
    let person = town.person_of(by, "Ada", "Crane").await;
    let stamp = Stamp { at: town.app.now(), by: by.account(), agency: by.agency().id() };
    let (pathway, level, detail) = (Pathway::Accommodation, NeedLevel::Great, Prose::new(HOME).ok());
    let need = Need { id: town.app.id(), person, pathway, level, detail, stamp };
    let mut tx = town.app.store.write().await.unwrap();
    tx.add_need(&need).await.unwrap();
    tx.commit().await.unwrap();
    let referral = MakeReferral {
        person,
        service: ALCOHOL_SERVICE,
        requirement: None,
        asks: Prose::new("Please assess.").unwrap(),
        summary: Summary { risk: Told::NoneKnown, needs: Told::NoneKnown, kinds: vec![] },
    };
    app::referrals::make(&town.app, &Town::viewer(by), referral, None).await.unwrap();
    person
}

/// The provider sees where the person lives, or is told why not.
async fn told(provider: &Visitor, person: PersonId, shown: bool) -> Result<()> {
    provider.visit(&paths::person(person)).await?;
    let said = provider.words().await?;
    ensure!(said.contains(HOME) == shown, "shown: {shown}, and the record says:\n{said}");
    provider.visit(&format!("{}?section=accommodation", paths::person_why(person))).await?;
    let said = provider.words().await?;
    ensure!(said.contains(NO_CONSENT) != shown, "shown: {shown}, and the reason is:\n{said}");
    Ok(())
}

async fn consents(practitioner: &Visitor, person: PersonId) -> Result<()> {
    practitioner.visit(&paths::person_consents(person)).await?;
    practitioner.follow("Record a consent or a refusal").await?;
    practitioner.tick("Sharing information").await?;
    practitioner.fill("What for, in the words you said?", "So that treatment fits where you live").await?;
    practitioner.tick("Accommodation").await?;
    practitioner.tick("Northmoor Alcohol Service").await?;
    practitioner.tick("Yes").await?;
    practitioner.tick("On paper").await?;
    practitioner.press("Keep the answer").await?;
    practitioner.sees("The answer is kept.").await
}

/// What both signed opens the section while the person consents and says why when they do not; each look is on their receipt.
async fn obeyed(served: &Served, person: PersonId) -> Result<()> {
    browse(&served.url, Manner::Mouse, |practitioner| async move {
        served.sign_in(&practitioner, Part::Practitioner).await?;
        let practitioner = &practitioner;
        browse(&served.url, Manner::Mouse, |provider| async move {
            served.sign_in(&provider, Part::Worker).await?;
            told(&provider, person, false).await?;
            consents(practitioner, person).await?;
            told(&provider, person, true).await?;
            practitioner.press("Record that it was taken back").await?;
            practitioner.sees("It is recorded that the consent was taken back.").await?;
            told(&provider, person, false).await
        })
        .await?;
        practitioner.visit(&paths::person_receipts(person)).await?;
        let said = practitioner.words().await?;
        let look = said.lines().find(|line| line.contains("Northmoor Alcohol Service"));
        ensure!(look.is_some_and(|line| line.contains("Accommodation")), "{said}");
        practitioner.sees("Probation and the alcohol service").await
    })
    .await
}

#[tokio::test]
async fn an_agreement_is_drafted_argued_over_signed_by_both_and_obeyed() -> Result<()> {
    let served = Served::new().await?;
    let served = &served;
    let person = referred(served).await;
    let one = browse(&served.url, Manner::Mouse, |lead| async move {
        served.sign_in(&lead, Part::Lead).await?;
        let one = drafted(&lead).await?;
        let path = one.clone();
        browse(&served.url, Manner::Mouse, |theirs| async move {
            served.sign_in(&theirs, Part::TreatmentLead).await?;
            argued_over(&lead, &theirs, &path).await
        })
        .await?;
        Ok(one)
    })
    .await?;
    for part in [Part::Manager, Part::TreatmentManager] {
        let path = one.clone();
        browse(&served.url, Manner::Mouse, |visitor| async move {
            served.sign_in(&visitor, part).await?;
            signed(served, &visitor, part, &path).await
        })
        .await?;
    }
    let path = one.clone();
    browse(&served.url, Manner::Mouse, |stranger| async move {
        served.sign_in(&stranger, Part::CouncilLead).await?;
        stranger.visit(&path).await?;
        stranger.sees("In force").await?;
        ensure!(stranger.words().await?.contains("Version 2"));
        Ok(())
    })
    .await?;
    obeyed(served, person).await
}
