//! What a person is told of who has seen their record, through the API.

use crate::{
    answer::{Answer, Id, WebCx},
    api::{
        json::json,
        wire::{Coded, coded},
    },
    form::{Asked, Check, Cursor, Query, Typed, past},
    paper::{self, receipt},
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{
    accounts::Scope,
    ports::Place,
    receipts::{self, Sending, Told, Under},
};
use domain::{
    ids::PersonId,
    receipt::{in_plain_words, why_in_plain_words},
};
use gate::Action;
use http::StatusCode;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    let (reads, see) = (Need::Scope(Scope::PeopleRead), Access::May(Action::SeeWhoLooked));
    vec![
        Route::api(Verb::Get, paths::PERSON_RECEIPTS, reads, see, list_receipts),
        Route::api(Verb::Get, paths::PERSON_RECEIPT_LETTER, reads, see, open_receipt_letter),
        Route::api(Verb::Get, paths::PERSON_RECEIPT_LETTER_PDF, reads, see, print_receipt_letter),
        Route::api(Verb::Get, paths::PERSON_RECEIPT_EASY_PDF, reads, see, print_easy_receipt),
    ]
}

/// Where the list begins.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct From {
    /// Where the page begins: `next_cursor` of the page before.
    #[param(rename = "cursor", required = false, value_type = String, max_length = 1000)]
    before: Option<Place>,
}

impl Asked for From {
    const KNOWN: &'static [&'static str] = &["cursor"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self { before: check.cursor("cursor", typed.get("cursor"), Cursor::place) }
    }
}

/// The days of which the letter tells.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Days {
    /// The first day; a year before the last unless said.
    #[param(required = false, value_type = String, format = Date)]
    from: Option<Date>,
    /// The last day; today unless said.
    #[param(required = false, value_type = String, format = Date)]
    until: Option<Date>,
}

impl Asked for Days {
    const KNOWN: &'static [&'static str] = &["from", "until"];
    const EXACT: bool = true;

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self {
            from: check.iso_date("from", typed.get("from")),
            until: check.iso_date("until", typed.get("until")),
        }
    }
}

/// An agreement that looks rest on.
#[derive(Serialize, ToSchema)]
struct UnderOut {
    title: String,
    /// The last day on which it lets anybody look, where one is agreed.
    #[schema(format = Date)]
    last: Option<String>,
    /// The day by which it is looked at again.
    #[schema(format = Date)]
    review: String,
}

/// What one agency looked at on one day for one purpose.
#[derive(Serialize, ToSchema)]
struct ReceiptToldOut {
    #[schema(format = Date)]
    day: String,
    agency: uuid::Uuid,
    agency_name: String,
    purpose: Coded,
    looks: u32,
    shown: Vec<Coded>,
    under: Vec<UnderOut>,
}

/// Something that was sent.
#[derive(Serialize, ToSchema)]
struct SendingOut {
    #[schema(format = Date)]
    day: String,
    sent_as: Coded,
    from: String,
    to: String,
    /// Until when it counts, where that was said.
    #[schema(format = Date)]
    until: Option<String>,
}

/// What a person is told.
#[derive(Serialize, ToSchema)]
pub(super) struct ReceiptsOut {
    /// Rows, the latest day first.
    items: Vec<ReceiptToldOut>,
    sent: Vec<SendingOut>,
    /// The cursor of the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

fn under(one: &Under) -> UnderOut {
    UnderOut {
        title: one.title.clone(),
        last: one.last.map(|day| day.to_string()),
        review: one.review.to_string(),
    }
}

fn told(day: Date, one: &Told) -> ReceiptToldOut {
    ReceiptToldOut {
        day: day.to_string(),
        agency: one.agency_id.0,
        agency_name: one.agency.clone(),
        purpose: coded!(one.purpose),
        looks: one.looks,
        shown: one.shown.iter().map(|section| coded!(section)).collect(),
        under: one.under.iter().map(under).collect(),
    }
}

fn sending(one: &Sending) -> SendingOut {
    SendingOut {
        day: one.day.to_string(),
        sent_as: coded!(one.sent_as),
        from: one.from.clone(),
        to: one.to.clone(),
        until: one.until.map(|day| day.to_string()),
    }
}

/// What a person is told of who has seen their record, and of what was sent. What could endanger somebody is left out without
/// a trace.
#[utoipa::path(get, path = paths::PERSON_RECEIPTS, tag = "rights", params(("id" = uuid::Uuid, Path), From),
    responses((status = 200, description = "Looks by day, agency and purpose, and sendings", body = ReceiptsOut)))]
