//! What may be typed after `throughcare`. Words only: what a command does lies in `commands`.

mod link;

pub use link::{
    Link, LinkCommand, LinkEvaluation, LinkExplain, LinkFigures, LinkFor, LinkJob, LinkPreset, LinkRecords,
    LinkTraining,
};

use crate::settings::LogFormat;
use clap::{Args, Parser, Subcommand};
use domain::{
    agency::AgencyKind,
    hearing::Trigger,
    ids::AgreementId,
    pathway::Pathway,
    role::Role,
    section::{Purpose, Section},
};
use jiff::civil::Date;
use std::path::PathBuf;

/// The shared workspace of a local partnership that works to stop people reoffending.
///
/// Without a command it is `throughcare demo`.
#[derive(Debug, Parser)]
#[command(name = "throughcare", version, disable_help_subcommand = true)]
pub struct CommandLine {
    /// Settings that every command takes.
    #[command(flatten)]
    pub flags: Flags,
    /// The command.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Settings that every command takes. `throughcare config` says what each is and where it came from.
#[derive(Debug, Default, Args)]
pub struct Flags {
    /// Configuration file (default: throughcare.toml in the working folder, if there is one)
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder of the database, the key file and the checkpoints
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Database elsewhere: postgres://… or sqlite:FILE (default: SQLite in the data folder)
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// Address to listen on; port 0 takes any free one
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub listen: Option<String>,
    /// How people reach it, for example `https://throughcare.example`
    #[arg(long, global = true, value_name = "URL")]
    pub base_url: Option<String>,
    /// Header in which a trusted proxy gives the address of whoever asks
    #[arg(long, global = true, value_name = "NAME")]
    pub forwarded_header: Option<String>,
    /// Which log lines are written, for example info or warn,store=debug
    #[arg(long, global = true, value_name = "FILTER")]
    pub log: Option<String>,
    /// How log lines look
    #[arg(long, global = true, value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,
    /// Minutes without a request after which a session ends
    #[arg(long, global = true, value_name = "N")]
    pub session_idle_minutes: Option<u32>,
    /// Hours after which a session ends in any case
    #[arg(long, global = true, value_name = "N")]
    pub session_most_hours: Option<u32>,
    /// Days after its hearing for which an entry of a court list is kept that is nobody's
    #[arg(long, global = true, value_name = "N")]
    pub unknown_entry_days: Option<u32>,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Fill a database with an invented partnership, and serve it on this machine
    Demo(Demo),
    /// Serve an installation
    Serve,
    /// Set up a new installation for a partnership
    Install(Install),
    /// Agencies of the partnership
    #[command(subcommand)]
    Agency(Agency),
    /// Services to which people can be referred
    #[command(subcommand)]
    Service(Service),
    /// Accounts of staff
    #[command(subcommand)]
    Account(Account),
    /// Tokens for the API
    #[command(subcommand)]
    Token(Token),
    /// Load what other systems send
    #[command(subcommand)]
    Import(Import),
    /// Agreements to share
    #[command(subcommand)]
    Agreements(Agreements),
    /// What people decided about records that may be of one person
    #[command(subcommand)]
    Identity(Identity),
    /// Find the records that are one person's, in files. It needs no installation
    Link(Box<Link>),
    /// The event log
    #[command(subcommand)]
    Audit(Audit),
    /// Show the effective configuration, without secrets, and where each value came from
    Config,
    /// Check an installation and say what to mend
    Doctor,
    /// Copy the database to a new file, also while it is being served
    Backup(Backup),
    /// Put a backup in place
    Restore(Restore),
}

/// Fill a database with an invented partnership, and serve it.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Demo {
    /// What else a demonstration can do.
    #[command(subcommand)]
    pub command: Option<DemoCommand>,
    /// How the world is invented.
    #[command(flatten)]
    pub world: DemoWorld,
}

/// How the world is invented.
#[derive(Debug, Default, Args)]
pub struct DemoWorld {
    /// How many people are invented (default: 2000)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub people: Option<u64>,
    /// The same seed invents the same partnership (default: 1)
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Delete the demonstration that is there, and begin again
    #[arg(long)]
    pub clean: bool,
    /// The day that is today in the invented histories (default: today)
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
}

/// What else a demonstration can do.
#[derive(Debug, Subcommand)]
pub enum DemoCommand {
    /// Print the code that the authenticator of a demonstration account shows now
    Code {
        /// The account's email address
        account: String,
    },
    /// Print the demonstration accounts and how to sign in
    Accounts,
}

/// Set up a new installation.
#[derive(Debug, Args)]
pub struct Install {
    /// The partnership's name
    #[arg(long)]
    pub name: String,
}

/// Agencies of the partnership.
#[derive(Debug, Subcommand)]
pub enum Agency {
    /// Add an agency
    Add {
        /// Its name
        #[arg(long)]
        name: String,
        /// What it is, for example probation or `alcohol_treatment`
        #[arg(long, value_parser = agency_kind)]
        kind: AgencyKind,
        /// Who does this
        #[command(flatten)]
        who: Who,
    },
    /// List the agencies
    List,
}

