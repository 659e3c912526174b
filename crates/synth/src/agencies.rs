//! The agencies of the invented partnership, their places, teams and services. None of them exists.

use crate::chance::{Chance, Stream};
use crate::places::{County, Place, WardIx};
use domain::agency::AgencyKind;
use domain::pathway::Pathway;

/// Which agency: its place in [`crate::Partnership::agencies`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AgencyIx(pub u16);

/// Which site: its place in [`crate::Partnership::sites`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SiteIx(pub u16);

/// Which team: its place in [`crate::Partnership::teams`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TeamIx(pub u16);

/// Which service: its place in [`crate::Partnership::services`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ServiceIx(pub u16);

/// The agencies by name, so that code can say which it means.
pub mod the {
    use super::AgencyIx;
    /// Northmoor Probation.
    pub const PROBATION: AgencyIx = AgencyIx(0);
    /// Northmoor Police.
    pub const POLICE: AgencyIx = AgencyIx(1);
    /// The court liaison and diversion service of an NHS trust.
    pub const COURT_LIAISON: AgencyIx = AgencyIx(2);
    /// The prison.
    pub const PRISON: AgencyIx = AgencyIx(3);
    /// Northmoor Alcohol Service.
    pub const ALCOHOL_SERVICE: AgencyIx = AgencyIx(4);
    /// Lantern Recovery.
    pub const LANTERN: AgencyIx = AgencyIx(5);
    /// The drug treatment provider.
    pub const DRUG_SERVICE: AgencyIx = AgencyIx(6);
    /// The mental health trust.
    pub const MENTAL_HEALTH: AgencyIx = AgencyIx(7);
    /// The city council.
    pub const CITY_COUNCIL: AgencyIx = AgencyIx(8);
    /// The county council, which hosts the partnership's own staff.
    pub const COUNTY_COUNCIL: AgencyIx = AgencyIx(9);
    /// The housing association.
    pub const HOUSING: AgencyIx = AgencyIx(10);
    /// The employment charity.
    pub const EMPLOYMENT: AgencyIx = AgencyIx(11);
    /// The women's centre.
    pub const WOMENS_CENTRE: AgencyIx = AgencyIx(12);
    /// The mentoring charity.
    pub const MENTORING: AgencyIx = AgencyIx(13);
    /// The police and crime commissioner's office.
    pub const COMMISSIONER: AgencyIx = AgencyIx(14);
    /// The health trainers, seated in probation offices.
    pub const HEALTH_TRAINERS: AgencyIx = AgencyIx(15);
    /// The advice charity for money and debt.
    pub const ADVICE: AgencyIx = AgencyIx(16);
}

/// One organisation of the partnership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub kind: AgencyKind,
    /// The domain of its e-mail addresses, below `example`, which is never given out.
    pub mail_domain: &'static str,
    /// What it does, in one sentence.
    pub about: &'static str,
}

/// A place of an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Whose it is.
    pub agency: AgencyIx,
    /// Its name.
    pub name: &'static str,
    /// Where it is.
    pub place: Place,
    /// A telephone number kept for fiction.
    pub telephone: String,
    /// Agencies that work there beside its own (co-location).
    pub also_used_by: &'static [AgencyIx],
}

/// People who work together; a hub has people of several agencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// The agency that hosts it.
    pub agency: AgencyIx,
    /// Its name.
    pub name: &'static str,
    /// Where it sits.
    pub site: SiteIx,
}

/// A service to which a person can be referred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Service {
    /// Who provides it.
    pub agency: AgencyIx,
    /// Its name.
    pub name: &'static str,
    /// Which need it meets.
    pub pathway: Pathway,
    /// Working days within which a referral is to be answered.
    pub answer_in_working_days: u16,
    /// What the provider wants to know of a referral.
    pub asks_for: &'static str,
    /// The requirement of an order that it delivers, if one.
    pub requirement: Option<&'static str>,
    /// For women only.
    pub women_only: bool,
}

