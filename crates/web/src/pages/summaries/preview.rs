//! The text before it is kept. What is kept is what is shown here, or nothing.

use super::{TextShown, new};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Errors, Query, Typed},
    kit::{BackLink, Button, Escaped, Html, InsetText},
    pages::{journey::Journey, person::bar, plain_form::PlainForm},
    paths,
    words::{self, Said},
};
use app::{
    Refusal,
    summaries::{self, Preview},
};
use domain::ids::{PersonId, SummaryId};

fn hidden(name: &str, value: &str) -> Html {
    Html::markup(format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", Escaped(name), Escaped(value)))
}

fn page(cx: &WebCx, model: &Preview, number: &str, errors: &Errors) -> PlainForm {
    let person = model.person.person;
    let mut frame = cx.form_frame("Look at the text before you keep it", errors, &[]);
    frame.caption = format!("Summary for {}", model.recipient.name).into();
    frame.back = Some(BackLink::to(paths::summary_new(person)));
    let count = u64::try_from(model.names).unwrap_or(u64::MAX);
    let note = format!(
        "These are the exact words that will be kept, shown to {} and, with consent and approval, issued. They name {} that today {} not spent.",
        model.person.called(),
        words::count(count, "conviction", "convictions"),
        if count == 1 { "is" } else { "are" },
    );
    let glance = &model.glance;
    PlainForm {
        bar: Some(bar::linked_bar(&model.person, glance.today, glance.order.as_ref(), &glance.risks)),
        intro: Html::join([Html::of(&InsetText::new(note)), Html::of(&TextShown::of(&model.text))], "\n"),
        action: paths::summary_preview(person),
        hidden: Html::join(
            [frame.csrf_field(), hidden("form_id", number), hidden("fingerprint", &model.fingerprint)],
            "",
        ),
        fields: Vec::new(),
        send: Button::submit("Keep this text"),
        frame,
    }
}

/// Shows the text; leads back to the form while something is missing.
pub(crate) async fn get(cx: WebCx, Id(person): Id<PersonId>, Query(()): Query<()>) -> Answer {
    let journey = Journey::of(&cx, &paths::summary_new(person)).await?;
    let Ok(command) = new::read(person, &journey.answers()) else {
        summaries::writing(cx.app(), cx.viewer(), person).await?;
        return cx.go(paths::summary_new(person));
    };
    match summaries::preview(cx.app(), cx.viewer(), &command).await {
        Ok(model) => cx.show(&page(&cx, &model, journey.number(), &Errors::none())),
        Err(Refusal::Invalid(_)) => cx.go(paths::summary_new(person)),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Keeps the text. However often the page is sent, one summary is made.
pub(crate) async fn post(cx: WebCx, Id(person): Id<PersonId>, typed: Typed) -> Answer {
    let mut journey = Journey::of(&cx, &paths::summary_new(person)).await?;
    if let Some(made) = journey.made(&typed) {
        return cx.go(paths::summary(SummaryId(made)));
    }
    if !journey.is_of(&typed) {
        summaries::writing(cx.app(), cx.viewer(), person).await?;
        return cx.go(paths::summary_preview(person));
    }
    let Ok(command) = new::read(person, &journey.answers()) else {
        return cx.go(paths::summary_new(person));
    };
    let once = journey.once()?;
    match summaries::write(cx.app(), cx.viewer(), command.clone(), typed.get("fingerprint"), Some(&once))
        .await
    {
        Ok(id) => {
            journey.done(&cx, id.0).await;
            cx.go_saying(paths::summary(id), Said::SummaryWritten)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = summaries::preview(cx.app(), cx.viewer(), &command).await?;
            cx.show_as(errors.status(), &page(&cx, &model, journey.number(), &errors))
        }
    }
}
