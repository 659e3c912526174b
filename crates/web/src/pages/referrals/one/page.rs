//! A referral: what it asks, where it stands, what of the person its reader may see, and what may be done next.

use crate::{
    html_safe,
    kit::{
        Button, Card, Cell, Escaped, Frame, Html, InsetText, PersonBar, SummaryList, SummaryRow, Table, Tag,
        WarningText,
    },
    pages::{
        person::{bar, order_words, withheld},
        referrals::say,
    },
    paths, words,
};
use app::referrals::{FactLine, OpenedReferral};
use askama::Template;
use domain::{
    order::OrderState,
    pathway::NeedLevel,
    referral::{Fact, Move, Told},
};
use jiff::{civil::Date, tz::TimeZone};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/referrals/referral.html")]
pub(crate) struct ReferralPage {
    frame: Frame,
    bar: PersonBar,
    state: Tag,
    late: Option<Tag>,
    typed: Option<InsetText>,
    warning: Option<WarningText>,
    steps: Vec<Step>,
    asked: Card,
    shared: Card,
    history: Card,
    withheld: Option<Card>,
}

/// One thing that may be done next.
#[derive(Debug, Template)]
#[template(path = "pages/referrals/step.html")]
struct Step {
    action: String,
    hidden: Html,
    button: Button,
    /// A step that needs a reason is a link to its form.
    asks: bool,
}

html_safe!(Step);

/// The heading.
pub(crate) fn title(model: &OpenedReferral) -> String {
    format!("Referral to {}", model.service.name)
}

impl ReferralPage {
    /// The page of what the gate opened.
    pub(crate) fn of(frame: Frame, model: &OpenedReferral, today: Date, zone: &TimeZone) -> Self {
        let order = model.orders.iter().find(|order| order.state_on(today) == OrderState::InForce);
        let withheld = (!model.withheld.is_empty()).then(|| Card {
            classes: "tc-card--withheld".into(),
            ..Card::new("What you cannot see here", withheld::list(&model.withheld, &model.names))
        });
        Self {
            bar: bar::linked_bar(&model.person, today, order, &model.risks),
            state: say::state_tag(model.referral.state()),
            late: say::late(&model.dues, today),
            typed: None,
            warning: model.warning_unread.then(|| {
                let words = model.risk.as_ref().and_then(Told::words).map(ToString::to_string);
                WarningText::new(format!(
                    "Read before the first contact: {}",
                    words.as_deref().unwrap_or("a warning about risk that you may not see here")
                ))
            }),
            steps: steps(model, &frame),
            asked: Card::new("What is asked", asked(model, today)),
            shared: Card::new("The person, as far as you may see", shared(model, today)),
            history: Card {
                classes: "tc-card--wide".into(),
                ..Card::new("What happened", history(&model.history, zone))
            },
            withheld,
            frame,
        }
    }

    /// With what somebody had typed when their step came too late.
    pub(crate) fn with_typed(mut self, typed: &str) -> Self {
        let typed = typed.trim();
        self.typed = (!typed.is_empty()).then(|| {
            let heading =
                Html::literal("<p class=\"govuk-body govuk-!-font-weight-bold\">What you typed</p>");
            InsetText { html: Html::join([heading, Html::paragraphs(typed)], ""), ..InsetText::default() }
        });
        self
    }
}

/// What the state and the gate allow, the main step first.
fn steps(model: &OpenedReferral, frame: &Frame) -> Vec<Step> {
    let id = model.referral.request.id;
    let seen = Html::markup(format!(
        "<input type=\"hidden\" name=\"seen\" value=\"{}\">",
        Escaped(&model.referral.version().to_string())
    ));
    let hidden = Html::join([frame.csrf_field(), seen], "");
    let order = [
        Move::ReadWarning,
        Move::Give,
        Move::Accept,
        Move::Book,
        Move::Begin,
        Move::Offer,
        Move::Receive,
        Move::Ask,
        Move::Waitlist,
        Move::Decline,
        Move::Conclude,
        Move::Amend,
        Move::Withdraw,
    ];
    let offered = order.into_iter().filter(|step| model.moves.contains(step));
    offered
        .enumerate()
        .filter_map(|(place, step)| {
            let (action, asks) = match step {
                Move::Send => return None,
                Move::Receive => (paths::referral_receive(id), false),
                Move::Accept => (paths::referral_accept(id), false),
                Move::Begin => (paths::referral_begin(id), false),
                Move::ReadWarning => (paths::referral_warning(id), false),
                Move::Conclude => (paths::referral_conclude(id), true),
                Move::Ask => (paths::referral_ask(id), true),
                Move::Give => (paths::referral_give(id), true),
                Move::Waitlist => (paths::referral_waitlist(id), true),
                Move::Offer => (paths::referral_offer(id), true),
                Move::Book => (paths::referral_book(id), true),
                Move::Amend => (paths::referral_amend(id), true),
                Move::Decline => (paths::referral_decline(id), true),
                Move::Withdraw => (paths::referral_withdraw(id), true),
            };
            let button = if asks {
                Button::link(step.words(), frame.onward(&action))
            } else {
                Button::submit(step.words())
            };
            let button = match step {
                Move::ReadWarning => Button::submit("I have read the warning"),
                _ if place == 0 => button,
                _ => button.secondary(),
            };
            Some(Step { action, hidden: hidden.clone(), button, asks })
        })
        .collect()
}

