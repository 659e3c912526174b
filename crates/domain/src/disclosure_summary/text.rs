//! The words of a summary: from a dated template, the convictions that are not spent, and what its author typed, to one text
//! that is shown, agreed to, kept and issued unchanged.

use super::RecipientKind;
use crate::{
    conviction::{Details, SentenceKind},
    text::{Line, Prose},
};
use jiff::civil::Date;

/// The fixed words for one kind of body from one day on: data, which is changed without a build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// For which kind.
    pub kind: RecipientKind,
    /// First day on which it is used.
    pub from: Date,
    /// What the letter is about: `{person}`, `{opportunity}` and `{body}` are filled in, here and below.
    pub title: String,
    /// How it begins.
    pub opening: String,
    /// Above the convictions.
    pub record_heading: String,
    /// Where there is none to tell.
    pub no_convictions: String,
    /// Above the plain explanation.
    pub explanation_heading: String,
    /// Above the risk for this role.
    pub risk_heading: String,
    /// What its author is asked about risk.
    pub risk_prompt: String,
    /// Above the support.
    pub support_heading: String,
    /// What its author is asked about support.
    pub support_prompt: String,
    /// Above the progress.
    pub progress_heading: String,
    /// Before the named contact.
    pub contact_heading: String,
    /// How it ends: kept confidential, destroyed.
    pub closing: String,
}

/// What the author types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What the record means, in plain language.
    pub explanation: Prose,
    /// Risk for this role or tenancy, in plain words.
    pub risk: Prose,
    /// What support is in place.
    pub support: Prose,
    /// The progress made.
    pub progress: Prose,
    /// Whom to ask.
    pub contact: Line,
    /// How to reach them.
    pub reach: Line,
}

/// Whom and what a summary is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject<'a> {
    /// The person, as they wish to be called.
    pub person: &'a str,
    /// The body's name.
    pub body: &'a str,
    /// The post, the tenancy, the course.
    pub opportunity: &'a str,
}

/// One conviction that is not spent, as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConvictionLine<'a> {
    /// What was recorded.
    pub details: &'a Details,
    /// The first day on which it is spent; `None` for never.
    pub until: Option<Date>,
}

/// One part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its heading; empty for the first.
    pub heading: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// The text: what is shown, agreed to, kept and issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its parts, in order. The first heading is the title.
    pub parts: Vec<Part>,
}

impl Text {
    /// The whole text as lines: two texts are the same when these are.
    pub fn plain(&self) -> String {
        let mut lines = Vec::new();
        for part in &self.parts {
            lines.push(part.heading.as_str());
            lines.extend(part.paragraphs.iter().map(String::as_str));
        }
        lines.join("\n\n")
    }
}

/// "14 March 2025", as letters say a day.
fn said(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

impl ConvictionLine<'_> {
    /// What is told of it: for what, when, what was imposed, and until when it is to be told.
    fn sentence(&self, person: &str) -> String {
        let details = self.details;
        let what = if details.is_caution() { "was cautioned for" } else { "was convicted of" };
        let imposed: Vec<String> = details
            .sentences()
            .iter()
            .map(|one| match one.term {
                Some(term) => format!("{} of {term}", plain(one.kind)),
                None => plain(one.kind).to_owned(),
            })
            .collect();
        let imposed = if details.is_caution() {
            String::new()
        } else {
            format!(" The sentence: {}.", imposed.join("; "))
        };
        let until = match self.until {
            Some(until) => format!("In law this is to be told until {}.", said(until)),
            None => "In law this is always to be told.".to_owned(),
        };
        format!("On {} {person} {what} {}.{imposed} {until}", said(details.day), details.offence)
    }
}

const fn plain(kind: SentenceKind) -> &'static str {
    match kind {
        SentenceKind::Custody => "a prison sentence",
        SentenceKind::SuspendedCustody => "a suspended prison sentence",
        SentenceKind::Extended => "an extended prison sentence",
        SentenceKind::Life => "a life sentence",
        SentenceKind::PublicProtection => "imprisonment for public protection",
        SentenceKind::CommunityOrder => "a community order",
        SentenceKind::YouthRehabilitationOrder => "a youth rehabilitation order",
        SentenceKind::Fine => "a fine",
        SentenceKind::ConditionalDischarge => "a conditional discharge",
        SentenceKind::BindOver => "a bind-over",
        SentenceKind::OtherOrder => "an order of the court",
        SentenceKind::AbsoluteDischarge => "an absolute discharge",
        SentenceKind::SimpleCaution => "a caution",
        SentenceKind::ConditionalCaution => "a conditional caution",
    }
}

