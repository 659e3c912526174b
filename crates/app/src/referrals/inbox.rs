//! A provider's inbox: what waits for an answer, oldest limit first.

use crate::{App, ports::InboxQuery, refusal::Refusal};
use domain::{
    ids::{PersonId, ReferralId},
    person::Identity,
    referral::{Referral, State},
    risk::RiskFlag,
    section::Purpose,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// Waiting referrals are counted up to here: this number says "or more". So a page costs what a page shows.
pub const MOST_COUNTED: u32 = 100;

/// One page of an inbox.
#[derive(Debug, Clone)]
pub struct Inbox {
    /// Its rows.
    pub rows: Vec<InboxRow>,
    /// How many wait for an answer in all, counted up to [`MOST_COUNTED`].
    pub waiting: u64,
    /// Where the next page begins; `None` at the end.
    pub next: Option<(Date, ReferralId)>,
}

/// One referral in the inbox.
#[derive(Debug, Clone)]
pub struct InboxRow {
    /// The referral.
    pub referral: Referral,
    /// Who it is about.
    pub person: Identity,
    /// From which agency, by name.
    pub from: String,
    /// For which service, by name.
    pub service: String,
    /// Risks that staff must know of.
    pub risks: Vec<RiskFlag>,
    /// Working days left until the limit; negative when it is past.
    pub days_left: i64,
    /// Working days that the service allows in all.
    pub days_allowed: u16,
}

/// The inbox of the viewer's agency: those that wait for an answer, or those taken on.
pub async fn inbox(
    app: &App,
    viewer: &Viewer,
    states: Vec<State>,
    after: Option<(Date, ReferralId)>,
    limit: u32,
) -> Result<Inbox, Refusal> {
    let mut cx = app.read(viewer, Purpose::Referral, "referral inbox").await?;
    cx.permit_role(Action::SeeInbox)?;
    let (filter, today) = (cx.visible(), cx.today());
    let query = InboxQuery { states, after, limit: limit.saturating_add(1) };
    let sealed = cx.tx.inbox(&filter, &query, today).await?;
    let waiting = cx.tx.inbox_size(&filter, today, MOST_COUNTED).await?;
    let (standings, identities) = cx.people(sealed.iter().map(|one| one.label().person)).await?;
    let mut referrals: Vec<Referral> = sealed
        .into_iter()
        .filter_map(|one| standings.get(&one.label().person).map(|s| (s, one)))
        .filter_map(|(standing, one)| cx.open(standing, one).opened())
        .collect();
    let more = referrals.len() > limit as usize;
    referrals.truncate(limit as usize);
    let next = more.then(|| referrals.last().map(|r| (r.request.answer_by, r.request.id))).flatten();
    let people: Vec<PersonId> = referrals.iter().map(|r| r.request.person).collect();
    let mut risks = cx.risks_of(&people, &standings).await?;
    let names = cx.names([], referrals.iter().map(|r| r.request.from)).await?;
    let services = cx.services(referrals.iter().map(|r| r.request.service)).await?;
    let holidays = cx.holidays().await?;
    let rows = referrals
        .into_iter()
        .filter_map(|referral| {
            let request = &referral.request;
            let service = services.one(request.service);
            Some(InboxRow {
                person: identities.get(&request.person)?.clone(),
                from: names.agency(request.from),
                service: service.map(|s| s.name.clone()).unwrap_or_default(),
                risks: risks.remove(&request.person).unwrap_or_default(),
                days_left: days_left(&holidays, today, request.answer_by),
                days_allowed: service.map_or(0, |s| s.answer_in_working_days),
                referral,
            })
        })
        .collect();
    cx.answer(Inbox { rows, waiting, next }).await
}

fn days_left(holidays: &domain::calendar::BankHolidays, today: Date, limit: Date) -> i64 {
    if limit >= today {
        i64::from(holidays.between(today, limit))
    } else {
        -i64::from(holidays.between(limit, today))
    }
}
