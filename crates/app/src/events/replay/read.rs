//! One value of the domain from the body of one event: the counterpart of [`body`](crate::events::body).
//!
//! Bodies of the first release do not name the agency that holds a part, nor who made a referral: that is whoever wrote the
//! event.

use super::{Unreadable, fields::Fields};
use crate::events::EventKind;
use domain::{
    appointment::{self, Booking},
    feedback::{Engagement, Feedback, FeedbackWords, Fit, Progress, Standard},
    hearing::Evidence,
    identity_review::{Decided, Pair, ReviewState, Verdict},
    ids::{AgencyId, PersonId, PlanViewId, ReferralId, StrandId},
    involvement::{Involvement, InvolvementRole},
    note::Note,
    order::{Order, OrderKind, Requirement, Unit},
    pathway::{Need, NeedLevel, Pathway},
    person::{Communication, Contact, Gender, Identifier, IdentifierKind, Identity, Name},
    plan::{Begun, PlanView, Topic, View},
    referral::{
        Amendment, DeclineReason, DeliveryNeed, EndReason, Fact, Part, Request, Told, WithdrawReason,
    },
    risk::{RiskFlag, RiskKind, RiskSource, Upkeep},
    section::Section,
    stamp::Stamp,
};

/// What an appointment of the first release was taken to last, in minutes.
const HALF_AN_HOUR: u16 = 30;

type Read<T> = Result<T, Unreadable>;

fn name(fields: Fields<'_>) -> Read<Name> {
    Ok(Name {
        given: fields.maybe_line("given")?,
        middle: fields.maybe_line("middle")?,
        family: fields.line("family")?,
    })
}

pub(super) fn identity(fields: Fields<'_>, person: PersonId, holder: AgencyId) -> Read<Identity> {
    let identifier = |one: Fields<'_>| {
        Ok(Identifier {
            kind: one.code("kind", IdentifierKind::from_code)?,
            raw: one.text("raw")?,
            canonical: one.maybe_text("canonical")?,
        })
    };
    Ok(Identity {
        person,
        reference: fields.text("reference")?,
        holder: fields.maybe_id("holder")?.unwrap_or(holder),
        legal: name(fields.within("legal")?)?,
        known_as: fields.maybe_line("known_as")?,
        aliases: fields.each("aliases", name)?,
        born: fields.maybe_day("born")?,
        gender: fields.code("gender", Gender::from_code)?,
        identifiers: fields.each("identifiers", identifier)?,
        version: fields.number("version")?,
    })
}

pub(super) fn contact(fields: Fields<'_>, person: PersonId, stamp: Stamp) -> Read<Contact> {
    Ok(Contact {
        person,
        holder: fields.maybe_id("holder")?.unwrap_or(stamp.agency),
        address: fields.maybe_line("address")?,
        postcode: fields.maybe_text("postcode")?,
        telephone: fields.maybe_line("telephone")?,
        email: fields.maybe_line("email")?,
    })
}

pub(super) fn communication(fields: Fields<'_>, person: PersonId) -> Read<Communication> {
    Ok(Communication { person, holder: fields.id("holder")?, needs: fields.line("needs")? })
}

pub(super) fn involvement(fields: Fields<'_>, person: PersonId) -> Read<Involvement> {
    Ok(Involvement {
        id: fields.id("id")?,
        person,
        agency: fields.id("agency")?,
        account: fields.maybe_id("account")?,
        role: fields.code("role", InvolvementRole::from_code)?,
        leads: fields.flag("leads")?,
        from: fields.day("from")?,
        to: fields.maybe_day("to")?,
    })
}

pub(super) fn order(fields: Fields<'_>, person: PersonId, stamp: Stamp) -> Read<Order> {
    let requirement = |one: Fields<'_>| {
        Ok(Requirement {
            id: one.id("id")?,
            kind: one.text("kind")?,
            name: one.text("name")?,
            amount: one.number("amount")?,
            unit: one.code("unit", Unit::from_code)?,
            done: one.number("done")?,
            began: one.maybe_day("began")?,
            ended: one.maybe_day("ended")?,
        })
    };
    Ok(Order {
        id: fields.id("id")?,
        person,
        holder: fields.maybe_id("holder")?.unwrap_or(stamp.agency),
        kind: fields.code("kind", OrderKind::from_code)?,
        court: fields.maybe_line("court")?,
        offence: fields.maybe_line("offence")?,
        made: fields.day("made")?,
        ends: fields.day("ends")?,
        ended: fields.maybe_day("ended")?,
        requirements: fields.each("requirements", requirement)?,
    })
}