pub(super) async fn list_receipts(cx: WebCx, Id(person): Id<PersonId>, Query(from): Query<From>) -> Answer {
    let model = receipts::receipts(cx.app(), cx.viewer(), person, from.before).await?;
    let items = model.days.iter().flat_map(|one| one.told.iter().map(|row| told(one.day, row)));
    let out = ReceiptsOut {
        items: items.collect(),
        sent: model.sent.iter().map(sending).collect(),
        next_cursor: model.next.map(past),
    };
    json(StatusCode::OK, &out)
}

/// What one agency looked at for one purpose, as the letter tells it.
#[derive(Serialize, ToSchema)]
struct PurposeOut {
    /// In plain words, after "to".
    why: &'static str,
    days: u32,
    #[schema(format = Date)]
    first: String,
    #[schema(format = Date)]
    last: String,
    /// In plain words.
    saw: Vec<&'static str>,
    /// The last day on which they may look, where the agreements name one.
    #[schema(format = Date)]
    until: Option<String>,
    /// Else the day by which it is decided again whether they may.
    #[schema(format = Date)]
    review: Option<String>,
}

/// What one agency looked at.
#[derive(Serialize, ToSchema)]
struct ReceiptAgencyOut {
    agency: String,
    purposes: Vec<PurposeOut>,
}

/// The letter.
#[derive(Serialize, ToSchema)]
pub(super) struct ReceiptLetterOut {
    called: String,
    agency: String,
    #[schema(format = Date)]
    day: String,
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    until: String,
    agencies: Vec<ReceiptAgencyOut>,
    sent: Vec<SendingOut>,
}

/// The letter that tells a person who has seen their record, why and until when: without names of staff.
#[utoipa::path(get, path = paths::PERSON_RECEIPT_LETTER, tag = "rights", params(("id" = uuid::Uuid, Path), Days),
    responses((status = 200, description = "The letter", body = ReceiptLetterOut)))]
pub(super) async fn open_receipt_letter(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(days): Query<Days>,
) -> Answer {
    let model = receipts::letter(cx.app(), cx.viewer(), person, (days.from, days.until)).await?;
    let purpose = |one: &receipts::PurposeLooks| PurposeOut {
        why: why_in_plain_words(one.purpose),
        days: one.days,
        first: one.first.to_string(),
        last: one.last.to_string(),
        saw: one.shown.iter().map(|section| in_plain_words(*section)).collect(),
        until: one.until.map(|day| day.to_string()),
        review: one.review.map(|day| day.to_string()),
    };
    let agency = |one: &receipts::AgencyLooks| ReceiptAgencyOut {
        agency: one.agency.clone(),
        purposes: one.purposes.iter().map(purpose).collect(),
    };
    let out = ReceiptLetterOut {
        called: model.called.clone(),
        agency: model.agency.clone(),
        day: model.day.to_string(),
        from: model.period.from.to_string(),
        until: model.period.until.to_string(),
        agencies: model.agencies.iter().map(agency).collect(),
        sent: model.sent.iter().map(sending).collect(),
    };
    json(StatusCode::OK, &out)
}

/// The letter that tells a person who has seen their record, as a PDF.
#[utoipa::path(get, path = paths::PERSON_RECEIPT_LETTER_PDF, tag = "rights", params(("id" = uuid::Uuid, Path), Days),
    responses((status = 200, description = "The letter", content_type = "application/pdf", body = Vec<u8>)))]
pub(super) async fn print_receipt_letter(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(days): Query<Days>,
) -> Answer {
    let model = receipts::letter(cx.app(), cx.viewer(), person, (days.from, days.until)).await?;
    let mistakes = app::mistakes::told_to(cx.app(), cx.viewer(), person).await?;
    paper::pdf(receipt::letter(&model, &mistakes), receipt::LETTER).await
}

/// The same on an easy-read sheet, as a PDF.
#[utoipa::path(get, path = paths::PERSON_RECEIPT_EASY_PDF, tag = "rights", params(("id" = uuid::Uuid, Path), Days),
    responses((status = 200, description = "The sheet", content_type = "application/pdf", body = Vec<u8>)))]
pub(super) async fn print_easy_receipt(
    cx: WebCx,
    Id(person): Id<PersonId>,
    Query(days): Query<Days>,
) -> Answer {
    let model = receipts::letter(cx.app(), cx.viewer(), person, (days.from, days.until)).await?;
    paper::pdf(receipt::easy(&model), receipt::EASY).await
}
