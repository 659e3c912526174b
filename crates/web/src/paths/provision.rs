//! Addresses of bodies with seats, and of what services do.

use domain::ids::ProvisionId;

fixed! {
    /// Bodies, and what services do.
    PROVISION = "/provision";
    /// Begin one.
    PROVISION_NEW = "/provision/new";
    /// Which stages services cover.
    COVERAGE = "/provision/coverage";
}

about! {
    /// One body, or what one service does.
    PROVISION_ONE, provision_one(ProvisionId) = "/provision/", "";
    /// Record its next step.
    PROVISION_STEP, provision_step(ProvisionId) = "/provision/", "/step";
}
