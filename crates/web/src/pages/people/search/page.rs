//! The search form with what was found.

use crate::{
    form::{Errors, cursor},
    kit::{Button, Cell, Frame, Html, Input, PageLink, Pagination, Table},
    pages::person::bar,
    paths, words,
};
use app::people::{Found, FoundPerson};
use askama::Template;
use domain::person::IdentifierKind;
use jiff::civil::Date;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/people/search.html")]
pub(crate) struct SearchPage {
    frame: Frame,
    action: &'static str,
    words: Input,
    born: Input,
    search: Button,
    shown: String,
    table: Option<Table>,
    near: Option<Table>,
    nothing: bool,
    area: Option<String>,
    may_create: bool,
    create: &'static str,
    may_review: bool,
    duplicates: &'static str,
    paging: Pagination,
    first: String,
}

impl SearchPage {
    /// The page; without `found` nothing was asked yet.
    pub(crate) fn of(
        frame: Frame,
        (asked, dob): (&str, &str),
        found: Option<&Found>,
        errors: &Errors,
        (may_create, may_review): (bool, bool),
        today: Date,
    ) -> Self {
        let field = |name: &'static str, label: &'static str, value: &str| {
            Input { autocomplete: "off".into(), spellcheck: Some(false), ..Input::text(name, label) }
                .with_value(value.to_owned())
                .with_error(errors.at(name))
        };
        let people = found.map_or(&[][..], |found| &found.people);
        let next = found.and_then(|found| found.next.as_ref()).map(|(key, person)| {
            let begins = cursor([key.clone(), person.to_string()]);
            PageLink::to(paths::with_query(paths::PEOPLE, &[("q", asked), ("dob", dob), ("cursor", &begins)]))
        });
        let count = u64::try_from(people.len()).unwrap_or(u64::MAX);
        let shown = words::count(count, "person", "people");
        let shown = if next.is_some() {
            format!("{shown} on this page; there are more")
        } else {
            format!("{shown} found")
        };
        Self {
            frame,
            action: paths::PEOPLE,
            words: field("q", "Name, number, reference or postcode", asked).with_hint(
                "The beginning of each name is enough; other spellings and short forms are looked for too. \
                 Of a postcode, type the district at least: M14, M14 5 or M14 5RT, alone or with a name",
            ),
            born: field("dob", "Date of birth (optional)", dob)
                .with_hint("For example, 14 2 1991")
                .width("govuk-input--width-10"),
            search: Button { text: "Search".into(), ..Button::default() },
            shown,
            table: (!people.is_empty()).then(|| table("People found", people, today).caption_hidden()),
            near: found
                .filter(|found| !found.near.is_empty())
                .map(|found| table("People with nearly that name, date or number", &found.near, today)),
            area: found.and_then(|found| found.area.clone()),
            nothing: found.is_some_and(|found| found.people.is_empty() && found.near.is_empty()),
            may_create,
            create: paths::NEW_PERSON,
            may_review,
            duplicates: paths::POSSIBLE_DUPLICATES,
            paging: Pagination { next, ..Pagination::default() },
            first: paths::with_query(paths::PEOPLE, &[("q", asked), ("dob", dob)]),
        }
    }

    /// With a way back to the first page, when this is a later one.
    pub(crate) fn beginning_later(mut self, later: bool) -> Self {
        if later {
            self.paging.previous =
                Some(PageLink { text: "First page".into(), ..PageLink::to(self.first.clone()) });
        }
        self
    }
}

fn table(caption: &'static str, people: &[FoundPerson], today: Date) -> Table {
    let rows = people.iter().map(|found| {
        let who = &found.identity;
        let crn = bar::number(who, IdentifierKind::Crn).unwrap_or("–").to_owned();
        vec![
            Cell::html(called(found)),
            who.legal.full().into(),
            bar::born(who, today).into(),
            who.reference.clone().into(),
            crn.into(),
        ]
    });
    let head = ["Called", "Legal name", "Born (age)", "Reference", "CRN"];
    Table::new(caption, head, rows.collect::<Vec<_>>()).rows_named().dense()
}

/// The name, and below it why they were found where that is not to be seen in the row.
fn called(found: &FoundPerson) -> Html {
    let who = &found.identity;
    let link = Html::link(&paths::person(who.person), &who.called());
    if found.postcodes.is_empty() {
        return link;
    }
    let label = if found.postcodes.len() == 1 { "Postcode" } else { "Postcodes" };
    let why = Html::text(&format!("{label} {}", found.postcodes.join(", ")));
    let (begin, end) =
        (Html::literal("<br><span class=\"govuk-!-font-weight-regular\">"), Html::literal("</span>"));
    Html::join([link, begin, why, end], "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::person::bar::tests::{TODAY, addy};

    fn html(found: Option<&Found>) -> String {
        let page =
            SearchPage::of(Frame::titled("People"), ("ad", ""), found, &Errors::none(), (true, true), TODAY);
        page.render().unwrap()
    }

    const NOBODY: Found = Found { people: Vec::new(), next: None, near: Vec::new(), area: None };

    fn row() -> FoundPerson {
        FoundPerson { age: Some(35), identity: addy(), postcodes: Vec::new() }
    }

    #[test]
    fn whoever_is_found_by_a_postcode_says_so_and_nobody_else_does() {
        let postcodes = vec!["M14 5RT".to_owned(), "M14 <6".to_owned()];
        let one = |postcodes: &[String]| FoundPerson { postcodes: postcodes.to_vec(), ..row() };
        let html =
            html(Some(&Found { people: vec![one(&postcodes), one(&postcodes[..1]), row()], ..NOBODY }));
        assert!(
            html.contains(">Postcodes M14 5RT, M14 &lt;6</span>")
                && html.contains(">Postcode M14 5RT</span>"),
            "{html}"
        );
        assert_eq!(html.matches(">Postcode").count(), 2);
    }

    #[test]
    fn the_area_of_a_postcode_alone_is_asked_for_its_district() {
        let html = html(Some(&Found { area: Some("SW".to_owned()), ..NOBODY }));
        assert!(
            html.contains("If SW is how a postcode begins, type its district too, such as SW1"),
            "{html}"
        );
        assert!(!self::html(Some(&NOBODY)).contains("how a postcode begins"));
    }

    #[test]
    fn a_person_found_is_named_as_they_wish_and_then_legally() {
        let found = Found { people: vec![row()], ..NOBODY };
        let html = html(Some(&found));
        assert!(html.contains(">Addy</a>") && html.contains("Ada &lt;b&gt;Crane&lt;/b&gt;"), "{html}");
        assert!(
            html.contains("1 person found") && html.contains("14 Feb 1991 (35)") && html.contains("X320741")
        );
    }

    #[test]
    fn nothing_found_says_what_to_try() {
        assert!(html(Some(&NOBODY)).contains("Try"));
        assert!(!html(None).contains("Try"));
    }

    #[test]
    fn who_is_only_nearly_found_is_told_apart() {
        let html = html(Some(&Found { near: vec![row()], ..NOBODY }));
        assert!(
            html.contains("Nobody is found as typed") && html.contains("People with nearly that name"),
            "{html}"
        );
        assert!(!html.contains("Try:"));
    }

    #[test]
    fn more_than_a_page_is_not_counted_as_all() {
        let next = Some(("crane".to_owned(), addy().person));
        let html = html(Some(&Found { people: vec![row()], next, ..NOBODY }));
        assert!(html.contains("1 person on this page; there are more") && html.contains("cursor="));
    }
}
