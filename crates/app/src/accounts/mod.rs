//! Accounts, sign-in, sessions and tokens.
//!
//! A secret that leaves this program (session, token, invitation, recovery code) is random and kept only as its hash; a
//! password only as Argon2id; a second factor only sealed with the key file. What is said of a failed sign-in never tells
//! whether the account exists, and no number of failures from elsewhere keeps its owner out, nor those of a colleague at the same network address
//! whoever has signed in with this browser before.

mod administer;
mod common_passwords;
mod confirm;
mod device;
mod invitation;
pub(crate) mod password;
mod secret;
mod session;
mod sign_in;
mod token;
mod totp;

pub use administer::{AccountPage, change_roles, close, list, may_administer, one};
pub(crate) use confirm::{Confirmed, confirm_code};
pub(crate) use invitation::invite_to;
pub use invitation::{AcceptInvitation, Invite, Invited, accept_invitation, invitation, invite, reinvite};
pub use password::{change_password, hash_password};
pub use secret::Secret;
pub use session::{
    SessionState, Signed, other_desk, revoke_others, revoke_session, session, sessions, sign_out,
};
pub use sign_in::{SignedIn, Started, second_factor, start};
pub use token::{CreateToken, Scope, create_own_token, create_token, revoke_token, token, tokens};
pub use totp::{TotpSetup, begin_totp, confirm_totp, current_code, new_recovery_codes, seal_totp};
