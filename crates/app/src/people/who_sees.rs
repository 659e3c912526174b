//! Who can see what of one person's record now: each agency that is known to work with them, each section, under which clause.
//!
//! The gate decides every line, with what relates the agency to the person. What holds: it is asked with what the viewer may know
//! themselves (involvements, referrals, flags, consents and requirements that the gate opens to them), so that no line tells of
//! anything that their own pages would not. What hangs on more than is known is said apart. Deliberately not here: what is opened
//! for an hour, or in a meeting.

use super::{about::Glance, sharing::LOOKS};
use crate::{App, Cx, agreements::Granted, refusal::Refusal};
use domain::{
    agency::Agency,
    agreement::{Clause, Version, words::Names},
    ids::{AccountId, AgencyId, PersonId},
    order::OrderState,
    person::Identity,
    referral::State,
    risk::RiskKind,
    role::{Role, Roles},
    section::{Purpose, Section},
};
use gate::{Action, Circumstances, Condition, Label, Opened, Reason, Relations, Standing, Viewer};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Agencies on one page.
const AGENCIES: usize = 12;

/// One clause by which an agency sees a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// Which section.
    pub section: Section,
    /// For which purposes.
    pub purposes: BTreeSet<Purpose>,
    /// Whose records, by name.
    pub holders: BTreeSet<String>,
    /// The clause.
    pub granted: Granted,
}

/// What one agency sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencySees {
    /// Which.
    pub agency: Agency,
    /// What relates it to the person, as far as the viewer may know.
    pub relations: Vec<Condition>,
    /// What it sees now.
    pub sees: Vec<Sight>,
    /// What it would see if more held than the viewer knows of: a consent, a requirement, a flag.
    pub hangs: Vec<Sight>,
    /// What it sees nothing of.
    pub nothing: Vec<Section>,
}

/// Who can see what.
#[derive(Debug, Clone)]
pub struct WhoSees {
    /// Whose record.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The agencies, the viewer's own first.
    pub agencies: Vec<AgencySees>,
    /// Whether there are more.
    pub more: bool,
    /// Whether access is limited to named people; the lines then speak of those alone.
    pub limited: bool,
}

/// What the viewer may know of what relates agencies to the person.
struct Known {
    relations: BTreeMap<AgencyId, Relations>,
    consented: BTreeMap<AgencyId, Vec<Section>>,
    risks: Vec<(AgencyId, RiskKind)>,
    requirements: u64,
}

/// The cells of one agency: by section, agreement and clause.
type Sights = BTreeMap<(Section, Uuid, u16), Sight>;

/// Opens the page for people who work with the person, as the page about who has looked.
pub async fn who_sees(app: &App, viewer: &Viewer, person: PersonId) -> Result<WhoSees, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read who can see what of a record").await?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::SeeWhoLooked, &standing, None)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let circle = cx.circle(&standing).await?;
    let known = cx.known_of(&standing).await?;
    let versions = cx.agreement_versions().await?;
    let partners = cx.partners().await?;
    let own = cx.agency();
    let mut found: Vec<&Agency> = partners.iter().filter(|one| circle.contains(&one.id)).collect();
    found.sort_by_key(|one| one.id != own);
    let more = found.len() > AGENCIES;
    found.truncate(AGENCIES);
    let agencies = found
        .iter()
        .map(|agency| {
            let stands = if agency.id == own { standing } else { known.standing(agency.id, &standing) };
            cx.seen_by(agency, &stands, &circle, (&partners, &versions))
        })
        .collect();
    let limited = standing.access != gate::Access::Ordinary;
    cx.answer(WhoSees { person: identity, glance, agencies, more, limited }).await
}

impl Known {
    /// What relates an agency to the person, all its staff taken together; access and edition are the viewer's.
    fn standing(&self, agency: AgencyId, viewers: &Standing) -> Standing {
        let consented = self.consented.get(&agency).into_iter().flatten().copied().collect();
        // What an agency raises opens nothing to itself.
        let others = self.risks.iter().filter(|(by, _)| *by != agency);
        let risks = others.fold(0, |bits, (_, kind)| bits | risk_bit(*kind));
        let requirements = self.requirements;
        Standing {
            relations: self.relations.get(&agency).copied().unwrap_or_default(),
            circumstances: Circumstances { consented, opened: Opened::default(), requirements, risks },
            ..*viewers
        }
    }
}