/// The text of a summary.
pub fn compose(
    template: &Template,
    subject: Subject<'_>,
    convictions: &[ConvictionLine<'_>],
    words: &Words,
) -> Text {
    let filled = |text: &str| {
        text.replace("{person}", subject.person)
            .replace("{body}", subject.body)
            .replace("{opportunity}", subject.opportunity)
    };
    let mut lines: Vec<ConvictionLine<'_>> = convictions.to_vec();
    lines.sort_by_key(|line| std::cmp::Reverse(line.details.day));
    let mut record: Vec<String> = lines.iter().map(|line| line.sentence(subject.person)).collect();
    if record.is_empty() {
        record.push(filled(&template.no_convictions));
    }
    let part = |heading: &str, paragraphs| Part { heading: filled(heading), paragraphs };
    let typed = |prose: &Prose| prose.as_str().split("\n\n").map(str::to_owned).collect::<Vec<_>>();
    let contact = vec![format!("{}: {}", words.contact, words.reach)];
    Text {
        parts: vec![
            part(&template.title, vec![filled(&template.opening)]),
            part(&template.record_heading, record),
            part(&template.explanation_heading, typed(&words.explanation)),
            part(&template.risk_heading, typed(&words.risk)),
            part(&template.support_heading, typed(&words.support)),
            part(&template.progress_heading, typed(&words.progress)),
            part(&template.contact_heading, contact),
            part("", vec![filled(&template.closing)]),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conviction::{
        Ends,
        tests::{convicted, custody, sentence},
    };
    use jiff::civil::date;

    fn template() -> Template {
        Template {
            kind: RecipientKind::Employer,
            from: date(2000, 1, 1),
            title: "{person} and {opportunity}".into(),
            opening: "For {body}.".into(),
            record_heading: "Record".into(),
            no_convictions: "Nothing to tell of {person}.".into(),
            explanation_heading: "In plain words".into(),
            risk_heading: "Risk".into(),
            risk_prompt: String::new(),
            support_heading: "Support".into(),
            support_prompt: String::new(),
            progress_heading: "Progress".into(),
            contact_heading: "Contact".into(),
            closing: "Destroy this.".into(),
        }
    }

    fn words() -> Words {
        let prose = |text| Prose::new(text).unwrap();
        Words {
            explanation: prose("One night.\n\nNothing since."),
            risk: prose("None with tools."),
            support: prose("A mentor."),
            progress: prose("Passed the course."),
            contact: Line::new("P. Practitioner").unwrap(),
            reach: Line::new("01632 960123").unwrap(),
        }
    }

    const SUBJECT: Subject<'_> =
        Subject { person: "Addy Crane", body: "Harbour Foods", opportunity: "warehouse nights" };

    #[test]
    fn what_is_told_reads_as_a_letter() {
        let (theft, fine) = (
            convicted(date(2024, 5, 2), custody(10, date(2025, 3, 1))),
            convicted(date(2026, 1, 5), sentence(SentenceKind::Fine, Ends::NotKnown)),
        );
        let lines = [
            ConvictionLine { details: &theft, until: Some(date(2026, 3, 1)) },
            ConvictionLine { details: &fine, until: None },
        ];
        let text = compose(&template(), SUBJECT, &lines, &words());
        assert_eq!(text.parts[0].heading, "Addy Crane and warehouse nights");
        assert_eq!(
            text.parts[1].paragraphs,
            [
                "On 5 January 2026 Addy Crane was convicted of theft from a shop. The sentence: a fine. In law this is always to be told.",
                "On 2 May 2024 Addy Crane was convicted of theft from a shop. The sentence: a prison sentence of 10 months. In law this is to be told until 1 March 2026.",
            ]
        );
        assert_eq!(text.parts[2].paragraphs, ["One night.", "Nothing since."]);
        assert!(text.plain().contains("P. Practitioner: 01632 960123"));
        let none = compose(&template(), SUBJECT, &[], &words());
        assert_eq!(none.parts[1].paragraphs, ["Nothing to tell of Addy Crane."]);
        assert_ne!(none.plain(), text.plain());
    }
}
