//! Signing: by the named signatory of a party, with the second factor typed again. When all have signed and its day has come, the
//! version takes the place of the one before, in the same transaction.

use super::versions::newest;
use crate::{
    App,
    accounts::{Confirmed, Signed, confirm_code},
    refusal::Refusal,
};
use domain::{
    agreement::{Fact, State},
    ids::AgreementId,
    section::Purpose,
};
use gate::Action;

/// Signs the newest version for the viewer's agency.
///
/// # Errors
/// [`Refusal::Invalid`] for a wrong or used code, [`Refusal::TooMany`] with the seconds to wait; [`Refusal::Role`] for anybody
/// but the named signatory; [`Refusal::Stale`] when it is no longer what was read.
pub async fn sign(
    app: &App,
    signed: &Signed,
    id: AgreementId,
    seen: i64,
    code: &str,
) -> Result<State, Refusal> {
    let mut cx = app.write(&signed.viewer, Purpose::Administration, "sign an agreement").await?;
    cx.permit_role(Action::SignAgreement)?;
    let versions = cx.versions_of(id).await?;
    let version = newest(versions.clone())?;
    let day = cx.today();
    if !cx.sees(&version, day) {
        return Err(Refusal::NotFound);
    }
    let agency = cx.signs_for(&version).ok_or(Refusal::Role(Action::SignAgreement))?;
    if version.state(day) != State::UnderReview {
        return Err(Refusal::not_now("agreement", version.state(day).words()));
    }
    if version.seen() != seen {
        return Err(Refusal::Stale { seen, now: version.seen() });
    }
    match confirm_code(app, &mut *cx.tx, signed, code).await? {
        Confirmed::Right => {}
        Confirmed::Wrong(refusal) => {
            // The failure is counted, and nothing else is written.
            cx.answer(()).await?;
            return Err(refusal);
        }
    }
    let after = cx.take_agreement(version, seen, Fact::Signed(agency)).await?;
    let state = after.state(day);
    if state == State::InForce {
        cx.supersede_before(&after, &versions).await?;
    }
    cx.answer(state).await
}
