//! The gate, its list filter, and an evaluator that reads clauses slowly and shares no code with them, over random partnerships,
//! agreements, clauses, people, consents and days: they agree, and one flip changes what it should and nothing else.
//!
//! A thousand cases in the ordinary run, a hundred thousand in the full one.

#![allow(clippy::unwrap_used, reason = "all of it is test")]

mod flips;

use domain::{
    agency::AgencyKind,
    agreement::{
        Also, Auditing, Clause, Condition, ConsentModel, Fact, Holder, Kind, LawfulBasis, Onward, Parties,
        Party, PartyRole, PurposeTerm, Regime, Terms, Version, Who,
    },
    ids::{AccountId, AgencyId, AgreementId, PersonId},
    risk::RiskKind,
    role::{Role, Roles},
    section::{Level, Purpose, Section, Sections},
    stamp::Stamp,
    text::{Line, Prose},
};
use gate::{Access, Circumstances, Gate, Label, Opened, Relations, Rules, Standing, Viewer};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::{select, subsequence},
};
use uuid::Uuid;

const PERSON: PersonId = PersonId(Uuid::from_u128(77));
const REQUIREMENTS: [&str; 3] = ["alcohol_treatment", "drug_rehabilitation", "unpaid_work"];
/// Few of each, so that clauses meet.
const ROLES: [Role; 4] =
    [Role::ProbationPractitioner, Role::TreatmentWorker, Role::PoliceOfficer, Role::Specialist];
const SECTIONS: [Section; 6] = [
    Section::Identity,
    Section::Contact,
    Section::Risk,
    Section::Treatment,
    Section::Plan,
    Section::Privilege,
];
const PURPOSES: [Purpose; 3] = [Purpose::Supervision, Purpose::Treatment, Purpose::Referral];
const KINDS: [AgencyKind; 3] = [AgencyKind::Probation, AgencyKind::AlcoholTreatment, AgencyKind::Police];

fn agency(id: u8) -> AgencyId {
    AgencyId(Uuid::from_u128(u128::from(id)))
}

fn account(id: u8) -> AccountId {
    AccountId(Uuid::from_u128(100 + u128::from(id)))
}

/// One question with all that it depends on.
#[derive(Debug, Clone)]
struct World {
    versions: Vec<Version>,
    day: Date,
    viewer: Viewer,
    purpose: Purpose,
    section: Section,
    holder: AgencyId,
    sent_to: Option<AgencyId>,
    held: Vec<Condition>,
    access: Access,
    consented: Vec<Section>,
    /// Whose part was opened, or everybody's; and which section of it.
    opened: Vec<(Option<AgencyId>, Section)>,
    requirements: Vec<&'static str>,
    risks: Vec<RiskKind>,
}

impl World {
    fn gate(&self) -> Gate {
        Gate::new(Rules::on(self.day, 0, &self.versions))
    }

    fn standing(&self, rules: &Rules) -> Standing {
        let relations = self.held.iter().fold(Relations::NONE, |set, one| set.and(*one, true));
        let watched = rules.watched().iter().enumerate();
        let bits = watched.filter(|(_, code)| self.requirements.contains(&code.as_str()));
        let circumstances = Circumstances {
            consented: self.consented.iter().copied().collect::<Sections>(),
            opened: self.opened.iter().fold(Opened::default(), |set, (holder, section)| {
                set.and(*holder, std::iter::once(*section).collect())
            }),
            requirements: bits.fold(0, |set, (bit, _)| set | 1 << bit),
            risks: self.risks.iter().fold(0, |set, kind| set | 1 << *kind as u8),
        };
        Standing { relations, access: self.access, circumstances, ..Standing::none(PERSON) }
    }

    fn answer(&self, gate: &Gate, section: Section) -> Option<Level> {
        let label = Label { person: PERSON, section, holder: self.holder, sent_to: self.sent_to };
        gate.decide(&self.viewer, self.purpose, &self.standing(gate.rules()), label)
            .ok()
            .map(|basis| basis.level)
    }

