//! People as the API sends them.

use super::{AgencyOut, BriefReferral, Coded, StampOut, coded};
use app::{
    events::TimelineEvent,
    people::{CaseloadRow, FoundPerson, Names, Overview, Sharing},
};
use domain::{
    order::Order,
    pathway::Need,
    person::{Contact, Identifier, Identity, Name},
    risk::RiskFlag,
};
use gate::Withheld;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A name in its parts.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct NameOut {
    given: Option<String>,
    middle: Option<String>,
    family: String,
}

/// A number from another system.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct IdentifierOut {
    kind: Coded,
    /// As it came.
    raw: String,
    /// Canonical form; absent when the check failed.
    canonical: Option<String>,
}

/// Who a person is.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct IdentityOut {
    id: Uuid,
    /// The short reference that is read out on the telephone.
    reference: String,
    /// The name the person wishes to be called.
    called: String,
    legal_name: NameOut,
    aliases: Vec<NameOut>,
    #[schema(format = Date)]
    born: Option<String>,
    age: Option<i16>,
    gender: Coded,
    identifiers: Vec<IdentifierOut>,
    /// Which edition this is; also the `ETag`.
    version: i64,
}

impl NameOut {
    fn of(name: &Name) -> Self {
        Self {
            given: name.given.as_ref().map(ToString::to_string),
            middle: name.middle.as_ref().map(ToString::to_string),
            family: name.family.to_string(),
        }
    }
}

impl IdentifierOut {
    fn of(identifier: &Identifier) -> Self {
        Self {
            kind: coded!(identifier.kind),
            raw: identifier.raw.clone(),
            canonical: identifier.canonical.clone(),
        }
    }
}

impl IdentityOut {
    pub(in crate::api) fn of(identity: &Identity, today: Date) -> Self {
        Self {
            id: identity.person.0,
            reference: identity.reference.clone(),
            called: identity.called(),
            legal_name: NameOut::of(&identity.legal),
            aliases: identity.aliases.iter().map(NameOut::of).collect(),
            born: identity.born.map(|day| day.to_string()),
            age: identity.age_on(today),
            gender: coded!(identity.gender),
            identifiers: identity.identifiers.iter().map(IdentifierOut::of).collect(),
            version: identity.version,
        }
    }
}

/// One person found by a search.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FoundOut {
    #[serde(flatten)]
    identity: IdentityOut,
    /// Whether what was typed is only nearly this person's.
    nearly: bool,
    /// The postcodes by which they were found; none where what was typed is theirs as it stands.
    postcodes: Vec<String>,
}

impl FoundOut {
    pub(in crate::api) fn of(found: &FoundPerson, nearly: bool, today: Date) -> Self {
        let postcodes = found.postcodes.clone();
        Self { identity: IdentityOut::of(&found.identity, today), nearly, postcodes }
    }
}

/// How to reach a person.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ContactOut {
    address: Option<String>,
    postcode: Option<String>,
    telephone: Option<String>,
    email: Option<String>,
}

impl ContactOut {
    pub(in crate::api) fn of(contact: &Contact) -> Self {
        Self {
            address: contact.address.as_ref().map(ToString::to_string),
            postcode: contact.postcode.clone(),
            telephone: contact.telephone.as_ref().map(ToString::to_string),
            email: contact.email.as_ref().map(ToString::to_string),
        }
    }
}

/// A risk that staff must know of.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RiskOut {
    id: Uuid,
    kind: Coded,
    detail: Option<String>,
    /// How it is known; absent in a summary.
    source: Option<Coded>,
    /// By which day it is looked at again; absent in a summary.
    #[schema(format = Date)]
    review: Option<String>,
    /// How often it was looked at again; absent in a summary.
    reviews: Option<u32>,
    raised: StampOut,
}

impl RiskOut {
    pub(in crate::api) fn of(risk: &RiskFlag, names: &Names) -> Self {
        Self {
            id: risk.id.0,
            kind: coded!(risk.kind),
            source: risk.upkeep.and_then(|one| one.source).map(|one| coded!(one)),
            review: risk.upkeep.map(|one| one.review.to_string()),
            reviews: risk.upkeep.map(|one| one.reviews),
            detail: risk.detail.as_ref().map(ToString::to_string),
            raised: StampOut::new(
                risk.stamp.at,
                names.account(risk.stamp.by),
                names.agency(risk.stamp.agency),
            ),
        }
    }
}

/// A need on a pathway.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct NeedOut {
    pathway: Coded,
    level: Coded,
    detail: Option<String>,
    recorded: StampOut,
}

