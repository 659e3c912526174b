//! One person on one page: order, what is due, who leads, needs, how to reach them, risk, what stays closed, notes.

use crate::{
    kit::{
        Button, Card, Cell, Frame, Html, InsetText, LimitBar, PersonBar, SubNavigation, SummaryList,
        SummaryRow, Table, Tag, Text, Tone,
    },
    pages::person::{
        bar::{self, Part},
        notes_list::NotesList,
        order_words, withheld,
    },
    paths, words,
};
use app::people::{Glance, Involved, Overview};
use askama::Template;
use domain::{
    order::{Order, OrderState},
    pathway::{Need, NeedLevel, Pathway},
    person::Identity,
};
use gate::Action;
use jiff::tz::TimeZone;

/// Notes on the overview.
const NOTES: usize = 5;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/person/overview.html")]
pub(crate) struct OverviewPage {
    pub(crate) frame: Frame,
    /// What must be read before anything else.
    pub(crate) alerts: Option<Card>,
    bar: PersonBar,
    parts: SubNavigation,
    heading: Text,
    order: Card,
    due: Card,
    involved: Card,
    needs: Card,
    contact: Card,
    risk: Card,
    withheld: Option<Card>,
    only_newest: Vec<String>,
    columns: u8,
    notes: Card,
}

impl OverviewPage {
    /// The page of what the gate opened.
    pub(crate) fn of(frame: Frame, model: &Overview, zone: &TimeZone) -> Self {
        let about = &model.about;
        let person = &about.identity;
        let glance = glance(model);
        let asks = model.may.contains(&Action::AskQuestion);
        let withheld = (!about.withheld.is_empty()).then(|| Card {
            classes: "tc-card--withheld".into(),
            more: asks.then(|| ("Ask a question".into(), paths::person_ask(person.person).into())),
            ..Card::new("What you cannot see here", withheld::list(&about.withheld, &model.names))
        });
        Self {
            alerts: None,
            bar: bar::bar(person, &glance, actions(model)),
            parts: bar::parts(person.person, Part::Overview, &glance),
            heading: format!("Overview of {}", person.called()).into(),
            order: order(model),
            due: due(model),
            involved: Card::new("Who is involved, who leads", involved(&model.involved, model)),
            needs: Card::new("Needs by pathway", needs(model, zone)),
            contact: contact(model),
            risk: risk(model, zone),
            columns: if withheld.is_some() { 3 } else { 2 },
            withheld,
            only_newest: words::only_newest(&about.cut),
            notes: notes(model, zone),
            frame,
        }
    }
}

fn glance(model: &Overview) -> Glance {
    Glance {
        today: model.today,
        order: in_force(model).cloned(),
        risks: model.about.risks.clone(),
        may_see_looks: model.may.contains(&Action::SeeWhoLooked),
        may_summarise: [Action::WriteSummary, Action::ApproveSummary]
            .iter()
            .any(|one| model.may.contains(one)),
    }
}

fn in_force(model: &Overview) -> Option<&Order> {
    model.about.orders.iter().find(|order| order.state_on(model.today) == OrderState::InForce)
}

fn actions(model: &Overview) -> Vec<Button> {
    let person = model.about.identity.person;
    let mut actions = Vec::new();
    if model.may.contains(&Action::MakeReferral) {
        actions.push(Button::link("Make a referral", paths::refer(person)));
    }
    if model.may.contains(&Action::AddNote) {
        actions.push(Button::link("Add a note", paths::person_note(person)).secondary());
    }
    if model.may.contains(&Action::AskQuestion) {
        actions.push(Button::link("Questions and openings", paths::person_openings(person)).secondary());
    }
    if model.may.contains(&Action::ReviewIdentity) {
        actions.push(Button::link("Possible duplicates", paths::identity_review(person)).secondary());
    }
    if model.may.contains(&Action::HandOver) {
        actions.push(Button::link("Hand over to probation", paths::handover_new(person)).secondary());
    }
    actions
}

fn nothing(sentence: &'static str) -> Html {
    Html::paragraphs(sentence)
}

