//! Times of the day as people write them.

use jiff::civil::Time;

/// "10:30", "9.15" or "14" as a time of the day.
pub fn clock(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "0"));
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    #[test]
    fn times_are_read_as_people_write_them() {
        assert_eq!(clock("10:30"), Some(time(10, 30, 0, 0)));
        assert_eq!(clock("9.15"), Some(time(9, 15, 0, 0)));
        assert_eq!(clock("14"), Some(time(14, 0, 0, 0)));
        for none in ["", "25:00", "10:61", "noon", "-1:00"] {
            assert_eq!(clock(none), None, "{none}");
        }
    }
}
