//! The life of one agreement between two agencies, on the pages that people use.

use super::*;

const NEW: &[(&str, &str)] = &[
    ("template", "probation_treatment"),
    ("title", "Probation and the alcohol service"),
    ("starts-day", "24"),
    ("starts-month", "11"),
    ("starts-year", "2026"),
    ("signatory", "mina@probation.example"),
    ("contact", "The duty desk"),
    ("dpo", "The data protection officer"),
    ("agency", "00000000-0000-0000-0000-000000000102"),
    ("their_signatory", "tess@alcohol.example"),
    ("their_contact", "The office"),
    ("their_dpo", "The service’s officer"),
];

/// Drafts one as the probation agency's lead; answers its address.
async fn drafted(lead: &mut Seat) -> String {
    let edit = leads_on(lead, "/agreements/new", NEW).await;
    edit.strip_suffix("/edit").expect("a draft").to_owned()
}

/// Signs at `path`, with the code that the authenticator of `part` shows next.
async fn signs(town: &Town, seat: &mut Seat, part: Part, path: &str) {
    let code = town.code(part);
    let seen = seat.fill(&format!("{path}/sign"), &[("code", &code)]).await;
    assert_eq!(seen.location(), path, "{} {}", seen.status, seen.page().main_text());
}

#[tokio::test]
async fn an_agreement_is_drafted_argued_over_and_signed_by_both() {
    let town = Town::new().await;
    let mut lead = town.signed_in(Part::Lead).await;
    let mut theirs = town.signed_in(Part::TreatmentLead).await;
    let mut stranger = town.signed_in(Part::CouncilLead).await;
    let one = drafted(&mut lead).await;
    let page = text(&mut lead, &one).await;
    assert!(page.contains("Draft Version 1"), "{page}");
    assert!(page.contains("Clause 1. Treatment worker, specialist on site or team manager of"), "{page}");

    // A draft is its parties' own.
    assert!(text(&mut theirs, "/agreements").await.contains("Probation and the alcohol service"));
    assert_eq!(stranger.get(&one).await.status, StatusCode::NOT_FOUND);
    assert!(!text(&mut stranger, "/agreements").await.contains("Probation and the alcohol service"));

    // Both leads write it.
    let consent = [("consent", "not_needed"), ("consent_wording", "")];
    leads_on(&mut theirs, &format!("{one}/edit/consent"), &consent).await;
    leads_on(&mut lead, &format!("{one}/submit"), &[]).await;
    assert!(text(&mut lead, &one).await.contains("Under review Version 1"));
    assert_eq!(lead.get(&format!("{one}/edit")).await.status, StatusCode::CONFLICT, "it stands still");

    // Argued over.
    let remark = [("about", "clause-2"), ("words", "A summary of risk does not keep our staff safe.")];
    leads_on(&mut theirs, &format!("{one}/remark"), &remark).await;
    let page = text(&mut lead, &one).await;
    assert!(page.contains("Idris Lead, Northmoor Alcohol Service"), "{page}");
    let why = [("why", "Risk in full, please")];
    leads_on(&mut theirs, &format!("{one}/return"), &why).await;
    assert!(text(&mut lead, "/my-work").await.contains("Draft the next version of what was sent back"));
    let seen = lead.press(&one, &format!("{one}/next")).await;
    assert_eq!(seen.location(), format!("{one}/edit"));
    let clause = format!("{one}/edit/clause");
    let fields = lead.filled(&format!("{clause}?number=2"), &clause, &[("level", "full")]).await;
    let seen = lead.post(&clause, &fields).await;
    assert!(seen.status.is_redirection(), "{}", seen.page().main_text());
    leads_on(&mut lead, &format!("{one}/submit"), &[]).await;
    let page = text(&mut theirs, &one).await;
    assert!(page.contains("What changes against version 1 Clause 2 changes. It was:"), "{page}");
    assert!(page.contains("A summary of risk does not keep our staff safe."), "remarks stay: {page}");

    // Signed by those who are named, and by nobody else.
    let sign = format!("{one}/sign");
    assert_eq!(lead.get(&sign).await.status, StatusCode::FORBIDDEN, "a lead is not the signatory");
    assert_eq!(stranger.get(&sign).await.status, StatusCode::NOT_FOUND);
    let mut manager = town.signed_in(Part::Manager).await;
    assert!(text(&mut manager, "/my-work").await.contains("Sign the agreement"));
    let seen = manager.fill(&sign, &[("code", "000000")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.page().main_text().contains("Enter the code that your authenticator shows now"));
    signs(&town, &mut manager, Part::Manager, &one).await;
    assert!(!text(&mut manager, "/my-work").await.contains("Sign the agreement"));
    let page = text(&mut lead, &one).await;
    assert!(page.contains("Northmoor Probation: signed, by Mina Manager"), "{page}");
    assert!(page.contains("Northmoor Alcohol Service: not signed yet, waits for Tess Manager"), "{page}");
    assert_eq!(stranger.get(&one).await.status, StatusCode::NOT_FOUND, "still its parties' own");
    let mut other = town.signed_in(Part::TreatmentManager).await;
    signs(&town, &mut other, Part::TreatmentManager, &one).await;
    let page = text(&mut stranger, &one).await;
    assert!(page.contains("In force Version 2"), "what all have signed is known: {page}");
    let print = lead.get(&format!("{one}/print")).await.page();
    let link = print.attribute("main a[href*='.pdf']", "href").expect("the way to the PDF");
    let file = lead.get(&link).await;
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"agreement-to-share-information.pdf\""
    );
    let pdf = file.pdf();
    for said in [
        "Probation and the alcohol service",
        "Version 2: In force",
        "Clause 1.",
        "Treatment worker, specialist on site or team manager of",
        "signed, by Mina Manager",
        "signed, by Tess Manager",
        "Page 1 of",
    ] {
        assert!(pdf.says(said), "{said}: {}", pdf.words());
        assert!(said == "Page 1 of" || print.main_text().contains(said), "{said}: {}", print.main_text());
    }
    let first = lead.get(&format!("{one}/agreement.pdf?version=1")).await.pdf();
    assert!(first.says("Sent back for changes") && !first.says("signed, by"), "{}", first.words());
}

