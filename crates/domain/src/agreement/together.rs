//! What clauses in force say together: one that shows nothing new, one that asks for consent where another does not, and what a
//! pathway's referral needs and none of them shows.
//!
//! Pairs are looked at clause by clause. Deliberately not here: what a clause lets anybody see, which is the gate's.

use crate::{
    agreement::{
        clause::{Also, Clause, Condition, Holder, Who},
        life::Version,
        review::{Finding, FindingKind, Needed, Severity},
        terms::{Parties, Terms},
        words::joined,
    },
    ids::AgencyId,
    section::Level,
};
use jiff::civil::Date;

/// What the clauses of versions in force say of each other.
pub(super) fn of_clauses(live: &[&Version], day: Date) -> Vec<Finding> {
    let clauses: Vec<(&Version, &Clause)> = live
        .iter()
        .flat_map(|version| version.terms.clauses.iter().map(move |clause| (*version, clause)))
        .filter(|(_, clause)| clause.runs_on(day) && clause.check().is_ok())
        .collect();
    let mut found = Vec::new();
    for (at, one) in clauses.iter().enumerate() {
        for other in clauses.iter().skip(at + 1) {
            if covers(*one, *other) {
                found.push(nothing_new(*one, *other));
            } else if covers(*other, *one) {
                found.push(nothing_new(*other, *one));
            }
            if undoes(*one, *other) {
                found.push(without_consent(*one, *other));
            } else if undoes(*other, *one) {
                found.push(without_consent(*other, *one));
            }
        }
    }
    found
}

fn pair(
    kind: FindingKind,
    (version, clause): (&Version, &Clause),
    other: &Version,
    words: String,
) -> Finding {
    Finding {
        severity: Severity::Warning,
        kind,
        of: Some((version.agreement, version.number)),
        and: (other.agreement != version.agreement).then_some(other.agreement),
        clause: Some(clause.number),
        words,
    }
}

fn named((version, clause): (&Version, &Clause)) -> String {
    format!("“{}” clause {}", version.terms.title.as_str(), clause.number)
}

fn nothing_new(wide: (&Version, &Clause), narrow: (&Version, &Clause)) -> Finding {
    let words = format!("{} shows nothing that {} does not show already.", named(narrow), named(wide));
    pair(FindingKind::SameGrant, narrow, wide.0, words)
}

fn without_consent(open: (&Version, &Clause), asks: (&Version, &Clause)) -> Finding {
    let both = asks.1.sections.iter().filter(|section| open.1.sections.contains(section));
    let sections = joined(both.map(|section| section.words().to_lowercase()), "and");
    let words = format!(
        "{} shows {sections} only with consent, and {} shows it to the same people without.",
        named(asks),
        named(open)
    );
    pair(FindingKind::ConsentUndone, asks, open.0, words)
}

fn all_in<T: PartialEq>(few: &[T], many: &[T]) -> bool {
    few.iter().all(|one| many.contains(one))
}

fn meet<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.iter().any(|it| other.contains(it))
}

/// Whether whatever `narrow` shows, `wide` shows as well.
fn covers((wide_version, wide): (&Version, &Clause), (narrow_version, narrow): (&Version, &Clause)) -> bool {
    all_in(&narrow.sections, &wide.sections)
        && wide.level >= narrow.level
        && all_in(&narrow.purposes, &wide.purposes)
        && all_in(&narrow.when, &wide.when)
        && wide.also.iter().all(|asked| narrow.also.iter().any(|kept| implies(kept, asked)))
        && covers_who(&wide.who, &narrow.who)
        && covers_holder(&wide.holder, &narrow.holder)
        && covers_days(wide, narrow)
        && (wide_version.agreement == narrow_version.agreement
            || covers_parties(&wide_version.terms, &narrow_version.terms))
}

/// Whether `asked` holds wherever `kept` does.
fn implies(kept: &Also, asked: &Also) -> bool {
    match (kept, asked) {
        (Also::Requirement(kept), Also::Requirement(asked)) => all_in(kept, asked),
        (Also::Risk(kept), Also::Risk(asked)) => all_in(kept, asked),
        _ => kept == asked,
    }
}

fn covers_who(wide: &Who, narrow: &Who) -> bool {
    let anybody = |who: &Who| who.agency_kinds.is_empty() && who.agencies.is_empty();
    let agencies = anybody(wide)
        || (!anybody(narrow)
            && all_in(&narrow.agency_kinds, &wide.agency_kinds)
            && all_in(&narrow.agencies, &wide.agencies));
    let people =
        wide.accounts.is_empty() || (!narrow.accounts.is_empty() && all_in(&narrow.accounts, &wide.accounts));
    all_in(&narrow.roles, &wide.roles) && agencies && people
}

