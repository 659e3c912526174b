//! Who is truly whom, as a column or as another file says: for [`crate::evaluate`].
//!
//! What holds: a file of people (`id,cluster`, as clusters are written) knows every pair of the records in it; a file of pairs
//! (`left_id,right_id`) names all that are one person; one with verdicts (`match`) knows these pairs and no other. A label of a record
//! that is not there is counted and left out, since labels often cover more than what is linked.

use std::collections::HashMap;

use csv::StringRecord;

use super::rows::Rows;
use super::{FileError, IDS, Records, Source, place};
use crate::evaluate::Truth;

/// What labels say.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// Who is whom.
    pub truth: Truth,
    /// Labels that were used: of records, or of pairs.
    pub used: u64,
    /// Labels of records that are not there.
    pub absent: u64,
}

/// Names of the columns of pairs, as we write them and as Splink's labels have them.
const LEFT: [&str; 3] = ["left_id", "unique_id_l", "id_l"];
const RIGHT: [&str; 3] = ["right_id", "unique_id_r", "id_r"];
const VERDICT: [&str; 2] = ["match", "clerical_match_score"];

impl Records {
    /// What the column of labels says; `None` when the layout named none.
    pub fn truth(&self) -> Option<Labelled> {
        let labels = self.labels.as_ref()?;
        let used = labels.iter().filter(|label| !label.is_empty()).count() as u64;
        let truth = Truth::of_labels(labels.iter().map(AsRef::as_ref));
        Some(Labelled { truth, used, absent: 0 })
    }

    /// What a file of labels says: `id,cluster`, or `left_id,right_id` with or without `match`; of several files of records with
    /// `file`, or `left_file,right_file`, where an id is in more than one of them.
    pub fn labelled(&self, source: Source<'_>) -> Result<Labelled, FileError> {
        let name = source.name;
        let wrong = |why: String| FileError::File { file: name.clone(), why };
        let mut reading =
            Reading { rows: Rows::open(source.bytes).map_err(wrong)?, number: 0, known: self.by_id() };
        let header = reading.rows.header();
        let any = |names: &[&str]| names.iter().find_map(|name| place(header, name));
        let (left, right) = (any(&LEFT), any(&RIGHT));
        let said = match (left, right, any(&["cluster", "person", "label"]), any(&IDS)) {
            (Some(left), Some(right), ..) => {
                let left = (left, any(&["left_file", "source_dataset_l"]));
                let right = (right, any(&["right_file", "source_dataset_r"]));
                let verdict = any(&VERDICT);
                self.pairs(&mut reading, left, right, verdict)
            }
            (_, _, Some(label), Some(id)) => {
                let id = (id, any(&["file"]));
                self.people(&mut reading, id, label)
            }
            _ => Err("it has neither the columns id and cluster nor left_id and right_id".to_owned()),
        };
        let labelled = said.map_err(wrong)?;
        if labelled.used == 0 {
            return Err(wrong("none of its labels is of a record that was read".to_owned()));
        }
        Ok(labelled)
    }

    /// Each row's file, counted from 1.
    pub fn files(&self) -> Vec<u8> {
        self.files.clone()
    }

    fn by_id(&self) -> HashMap<&str, Vec<u32>> {
        let mut known: HashMap<&str, Vec<u32>> = HashMap::with_capacity(self.ids.len());
        for (row, id) in (0_u32..).zip(&self.ids) {
            known.entry(id.as_ref()).or_default().push(row);
        }
        known
    }

    fn people(&self, reading: &mut Reading<'_>, id: Named, label: usize) -> Result<Labelled, String> {
        let mut labels = vec![String::new(); self.ids.len()];
        let (mut used, mut absent) = (0, 0);
        let mut record = StringRecord::new();
        while reading.next(&mut record)? {
            let Some(row) = reading.row(self, &record, id)? else {
                absent += 1;
                continue;
            };
            let said = record.get(label).unwrap_or_default().trim();
            let Some(own) = labels.get_mut(row as usize) else { continue };
            if !own.is_empty() && own != said {
                return Err(format!("{} is in two clusters, {own} and {said}", self.id(row)));
            }
            used += u64::from(own.is_empty() && !said.is_empty());
            said.clone_into(own);
        }
        Ok(Labelled { truth: Truth::of_labels(labels.iter().map(String::as_str)), used, absent })
    }

    fn pairs(
        &self,
        reading: &mut Reading<'_>,
        left: Named,
        right: Named,
        verdict: Option<usize>,
    ) -> Result<Labelled, String> {
        let mut verdicts: HashMap<(u32, u32), bool> = HashMap::new();
        let mut absent = 0;
        let mut record = StringRecord::new();
        while reading.next(&mut record)? {
            let (Some(one), Some(other)) =
                (reading.row(self, &record, left)?, reading.row(self, &record, right)?)
            else {
                absent += 1;
                continue;
            };
            let same = verdict.map_or(Some(true), |at| decided(record.get(at).unwrap_or_default()));
            let same = same.ok_or_else(|| format!("row {}: match is 1 or 0", reading.number))?;
            let pair = (one.min(other), one.max(other));
            if one == other {
                return Err(format!("row {}: a record beside itself", reading.number));
            }
            if verdicts.insert(pair, same).is_some_and(|before| before != same) {
                return Err(format!("row {}: the pair was said to be both", reading.number));
            }
        }
        let used = verdicts.len() as u64;
        let truth = if verdict.is_some() {
            Truth::of_verdicts(verdicts.into_iter().map(|((left, right), same)| (left, right, same)))
        } else {
            Truth::of_matches(self.ids.len(), verdicts.into_keys())
        };
        Ok(Labelled { truth, used, absent })
    }
}

