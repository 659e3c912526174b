//! Convictions and cautions: recorded, corrected, taken off the record, and listed with which are spent today.
//!
//! What holds: whether one is spent is determined anew whenever it is asked, from all of the person's convictions and the
//! law of the day. Only those on the person's team record and read them here, since only they see every agency's.

mod list;
mod record;
mod told;

pub use list::{ConvictionView, ConvictionsPart, OpenedConviction, conviction, convictions};
pub use record::{ConvictionStep, Corrected, RecordConviction, record, step};

use crate::{Cx, refusal::Refusal};
use domain::{
    conviction::{Conviction, ConvictionRefused, ConvictionState},
    ids::PersonId,
    rehabilitation::{Determination, Use, determine},
};
use jiff::civil::Date;

/// Convictions of one person at most: beyond them nothing is determined.
pub(crate) const MOST: u32 = 200;

impl From<ConvictionRefused> for Refusal {
    fn from(refused: ConvictionRefused) -> Self {
        Self::not_now("conviction", refused.from.words())
    }
}

/// How each of these stands on `day`; those off the record are left out.
pub(crate) async fn determined(
    cx: &mut Cx<'_>,
    convictions: &[Conviction],
    day: Date,
    used_for: Use,
) -> Result<Vec<Determination>, Refusal> {
    let law = cx.tx.rehabilitation_law().await?;
    let kept = convictions.iter().filter(|one| one.state() == ConvictionState::Kept);
    Ok(determine(kept.map(|one| (one.id, one.details())), &law, day, used_for))
}

impl Cx<'_> {
    /// All of a person's convictions, for the rules alone: shown to nobody.
    pub(crate) async fn convictions_for_rules(
        &mut self,
        person: PersonId,
    ) -> Result<Vec<Conviction>, Refusal> {
        let all = self.tx.convictions_for_rules(person, MOST + 1).await?;
        if all.len() > MOST as usize {
            return Err(Refusal::NotNow(format!(
                "There are more than {MOST} convictions on this record, which is more than we determine at once."
            )));
        }
        Ok(all)
    }
}
