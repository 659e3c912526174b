//! The forms that continue a listing: say what the own agency thinks, take note, what is in place, pass on, legal status, leave.

use super::{SELECT_PRINCIPLE, SELECT_STANCE, SELECT_STATUS};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html},
    pages::{
        person::bar,
        plain_form::{Again, PlainForm, options, seen_field},
    },
    paths,
    router::{Access, Route},
    words::Said,
};
use app::{
    Refusal,
    listings::{ListingMove, OpenedListing, listing, step},
};
use domain::{
    cohort::{LegalStatus, Principle},
    ids::ListingId,
    panel::{Position, Stance},
};

/// The routes of the forms.
pub(super) fn routes(keep: Access) -> Vec<Route> {
    vec![
        Route::page(paths::LISTING_SAY, keep, get_say),
        Route::form(paths::LISTING_SAY, keep, post_say),
        Route::page(paths::LISTING_ACKNOWLEDGE, keep, get_acknowledge),
        Route::form(paths::LISTING_ACKNOWLEDGE, keep, post_acknowledge),
        Route::page(paths::LISTING_PRINCIPLE, keep, get_principle),
        Route::form(paths::LISTING_PRINCIPLE, keep, post_principle),
        Route::page(paths::LISTING_PASS, keep, get_pass),
        Route::form(paths::LISTING_PASS, keep, post_pass),
        Route::page(paths::LISTING_STATUS, keep, get_status),
        Route::form(paths::LISTING_STATUS, keep, post_status),
        Route::page(paths::LISTING_LEAVE, keep, get_leave),
        Route::form(paths::LISTING_LEAVE, keep, post_leave),
    ]
}

/// Which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Say,
    Acknowledge,
    Principle,
    Pass,
    Status,
    Leave,
}

impl Kind {
    const fn title(self) -> &'static str {
        match self {
            Self::Say => "Say what your agency thinks",
            Self::Acknowledge => "Take note of the change",
            Self::Principle => "Record what is in place",
            Self::Pass => "Pass to another team",
            Self::Status => "Change the legal status",
            Self::Leave => "Propose that they leave the list",
        }
    }

    const fn intro(self) -> &'static str {
        match self {
            Self::Say => {
                "Each agency of the hub that works with the person reads what you say. It tells them that your agency works with the \
                 person."
            }
            Self::Acknowledge => {
                "The list of the hub has changed. Taking note says that your agency knows whom all partners put first."
            }
            Self::Principle => {
                "What your agency, or another, does for this person under one of the four principles."
            }
            Self::Pass => {
                "Somebody with a team for those under 18 passes to one for adults when they turn 18."
            }
            Self::Status => {
                "What may be asked of somebody, and what may be shared about them, follows from it."
            }
            Self::Leave => "The panel is asked in writing. Your agency counts as for it.",
        }
    }

    fn address(self, id: ListingId) -> String {
        match self {
            Self::Say => paths::listing_say(id),
            Self::Acknowledge => paths::listing_acknowledge(id),
            Self::Principle => paths::listing_principle(id),
            Self::Pass => paths::listing_pass(id),
            Self::Status => paths::listing_status(id),
            Self::Leave => paths::listing_leave(id),
        }
    }

    fn fields(self, model: &OpenedListing, again: Again<'_>) -> Vec<Html> {
        match self {
            Self::Say => vec![
                again.radios("stance", "What does your agency think?", options!(Stance)),
                again.prose("words", "Why?", "Needed unless you are for it."),
            ],
            Self::Acknowledge => Vec::new(),
            Self::Principle => vec![
                again.radios("principle", "Which principle?", options!(Principle)),
                again.line("words", "What is in place?", "Who does what, and how often.", ""),
            ],
            Self::Pass => {
                let now = model.line.listing.team();
                let teams = model.hub.terms().teams.iter().filter(|team| team.number != now);
                let teams =
                    teams.map(|team| (team.number.to_string(), format!("{} ({})", team.name, team.ages)));
                vec![again.select("team", "Which team works with them now?", "Select a team", teams)]
            }
            Self::Status => {
                vec![again.radios("status", "Are they under an order or a licence?", options!(LegalStatus))]
            }
            Self::Leave => vec![
                again.prose("why", "Why?", "What the panel needs to know to decide."),
                again.date(
                    "by",
                    "By when is the panel to say what it thinks? (optional)",
                    "Left empty: within 5 working days.",
                ),
            ],
        }
    }

    fn read(self, check: &mut Check, typed: &Typed) -> Option<ListingMove> {
        match self {
            Self::Say => {
                let stance = check.code("stance", typed.get("stance"), Stance::from_code, SELECT_STANCE);
                let words = check.optional_prose("words", typed.get("words"), "Why");
                Some(ListingMove::Say(Position { stance: stance?, words }))
            }
            Self::Acknowledge => Some(ListingMove::Acknowledge),
            Self::Principle => {
                let principle = typed.get("principle");
                let principle = check.code("principle", principle, Principle::from_code, SELECT_PRINCIPLE);
                let words = check.line("words", typed.get("words"), "What is in place");
                Some(ListingMove::InPlace(principle?, words?))
            }
            Self::Pass => match typed.get("team").parse() {
                Ok(team) => Some(ListingMove::Pass(team)),
                Err(_) => check.wrong("team", "required", "Select a team of this hub"),
            },
            Self::Status => {
                let status = typed.get("status");
                let status = check.code("status", status, LegalStatus::from_code, SELECT_STATUS);
                status.map(ListingMove::Status)
            }
            Self::Leave => {
                let why = check.prose("why", typed.get("why"), "Why");
                let by = check.optional_date("by", &typed.date("by"), "The day");
                Some(ListingMove::Leave(why?, by))
            }
        }
    }
}

