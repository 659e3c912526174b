//! Appointments, feedback and pathways as the API sends them.

use super::{AgencyOut, Coded, StampOut, WithheldOut, coded, names_withheld};
use app::{
    appointments::{AppointmentLine, AppointmentPage, DayRow},
    pathways::Pathway,
    people::Names,
};
use domain::{
    appointment::{Appointment, Fact, Outcome},
    feedback::Feedback,
    protocol::Protocol,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What became of an appointment.
#[derive(Debug, Serialize, ToSchema)]
struct OutcomeOut {
    attendance: Coded,
    not_held: Option<Coded>,
    reason_offered: Option<String>,
    behaviour: Option<String>,
    concern: Option<String>,
    /// Whether somebody has to decide if the reason is acceptable.
    asks_decision: bool,
}

impl OutcomeOut {
    fn of(outcome: &Outcome) -> Self {
        Self {
            attendance: coded!(outcome.attendance),
            not_held: outcome.not_held.map(|whose| coded!(whose)),
            reason_offered: outcome.reason_offered.as_ref().map(ToString::to_string),
            behaviour: outcome.behaviour.as_ref().map(ToString::to_string),
            concern: outcome.concern.as_ref().map(ToString::to_string),
            asks_decision: outcome.asks_decision(),
        }
    }
}

/// An outcome that was recorded by mistake.
#[derive(Debug, Serialize, ToSchema)]
struct CorrectedOut {
    /// What was recorded.
    was: OutcomeOut,
    /// Why it is wrong.
    why: String,
    /// Who corrected it, when.
    corrected: StampOut,
}

/// An appointment.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AppointmentOut {
    id: Uuid,
    person: Uuid,
    state: Coded,
    version: i64,
    with: String,
    agency: AgencyOut,
    #[schema(format = DateTime)]
    at: String,
    #[schema(format = Date)]
    day: String,
    minutes: u16,
    place: String,
    referral: Option<Uuid>,
    beside: Option<Uuid>,
    replaces: Option<Uuid>,
    /// The appointment in its place, once it was moved.
    replaced_by: Option<Uuid>,
    outcome: Option<OutcomeOut>,
}

impl AppointmentOut {
    pub(in crate::api) fn of(one: &Appointment, with: &str, agency: &str) -> Self {
        let booking = &one.booking;
        let replaced_by = one.facts().iter().find_map(|(_, fact)| match fact {
            Fact::Moved { to, .. } => Some(to.0),
            _ => None,
        });
        Self {
            id: booking.id.0,
            person: booking.person.0,
            state: coded!(one.state()),
            version: one.version(),
            with: with.to_owned(),
            agency: AgencyOut { id: booking.agency.0, name: agency.to_owned() },
            at: booking.at.to_string(),
            day: booking.day.to_string(),
            minutes: booking.minutes,
            place: booking.place.to_string(),
            referral: booking.referral.map(|id| id.0),
            beside: booking.beside.map(|id| id.0),
            replaces: booking.replaces.map(|id| id.0),
            replaced_by,
            outcome: one.outcome().map(|(_, outcome)| OutcomeOut::of(outcome)),
        }
    }

    pub(in crate::api) fn of_line(line: &AppointmentLine) -> Self {
        Self::of(&line.appointment, &line.with, &line.agency)
    }
}

/// Feedback on a session.
#[derive(Debug, Serialize, ToSchema)]
struct FeedbackOut {
    engagement: Coded,
    fit: Coded,
    progress: Coded,
    standard: Coded,
    /// About treatment: only for those who treat.
    words: Option<String>,
    given: StampOut,
}

impl FeedbackOut {
    fn of(feedback: &Feedback, words: Option<String>, by: &str, names: &Names) -> Self {
        Self {
            engagement: coded!(feedback.engagement),
            fit: coded!(feedback.fit),
            progress: coded!(feedback.progress),
            standard: coded!(feedback.standard),
            words,
            given: StampOut::new(feedback.stamp.at, by, names.agency(feedback.stamp.agency)),
        }
    }
}

/// An appointment with the feedback on it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AppointmentOpenedOut {
    appointment: AppointmentOut,
    /// What was recorded before and corrected since, the oldest first.
    corrected: Vec<CorrectedOut>,
    feedback: Option<FeedbackOut>,
    withheld: Vec<WithheldOut>,
    /// Steps that the caller may take next, as codes.
    steps: Vec<&'static str>,
    /// Whether a warning about risk has to be read before the person is met.
    warning_unread: bool,
}

