//! Northmoor: an invented county with its districts, community safety partnerships, towns, wards, streets and postcodes.
//!
//! What holds: the wards tile the county without gap or overlap, since neighbours share their corner points; codes have the form of the national
//! ones in a range that has never been given out; `NQ` is not a postcode area. The same for every seed, so that pictures of it stay true.
//! The coordinates lie over empty moorland and mean nothing there.

use crate::chance::{Chance, mix};
use identifiers::Postcode;

/// Which ward: its place in [`County::wards`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WardIx(pub u16);

/// A point as longitude and latitude, in degrees.
pub type Point = (f64, f64);

/// The invented county and all that it is divided into.
#[derive(Debug, Clone, PartialEq)]
pub struct County {
    /// Its code, in the form of a county's.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its districts, in order.
    pub districts: Vec<District>,
    /// Its community safety partnerships; one of them serves two districts.
    pub safety_partnerships: Vec<SafetyPartnership>,
    /// Its wards, in order; [`WardIx`] counts them.
    pub wards: Vec<Ward>,
}

/// A district council's area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// Its code, in the form of a district's.
    pub code: String,
    /// Its name.
    pub name: &'static str,
    /// Its towns.
    pub towns: [&'static str; 3],
}

/// A community safety partnership: the bodies that must together reduce reoffending in one or more districts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafetyPartnership {
    /// Its code, in the form of such a partnership's.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The names of its districts.
    pub districts: &'static [&'static str],
}

/// A ward with its border.
#[derive(Debug, Clone, PartialEq)]
pub struct Ward {
    /// Its code, in the form of a ward's.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The code of its district.
    pub district_code: String,
    /// The town that it belongs to.
    pub town: &'static str,
    /// The outward part of its postcodes.
    pub outward: String,
    /// Its border: one closed ring, counter-clockwise, longitude first (RFC 7946).
    pub ring: Vec<Point>,
}

/// An invented address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// House and street.
    pub line: String,
    /// The town.
    pub town: &'static str,
    /// A postcode in canonical form.
    pub postcode: String,
    /// The ward it lies in.
    pub ward: WardIx,
}

/// Districts of the county: name, towns, and how many in a thousand people live there.
const DISTRICTS: [(&str, [&str; 3], u32); 4] = [
    ("Harrowmere", ["Harrowmere", "Saxby Cross", "Wetherholme"], 460),
    ("Thornbeck", ["Thornbeck", "Millrigg", "Caldwater"], 260),
    ("Eskmoor", ["Eskmoor Bridge", "Hollin Tarn", "Ravenshaw"], 140),
    ("Wexdale", ["Wexdale", "Kettleside", "Oxenrake"], 140),
];

const SAFETY_PARTNERSHIPS: [SafetyPartnership; 3] = [
    SafetyPartnership { code: "E22990001", name: "Safer Harrowmere", districts: &["Harrowmere"] },
    SafetyPartnership {
        code: "E22990002",
        name: "Thornbeck Community Safety Partnership",
        districts: &["Thornbeck"],
    },
    SafetyPartnership {
        code: "E22990003",
        name: "Moor and Dale Community Safety Partnership",
        districts: &["Eskmoor", "Wexdale"],
    },
];

/// The wards of the twelve towns, four each.
const WARDS: [[&str; 4]; 12] = [
    ["Castle Bank", "Minster", "Foundry", "Cattle Market"],
    ["Saxby Green", "Cross Gates End", "Tanyard", "Priory Fields"],
    ["Wetherholme North", "Wetherholme South", "Ropewalk", "Goose Common"],
    ["Thornbeck Town", "Beckside", "Quarry Hill", "Weavers"],
    ["Millrigg", "High Rigg", "Lower Sluice", "Bobbin Mill"],
    ["Caldwater", "Reservoir", "Pear Tree", "Chapel Row"],
    ["Eskmoor Bridge", "Esk Foot", "Drovers", "Limekiln"],
    ["Hollin Tarn", "Tarn Head", "Peat Moss", "Larkrise"],
    ["Ravenshaw", "Signal Hill", "Ash Hollow", "Carrside"],
    ["Wexdale", "Vale Royd", "Orchard End", "Brickfield"],
    ["Kettleside", "Kiln Croft", "Sheepwash", "Windle"],
    ["Oxenrake", "Far Oxen", "Thistle Moor", "Packhorse"],
];

