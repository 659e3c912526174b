//! What stands above each page of a person's record: who it is, at a glance, and the parts of the record.
//!
//! The name that the person wishes comes first, then the legal one. Nothing here is decided: what the gate kept closed
//! is not in the model.

use crate::{
    html_safe,
    kit::{Button, Html, PersonBar, SubNavigation, SubNavigationItem, Tag, Text, Tone},
    paths,
};
use app::people::Glance;
use askama::Template;
use domain::{
    ids::PersonId,
    order::Order,
    person::{Identifier, IdentifierKind, Identity},
    risk::RiskFlag,
};
use jiff::civil::Date;

/// The part of a record that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The first page.
    Overview,
    /// Orders and requirements.
    Order,
    /// Strands, steps and what the person says of them.
    Plan,
    /// Agreements, releases, conferences, carers and the like.
    Casework,
    /// Hearings.
    Hearings,
    /// Referrals.
    Referrals,
    /// Meetings, goals and actions.
    Meetings,
    /// Appointments.
    Appointments,
    /// AUDIT, screening, recommendations.
    Assessments,
    /// What happened.
    Timeline,
    /// Convictions, and summaries for employers and landlords.
    Summaries,
    /// Who sees what, and who has looked.
    Sharing,
}

/// The bar of a person's page.
pub(crate) fn bar(identity: &Identity, glance: &Glance, actions: Vec<Button>) -> PersonBar {
    let mut tags = Vec::new();
    if let Some(order) = &glance.order {
        tags.push(Tag::new(format!("{} in force", order.kind), Tone::Active));
    }
    if let Some(flags) = risk_tag(&glance.risks) {
        tags.push(flags);
    }
    PersonBar {
        name: identity.called().into(),
        href: Text::default(),
        legal_name: legal_where_different(identity).into(),
        facts: facts(identity, glance.today),
        tags,
        lines: Vec::new(),
        actions,
    }
}

/// The bar of a page about something else that concerns the person: the name leads to the record.
pub(crate) fn linked_bar(
    identity: &Identity,
    today: Date,
    order: Option<&Order>,
    risks: &[RiskFlag],
) -> PersonBar {
    let glance = Glance {
        today,
        order: order.cloned(),
        risks: risks.to_vec(),
        may_see_looks: false,
        may_summarise: false,
    };
    PersonBar { href: paths::person(identity.person).into(), ..bar(identity, &glance, Vec::new()) }
}

/// The parts of the record that the viewer may open, `shown` marked.
pub(crate) fn parts(person: PersonId, shown: Part, glance: &Glance) -> SubNavigation {
    let entries = [
        (Part::Overview, "Overview", paths::person(person)),
        (Part::Order, "Order", paths::person_order(person)),
        (Part::Plan, "Plan", paths::person_plan(person)),
        (Part::Casework, "Casework", paths::person_casework(person)),
        (Part::Hearings, "Hearings", paths::person_hearings(person)),
        (Part::Referrals, "Referrals", paths::person_referrals(person)),
        (Part::Meetings, "Meetings", paths::person_meetings(person)),
        (Part::Appointments, "Appointments", paths::person_appointments(person)),
        (Part::Assessments, "Assessments", paths::person_assessments(person)),
        (Part::Timeline, "Timeline", paths::person_timeline(person)),
        (Part::Summaries, "Summaries", paths::person_summaries(person)),
        (Part::Sharing, "Sharing", paths::person_sharing(person)),
    ];
    let open = entries.into_iter().filter(|(part, _, _)| match part {
        Part::Sharing => glance.may_see_looks,
        Part::Summaries => glance.may_summarise,
        _ => true,
    });
    let items = open
        .map(|(part, words, href)| SubNavigationItem {
            active: part == shown,
            ..SubNavigationItem::new(words, href)
        })
        .collect();
    SubNavigation { label: "Parts of the record".into(), items, ..SubNavigation::default() }
}

/// The legal name in full where the person is called something else, else nothing.
pub(crate) fn legal_where_different(identity: &Identity) -> String {
    let full = identity.legal.full();
    if full == identity.called() { String::new() } else { full }
}

