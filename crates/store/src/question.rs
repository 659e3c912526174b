//! Questions between agencies, each with its one reply. A question lies among the notes of the agency that is asked, sent to it by
//! the one that asks: nobody else reads it.

use crate::{
    bulk::inserts,
    link::Link,
    order_record::stamp,
    sql::{Row, Sql, args, statements},
};
use app::ports::{StoreError, Stored};
use domain::{
    ids::{AgencyId, PersonId, QuestionId},
    question::{Asked, Question, QuestionState, Reply},
    section::Section,
    stamp::Stamp,
    text::{Line, Prose},
};
use gate::{Label, Sealed};
use jiff::civil::Date;

inserts! {
    QUESTION = "question" (
        person_id, id, to_agency_id, section, words, answer_by, state, at, by_account, agency_id
    ) "";
}

macro_rules! question {
    ($rest:literal) => {
        concat!(
            "select person_id, id, to_agency_id, section, words, answer_by, at, by_account, agency_id, state, reply, \
             until_day, reply_at, reply_by, reply_agency_id from question where ",
            $rest
        )
    };
}

statements! {
    ONE = Sql::same(question!("id = $1"));
    OF_PERSON = Sql::same(question!("person_id = $1 order by id desc limit $2 + 0"));
    REPLY = Sql::same(
        "update question set state = $3, reply = $4, until_day = $5, reply_at = $6, reply_by = $7, reply_agency_id = $8 \
         where person_id = $1 and id = $2 and state = 'waiting'"
    );
}

pub(crate) async fn insert(link: &mut Link, question: &Question) -> Stored<()> {
    let asked = &question.asked;
    let args = args![
        asked.person,
        asked.id,
        asked.to,
        asked.section,
        asked.words,
        asked.answer_by,
        question.state(),
        asked.stamp.at,
        asked.stamp.by,
        asked.stamp.agency,
    ];
    QUESTION.run(link, args).await.map(drop)
}

pub(crate) async fn one(link: &mut Link, id: QuestionId) -> Stored<Option<Sealed<Question>>> {
    link.one(ONE, args![id]).await?.as_ref().map(sealed).transpose()
}

pub(crate) async fn of_person(
    link: &mut Link,
    person: PersonId,
    limit: u32,
) -> Stored<Vec<Sealed<Question>>> {
    link.all(OF_PERSON, args![person, limit]).await?.iter().map(sealed).collect()
}

/// Writes the reply, unless there is one.
pub(crate) async fn reply(link: &mut Link, question: &Question) -> Stored<bool> {
    let Some((stamp, reply)) = question.kept() else { return Ok(false) };
    let (words, until): (&str, Option<Date>) = match reply {
        Reply::Answered { words, until } => (words.as_str(), Some(*until)),
        Reply::Declined(reason) => (reason.as_str(), None),
    };
    let asked = &question.asked;
    let args =
        args![asked.person, asked.id, question.state(), words, until, stamp.at, stamp.by, stamp.agency];
    Ok(link.run(REPLY, args).await? > 0)
}

/// A person's questions without their seals, for the installation itself.
pub(crate) async fn plain_of(
    link: &mut Link,
    person: PersonId,
    limit: u32,
) -> Stored<Vec<(Label, Question)>> {
    link.all(OF_PERSON, args![person, limit]).await?.iter().map(plain).collect()
}

fn sealed(row: &Row) -> Stored<Sealed<Question>> {
    plain(row).map(|(label, question)| Sealed::new(label, question))
}

fn plain(row: &Row) -> Stored<(Label, Question)> {
    let mut f = row.fields();
    let (person, id, to, section) = (f.next()?, f.next::<QuestionId>()?, f.next::<AgencyId>()?, f.next()?);
    let (words, answer_by, stamp) = (f.next()?, f.next()?, stamp(&mut f)?);
    let from = stamp.agency;
    let asked = Asked { id, person, from, to, section, words, answer_by, stamp };
    let state: QuestionState = f.next()?;
    let (words, until): (Option<String>, Option<Date>) = (f.maybe()?, f.maybe()?);
    let by = (f.maybe()?, f.maybe()?, f.maybe()?);
    let broken = || StoreError::Corrupt(format!("question {id}: its reply and its state differ"));
    let reply = match (state, words, until) {
        (QuestionState::Waiting, None, None) => None,
        (QuestionState::Answered, Some(words), Some(until)) => {
            Some(Reply::Answered { words: Prose::new(&words).map_err(|_| broken())?, until })
        }
        (QuestionState::Declined, Some(words), None) => {
            Some(Reply::Declined(Line::new(&words).map_err(|_| broken())?))
        }
        _ => return Err(broken()),
    };
    let question = Question::new(asked);
    let question = match (reply, by) {
        (None, _) => question,
        (Some(reply), (Some(at), Some(by), Some(agency))) => {
            question.reply(Stamp { at, by, agency }, reply).map_err(|_| broken())?
        }
        (Some(_), _) => return Err(broken()),
    };
    Ok((Label { sent_to: Some(from), ..Label::own(person, Section::Notes, to) }, question))
}
