//! The vectors of information-sharing.md, section 7, each with the days around it, and what holds for all convictions.

use super::*;
use crate::{
    conviction::{
        Runs, Sentence,
        tests::{convicted, custody, sentence},
    },
    text::Line,
};
use jiff::civil::date;
use proptest::{collection::vec, prelude::*};
use uuid::Uuid;

const OLD: Date = date(2014, 3, 10);
const OLD_LAST: Date = date(2023, 10, 27);
const NEW: Date = date(2023, 10, 28);

/// The rows that a new installation has.
fn law() -> Law {
    use CountsFrom as C;
    use SentenceKind as K;
    let rows = [
        (K::Custody, Age::Adult, 0, Some(12), None, C::End, 12, NEW, None),
        (K::Custody, Age::Adult, 12, Some(48), None, C::End, 48, NEW, None),
        (K::Custody, Age::Adult, 48, None, Some(false), C::End, 84, NEW, None),
        (K::Custody, Age::Adult, 48, None, Some(true), C::Never, 0, NEW, None),
        (K::Custody, Age::Under18, 0, Some(12), None, C::End, 6, NEW, None),
        (K::Custody, Age::Under18, 12, Some(48), None, C::End, 24, NEW, None),
        (K::Custody, Age::Under18, 48, None, Some(false), C::End, 42, NEW, None),
        (K::Custody, Age::Under18, 48, None, Some(true), C::Never, 0, NEW, None),
        (K::Custody, Age::Adult, 0, Some(6), None, C::End, 24, OLD, Some(OLD_LAST)),
        (K::Custody, Age::Adult, 6, Some(30), None, C::End, 48, OLD, Some(OLD_LAST)),
        (K::Custody, Age::Adult, 30, Some(48), None, C::End, 84, OLD, Some(OLD_LAST)),
        (K::Custody, Age::Adult, 48, None, None, C::Never, 0, OLD, Some(OLD_LAST)),
        (K::Custody, Age::Under18, 0, Some(6), None, C::End, 18, OLD, Some(OLD_LAST)),
        (K::Custody, Age::Under18, 6, Some(30), None, C::End, 24, OLD, Some(OLD_LAST)),
        (K::Custody, Age::Under18, 30, Some(48), None, C::End, 42, OLD, Some(OLD_LAST)),
        (K::Custody, Age::Under18, 48, None, None, C::Never, 0, OLD, Some(OLD_LAST)),
        (K::Extended, Age::Adult, 0, None, None, C::Never, 0, OLD, Some(OLD_LAST)),
        (K::Extended, Age::Adult, 0, None, None, C::Never, 0, NEW, None),
        (K::Extended, Age::Under18, 0, None, None, C::Never, 0, OLD, Some(OLD_LAST)),
        (K::Extended, Age::Under18, 0, None, None, C::Never, 0, NEW, None),
        (K::Life, Age::Adult, 0, None, None, C::Never, 0, OLD, Some(OLD_LAST)),
        (K::Life, Age::Adult, 0, None, None, C::Never, 0, NEW, None),
        (K::Life, Age::Under18, 0, None, None, C::Never, 0, OLD, Some(OLD_LAST)),
        (K::Life, Age::Under18, 0, None, None, C::Never, 0, NEW, None),
        (K::PublicProtection, Age::Adult, 0, None, None, C::Never, 0, OLD, Some(OLD_LAST)),
        (K::PublicProtection, Age::Adult, 0, None, None, C::Never, 0, NEW, None),
        (K::PublicProtection, Age::Under18, 0, None, None, C::Never, 0, OLD, Some(OLD_LAST)),
        (K::PublicProtection, Age::Under18, 0, None, None, C::Never, 0, NEW, None),
        (K::CommunityOrder, Age::Adult, 0, None, None, C::End, 12, OLD, Some(OLD_LAST)),
        (K::CommunityOrder, Age::Adult, 0, None, None, C::End, 0, NEW, None),
        (K::CommunityOrder, Age::Under18, 0, None, None, C::End, 6, OLD, Some(OLD_LAST)),
        (K::CommunityOrder, Age::Under18, 0, None, None, C::End, 0, NEW, None),
        (K::YouthRehabilitationOrder, Age::Adult, 0, None, None, C::End, 12, OLD, Some(OLD_LAST)),
        (K::YouthRehabilitationOrder, Age::Adult, 0, None, None, C::End, 0, NEW, None),
        (K::YouthRehabilitationOrder, Age::Under18, 0, None, None, C::End, 6, OLD, Some(OLD_LAST)),
        (K::YouthRehabilitationOrder, Age::Under18, 0, None, None, C::End, 0, NEW, None),
        (K::Fine, Age::Adult, 0, None, None, C::Conviction, 12, OLD, None),
        (K::Fine, Age::Under18, 0, None, None, C::Conviction, 6, OLD, None),
        (K::ConditionalDischarge, Age::Adult, 0, None, None, C::End, 0, OLD, None),
        (K::ConditionalDischarge, Age::Under18, 0, None, None, C::End, 0, OLD, None),
        (K::BindOver, Age::Adult, 0, None, None, C::End, 0, OLD, None),
        (K::BindOver, Age::Under18, 0, None, None, C::End, 0, OLD, None),
        (K::OtherOrder, Age::Adult, 0, None, None, C::End, 0, OLD, None),
        (K::OtherOrder, Age::Under18, 0, None, None, C::End, 0, OLD, None),
        (K::AbsoluteDischarge, Age::Adult, 0, None, None, C::Conviction, 0, OLD, None),
        (K::AbsoluteDischarge, Age::Under18, 0, None, None, C::Conviction, 0, OLD, None),
        (K::SimpleCaution, Age::Adult, 0, None, None, C::Conviction, 0, OLD, None),
        (K::SimpleCaution, Age::Under18, 0, None, None, C::Conviction, 0, OLD, None),
        (K::ConditionalCaution, Age::Adult, 0, None, None, C::First, 3, OLD, None),
        (K::ConditionalCaution, Age::Under18, 0, None, None, C::First, 3, OLD, None),
    ];
    let rules =
        rows.map(|(kind, age, over_months, up_to_months, schedule_18, counts, months, from, to)| Rule {
            kind,
            age,
            over_months,
            up_to_months,
            schedule_18,
            counts,
            months,
            from,
            to,
            source: String::new(),
            from_memory: false,
        });
    let figure =
        |(code, amount)| Figure { code, amount, from: OLD, source: String::new(), from_memory: true };
    let figures =
        [(FigureCode::NoEndMonths, 24), (FigureCode::AdultYears, 18), (FigureCode::FurtherJoins, 2)]
            .map(figure);
    Law { rules: rules.to_vec(), figures: figures.to_vec() }
}

