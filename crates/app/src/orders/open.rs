//! A person's orders as one reads them: requirements with their progress, who leads on what, what is due, and the end.

use crate::{
    App, Cx,
    people::{Glance, List, Names},
    refusal::Refusal,
};
use domain::{
    duty::{Duty, Owner},
    failure::Failure,
    ids::{AgencyId, OrderId, PersonId},
    lead::{Activity, LeadSet, in_force},
    order_end::EndNotice,
    order_record::{OrderRecord, Willingness},
    person::Identity,
    section::Purpose,
};
use gate::{Action, Sealed, Standing, Viewer, Withheld};

/// Duties, failures and other rows read for one page.
const ROWS: u32 = 200;

/// One duty of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyLine {
    /// What is due.
    pub duty: Duty,
    /// Who owes it, by name.
    pub owner: String,
}

/// Who leads on one activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadLine {
    /// On what.
    pub activity: Activity,
    /// The lead, as it was set.
    pub lead: LeadSet,
    /// The agency or body, by name.
    pub body: String,
    /// Who there, by name.
    pub account: Option<String>,
}

/// What an agency was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    /// What it was told.
    pub notice: EndNotice,
    /// Its name.
    pub agency: String,
    /// Whether it is the reader's own.
    pub own: bool,
}

/// One order as its reader may see it.
#[derive(Debug, Clone)]
pub struct OrderView {
    /// The order.
    pub record: OrderRecord,
    /// Leads in force, by activity.
    pub leads: Vec<LeadLine>,
    /// What is due on it, soonest first.
    pub due: Vec<DutyLine>,
    /// Failures to comply, newest first.
    pub failures: Vec<Failure>,
    /// Who was told of its end.
    pub notices: Vec<NoticeLine>,
    /// What the reader may do with it.
    pub may: Vec<Action>,
}

/// A person's orders.
#[derive(Debug, Clone)]
pub struct OrderTab {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Orders, newest first.
    pub orders: Vec<OrderView>,
    /// What the person said about complying, newest first.
    pub willingness: Vec<Willingness>,
    /// What stays closed, and whom to ask.
    pub withheld: Vec<Withheld>,
    /// Lists of which only the newest are here.
    pub cut: Vec<List>,
    /// Names of agencies and staff.
    pub names: Names,
    /// Whether the reader may record an order.
    pub may_record: bool,
}

/// What may be done with an order, by its holder.
const ACTIONS: [Action; 11] = [
    Action::AllocateOrder,
    Action::CarryOutOrder,
    Action::VaryOrder,
    Action::TransferOrder,
    Action::EndOrder,
    Action::SetLead,
    Action::RaiseCadence,
    Action::RecordFailure,
    Action::DecideFailure,
    Action::BeginBreach,
    Action::RecordHearing,
];

/// Reads a person's orders with all that is kept about them.
pub async fn orders_of(app: &App, viewer: &Viewer, person: PersonId) -> Result<OrderTab, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read an order").await?;
    let standing = cx.standing(person).await?;
    let sealed = cx.tx.order_records(person).await?;
    let tab = tab(&mut cx, &standing, sealed).await?;
    cx.answer(tab).await
}

/// Reads one order, and nothing of the person's others. One that is absent takes the same statements.
pub async fn order(app: &App, viewer: &Viewer, id: OrderId) -> Result<OrderTab, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read an order").await?;
    let found = cx.tx.order_record(id).await?;
    let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
    let standing = cx.standing(person).await?;
    let tab = tab(&mut cx, &standing, found.into_iter().collect()).await?;
    if tab.orders.is_empty() {
        return Err(Refusal::NotFound);
    }
    cx.answer(tab).await
}

