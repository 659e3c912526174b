//! The figures in Markdown: goals and shortfalls first, then ratios, then every measurement.
//!
//! Nothing is rounded in our favour and nothing is filled in: what was not measured says so.

use std::fmt::Write;

use super::building::Cost;
use super::figures::{Database, Figures, Row};
use super::operations::{Goal, Operation};

/// Clients at which goals and ratios are read.
const USERS: u32 = 8;
/// At most this many times slower with the larger number of people.
const GROWTH: f64 = 1.5;
/// Bytes that the idle server may take.
const IDLE: u64 = 150_000_000;
/// Seconds until a filled demonstration is up.
const START: f64 = 1.0;
/// CPU seconds of a cold release build, and of a debug rebuild.
const COLD: f64 = 1200.0;
const REBUILD: f64 = 15.0;

const NOT_MEASURED: &str = "not measured";

/// What a fast Rust FHIR server took in CPU-ms without any authorisation, at 3,000 people: SQLite, PostgreSQL.
const COMPARED: [(Operation, f64, f64); 4] = [
    (Operation::Create, 1.1, 3.7),
    (Operation::Refer, 0.9, 2.7),
    (Operation::Caseload, 5.6, 10.3),
    (Operation::Search, 17.9, 4.0),
];

/// The machine and the command, for the head of the report.
pub struct Made {
    pub by: String,
    pub on: String,
}

/// Everything there is to report.
pub struct Report<'a> {
    /// Numbers of people, smallest first.
    pub people: Vec<u64>,
    pub databases: Vec<Database>,
    pub figures: &'a [Figures],
    pub cold: Option<Cost>,
    pub rebuild: Option<Cost>,
    pub made: Made,
}

