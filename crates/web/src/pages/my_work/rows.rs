//! Dated duties as lines: in the order of their days, or by person.

use super::leads_to::leads_to;
use crate::{
    html_safe,
    kit::{Duties, Duty, Html},
    paths, words,
};
use askama::Template;
use domain::{
    duty::{Duty as Due, DutyKind},
    ids::PersonId,
    person::Identity,
};
use jiff::civil::Date;

/// What is due about one person.
#[derive(Debug, Template)]
#[template(path = "pages/my_work/groups.html")]
struct Groups {
    groups: Vec<(String, String, Duties)>,
}

html_safe!(Groups);

/// The lines, or the words for none.
pub(crate) fn list(duties: &[(Due, Identity)], today: Date, by_person: bool, none: &'static str) -> Html {
    if duties.is_empty() {
        return Html::paragraphs(none);
    }
    if !by_person {
        let lines = duties.iter().map(|(due, who)| leading_back(line(due, who, today)));
        return Html::of(&Duties { items: lines.collect() });
    }
    let mut groups: Vec<(PersonId, String, Vec<Duty>)> = Vec::new();
    for (due, who) in duties {
        let line = leading_back(line(due, who, today));
        match groups.iter_mut().find(|(person, _, _)| *person == due.person) {
            Some((_, _, lines)) => lines.push(line),
            None => groups.push((due.person, who.called(), vec![line])),
        }
    }
    let groups = groups
        .into_iter()
        .map(|(person, called, lines)| {
            // The heading says whom.
            let items = lines.into_iter().map(|line| Duty { whom: "".into(), whom_href: "".into(), ..line });
            (paths::person(person), called, Duties { items: items.collect() })
        })
        .collect();
    Html::of(&Groups { groups })
}

/// A line of one's own: once it is done, one is back.
fn leading_back(line: Duty) -> Duty {
    Duty { href: paths::and_back_to_my_work(line.href.as_str()).into(), ..line }
}

/// One line: when, what, whom, why now.
pub(crate) fn line(due: &Due, who: &Identity, today: Date) -> Duty {
    let near = words::near(due.due, today);
    let (what, why) = match due.kind {
        DutyKind::Appointment if due.is_overdue(today) => {
            ("Record what became of the appointment", format!("it was {near}"))
        }
        kind => (kind.words(), near.clone()),
    };
    let why = due.why.as_ref().map_or(why, |words| format!("{}, {near}", words.as_str()));
    Duty {
        date: words::day(due.due).into(),
        datetime: due.due.to_string().into(),
        what: what.into(),
        href: leads_to(due, today).into(),
        whom: who.called().into(),
        whom_href: paths::person(due.person).into(),
        why: why.into(),
        tag: None,
    }
}
