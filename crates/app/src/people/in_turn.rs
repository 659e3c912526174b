//! Records of one person, read a part at a time until as many are open as are asked for.
//!
//! What holds: one that the gate keeps closed takes no other's place. A limit before the gate would show fewer, or nothing, to
//! whoever may read the older ones, and by that how many closed ones lie before them.

use crate::{
    Cx,
    ports::{Stored, Tx},
    refusal::Refusal,
};
use async_trait::async_trait;
use domain::ids::PersonId;
use gate::{AtLevel, Sealed, Standing, Withheld};

/// Records read at once.
const PART: u32 = 50;

/// Records of one kind, in the order in which they are shown.
#[async_trait]
pub(crate) trait InTurn: Sync {
    /// Where one stands among them.
    type Place: Copy + Send + Sync;
    /// One of them.
    type One: AtLevel + Send;

    /// The next ones past `after`, each with its place.
    async fn next(
        &self,
        tx: &mut dyn Tx,
        person: PersonId,
        after: Option<Self::Place>,
        limit: u32,
    ) -> Stored<Vec<(Self::Place, Sealed<Self::One>)>>;
}

impl Cx<'_> {
    /// The first ones that the gate opens, `most` of them, and what stays closed among those that were read.
    pub(crate) async fn opened_in_turn<R: InTurn>(
        &mut self,
        standing: &Standing,
        records: R,
        most: usize,
        withheld: &mut Vec<Withheld>,
    ) -> Result<Vec<R::One>, Refusal> {
        let (mut opened, mut after) = (Vec::new(), None);
        loop {
            let sealed = records.next(self.tx.as_mut(), standing.person, after, PART).await?;
            after = sealed.last().map(|(place, _)| *place);
            let end = sealed.len() < PART as usize;
            let sealed = sealed.into_iter().map(|(_, one)| one).collect();
            opened.extend(self.open_or_note(standing, sealed, withheld));
            if end || opened.len() >= most {
                opened.truncate(most);
                return Ok(opened);
            }
        }
    }
}
