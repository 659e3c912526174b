//! The form of a door, and who is already known.

use super::read::{SHORT, kind_field};
use crate::{
    answer::WebCx,
    form::{Errors, Typed},
    kit::{
        BackLink, Button, CheckboxItem, Checkboxes, Escaped, Frame, Html, Input, InsetText, Label, RadioItem,
        Radios, SummaryList, SummaryRow,
    },
    pages::{
        people::fields,
        person::bar,
        plain_form::{Again, PlainForm},
        screening::taken,
    },
    paths, words,
};
use app::ways_in::{Enter, KnownPerson};
use domain::{
    referral::{DeliveryNeed, Told},
    screening::AlcoholScreen,
    service::Service,
    way_in::Door,
};
use jiff::civil::Date;

/// What a door's form is called.
pub(super) const fn title(door: Door) -> &'static str {
    match door {
        Door::Police => "A police officer met somebody who needs help",
        Door::Custody => "Somebody is diverted from custody",
        Door::Prison => "Somebody is about to leave prison",
        Door::Partner => "A partner sends somebody",
        Door::Oneself => "Somebody asks for themselves",
        Door::Relative => "A relative or carer asks for somebody",
    }
}

const fn place(door: Door) -> (&'static str, &'static str) {
    match door {
        Door::Police => ("Where did you meet?", "The street, place or incident"),
        Door::Custody => ("Which custody suite?", "By name, as you always write it"),
        Door::Prison => ("Which prison?", "By name"),
        Door::Partner => ("Which agency or service sends the person?", "By name, and who there"),
        Door::Oneself => ("Where or how did the person ask?", "For example, at the office, or by telephone"),
        Door::Relative => ("Who asks, and how?", "What they are to the person; a name only with their leave"),
    }
}

fn line(name: &'static str, label: &'static str, again: Again<'_>) -> Html {
    let field =
        Input { autocomplete: "off".into(), label: Label::text(label).strong(), ..Input::text(name, label) };
    Html::of(
        &field
            .with_value(again.typed.get(name).to_owned())
            .with_error(again.errors.at(name))
            .width("govuk-input--width-20"),
    )
}

/// A question that may not be passed over: "none known" is an answer.
fn part(name: &'static str, legend: &'static str, words: Html, again: Again<'_>) -> Html {
    let items = [RadioItem::new("known", "Yes").reveals(words), RadioItem::new("none", "None known")];
    Html::of(
        &Radios::new(name, legend, items)
            .with_value(again.typed.get(name).to_owned())
            .with_error(again.errors.at(name)),
    )
}

fn kinds(again: Again<'_>) -> Html {
    let items = DeliveryNeed::ALL.iter().map(|kind| {
        let name = kind_field(*kind);
        CheckboxItem {
            name: name.into(),
            checked: Some(!again.typed.get(name).is_empty()),
            ..CheckboxItem::new("yes", kind.words())
        }
    });
    let boxes = Checkboxes {
        id_prefix: "kind".into(),
        ..Checkboxes::new("kind", "Of which kinds? (optional)", items)
    };
    Html::of(&boxes.small())
}

fn short_screen(again: Again<'_>) -> Html {
    let questions = SHORT.iter().map(|(item, field)| {
        let items = item.options().iter().map(|one| RadioItem::new(one.points.to_string(), one.words));
        let legend = format!("{}. {}", item.number(), item.words());
        let radios = Radios { classes: "govuk-radios--small".into(), ..Radios::new(*field, legend, items) }
            .with_value(again.typed.get(field).to_owned())
            .with_error(again.errors.at(field));
        Html::of(&radios)
    });
    let items = [
        RadioItem::new(AlcoholScreen::Screened.code(), "Asked now").reveals(Html::join(questions, "\n")),
        RadioItem::new(AlcoholScreen::Refused.code(), "The person refused"),
        RadioItem::new(AlcoholScreen::NotAsked.code(), "Not asked"),
    ];
    Html::of(
        &Radios::new("alcohol", "Three questions about alcohol", items)
            .with_value(again.typed.get("alcohol").to_owned())
            .with_error(again.errors.at("alcohol")),
    )
}

fn service(services: &[Service], again: Again<'_>) -> Html {
    let mut items: Vec<RadioItem> = services
        .iter()
        .map(|one| RadioItem::new(one.id.to_string(), one.name.clone()).hinted(one.agency_name.clone()))
        .collect();
    items.push(RadioItem::divider("or"));
    items.push(RadioItem::new("none", "No referral now"));
    let radios = Radios {
        classes: "govuk-radios--small".into(),
        ..Radios::new("service", "To which service do you refer?", items)
    };
    Html::of(&radios.with_value(again.typed.get("service").to_owned()).with_error(again.errors.at("service")))
}

