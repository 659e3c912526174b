//! Scores of reoffending, with what was put in. One lies in the risk section and in
//! those of the answers that it rests on. The working is not kept: it follows from the inputs and the edition.

use crate::{
    bulk::inserts,
    sql::{Arg, Row, Sql, args, statements},
    tx::StoreTx,
};
use app::{
    ports::{ScorePlace, Scores, StoreError, Stored},
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
        person_id, id, predictor, edition, assessed_on, convicted, counted_from, inputs, supersedes, one_year,
        two_years, at, by_account, agency_id
    ) "";
}

/// The columns that [`read`] reads.
macro_rules! columns {
    () => {
        "select s.person_id, s.id, s.predictor, s.edition, s.assessed_on, s.convicted, s.counted_from, s.inputs, s.supersedes, \
         (select c.id from reoffending_score c where c.supersedes = s.id), s.one_year, s.two_years, s.at, s.by_account, \
         s.agency_id from reoffending_score s"
    };
}

statements! {
    NEWEST = Sql::same(concat!(
        columns!(), " where s.person_id = $1 order by s.assessed_on desc, s.at desc, s.id desc limit $2 + 0"
    ));
    OLDER = Sql::same(concat!(
        columns!(),
        " where s.person_id = $1 and (s.assessed_on, s.at, s.id) < ($3, $4, $5) \
         order by s.assessed_on desc, s.at desc, s.id desc limit $2 + 0"
    ));
    ONE = Sql::same(concat!(columns!(), " where s.id = $1"));
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
        score.supersedes,
        score.one_year.map(|percent| u32::from(percent.hundredths())),
        u32::from(score.two_years.hundredths()),
        stamp.at,
        stamp.by,
        stamp.agency,
    ]
}

fn read(row: &Row) -> Stored<(ScorePlace, Sealed<ReoffendingScore>)> {
    let unreadable = |what: &str| StoreError::Corrupt(format!("reoffending_score: {what}"));
    let mut f = row.fields();
    let (person, id): (PersonId, ScoreId) = (f.next()?, f.next()?);
    let (predictor, edition): (Predictor, String) = (f.next()?, f.next()?);
    let days = ScoreDays { assessed: f.next()?, convicted: f.next()?, counted_from: f.next()? };
    let inputs = serde_json::from_str(&f.next::<String>()?).map_err(|_| unreadable("inputs"))?;
    let inputs = kept::read(predictor, &edition, &inputs).ok_or_else(|| unreadable("inputs"))?;
    let percent =
        |hundredths: u16| Percent::of_hundredths(hundredths).ok_or_else(|| unreadable("a percentage"));
    let (supersedes, corrected_by) = (f.maybe()?, f.maybe()?);
    let one_year: Option<u16> = f.maybe()?;
    let score = ReoffendingScore {
        id,
        person,
        days,
        inputs,
        edition,
        supersedes,
        corrected_by,
        one_year: one_year.map(percent).transpose()?,
        two_years: percent(f.next()?)?,
        stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
    };
    let (label, also) = (Label::own(person, Section::Risk, score.stamp.agency), score.inputs.sections());
    let place = ScorePlace { assessed: score.days.assessed, at: score.stamp.at, id };
    Ok((place, Sealed::new(label, score).lying_also_in(also)))
}

#[async_trait]
impl Scores for StoreTx {
    async fn add_score(&mut self, score: &ReoffendingScore) -> Stored<()> {
        SCORE.run(&mut self.link, score_args(score)).await.map(drop)
    }

    async fn scores(
        &mut self,
        person: PersonId,
        after: Option<ScorePlace>,
        limit: u32,
    ) -> Stored<Vec<(ScorePlace, Sealed<ReoffendingScore>)>> {
        let rows = match after {
            None => self.link.all(NEWEST, args![person, limit]).await?,
            Some(past) => self.link.all(OLDER, args![person, limit, past.assessed, past.at, past.id]).await?,
        };
        rows.iter().map(read).collect()
    }

    async fn score(&mut self, id: ScoreId) -> Stored<Option<Sealed<ReoffendingScore>>> {
        Ok(self.link.one(ONE, args![id]).await?.map(|row| read(&row)).transpose()?.map(|(_, sealed)| sealed))
    }
}