async fn tab(
    cx: &mut Cx<'_>,
    standing: &Standing,
    sealed: Vec<Sealed<OrderRecord>>,
) -> Result<OrderTab, Refusal> {
    let person = standing.person;
    let identity = cx.identity(standing).await?;
    let glance = cx.glance(standing).await?;
    let (mut withheld, mut cut) = (Vec::new(), Vec::new());
    let records = cx.newest(standing, sealed, List::Orders, &mut withheld, &mut cut);
    let sealed = cx.tx.failures(person, None, ROWS).await?;
    let failures = cx.open_all(standing, sealed);
    let sealed = cx.tx.duties_about(person, ROWS).await?;
    let duties = cx.open_all(standing, sealed);
    let sealed = cx.tx.end_notices(person).await?;
    let notices = cx.open_all(standing, sealed);
    let sealed = cx.tx.willingness(person, ROWS).await?;
    let willingness = cx.open_all(standing, sealed);
    let names = named(cx, &records, &failures, &duties, &notices, &withheld).await?;
    let orders = records
        .into_iter()
        .map(|record| view(cx, standing, record, &failures, &duties, &notices, &names))
        .collect();
    let may_record = cx.permit(Action::RecordOrder, standing, None).is_ok();
    Ok(OrderTab { person: identity, glance, orders, willingness, withheld, cut, names, may_record })
}

async fn named(
    cx: &mut Cx<'_>,
    records: &[OrderRecord],
    failures: &[Failure],
    duties: &[Duty],
    notices: &[(OrderId, EndNotice)],
    withheld: &[Withheld],
) -> Result<Names, Refusal> {
    let leads = || records.iter().flat_map(|one| &one.leads);
    let agencies = records
        .iter()
        .flat_map(|one| {
            let providers = one.requirements.iter().filter_map(|kept| kept.provider);
            providers.chain([one.order.holder, one.course.owner().agency])
        })
        .chain(leads().filter_map(|lead| lead.agency))
        .chain(duties.iter().map(|duty| duty.owner.agency))
        .chain(notices.iter().map(|(_, notice)| notice.agency))
        .chain(failures.iter().map(|failure| failure.failed.source.agency))
        .chain(withheld.iter().map(|closed| closed.ask));
    let accounts = leads()
        .flat_map(|lead| lead.account.into_iter().chain([lead.stamp.by]))
        .chain(records.iter().filter_map(|one| one.course.owner().account))
        .chain(duties.iter().filter_map(|duty| duty.owner.account))
        .chain(failures.iter().flat_map(|failure| {
            failure.facts().iter().map(|(stamp, ..)| stamp.by).chain([failure.failed.source.by])
        }));
    cx.names(accounts.collect::<Vec<_>>(), agencies.collect::<Vec<_>>()).await
}

fn view(
    cx: &Cx<'_>,
    standing: &Standing,
    record: OrderRecord,
    failures: &[Failure],
    duties: &[Duty],
    notices: &[(OrderId, EndNotice)],
    names: &Names,
) -> OrderView {
    let id = record.order.id;
    let own_failures: Vec<Failure> = failures.iter().filter(|one| one.failed.order == id).cloned().collect();
    let subjects: Vec<_> = record
        .order
        .requirements
        .iter()
        .map(|one| one.id.0)
        .chain(own_failures.iter().map(|one| one.failed.id.0))
        .chain([id.0])
        .collect();
    let due = duties
        .iter()
        .filter(|duty| subjects.contains(&duty.subject))
        .map(|duty| DutyLine { duty: duty.clone(), owner: owner(duty, record.order.holder, names) })
        .collect();
    let leads = in_force(&record.leads)
        .into_iter()
        .map(|lead| LeadLine {
            activity: lead.activity,
            body: lead.agency.map_or_else(|| lead.body.to_string(), |agency| names.agency(agency)),
            account: lead.account.map(|account| names.account(account)),
            lead: lead.clone(),
        })
        .collect();
    let notices = notices
        .iter()
        .filter(|(of, _)| *of == id)
        .map(|(_, notice)| NoticeLine {
            agency: names.agency(notice.agency),
            own: notice.agency == cx.agency(),
            notice: notice.clone(),
        })
        .collect();
    let holds = record.order.holder == cx.agency();
    let may =
        ACTIONS.into_iter().filter(|action| holds && cx.permit(*action, standing, None).is_ok()).collect();
    OrderView { record, leads, due, failures: own_failures, notices, may }
}

/// Who owes a duty, by name; the agency too, where it is another than the order's.
fn owner(duty: &Duty, holder: AgencyId, names: &Names) -> String {
    let Owner { agency, account } = duty.owner;
    match account {
        Some(account) if agency == holder => names.account(account),
        Some(account) => format!("{}, {}", names.account(account), names.agency(agency)),
        None => format!("{}, team", names.agency(agency)),
    }
}