/// The column of an id, and of the file that it is of.
type Named = (usize, Option<usize>);

struct Reading<'a> {
    rows: Rows<'a>,
    /// Of the row that was read last, counted from 1.
    number: u64,
    known: HashMap<&'a str, Vec<u32>>,
}

impl Reading<'_> {
    fn next(&mut self, record: &mut StringRecord) -> Result<bool, String> {
        self.number += 1;
        self.rows.next(record)
    }

    /// The row of the records that is meant; `None` when there is none.
    fn row(
        &self,
        records: &Records,
        record: &StringRecord,
        (id, file): Named,
    ) -> Result<Option<u32>, String> {
        let id = record.get(id).unwrap_or_default();
        let rows = self.known.get(id).map_or(&[][..], Vec::as_slice);
        let said = file.and_then(|at| record.get(at)).unwrap_or_default().trim();
        if said.is_empty() {
            return match rows {
                [] => Ok(None),
                [row] => Ok(Some(*row)),
                _ => Err(format!("{id} is an id in several files: add columns that say in which")),
            };
        }
        let number: u8 =
            said.parse().map_err(|_| format!("row {}: files are counted from 1", self.number))?;
        Ok(rows.iter().copied().find(|row| records.file(*row) == number))
    }
}

/// Whether a pair is one person, as a person or a score says.
fn decided(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "t" | "y" => Some(true),
        "false" | "no" | "f" | "n" => Some(false),
        number => {
            number.parse().ok().filter(|score| (0.0..=1.0).contains(score)).map(|score: f64| score >= 0.5)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Layout;

    fn records(files: &[&'static str]) -> Records {
        let sources = files.iter().map(|text| Source::csv("a.csv", text.as_bytes())).collect();
        Records::read(sources, &Layout::default(), &|_| ()).unwrap()
    }

    fn said(records: &Records, text: &'static str) -> Result<Labelled, String> {
        records.labelled(Source::csv("truth.csv", text.as_bytes())).map_err(|error| error.to_string())
    }

    #[test]
    fn labels_are_read_as_people_as_matches_and_as_verdicts() {
        let records = records(&["id,surname\na,Crane\nb,Crain\nc,Heron\nd,Herron\n"]);
        let people = said(&records, "id,cluster\nb,7\na,7\nc,8\nz,8\n").unwrap();
        assert_eq!((people.used, people.absent, people.truth.pairs()), (3, 1, 1));
        assert_eq!((people.truth.verdict(0, 2), people.truth.verdict(0, 3)), (Some(false), None));
        let matches = said(&records, "right_id,left_id\nb,a\nc,b\n").unwrap();
        assert_eq!((matches.truth.pairs(), matches.truth.verdict(0, 3)), (3, Some(false)));
        let verdicts = said(&records, "left_id,right_id,match\nb,a,1\nc,b,0\n").unwrap();
        assert_eq!((verdicts.truth.pairs(), verdicts.truth.verdict(0, 3)), (1, None));
        let splink =
            said(&records, "unique_id_l,unique_id_r,clerical_match_score\na,b,0.9\nb,c,0.1\n").unwrap();
        assert_eq!((splink.truth.verdict(0, 1), splink.truth.verdict(1, 2)), (Some(true), Some(false)));
    }

    #[test]
    fn labels_that_contradict_themselves_are_refused() {
        let records = records(&["id,surname\na,Crane\nb,Crain\n"]);
        for (text, why) in [
            ("id,cluster\na,1\na,2\n", "in two clusters"),
            ("left_id,right_id,match\na,b,1\nb,a,0\n", "both"),
            ("left_id,right_id,match\na,b,perhaps\n", "row 1: match is 1 or 0"),
            ("left_id,right_id\na,a\n", "beside itself"),
            ("who,whose\na,1\n", "neither the columns"),
            ("id,cluster\nx,1\n", "none of its labels"),
        ] {
            let error = said(&records, text).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
    }

    #[test]
    fn an_id_of_two_files_needs_its_file() {
        let records = records(&["id,surname\n1,Crane\n2,Heron\n", "id,surname\n1,Crane\n3,Heron\n"]);
        assert!(said(&records, "left_id,right_id\n1,3\n").unwrap_err().contains("several files"));
        let labels = said(&records, "left_id,right_id,left_file,right_file\n1,1,1,2\n").unwrap();
        assert_eq!(labels.truth.verdict(0, 2), Some(true));
    }
}
