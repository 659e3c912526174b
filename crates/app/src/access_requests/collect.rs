//! The whole record, collected through the gate: who the person is, everything that the log tells, letters, and who has looked.
//!
//! Entries are told in words as far as there are any, and else as the record keeps them, so that nothing is left out because
//! nobody thought of a form for it.

use crate::{
    Cx,
    events::{EventKind, TimelineEvent},
    people::About,
    refusal::Refusal,
};
use domain::{
    access_request::{AccessRequest, EntryKey},
    codes,
    disclosure_summary::DisclosureSummary,
    person::Name,
    reoffending_score::{MEANING, ReoffendingScore, of_hundred},
    section::Section,
};
use gate::{Action, Standing};
use jiff::civil::Date;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Events read at once, and at most.
const READ: u32 = 1_000;
const MOST: usize = 50_000;
/// Letters read.
const LETTERS: u32 = 100;

codes! {
    /// A part of a copy.
    Part {
        About = "about", "Who you are, and what is on your record now";
        Log = "log", "What was recorded, the latest first";
        Letters = "letters", "Letters about you to employers and landlords";
    }
}

/// One entry of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What tells it from all others.
    pub key: EntryKey,
    /// In which part of the copy.
    pub part: Part,
    /// In which section of the record; letters and identity included.
    pub section: Option<Section>,
    /// The day, where it has one.
    pub day: Option<Date>,
    /// What it is.
    pub heading: String,
    /// What it says, name by name.
    pub says: Vec<(String, String)>,
}

/// The record as it was collected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Entries, part by part.
    pub entries: Vec<Entry>,
}

impl Copied {
    /// What identifies the entries together with what is left out of them.
    pub fn fingerprint(&self, request: &AccessRequest) -> String {
        let left_out = request.left_out();
        let mut text = String::new();
        for entry in &self.entries {
            text.push_str(entry.key.as_str());
            text.push('\u{1f}');
            if let Some((exemption, _)) = left_out.get(&entry.key) {
                text.push_str(exemption.code());
            } else {
                text.push_str(&entry.heading);
                for (name, value) in &entry.says {
                    text.push('\u{1f}');
                    text.push_str(name);
                    text.push('\u{1f}');
                    text.push_str(value);
                }
            }
            text.push('\u{1e}');
        }
        crate::once::fingerprint(text.as_bytes()).get(..16).unwrap_or_default().to_owned()
    }
}

/// An entry, if its key can be one.
fn entry(
    part: Part,
    key: &str,
    section: Option<Section>,
    day: Option<Date>,
    heading: String,
    says: Vec<(String, String)>,
) -> Option<Entry> {
    Some(Entry { key: EntryKey::new(key)?, part, section, day, heading, says })
}

fn said(name: &str, value: &impl ToString) -> (String, String) {
    (name.to_owned(), value.to_string())
}

fn full(name: &Name) -> String {
    name.full()
}

/// What the record says of the person now, in words.
fn of_about(about: &About) -> Vec<Entry> {
    let one = |key: &str, section, heading: String, says| {
        entry(Part::About, key, Some(section), None, heading, says)
    };
    let identity = &about.identity;
    let mut says = vec![said("Legal name", &full(&identity.legal)), said("Called", &identity.called())];
    says.extend(identity.aliases.iter().map(|alias| said("Also known as", &full(alias))));
    says.extend(identity.born.map(|born| said("Date of birth", &born)));
    says.push(said("Gender", &identity.gender));
    says.push(said("Reference", &identity.reference));
    says.extend(
        identity.identifiers.iter().map(|number| (number.kind.words().to_owned(), number.raw.clone())),
    );
    let mut entries = vec![one("identity", Section::Identity, "Names and numbers".to_owned(), says)];
    for contact in &about.contacts {
        let says = [
            contact.address.as_ref().map(|line| said("Address", line)),
            contact.postcode.as_ref().map(|line| said("Postcode", line)),
            contact.telephone.as_ref().map(|line| said("Telephone", line)),
            contact.email.as_ref().map(|line| said("Email", line)),
        ];
        let key = format!("contact/{}", contact.holder);
        let says = says.into_iter().flatten().collect();
        entries.push(one(&key, Section::Contact, "How to reach you".to_owned(), says));
    }
    for needs in &about.communication {
        let key = format!("communication/{}", needs.holder);
        let says = vec![said("Needs", &needs.needs)];
        entries.push(one(&key, Section::Communication, "What helps when we talk".to_owned(), says));
    }
    for flag in &about.risks {
        let says = flag.detail.iter().map(|detail| said("In words", detail)).collect();
        let key = format!("risk/{}", flag.id);
        entries.push(one(&key, Section::Risk, format!("A warning in force: {}", flag.kind), says));
    }
    for order in &about.orders {
        let mut says = vec![said("Made", &order.made), said("Ends", &order.ends)];
        says.extend(order.court.iter().map(|court| said("Court", court)));
        says.extend(order.offence.iter().map(|offence| said("For", offence)));
        says.extend(order.requirements.iter().map(|one| said("Requirement", &one.name)));
        entries.push(one(&format!("order/{}", order.id), Section::Court, order.kind.to_string(), says));
    }
    for need in &about.needs {
        let says = need.detail.iter().map(|detail| said("In words", detail)).collect();
        let key = format!("need/{}", need.id);
        entries.push(one(&key, need.pathway.section(), format!("{}: {}", need.pathway, need.level), says));
    }
    entries.into_iter().flatten().collect()
}

