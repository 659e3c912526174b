//! Records of invented people across agencies, with the errors that agencies make, and the truth beside them: what a matcher is measured on.
//!
//! What holds: the same seed gives the same rows on every machine, streamed in an order that tells nothing of who is whom; nobody in it
//! exists; what went wrong with a row is decided here, with lists of our own, and never with a table that a matcher of ours reads. A row's
//! [`Truth`] stands apart from what a matcher may read. Rates of errors are our own guesses, set so that the present state of the art
//! makes some mistakes: they compare matchers, and say nothing about an agency.
//!
//! What it deliberately does not do: feed the demonstration's world ([`crate::World`]), whose people make no typing errors.
//!
//! ```
//! let rows: Vec<synth::linkage::Row> = synth::linkage::rows(7, 1_000).collect();
//! assert_eq!(rows.len(), 1_000);
//! ```

mod agency;
mod agency_habits;
mod names;
mod origin;
mod person;
mod relatives;
mod slips;
mod spellings;
mod whereabouts;

use jiff::civil::Date;

use crate::chance::{Chance, Stream};
use crate::identity::shuffle;

pub use relatives::Bond;

/// What one agency wrote down about one person, once. Missing is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Which row, from 1; it tells nothing about the person.
    pub id: u64,
    /// Which kind of agency wrote it.
    pub source: &'static str,
    /// Forename as written, perhaps an everyday name or an initial.
    pub forename: String,
    /// Middle names or their initials.
    pub middle_name: String,
    /// Surname as written.
    pub surname: String,
    /// Another surname that the agency knows of.
    pub alias_surname: String,
    /// `M` or `F`.
    pub sex: String,
    /// `YYYY-MM-DD`.
    pub birth_date: String,
    /// House and street.
    pub address: String,
    /// Post town.
    pub town: String,
    /// Postcode.
    pub postcode: String,
    /// Police National Computer id.
    pub pnc: String,
    /// NHS number.
    pub nhs_number: String,
    /// Probation's case reference number.
    pub crn: String,
    /// Who it is about: for scoring only.
    pub truth: Truth,
}

/// What is true of the person behind a row. A matcher that reads it is not a matcher.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Truth {
    /// The person.
    pub cluster: u64,
    /// Where the person's name comes from.
    pub origin: &'static str,
    /// `M` or `F`.
    pub sex: &'static str,
    /// The birth date.
    pub born: Date,
    /// Who else of the family has records.
    pub bond: Bond,
}

impl Row {
    /// The names of the columns of a row, and of the truth that goes with it.
    pub const COLUMNS: [&'static str; 15] = [
        "id",
        "source",
        "forename",
        "middle_name",
        "surname",
        "alias_surname",
        "sex",
        "birth_date",
        "address",
        "town",
        "postcode",
        "pnc",
        "nhs_number",
        "crn",
        "cluster",
    ];

    /// The row as a line of comma separated values under [`Row::COLUMNS`], without its end.
    pub fn line(&self) -> String {
        let (id, cluster) = (self.id.to_string(), self.truth.cluster.to_string());
        let fields: [&str; 15] = [
            &id,
            self.source,
            &self.forename,
            &self.middle_name,
            &self.surname,
            &self.alias_surname,
            &self.sex,
            &self.birth_date,
            &self.address,
            &self.town,
            &self.postcode,
            &self.pnc,
            &self.nhs_number,
            &self.crn,
            &cluster,
        ];
        // No value holds a comma or a quotation mark: a test says so.
        fields.join(",")
    }
}

impl Truth {
    /// The names of the columns of [`Truth::line`].
    pub const COLUMNS: [&'static str; 6] = ["id", "cluster", "origin", "sex", "born", "family"];

    /// What is true of row `id`, as a line of comma separated values, without its end.
    pub fn line(&self, id: u64) -> String {
        format!(
            "{id},{},{},{},{},{}",
            self.cluster,
            self.origin,
            self.sex,
            self.born.year(),
            self.bond.word()
        )
    }
}

/// Most records of one person.
const MOST: u64 = 8;
/// How many records a person has, in thousandths: on average 2.49 records, and 1.24 true pairs to a row.
const RECORDS: [(u64, u32); 8] = [(1, 345), (2, 255), (3, 180), (4, 105), (5, 55), (6, 30), (7, 18), (8, 12)];
/// Fewer than the average number of records of a thousand people, so that there are always enough people.
const RECORDS_OF_THOUSAND: u64 = 2_470;

/// `count` rows of the world of `seed`, one after the other; none is kept.
pub fn rows(seed: u64, count: u64) -> impl Iterator<Item = Row> {
    let people = count * 1_000 / RECORDS_OF_THOUSAND + 32;
    let slots = people * MOST;
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let written = (0..slots).map(move |place| shuffle(seed, 9, place, slots)).filter_map(move |slot| {
        let (number, nth) = (slot / MOST, slot % MOST);
        let records = Chance::of(seed, Stream::LinkedCount, number).weighted(&RECORDS, 1);
        (nth < records).then(|| agency::write(&person::invent(seed, number), seed, nth))
    });
    (1..).zip(written).map(|(id, row)| Row { id, ..row }).take(count)
}

/// So many thousandths as likely.
fn scaled(per_mille: u32, by: u32) -> u32 {
    per_mille.saturating_mul(by) / 1_000
}
