//! Looks watched over: a share of those under each agreement, drawn for review, and looks that show signs of being unusual.
//!
//! What holds: what is drawn follows from ids alone, so that drawing again draws the same and nobody chooses; a sign is a question
//! to somebody, never a finding. Signs are dated rules of an installation. Deliberately not here: who reviews, which is the
//! gate's to say.

use crate::{
    calendar::BankHolidays,
    codes,
    ids::{AccountId, AgencyId, AgreementId, LedgerId, PersonId},
    stamp::Stamp,
    text::Prose,
};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use std::collections::BTreeSet;

codes! {
    /// A sign that a look may be unusual.
    Sign {
        SameFamilyName = "same_family_name", "The colleague and the person share a family name";
        OwnContact = "own_contact", "The person’s email address is the colleague’s";
        ManyPeople = "many_people", "Many people’s records within an hour";
        OutOfHours = "out_of_hours", "Outside working hours";
        NotOnTeam = "not_on_team", "Not on the person’s team";
    }
}

codes! {
    /// What a review of a look found.
    Verdict {
        Fine = "fine", "Fine";
        NotFine = "not_fine", "Not fine";
    }
}

/// A rule by which looks are found unusual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignRule {
    /// Which sign.
    pub sign: Sign,
    /// How many, where the sign counts something.
    pub amount: u32,
    /// Minutes of the day between which staff are at work, where the sign asks for the time.
    pub hours: (u16, u16),
    /// The first day on which it counts.
    pub from: Date,
    /// The last day, where there is one.
    pub until: Option<Date>,
}

/// One colleague's look at one person's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenedLook {
    /// When.
    pub at: Timestamp,
    /// Who looked.
    pub by: AccountId,
    /// At whose record.
    pub person: PersonId,
    /// Whether the two share a family name.
    pub same_family_name: bool,
    /// Whether the person's email address is the colleague's.
    pub own_contact: bool,
    /// Whether the colleague was on the person's team.
    pub on_team: bool,
}

/// What a review found. Appended, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookReview {
    /// Of which look.
    pub look: LedgerId,
    /// By whose staff that was.
    pub agency: AgencyId,
    /// What was found.
    pub verdict: Verdict,
    /// In words.
    pub words: Prose,
    /// Who reviewed it, when.
    pub stamp: Stamp,
}

/// A month's looks of one agency under one agreement, of which a share was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// Whose looks.
    pub agency: AgencyId,
    /// Under which agreement.
    pub agreement: AgreementId,
    /// The first day of the month.
    pub month: Date,
    /// How many of a hundred were to be drawn.
    pub per_cent: u8,
    /// How many looks there were.
    pub looks: u32,
    /// How many were drawn.
    pub drawn: u32,
    /// Who drew them, when.
    pub stamp: Stamp,
}

/// Whether a look is drawn under an agreement: so many of a hundred, by a number that follows from both ids.
pub fn is_drawn(look: LedgerId, agreement: AgreementId, per_cent: u8) -> bool {
    let (look, agreement) = (look.0.as_u128(), agreement.0.as_u128());
    mixed(halves(look) ^ mixed(halves(agreement))) % 100 < u64::from(per_cent)
}

/// Both halves of an id as one number.
#[expect(
    clippy::cast_possible_truncation,
    reason = "each half is cut off on purpose, and the other is counted beside it"
)]
const fn halves(id: u128) -> u64 {
    ((id >> 64) as u64) ^ (id as u64).rotate_left(32)
}

