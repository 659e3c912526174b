//! Whether a conviction is spent on a day: the Rehabilitation of Offenders Act 1974 for England and Wales, as dated rows
//! (information-sharing.md, section 7).
//!
//! What holds: the law is that of the day asked about, and so are the convictions: what came later is left out. What
//! cannot be determined (an end that nobody knows, a day before the first row) is *unclear*, never spent. The longest of a
//! conviction's sentences counts; a further conviction before the earlier one is spent, other than for an offence that
//! magistrates alone can try, joins the two. A use to which exceptions may apply is flagged, and nothing here takes that
//! flag away. Deliberately not here: the Exceptions Order itself, filtering by the DBS, and other orders of a penal kind
//! (disqualification, say), which the notes do not tell.

use crate::{
    codes,
    conviction::{Age, Details, Ends, SentenceKind, Term},
    ids::ConvictionId,
    timing::last_day_of_months,
};
use jiff::{ToSpan, civil::Date};

codes! {
    /// From where a period is counted.
    CountsFrom {
        End = "end", "the end of the sentence";
        Conviction = "conviction", "the day of conviction";
        First = "first", "the day of conviction, or the end where that comes first";
        Never = "never", "never spent";
    }
}

/// One row: for whom, for what, how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// For which kind of sentence; a suspended one is looked up as custody.
    pub kind: SentenceKind,
    /// For which age on the day of conviction.
    pub age: Age,
    /// For terms longer than so many months; 0 for any.
    pub over_months: u16,
    /// For terms of so many months at most.
    pub up_to_months: Option<u16>,
    /// For offences of Schedule 18 only, for others only, or for all.
    pub schedule_18: Option<bool>,
    /// From where the period is counted.
    pub counts: CountsFrom,
    /// Months that it lasts.
    pub months: u16,
    /// First day on which the row is the law.
    pub from: Date,
    /// Last day, if it has gone.
    pub to: Option<Date>,
    /// Where it is written.
    pub source: String,
    /// Whether it is a default from memory, to be confirmed by the partnership.
    pub from_memory: bool,
}

codes! {
    /// A figure of the law that stands in no row of the table.
    FigureCode {
        NoEndMonths = "no_end_months", "An order without an end counts for so many months from conviction";
        AdultYears = "adult_years", "An adult is of so many years";
        FurtherJoins = "further_joins", "A further conviction lengthens the earlier one (1), or whichever ends first (2)";
    }
}

/// A dated figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Which.
    pub code: FigureCode,
    /// How much.
    pub amount: u16,
    /// First day on which it is the law.
    pub from: Date,
    /// Where it is written.
    pub source: String,
    /// Whether it is a default from memory.
    pub from_memory: bool,
}

/// The law as dated rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Law {
    /// Periods.
    pub rules: Vec<Rule>,
    /// Figures.
    pub figures: Vec<Figure>,
}

impl Law {
    /// A figure on `day`; `None` where no row has begun.
    pub fn figure(&self, code: FigureCode, day: Date) -> Option<u16> {
        let begun = self.figures.iter().filter(|row| row.code == code && row.from <= day);
        begun.max_by_key(|row| row.from).map(|row| row.amount)
    }

    /// The row for a sentence on `day`, its term counted from the day of sentence.
    fn rule(&self, part: &Part, age: Age, sentenced: Date, day: Date) -> Option<&Rule> {
        self.rules.iter().find(|rule| {
            let longer = |months| part.term.is_some_and(|term| term.is_over(months, sentenced));
            rule.kind == part.kind
                && rule.age == age
                && rule.from <= day
                && rule.to.is_none_or(|to| day <= to)
                && (rule.over_months == 0 || longer(rule.over_months))
                && rule.up_to_months.is_none_or(|most| !longer(most))
                && rule.schedule_18.is_none_or(|only| only == part.schedule_18)
        })
    }
}

codes! {
    /// What the answer is wanted for.
    Use {
        Ordinary = "ordinary", "Ordinary: no exception applies";
        Excepted = "excepted", "A role that the Exceptions Order names, or that asks for a DBS check";
        Immigration = "immigration", "Immigration or nationality";
        Proceedings = "proceedings", "Proceedings before a court";
        NotKnown = "not_known", "Not known yet";
    }
}

codes! {
    /// Why a conviction cannot be determined.
    Unclear {
        NoEnd = "no_end", "the end of the sentence is not known";
        NoRule = "no_rule", "no rule of the table covers that sentence on that day";
    }
}

/// Until when a conviction counts. Shortest first: what is unclear may be longer than any day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Until {
    On(Date),
    Unclear(Unclear),
    Always,
}