#[rustfmt::skip]
pub(crate) const AGENCIES: [Agency; 17] = [
    Agency { name: "Northmoor Probation", kind: AgencyKind::Probation, mail_domain: "probation.northmoor.example", about: "Supervises people on community and suspended sentence orders and on licence." },
    Agency { name: "Northmoor Police", kind: AgencyKind::Police, mail_domain: "police.northmoor.example", about: "Runs integrated offender management with probation, and refers vulnerable people met on the street." },
    Agency { name: "Moorside NHS Court Liaison", kind: AgencyKind::CourtLiaison, mail_domain: "liaison.moorside.example", about: "Screens people at court and in custody suites and advises the court." },
    Agency { name: "HMP Ravensholme", kind: AgencyKind::Prison, mail_domain: "ravensholme.example", about: "The local prison: reception, resettlement and release." },
    Agency { name: "Northmoor Alcohol Service", kind: AgencyKind::AlcoholTreatment, mail_domain: "alcohol.northmoor.example", about: "Structured alcohol treatment and brief work, partly in probation offices." },
    Agency { name: "Lantern Recovery", kind: AgencyKind::AlcoholTreatment, mail_domain: "lantern.example", about: "Alcohol recovery support for Thornbeck and the dales, led by people in recovery." },
    Agency { name: "Eskmoor Drug and Recovery Service", kind: AgencyKind::DrugTreatment, mail_domain: "recovery.eskmoor.example", about: "Drug treatment, prescribing and recovery work." },
    Agency { name: "Moorside Mental Health Trust", kind: AgencyKind::MentalHealth, mail_domain: "moorside.example", about: "Community mental health teams and talking therapies." },
    Agency { name: "Harrowmere City Council", kind: AgencyKind::Council, mail_domain: "harrowmere.example", about: "Housing options, homelessness and community safety in Harrowmere." },
    Agency { name: "Northmoor County Council", kind: AgencyKind::Council, mail_domain: "northmoor.example", about: "Public health, social care and families; hosts the partnership's coordinator and analyst." },
    Agency { name: "Hearthstone Homes", kind: AgencyKind::Housing, mail_domain: "hearthstone.example", about: "Supported housing and floating support." },
    Agency { name: "Steady Hands", kind: AgencyKind::Employment, mail_domain: "steadyhands.example", about: "Training, placements and help into work." },
    Agency { name: "The Rowan Centre", kind: AgencyKind::Charity, mail_domain: "rowancentre.example", about: "A women's centre with a crèche, counselling and legal advice." },
    Agency { name: "Alongside Mentoring", kind: AgencyKind::Charity, mail_domain: "alongside.example", about: "Mentors, many with lived experience, from the gate and in the community." },
    Agency { name: "Office of the Northmoor Police and Crime Commissioner", kind: AgencyKind::Commissioner, mail_domain: "commissioner.northmoor.example", about: "Commissions services that reduce reoffending." },
    Agency { name: "Northmoor Health Trainers", kind: AgencyKind::HealthService, mail_domain: "healthtrainers.example", about: "Nurses and health trainers with clinics in probation offices." },
    Agency { name: "Wexdale Advice", kind: AgencyKind::Charity, mail_domain: "wexdaleadvice.example", about: "Independent advice on money, debt and benefits." },
];

