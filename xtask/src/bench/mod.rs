//! `cargo xtask bench`: what the product costs, measured from outside on a release binary.
//!
//! For each database and number of people a demonstration is filled, served and put under closed-loop clients;
//! CPU time is the server's and the database's, read from `/proc`, the load generator's apart. Durability is as
//! in production. Figures are kept under `target/xtask/bench`, so that the four sizes may be measured in turn,
//! and `docs/performance.md` is written from what is kept. An answer that is wrong fails the run.

mod building;
mod court;
pub mod figures;
mod hidden;
mod http;
mod kept;
mod linkage;
mod load;
mod operations;
mod process;
mod report;
pub mod town;
mod visitor;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use self::building::Cost;
use self::figures::{Database, Figures, Row};
use self::load::{Chance, Load};
use self::operations::{Asked, Operation, Sample};
use self::report::{Made, Report};
use self::town::Town;
use self::visitor::Visitor;
use crate::cluster::{self, Durability};
use crate::shell;

/// The numbers of people that the issue asks for.
const PEOPLE: [u64; 2] = [2_000, 250_000];
/// People whose pages are opened.
const OPENED: usize = 200;
/// People who are made so that somebody may be referred.
const REFERRED: usize = 500;
/// How long a server is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(10);
/// Where the report stands.
const DOCUMENT: &str = "docs/performance.md";

/// One part of the product, measured alone.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// What a decision of the gate costs beside the engine called naively, and a caseload beside a query written by hand
    Gate,
    /// What a PDF of a letter and of a long copy of a record costs
    Documents,
    /// Our matcher beside the newest Splink: CPU time, memory, accuracy
    Linkage,
}

#[derive(Args)]
pub struct Options {
    /// Only this part, without a server. Nothing is kept
    #[arg(value_enum)]
    part: Option<Part>,
    #[command(flatten)]
    linkage: linkage::Asked,
    /// Numbers of people
    #[arg(long, value_delimiter = ',', default_values_t = PEOPLE)]
    people: Vec<u64>,
    /// Databases
    #[arg(long, value_delimiter = ',', value_enum, default_values_t = Database::ALL)]
    databases: Vec<Database>,
    /// Numbers of closed-loop clients
    #[arg(long, value_delimiter = ',', default_values_t = [4, 8, 16])]
    clients: Vec<u32>,
    /// Seconds of each measurement, after one of warming up
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// One second each, with the fewest people and eight clients: to see that all works. Nothing is kept
    #[arg(long)]
    quick: bool,
    /// Only these operations. Nothing is kept
    #[arg(long, value_enum)]
    only: Vec<Operation>,
    /// Folder of filled databases: taken from there, or filled and kept there. A run works on a copy
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Measure this binary and build none. Nothing is kept
    #[arg(long)]
    program: Option<PathBuf>,
    /// Also the CPU time of importing a court list of so many rows, and the time of sending one of 1,000 by the page
    #[arg(long, value_name = "ROWS")]
    court_list: Option<u64>,
    /// Also the CPU time of a cold release build
    #[arg(long)]
    build: bool,
    /// Also the CPU time of a debug rebuild after one line of a page has changed
    #[arg(long)]
    rebuild: bool,
}

impl Options {
    /// Whether the figures are whole enough to be kept.
    fn kept(&self) -> bool {
        !self.quick && self.only.is_empty() && self.program.is_none()
    }

    fn people(&self) -> Vec<u64> {
        let mut people = self.people.clone();
        people.sort_unstable();
        people.dedup();
        if self.quick {
            people.truncate(1);
        }
        people
    }

    fn clients(&self) -> Vec<u32> {
        if self.quick { vec![8] } else { self.clients.clone() }
    }

    fn load(&self, clients: u32) -> Load {
        let (warm_up, time) = if self.quick { (300, 1000) } else { (1000, 1000 * self.seconds) };
        Load { clients, warm_up: Duration::from_millis(warm_up), time: Duration::from_millis(time) }
    }

    fn operations(&self) -> impl Iterator<Item = Operation> {
        Operation::ALL.into_iter().filter(|one| self.only.is_empty() || self.only.contains(one))
    }
}

/// Decisions alone, and a caseload on both databases beside a query written by hand. All of the workspace is named, so that what is
/// built has the features that all else is built with.
fn gate() -> Result<()> {
    let cluster = cluster::start(Durability::Full)?;
    let mut bench = shell::cargo();
    bench.args(["bench", "--workspace", "--bench", "decide", "--bench", "caseload"]);
    shell::run(bench.env("THROUGHCARE_TEST_POSTGRES", &cluster.url))
}

