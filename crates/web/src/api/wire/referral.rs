//! Referrals as the API sends them.

use super::{
    AgencyOut, Coded, ContactOut, IdentityOut, NeedOut, OrderOut, RiskOut, StampOut, WithheldOut, coded,
    names_withheld,
};
use app::{
    people::Names,
    referrals::{AnsweredRow, FactLine, InboxRow, OpenedReferral, Stepped},
};
use domain::{
    protocol::Due,
    referral::{Amendment, Fact, Referral, Told},
    service::Service,
    text::Prose,
};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A service to which people can be referred.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ServiceOut {
    id: Uuid,
    name: String,
    agency: AgencyOut,
    pathway: Coded,
    /// Working days within which it answers.
    answer_in_working_days: u16,
}

impl ServiceOut {
    pub(in crate::api) fn of(service: &Service) -> Self {
        Self {
            id: service.id.0,
            name: service.name.clone(),
            agency: AgencyOut { id: service.agency.0, name: service.agency_name.clone() },
            pathway: coded!(service.pathway),
            answer_in_working_days: service.answer_in_working_days,
        }
    }
}

/// A referral in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct BriefReferral {
    id: Uuid,
    reference: String,
    service: String,
    provider: AgencyOut,
    state: Coded,
    #[schema(format = Date)]
    answer_by: String,
    version: i64,
}

impl BriefReferral {
    /// From a referral with the names of its service and its provider.
    pub(in crate::api) fn of((referral, service, provider): &(Referral, String, String)) -> Self {
        Self {
            id: referral.request.id.0,
            reference: referral.request.reference.clone(),
            service: service.clone(),
            provider: AgencyOut { id: referral.request.to.0, name: provider.clone() },
            state: coded!(referral.state()),
            answer_by: referral.request.answer_by.to_string(),
            version: referral.version(),
        }
    }
}

/// A step of a referral's history.
#[derive(Debug, Serialize, ToSchema)]
struct FactOut {
    step: Coded,
    /// Code of the reason given.
    reason: Option<&'static str>,
    words: Option<String>,
    /// The day that the step names.
    day: Option<String>,
    /// What an amendment replaced.
    old: Option<String>,
    /// What an amendment put in its place.
    new: Option<String>,
    taken: StampOut,
}

fn amended(line: &FactLine, words: impl Fn(&Amendment) -> Option<&Prose>) -> Option<String> {
    match &line.fact {
        Fact::Amended(one) => words(one).map(ToString::to_string),
        _ => None,
    }
}

impl FactOut {
    fn of(line: &FactLine) -> Self {
        Self {
            step: coded!(line.fact.as_move()),
            reason: line.fact.reason_code(),
            words: line.fact.words().map(ToString::to_string),
            day: line.fact.day().map(|day| day.to_string()),
            old: amended(line, |one| one.old.as_ref()),
            new: amended(line, |one| one.new.as_ref()),
            taken: StampOut::new(line.stamp.at, &line.by, &line.agency),
        }
    }
}

/// Something of a referral that is due.
#[derive(Debug, Serialize, ToSchema)]
struct DueOut {
    stage: Coded,
    /// Who owes it: referrer or provider.
    owner: &'static str,
    #[schema(format = Date)]
    by: String,
    late: bool,
}

impl DueOut {
    fn of(due: Due, today: Date) -> Self {
        Self {
            stage: coded!(due.stage),
            owner: due.side.code(),
            by: due.by.to_string(),
            late: due.is_late(today),
        }
    }
}

fn words(told: Option<&Told>) -> Option<String> {
    told.and_then(Told::words).map(ToString::to_string)
}

/// A referral with what its reader needs to answer it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct OpenedOut {
    id: Uuid,
    reference: String,
    state: Coded,
    version: i64,
    from: AgencyOut,
    service: ServiceOut,
    requirement: Option<Uuid>,
    asks: String,
    /// What staff must know about risk, as far as the agreement lets the caller see it.
    risk_to_staff: Option<String>,
    /// Whether the referrer said that no risk is known.
    risk_none_known: bool,
    /// Needs that affect how the service is given, as far as the agreement lets the caller see them.
    delivery_needs: Option<String>,
    /// Whether the referrer said that no such need is known.
    delivery_needs_none_known: bool,
    delivery_kinds: Vec<Coded>,
    /// The version of the pathway that it began under, and keeps.
    pathway_version: Option<u16>,
    /// What is due of it now.
    dues: Vec<DueOut>,
    #[schema(format = Date)]
    answer_by: String,
    history: Vec<FactOut>,
    person: IdentityOut,
    contacts: Vec<ContactOut>,
    communication_needs: Vec<String>,
    risks: Vec<RiskOut>,
    orders: Vec<OrderOut>,
    needs: Vec<NeedOut>,
    withheld: Vec<WithheldOut>,
    /// Steps that the caller may take next, as codes.
    moves: Vec<&'static str>,
}

