//! Agencies that leave and services that lose their contract: who, when, who takes over, and how much is open: in numbers, and for
//! the agency itself item by item.

mod call_off;
mod checklist;
mod choose;
mod list;
mod new;
mod one;

use crate::{
    kit::{Escaped, Html, SummaryList, SummaryRow, Table, Tag, Tone},
    paths,
    router::{Access, Route},
    words,
};
use app::departures::DepartureView;
use domain::departure::{DepartureState, OpenWork};
use gate::Action;
use jiff::tz::TimeZone;

/// The routes about departures.
pub(crate) fn routes() -> Vec<Route> {
    let (sees, records) = (Access::May(Action::SeeDeparture), Access::May(Action::RecordDeparture));
    let prepares = Access::May(Action::PrepareDeparture);
    vec![
        Route::page(paths::DEPARTURES, sees, list::get),
        Route::page(paths::DEPARTURE_CHOOSE, records, choose::get),
        Route::page(paths::DEPARTURE_NEW, records, new::get),
        Route::form(paths::DEPARTURE_NEW, records, new::post),
        Route::page(paths::DEPARTURE, sees, one::get),
        Route::page(paths::DEPARTURE_CHECKLIST, prepares, checklist::get),
        Route::form(paths::DEPARTURE_CHECKLIST, prepares, checklist::post),
        Route::page(paths::DEPARTURE_CALL_OFF, records, call_off::get),
        Route::form(paths::DEPARTURE_CALL_OFF, records, call_off::post),
    ]
}

/// Who leaves, as headings and links say it.
fn who(view: &DepartureView) -> String {
    view.service.as_ref().map_or_else(|| view.agency.clone(), |service| format!("{service}, {}", view.agency))
}

fn stands(view: &DepartureView) -> Tag {
    let state = view.record.state;
    let tone = match state {
        DepartureState::Recorded => Tone::Soon,
        DepartureState::PassedOn => Tone::Good,
        DepartureState::CalledOff => Tone::Quiet,
    };
    Tag::new(state.words(), tone)
}

/// How much is open, by kind: numbers alone, and only of what there is.
fn open_work(caption: &'static str, open: &[(OpenWork, u64)]) -> Html {
    let some: Vec<&(OpenWork, u64)> = open.iter().filter(|(_, count)| *count > 0).collect();
    let listed = if some.is_empty() {
        let heading = Html::markup(format!("<h2 class=\"govuk-heading-s\">{}</h2>", Escaped(caption)));
        Html::join([heading, Html::literal("<p class=\"govuk-body\">Nothing is open.</p>")], "\n")
    } else {
        let rows = some.iter().map(|(kind, count)| vec![kind.words().into(), count.to_string().into()]);
        Html::of(&Table::new(caption, ["What", "How many"], rows).dense())
    };
    let note = Html::literal(
        "<p class=\"govuk-body\">Work about people whose record has limited access, or is kept apart, is not counted, and nothing is \
         counted about people of an agency that no agreement in force binds. It passes on all the same.</p>",
    );
    Html::join([listed, note], "\n")
}

fn facts(view: &DepartureView, zone: &TimeZone) -> Html {
    let one = &view.record.departure;
    let mut rows = vec![
        SummaryRow::html("State", Html::of(&stands(view))),
        SummaryRow::new("Agency", view.agency.clone()),
    ];
    rows.extend(view.service.as_ref().map(|name| SummaryRow::new("Service", name.clone())));
    rows.push(SummaryRow::new("Last day", words::day(one.last_day)));
    rows.push(SummaryRow::new("Reason", one.reason.words()));
    rows.extend(one.words.as_ref().map(|said| SummaryRow::new("In words", said.to_string())));
    for (pathway, service) in &view.takes_over {
        let to = service.clone().unwrap_or_else(|| "Back to whoever referred".to_owned());
        rows.push(SummaryRow::new(format!("Referrals: {pathway}"), to));
    }
    rows.push(SummaryRow::new("All other work passes to", view.heir.clone()));
    rows.push(SummaryRow::new("Records are kept by", view.keeper.clone()));
    rows.push(SummaryRow::new("Recorded", words::moment(one.stamp.at, zone)));
    rows.extend(view.record.ended.map(|ended| {
        let heading = if view.record.why.is_some() { "Called off" } else { "Passed on" };
        SummaryRow::new(heading, words::moment(ended.at, zone))
    }));
    rows.extend(view.record.why.as_ref().map(|why| SummaryRow::new("Why", why.to_string())));
    Html::of(&SummaryList::new(rows))
}