/// A number every bit of which depends on every bit of another (the finaliser of `SplitMix64`).
const fn mixed(number: u64) -> u64 {
    let first = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let second = (first ^ (first >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    second ^ (second >> 31)
}

/// The signs that each look shows, in the order of the list. `looks` are those of one agency, in any order.
pub fn signs(
    looks: &[OpenedLook],
    rules: &[SignRule],
    holidays: &BankHolidays,
    zone: &TimeZone,
) -> Vec<Vec<Sign>> {
    let hours = hours_of(looks);
    looks
        .iter()
        .zip(hours)
        .map(|(look, people)| {
            let local = look.at.to_zoned(zone.clone());
            let day = local.date();
            let minute = i32::from(local.hour()) * 60 + i32::from(local.minute());
            let shows = |rule: &&SignRule| {
                let counts = rule.from <= day && rule.until.is_none_or(|until| day <= until);
                let (opens, shuts) = (i32::from(rule.hours.0), i32::from(rule.hours.1));
                counts
                    && match rule.sign {
                        Sign::SameFamilyName => look.same_family_name,
                        Sign::OwnContact => look.own_contact,
                        Sign::ManyPeople => people > rule.amount,
                        Sign::OutOfHours => !holidays.works(day) || !(opens..shuts).contains(&minute),
                        Sign::NotOnTeam => !look.on_team,
                    }
            };
            let found: BTreeSet<Sign> = rules.iter().filter(shows).map(|rule| rule.sign).collect();
            found.into_iter().collect()
        })
        .collect()
}

/// At how many people each look's colleague had looked within the hour that ends with it.
fn hours_of(looks: &[OpenedLook]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..looks.len()).collect();
    order.sort_by_key(|place| looks.get(*place).map(|look| (look.by, look.at)));
    let mut counts = vec![0; looks.len()];
    let mut window: Vec<OpenedLook> = Vec::new();
    for place in order {
        let Some(look) = looks.get(place) else { continue };
        let begins = look.at.saturating_sub(SignedDuration::from_hours(1)).unwrap_or(look.at);
        window.retain(|earlier| earlier.by == look.by && earlier.at > begins);
        window.push(*look);
        let people: BTreeSet<PersonId> = window.iter().map(|one| one.person).collect();
        if let Some(count) = counts.get_mut(place) {
            *count = u32::try_from(people.len()).unwrap_or(u32::MAX);
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::london;
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    const HOURS: (u16, u16) = (7 * 60, 20 * 60);

    fn rule(sign: Sign, amount: u32) -> SignRule {
        SignRule { sign, amount, hours: HOURS, from: date(2000, 1, 1), until: None }
    }

    fn look(at: &str, by: u128, person: u128) -> OpenedLook {
        OpenedLook {
            at: at.parse().unwrap(),
            by: AccountId(Uuid::from_u128(by)),
            person: PersonId(Uuid::from_u128(person)),
            same_family_name: false,
            own_contact: false,
            on_team: true,
        }
    }

    fn found(looks: &[OpenedLook], rules: &[SignRule]) -> Vec<Vec<Sign>> {
        signs(looks, rules, &BankHolidays::new([date(2026, 12, 25)]), &london())
    }

    #[test]
    fn looks_outside_working_hours_on_weekends_and_holidays_show_it() {
        let rules = [rule(Sign::OutOfHours, 0)];
        for (at, shows) in [
            ("2026-11-24T07:00:00Z", false),
            ("2026-11-24T06:59:00Z", true),
            ("2026-11-24T19:59:00Z", false),
            ("2026-11-24T20:00:00Z", true),
            ("2026-06-30T06:30:00Z", false), // Half past seven in London.
            ("2026-11-22T11:00:00Z", true),  // A Sunday.
            ("2026-12-25T11:00:00Z", true),
        ] {
            assert_eq!(!found(&[look(at, 1, 1)], &rules)[0].is_empty(), shows, "{at}");
        }
    }

    #[test]
    fn many_people_are_counted_by_colleague_and_hour_each_person_once() {
        let rules = [rule(Sign::ManyPeople, 2)];
        let looks = [
            look("2026-11-24T10:00:00Z", 1, 1),
            look("2026-11-24T10:10:00Z", 1, 2),
            look("2026-11-24T10:20:00Z", 1, 2),
            look("2026-11-24T10:25:00Z", 2, 3),
            look("2026-11-24T10:30:00Z", 1, 3),
            look("2026-11-24T11:05:00Z", 1, 4),
            look("2026-11-24T12:30:00Z", 1, 5),
        ];
        let many: Vec<bool> = found(&looks, &rules).iter().map(|signs| !signs.is_empty()).collect();
        assert_eq!(many, [false, false, false, false, true, true, false]);
    }

    #[test]
    fn each_fact_shows_its_own_sign_and_only_while_its_rule_counts() {
        let odd = OpenedLook {
            same_family_name: true,
            own_contact: true,
            on_team: false,
            ..look("2026-11-24T10:00:00Z", 1, 1)
        };
        let all: Vec<SignRule> = Sign::ALL.iter().map(|sign| rule(*sign, 30)).collect();
        assert_eq!(found(&[odd], &all), [[Sign::SameFamilyName, Sign::OwnContact, Sign::NotOnTeam]]);
        let over = SignRule { until: Some(date(2026, 11, 23)), ..rule(Sign::NotOnTeam, 0) };
        assert!(found(&[odd], &[over])[0].is_empty());
    }

    #[test]
    fn the_share_that_is_drawn_is_near_what_the_agreement_says() {
        for per_cent in [0_u8, 2, 25, 100] {
            let agreement = AgreementId(Uuid::from_u128(1));
            let drawn = (0..10_000_u128)
                .filter(|n| is_drawn(LedgerId(Uuid::from_u128(n << 64 | 7)), agreement, per_cent))
                .count();
            let wanted = usize::from(per_cent) * 100;
            assert!(drawn.abs_diff(wanted) <= 150, "{per_cent} per cent drew {drawn}");
        }
    }

    proptest! {
        /// A larger share holds the smaller one.
        #[test]
        fn more_per_cent_never_leave_a_look_out(look in any::<u128>(), of in any::<u128>(), least in 0..=100_u8, more in 0..=100_u8) {
            let (look, of) = (LedgerId(Uuid::from_u128(look)), AgreementId(Uuid::from_u128(of)));
            let most = least.max(more);
            prop_assert!(!is_drawn(look, of, least) || is_drawn(look, of, most));
            prop_assert!(is_drawn(look, of, 100) && !is_drawn(look, of, 0));
        }
    }
}