/// How a conviction stands on the day asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Spent, since this day.
    Spent {
        /// The first day on which it was.
        since: Date,
    },
    /// Not spent.
    Unspent {
        /// The first day on which it will be; `None` for never.
        until: Option<Date>,
    },
    /// It cannot be said.
    Unclear(Unclear),
}

impl Verdict {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Spent { .. } => "spent",
            Self::Unspent { .. } => "unspent",
            Self::Unclear(_) => "unclear",
        }
    }
}

/// One sentence as it was counted: terms of custody of one conviction count as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: SentenceKind,
    /// Its term: concurrent ones are not added, consecutive ones are.
    pub term: Option<Term>,
    /// Its end.
    pub ends: Ends,
    /// Whether it is for an offence of Schedule 18.
    pub schedule_18: bool,
}

/// What a determination rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs {
    /// The day of conviction.
    pub convicted: Date,
    /// The day of sentence.
    pub sentenced: Date,
    /// Age on the day of conviction.
    pub age: Age,
    /// Its sentences as they were counted, with the row that applies to each.
    pub parts: Vec<(Part, Option<Rule>)>,
    /// Further convictions that it was joined with.
    pub joined: Vec<ConvictionId>,
}

/// A dated answer with all that it rests on: an end may move, and then it is another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Determination {
    /// Which conviction.
    pub conviction: ConvictionId,
    /// On which day.
    pub on: Date,
    /// The answer.
    pub verdict: Verdict,
    /// What it rests on.
    pub inputs: Inputs,
    used_for: Use,
}

impl Determination {
    /// Whether it is spent.
    pub const fn is_spent(&self) -> bool {
        matches!(self.verdict, Verdict::Spent { .. })
    }

    /// Whether somebody must check the exceptions before they rely on it. Only a use that is known to be ordinary does not
    /// ask for it; an answer does not.
    pub const fn check_exceptions(&self) -> bool {
        !matches!(self.used_for, Use::Ordinary)
    }

    /// Whether a row that it rests on is a default from memory.
    pub fn is_from_memory(&self) -> bool {
        self.inputs.parts.iter().any(|(_, rule)| rule.as_ref().is_some_and(|rule| rule.from_memory))
    }
}

/// How each of a person's convictions stands on `day`, by the law of that day. Later ones are left out.
pub fn determine<'a>(
    convictions: impl IntoIterator<Item = (ConvictionId, &'a Details)>,
    law: &Law,
    day: Date,
    used_for: Use,
) -> Vec<Determination> {
    let known: Vec<(ConvictionId, &Details)> =
        convictions.into_iter().filter(|(_, details)| details.day <= day).collect();
    let counted: Vec<(Until, Inputs)> = known.iter().map(|(_, details)| alone(details, law, day)).collect();
    let both = law.figure(FigureCode::FurtherJoins, day) == Some(2);
    let mut untils: Vec<Until> = counted.iter().map(|(until, _)| *until).collect();
    let joined = join(&known, &mut untils, both);
    let all = known.into_iter().zip(counted).zip(untils).zip(joined);
    all.map(|((((conviction, _), (_, inputs)), until), joined)| {
        let verdict = match until {
            Until::On(since) if since <= day => Verdict::Spent { since },
            Until::On(until) => Verdict::Unspent { until: Some(until) },
            Until::Always => Verdict::Unspent { until: None },
            Until::Unclear(why) => Verdict::Unclear(why),
        };
        Determination { conviction, on: day, verdict, inputs: Inputs { joined, ..inputs }, used_for }
    })
    .collect()
}

/// Until when one conviction counts by itself: the longest of its sentences.
fn alone(details: &Details, law: &Law, day: Date) -> (Until, Inputs) {
    let mut longest = Until::On(details.day);
    let mut parts = Vec::new();
    for part in counted(details) {
        let rule = law.rule(&part, details.age, details.sentenced, day);
        let until = rule.map_or(Until::Unclear(Unclear::NoRule), |rule| {
            period(rule, &part, details.day, law.figure(FigureCode::NoEndMonths, day))
        });
        longest = longest.max(until);
        parts.push((part, rule.cloned()));
    }
    let inputs = Inputs {
        convicted: details.day,
        sentenced: details.sentenced,
        age: details.age,
        parts,
        joined: Vec::new(),
    };
    (longest, inputs)
}

