//! A partnership's own affairs: agencies, what they offer, and who works there.

use super::{Told, Unreadable, fields::Fields};
use crate::events::EventKind;
use domain::{
    account::{Account, Email},
    agency::{Agency, AgencyKind},
    ids::{AccountId, AgencyId, PartnershipId, ServiceId},
    pathway::Pathway,
    role::{Role, Roles},
    service::Service,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// A partnership as its events tell it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Partnership {
    /// Agencies.
    pub agencies: BTreeMap<AgencyId, Agency>,
    /// Services.
    pub services: BTreeMap<ServiceId, Service>,
    /// Accounts, without their secrets.
    pub accounts: BTreeMap<AccountId, Account>,
}

impl Partnership {
    /// The partnership that these events tell, in the order of its chain.
    ///
    /// # Errors
    /// [`Unreadable`] for an event that says too little, or contradicts those before it.
    pub fn replay<'a>(
        id: PartnershipId,
        events: impl IntoIterator<Item = Told<'a>>,
    ) -> Result<Self, Unreadable> {
        events.into_iter().try_fold(Self::default(), |partnership, told| partnership.after(id, &told))
    }

    fn after(mut self, partnership: PartnershipId, told: &Told<'_>) -> Result<Self, Unreadable> {
        let fields = Fields::new(told.kind, told.body);
        let subject = told.subject.ok_or(fields.unreadable("subject"))?;
        match told.kind {
            EventKind::AgencyAdded => {
                let (id, name) = (AgencyId(subject), fields.text("name")?);
                let kind = fields.code("kind", AgencyKind::from_code)?;
                self.agencies.insert(id, Agency { id, partnership, name, kind });
            }
            EventKind::ServiceAdded => {
                let agency = fields.id("agency")?;
                let holder = self.agencies.get(&agency).ok_or(fields.unreadable("agency"))?;
                let service = Service {
                    id: ServiceId(subject),
                    agency,
                    agency_name: holder.name.clone(),
                    name: fields.text("name")?,
                    pathway: fields.code("pathway", Pathway::from_code)?,
                    answer_in_working_days: fields.number("answer_in_working_days")?,
                };
                self.services.insert(service.id, service);
            }
            // An invitation once more, for an account that is known, changes nothing of it.
            EventKind::AccountInvited if self.accounts.contains_key(&AccountId(subject)) => {}
            EventKind::AccountInvited | EventKind::AccountOpened => {
                let account = Account {
                    id: AccountId(subject),
                    agency: fields.id("agency")?,
                    name: fields.line("name")?,
                    email: fields.code("email", Email::new)?,
                    roles: roles(fields, told.body, "roles")?,
                    closed_at: None,
                };
                self.accounts.insert(account.id, account);
            }
            EventKind::AccountChanged => {
                let roles = roles(fields, told.body, "after")?;
                self.account(fields, subject)?.roles = roles;
            }
            EventKind::AccountClosed => self.account(fields, subject)?.closed_at = Some(told.stamp.at),
            // These change secrets, sessions and tokens, which no event carries; the rest is about people.
            EventKind::SecretChanged
            | EventKind::SignedIn
            | EventKind::TokenCreated
            | EventKind::TokenRevoked
            // A relationship has a table of its own, which is not rebuilt from the log yet.
            | EventKind::RecipientAdded => {}
            _ => return Err(fields.unreadable("chain")),
        }
        Ok(self)
    }

    fn account(&mut self, fields: Fields<'_>, id: uuid::Uuid) -> Result<&mut Account, Unreadable> {
        self.accounts.get_mut(&AccountId(id)).ok_or(fields.unreadable("subject"))
    }
}

fn roles(fields: Fields<'_>, body: &Value, field: &'static str) -> Result<Roles, Unreadable> {
    let roles: Option<Vec<Role>> = body.get(field).and_then(Value::as_array).and_then(|codes| {
        codes.iter().map(|code| code.as_str().and_then(|code| Role::from_code(code).ok())).collect()
    });
    roles.map(|roles| Roles::of(&roles)).ok_or(fields.unreadable(field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::body;
    use domain::{stamp::Stamp, text::Line};
    use jiff::Timestamp;
    use serde_json::json;
    use uuid::Uuid;

    const PARTNERSHIP: PartnershipId = PartnershipId(Uuid::from_u128(1));

    fn replayed(events: &[(EventKind, Uuid, Value)]) -> Result<Partnership, Unreadable> {
        let stamp = Stamp {
            at: Timestamp::UNIX_EPOCH,
            by: AccountId(Uuid::nil()),
            agency: AgencyId(Uuid::from_u128(2)),
        };
        let told = events.iter().map(|(kind, subject, body)| Told {
            kind: *kind,
            subject: Some(*subject),
            stamp,
            body,
        });
        Partnership::replay(PARTNERSHIP, told)
    }

    #[test]
    fn agencies_services_and_accounts_follow_from_the_events_of_their_partnership() {
        let agency = Agency {
            id: AgencyId(Uuid::from_u128(2)),
            partnership: PARTNERSHIP,
            name: "Harbour".into(),
            kind: AgencyKind::AlcoholTreatment,
        };
        let service = Service {
            id: ServiceId(Uuid::from_u128(3)),
            agency: agency.id,
            agency_name: agency.name.clone(),
            name: "Alcohol treatment".into(),
            pathway: Pathway::Substance,
            answer_in_working_days: 10,
        };
        let account = Account {
            id: AccountId(Uuid::from_u128(4)),
            agency: agency.id,
            name: Line::new("Jo Joiner").unwrap(),
            email: Email::new("jo@harbour.example").unwrap(),
            roles: Roles::of(&[Role::TreatmentWorker]),
            closed_at: None,
        };
        let mut events = vec![
            (EventKind::AgencyAdded, agency.id.0, json!({ "name": "Harbour", "kind": agency.kind.code() })),
            (EventKind::ServiceAdded, service.id.0, body::service(&service)),
            (EventKind::AccountInvited, account.id.0, body::account(&account)),
            (EventKind::AccountInvited, account.id.0, json!({ "again": true })),
            (EventKind::AccountOpened, account.id.0, body::account(&account)),
            (EventKind::SignedIn, account.id.0, json!({})),
        ];
        let told = replayed(&events).unwrap();
        assert_eq!(told.agencies.into_values().collect::<Vec<_>>(), [agency]);
        assert_eq!(told.services.into_values().collect::<Vec<_>>(), [service]);
        assert_eq!(told.accounts[&account.id], account);
        let after = json!({ "before": ["treatment_worker"], "after": ["team_manager"] });
        events.push((EventKind::AccountChanged, account.id.0, after));
        events.push((EventKind::AccountClosed, account.id.0, json!({})));
        let told = replayed(&events).unwrap();
        let roles = Roles::of(&[Role::TeamManager]);
        let left = Account { roles, closed_at: Some(Timestamp::UNIX_EPOCH), ..account };
        assert_eq!(told.accounts[&left.id], left);
    }

    #[test]
    fn an_event_that_says_too_little_is_named_without_what_it_says() {
        let events = [(EventKind::AgencyAdded, Uuid::nil(), json!({ "name": "Harbour" }))];
        let error = replayed(&events).unwrap_err();
        assert_eq!(error.to_string(), "an event “agency.added” cannot be replayed: kind");
    }
}