/// Services to which people can be referred.
#[derive(Debug, Subcommand)]
pub enum Service {
    /// Add a service of an agency
    Add {
        /// The agency's name
        #[arg(long)]
        agency: String,
        /// Its name
        #[arg(long)]
        name: String,
        /// Which need it meets, for example substance
        #[arg(long, value_parser = pathway)]
        pathway: Pathway,
        /// Working days within which a referral is to be answered
        #[arg(long, value_name = "N")]
        answer_in_working_days: u16,
        /// Who does this
        #[command(flatten)]
        who: Who,
    },
    /// List the services
    List,
}

/// Accounts of staff.
#[derive(Debug, Subcommand)]
pub enum Account {
    /// Make an account, and print its invitation once
    Create {
        /// The agency's name
        #[arg(long)]
        agency: String,
        /// A role, for example `agency_administrator`; may be given more than once
        #[arg(long = "role", required = true, value_parser = role)]
        roles: Vec<Role>,
        /// The name that colleagues will see
        #[arg(long)]
        name: String,
        /// The address to sign in with
        #[arg(long)]
        email: String,
        /// Who does this
        #[command(flatten)]
        who: Who,
    },
    /// List the accounts of an agency
    List {
        /// The agency's name (default: that of whoever asks)
        #[arg(long)]
        agency: Option<String>,
        /// Who asks
        #[command(flatten)]
        who: Who,
    },
    /// Print a new invitation for somebody who lost password and second factor
    Invite {
        /// The account's email address
        email: String,
        /// Who does this
        #[command(flatten)]
        who: Who,
    },
    /// Close the account of somebody who leaves
    Close {
        /// The account's email address
        email: String,
        /// Who does this
        #[command(flatten)]
        who: Who,
    },
}

/// Who acts. Every change made here is recorded under an account, as if it had signed in.
#[derive(Debug, Args)]
pub struct Who {
    /// Email address of the account that acts (default: the only system administrator)
    #[arg(id = "as", long = "as", value_name = "EMAIL")]
    pub email: Option<String>,
}

/// Tokens for the API.
#[derive(Debug, Subcommand)]
pub enum Token {
    /// Make a token, and print it once
    Create {
        /// Email address of the account for which it acts
        #[arg(long, value_name = "EMAIL")]
        account: String,
        /// What it may be used for, for example people:read; may be given more than once
        #[arg(long = "scope", required = true, value_parser = scope)]
        scopes: Vec<app::accounts::Scope>,
        /// Days until it expires
        #[arg(long, default_value_t = 90)]
        days: u16,
        /// What it is for
        #[arg(long)]
        name: String,
    },
    /// List the tokens of an account
    List {
        /// Email address of the account
        #[arg(long, value_name = "EMAIL")]
        account: String,
    },
    /// Revoke a token of an account
    Revoke {
        /// Email address of the account
        #[arg(long, value_name = "EMAIL")]
        account: String,
        /// The token's id, as `token list` shows it
        token: uuid::Uuid,
    },
}

/// Load what other systems send.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Load court lists: Libra daily list (XML), Common Platform hearings (JSON), publications hub adult list (JSON).
    /// Interrupted anywhere, it can be begun again
    CourtList {
        /// The files; what each is shows in its content
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// weekly gives candidates to screen, daily (remand and breach) a paper assessment due the same day
        #[arg(long, value_parser = trigger)]
        trigger: Trigger,
        /// Email address of the court liaison account that acts
        #[arg(id = "as", long = "as", value_name = "EMAIL")]
        email: String,
    },
}

/// Agreements to share.
#[derive(Debug, Subcommand)]
pub enum Agreements {
    /// List every version: state, review, months in the making, parties
    List {
        /// Who asks
        #[command(flatten)]
        who: Who,
    },
    /// Say what the agreements say together: contradictions, overlaps, gaps, what is near. Errors end with 1
    Check {
        /// Who asks
        #[command(flatten)]
        who: Who,
    },
    /// Print who can see what today: agency by section by purpose
    Matrix(Matrix),
    /// Say why somebody can or cannot see a section of a person's record, and whom to ask. The ledger keeps that it was asked
    Explain(Explain),
    /// Put the reads of the last days to a version of an agreement: what would newly be seen or refused, by whom, how often
    Replay(Replay),
}

/// Print who can see what today.
#[derive(Debug, Args)]
pub struct Matrix {
    /// How it is written
    #[arg(long, value_enum, default_value_t = MatrixFormat::Md)]
    pub format: MatrixFormat,
    /// Only this agency, by its name
    #[arg(long, value_name = "NAME")]
    pub agency: Option<String>,
    /// Only this section, for example risk
    #[arg(long, value_parser = section)]
    pub section: Option<Section>,
    /// Only for this purpose, for example supervision
    #[arg(long, value_parser = purpose)]
    pub purpose: Option<Purpose>,
    /// Who asks
    #[command(flatten)]
    pub who: Who,
}