impl Report<'_> {
    /// The whole report.
    pub fn markdown(&self) -> String {
        let mut text = format!("Made by `{}` on {}.\n", self.made.by, self.made.on);
        text.push_str(&self.goals());
        text.push_str(&self.ratios());
        text.push_str(&self.whole());
        text.push_str(&self.shortfalls_in_words());
        text.push_str(&self.every());
        text
    }

    fn columns(&self) -> impl Iterator<Item = (Database, u64)> + '_ {
        self.databases.iter().flat_map(|database| self.people.iter().map(|people| (*database, *people)))
    }

    fn of(&self, database: Database, people: u64) -> Option<&Figures> {
        self.figures.iter().find(|one| one.database == database && one.people == people)
    }

    fn row(&self, database: Database, people: u64, operation: Operation) -> Option<&Row> {
        self.of(database, people)?.row(operation.code(), USERS)
    }

    fn head(&self, text: &mut String, first: &str, last: &[&str]) {
        let columns =
            self.columns().map(|(database, people)| format!("{}, {}", database.name(), grouped(people)));
        table_head(text, first, columns.chain(last.iter().map(|&one| one.to_owned())));
    }

    fn goals(&self) -> String {
        let mut text = format!("\n### Goals, at {USERS} clients\n\n");
        self.head(&mut text, "", &["goal", "the FHIR server: SQLite, PostgreSQL"]);
        for operation in Operation::ALL {
            let (goal, value): (String, fn(&Row) -> f64) = match operation.goal() {
                Goal::Cpu(most) => (format!("≤ {most:.1}"), Row::cpu),
                Goal::P95At8(most) => (format!("≤ {most:.0} ms"), |row| row.p95),
                Goal::None => continue,
            };
            let unit = if matches!(operation.goal(), Goal::Cpu(_)) { "CPU-ms" } else { "p95, ms" };
            let cells = self.columns().map(|(d, p)| cell(self.row(d, p, operation).map(value)));
            let cells = cells.collect::<Vec<_>>().join(" | ");
            let compared = COMPARED.iter().find(|(of, ..)| *of == operation);
            let compared = compared.map_or_else(|| "–".to_owned(), |(_, lite, pg)| format!("{lite}, {pg}"));
            let _ = writeln!(text, "| {}, {unit} | {cells} | {goal} | {compared} |", operation.words());
        }
        text
    }

    fn ratios(&self) -> String {
        let (Some(few), Some(many)) = (self.people.first().copied(), self.people.last().copied()) else {
            return String::new();
        };
        let mut text =
            format!("\n### Ratios at {USERS} clients: CPU-ms a request (median time in brackets)\n\n");
        let mut columns = Vec::new();
        if few != many {
            columns.extend(self.databases.iter().map(|&d| ((d, many), (d, few))));
        }
        if self.databases.len() > 1 {
            let at = |people| ((Database::Postgres, people), (Database::Sqlite, people));
            columns.extend(self.people.iter().map(|&people| at(people)));
        }
        if columns.is_empty() {
            return String::new();
        }
        let name = |((over, many), (under, few)): ((Database, u64), (Database, u64))| {
            if over == under {
                format!("{}: {} against {}", over.name(), grouped(many), grouped(few))
            } else {
                format!("{} against {}, {}", over.name(), under.name(), grouped(many))
            }
        };
        table_head(&mut text, "", columns.iter().map(|&column| name(column)));
        for operation in Operation::ALL {
            let cells = columns.iter().map(|&(over, under)| {
                let over = self.row(over.0, over.1, operation);
                let under = self.row(under.0, under.1, operation);
                over.zip(under).map_or_else(
                    || NOT_MEASURED.to_owned(),
                    |(over, under)| format!("{:.2} ({:.2})", over.cpu() / under.cpu(), over.p50 / under.p50),
                )
            });
            let cells = cells.collect::<Vec<_>>().join(" | ");
            let _ = writeln!(text, "| {} | {cells} |", operation.words());
        }
        text
    }

    fn whole(&self) -> String {
        let mut text = "\n### The server as a whole\n\n".to_owned();
        self.head(&mut text, "", &["goal"]);
        let mut line = |name: &str, goal: &str, value: &dyn Fn(&Figures) -> Option<String>| {
            let cells = self
                .columns()
                .map(|(d, p)| self.of(d, p).and_then(value).unwrap_or_else(|| NOT_MEASURED.to_owned()));
            let cells = cells.collect::<Vec<_>>().join(" | ");
            let _ = writeln!(text, "| {name} | {cells} | {goal} |");
        };
        line("Idle memory, MB", "≤ 150", &|one| one.idle.map(megabytes));
        line("Peak memory, MB", "–", &|one| one.peak.map(megabytes));
        line("PostgreSQL's processes when idle, MB", "–", &|one| match one.database {
            Database::Sqlite => Some("–".to_owned()),
            Database::Postgres => one.database_idle.map(megabytes),
        });
        line("Start of a filled demonstration, s", "≤ 1", &|one| one.start.map(|s| format!("{s:.2}")));
        line("Size on the disk, MB", "–", &|one| one.size.map(megabytes));
        line("Filling, s", "–", &|one| one.fill.map(|s| format!("{s:.1}")));
        line("People filled in a second", "–", &|one| {
            one.fill.map(|s| format!("{:.0}", f64::from(u32::try_from(one.people).unwrap_or(u32::MAX)) / s))
        });
        line("Hidden person against absent one, median ms", "alike", &|one| {
            one.hidden.map(|h| {
                format!("{:.3} / {:.3} = {:.3}", h.out_of_reach, h.absent, h.out_of_reach / h.absent)
            })
        });
        let build = |cost: Option<Cost>| {
            cost.map_or_else(
                || NOT_MEASURED.to_owned(),
                |c| format!("{:.0} ({:.0} s on the clock)", c.cpu, c.clock),
            )
        };
        let _ = writeln!(
            text,
            "\nCold `cargo build --release`, CPU seconds: {} (goal ≤ {COLD:.0}).",
            build(self.cold)
        );
        let _ = writeln!(
            text,
            "Debug rebuild after one line of a page, CPU seconds: {} (goal ≤ {REBUILD:.0}).",
            build(self.rebuild)
        );
        text
    }

    fn shortfalls_in_words(&self) -> String {
        let shortfalls = self.shortfalls();
        let mut text = "\n### Shortfalls\n\n".to_owned();
        if shortfalls.is_empty() {
            text.push_str("None among what was measured.\n");
        }
        for shortfall in shortfalls {
            let _ = writeln!(text, "- {shortfall}");
        }
        text
    }

    /// Each goal that a measurement misses, as a sentence.
    pub fn shortfalls(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (database, people) in self.columns() {
            let place = format!("{} with {} people", database.name(), grouped(people));
            for operation in Operation::ALL {
                let Some(row) = self.row(database, people, operation) else { continue };
                let name = operation.words();
                match operation.goal() {
                    Goal::Cpu(most) if row.cpu() > most => {
                        found.push(format!("{name} on {place}: {:.2} CPU-ms, goal {most:.1}.", row.cpu()));
                    }
                    Goal::P95At8(most) if row.p95 > most => {
                        found.push(format!("{name} on {place}: p95 {:.1} ms, goal {most:.0}.", row.p95));
                    }
                    _ => {}
                }
            }
            let Some(one) = self.of(database, people) else { continue };
            if let Some(idle) = one.idle.filter(|idle| *idle > IDLE) {
                found.push(format!("Idle memory on {place}: {} MB, goal 150.", megabytes(idle)));
            }
            if let Some(start) = one.start.filter(|start| *start > START) {
                found.push(format!("Start on {place}: {start:.2} s, goal {START:.0}."));
            }
            let errors: u64 = one.rows.iter().map(|row| row.errors).sum();
            if errors > 0 {
                found.push(format!("Wrong answers on {place}: {errors}."));
            }
        }
        found.extend(self.growth());
        let builds = [("A cold release build", self.cold, COLD), ("A debug rebuild", self.rebuild, REBUILD)];
        for (name, cost, most) in builds {
            if let Some(cost) = cost.filter(|cost| cost.cpu > most) {
                found.push(format!("{name}: {:.0} CPU seconds, goal {most:.0}.", cost.cpu));
            }
        }
        found
    }

    /// Operations that grow by more than the goal allows, in CPU time or in median time.
    fn growth(&self) -> Vec<String> {
        let (Some(&few), Some(&many)) = (self.people.first(), self.people.last()) else { return Vec::new() };
        let mut found = Vec::new();
        for (&database, operation) in self.databases.iter().flat_map(|d| Operation::ALL.map(|o| (d, o))) {
            let pair = self.row(database, many, operation).zip(self.row(database, few, operation));
            let Some((over, under)) = pair.filter(|_| few != many) else { continue };
            let (cpu, p50) = (over.cpu() / under.cpu(), over.p50 / under.p50);
            if cpu > GROWTH || p50 > GROWTH {
                found.push(format!(
                    "{} on {}: {cpu:.2} times the CPU and {p50:.2} times the median time with {} people, goal {GROWTH}.",
                    operation.words(),
                    database.name(),
                    grouped(many)
                ));
            }
        }
        found
    }

    fn every(&self) -> String {
        let mut text = "\n### Every measurement\n".to_owned();
        for (database, people) in self.columns() {
            let _ = write!(text, "\n{}, {} people", database.name(), grouped(people));
            let Some(one) = self.of(database, people) else {
                let _ = writeln!(text, ": {NOT_MEASURED}.");
                continue;
            };
            let _ = writeln!(text, ", {}:\n", one.day);
            let columns = [
                "clients",
                "requests/s",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "CPU-ms",
                "of it database",
                "load generator",
                "wrong answers",
            ];
            table_head(&mut text, "operation", columns.into_iter().map(str::to_owned));
            for operation in Operation::ALL {
                for row in one.rows.iter().filter(|row| row.operation == operation.code()) {
                    let _ = writeln!(
                        text,
                        "| {} | {} | {:.0} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {} |",
                        operation.words(),
                        row.clients,
                        row.per_second,
                        row.p50,
                        row.p95,
                        row.p99,
                        row.cpu(),
                        row.database_cpu,
                        row.client_cpu,
                        row.errors,
                    );
                }
            }
        }
        text
    }
}

