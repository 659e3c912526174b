//! Noticing that several services do not reach somebody any more, and telling whoever leads, without saying which services.
//!
//! What holds: a sign counts for somebody only where a clause opens the record it lies in to them, at the level *signal* at least; what
//! counted is written down for the agency that recorded it, and for nobody else; one alert is raised, and none while it is open or the
//! window after it lasts; nothing that was recorded today raises one today. The alert itself is casework of the agency that leads.

mod notice;

pub use notice::notice;
