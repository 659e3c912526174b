//! The commands, one file each. They translate: what is typed into a use-case, its answer into lines.

pub mod account;
pub mod agency;
pub mod agreements;
pub mod audit;
pub mod backup;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod identity;
pub mod import;
pub mod install;
pub mod link;
pub mod restore;
pub mod serve;
pub mod service;
pub mod token;

use crate::{
    command_line::{Command, CommandLine, Demo, DemoCommand, DemoWorld},
    logging,
    settings::{Settings, Source},
};
use anyhow::Result;
use std::process::ExitCode;

/// What the shell is told.
pub enum Outcome {
    /// All is well.
    Well,
    /// Something was found that must be mended; it has been named.
    Found,
    /// It is done another way, which has been named.
    OtherWay,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Well => Self::SUCCESS,
            Outcome::Found => Self::from(1),
            Outcome::OtherWay => Self::from(2),
        }
    }
}

/// Carries out what was typed.
pub async fn run(typed: CommandLine) -> Result<Outcome> {
    let mut settings = Settings::of_process(&typed.flags)?;
    let command = typed.command.unwrap_or(Command::Demo(Demo { command: None, world: DemoWorld::default() }));
    // Only a server's log is of interest without asking.
    if settings.log.from == Source::Default && !matches!(command, Command::Serve) {
        "warn".clone_into(&mut settings.log.value);
    }
    logging::begin(&settings)?;
    match command {
        Command::Demo(Demo { command: None, world }) => demo::run(&settings, &world).await?,
        Command::Demo(Demo { command: Some(DemoCommand::Code { account }), .. }) => {
            demo::code(&settings, &account).await?;
        }
        Command::Demo(Demo { command: Some(DemoCommand::Accounts), .. }) => demo::accounts(&settings).await?,
        Command::Serve => serve::run(&settings).await?,
        Command::Install(install) => install::run(&settings, &install).await?,
        Command::Agency(agency) => agency::run(&settings, agency).await?,
        Command::Service(service) => service::run(&settings, service).await?,
        Command::Account(account) => account::run(&settings, account).await?,
        Command::Token(token) => token::run(&settings, token).await?,
        Command::Agreements(agreements) => return agreements::run(&settings, agreements).await,
        Command::Audit(audit) => return audit::run(&settings, audit).await,
        Command::Import(import) => return import::run(&settings, import).await,
        Command::Identity(identity) => identity::run(&settings, identity).await?,
        Command::Link(link) => return link::run(*link).await,
        Command::Config => config::run(&settings),
        Command::Doctor => return doctor::run(&settings).await,
        Command::Backup(backup) => return backup::run(&settings, &backup).await,
        Command::Restore(restore) => return restore::run(&settings, &restore).await,
    }
    Ok(Outcome::Well)
}
