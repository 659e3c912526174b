//! Closed-loop clients: each sends its next request when it has the answer to the last one.
//!
//! Every answer is checked. CPU time is read when the warm-up ends and when the clients are told to stop, so
//! neither the warm-up nor the clients' own work counts as the product's.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::figures::{Row, each, percentile};
use super::http::{Answer, Connection};
use super::process;

const WARMING: u8 = 0;
const MEASURING: u8 = 1;
const OVER: u8 = 2;

/// What a client sends, and how it knows a good answer.
pub trait Script: Sync {
    /// The code under which its figures are kept.
    fn code(&self) -> &'static str;
    /// The next request, drawn with `chance`.
    fn next(&self, chance: &mut Chance) -> Vec<u8>;
    /// Why `answer` is not the one that was asked for.
    fn wrong(&self, answer: &Answer) -> Option<String>;
}

/// What is under load.
#[derive(Clone, Copy)]
pub struct Target {
    pub port: u16,
    /// The server's process.
    pub server: u32,
    /// PostgreSQL's first process, if there is one.
    pub database: Option<u32>,
}

/// How long and how hard.
#[derive(Clone, Copy)]
pub struct Load {
    pub clients: u32,
    pub warm_up: Duration,
    pub time: Duration,
}

/// Draws for one client: the same for the same seed.
pub struct Chance(u64);

impl Chance {
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// Xorshift: no dependency for choosing who is asked for next.
    pub const fn draw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// One of `all`.
    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let length = u64::try_from(all.len()).ok().filter(|length| *length > 0)?;
        all.get(usize::try_from(self.draw() % length).ok()?)
    }
}

/// What one client saw.
#[derive(Default)]
struct Seen {
    micros: Vec<u32>,
    errors: BTreeMap<String, u64>,
}

/// CPU time of everybody at one moment.
struct Clocks {
    at: Instant,
    server: Duration,
    database: Duration,
    client: Duration,
}

impl Clocks {
    fn read(target: &Target) -> Result<Self> {
        Ok(Self {
            at: Instant::now(),
            server: process::cpu(target.server)?,
            database: target.database.map_or(Ok(Duration::ZERO), process::tree_cpu)?,
            client: process::own_cpu()?,
        })
    }
}

/// Runs `script` under `load` and gives its figures; the messages are of answers that were wrong.
pub fn run(target: &Target, script: &dyn Script, load: Load) -> Result<(Row, Vec<String>)> {
    let phase = AtomicU8::new(WARMING);
    let (seen, before, after) = thread::scope(|scope| {
        let clients: Vec<_> = (0..load.clients)
            .map(|number| {
                let phase = &phase;
                scope.spawn(move || client(target.port, script, u64::from(number) + 1, phase))
            })
            .collect();
        thread::sleep(load.warm_up);
        let before = Clocks::read(target);
        phase.store(MEASURING, Ordering::SeqCst);
        thread::sleep(load.time);
        phase.store(OVER, Ordering::SeqCst);
        let after = Clocks::read(target);
        let seen: Vec<Seen> = clients.into_iter().filter_map(|client| client.join().ok()).collect();
        (seen, before, after)
    });
    if seen.len() != usize::try_from(load.clients)? {
        bail!("a client of the bench panicked");
    }
    Ok(row(script.code(), load.clients, seen, &before?, &after?))
}

fn client(port: u16, script: &dyn Script, number: u64, phase: &AtomicU8) -> Seen {
    let mut seen = Seen::default();
    let mut chance = Chance::new(number);
    let mut connection = None;
    loop {
        let now = phase.load(Ordering::Relaxed);
        if now == OVER {
            return seen;
        }
        let request = script.next(&mut chance);
        let began = Instant::now();
        let wrong = match ask(&mut connection, port, &request) {
            Ok(answer) => script.wrong(&answer),
            Err(error) => {
                connection = None;
                thread::sleep(Duration::from_millis(10));
                Some(format!("{error:#}"))
            }
        };
        if now == MEASURING {
            seen.micros.push(u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX));
        }
        // A wrong answer during the warm-up is as wrong as any.
        if let Some(wrong) = wrong {
            *seen.errors.entry(wrong).or_default() += 1;
        }
    }
}

