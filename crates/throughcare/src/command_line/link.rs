//! What may be typed after `throughcare link`.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Find the records that are one person's.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Link {
    /// What else can be asked.
    #[command(subcommand)]
    pub command: Option<LinkCommand>,
    /// What to link.
    #[command(flatten)]
    pub job: LinkJob,
}

/// What to link, and where to write what was found.
#[derive(Debug, Args)]
pub struct LinkJob {
    /// The records.
    #[command(flatten)]
    pub records: LinkRecords,
    /// Where the pairs go, as CSV: `left_id,right_id,match_weight,match_probability`
    #[arg(long, value_name = "FILE", required = true)]
    pub output: Option<PathBuf>,
    /// Where it goes which record is whose, as CSV: `id,cluster`
    #[arg(long, value_name = "FILE")]
    pub clusters: Option<PathBuf>,
    /// Least match weight of a pair: 0 is as likely as not, each 1 more doubles the odds
    #[arg(long, value_name = "W", default_value_t = 0.0, allow_negative_numbers = true)]
    pub threshold: f64,
}

/// Files of records.
#[derive(Debug, Args)]
pub struct LinkRecords {
    /// A CSV file with a header; given twice, people are looked for between the two
    #[arg(long, required = true, value_name = "FILE")]
    pub input: Vec<PathBuf>,
    /// What kind of records they are, for which the matcher learns its numbers from the records themselves
    #[arg(long, value_enum, default_value_t = LinkPreset::PeopleUk)]
    pub preset: LinkPreset,
    /// A model trained with Splink 4 or 5, as it saves its settings (JSON), instead of the preset
    #[arg(long, value_name = "FILE", conflicts_with = "preset")]
    pub settings: Option<PathBuf>,
    /// With several files, look for people within each as well
    #[arg(long)]
    pub within: bool,
    /// What a column means where its name does not say it, for example `called=forename`, or `notes=nothing`
    #[arg(long, value_name = "COLUMN=MEANING")]
    pub map: Vec<String>,
    /// The column of ids (default: id, `unique_id`, `record_id`, `rec_id` or `row_id`, else the row's number)
    #[arg(long, value_name = "COLUMN")]
    pub id: Option<String>,
    /// A column that is not compared, such as labels; may be given more than once
    #[arg(long, value_name = "COLUMN")]
    pub ignore: Vec<String>,
}

/// What the matcher knows of kinds of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LinkPreset {
    /// People of the United Kingdom or elsewhere: names, birth date, home and numbers, as far as there are columns for them
    PeopleUk,
}

/// Which Splink a model is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LinkFor {
    /// Splink 4 on `DuckDB`
    Splink4,
    /// Splink 5 on `DuckDB`
    Splink5,
    /// Splink 4 on Spark
    Splink4Spark,
    /// Splink 5 on Spark
    Splink5Spark,
}

/// What else can be asked of the matcher.
#[derive(Debug, Subcommand)]
pub enum LinkCommand {
    /// Say why two records score as they do
    Explain(LinkExplain),
    /// Say what is learnt from the records: for each level how often one person's records fall into it, and strangers'
    Train(LinkTraining),
}

/// Two records.
#[derive(Debug, Args)]
pub struct LinkExplain {
    /// The records.
    #[command(flatten)]
    pub records: LinkRecords,
    /// The id of one
    #[arg(long, value_name = "ID")]
    pub left: String,
    /// The id of the other
    #[arg(long, value_name = "ID")]
    pub right: String,
}

/// Records to learn from.
#[derive(Debug, Args)]
pub struct LinkTraining {
    /// The records.
    #[command(flatten)]
    pub records: LinkRecords,
    /// Where the model goes, as settings of Splink (JSON); what Splink cannot say of it is named
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// For which Splink
    #[arg(long = "for", value_enum, default_value_t = LinkFor::Splink5)]
    pub version: LinkFor,
}
