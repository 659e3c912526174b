//! The invented partnership as the product knows it: ids for agencies, services and accounts, and the batch that writes them.

use super::{
    holidays,
    seeded::Seeded,
    sign_in::{self, SignIn},
};
use anyhow::{Context, Result};
use app::{
    App,
    accounts::{hash_password, seal_totp},
    chance::{self, Chance, new_id},
    events::{Chain, EventKind, NewEvent, body},
    fill::Batch,
    ports::NewAccount,
};
use domain::{
    account::{Account, Email},
    agency::{Agency, Site},
    calendar::{self, BankHolidays},
    ids::{AccountId, AgencyId, PartnershipId},
    role::{Role, Roles},
    section::Purpose,
    service::Service,
    stamp::Stamp,
    text::Line,
};
use gate::Viewer;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use serde_json::json;
use synth::{AccountIx, AgencyIx, Partnership, ServiceIx, SiteIx, World};

/// Accounts written in one transaction.
const ACCOUNTS: usize = 2_000;

/// Ids by the places at which `synth` counts.
pub struct Roster {
    /// The seed of everything.
    pub seed: u64,
    partnership: PartnershipId,
    founded: Timestamp,
    /// What providers answered since then is still new to whoever made the referral.
    pub new_since: Timestamp,
    agencies: Vec<Agency>,
    sites: Vec<Site>,
    services: Vec<Service>,
    accounts: Vec<(AccountId, AgencyId)>,
    holidays: BankHolidays,
    london: TimeZone,
}

/// The id of the partnership that this seed invents.
pub fn partnership_id(seed: u64) -> PartnershipId {
    new_id(&Seeded::new(seed, "partnership", 0), Timestamp::UNIX_EPOCH)
}

impl Roster {
    /// Ids for all of `partnership`.
    pub fn new(seed: u64, world: &World, partnership: &Partnership) -> Result<Self> {
        // Before the first record of anybody, which lies twelve years back at most.
        let founded = world.as_of().checked_sub(13.years())?.at(9, 0, 0, 0).in_tz("UTC")?.timestamp();
        let new_since = world.as_of().checked_sub(14.days())?.at(0, 0, 0, 0).in_tz("UTC")?.timestamp();
        let draw = |stream: &str, number: usize| {
            new_id::<uuid::Uuid>(&Seeded::new(seed, stream, number as u64), founded)
        };
        let id = partnership_id(seed);
        let agencies: Vec<Agency> = partnership
            .agencies
            .iter()
            .enumerate()
            .map(|(at, agency)| Agency {
                id: draw("agency", at).into(),
                partnership: id,
                name: agency.name.to_owned(),
                kind: agency.kind,
            })
            .collect();
        let agency = |ix: AgencyIx| agencies.get(usize::from(ix.0)).context("an agency that is not there");
        let sites = partnership.sites.iter().enumerate().map(|(at, site)| {
            let (name, place) = (site.name.to_owned(), site.place.town.to_owned());
            Ok(Site { id: draw("site", at).into(), agency: agency(site.agency)?.id, name, place })
        });
        let services = partnership.services.iter().enumerate().map(|(at, service)| {
            let provider = agency(service.agency)?;
            Ok(Service {
                id: draw("service", at).into(),
                agency: provider.id,
                agency_name: provider.name.clone(),
                name: service.name.to_owned(),
                pathway: service.pathway,
                answer_in_working_days: service.answer_in_working_days,
            })
        });
        let accounts = partnership
            .accounts
            .iter()
            .enumerate()
            .map(|(at, account)| Ok((draw("account", at).into(), agency(account.agency)?.id)));
        Ok(Self {
            seed,
            partnership: id,
            founded,
            new_since,
            sites: sites.collect::<Result<_>>()?,
            services: services.collect::<Result<_>>()?,
            accounts: accounts.collect::<Result<_>>()?,
            agencies,
            holidays: synth::bank_holidays(
                world.as_of().year().saturating_sub(13),
                world.as_of().year().saturating_add(4),
            ),
            london: calendar::london(),
        })
    }

    /// The days on which nobody works.
    pub const fn holidays(&self) -> &BankHolidays {
        &self.holidays
    }

    /// London's legal day of an instant.
    pub fn day_of(&self, at: Timestamp) -> Date {
        calendar::day_in_london(at, &self.london)
    }

    /// Services by the places at which `synth` counts.
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// The demonstration account of `role`, as it acts.
    pub fn viewer(&self, role: Role) -> Result<Viewer> {
        let account = self.account(synth::demonstration(role))?;
        let id = self.account_agency(synth::demonstration(role))?;
        let agency = self.agencies.iter().find(|one| one.id == id).context("an agency that is not there")?;
        Ok(Viewer { account, agency: id, agency_kind: agency.kind, roles: Roles::of(&[role]) })
    }