fn id(number: usize) -> ConvictionId {
    ConvictionId(Uuid::from_u128(number as u128 + 1))
}

fn verdicts(convictions: &[Details], day: Date) -> Vec<Verdict> {
    let numbered = convictions.iter().enumerate().map(|(number, details)| (id(number), details));
    determine(numbered, &law(), day, Use::Ordinary).into_iter().map(|one| one.verdict).collect()
}

fn verdict(details: &Details, day: Date) -> Verdict {
    verdicts(std::slice::from_ref(details), day)[0]
}

fn aged(details: &Details, age: Age) -> Details {
    let mut other = details.clone();
    other.age = age;
    other
}

/// The same, convicted and sentenced on another day.
fn on_day(details: &Details, day: Date) -> Details {
    let mut other = details.clone();
    (other.day, other.sentenced) = (day, day);
    other
}

fn young(details: &Details) -> Details {
    aged(details, Age::Under18)
}

fn serious(sentence: Sentence) -> Sentence {
    Sentence { schedule_18: true, ..sentence }
}

/// Spent on `since`, and on no day of the fortnight before it.
fn assert_spent_from(details: &Details, since: Date, what: &str) {
    assert_eq!(verdict(details, since), Verdict::Spent { since }, "{what}");
    for days in 1..=14_i64 {
        let before = since.saturating_sub(days.days());
        if before >= details.day && before >= NEW {
            assert_eq!(verdict(details, before), Verdict::Unspent { until: Some(since) }, "{what}: {before}");
        }
        let after = since.saturating_add(days.days());
        assert_eq!(verdict(details, after), Verdict::Spent { since }, "{what}: {after}");
    }
}

