//! A draft as a form in parts: the list of parts with how far each is, and a page for each.

mod clause;
mod consent;
mod days;
mod handling;
mod oversight;
mod party;
mod purposes;

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Errors, FieldError, Query, Typed},
    kit::{BackLink, Button, Escaped, Frame, Html, SummaryList, SummaryRow, Task, TaskList},
    pages::plain_form::{PlainForm, seen_field},
    paths,
    problem::Problem,
    router::{Access, Route},
    words::Said,
};
use app::{
    Refusal,
    agreements::{self, Edit, Opened},
};
use askama::Template;
use domain::{
    agreement::{ConsentModel, Parties, State, words::Names},
    ids::AgreementId,
};
use gate::Action;

/// The routes of a draft.
pub(super) fn routes(draft: Access) -> Vec<Route> {
    vec![
        Route::page(paths::AGREEMENT_EDIT, draft, get),
        Route::page(paths::AGREEMENT_DAYS, draft, days::get),
        Route::form(paths::AGREEMENT_DAYS, draft, days::post),
        Route::page(paths::AGREEMENT_PURPOSES, draft, purposes::get),
        Route::form(paths::AGREEMENT_PURPOSES, draft, purposes::post),
        Route::page(paths::AGREEMENT_CONSENT, draft, consent::get),
        Route::form(paths::AGREEMENT_CONSENT, draft, consent::post),
        Route::page(paths::AGREEMENT_HANDLING, draft, handling::get),
        Route::form(paths::AGREEMENT_HANDLING, draft, handling::post),
        Route::page(paths::AGREEMENT_OVERSIGHT, draft, oversight::get),
        Route::form(paths::AGREEMENT_OVERSIGHT, draft, oversight::post),
        Route::page(paths::AGREEMENT_PARTY, draft, party::get),
        Route::form(paths::AGREEMENT_PARTY, draft, party::post),
        Route::form(paths::AGREEMENT_PARTY_REMOVE, draft, party::remove),
        Route::page(paths::AGREEMENT_CLAUSE, draft, clause::get),
        Route::form(paths::AGREEMENT_CLAUSE, draft, clause::post),
        Route::form(paths::AGREEMENT_CLAUSE_REMOVE, draft, clause::remove),
    ]
}

/// The version that the writer saw, as the form sent it back.
pub(super) fn seen(typed: &Typed) -> i64 {
    typed.get("seen").parse().unwrap_or(-1)
}

/// The draft, if it is one that the viewer may change.
pub(super) async fn draft_of(cx: &WebCx, id: AgreementId) -> Result<Opened, Problem> {
    let opened = agreements::open(cx.app(), cx.viewer(), id, None).await?;
    if opened.may.edit {
        return Ok(opened);
    }
    let state = opened.state();
    Err(if state == State::Draft {
        Refusal::Role(Action::DraftAgreement).into()
    } else {
        Refusal::not_now("agreement", state.words()).into()
    })
}

/// A page of the draft.
pub(super) fn form(
    cx: &WebCx,
    opened: &Opened,
    title: impl Into<crate::kit::Text>,
    errors: &Errors,
    focus: &[(&str, &str)],
    action: String,
    fields: Vec<Html>,
) -> PlainForm {
    let version = &opened.version;
    let mut frame = cx.form_frame(title, errors, focus);
    frame.caption = version.terms.title.as_str().to_owned().into();
    frame.back = Some(BackLink::to(paths::agreement_edit(version.agreement)));
    PlainForm {
        bar: None,
        intro: Html::default(),
        action,
        hidden: Html::join([frame.csrf_field(), seen_field(version.seen())], ""),
        fields,
        send: Button::submit("Save"),
        frame,
    }
}

/// What one page's handler makes of the draft, what was typed, and what was wrong with it.
pub(super) type Page = fn(&WebCx, &Opened, &Typed, &Errors) -> PlainForm;

/// Shows a page, filled from the draft, or from what was typed before a session ended.
pub(super) async fn shown(cx: &WebCx, id: AgreementId, filled: fn(&Opened) -> Typed, page: Page) -> Answer {
    let opened = draft_of(cx, id).await?;
    let kept = cx.draft().await?;
    let typed = kept.unwrap_or_else(|| filled(&opened));
    cx.show(&page(cx, &opened, &typed, &Errors::none()))
}

