//! The forms that continue a strand: agree a step, say what became of one, record progress, close.

use super::form;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Errors, Query, Typed},
    kit::{BackLink, Button, Html, RadioItem},
    pages::plain_form::{Again, PlainForm, options, seen_field},
    paths,
    router::{Access, Route},
    words::Said,
};
use app::{
    Refusal,
    plans::{self, NewStep, OpenedStrand, StrandMove, Who},
};
use domain::{
    ids::{AccountId, StepId, StrandId},
    plan::{Came, Outcome},
};

/// Which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Agree,
    Step,
    Progress,
    Close,
}

/// The routes of these forms.
pub(super) fn routes(keep: Access) -> [Route; 8] {
    [
        Route::page(paths::STRAND_AGREE, keep, agree),
        Route::form(paths::STRAND_AGREE, keep, post_agree),
        Route::page(paths::STRAND_STEP, keep, become_of),
        Route::form(paths::STRAND_STEP, keep, post_step),
        Route::page(paths::STRAND_PROGRESS, keep, progress),
        Route::form(paths::STRAND_PROGRESS, keep, post_progress),
        Route::page(paths::STRAND_CLOSE, keep, close),
        Route::form(paths::STRAND_CLOSE, keep, post_close),
    ]
}

/// Which step is spoken of.
struct Of(Option<StepId>);

impl Asked for Of {
    const KNOWN: &'static [&'static str] = &["of"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.optional_id("of", typed.get("of"), "Record a step from the page of its strand"))
    }
}

impl Kind {
    const fn title(self) -> &'static str {
        match self {
            Self::Agree => "Agree a step",
            Self::Step => "What became of the step?",
            Self::Progress => "Record progress",
            Self::Close => "Close the strand",
        }
    }

    fn address(self, id: StrandId) -> String {
        match self {
            Self::Agree => paths::strand_agree(id),
            Self::Step => paths::strand_step(id),
            Self::Progress => paths::strand_progress(id),
            Self::Close => paths::strand_close(id),
        }
    }

    const fn said(self) -> Said {
        match self {
            Self::Agree => Said::StepAgreed,
            Self::Step => Said::StepRecorded,
            Self::Progress => Said::ProgressRecorded,
            Self::Close => Said::StrandClosed,
        }
    }

    fn fields(self, model: &OpenedStrand, again: Again<'_>) -> Vec<Html> {
        match self {
            Self::Agree => agreed_fields(model, again),
            Self::Step => {
                let steps = model.line.strand.open_steps();
                let steps: Vec<_> = steps.map(|step| (step.id.to_string(), step.words.to_string())).collect();
                vec![
                    again.select("of", "Which step?", "Select a step", steps),
                    again.radios("became", "What became of it?", became(again)),
                ]
            }
            Self::Progress => vec![again.prose("words", "What is new?", "Facts, and what the person says.")],
            Self::Close => vec![
                again.radios("outcome", "How far did it come?", options!(Outcome)),
                again.prose("words", "What came of it?", ""),
                again.prose("quote", "In the person’s own words (optional)", ""),
            ],
        }
    }

    fn read(self, check: &mut Check, typed: &Typed) -> Option<StrandMove> {
        match self {
            Self::Agree => read_agreed(check, typed),
            Self::Step => read_became(check, typed),
            Self::Progress => {
                check.prose("words", typed.get("words"), "What is new").map(StrandMove::Progress)
            }
            Self::Close => {
                let wrong = "Select how far it came";
                let outcome = check.code("outcome", typed.get("outcome"), Outcome::from_code, wrong);
                let words = check.prose("words", typed.get("words"), "What came of it");
                let quote = check.optional_prose("quote", typed.get("quote"), "What the person said");
                Some(StrandMove::Close(Came { outcome: outcome?, words: words?, quote }))
            }
        }
    }
}

fn agreed_fields(model: &OpenedStrand, again: Again<'_>) -> Vec<Html> {
    let mut owners = vec![("me".to_owned(), "Me".to_owned()), ("team".to_owned(), "My team".to_owned())];
    owners.extend(model.colleagues.iter().map(|(id, name)| (id.to_string(), name.clone())));
    let by = vec![RadioItem::new("no", "Us"), RadioItem::new("yes", "The person, with our help")];
    vec![
        again.line("words", "What is to be done?", "", ""),
        again.radios("by_the_person", "Who does it?", by),
        again.select("who", "Who sees to it?", "Select", owners),
        again.date("due", "By when?", ""),
    ]
}

fn became(again: Again<'_>) -> Vec<RadioItem> {
    vec![
        RadioItem::new("done", "It is done").reveals(again.line(
            "came",
            "What came of it? (optional)",
            "",
            "",
        )),
        RadioItem::new("moved", "It has another day").reveals(again.date("due", "By when?", "")),
        RadioItem::new("dropped", "Nobody does it any more").reveals(again.line("why", "Why?", "", "")),
    ]
}