fn assert_never(details: &Details, what: &str) {
    for day in [date(2023, 10, 28), date(2026, 11, 22), date(2099, 12, 31)] {
        if day >= details.day {
            assert_eq!(verdict(details, day), Verdict::Unspent { until: None }, "{what}: {day}");
        }
    }
}

#[test]
fn section_7_vectors() {
    let order =
        convicted(date(2024, 10, 16), sentence(SentenceKind::CommunityOrder, Ends::On(date(2025, 10, 15))));
    assert_spent_from(&order, date(2025, 10, 15), "a community order that ended on 15 Oct 2025");
    let short = convicted(date(2024, 5, 2), custody(10, date(2025, 3, 1)));
    assert_spent_from(&short, date(2026, 3, 1), "ten months, ended on 1 Mar 2025");
    let middle = convicted(date(2021, 6, 2), custody(36, date(2024, 6, 1)));
    assert_spent_from(&middle, date(2028, 6, 1), "three years, ended on 1 Jun 2024");
    let long = convicted(date(2015, 6, 2), serious(custody(72, date(2021, 6, 1))));
    assert_never(&long, "six years for an offence of Schedule 18");
}

/// Each row of the table, both ages: what was imposed, when it ended, and when it is spent.
#[test]
fn section_7_table_from_28_october_2023() {
    let (day, end) = (date(2019, 4, 1), date(2025, 3, 31));
    let rows: [(Sentence, Option<Date>, Option<Date>); 13] = [
        (custody(1, end), Some(date(2026, 3, 31)), Some(date(2025, 9, 30))),
        (custody(12, end), Some(date(2026, 3, 31)), Some(date(2025, 9, 30))),
        (custody(13, end), Some(date(2029, 3, 31)), Some(date(2027, 3, 31))),
        (custody(48, end), Some(date(2029, 3, 31)), Some(date(2027, 3, 31))),
        (serious(custody(48, end)), Some(date(2029, 3, 31)), Some(date(2027, 3, 31))),
        (custody(49, end), Some(date(2032, 3, 31)), Some(date(2028, 9, 30))),
        (serious(custody(49, end)), None, None),
        (sentence(SentenceKind::Extended, Ends::On(end)), None, None),
        (sentence(SentenceKind::Life, Ends::Never), None, None),
        (sentence(SentenceKind::PublicProtection, Ends::Never), None, None),
        (sentence(SentenceKind::CommunityOrder, Ends::On(end)), Some(end), Some(end)),
        (sentence(SentenceKind::YouthRehabilitationOrder, Ends::On(end)), Some(end), Some(end)),
        (sentence(SentenceKind::OtherOrder, Ends::On(end)), Some(end), Some(end)),
    ];
    for (one, adult, child) in rows {
        let details = convicted(day, one);
        for (details, since) in [(details.clone(), adult), (young(&details), child)] {
            let what = format!("{:?} {:?} {:?}", one.kind, one.term, details.age);
            match since {
                Some(since) => assert_spent_from(&details, since, &what),
                None => assert_never(&details, &what),
            }
        }
    }
}

