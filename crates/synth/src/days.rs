//! Days and instants of the invented histories: working days of England and Wales, office hours in whole minutes.

use crate::chance::Chance;
use domain::calendar::BankHolidays;
use jiff::civil::{Date, Weekday, date};
use jiff::{Span, Timestamp, tz::TimeZone};

/// `day` and so many days; the last day there is when that lies beyond it.
pub(crate) fn plus(day: Date, days: i32) -> Date {
    day.saturating_add(Span::new().days(days))
}

/// `day` and so many calendar months, clamped to the month's end.
pub(crate) fn plus_months(day: Date, months: i32) -> Date {
    day.saturating_add(Span::new().months(months))
}

/// Days from `from` to `to`; below 0 when `to` is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// A day of between `years` and one more year before `day`.
pub(crate) fn years_before(day: Date, years: i32, chance: &mut Chance) -> Date {
    let birthday = day.saturating_sub(Span::new().years(years));
    plus(birthday, -chance.between(0, 364))
}

/// The first working day on or after `day`.
pub(crate) fn working(holidays: &BankHolidays, day: Date) -> Date {
    if holidays.works(day) { day } else { holidays.after(day, 1) }
}

/// An instant in office hours on `day`: between eight and five by London's clock, summer and winter.
pub(crate) fn office_hours(day: Date, chance: &mut Chance) -> Timestamp {
    let hour = i8::try_from(chance.between(9, 15)).unwrap_or(9);
    let minute = i8::try_from(chance.between(0, 59)).unwrap_or(0);
    at(day, hour, minute)
}

/// `hour` and `minute` of `day` in universal time.
pub(crate) fn at(day: Date, hour: i8, minute: i8) -> Timestamp {
    day.at(hour, minute, 0, 0)
        .to_zoned(TimeZone::UTC)
        .map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

/// Bank holidays of England and Wales from `first` to `last` year by the standing rules, with the moved and added days of 2020, 2022 and 2023.
///
/// For the invented world only: the product's calendar is dated data.
pub fn bank_holidays(first: i16, last: i16) -> BankHolidays {
    BankHolidays::new((first..=last).flat_map(of_year))
}

fn of_year(year: i16) -> Vec<Date> {
    let easter = easter_sunday(year);
    let early_may = if year == 2020 { date(2020, 5, 8) } else { first_monday(year, 5) };
    let spring = if year == 2022 { date(2022, 6, 2) } else { plus(first_monday(year, 6), -7) };
    let mut days = vec![
        moved_off_weekend(date(year, 1, 1)),
        plus(easter, -2),
        plus(easter, 1),
        early_may,
        spring,
        plus(first_monday(year, 9), -7),
    ];
    // A Christmas weekend gives its days to the Monday and Tuesday.
    let christmas = date(year, 12, 25);
    days.extend(match christmas.weekday() {
        Weekday::Friday => [christmas, plus(christmas, 3)],
        Weekday::Saturday => [plus(christmas, 2), plus(christmas, 3)],
        Weekday::Sunday => [plus(christmas, 1), plus(christmas, 2)],
        _ => [christmas, plus(christmas, 1)],
    });
    match year {
        2022 => days.extend([date(2022, 6, 3), date(2022, 9, 19)]),
        2023 => days.push(date(2023, 5, 8)),
        _ => {}
    }
    days
}

fn moved_off_weekend(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => plus(day, 2),
        Weekday::Sunday => plus(day, 1),
        _ => day,
    }
}

fn first_monday(year: i16, month: i8) -> Date {
    let first = date(year, month, 1);
    plus(first, i32::from((8 - first.weekday().to_monday_one_offset()) % 7))
}

/// Easter by the Gregorian rule: the Sunday after the church's full moon.
fn easter_sunday(year: i16) -> Date {
    let years = i32::from(year);
    let (golden, century, of_century) = (years % 19, years / 100, years % 100);
    let lunar = (8 * century + 13) / 25;
    let moon = (19 * golden + century - century / 4 - lunar + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4) % 7;
    let late = (golden + 11 * moon + 19 * weekday) / 433;
    plus(date(year, 3, 22), moon + weekday - 7 * late)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_4_3_working_days_hold_on_the_worked_out_calendar() {
        let holidays = bank_holidays(2025, 2026);
        assert_eq!(holidays.after(date(2025, 12, 19), 10), date(2026, 1, 7));
        assert_eq!(holidays.after(date(2026, 3, 2), 10), date(2026, 3, 16));
    }

    #[test]
    fn easter_falls_where_the_church_puts_it() {
        for (year, month, day) in [
            (2008, 3, 23),
            (2011, 4, 24),
            (2016, 3, 27),
            (2019, 4, 21),
            (2024, 3, 31),
            (2025, 4, 20),
            (2027, 3, 28),
            (2038, 4, 25),
        ] {
            assert_eq!(easter_sunday(year), date(year, month, day));
        }
    }

    #[test]
    fn the_holidays_of_two_odd_years_are_the_published_ones() {
        let mut of_2022 = of_year(2022);
        of_2022.sort();
        assert_eq!(
            of_2022,
            [(1, 3), (4, 15), (4, 18), (5, 2), (6, 2), (6, 3), (8, 29), (9, 19), (12, 26), (12, 27)]
                .map(|(month, day)| date(2022, month, day))
        );
        let mut of_2026 = of_year(2026);
        of_2026.sort();
        assert_eq!(
            of_2026,
            [(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)]
                .map(|(month, day)| date(2026, month, day))
        );
    }

    #[test]
    fn an_instant_in_office_hours_lies_on_its_day_in_london() {
        let mut chance = Chance::of(1, crate::chance::Stream::Notes, 1);
        let london = domain::calendar::london();
        for day in [date(2026, 7, 1), date(2026, 12, 31)] {
            for _ in 0..50 {
                assert_eq!(domain::calendar::day_in_london(office_hours(day, &mut chance), &london), day);
            }
        }
    }
}
