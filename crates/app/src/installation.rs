//! Setting an installation up: the partnership, its agencies, and the first accounts.
//!
//! Whoever works at the machine acts here as a named account, never as nobody: as a system administrator, or, until there
//! is one, as the installation itself. Deliberately not here: anything about people.

use crate::{
    App, Refusal,
    accounts::{self, AccountPage, Invite, Invited, Signed},
    chance::{Chance, new_id},
    cx::missing,
    events::{EventKind, body},
    fill,
    ports::{AgencyLine, Installation, Store},
};
use domain::{
    account::{Account, Email},
    agency::{Agency, AgencyKind},
    ids::{AccountId, AgencyId, ServiceId},
    pathway::Pathway,
    role::{Role, Roles},
    section::Purpose,
    service::Service,
    text::Line,
};
use gate::Action;
use jiff::{Timestamp, civil::Date};
use serde_json::json;

/// Agencies that one installation may have.
const AGENCIES: u32 = 1_000;
/// Services that one installation may list.
const SERVICES: u32 = 1_000;
/// Accounts read at a time.
const ACCOUNTS: u32 = 500;

/// The roles that a system administrator gives anywhere.
const ADMINISTRATORS: Roles = Roles::of(&[Role::SystemAdministrator, Role::AgencyAdministrator]);

/// Who acts at the machine.
pub enum Acting {
    /// An account.
    Account(Box<Signed>),
    /// The installation itself, which makes the first system administrator and then nothing more.
    Installation(Box<Signed>),
}

impl Acting {
    /// The actor in the form that use-cases take.
    pub const fn signed(&self) -> &Signed {
        match self {
            Self::Account(signed) | Self::Installation(signed) => signed,
        }
    }
}

/// Makes an installation out of an empty database: the bank holidays by which referrals are timed, then the partnership.
///
/// # Errors
/// [`Refusal::Invalid`] when it serves a partnership already.
pub async fn install(
    store: &dyn Store,
    chance: &dyn Chance,
    at: Timestamp,
    name: &Line,
    bank_holidays: Vec<(String, Date, String)>,
) -> Result<Installation, Refusal> {
    if store.installation().await?.is_some() {
        return Err(Refusal::field("name", "installed", "This database serves a partnership already"));
    }
    let installation = Installation {
        partnership: new_id(chance, at),
        name: name.to_string(),
        demonstration: false,
        at: Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at),
    };
    // The mark comes last, so that what was interrupted can be begun again.
    store.fill(fill::Batch { bank_holidays, ..fill::Batch::default() }).await?;
    store.install(&installation).await?;
    Ok(installation)
}

/// Who acts at the machine: the account with this address or, where none is named, the only system administrator.
///
/// # Errors
/// [`Refusal::Invalid`] when there is no such account, or more than one administrator to choose from.
pub async fn acting(app: &App, email: Option<&Email>) -> Result<Acting, Refusal> {
    if let Some(email) = email {
        return Ok(Acting::Account(Box::new(account_of(app, email).await?)));
    }
    let mut found = system_administrators(app).await?;
    match (found.pop(), found.is_empty()) {
        (None, _) => Ok(Acting::Installation(Box::new(itself(app)?))),
        (Some(only), true) => Ok(Acting::Account(Box::new(only))),
        (Some(_), false) => Err(Refusal::field(
            "as",
            "required",
            "There is more than one system administrator: say with --as EMAIL who acts",
        )),
    }
}

/// The open account with this address.
///
/// # Errors
/// [`Refusal::Invalid`] when there is none.
pub async fn account_of(app: &App, email: &Email) -> Result<Signed, Refusal> {
    let mut tx = app.store.read().await?;
    let found = tx.credentials(email).await?;
    let agencies = tx.agencies(AGENCIES).await?;
    tx.end().await?;
    let unknown = || Refusal::field("account", "unknown", "There is no open account with this email address");
    let found = found.filter(|found| found.are_in_use_on(app.today())).ok_or_else(unknown)?;
    let account = found.account;
    let agency = agencies.into_iter().find(|line| line.id == account.agency).ok_or_else(unknown)?;
    Ok(Signed::new(account, agency_of(app, agency)))
}

