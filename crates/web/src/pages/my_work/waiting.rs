//! The viewer's referrals that wait for others, page by page.

use super::{ListPage, page::awaited};
use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    kit::{Breadcrumbs, Duties, Html, PageLink, Pagination},
    paths, words,
};
use app::my_work::{self, AfterReferral};

/// Rows of one page.
const ROWS: u32 = 50;

/// Where the page begins.
pub(super) struct Place(AfterReferral);

impl Asked for Place {
    const KNOWN: &'static [&'static str] = &["cursor"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.cursor("cursor", typed.get("cursor"), |place| Some((place.part(0)?, place.part(1)?))))
    }
}

/// Shows the list.
pub(super) async fn get(cx: WebCx, Query(Place(after)): Query<Place>) -> Answer {
    let page = my_work::waiting(cx.app(), cx.viewer(), after, ROWS).await?;
    let zone = cx.app().london();
    let items = page.rows.rows.iter().map(|(one, who, to)| awaited(one, who, to, page.today, zone));
    let items: Vec<_> = items.collect();
    let next = page.next.map(|(day, id)| {
        let begins = cursor([day.to_string(), id.to_string()]);
        PageLink::to(paths::with_query(paths::MY_WAITING, &[("cursor", &begins)]))
    });
    let previous = after.map(|_| PageLink { text: "First page".into(), ..PageLink::to(paths::MY_WAITING) });
    let mut frame = cx.frame("Waiting for others");
    frame.breadcrumbs = Some(Breadcrumbs::of([("My work", paths::MY_WORK)]));
    let none = Html::paragraphs("Nothing waits for others.");
    cx.show(&ListPage {
        frame,
        counted: words::count(
            page.rows.count,
            "referral waits for an answer",
            "referrals wait for an answer",
        ),
        list: if items.is_empty() { none } else { Html::of(&Duties { items }) },
        paging: Pagination { previous, next, ..Pagination::default() },
    })
}