/// The sentences as they are counted: all custody as one, the others each for itself.
fn counted(details: &Details) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let terms = || details.sentences().iter().filter_map(|one| Some((one, one.term?)));
    // Consecutive terms are one run; of runs beside each other the longest counts.
    let mut runs: Vec<Term> = Vec::new();
    for (sentence, term) in terms() {
        match runs.last_mut().filter(|_| sentence.runs == crate::conviction::Runs::Consecutive) {
            Some(run) => *run = run.then(term),
            None => runs.push(term),
        }
    }
    if let Some(term) = runs.into_iter().max_by_key(|term| term.after(details.sentenced)) {
        let ends = terms().map(|(one, _)| match (one.kind, one.ends) {
            // A suspended sentence is counted as if it had been served from the day of sentence.
            (SentenceKind::SuspendedCustody, _) => Ends::On(last_day(term, details.sentenced)),
            (_, ends) => ends,
        });
        parts.push(Part {
            kind: SentenceKind::Custody,
            term: Some(term),
            ends: latest(ends),
            schedule_18: terms().any(|(one, _)| one.schedule_18),
        });
    }
    let others = details.sentences().iter().filter(|one| !one.kind.is_term());
    parts.extend(others.map(|one| Part {
        kind: one.kind,
        term: None,
        ends: one.ends,
        schedule_18: one.schedule_18,
    }));
    parts
}

fn last_day(term: Term, from: Date) -> Date {
    if term.days() == 0 {
        return last_day_of_months(from, term.months());
    }
    let after = term.after(from);
    after.yesterday().unwrap_or(after)
}

/// The latest of several ends; one that is not known, or does not come, is later than any day.
fn latest(ends: impl Iterator<Item = Ends>) -> Ends {
    let later = |one, other| match (one, other) {
        (Ends::NotKnown, _) | (_, Ends::NotKnown) => Ends::NotKnown,
        (Ends::Never, _) | (_, Ends::Never) => Ends::Never,
        (Ends::On(one), Ends::On(other)) => Ends::On(one.max(other)),
    };
    ends.reduce(later).unwrap_or(Ends::NotKnown)
}

fn period(rule: &Rule, part: &Part, convicted: Date, no_end_months: Option<u16>) -> Until {
    let after = |from: Date, months: u16| Until::On(from.saturating_add(i64::from(months).months()));
    match (rule.counts, part.ends) {
        (CountsFrom::Never, _) => Until::Always,
        (CountsFrom::First, Ends::On(end)) => after(convicted, rule.months).min(Until::On(end)),
        (CountsFrom::Conviction | CountsFrom::First, _) => after(convicted, rule.months),
        (CountsFrom::End, Ends::On(end)) => after(end, rule.months),
        (CountsFrom::End, Ends::Never) if part.term.is_none() => {
            no_end_months.map_or(Until::Unclear(Unclear::NoRule), |months| after(convicted, months))
        }
        (CountsFrom::End, Ends::Never | Ends::NotKnown) => Until::Unclear(Unclear::NoEnd),
    }
}

/// Joins convictions until nothing changes, and answers with which others each was joined.
fn join(known: &[(ConvictionId, &Details)], untils: &mut [Until], both: bool) -> Vec<Vec<ConvictionId>> {
    let mut joined = vec![Vec::new(); known.len()];
    let pairs: Vec<(usize, usize)> = (0..known.len())
        .flat_map(|earlier| (0..known.len()).map(move |later| (earlier, later)))
        .filter(|(earlier, later)| {
            let (Some((_, first)), Some((_, next))) = (known.get(*earlier), known.get(*later)) else {
                return false;
            };
            first.day < next.day && !next.summary_only && !first.is_caution() && !next.is_caution()
        })
        .collect();
    loop {
        let mut changed = false;
        for (earlier, later) in &pairs {
            let (Some(one), Some(other)) = (untils.get(*earlier).copied(), untils.get(*later).copied())
            else {
                continue;
            };
            let Some((id, next)) = known.get(*later) else { continue };
            let within = match one {
                Until::On(spent) => next.day < spent,
                Until::Unclear(_) | Until::Always => true,
            };
            if !within {
                continue;
            }
            let longest = one.max(other);
            if longest > one {
                changed |= set(untils, *earlier, longest);
                note(&mut joined, *earlier, *id);
            }
            if both && longest > other {
                changed |= set(untils, *later, longest);
                if let Some((first, _)) = known.get(*earlier) {
                    note(&mut joined, *later, *first);
                }
            }
        }
        if !changed {
            return joined;
        }
    }
}

fn set(untils: &mut [Until], place: usize, until: Until) -> bool {
    untils.get_mut(place).is_some_and(|found| {
        *found = until;
        true
    })
}

fn note(joined: &mut [Vec<ConvictionId>], place: usize, with: ConvictionId) {
    if let Some(list) = joined.get_mut(place)
        && !list.contains(&with)
    {
        list.push(with);
    }
}

#[cfg(test)]
mod tests;