/// The form of a door.
pub(super) fn form(
    cx: &WebCx,
    door: Door,
    services: &[Service],
    typed: &Typed,
    errors: &Errors,
) -> PlainForm {
    let focus = [("born", "born-day"), ("release", "release-day"), ("until", "until-day")];
    let mut frame = cx.form_frame(title(door), errors, &focus);
    frame.back = Some(BackLink::to(paths::WAYS_IN));
    let again = Again { typed, errors };
    let consent = Radios::new(
        "consent",
        "Does the person agree that you write this down and pass it on?",
        [
            RadioItem::new("yes", "Yes").reveals(taken::fields(again)),
            RadioItem::new("no", "No").hinted("Only the refusal is kept, with the place: no name"),
        ],
    )
    .with_value(typed.get("consent").to_owned())
    .with_error(errors.at("consent"));
    let (label, hint) = place(door);
    let mut fields = vec![Html::of(&consent), again.line("place", label, hint, "")];
    if door == Door::Prison {
        fields.push(again.date("release", "Day of release", ""));
    }
    fields.extend([
        fields::fields(typed, errors),
        line("address", "Address (optional)", again),
        line("postcode", "Postcode (optional)", again),
        line("telephone", "Telephone number (optional)", again),
        again.prose("asks", "What is asked for?", "What happened, what the person wants, what was tried."),
        part(
            "risk_known",
            "Is there a risk that whoever receives the person must know of?",
            again.prose("risk", "What must they know?", ""),
            again,
        ),
        part(
            "needs_known",
            "Are there needs that affect how help is given?",
            Html::join(
                [kinds(again), again.prose("needs", "Which needs, and when and how is contact safe?", "")],
                "\n",
            ),
            again,
        ),
        short_screen(again),
        service(services, again),
    ]);
    PlainForm {
        bar: None,
        intro: Html::default(),
        action: paths::way_in(door.code()),
        hidden: cx.hidden(&frame, typed, errors),
        fields,
        send: Button::submit("Continue"),
        frame,
    }
}

fn said(told: &Told) -> String {
    told.words().map_or_else(|| "None known".to_owned(), ToString::to_string)
}

fn answers(command: &Enter, services: &[Service]) -> Html {
    let to = |field: &str| format!("{}#{field}", paths::way_in(command.door.code()));
    let row = |words: &'static str, value: String, field: &str| {
        SummaryRow::new(words, value).change(to(field), words.to_lowercase())
    };
    let who = &command.who;
    let born = who.born.map_or_else(|| "Not known".to_owned(), words::day);
    let service = services.iter().find(|service| Some(service.id) == command.service);
    let service =
        service.map_or_else(|| "None now".to_owned(), |one| format!("{}, {}", one.name, one.agency_name));
    Html::of(&SummaryList::new([
        row("Name", who.legal.full(), "given"),
        row("Date of birth", born, "born-day"),
        row("Where", command.place.to_string(), "place"),
        row("Asked for", command.asks.to_string(), "asks"),
        row("Risk to know of", said(&command.summary.risk), "risk_known"),
        row("Needs that affect help", said(&command.summary.needs), "needs_known"),
        row("Alcohol screen", command.alcohol.words().to_owned(), "alcohol"),
        row("Refer to", service, "service"),
    ]))
}

fn choice(known: &[KnownPerson], today: Date, (typed, errors): (&Typed, &Errors)) -> Html {
    let mut items: Vec<RadioItem> = known
        .iter()
        .map(|one| {
            let evidence: Vec<&str> = one.evidence.iter().map(|evidence| evidence.words()).collect();
            let sure = if one.sure { "No doubt: " } else { "" };
            let hint = format!(
                "Born {}. Reference {}. {sure}{}",
                bar::born(&one.identity, today),
                one.identity.reference,
                evidence.join(", ")
            );
            let legal = bar::legal_where_different(&one.identity);
            let name = if legal.is_empty() {
                one.identity.called()
            } else {
                format!("{} ({legal})", one.identity.called())
            };
            RadioItem::new(one.identity.person.to_string(), name).hinted(hint)
        })
        .collect();
    items.push(RadioItem::divider("or"));
    items.push(RadioItem::new("none", "None of these: make a record"));
    Html::of(
        &Radios::new("same_as", "Is it somebody you know already?", items)
            .with_value(typed.get("same_as").to_owned())
            .with_error(errors.at("same_as")),
    )
}

/// Who is already known, and the answers before the person is in; `number` makes sure that it happens once.
pub(super) fn who(
    frame: Frame,
    command: &Enter,
    known: &[KnownPerson],
    services: &[Service],
    number: &str,
    today: Date,
    again: (&Typed, &Errors),
) -> PlainForm {
    let number =
        Html::markup(format!("<input type=\"hidden\" name=\"form_id\" value=\"{}\">", Escaped(number)));
    let mut fields = vec![answers(command, services)];
    if !known.is_empty() {
        fields.push(choice(known, today, again));
    }
    let intro = if known.is_empty() {
        Html::of(&InsetText::new("You know of nobody whom this describes."))
    } else {
        Html::default()
    };
    let doubtful = fields::doubtful(&command.who.identifiers, today.year());
    let doubts = doubtful.into_iter().map(|(_, sentence)| Html::of(&InsetText::new(sentence)));
    let intro = Html::join(std::iter::once(intro).chain(doubts), "\n");
    PlainForm {
        bar: None,
        intro,
        action: paths::way_in_known(command.door.code()),
        hidden: Html::join([frame.csrf_field(), number], ""),
        fields,
        send: Button::submit("Enter the person"),
        frame,
    }
}
