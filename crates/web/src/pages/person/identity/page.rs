//! The form that corrects an identity, and both versions side by side when two people changed it at once.

use crate::{
    form::{Errors, Typed},
    kit::{BackLink, Button, Cell, Escaped, Frame, Html, PersonBar, Table, Tag, Tone},
    pages::{people::fields, person::bar},
    paths,
};
use app::people::Who;
use askama::Template;

/// The rows of the comparison: the form's fields and what they are called.
const COMPARED: [(&str, &str); 11] = [
    ("given", "Given name"),
    ("middle", "Middle names"),
    ("family", "Family name"),
    ("known_as", "Wishes to be called"),
    ("born", "Date of birth"),
    ("gender", "Gender"),
    ("crn", "CRN"),
    ("pnc", "PNC"),
    ("cro", "CRO"),
    ("nhs", "NHS number"),
    ("noms", "Prison number"),
];

/// The form.
#[derive(Debug, Template)]
#[template(path = "pages/person/identity.html")]
pub(crate) struct IdentityPage {
    pub(crate) frame: Frame,
    bar: PersonBar,
    action: String,
    hidden: Html,
    fields: Html,
    save: Button,
}

/// Both versions, and the form with what was typed.
#[derive(Debug, Template)]
#[template(path = "pages/person/identity_stale.html")]
pub(crate) struct StalePage {
    frame: Frame,
    bar: PersonBar,
    compared: Table,
    action: String,
    hidden: Html,
    fields: Html,
    save: Button,
    leave: Button,
}

fn hidden(frame: &Frame, seen: &str) -> Html {
    let seen = Html::markup(format!("<input type=\"hidden\" name=\"seen\" value=\"{}\">", Escaped(seen)));
    Html::join([frame.csrf_field(), seen], "")
}

impl IdentityPage {
    /// The form with what was typed; it carries the version that its writer saw.
    pub(crate) fn of(frame: Frame, model: &Who, typed: &Typed, errors: &Errors) -> Self {
        let person = model.person.person;
        let frame = Frame { back: Some(BackLink::to(paths::person(person))), ..frame };
        Self {
            bar: bar_of(model),
            action: paths::person_identity(person),
            hidden: hidden(&frame, typed.get("seen")),
            fields: fields::fields(typed, errors),
            save: Button::submit("Save correction"),
            frame,
        }
    }
}

impl StalePage {
    /// What was typed beside what is there now. Saving again carries the version shown here.
    pub(crate) fn of(frame: Frame, model: &Who, typed: &Typed) -> Self {
        let now = fields::typed_of(&model.person);
        let rows = COMPARED.iter().map(|(field, words)| {
            let (mine, theirs) = (shown(typed, field), shown(&now, field));
            let differs = mine != theirs;
            let mark = if differs { Html::of(&Tag::new("Differs", Tone::Soon)) } else { Html::text("Same") };
            vec![Cell::text(*words), mine.into(), theirs.into(), mark.into()]
        });
        let head = ["Field", "What you typed", "As it is now", "Compared"];
        let person = model.person.person;
        Self {
            bar: bar_of(model),
            compared: Table::new("Both versions", head, rows.collect::<Vec<_>>()).rows_named().dense(),
            action: paths::person_identity(person),
            hidden: hidden(&frame, &model.person.version.to_string()),
            fields: fields::fields(typed, &Errors::none()),
            save: Button::submit("Save what you typed"),
            leave: Button::link("Keep it as it is now", paths::person(person)).secondary(),
            frame,
        }
    }
}

fn bar_of(model: &Who) -> PersonBar {
    let glance = &model.glance;
    bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)
}

/// A field in one text; a dash where it is empty.
fn shown(typed: &Typed, field: &str) -> String {
    let text = match field {
        "born" => {
            let date = typed.date("born");
            [date.day, date.month, date.year].map(|part| part.trim().to_owned()).join(" ").trim().to_owned()
        }
        "gender" => domain::person::Gender::from_code(typed.get("gender"))
            .map(|g| g.words().to_owned())
            .unwrap_or_default(),
        _ => typed.get(field).trim().to_owned(),
    };
    if text.is_empty() { "–".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::person::bar::tests::{addy, nothing_else};

    #[test]
    fn both_versions_stand_side_by_side_and_saving_again_carries_the_newer_version() {
        let model = Who { person: addy(), glance: nothing_else() };
        let typed = fields::typed_of(&addy()).with("known_as", "Adeline <3").with("seen", "2");
        let html = StalePage::of(Frame::titled("x"), &model, &typed).render().unwrap();
        assert!(html.contains("Adeline &lt;3") && html.contains(">Addy<"), "{html}");
        assert_eq!(html.matches("Differs").count(), 1);
        assert!(html.contains("name=\"seen\" value=\"3\"") && html.contains("value=\"Adeline &#60;3\""));
    }
}
