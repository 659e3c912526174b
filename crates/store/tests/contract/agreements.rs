//! Agreements: kept whole, changed by one writer at a time, and never after they were sent for review.

use super::fixture::{Fresh, Staff, TODAY, World, at, id, line, prose, stamp};
use app::agreements::Template;
use domain::{
    agreement::{About, Fact, Kind, Part, Parties, Remark, State, Terms, Version},
    ids::{AgreementId, PartnershipId, RemarkId},
};
use jiff::{ToSpan, civil::date};

/// Terms between probation and the alcohol service, as the template has them.
async fn terms(fresh: &Fresh, world: &World) -> Terms {
    let mut tx = fresh.read().await;
    let templates = tx.agreement_templates().await.unwrap();
    tx.end().await.unwrap();
    let template = templates.iter().find(|one| one.code == "probation_treatment").unwrap();
    let party = |staff: Staff| app::agreements::NewParty {
        agency: staff.agency,
        kind: staff.viewer.agency_kind,
        signatory: staff.account,
        contact: line("The duty desk"),
        dpo: line("The data protection officer"),
    };
    let parties = [party(world.officer), party(world.worker)];
    template.terms(&line("Probation and treatment"), &parties, TODAY).unwrap()
}

async fn put(fresh: &Fresh, world: &World, version: &Version) -> bool {
    let mut tx = fresh.write().await;
    let new = tx.insert_version(world.partnership, version).await.unwrap();
    tx.commit().await.unwrap();
    new
}

async fn edition(fresh: &Fresh) -> i64 {
    let mut tx = fresh.read().await;
    let edition = tx.agreements_edition().await.unwrap();
    tx.end().await.unwrap();
    edition
}

pub async fn an_agreement_is_kept_whole_through_its_life(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let (lead, other) = (world.officer, world.worker);
    let before = edition(fresh).await;
    let draft = Version::new(id(), 1, terms(fresh, &world).await, stamp(lead, at(0)));
    assert!(put(fresh, &world, &draft).await);
    assert!(!put(fresh, &world, &draft).await, "a number is given once");
    let mut changed = draft.terms.clone();
    changed.title = line("Probation and the alcohol service");
    let changed = draft.edited(changed).unwrap();
    let mut tx = fresh.write().await;
    assert!(tx.edit_draft(0, &changed).await.unwrap());
    assert!(!tx.edit_draft(0, &changed).await.unwrap(), "somebody changed it meanwhile");
    let facts = [
        Fact::Submitted,
        Fact::Signed(lead.agency),
        Fact::Signed(other.agency),
        Fact::Suspended(line("A mistaken disclosure is looked into")),
        Fact::Resumed(line("Mended")),
        Fact::Reviewed(TODAY.saturating_add(1.year()), line("Kept as it is")),
        Fact::Superseded(2),
    ];
    let mut version = changed;
    for (seen, fact) in (1_i64..).zip(facts) {
        version = version.append(stamp(lead, at(seen)), fact).unwrap();
        assert!(tx.append_agreement_fact(seen, &version).await.unwrap());
        assert!(!tx.append_agreement_fact(seen, &version).await.unwrap(), "one writer at a time");
    }
    let remark = Remark {
        id: id::<RemarkId>(),
        agreement: version.agreement,
        number: 1,
        about: About::Clause(2),
        words: prose("Why a summary only?"),
        stamp: stamp(other, at(9)),
    };
    tx.insert_remark(&remark).await.unwrap();
    tx.commit().await.unwrap();
    assert!(edition(fresh).await >= before + 10, "whatever changes is told by the edition");
    let mut tx = fresh.read().await;
    assert_eq!(tx.version(version.agreement, 1).await.unwrap().as_ref(), Some(&version));
    assert_eq!(version.state(TODAY), State::Superseded);
    assert_eq!(tx.versions().await.unwrap(), [version.clone()]);
    assert_eq!(tx.remarks(version.agreement, 10).await.unwrap(), [remark]);
    assert_eq!(tx.version(version.agreement, 2).await.unwrap(), None);
    tx.end().await.unwrap();
}

pub async fn what_was_sent_for_review_is_changed_by_nobody(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut terms = terms(fresh, &world).await;
    (terms.kind, terms.parties) = (Kind::StatutoryDuty, Parties::Everyone);
    let by = stamp(world.officer, at(0));
    let draft = Version::new(AgreementId(id::<PartnershipId>().0), 1, terms, by);
    assert!(put(fresh, &world, &draft).await);
    fresh.raw.run("update agreement_version set terms = '{}', edits = edits + 1").await.expect("a draft");
    let mut tx = fresh.read().await;
    let refused = tx.versions().await.unwrap_err();
    assert!(refused.to_string().contains("cannot be read"), "never half of an agreement: {refused}");
    tx.end().await.unwrap();
    fresh.raw.run("update agreement_version set facts = 1").await.expect("sent");
    for change in [
        "update agreement_version set terms = '{\"a\":1}'",
        "update agreement_version set edits = edits + 1",
        "update agreement_version set facts = 0",
        "update agreement_version set number = 7",
        "delete from agreement_version",
        "delete from agreement",
        "update agreement_template set name = 'x'",
        "delete from agreement_template",
    ] {
        assert!(fresh.raw.run(change).await.is_err(), "{change}");
    }
}

pub async fn facts_and_remarks_are_append_only(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let by = stamp(world.officer, at(0));
    let draft = Version::new(id(), 1, terms(fresh, &world).await, by).append(by, Fact::Submitted).unwrap();
    assert!(put(fresh, &world, &draft).await);
    let mut tx = fresh.write().await;
    let remark = Remark {
        id: id(),
        agreement: draft.agreement,
        number: 1,
        about: About::Part(Part::Whole),
        words: prose("Good."),
        stamp: by,
    };
    tx.insert_remark(&remark).await.unwrap();
    tx.commit().await.unwrap();
    for change in [
        "update agreement_fact set words = 'x'",
        "delete from agreement_fact",
        "update agreement_remark set words = 'x'",
        "delete from agreement_remark",
    ] {
        assert!(fresh.raw.run(change).await.is_err(), "{change}");
    }
}

pub async fn every_template_makes_terms_that_lack_nothing(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut tx = fresh.read().await;
    let templates: Vec<Template> = tx.agreement_templates().await.unwrap();
    tx.end().await.unwrap();
    let codes: Vec<&str> = templates.iter().map(|one| one.code.as_str()).collect();
    let usual = [
        "court_liaison_mental_health",
        "duty_to_refer",
        "employer_landlord",
        "police_probation_iom",
        "probation_treatment",
    ];
    assert_eq!(codes, usual);
    for template in templates {
        let party = |staff: Staff| app::agreements::NewParty {
            agency: staff.agency,
            kind: staff.viewer.agency_kind,
            signatory: staff.account,
            contact: line("A"),
            dpo: line("B"),
        };
        let parties = [party(world.officer), party(world.worker)];
        let terms = template.terms(&template.name, &parties, date(2026, 12, 1)).unwrap();
        assert_eq!(terms.missing(), [], "{}", template.code);
        for clause in &terms.clauses {
            assert_eq!(clause.check(), Ok(()), "{} clause {}", template.code, clause.number);
        }
        let draft = Version::new(id(), 1, terms, stamp(world.officer, at(0)));
        let found = domain::agreement::review::of_one(
            &draft,
            domain::agreement::words::Names(&[]),
            date(2026, 12, 1),
        );
        assert_eq!(found, [], "{}", template.code);
    }
}
