//! What agreements ask of whoever looks at their work.

use crate::{
    kit::{Card, Duties, Duty, Html, Tag, Tone},
    paths, words,
};
use app::agreements::Task;
use domain::agreement::Move;
use jiff::civil::Date;

fn line(task: &Task, today: Date) -> Duty {
    let (what, href) = match task.what {
        Move::Sign => ("Sign the agreement", paths::agreement_sign(task.agreement)),
        Move::Review => (
            "Review the agreement",
            format!("{}?version={}", paths::agreement_step(task.agreement), task.number),
        ),
        _ => ("Draft the next version of what was sent back", paths::agreement(task.agreement)),
    };
    let why = match task.what {
        Move::Sign => format!("it is to hold from then on, {}", words::near(task.due, today)),
        Move::Review => format!("its review is due {}", words::near(task.due, today)),
        _ => "a party asked for changes".to_owned(),
    };
    let tag = match (task.what, task.warning) {
        (Move::Review, Some(days)) => {
            Some(Tag::new(format!("Within {days} days"), if days > 7 { Tone::Soon } else { Tone::Late }))
        }
        (Move::Review, None) => Some(Tag::new("Overdue", Tone::Late)),
        _ => None,
    };
    Duty {
        date: words::day(task.due).into(),
        datetime: task.due.to_string().into(),
        what: what.into(),
        href: href.into(),
        whom: task.title.as_str().to_owned().into(),
        whom_href: paths::agreement(task.agreement).into(),
        why: why.into(),
        tag,
    }
}

/// The card on My work; none where nothing is asked.
pub(crate) fn card(tasks: &[Task], today: Date) -> Option<Card> {
    if tasks.is_empty() {
        return None;
    }
    let items = tasks.iter().map(|task| line(task, today)).collect();
    let html = Html::of(&Duties { items });
    Some(Card {
        id: "agreements".into(),
        count: Some(tasks.len()),
        classes: "tc-card--wide".into(),
        ..Card::new("Agreements to share", html)
    })
}
