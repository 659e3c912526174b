//! Where a person lives and has lived, and how to reach them.

use crate::World;
use crate::agencies::{landline, mobile};
use crate::chance::{Chance, Stream};
use crate::course::{Course, Standing};
use crate::days::plus;
use crate::identity::Identity;
use crate::names::plain_letters;
use crate::person::{Address, Contact, Stay};
use crate::places::{Place, WardIx};
use jiff::civil::Date;

/// Addresses, oldest first, and the home ward. People of one household share the present one.
pub(crate) fn addresses(world: &World, course: &Course, identity: &Identity) -> (Vec<Address>, WardIx) {
    // The same draws as the outline's home ward, so that the two agree.
    let mut shared = Chance::of(world.seed, Stream::Contact, identity.member.household);
    let home = world.county.place(&mut shared);
    let since = plus(world.as_of, -shared.between(20, 1_900)).max(plus(identity.born, 30));
    let ward = home.ward;
    let mut chance = Chance::of(world.seed, Stream::Contact, course.number ^ (1 << 61));
    let mut addresses = Vec::new();
    let mut before = since;
    for _ in 0..chance.weighted(&[(0, 45), (1, 35), (2, 20)], 0) {
        let from = plus(before, -chance.between(90, 1_400)).max(plus(identity.born, 30));
        if from >= plus(before, -30) {
            break;
        }
        let place = world.county.place(&mut chance);
        let stay = if chance.happens(250) { Stay::Temporary } else { Stay::Settled };
        addresses.push(address(place, stay, from, Some(plus(before, -1))));
        before = from;
    }
    addresses.reverse();
    let alone = identity.member.other.is_none();
    if course.standing == Standing::Licence {
        released(world, course, home, &mut addresses, &mut chance);
    } else {
        // One in sixteen has nowhere fixed and one in twelve is in a hostel, by our own guess.
        let stay = chance.weighted(
            &[(Stay::Settled, 740), (Stay::Temporary, 115), (Stay::Hostel, 83), (Stay::NoFixedAbode, 62)],
            Stay::Settled,
        );
        addresses.push(address(home, if alone { stay } else { Stay::Settled }, since, None));
    }
    (addresses, ward)
}

/// Who is on licence was in prison until the day it began.
fn released(world: &World, course: &Course, home: Place, addresses: &mut Vec<Address>, chance: &mut Chance) {
    let received = plus(course.start, -chance.between(70, 300));
    addresses.retain(|address| address.from < plus(received, -1));
    if let Some(last) = addresses.last_mut() {
        last.to = Some(plus(received, -1));
    }
    let prison = world.county.at(
        WardIx(32),
        "HMP Ravensholme, Quarry Road".to_owned(),
        &mut Chance::of(0, Stream::Staff, 1_000_005),
    );
    addresses.push(address(prison, Stay::Custody, received, Some(plus(course.start, -1))));
    addresses.push(address(home, Stay::Settled, course.start, None));
}

fn address(place: Place, stay: Stay, from: Date, to: Option<Date>) -> Address {
    let Place { line, town, postcode, .. } = place;
    match stay {
        Stay::NoFixedAbode => Address {
            line: "No fixed abode".to_owned(),
            town,
            postcode: "ZZ99 3VZ".to_owned(),
            stay,
            from,
            to,
        },
        Stay::Hostel => {
            Address { line: format!("Hearthstone House, {line}"), town, postcode, stay, from, to }
        }
        _ => Address { line, town, postcode, stay, from, to },
    }
}

/// Telephone and e-mail. How many have each is our own guess.
pub(crate) fn contact(world: &World, course: &Course, identity: &Identity) -> Contact {
    let mut chance = Chance::of(world.seed, Stream::Contact, course.number ^ (1 << 62));
    let letters = |name: &str| plain_letters(name);
    let given = identity.legal.given.as_deref().map(letters).unwrap_or_default();
    let mailbox = format!("{given}{}{}", letters(&identity.legal.family), chance.between(1, 99));
    let host = chance.pick(&["mail.example", "post.example", "example.org", "example.com"]);
    Contact {
        mobile: chance.happens(900).then(|| mobile(chance.bits())),
        landline: chance.happens(120).then(|| landline(chance.bits())),
        email: chance.happens(420).then(|| format!("{mailbox}@{host}")),
        safe_contact: chance.happens(70).then(|| {
            chance.pick(&[
                "Do not leave voice messages.",
                "Text first; a relative may answer the telephone.",
                "Write to the probation office, not to the address.",
                "Ring in the morning; shares the telephone after four.",
            ])
        }),
    }
}

/// What is said where no need that affects how a service is given is known.
pub const NO_DELIVERY_NEEDS: &str = "None known.";

/// Needs that affect how a service is given: said in every referral, even when there are none (practice-catalogue.md, S2-24).
pub(crate) fn delivery_needs(identity: &Identity) -> String {
    identity.communication.line().unwrap_or_else(|| NO_DELIVERY_NEEDS.to_owned())
}
