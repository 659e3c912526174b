//! Booking the first appointment: on the day and at the place of an appointment that the person has anyway, in one step; or
//! at another time.

use super::one;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, RadioItem},
    pages::{
        appointments::slot::{self, OTHER},
        person::bar,
        plain_form::{Again, PlainForm, seen_field},
    },
    paths,
    words::{self, Said},
};
use app::{
    Refusal,
    referrals::{self, BookFirst, Booking, OpenedReferral},
};
use domain::{ids::ReferralId, referral::Move};

fn page(cx: &WebCx, model: &OpenedReferral, booking: &Booking, typed: &Typed, errors: &Errors) -> PlainForm {
    let id = model.referral.request.id;
    let title = format!("Book the first appointment of {}", model.person.called());
    let mut frame = cx.form_frame(title, errors, &slot::FOCUS);
    frame.back = Some(BackLink::to(paths::referral(id)));
    let mut typed = typed.clone();
    if !typed.has("beside") {
        let first = booking.beside.first().map_or_else(|| OTHER.to_owned(), |one| one.booking.id.to_string());
        typed = typed.with("beside", first);
    }
    let again = Again { typed: &typed, errors };
    let london = cx.app().london();
    let items = booking.beside.iter().map(|one| {
        let when = words::moment(one.booking.at, london);
        RadioItem::new(
            one.booking.id.to_string(),
            format!("{}, {}", words::day(one.booking.day), one.booking.place),
        )
        .hinted(format!("Beside the appointment of {when}: the person need not come another day"))
    });
    let other = slot::other(again, true);
    let items = items.chain([RadioItem::new(OTHER, "At another time or place").reveals(other)]).collect();
    let today = booking.today;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, today, None, &model.risks)),
        intro: Html::default(),
        action: paths::referral_book(id),
        hidden: Html::join([frame.csrf_field(), seen_field(model.referral.version())], ""),
        fields: vec![again.radios("beside", "When and where?", items), slot::minutes(again)],
        send: Button::submit("Book the appointment"),
        frame,
    }
}

/// Shows the choices.
pub(crate) async fn get(cx: WebCx, Id(id): Id<ReferralId>, Query(()): Query<()>) -> Answer {
    let model = referrals::open(cx.app(), cx.viewer(), id).await?;
    if !model.moves.contains(&Move::Book) {
        return cx.go(paths::referral(id));
    }
    let booking = referrals::booking(cx.app(), cx.viewer(), id).await?;
    let draft = cx.draft().await?;
    cx.show(&page(&cx, &model, &booking, &draft.unwrap_or_default(), &Errors::none()))
}

/// Books it.
pub(crate) async fn post(cx: WebCx, Id(id): Id<ReferralId>, typed: Typed) -> Answer {
    let mut check = Check::default();
    let slot = slot::read(&typed, &mut check);
    let done = match check.done(|| slot) {
        Ok(slot) => {
            referrals::book_first(cx.app(), cx.viewer(), id, one::seen(&typed), BookFirst { slot }).await
        }
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::referral(id), Said::ReferralBooked)
        }
        Err(refusal @ (Refusal::Stale { .. } | Refusal::Move(_))) => {
            one::too_late(&cx, id, refusal, "").await
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = referrals::open(cx.app(), cx.viewer(), id).await?;
            let booking = referrals::booking(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &booking, &typed, &errors))
        }
    }
}
