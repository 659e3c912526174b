//! FAST, four items that find out quickly whether AUDIT is worth asking (instruments.md, section 3).

use crate::{audit::Rules, codes};

codes! {
    /// What FAST says.
    FastResult {
        Positive = "positive", "Positive: ask the whole of AUDIT";
        Negative = "negative", "Negative";
    }
}

/// Answers to FAST in points: heavy occasions, memory loss, failed expectations, concern of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fast {
    heavy: u8,
    others: Option<[u8; 3]>,
}

impl Fast {
    /// The first item, 0 to 4, and the other three where they were asked: 0 to 4, 0 to 4, and 0, 2 or 4. `None` for points
    /// that an item does not have.
    pub fn new(heavy: u8, others: Option<[u8; 3]>) -> Option<Self> {
        let fits =
            |[memory, failed, concern]: [u8; 3]| memory <= 4 && failed <= 4 && [0, 2, 4].contains(&concern);
        (heavy <= 4 && others.is_none_or(fits)).then_some(Self { heavy, others })
    }

    /// Whether the first item alone decides: never is negative, weekly or daily is positive.
    pub const fn decided_at_once(self) -> bool {
        matches!(self.heavy, 0 | 3 | 4)
    }

    /// What it says; `None` while the other three are wanted and missing.
    pub fn result(self, rules: &Rules) -> Option<FastResult> {
        match (self.heavy, self.others) {
            (0, _) => Some(FastResult::Negative),
            (3 | 4, _) => Some(FastResult::Positive),
            (_, None) => None,
            (heavy, Some(others)) => {
                let total = heavy + others.iter().sum::<u8>();
                Some(if total >= rules.fast { FastResult::Positive } else { FastResult::Negative })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instruments_section_3_two_stages() {
        let said = |heavy, others| Fast::new(heavy, others).unwrap().result(&Rules::UK);
        assert_eq!(said(0, None), Some(FastResult::Negative));
        assert_eq!(said(3, None), Some(FastResult::Positive));
        assert_eq!(said(4, None), Some(FastResult::Positive));
        assert_eq!(said(1, None), None, "the other three are wanted");
        assert_eq!(said(1, Some([1, 0, 0])), Some(FastResult::Negative));
        assert_eq!(said(1, Some([0, 0, 2])), Some(FastResult::Positive));
        assert_eq!(said(2, Some([1, 0, 0])), Some(FastResult::Positive));
        assert_eq!(said(0, Some([4, 4, 4])), Some(FastResult::Negative), "never stops at once");
        assert_eq!(Fast::new(1, Some([0, 0, 1])), None);
        assert_eq!(Fast::new(5, None), None);
        assert!(Fast::new(3, None).unwrap().decided_at_once());
    }
}