/// Saves one part of the draft.
pub(super) async fn saved(
    cx: &WebCx,
    id: AgreementId,
    typed: &Typed,
    change: Result<Edit, Vec<FieldError>>,
    page: Page,
) -> Answer {
    let done = match change {
        Ok(change) => agreements::edit(cx.app(), cx.viewer(), id, seen(typed), change).await,
        Err(wrong) => Err(Refusal::Invalid(wrong)),
    };
    match done {
        Ok(_) => {
            cx.forget_draft().await;
            cx.go_saying(paths::agreement_edit(id), Said::AgreementSaved)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let opened = draft_of(cx, id).await?;
            cx.show_as(errors.status(), &page(cx, &opened, typed, &errors))
        }
    }
}

/// The list of parts.
#[derive(Debug, Template)]
#[template(path = "pages/agreements/edit.html")]
struct EditPage {
    frame: Frame,
    tasks: TaskList,
    parties: Option<SummaryList>,
    party: Option<Button>,
    clauses: Vec<EditedClause>,
    clause: Button,
    missing: Vec<String>,
    submit: Option<Button>,
}

/// One clause with what can be done to it.
#[derive(Debug)]
struct EditedClause {
    number: u16,
    words: String,
    change: String,
    remove: Html,
}

fn removal(frame: &Frame, opened: &Opened, action: &str, name: &str, value: &str, words: &str) -> Html {
    let button = Html::of(&Button {
        classes: "tc-button--small".into(),
        ..Button::submit(words.to_owned()).secondary()
    });
    let hidden = Html::markup(format!(
        "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
        Escaped(name),
        Escaped(value)
    ));
    let open = Html::markup(format!("<form method=\"post\" action=\"{}\">", Escaped(action)));
    let seen = seen_field(opened.version.seen());
    Html::join([open, frame.csrf_field(), seen, hidden, button, Html::literal("</form>")], "")
}

fn tasks(opened: &Opened) -> TaskList {
    let (id, terms) = (opened.version.agreement, &opened.version.terms);
    let worded = terms.consent == ConsentModel::NotNeeded || terms.consent_wording.is_some();
    let forward = terms.review >= terms.starts && terms.ends.is_none_or(|ends| ends >= terms.starts);
    let parts = [
        ("Title and days", paths::agreement_days(id), forward),
        ("Purposes", paths::agreement_purposes(id), !terms.purposes.is_empty()),
        ("Necessity, consent and telling people", paths::agreement_consent(id), worded),
        ("Handling", paths::agreement_handling(id), true),
        ("Audit and funding", paths::agreement_oversight(id), true),
    ];
    let items = parts
        .into_iter()
        .map(|(title, href, done)| if done { Task::done(title, href) } else { Task::to_do(title, href) });
    TaskList { items: items.collect(), ..TaskList::default() }
}

fn parties(opened: &Opened) -> Option<SummaryList> {
    let Parties::Listed(parties) = &opened.version.terms.parties else { return None };
    let id = opened.version.agreement;
    let rows = parties.iter().map(|party| {
        let name = opened.names.agency(party.agency);
        let signs = format!("{} signs for it", opened.names.account(party.signatory));
        let href = format!("{}?agency={}", paths::agreement_party(id), party.agency);
        SummaryRow::new(name.clone(), signs).change(href, name)
    });
    Some(SummaryList::new(rows.collect::<Vec<_>>()).carded("Parties"))
}

fn page(cx: &WebCx, opened: &Opened) -> EditPage {
    let (id, terms) = (opened.version.agreement, &opened.version.terms);
    let mut frame = cx.frame(format!("Draft: {}", terms.title.as_str()));
    frame.caption = format!("Version {}", opened.version.number).into();
    frame.back = Some(BackLink::to(paths::agreement(id)));
    let clauses = terms
        .clauses
        .iter()
        .map(|clause| {
            let number = clause.number.to_string();
            let action = paths::agreement_clause_remove(id);
            let words = format!("Take clause {number} out");
            EditedClause {
                number: clause.number,
                words: clause.words(Names(&opened.agencies)),
                change: format!("{}?number={number}", paths::agreement_clause(id)),
                remove: removal(&frame, opened, &action, "number", &number, &words),
            }
        })
        .collect();
    EditPage {
        tasks: tasks(opened),
        parties: parties(opened),
        party: matches!(terms.parties, Parties::Listed(_))
            .then(|| Button::link("Add a party", paths::agreement_party(id)).secondary()),
        clauses,
        clause: Button::link("Add a clause", paths::agreement_clause(id)).secondary(),
        missing: opened.missing.clone(),
        submit: (opened.may.submit && opened.missing.is_empty())
            .then(|| Button::link("Go on to send it for review", paths::agreement_submit(id))),
        frame,
    }
}

/// Shows the list of parts.
async fn get(cx: WebCx, Id(id): Id<AgreementId>, Query(()): Query<()>) -> Answer {
    let opened = draft_of(&cx, id).await?;
    cx.show(&page(&cx, &opened))
}
