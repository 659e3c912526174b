//! Services to which a person can be referred.

use crate::{
    ids::{AgencyId, ServiceId},
    pathway::Pathway,
};

/// A service of an agency. Adding one is data, never a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Who provides it.
    pub agency: AgencyId,
    /// The provider's name, for lists.
    pub agency_name: String,
    /// Its name.
    pub name: String,
    /// Which need it meets.
    pub pathway: Pathway,
    /// Working days within which a referral is to be answered.
    pub answer_in_working_days: u16,
}
