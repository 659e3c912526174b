//! Agreements that were not written here: the first one, with which an installation begins, and those of a demonstration. They are
//! kept like any other, with their facts and events.

use super::told;
use crate::{
    App,
    chance::{self, Chance},
    events::{Chain, EventKind, NewEvent},
    refusal::Refusal,
};
use domain::{
    agency::AgencyKind,
    agreement::{Fact, MoveRefused, Remark, Terms, Version},
    ids::{AccountId, AgencyId, AgreementId},
    role::Roles,
    section::Purpose,
    stamp::Stamp,
};
use gate::Viewer;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

/// The agreement with which an installation begins.
const FIRST: AgreementId = AgreementId(Uuid::from_u128(1));

/// A version with its whole life, and what was remarked on it.
#[derive(Debug, Clone)]
pub struct History {
    /// The version with its facts.
    pub version: Version,
    /// Remarks.
    pub remarks: Vec<Remark>,
}

/// The installation itself, where nobody acts.
pub(crate) const fn itself(app: &App) -> Viewer {
    Viewer {
        account: AccountId(app.partnership.0),
        agency: AgencyId(app.partnership.0),
        agency_kind: AgencyKind::Council,
        roles: Roles::NONE,
    }
}

/// Makes sure that the agreement with which an installation begins is there: *Interim 1*, signed by nobody in particular and in force
/// from its first day. What was made of it since stays. Answers whether it was written now.
///
/// # Errors
/// When the database cannot be written.
pub async fn seed(app: &App, terms: Terms) -> Result<bool, Refusal> {
    let mut tx = app.store.read().await?;
    let there = tx.version(FIRST, 1).await?.is_some();
    tx.end().await?;
    if there {
        return Ok(false);
    }
    Ok(write(app, &*app.chance, vec![beginning(app, terms, app.now())?]).await? == 1)
}

/// The first agreement as it is kept: written and signed at `at` by the installation itself.
///
/// # Errors
/// None that can be met: it is sent and signed in this order.
pub fn beginning(app: &App, terms: Terms, at: Timestamp) -> Result<History, Refusal> {
    let by = itself(app);
    let stamp = Stamp { at, by: by.account, agency: by.agency };
    let facts = [Fact::Submitted, Fact::Signed(by.agency)].map(|fact| (stamp, fact));
    let version = Version::new(FIRST, 1, terms, stamp)
        .replay(facts)
        .map_err(|error: MoveRefused| Refusal::NotNow(error.to_string()))?;
    Ok(History { version, remarks: Vec::new() })
}

/// Writes histories that are not there yet, with their events, in one transaction. Answers how many were new.
///
/// # Errors
/// When the database cannot be written.
pub async fn write(app: &App, chance: &dyn Chance, histories: Vec<History>) -> Result<u64, Refusal> {
    let mut tx = app.store.write().await?;
    let mut new = 0;
    for History { version, remarks } in histories {
        if !tx.insert_version(app.partnership, &version).await? {
            continue;
        }
        new += 1;
        for remark in &remarks {
            tx.insert_remark(remark).await?;
        }
        tx.append_events(events(app, chance, &version, &remarks)).await?;
    }
    tx.commit().await?;
    Ok(new)
}

/// The events of a history, in the order of their instants.
fn events(app: &App, chance: &dyn Chance, version: &Version, remarks: &[Remark]) -> Vec<NewEvent> {
    let mut told: Vec<(Stamp, EventKind, Value)> =
        vec![(version.drafted, EventKind::AgreementDrafted, told::drafted(version))];
    told.extend(
        version
            .facts()
            .iter()
            .map(|(stamp, fact)| (*stamp, told::kind(fact), told::fact(version.number, fact))),
    );
    told.extend(remarks.iter().map(|one| (one.stamp, EventKind::AgreementRemarked, told::remark(one))));
    told.sort_by_key(|(stamp, ..)| stamp.at);
    told.into_iter()
        .map(|(stamp, kind, body)| NewEvent {
            id: chance::new_id(chance, stamp.at),
            chain: Chain::Partnership(app.partnership),
            kind,
            section: None,
            sent_to: None,
            subject: Some(version.agreement.0),
            stamp,
            purpose: Purpose::Administration,
            body,
            salt: chance::salt(chance),
        })
        .collect()
}
