//! Search by words: a scan of one agency's words, in order, from the cursor on.
//!
//! The longest word typed leads, since it is found least often; the others are looked for in the person's own sorted list
//! of words. A person whom two words match is shown once, under the first of them, so pages neither repeat nor skip.
//! With a date of birth the scan goes over those few born on that day.
//!
//! Search by postcode: a scan of the postcodes that agencies recorded, from the part that was typed up to its end. Whose record
//! the viewer may know of is decided in the statement; which agency's record of a postcode opens to them, by the gate alone.

use crate::{
    bulk::inserts,
    dialect::each_word,
    later::Later,
    link::Link,
    person::{identity_columns, one_listed, postcode_only},
    sql::{Param, Sql, args, statements},
    standing::{bits, filter_args, visible},
};
use app::ports::{AtPostcode, Listed, PostcodeQuery, SearchQuery, Stored};
use domain::{
    ids::{AgencyId, PersonId},
    person::Identity,
};
use gate::ListFilter;
use jiff::civil::Date;
use uuid::Uuid;

/// `$8` and `$9` bound the leading word, `$10` is how it stands in the list, `$11` to `$15` the other words' patterns, `$16` and
/// `$17` the cursor, `$18` the rows wanted. SQLite looks at a bare pattern when it plans, and so plans anew each time it is bound.
macro_rules! other_words {
    () => {
        "p.words like $11 || '' and p.words like $12 || '' and p.words like $13 || '' and p.words like $14 || '' \
         and p.words like $15 || ''"
    };
}

inserts! {
    SEARCH_WORD = "search_word" (agency_id, word, person_id) "on conflict do nothing";
}

/// The people of a statement that gives words and ids, in that order, with what relates the viewer to each.
macro_rules! found {
    ($($hits:expr),+ $(,)?) => {
        concat!(
            "select h.word, ", bits!("h.id", "$1", "$2", "$3"), ", ", identity_columns!(), " from (", $($hits),+,
            ") as h cross join person p where p.id = h.id order by h.word, h.id"
        )
    };
}

statements! {
    /// By words alone. The list of words is sorted, so the first place where the prefix stands is the first word that has it.
    ///
    /// The person is asked for row by row, not joined: so neither database can begin with the people, and a page costs what
    /// a page holds.
    BY_WORDS = Sql::same(found!(
        "select w.word as word, w.person_id as id from search_word w where w.agency_id = $1 and w.word >= $8 and w.word < $9 \
         and (w.word > $16 or w.person_id > $17) and (select 1 from person p where p.id = w.person_id \
         and instr(p.words, '\"' || w.word || '\"') = instr(p.words, $10) and ",
        other_words!(),
        " limit 1) is not null and ",
        visible!("w.person_id"),
        " order by w.word, w.person_id limit $18 + 0",
    ));
    /// By words and date of birth (`$19`).
    BY_BIRTH = each_word!(
        concat!(
            "select h.word, ", bits!("h.id", "$1", "$2", "$3"), ", ", identity_columns!(), " from (\
             select f.word as word, f.id as id from (select p.id as id, (select min(word.value) from"
        ),
        "p.words",
        concat!(
            "where word.value >= $8 and word.value < $9) as word from person p \
             where p.born = $19 and instr(p.words, $10) > 0 and ", other_words!(), " and ", visible!("p.id"),
            ") as f where f.word > $16 or (f.word = $16 and f.id > $17) order by f.word, f.id limit $18 + 0) as h \
             cross join person p where p.id = h.id order by h.word, h.id"
        )
    );
    /// By postcode in capitals, from `$8` up to before `$9`: without those who have the word `$10`, with the words `$11` to `$15`, born
    /// on `$17` where `$16` asks for it, at most `$18`. Written so that both databases begin with the postcodes.
    BY_POSTCODE = Sql::same(concat!(
        "select h.holder_id, h.postcode, ", bits!("h.id", "$1", "$2", "$3"), ", ", identity_columns!(), " from (\
         select c.person_id as id, c.holder_id as holder_id, c.postcode as postcode from contact c \
         where upper(c.postcode) >= $8 and upper(c.postcode) < $9 and (select 1 from person p where p.id = c.person_id \
         and not p.words like $10 || '' and ", other_words!(), " and ($16 = 0 or p.born = $17) limit 1) is not null and ",
        visible!("c.person_id"),
        " order by c.person_id, c.holder_id limit $18 + 0) as h cross join person p where p.id = h.id \
         order by h.id, h.holder_id"
    ));
    /// Gives an agency the words of a person, unless it has them: they come and go together, so the first of them tells.
    SPREAD = Sql {
        sqlite: "insert into search_word (agency_id, word, person_id) select $1, word.value, p.id from person p \
                 cross join json_each(p.words) as word where p.id = $2 and (select 1 from search_word s \
                 where s.agency_id = $1 and s.word = p.words ->> 0 and s.person_id = p.id) is null on conflict do nothing",
        postgres: "insert into search_word (agency_id, word, person_id) select $1, word.value, p.id from person p \
                   cross join lateral (select e.value collate \"C\" as value \
                   from jsonb_array_elements_text(p.words::jsonb) as e(value)) as word where p.id = $2 \
                   and (select 1 from search_word s where s.agency_id = $1 \
                   and s.word = (p.words::jsonb ->> 0) collate \"C\" and s.person_id = p.id) is null \
                   on conflict do nothing",
    };
    /// Gives the words of a person to every agency that has, or had, to do with them.
    SPREAD_TO_ALL = each_word!(
        "insert into search_word (agency_id, word, person_id) select a.agency_id, word.value, p.id from person p \
         cross join (select i.agency_id from involvement i where i.person_id = $1 union \
         select r.to_agency_id from referral r where r.person_id = $1 union \
         select r.from_agency_id from referral r where r.person_id = $1) as a cross join",
        "p.words",
        "where p.id = $1 on conflict do nothing"
    );
    /// Takes the words of a person back from every agency.
    GATHER = each_word!(
        "delete from search_word where person_id = $1 and agency_id in (select i.agency_id from involvement i \
         where i.person_id = $1 union select r.to_agency_id from referral r where r.person_id = $1 union \
         select r.from_agency_id from referral r where r.person_id = $1) and word in (select word.value from person p \
         cross join",
        "p.words",
        "where p.id = $1)"
    );
}