/// Measures what is asked for, prints it, and keeps it where it is whole.
pub fn run(options: &Options) -> Result<()> {
    match options.part {
        Some(Part::Gate) => return gate(),
        Some(Part::Documents) => {
            let bench = ["bench", "--package", "documents", "--bench", "draw"];
            return shell::run(shell::cargo().args(bench));
        }
        Some(Part::Linkage) => return linkage::run(&options.linkage),
        None => {}
    }
    let kept = Kept::folder()?;
    if options.build {
        kept.put("cold", &cost_to_json(building::cold()?))?;
    }
    if options.rebuild {
        kept.put("rebuild", &cost_to_json(building::after_one_line()?))?;
    }
    // On a machine that does other things besides, all figures are worse: the report says so.
    let load = fs::read_to_string("/proc/loadavg")?;
    let program = options.program.clone().map_or_else(release_binary, Ok)?;
    let mut all = Vec::new();
    for people in options.people() {
        for &database in &options.databases {
            let figures = measure(options, &program, database, people)?;
            if options.kept() {
                kept.put(&format!("{}-{people}", database.name()), &figures.to_json())?;
            }
            all.push(figures);
        }
    }
    let (cold, rebuild) = (kept.cost("cold"), kept.cost("rebuild"));
    let made = Made { by: said(), on: machine(&load)? };
    let now = Report {
        people: options.people(),
        databases: options.databases.clone(),
        figures: &all,
        cold,
        rebuild,
        made,
    };
    println!("\n{}", now.markdown());
    if options.kept() {
        write(&kept, now.made)?;
    }
    let wrong: u64 = all.iter().flat_map(|one| &one.rows).map(|row| row.errors).sum();
    if wrong > 0 {
        bail!("{wrong} answers were wrong; they are listed above");
    }
    Ok(())
}

/// Writes the document from everything that is kept of the numbers of people that the issue asks for.
fn write(kept: &Kept, made: Made) -> Result<()> {
    let figures = kept.figures()?;
    let (cold, rebuild) = (kept.cost("cold"), kept.cost("rebuild"));
    let report = Report {
        people: PEOPLE.to_vec(),
        databases: Database::ALL.to_vec(),
        figures: &figures,
        cold,
        rebuild,
        made,
    };
    let path = shell::root()?.join(DOCUMENT);
    let document = fs::read_to_string(&path).with_context(|| format!("{DOCUMENT} cannot be read"))?;
    let text = report::placed(&document, &report.markdown());
    let text = text.with_context(|| format!("{DOCUMENT} has lost the marks of the bench"))?;
    fs::write(&path, text)?;
    println!("written into {DOCUMENT}");
    Ok(())
}

fn release_binary() -> Result<PathBuf> {
    shell::run(shell::cargo().args(["build", "--release"]))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(shell::root()?.join("target"), PathBuf::from);
    Ok(target.join("release/throughcare"))
}

/// One database with one number of people, from the empty folder to the last figure.
fn measure(options: &Options, program: &Path, database: Database, people: u64) -> Result<Figures> {
    println!("\n━━ {}, {} people ━━", database.name(), report::grouped(people));
    let (mut town, filled) = Town::filled(program, database, people, options.keep.as_deref())?;
    println!("filled in {:.1} s", filled.seconds);
    let start = town.start()?;
    thread::sleep(IDLE);
    let target = town.target()?;
    let idle = process::memory(target.server)?;
    let database_idle = target.database.map(process::tree_memory).transpose()?;
    let mut figures = Figures {
        database,
        people,
        day: shell::read(shell::command("date").args(["-u", "+%F"]))?.trim().to_owned(),
        fill: Some(filled.seconds),
        start: Some(start.as_secs_f64()),
        size: Some(filled.size),
        idle: Some(idle.now),
        peak: None,
        database_idle,
        rows: Vec::new(),
        hidden: None,
    };
    let mut practitioner = Visitor::of(&town, "Probation practitioner")?;
    let mut sample = sample(&town, &mut practitioner)?;
    if options.only.is_empty() {
        let mut stranger = Visitor::of(&town, "Treatment worker")?;
        let pairs = if options.quick { 200 } else { 2000 };
        figures.hidden = Some(hidden::compare(target.port, &mut stranger, &sample.people, pairs)?);
    }
    let count = AtomicU64::new(0);
    for operation in options.operations() {
        if operation == Operation::Refer {
            sample.referred = referred(&mut practitioner, &sample)?;
        }
        for clients in options.clients() {
            let (row, wrong) =
                load::run(&target, &Asked::new(operation, &sample, &count), options.load(clients))?;
            show(&row, &wrong);
            figures.rows.push(row);
        }
    }
    figures.peak = Some(process::memory(target.server)?.peak);
    if options.court_list.is_some() {
        court::upload(&town)?;
    }
    town.stop()?;
    if let Some(rows) = options.court_list {
        court::import(&town, rows)?;
    }
    Ok(figures)
}

