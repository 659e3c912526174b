//! Agreements of the invented partnership: the one that it began with, three in force, one of them near its review and one paid by
//! money that ends, and one under review that the demonstration accounts may argue over and sign.

use super::{Plan, roster::Roster, seeded::Seeded};
use anyhow::{Context, Result};
use app::{
    App,
    agreements::{self, History, NewParty, Template},
    chance::new_id,
};
use domain::{
    agreement::{About, Fact, Funding, Part, Remark, Version},
    ids::RemarkId,
    role::Role,
    stamp::Stamp,
    text::{Line, Prose},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use synth::{AccountIx, AgencyIx, Partnership, the};

/// One agreement to be invented.
struct Invented {
    template: &'static str,
    title: &'static str,
    parties: [AgencyIx; 2],
    /// Months ago that its draft was begun, and its first day.
    begun: i32,
    since: i32,
    /// Days from today by which its review is due.
    review_in: i32,
    funding: Option<(&'static str, i32)>,
    /// Whether all have signed.
    signed: bool,
}

const INVENTED: [Invented; 4] = [
    Invented {
        template: "probation_treatment",
        title: "Northmoor Probation and Northmoor Alcohol Service",
        parties: [the::PROBATION, the::ALCOHOL_SERVICE],
        begun: 20,
        since: 8,
        review_in: 120,
        funding: Some(("Public health grant of the county", 60)),
        signed: true,
    },
    Invented {
        template: "police_probation_iom",
        title: "Police and probation: the cohort in common",
        parties: [the::POLICE, the::PROBATION],
        begun: 40,
        since: 5,
        review_in: 25,
        funding: None,
        signed: true,
    },
    Invented {
        template: "probation_treatment",
        title: "Northmoor Probation and the drug treatment provider",
        parties: [the::PROBATION, the::DRUG_SERVICE],
        begun: 15,
        since: 3,
        review_in: 200,
        funding: None,
        signed: true,
    },
    Invented {
        template: "duty_to_refer",
        title: "Duty to refer: probation and the county council",
        parties: [the::COUNTY_COUNCIL, the::PROBATION],
        begun: 4,
        since: -1,
        review_in: 395,
        funding: None,
        signed: false,
    },
];

/// Writes them.
pub async fn lay(app: &App, plan: &Plan, partnership: &Partnership, roster: &Roster) -> Result<()> {
    let chance = Seeded::new(plan.seed, "agreements", 0);
    let mut tx = app.store.read().await?;
    let templates = tx.agreement_templates().await?;
    tx.end().await?;
    let first = agreements::beginning(app, gate::interim_1_terms()?, noon(plan.as_of, 13 * 12)?)?;
    let mut histories = vec![first];
    for one in &INVENTED {
        let template = templates.iter().find(|template| template.code == one.template);
        let template = template.context("a template that is not there")?;
        histories.push(history(plan, partnership, roster, &chance, template, one)?);
    }
    agreements::write(app, &chance, histories).await?;
    Ok(())
}

/// Noon of the day so many months before.
fn noon(day: Date, months_ago: i32) -> Result<Timestamp> {
    Ok(day.checked_sub(months_ago.months())?.at(12, 0, 0, 0).in_tz("UTC")?.timestamp())
}

/// Who signs for an agency: its demonstration account where it has one that fits, else its first account.
fn signatory(partnership: &Partnership, agency: AgencyIx) -> Result<AccountIx> {
    let accounts = || (0_u32..).zip(&partnership.accounts).filter(|(_, one)| one.agency == agency);
    let leads =
        |role: &Role| matches!(role, Role::TeamManager | Role::InformationGovernance | Role::Commissioner);
    let found = accounts().find(|(_, one)| one.roles.iter().any(leads)).or_else(|| accounts().next());
    Ok(AccountIx(found.context("an agency without staff")?.0))
}

fn history(
    plan: &Plan,
    partnership: &Partnership,
    roster: &Roster,
    chance: &Seeded,
    template: &Template,
    one: &Invented,
) -> Result<History> {
    let today = plan.as_of;
    let parties = one
        .parties
        .iter()
        .map(|ix| {
            let agency = roster.agency(*ix)?;
            Ok(NewParty {
                agency: agency.id,
                kind: agency.kind,
                signatory: roster.account(signatory(partnership, *ix)?)?,
                contact: Line::new("The information governance desk")?,
                dpo: Line::new("The data protection officer")?,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let starts = today.checked_sub(one.since.months())?;
    let mut terms = template.terms(&Line::new(one.title)?, &parties, starts)?;
    terms.review = today.checked_add(one.review_in.days())?;
    terms.ends = terms.ends.map(|ends| ends.max(terms.review));
    if let Some((source, days)) = one.funding {
        let ends = today.checked_add(days.days())?;
        terms.funding = Some(Funding { source: Line::new(source)?, ends: Some(ends) });
    }
    let by = |place: usize, at: Timestamp| -> Result<Stamp> {
        let party = parties.get(place).context("a party that is not there")?;
        Ok(Stamp { at, by: party.signatory, agency: party.agency })
    };
    let (drafted, sent) = (noon(today, one.begun)?, noon(today, one.begun.midpoint(one.since.max(0)))?);
    let mut facts = vec![(by(0, sent)?, Fact::Submitted)];
    if one.signed {
        let signed = noon(today, one.since)?;
        for (place, party) in parties.iter().enumerate() {
            facts.push((by(place, signed)?, Fact::Signed(party.agency)));
        }
    }
    let id = new_id(chance, drafted);
    let version = Version::new(id, 1, terms, by(0, drafted)?).replay(facts)?;
    let remarks = if one.signed { Vec::new() } else { remarks(chance, &version, by(1, sent)?)? };
    Ok(History { version, remarks })
}

/// What the other party has said so far.
fn remarks(chance: &Seeded, version: &Version, by: Stamp) -> Result<Vec<Remark>> {
    let said = [
        (
            About::Clause(2),
            "A signal without its source leaves the housing officer guessing. Could it be a summary where staff are at risk?",
        ),
        (About::Part(Part::Handling), "Please say who tells the person when a referral is refused."),
    ];
    said.into_iter()
        .map(|(about, words)| {
            Ok(Remark {
                id: new_id::<RemarkId>(chance, by.at),
                agreement: version.agreement,
                number: version.number,
                about,
                words: Prose::new(words)?,
                stamp: by,
            })
        })
        .collect()
}
