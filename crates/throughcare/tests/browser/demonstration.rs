//! A demonstration of the real binary, served for one test: its pages are as full as people will see them.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::{
    process::{Process, read, until},
    visitor::Visitor,
};

/// A demonstration that is being served; it ends with the test.
pub struct Demonstration {
    /// Where it is reached.
    pub url: String,
    /// What it printed: the accounts and how to sign in.
    printed: String,
    data: PathBuf,
    _process: Process,
    _folder: TempDir,
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_throughcare"))
}

impl Demonstration {
    /// A demonstration of so many people.
    pub fn of(people: &str) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let (data, said) = (folder.path().join("data"), folder.path().join("said"));
        let mut command = program();
        command.current_dir(&folder).args(["demo", "--seed", "1", "--people", people]);
        command.args(["--listen", "127.0.0.1:0", "--data-dir"]).arg(&data);
        let mut process = Process::start(command, &said);
        let printed = until("the demonstration", || {
            let printed = std::fs::read_to_string(&said).unwrap_or_default();
            assert!(process.runs(), "the demonstration ended:\n{printed}");
            printed.contains("System administrator (").then_some(printed)
        });
        let ready = printed.split_once("is ready on ").and_then(|(_, rest)| rest.split_whitespace().next());
        let url = ready.context("it did not print its address")?.to_owned();
        Ok(Self { url, printed, data, _process: process, _folder: folder })
    }

    /// Signs in with the account of `role`.
    pub async fn sign_in(&self, visitor: &Visitor, role: &str) -> Result<()> {
        visitor.visit("/sign-in").await?;
        self.credentials(visitor, role).await?;
        visitor.press("Continue").await?;
        let (email, _) = self.account(role)?;
        let code = read(program().args(["demo", "code", &email, "--data-dir"]).arg(&self.data));
        visitor.fill("Code", code.trim()).await?;
        visitor.press("Sign in").await?;
        ensure!(
            visitor.path().await? == "/my-work",
            "{role} is at {} after signing in",
            visitor.path().await?
        );
        Ok(())
    }

    /// Fills in the e-mail address and password of `role`.
    pub async fn credentials(&self, visitor: &Visitor, role: &str) -> Result<()> {
        let (email, password) = self.account(role)?;
        visitor.fill("Email address", &email).await?;
        visitor.fill("Password", &password).await
    }

    /// Fills in the password of `role`, where it is asked for again.
    pub async fn present(&self, visitor: &Visitor, role: &str) -> Result<()> {
        let (_, password) = self.account(role)?;
        visitor.fill("Your present password", &password).await
    }

    /// The e-mail address and password below the heading of `role`.
    fn account(&self, role: &str) -> Result<(String, String)> {
        let heading = format!("{role} (");
        let below = || self.printed.lines().skip_while(|line| !line.starts_with(&heading)).skip(1);
        let of = |name: &str| {
            let value = below().find_map(|line| line.trim().strip_prefix(name));
            value.map(|value| value.trim().to_owned()).with_context(|| format!("no {name} of {role}"))
        };
        Ok((of("email")?, of("password")?))
    }
}
