//! The staff of the invented partnership: one demonstration account per role, and a roster that grows with the number of people, so that
//! caseloads stay as they are in life whether there are two thousand people or a million.
//!
//! Every two thousand people have a *division* of staff of their own. Who works with a person follows from the person's number alone,
//! without the roster in memory.

use crate::agencies::{AGENCIES, AgencyIx, TeamIx, landline, the};
use crate::chance::{Chance, Stream};
use crate::names::{NamedAs, Names, plain_letters};
use domain::role::Role;

/// Which account: its place in [`crate::Partnership::accounts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountIx(pub u32);

/// One member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The name that colleagues see.
    pub name: String,
    /// The address to sign in with; no two are the same.
    pub email: String,
    /// The agency.
    pub agency: AgencyIx,
    /// The team.
    pub team: TeamIx,
    /// The roles.
    pub roles: Vec<Role>,
    /// What it says on the door.
    pub post: &'static str,
    /// A telephone number kept for fiction.
    pub telephone: String,
    /// Whether it is one of those that a demonstration prints with how to sign in.
    pub demonstration: bool,
}

/// The people that one division of staff looks after.
pub const PEOPLE_PER_DIVISION: u64 = 2_000;

/// A part of a division: agency, team, role, post, how many.
struct Post(AgencyIx, u16, Role, &'static str, u32);

#[rustfmt::skip]
static DIVISION: [Post; 21] = [
    Post(the::PROBATION, 0, Role::ProbationPractitioner, "Probation practitioner", 14),
    Post(the::PROBATION, 1, Role::ProbationPractitioner, "Probation practitioner", 9),
    Post(the::PROBATION, 2, Role::ProbationPractitioner, "Probation practitioner", 7),
    Post(the::PROBATION, 0, Role::TeamManager, "Senior probation officer", 2),
    Post(the::POLICE, 3, Role::PoliceOfficer, "IOM officer", 4),
    Post(the::COURT_LIAISON, 4, Role::CourtLiaison, "Liaison practitioner", 3),
    Post(the::PRISON, 5, Role::Specialist, "Resettlement officer", 2),
    Post(the::ALCOHOL_SERVICE, 6, Role::TreatmentWorker, "Alcohol worker", 5),
    Post(the::ALCOHOL_SERVICE, 6, Role::TeamManager, "Service manager", 1),
    Post(the::LANTERN, 7, Role::TreatmentWorker, "Recovery worker", 4),
    Post(the::DRUG_SERVICE, 8, Role::TreatmentWorker, "Drug worker", 4),
    Post(the::MENTAL_HEALTH, 9, Role::TreatmentWorker, "Therapist", 3),
    Post(the::CITY_COUNCIL, 10, Role::TreatmentWorker, "Housing options officer", 2),
    Post(the::COUNTY_COUNCIL, 11, Role::TreatmentWorker, "Family support worker", 2),
    Post(the::HOUSING, 12, Role::TreatmentWorker, "Floating support worker", 3),
    Post(the::EMPLOYMENT, 13, Role::TreatmentWorker, "Work coach", 3),
    Post(the::WOMENS_CENTRE, 14, Role::TreatmentWorker, "Women's support worker", 3),
    Post(the::MENTORING, 15, Role::TreatmentWorker, "Mentor coordinator", 3),
    Post(the::HEALTH_TRAINERS, 17, Role::Specialist, "Nurse", 3),
    Post(the::ADVICE, 18, Role::TreatmentWorker, "Debt adviser", 2),
    Post(the::COMMISSIONER, 16, Role::Commissioner, "Contract manager", 1),
];

/// Where the account of each role in a demonstration works: agency, team, post.
const fn seat_of(role: Role) -> (AgencyIx, u16, &'static str) {
    match role {
        Role::ProbationPractitioner => (the::PROBATION, 0, "Probation practitioner"),
        Role::TreatmentWorker => (the::ALCOHOL_SERVICE, 6, "Alcohol worker"),
        Role::PoliceOfficer => (the::POLICE, 3, "IOM officer"),
        Role::CourtLiaison => (the::COURT_LIAISON, 4, "Liaison practitioner"),
        Role::TeamManager => (the::PROBATION, 0, "Senior probation officer"),
        Role::InformationGovernance => (the::COUNTY_COUNCIL, 11, "Information governance lead"),
        Role::Commissioner => (the::COMMISSIONER, 16, "Head of commissioning"),
        Role::Analyst => (the::COUNTY_COUNCIL, 11, "Partnership analyst"),
        Role::Coordinator => (the::COUNTY_COUNCIL, 11, "Partnership coordinator"),
        Role::Specialist => (the::HEALTH_TRAINERS, 17, "Nurse"),
        Role::AgencyAdministrator => (the::PROBATION, 0, "Business manager"),
        Role::CatalogueAdministrator => (the::COUNTY_COUNCIL, 11, "Systems and data officer"),
        Role::SystemAdministrator => (the::COUNTY_COUNCIL, 11, "System administrator"),
        Role::MentalHealthNurse => (the::COURT_LIAISON, 4, "Community psychiatric nurse"),
        Role::LearningDisabilityNurse => (the::COURT_LIAISON, 4, "Learning disability nurse"),
        Role::SocialWorker => (the::COURT_LIAISON, 4, "Social worker"),
        Role::JointTeamProbationOfficer => (the::COURT_LIAISON, 4, "Probation officer of the team"),
        Role::TeamAdministrator => (the::COURT_LIAISON, 4, "Team administrator"),
    }
}

fn demonstrations() -> u32 {
    u32::try_from(Role::ALL.len()).unwrap_or(0)
}

fn division_size() -> u32 {
    DIVISION.iter().map(|post| post.4).sum()
}

/// The demonstration account of `role`.
pub fn demonstration(role: Role) -> AccountIx {
    let at = Role::ALL.iter().position(|known| *known == role).unwrap_or(0);
    AccountIx(u32::try_from(at).unwrap_or(0))
}

/// Every account that `people` people need.
pub(crate) fn roster(seed: u64, names: &Names, people: u64) -> Vec<Account> {
    let divisions = people.div_ceil(PEOPLE_PER_DIVISION).max(1);
    let demonstrations = Role::ALL.iter().map(|role| {
        let (agency, team, post) = seat_of(*role);
        (agency, team, *role, post, true)
    });
    let division = || {
        DIVISION.iter().flat_map(|Post(agency, team, role, post, count)| {
            (0..*count).map(move |_| (*agency, *team, *role, *post, false))
        })
    };
    let everybody = demonstrations.chain((0..divisions).flat_map(|_| division()));
    everybody
        .zip(0_u64..)
        .map(|((agency, team, role, post, demonstration), number)| {
            let mut chance = Chance::of(seed, Stream::Staff, number);
            let name = colleague(names, &mut chance);
            let host = AGENCIES.get(usize::from(agency.0)).map_or("example", |agency| agency.mail_domain);
            let mailbox = if demonstration {
                role.code().replace('_', ".")
            } else {
                let plain = name.split(' ').map(plain_letters).filter(|part| !part.is_empty());
                format!("{}.{number}", plain.collect::<Vec<_>>().join("."))
            };
            Account {
                name,
                email: format!("{mailbox}@{host}"),
                agency,
                team: TeamIx(team),
                roles: vec![role],
                post,
                telephone: landline(number),
                demonstration,
            }
        })
        .collect()
}

/// The name of a colleague: given and family name, from all communities, more women than men as in these services.
fn colleague(names: &Names, chance: &mut Chance) -> String {
    let community = names.community(chance);
    let custom = if chance.happens(640) { NamedAs::Woman } else { NamedAs::Man };
    let year = i16::try_from(chance.between(1962, 2001)).unwrap_or(1980);
    let family = names.family(community, chance);
    names.legal(community, custom, year, family, chance).short()
}

/// Somebody of `agency` who takes on the person with this `number`; `team` narrows it where the agency has several.
pub(crate) fn worker(agency: AgencyIx, team: Option<u16>, number: u64, chance: &mut Chance) -> AccountIx {
    if let Some(account) = demonstrator(agency, number, chance) {
        return account;
    }
    let division = u32::try_from(number / PEOPLE_PER_DIVISION).unwrap_or(0);
    let mut start = demonstrations() + division * division_size();
    let (mut first, mut count) = (start, 1);
    for Post(of, its_team, role, _, how_many) in &DIVISION {
        let fits = *of == agency && *role != Role::TeamManager && team.is_none_or(|team| team == *its_team);
        if fits {
            (first, count) = (start, *how_many);
            break;
        }
        start += how_many;
    }
    AccountIx(first + chance.below(count))
}

/// The demonstration accounts that hold cases get a full caseload out of the first people, so that there is something to see.
fn demonstrator(agency: AgencyIx, number: u64, chance: &mut Chance) -> Option<AccountIx> {
    if number >= PEOPLE_PER_DIVISION {
        return None;
    }
    // A senior officer keeps a handful of cases of their own.
    if agency == the::PROBATION && number % 331 == 7 {
        return Some(demonstration(Role::TeamManager));
    }
    let early = number < 200 && number.is_multiple_of(5);
    let (role, per_mille) = match agency {
        the::PROBATION => (Role::ProbationPractitioner, if early { 1000 } else { 12 }),
        the::ALCOHOL_SERVICE => (Role::TreatmentWorker, if early { 1000 } else { 250 }),
        the::POLICE => (Role::PoliceOfficer, 400),
        the::COURT_LIAISON => (Role::CourtLiaison, 300),
        the::HEALTH_TRAINERS => (Role::Specialist, 400),
        _ => return None,
    };
    chance.happens(per_mille).then(|| demonstration(role))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_role_has_one_demonstration_account_at_its_place() {
        let roster = roster(1, &Names::new(), 100);
        for role in Role::ALL {
            let account = &roster[usize::try_from(demonstration(*role).0).unwrap()];
            assert_eq!(account.roles, [*role]);
            assert!(account.demonstration);
        }
        assert_eq!(roster.iter().filter(|account| account.demonstration).count(), Role::ALL.len());
        assert!((80..100).contains(&roster.len()), "{}", roster.len());
    }

    #[test]
    fn no_two_accounts_have_one_address_and_all_are_in_plain_letters() {
        let roster = roster(1, &Names::new(), 20_000);
        let emails: HashSet<&str> = roster.iter().map(|account| account.email.as_str()).collect();
        assert_eq!(emails.len(), roster.len());
        assert!(emails.iter().all(|email| email.is_ascii() && email.ends_with(".example")));
    }

    #[test]
    fn whoever_is_chosen_works_at_that_agency_and_team() {
        let people = 3 * PEOPLE_PER_DIVISION;
        let roster = roster(1, &Names::new(), people);
        let mut chance = Chance::of(1, Stream::Team, 0);
        for number in (0..people).step_by(37) {
            for at in 0..17 {
                let account =
                    &roster[usize::try_from(worker(AgencyIx(at), None, number, &mut chance).0).unwrap()];
                assert_eq!(account.agency, AgencyIx(at), "person {number}");
            }
            let account =
                &roster[usize::try_from(worker(the::PROBATION, Some(2), number, &mut chance).0).unwrap()];
            assert!(account.team == TeamIx(2) || account.demonstration);
        }
    }
}
