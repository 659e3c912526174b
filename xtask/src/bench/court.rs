//! Importing a court list: CPU time of so many hearing rows against everybody who is known, by the command line, as a team
//! does it at night; and the time that somebody waits who sends a morning's list from a browser. The list is written here from
//! its description; nobody on it is real.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::process;
use super::report::grouped;
use super::town::Town;
use super::visitor::{self, Visitor, encoded};

/// Cases of one session of the list.
const SESSION: u64 = 2_000;
/// Defendants of a list that is sent by the page.
const DEFENDANTS: u64 = 1_000;
/// Those of them at most who are told apart from each other and known.
const KNOWN: usize = 250;
/// Seconds from sending that list to seeing whom each may be.
const UPLOAD_GOAL: f64 = 2.0;
/// CPU seconds that importing 100,000 rows may take on SQLite.
const GOAL: f64 = 60.0;

/// Imports `rows` hearing rows, twice: as new, and as they are there already. Prints what that cost.
pub fn import(town: &Town, rows: u64) -> Result<()> {
    let path = town.folder.join("court-list.xml");
    let out = File::create(AsRef::<Path>::as_ref(&path)).context("the list cannot be written")?;
    write(BufWriter::new(out), 2031, rows, &[]).context("the list cannot be written")?;
    let email = town.account("Court liaison practitioner")?.email;
    for what in ["new", "there already"] {
        let (began, before) = (Instant::now(), process::children_cpu()?);
        let database = town.database_cpu()?;
        let said = town.ask(&[
            "import",
            "court-list",
            &path.display().to_string(),
            "--as",
            &email,
            "--trigger",
            "daily",
        ])?;
        ensure!(said.contains(&format!("{rows} rows")), "not every row was read: {said}");
        let own = process::children_cpu()?.saturating_sub(before).as_secs_f64();
        let server = town.database_cpu()?.saturating_sub(database).as_secs_f64();
        println!(
            "import of {} hearing rows, {what}: {:.1} CPU s ({own:.1} of them the program's), {:.1} s in all; goal on \
             SQLite for 100,000: {GOAL} CPU s",
            grouped(rows),
            own + server,
            began.elapsed().as_secs_f64(),
        );
    }
    Ok(())
}

/// Somebody as a court writes them.
struct Defendant {
    given: String,
    family: String,
    /// DD/MM/YYYY.
    born: String,
}

/// Sends a list of [`DEFENDANTS`] by the page, and opens the first page of the court's day with whom each may be. Every other one is
/// somebody with whom the visitor's agency works. Prints how long that took from the first byte sent, three times over.
pub fn upload(town: &Town) -> Result<()> {
    let mut visitor = Visitor::of(town, "Court liaison practitioner")?;
    let known = known(&mut visitor)?;
    let mut cookies = visitor.sign_in_cookies(town)?;
    let mut seconds = Vec::new();
    for year in 2032..2035 {
        let mut list = Vec::new();
        write(&mut list, year, DEFENDANTS, &known)?;
        let form = visitor.page("GET", "/court/load", &mut cookies, "")?;
        let body = multipart(&visitor::hidden(&form.text()), &String::from_utf8(list)?);
        let began = Instant::now();
        let sent = visitor.send("/court/load", &mut cookies, MULTIPART, &body)?;
        let next = sent.header("location").context("the list was not taken")?.to_owned();
        let told = visitor.page("GET", &next, &mut cookies, "")?.text();
        ensure!(told.contains("1,000") || told.contains("1000"), "the page does not tell of every row");
        let day = format!("/court?list={}", encoded(&format!("{year}-01-01 B10JQ")));
        let shown = visitor.page("GET", &day, &mut cookies, "")?.text();
        seconds.push(began.elapsed().as_secs_f64());
        ensure!(shown.contains("possible match"), "nobody of the list is told to be known");
    }
    println!(
        "list of {} defendants sent by the page, until whom each may be is on the page: {} s; goal {UPLOAD_GOAL} s",
        grouped(DEFENDANTS),
        seconds.iter().map(|one| format!("{one:.2}")).collect::<Vec<_>>().join(", "),
    );
    Ok(())
}

/// Those with whom the visitor works, as a court would write them.
fn known(visitor: &mut Visitor) -> Result<Vec<Defendant>> {
    let (mut people, mut path) = (Vec::new(), "/api/v1/caseload?limit=20".to_owned());
    while people.len() < KNOWN {
        let page = visitor.get(&path)?;
        people.extend(visitor::items(&page)?.iter().filter_map(defendant));
        let Some(next) = page.get("next_cursor").and_then(Value::as_str) else { break };
        path = format!("/api/v1/caseload?limit=20&cursor={next}");
    }
    ensure!(!people.is_empty(), "the visitor works with nobody");
    Ok(people)
}

