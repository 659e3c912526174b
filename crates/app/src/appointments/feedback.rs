//! The routine form after a session: on the supervising practitioner's desk the moment it is saved, as far as it may be shared.
//!
//! Four coded answers lie in compliance. Words about treatment are a record of their own, which stays with those who treat.

use crate::{
    App,
    events::{EventKind, body},
    refusal::Refusal,
};
use domain::{
    duty::{Closing, DutyKind},
    feedback::{Engagement, Feedback, FeedbackWords, Fit, Progress, Standard},
    ids::{AppointmentId, FeedbackId},
    notice::NoticeKind,
    section::{Purpose, Section},
    text::Prose,
};
use gate::{Action, Viewer};

/// The form as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GiveFeedback {
    /// How far the person took part.
    pub engagement: Engagement,
    /// Whether the service fits.
    pub fit: Fit,
    /// Progress.
    pub progress: Progress,
    /// Whether the session was to the standard.
    pub standard: Standard,
    /// About treatment, for those who treat.
    pub words: Option<Prose>,
}

/// The provider gives feedback on a session that took place.
///
/// Invariant: the feedback, its events, the notice, and the end of what was due commit together.
pub async fn give_feedback(
    app: &App,
    viewer: &Viewer,
    id: AppointmentId,
    command: GiveFeedback,
) -> Result<FeedbackId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Treatment, "give feedback on a session").await?;
    cx.permit_role(Action::GiveFeedback)?;
    let (standing, one) = cx.appointment(id).await?;
    if one.booking.agency != cx.agency() {
        return Err(Refusal::Role(Action::GiveFeedback));
    }
    cx.permit(Action::GiveFeedback, &standing, None)?;
    if !one.state().took_place() {
        return Err(Refusal::not_now("appointment", one.state().words()));
    }
    let (Some(referral), Some(told)) = (one.booking.referral, one.booking.told) else {
        return Err(Refusal::field("referral", "unknown", "Feedback is given on sessions of a referral"));
    };
    let (person, stamp) = (standing.person, cx.stamp());
    let GiveFeedback { engagement, fit, progress, standard, words } = command;
    let feedback = Feedback {
        id: cx.id(),
        person,
        appointment: id,
        referral,
        told,
        engagement,
        fit,
        progress,
        standard,
        stamp,
    };
    let words = words.map(|words| FeedbackWords { feedback: feedback.id, appointment: id, words });
    if !cx.tx.insert_feedback(&feedback, words.as_ref()).await? {
        return Err(Refusal::not_now("session", "Feedback given"));
    }
    let mut event =
        cx.event(person, EventKind::FeedbackGiven, Section::Compliance, body::feedback(&feedback));
    event.subject = Some(id.0);
    event.sent_to = Some(told);
    cx.append(event);
    if let Some(words) = &words {
        let said = body::feedback_words(words);
        let mut event = cx.event(person, EventKind::FeedbackWords, Section::Treatment, said);
        event.subject = Some(id.0);
        cx.append(event);
    }
    cx.close_duties(person, id.0, &[DutyKind::FeedbackDue], Closing::Done).await?;
    let sealed = cx.tx.referral(referral).await?;
    if let Some(referral) = sealed.and_then(|sealed| cx.open(&standing, sealed).opened()) {
        let manager = (referral.request.made_by, referral.request.from);
        cx.tell(manager, person, id.0, NoticeKind::FeedbackGiven).await?;
    }
    cx.answer(feedback.id).await
}
