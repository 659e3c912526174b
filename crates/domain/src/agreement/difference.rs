//! What one version changes against another, in words that a signatory can check.

use crate::agreement::{
    clause::Clause,
    terms::{Parties, Party, Terms},
    words::Names,
};

/// Sentences, in the order of the record; none where the two say the same.
pub fn differences(before: &Terms, after: &Terms, names: Names<'_>) -> Vec<String> {
    let mut said = Vec::new();
    fields(before, after, &mut said);
    parties(before, after, names, &mut said);
    clauses(before, after, names, &mut said);
    said
}

fn fields(before: &Terms, after: &Terms, said: &mut Vec<String>) {
    let mut changed = |what: &str, was: String, is: String| {
        if was != is {
            said.push(format!("{what}: “{was}” becomes “{is}”."));
        }
    };
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "none".to_owned(), |day| day.to_string());
    let maybe =
        |line: &Option<crate::text::Line>| line.as_ref().map_or("none", |line| line.as_str()).to_owned();
    changed("Title", before.title.as_str().into(), after.title.as_str().into());
    changed("Kind", before.kind.words().into(), after.kind.words().into());
    changed("Purposes", purposes(before), purposes(after));
    changed(
        "Necessity and proportionality",
        before.necessity.as_str().into(),
        after.necessity.as_str().into(),
    );
    changed("Consent", before.consent.words().into(), after.consent.words().into());
    changed("Wording of consent", maybe(&before.consent_wording), maybe(&after.consent_wording));
    changed("Privacy notice", before.privacy_notice.as_str().into(), after.privacy_notice.as_str().into());
    changed("Transfer", before.transfer.as_str().into(), after.transfer.as_str().into());
    changed("Frequency", before.frequency.as_str().into(), after.frequency.as_str().into());
    changed("Rights", before.rights.as_str().into(), after.rights.as_str().into());
    changed("Accuracy", before.accuracy.as_str().into(), after.accuracy.as_str().into());
    changed("Incidents", before.incidents.as_str().into(), after.incidents.as_str().into());
    changed("Assessments", maybe(&before.assessments), maybe(&after.assessments));
    changed("Passing on", before.onward.words().into(), after.onward.words().into());
    changed("Audit", audit(before), audit(after));
    changed("Funding", funding(before), funding(after));
    changed("First day", before.starts.to_string(), after.starts.to_string());
    changed("Review by", before.review.to_string(), after.review.to_string());
    changed("Last day", day(before.ends), day(after.ends));
    let stops = |terms: &Terms| if terms.stops_unreviewed { "stops" } else { "goes on" }.to_owned();
    changed("When nobody has reviewed it", stops(before), stops(after));
}

fn purposes(terms: &Terms) -> String {
    let each = terms.purposes.iter().map(|one| format!("{}: {}", one.purpose.words(), one.words.as_str()));
    each.collect::<Vec<_>>().join("; ")
}

fn audit(terms: &Terms) -> String {
    format!("{} of 100 looks, by {}", terms.auditing.per_cent, terms.auditing.reviewer.as_str())
}

fn funding(terms: &Terms) -> String {
    terms.funding.as_ref().map_or_else(
        || "none".to_owned(),
        |funding| match funding.ends {
            Some(ends) => format!("{} until {ends}", funding.source.as_str()),
            None => funding.source.as_str().to_owned(),
        },
    )
}

fn parties(before: &Terms, after: &Terms, names: Names<'_>, said: &mut Vec<String>) {
    let (was, is) = (before.signing(), after.signing());
    match (&before.parties, &after.parties) {
        (Parties::Listed(_), Parties::Everyone) => said.push("Every agency becomes a party.".to_owned()),
        (Parties::Everyone, Parties::Listed(_)) => said.push("Only named agencies are parties.".to_owned()),
        _ => {}
    }
    let of = |party: &Party, list: &[Party]| list.iter().find(|one| one.agency == party.agency).cloned();
    for party in is {
        match of(party, was) {
            None => said.push(format!("{} becomes a party.", names.of(party.agency))),
            Some(former) if former != *party => {
                said.push(format!("What {} signs to changes.", names.of(party.agency)));
            }
            Some(_) => {}
        }
    }
    for party in was.iter().filter(|party| of(party, is).is_none()) {
        said.push(format!("{} is no longer a party.", names.of(party.agency)));
    }
}

fn clauses(before: &Terms, after: &Terms, names: Names<'_>, said: &mut Vec<String>) {
    let of = |number: u16, list: &[Clause]| list.iter().find(|one| one.number == number).cloned();
    for clause in &after.clauses {
        let is = clause.words(names);
        match of(clause.number, &before.clauses) {
            None => said.push(format!("Clause {} is new: {is}", clause.number)),
            Some(former) if former != *clause => {
                let was = former.words(names);
                let what = if was == is {
                    "Its basis changes".to_owned()
                } else {
                    format!("It was: {was} It becomes: {is}")
                };
                said.push(format!("Clause {} changes. {what}", clause.number));
            }
            Some(_) => {}
        }
    }
    for clause in before.clauses.iter().filter(|one| of(one.number, &after.clauses).is_none()) {
        said.push(format!("Clause {} falls away: {}", clause.number, clause.words(names)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{agreement::review::tests::terms, section::Section, text::Line};

    #[test]
    fn the_same_terms_have_no_difference() {
        let one = terms(&[1, 2]);
        assert_eq!(differences(&one, &one.clone(), Names(&[])), Vec::<String>::new());
    }

    #[test]
    fn a_new_section_a_new_party_and_a_new_day_are_said() {
        let before = terms(&[1, 2]);
        let mut after = terms(&[1, 2, 3]);
        after.frequency = Line::new("Every Monday").unwrap();
        after.clauses[0].sections.push(Section::Plan);
        let said = differences(&before, &after, Names(&[])).join("\n");
        assert!(said.contains("becomes “Every Monday”"), "{said}");
        assert!(said.contains("becomes a party"), "{said}");
        assert!(said.contains("Clause 1 changes. It was:") && said.contains("and plan"), "{said}");
    }

    #[test]
    fn a_clause_that_falls_away_is_said_with_its_words() {
        let before = terms(&[1]);
        let mut after = before.clone();
        after.clauses.clear();
        let said = differences(&before, &after, Names(&[]));
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("Clause 1 falls away: Treatment worker"), "{said:?}");
    }
}