/// The sorted list of a person's words, as it is kept.
pub(crate) fn words_json(identity: &Identity) -> Stored<String> {
    serde_json::to_string(&app::search::words_of(identity))
        .map_err(|_| crate::error::failed("words cannot be written"))
}

/// The pattern of a list that has a word which begins so.
fn begins(word: &str) -> String {
    format!("%\"{word}%")
}

/// Gives an agency the words of a person, with what else the transaction keeps for its end.
pub(crate) fn spread(link: &mut Link, agency: AgencyId, person: PersonId) {
    link.later(Later::from("search_word", "person", SPREAD, args![agency, person]));
}

/// People whom the filter shows and whose words match.
pub(crate) async fn search(
    link: &mut Link,
    filter: &ListFilter,
    query: &SearchQuery,
    today: Date,
) -> Stored<Vec<(String, Listed)>> {
    let Some(lead) = query.words.iter().max_by_key(|word| word.chars().count()) else {
        return Ok(Vec::new());
    };
    if filter.is_empty() || query.limit == 0 {
        return Ok(Vec::new());
    }
    let mut others = query.words.iter().filter(|word| *word != lead).map(|word| begins(word));
    let (after_word, after_id) =
        query.after.clone().map_or_else(|| (String::new(), Uuid::nil()), |(word, person)| (word, person.0));
    let mut args = filter_args(filter, today);
    // A later page of a scan by words begins at the cursor's word; one by birth still needs each person's first word.
    let from = if query.born.is_none() && after_word > *lead { &after_word } else { lead };
    args.extend(args![from, format!("{lead}\u{10ffff}"), format!("\"{lead}")]);
    for _ in 0..5 {
        args.push(others.next().unwrap_or_else(|| "%".to_owned()).arg());
    }
    args.extend(args![after_word, after_id, query.limit]);
    let sql = match query.born {
        Some(born) => {
            args.push(born.arg());
            BY_BIRTH
        }
        None => BY_WORDS,
    };
    let rows = link.all(sql, args).await?;
    rows.iter()
        .map(|row| {
            let mut fields = row.fields();
            Ok((fields.next()?, one_listed(&mut fields)?))
        })
        .collect()
}

/// What agencies recorded as the postcodes of people whom the filter shows.
pub(crate) async fn search_postcode(
    link: &mut Link,
    filter: &ListFilter,
    query: &PostcodeQuery,
    today: Date,
) -> Stored<Vec<AtPostcode>> {
    if filter.is_empty() || query.limit == 0 {
        return Ok(Vec::new());
    }
    let mut args = filter_args(filter, today);
    args.extend(args![query.codes.0, query.codes.1, begins(&query.typed)]);
    let mut names = query.names.iter().map(|word| begins(word));
    for _ in 0..5 {
        args.push(names.next().unwrap_or_else(|| "%".to_owned()).arg());
    }
    args.extend(args![query.born.is_some(), query.born.unwrap_or(today), query.limit]);
    let rows = link.all(BY_POSTCODE, args).await?;
    rows.iter()
        .map(|row| {
            let mut fields = row.fields();
            let (holder, postcode) = (fields.next()?, fields.next()?);
            let listed = one_listed(&mut fields)?;
            Ok(AtPostcode { contact: postcode_only(listed.standing.person, holder, postcode), listed })
        })
        .collect()
}