fn page(cx: &WebCx, model: &OpenedListing, kind: Kind, typed: &Typed, errors: &Errors) -> PlainForm {
    let listing = &model.line.listing;
    let id = listing.entry.id;
    let mut frame = cx.form_frame(kind.title(), errors, &[("by", "by-day")]);
    frame.back = Some(BackLink::to(paths::listing(id)));
    let hidden = [cx.hidden(&frame, typed, errors), seen_field(listing.version())];
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::paragraphs(kind.intro()),
        action: kind.address(id),
        hidden: Html::join(hidden, ""),
        fields: kind.fields(model, Again { typed, errors }),
        send: Button::submit(if kind == Kind::Leave { "Ask the panel" } else { "Record" }),
        frame,
    }
}

/// One that the viewer may continue with this form.
async fn opened(cx: &WebCx, id: ListingId, kind: Kind) -> Result<OpenedListing, Refusal> {
    let model = listing(cx.app(), cx.viewer(), id).await?;
    let now = &model.line.listing;
    let fits = match kind {
        Kind::Say => model.is_asked,
        Kind::Acknowledge => now.changed().is_some(),
        Kind::Principle | Kind::Pass | Kind::Status => now.state().is_on(),
        Kind::Leave => now.state().is_on() && !now.state().is_asked(),
    };
    match (model.may_keep, fits) {
        (false, _) => Err(Refusal::NotFound),
        (true, false) => Err(Refusal::not_now("place on a list", now.state().words())),
        (true, true) => Ok(model),
    }
}

async fn show(cx: WebCx, id: ListingId, kind: Kind) -> Answer {
    let model = opened(&cx, id, kind).await?;
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &model, kind, &typed, &Errors::none()))
}

async fn send(cx: WebCx, id: ListingId, kind: Kind, typed: Typed) -> Answer {
    let mut check = Check::default();
    let what = kind.read(&mut check, &typed);
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match check.done(|| what) {
        Ok(what) => step(cx.app(), cx.viewer(), id, seen, what).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::listing(id), Said::ListingStepped)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = opened(&cx, id, kind).await?;
            cx.show_as(errors.status(), &page(&cx, &model, kind, &typed, &errors))
        }
    }
}

async fn get_say(cx: WebCx, Id(id): Id<ListingId>, Query(()): Query<()>) -> Answer {
    show(cx, id, Kind::Say).await
}

async fn post_say(cx: WebCx, Id(id): Id<ListingId>, typed: Typed) -> Answer {
    send(cx, id, Kind::Say, typed).await
}

async fn get_acknowledge(cx: WebCx, Id(id): Id<ListingId>, Query(()): Query<()>) -> Answer {
    show(cx, id, Kind::Acknowledge).await
}

async fn post_acknowledge(cx: WebCx, Id(id): Id<ListingId>, typed: Typed) -> Answer {
    send(cx, id, Kind::Acknowledge, typed).await
}

async fn get_principle(cx: WebCx, Id(id): Id<ListingId>, Query(()): Query<()>) -> Answer {
    show(cx, id, Kind::Principle).await
}

async fn post_principle(cx: WebCx, Id(id): Id<ListingId>, typed: Typed) -> Answer {
    send(cx, id, Kind::Principle, typed).await
}

async fn get_pass(cx: WebCx, Id(id): Id<ListingId>, Query(()): Query<()>) -> Answer {
    show(cx, id, Kind::Pass).await
}

async fn post_pass(cx: WebCx, Id(id): Id<ListingId>, typed: Typed) -> Answer {
    send(cx, id, Kind::Pass, typed).await
}

async fn get_status(cx: WebCx, Id(id): Id<ListingId>, Query(()): Query<()>) -> Answer {
    show(cx, id, Kind::Status).await
}

async fn post_status(cx: WebCx, Id(id): Id<ListingId>, typed: Typed) -> Answer {
    send(cx, id, Kind::Status, typed).await
}

async fn get_leave(cx: WebCx, Id(id): Id<ListingId>, Query(()): Query<()>) -> Answer {
    show(cx, id, Kind::Leave).await
}

async fn post_leave(cx: WebCx, Id(id): Id<ListingId>, typed: Typed) -> Answer {
    send(cx, id, Kind::Leave, typed).await
}
