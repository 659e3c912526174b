//! Where a duty is done: the page for each kind, one click from wherever it is listed.

use crate::paths;
use domain::{
    duty::{Duty, DutyKind},
    ids::{
        AccessRequestId, ActionId, AppointmentId, CaseHandoverId, CourtEntryId, DisclosureId, FailureId,
        ListingId, MeetingId, MistakeId, OrderId, PieceId, QuestionId, ReferralId, RiskFlagId, SummaryId,
    },
    order_course::OrderMove,
};
use jiff::civil::Date;

/// The address where a duty is done, on `today`.
pub(crate) fn leads_to(duty: &Duty, today: Date) -> String {
    let (person, subject) = (duty.person, duty.subject);
    let order = OrderId(subject);
    let step = |step: OrderMove| paths::with_query(&paths::order_step(order), &[("step", step.code())]);
    match duty.kind {
        DutyKind::Appointment if duty.is_overdue(today) => paths::appointment_record(AppointmentId(subject)),
        DutyKind::Appointment => paths::appointment(AppointmentId(subject)),
        DutyKind::FeedbackDue => paths::appointment_feedback(AppointmentId(subject)),
        DutyKind::Meeting => paths::meeting(MeetingId(subject)),
        DutyKind::Allocate => step(OrderMove::Allocate),
        DutyKind::HandOver => paths::handover_new(person),
        DutyKind::TakeOn => paths::handover_answer(CaseHandoverId(subject)),
        DutyKind::HandoverAnswer => paths::handover(CaseHandoverId(subject)),
        DutyKind::ServeCopies => step(OrderMove::Serve),
        DutyKind::OrderEnds => paths::order_tell(order),
        DutyKind::OutcomeAtEnd => paths::order_outcome(order),
        DutyKind::FirstAppointment => paths::appointment_new(person),
        DutyKind::ReferRequirement => paths::refer(person),
        DutyKind::ThreeWayStart
        | DutyKind::ThreeWayMiddle
        | DutyKind::ThreeWayEnd
        | DutyKind::JointMeeting => paths::meeting_new(person),
        DutyKind::InitialPlan => step(OrderMove::Plan),
        DutyKind::PlanReview => step(OrderMove::Review),
        DutyKind::ActionDue => paths::action_end(ActionId(subject)),
        DutyKind::DecideAbsence | DutyKind::EvidenceDue | DutyKind::GiveWarning | DutyKind::Enforce => {
            paths::failure(FailureId(subject))
        }
        DutyKind::ReferralAnswer
        | DutyKind::ReferralInformation
        | DutyKind::ReferralBook
        | DutyKind::ReferralBegin
        | DutyKind::ReferralElsewhere => paths::referral(ReferralId(subject)),
        DutyKind::ProtocolReview => paths::PATHWAYS.to_owned(),
        DutyKind::AcknowledgeEnd | DutyKind::StartLate => paths::person_order(person),
        DutyKind::PaperAssessment => paths::court_entry_paper(CourtEntryId(subject)),
        DutyKind::Screening => paths::person_screen(person),
        DutyKind::AlertToRead => paths::person(person),
        DutyKind::AnswerAccessRequest => paths::access_request(AccessRequestId(subject)),
        DutyKind::ApproveSummary => paths::summary(SummaryId(subject)),
        DutyKind::AnswerQuestion => paths::question_answer(QuestionId(subject)),
        DutyKind::SecondPerson => paths::disclosure_step(DisclosureId(subject)),
        DutyKind::TellCommissioner => paths::mistake(MistakeId(subject)),
        DutyKind::CompactReview
        | DutyKind::Formulation
        | DutyKind::ReleaseAppointment
        | DutyKind::ReleaseBed
        | DutyKind::ReleaseHealth
        | DutyKind::ProtectionAction
        | DutyKind::NextAttempt
        | DutyKind::NextCareAttempt
        | DutyKind::MakeContact => paths::piece(PieceId(subject)),
        DutyKind::PlanStep => paths::person_plan(person),
        DutyKind::PanelPosition => paths::listing_say(ListingId(subject)),
        DutyKind::AcknowledgeList => paths::listing_acknowledge(ListingId(subject)),
        DutyKind::PassToAdults => paths::listing_pass(ListingId(subject)),
        DutyKind::RiskReview => paths::risk_review(RiskFlagId(subject)),
        DutyKind::LimitReview => paths::person_restrictions(person),
        DutyKind::HoldReview => {
            paths::with_query(&paths::retention_hold(person), &[("hold", &subject.to_string())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::router::{Face, Verb, routes};
    use domain::{
        duty::Owner,
        ids::{AgencyId, DutyId, PersonId},
    };
    use jiff::civil::date;
    use uuid::Uuid;

    const SUBJECT: Uuid = Uuid::from_u128(5);
    const PERSON: PersonId = PersonId(Uuid::from_u128(7));

    fn duty(kind: DutyKind) -> Duty {
        let owner = Owner { agency: AgencyId(Uuid::nil()), account: None };
        let due = date(2026, 11, 24);
        Duty { id: DutyId(Uuid::from_u128(3)), person: PERSON, kind, owner, due, subject: SUBJECT, why: None }
    }

    #[test]
    fn every_kind_of_duty_leads_to_a_page_that_there_is() {
        let pages: Vec<&str> = routes()
            .iter()
            .filter(|route| route.verb == Verb::Get && route.face == Face::Page)
            .map(|route| route.path)
            .collect();
        for kind in DutyKind::ALL {
            for today in [date(2026, 11, 20), date(2026, 11, 28)] {
                let href = leads_to(&duty(*kind), today);
                let path = href.split('?').next().unwrap();
                let template =
                    path.replace(&SUBJECT.to_string(), "{id}").replace(&PERSON.to_string(), "{id}");
                assert!(pages.contains(&template.as_str()), "{}: {href}", kind.code());
            }
        }
    }

    #[test]
    fn an_appointment_whose_day_has_passed_leads_to_its_outcome() {
        let due = duty(DutyKind::Appointment);
        assert!(leads_to(&due, date(2026, 11, 28)).ends_with("/attendance"));
        assert!(!leads_to(&due, date(2026, 11, 24)).ends_with("/attendance"));
    }
}
