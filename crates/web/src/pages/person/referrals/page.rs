//! Referrals of a person: to which service, where each stands, and what was answered.

use crate::{
    html_safe,
    kit::{Button, Card, Cell, Frame, Html, PersonBar, SubNavigation, Table, Text},
    pages::{
        person::{
            bar::{self, Part},
            withheld,
        },
        referrals::say,
    },
    paths, words,
};
use app::people::ReferralsPart;
use askama::Template;
use domain::referral::{Fact, Referral};
use jiff::tz::TimeZone;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/person/referrals.html")]
pub(crate) struct ReferralsPage {
    frame: Frame,
    bar: PersonBar,
    parts: SubNavigation,
    heading: Text,
    table: Option<Table>,
    refer: Option<Button>,
    withheld: Option<Card>,
}

/// The service with its agency and the referral's reference.
#[derive(Debug, Template)]
#[template(
    ext = "html",
    source = r#"<a class="govuk-link" href="{{ href }}">{{ name }}</a><br><span class="tc-legal">{{ agency }}<br>{{ reference }}</span>"#
)]
struct Service {
    href: String,
    name: String,
    agency: String,
    reference: String,
}

html_safe!(Service);

impl ReferralsPage {
    /// The page of what the gate opened.
    pub(crate) fn of(frame: Frame, model: &ReferralsPart, zone: &TimeZone) -> Self {
        let withheld = (!model.withheld.is_empty()).then(|| Card {
            classes: "tc-card--withheld".into(),
            ..Card::new("What you cannot see here", withheld::list(&model.withheld, &model.names))
        });
        let person = model.person.person;
        let rows: Vec<_> = model.referrals.iter().map(|one| row(one, model, zone)).collect();
        let head = ["Service", "From", "Sent", "Answer due", "State", "What was said"];
        Self {
            bar: bar::bar(&model.person, &model.glance, Vec::new()),
            parts: bar::parts(person, Part::Referrals, &model.glance),
            heading: "Referrals".into(),
            table: (!rows.is_empty()).then(|| {
                Table::new("Referrals, newest first", head, rows).caption_hidden().rows_named().dense()
            }),
            refer: model.may_refer.then(|| Button::link("Make a referral", paths::refer(person))),
            withheld,
            frame,
        }
    }
}

fn row(
    (referral, service, to): &(Referral, String, String),
    model: &ReferralsPart,
    zone: &TimeZone,
) -> Vec<Cell> {
    let request = &referral.request;
    let named = Service {
        href: paths::referral(request.id),
        name: service.clone(),
        agency: to.clone(),
        reference: request.reference.clone(),
    };
    let sent = say::day_of(referral, |fact| matches!(fact, Fact::Sent), zone);
    let last = referral.facts().last().map(|(_, fact)| say::said(fact)).filter(|said| !said.is_empty());
    let last = last.unwrap_or_else(|| "–".to_owned());
    let due = match say::lateness(referral, model.glance.today) {
        Some(late) => Html::join([Html::text(&words::day(request.answer_by)), Html::of(&late)], " "),
        None => Html::text(&words::day(request.answer_by)),
    };
    vec![
        Html::of(&named).into(),
        model.names.agency(request.from).into(),
        sent.into(),
        due.into(),
        Html::of(&say::state_tag(referral.state())).into(),
        last.into(),
    ]
}
