//! A clause, a grant and the standing rules in the words of the engine.

use super::{EngineError, Verdict};
use crate::{grant::Grant, rules::Agreement};
use cedar_policy::{Policy, PolicyId};
use domain::{
    agreement::{Also, Clause, Holder, Who},
    section::Section,
};
use std::fmt::Display;

/// What forbids whatever a clause says, and the reason that it stands for: `Access` of the record, and legal privilege.
const STANDING: [(&str, &str); 3] = [
    (
        "standing/unknown",
        "forbid(principal, action, resource) when { context has access && !([\"ordinary\", \"limited_named\", \
         \"limited_others\"].contains(context.access)) };",
    ),
    (
        "standing/limited",
        "forbid(principal, action, resource) when { context has access && context.access == \"limited_others\" };",
    ),
    (
        "standing/privilege",
        "forbid(principal, action == Throughcare::Action::\"see\", resource is Throughcare::Record) when { \
         resource.section == \"privilege\" && !resource.own };",
    ),
];

/// The standing rules.
pub(super) fn standing() -> Result<Vec<Policy>, EngineError> {
    STANDING.iter().map(|(id, text)| read(id, text)).collect()
}

/// What a denial under these policies means: of several, the one that comes first above.
pub(super) fn forbidding<'a>(ids: impl Iterator<Item = &'a PolicyId>) -> Verdict {
    let places = ids.map(|id| STANDING.iter().position(|(known, _)| *known == id.as_ref() as &str));
    // A denial under a policy that is no standing rule cannot be explained, and so is a failure.
    let first = places.map(|place| place.unwrap_or(STANDING.len())).min();
    match first {
        None => Verdict::Silent,
        Some(place) => STANDING.get(place).map_or(Verdict::Failed, |(id, _)| Verdict::Forbidden(id)),
    }
}

/// Reads one policy.
pub(super) fn read(id: &str, text: &str) -> Result<Policy, EngineError> {
    Policy::parse(Some(PolicyId::new(id)), text)
        .map_err(|error| EngineError::Policy { id: id.to_owned(), why: error.to_string() })
}

/// The name of a clause among policies.
pub(super) fn id(agreement: &Agreement, clause: &Clause) -> String {
    format!("{}/v{}/c{}", agreement.id, agreement.version, clause.number)
}

/// The policy of a clause.
pub(super) fn of_clause(agreement: &Agreement, clause: &Clause) -> String {
    let mut when = vec![meets("context.relations", clause.when.iter().map(|one| one.code()))];
    when.extend(holder(agreement, clause));
    when.extend(clause.also.iter().map(also));
    when.push(among("resource.section", clause.sections.iter().map(|one| one.code())));
    when.push(among("context.purpose", clause.purposes.iter().map(|one| one.code())));
    who(&clause.who, &mut when);
    when.extend(agreement.parties.as_ref().map(|parties| among("principal.agency", parties)));
    when.extend(clause.from.map(|day| format!("context.day >= {}", number(day))));
    when.extend(clause.until.map(|day| format!("context.day <= {}", number(day))));
    format!(
        "@agreement({})\n@clause({})\n@level({})\npermit (\n  principal is Throughcare::Viewer,\n  action == \
         Throughcare::Action::\"see\",\n  resource is Throughcare::Record\n) when {{\n  {}\n}};",
        quoted(&format!("{} v{}", agreement.id, agreement.version)),
        quoted(&clause.number.to_string()),
        quoted(clause.level.code()),
        when.join(" &&\n  ")
    )
}

/// The policy of a grant; none for one that concerns no existing person.
pub(super) fn of_grant(grant: &Grant) -> Result<Option<Policy>, EngineError> {
    if grant.when.is_empty() {
        return Ok(None);
    }
    let mut when = Vec::new();
    let of = Who { roles: grant.roles.clone(), agency_kinds: grant.agency_kinds.clone(), ..Who::default() };
    who(&of, &mut when);
    when.push(meets("context.relations", grant.when.iter().map(|one| one.code())));
    when.extend(grant.side.map(|side| format!("context.side == {}", quoted(side.code()))));
    let actions =
        grant.actions.iter().map(|action| format!("Throughcare::Action::{}", quoted(super::name(*action))));
    let text = format!(
        "permit (principal is Throughcare::Viewer, action in [{}], resource is Throughcare::Person) when {{ {} }};",
        actions.collect::<Vec<_>>().join(", "),
        when.join(" && ")
    );
    read(&format!("grant/{}", grant.number), &text).map(Some)
}

