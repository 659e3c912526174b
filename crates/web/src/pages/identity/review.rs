//! The page of one person's identity review.

use super::side_by_side;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Card, Frame, Html, PersonBar, RadioItem, Radios},
    pages::{person::bar, plain_form::Again},
    paths,
    words::Said,
};
use app::{
    Refusal,
    identity::{self, DecideIdentity, IdentityReviewView},
};
use askama::Template;
use domain::{identity_review::Verdict, ids::PersonId};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/identity/review.html")]
struct ReviewPage {
    frame: Frame,
    bar: PersonBar,
    intro: Html,
    cards: Vec<Card>,
    decide: Option<Decision>,
}

/// The form that decides.
#[derive(Debug, Template)]
#[template(path = "pages/identity/decide.html")]
struct Decision {
    action: String,
    hidden: Html,
    what: Radios,
    reason: Html,
    send: Button,
}

crate::html_safe!(Decision);

fn page(cx: &WebCx, view: &IdentityReviewView, typed: &Typed, errors: &Errors) -> ReviewPage {
    let title = format!("Possible duplicates of {}", view.person.called());
    let mut frame = cx.form_frame(title, errors, &[]);
    frame.back = Some(BackLink::to(paths::person(view.person.person)));
    let intro = if view.likes.is_empty() {
        "No other record that you may know of is like this one. Records are compared by numbers, names and dates \
         of birth, also where those are only nearly the same."
    } else {
        "Records that may be of the same person. Nothing is changed in either record by what you decide: it is kept with \
         your reason, and both show it to those who may know of both."
    };
    let glance = &view.glance;
    ReviewPage {
        bar: bar::linked_bar(&view.person, glance.today, glance.order.as_ref(), &glance.risks),
        intro: Html::paragraphs(intro),
        cards: view.likes.iter().map(|like| side_by_side::card(view, like, cx.app().london())).collect(),
        decide: decision(cx, view, &frame, typed, errors),
        frame,
    }
}

fn decision(
    cx: &WebCx,
    view: &IdentityReviewView,
    frame: &Frame,
    typed: &Typed,
    errors: &Errors,
) -> Option<Decision> {
    let items: Vec<RadioItem> = view
        .likes
        .iter()
        .flat_map(|like| {
            let who = format!("{} ({})", like.identity.called(), like.identity.reference);
            let review = &like.review;
            let allowed = Verdict::ALL.iter().filter(|verdict| review.state().allows(**verdict));
            allowed.map(move |verdict| {
                let words = match verdict {
                    Verdict::Same => format!("{who} is the same person"),
                    Verdict::Different => format!("{who} is somebody else"),
                    Verdict::Undone => format!("Take back what was decided about {who}"),
                };
                let value = format!("{}:{}:{}", verdict.code(), like.identity.person, review.version());
                RadioItem::new(value, words)
            })
        })
        .collect();
    if items.is_empty() {
        return None;
    }
    Some(Decision {
        action: paths::identity_review(view.person.person),
        hidden: cx.hidden(frame, typed, errors),
        what: Radios::new("decision", "What do you decide?", items)
            .with_value(typed.get("decision").to_owned())
            .with_error(errors.at("decision")),
        reason: Again { typed, errors }.line("reason", "Why?", "It is kept with the decision", ""),
        send: Button::submit("Save the decision"),
    })
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let view = identity::review(cx.app(), cx.viewer(), person).await?;
    let draft = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &view, &draft, &Errors::none()))
}

/// What a radio says: the verdict, about whom, and how many decisions its reader saw.
fn chosen(value: &str) -> Option<(Verdict, PersonId, i64)> {
    let mut parts = value.splitn(3, ':');
    let verdict = Verdict::from_code(parts.next()?).ok()?;
    Some((verdict, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Saves the decision.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let chosen = match chosen(typed.get("decision")) {
        Some(chosen) => Some(chosen),
        None => check.wrong("decision", "required", "Select what you decide"),
    };
    let reason = check.line("reason", typed.get("reason"), "why");
    let command = check.done(|| {
        let (verdict, other, seen) = chosen?;
        Some(DecideIdentity { person, other, seen, verdict, reason: reason? })
    });
    let done = match command {
        Ok(command) => identity::decide(cx.app(), cx.viewer(), command).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::identity_review(person), Said::IdentityDecided)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let view = identity::review(cx.app(), cx.viewer(), person).await?;
            cx.show_as(errors.status(), &page(&cx, &view, &typed, &errors))
        }
    }
}
