//! The servers and folders that this run made, so that they end with it: at its end, on a failure, a panic,
//! Ctrl-C or SIGTERM.
//!
//! Only processes that this run started are ended, by their ids. On Linux a server is also started with a
//! parent-death signal ([`server`]), so that even `kill -9` of this run leaves none behind.

use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::shell;

/// How long a server may take to end politely.
const PATIENCE: Duration = Duration::from_secs(10);

/// Something that must not outlive this run.
enum Kept {
    /// A server, with the signal that ends it and what to say to it before.
    Server {
        child: Child,
        signal: &'static str,
        farewell: Option<fn(u16)>,
        port: u16,
    },
    Folder(PathBuf),
}

/// Everything kept, in the order it was started. Process-wide, since signals are.
static KEPT: Mutex<Vec<Kept>> = Mutex::new(Vec::new());
/// The process id of the command that is being waited for.
static RUNNING: Mutex<Option<u32>> = Mutex::new(None);
/// Held while things are being ended, so that the run does not go while a signal's thread is at it.
static ENDING: Mutex<()> = Mutex::new(());

/// A server that is being prepared.
pub struct Server {
    pub command: Command,
    /// `INT`, `TERM` …
    pub signal: &'static str,
    pub farewell: Option<fn(u16)>,
    pub port: u16,
}

/// `program` as a command that the kernel ends by `signal` when this run dies; as another `user` if named.
pub fn server(program: &std::path::Path, signal: &str, user: Option<&str>) -> Command {
    match (shell::which("setpriv"), user) {
        (Some(setpriv), user) => {
            let mut command = shell::command(setpriv);
            if let Some(user) = user {
                command.args([format!("--reuid={user}"), format!("--regid={user}"), "--init-groups".into()]);
            }
            command.args(["--pdeathsig", signal, "--"]).arg(program);
            command
        }
        (None, Some(user)) => {
            let mut command = shell::command("runuser");
            command.args(["-u", user, "--"]).arg(program);
            command
        }
        (None, None) => shell::command(program),
    }
}

/// Starts `server` and keeps it until [`end_all`]. Gives a handle for [`has_ended`].
pub fn start(mut server: Server) -> Result<u32> {
    let program = server.command.get_program().to_string_lossy().into_owned();
    let child = server.command.spawn().with_context(|| format!("could not start {program}"))?;
    let id = child.id();
    let Server { signal, farewell, port, .. } = server;
    lock(&KEPT).push(Kept::Server { child, signal, farewell, port });
    Ok(id)
}

/// Whether the server with this process id has ended already.
pub fn has_ended(id: u32) -> bool {
    !lock(&KEPT).iter_mut().any(|kept| match kept {
        Kept::Server { child, .. } if child.id() == id => matches!(child.try_wait(), Ok(None)),
        _ => false,
    })
}

/// Ends the server with this process id and waits for it; others stay.
pub fn end_one(id: u32) -> Result<()> {
    let found = {
        let mut kept = lock(&KEPT);
        let at = kept.iter().position(|kept| matches!(kept, Kept::Server { child, .. } if child.id() == id));
        at.map(|at| kept.remove(at))
    };
    let Some(Kept::Server { mut child, signal, .. }) = found else {
        anyhow::bail!("no server of ours has the process id {id}");
    };
    send(signal, id);
    end(&mut child);
    Ok(())
}

/// A new empty folder that is removed with everything in it by [`end_all`].
pub fn folder(name: &str) -> Result<PathBuf> {
    /// One run may want several folders of one name.
    static MADE: AtomicU32 = AtomicU32::new(0);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let path = std::env::temp_dir().join(format!("throughcare-{name}-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&path).with_context(|| format!("could not create {}", path.display()))?;
    lock(&KEPT).push(Kept::Folder(path.clone()));
    Ok(path)
}

/// Waits for a command of ours; a signal to us reaches it too.
pub fn wait_for(mut child: Child) -> Result<ExitStatus> {
    *lock(&RUNNING) = Some(child.id());
    let status = child.wait();
    *lock(&RUNNING) = None;
    Ok(status?)
}

/// Ends all servers, last started first, and removes all folders. Does nothing the second time.
pub fn end_all() {
    let _turn = lock(&ENDING);
    let mut kept = std::mem::take(&mut *lock(&KEPT));
    while let Some(one) = kept.pop() {
        match one {
            Kept::Server { mut child, signal, farewell, port } => {
                if let Some(farewell) = farewell {
                    farewell(port);
                }
                send(signal, child.id());
                end(&mut child);
            }
            Kept::Folder(path) => {
                if let Err(error) = std::fs::remove_dir_all(&path) {
                    eprintln!("xtask: could not remove {}: {error}", path.display());
                }
            }
        }
    }
}

/// From now on SIGINT, SIGTERM and SIGHUP end the running command, then everything kept, then this run.
pub fn on_signals_end_all() -> Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).context("could not listen for signals")?;
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            if let Some(id) = *lock(&RUNNING) {
                send("TERM", id);
            }
            end_all();
            std::process::exit(128 + signal);
        }
    });
    Ok(())
}

/// Waits for a child that was told to end, and ends it the hard way when it does not listen.
fn end(child: &mut Child) {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Sends a signal by process id. The shell's own `kill` needs no package and no `unsafe`.
fn send(signal: &str, id: u32) {
    shell::succeeds(shell::command("sh").args(["-c", "kill -s \"$0\" \"$1\"", signal, &id.to_string()]));
}

/// A panic elsewhere must not keep servers alive: the lists are usable after it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_started_server_ends_and_its_folder_goes() {
        let folder = folder("started-test").unwrap();
        let mut command = server(std::path::Path::new("sleep"), "TERM", None);
        command.arg("600");
        let id = start(Server { command, signal: "TERM", farewell: None, port: 0 }).unwrap();
        assert!(!has_ended(id));
        end_all();
        assert!(has_ended(id));
        assert!(!folder.exists());
        assert!(!shell::succeeds(shell::command("sh").args(["-c", "kill -0 \"$0\"", &id.to_string()])));
    }
}