impl OpenedOut {
    pub(in crate::api) fn of(opened: &OpenedReferral, today: Date) -> Self {
        let (request, names) = (&opened.referral.request, &opened.names);
        Self {
            id: request.id.0,
            reference: request.reference.clone(),
            state: coded!(opened.referral.state()),
            version: opened.referral.version(),
            from: AgencyOut { id: request.from.0, name: opened.from_name.clone() },
            service: ServiceOut::of(&opened.service),
            requirement: request.requirement.map(|id| id.0),
            asks: request.asks.to_string(),
            risk_to_staff: words(opened.risk.as_ref()),
            risk_none_known: opened.risk == Some(Told::NoneKnown),
            delivery_needs: words(opened.needs.as_ref()),
            delivery_needs_none_known: opened.needs == Some(Told::NoneKnown),
            delivery_kinds: request.need_kinds.iter().map(|kind| coded!(*kind)).collect(),
            pathway_version: opened.protocol.as_ref().map(|one| one.version),
            dues: opened.dues.iter().map(|due| DueOut::of(*due, today)).collect(),
            answer_by: request.answer_by.to_string(),
            history: opened.history.iter().map(FactOut::of).collect(),
            person: IdentityOut::of(&opened.person, today),
            contacts: opened.contacts.iter().map(ContactOut::of).collect(),
            communication_needs: opened.communication.iter().map(|one| one.needs.to_string()).collect(),
            risks: opened.risks.iter().map(|risk| RiskOut::of(risk, names)).collect(),
            orders: opened.orders.iter().map(|order| OrderOut::of(order, today)).collect(),
            needs: opened.found_needs.iter().map(|need| NeedOut::of(need, names)).collect(),
            withheld: names_withheld(&opened.withheld, names),
            moves: opened.moves.iter().map(|step| step.code()).collect(),
        }
    }
}

/// A referral after a step.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct StepOut {
    id: Uuid,
    state: Coded,
    version: i64,
}

impl StepOut {
    pub(in crate::api) fn of(stepped: &Stepped) -> Self {
        Self { id: stepped.id.0, state: coded!(stepped.state), version: stepped.version }
    }
}

/// One referral of an inbox.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct InboxOut {
    id: Uuid,
    reference: String,
    state: Coded,
    version: i64,
    person: IdentityOut,
    from: AgencyOut,
    service: String,
    risks: Vec<Coded>,
    #[schema(format = Date)]
    answer_by: String,
    /// Working days left; negative when the limit is past.
    working_days_left: i64,
}

impl InboxOut {
    pub(in crate::api) fn of(row: &InboxRow, today: Date) -> Self {
        let request = &row.referral.request;
        Self {
            id: request.id.0,
            reference: request.reference.clone(),
            state: coded!(row.referral.state()),
            version: row.referral.version(),
            person: IdentityOut::of(&row.person, today),
            from: AgencyOut { id: request.from.0, name: row.from.clone() },
            service: row.service.clone(),
            risks: row.risks.iter().map(|risk| coded!(risk.kind)).collect(),
            answer_by: request.answer_by.to_string(),
            working_days_left: row.days_left,
        }
    }
}

/// How a referral to the caller's agency ended.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AnsweredOut {
    id: Uuid,
    reference: String,
    step: Coded,
    reason: Option<String>,
    words: Option<String>,
    #[schema(format = DateTime)]
    at: String,
    /// Who answered at the caller's agency; nobody where the referral was withdrawn.
    by: Option<String>,
    from: AgencyOut,
    service: String,
    /// Who it was about, where the caller may know for another reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<IdentityOut>,
}

impl AnsweredOut {
    pub(in crate::api) fn of(row: &AnsweredRow, names: &Names, today: Date) -> Self {
        let answer = &row.answer;
        Self {
            id: answer.referral.0,
            reference: answer.reference.clone(),
            step: coded!(answer.step),
            reason: answer.reason.clone(),
            words: answer.words.as_ref().map(ToString::to_string),
            at: answer.stamp.at.to_string(),
            by: (answer.step != domain::referral::Move::Withdraw).then(|| names.account(answer.stamp.by)),
            from: AgencyOut { id: answer.from.0, name: names.agency(answer.from) },
            service: row.service.clone(),
            person: row.person.as_ref().map(|person| IdentityOut::of(person, today)),
        }
    }
}