impl NeedOut {
    pub(in crate::api) fn of(need: &Need, names: &Names) -> Self {
        Self {
            pathway: coded!(need.pathway),
            level: coded!(need.level),
            detail: need.detail.as_ref().map(ToString::to_string),
            recorded: StampOut::new(
                need.stamp.at,
                names.account(need.stamp.by),
                names.agency(need.stamp.agency),
            ),
        }
    }
}

/// One requirement of an order.
#[derive(Debug, Serialize, ToSchema)]
struct RequirementOut {
    id: Uuid,
    kind: String,
    name: String,
    amount: u32,
    unit: Coded,
    done: u32,
}

/// An order with its requirements.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct OrderOut {
    id: Uuid,
    kind: Coded,
    state: Coded,
    court: Option<String>,
    offence: Option<String>,
    #[schema(format = Date)]
    made: String,
    #[schema(format = Date)]
    ends: String,
    #[schema(format = Date)]
    ended: Option<String>,
    requirements: Vec<RequirementOut>,
}

impl OrderOut {
    pub(in crate::api) fn of(order: &Order, today: Date) -> Self {
        let requirement = |one: &domain::order::Requirement| RequirementOut {
            id: one.id.0,
            kind: one.kind.clone(),
            name: one.name.clone(),
            amount: one.amount,
            unit: coded!(one.unit),
            done: one.done,
        };
        Self {
            id: order.id.0,
            kind: coded!(order.kind),
            state: coded!(order.state_on(today)),
            court: order.court.as_ref().map(ToString::to_string),
            offence: order.offence.as_ref().map(ToString::to_string),
            made: order.made.to_string(),
            ends: order.ends.to_string(),
            ended: order.ended.map(|day| day.to_string()),
            requirements: order.requirements.iter().map(requirement).collect(),
        }
    }
}

/// Something that stays closed: why, and whom to ask.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WithheldOut {
    section: Coded,
    reason: Coded,
    ask: AgencyOut,
}

/// What stays closed, with the names of whom to ask.
pub(in crate::api) fn names_withheld(withheld: &[Withheld], names: &Names) -> Vec<WithheldOut> {
    withheld
        .iter()
        .map(|closed| WithheldOut {
            section: coded!(closed.section),
            reason: coded!(closed.reason),
            ask: AgencyOut { id: closed.ask.0, name: names.agency(closed.ask) },
        })
        .collect()
}

/// Somebody who works with the person.
#[derive(Debug, Serialize, ToSchema)]
struct InvolvedOut {
    agency: AgencyOut,
    account: Option<String>,
    role: Coded,
    leads: bool,
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    to: Option<String>,
}

/// A note.
#[derive(Debug, Serialize, ToSchema)]
struct NoteOut {
    id: Uuid,
    section: Coded,
    text: String,
    written: StampOut,
}

/// A pathway that several agencies assessed within one period.
#[derive(Debug, Serialize, ToSchema)]
struct TwiceOut {
    pathway: Coded,
    /// Their names, in the order in which they assessed it.
    agencies: Vec<String>,
}

/// A person on one page.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct PersonOut {
    identity: IdentityOut,
    contacts: Vec<ContactOut>,
    communication_needs: Vec<String>,
    risks: Vec<RiskOut>,
    orders: Vec<OrderOut>,
    needs: Vec<NeedOut>,
    /// What several agencies assessed within one period.
    assessed_twice: Vec<TwiceOut>,
    involved: Vec<InvolvedOut>,
    /// The newest referrals, at most 20; absent for a token without `referrals:read`.
    #[serde(skip_serializing_if = "Option::is_none")]
    referrals: Option<Vec<BriefReferral>>,
    /// The newest notes, at most 20.
    notes: Vec<NoteOut>,
    withheld: Vec<WithheldOut>,
    /// Those of `contacts`, `communication_needs`, `risks`, `orders` and `needs` that are longer than the newest 50, which are here.
    only_newest: Vec<&'static str>,
    /// What the caller may do, as codes.
    may: Vec<&'static str>,
}