fn show(row: &Row, wrong: &[String]) {
    println!(
        "{:<9} {:>2} clients {:>8.0}/s  p50 {:>7.2}  p95 {:>7.2}  p99 {:>7.2} ms  CPU {:>5.2} + {:.2} ms",
        row.operation,
        row.clients,
        row.per_second,
        row.p50,
        row.p95,
        row.p99,
        row.server_cpu,
        row.database_cpu
    );
    for one in wrong {
        println!("  wrong: {one}");
    }
}

/// What the clients choose from, gathered by public paths.
fn sample(town: &Town, practitioner: &mut Visitor) -> Result<Sample> {
    let worker = Visitor::of(town, "Treatment worker")?;
    let people = practitioner.caseload(OPENED)?;
    if people.is_empty() {
        bail!("the caseload of {} is empty", practitioner.account.email);
    }
    let services = practitioner.get("/api/v1/services?limit=50")?;
    let id = |one: &Value| one.get("id").and_then(Value::as_str).map(str::to_owned);
    Ok(Sample {
        services: visitor::items(&services)?.iter().filter_map(id).collect(),
        session: practitioner.sign_in(town)?,
        manager: Visitor::of(town, "Team manager")?.sign_in(town)?,
        practitioner: practitioner.bearer.clone(),
        worker: worker.bearer,
        people,
        referred: Vec::new(),
    })
}

/// New people for referrals, so that nobody of the sample gathers thousands.
fn referred(practitioner: &mut Visitor, sample: &Sample) -> Result<Vec<String>> {
    let mut chance = Chance::new(11);
    (0..REFERRED)
        .map(|number| {
            let family = chance.one_of(&sample.people).map_or("Crane", |known| known.family.as_str());
            let person = operations::new_person(family, &mut chance);
            practitioner.create("/api/v1/people", &person, &format!("referred-{number}"))
        })
        .collect()
}

/// Figures kept from run to run.
struct Kept(PathBuf);

impl Kept {
    fn folder() -> Result<Self> {
        let folder = shell::own_folder()?.join("bench");
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    fn put(&self, name: &str, value: &Value) -> Result<()> {
        let path = self.0.join(format!("{name}.json"));
        fs::write(&path, format!("{value:#}\n"))
            .with_context(|| format!("{} cannot be written", path.display()))
    }

    fn get(&self, name: &str) -> Option<Value> {
        serde_json::from_str(&fs::read_to_string(self.0.join(format!("{name}.json"))).ok()?).ok()
    }

    fn cost(&self, name: &str) -> Option<Cost> {
        let value = self.get(name)?;
        Some(Cost { cpu: value.get("cpu")?.as_f64()?, clock: value.get("clock")?.as_f64()? })
    }

    /// Those of the numbers of people that the issue asks for.
    fn figures(&self) -> Result<Vec<Figures>> {
        let names = Database::ALL
            .iter()
            .flat_map(|database| PEOPLE.map(|people| format!("{}-{people}", database.name())));
        names.filter_map(|name| self.get(&name)).map(|value| Figures::from_json(&value)).collect()
    }
}

fn cost_to_json(cost: Cost) -> Value {
    json!({ "cpu": cost.cpu, "clock": cost.clock })
}

/// The command as it was typed.
fn said() -> String {
    let words = std::env::args().skip(1).collect::<Vec<_>>().join(" ");
    format!("cargo xtask {words}")
}

/// The machine in words; `load` is the line of `/proc/loadavg` from before.
fn machine(load: &str) -> Result<String> {
    let ask = |program: &str, words: &[&str]| -> Result<String> {
        Ok(shell::read(shell::command(program).args(words))?.trim().to_owned())
    };
    let processors = fs::read_to_string("/proc/cpuinfo")?;
    let processor = processors.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let memory = fs::read_to_string("/proc/meminfo")?;
    let memory = memory.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or_default();
    Ok(format!(
        "{} cores ({}), {} GB of memory, {}, {}, {}, with a load of {} in the minute before",
        ask("nproc", &[])?,
        processor.trim_start_matches([' ', '\t', ':']),
        (memory + 512 * 1024) / (1024 * 1024),
        ask("uname", &["-sr"])?,
        ask("rustc", &["--version"])?,
        ask("psql", &["--version"])?,
        load.split(' ').next().unwrap_or_default(),
    ))
}
