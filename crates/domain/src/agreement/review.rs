//! What an inventory of agreements says about itself: overlaps, contradictions, what is near its review or out of money, and how
//! long each stage took. The study's area had 27 agreements, each up to 36 months in the making.

use crate::{
    agency::AgencyKind,
    agreement::{
        basis::Regime,
        clause::{Also, Clause, Holder},
        life::{Fact, State, Version, in_force},
        terms::{ConsentModel, Parties, Terms},
        together,
        words::Names,
    },
    codes,
    ids::{AgencyId, AgreementId},
    section::{Purpose, Section},
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Months from draft to force in the study that the durations are set beside.
pub const MONTHS_OF_THE_STUDY: i32 = 36;
/// Days before a review or an end at which it is said, and said again.
pub const WARNINGS: [i32; 3] = [7, 30, 90];

codes! {
    /// How bad a finding is.
    Severity {
        Error = "error", "Error";
        Warning = "warning", "Warning";
    }
}

codes! {
    /// What was found.
    FindingKind {
        BrokenClause = "broken_clause", "A clause cannot stand";
        PurposeNotListed = "purpose_not_listed", "A clause serves a purpose that the agreement does not have";
        ConsentNotAsked = "consent_not_asked", "The agreement requires consent, and a clause does not ask for it";
        NotAParty = "not_a_party", "A clause names an agency that is no party";
        RegimeWithoutBasis = "regime_without_basis", "A party under DPA Part 3 cites no basis of that Part";
        Contradiction = "contradiction", "Two agreements say different things about the same";
        ConsentUndone = "consent_undone", "One clause asks for consent, another shows the same without";
        Overlap = "overlap", "Two agreements have the same parties and purpose";
        SameGrant = "same_grant", "A clause shows nothing that another does not show";
        Expired = "expired", "Its last day is past";
        NearReview = "near_review", "Its review is due";
        NearEnd = "near_end", "Its last day is near";
        FundingEnds = "funding_ends", "Its funding ends";
        SlowDraft = "slow_draft", "It has been in the making for longer than the study's 36 months";
        Gap = "gap", "A pathway needs data that no clause grants";
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// What.
    pub kind: FindingKind,
    /// The agreement and version; none for a gap.
    pub of: Option<(AgreementId, u16)>,
    /// The other one, for pairs.
    pub and: Option<AgreementId>,
    /// The clause.
    pub clause: Option<u16>,
    /// In words.
    pub words: String,
}

/// What a pathway's referral needs to be seen by whoever receives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    /// The pathway's service, by name.
    pub pathway: String,
    /// Who receives.
    pub agency: AgencyId,
    /// What kind of agency that is.
    pub kind: AgencyKind,
    /// What must be readable.
    pub section: Section,
    /// For which purpose.
    pub purpose: Purpose,
    /// How bad it is where nobody shows it.
    pub severity: Severity,
}

/// Everything found about these versions on `day`, worst first.
pub fn findings(versions: &[Version], needed: &[Needed], names: Names<'_>, day: Date) -> Vec<Finding> {
    let mut found: Vec<Finding> = versions.iter().flat_map(|version| of_one(version, names, day)).collect();
    let live = in_force(versions, day);
    for (at, one) in live.iter().enumerate() {
        for other in live.iter().skip(at + 1) {
            found.extend(of_pair(one, other));
        }
    }
    found.extend(together::of_clauses(&live, day));
    found.extend(needed.iter().filter_map(|need| together::gap(need, &live, day)));
    found.sort_by_key(|finding| (finding.severity, finding.kind));
    found
}

/// What is wrong with a version, or near, on `day`.
pub fn of_one(version: &Version, names: Names<'_>, day: Date) -> Vec<Finding> {
    let state = version.state(day);
    let live = matches!(
        state,
        State::Draft | State::UnderReview | State::Signed | State::InForce | State::Suspended
    );
    let mut found = Vec::new();
    let mut say = |severity, kind, clause, words: String| {
        found.push(Finding {
            severity,
            kind,
            of: Some((version.agreement, version.number)),
            and: None,
            clause,
            words,
        });
    };
    if !live {
        if state == State::Ended && version.last_day().is_some_and(|last| last < day) {
            let words = format!("“{}” ended on {}.", version.terms.title.as_str(), last_day(version));
            say(Severity::Warning, FindingKind::Expired, None, words);
        }
        return found;
    }
    for clause in &version.terms.clauses {
        for (kind, words) in of_clause(clause, &version.terms, names) {
            say(Severity::Error, kind, Some(clause.number), words);
        }
    }
    for party in version.terms.signing() {
        let cites = party.bases.iter().any(|basis| basis.basis.regime() == Regime::LawEnforcement);
        if party.regime == Regime::LawEnforcement && !cites {
            let words = format!("{} cites no basis of DPA Part 3.", names.of(party.agency));
            say(Severity::Error, FindingKind::RegimeWithoutBasis, None, words);
        }
    }
    for (kind, until, what) in days(version) {
        if let Some(left) = until.and_then(|until| within(until, day)) {
            say(
                Severity::Warning,
                kind,
                None,
                format!("“{}”: {what} in {left} days.", version.terms.title.as_str()),
            );
        }
    }
    if matches!(state, State::Draft | State::UnderReview) {
        let months = months_between(day_of(version.drafted.at), day);
        if months >= MONTHS_OF_THE_STUDY {
            let words = format!("“{}” was begun {months} months ago.", version.terms.title.as_str());
            say(Severity::Warning, FindingKind::SlowDraft, None, words);
        }
    }
    found
}

fn days(version: &Version) -> [(FindingKind, Option<Date>, &'static str); 3] {
    let funding = version.terms.funding.as_ref().and_then(|funding| funding.ends);
    [
        (FindingKind::NearReview, Some(version.review_by()), "its review is due"),
        (FindingKind::NearEnd, version.terms.ends, "it ends"),
        (FindingKind::FundingEnds, funding, "its funding ends"),
    ]
}

/// The days left, where the earliest warning is due; what is past has none left.
fn within(until: Date, day: Date) -> Option<i32> {
    let left = (until - day).get_days();
    let most = WARNINGS.iter().copied().max().unwrap_or(0);
    (left <= most).then_some(left.max(0))
}

fn of_clause(clause: &Clause, terms: &Terms, names: Names<'_>) -> Vec<(FindingKind, String)> {
    let mut wrong = Vec::new();
    if let Err(error) = clause.check() {
        wrong.push((FindingKind::BrokenClause, format!("Clause {}: {error}.", clause.number)));
    }
    let listed: BTreeSet<Purpose> = terms.purposes.iter().map(|one| one.purpose).collect();
    for purpose in clause.purposes.iter().filter(|purpose| !listed.contains(purpose)) {
        let words = format!(
            "Clause {} is for {}, which the agreement does not list.",
            clause.number,
            purpose.words()
        );
        wrong.push((FindingKind::PurposeNotListed, words));
    }
    if terms.consent == ConsentModel::Required && !clause.also.contains(&Also::Consent) {
        let words = format!("Clause {} opens without consent.", clause.number);
        wrong.push((FindingKind::ConsentNotAsked, words));
    }
    let of = match &clause.holder {
        Holder::Of(agencies) => agencies.as_slice(),
        Holder::Own | Holder::Any => &[],
    };
    for agency in clause.who.agencies.iter().chain(of).filter(|agency| !terms.binds(**agency)) {
        let words = format!("Clause {} names {}, which is no party.", clause.number, names.of(*agency));
        wrong.push((FindingKind::NotAParty, words));
    }
    wrong
}

fn of_pair(one: &Version, other: &Version) -> Vec<Finding> {
    if one.agreement == other.agreement {
        return Vec::new();
    }
    let pair = |severity, kind, clause, words| Finding {
        severity,
        kind,
        of: Some((one.agreement, one.number)),
        and: Some(other.agreement),
        clause,
        words,
    };
    let (first, second) = (one.terms.title.as_str(), other.terms.title.as_str());
    let mut found = Vec::new();
    let shared = shared_purposes(&one.terms, &other.terms);
    if same_parties(&one.terms, &other.terms) && !shared.is_empty() {
        let purposes: Vec<&str> = shared.iter().map(|purpose| purpose.words()).collect();
        let words =
            format!("“{first}” and “{second}” have the same parties and both serve {}.", purposes.join(", "));
        found.push(pair(Severity::Warning, FindingKind::Overlap, None, words));
    }
    for clause in &one.terms.clauses {
        for against in other.terms.clauses.iter().filter(|against| contradicts(clause, against)) {
            let words = format!(
                "“{first}” clause {} shows {}, “{second}” clause {} shows {}, of the same to the same; the wider holds.",
                clause.number,
                clause.level.words(),
                against.number,
                against.level.words()
            );
            found.push(pair(Severity::Warning, FindingKind::Contradiction, Some(clause.number), words));
        }
    }
    found
}

fn shared_purposes(one: &Terms, other: &Terms) -> BTreeSet<Purpose> {
    let of = |terms: &Terms| terms.purposes.iter().map(|one| one.purpose).collect::<BTreeSet<_>>();
    of(one).intersection(&of(other)).copied().collect()
}

fn same_parties(one: &Terms, other: &Terms) -> bool {
    let of = |terms: &Terms| terms.signing().iter().map(|party| party.agency).collect::<BTreeSet<_>>();
    match (&one.parties, &other.parties) {
        (Parties::Listed(_), Parties::Listed(_)) => of(one) == of(other),
        _ => false,
    }
}

/// The same people, sections, records, purposes and relations, and another level.
fn contradicts(one: &Clause, other: &Clause) -> bool {
    let meets = |a: &[Section], b: &[Section]| a.iter().any(|section| b.contains(section));
    one.level != other.level
        && one.who == other.who
        && one.holder == other.holder
        && one.when == other.when
        && one.also == other.also
        && one.purposes == other.purposes
        && meets(&one.sections, &other.sections)
}

/// Days spent as a draft and under review, and whether they are over; whole months from draft to force beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Making {
    /// Days as a draft.
    pub drafting: i32,
    /// Days under review; none yet while it is a draft.
    pub reviewing: Option<i32>,
    /// Whole months from the first draft until it was signed by all, or until `day`.
    pub months: i32,
    /// Whether all have signed.
    pub done: bool,
}

/// How long the making of `version` took, or has taken by `day`.
pub fn making(version: &Version, day: Date) -> Making {
    let drafted = day_of(version.drafted.at);
    let submitted = day_when(version, |fact| matches!(fact, Fact::Submitted), false);
    let signed = if version.unsigned().is_empty() {
        day_when(version, |fact| matches!(fact, Fact::Signed(_)), true)
    } else {
        None
    };
    let between = |from: Date, to: Date| (to - from).get_days();
    Making {
        drafting: between(drafted, submitted.unwrap_or(day)),
        reviewing: submitted.map(|from| between(from, signed.unwrap_or(day))),
        months: months_between(drafted, signed.unwrap_or(day)),
        done: signed.is_some(),
    }
}

fn day_when(version: &Version, is: impl Fn(&Fact) -> bool, last: bool) -> Option<Date> {
    let mut days = version.facts().iter().filter(|(_, fact)| is(fact)).map(|(stamp, _)| day_of(stamp.at));
    if last { days.next_back() } else { days.next() }
}

fn day_of(at: jiff::Timestamp) -> Date {
    at.to_zoned(crate::calendar::london()).date()
}

fn last_day(version: &Version) -> Date {
    version.last_day().unwrap_or(version.terms.starts)
}

/// Whole calendar months.
fn months_between(from: Date, to: Date) -> i32 {
    let whole = (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month())
        - i32::from(from.month());
    if to.day() < from.day() { whole - 1 } else { whole }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{
        agreement::{
            basis::LawfulBasis,
            clause::{Condition, Who},
            terms::{Auditing, Funding, Kind, Onward, Party, PartyBasis, PartyRole, PurposeTerm},
        },
        ids::AccountId,
        role::Role,
        section::Level,
        stamp::Stamp,
        text::{Line, Prose},
    };
    use jiff::civil::date;
    use uuid::Uuid;

    pub(crate) fn agency(id: u128) -> AgencyId {
        AgencyId(Uuid::from_u128(id))
    }

    pub(crate) fn stamp_on(day: Date) -> Stamp {
        let at = day.to_zoned(crate::calendar::london()).unwrap().timestamp();
        Stamp { at, by: AccountId(Uuid::from_u128(5)), agency: agency(1) }
    }

    fn line(words: &str) -> Line {
        Line::new(words).unwrap()
    }

    fn party(id: u128) -> Party {
        let basis = PartyBasis { purpose: Purpose::Referral, basis: LawfulBasis::PublicTask, power: None };
        Party {
            agency: agency(id),
            role: PartyRole::Controller,
            regime: Regime::UkGdpr,
            contact: line("Information governance, sharing@example.org"),
            dpo: line("The data protection officer"),
            caldicott: None,
            signatory: AccountId(Uuid::from_u128(100 + id)),
            bases: vec![basis],
            retention: line("Six years after the order ends, then destroyed"),
        }
    }

    pub(crate) fn clause(number: u16) -> Clause {
        Clause {
            number,
            who: Who { roles: vec![Role::TreatmentWorker], ..Who::default() },
            sections: vec![Section::Contact],
            holder: Holder::Any,
            level: Level::Full,
            purposes: vec![Purpose::Referral],
            when: vec![Condition::ReferralIn],
            also: vec![],
            from: None,
            until: None,
            bases: vec![LawfulBasis::PublicTask],
            power: None,
        }
    }

    /// Terms between these agencies, from 1 March 2026 until 28 February 2028, with one clause.
    pub(crate) fn terms(parties: &[u128]) -> Terms {
        Terms {
            title: line("Probation and alcohol treatment"),
            kind: Kind::Agreement,
            parties: Parties::Listed(parties.iter().map(|id| party(*id)).collect()),
            purposes: vec![PurposeTerm {
                purpose: Purpose::Referral,
                words: line("So that treatment begins in time"),
            }],
            necessity: Prose::new("Without it people wait. Telephone calls were considered.").unwrap(),
            consent: ConsentModel::GoodPractice,
            consent_wording: None,
            privacy_notice: line("Given at the first appointment"),
            transfer: line("In this workspace; OFFICIAL-SENSITIVE"),
            frequency: line("With each referral"),
            rights: line("Each party answers for its own records"),
            accuracy: line("A correction is sent to all who were told"),
            incidents: line("Within 24 hours to all parties"),
            assessments: None,
            onward: Onward::None,
            auditing: Auditing { per_cent: 5, reviewer: line("The council’s information governance lead") },
            funding: None,
            starts: date(2026, 3, 1),
            review: date(2027, 9, 1),
            ends: Some(date(2028, 2, 28)),
            stops_unreviewed: false,
            clauses: vec![clause(1)],
        }
    }

    pub(crate) fn in_force(id: u128, terms: Terms) -> Version {
        let on = stamp_on(date(2026, 2, 2));
        let signing: Vec<AgencyId> = terms.signing().iter().map(|party| party.agency).collect();
        let facts = std::iter::once(Fact::Submitted).chain(signing.into_iter().map(Fact::Signed));
        Version::new(AgreementId(Uuid::from_u128(id)), 1, terms, stamp_on(date(2026, 1, 5)))
            .replay(facts.map(|fact| (on, fact)))
            .unwrap()
    }

    const NO_NAMES: Names<'_> = Names(&[]);

    fn kinds(found: &[Finding]) -> Vec<FindingKind> {
        found.iter().map(|finding| finding.kind).collect()
    }

    #[test]
    fn two_with_the_same_parties_and_purpose_overlap_and_another_party_does_not() {
        let day = date(2026, 6, 1);
        let (one, two, other) =
            (in_force(1, terms(&[1, 2])), in_force(2, terms(&[2, 1])), in_force(3, terms(&[1, 3])));
        let found = findings(&[one, two, other], &[], NO_NAMES, day);
        assert_eq!(kinds(&found), [FindingKind::Overlap, FindingKind::SameGrant]);
        assert!(found.iter().all(|one| {
            let pair = [one.of.map(|(id, _)| id), one.and];
            [1, 2].iter().all(|id| pair.contains(&Some(AgreementId(Uuid::from_u128(*id)))))
        }));
    }

    #[test]
    fn another_level_for_the_same_is_a_contradiction() {
        let mut wider = terms(&[1, 3]);
        wider.clauses[0].level = Level::Summary;
        let found =
            findings(&[in_force(1, terms(&[1, 2])), in_force(2, wider)], &[], NO_NAMES, date(2026, 6, 1));
        assert_eq!(kinds(&found), [FindingKind::Contradiction]);
    }

    #[test]
    fn broken_clauses_are_errors() {
        let mut wrong = terms(&[1]);
        wrong.consent = ConsentModel::Required;
        wrong.clauses[0].purposes.push(Purpose::Oversight);
        wrong.clauses[0].who.agencies.push(agency(7));
        let found = findings(&[in_force(1, wrong)], &[], NO_NAMES, date(2026, 6, 1));
        let expected = [FindingKind::PurposeNotListed, FindingKind::ConsentNotAsked, FindingKind::NotAParty];
        assert_eq!(kinds(&found), expected);
        assert!(found.iter().all(|finding| finding.severity == Severity::Error && finding.clause == Some(1)));
    }

    #[test]
    fn a_review_an_end_and_the_end_of_funding_are_said_ninety_days_before() {
        let mut paid = terms(&[1]);
        paid.funding = Some(Funding { source: line("European Social Fund"), ends: Some(date(2026, 9, 1)) });
        let one = in_force(1, paid);
        let on = |day| kinds(&findings(std::slice::from_ref(&one), &[], NO_NAMES, day));
        assert_eq!(on(date(2026, 6, 2)), []);
        assert_eq!(on(date(2026, 6, 3)), [FindingKind::FundingEnds]);
        assert_eq!(on(date(2027, 6, 3)), [FindingKind::NearReview, FindingKind::FundingEnds]);
    }

    #[test]
    fn what_a_pathway_needs_and_nobody_grants_is_a_gap() {
        let kind = AgencyKind::AlcoholTreatment;
        let need = |section| Needed {
            pathway: "Alcohol treatment".into(),
            agency: agency(1),
            kind,
            section,
            purpose: Purpose::Referral,
            severity: Severity::Error,
        };
        let live = [in_force(1, terms(&[1]))];
        let found =
            findings(&live, &[need(Section::Contact), need(Section::Risk)], NO_NAMES, date(2026, 6, 1));
        assert_eq!(kinds(&found), [FindingKind::Gap]);
        assert!(found[0].words.contains("needs risk"), "{}", found[0].words);
    }

    #[test]
    fn the_making_is_counted_by_stage() {
        let draft = Version::new(AgreementId(Uuid::nil()), 1, terms(&[1]), stamp_on(date(2023, 3, 1)));
        let day = date(2026, 3, 1);
        assert_eq!(making(&draft, day), Making { drafting: 1096, reviewing: None, months: 36, done: false });
        assert_eq!(
            kinds(&findings(std::slice::from_ref(&draft), &[], NO_NAMES, day)),
            [FindingKind::SlowDraft]
        );
        let sent = draft.append(stamp_on(date(2023, 4, 1)), Fact::Submitted).unwrap();
        let signed = sent.append(stamp_on(date(2024, 4, 1)), Fact::Signed(agency(1))).unwrap();
        let made = Making { drafting: 31, reviewing: Some(366), months: 13, done: true };
        assert_eq!(making(&signed, day), made);
    }
}