const STREETS: [&str; 48] = [
    "Alma Street",
    "Bank Street",
    "Beech Avenue",
    "Bobbin Lane",
    "Canal Side",
    "Carr Lane",
    "Castle Street",
    "Chapel Lane",
    "Clough Road",
    "Coronation Terrace",
    "Crimea Street",
    "Cross Lane",
    "Dale View",
    "Drovers Way",
    "Elm Close",
    "Factory Lane",
    "Fell View",
    "Foundry Street",
    "Garth Road",
    "George Street",
    "Hawthorn Drive",
    "Heather Bank",
    "High Street",
    "Holly Mount",
    "Industrial Terrace",
    "Jubilee Crescent",
    "Kiln Lane",
    "Larch Grove",
    "Limekiln Road",
    "Market Place",
    "Mill Lane",
    "Moor View",
    "North Parade",
    "Oak Road",
    "Orchard Street",
    "Packhorse Lane",
    "Park Row",
    "Peel Street",
    "Quarry Road",
    "Railway Street",
    "Rope Walk",
    "Rowan Close",
    "School Lane",
    "Spring Bank",
    "Station Road",
    "Tanner Street",
    "Union Street",
    "Weir Side",
];

impl County {
    /// The county. It has no chance in it.
    pub fn northmoor() -> Self {
        let district_code = |at: usize| format!("E0799000{}", at + 1);
        let districts = DISTRICTS
            .iter()
            .enumerate()
            .map(|(at, (name, towns, _))| District { code: district_code(at), name, towns: *towns })
            .collect();
        let towns = DISTRICTS.iter().flat_map(|(_, towns, _)| towns);
        let mut wards = Vec::with_capacity(48);
        for (town_at, (town, names)) in towns.zip(WARDS).enumerate() {
            for (ward_at, name) in names.into_iter().enumerate() {
                wards.push(Ward {
                    code: format!("E059900{:02}", town_at * 4 + ward_at + 1),
                    name: name.to_owned(),
                    district_code: district_code(town_at / 3),
                    town,
                    outward: format!("NQ{}", town_at + 1),
                    ring: ring_of(cell_of(town_at, ward_at)),
                });
            }
        }
        Self {
            code: "E10990001",
            name: "Northmoor",
            districts,
            safety_partnerships: SAFETY_PARTNERSHIPS.to_vec(),
            wards,
        }
    }

    /// The ward that `ix` counts.
    pub fn ward(&self, ix: WardIx) -> Option<&Ward> {
        self.wards.get(usize::from(ix.0))
    }

    /// An address somewhere in the county, more often where more people live.
    pub(crate) fn place(&self, chance: &mut Chance) -> Place {
        let shares: [(u16, u32); 4] = [(0, 460), (1, 260), (2, 140), (3, 140)];
        let district = chance.weighted(&shares, 0);
        let town = district * 3 + chance.weighted(&[(0_u16, 60), (1, 25), (2, 15)], 0);
        let ward = town * 4 + u16::try_from(chance.below(4)).unwrap_or(0);
        self.place_in(WardIx(ward), chance)
    }

    /// An address in one ward.
    pub(crate) fn place_in(&self, ward: WardIx, chance: &mut Chance) -> Place {
        let street = chance.pick(&STREETS);
        let house = chance.between(1, 148);
        let line = match chance.below(10) {
            0 => format!("Flat {}, {house} {street}", chance.between(1, 12)),
            1 => format!("{house}{} {street}", chance.pick(&["A", "B"])),
            _ => format!("{house} {street}"),
        };
        self.at(ward, line, chance)
    }

    /// A postcode in `ward` for the address that `line` gives.
    pub(crate) fn at(&self, ward: WardIx, line: String, chance: &mut Chance) -> Place {
        let (town, outward) =
            self.ward(ward).map_or(("Harrowmere", "NQ1"), |ward| (ward.town, ward.outward.as_str()));
        // The digit of the sector goes with the ward, so that a sector lies in one ward.
        let inward = format!("{}{}{}", ward.0 % 4 + 1, unit_letter(chance), unit_letter(chance));
        let postcode = Postcode::parse(&format!("{outward} {inward}"))
            .map_or_else(|_| String::new(), |code| code.canonical());
        Place { line, town, postcode, ward }
    }
}

/// A letter that the last part of a postcode may have.
fn unit_letter(chance: &mut Chance) -> char {
    char::from(chance.pick(b"ABDEFGHJLNPQRSTUWXYZ"))
}

/// Where a ward lies on the grid of eight by six: each town is a block of two by two.
fn cell_of(town: usize, ward: usize) -> (i32, i32) {
    let whole = |n: usize| i32::try_from(n).unwrap_or(0);
    (whole(town % 4 * 2 + ward % 2), whole(town / 4 * 2 + ward / 2))
}

