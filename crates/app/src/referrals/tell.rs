//! The feedback job: whoever referred is told what became of it, and whoever took it on what the referrer did.

use crate::{
    App,
    ports::{NewNotice, StoreError},
    refusal::Refusal,
};
use domain::{
    ids::{AccountId, AgencyId, JobId, NoticeId},
    notice::NoticeKind,
    referral::{Move, Referral, Side},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// What the job needs: ids and the step, nothing about the person.
pub(super) fn payload(referral: &Referral, account: AccountId, step: Move) -> Value {
    let request = &referral.request;
    // Whoever is told is at the other end from whoever took the step.
    let told = if step.side() == Side::Provider { request.from } else { request.to };
    json!({
        "referral": request.id.0,
        "person": request.person.0,
        "account": account.0,
        "agency": told.0,
        "step": step.code(),
    })
}

/// Puts a notice on the desk of whoever is to be told, and ends the job, in one transaction.
///
/// The notice carries the job's id, so that a job that runs twice tells once. Whether the person may still be known to
/// its reader is decided when the notice is read.
pub async fn tell_referrer(app: &App, job: JobId, payload: &Value) -> Result<(), Refusal> {
    let notice = NewNotice {
        id: NoticeId(job.0),
        account: id(payload, "account")?.into(),
        agency: id(payload, "agency").ok().map(AgencyId),
        person: id(payload, "person")?.into(),
        subject: id(payload, "referral")?,
        kind: kind(payload)?,
        at: app.now(),
    };
    let mut tx = app.store.write().await?;
    tx.insert_notice(&notice).await?;
    tx.finish_job(job, app.now()).await?;
    Ok(tx.commit().await?)
}

fn id(payload: &Value, field: &'static str) -> Result<Uuid, StoreError> {
    let text = payload.get(field).and_then(Value::as_str).unwrap_or_default();
    Uuid::parse_str(text).map_err(|error| StoreError::unknown("payload of a job", error))
}

fn kind(payload: &Value) -> Result<NoticeKind, StoreError> {
    let code = payload.get("step").and_then(Value::as_str).unwrap_or_default();
    NoticeKind::from_code(code).map_err(|error| StoreError::unknown("payload of a job", error))
}
