//! Ways in other than court: a short form for each, then who is already known, and the person is in.
//!
//! Staff type it, for somebody who comes by themselves too: no form here is open to the public.

mod page;
mod read;

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Errors, Query, Typed},
    kit::{BackLink, Card, Html, SummaryRow},
    pages::{
        journey::Journey,
        screening::shown::{ShownPage, cards, facts},
    },
    paths,
    router::{Access, Route},
    words::Said,
};
use app::{
    Refusal,
    known::Described,
    ways_in::{Entered, KnownPerson, enter, known},
};
use domain::{ids::PersonId, service::Service, way_in::Door};
use gate::Action;
use read::{FIELDS, command, described};
use std::str::FromStr;

/// A door by the code in an address.
#[derive(Debug, Clone, Copy)]
struct DoorCode(Door);

impl FromStr for DoorCode {
    type Err = domain::code::UnknownCode;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Door::from_code(code).map(Self)
    }
}

/// The routes of the ways in.
pub(crate) fn routes() -> Vec<Route> {
    let enters = Access::May(Action::EnterPerson);
    vec![
        Route::page(paths::WAYS_IN, enters, doors),
        Route::page(paths::WAY_IN, enters, get),
        Route::form(paths::WAY_IN, enters, post),
        Route::page(paths::WAY_IN_KNOWN, enters, who),
        Route::form(paths::WAY_IN_KNOWN, enters, send),
    ]
}

/// Shows the ways in.
async fn doors(cx: WebCx, Query(()): Query<()>) -> Answer {
    let rows = Door::ALL.iter().map(|door| {
        let link = Html::link(&paths::way_in(door.code()), page::title(*door));
        SummaryRow::html(door.words(), link)
    });
    let frame = cx.frame("Ways in");
    let card = Card::new("Somebody comes by another way than court", facts(rows));
    cx.show(&ShownPage { bar: None, parts: None, heading: "Ways in".into(), body: cards([card]), frame })
}

async fn services(cx: &WebCx) -> Result<Vec<Service>, Refusal> {
    app::referrals::services(cx.app(), cx.viewer()).await
}

async fn journey(cx: &WebCx, door: Door) -> Result<Journey, crate::problem::Problem> {
    Journey::of(cx, &paths::way_in(door.code())).await
}

/// Shows the form, with what was answered before.
async fn get(cx: WebCx, Id(DoorCode(door)): Id<DoorCode>, Query(()): Query<()>) -> Answer {
    let services = services(&cx).await?;
    let draft = cx.draft().await?;
    let kept = draft.is_some().then(|| cx.kept_banner());
    let mut typed = match draft {
        Some(typed) => typed,
        None => journey(&cx, door).await?.answers(),
    };
    if !typed.has("language") {
        typed = typed.with("language", "English");
    }
    let mut page = page::form(&cx, door, &services, &typed, &Errors::none());
    page.frame.flash = kept.or(page.frame.flash);
    cx.show(&page)
}

/// A refusal is kept at once and nothing else is; anything else goes on to who is already known.
async fn post(cx: WebCx, Id(DoorCode(door)): Id<DoorCode>, typed: Typed) -> Answer {
    let refused = match command(door, &typed, cx.app().today()) {
        Err(wrong) => Refusal::Invalid(wrong),
        Ok(command) if command.consent.is_some() => {
            let mut journey = journey(&cx, door).await?;
            journey.keep(&cx, &FIELDS, &typed).await?;
            cx.forget_draft().await;
            return cx.go(paths::way_in_known(door.code()));
        }
        Ok(command) => match enter(cx.app(), cx.viewer(), command, cx.once(&typed).as_ref()).await {
            Ok(_) => {
                cx.forget_draft().await;
                return cx.go_saying(paths::WAYS_IN, Said::RefusalKept);
            }
            Err(refusal) => refusal,
        },
    };
    let errors = cx.mend(refused)?;
    let services = services(&cx).await?;
    cx.show_as(errors.status(), &page::form(&cx, door, &services, &typed, &errors))
}

async fn known_of(cx: &WebCx, described: &Described) -> Result<Vec<KnownPerson>, Refusal> {
    known(cx.app(), cx.viewer(), described).await
}

fn frame(cx: &WebCx, door: Door, errors: &Errors) -> crate::kit::Frame {
    let mut frame = cx.form_frame("Who is it?", errors, &[]);
    frame.caption = page::title(door).into();
    frame.back = Some(BackLink::to(paths::way_in(door.code())));
    frame
}

/// Shows who is already known, and the answers before the person is in.
async fn who(cx: WebCx, Id(DoorCode(door)): Id<DoorCode>, Query(()): Query<()>) -> Answer {
    let journey = journey(&cx, door).await?;
    let today = cx.app().today();
    match command(door, &journey.answers(), today) {
        Ok(command) if command.consent.is_some() => {
            let known = known_of(&cx, &described(&command, today)).await?;
            let services = services(&cx).await?;
            let frame = frame(&cx, door, &Errors::none());
            let none = (&Typed::default(), &Errors::none());
            cx.show(&page::who(frame, &command, &known, &services, journey.number(), today, none))
        }
        _ => cx.go(paths::way_in(door.code())),
    }
}

/// The person is in, once, however often the page is sent.
async fn send(cx: WebCx, Id(DoorCode(door)): Id<DoorCode>, typed: Typed) -> Answer {
    let mut journey = journey(&cx, door).await?;
    if let Some(made) = journey.made(&typed) {
        return cx.go(paths::person(PersonId(made)));
    }
    if !journey.is_of(&typed) {
        return cx.go(paths::way_in_known(door.code()));
    }
    let today = cx.app().today();
    let Ok(mut command) = command(door, &journey.answers(), today) else {
        return cx.go(paths::way_in(door.code()));
    };
    let known = known_of(&cx, &described(&command, today)).await?;
    let done = match read::same_as(&typed, &known) {
        Ok(chosen) => {
            command.same_as = chosen;
            enter(cx.app(), cx.viewer(), command.clone(), Some(&journey.once()?)).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(Entered::In(person, referral)) => {
            journey.done(&cx, person.0).await;
            cx.forget_draft().await;
            let said = if referral.is_some() { Said::WayInReferred } else { Said::WayInKept };
            cx.go_saying(paths::person(person), said)
        }
        Ok(Entered::Refused(_)) => cx.go_saying(paths::WAYS_IN, Said::RefusalKept),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let services = services(&cx).await?;
            let frame = frame(&cx, door, &errors);
            let again = (&typed, &errors);
            let page = page::who(frame, &command, &known, &services, journey.number(), today, again);
            cx.show_as(errors.status(), &page)
        }
    }
}
