//! What a decision costs: seen before, and of facts never seen, with 100 agreements of 20 clauses in force; a whole record; the engine called
//! naively beside it. `cargo xtask bench gate` runs this and keeps what it prints.
//!
//! Each figure is the median over many batches, on one thread; batches are short, so that few of them hold a turn of another process. Nothing here touches a database: the ledger's commit is measured
//! with the whole product.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a measurement that cannot be made must stop"
)]

use cedar_policy::{
    Authorizer, Context, Entities, EntityUid, Policy, PolicyId, PolicySet, Request, RestrictedExpression,
};
use domain::{
    agency::AgencyKind,
    agreement::{
        Also, Auditing, Clause, Condition, ConsentModel, Fact, Holder, Kind, LawfulBasis, Onward, Parties,
        Party, PartyRole, Regime, Terms, Version, Who,
    },
    ids::{AccountId, AgencyId, AgreementId, PersonId},
    risk::RiskKind,
    role::{Role, Roles},
    section::{Level, Purpose, Section},
    stamp::Stamp,
    text::{Line, Prose},
};
use gate::{Access, Circumstances, Gate, Label, Relations, Rules, Standing, Viewer};
use jiff::{Timestamp, civil::date};
use std::{
    hint::black_box,
    str::FromStr,
    time::{Duration, Instant},
};
use uuid::Uuid;

const AGREEMENTS: u128 = 100;
const CLAUSES: u16 = 20;
const AGENCIES: u128 = 30;
/// Holders of a whole record: each section recorded by three agencies.
const HOLDERS: u128 = 3;

fn agency(id: u128) -> AgencyId {
    AgencyId(Uuid::from_u128(id % AGENCIES + 1))
}

fn line(words: &str) -> Line {
    Line::new(words).expect("a line")
}

/// An agreement between four agencies; its clauses go round roles, sections, purposes and conditions.
fn version(number: u128, ask: Ask) -> Version {
    let stamp = Stamp { at: Timestamp::UNIX_EPOCH, by: AccountId(Uuid::nil()), agency: agency(number) };
    let parties: Vec<AgencyId> = (0..4).map(|step| agency(number + step * 7)).collect();
    let party = |agency: &AgencyId| Party {
        agency: *agency,
        role: PartyRole::Controller,
        regime: Regime::UkGdpr,
        contact: line("somebody"),
        dpo: line("somebody"),
        caldicott: None,
        signatory: AccountId(Uuid::nil()),
        bases: vec![],
        retention: line("a year"),
    };
    let terms = Terms {
        title: line("One of a hundred"),
        kind: Kind::Agreement,
        parties: Parties::Listed(parties.iter().map(party).collect()),
        purposes: vec![],
        necessity: Prose::new("needed").expect("prose"),
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
        starts: date(2026, 1, 1),
        review: date(2028, 1, 1),
        ends: None,
        stops_unreviewed: false,
        clauses: (1..=CLAUSES).map(|at| clause(number, at, ask)).collect(),
    };
    let facts = std::iter::once(Fact::Submitted).chain(parties.into_iter().map(Fact::Signed));
    Version::new(AgreementId(Uuid::from_u128(number)), 1, terms, stamp)
        .replay(facts.map(|fact| (stamp, fact)))
        .expect("a version in force")
}

fn clause(agreement: u128, number: u16, ask: Ask) -> Clause {
    let turn = agreement as usize * 7 + usize::from(number);
    let pick = |list: &[Section], step: usize| list[(turn + step) % list.len()];
    let sections: Vec<Section> = (0..3)
        .map(|step| pick(Section::ALL, step * 5))
        .filter(|section| !matches!(section, Section::Identity | Section::Privilege))
        .collect();
    Clause {
        number,
        who: Who { roles: vec![Role::ALL[turn % 6], Role::ALL[(turn + 2) % 6]], ..Who::default() },
        sections: if sections.is_empty() { vec![Section::Contact] } else { sections },
        holder: Holder::Any,
        level: Level::ALL[turn % Level::ALL.len()],
        purposes: vec![Purpose::ALL[turn % 3], Purpose::ALL[(turn + 1) % 3]],
        when: vec![Condition::ALL[turn % 4], Condition::ALL[(turn + 1) % 4]],
        also: ask.also(turn),
        from: None,
        until: None,
        bases: vec![LawfulBasis::PublicTask],
        power: None,
    }
}