fn order(model: &Overview) -> Card {
    let html = match in_force(model) {
        None => nothing("No order in force that you can see."),
        Some(order) => {
            let mut rows = vec![SummaryRow::new(
                order.kind.words(),
                format!("ends {}, {}", words::day(order.ends), words::near(order.ends, model.today)),
            )];
            rows.extend(order.requirements.iter().map(|one| {
                let bar = LimitBar {
                    words: order_words::done(one).into(),
                    ..LimitBar::progress(one.done, one.amount)
                };
                SummaryRow::html(one.name.clone(), Html::of(&bar))
            }));
            Html::of(&SummaryList::new(rows).compact())
        }
    };
    let more = ("Order and requirements".into(), paths::person_order(model.about.identity.person).into());
    Card { more: Some(more), ..Card::new("Order and requirements", html) }
}

fn due(model: &Overview) -> Card {
    let mut dates: Vec<_> = model
        .referrals
        .iter()
        .filter(|(referral, _, _)| referral.state().waits_for_answer())
        .map(|(referral, service, to)| {
            let what = format!("{to} answers the referral to {service}");
            (referral.request.answer_by, what, paths::referral(referral.request.id))
        })
        .collect();
    if let Some(order) = in_force(model) {
        let what = format!("{} ends", order.kind);
        dates.push((order.ends, what, paths::person_order(order.person)));
    }
    dates.sort_by_key(|(day, _, _)| *day);
    let count = dates.len();
    let rows = dates.into_iter().map(|(day, what, href)| {
        let near = words::near(day, model.today);
        let said = if day < model.today { format!(" (late, {near})") } else { format!(" ({near})") };
        let value = Html::join([Html::link(&href, &what), Html::text(&said)], "");
        SummaryRow::html(words::day(day), value)
    });
    let html =
        if count == 0 { nothing("Nothing is due.") } else { Html::of(&SummaryList::new(rows).compact()) };
    let more = ("All referrals".into(), paths::person_referrals(model.about.identity.person).into());
    Card { count: Some(count), more: Some(more), ..Card::new("What is due", html) }
}

fn involved(involved: &[Involved], model: &Overview) -> Html {
    if involved.is_empty() {
        return nothing("Nobody that you can see.");
    }
    let rows = involved.iter().map(|one| {
        let who =
            one.account.as_ref().map_or_else(|| one.agency.clone(), |name| format!("{name}, {}", one.agency));
        let ended = one.involvement.to.filter(|to| *to <= model.today);
        let mut pieces = vec![Html::text(&who)];
        match ended {
            Some(day) => pieces.push(Html::text(&format!("until {}", words::day(day)))),
            None if one.involvement.leads => pieces.push(Html::of(&Tag::new("Leads", Tone::Active))),
            None => {}
        }
        SummaryRow::html(one.involvement.role.words(), Html::join(pieces, " "))
    });
    Html::of(&SummaryList::new(rows).compact())
}

fn needs(model: &Overview, zone: &TimeZone) -> Html {
    let mut rows = Vec::new();
    for pathway in Pathway::ALL {
        let found: Vec<&Need> = model.about.needs.iter().filter(|need| need.pathway == *pathway).collect();
        if found.is_empty() {
            let unknown = Cell::text("Nothing recorded that you can see").classed("tc-quiet");
            rows.push(vec![pathway.words().into(), unknown, "–".into(), "–".into(), "–".into()]);
        }
        rows.extend(found.into_iter().map(|need| need_row(need, model, zone)));
    }
    let head = ["Pathway", "Need", "In words", "Found by", "On"];
    let table = Table::new("Needs on the seven pathways", head, rows).caption_hidden().rows_named().dense();
    let twice = model.twice.iter().map(|one| {
        let agencies: Vec<String> = one.agencies.iter().map(|agency| model.names.agency(*agency)).collect();
        let said = format!(
            "{}: {} assessed this within one period. Agree who goes on.",
            one.pathway.words(),
            agencies.join(" and ")
        );
        Html::of(&InsetText::new(said))
    });
    Html::join(twice.chain([Html::of(&table)]).collect::<Vec<_>>(), "\n")
}

