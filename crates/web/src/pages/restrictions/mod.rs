//! Who may open a record, and who may not: the limit with its list of names, and colleagues who are barred.

mod apart;
mod bar_staff;
mod limit;

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Card, Frame, Html, SummaryList, SummaryRow, Table, Tag, Tone},
    pages::{
        person::bar,
        plain_form::PlainForm,
        screening::shown::{ShownPage, cards},
    },
    paths,
    router::{Access, Route},
    words,
};
use app::restrictions::{self, RestrictionsPart};
use domain::ids::PersonId;
use gate::Action;

/// The routes about restrictions.
pub(crate) fn routes() -> Vec<Route> {
    let (limits, bars) = (Access::May(Action::LimitAccess), Access::May(Action::BarStaff));
    vec![
        Route::page(paths::PERSON_RESTRICTIONS, limits, get),
        Route::page(paths::PERSON_LIMIT, limits, limit::get),
        Route::form(paths::PERSON_LIMIT, limits, limit::post),
        Route::page(paths::PERSON_LIMIT_LIFT, limits, limit::get_lift),
        Route::form(paths::PERSON_LIMIT_LIFT, limits, limit::post_lift),
        Route::page(paths::PERSON_APART, limits, apart::get),
        Route::form(paths::PERSON_APART, limits, apart::post),
        Route::page(paths::PERSON_WARN, Access::May(Action::WarnTeam), apart::get_warn),
        Route::form(paths::PERSON_WARN, Access::May(Action::WarnTeam), apart::post_warn),
        Route::page(paths::PERSON_BAR, bars, bar_staff::get),
        Route::form(paths::PERSON_BAR, bars, bar_staff::post),
        Route::page(paths::PERSON_READMIT, bars, bar_staff::get_readmit),
        Route::form(paths::PERSON_READMIT, bars, bar_staff::post_readmit),
    ]
}

fn limit_card(model: &RestrictionsPart) -> Card {
    let person = model.person.person;
    let html = match &model.limit {
        None => Html::paragraphs("Access is not limited: agreements and duties decide who opens it."),
        Some(limit) => {
            let named: Vec<String> = limit.named.iter().map(|one| model.names.account(*one)).collect();
            let mut rows = vec![
                SummaryRow::html("State", Html::of(&Tag::new("Limited to named people", Tone::Withheld))),
                SummaryRow::new("Since", words::day(limit.from)),
                SummaryRow::new("May open it", named.join(", ")),
            ];
            rows.extend(limit.reason.map(|reason| SummaryRow::new("Why", reason.words())));
            rows.extend(limit.review.map(|day| SummaryRow::new("Review due", words::day(day))));
            rows.extend(model.apart.iter().map(|one| {
                let contact = model.names.account(one.contact);
                SummaryRow::new(
                    "Kept apart from",
                    format!("{}, whose team is told to speak to {contact}", one.reference),
                )
            }));
            rows.extend(limit.keeper.map(|one| SummaryRow::new("List kept by", model.names.agency(one))));
            Html::of(&SummaryList::new(rows).compact())
        }
    };
    let mut pieces = vec![html];
    if model.may_limit {
        let words = if model.limit.is_some() { "Change the list" } else { "Limit access" };
        pieces.push(Html::of(&Button::link(words, paths::person_limit(person)).secondary()));
    }
    if model.may_limit && model.limit.is_some() {
        let apart = Button::link("Keep apart", paths::person_apart(person)).secondary();
        pieces.push(Html::of(&apart));
        let risen = Button::link("Risk has risen", paths::person_warn(person)).secondary();
        pieces.push(Html::of(&risen));
        let lift = Button::link("Lift the limit", paths::person_limit_lift(person)).secondary();
        pieces.push(Html::of(&lift));
    }
    Card::new("Limited access", Html::join(pieces, "\n"))
}

fn barred_card(model: &RestrictionsPart) -> Card {
    let person = model.person.person;
    let rows = model.exclusions.iter().map(|one| {
        let to = one.to.map_or_else(|| "until it is ended".to_owned(), words::day);
        let tag = if one.bars_on(model.today) {
            Tag::new("Barred", Tone::Late)
        } else {
            Tag::new("Over", Tone::Quiet)
        };
        vec![
            model.names.account(one.account).into(),
            one.reason.words().into(),
            words::day(one.from).into(),
            to.into(),
            Html::of(&tag).into(),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let list = if rows.is_empty() {
        Html::paragraphs("Nobody of your agency is barred from this record.")
    } else {
        let head = ["Who", "Why", "From", "Last day", "State"];
        Html::of(&Table::new("Colleagues who are barred", head, rows).caption_hidden().dense())
    };
    let again = Button::link("Let a colleague in again", paths::person_readmit(person)).secondary();
    let bar = Button::link("Bar a colleague", paths::person_bar(person)).secondary();
    let pieces = vec![list, Html::of(&bar), Html::of(&again)];
    Card::new("Colleagues who are barred", Html::join(pieces, "\n"))
}

/// Shows the page.
async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let model = restrictions::restrictions(cx.app(), cx.viewer(), person).await?;
    let mut frame = cx.frame(format!("Who may open this record: {}", model.person.called()));
    frame.back = Some(BackLink::to(paths::person_openings(person)));
    let glance = &model.glance;
    cx.show(&ShownPage {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        parts: None,
        heading: "Who may open this record".into(),
        body: cards([limit_card(&model), barred_card(&model)]),
        frame,
    })
}

/// A form about restrictions: below the person's bar, back to the page above.
fn form(
    mut frame: Frame,
    model: &RestrictionsPart,
    action: String,
    intro: Html,
    fields: Vec<Html>,
    send: Button,
) -> PlainForm {
    frame.back = Some(BackLink::to(paths::person_restrictions(model.person.person)));
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro,
        action,
        hidden: frame.csrf_field(),
        fields,
        send,
        frame,
    }
}