fn asked(model: &OpenedReferral, today: Date) -> Html {
    let request = &model.referral.request;
    let day = words::day(request.answer_by);
    let (due, day) = if model.referral.state().waits_for_answer() {
        ("Answer due", format!("{day} ({})", words::near(request.answer_by, today)))
    } else {
        ("Time to answer", format!("Until {day}"))
    };
    let mut rows = vec![
        SummaryRow::new("Reference", request.reference.clone()),
        SummaryRow::new("From", model.from_name.clone()),
        SummaryRow::new("To", format!("{}, {}", model.service.name, model.service.agency_name)),
        SummaryRow::new(due, day),
        SummaryRow::html("Asks", Html::paragraphs(request.asks.as_str())),
    ];
    let requirements = model.orders.iter().flat_map(|order| &order.requirements);
    let requirement = requirements.into_iter().find(|one| Some(one.id) == request.requirement);
    rows.extend(
        requirement
            .map(|one| SummaryRow::new("Requirement", format!("{}, {}", one.name, order_words::amount(one)))),
    );
    let told = |told: &Option<Told>| match told {
        Some(Told::Known(words)) => Html::paragraphs(words.as_str()),
        Some(Told::NoneKnown) => Html::text("None known"),
        None => Html::text("None stated"),
    };
    rows.push(SummaryRow::html("Risk to staff", told(&model.risk)));
    rows.push(SummaryRow::html("Needs that affect how the service is given", told(&model.needs)));
    if !request.need_kinds.is_empty() {
        let kinds: Vec<&str> = request.need_kinds.iter().map(|kind| kind.words()).collect();
        rows.push(SummaryRow::new("Kinds of those needs", kinds.join(", ")));
    }
    rows.extend(
        model
            .referral
            .open_question()
            .map(|question| SummaryRow::html("The service asks", Html::paragraphs(question.as_str()))),
    );
    rows.extend(model.dues.iter().map(|due| {
        let late = if due.is_late(today) { ": late" } else { "" };
        let said = format!("{} ({}){late}", words::day(due.by), words::near(due.by, today));
        SummaryRow::new(format!("{}, by", due.stage), said)
    }));
    let booked = model.referral.facts().iter().rev().find_map(|(_, fact)| match fact {
        Fact::Booked { appointment, on } => Some((*appointment, *on)),
        _ => None,
    });
    rows.extend(booked.map(|(appointment, on)| {
        SummaryRow::html("First appointment", Html::link(&paths::appointment(appointment), &words::day(on)))
    }));
    if let Some(protocol) = &model.protocol {
        rows.push(SummaryRow::new("Pathway", format!("Version {}", protocol.version)));
    }
    Html::of(&SummaryList::new(rows).compact())
}

fn shared(model: &OpenedReferral, today: Date) -> Html {
    let mut rows = Vec::new();
    for contact in &model.contacts {
        let address: Vec<String> =
            [contact.address.as_ref().map(ToString::to_string), contact.postcode.clone()]
                .into_iter()
                .flatten()
                .collect();
        if !address.is_empty() {
            rows.push(SummaryRow::new("Address", address.join(", ")));
        }
        rows.extend(contact.telephone.iter().map(|number| SummaryRow::new("Telephone", number.to_string())));
        rows.extend(contact.email.iter().map(|email| SummaryRow::new("Email", email.to_string())));
    }
    rows.extend(
        model.communication.iter().map(|one| SummaryRow::new("Communication", one.needs.to_string())),
    );
    rows.extend(model.orders.iter().filter(|order| order.state_on(today) == OrderState::InForce).map(
        |order| {
            let names: Vec<&str> = order.requirements.iter().map(|one| one.name.as_str()).collect();
            let requires = if names.is_empty() { String::new() } else { format!(": {}", names.join(", ")) };
            SummaryRow::new("Order", format!("{} until {}{requires}", order.kind, words::day(order.ends)))
        },
    ));
    rows.extend(model.risks.iter().map(|flag| {
        let detail = flag.detail.as_ref().map(|words| Html::paragraphs(words.as_str())).unwrap_or_default();
        let by = Html::text(&format!("Raised by {}", model.names.agency(flag.stamp.agency)));
        SummaryRow::html(flag.kind.words(), Html::join([detail, by], ""))
    }));
    rows.extend(model.found_needs.iter().filter(|need| need.level != NeedLevel::None).map(|need| {
        let detail = need.detail.as_ref().map(|words| format!(": {words}")).unwrap_or_default();
        SummaryRow::new(need.pathway.words(), format!("{}{detail}", need.level))
    }));
    if rows.is_empty() {
        Html::paragraphs("Nothing beside the name.")
    } else {
        Html::of(&SummaryList::new(rows).compact())
    }
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "–".to_owned() } else { text }
}

fn history(lines: &[FactLine], zone: &TimeZone) -> Html {
    let rows: Vec<Vec<Cell>> = lines
        .iter()
        .rev()
        .map(|line| {
            vec![
                words::moment(line.stamp.at, zone).into(),
                say::done(line.fact.as_move()).into(),
                format!("{}, {}", line.by, line.agency).into(),
                or_dash(say::said(&line.fact)).into(),
            ]
        })
        .collect();
    let head = ["When", "What", "By", "What was said"];
    Html::of(&Table::new("What happened, the latest first", head, rows).caption_hidden().dense())
}
