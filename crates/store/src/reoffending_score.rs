//! Scores of reoffending, with what was put in. The working is not kept: it follows from the inputs and the edition.

use crate::{
    bulk::inserts,
    sql::{Arg, Row, Sql, args, statements},
    tx::StoreTx,
};
use app::{
    ports::{Scores, StoreError, Stored},
    scores::kept,
};
use async_trait::async_trait;
use domain::{
    ids::{PersonId, ScoreId},
    reoffending_score::{Percent, Predictor, ReoffendingScore, ScoreDays},
    section::Section,
    stamp::Stamp,
};
use gate::{Label, Sealed};

inserts! {
    SCORE = "reoffending_score" (
        person_id, id, predictor, edition, assessed_on, convicted, counted_from, inputs, one_year, two_years,
        at, by_account, agency_id
    ) "";
}

/// The columns that [`read`] reads.
macro_rules! columns {
    () => {
        "select person_id, id, predictor, edition, assessed_on, convicted, counted_from, inputs, one_year, two_years, at, \
         by_account, agency_id from reoffending_score"
    };
}

statements! {
    OF_PERSON = Sql::same(concat!(
        columns!(), " where person_id = $1 order by assessed_on desc, at desc, id desc limit $2 + 0"
    ));
    ONE = Sql::same(concat!(columns!(), " where id = $1"));
}

fn score_args(score: &ReoffendingScore) -> Vec<Arg> {
    let (days, stamp) = (score.days, &score.stamp);
    args![
        score.person,
        score.id,
        score.inputs.predictor(),
        score.edition.clone(),
        days.assessed,
        days.convicted,
        days.counted_from,
        kept::write(&score.inputs).to_string(),
        score.one_year.map(|percent| u32::from(percent.hundredths())),
        u32::from(score.two_years.hundredths()),
        stamp.at,
        stamp.by,
        stamp.agency,
    ]
}

fn read(row: &Row) -> Stored<Sealed<ReoffendingScore>> {
    let unreadable = |what: &str| StoreError::Corrupt(format!("reoffending_score: {what}"));
    let mut f = row.fields();
    let (person, id): (PersonId, ScoreId) = (f.next()?, f.next()?);
    let (predictor, edition): (Predictor, String) = (f.next()?, f.next()?);
    let days = ScoreDays { assessed: f.next()?, convicted: f.next()?, counted_from: f.next()? };
    let inputs = serde_json::from_str(&f.next::<String>()?).map_err(|_| unreadable("inputs"))?;
    let inputs = kept::read(predictor, days.assessed, &inputs).ok_or_else(|| unreadable("inputs"))?;
    let percent =
        |hundredths: u16| Percent::of_hundredths(hundredths).ok_or_else(|| unreadable("a percentage"));
    let one_year: Option<u16> = f.maybe()?;
    let score = ReoffendingScore {
        id,
        person,
        days,
        inputs,
        edition,
        one_year: one_year.map(percent).transpose()?,
        two_years: percent(f.next()?)?,
        stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
    };
    Ok(Sealed::new(Label::own(person, Section::Risk, score.stamp.agency), score))
}

#[async_trait]
impl Scores for StoreTx {
    async fn add_score(&mut self, score: &ReoffendingScore) -> Stored<()> {
        SCORE.run(&mut self.link, score_args(score)).await.map(drop)
    }

    async fn scores(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<ReoffendingScore>>> {
        self.link.all(OF_PERSON, args![person, limit]).await?.iter().map(read).collect()
    }

    async fn score(&mut self, id: ScoreId) -> Stored<Option<Sealed<ReoffendingScore>>> {
        self.link.one(ONE, args![id]).await?.map(|row| read(&row)).transpose()
    }
}