/// Agencies by name.
pub async fn agencies(app: &App) -> Result<Vec<AgencyLine>, Refusal> {
    let mut tx = app.store.read().await?;
    let lines = tx.agencies(AGENCIES).await?;
    tx.end().await?;
    Ok(lines)
}

/// The agency with this name.
///
/// # Errors
/// [`Refusal::Invalid`] when there is none.
pub async fn agency_named(app: &App, name: &str) -> Result<Agency, Refusal> {
    let wanted = name.trim().to_lowercase();
    let found = agencies(app).await?.into_iter().find(|line| line.name.to_lowercase() == wanted);
    found
        .map(|line| agency_of(app, line))
        .ok_or_else(|| Refusal::field("agency", "unknown", "There is no agency with this name"))
}

/// Adds an agency to the partnership.
///
/// # Errors
/// [`Refusal::Role`] for anybody but a system administrator; [`Refusal::Invalid`] for a name that is taken.
pub async fn add_agency(
    app: &App,
    acting: &Acting,
    name: &Line,
    kind: AgencyKind,
) -> Result<AgencyId, Refusal> {
    let known = agencies(app).await?;
    let viewer = acting.signed().viewer;
    let mut cx = app.write(&viewer, Purpose::Administration, "add an agency").await?;
    cx.permit_role(Action::ManageAgencies)?;
    let lower = name.as_str().to_lowercase();
    if known.iter().any(|line| line.name.to_lowercase() == lower) {
        return Err(Refusal::field("name", "taken", "There is an agency with this name already"));
    }
    let agency = Agency { id: cx.id(), partnership: app.partnership, name: name.to_string(), kind };
    cx.tx.insert_agency(&agency, cx.at).await?;
    let body = json!({ "name": agency.name, "kind": kind.code() });
    let event = cx.partnership_event(EventKind::AgencyAdded, agency.id.0, body);
    cx.append(event);
    cx.answer(agency.id).await
}

/// A service to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddService {
    /// Its name.
    pub name: Line,
    /// Which need it meets.
    pub pathway: Pathway,
    /// Working days within which a referral is to be answered, 1 to 60.
    pub answer_in_working_days: u16,
}

/// Services in force, by pathway and name.
pub async fn services(app: &App) -> Result<Vec<Service>, Refusal> {
    let mut tx = app.store.read().await?;
    let services = tx.services(None, SERVICES).await?;
    tx.end().await?;
    Ok(services)
}

/// Adds a service of `agency`, to which people can then be referred.
///
/// # Errors
/// [`Refusal::Role`] for anybody but a system administrator; [`Refusal::Invalid`] for a name that the agency uses, or a
/// time limit that is none.
pub async fn add_service(
    app: &App,
    acting: &Acting,
    agency: &Agency,
    command: AddService,
) -> Result<ServiceId, Refusal> {
    let known = services(app).await?;
    let cx = app.read(&acting.signed().viewer, Purpose::Administration, "add a service").await?;
    cx.permit_role(Action::ManageAgencies)?;
    if !(1..=60).contains(&command.answer_in_working_days) {
        return Err(Refusal::field("days", "out_of_range", "Working days must be between 1 and 60"));
    }
    let lower = command.name.as_str().to_lowercase();
    if known.iter().any(|one| one.agency == agency.id && one.name.to_lowercase() == lower) {
        return Err(Refusal::field("name", "taken", "The agency has a service with this name already"));
    }
    let service = Service {
        id: cx.id(),
        agency: agency.id,
        agency_name: agency.name.clone(),
        name: command.name.to_string(),
        pathway: command.pathway,
        answer_in_working_days: command.answer_in_working_days,
    };
    let body = body::service(&service);
    let id = service.id;
    let event = cx.partnership_event(EventKind::ServiceAdded, id.0, body);
    let batch = fill::Batch { services: vec![service], events: vec![event], ..fill::Batch::default() };
    cx.answer(()).await?;
    app.store.fill(batch).await?;
    Ok(id)
}