    /// The slow reading: every agreement, every clause, every word of it, one after the other.
    fn read_slowly(&self, section: Section) -> Option<Level> {
        match self.access {
            Access::LimitedOthers | Access::Unknown => return None,
            Access::Ordinary | Access::LimitedNamed => {}
        }
        let own = self.holder == self.viewer.agency || self.sent_to == Some(self.viewer.agency);
        if section == Section::Privilege && !own {
            return None;
        }
        let mut shown = None;
        for version in &self.versions {
            if !self.holds(version) {
                continue;
            }
            for clause in &version.terms.clauses {
                if self.allows(version, clause, section, own) {
                    shown = shown.max(Some(clause.level));
                }
            }
        }
        shown
    }

    /// In force: submitted, signed by all, last neither suspended nor ended, within its days.
    fn holds(&self, version: &Version) -> bool {
        let mut signed = Vec::new();
        let (mut submitted, mut stopped) = (false, false);
        for (_, fact) in version.facts() {
            match fact {
                Fact::Submitted => submitted = true,
                Fact::Signed(by) => signed.push(*by),
                Fact::Suspended(_) | Fact::Ended(_) | Fact::Superseded(_) | Fact::Returned(_) => {
                    stopped = true;
                }
                Fact::Resumed(_) => stopped = false,
                Fact::Reviewed(..) => {}
            }
        }
        let all = match &version.terms.parties {
            Parties::Everyone => !signed.is_empty(),
            Parties::Listed(parties) => parties.iter().all(|party| signed.contains(&party.agency)),
        };
        let ended = version.terms.ends.is_some_and(|ends| ends < self.day);
        submitted && all && !stopped && version.terms.starts <= self.day && !ended
    }

    fn allows(&self, version: &Version, clause: &Clause, section: Section, own: bool) -> bool {
        let viewer = &self.viewer;
        let party = |one: AgencyId| match &version.terms.parties {
            Parties::Everyone => true,
            Parties::Listed(parties) => parties.iter().any(|party| party.agency == one),
        };
        let who = &clause.who;
        let anybody = who.agency_kinds.is_empty() && who.agencies.is_empty();
        let its_agency = anybody
            || who.agency_kinds.contains(&viewer.agency_kind)
            || who.agencies.contains(&viewer.agency);
        let its_role = who.roles.iter().any(|role| viewer.roles.has(*role));
        let its_name = who.accounts.is_empty() || who.accounts.contains(&viewer.account);
        let its_records = match &clause.holder {
            _ if section == Section::Identity => true,
            Holder::Own => own,
            Holder::Any => party(self.holder),
            Holder::Of(agencies) => party(self.holder) && agencies.contains(&self.holder),
        };
        let met = |also: &Also| match also {
            Also::Consent => self.consented.contains(&section),
            Also::SectionOpened => self
                .opened
                .iter()
                .any(|(holder, one)| *one == section && (holder.is_none() || *holder == Some(self.holder))),
            Also::Requirement(codes) => {
                self.requirements.iter().any(|one| codes.iter().any(|code| code == one))
            }
            Also::Risk(kinds) => self.risks.iter().any(|one| kinds.contains(one)),
        };
        let in_days = clause.from.is_none_or(|from| self.day >= from)
            && clause.until.is_none_or(|until| self.day <= until);
        clause.check().is_ok()
            && party(viewer.agency)
            && its_agency
            && its_role
            && its_name
            && its_records
            && in_days
            && clause.sections.contains(&section)
            && clause.purposes.contains(&self.purpose)
            && clause.when.iter().any(|one| self.held.contains(one))
            && clause.also.iter().all(met)
    }
}

fn any_day() -> impl Strategy<Value = Date> {
    select(vec![date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2027, 3, 1)])
}

fn any_who() -> impl Strategy<Value = Who> {
    let roles = subsequence(ROLES.to_vec(), 1..=ROLES.len());
    let kinds = prop_oneof![3 => Just(vec![]), 1 => subsequence(KINDS.to_vec(), 1..=2)];
    let agencies = prop_oneof![3 => Just(vec![]), 1 => vec((1..4u8).prop_map(agency), 1..3)];
    let accounts = prop_oneof![5 => Just(vec![]), 1 => vec((1..3u8).prop_map(account), 1..2)];
    (roles, kinds, agencies, accounts).prop_map(|(roles, agency_kinds, agencies, accounts)| Who {
        roles,
        agency_kinds,
        agencies,
        accounts,
    })
}

