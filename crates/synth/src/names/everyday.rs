//! Short forms of given names, and the well-known people whose names are not given out.

use super::{PersonName, plain_letters};
use crate::chance::Chance;

/// Given name and the forms people use for it.
static SHORT_FORMS: &[(&str, &[&str])] = &[
    ("Michael", &["Mick", "Mike", "Mickey"]),
    ("David", &["Dave", "Davey"]),
    ("Stephen", &["Steve", "Ste"]),
    ("Steven", &["Steve", "Ste"]),
    ("Andrew", &["Andy"]),
    ("Robert", &["Rob", "Bob", "Bobby"]),
    ("Anthony", &["Tony", "Ant"]),
    ("Christopher", &["Chris"]),
    ("Richard", &["Rich", "Ricky"]),
    ("Philip", &["Phil"]),
    ("Terence", &["Terry"]),
    ("Raymond", &["Ray"]),
    ("Daniel", &["Dan", "Danny"]),
    ("James", &["Jim", "Jimmy", "Jamie"]),
    ("Thomas", &["Tom", "Tommy"]),
    ("Joshua", &["Josh"]),
    ("Matthew", &["Matt", "Matty"]),
    ("Nathan", &["Nate"]),
    ("Benjamin", &["Ben", "Benny"]),
    ("Joseph", &["Joe"]),
    ("Bradley", &["Brad"]),
    ("Samuel", &["Sam"]),
    ("Alexander", &["Alex", "Sandy"]),
    ("Kenneth", &["Kenny"]),
    ("Patrick", &["Pat", "Paddy"]),
    ("Susan", &["Sue"]),
    ("Jacqueline", &["Jackie"]),
    ("Deborah", &["Debbie"]),
    ("Elizabeth", &["Liz", "Beth"]),
    ("Catherine", &["Cathy", "Kate"]),
    ("Margaret", &["Maggie", "Peg"]),
    ("Rebecca", &["Becky", "Becca"]),
    ("Jessica", &["Jess"]),
    ("Charlotte", &["Lottie", "Charlie"]),
    ("Samantha", &["Sam"]),
    ("Danielle", &["Dani"]),
    ("Victoria", &["Vicky"]),
    ("Natalie", &["Nat"]),
    ("Kayleigh", &["Kay"]),
    ("Abigail", &["Abi"]),
    ("Katarzyna", &["Kasia"]),
    ("Małgorzata", &["Gosia"]),
    ("Agnieszka", &["Aga"]),
    ("Krzysztof", &["Krzysiek", "Chris"]),
    ("Tomasz", &["Tomek"]),
    ("Paweł", &["Pawel"]),
    ("Oluwaseun", &["Seun"]),
    ("Chukwuemeka", &["Emeka"]),
    ("Babatunde", &["Tunde"]),
    ("Abdirahman", &["Abdi"]),
    ("Jermaine", &["Jay"]),
    ("Nathaniel", &["Nate"]),
];

/// One of the everyday forms of `given`, if it has any.
pub(crate) fn short_form(given: &str, chance: &mut Chance) -> Option<&'static str> {
    let (_, forms) = SHORT_FORMS.iter().find(|(name, _)| *name == given)?;
    Some(chance.pick(forms)).filter(|form| !form.is_empty())
}

