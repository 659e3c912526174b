//! Importing a court list: CPU time of so many hearing rows against everybody who is known, by the command line, as a team
//! does it at night. The list is written here from its description; nobody on it is real.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::process;
use super::report::grouped;
use super::town::Town;

/// Cases of one session of the list.
const SESSION: u64 = 2_000;
/// CPU seconds that importing 100,000 rows may take on SQLite.
const GOAL: f64 = 60.0;

/// Imports `rows` hearing rows, twice: as new, and as they are there already. Prints what that cost.
pub fn import(town: &Town, rows: u64) -> Result<()> {
    let path = town.folder.join("court-list.xml");
    write(&path, rows).context("the list cannot be written")?;
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

/// Writes a Libra list: days of two thousand cases each, in which names and birthdays repeat as they do in a county.
fn write(path: &PathBuf, rows: u64) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(AsRef::<Path>::as_ref(path))?);
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
                "<session><doh>{day:02}/{month:02}/2031</doh><ou_code>B10JQ00</ou_code><room>{}</room><blocks><block>\
                 <bstart>10:00</bstart><cases>",
                row / SESSION % 9 + 1
            )?;
        }
        let (given, family) = (one_of(&GIVEN, row), one_of(&FAMILY, row / 16));
        let (day, month, year) = (row % 28 + 1, row % 12 + 1, 1950 + row % 55);
        writeln!(
            out,
            "<case><caseno>16{row:08}</caseno><cseq>1</cseq><def_name>Mr {given} {family}</def_name><def_sex>M</def_sex>\
             <def_dob>{day:02}/{month:02}/{year}</def_dob><def_addr><line1>{row} High Street</line1><pcode>SP1 1AA</pcode>\
             </def_addr><urn>01AB{row:07}</urn><inf>POL01</inf><offences><offence><code>TH68010</code><title>Theft from a \
             shop</title><sum>Stole goods to the value of {row} pounds</sum></offence></offences></case>"
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
