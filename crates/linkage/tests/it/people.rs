//! Invented people with invented slips, from a seed.

use linkage::{Table, TableBuilder};

pub const HEADER: [&str; 7] =
    ["forename", "surname", "date_of_birth", "address", "postcode", "pnc", "cluster"];

const FORENAMES: [&str; 24] = [
    "William",
    "Margaret",
    "Mohammed",
    "Aisha",
    "Katarzyna",
    "Dafydd",
    "Siân",
    "Oluwaseun",
    "Gurpreet",
    "Thomas",
    "Elizabeth",
    "Daniel",
    "Chloe",
    "Ryan",
    "Jessica",
    "Patrick",
    "Fatima",
    "Leroy",
    "Marlon",
    "Agnieszka",
    "George",
    "Hannah",
    "Imran",
    "Robert",
];
const SURNAMES: [&str; 24] = [
    "Okafor",
    "Smith",
    "Jones",
    "Morgan",
    "Hussain",
    "Kowalska",
    "Singh",
    "Campbell",
    "Wright",
    "Begum",
    "O'Brien",
    "Patel",
    "Taylor",
    "Walker",
    "Ahmed",
    "Brown",
    "Clarke",
    "Evans",
    "Nowak",
    "Grant",
    "Bailey",
    "Harper",
    "Doyle",
    "Whittaker",
];
const ENDINGS: [&str; 12] = ["", "", "", "son", "ley", "ton", "by", "wood", "ford", "well", "worth", "ham"];
const STREETS: [&str; 8] = [
    "High Street",
    "Mill Lane",
    "Church Road",
    "Station Avenue",
    "Abbey Close",
    "Park Row",
    "Ford Way",
    "Elm Drive",
];

/// A row of [`HEADER`].
pub type Row = [String; 7];

/// Numbers that look random; the same for the same seed.
pub struct Draw(u64);

impl Draw {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn one_in(&mut self, odds: usize) -> bool {
        self.below(odds) == 0
    }
}

/// `people` people with one to three records each.
pub fn rows(seed: u64, people: usize) -> Vec<Row> {
    let mut draw = Draw::new(seed);
    let mut rows = Vec::new();
    for person in 0..people {
        let own = person_of(&mut draw, person);
        for _ in 0..=draw.below(3) {
            rows.push(slipped(&own, &mut draw));
        }
    }
    rows
}

fn person_of(draw: &mut Draw, person: usize) -> Row {
    let born = format!("{}-{:02}-{:02}", 1940 + draw.below(70), 1 + draw.below(12), 1 + draw.below(28));
    let home = format!("{} {}", 1 + draw.below(200), STREETS[draw.below(STREETS.len())]);
    let postcode = format!("SP{} {}AB", 1 + draw.below(30), 1 + draw.below(9));
    let pnc = format!("{}", 10_000_000 + draw.below(89_999_999));
    let forename = FORENAMES[draw.below(24)];
    let surname = format!("{}{}", SURNAMES[draw.below(24)], ENDINGS[draw.below(ENDINGS.len())]);
    [forename.into(), surname, born, home, postcode, pnc, person.to_string()]
}

fn slipped(own: &Row, draw: &mut Draw) -> Row {
    let mut row = own.clone();
    for at in [0, 1, 3] {
        if draw.one_in(8) {
            row[at] = one_letter_off(&row[at], draw);
        }
    }
    if draw.one_in(10) {
        row[2] = one_digit_off(&row[2], draw);
    }
    for (at, odds) in [(2, 12), (3, 15), (4, 15), (5, 2)] {
        if draw.one_in(odds) {
            row[at] = String::new();
        }
    }
    row
}

fn one_letter_off(text: &str, draw: &mut Draw) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = draw.below(letters.len());
    letters[at] = char::from(b'a' + u8::try_from(draw.below(26)).unwrap());
    letters.into_iter().collect()
}

fn one_digit_off(date: &str, draw: &mut Draw) -> String {
    let mut bytes = date.as_bytes().to_vec();
    bytes[3] = b'0' + u8::try_from(draw.below(10)).unwrap();
    String::from_utf8(bytes).unwrap()
}

pub fn table(rows: &[Row]) -> Table {
    let mut builder = TableBuilder::new(&HEADER).unwrap();
    for row in rows {
        builder.push(row).unwrap();
    }
    builder.finish()
}