type SiteRow = (AgencyIx, &'static str, u16, &'static str, &'static [AgencyIx]);

#[rustfmt::skip]
const SITES: [SiteRow; 19] = [
    (the::PROBATION, "Castle Street office", 0, "12 Castle Street", &[the::ALCOHOL_SERVICE, the::HEALTH_TRAINERS, the::POLICE]),
    (the::PROBATION, "Thornbeck office", 12, "3 Mill Lane", &[the::LANTERN, the::DRUG_SERVICE]),
    (the::PROBATION, "Eskmoor Bridge office", 24, "40 Station Road", &[the::LANTERN]),
    (the::POLICE, "Harrowmere police station", 1, "1 North Parade", &[the::COURT_LIAISON, the::PROBATION]),
    (the::COURT_LIAISON, "Harrowmere magistrates' court, liaison room", 1, "Market Place", &[]),
    (the::PRISON, "HMP Ravensholme", 32, "Quarry Road", &[the::MENTORING]),
    (the::ALCOHOL_SERVICE, "Foundry House", 2, "9 Foundry Street", &[]),
    (the::LANTERN, "Lantern House", 13, "27 Union Street", &[]),
    (the::DRUG_SERVICE, "Drovers Yard", 26, "5 Drovers Way", &[]),
    (the::MENTAL_HEALTH, "Minster Clinic", 1, "60 Park Row", &[]),
    (the::CITY_COUNCIL, "Harrowmere Civic Hall", 0, "Market Place", &[]),
    (the::COUNTY_COUNCIL, "County Hall", 0, "2 North Parade", &[]),
    (the::HOUSING, "Hearthstone, Harrowmere", 3, "18 Alma Street", &[]),
    (the::EMPLOYMENT, "Steady Hands workshop", 7, "4 Kiln Lane", &[]),
    (the::WOMENS_CENTRE, "The Rowan Centre", 4, "31 Rowan Close", &[the::PROBATION]),
    (the::MENTORING, "Alongside, Wexdale", 36, "8 Spring Bank", &[]),
    (the::COMMISSIONER, "Commissioner's office", 0, "4 North Parade", &[]),
    (the::HEALTH_TRAINERS, "Moorside Health Centre", 9, "22 Beech Avenue", &[]),
    (the::ADVICE, "Wexdale Advice", 36, "2 Market Place", &[]),
];

#[rustfmt::skip]
pub(crate) const TEAMS: [Team; 19] = [
    Team { agency: the::PROBATION, name: "Harrowmere community team", site: SiteIx(0) },
    Team { agency: the::PROBATION, name: "Thornbeck community team", site: SiteIx(1) },
    Team { agency: the::PROBATION, name: "Moor and Dale community team", site: SiteIx(2) },
    Team { agency: the::POLICE, name: "Northmoor IOM hub", site: SiteIx(3) },
    Team { agency: the::COURT_LIAISON, name: "Liaison and diversion team", site: SiteIx(4) },
    Team { agency: the::PRISON, name: "Resettlement team", site: SiteIx(5) },
    Team { agency: the::ALCOHOL_SERVICE, name: "Criminal justice alcohol team", site: SiteIx(6) },
    Team { agency: the::LANTERN, name: "Recovery workers", site: SiteIx(7) },
    Team { agency: the::DRUG_SERVICE, name: "Criminal justice drug team", site: SiteIx(8) },
    Team { agency: the::MENTAL_HEALTH, name: "Primary care therapies", site: SiteIx(9) },
    Team { agency: the::CITY_COUNCIL, name: "Housing options", site: SiteIx(10) },
    Team { agency: the::COUNTY_COUNCIL, name: "Partnership office", site: SiteIx(11) },
    Team { agency: the::HOUSING, name: "Floating support", site: SiteIx(12) },
    Team { agency: the::EMPLOYMENT, name: "Work coaches", site: SiteIx(13) },
    Team { agency: the::WOMENS_CENTRE, name: "Women's support", site: SiteIx(14) },
    Team { agency: the::MENTORING, name: "Mentors", site: SiteIx(15) },
    Team { agency: the::COMMISSIONER, name: "Commissioning", site: SiteIx(16) },
    Team { agency: the::HEALTH_TRAINERS, name: "Probation clinics", site: SiteIx(0) },
    Team { agency: the::ADVICE, name: "Debt advice", site: SiteIx(18) },
];

const fn service(
    agency: AgencyIx,
    name: &'static str,
    pathway: Pathway,
    days: u16,
    asks_for: &'static str,
) -> Service {
    Service {
        agency,
        name,
        pathway,
        answer_in_working_days: days,
        asks_for,
        requirement: None,
        women_only: false,
    }
}

const fn under(requirement: &'static str, service: Service) -> Service {
    Service { requirement: Some(requirement), ..service }
}

const fn for_women(service: Service) -> Service {
    Service { women_only: true, ..service }
}

#[rustfmt::skip]
pub(crate) const SERVICES: [Service; 20] = [
    under("ATR", service(the::ALCOHOL_SERVICE, "Alcohol treatment requirement", Pathway::Substance, 8, "AUDIT score, drinking pattern, withdrawal history, and the order's dates.")),
    service(the::ALCOHOL_SERVICE, "Extended brief intervention", Pathway::Substance, 10, "AUDIT score and what the person wants to change."),
    under("ATR", service(the::LANTERN, "Alcohol treatment requirement, Thornbeck and the dales", Pathway::Substance, 8, "AUDIT score, drinking pattern and the order's dates.")),
    service(the::LANTERN, "Peer-led recovery group", Pathway::Substance, 10, "What helps the person to come, and anything the group leader must know."),
    under("DRR", service(the::DRUG_SERVICE, "Drug rehabilitation requirement", Pathway::Substance, 5, "Substances, routes, testing and the order's review dates.")),
    service(the::DRUG_SERVICE, "Drug recovery work", Pathway::Substance, 10, "Substances used and what the person wants."),
    under("MHTR", service(the::MENTAL_HEALTH, "Mental health treatment requirement", Pathway::Health, 15, "The report on which the court acted.")),
    service(the::MENTAL_HEALTH, "Talking therapies", Pathway::Health, 20, "What the person finds hard at present and who else is involved."),
    service(the::CITY_COUNCIL, "Housing options", Pathway::Accommodation, 10, "Where the person stays now and until when."),
    service(the::HOUSING, "Supported housing", Pathway::Accommodation, 15, "Support needs, risk to other residents, and housing history."),
    service(the::HOUSING, "Floating support", Pathway::Accommodation, 10, "What keeps the tenancy at risk."),
    service(the::EMPLOYMENT, "Work coach", Pathway::Employment, 10, "Skills, work history, and restrictions on where or with whom the person may work."),
    service(the::EMPLOYMENT, "Workshop placement", Pathway::Employment, 15, "Fitness for manual work and travel."),
    service(the::COUNTY_COUNCIL, "Family support", Pathway::Family, 15, "Who is in the family and which services already visit."),
    for_women(service(the::WOMENS_CENTRE, "Women's support worker", Pathway::Family, 5, "Safe ways to make contact, and childcare needed.")),
    for_women(service(the::WOMENS_CENTRE, "Women's counselling", Pathway::Health, 15, "Safe ways to make contact.")),
    service(the::MENTORING, "Mentor", Pathway::Attitudes, 10, "Interests, and what the person wants a mentor for."),
    service(the::HEALTH_TRAINERS, "Health check in the probation office", Pathway::Health, 5, "GP registration and any urgent concern."),
    service(the::ADVICE, "Debt and benefits advice", Pathway::Finance, 10, "Letters that need an answer and by when."),
    service(the::POLICE, "Restorative conversation", Pathway::Attitudes, 20, "Whether the person takes responsibility for the harm."),
];

/// The sites with their addresses.
pub(crate) fn sites(county: &County) -> Vec<Site> {
    SITES
        .iter()
        .zip(0_u64..)
        .map(|((agency, name, ward, line, also_used_by), at)| {
            let mut chance = Chance::of(0, Stream::Staff, 1_000_000 + at);
            Site {
                agency: *agency,
                name,
                place: county.at(WardIx(*ward), (*line).to_owned(), &mut chance),
                telephone: landline(900 + at),
                also_used_by,
            }
        })
        .collect()
}

/// A number of the range that Ofcom keeps for drama, in no real area: 01632 960000 to 960999.
pub(crate) fn landline(number: u64) -> String {
    format!("01632 960{:03}", number % 1000)
}

/// A mobile number of the range that Ofcom keeps for drama: 07700 900000 to 900999.
pub(crate) fn mobile(number: u64) -> String {
    format!("07700 900{:03}", number % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_index_points_at_what_it_names() {
        let agency = |ix: AgencyIx| &AGENCIES[usize::from(ix.0)];
        assert_eq!(agency(the::ADVICE).name, "Wexdale Advice");
        assert_eq!(agency(the::COMMISSIONER).kind, AgencyKind::Commissioner);
        assert_eq!(agency(the::LANTERN).kind, AgencyKind::AlcoholTreatment);
        for team in &TEAMS {
            let site = &SITES[usize::from(team.site.0)];
            assert!(site.0 == team.agency || site.4.contains(&team.agency), "{}", team.name);
        }
        let with_service: HashSet<Pathway> = SERVICES.iter().map(|service| service.pathway).collect();
        assert_eq!(with_service.len(), Pathway::ALL.len(), "each pathway has a service");
    }

    #[test]
    fn there_are_at_least_twelve_agencies_of_all_kinds() {
        let kinds: HashSet<AgencyKind> = AGENCIES.iter().map(|agency| agency.kind).collect();
        assert!(AGENCIES.len() >= 12);
        assert_eq!(kinds.len(), AgencyKind::ALL.len());
        assert!(AGENCIES.iter().all(|agency| agency.mail_domain.ends_with(".example")));
    }
}