impl PersonOut {
    /// The person; `referrals` when these are told too.
    pub(in crate::api) fn of(overview: &Overview, referrals: bool) -> Self {
        let (about, names, today) = (&overview.about, &overview.names, overview.today);
        let involved = overview.involved.iter().map(|one| InvolvedOut {
            agency: AgencyOut { id: one.involvement.agency.0, name: one.agency.clone() },
            account: one.account.clone(),
            role: coded!(one.involvement.role),
            leads: one.involvement.leads,
            from: one.involvement.from.to_string(),
            to: one.involvement.to.map(|day| day.to_string()),
        });
        let notes = overview.notes.iter().map(|line| NoteOut {
            id: line.note.id.0,
            section: coded!(line.note.section),
            text: line.note.text.to_string(),
            written: StampOut::new(line.note.stamp.at, &line.by, &line.agency),
        });
        Self {
            identity: IdentityOut::of(&about.identity, today),
            contacts: about.contacts.iter().map(ContactOut::of).collect(),
            communication_needs: about.communication.iter().map(|one| one.needs.to_string()).collect(),
            risks: about.risks.iter().map(|risk| RiskOut::of(risk, names)).collect(),
            orders: about.orders.iter().map(|order| OrderOut::of(order, today)).collect(),
            needs: about.needs.iter().map(|need| NeedOut::of(need, names)).collect(),
            assessed_twice: overview
                .twice
                .iter()
                .map(|one| TwiceOut {
                    pathway: coded!(one.pathway),
                    agencies: one.agencies.iter().map(|agency| names.agency(*agency)).collect(),
                })
                .collect(),
            involved: involved.collect(),
            referrals: referrals.then(|| overview.referrals.iter().map(BriefReferral::of).collect()),
            notes: notes.collect(),
            withheld: names_withheld(&about.withheld, names),
            only_newest: about.cut.iter().map(|list| list.code()).collect(),
            may: overview.may.iter().map(|action| action.code()).collect(),
        }
    }
}

/// One person of a caseload.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CaseloadPerson {
    identity: IdentityOut,
    /// The order in force, where it is shown.
    order: Option<OrderOut>,
    /// Kinds of risk in force.
    risks: Vec<Coded>,
}

impl CaseloadPerson {
    pub(in crate::api) fn of(row: &CaseloadRow, today: Date) -> Self {
        Self {
            identity: IdentityOut::of(&row.identity, today),
            order: row.order.as_ref().map(|order| OrderOut::of(order, today)),
            risks: row.risks.iter().map(|risk| coded!(risk.kind)).collect(),
        }
    }
}

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TimelineOut {
    id: Uuid,
    kind: Coded,
    /// The record that it is about.
    subject: Option<Uuid>,
    recorded: StampOut,
    /// What changed; absent where only a summary is shown, or after a lawful disposal.
    #[schema(value_type = Option<Object>)]
    body: Option<serde_json::Value>,
}

impl TimelineOut {
    pub(in crate::api) fn of(event: &TimelineEvent) -> Self {
        Self {
            id: event.id.0,
            kind: coded!(event.kind),
            subject: event.subject,
            recorded: StampOut::new(event.stamp.at, &event.by, &event.agency),
            body: event.body.clone(),
        }
    }
}

/// How much of a section that others recorded the caller sees.
#[derive(Debug, Serialize, ToSchema)]
struct SeenOut {
    section: Coded,
    /// How much; absent where nothing.
    level: Option<Coded>,
    /// Under which agreement.
    agreement: Option<String>,
    /// Under which clause of it.
    clause: Option<u16>,
    /// Why not.
    reason: Option<Coded>,
}

/// One look at the record.
#[derive(Debug, Serialize, ToSchema)]
struct LookOut {
    looked: StampOut,
    purpose: Coded,
    /// Which of the four aims of sharing that serves.
    aims: Vec<Coded>,
    shown: Vec<&'static str>,
    withheld: Vec<&'static str>,
}

/// Who sees what of a person's record, and who has looked.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SharingOut {
    /// The agreements in force to which the caller's agency is a party, with their versions.
    agreements: Vec<String>,
    sections: Vec<SeenOut>,
    looks: Vec<LookOut>,
    /// The cursor of the next page of looks; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

impl SharingOut {
    pub(in crate::api) fn of(sharing: &Sharing, limit: usize, next_cursor: Option<String>) -> Self {
        let sections = sharing.seen.iter().map(|seen| SeenOut {
            section: coded!(seen.section),
            level: seen.answer.as_ref().ok().map(|(level, ..)| coded!(*level)),
            agreement: seen.answer.as_ref().ok().map(|(_, title, _)| title.clone()),
            clause: seen.answer.as_ref().ok().map(|(.., clause)| *clause),
            reason: seen.answer.as_ref().err().map(|reason| coded!(*reason)),
        });
        let looks = sharing.looks.iter().take(limit).map(|look| LookOut {
            looked: StampOut::new(look.at, &look.by, &look.agency),
            purpose: coded!(look.purpose),
            aims: look.purpose.aims().iter().map(|aim| coded!(*aim)).collect(),
            shown: look.shown.iter().map(|section| section.code()).collect(),
            withheld: look.withheld.iter().map(|section| section.code()).collect(),
        });
        Self {
            agreements: sharing.agreements.clone(),
            sections: sections.collect(),
            looks: looks.collect(),
            next_cursor,
        }
    }
}