fn any_also() -> impl Strategy<Value = Vec<Also>> {
    let requirement = subsequence(REQUIREMENTS.to_vec(), 1..=2)
        .prop_map(|codes| Also::Requirement(codes.into_iter().map(str::to_owned).collect()));
    let risk = subsequence(RiskKind::ALL.to_vec(), 1..=2).prop_map(Also::Risk);
    let one = prop_oneof![Just(Also::Consent), Just(Also::SectionOpened), requirement, risk];
    prop_oneof![3 => Just(vec![]), 2 => vec(one, 1..3)]
}

fn any_clause() -> impl Strategy<Value = Clause> {
    let holder = prop_oneof![
        1 => Just(Holder::Own),
        2 => Just(Holder::Any),
        1 => vec((1..4u8).prop_map(agency), 1..3).prop_map(Holder::Of)
    ];
    (
        (any_who(), subsequence(SECTIONS.to_vec(), 1..=4), holder, select(Level::ALL)),
        (subsequence(PURPOSES.to_vec(), 1..=3), subsequence(Condition::ALL.to_vec(), 1..=3), any_also()),
        (option::weighted(0.2, any_day()), option::weighted(0.2, any_day())),
    )
        .prop_map(|((who, sections, holder, level), (purposes, when, also), (from, until))| Clause {
            number: 0,
            who,
            sections,
            holder,
            level,
            purposes,
            when,
            also,
            from,
            until,
            bases: vec![LawfulBasis::PublicTask],
            power: None,
        })
        // What cannot be written is of no interest; mostly it is identity under conditions.
        .prop_map(|mut clause| {
            clause.sections.retain(|section| *section != Section::Privilege);
            if clause.sections.contains(&Section::Identity) {
                (clause.also, clause.holder) = (vec![], Holder::Any);
            }
            clause
        })
}

/// What happened to a version after it was drafted.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Draft,
    HalfSigned,
    InForce,
    Suspended,
    Resumed,
    Ended,
}

fn any_version() -> impl Strategy<Value = Version> {
    let parties = prop_oneof![1 => Just(None), 3 => subsequence(vec![1u8, 2, 3], 1..=3).prop_map(Some)];
    let fate = prop_oneof![
        1 => Just(Fate::Draft),
        1 => Just(Fate::HalfSigned),
        6 => Just(Fate::InForce),
        1 => Just(Fate::Suspended),
        1 => Just(Fate::Resumed),
        1 => Just(Fate::Ended)
    ];
    (parties, vec(any_clause(), 1..6), fate, any_day(), option::weighted(0.3, any_day())).prop_map(
        |(parties, clauses, fate, starts, ends)| version(parties.as_deref(), clauses, fate, starts, ends),
    )
}

fn version(
    parties: Option<&[u8]>,
    mut clauses: Vec<Clause>,
    fate: Fate,
    starts: Date,
    ends: Option<Date>,
) -> Version {
    for (number, clause) in (1..).zip(&mut clauses) {
        clause.number = number;
    }
    let stamp = Stamp { at: Timestamp::UNIX_EPOCH, by: account(1), agency: agency(1) };
    let line = |words| Line::new(words).unwrap();
    let signing: Vec<AgencyId> = parties.into_iter().flatten().map(|id| agency(*id)).collect();
    let party = |agency| Party {
        agency,
        role: PartyRole::Controller,
        regime: Regime::UkGdpr,
        contact: line("somebody"),
        dpo: line("somebody"),
        caldicott: None,
        signatory: account(9),
        bases: vec![],
        retention: line("a year"),
    };
    let listed = Parties::Listed(signing.iter().copied().map(party).collect());
    let terms = Terms {
        title: line("One of many"),
        kind: Kind::Agreement,
        parties: if parties.is_some() { listed } else { Parties::Everyone },
        purposes: vec![PurposeTerm { purpose: Purpose::Referral, words: line("referral") }],
        necessity: Prose::new("Needed").unwrap(),
        consent: ConsentModel::NotNeeded,
        consent_wording: None,
        privacy_notice: line("given"),
        transfer: line("here"),
        frequency: line("always"),
        rights: line("each"),
        accuracy: line("each"),
        incidents: line("each"),
        assessments: None,
        onward: Onward::None,
        auditing: Auditing { per_cent: 1, reviewer: line("somebody") },
        funding: None,
        starts,
        review: date(2028, 1, 1),
        ends,
        stops_unreviewed: false,
        clauses,
    };
    let sign = || if signing.is_empty() { vec![agency(9)] } else { signing.clone() };
    let signed = || std::iter::once(Fact::Submitted).chain(sign().into_iter().map(Fact::Signed));
    let facts: Vec<Fact> = match fate {
        Fate::Draft => vec![],
        Fate::HalfSigned if signing.len() > 1 => signed().take(2).collect(),
        Fate::HalfSigned => vec![Fact::Submitted],
        Fate::InForce => signed().collect(),
        Fate::Suspended => signed().chain([Fact::Suspended(line("why"))]).collect(),
        Fate::Resumed => {
            signed().chain([Fact::Suspended(line("why")), Fact::Resumed(line("mended"))]).collect()
        }
        Fate::Ended if signing.is_empty() => signed().chain([Fact::Superseded(2)]).collect(),
        Fate::Ended => signed().chain([Fact::Ended(line("over"))]).collect(),
    };
    Version::new(AgreementId(Uuid::nil()), 1, terms, stamp)
        .replay(facts.into_iter().map(|fact| (stamp, fact)))
        .unwrap()
}