#[test]
fn section_7_periods_that_count_from_conviction() {
    use SentenceKind as K;
    let day = date(2025, 1, 31);
    let of = |kind, ends| convicted(day, sentence(kind, ends));
    for (details, adult, child) in [
        (of(K::Fine, Ends::NotKnown), date(2026, 1, 31), date(2025, 7, 31)),
        (of(K::AbsoluteDischarge, Ends::NotKnown), day, day),
        (of(K::SimpleCaution, Ends::NotKnown), day, day),
        (of(K::ConditionalCaution, Ends::NotKnown), date(2025, 4, 30), date(2025, 4, 30)),
        (of(K::ConditionalCaution, Ends::On(date(2025, 3, 3))), date(2025, 3, 3), date(2025, 3, 3)),
        (of(K::ConditionalDischarge, Ends::On(date(2026, 1, 30))), date(2026, 1, 30), date(2026, 1, 30)),
        (of(K::BindOver, Ends::On(date(2025, 7, 30))), date(2025, 7, 30), date(2025, 7, 30)),
        // An order without an end counts two years from conviction.
        (of(K::CommunityOrder, Ends::Never), date(2027, 1, 31), date(2027, 1, 31)),
        (of(K::OtherOrder, Ends::Never), date(2027, 1, 31), date(2027, 1, 31)),
    ] {
        assert_spent_from(&details, adult, &format!("{details:?}"));
        assert_spent_from(&young(&details), child, &format!("{details:?}, a child"));
    }
}

/// What was true on a day before the change, and what on the day of it.
#[test]
fn section_7_before_28_october_2023() {
    let (day, end) = (date(2014, 4, 1), date(2018, 3, 31));
    let on = |details: &Details, day| verdict(details, day);
    for (one, adult, child) in [
        (custody(6, end), date(2020, 3, 31), date(2019, 9, 30)),
        (custody(7, end), date(2022, 3, 31), date(2020, 3, 31)),
        (custody(30, end), date(2022, 3, 31), date(2020, 3, 31)),
        (sentence(SentenceKind::CommunityOrder, Ends::On(end)), date(2019, 3, 31), date(2018, 9, 30)),
        (
            sentence(SentenceKind::YouthRehabilitationOrder, Ends::On(end)),
            date(2019, 3, 31),
            date(2018, 9, 30),
        ),
    ] {
        let details = convicted(day, one);
        for (details, since) in [(details.clone(), adult), (young(&details), child)] {
            let eve = since.yesterday().unwrap();
            assert_eq!(
                on(&details, eve),
                Verdict::Unspent { until: Some(since) },
                "{one:?} {:?}",
                details.age
            );
            assert_eq!(on(&details, since), Verdict::Spent { since }, "{one:?} {:?}", details.age);
        }
    }
    let long = convicted(day, custody(31, end));
    assert_eq!(on(&long, OLD_LAST), Verdict::Unspent { until: Some(date(2025, 3, 31)) }, "seven years");
    assert_eq!(on(&long, NEW), Verdict::Spent { since: date(2022, 3, 31) }, "four years from the change on");
    let longest = convicted(day, custody(49, end));
    assert_eq!(on(&longest, OLD_LAST), Verdict::Unspent { until: None });
    assert_eq!(on(&longest, NEW), Verdict::Unspent { until: Some(date(2025, 3, 31)) });
    assert_eq!(on(&young(&long), OLD_LAST), Verdict::Spent { since: date(2021, 9, 30) });
    assert_eq!(on(&long, date(2016, 1, 1)), Verdict::Unspent { until: Some(date(2025, 3, 31)) });
}

#[test]
fn a_day_before_the_first_row_and_an_end_that_nobody_knows_are_never_spent() {
    let old = convicted(date(2001, 1, 1), sentence(SentenceKind::Fine, Ends::NotKnown));
    assert_eq!(verdict(&old, date(2010, 1, 1)), Verdict::Unclear(Unclear::NoRule));
    assert_eq!(verdict(&old, date(2014, 3, 10)), Verdict::Spent { since: date(2002, 1, 1) });
    let open =
        convicted(date(2001, 1, 1), Sentence { ends: Ends::NotKnown, ..custody(6, date(2001, 6, 30)) });
    assert_eq!(verdict(&open, date(2090, 1, 1)), Verdict::Unclear(Unclear::NoEnd));
    let no_end = convicted(date(2001, 1, 1), Sentence { ends: Ends::Never, ..custody(6, date(2001, 6, 30)) });
    assert_eq!(verdict(&no_end, date(2090, 1, 1)), Verdict::Unclear(Unclear::NoEnd));
}