fn ask(connection: &mut Option<Connection>, port: u16, request: &[u8]) -> Result<Answer> {
    let open = match connection.take() {
        Some(open) => open,
        None => Connection::open(port)?,
    };
    connection.insert(open).ask(request)
}

fn row(code: &str, clients: u32, seen: Vec<Seen>, before: &Clocks, after: &Clocks) -> (Row, Vec<String>) {
    let mut micros = Vec::new();
    let mut errors: BTreeMap<String, u64> = BTreeMap::new();
    for one in seen {
        micros.extend(one.micros);
        for (error, count) in one.errors {
            *errors.entry(error).or_default() += count;
        }
    }
    micros.sort_unstable();
    let requests = micros.len() as u64;
    let took = after.at.duration_since(before.at).as_secs_f64();
    let row = Row {
        operation: code.to_owned(),
        clients,
        requests,
        errors: errors.values().sum(),
        per_second: f64::from(u32::try_from(requests).unwrap_or(u32::MAX)) / took,
        p50: percentile(&micros, 50),
        p95: percentile(&micros, 95),
        p99: percentile(&micros, 99),
        server_cpu: each(after.server.saturating_sub(before.server), requests),
        database_cpu: each(after.database.saturating_sub(before.database), requests),
        client_cpu: each(after.client.saturating_sub(before.client), requests),
    };
    let errors = errors.into_iter().map(|(error, count)| format!("{count} × {error}")).collect();
    (row, errors)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;

    struct Echo;

    impl Script for Echo {
        fn code(&self) -> &'static str {
            "echo"
        }
        fn next(&self, _: &mut Chance) -> Vec<u8> {
            super::super::http::request("GET", "/", &[], "")
        }
        fn wrong(&self, answer: &Answer) -> Option<String> {
            (answer.status != 200).then(|| format!("answered {}", answer.status))
        }
    }

    /// A server that answers every fifth request on a connection with 500.
    fn flawed() -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                thread::spawn(move || {
                    let mut writer = stream.try_clone().unwrap();
                    let ends = BufReader::new(stream).lines().map_while(Result::ok).filter(String::is_empty);
                    for (number, _) in ends.enumerate() {
                        let status = if number % 5 == 4 { "500 Broken" } else { "200 OK" };
                        let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
                        if writer.write_all(answer.as_bytes()).is_err() {
                            return;
                        }
                    }
                });
            }
        });
        port
    }

    #[test]
    fn wrong_answers_are_counted_and_named() {
        let target = Target { port: flawed(), server: std::process::id(), database: None };
        let time = Duration::from_millis(50);
        let (row, errors) = run(&target, &Echo, Load { clients: 2, warm_up: time, time }).unwrap();
        assert!(row.requests > 0 && row.errors > 0, "{row:?}");
        assert!(row.p50 <= row.p95 && row.p95 <= row.p99 && row.per_second > 0.0, "{row:?}");
        assert!(errors.len() == 1 && errors[0].ends_with("answered 500"), "{errors:?}");
    }

    #[test]
    fn chance_repeats_for_a_seed_and_reaches_everybody() {
        let draws = |seed| {
            let mut chance = Chance::new(seed);
            (0..200).map(|_| *chance.one_of(&[1, 2, 3]).unwrap()).collect::<Vec<i32>>()
        };
        assert_eq!(draws(1), draws(1));
        assert_ne!(draws(1), draws(2));
        assert!([1, 2, 3].iter().all(|one| draws(7).contains(one)));
        assert!(Chance::new(1).one_of::<u8>(&[]).is_none());
    }
}