/// Well-known people, living or dead, whom the lists could otherwise put together by chance: among them people known as
/// victims and as perpetrators of grave crimes, whose names would be worst of all in a demonstration.
#[rustfmt::skip]
static WELL_KNOWN: &[(&str, &str)] = &[
    ("aamir", "khan"), ("adam", "johnson"), ("adam", "smith"), ("adrian", "lester"), ("alan", "bennett"),
    ("alan", "turner"), ("alexander", "ferguson"), ("alice", "walker"), ("amir", "khan"),
    ("andrew", "ridgeley"), ("anthony", "joshua"), ("anthony", "walker"), ("barry", "white"),
    ("ben", "elton"), ("benjamin", "king"), ("brian", "clough"), ("charlotte", "church"),
    ("christopher", "evans"), ("clive", "lloyd"), ("craig", "bellamy"), ("craig", "charles"),
    ("dale", "winton"), ("daniel", "craig"), ("david", "cameron"), ("david", "davies"), ("david", "gray"),
    ("david", "lloyd"), ("david", "moyes"), ("duncan", "ferguson"), ("dylan", "thomas"),
    ("emma", "thompson"), ("emma", "watson"), ("frank", "bruno"), ("gareth", "edwards"),
    ("gareth", "thomas"), ("gary", "cooper"), ("gary", "neville"), ("george", "best"), ("george", "green"),
    ("george", "harrison"), ("george", "michael"), ("geraint", "thomas"), ("gordon", "brown"),
    ("graham", "taylor"), ("harold", "wilson"), ("harry", "brook"), ("helen", "shapiro"),
    ("holly", "wells"), ("ian", "bell"), ("ian", "brown"), ("ian", "wright"), ("imran", "khan"),
    ("jack", "white"), ("jackie", "wilson"), ("jade", "goody"), ("james", "brown"), ("james", "cook"),
    ("james", "mason"), ("james", "milner"), ("jamie", "oliver"), ("jane", "austen"), ("jason", "robinson"),
    ("jeremy", "hunt"), ("jeremy", "clarkson"), ("john", "barnes"), ("john", "lewis"), ("john", "major"),
    ("john", "smith"), ("john", "terry"), ("john", "walker"), ("jordan", "henderson"), ("joseph", "taylor"),
    ("julie", "andrews"), ("karen", "matthews"), ("katie", "price"), ("keith", "bennett"),
    ("kelly", "holmes"), ("kevin", "campbell"), ("lee", "clark"), ("lewis", "hamilton"),
    ("lewis", "capaldi"), ("lisa", "nandy"), ("luke", "shaw"), ("mark", "wright"), ("martin", "amis"),
    ("martin", "johnson"), ("mason", "greenwood"), ("matt", "hancock"), ("matthew", "hancock"),
    ("maxine", "peake"), ("michael", "collins"), ("michael", "jackson"), ("michael", "owen"),
    ("mo", "farah"), ("mohamed", "farah"), ("mohamed", "omar"), ("mohammed", "hijab"),
    ("naomi", "campbell"), ("nathan", "lyon"), ("neil", "armstrong"), ("neil", "robertson"),
    ("oliver", "reed"), ("owen", "jones"), ("paul", "carpenter"), ("paul", "robinson"), ("paul", "walker"),
    ("paul", "young"), ("peter", "andrews"), ("peter", "mandelson"), ("peter", "shilton"),
    ("peter", "sutcliffe"), ("philip", "green"), ("philip", "hammond"), ("rebecca", "ferguson"),
    ("richard", "madeley"), ("robbie", "williams"), ("robert", "burns"), ("robert", "redford"),
    ("robert", "thompson"), ("roger", "moore"), ("rose", "west"), ("ryan", "reynolds"), ("sadiq", "khan"),
    ("sajid", "javed"), ("samuel", "jackson"), ("samuel", "johnson"), ("sarah", "ferguson"),
    ("sarah", "payne"), ("scott", "walker"), ("sean", "bean"), ("shannon", "matthews"), ("simon", "cowell"),
    ("sophie", "turner"), ("stephen", "fry"), ("stephen", "king"), ("stephen", "lawrence"),
    ("steven", "gerrard"), ("stuart", "pearce"), ("susan", "boyle"), ("thomas", "hardy"),
    ("thomas", "jones"), ("tommy", "robinson"), ("tony", "adams"), ("tony", "martin"), ("tyler", "perry"),
    ("usman", "khan"), ("victoria", "wood"), ("wayne", "rooney"), ("yusuf", "islam"), ("zak", "crawley"),
    ("naomi", "watts"), ("jermaine", "jenas"), ("andre", "gray"), ("winston", "mckenzie"),
    ("delroy", "grant"), ("errol", "brown"), ("patrick", "murphy"), ("bernadette", "devlin"),
    ("sean", "quinn"), ("liam", "payne"), ("conor", "murray"),
];

/// Whether `name` would be read as a well-known person's.
pub(crate) fn is_well_known(name: &PersonName) -> bool {
    let family = plain_letters(&name.family);
    let bears = |given: Option<&String>| {
        given.is_some_and(|given| {
            let given = plain_letters(given);
            WELL_KNOWN.iter().any(|(first, last)| *first == given && *last == family)
        })
    };
    bears(name.given.as_ref()) || bears(name.middle.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_well_known_are_recognised_by_given_or_middle_name() {
        let name = |given: &str, middle: Option<&str>, family: &str| PersonName {
            given: Some(given.into()),
            middle: middle.map(Into::into),
            family: family.into(),
        };
        assert!(is_well_known(&name("Stephen", None, "Lawrence")));
        assert!(is_well_known(&name("Mohammed", Some("Imran"), "Khan")));
        assert!(!is_well_known(&name("Stephen", None, "Hebden")));
    }
}