fn terms(sentences: Vec<Sentence>) -> Details {
    let day = date(2024, 1, 10);
    Details::new(Line::new("burglary").unwrap(), None, day, day, Age::Adult, false, sentences).unwrap()
}

#[test]
fn concurrent_terms_are_not_added_and_consecutive_ones_are() {
    let end = date(2025, 1, 9);
    let after = |one: Sentence| Sentence { runs: Runs::Consecutive, ..one };
    assert_spent_from(&terms(vec![custody(8, end), custody(8, end)]), date(2026, 1, 9), "beside each other");
    assert_spent_from(
        &terms(vec![custody(8, end), after(custody(4, end))]),
        date(2026, 1, 9),
        "twelve months",
    );
    assert_spent_from(
        &terms(vec![custody(8, end), after(custody(5, end))]),
        date(2029, 1, 9),
        "thirteen months",
    );
    let mixed = terms(vec![custody(8, end), after(custody(2, end)), custody(9, end), after(custody(5, end))]);
    assert_spent_from(&mixed, date(2029, 1, 9), "ten beside fourteen");
}

#[test]
fn a_suspended_sentence_counts_by_its_custodial_term() {
    let suspended = |months| Sentence {
        kind: SentenceKind::SuspendedCustody,
        ends: Ends::NotKnown,
        ..custody(months, date(2030, 1, 1))
    };
    assert_spent_from(&terms(vec![suspended(6)]), date(2025, 7, 9), "six months, and a year");
    assert_spent_from(&terms(vec![suspended(14)]), date(2029, 3, 9), "fourteen months, and four years");
    let days = Sentence { term: Term::new(0, 90), ..suspended(1) };
    assert_spent_from(&terms(vec![days]), date(2025, 4, 8), "ninety days, and a year");
}

#[test]
fn the_longest_sentence_of_a_conviction_counts() {
    let fine = sentence(SentenceKind::Fine, Ends::NotKnown);
    let order = sentence(SentenceKind::CommunityOrder, Ends::On(date(2026, 1, 9)));
    assert_spent_from(&terms(vec![fine, order]), date(2026, 1, 9), "the order outlasts the fine");
    assert_never(&terms(vec![fine, sentence(SentenceKind::Life, Ends::Never)]), "life beside a fine");
}

#[test]
fn a_further_conviction_keeps_the_earlier_one_unspent_until_both_are() {
    let first = convicted(date(2024, 1, 10), sentence(SentenceKind::Fine, Ends::NotKnown));
    let further = convicted(date(2025, 1, 9), custody(6, date(2025, 7, 8)));
    let both = [first.clone(), further.clone()];
    let until = Verdict::Unspent { until: Some(date(2026, 7, 8)) };
    assert_eq!(verdicts(&both, date(2025, 1, 8)), [Verdict::Unspent { until: Some(date(2025, 1, 10)) }]);
    assert_eq!(verdicts(&both, date(2025, 1, 10)), [until, until]);
    assert_eq!(verdicts(&both, date(2026, 7, 7)), [until, until]);
    let spent = Verdict::Spent { since: date(2026, 7, 8) };
    assert_eq!(verdicts(&both, date(2026, 7, 8)), [spent, spent]);

    let late = on_day(&further, date(2025, 1, 10));
    let since = Verdict::Spent { since: date(2025, 1, 10) };
    assert_eq!(verdicts(&[first.clone(), late], date(2025, 1, 10))[0], since, "spent on the day of the next");
    let mut minor = further.clone();
    minor.summary_only = true;
    assert_eq!(verdicts(&[first.clone(), minor], date(2025, 2, 1)), [since, until], "a summary-only offence");
    let caution = convicted(date(2024, 6, 1), sentence(SentenceKind::ConditionalCaution, Ends::NotKnown));
    assert_eq!(
        verdicts(&[first.clone(), caution], date(2025, 1, 10))[0],
        since,
        "a caution is no conviction"
    );
    let life = convicted(date(2024, 6, 1), sentence(SentenceKind::Life, Ends::Never));
    assert_eq!(verdicts(&[first.clone(), life], date(2090, 1, 1)), [Verdict::Unspent { until: None }; 2]);

    // A shorter further one waits for the earlier; and each link may reach a next.
    let long = convicted(date(2020, 1, 10), custody(24, date(2022, 1, 9)));
    let chain = [long, convicted(date(2025, 12, 1), custody(2, date(2026, 1, 31))), first];
    let end = Verdict::Unspent { until: Some(date(2027, 1, 31)) };
    assert_eq!(verdicts(&chain, date(2026, 1, 1)), [end, end, end]);
}

