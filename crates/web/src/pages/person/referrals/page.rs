//! Referrals of a person: to which service, where each stands, and what was answered.

use crate::{
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
            parts: bar::parts(person, Part::Referrals),
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
    let link = Html::link(&paths::referral(request.id), service);
    let named = Html::join([link, Html::text(to), Html::text(&request.reference)], "<br>");
    let sent = say::day_of(referral, |fact| matches!(fact, Fact::Sent), zone);
    let last = referral.facts().last().map(|(_, fact)| say::said(fact)).unwrap_or_default();
    let due = match say::lateness(referral, model.glance.today) {
        Some(late) => Html::join([Html::text(&words::day(request.answer_by)), Html::of(&late)], " "),
        None => Html::text(&words::day(request.answer_by)),
    };
    vec![
        named.into(),
        model.names.agency(request.from).into(),
        sent.into(),
        due.into(),
        Html::of(&say::state_tag(referral.state())).into(),
        last.into(),
    ]
}