fn covers_holder(wide: &Holder, narrow: &Holder) -> bool {
    match (wide, narrow) {
        (Holder::Own, Holder::Own) | (Holder::Any, Holder::Any | Holder::Of(_)) => true,
        (Holder::Of(wide), Holder::Of(narrow)) => all_in(narrow, wide),
        _ => false,
    }
}

fn covers_days(wide: &Clause, narrow: &Clause) -> bool {
    let begins = wide.from.is_none_or(|from| narrow.from.is_some_and(|begins| from <= begins));
    let ends = wide.until.is_none_or(|until| narrow.until.is_some_and(|ends| ends <= until));
    begins && ends
}

fn agencies(terms: &Terms) -> Option<Vec<AgencyId>> {
    match &terms.parties {
        Parties::Everyone => None,
        Parties::Listed(parties) => Some(parties.iter().map(|party| party.agency).collect()),
    }
}

fn covers_parties(wide: &Terms, narrow: &Terms) -> bool {
    match (agencies(wide), agencies(narrow)) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(wide), Some(narrow)) => all_in(&narrow, &wide),
    }
}

/// Whether `open` shows to some of the same people, without consent, at least what `asks` shows only with it.
fn undoes((open_version, open): (&Version, &Clause), (asks_version, asks): (&Version, &Clause)) -> bool {
    let parties = match (agencies(&open_version.terms), agencies(&asks_version.terms)) {
        (Some(one), Some(other)) => meet(&one, &other),
        _ => true,
    };
    asks.also.contains(&Also::Consent)
        && open.also.is_empty()
        && open.level >= asks.level
        && meet(&open.sections, &asks.sections)
        && meet(&open.purposes, &asks.purposes)
        && meet(&open.when, &asks.when)
        && who_meet(&open.who, &asks.who)
        && holders_meet(&open.holder, &asks.holder)
        && parties
}

fn who_meet(one: &Who, other: &Who) -> bool {
    let anybody = |who: &Who| who.agency_kinds.is_empty() && who.agencies.is_empty();
    let agencies = anybody(one)
        || anybody(other)
        || meet(&one.agency_kinds, &other.agency_kinds)
        || meet(&one.agencies, &other.agencies);
    let people = one.accounts.is_empty() || other.accounts.is_empty() || meet(&one.accounts, &other.accounts);
    meet(&one.roles, &other.roles) && agencies && people
}

fn holders_meet(one: &Holder, other: &Holder) -> bool {
    match (one, other) {
        (Holder::Any, _) | (_, Holder::Any) | (Holder::Own, Holder::Own) => true,
        (Holder::Of(one), Holder::Of(other)) => meet(one, other),
        (Holder::Own, Holder::Of(_)) | (Holder::Of(_), Holder::Own) => false,
    }
}

/// Whether the clause speaks of the agency that receives, by name or by kind.
fn speaks_of(clause: &Clause, need: &Needed) -> bool {
    let who = &clause.who;
    (who.agencies.is_empty() && who.agency_kinds.is_empty())
        || who.agencies.contains(&need.agency)
        || who.agency_kinds.contains(&need.kind)
}