#[test]
fn an_unclear_one_that_may_reach_another_makes_it_unclear() {
    let open =
        convicted(date(2024, 1, 1), Sentence { ends: Ends::NotKnown, ..custody(6, date(2024, 6, 30)) });
    let fine = convicted(date(2025, 1, 1), sentence(SentenceKind::Fine, Ends::NotKnown));
    let unclear = Verdict::Unclear(Unclear::NoEnd);
    assert_eq!(verdicts(&[open.clone(), fine.clone()], date(2030, 1, 1)), [unclear, unclear]);
    let before = on_day(&fine, date(2020, 1, 1));
    let since = Verdict::Spent { since: date(2021, 1, 1) };
    assert_eq!(verdicts(&[open, before], date(2030, 1, 1)), [unclear, since], "spent before the other began");
}

#[test]
fn the_joining_of_convictions_is_a_dated_figure() {
    let first = convicted(date(2020, 1, 10), custody(24, date(2022, 1, 9)));
    let further = convicted(date(2025, 12, 1), sentence(SentenceKind::Fine, Ends::NotKnown));
    let mut law = law();
    law.figures.push(Figure {
        code: FigureCode::FurtherJoins,
        amount: 1,
        from: date(2026, 6, 1),
        source: String::new(),
        from_memory: false,
    });
    let known = [(id(0), &first), (id(1), &further)];
    let later = convicted(date(2025, 12, 1), sentence(SentenceKind::AbsoluteDischarge, Ends::NotKnown));
    let short = [(id(0), &first), (id(1), &later)];
    let spent = |known: &[(ConvictionId, &Details)], day| -> Vec<bool> {
        determine(known.to_vec(), &law, day, Use::Ordinary).iter().map(Determination::is_spent).collect()
    };
    let (before, after) = (date(2026, 1, 8), date(2026, 6, 1));
    assert_eq!(
        (spent(&short, date(2025, 12, 1)), spent(&known, before)),
        (vec![false, false], vec![false, false])
    );
    assert_eq!(spent(&known, after), [false, false], "the earlier one waits for the fine of the later");
    assert_eq!(spent(&short, date(2026, 6, 2)), [true, true]);
}

#[test]
fn a_determination_is_dated_lists_its_inputs_and_its_flag_is_never_cleared() {
    let short = convicted(date(2024, 5, 2), custody(10, date(2025, 3, 1)));
    for used_for in Use::ALL {
        for day in [date(2026, 2, 28), date(2026, 3, 1), date(2080, 1, 1)] {
            let one = determine([(id(0), &short)], &law(), day, *used_for).remove(0);
            assert_eq!((one.on, one.inputs.convicted, one.inputs.age), (day, date(2024, 5, 2), Age::Adult));
            let (part, rule) = &one.inputs.parts[0];
            assert_eq!((part.term, part.ends), (Term::new(10, 0), Ends::On(date(2025, 3, 1))));
            assert_eq!(rule.as_ref().map(|rule| (rule.months, rule.from)), Some((12, NEW)));
            assert_eq!(one.check_exceptions(), *used_for != Use::Ordinary, "{used_for} on {day}");
        }
    }
}

fn any_day() -> impl Strategy<Value = Date> {
    (0..7_000_i64).prop_map(|days| date(2014, 3, 10).saturating_add(days.days()))
}

