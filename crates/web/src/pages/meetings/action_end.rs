//! Ending an action: it is done, or nobody will do it.

use super::shift::seen_of;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Frame, Html, Input, PersonBar, RadioItem, Radios, SummaryList, SummaryRow},
    pages::person::bar,
    paths,
    words::{self, Said},
};
use app::{
    Refusal,
    meetings::{self, ActionEnd, OpenedAction},
};
use askama::Template;
use domain::ids::{ActionId, PersonId};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/meetings/action_end.html")]
struct ActionPage {
    frame: Frame,
    bar: PersonBar,
    hidden: Html,
    action: String,
    agreed: SummaryList,
    end: Radios,
    save: Button,
}

fn page(cx: &WebCx, model: &OpenedAction, typed: &Typed, errors: &Errors) -> ActionPage {
    let (id, person) = (model.action.agreed.id, model.person.person);
    let mut frame = cx.form_frame("End an action", errors, &[]);
    frame.back = Some(BackLink::to(paths::person_meetings(person)));
    let glance = &model.glance;
    let why = Input::text("why", "Why will nobody do it?")
        .with_value(typed.get("why").to_owned())
        .with_error(errors.at("why"));
    let ends = [
        RadioItem::new("done", "It is done"),
        RadioItem::new("dropped", "Nobody will do it").reveals(Html::of(&why)),
    ];
    ActionPage {
        bar: bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks),
        hidden: Html::join([frame.csrf_field(), super::shift::seen(model.action.version())], ""),
        action: paths::action_end(id),
        agreed: SummaryList::new([
            SummaryRow::new("What", model.action.agreed.words.to_string()),
            SummaryRow::new("Who", model.who.clone()),
            SummaryRow::new("Due", words::day(model.action.due())),
            SummaryRow::new("Where it stands", model.action.state().words()),
        ]),
        end: Radios::new("end", "How does it end?", ends)
            .with_value(typed.get("end").to_owned())
            .with_error(errors.at("end")),
        save: Button::submit("End the action"),
        frame,
    }
}

/// Shows the form.
pub(crate) async fn get(cx: WebCx, Id(id): Id<ActionId>, Query(()): Query<()>) -> Answer {
    let model = meetings::action(cx.app(), cx.viewer(), id).await?;
    cx.show(&page(&cx, &model, &Typed::default(), &Errors::none()))
}

/// Ends the action.
pub(crate) async fn post(cx: WebCx, Id(id): Id<ActionId>, typed: Typed) -> Answer {
    match save(&cx, id, &typed).await {
        Ok(person) => cx.go_saying(paths::person_meetings(person), Said::ActionEnded),
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = meetings::action(cx.app(), cx.viewer(), id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, &typed, &errors))
        }
    }
}

async fn save(cx: &WebCx, id: ActionId, typed: &Typed) -> Result<PersonId, Refusal> {
    let mut check = Check::default();
    let end = match typed.get("end") {
        "done" => Some(ActionEnd::Done),
        "dropped" => check.line("why", typed.get("why"), "why nobody will do it").map(ActionEnd::Dropped),
        _ => check.wrong("end", "required", "Select how the action ends"),
    };
    let end = check.done(|| end).map_err(Refusal::Invalid)?;
    let seen = if typed.has("seen") { seen_of(typed) } else { -1 };
    meetings::close_action(cx.app(), cx.viewer(), id, seen, end).await
}