fn defendant(row: &Value) -> Option<Defendant> {
    let identity = row.get("identity").unwrap_or(row);
    let text = |path: &str| identity.pointer(path).and_then(Value::as_str);
    let mut born = text("/born")?.split('-');
    let (year, month, day) = (born.next()?, born.next()?, born.next()?);
    Some(Defendant {
        given: text("/legal_name/given")?.to_owned(),
        family: text("/legal_name/family")?.to_owned(),
        born: format!("{day}/{month}/{year}"),
    })
}

/// The boundary of what [`multipart`] writes, as a header.
const MULTIPART: &str = "multipart/form-data; boundary=of-the-bench";

/// A form with what it carries hidden, and the list as a file.
fn multipart(hidden: &[(String, String)], list: &str) -> String {
    let mut body = String::new();
    let trigger = [("trigger".to_owned(), "daily".to_owned())];
    for (name, value) in hidden.iter().chain(&trigger) {
        body.push_str("--of-the-bench\r\ncontent-disposition: form-data; name=\"");
        body.push_str(name);
        body.push_str("\"\r\n\r\n");
        body.push_str(value);
        body.push_str("\r\n");
    }
    body.push_str(
        "--of-the-bench\r\ncontent-disposition: form-data; name=\"list\"; filename=\"list.xml\"\r\n",
    );
    body.push_str("content-type: text/xml\r\n\r\n");
    body.push_str(list);
    body.push_str("\r\n--of-the-bench--\r\n");
    body
}

/// Writes a Libra list: days of two thousand cases each, in which names and birthdays repeat as they do in a county. Every other one is
/// one of those who are `known`, where there are any.
fn write(mut out: impl Write, year: u64, rows: u64, known: &[Defendant]) -> std::io::Result<()> {
    writeln!(out, "<job><sessions>")?;
    for row in 0..rows {
        if row % SESSION == 0 {
            if row > 0 {
                writeln!(out, "</cases></block></blocks></session>")?;
            }
            let day = row / SESSION;
            let (month, day) = (day / 28 % 12 + 1, day % 28 + 1);
            writeln!(
                out,
                "<session><doh>{day:02}/{month:02}/{year}</doh><ou_code>B10JQ00</ou_code><room>{}</room><blocks><block>\
                 <bstart>10:00</bstart><cases>",
                row / SESSION % 9 + 1
            )?;
        }
        let invented = || Defendant {
            given: one_of(&GIVEN, row).to_owned(),
            family: one_of(&FAMILY, row / 16).to_owned(),
            born: format!("{:02}/{:02}/{}", row % 28 + 1, row % 12 + 1, 1950 + row % 55),
        };
        let one = usize::try_from(row / 2)
            .ok()
            .filter(|_| row % 2 == 1)
            .and_then(|at| at.checked_rem(known.len()).and_then(|at| known.get(at)));
        let made = invented();
        let Defendant { given, family, born } = one.unwrap_or(&made);
        writeln!(
            out,
            "<case><caseno>{}{row:08}</caseno><cseq>1</cseq><def_name>Mr {given} {family}</def_name><def_sex>M</def_sex>\
             <def_dob>{born}</def_dob><def_addr><line1>{row} High Street</line1><pcode>SP1 1AA</pcode>\
             </def_addr><urn>01AB{row:07}</urn><inf>POL01</inf><offences><offence><code>TH68010</code><title>Theft from a \
             shop</title><sum>Stole goods to the value of {row} pounds</sum></offence></offences></case>",
            year % 100,
        )?;
    }
    writeln!(out, "</cases></block></blocks></session></sessions></job>")?;
    out.flush()
}

fn one_of(names: &[&'static str; 16], number: u64) -> &'static str {
    let place = usize::try_from(number % 16).unwrap_or(0);
    names.get(place).copied().unwrap_or_default()
}

const GIVEN: [&str; 16] = [
    "Amina", "Callum", "Dai", "Eleri", "Femi", "Grace", "Hamza", "Ifan", "Joanne", "Kuba", "Leanne", "Mo",
    "Nia", "Owen", "Priya", "Ryan",
];
const FAMILY: [&str; 16] = [
    "Ahmed", "Brown", "Clark", "Davies", "Evans", "Green", "Hughes", "Jones", "Khan", "Lewis", "Morgan",
    "Nowak", "Patel", "Roberts", "Smith", "Taylor",
];
