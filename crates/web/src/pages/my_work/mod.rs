//! My work: the home of every role.

mod due;
pub(crate) mod filters;
mod leads_to;
mod new;
mod page;
pub(crate) mod rows;
mod waiting;

use crate::{
    answer::{Answer, WebCx},
    form::Query,
    kit::{Frame, Html, Pagination},
    paths,
    router::{Access, Route},
    words::Said,
};
use askama::Template;
use domain::ids::NoticeId;
use filters::Looked;
use gate::Action;
use page::{Desk, MyWorkPage};

/// People of the caseload on this page.
const ROWS: u32 = 20;

/// A list of which My work shows the beginning, page by page.
#[derive(Debug, Template)]
#[template(path = "pages/my_work/list.html")]
struct ListPage {
    frame: Frame,
    counted: String,
    list: Html,
    paging: Pagination,
}

/// The routes of My work.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::page(paths::MY_WORK, Access::SignedIn, get),
        Route::page(paths::MY_WAITING, Access::May(Action::SeeCaseload), waiting::get),
        Route::page(paths::MY_NEW, Access::May(Action::SeeCaseload), new::get),
        Route::page(paths::MY_DUE, Access::May(Action::SeeCaseload), due::get),
    ]
}

async fn get(cx: WebCx, Query(looked): Query<Looked>) -> Answer {
    if let Some(choice) = &looked.choice {
        app::my_work::choose(cx.app(), cx.viewer(), choice).await?;
    }
    let work = app::my_work::my_work(cx.app(), cx.viewer(), looked.choice, ROWS).await?;
    let undo = match cx.said {
        Some((Said::NoticeSeen, Some(id))) => Some(NoticeId(id)),
        _ => None,
    };
    let desk = Desk { work, administers: cx.may(Action::ManageAccounts), undo };
    let alerts = app::screening::alerts(cx.app(), cx.viewer()).await?;
    let mut page = MyWorkPage::of(cx.frame("My work"), &desk, cx.app().london());
    let agreements = app::agreements::tasks(cx.app(), cx.viewer()).await?;
    page.agreements = crate::pages::agreements::tasks_card(&agreements, cx.app().today());
    let emergencies = app::openings::to_review(cx.app(), cx.viewer()).await?;
    page.emergencies = emergencies.as_ref().and_then(crate::pages::openings::to_review_card);
    if cx.may(Action::HandleMistake) {
        let register = app::mistakes::register(cx.app(), cx.viewer()).await?;
        page.mistakes = crate::pages::mistakes::open_card(&register, cx.app().london());
    }
    page.alerts = crate::pages::screening::alerts_card(&alerts, &page.frame.csrf_field());
    cx.show(&page)
}