/// The border of a cell: its four corners, and points between that bend its sides as brooks and lanes do.
fn ring_of((x, y): (i32, i32)) -> Vec<Point> {
    let corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)];
    let mut ring = Vec::with_capacity(17);
    for (from, to) in corners.iter().zip(corners.iter().skip(1)) {
        ring.push(corner(*from));
        ring.extend(bends(*from, *to));
    }
    ring.push(corner((x, y)));
    ring
}

/// A corner of the grid, moved a little. It depends on the corner alone, so that the wards that meet there agree.
fn corner((x, y): (i32, i32)) -> Point {
    let (along, up) = (wobble(x, y, 1), wobble(x, y, 2));
    (-2.30 + 0.05 * (f64::from(x) + 0.25 * along), 55.20 + 0.035 * (f64::from(y) + 0.25 * up))
}

/// Three points between two corners, the same from either side.
fn bends(from: (i32, i32), to: (i32, i32)) -> Vec<Point> {
    let backwards = from > to;
    let (low, high) = if backwards { (to, from) } else { (from, to) };
    let ((ax, ay), (bx, by)) = (corner(low), corner(high));
    let level = low.1 == high.1;
    let mut points: Vec<Point> = [0.25, 0.5, 0.75]
        .into_iter()
        .zip(3..)
        .map(|(part, salt)| {
            let bend = 0.06 * wobble(low.0 * 2 + i32::from(level), low.1, salt);
            let (x, y) = (ax + (bx - ax) * part, ay + (by - ay) * part);
            if level { (x, y + 0.035 * bend) } else { (x + 0.05 * bend, y) }
        })
        .collect();
    if backwards {
        points.reverse();
    }
    points
}

/// A number between −1 and 1 that depends on its arguments alone.
fn wobble(x: i32, y: i32, salt: i32) -> f64 {
    let whole = |n: i32| u64::from(n.unsigned_abs());
    let mixed = mix(whole(x) * 1_000_003 + whole(y) * 7_919 + whole(salt) * 104_729 + 1) % 2001;
    f64::from(u32::try_from(mixed).unwrap_or(0)) / 1000.0 - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Stream;
    use std::collections::{HashMap, HashSet};

    const ACROSS: i32 = 8;
    const DOWN: i32 = 6;

    fn key(point: &Point) -> (u64, u64) {
        (point.0.to_bits(), point.1.to_bits())
    }

    fn area(ring: &[Point]) -> f64 {
        ring.windows(2).map(|pair| pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1).sum::<f64>() / 2.0
    }

    #[test]
    fn wards_are_closed_counter_clockwise_rings() {
        for ward in County::northmoor().wards {
            assert_eq!(ward.ring.first(), ward.ring.last(), "{}", ward.name);
            assert!(area(&ward.ring) > 0.0005, "{} {}", ward.name, area(&ward.ring));
        }
    }

    #[test]
    fn wards_tile_the_county_each_inner_side_belongs_to_two() {
        let mut sides: HashMap<_, i32> = HashMap::new();
        let county = County::northmoor();
        for ward in &county.wards {
            for pair in ward.ring.windows(2) {
                // A neighbour runs along the same side the other way, and cancels it.
                *sides.entry((key(&pair[0]), key(&pair[1]))).or_default() += 1;
                *sides.entry((key(&pair[1]), key(&pair[0]))).or_default() -= 1;
            }
        }
        let outer = sides.values().filter(|count| **count == 1).count();
        let four_points_a_side = usize::try_from(2 * (ACROSS + DOWN) * 4).unwrap();
        assert_eq!(outer, four_points_a_side);
        assert!(sides.values().all(|count| count.abs() <= 1));
    }

    #[test]
    fn codes_and_names_of_wards_are_their_own() {
        let county = County::northmoor();
        let codes: HashSet<_> = county.wards.iter().map(|ward| &ward.code).collect();
        let names: HashSet<_> = county.wards.iter().map(|ward| &ward.name).collect();
        assert_eq!((county.wards.len(), codes.len(), names.len()), (48, 48, 48));
        assert!(county.wards.iter().all(|ward| ward.code.len() == 9));
        let served: usize = county.safety_partnerships.iter().map(|csp| csp.districts.len()).sum();
        assert_eq!(served, county.districts.len());
    }

    #[test]
    fn an_address_has_a_valid_postcode_of_its_ward() {
        let county = County::northmoor();
        let mut chance = Chance::of(4, Stream::Contact, 1);
        for _ in 0..500 {
            let place = county.place(&mut chance);
            let postcode = Postcode::parse(&place.postcode).unwrap();
            let ward = county.ward(place.ward).unwrap();
            assert_eq!(postcode.outward(), ward.outward);
            assert_eq!(place.town, ward.town);
        }
    }
}