fn any_viewer() -> impl Strategy<Value = Viewer> {
    (1..3u8, 1..4u8, select(&KINDS[..]), subsequence(ROLES.to_vec(), 0..=2)).prop_map(
        |(who, of, kind, roles)| Viewer {
            account: account(who),
            agency: agency(of),
            agency_kind: kind,
            roles: Roles::of(&roles),
        },
    )
}

/// One section opened by an agency in its own part, or in an emergency in everybody's.
fn any_opened() -> impl Strategy<Value = (Option<AgencyId>, Section)> {
    (option::weighted(0.7, (1..5u8).prop_map(agency)), select(&SECTIONS[..]))
}

fn any_world() -> impl Strategy<Value = World> {
    let access = prop_oneof![
        6 => Just(Access::Ordinary),
        1 => Just(Access::LimitedNamed),
        1 => Just(Access::LimitedOthers),
        1 => Just(Access::Unknown)
    ];
    let sections = || subsequence(SECTIONS.to_vec(), 0..=4);
    (
        (vec(any_version(), 1..5), any_day(), any_viewer(), select(&PURPOSES[..]), select(&SECTIONS[..])),
        ((1..5u8).prop_map(agency), option::of((1..4u8).prop_map(agency))),
        (subsequence(Condition::ALL.to_vec(), 0..=4), access, sections(), vec(any_opened(), 0..6)),
        (subsequence(REQUIREMENTS.to_vec(), 0..=2), subsequence(RiskKind::ALL.to_vec(), 0..=2)),
    )
        .prop_map(
            |(
                (mut versions, day, viewer, purpose, section),
                (holder, sent_to),
                (held, access, consented, opened),
                more,
            )| {
                let (requirements, risks) = more;
                for (id, version) in (1..).zip(&mut versions) {
                    version.agreement = AgreementId(Uuid::from_u128(id));
                }
                World {
                    versions,
                    day,
                    viewer,
                    purpose,
                    section,
                    holder,
                    sent_to,
                    held,
                    access,
                    consented,
                    opened,
                    requirements,
                    risks,
                }
            },
        )
}

/// What was open before and what is now, section by section.
fn every(world: &World, gate: &Gate) -> Vec<Option<Level>> {
    SECTIONS.iter().map(|section| world.answer(gate, *section)).collect()
}

fn slowly(world: &World) -> Vec<Option<Level>> {
    SECTIONS.iter().map(|section| world.read_slowly(*section)).collect()
}

