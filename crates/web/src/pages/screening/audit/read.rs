//! From what was typed to an administration of AUDIT; which page comes next.

use crate::{
    form::{Check, Typed},
    paths,
};
use app::{FieldError, screening::GiveAudit};
use domain::{
    audit::{Answers, Item, Mode, Pregnancy},
    ids::{AuditId, PersonId},
};
use jiff::civil::Date;

/// What stands for an answer that the person did not give.
pub(super) const NO_ANSWER: &str = "none";

/// A page of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Begin,
    Amount,
    Signs,
    Harm,
}

impl Step {
    const ALL: [Self; 4] = [Self::Begin, Self::Amount, Self::Signs, Self::Harm];

    /// The items on the page.
    pub(super) const fn items(self) -> &'static [Item] {
        match self {
            Self::Begin => &[Item::Frequency],
            Self::Amount => &[Item::Quantity, Item::Binge],
            Self::Signs => &[Item::Unable, Item::Failed, Item::Morning, Item::Guilt, Item::Memory],
            Self::Harm => &[Item::Injury, Item::Concern],
        }
    }

    /// Its heading.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Begin => "AUDIT: drinking",
            Self::Amount => "AUDIT: how much",
            Self::Signs => "AUDIT: the last year",
            Self::Harm => "AUDIT: harm and concern",
        }
    }

    /// Its address.
    pub(super) fn address(self, person: PersonId) -> String {
        match self {
            Self::Begin => paths::audit_new(person),
            Self::Amount => paths::audit_amount(person),
            Self::Signs => paths::audit_signs(person),
            Self::Harm => paths::audit_harm(person),
        }
    }

    /// Whether its questions are asked after these answers; no page but the first before it was answered.
    pub(super) fn is_asked(self, typed: &Typed) -> bool {
        let begun = self == Self::Begin || typed.has(field(Item::Frequency));
        let answers = answers(typed);
        begun && self.items().iter().any(|item| answers.asks(*item))
    }

    /// The page that comes next; `None` when the answers are to be checked.
    pub(super) fn next(self, typed: &Typed) -> Option<Self> {
        let here = Self::ALL.iter().position(|step| *step == self)?;
        Self::ALL.iter().skip(here + 1).copied().find(|step| step.is_asked(typed))
    }

    /// The names of its fields.
    pub(super) fn fields(self) -> Vec<&'static str> {
        let mut fields: Vec<&'static str> = self.items().iter().map(|item| field(*item)).collect();
        if self == Self::Begin {
            fields.extend(["day-day", "day-month", "day-year", "mode", "language", "pregnancy", "corrects"]);
        }
        fields
    }
}

/// The name of an item's field.
pub(super) const fn field(item: Item) -> &'static str {
    match item {
        Item::Frequency => "item-1",
        Item::Quantity => "item-2",
        Item::Binge => "item-3",
        Item::Unable => "item-4",
        Item::Failed => "item-5",
        Item::Morning => "item-6",
        Item::Guilt => "item-7",
        Item::Memory => "item-8",
        Item::Injury => "item-9",
        Item::Concern => "item-10",
    }
}

/// The answers so far, without those that are no longer asked. What cannot be read is no answer.
pub(super) fn answers(typed: &Typed) -> Answers {
    let mut answers = Answers::NONE;
    for item in Item::ALL {
        if let Ok(points) = typed.get(field(*item)).parse() {
            answers = answers.with(*item, points).unwrap_or(answers);
        }
    }
    answers.without_skipped()
}

fn check_item(check: &mut Check, item: Item, typed: &Typed) {
    let text = typed.get(field(item));
    let fits = text == NO_ANSWER || text.parse().is_ok_and(|points| item.allows(points));
    if !fits {
        let code = if text.is_empty() { "required" } else { "unknown" };
        let sentence = format!("Select an answer to question {}, or that there is none", item.number());
        check.wrong::<()>(field(item), code, sentence);
    }
}

/// What is wrong on one page.
pub(super) fn step_errors(step: Step, typed: &Typed, today: Date) -> Result<(), Vec<FieldError>> {
    let mut check = Check::default();
    if step == Step::Begin {
        let _ = about(typed, today, &mut check);
    }
    for item in step.items() {
        check_item(&mut check, *item, typed);
    }
    check.done(|| Some(()))
}

type About = (Date, Mode, domain::text::Line, Pregnancy, Option<AuditId>);

fn about(typed: &Typed, today: Date, check: &mut Check) -> Option<About> {
    let day = check.date("day", &typed.date("day"), "The day");
    if day.is_some_and(|day| day > today) {
        check.wrong::<()>("day", "future", "The day must be today or in the past");
    }
    let mode = check.code("mode", typed.get("mode"), Mode::from_code, "Select how AUDIT was given");
    let language = check.line("language", typed.get("language"), "the language");
    let pregnancy =
        check.code("pregnancy", typed.get("pregnancy"), Pregnancy::from_code, "Select what was said");
    let corrects = check.optional_id("corrects", typed.get("corrects"), "Correct an AUDIT from its own page");
    Some((day?, mode?, language?, pregnancy?, corrects))
}

/// The administration that all answers make.
pub(super) fn command(person: PersonId, typed: &Typed, today: Date) -> Result<GiveAudit, Vec<FieldError>> {
    let mut check = Check::default();
    let about = about(typed, today, &mut check);
    let answers = answers(typed);
    for item in answers.asked() {
        check_item(&mut check, item, typed);
    }
    check.done(|| {
        let (day, mode, language, pregnancy, supersedes) = about?;
        Some(GiveAudit { person, day, mode, language, pregnancy, answers, supersedes })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(body: &str) -> Typed {
        Typed::parse(body.as_bytes())
    }

    #[test]
    fn who_never_drinks_is_asked_the_last_two_only() {
        let never = typed("item-1=0");
        assert_eq!(Step::Begin.next(&never), Some(Step::Harm));
        assert!(!Step::Amount.is_asked(&never) && !Step::Signs.is_asked(&never));
        let little = typed("item-1=1&item-2=0&item-3=0");
        assert_eq!(Step::Amount.next(&little), Some(Step::Harm));
        let more = typed("item-1=1&item-2=0&item-3=1");
        assert_eq!((Step::Amount.next(&more), Step::Harm.next(&more)), (Some(Step::Signs), None));
        assert!(!Step::Harm.is_asked(&typed("")), "nothing before the first page");
    }

    #[test]
    fn an_earlier_answer_that_changes_takes_back_what_is_no_longer_asked() {
        let body = "item-1=0&item-2=4&item-3=4&item-4=4&item-9=2&item-10=0";
        assert_eq!(answers(&typed(body)).score().map(domain::audit::Score::points), Some(2));
    }

    #[test]
    fn a_question_without_an_answer_is_said_and_a_blank_one_is_refused() {
        let today = jiff::civil::date(2026, 11, 24);
        let wrong = step_errors(Step::Harm, &typed("item-9=none"), today).unwrap_err();
        assert_eq!(wrong.iter().map(|e| (e.field, e.code)).collect::<Vec<_>>(), [("item-10", "required")]);
        let wrong = step_errors(Step::Harm, &typed("item-9=1&item-10=4"), today).unwrap_err();
        assert_eq!(wrong.iter().map(|e| (e.field, e.code)).collect::<Vec<_>>(), [("item-9", "unknown")]);
    }
}