/// What clauses ask of a person's case besides relations.
#[derive(Clone, Copy)]
enum Ask {
    /// One clause in ten asks for one of sixteen kinds of requirement, and as many for a kind of flag, as agreements do.
    Few,
    /// One in ten asks for any of sixteen kinds, so that each section listens to all of them: nothing is ever seen before.
    All,
}

impl Ask {
    fn also(self, turn: usize) -> Vec<Also> {
        let kind = |number: usize| format!("kind{:02}", number % 16);
        // Not the remainder that picks sections, or a section would have all of them and another none.
        match (turn / Section::ALL.len() % 10, self) {
            (3, Self::Few) => vec![Also::Requirement(vec![kind(turn)])],
            (3, Self::All) => vec![Also::Requirement((0..16).map(kind).collect())],
            (7, _) => vec![Also::Risk(vec![RiskKind::ALL[turn % RiskKind::ALL.len()]])],
            _ => vec![],
        }
    }
}

fn viewer() -> Viewer {
    Viewer {
        account: AccountId(Uuid::from_u128(9)),
        agency: agency(1),
        agency_kind: AgencyKind::Probation,
        roles: Roles::of(&[Role::ProbationPractitioner, Role::TeamManager]),
    }
}

fn standing(relations: &[Condition]) -> Standing {
    let relations = relations.iter().fold(Relations::NONE, |set, one| set.and(*one, true));
    Standing { relations, access: Access::Ordinary, ..Standing::none(PersonId(Uuid::from_u128(7))) }
}

fn label(section: Section, holder: u128) -> Label {
    Label::own(PersonId(Uuid::from_u128(7)), section, agency(holder))
}

/// The median time of one of `each` calls, over `batches` batches.
fn median(batches: usize, each: u32, mut call: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..batches)
        .map(|_| {
            let begun = Instant::now();
            for _ in 0..each {
                call();
            }
            begun.elapsed() / each
        })
        .collect();
    times.sort();
    times[batches / 2]
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn say(what: &str, time: Duration) {
    println!("{what}\t{:.2}", micros(time));
}