proptest! {
    #[test]
    fn the_engine_the_filter_and_a_slow_reading_agree(world in any_world()) {
        let gate = world.gate();
        prop_assert!(gate.fault().is_none(), "{:?}", gate.fault());
        let expected = world.read_slowly(world.section);
        prop_assert_eq!(world.answer(&gate, world.section), expected);
        // Asked again, from memory.
        prop_assert_eq!(world.answer(&gate, world.section), expected);
        let known = world.read_slowly(Section::Identity).is_some();
        let standing = world.standing(gate.rules());
        prop_assert_eq!(gate.visible_to(&world.viewer, world.purpose).shows(&standing), known);
        prop_assert_eq!(gate.may_know_of(&world.viewer, world.purpose, &standing), known);
    }

    /// One flip of a consent touches that section alone; one of a flag, a requirement or a relation nothing that the slow reading
    /// does not change too.
    #[test]
    fn one_flip_changes_what_it_should(world in any_world(), section in select(&SECTIONS[..]), clause in 0..6usize) {
        let gate = world.gate();
        let before = every(&world, &gate);
        let flip = |mut list: Vec<Section>| {
            let had = list.iter().position(|one| *one == section);
            match had {
                Some(at) => drop(list.remove(at)),
                None => list.push(section),
            }
            list
        };
        let consent = World { consented: flip(world.consented.clone()), ..world.clone() };
        let after = every(&consent, &gate);
        for (at, one) in SECTIONS.iter().enumerate() {
            prop_assert!(*one == section || before[at] == after[at], "{one} changed with the consent for {section}");
        }
        prop_assert_eq!(after, slowly(&consent));
        let mut without = world.clone();
        let first = without.versions.first_mut().unwrap();
        let gone = (clause < first.terms.clauses.len()).then(|| first.terms.clauses.remove(clause));
        let after = every(&without, &without.gate());
        for (at, one) in SECTIONS.iter().enumerate() {
            let spoke = gone.as_ref().is_some_and(|clause| clause.sections.contains(one));
            prop_assert!(spoke || before[at] == after[at], "{one} changed with a clause that does not name it");
            prop_assert!(after[at] <= before[at], "{one} opened because a clause fell away");
        }
        prop_assert_eq!(after, slowly(&without));
        let mut shut = world.clone();
        shut.opened.retain(|(holder, one)| *one != section || *holder != Some(world.holder));
        prop_assert_eq!(every(&shut, &gate), slowly(&shut));
        let flag = World { risks: RiskKind::ALL.to_vec(), ..world.clone() };
        prop_assert_eq!(every(&flag, &gate), slowly(&flag));
        let closed = World { access: Access::LimitedOthers, ..world };
        prop_assert_eq!(every(&closed, &gate), vec![None; SECTIONS.len()]);
    }

    /// The matrix names the highest level that the engine answers with to anybody of the agency, whatever relates them to the
    /// person, whoever recorded it, with everything held that clauses may ask for.
    #[test]
    fn the_matrix_names_the_highest_level_there_is(world in any_world()) {
        let gate = world.gate();
        let everything = World {
            held: Condition::ALL.to_vec(),
            access: Access::Ordinary,
            consented: SECTIONS.to_vec(),
            opened: SECTIONS.iter().map(|section| (None, *section)).collect(),
            requirements: REQUIREMENTS.to_vec(),
            risks: RiskKind::ALL.to_vec(),
            sent_to: None,
            ..world.clone()
        };
        let (of, kind) = (world.viewer.agency, world.viewer.agency_kind);
        let mut highest = None;
        for who in 1..3 {
            for holder in 1..5 {
                let viewer = Viewer { account: account(who), roles: Roles::of(&ROLES), ..world.viewer };
                let asked = World { viewer, holder: agency(holder), ..everything.clone() };
                highest = highest.max(asked.answer(&gate, world.section));
            }
        }
        let shown = gate.rules().shown_to(of, kind, world.section, world.purpose);
        prop_assert_eq!(shown.first().map(|(_, clause)| clause.level), highest);
    }

    /// An edition that the database has left behind opens nothing.
    #[test]
    fn a_stale_gate_refuses(world in any_world()) {
        let gate = world.gate();
        let standing = Standing { edition: 1, ..world.standing(gate.rules()) };
        let label = Label::own(PERSON, world.section, world.holder);
        prop_assert_eq!(gate.decide(&world.viewer, world.purpose, &standing, label).ok(), None);
        prop_assert!(!gate.may_know_of(&world.viewer, world.purpose, &standing));
    }
}
