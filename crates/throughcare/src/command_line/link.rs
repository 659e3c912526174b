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
    /// Where the pairs go: `left_id,right_id,match_weight,match_probability`, as CSV, or as Parquet where the name ends so
    #[arg(long, value_name = "FILE", required = true)]
    pub output: Option<PathBuf>,
    /// Where it goes which record is whose: `id,cluster`, as CSV, or as Parquet where the name ends so
    #[arg(long, value_name = "FILE")]
    pub clusters: Option<PathBuf>,
    /// Least match weight of a pair: 0 is as likely as not, each 1 more doubles the odds
    #[arg(long, value_name = "W", default_value_t = 0.0, allow_negative_numbers = true)]
    pub threshold: f64,
}

/// Files of records.
#[derive(Debug, Args)]
pub struct LinkRecords {
    /// A CSV file with a header, or a Parquet file (`.parquet`); given twice, people are looked for between the two
    #[arg(long, required = true, value_name = "FILE")]
    pub input: Vec<PathBuf>,
    /// What kind of records they are, for which the matcher learns its numbers from the records themselves
    #[arg(long, value_enum, default_value_t = LinkPreset::PeopleUk)]
    pub preset: LinkPreset,
    /// A trained model instead of the preset: one that `link train` wrote, or settings as Splink 4 or 5 saves them (JSON)
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

/// For whom a model is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LinkFor {
    /// For `--settings` of this program: everything that was learnt
    Throughcare,
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
    /// Hold what is found against labels that say who is whom: precision, recall and F1 by threshold, of pairs and of clusters
    Evaluate(LinkEvaluation),
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
    /// Where the same goes as a picture
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
}

/// Records of which somebody knows whose they are.
#[derive(Debug, Args)]
pub struct LinkEvaluation {
    /// The records.
    #[command(flatten)]
    pub records: LinkRecords,
    /// A file of labels (`id,cluster`, or `left_id,right_id` with or without `match`), or else a column of the records; it is never compared
    #[arg(long, value_name = "COLUMN|FILE")]
    pub labels: String,
    /// Least match weight of a pair, as you would give it to `link`
    #[arg(long, value_name = "W", default_value_t = 0.0, allow_negative_numbers = true)]
    pub threshold: f64,
    /// How the figures are written
    #[arg(long, value_enum, default_value_t = LinkFigures::Table)]
    pub format: LinkFigures,
    /// Where precision over recall goes as a picture
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
}

/// How figures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LinkFigures {
    /// For people
    Table,
    /// For programs
    Json,
}

/// Records to learn from.
#[derive(Debug, Args)]
pub struct LinkTraining {
    /// The records.
    #[command(flatten)]
    pub records: LinkRecords,
    /// Where the model goes (JSON); what Splink cannot say of one that is written for it is named
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// For whom it is written
    #[arg(long = "for", value_enum, default_value_t = LinkFor::Throughcare)]
    pub version: LinkFor,
}
