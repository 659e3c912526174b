//! Events about agreements, on the partnership's chain, each complete enough to write the row again.

use super::kept;
use crate::{
    Cx,
    events::{EventKind, NewEvent},
    refusal::Refusal,
};
use domain::agreement::{Fact, MoveRefused, Remark, Version};
use serde_json::{Value, json};

/// What a new version says.
pub(super) fn drafted(version: &Version) -> Value {
    json!({
        "number": version.number,
        "edits": version.edits(),
        "format": kept::FORMAT,
        "terms": kept::value(&version.terms),
    })
}

/// The kind of event of a fact.
pub(super) const fn kind(fact: &Fact) -> EventKind {
    match fact {
        Fact::Submitted => EventKind::AgreementSubmitted,
        Fact::Returned(_) => EventKind::AgreementReturned,
        Fact::Signed(_) => EventKind::AgreementSigned,
        Fact::Suspended(_) => EventKind::AgreementSuspended,
        Fact::Resumed(_) => EventKind::AgreementResumed,
        Fact::Superseded(_) => EventKind::AgreementSuperseded,
        Fact::Reviewed(..) => EventKind::AgreementReviewed,
        Fact::Ended(_) => EventKind::AgreementEnded,
    }
}

/// What a fact says.
pub(super) fn fact(number: u16, fact: &Fact) -> Value {
    match fact {
        Fact::Submitted => json!({ "number": number }),
        Fact::Returned(words) | Fact::Suspended(words) | Fact::Resumed(words) | Fact::Ended(words) => {
            json!({ "number": number, "words": words.as_str() })
        }
        Fact::Signed(agency) => json!({ "number": number, "for": agency.0 }),
        Fact::Superseded(later) => json!({ "number": number, "later": later }),
        Fact::Reviewed(next, words) => {
            json!({ "number": number, "next": next.to_string(), "words": words.as_str() })
        }
    }
}

/// What a remark says.
pub(super) fn remark(remark: &Remark) -> Value {
    json!({
        "number": remark.number,
        "id": remark.id.0,
        "about": remark.about.code(),
        "words": remark.words.as_str(),
    })
}

/// Why a step was refused, in words.
pub(super) fn refused(version: &Version, error: MoveRefused, day: jiff::civil::Date) -> Refusal {
    match error {
        MoveRefused::State { .. } | MoveRefused::Settled => {
            Refusal::not_now("agreement", version.state(day).words())
        }
        MoveRefused::NotToSign => Refusal::NotNow("Your agency has no signature to give here.".to_owned()),
    }
}

impl Cx<'_> {
    /// Appends a fact to a version that was `seen` so, with its event. Answers the version as it is then.
    pub(super) async fn take_agreement(
        &mut self,
        before: Version,
        seen: i64,
        said: Fact,
    ) -> Result<Version, Refusal> {
        if before.seen() != seen {
            return Err(Refusal::Stale { seen, now: before.seen() });
        }
        let event = self.agreement_event(kind(&said), &before, fact(before.number, &said));
        let (stamp, day) = (self.stamp(), self.today());
        let after = match before.clone().append(stamp, said) {
            Ok(after) => after,
            Err(error) => return Err(refused(&before, error, day)),
        };
        if !self.tx.append_agreement_fact(seen, &after).await? {
            return Err(Refusal::Stale { seen, now: seen.saturating_add(1) });
        }
        self.append(event);
        Ok(after)
    }

    /// An event about an agreement.
    pub(super) fn agreement_event(&self, kind: EventKind, of: &Version, body: Value) -> NewEvent {
        self.partnership_event(kind, of.agreement.0, body)
    }
}
