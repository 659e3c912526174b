//! Accounts of staff: who may sign in, for which agency, in which roles, from when to when.

use crate::{
    ids::{AccountId, AgencyId},
    role::Roles,
    text::Line,
};
use jiff::Timestamp;

/// One member of staff who signs in. Holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The agency it belongs to.
    pub agency: AgencyId,
    /// The name that colleagues see.
    pub name: Line,
    /// The address it signs in with, in lower case.
    pub email: Email,
    /// Its roles.
    pub roles: Roles,
    /// When it was closed (the leaver's day), if it was.
    pub closed_at: Option<Timestamp>,
}

/// An e-mail address in lower case, with one `@` and a dot in the domain. Not proof that it receives mail.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email(String); // INVARIANT: lower case, 3..=254 characters, one '@', no white space

/// Text that is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address in the form name@example.org")]
pub struct NotAnEmail;

impl Email {
    /// # Errors
    /// [`NotAnEmail`] when the text has no single `@` between a name and a domain.
    pub fn new(typed: &str) -> Result<Self, NotAnEmail> {
        let text = typed.trim().to_lowercase();
        let Some((name, host)) = text.split_once('@') else { return Err(NotAnEmail) };
        let fits = text.len() <= 254
            && !name.is_empty()
            && !host.contains('@')
            && host.split('.').count() >= 2
            && host.split('.').all(|part| !part.is_empty())
            && !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if fits { Ok(Self(text)) } else { Err(NotAnEmail) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_in_lower_case_and_nonsense_is_refused() {
        assert_eq!(
            Email::new(" P.Shah@Probation.Example ").map(|e| e.0),
            Ok("p.shah@probation.example".into())
        );
        for bad in ["", "a", "@b.c", "a@", "a@b", "a@b..c", "a b@c.d", "a@b@c.d"] {
            assert_eq!(Email::new(bad), Err(NotAnEmail), "{bad}");
        }
    }
}