#[tokio::test]
async fn a_code_signs_once_and_wrong_ones_are_slowed() {
    let town = Town::new().await;
    let mut lead = town.signed_in(Part::Lead).await;
    let (first, second) = (drafted(&mut lead).await, drafted(&mut lead).await);
    for one in [&first, &second] {
        let consent = [("consent", "not_needed"), ("consent_wording", "")];
        leads_on(&mut lead, &format!("{one}/edit/consent"), &consent).await;
        leads_on(&mut lead, &format!("{one}/submit"), &[]).await;
    }
    let mut manager = town.signed_in(Part::Manager).await;
    let code = town.code(Part::Manager);
    let seen = manager.fill(&format!("{first}/sign"), &[("code", &code)]).await;
    assert_eq!(seen.location(), first);
    let seen = manager.fill(&format!("{second}/sign"), &[("code", &code)]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "a code works once");
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(manager.fill(&format!("{second}/sign"), &[("code", "123123")]).await.status);
    }
    assert_eq!(statuses.last(), Some(&StatusCode::TOO_MANY_REQUESTS), "{statuses:?}");
    let page = text(&mut lead, &second).await;
    assert!(page.contains("Northmoor Probation: not signed yet"), "{page}");
    town.wall.on(SignedDuration::from_mins(16));
    signs(&town, &mut manager, Part::Manager, &second).await;
    half_a_minute(&town);
}

