//! Court lists as Libra sends them, written for people of the stories, and loaded like any other.

use super::stage::{Stage, line};
use anyhow::{Context, Result};
use app::{
    court::{self, LoadList},
    ports::CourtQuery,
};
use domain::{
    hearing::Trigger,
    ids::{CourtEntryId, PersonId},
    person::{Gender, IdentifierKind},
    role::Role,
};
use jiff::civil::Date;
use std::{fmt::Write as _, io::Cursor};
use synth::Person;

/// Entries of one day that are read to find one.
const ENTRIES: u32 = 200;

/// Somebody on a list.
#[derive(Debug, Clone)]
pub struct Row {
    /// The court's number of the case.
    pub case: u32,
    name: String,
    born: String,
    address: String,
    postcode: String,
    numbers: String,
    sex: &'static str,
    offence: (&'static str, &'static str),
    more: &'static str,
    kind: &'static str,
}

/// What people are charged with on the lists: code and title.
const CHARGES: [(&str, &str); 6] = [
    ("TH68010", "Theft from a shop"),
    ("CJ88116", "Common assault"),
    ("RT88191", "Driving with alcohol above the limit"),
    ("CD71039", "Criminal damage"),
    ("PU86004", "Using threatening words"),
    ("TH68072", "Going equipped for theft"),
];

impl Row {
    /// A person as a list that knows them well tells of them.
    pub fn of(case: u32, person: &Person) -> Self {
        let legal = &person.legal;
        let name = match &legal.given {
            Some(given) => format!("{given} {}", legal.family),
            None => legal.family.clone(),
        };
        let home = person.addresses.last();
        let numbers = person.identifiers.iter().filter_map(|one| {
            let field = match one.kind {
                IdentifierKind::Pnc => "pnc_id",
                IdentifierKind::Cro => "cro_number",
                _ => return None,
            };
            Some(format!("<{field}>{}</{field}>", escaped(&one.raw)))
        });
        let charge = usize::try_from(case).unwrap_or(0) % CHARGES.len();
        Self {
            case,
            name,
            born: person.born.map_or(String::new(), |day| day.strftime("%d/%m/%Y").to_string()),
            address: home.map_or(String::new(), |home| format!("{}, {}", home.line, home.town)),
            postcode: home.map_or(String::new(), |home| home.postcode.clone()),
            numbers: numbers.collect(),
            sex: match person.gender {
                Gender::Male => "M",
                Gender::Female => "F",
                _ => "N",
            },
            offence: CHARGES.get(charge).copied().unwrap_or(("TH68010", "Theft from a shop")),
            more: "",
            kind: "P",
        }
    }

    /// Without numbers and address, given and family name the other way round: it may be the same person, or not.
    pub fn swapped(self) -> Self {
        let row = self.without_numbers();
        let name = row.name.split_once(' ').map(|(given, family)| format!("{family} {given}"));
        Self { name: name.unwrap_or_else(|| row.name.clone()), ..row }
    }

    /// Without numbers and address.
    pub fn without_numbers(mut self) -> Self {
        self.numbers = String::new();
        self.address = String::new();
        self.postcode = String::new();
        self
    }

    /// Under a reporting restriction.
    pub fn restricted(mut self) -> Self {
        self.more = "<reporting_restriction>Y</reporting_restriction>";
        self
    }

    /// A company, which no list of people keeps.
    pub fn company(case: u32) -> Self {
        Self {
            case,
            name: "Northmoor Skip Hire Ltd".to_owned(),
            born: String::new(),
            address: "2 Kiln Lane, Harrowmere".to_owned(),
            postcode: String::new(),
            numbers: String::new(),
            sex: "",
            offence: ("EN90001", "Depositing waste without a permit"),
            more: "",
            kind: "O",
        }
    }

    fn write(&self, text: &mut String) {
        let (code, title) = self.offence;
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "<case><caseno>16{:08}</caseno><cseq>1</cseq><def_name>{}</def_name><def_type>{}</def_type>\
             <def_sex>{}</def_sex><def_dob>{}</def_dob><def_addr><line1>{}</line1><pcode>{}</pcode></def_addr><urn>01NM{:07}</urn>{}{}\
             <offences><offence><oseq>1</oseq><code>{code}</code><title>{title}</title></offence></offences></case>",
            self.case,
            escaped(&self.name),
            self.kind,
            self.sex,
            self.born,
            escaped(&self.address),
            self.postcode,
            self.case,
            self.numbers,
            self.more,
        );
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The list of one court on one day, three cases to the half hour, in two rooms.
fn libra(day: Date, rows: &[Row]) -> String {
    let mut text = String::from("<job><sessions>");
    let half = rows.len().div_ceil(2).max(1);
    for (room, rows) in (1..).zip(rows.chunks(half)) {
        let _ = write!(
            text,
            "<session><doh>{}</doh><ou_code>B10JQ00</ou_code><court>Harrowmere Magistrates' Court</court>\
             <room>{room}</room><sstart>10:00</sstart><blocks>",
            day.strftime("%d/%m/%Y")
        );
        for (block, rows) in (0_usize..).zip(rows.chunks(3)) {
            let (hour, minute) = (10 + block / 2, block % 2 * 30);
            let _ = write!(text, "<block><bstart>{hour:02}:{minute:02}</bstart><cases>");
            for row in rows {
                row.write(&mut text);
            }
            text.push_str("</cases></block>");
        }
        text.push_str("</blocks></session>");
    }
    text + "</sessions></job>"
}

/// The liaison practitioner loads the list of `day`.
pub async fn load(stage: &Stage<'_>, day: Date, trigger: Trigger, rows: &[Row]) -> Result<()> {
    let file = format!("{}_{}_B10JQ00_ADULT_COURT_LIST.xml", trigger.code(), day.strftime("%d%m%Y"));
    let command = LoadList { trigger, file: Some(line(&file)?) };
    let input = Box::new(Cursor::new(libra(day, rows).into_bytes()));
    let liaison = stage.actor(Role::CourtLiaison)?;
    let loaded = court::load(&stage.app, &liaison, command, input, None, &|_| {}).await;
    stage.done("loading a court list", loaded).map(drop)
}

/// The entry of a case on a day's list, and whose it is.
pub async fn entry(stage: &Stage<'_>, day: Date, case: u32) -> Result<(CourtEntryId, Option<PersonId>)> {
    let liaison = stage.actor(Role::CourtLiaison)?;
    let query = CourtQuery { day, court: None, after: None, limit: ENTRIES };
    let page = stage.done("reading a court list", court::page(&stage.app, &liaison, query).await)?;
    let number = format!("16{case:08}");
    let found = page
        .lines
        .iter()
        .map(|line| &line.kept)
        .find(|kept| kept.entry.case_number.as_ref().is_some_and(|kept| kept.as_str() == number));
    let kept = found.with_context(|| format!("case {number} is not on the list of {day}"))?;
    Ok((kept.id, kept.matching.person()))
}
