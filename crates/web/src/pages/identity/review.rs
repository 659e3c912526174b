//! The page of one person's identity review: all who are like them, or with `with=` one of those alone, with how the two weigh and
//! the way on through the list of pairs that wait.

use super::{
    group, side_by_side,
    waiting::{Place, place_in_address, read_place},
};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Errors, Query, Typed},
    kit::{BackLink, Button, Card, Frame, Html, PageLink, Pagination, PersonBar, RadioItem, Radios},
    pages::{person::bar, plain_form::Again},
    paths,
    words::Said,
};
use app::{
    Refusal,
    identity::{self, DecideIdentity, IdentityReviewView, Neighbour, Neighbours},
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
    taken: Option<Html>,
    cards: Vec<Card>,
    decide: Option<Decision>,
    on: Option<Html>,
}

/// What the page is asked to show.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Shown {
    /// The other record alone; everybody who is like the person where it is `None`.
    with: Option<PersonId>,
    /// Where the pair stood in the list of those that wait, for going on from there.
    place: Option<Place>,
}

impl Asked for Shown {
    const KNOWN: &'static [&'static str] = &["with", "place"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let with = match typed.get("with") {
            "" => None,
            with => check.id("with", with, "Must be the id of the other record"),
        };
        Self { with, place: check.cursor("place", typed.get("place"), read_place) }
    }
}

impl Shown {
    /// Its address.
    fn of(self, person: PersonId) -> String {
        match self.with {
            Some(other) => of_two(person, other, self.place),
            None => paths::identity_review(person),
        }
    }

    async fn view(self, cx: &WebCx, person: PersonId) -> Result<(IdentityReviewView, Neighbours), Refusal> {
        let (app, viewer) = (cx.app(), cx.viewer());
        let view = match self.with {
            Some(other) => identity::review_of_two(app, viewer, person, other).await?,
            None => identity::review(app, viewer, person).await?,
        };
        let neighbours = match self.place {
            Some(place) => identity::neighbours(app, viewer, place).await?,
            None => Neighbours::default(),
        };
        Ok((view, neighbours))
    }
}

/// Where two records are compared, alone on the page; `place` is where the pair stands in the list of those that wait.
pub(super) fn of_two(person: PersonId, other: PersonId, place: Option<Place>) -> String {
    let other = other.to_string();
    let mut asked = vec![("with", other.as_str())];
    let place = place.map(place_in_address);
    asked.extend(place.as_deref().map(|place| ("place", place)));
    paths::with_query(&paths::identity_review(person), &asked)
}

/// The way on through the list.
fn on(shown: Shown, neighbours: &Neighbours) -> Option<Html> {
    shown.place?;
    let link = |neighbour: &Neighbour, text: &'static str| PageLink {
        text: text.into(),
        ..PageLink::to(of_two(neighbour.from, neighbour.with, Some(neighbour.place)))
    };
    let list = Html::link(paths::POSSIBLE_DUPLICATES, "Back to the list of possible duplicates");
    let neighbours = Pagination {
        previous: neighbours.previous.as_ref().map(|one| link(one, "Previous pair")),
        next: neighbours.next.as_ref().map(|one| link(one, "Next pair")),
        landmark_label: "Pairs that wait".into(),
        ..Pagination::default()
    };
    Some(Html::join([Html::of(&neighbours), list], "\n"))
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

fn page(
    cx: &WebCx,
    shown: Shown,
    (view, neighbours): &(IdentityReviewView, Neighbours),
    typed: &Typed,
    errors: &Errors,
) -> ReviewPage {
    let title = format!("Possible duplicates of {}", view.person.called());
    let mut frame = cx.form_frame(title, errors, &[]);
    let person = view.person.person;
    frame.back = Some(match shown {
        Shown { place: Some(_), .. } => BackLink::to(paths::POSSIBLE_DUPLICATES),
        Shown { with: Some(_), .. } => BackLink::to(paths::identity_review(person)),
        Shown { .. } => BackLink::to(paths::person(person)),
    });
    let intro = if view.likes.is_empty() {
        "No other record that you may know of is like this one. Records are compared by numbers, names and dates \
         of birth, also where those are only nearly the same."
    } else {
        "Records that may be of the same person. Nothing is changed in either record by what you decide: it is kept with \
         your reason, for those who may know of both. Where two records contradict each other, a second person decides too \
         before anybody sees what you decided."
    };
    let glance = &view.glance;
    ReviewPage {
        bar: bar::linked_bar(&view.person, glance.today, glance.order.as_ref(), &glance.risks),
        intro: Html::paragraphs(intro),
        taken: view.taken.as_ref().map(group::taken),
        cards: view
            .likes
            .iter()
            .map(|like| side_by_side::card(view, like, cx.app().london(), shown.with.is_some()))
            .collect(),
        decide: decision(cx, shown, view, &frame, typed, errors),
        on: on(shown, neighbours),
        frame,
    }
}

fn decision(
    cx: &WebCx,
    shown: Shown,
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
            like.may.iter().map(move |verdict| {
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
        action: shown.of(view.person.person),
        hidden: cx.hidden(frame, typed, errors),
        what: Radios::new("decision", "What do you decide?", items)
            .with_value(typed.get("decision").to_owned())
            .with_error(errors.at("decision")),
        reason: Again { typed, errors }.line("reason", "Why?", "It is kept with the decision", ""),
        send: Button::submit("Save the decision"),
    })
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(shown): Query<Shown>) -> Answer {
    let view = shown.view(&cx, person).await?;
    let draft = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, shown, &view, &draft, &Errors::none()))
}

/// What a radio says: the verdict, about whom, and how many decisions its reader saw.
fn chosen(value: &str) -> Option<(Verdict, PersonId, i64)> {
    let mut parts = value.splitn(3, ':');
    let verdict = Verdict::from_code(parts.next()?).ok()?;
    Some((verdict, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Saves the decision.
pub(crate) async fn post(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(shown): Query<Shown>,
    typed: Typed,
) -> Answer {
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
            cx.go_saying(shown.of(person), Said::IdentityDecided)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let view = shown.view(&cx, person).await?;
            cx.show_as(errors.status(), &page(&cx, shown, &view, &typed, &errors))
        }
    }
}