/// The fields of a body, name by name; fields within fields after a dot.
fn flattened(value: &Value, name: &str, says: &mut Vec<(String, String)>) {
    let words = |name: &str| name.replace('_', " ");
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            for (field, value) in fields {
                let name = if name.is_empty() { words(field) } else { format!("{name}, {}", words(field)) };
                flattened(value, &name, says);
            }
        }
        Value::Array(values) => {
            for (place, value) in (1..).zip(values) {
                flattened(value, &format!("{name} {place}"), says);
            }
        }
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => says.push((name.to_owned(), text.clone())),
        Value::Bool(yes) => says.push((name.to_owned(), if *yes { "yes" } else { "no" }.to_owned())),
        Value::Number(number) => says.push((name.to_owned(), number.to_string())),
    }
}

/// What the log tells, but for the request itself and what was told of it.
fn of_event(event: &TimelineEvent, day: Date, scores: &BTreeSet<Uuid>) -> Option<Entry> {
    if matches!(event.kind, EventKind::CopyAsked | EventKind::CopyStepped) {
        return None;
    }
    let mut says = vec![said("By", &format!("{}, {}", event.by, event.agency))];
    // A score stands above, with what it says and what it does not, where those who put the copy together may read it.
    let score = event.kind == EventKind::ScoreRecorded;
    let told = event.body.as_ref().filter(|_| !score || event.subject.is_some_and(|id| scores.contains(&id)));
    match told {
        Some(body) => flattened(body, "", &mut says),
        None => says.push(said("Content", &"Not shown to those who put this copy together, or disposed of")),
    }
    entry(Part::Log, &format!("event/{}", event.id), None, Some(day), event.kind.to_string(), says)
}

/// A score, always with what it does not say.
fn of_score(score: &ReoffendingScore) -> Option<Entry> {
    let days = score.days;
    let mut says = vec![said("What a score says", &MEANING)];
    says.extend(score.one_year.map(|one| said("Within one year", &of_hundred(one))));
    says.push(said("Within two years", &of_hundred(score.two_years)));
    says.extend(score.band().map(|band| said("Band", &band.words())));
    says.extend(score.suggested_tier().map(|tier| said("Tier that was suggested", &tier.words())));
    says.push(said("Computed by", &score.edition));
    says.push(said("Day of the assessment", &days.assessed));
    says.push(said("Current conviction", &days.convicted));
    says.push(said("Reoffending is counted from", &days.counted_from));
    says.extend(score.inputs.told().into_iter().map(|(what, value)| said(what, &value)));
    if score.corrected_by.is_some() {
        says.push(said("Corrected", &"A later score corrects this one"));
    }
    let heading = format!("Score of reoffending: {}", score.inputs.predictor());
    entry(
        Part::About,
        &format!("score/{}", score.id),
        Some(Section::Risk),
        Some(days.assessed),
        heading,
        says,
    )
}

fn of_letter(summary: &DisclosureSummary, day: Date) -> Option<Entry> {
    let written = &summary.written;
    let mut says = vec![said("For", &written.kind), said("About", &written.opportunity)];
    for part in &written.text.parts {
        says.push((part.heading.clone(), part.paragraphs.join("\n")));
    }
    let heading = format!("A letter: {}", summary.state());
    entry(Part::Letters, &format!("letter/{}", written.id), Some(Section::Notes), Some(day), heading, says)
}

impl Cx<'_> {
    /// The record as far as the viewer may see it.
    pub(super) async fn copied(&mut self, standing: &Standing) -> Result<Copied, Refusal> {
        let about = self.about(standing).await?;
        let mut entries = of_about(&about);
        let scores = self.all_opened_scores(standing).await?;
        entries.extend(scores.iter().filter_map(of_score));
        let scores: BTreeSet<Uuid> = scores.iter().map(|score| score.id.0).collect();
        let (mut before, mut read) = (None, 0_usize);
        loop {
            let sealed = self.tx.timeline(standing.person, before, READ).await?;
            let end = sealed.len() < READ as usize;
            read = read.saturating_add(sealed.len());
            before = sealed.last().map(|(id, _)| *id);
            let mut events = self.open_all(standing, sealed.into_iter().map(|(_, event)| event).collect());
            // Words about somebody else that once stood here by mistake are theirs.
            self.without_moved(standing.person, &mut events).await?;
            let day = |event: &TimelineEvent| self.app.day_of(event.stamp.at);
            entries.extend(events.iter().filter_map(|event| of_event(event, day(event), &scores)));
            if end {
                break;
            }
            if read >= MOST {
                return Err(Refusal::NotNow(
                    "The record is larger than can be put together at once. Ask the system administrator for it."
                        .to_owned(),
                ));
            }
        }
        if self.permit(Action::WriteSummary, standing, None).is_ok() {
            let sealed = self.tx.summaries(standing.person, LETTERS).await?;
            let opened = self.open_all(standing, sealed);
            entries.extend(
                opened.iter().filter_map(|one| of_letter(one, self.app.day_of(one.written.stamp.at))),
            );
        }
        Ok(Copied { entries })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_field_of_a_body_is_told_by_its_name() {
        let mut says = Vec::new();
        let body = json!({
            "asks": "Please assess.", "answer_by": "2026-12-08", "requirement": null, "seen": true, "none": "",
            "requirements": [{ "name": "Alcohol treatment", "amount": 6 }],
        });
        flattened(&body, "", &mut says);
        says.sort();
        let said: Vec<(&str, &str)> =
            says.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(
            said,
            [
                ("answer by", "2026-12-08"),
                ("asks", "Please assess."),
                ("requirements 1, amount", "6"),
                ("requirements 1, name", "Alcohol treatment"),
                ("seen", "yes"),
            ]
        );
    }
}
