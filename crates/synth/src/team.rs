//! Who works with the person and who leads; what staff must know before they meet them.

use crate::World;
use crate::agencies::{AGENCIES, AgencyIx, SERVICES, the};
use crate::chance::{Chance, Stream};
use crate::course::{Course, Standing};
use crate::days::plus;
use crate::person::{Involvement, Referral, RiskFlag, Route};
use crate::staff::worker;
use domain::agency::AgencyKind;
use domain::involvement::InvolvementRole;
use domain::pathway::Pathway;
use domain::referral::Fact;
use domain::risk::RiskKind;

/// Dated involvements: supervision from the order, screening at court, the police hub, and whoever took a referral.
pub(crate) fn involvements(world: &World, course: &Course, referrals: &[Referral]) -> Vec<Involvement> {
    let mut chance = Chance::of(world.seed, Stream::Team, course.number);
    let over = course.ended.map(|(day, _)| day.min(course.yesterday));
    let mut list = Vec::new();
    if let Some(screened) = course.screened {
        let account = course.first_known.by;
        let role = InvolvementRole::Screening;
        list.push(Involvement {
            agency: the::COURT_LIAISON,
            account,
            role,
            leads: false,
            from: screened,
            to: Some(course.start),
        });
    }
    let role = match (course.standing, course.route) {
        (Standing::NoOrder, Route::PoliceContact) => InvolvementRole::Policing,
        (Standing::NoOrder, Route::Diversion) => InvolvementRole::Screening,
        (Standing::NoOrder, _) => InvolvementRole::Support,
        _ => InvolvementRole::Supervision,
    };
    list.push(Involvement {
        agency: course.lead_agency,
        account: course.lead,
        role,
        leads: true,
        from: course.start,
        to: over,
    });
    // About one in sixteen is in the integrated offender management cohort, by our own guess.
    if course.reoffends && course.lead_agency != the::POLICE && chance.happens(180) {
        let account = worker(the::POLICE, None, course.number, &mut chance);
        let from = plus(course.start, chance.between(5, 40)).min(course.open_until());
        list.push(Involvement {
            agency: the::POLICE,
            account,
            role: InvolvementRole::Policing,
            leads: false,
            from,
            to: over,
        });
    }
    for referral in referrals {
        if let Some(involvement) = taken_on(referral)
            && !list.iter().any(|known| known.agency == involvement.agency && known.role == involvement.role)
        {
            list.push(involvement);
        }
    }
    list
}

/// The involvement of a provider from the day it accepted to the day it concluded.
fn taken_on(referral: &Referral) -> Option<Involvement> {
    let (accepted, _) = referral.facts.iter().find(|(_, fact)| matches!(fact, Fact::Accepted))?;
    let finished =
        referral.facts.iter().find(|(_, fact)| matches!(fact, Fact::Concluded(..) | Fact::Withdrawn(..)));
    let treats = matches!(
        kind_of(referral.to),
        AgencyKind::AlcoholTreatment | AgencyKind::DrugTreatment | AgencyKind::MentalHealth
    );
    let pathway = SERVICES.get(usize::from(referral.service.0)).map(|service| service.pathway);
    let role = if treats { InvolvementRole::Treatment } else { InvolvementRole::Support };
    Some(Involvement {
        agency: referral.to,
        account: accepted.by,
        role,
        // In an alcohol or drug treatment requirement the provider leads on treatment (orders.md, section 3.2).
        leads: referral.requirement.is_some() || (treats && pathway == Some(Pathway::Substance)),
        from: accepted.on,
        to: finished.map(|(mark, _)| mark.on.max(accepted.on)),
    })
}

fn kind_of(agency: AgencyIx) -> AgencyKind {
    AGENCIES.get(usize::from(agency.0)).map_or(AgencyKind::Charity, |agency| agency.kind)
}

/// Risk flags. About one person in four has one, by our own guess; of those whom a police scheme helped, 42 % had harmed themselves or tried
/// to end their life (practice-catalogue.md, S3-36), and such a flag is the most common here too.
pub(crate) fn risk_flags(world: &World, course: &Course) -> Vec<RiskFlag> {
    let mut chance = Chance::of(world.seed, Stream::Risk, course.number);
    let mut flags = Vec::new();
    let number = chance.weighted(&[(0, 76), (1, 18), (2, 6)], 0);
    for _ in 0..number {
        let (kind, detail) = chance.weighted(&FLAGS, (RiskKind::SelfHarm, "Low at times; ask."));
        if flags.iter().any(|flag: &RiskFlag| flag.kind == kind) {
            continue;
        }
        let raised =
            course.lead_mark(plus(course.start, chance.between(0, 60)).min(course.open_until()), &mut chance);
        let ends = plus(raised.on, chance.between(60, 300));
        let ended = (ends <= course.yesterday && chance.happens(300)).then_some(ends);
        flags.push(RiskFlag { kind, detail, raised, ended });
    }
    flags
}

#[rustfmt::skip]
const FLAGS: [((RiskKind, &str), u32); 11] = [
    ((RiskKind::SelfHarm, "Self-harm within the last year when low. Ask, listen, and ring the crisis line together if needed."), 26),
    ((RiskKind::SelfHarm, "Took an overdose two years ago. Anniversaries are hard."), 12),
    ((RiskKind::Staff, "Has shouted at staff when kept waiting. See promptly, in a room near reception."), 12),
    ((RiskKind::Staff, "See at the office, not at home. There is a large dog."), 8),
    ((RiskKind::Staff, "Two members of staff at first meetings, until trust is built."), 6),
    ((RiskKind::Public, "Violence in drink, in town, at weekends. Sober, none is recorded."), 12),
    ((RiskKind::KnownAdult, "A former partner has an order of the court for her protection. Do not mention her address or work."), 10),
    ((RiskKind::KnownAdult, "Conflict with a brother, who lives nearby."), 4),
    ((RiskKind::Children, "Contact with own children is supervised by the council."), 6),
    ((RiskKind::FromOthers, "Owes money to people who come to the door. Ask whether it is safe at home."), 8),
    ((RiskKind::FromOthers, "Has been used by others who took over the flat. Knock, wait, and see the person alone."), 6),
];