/// How the matrix is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum MatrixFormat {
    /// A table for spreadsheets; nothing in it is taken for a formula
    Csv,
    /// A table in Markdown
    Md,
}

/// Say why somebody can or cannot see a section of a person's record.
#[derive(Debug, Args)]
pub struct Explain {
    /// Email address of the account that would see it
    #[arg(long, value_name = "EMAIL")]
    pub viewer: String,
    /// The person: the short reference, or the id
    #[arg(long, value_name = "REFERENCE")]
    pub person: String,
    /// The section, for example risk
    #[arg(long, value_parser = section)]
    pub section: Section,
    /// What for; without one, what the viewer's agency works with people for
    #[arg(long, value_parser = purpose)]
    pub purpose: Option<Purpose>,
    /// Who asks
    #[command(flatten)]
    pub who: Who,
}

/// Put the reads of the last days to a version of an agreement.
#[derive(Debug, Args)]
pub struct Replay {
    /// The agreement's id, as `agreements list` shows it
    #[arg(long, value_name = "ID")]
    pub draft: AgreementId,
    /// Which version (default: the newest)
    #[arg(long, value_name = "N")]
    pub version: Option<u16>,
    /// The reads of so many days
    #[arg(long, value_name = "N", default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..=3660))]
    pub days: u16,
    /// Who asks
    #[command(flatten)]
    pub who: Who,
}

/// What people decided about records that may be of one person.
#[derive(Debug, Subcommand)]
pub enum Identity {
    /// Say what the decisions teach the matcher, before and after. Sums only; it takes fifty pairs of one person
    Learn(IdentityLearn),
}

/// Say what decisions teach.
#[derive(Debug, Args)]
pub struct IdentityLearn {
    /// Have it kept: the matcher works with it from the next start of the server at the latest
    #[arg(long, conflicts_with = "preset")]
    pub apply: bool,
    /// Go back to the figures that the matcher came with
    #[arg(long)]
    pub preset: bool,
    /// Who does this
    #[command(flatten)]
    pub who: Who,
}

/// The event log.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum Audit {
    /// Check every chain against itself and against the signed checkpoints
    Verify,
    /// Append the present heads of the chains to the signed checkpoint file
    Checkpoint,
}

/// Copy the database.
#[derive(Debug, Args)]
pub struct Backup {
    /// A file that does not exist yet
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}

/// Put a backup in place.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,
    /// Set aside the database that is there
    #[arg(long)]
    pub replace: bool,
}

fn role(typed: &str) -> Result<Role, String> {
    Role::from_code(typed).map_err(|_| one_of(Role::ALL.iter().map(|role| role.code())))
}

fn agency_kind(typed: &str) -> Result<AgencyKind, String> {
    AgencyKind::from_code(typed).map_err(|_| one_of(AgencyKind::ALL.iter().map(|kind| kind.code())))
}

fn pathway(typed: &str) -> Result<Pathway, String> {
    Pathway::from_code(typed).map_err(|_| one_of(Pathway::ALL.iter().map(|pathway| pathway.code())))
}

fn trigger(typed: &str) -> Result<Trigger, String> {
    Trigger::from_code(typed).map_err(|_| one_of(Trigger::ALL.iter().map(|trigger| trigger.code())))
}

fn scope(typed: &str) -> Result<app::accounts::Scope, String> {
    use app::accounts::Scope;
    Scope::from_code(typed).map_err(|_| one_of(Scope::ALL.iter().map(|scope| scope.code())))
}

fn section(typed: &str) -> Result<Section, String> {
    Section::from_code(typed).map_err(|_| one_of(Section::ALL.iter().map(|section| section.code())))
}

fn purpose(typed: &str) -> Result<Purpose, String> {
    Purpose::from_code(typed).map_err(|_| one_of(Purpose::ALL.iter().map(|purpose| purpose.code())))
}

fn one_of<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    format!("must be one of {}", codes.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn nothing_typed_is_the_demonstration_and_flags_may_stand_on_either_side() {
        let bare = CommandLine::try_parse_from(["throughcare"]).unwrap();
        assert!(bare.command.is_none());
        let before = CommandLine::try_parse_from(["throughcare", "--data-dir", "x", "serve"]).unwrap();
        let after = CommandLine::try_parse_from(["throughcare", "serve", "--data-dir", "x"]).unwrap();
        assert_eq!(before.flags.data_dir, after.flags.data_dir);
    }

    #[test]
    fn a_role_that_does_not_exist_is_answered_with_those_that_do() {
        let typed = [
            "throughcare",
            "account",
            "create",
            "--agency",
            "a",
            "--role",
            "boss",
            "--name",
            "n",
            "--email",
            "e",
        ];
        let error = CommandLine::try_parse_from(typed).unwrap_err().to_string();
        assert!(error.contains("system_administrator"), "{error}");
    }
}
