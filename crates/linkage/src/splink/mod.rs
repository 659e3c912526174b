//! Splink's models: settings as Splink 4 and 5 save them, read into a [`Model`] and written from one.
//!
//! What holds: what is read is the same model, and what is written Splink scores alike; whatever has no like on the other side is an error that
//! names it ([`SplinkError`]), never a silent change. What Splink cannot say of a model of ours (stories, nicknames, blocks of bounded size) is left
//! out on request by [`portable`], which lists what is lost. Train first:
//! without its stories, training finds neighbourhoods where it should find people.
//!
//! Four differences remain, and `docs/linkage.md` tells the analyst: a table of ours folds values (case, accents, spaces), so Splink's table should
//! be folded the same way; term frequencies here leave out the person's own records, which lowers the weight of values that few people share less
//! than Splink does; a date that is none counts as present; and a postcode that is none has no district here.
//!
//! No Python is needed here, and none is called.

mod error;
mod hear;
mod portable;
mod reader;
mod say;
mod sql;
mod writer;

pub use error::SplinkError;
pub use portable::{Portable, portable};
pub use reader::read;
pub use writer::write;

/// Whose settings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// Splink 4.
    Four,
    /// Splink 5.
    Five,
}

/// Whose SQL the conditions of settings are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// DuckDB, on one machine.
    DuckDb,
    /// Spark, on many.
    Spark,
}

impl Dialect {
    fn word(self) -> &'static str {
        match self {
            Self::DuckDb => "duckdb",
            Self::Spark => "spark",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Model, Preset, Rule, TableBuilder};

    fn preset() -> Model {
        let header =
            ["forename", "surname", "middle_name", "sex", "birth_date", "postcode", "town", "pnc", "crn"];
        let mut table = TableBuilder::new(&header).unwrap();
        table
            .push(&["Ann", "Lee", "Jo", "f", "1990-02-03", "NM1 1AA", "Ash", "2001/0000001X", "X000001"])
            .unwrap();
        Preset::people().model(&table.finish())
    }

    fn rules(model: &Model) -> Vec<&Rule> {
        model.comparisons.iter().flat_map(|own| &own.levels).map(|level| &level.rule).collect()
    }

    #[test]
    fn what_splink_cannot_say_is_named() {
        let error = write(&preset(), Version::Five, Dialect::DuckDb).unwrap_err().to_string();
        assert!(error.contains("stories"), "{error}");
        let mut plain = preset();
        plain.stories.clear();
        let error = write(&plain, Version::Five, Dialect::DuckDb).unwrap_err().to_string();
        assert!(error.contains("size of blocks"), "{error}");
        plain.blocking.clear();
        let error = write(&plain, Version::Five, Dialect::DuckDb).unwrap_err().to_string();
        assert!(error.starts_with("forename"), "{error}");
    }

    #[test]
    fn a_portable_model_comes_back_as_it_went_for_both_versions_and_dialects() {
        let Portable { model, lost } = portable(&preset());
        assert!(lost.iter().any(|one| one.contains("Nickname")), "{lost:?}");
        assert!(lost.iter().any(|one| one.contains("stories")), "{lost:?}");
        for version in [Version::Four, Version::Five] {
            for dialect in [Dialect::DuckDb, Dialect::Spark] {
                let settings = write(&model, version, dialect).unwrap();
                let back = read(&settings).unwrap();
                assert_eq!(rules(&back), rules(&model));
                assert_eq!(back.blocking, model.blocking);
                assert!((back.prior - model.prior).abs() < 1e-15);
                for (own, other) in model.comparisons.iter().zip(&back.comparisons) {
                    let weights = |own: &crate::Comparison| -> Vec<(f64, f64)> {
                        own.levels.iter().map(|level| (level.m, level.u)).collect()
                    };
                    let pairs = weights(own).into_iter().zip(weights(other));
                    // JSON keeps a number to its last digit but one.
                    assert!(pairs.clone().all(|(a, b)| (a.0 - b.0).abs() + (a.1 - b.1).abs() < 1e-12));
                    assert_eq!(pairs.count(), own.levels.len());
                }
            }
        }
    }

    #[test]
    fn a_setting_that_would_change_the_model_is_refused_by_name() {
        let settings = write(&portable(&preset()).model, Version::Five, Dialect::DuckDb).unwrap();
        for (from, to, named) in [
            ("\"surname_l\\\" = \\\"surname_r", "\"surname_l\\\" = \\\"forename_r", "surname"),
            ("damerau_levenshtein", "hamming", "hamming"),
            ("\"sql_dialect\": \"duckdb\"", "\"sql_dialect\": \"athena\"", "athena"),
            ("\"fix_m_probability\"", "\"is_secret\"", "is_secret"),
            ("birth_date_", "shoe_size_", "shoe_size"),
        ] {
            assert!(settings.contains(from), "{from} is not in the settings");
            let error = read(&settings.replace(from, to)).unwrap_err().to_string();
            assert!(error.contains(named), "{error}");
        }
        for text in ["", "[]", "{}", "{\"comparisons\": 3}"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
