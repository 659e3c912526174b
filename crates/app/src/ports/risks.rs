//! Risk flags. Those in force are read with the people whom they are about.

use super::Stored;
use async_trait::async_trait;
use domain::{
    ids::{AgencyId, PersonId, RiskFlagId},
    risk::RiskFlag,
};
use gate::Sealed;
use jiff::civil::Date;

/// Ports for single flags.
#[async_trait]
pub trait Risks {
    /// Writes a flag.
    async fn add_risk_flag(&mut self, flag: &RiskFlag) -> Stored<()>;

    /// One flag, in force or not.
    async fn risk_flag(&mut self, id: RiskFlagId) -> Stored<Option<Sealed<RiskFlag>>>;

    /// A person's flags in force on `today` past `after`, newest first, each with its place.
    async fn risk_flags_in_turn(
        &mut self,
        person: PersonId,
        today: Date,
        after: Option<RiskFlagId>,
        limit: u32,
    ) -> Stored<Vec<(RiskFlagId, Sealed<RiskFlag>)>>;

    /// Flags that an agency has to look at again.
    async fn reviews_owed(&mut self, person: PersonId, agency: AgencyId) -> Stored<Vec<RiskFlagId>>;

    /// Writes the end or the day of the next review of a flag that is in force and was looked at again `seen` times; answers whether
    /// it stood so.
    async fn review_risk(&mut self, now: &RiskFlag, seen: u32) -> Stored<bool>;
}