/// The same where everything that clauses may ask for besides relations would hold.
fn with_everything(standing: &Standing) -> Standing {
    let circumstances = Circumstances {
        consented: Section::ALL.iter().copied().collect(),
        opened: standing.circumstances.opened,
        requirements: u64::MAX,
        risks: u8::MAX,
    };
    Standing { circumstances, ..*standing }
}

impl Cx<'_> {
    /// What relates agencies to the person, as far as the gate opens it to the viewer.
    async fn known_of(&mut self, standing: &Standing) -> Result<Known, Refusal> {
        let (person, today) = (standing.person, self.today());
        let relations = self.relations_known(standing, today).await?;
        let mut consented: BTreeMap<AgencyId, Vec<Section>> = BTreeMap::new();
        let sealed = self.tx.consents(person, LOOKS).await?;
        for consent in self.open_all(standing, sealed) {
            if consent.asking.to == domain::consent::ConsentTo::Sharing && consent.holds_on(today) {
                for recipient in &consent.asking.recipients {
                    consented.entry(*recipient).or_default().extend(&consent.asking.sections);
                }
            }
        }
        let sealed = self.tx.risk_flags(&[person], today, LOOKS).await?;
        let flags = self.open_all(standing, sealed);
        let risks = flags.iter().map(|flag| (flag.stamp.agency, flag.kind)).collect();
        let sealed = self.tx.orders(&[person], LOOKS).await?;
        let orders = self.open_all(standing, sealed);
        let watched = self.gate.rules().watched();
        let requirements = orders
            .iter()
            .filter(|order| order.state_on(today) == OrderState::InForce)
            .flat_map(|order| &order.requirements)
            .filter(|one| one.ended.is_none_or(|ended| ended >= today))
            .filter_map(|one| watched.iter().position(|code| *code == one.kind))
            .fold(0, |bits, bit| bits | 1 << bit);
        Ok(Known { relations, consented, risks, requirements })
    }

    async fn relations_known(
        &mut self,
        standing: &Standing,
        today: Date,
    ) -> Result<BTreeMap<AgencyId, Relations>, Refusal> {
        let mut relations: BTreeMap<AgencyId, Relations> = BTreeMap::new();
        let sealed = self.tx.involvements(standing.person, today, LOOKS).await?;
        for one in self.open_all(standing, sealed) {
            if one.from <= today && one.to.is_none_or(|to| to >= today) {
                let kept = relations.entry(one.agency).or_default();
                *kept =
                    kept.and(Condition::AgencyInvolved, true).and(Condition::OnTeam, one.account.is_some());
            }
        }
        let sealed = self.tx.referrals_of(standing.person, LOOKS).await?;
        for referral in self.open_all(standing, sealed) {
            let state = referral.state();
            let going = state.in_progress();
            let over = !going && state != State::Draft;
            let to = relations.entry(referral.request.to).or_default();
            *to = to.and(Condition::ReferralIn, going).and(Condition::ReferralOver, over);
            let from = relations.entry(referral.request.from).or_default();
            *from = from.and(Condition::ReferralOut, going);
        }
        Ok(relations)
    }

    fn seen_by(
        &self,
        agency: &Agency,
        standing: &Standing,
        circle: &BTreeSet<AgencyId>,
        (partners, versions): (&[Agency], &[Version]),
    ) -> AgencySees {
        let (mut sees, mut hangs): (Sights, Sights) = (BTreeMap::new(), BTreeMap::new());
        let names = Names(partners);
        for &section in Section::ALL {
            for &purpose in Purpose::ALL {
                for asked in self.askers(agency, section, purpose, circle) {
                    let note = |sights: &mut Sights, standing: &Standing| {
                        self.note_sight(sights, &asked, standing, names, versions)
                    };
                    let now = note(&mut sees, standing);
                    let most = with_everything(standing);
                    let label = Label::own(standing.person, section, asked.holder);
                    let would = self.gate.decide(&asked.viewer, purpose, &most, label).ok();
                    if would.is_some_and(|would| now.is_none_or(|now| would.level > now)) {
                        note(&mut hangs, &most);
                    }
                }
            }
        }
        let nothing = Section::ALL
            .iter()
            .copied()
            .filter(|section| !sees.keys().chain(hangs.keys()).any(|(seen, ..)| seen == section))
            .collect();
        AgencySees {
            agency: agency.clone(),
            relations: standing.relations.iter().collect(),
            sees: sees.into_values().collect(),
            hangs: hangs.into_values().collect(),
            nothing,
        }
    }

    /// Notes the clause that answers, if one does; answers its level.
    fn note_sight(
        &self,
        sights: &mut Sights,
        asked: &Asker,
        standing: &Standing,
        names: Names<'_>,
        versions: &[Version],
    ) -> Option<domain::section::Level> {
        let label = Label::own(standing.person, asked.section, asked.holder);
        let basis: Result<_, Reason> = self.gate.decide(&asked.viewer, asked.purpose, standing, label);
        let basis = basis.ok()?;
        let (agreement, clause) = self.gate.rules().clause(basis.agreement, basis.clause)?;
        let key = (asked.section, basis.agreement.0, basis.clause);
        let sight = sights.entry(key).or_insert_with(|| Sight {
            section: asked.section,
            purposes: BTreeSet::new(),
            holders: BTreeSet::new(),
            granted: Granted::of(agreement, clause, versions, names),
        });
        sight.purposes.insert(asked.purpose);
        sight.holders.extend(asked.holders.iter().map(|holder| names.of(*holder)));
        Some(basis.level)
    }

    /// Whom to ask the gate about, so that every kind of staff and every holder is asked about once: roles of which the same clauses
    /// speak are alike, and so are holders whose records the same clauses open.
    fn askers(
        &self,
        agency: &Agency,
        section: Section,
        purpose: Purpose,
        circle: &BTreeSet<AgencyId>,
    ) -> Vec<Asker> {
        let clauses = self.gate.rules().shown_to(agency.id, agency.kind, section, purpose);
        let mut roles: BTreeMap<Vec<bool>, Role> = BTreeMap::new();
        for role in Role::ALL {
            let named: Vec<bool> = clauses.iter().map(|(_, one)| one.who.roles.contains(role)).collect();
            if named.contains(&true) {
                roles.entry(named).or_insert(*role);
            }
        }
        let mut holders: BTreeMap<Vec<bool>, Vec<AgencyId>> = BTreeMap::new();
        for &holder in circle {
            let own = holder == agency.id;
            let opens: Vec<bool> =
                clauses.iter().map(|(of, one)| of.opens(one, section, holder, own)).collect();
            if opens.contains(&true) {
                holders.entry(opens).or_default().push(holder);
            }
        }
        let named = clauses.iter().filter_map(|(_, one): &(_, &Clause)| one.who.accounts.first().copied());
        let accounts: BTreeSet<AccountId> = std::iter::once(AccountId(Uuid::nil())).chain(named).collect();
        let mut askers = Vec::new();
        for &account in &accounts {
            for &role in roles.values() {
                let viewer = Viewer {
                    account,
                    agency: agency.id,
                    agency_kind: agency.kind,
                    roles: Roles::of(&[role]),
                };
                askers.extend(holders.values().filter_map(|holders| {
                    let holder = *holders.first()?;
                    Some(Asker { viewer, section, purpose, holder, holders: holders.clone() })
                }));
            }
        }
        askers
    }
}

/// One kind of staff, and the holders that are alike to them.
struct Asker {
    viewer: Viewer,
    section: Section,
    purpose: Purpose,
    holder: AgencyId,
    holders: Vec<AgencyId>,
}

const fn risk_bit(kind: RiskKind) -> u8 {
    1 << kind as u8
}