/// What `need` asks for and nobody opens to whoever receives the referral, while it is in progress and for its purpose; or what
/// somebody opens only while something else holds.
pub(super) fn gap(need: &Needed, live: &[&Version], day: Date) -> Option<Finding> {
    let opening: Vec<&Clause> = live
        .iter()
        .filter(|version| version.terms.binds(need.agency))
        .flat_map(|version| &version.terms.clauses)
        .filter(|clause| {
            clause.runs_on(day)
                && clause.check().is_ok()
                && clause.sections.contains(&need.section)
                && clause.purposes.contains(&need.purpose)
                && clause.when.contains(&Condition::ReferralIn)
                && clause.level >= Level::Summary
                && clause.holder != Holder::Own
                && speaks_of(clause, need)
        })
        .collect();
    if opening.iter().any(|clause| clause.also.is_empty()) {
        return None;
    }
    let section = need.section.words().to_lowercase();
    let (severity, words) = match opening.first() {
        None => (
            need.severity,
            format!(
                "The pathway “{}” needs {section}, and no clause in force shows it to the service that is asked.",
                need.pathway
            ),
        ),
        Some(clause) => {
            let also = joined(clause.also.iter().map(Also::words), "and");
            let words =
                format!("The pathway “{}” needs {section}; the service sees it only {also}.", need.pathway);
            (Severity::Warning, words)
        }
    };
    Some(Finding { severity, kind: FindingKind::Gap, of: None, and: None, clause: None, words })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        agreement::{
            LawfulBasis,
            review::tests::{agency, clause, in_force, terms},
        },
        role::Role,
        section::{Purpose, Section},
    };
    use jiff::civil::date;

    const DAY: Date = date(2026, 6, 1);

    fn kinds(found: &[Finding]) -> Vec<(FindingKind, Option<u16>)> {
        found.iter().map(|one| (one.kind, one.clause)).collect()
    }

    /// Two clauses of one agreement, the second changed so.
    fn beside(change: impl FnOnce(&mut Clause)) -> Vec<(FindingKind, Option<u16>)> {
        let mut said = terms(&[1, 2]);
        let mut second = clause(2);
        change(&mut second);
        said.clauses.push(second);
        kinds(&of_clauses(&[&in_force(1, said)], DAY))
    }

    #[test]
    fn a_clause_that_shows_nothing_new_is_named_and_one_that_shows_more_is_not() {
        let same = FindingKind::SameGrant;
        assert_eq!(beside(|_| {}), [(same, Some(2))], "alike: said once, of the later");
        assert_eq!(beside(|two| two.level = Level::Summary), [(same, Some(2))]);
        assert_eq!(beside(|two| two.until = Some(date(2026, 7, 1))), [(same, Some(2))]);
        assert_eq!(beside(|two| two.sections.push(Section::Risk)), [(same, Some(1))], "the other one");
        assert_eq!(beside(|two| two.who.roles.push(Role::Specialist)), [(same, Some(1))]);
        assert_eq!(beside(|two| two.holder = Holder::Own), []);
        assert_eq!(beside(|two| two.purposes = vec![Purpose::Treatment]), []);
        assert_eq!(
            beside(|two| {
                two.level = Level::Summary;
                two.sections.push(Section::Risk);
            }),
            []
        );
    }

    #[test]
    fn the_same_clause_for_other_parties_shows_something_new() {
        let of = |one: &[u128], other: &[u128]| {
            kinds(&of_clauses(&[&in_force(1, terms(one)), &in_force(2, terms(other))], DAY))
        };
        assert_eq!(of(&[1, 2], &[1, 3]), []);
        assert_eq!(of(&[1, 2, 3], &[1, 3]), [(FindingKind::SameGrant, Some(1))]);
    }

    #[test]
    fn consent_that_another_clause_does_not_ask_for_is_a_contradiction() {
        let undone = (FindingKind::ConsentUndone, Some(2));
        let consent = |two: &mut Clause| {
            two.also = vec![Also::Consent];
            two.bases = vec![LawfulBasis::Consent];
        };
        assert!(beside(consent).contains(&undone));
        let elsewhere = beside(|two| {
            consent(two);
            two.sections = vec![Section::MentalHealth];
        });
        assert_eq!(elsewhere, []);
        let mut weaker = terms(&[1, 2]);
        weaker.clauses[0].level = Level::Summary;
        let mut second = clause(2);
        consent(&mut second);
        weaker.clauses.push(second);
        assert_eq!(kinds(&of_clauses(&[&in_force(1, weaker)], DAY)), [], "with consent more is seen");
    }

    #[test]
    fn a_need_is_met_only_by_what_a_referral_opens() {
        let need = |section| Needed {
            pathway: "Alcohol treatment".into(),
            agency: agency(1),
            kind: crate::agency::AgencyKind::AlcoholTreatment,
            section,
            purpose: Purpose::Referral,
            severity: Severity::Error,
        };
        let found = |change: &dyn Fn(&mut Clause)| {
            let mut said = terms(&[1]);
            change(&mut said.clauses[0]);
            gap(&need(Section::Contact), &[&in_force(1, said)], DAY).map(|one| one.severity)
        };
        assert_eq!(found(&|_| {}), None);
        assert_eq!(found(&|one| one.when = vec![Condition::OnTeam]), Some(Severity::Error));
        assert_eq!(found(&|one| one.purposes = vec![Purpose::Treatment]), Some(Severity::Error));
        assert_eq!(found(&|one| one.level = Level::Exists), Some(Severity::Error));
        assert_eq!(found(&|one| one.holder = Holder::Own), Some(Severity::Error), "others recorded it");
        assert_eq!(found(&|one| one.until = Some(date(2026, 5, 31))), Some(Severity::Error));
        assert_eq!(found(&|one| one.also = vec![Also::Consent]), Some(Severity::Warning));
    }
}
