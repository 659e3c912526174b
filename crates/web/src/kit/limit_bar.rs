//! Limit bar: how much of a limit is used, as a thin bar and always in words.

use std::fmt::{self, Display};

use askama::filters::HtmlSafe;

use super::{Escaped, Text};

/// A thin bar with its words: the age of a referral against the pathway's limit, or appointments kept of those ordered.
#[derive(Debug, Clone, Default)]
pub struct LimitBar {
    /// How much is used or done.
    pub used: u32,
    /// The limit or the whole; nothing is drawn for 0.
    pub limit: u32,
    /// What it says, such as "6 of 10 days" or "late by 3 days".
    pub words: Text,
    /// Whether going over is bad (an age) or reaching it is good (a progress).
    pub is_progress: bool,
}

impl LimitBar {
    /// Days waited against a limit: "6 of 10 days", then "late by 3 days".
    pub fn days(waited: u32, limit: u32) -> Self {
        let words = match waited.checked_sub(limit) {
            Some(over) if over > 0 => {
                format!("late by {over} {}", if over == 1 { "day" } else { "days" })
            }
            _ => format!("{waited} of {limit} days"),
        };
        Self { used: waited, limit, words: words.into(), is_progress: false }
    }

    /// How much is done of the whole: "4 of 12 done".
    pub fn progress(done: u32, whole: u32) -> Self {
        Self { used: done, limit: whole, words: format!("{done} of {whole} done").into(), is_progress: true }
    }

    fn state(&self) -> &'static str {
        if self.is_progress {
            "progress"
        } else if self.used > self.limit {
            "late"
        } else if self.used.saturating_mul(4) >= self.limit.saturating_mul(3) {
            "near"
        } else {
            "within"
        }
    }
}

impl Display for LimitBar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = Escaped(self.words.as_str());
        let state = self.state();
        write!(f, "<span class=\"tc-limit tc-limit--{state}\">")?;
        if let Some(share) = u64::from(self.used).saturating_mul(100).checked_div(self.limit.into()) {
            let width = share.min(100);
            write!(
                f,
                "<svg class=\"tc-limit__bar\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" \
                 aria-hidden=\"true\" focusable=\"false\"><rect class=\"tc-limit__whole\" width=\"100\" \
                 height=\"6\"/><rect class=\"tc-limit__used\" width=\"{width}\" height=\"6\"/></svg>"
            )?;
        }
        write!(f, "<span class=\"tc-limit__words\">{words}</span></span>")
    }
}

impl HtmlSafe for LimitBar {}

#[cfg(test)]
mod tests {
    use super::LimitBar;

    #[test]
    fn lateness_is_said_in_words_not_by_colour_alone() {
        assert!(LimitBar::days(6, 10).to_string().contains("6 of 10 days"));
        assert!(LimitBar::days(10, 10).to_string().contains("tc-limit--near"));
        let late = LimitBar::days(11, 10).to_string();
        assert!(late.contains("late by 1 day<") && late.contains("width=\"100\""));
    }

    #[test]
    fn a_limit_of_none_draws_no_bar() {
        assert!(!LimitBar::progress(0, 0).to_string().contains("<svg"));
    }
}