fn any_sentence(day: Date) -> impl Strategy<Value = Sentence> {
    let kinds = proptest::sample::select(SentenceKind::ALL);
    (kinds, 1..90_u16, 0..3_000_i64, any::<bool>(), any::<bool>(), 0..8_u8).prop_map(
        move |(kind, months, days, serious, after, ends)| Sentence {
            kind,
            term: if kind.is_term() { Term::new(months, 0) } else { None },
            ends: match ends {
                _ if kind == SentenceKind::SuspendedCustody => Ends::NotKnown,
                0 => Ends::NotKnown,
                1 => Ends::Never,
                _ => Ends::On(day.saturating_add(days.days())),
            },
            runs: if after { Runs::Consecutive } else { Runs::Concurrent },
            schedule_18: serious,
        },
    )
}

fn any_conviction() -> impl Strategy<Value = Details> {
    any_day().prop_flat_map(|day| {
        (vec(any_sentence(day), 1..4), any::<bool>(), any::<bool>()).prop_map(
            move |(mut sentences, minor, child)| {
                if sentences.iter().any(|one| one.kind.is_caution()) {
                    sentences.truncate(1);
                }
                let age = if child { Age::Under18 } else { Age::Adult };
                Details::new(Line::new("theft").unwrap(), None, day, day, age, minor, sentences).unwrap()
            },
        )
    })
}

proptest! {
    /// Once spent, with no new conviction, a conviction stays spent: through every day and the change of the law.
    #[test]
    fn once_spent_it_stays_spent(known in vec(any_conviction(), 1..6), day in any_day(), days in 0..9_000_i64) {
        let later = day.saturating_add(days.days());
        let known: Vec<Details> = known.into_iter().filter(|one| one.day <= day).collect();
        let (now, then) = (verdicts(&known, day), verdicts(&known, later));
        for (one, other) in now.iter().zip(&then) {
            if matches!(one, Verdict::Spent { .. }) {
                let spent = matches!(other, Verdict::Spent { .. });
                prop_assert!(spent, "{one:?} on {day}, {other:?} on {later}");
            }
        }
    }

    /// A conviction more never makes another one spent.
    #[test]
    fn one_more_never_shortens(known in vec(any_conviction(), 1..5), more in any_conviction(), day in any_day()) {
        let alone = verdicts(&known.iter().filter(|one| one.day <= day).cloned().collect::<Vec<_>>(), day);
        let mut all: Vec<Details> = known.into_iter().filter(|one| one.day <= day).collect();
        all.push(more);
        for (one, other) in alone.iter().zip(verdicts(&all, day)) {
            if matches!(other, Verdict::Spent { .. }) {
                let spent = matches!(one, Verdict::Spent { .. });
                prop_assert!(spent, "{one:?} alone, {other:?} with one more");
            }
        }
    }

    /// What is spent is spent from the day it names on and not before: the answer of a day agrees with that of any other.
    #[test]
    fn the_day_named_is_the_day_it_turns(one in any_conviction(), day in any_day()) {
        if let Verdict::Spent { since } | Verdict::Unspent { until: Some(since) } = verdicts(std::slice::from_ref(&one), day.max(one.day))[0]
            && since > NEW && since > one.day && day >= NEW
        {
            let on = |day| verdicts(std::slice::from_ref(&one), day)[0];
            prop_assert_eq!(on(since), Verdict::Spent { since });
            prop_assert_eq!(on(since.yesterday().unwrap()), Verdict::Unspent { until: Some(since) });
        }
    }

    /// A young person's conviction is spent no later than an adult's.
    #[test]
    fn youth_is_never_worse(one in any_conviction(), day in any_day()) {
        let adult = aged(&one, Age::Adult);
        let child = aged(&one, Age::Under18);
        if day >= adult.day && matches!(verdict(&adult, day), Verdict::Spent { .. }) {
            let spent = matches!(verdict(&child, day), Verdict::Spent { .. });
            prop_assert!(spent);
        }
    }
}
