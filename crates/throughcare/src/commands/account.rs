//! `throughcare account`: accounts of staff, made and closed as a named administrator.

use crate::printing::say;
use crate::{
    acting::{self, act_as, opened},
    command_line::{Account, Who},
    opening::Opened,
    says::refused,
    settings::Settings,
};
use anyhow::{Context, Result, bail};
use app::{
    accounts::{self, Invite, Invited, Signed},
    installation,
};
use domain::{
    account::Account as Kept,
    role::{Role, Roles},
    text::Line,
};

/// Accounts read at a time.
const PAGE: u32 = 200;

/// Makes, lists, invites or closes accounts.
pub async fn run(settings: &Settings, account: Account) -> Result<()> {
    opened(settings, async |opened| match account {
        Account::Create { agency, roles, name, email, who } => {
            let invite = Invite {
                name: Line::new(&name).context("the name cannot be taken")?,
                email: acting::email(&email)?,
                roles: roles.into_iter().collect(),
            };
            create(settings, opened, &agency, invite, &who).await
        }
        Account::List { agency, who } => list(opened, agency.as_deref(), &who).await,
        Account::Invite { email, who } => {
            let (signed, account) = of_own_agency(opened, &email, &who).await?;
            let invited = accounts::reinvite(&opened.app, &signed, account.id).await.map_err(refused)?;
            print_invitation(settings, &invited);
            Ok(())
        }
        Account::Close { email, who } => {
            let (signed, account) = of_own_agency(opened, &email, &who).await?;
            accounts::close(&opened.app, &signed, account.id).await.map_err(refused)?;
            say!("Closed: {}. Sessions and tokens have ended.", account.email.as_str());
            Ok(())
        }
    })
    .await
}

async fn create(settings: &Settings, opened: &Opened, agency: &str, invite: Invite, who: &Who) -> Result<()> {
    let agency = installation::agency_named(&opened.app, agency).await.map_err(refused)?;
    let acting = act_as(&opened.app, who).await?;
    let (name, roles) = (invite.name.clone(), invite.roles);
    let invited = installation::open_account(&opened.app, &acting, &agency, invite).await.map_err(refused)?;
    say!("{name} has an account at {} ({}).", agency.name, words(roles));
    print_invitation(settings, &invited);
    Ok(())
}

fn print_invitation(settings: &Settings, invited: &Invited) {
    let base = settings.base_url.value.clone().unwrap_or_else(|| format!("http://{}", settings.listen.value));
    let path = web::paths::invitation(invited.secret.reveal());
    say!("Hand this link over; it works once, for seven days, and is not shown again:");
    say!("  {}{path}", base.trim_end_matches('/'));
}

async fn list(opened: &Opened, agency: Option<&str>, who: &Who) -> Result<()> {
    let acting = act_as(&opened.app, who).await?;
    let agency = match agency {
        Some(name) => installation::agency_named(&opened.app, name).await.map_err(refused)?,
        None => acting.signed().agency.clone(),
    };
    let mut after = None;
    loop {
        let page =
            installation::accounts_of(&opened.app, &acting, &agency, after, PAGE).await.map_err(refused)?;
        for account in &page.accounts {
            print_account(account);
        }
        let Some(next) = page.next else { return Ok(()) };
        after = Some(next);
    }
}

fn print_account(account: &Kept) {
    let closed = if account.closed_at.is_some() { "  closed" } else { "" };
    say!("{:<32} {:<44} {}{closed}", account.name, account.email.as_str(), words(account.roles));
}

/// The account with this address and the administrator who acts on it.
async fn of_own_agency(opened: &Opened, email: &str, who: &Who) -> Result<(Signed, Kept)> {
    let acting = act_as(&opened.app, who).await?;
    let found = acting::account(&opened.app, email).await?;
    let signed = acting.signed();
    if found.agency.id != signed.agency.id {
        bail!(
            "{email} belongs to {}: name an administrator of that agency with --as EMAIL",
            found.agency.name
        );
    }
    Ok((signed.clone(), found.account))
}

fn words(roles: Roles) -> String {
    roles.iter().map(Role::words).collect::<Vec<_>>().join(", ")
}