pub(super) fn need(fields: Fields<'_>, person: PersonId, stamp: Stamp) -> Read<Need> {
    Ok(Need {
        id: fields.id("id")?,
        person,
        pathway: fields.code("pathway", Pathway::from_code)?,
        level: fields.code("level", NeedLevel::from_code)?,
        detail: fields.maybe_prose("detail")?,
        stamp,
    })
}

pub(super) fn risk(fields: Fields<'_>, person: PersonId, stamp: Stamp) -> Read<RiskFlag> {
    let source = fields.maybe_code("source", RiskSource::from_code)?;
    // Told since reviews are counted; of before nobody had been reviewed twice on one day.
    let reviews = fields.maybe_number("reviews")?.unwrap_or_default();
    Ok(RiskFlag {
        id: fields.id("id")?,
        person,
        kind: fields.code("kind", RiskKind::from_code)?,
        detail: fields.maybe_prose("detail")?,
        upkeep: fields.maybe_day("review")?.map(|review| Upkeep { source, review, reviews }),
        ended: fields.maybe_day("ended")?,
        stamp,
    })
}

/// A strand as it began.
pub(super) fn strand(fields: Fields<'_>, id: StrandId, person: PersonId, stamp: Stamp) -> Read<Begun> {
    Ok(Begun {
        id,
        person,
        topic: fields.code("topic", Topic::from_code)?,
        aim: fields.line("aim")?,
        need: fields.maybe_prose("need")?,
        strengths: fields.maybe_prose("strengths")?,
        quote: fields.maybe_prose("quote")?,
        stamp,
    })
}

/// What the person said of the plan.
pub(super) fn plan_view(
    fields: Fields<'_>,
    id: PlanViewId,
    person: PersonId,
    stamp: Stamp,
) -> Read<PlanView> {
    Ok(PlanView {
        id,
        person,
        view: fields.code("view", View::from_code)?,
        words: fields.maybe_prose("words")?,
        day: fields.day("day")?,
        stamp,
    })
}

pub(super) fn note(fields: Fields<'_>, person: PersonId, stamp: Stamp) -> Read<Note> {
    Ok(Note {
        id: fields.id("id")?,
        person,
        section: fields.code("section", Section::from_code)?,
        text: fields.prose("text")?,
        stamp,
    })
}

pub(super) fn booking(fields: Fields<'_>, person: PersonId, stamp: Stamp) -> Read<Booking> {
    let section = fields.maybe_text("section")?;
    Ok(Booking {
        id: fields.id("id")?,
        person,
        account: fields.id("account")?,
        agency: fields.maybe_id("agency")?.unwrap_or(stamp.agency),
        at: fields.instant("at")?,
        day: fields.day("day")?,
        minutes: if fields.has("minutes") { fields.number("minutes")? } else { HALF_AN_HOUR },
        place: fields.line("place")?,
        referral: fields.maybe_id("referral")?,
        told: fields.maybe_id("told")?,
        beside: fields.maybe_id("beside")?,
        replaces: fields.maybe_id("replaces")?,
        section: match section {
            None => Section::Compliance,
            Some(_) => fields.code("section", Section::from_code)?,
        },
        stamp,
    })
}

/// What was decided about two records, and how it left them; nothing of that before a second person was asked for.
pub(super) fn identity_decision(
    fields: Fields<'_>,
    stamp: Stamp,
) -> Read<(Pair, Decided, Option<ReviewState>)> {
    let pair: Vec<PersonId> = fields.ids("pair")?;
    let pair = match pair[..] {
        [one, other] => Pair::new(one, other),
        _ => None,
    };
    let decided = Decided {
        verdict: fields.code("verdict", Verdict::from_code)?,
        reason: fields.line("reason")?,
        evidence: fields.codes("evidence", Evidence::from_code)?,
        stamp,
    };
    let left = fields.maybe_code("state", ReviewState::from_code)?;
    Ok((pair.ok_or(fields.unreadable("pair"))?, decided, left))
}

/// Who wrote something, when, for which agency, where that is not who the event is of.
pub(super) fn written(fields: Fields<'_>) -> Read<Stamp> {
    Ok(Stamp { at: fields.instant("at")?, by: fields.id("by")?, agency: fields.id("agency")? })
}

pub(super) fn feedback(fields: Fields<'_>, person: PersonId, stamp: Stamp) -> Read<Feedback> {
    Ok(Feedback {
        id: fields.id("id")?,
        person,
        appointment: fields.id("appointment")?,
        referral: fields.id("referral")?,
        told: fields.id("told")?,
        engagement: fields.code("engagement", Engagement::from_code)?,
        fit: fields.code("fit", Fit::from_code)?,
        progress: fields.code("progress", Progress::from_code)?,
        standard: fields.code("standard", Standard::from_code)?,
        stamp,
    })
}

