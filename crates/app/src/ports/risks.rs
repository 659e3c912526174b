//! Risk flags. Those in force are read with the people whom they are about.

use super::Stored;
use async_trait::async_trait;
use domain::{ids::RiskFlagId, risk::RiskFlag};
use gate::Sealed;
use jiff::civil::Date;

/// Ports for single flags.
#[async_trait]
pub trait Risks {
    /// Writes a flag.
    async fn add_risk_flag(&mut self, flag: &RiskFlag) -> Stored<()>;

    /// One flag, in force or not.
    async fn risk_flag(&mut self, id: RiskFlagId) -> Stored<Option<Sealed<RiskFlag>>>;

    /// Writes the end or the day of the next review of a flag that is in force and was to be reviewed on `was`; answers whether it
    /// stood so.
    async fn review_risk(&mut self, now: &RiskFlag, was: Option<Date>) -> Stored<bool>;
}