fn need_row(need: &Need, model: &Overview, zone: &TimeZone) -> Vec<Cell> {
    let tone = match need.level {
        NeedLevel::None => Tone::Quiet,
        NeedLevel::Some => Tone::Soon,
        NeedLevel::Great => Tone::Late,
    };
    let detail = need.detail.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string);
    let by = format!("{}, {}", model.names.account(need.stamp.by), model.names.agency(need.stamp.agency));
    let on = words::day(need.stamp.at.to_zoned(zone.clone()).date());
    vec![
        need.pathway.words().into(),
        Html::of(&Tag::new(need.level.words(), tone)).into(),
        detail.into(),
        by.into(),
        Cell::text(on).classed("tc-nowrap"),
    ]
}

fn contact(model: &Overview) -> Card {
    let mut rows = Vec::new();
    for contact in &model.about.contacts {
        let address = [contact.address.as_ref().map(ToString::to_string), contact.postcode.clone()];
        let address: Vec<String> = address.into_iter().flatten().collect();
        if !address.is_empty() {
            rows.push(SummaryRow::new("Address", address.join(", ")));
        }
        rows.extend(contact.telephone.iter().map(|number| SummaryRow::new("Telephone", number.to_string())));
        rows.extend(contact.email.iter().map(|email| SummaryRow::new("Email", email.to_string())));
    }
    let needs = &model.about.communication;
    rows.extend(needs.iter().map(|one| SummaryRow::new("Communication", one.needs.to_string())));
    rows.extend(numbers(&model.about.identity));
    let html = if rows.is_empty() {
        nothing("Nothing recorded that you can see.")
    } else {
        Html::of(&SummaryList::new(rows).compact())
    };
    let correct = model.may.contains(&Action::EditIdentity).then(|| {
        (
            "Correct names, date of birth or numbers".into(),
            paths::person_identity(model.about.identity.person).into(),
        )
    });
    Card { more: correct, ..Card::new("Contact and numbers", html) }
}

fn numbers(identity: &Identity) -> impl Iterator<Item = SummaryRow> {
    let aliases: Vec<String> = identity.aliases.iter().map(domain::person::Name::full).collect();
    let other = (!aliases.is_empty()).then(|| SummaryRow::new("Other names", aliases.join("; ")));
    let gender = SummaryRow::new("Gender", identity.gender.words());
    let numbers = identity.identifiers.iter().map(|one| {
        let number = bar::shown(one);
        let unchecked = one.canonical.is_none();
        let said = if unchecked { format!("{number} (as typed: please check)") } else { number.to_owned() };
        SummaryRow::new(one.kind.words(), said)
    });
    let numbers: Vec<SummaryRow> = numbers.collect();
    other.into_iter().chain([gender]).chain(numbers)
}

fn risk(model: &Overview, zone: &TimeZone) -> Card {
    let risks = &model.about.risks;
    let rows = risks.iter().map(|flag| {
        let raised = flag.stamp.at.to_zoned(zone.clone()).date();
        let by = format!("{}, {}", model.names.agency(flag.stamp.agency), words::day(raised));
        let detail = flag.detail.as_ref().map(|words| Html::paragraphs(words.as_str())).unwrap_or_default();
        SummaryRow::html(flag.kind.words(), Html::join([detail, Html::text(&by)], ""))
    });
    let html = if risks.is_empty() {
        nothing("No risk flag that you can see.")
    } else {
        Html::of(&SummaryList::new(rows).compact())
    };
    let all =
        Html::link(&paths::person_risks(model.about.identity.person), "Raise a flag, or look at one again");
    let html = Html::join([html, all], "\n");
    let class = if risks.is_empty() { "" } else { "tc-card--late" };
    Card { count: Some(risks.len()), classes: class.into(), ..Card::new("Risk flags", html) }
}

fn notes(model: &Overview, zone: &TimeZone) -> Card {
    let html = if model.notes.is_empty() {
        nothing("No notes that you can see.")
    } else {
        Html::of(&NotesList::short(&model.notes, NOTES, zone))
    };
    let more = (!model.notes.is_empty())
        .then(|| ("All notes".into(), paths::person_notes(model.about.identity.person).into()));
    Card { more, ..Card::new("Notes", html) }
}
