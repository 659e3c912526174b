//! Search for people.

mod page;

use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Errors, Query, Typed, typed_date},
};
use app::{
    Refusal,
    people::{FindPeople, Found},
};
use domain::ids::PersonId;
use gate::Action;
use jiff::civil::Date;
use page::SearchPage;

/// People on one page.
const ROWS: u32 = 20;

/// What is asked: words, a date of birth, and where the page begins.
pub(crate) struct Search {
    words: String,
    dob: String,
    after: Option<(String, PersonId)>,
}

impl Asked for Search {
    const KNOWN: &'static [&'static str] = &["q", "dob", "cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let after =
            check.cursor("cursor", typed.get("cursor"), |cursor| Some((cursor.part(0)?, cursor.part(1)?)));
        Self { words: typed.get("q").to_owned(), dob: typed.get("dob").to_owned(), after }
    }
}

/// Shows the form, and what was found.
pub(crate) async fn get(cx: WebCx, Query(search): Query<Search>) -> Answer {
    let (found, errors) = match found(&cx, &search).await {
        Ok(found) => (found, Errors::none()),
        Err(refusal) => (None, cx.mend(refusal)?),
    };
    let frame = cx.form_frame("People", &errors, &[]);
    let may = (cx.may(Action::CreatePerson), cx.may(Action::ReviewIdentity));
    let page =
        SearchPage::of(frame, (&search.words, &search.dob), found.as_ref(), &errors, may, cx.app().today());
    cx.show_as(errors.status(), &page.beginning_later(search.after.is_some()))
}

/// Nothing is asked before something is typed.
async fn found(cx: &WebCx, search: &Search) -> Result<Option<Found>, Refusal> {
    if search.words.trim().is_empty() && search.dob.trim().is_empty() {
        return Ok(None);
    }
    let mut check = Check::default();
    let born = born(&search.dob, &mut check);
    let (words, after) = (search.words.clone(), search.after.clone());
    let asked = FindPeople { words, born, after, limit: ROWS, nearly: true, postcodes: true };
    let asked = check.done(|| Some(asked)).map_err(Refusal::Invalid)?;
    app::people::find(cx.app(), cx.viewer(), asked).await.map(Some)
}

/// A date in one field, as people write dates: "14 2 1991", "14/2/1991", "14 feb 1991", or as a computer does.
fn born(text: &str, check: &mut Check) -> Option<Date> {
    if let Ok(date) = text.trim().parse::<Date>() {
        return Some(date);
    }
    let spaced = text.replace(['/', '.', '-', ','], " ");
    let parts = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    check.optional_date("dob", &typed_date(&parts), "Date of birth")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_is_read_however_it_is_written() {
        for text in ["14 2 1991", "14/02/1991", " 14.2.1991 ", "14 Feb 1991", "1991-02-14"] {
            let mut check = Check::default();
            assert_eq!(born(text, &mut check), Some(date(1991, 2, 14)), "{text}");
        }
        let mut check = Check::default();
        assert_eq!(born("31/2/1991", &mut check), None);
        assert_eq!(check.done(|| Some(())).unwrap_err()[0].field, "dob");
    }
}
