//! Where one is signed in, and ending it.

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{Breadcrumbs, Button, Cell, Frame, Html, Table},
    paths, words,
    words::Said,
};
use app::{accounts, ports::SessionLine};
use askama::Template;
use domain::ids::SessionId;

#[derive(Template)]
#[template(path = "pages/my_account/sessions.html")]
struct SessionsPage {
    frame: Frame,
    table: Table,
    others: Option<Button>,
    end_others: &'static str,
}

#[derive(Template)]
#[template(path = "pages/my_account/end_session.html")]
struct EndForm {
    action: String,
    csrf: Html,
    began: String,
}

crate::html_safe!(EndForm);

pub(super) async fn show(cx: WebCx, Query(()): Query<()>) -> Answer {
    let sessions = accounts::sessions(cx.app(), &cx.signed).await?;
    let mut frame = cx.frame("Where you are signed in");
    frame.breadcrumbs = Some(Breadcrumbs::of([("My account", paths::MY_ACCOUNT)]));
    let rows: Vec<Vec<Cell>> = sessions.iter().map(|line| row(&cx, &frame, line)).collect();
    let others = (sessions.len() > 1).then(|| Button::submit("End all other sessions").secondary());
    let table = Table::new("Open sessions", ["Began", "Last used", "From", "Browser", "End"], rows)
        .dense()
        .caption_hidden();
    cx.show(&SessionsPage { frame, table, others, end_others: paths::MY_OTHER_SESSIONS })
}

fn row(cx: &WebCx, frame: &Frame, line: &SessionLine) -> Vec<Cell> {
    let zone = cx.app().london();
    let end = if cx.signed.session == Some(line.id) {
        Cell::text("This session")
    } else {
        let began = words::moment(line.created_at, zone);
        let form = EndForm { action: paths::my_session_end(line.id), csrf: frame.csrf_field(), began };
        Cell::html(Html::of(&form))
    };
    vec![
        Cell::text(words::moment(line.created_at, zone)),
        Cell::text(words::moment(line.seen_at, zone)),
        Cell::text(line.origin.address.clone()),
        Cell::text(line.origin.browser.clone()),
        end,
    ]
}

pub(super) async fn end(cx: WebCx, Id(session): Id<SessionId>) -> Answer {
    accounts::revoke_session(cx.app(), &cx.signed, session).await?;
    cx.go_saying(paths::MY_SESSIONS, Said::SessionEnded)
}

pub(super) async fn end_others(cx: WebCx) -> Answer {
    accounts::revoke_others(cx.app(), &cx.signed).await?;
    cx.go_saying(paths::MY_SESSIONS, Said::OthersEnded)
}
