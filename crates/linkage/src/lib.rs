//! Record linkage: which records, of one file or of several, are one person.
//!
//! ```
//! use linkage::{Linker, Preset, Resolution, TableBuilder, Training};
//!
//! let mut builder = TableBuilder::new(&["given_name", "surname", "date_of_birth", "postcode"])?;
//! builder.push(&["William", "Okafor", "1984-03-12", "SP1 1AA"])?;
//! builder.push(&["Bill", "Okafor", "1984-03-12", "SP1 1AA"])?;
//! builder.push(&["Siân", "Morgan-Rees", "1990-01-30", "SA1 3SN"])?;
//! let table = builder.finish();
//!
//! let model = Preset::people().model(&table);
//! let (linker, report) = Linker::trained(&table, model, &Training::default())?;
//! let pairs = linker.pairs(0.0);
//! let clusters = linker.clusters(&pairs, &Resolution::default());
//! assert_eq!(clusters.of.len(), 3);
//! # let _ = report;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How it works
//!
//! 1. A [`Table`] keeps each distinct value once and knows what each column means ([`Kind`]).
//! 2. Blocking ([`BlockingRule`]) offers pairs that agree on something; no pair is scored twice.
//! 3. Each [`Comparison`] of a pair falls into one [`Level`]. The levels of all comparisons are the pair's pattern.
//! 4. [`train()`] learns, without labels, how often each level holds for one person and for two, and how often each
//!    [`Story`] is behind a pair: one person, who may have moved or changed surname; or two, who may be of one
//!    household, twins, or parent and child of one name. It says whether its numbers had come to rest.
//! 5. [`Linker::pairs`] gives each pair a weight, the logarithm (base 2) of the odds; rare values count for more.
//!    [`Linker::explain`] says why.
//! 6. [`Linker::clusters`] makes people of pairs, refuses weak bridges, and weighs each pair again in the light of
//!    the other records of the two people.
//!
//! # What holds
//!
//! - The answer is the same for any order of rows and columns of one meaning, and for any number of threads.
//! - Memory is proportional to the records, the pairs that are kept, and the pairs in flight.
//! - A missing value says nothing, for or against.
//! - No parameter of the preset was fitted to labelled data.
//!
//! - Without labels nothing tells how often one person gives another forename at the same door and birth date, and how
//!   often that is a twin; what training begins with then decides. Such pairs stay short of certainty, so that they
//!   wait for a person. Labels set [`Level::m`] and [`Story::share`] right.
//!
//! # What it deliberately does not do
//!
//! Open files or put them in their place, or keep anything over time: that is its callers' business. [`live`] serves
//! identities that come and go, one at a time, and obeys what people have decided about pairs.
//! It never guesses what a column means from its values. String similarity is Jaro–Winkler as in `rapidfuzz`, the
//! fastest of the well-kept crates that were measured, and Double Metaphone as in `rphonetic`; edit distances up to
//! a small bound are its own.

mod block;
mod chance;
pub mod chart;
mod cluster;
mod compare;
mod date;
mod dictionary;
pub mod evaluate;
mod explain;
mod files;
mod guests;
mod kind;
pub mod live;
mod model;
mod names;
mod preset;
mod read;
pub mod saved;
mod score;
mod scorer;
pub mod splink;
mod table;
mod tally;
pub mod taught;
mod text;
mod train;
mod weigh;

pub use block::{BlockingReport, LeftOut};
pub use cluster::{Clusters, Resolution};
pub use compare::ModelError;
pub use date::Date;
pub use explain::{Explanation, FieldWeight, StoryShare};
pub use files::{FileError, Format, Labelled, Layout, Records, Source, WriteError};
pub use kind::{Issuer, Kind};
pub use model::{
    BlockingKey, BlockingRule, Comparison, Fixed, KeyOf, Level, Model, Part, Rule, Story, TermFrequency,
};
pub use preset::Preset;
pub use score::{Linker, Pairs, Scored, ScoredPair};
pub use table::{Column, Table, TableBuilder, TableError};
pub use train::{Trained, Training, TrainingReport, train};
