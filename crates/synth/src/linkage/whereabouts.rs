//! Where people live and lived: invented districts, streets that go with postcodes, hostels where many gave their address.
//!
//! The letters of the postcode areas are not in use, so that no address is anybody's.

use crate::chance::{Chance, Stream};

/// A home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Home {
    pub address: String,
    pub town: String,
    pub postcode: String,
}

/// Where a home lies, before it has an address.
#[derive(Debug, Clone, Copy)]
struct Spot {
    area: u32,
    district: u32,
    sector: u32,
    unit: u32,
}

#[rustfmt::skip]
static AREAS: &[(&str, &str)] = &[
    ("NM", "Northmoor"), ("BM", "Brackmouth"), ("CK", "Carrick Vale"), ("DW", "Dunwater"), ("EK", "Elsknowe"),
    ("FM", "Fairmere"), ("GK", "Garrowby"), ("HM", "Holmsea"), ("KN", "Kingsnorth Bay"), ("LM", "Lowmarsh"),
    ("MB", "Marbridge"), ("PB", "Penbrough"), ("RB", "Rushbeck"), ("SB", "Stonebeck"), ("TB", "Tarnborough"),
    ("WB", "Westerbrook"), ("AM", "Aldermoor"), ("CB", "Crowbarrow"), ("DB", "Dalebourne"), ("HB", "Highbarn"),
];
#[rustfmt::skip]
static TOWNS: &[&str] = &[
    "", "East", "North", "Market", "Old", "Upper", "Port", "West", "New", "Lower", "Great", "Little",
];
#[rustfmt::skip]
static STREETS: &[&str] = &[
    "Church", "Station", "Victoria", "Albert", "Mill", "Park", "High", "Queen", "King", "Chapel", "School",
    "Green", "Grange", "Manor", "Alexandra", "Spring", "York", "North", "Grove", "Springfield", "Windsor",
    "Orchard", "Clarence", "Bridge", "Water", "Oak", "Elm", "Ash", "Beech", "Sycamore", "Hawthorn", "Primrose",
    "Kestrel", "Lapwing", "Quarry", "Foundry", "Canal", "Tanner", "Weaver", "Collier", "Moor", "Fell",
    "Garden", "Union", "Nelson", "Cromwell", "Gladstone", "Lansdowne", "Cavendish", "Harcourt", "Salisbury",
    "Marlborough", "Meadow", "Priory", "Abbey", "Castle", "Tower", "Well", "Cross", "Lime", "Poplar", "Cedar",
];
static KINDS: &[&str] =
    &["Road", "Street", "Avenue", "Close", "Drive", "Lane", "Terrace", "Crescent", "Court", "Way"];

/// How many hostels there are.
const HOSTELS: u32 = 160;
/// Letters that the inward part of a postcode may end in.
const INWARD: &[u8; 20] = b"ABDEFGHJLNPQRSTUWXYZ";

/// The homes of one person or family, in the order of their lives: each with the thousandth of time until which it held.
pub(super) fn homes(seed: u64, of: u64) -> Vec<(u32, Home)> {
    let mut chance = Chance::of(seed, Stream::LinkedHome, of);
    let moves = chance.weighted(&[(0, 520), (1, 270), (2, 130), (3, 80)], 0_u32);
    let mut spot = anywhere(&mut chance);
    let mut homes = Vec::new();
    let mut until = 0;
    for left in (0..=moves).rev() {
        until = if left == 0 { 1_000 } else { until + chance.below(1_000 - until) };
        homes.push((until, home(seed, spot, &mut chance)));
        spot = onwards(spot, &mut chance);
    }
    homes
}

/// The home at this `time`.
pub(super) fn at(homes: &[(u32, Home)], time: u32) -> Option<&Home> {
    homes.iter().find(|(until, _)| time < *until).or(homes.last()).map(|(_, home)| home)
}

fn anywhere(chance: &mut Chance) -> Spot {
    let areas = u32::try_from(AREAS.len()).unwrap_or(1);
    // Large towns hold more people than small ones.
    let area = chance.below(areas).min(chance.below(areas));
    let district = chance.below(18).min(chance.below(18));
    Spot { area, district, sector: chance.below(7), unit: unit(chance) }
}

/// Three in ten live on estates, where a few postcodes hold many of the recorded.
fn unit(chance: &mut Chance) -> u32 {
    if chance.happens(300) { chance.below(24) } else { chance.below(400) }
}

/// People mostly move within their town.
fn onwards(from: Spot, chance: &mut Chance) -> Spot {
    match chance.below(100) {
        0..=29 => Spot { unit: unit(chance), ..from },
        30..=54 => Spot { sector: chance.below(7), unit: unit(chance), ..from },
        55..=79 => Spot { district: chance.below(18), sector: chance.below(7), unit: unit(chance), ..from },
        _ => anywhere(chance),
    }
}

fn home(seed: u64, spot: Spot, chance: &mut Chance) -> Home {
    let hostel = chance.happens(45).then(|| chance.below(HOSTELS));
    if let Some(number) = hostel {
        let mut own = Chance::of(seed ^ 0x0517_E115, Stream::LinkedHome, u64::from(number));
        let spot = anywhere(&mut own);
        let home = written(seed, spot, 1 + own.below(90));
        let name = own.pick(&["House", "Lodge", "Court", "Hostel"]);
        let called = own.pick(STREETS);
        return Home { address: format!("{called} {name} {}", home.address), ..home };
    }
    let number = 1 + chance.below(120);
    let mut home = written(seed, spot, number);
    if chance.happens(160) {
        home.address = format!("Flat {} {}", 1 + chance.below(30), home.address);
    }
    home
}

/// The street goes with the postcode, and the town with the district.
fn written(seed: u64, spot: Spot, number: u32) -> Home {
    let Spot { area, district, sector, unit } = spot;
    let key = ((u64::from(area) * 18 + u64::from(district)) * 7 + u64::from(sector)) * 400 + u64::from(unit);
    let mut own = Chance::of(seed, Stream::LinkedHome, key | 1 << 60);
    let (code, place) = usize::try_from(area).ok().and_then(|at| AREAS.get(at)).copied().unwrap_or_default();
    let part = usize::try_from(district / 2).ok().and_then(|at| TOWNS.get(at)).copied().unwrap_or_default();
    let letter = |at: u32| {
        usize::try_from(at % 20).ok().and_then(|at| INWARD.get(at)).copied().map_or('A', char::from)
    };
    Home {
        address: format!("{number} {} {}", own.pick(STREETS), own.pick(KINDS)),
        town: format!("{part} {place}").trim().to_owned(),
        postcode: format!("{code}{} {}{}{}", district + 1, sector + 1, letter(unit / 20), letter(unit)),
    }
}
