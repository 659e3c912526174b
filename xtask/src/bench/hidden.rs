//! Whether the time of a "not found" tells that somebody is there after all.
//!
//! The same account asks in turn for people whom it may not know of and for people who do not exist. A test would
//! be at the mercy of a busy machine, so the comparison is made here and its medians are written down.

use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::figures::{Hidden, percentile};
use super::http::{Connection, request};
use super::load::Chance;
use super::visitor::{Known, Visitor};

/// Compares over `pairs` pairs of requests. `people` are asked about; those that `stranger` knows are left out.
pub fn compare(port: u16, stranger: &mut Visitor, people: &[Known], pairs: u32) -> Result<Hidden> {
    let mut hidden = Vec::new();
    for person in people {
        if !stranger.knows(&person.id)? {
            hidden.push(person.id.as_str());
        }
    }
    if hidden.is_empty() {
        bail!("nobody of the sample is out of the other account's reach");
    }
    let mut connection = Connection::open(port)?;
    let mut chance = Chance::new(7);
    let (mut of_hidden, mut of_absent) = (Vec::new(), Vec::new());
    for pair in 0..pairs {
        let there = *chance.one_of(&hidden).context("nobody is hidden")?;
        let absent = altered(there, chance.draw());
        // Which of the two comes first changes, so that neither always meets a warm cache.
        for turn in 0..2 {
            let (id, times) = if (pair + turn) % 2 == 0 {
                (there, &mut of_hidden)
            } else {
                (absent.as_str(), &mut of_absent)
            };
            times.push(not_found(&mut connection, id, &stranger.bearer)?);
        }
    }
    of_hidden.sort_unstable();
    of_absent.sort_unstable();
    Ok(Hidden {
        requests: 2 * u64::from(pairs),
        out_of_reach: percentile(&of_hidden, 50),
        absent: percentile(&of_absent, 50),
    })
}

/// Microseconds until "not found".
fn not_found(connection: &mut Connection, id: &str, bearer: &str) -> Result<u32> {
    let asked = request("GET", &format!("/api/v1/people/{id}"), &[("authorization", bearer)], "");
    let began = Instant::now();
    let answer = connection.ask(&asked)?;
    let took = began.elapsed();
    if answer.status != 404 {
        bail!("a person out of reach or absent was answered {}", answer.status);
    }
    Ok(u32::try_from(took.as_micros()).unwrap_or(u32::MAX))
}

/// The id of nobody: of the same time as `id`, with another random tail.
fn altered(id: &str, draw: u64) -> String {
    let (head, _) = id.rsplit_once('-').unwrap_or((id, ""));
    format!("{head}-{:012x}", draw & 0xFFFF_FFFF_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_nobody_is_of_the_same_time() {
        let id = "019aa7b0-1111-7abc-8def-0123456789ab";
        let other = altered(id, 0xFEED_0000_0000_0001);
        assert_eq!(other, "019aa7b0-1111-7abc-8def-000000000001");
        assert_eq!(other.len(), id.len());
    }
}
