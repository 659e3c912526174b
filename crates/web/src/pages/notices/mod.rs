//! Notices on somebody's desk: taken off when seen, and put back by the undo.

use crate::{
    answer::{Answer, Id, WebCx},
    form::Typed,
    paths,
    router::{Access, Route},
    words::Said,
};
use domain::ids::NoticeId;

/// The routes of notices.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::form(paths::NOTICE_SEE, Access::SignedIn, see),
        Route::form(paths::NOTICE_UNSEE, Access::SignedIn, unsee),
    ]
}

async fn see(cx: WebCx, Id(notice): Id<NoticeId>, _: Typed) -> Answer {
    app::my_work::see(cx.app(), cx.viewer(), notice).await?;
    cx.go_saying_of(paths::MY_WORK, Said::NoticeSeen, Some(notice.0))
}

async fn unsee(cx: WebCx, Id(notice): Id<NoticeId>, _: Typed) -> Answer {
    app::my_work::unsee(cx.app(), cx.viewer(), notice).await?;
    cx.go_saying(paths::MY_WORK, Said::NoticeBack)
}