pub(super) fn feedback_words(fields: Fields<'_>) -> Read<FeedbackWords> {
    Ok(FeedbackWords {
        feedback: fields.id("feedback")?,
        appointment: fields.id("appointment")?,
        words: fields.prose("words")?,
    })
}

pub(super) fn appointment_fact(fields: Fields<'_>, kind: EventKind) -> Read<appointment::Fact> {
    use appointment::{AskedBy, Fact};
    let asked_by = || fields.code("asked_by", AskedBy::from_code);
    Ok(match kind {
        EventKind::AppointmentMoved => {
            Fact::Moved { to: fields.id("to")?, asked_by: asked_by()?, why: fields.prose("why")? }
        }
        EventKind::AppointmentCalledOff => {
            Fact::CalledOff { asked_by: asked_by()?, why: fields.prose("why")? }
        }
        _ => Fact::Recorded(outcome(fields)?),
    })
}

/// What became of an appointment.
pub(super) fn outcome(fields: Fields<'_>) -> Read<appointment::Outcome> {
    use appointment::{Attendance, NotHeld};
    Ok(appointment::Outcome {
        attendance: fields.code("attendance", Attendance::from_code)?,
        not_held: match fields.maybe_text("not_held")? {
            None => None,
            Some(_) => Some(fields.code("not_held", NotHeld::from_code)?),
        },
        reason_offered: fields.maybe_prose("reason_given")?,
        behaviour: fields.maybe_prose("behaviour")?,
        concern: fields.maybe_prose("concern")?,
    })
}

pub(super) fn request(fields: Fields<'_>, person: PersonId, id: ReferralId, stamp: Stamp) -> Read<Request> {
    Ok(Request {
        id,
        reference: fields.text("reference")?,
        person,
        from: fields.id("from")?,
        made_by: fields.maybe_id("made_by")?.unwrap_or(stamp.by),
        to: fields.id("to")?,
        service: fields.id("service")?,
        requirement: fields.maybe_id("requirement")?,
        asks: fields.prose("asks")?,
        risk_to_staff: fields.maybe_prose("risk_to_staff")?,
        needs: match (fields.has("delivery_asked"), fields.maybe_prose("delivery_needs")?) {
            (false, _) => None,
            (true, _) if !fields.flag("delivery_asked")? => None,
            (true, Some(words)) => Some(Told::Known(words)),
            (true, None) => Some(Told::NoneKnown),
        },
        need_kinds: if fields.has("delivery_kinds") {
            fields.codes("delivery_kinds", DeliveryNeed::from_code)?
        } else {
            Vec::new()
        },
        protocol: fields.maybe_id("protocol")?,
        answer_by: fields.day("answer_by")?,
    })
}

pub(super) fn fact(fields: Fields<'_>, kind: EventKind) -> Read<Fact> {
    Ok(match kind {
        EventKind::ReferralSent => Fact::Sent,
        EventKind::ReferralReceived => Fact::Received,
        EventKind::ReferralAccepted => Fact::Accepted,
        EventKind::ReferralDeclined => {
            Fact::Declined(fields.code("reason", DeclineReason::from_code)?, fields.maybe_prose("words")?)
        }
        EventKind::ReferralWithdrawn => {
            Fact::Withdrawn(fields.code("reason", WithdrawReason::from_code)?, fields.maybe_prose("words")?)
        }
        EventKind::ReferralBegun => Fact::Begun,
        EventKind::ReferralConcluded => {
            let reason = match fields.maybe_text("reason")? {
                None => None,
                Some(_) => Some(fields.code("reason", EndReason::from_code)?),
            };
            Fact::Concluded(reason, fields.maybe_prose("words")?)
        }
        EventKind::ReferralAsked => Fact::Asked(fields.prose("words")?),
        EventKind::ReferralAnswered => Fact::Answered(fields.prose("words")?),
        EventKind::ReferralWaitlisted => {
            Fact::Waitlisted { expected: fields.day("day")?, words: fields.maybe_prose("words")? }
        }
        EventKind::ReferralOffered => {
            Fact::Offered { on: fields.day("day")?, words: fields.maybe_prose("words")? }
        }
        EventKind::ReferralBooked => {
            Fact::Booked { appointment: fields.id("appointment")?, on: fields.day("day")? }
        }
        EventKind::ReferralWarningRead => Fact::WarningRead,
        EventKind::ReferralAmended => Fact::Amended(Box::new(Amendment {
            part: fields.code("reason", Part::from_code)?,
            old: fields.maybe_prose("old")?,
            new: fields.maybe_prose("new")?,
            why: fields.prose("words")?,
        })),
        _ => return Err(fields.unreadable("kind")),
    })
}
