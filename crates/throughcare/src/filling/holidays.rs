//! Bank holidays of England and Wales by the standing rules, for a calendar that an administrator keeps from then on.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

/// The nation whose bank holidays count.
const NATION: &str = "england-and-wales";

/// The bank holidays of the years around `today`, with their names.
pub fn around(today: Date) -> Vec<(String, Date, String)> {
    let (first, last) = (today.year().saturating_sub(2), today.year().saturating_add(4));
    let known = synth::bank_holidays(first, last);
    let from = jiff::civil::date(first, 1, 1);
    from.series(1.day())
        .take_while(|day| day.year() <= last)
        .filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !known.works(*day))
        .map(|day| (NATION.to_owned(), day, holiday_name(day).to_owned()))
        .collect()
}

fn holiday_name(day: Date) -> &'static str {
    match (day.month(), day.weekday(), day.day()) {
        (1, ..) => "New Year’s Day",
        (3 | 4, Weekday::Friday, _) => "Good Friday",
        (3 | 4, ..) => "Easter Monday",
        (5, _, ..=8) => "Early May bank holiday",
        (5 | 6, ..) => "Spring bank holiday",
        (8, ..) => "Summer bank holiday",
        (12, _, 25) => "Christmas Day",
        (12, _, 26) => "Boxing Day",
        (12, ..) => "Christmas bank holiday, moved",
        _ => "Bank holiday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_calendar_has_the_holidays_of_seven_years_by_name() {
        let days = around(date(2026, 11, 21));
        assert!((56..=58).contains(&days.len()), "{}", days.len());
        let of = |day| days.iter().find(|(_, known, _)| *known == day).map(|(.., name)| name.as_str());
        assert_eq!(of(date(2026, 4, 3)), Some("Good Friday"));
        assert_eq!(of(date(2026, 12, 25)), Some("Christmas Day"));
        assert_eq!(of(date(2026, 12, 24)), None);
    }
}