fn read_agreed(check: &mut Check, typed: &Typed) -> Option<StrandMove> {
    let words = check.line("words", typed.get("words"), "What is to be done");
    let by_the_person = match typed.get("by_the_person") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => check.wrong("by_the_person", "required", "Select who does it"),
    };
    let who = match typed.get("who") {
        "me" => Some(Who::Myself),
        "team" => Some(Who::Team),
        other => check.id::<AccountId>("who", other, "Select who sees to it").map(Who::Colleague),
    };
    let due = check.date("due", &typed.date("due"), "The day by which it is to be done");
    Some(StrandMove::Agree(NewStep { words: words?, who: who?, by_the_person: by_the_person?, due: due? }))
}

fn read_became(check: &mut Check, typed: &Typed) -> Option<StrandMove> {
    let of = check.id::<StepId>("of", typed.get("of"), "Select a step");
    match typed.get("became") {
        "done" => {
            let words = check.optional_line("came", typed.get("came"), "What came of it");
            Some(StrandMove::Done(of?, words))
        }
        "moved" => {
            let due = check.date("due", &typed.date("due"), "The day by which it is to be done");
            Some(StrandMove::Move(of?, due?))
        }
        "dropped" => {
            let why = check.line("why", typed.get("why"), "Why nobody does it");
            Some(StrandMove::Drop(of?, why?))
        }
        _ => check.wrong("became", "required", "Select what became of the step"),
    }
}

fn page(cx: &WebCx, model: &OpenedStrand, kind: Kind, typed: &Typed, errors: &Errors) -> PlainForm {
    let strand = &model.line.strand;
    let mut page = form(cx, &model.person, &model.glance, kind.title(), errors);
    page.frame.back = Some(BackLink::to(paths::strand(strand.begun.id)));
    let hidden = [cx.hidden(&page.frame, typed, errors), seen_field(strand.version())];
    PlainForm {
        intro: Html::paragraphs(strand.begun.aim.as_str()),
        action: kind.address(strand.begun.id),
        hidden: Html::join(hidden, ""),
        fields: kind.fields(model, Again { typed, errors }),
        send: Button::submit("Record"),
        ..page
    }
}

async fn opened(cx: &WebCx, id: StrandId) -> Result<OpenedStrand, Refusal> {
    let model = plans::strand(cx.app(), cx.viewer(), id).await?;
    if model.line.may_step {
        Ok(model)
    } else {
        Err(Refusal::not_now("strand", "closed, or another agency’s"))
    }
}

async fn show(cx: WebCx, id: StrandId, kind: Kind, of: Option<StepId>) -> Answer {
    let model = opened(&cx, id).await?;
    let mut typed = cx.draft().await?.unwrap_or_default();
    if kind == Kind::Step {
        let steps: Vec<StepId> = model.line.strand.open_steps().map(|step| step.id).collect();
        let Some(first) = steps.first() else { return Err(Refusal::not_now("step", "over").into()) };
        match of {
            Some(of) if !steps.contains(&of) => return Err(Refusal::not_now("step", "over").into()),
            Some(of) => typed = typed.with("of", of.to_string()),
            None if steps.len() == 1 => typed = typed.with("of", first.to_string()),
            None => {}
        }
    }
    cx.show(&page(&cx, &model, kind, &typed, &Errors::none()))
}

async fn send(cx: WebCx, id: StrandId, kind: Kind, typed: Typed) -> Answer {
    let mut check = Check::default();
    let what = kind.read(&mut check, &typed);
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match check.done(|| what) {
        Ok(what) => plans::step(cx.app(), cx.viewer(), id, seen, what).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::strand(id), kind.said())
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let model = opened(&cx, id).await?;
            cx.show_as(errors.status(), &page(&cx, &model, kind, &typed, &errors))
        }
    }
}

async fn agree(cx: WebCx, Id(id): Id<StrandId>, Query(()): Query<()>) -> Answer {
    show(cx, id, Kind::Agree, None).await
}

async fn post_agree(cx: WebCx, Id(id): Id<StrandId>, typed: Typed) -> Answer {
    send(cx, id, Kind::Agree, typed).await
}

async fn become_of(cx: WebCx, Id(id): Id<StrandId>, Query(Of(of)): Query<Of>) -> Answer {
    show(cx, id, Kind::Step, of).await
}

async fn post_step(cx: WebCx, Id(id): Id<StrandId>, typed: Typed) -> Answer {
    send(cx, id, Kind::Step, typed).await
}

async fn progress(cx: WebCx, Id(id): Id<StrandId>, Query(()): Query<()>) -> Answer {
    show(cx, id, Kind::Progress, None).await
}

async fn post_progress(cx: WebCx, Id(id): Id<StrandId>, typed: Typed) -> Answer {
    send(cx, id, Kind::Progress, typed).await
}

async fn close(cx: WebCx, Id(id): Id<StrandId>, Query(()): Query<()>) -> Answer {
    show(cx, id, Kind::Close, None).await
}

async fn post_close(cx: WebCx, Id(id): Id<StrandId>, typed: Typed) -> Answer {
    send(cx, id, Kind::Close, typed).await
}