fn main() {
    let of = |ask| {
        let versions: Vec<Version> = (1..=AGREEMENTS).map(|number| version(number, ask)).collect();
        let gate = Gate::new(Rules::on(date(2026, 11, 1), 0, &versions));
        assert!(gate.fault().is_none(), "{:?}", gate.fault());
        gate
    };
    let begun = Instant::now();
    let gate = of(Ask::All);
    println!("compiling 100 agreements of 20 clauses, ms\t{:.1}", begun.elapsed().as_secs_f64() * 1e3);
    let (viewer, standing) = (viewer(), standing(&[Condition::AgencyInvolved, Condition::OnTeam]));
    let asked: Vec<Label> = Section::ALL
        .iter()
        .flat_map(|section| (0..HOLDERS).map(|step| label(*section, 1 + step * 7)))
        .collect();
    let opens = |gate: &Gate| {
        asked
            .iter()
            .filter(|label| gate.decide(&viewer, Purpose::Supervision, &standing, **label).is_ok())
            .count()
    };
    println!("sections open, of {}\t{}", asked.len(), opens(&gate));
    let mut at = 0;
    say(
        "decision, seen before, µs",
        median(200, 1_000, || {
            at = (at + 1) % asked.len();
            let _ = black_box(gate.decide(&viewer, Purpose::Supervision, &standing, asked[at]));
        }),
    );
    say(
        "decision, asked of the engine again, µs",
        median(2_000, 10, || {
            at = (at + 1) % asked.len();
            let _ = black_box(gate.decide_anew(&viewer, Purpose::Supervision, &standing, asked[at]));
        }),
    );
    // Requirements of an order that nobody has had yet, and flags: no value in the engine's words was kept for them.
    let mut had = 0_u64;
    let mut someone_new = || {
        had += 1;
        let risks = u8::try_from(had / 7 % 256).expect("eight bits");
        let circumstances =
            Circumstances { requirements: (had * 40_503) & 0xffff, risks, ..standing.circumstances };
        Standing { circumstances, ..standing }
    };
    say(
        "decision, facts never seen, µs",
        median(2_000, 10, || {
            at = (at + 1) % asked.len();
            let _ = black_box(gate.decide(&viewer, Purpose::Supervision, &someone_new(), asked[at]));
        }),
    );
    let mut roles = 0_usize;
    say(
        "decision, roles never seen either, µs",
        median(800, 10, || {
            roles += 1;
            let more = Role::ALL.iter().enumerate().filter(|(bit, _)| roles & (1 << bit) != 0);
            let new: Vec<Role> = more.map(|(_, role)| *role).collect();
            let viewer = Viewer { roles: Roles::of(&new), ..viewer };
            at = (at + 1) % asked.len();
            let _ = black_box(gate.decide(&viewer, Purpose::Supervision, &someone_new(), asked[at]));
        }),
    );
    say(
        "whole record of 20 sections by 3 agencies, seen before, µs",
        median(200, 20, || {
            black_box(opens(&gate));
        }),
    );
    // The mean of all, not the median: what was new to a section once is not new to it again.
    let mut whole = |gate: &Gate| {
        median(1, 400, || {
            let standing = someone_new();
            for label in &asked {
                let _ = black_box(gate.decide(&viewer, Purpose::Supervision, &standing, *label));
            }
        })
    };
    say("whole record, every fact new to every section, mean, µs", whole(&gate));
    let usual = of(Ask::Few);
    say("whole record of somebody new, where one clause in five asks for one fact, mean, µs", whole(&usual));
    for policies in [10, 100] {
        say(&format!("the engine called naively, {policies} policies, µs"), naively(policies));
    }
}

/// `is_authorized` over so many policies of the same shape, as its documentation shows it.
fn naively(policies: usize) -> Duration {
    let mut set = PolicySet::new();
    for at in 0..policies {
        let text = format!(
            "permit(principal, action == Action::\"see\", resource) when {{ \
             [\"agency{at}\", \"agency{}\"].contains(context.agency) && context.roles.containsAny([\"role{}\"]) && \
             [\"section{}\"].contains(context.section) && context.relations.containsAny([\"on_team\"]) }};",
            at + 1,
            at % 6,
            at % 20
        );
        set.add(Policy::parse(Some(PolicyId::new(format!("p{at}"))), text).expect("a policy"))
            .expect("a set");
    }
    let uid = |text| EntityUid::from_str(text).expect("a name");
    let (principal, action, resource) =
        (uid("User::\"one\""), uid("Action::\"see\""), uid("Record::\"one\""));
    let string = |text: &str| RestrictedExpression::new_string(text.to_owned());
    let authorizer = Authorizer::new();
    let entities = Entities::empty();
    median(1_000, 10, || {
        let context = Context::from_pairs([
            ("agency".to_owned(), string("agency5")),
            ("section".to_owned(), string("section5")),
            ("roles".to_owned(), RestrictedExpression::new_set([string("role5")])),
            ("relations".to_owned(), RestrictedExpression::new_set([string("on_team")])),
        ])
        .expect("a context");
        let request = Request::new(principal.clone(), action.clone(), resource.clone(), context, None)
            .expect("a request");
        black_box(authorizer.is_authorized(&request, &set, &entities));
    })
}
