//! Records that are taken for one person: how sure that is.
//!
//! Nothing is merged by it and nothing opens by it: each record stays as it is, under the clauses that it was under.

use crate::codes;

codes! {
    /// How sure it is that several records are of one person.
    GroupState {
        Contradicted = "contradicted", "Contradicted: somebody has to look";
        Joined = "joined", "Taken for one person by the matcher";
        Confirmed = "confirmed", "Decided to be one person";
    }
}