fn who(who: &Who, when: &mut Vec<String>) {
    when.push(meets("principal.roles", who.roles.iter().map(|role| role.code())));
    let kinds = || among("principal.agency_kind", who.agency_kinds.iter().map(|kind| kind.code()));
    let agencies = || among("principal.agency", &who.agencies);
    match (who.agency_kinds.is_empty(), who.agencies.is_empty()) {
        (true, true) => {}
        (false, true) => when.push(kinds()),
        (true, false) => when.push(agencies()),
        (false, false) => when.push(format!("({} || {})", kinds(), agencies())),
    }
    if !who.accounts.is_empty() {
        when.push(among("principal.account", &who.accounts));
    }
}

/// Whose records; identity has no single holder, so a clause says nothing of it.
fn holder(agreement: &Agreement, clause: &Clause) -> Option<String> {
    let parties = agreement.parties.as_ref().map(|parties| among("resource.holder", parties));
    let identity = clause.sections.contains(&Section::Identity);
    let said = match &clause.holder {
        Holder::Own => Some("resource.own".to_owned()),
        Holder::Any => parties,
        Holder::Of(agencies) => {
            let named = among("resource.holder", agencies);
            Some(parties.map_or(named.clone(), |parties| format!("({parties} && {named})")))
        }
    };
    said.map(|said| if identity { format!("(resource.section == \"identity\" || {said})") } else { said })
}

fn also(also: &Also) -> String {
    match also {
        Also::Consent => "resource.consented".to_owned(),
        Also::SectionOpened => "resource.opened".to_owned(),
        Also::Requirement(codes) => meets("context.requirements", codes),
        Also::Risk(kinds) => meets("context.risks", kinds.iter().map(|kind| kind.code())),
    }
}

/// A day as a number that is greater when it is later.
pub(super) fn number(day: jiff::civil::Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// That `asked` is one of `items`.
fn among<T: Display>(asked: &str, items: impl IntoIterator<Item = T>) -> String {
    either(items, |item| format!("{asked} == {item}"), |items| format!("{items}.contains({asked})"))
}

/// That the set `asked` holds one of `items`.
fn meets<T: Display>(asked: &str, items: impl IntoIterator<Item = T>) -> String {
    either(items, |item| format!("{asked}.contains({item})"), |items| format!("{asked}.containsAny({items})"))
}

/// So many are compared one by one. The engine makes a set that a policy writes out anew for each question, which costs more than
/// all else of the policy; a long chain would be deeper than it likes to go.
const FEW: usize = 16;

fn either<T: Display>(
    items: impl IntoIterator<Item = T>,
    one: impl Fn(&str) -> String,
    all: impl Fn(&str) -> String,
) -> String {
    let items: Vec<String> = items.into_iter().map(|item| quoted(&item.to_string())).collect();
    match items.as_slice() {
        [item] => one(item),
        items if (1..=FEW).contains(&items.len()) => {
            let each: Vec<String> = items.iter().map(|item| one(item)).collect();
            format!("({})", each.join(" || "))
        }
        items => all(&format!("[{}]", items.join(", "))),
    }
}

/// Text between quotation marks: whatever an agreement says cannot end the string that it is in.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.escape_debug())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interim::interim_1;
    use domain::agreement::Clause;

    #[test]
    fn a_code_cannot_break_out_of_its_policy() {
        let rules = interim_1();
        let (agreement, clause) = rules.clauses().next().unwrap();
        let wicked = "x\"]) || true || [\"y".to_owned();
        let clause = Clause { also: vec![Also::Requirement(vec![wicked])], ..clause.clone() };
        let text = of_clause(agreement, &clause);
        let made = read("wicked", &text).unwrap();
        assert!(made.to_string().contains("\\\"]) || true"), "{made}");
    }

    #[test]
    fn the_text_can_be_read() {
        let rules = interim_1();
        let texts: Vec<String> =
            rules.clauses().map(|(agreement, clause)| of_clause(agreement, clause)).collect();
        insta::assert_snapshot!(texts.join("\n\n"));
    }
}