/// The name as a link, the legal one beside it where it differs.
#[derive(Debug, Template)]
#[template(
    ext = "html",
    source = r#"<a class="govuk-link" href="{{ href }}">{{ called }}</a>{% if !legal.is_empty() %} <span class="tc-legal">({{ legal }})</span>{% endif %}"#
)]
struct Named {
    href: String,
    called: String,
    legal: String,
}

html_safe!(Named);

/// The name as a link to `href`, the legal one beside it where it differs.
pub(crate) fn named(identity: &Identity, href: String) -> Html {
    Html::of(&Named { href, called: identity.called(), legal: legal_where_different(identity) })
}

/// "14 Feb 1991 (35)", "14 Feb 1991", or "not known".
pub(crate) fn born(identity: &Identity, today: Date) -> String {
    match (identity.born, identity.age_on(today)) {
        (Some(born), Some(age)) => format!("{} ({age})", born.strftime("%-d %b %Y")),
        (Some(born), None) => born.strftime("%-d %b %Y").to_string(),
        (None, _) => "not known".to_owned(),
    }
}

/// The number of one kind, in canonical form where it has one.
pub(crate) fn number(identity: &Identity, kind: IdentifierKind) -> Option<&str> {
    identity.identifiers.iter().find(|one| one.kind == kind).map(shown)
}

/// A number as pages show it.
pub(crate) fn shown(identifier: &Identifier) -> &str {
    identifier.canonical.as_deref().unwrap_or(&identifier.raw)
}

/// "2 risk flags", and nothing for none.
pub(crate) fn risk_tag(risks: &[RiskFlag]) -> Option<Tag> {
    let count = u64::try_from(risks.len()).unwrap_or(u64::MAX);
    (count > 0).then(|| Tag::new(crate::words::count(count, "risk flag", "risk flags"), Tone::Late))
}

fn facts(identity: &Identity, today: Date) -> Vec<(Text, Text)> {
    let mut facts = vec![("born".into(), born(identity, today).into())];
    if let Some(crn) = number(identity, IdentifierKind::Crn) {
        facts.push(("CRN".into(), crn.to_owned().into()));
    }
    facts.push(("Reference".into(), identity.reference.clone().into()));
    facts
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use domain::{
        ids::AgencyId,
        person::{Gender, Name},
        text::Line,
    };
    use jiff::civil::date;
    use uuid::Uuid;

    pub(crate) const TODAY: Date = date(2026, 11, 24);

    pub(crate) fn addy() -> Identity {
        Identity {
            person: PersonId(Uuid::from_u128(7)),
            reference: "TC-2K7-9QF-4".to_owned(),
            holder: AgencyId(Uuid::from_u128(1)),
            legal: Name {
                given: Line::new("Ada").ok(),
                middle: None,
                family: Line::new("<b>Crane</b>").unwrap(),
            },
            known_as: Line::new("Addy").ok(),
            aliases: vec![],
            born: Some(date(1991, 2, 14)),
            gender: Gender::Female,
            identifiers: vec![Identifier {
                kind: IdentifierKind::Crn,
                raw: "x320741".into(),
                canonical: Some("X320741".into()),
            }],
            version: 3,
        }
    }

    pub(crate) fn nothing_else() -> Glance {
        Glance { today: TODAY, order: None, risks: vec![], may_see_looks: true, may_summarise: true }
    }

    #[test]
    fn the_bar_says_who_it_is_with_the_wished_name_first_and_markup_escaped() {
        let html = bar(&addy(), &nothing_else(), vec![]).to_string();
        let wished = html.find("Addy").unwrap();
        let legal = html.find("Ada &lt;b&gt;Crane&lt;/b&gt;").unwrap();
        assert!(wished < legal, "{html}");
        assert!(html.contains("14 Feb 1991 (35)") && html.contains("X320741") && !html.contains("<b>Crane"));
    }

    #[test]
    fn who_is_called_by_the_legal_name_is_not_named_twice() {
        let mut ada = addy();
        ada.known_as = None;
        assert_eq!(legal_where_different(&ada), "");
        ada.legal.middle = Line::new("Jo").ok();
        assert_eq!(legal_where_different(&ada), "Ada Jo <b>Crane</b>");
        ada.born = None;
        assert_eq!(born(&ada, TODAY), "not known");
    }
}
