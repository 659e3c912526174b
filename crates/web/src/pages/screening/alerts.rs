//! Alerts on top of My work and of a person's page, until they are read.

use crate::{
    answer::{Answer, Id, WebCx},
    html_safe,
    kit::{Button, Card, Html, WarningText},
    paths,
    words::Said,
};
use app::screening::Alert;
use askama::Template;
use domain::ids::DutyId;

/// One alert with the button that says it was read.
#[derive(Debug, Template)]
#[template(path = "pages/screening/alert.html")]
struct ShownAlert {
    warning: WarningText,
    href: String,
    action: String,
    csrf: Html,
    read: Button,
}

html_safe!(ShownAlert);

/// The alerts that wait for the viewer, as a card to stand on top; nothing when none does.
pub(crate) fn card(alerts: &[Alert], csrf: &Html) -> Option<Card> {
    let shown = alerts.iter().map(|alert| {
        let called = alert.person.called();
        Html::of(&ShownAlert {
            warning: WarningText::new(format!("Read the record of {called} now: there is an alert.")),
            href: paths::person(alert.duty.person),
            action: paths::alert_read(alert.duty.id),
            csrf: csrf.clone(),
            read: Button::submit("I have read it").secondary(),
        })
    });
    let html = Html::join(shown, "\n");
    (!alerts.is_empty()).then(|| Card {
        id: "alerts".into(),
        count: Some(alerts.len()),
        classes: "tc-card--wide tc-card--late".into(),
        ..Card::new("Alerts", html)
    })
}

/// The viewer has read an alert: on to the person's record.
pub(crate) async fn post(cx: WebCx, Id(id): Id<DutyId>) -> Answer {
    let person = app::screening::read_alert(cx.app(), cx.viewer(), id).await?;
    cx.go_saying(paths::person(person), Said::AlertRead)
}