/// Makes an account at `agency`, which waits for its invitation.
///
/// An administrator of the agency gives its roles. A system administrator makes administrators anywhere, who then make
/// the rest. The installation itself makes the first system administrator.
///
/// # Errors
/// [`Refusal::Invalid`] for roles that are not this actor's to give; [`Refusal::Role`] for anybody else.
pub async fn open_account(
    app: &App,
    acting: &Acting,
    agency: &Agency,
    command: Invite,
) -> Result<Invited, Refusal> {
    let only_administrators =
        !command.roles.is_empty() && command.roles.iter().all(|role| ADMINISTRATORS.has(role));
    let signed = acting.signed();
    match acting {
        Acting::Installation(_) if !command.roles.has(Role::SystemAdministrator) => {
            Err(Refusal::field("role", "first", "The first account must have the role system_administrator"))
        }
        Acting::Installation(_) => accounts::invite_to(app, signed, agency.id, command).await,
        Acting::Account(_)
            if signed.agency.id == agency.id && accounts::may_administer(app, signed).is_ok() =>
        {
            accounts::invite(app, signed, command).await
        }
        Acting::Account(_) => {
            let action = Action::ManageAgencies;
            app.gate().permit_role(&signed.viewer, action).map_err(|no| Refusal::forbidden(action, no))?;
            if !only_administrators {
                return Err(Refusal::field(
                    "role",
                    "not_yours",
                    "A system administrator makes administrators only: an administrator of the agency makes the rest",
                ));
            }
            accounts::invite_to(app, signed, agency.id, command).await
        }
    }
}

/// A page of an agency's accounts: all of them for its own administrator, its administrators for a system administrator.
///
/// # Errors
/// [`Refusal::Role`] for anybody else.
pub async fn accounts_of(
    app: &App,
    acting: &Acting,
    agency: &Agency,
    after: Option<(String, AccountId)>,
    limit: u32,
) -> Result<AccountPage, Refusal> {
    let signed = acting.signed();
    if signed.agency.id == agency.id && accounts::may_administer(app, signed).is_ok() {
        return accounts::list(app, signed, after, limit).await;
    }
    let mut cx = app.read(&signed.viewer, Purpose::Administration, "list administrators").await?;
    cx.permit_role(Action::ManageAgencies)?;
    let mut page = cx.tx.accounts(agency.id, after, limit).await?;
    let next = page.last().filter(|_| page.len() >= limit as usize);
    let next = next.map(|account| (account.name.to_string(), account.id));
    page.retain(|account| account.roles.meets(ADMINISTRATORS));
    cx.answer(AccountPage { accounts: page, next }).await
}

async fn system_administrators(app: &App) -> Result<Vec<Signed>, Refusal> {
    let mut tx = app.store.read().await?;
    let agencies = tx.agencies(AGENCIES).await?;
    let mut found = Vec::new();
    for line in agencies {
        let mut after = None;
        loop {
            let page = tx.accounts(line.id, after, ACCOUNTS).await?;
            after = page.last().map(|account| (account.name.to_string(), account.id));
            let full = page.len() >= ACCOUNTS as usize;
            found.extend(
                page.into_iter()
                    .filter(|a| a.closed_at.is_none() && a.roles.has(Role::SystemAdministrator))
                    .map(|account| Signed::new(account, agency_of(app, line.clone()))),
            );
            if !full {
                break;
            }
        }
    }
    tx.end().await?;
    Ok(found)
}

fn agency_of(app: &App, line: AgencyLine) -> Agency {
    Agency { id: line.id, partnership: app.partnership, name: line.name, kind: line.kind }
}

/// The installation as an actor: its id is the partnership's, so that its events name it.
fn itself(app: &App) -> Result<Signed, Refusal> {
    let id = app.partnership.0;
    let unfit = |_| missing("name of the installation");
    let agency = Agency {
        id: AgencyId(id),
        partnership: app.partnership,
        name: "The installation".to_owned(),
        kind: AgencyKind::Council,
    };
    let account = Account {
        id: AccountId(id),
        agency: agency.id,
        name: Line::new(&agency.name).map_err(unfit)?,
        email: Email::new("installation@throughcare.invalid")
            .map_err(|_| missing("address of the installation"))?,
        roles: Roles::of(&[Role::SystemAdministrator]),
        closed_at: None,
    };
    Ok(Signed::new(account, agency))
}