fn table_head(text: &mut String, first: &str, columns: impl Iterator<Item = String>) {
    let columns: Vec<String> = columns.collect();
    let _ = writeln!(text, "| {first} | {} |", columns.join(" | "));
    let _ = writeln!(text, "|-|{}", "-|".repeat(columns.len()));
}

fn cell(value: Option<f64>) -> String {
    value.map_or_else(|| NOT_MEASURED.to_owned(), |value| format!("{value:.2}"))
}

fn megabytes(bytes: u64) -> String {
    let tenths = (bytes + 50_000) / 100_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// 250,000 as people write it.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `document` with what stands between the marks replaced by `report`; `None` without the marks.
pub fn placed(document: &str, report: &str) -> Option<String> {
    const BEGIN: &str = "<!-- bench: begin -->\n";
    const END: &str = "<!-- bench: end -->";
    let (before, rest) = document.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{report}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(operation: Operation, cpu: f64) -> Row {
        Row {
            operation: operation.code().into(),
            clients: USERS,
            requests: 100,
            errors: 0,
            per_second: 10.0,
            p50: cpu,
            p95: 2.0 * cpu,
            p99: 3.0 * cpu,
            server_cpu: cpu,
            database_cpu: 0.0,
            client_cpu: 0.1,
        }
    }

    fn figures(people: u64, cpu: f64) -> Figures {
        Figures {
            database: Database::Sqlite,
            people,
            day: "2026-11-21".into(),
            fill: Some(2.0),
            start: Some(0.4),
            size: Some(12_340_000),
            idle: Some(160_000_000),
            peak: None,
            database_idle: None,
            rows: vec![row(Operation::Create, cpu)],
            hidden: None,
        }
    }

    fn report(figures: &[Figures]) -> Report<'_> {
        Report {
            people: vec![2_000, 250_000],
            databases: Database::ALL.to_vec(),
            figures,
            cold: None,
            rebuild: Some(Cost { cpu: 20.0, clock: 9.0 }),
            made: Made { by: "cargo xtask bench".into(), on: "a machine".into() },
        }
    }

    #[test]
    fn a_missed_goal_is_a_sentence_and_a_met_one_is_not() {
        let all = [figures(2_000, 0.8), figures(250_000, 1.6)];
        let found = report(&all).shortfalls().join("\n");
        assert!(
            found.contains("Create person on SQLite with 250,000 people: 1.60 CPU-ms, goal 1.0."),
            "{found}"
        );
        assert!(!found.contains("with 2,000 people: 0.80"), "{found}");
        assert!(found.contains("2.00 times the CPU"), "{found}");
        assert!(found.contains("Idle memory on SQLite with 2,000 people: 160.0 MB, goal 150."), "{found}");
        assert!(found.contains("A debug rebuild: 20 CPU seconds, goal 15."), "{found}");
    }

    #[test]
    fn what_was_not_measured_says_so() {
        let all = [figures(2_000, 0.8)];
        let text = report(&all).markdown();
        let line = text.lines().find(|line| line.starts_with("| Create person, CPU-ms")).unwrap();
        assert_eq!(
            line,
            "| Create person, CPU-ms | 0.80 | not measured | not measured | not measured | ≤ 1.0 | 1.1, 3.7 |"
        );
        assert!(text.contains("PostgreSQL, 250,000 people: not measured."), "{text}");
        assert!(text.contains("CPU seconds: not measured (goal ≤ 1200)"), "{text}");
    }

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let document = "# Before\n<!-- bench: begin -->\nold\n<!-- bench: end -->\nafter\n";
        let placed_once = placed(document, "new\n").unwrap();
        assert_eq!(placed_once, "# Before\n<!-- bench: begin -->\nnew\n<!-- bench: end -->\nafter\n");
        assert_eq!(placed("no marks", "new"), None);
    }

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!([7, 2_000, 250_000, 1_000_000].map(grouped), ["7", "2,000", "250,000", "1,000,000"]);
        assert_eq!(megabytes(12_340_000), "12.3");
    }
}