    /// The agency that `ix` counts.
    pub fn agency(&self, ix: AgencyIx) -> Result<&Agency> {
        self.agencies.get(usize::from(ix.0)).context("an agency that is not there")
    }

    /// The name of the site that `ix` counts.
    pub fn site(&self, ix: SiteIx) -> Result<&str> {
        let site = self.sites.get(usize::from(ix.0)).context("a site that is not there")?;
        Ok(&site.name)
    }

    /// The service that `ix` counts.
    pub fn service(&self, ix: ServiceIx) -> Result<&Service> {
        self.services.get(usize::from(ix.0)).context("a service that is not there")
    }

    /// The account that `ix` counts.
    pub fn account(&self, ix: AccountIx) -> Result<AccountId> {
        let at = usize::try_from(ix.0)?;
        Ok(self.accounts.get(at).context("an account that is not there")?.0)
    }

    /// The batches that write agencies, sites, services, the catalogue and all accounts.
    pub async fn batches(&self, app: &App, world: &World, partnership: &Partnership) -> Result<Vec<Batch>> {
        let by = Stamp {
            at: self.founded,
            by: self.account(synth::demonstration(Role::SystemAdministrator))?,
            agency: self.account_agency(synth::demonstration(Role::SystemAdministrator))?,
        };
        let events = Events { stamp: by, chain: Chain::Partnership(self.partnership) };
        let salts = Seeded::new(self.seed, "partnership events", 0);
        let mut first = Batch {
            agencies: self.agencies.clone(),
            sites: self.sites.clone(),
            services: self.services.clone(),
            requirement_kinds: synth::requirement_catalogue(),
            bank_holidays: holidays::around(world.as_of()),
            ..Batch::default()
        };
        for agency in &self.agencies {
            let body = json!({ "name": agency.name, "kind": agency.kind.code() });
            first.events.push(events.event(&salts, EventKind::AgencyAdded, agency.id.0, body));
        }
        for service in &self.services {
            let body = body::service(service);
            first.events.push(events.event(&salts, EventKind::ServiceAdded, service.id.0, body));
        }
        let mut batches = vec![first];
        for (invented, ids) in partnership.accounts.chunks(ACCOUNTS).zip(self.accounts.chunks(ACCOUNTS)) {
            let mut batch = Batch::default();
            for (account, (id, agency)) in invented.iter().zip(ids) {
                let account = self.new_account(app, account, *id, *agency).await?;
                let body = body::account(&account.account);
                batch.events.push(events.event(&salts, EventKind::AccountOpened, id.0, body));
                batch.accounts.push(account);
            }
            batches.push(batch);
        }
        Ok(batches)
    }

    fn account_agency(&self, ix: AccountIx) -> Result<AgencyId> {
        let at = usize::try_from(ix.0)?;
        Ok(self.accounts.get(at).context("an account that is not there")?.1)
    }

    /// Only demonstration accounts can sign in: the others have no password, as if their invitation waited.
    async fn new_account(
        &self,
        app: &App,
        account: &synth::Account,
        id: AccountId,
        agency: AgencyId,
    ) -> Result<NewAccount> {
        let kept = Account {
            id,
            agency,
            name: Line::new(&account.name)?,
            email: Email::new(&account.email)?,
            roles: account.roles.iter().copied().collect::<Roles>(),
            closed_at: None,
        };
        if !account.demonstration {
            return Ok(NewAccount { account: kept, password_hash: None, totp_sealed: None });
        }
        let SignIn { password, totp } = sign_in::of(self.seed, &account.email);
        let hash = hash_password(app, &password).await?;
        let sealed = seal_totp(app, id, &totp)?;
        Ok(NewAccount { account: kept, password_hash: Some(hash), totp_sealed: Some(sealed) })
    }
}

/// Events about the partnership itself.
struct Events {
    stamp: Stamp,
    chain: Chain,
}

impl Events {
    fn event(
        &self,
        chance: &dyn Chance,
        kind: EventKind,
        subject: uuid::Uuid,
        body: serde_json::Value,
    ) -> NewEvent {
        NewEvent {
            id: new_id(chance, self.stamp.at),
            chain: self.chain,
            kind,
            section: None,
            sent_to: None,
            subject: Some(subject),
            stamp: self.stamp,
            purpose: Purpose::Administration,
            body,
            salt: chance::salt(chance),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_place_that_synth_counts_has_an_id_of_its_own() {
        let world = World::new(3, date(2026, 11, 21));
        let partnership = world.partnership(2_000);
        let roster = Roster::new(3, &world, &partnership).unwrap();
        let mut ids: Vec<_> = roster.accounts.iter().map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), partnership.accounts.len());
        assert_eq!(roster.agency(synth::the::PROBATION).unwrap().name, "Northmoor Probation");
        assert!(roster.account(AccountIx(999_999)).is_err());
    }
}