impl AppointmentOpenedOut {
    pub(in crate::api) fn of(model: &AppointmentPage) -> Self {
        let feedback = model.feedback.as_ref().map(|line| {
            let words = line.words.as_ref().map(|words| words.words.to_string());
            FeedbackOut::of(&line.feedback, words, &line.by, &model.names)
        });
        Self {
            appointment: AppointmentOut::of_line(&model.line),
            corrected: corrections(&model.line.appointment, &model.names),
            feedback,
            withheld: names_withheld(&model.withheld, &model.names),
            steps: model.steps.iter().map(|step| step.code()).collect(),
            warning_unread: model.warning_unread,
        }
    }
}

/// What was recorded by mistake: each with the fact after it that says why.
fn corrections(one: &Appointment, names: &Names) -> Vec<CorrectedOut> {
    let pairs = one.facts().iter().zip(one.facts().iter().skip(1));
    pairs
        .filter_map(|((_, was), (stamp, correction))| match (was, correction) {
            (Fact::Recorded(was), Fact::Corrected(why)) => Some(CorrectedOut {
                was: OutcomeOut::of(was),
                why: why.to_string(),
                corrected: StampOut::new(stamp.at, names.account(stamp.by), names.agency(stamp.agency)),
            }),
            _ => None,
        })
        .collect()
}

/// One appointment of a day.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct DayOut {
    appointment: AppointmentOut,
    called: String,
    telephone: Option<String>,
    /// Whether a warning about risk has to be read before the person is met.
    warning: bool,
}

impl DayOut {
    pub(in crate::api) fn of(row: &DayRow) -> Self {
        Self {
            appointment: AppointmentOut::of(&row.appointment, &row.with, ""),
            called: row.person.called(),
            telephone: row.telephone.clone(),
            warning: row.warning,
        }
    }
}

/// The limit of one stage of a pathway.
#[derive(Debug, Serialize, ToSchema)]
struct LimitOut {
    stage: Coded,
    owner: &'static str,
    working_days: u16,
}

/// A version of a pathway.
#[derive(Debug, Serialize, ToSchema)]
struct ProtocolOut {
    version: u16,
    #[schema(format = Date)]
    from: String,
    /// The day of the review meeting at which it was agreed.
    agreed_at: Option<String>,
    why: Option<String>,
    asking_stops_clock: bool,
    waiting_list: bool,
    offers: bool,
    limits: Vec<LimitOut>,
}

impl ProtocolOut {
    fn of(one: &Protocol) -> Self {
        let limits = one.definition.limits().map(|(stage, limit)| LimitOut {
            stage: coded!(stage),
            owner: limit.owner.code(),
            working_days: limit.working_days,
        });
        Self {
            version: one.version,
            from: one.from.to_string(),
            agreed_at: one.agreed_at.map(|day| day.to_string()),
            why: one.why.as_ref().map(ToString::to_string),
            asking_stops_clock: one.definition.asking_stops_clock,
            waiting_list: one.definition.waiting_list,
            offers: one.definition.offers,
            limits: limits.collect(),
        }
    }
}

/// A review meeting of a pathway.
#[derive(Debug, Serialize, ToSchema)]
struct ReviewOut {
    #[schema(format = Date)]
    due: String,
    held_on: Option<String>,
    words: Option<String>,
    /// Counts as they were on the day.
    #[schema(value_type = Option<Object>)]
    figures: Option<serde_json::Value>,
    /// The version that was agreed there.
    agreed: Option<u16>,
}

/// The pathway of a service.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct PathwayOut {
    service: Uuid,
    /// The number of the version in force today.
    in_force: Option<u16>,
    versions: Vec<ProtocolOut>,
    reviews: Vec<ReviewOut>,
}

impl PathwayOut {
    pub(in crate::api) fn of(model: &Pathway) -> Self {
        let reviews = model.reviews.iter().map(|line| {
            let held = line.review.held.as_ref();
            ReviewOut {
                due: line.review.due.to_string(),
                held_on: held.map(|held| held.on.to_string()),
                words: held.map(|held| held.words.to_string()),
                figures: held.map(|held| held.figures.clone()),
                agreed: line.agreed.as_ref().map(|one| one.version),
            }
        });
        Self {
            service: model.service.id.0,
            in_force: model.in_force.as_ref().map(|one| one.version),
            versions: model.versions.iter().map(ProtocolOut::of).collect(),
            reviews: reviews.collect(),
        }
    }
}
