//! Which part of what is due is shown: by person, by kind, by day. Kept in the address, and remembered for the account until
//! it is changed.

use crate::{
    form::{Asked, Check, Typed},
    html_safe,
    kit::{Button, Html, Select, SelectItem, Text},
    paths, words,
};
use app::{
    my_work::{Chosen, When},
    ports::{AfterDuty, DeskChoice},
};
use askama::Template;
use domain::{duty::DutyKind, ids::PersonId};

/// What an address says about how to look at the desk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Looked {
    /// The choice; `None` where the address says nothing, and what is remembered counts.
    pub(crate) choice: Option<DeskChoice>,
}

/// The same for a list, with its part and where the page begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LookedAt {
    pub(crate) when: When,
    pub(crate) choice: Option<DeskChoice>,
    pub(crate) after: AfterDuty,
}

const PERSON: &str = "person";
const KIND: &str = "kind";
const GROUP: &str = "group";

fn read_choice(typed: &Typed, check: &mut Check) -> Option<DeskChoice> {
    let person: Option<PersonId> =
        check.optional_id(PERSON, typed.get(PERSON), "Choose a person of the list");
    let kind = match typed.get(KIND) {
        "" => None,
        code => check.code(KIND, code, DutyKind::from_code, "Choose a kind of the list"),
    };
    let by_person = match typed.get(GROUP) {
        "" | "date" => false,
        "person" => true,
        _ => check.wrong::<()>(GROUP, "unknown", "Group by date or by person").is_some(),
    };
    let said = [PERSON, KIND, GROUP].iter().any(|name| typed.has(name));
    said.then_some(DeskChoice { person, kind, by_person })
}

impl Asked for Looked {
    const KNOWN: &'static [&'static str] = &[PERSON, KIND, GROUP];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self { choice: read_choice(typed, check) }
    }
}

impl Asked for LookedAt {
    const KNOWN: &'static [&'static str] = &[PERSON, KIND, GROUP, "when", "after"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let when = match typed.get("when") {
            "" => When::All,
            code => {
                check.code("when", code, When::from_code, "Choose a part of the list").unwrap_or(When::All)
            }
        };
        let after = check.cursor("after", typed.get("after"), |place| Some((place.part(0)?, place.part(1)?)));
        Self { when, choice: read_choice(typed, check), after }
    }
}

/// The address of a list looked at in this way.
pub(crate) fn address(path: &str, choice: &DeskChoice, further: &[(&str, &str)]) -> String {
    let person = choice.person.map(|id| id.to_string()).unwrap_or_default();
    let kind = choice.kind.map_or("", DutyKind::code);
    let group = if choice.by_person { "person" } else { "date" };
    let chosen = [(PERSON, person.as_str()), (KIND, kind), (GROUP, group)];
    let parameters: Vec<(&str, &str)> = further.iter().copied().chain(chosen).collect();
    paths::with_query(path, &parameters)
}

/// The form of the filters, and what takes them off.
#[derive(Debug, Template)]
#[template(path = "pages/my_work/filters.html")]
pub(crate) struct Filters {
    action: &'static str,
    when: Option<&'static str>,
    fields: Vec<Select>,
    apply: Button,
    clear: Option<String>,
}

html_safe!(Filters);

impl Filters {
    /// The form on the page at `action`, for one part of the list or for all boxes of the desk.
    pub(crate) fn of(chosen: &Chosen, action: &'static str, when: Option<When>) -> Self {
        let choice = &chosen.choice;
        let everybody = SelectItem::new("", "Everybody");
        let people = chosen.people.iter().map(|one| SelectItem::new(one.person.to_string(), one.called()));
        let every_kind = SelectItem::new("", "Everything");
        let kinds = chosen.kinds.iter().map(|(kind, count)| kind_item(*kind, *count));
        let groups = [SelectItem::new("date", "Date"), SelectItem::new("person", "Person")];
        let select = |name: &'static str, label: &'static str, items: Vec<SelectItem>, value: Text| Select {
            value,
            ..Select::new(name, label, items)
        };
        let person = choice.person.map(|id| id.to_string()).unwrap_or_default();
        let group = if choice.by_person { "person" } else { "date" };
        let further: Vec<(&str, &str)> = when.iter().map(|when| ("when", when.code())).collect();
        let none = DeskChoice { by_person: choice.by_person, ..DeskChoice::default() };
        Self {
            action,
            when: when.map(When::code),
            fields: vec![
                select(PERSON, "Person", [everybody].into_iter().chain(people).collect(), person.into()),
                select(
                    KIND,
                    "What",
                    [every_kind].into_iter().chain(kinds).collect(),
                    choice.kind.map_or("", DutyKind::code).into(),
                ),
                select(GROUP, "Group by", groups.into(), group.into()),
            ],
            apply: Button::submit("Show").secondary(),
            clear: (*choice != none).then(|| address(action, &none, &further)),
        }
    }

    /// As a part of a page.
    pub(crate) fn html(&self) -> Html {
        Html::of(self)
    }
}

/// A kind with how many there are of it.
pub(crate) fn kind_item(kind: DutyKind, count: u64) -> SelectItem {
    SelectItem::new(kind.code(), format!("{} ({})", kind.words(), words::thousands(count)))
}
