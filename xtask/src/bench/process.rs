//! What the kernel says about processes: CPU time and memory, read from `/proc`.
//!
//! CPU time counts the process with its threads, and the children that it has waited for: PostgreSQL's
//! backends come and go, and the time of one that ended is in its parent's account.

use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};

/// `/proc` counts CPU time in hundredths of a second on every Linux (`USER_HZ`).
const TICK: Duration = Duration::from_millis(10);

/// One line of `/proc/PID/stat`, as far as it is needed.
#[derive(Debug, PartialEq, Eq)]
struct Stat {
    parent: u32,
    /// Ticks of the process itself.
    own: u64,
    /// Ticks of children that it has waited for.
    children: u64,
}

fn parsed(stat: &str) -> Option<Stat> {
    // The second field is the program's name in brackets, which may hold spaces and brackets itself.
    let (_, rest) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let number = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok());
    Some(Stat {
        parent: u32::try_from(number(1)?).ok()?,
        own: number(11)? + number(12)?,
        children: number(13)? + number(14)?,
    })
}

fn stat(id: u32) -> Option<Stat> {
    parsed(&fs::read_to_string(format!("/proc/{id}/stat")).ok()?)
}

fn ticks(ticks: u64) -> Duration {
    TICK.saturating_mul(u32::try_from(ticks).unwrap_or(u32::MAX))
}

/// CPU time of one process without its children.
pub fn cpu(id: u32) -> Result<Duration> {
    let stat = stat(id).with_context(|| format!("process {id} has gone"))?;
    Ok(ticks(stat.own))
}

/// CPU time of this process itself: the load generator's.
pub fn own_cpu() -> Result<Duration> {
    cpu(std::process::id())
}

/// CPU time of all commands that this process has run and waited for, theirs included.
pub fn children_cpu() -> Result<Duration> {
    let stat = stat(std::process::id()).context("this process is not in /proc")?;
    Ok(ticks(stat.children))
}

/// CPU time of a process and of everything that it started, living or ended.
pub fn tree_cpu(id: u32) -> Result<Duration> {
    let all = tree(id)?;
    Ok(ticks(all.iter().filter_map(|id| stat(*id)).map(|stat| stat.own + stat.children).sum()))
}

/// A process and all its living descendants.
fn tree(id: u32) -> Result<BTreeSet<u32>> {
    let living: Vec<(u32, u32)> = fs::read_dir("/proc")?
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
        .filter_map(|id| Some((id, stat(id)?.parent)))
        .collect();
    let mut tree = BTreeSet::from([id]);
    loop {
        let before = tree.len();
        tree.extend(
            living.iter().filter(|(_, parent)| tree.contains(parent)).map(|(id, _)| *id).collect::<Vec<_>>(),
        );
        if tree.len() == before {
            return Ok(tree);
        }
    }
}

/// Resident memory of a process in bytes: now, and at most so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    pub now: u64,
    pub peak: u64,
}

pub fn memory(id: u32) -> Result<Memory> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).context("the process has gone")?;
    let now = kilobytes(&status, "VmRSS:").context("no VmRSS")?;
    let peak = kilobytes(&status, "VmHWM:").context("no VmHWM")?;
    Ok(Memory { now: now * 1024, peak: peak * 1024 })
}

/// Memory of a process and its descendants in bytes, what they share counted once: PostgreSQL's.
pub fn tree_memory(id: u32) -> Result<u64> {
    let rollups =
        tree(id)?.into_iter().filter_map(|id| fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok());
    Ok(rollups.filter_map(|text| kilobytes(&text, "Pss:")).sum::<u64>() * 1024)
}

fn kilobytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stat_line_is_read_behind_a_name_with_brackets_and_spaces() {
        let line = "7 (a) b (c) S 3 1 1 0 -1 4194304 1 2 3 4 50 60 700 800 20 0 1 0";
        assert_eq!(parsed(line), Some(Stat { parent: 3, own: 110, children: 1500 }));
        assert_eq!(parsed("7 (cut S 3"), None);
    }

    #[test]
    fn memory_is_read_by_its_name() {
        assert_eq!(kilobytes("VmPeak:\t 9 kB\nVmHWM:\t  12 kB\nVmRSS:\t 11 kB\n", "VmHWM:"), Some(12));
        assert_eq!(kilobytes("Rss: 4 kB\nPss:   3 kB\nPss_Dirty: 1 kB", "Pss:"), Some(3));
        assert_eq!(kilobytes("", "VmRSS:"), None);
    }

    #[test]
    fn a_child_that_is_alive_belongs_to_its_parents_tree() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let seen = tree(std::process::id()).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(seen.contains(&child.id()));
        assert!(memory(std::process::id()).unwrap().peak > 0);
    }
}