#[tokio::test]
async fn the_later_version_takes_the_place_of_the_former_when_it_begins() {
    let town = Town::new().await;
    let today = town.app.today();
    let said =
        terms(&town, "Probation and treatment", &[Part::Manager, Part::TreatmentManager], Purpose::Treatment)
            .await;
    let id: AgreementId = town.app.id();
    written(&town, vec![signed(id, said, Part::Lead, today.saturating_sub(1.year()))]).await;
    let one = format!("/agreements/{id}");
    let mut lead = town.signed_in(Part::Lead).await;
    let seen = lead.press(&one, &format!("{one}/next")).await;
    assert_eq!(seen.location(), format!("{one}/edit"));
    let days = [("starts-day", "26"), ("starts-month", "11"), ("starts-year", "2026")];
    leads_on(&mut lead, &format!("{one}/edit/days"), &days).await;
    let consent = [("consent", "not_needed"), ("consent_wording", "")];
    leads_on(&mut lead, &format!("{one}/edit/consent"), &consent).await;
    leads_on(&mut lead, &format!("{one}/submit"), &[]).await;
    for part in [Part::Manager, Part::TreatmentManager] {
        let mut seat = town.signed_in(part).await;
        signs(&town, &mut seat, part, &one).await;
    }
    let page = text(&mut lead, &one).await;
    assert!(page.contains("Signed, not yet begun Version 2"), "{page}");
    assert!(page.contains("Version 1: in force"), "{page}");
    town.clock.on(SignedDuration::from_hours(48));
    let page = text(&mut lead, "/agreements").await;
    assert!(page.contains("In force Version 2"), "{page}");
    assert_eq!(app::agreements::begin_due(&town.app).await.expect("begun"), 1);
    assert_eq!(app::agreements::begin_due(&town.app).await.expect("nothing more"), 0);
    let page = text(&mut lead, &one).await;
    assert!(page.contains("Version 1: superseded"), "{page}");
}

#[tokio::test]
async fn it_is_suspended_resumed_by_the_same_agency_reviewed_and_ended() {
    let town = Town::new().await;
    let today = town.app.today();
    let mut said =
        terms(&town, "Probation and treatment", &[Part::Manager, Part::TreatmentManager], Purpose::Treatment)
            .await;
    said.review = today.saturating_add(20.days());
    let id: AgreementId = town.app.id();
    written(&town, vec![signed(id, said, Part::Lead, today.saturating_sub(1.year()))]).await;
    let one = format!("/agreements/{id}");
    let step = format!("{one}/step");
    let mut lead = town.signed_in(Part::Lead).await;
    let mut theirs = town.signed_in(Part::TreatmentLead).await;
    let desk = text(&mut theirs, "/my-work").await;
    assert!(desk.contains("Review the agreement") && desk.contains("Within 30 days"), "{desk}");
    leads_on(&mut lead, &step, &[("step", "suspend"), ("words", "A mistaken disclosure")]).await;
    assert!(text(&mut lead, &one).await.contains("Suspended Version 1"));
    let page = text(&mut theirs, &step).await;
    assert!(!page.contains("Resume"), "the agency that suspended it resumes it: {page}");
    leads_on(&mut lead, &step, &[("step", "resume"), ("words", "Mended")]).await;
    let past = [
        ("step", "review"),
        ("words", "Kept"),
        ("next-day", "1"),
        ("next-month", "1"),
        ("next-year", "2020"),
    ];
    assert_eq!(theirs.fill(&step, &past).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let review = [
        ("step", "review"),
        ("words", "Kept"),
        ("next-day", "1"),
        ("next-month", "6"),
        ("next-year", "2028"),
    ];
    leads_on(&mut theirs, &step, &review).await;
    assert!(!text(&mut theirs, "/my-work").await.contains("Review the agreement"));
    assert!(text(&mut lead, &one).await.contains("Thu 1 Jun 2028"));
    leads_on(&mut lead, &step, &[("step", "end"), ("words", "The contract is over")]).await;
    let page = text(&mut lead, &one).await;
    assert!(page.contains("Ended Version 1") && page.contains("“The contract is over”"), "{page}");
}
