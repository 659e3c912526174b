//! What was measured, as numbers, and how it is kept between runs.
//!
//! A figure that was not measured is `None` here and "not measured" in the report; nothing stands in for it.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};

/// Which database a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// One operation under one number of clients.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The operation's code.
    pub operation: String,
    pub clients: u32,
    pub requests: u64,
    pub errors: u64,
    pub per_second: f64,
    /// Milliseconds.
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
    /// CPU milliseconds of a request, in the server and in the database's own processes.
    pub server_cpu: f64,
    pub database_cpu: f64,
    /// CPU milliseconds of a request in the load generator, which is no part of the product.
    pub client_cpu: f64,
}

impl Row {
    /// CPU milliseconds of a request, server and database together.
    pub fn cpu(&self) -> f64 {
        self.server_cpu + self.database_cpu
    }
}

/// How long a person out of reach and one who does not exist take to be answered "not found".
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hidden {
    pub requests: u64,
    /// Medians in milliseconds.
    pub out_of_reach: f64,
    pub absent: f64,
}

/// Everything that was measured on one database with one number of people.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    pub database: Database,
    pub people: u64,
    /// The day of the measurement.
    pub day: String,
    /// Seconds to fill the database.
    pub fill: Option<f64>,
    /// Seconds from starting the process to its first `/ready` on a filled database.
    pub start: Option<f64>,
    /// Bytes on the disk, once filled.
    pub size: Option<u64>,
    /// Bytes of resident memory of the server.
    pub idle: Option<u64>,
    pub peak: Option<u64>,
    /// Bytes of PostgreSQL's processes when idle.
    pub database_idle: Option<u64>,
    pub rows: Vec<Row>,
    pub hidden: Option<Hidden>,
}

impl Figures {
    pub fn row(&self, operation: &str, clients: u32) -> Option<&Row> {
        self.rows.iter().find(|row| row.operation == operation && row.clients == clients)
    }

    pub fn to_json(&self) -> Value {
        json!({
            "database": self.database.name(),
            "people": self.people,
            "day": self.day,
            "fill": self.fill,
            "start": self.start,
            "size": self.size,
            "idle": self.idle,
            "peak": self.peak,
            "database_idle": self.database_idle,
            "rows": self.rows.iter().map(Row::to_json).collect::<Vec<_>>(),
            "hidden": self.hidden.map(|h| json!({ "requests": h.requests, "out_of_reach": h.out_of_reach, "absent": h.absent })),
        })
    }

    pub fn from_json(value: &Value) -> Result<Self> {
        let database = text(value, "database")?;
        let database = Database::ALL.into_iter().find(|known| known.name() == database);
        let rows = value.get("rows").and_then(Value::as_array).context("no rows")?;
        Ok(Self {
            database: database.context("an unknown database")?,
            people: whole(value, "people").context("no people")?,
            day: text(value, "day")?,
            fill: number(value, "fill"),
            start: number(value, "start"),
            size: whole(value, "size"),
            idle: whole(value, "idle"),
            peak: whole(value, "peak"),
            database_idle: whole(value, "database_idle"),
            rows: rows.iter().map(Row::from_json).collect::<Result<_>>()?,
            hidden: value.get("hidden").and_then(|hidden| {
                Some(Hidden {
                    requests: whole(hidden, "requests")?,
                    out_of_reach: number(hidden, "out_of_reach")?,
                    absent: number(hidden, "absent")?,
                })
            }),
        })
    }
}

impl Row {
    fn to_json(&self) -> Value {
        json!({
            "operation": self.operation, "clients": self.clients, "requests": self.requests, "errors": self.errors,
            "per_second": self.per_second, "p50": self.p50, "p95": self.p95, "p99": self.p99,
            "server_cpu": self.server_cpu, "database_cpu": self.database_cpu, "client_cpu": self.client_cpu,
        })
    }

    fn from_json(value: &Value) -> Result<Self> {
        let number = |name| number(value, name).with_context(|| format!("no {name}"));
        let whole = |name| whole(value, name).with_context(|| format!("no {name}"));
        Ok(Self {
            operation: text(value, "operation")?,
            clients: u32::try_from(whole("clients")?)?,
            requests: whole("requests")?,
            errors: whole("errors")?,
            per_second: number("per_second")?,
            p50: number("p50")?,
            p95: number("p95")?,
            p99: number("p99")?,
            server_cpu: number("server_cpu")?,
            database_cpu: number("database_cpu")?,
            client_cpu: number("client_cpu")?,
        })
    }
}

fn text(value: &Value, name: &str) -> Result<String> {
    Ok(value.get(name).and_then(Value::as_str).with_context(|| format!("no {name}"))?.to_owned())
}

fn number(value: &Value, name: &str) -> Option<f64> {
    value.get(name).and_then(Value::as_f64)
}

fn whole(value: &Value, name: &str) -> Option<u64> {
    value.get(name).and_then(Value::as_u64)
}

/// The value below which `percent` of the sorted `micros` lie, in milliseconds; nearest rank.
pub fn percentile(micros: &[u32], percent: usize) -> f64 {
    let rank = (micros.len() * percent).div_ceil(100).max(1) - 1;
    micros.get(rank).map_or(f64::NAN, |micros| f64::from(*micros) / 1000.0)
}

/// Milliseconds of `time` for each of `requests`.
pub fn each(time: Duration, requests: u64) -> f64 {
    if requests == 0 {
        return f64::NAN;
    }
    time.as_secs_f64() * 1000.0 / f64::from(u32::try_from(requests).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_nearest_ranks() {
        let micros: Vec<u32> = (1..=100).map(|ms| ms * 1000).collect();
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(near(percentile(&micros, 50), 50.0) && near(percentile(&micros, 99), 99.0));
        assert!(near(percentile(&[7000], 95), 7.0) && near(percentile(&[1000, 2000], 95), 2.0));
        assert!(percentile(&[], 50).is_nan());
    }

    #[test]
    fn what_was_kept_reads_back_the_same() {
        let row = Row {
            operation: "caseload".into(),
            clients: 8,
            requests: 10,
            errors: 0,
            per_second: 2.5,
            p50: 1.0,
            p95: 2.0,
            p99: 3.0,
            server_cpu: 0.5,
            database_cpu: 0.25,
            client_cpu: 0.1,
        };
        let figures = Figures {
            database: Database::Postgres,
            people: 2000,
            day: "2026-11-21".into(),
            fill: Some(3.5),
            start: None,
            size: Some(7),
            idle: None,
            peak: None,
            database_idle: None,
            rows: vec![row],
            hidden: Some(Hidden { requests: 9, out_of_reach: 1.5, absent: 1.25 }),
        };
        assert_eq!(Figures::from_json(&figures.to_json()).unwrap(), figures);
    }
}
