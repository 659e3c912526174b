//! Who asks: the guard before every handler, and the faces it gives to what went wrong.
//!
//! What holds: a handler of a route that is not public runs only for somebody who is signed in (or whose token acts),
//! whose role may do such a thing to something, and, for a change, whose form carried the session's token. No handler
//! checks this for itself, so none can forget to.

mod bearer;
mod cookies;
mod dress;
mod guard;

pub(crate) use cookies::{
    clear, device, flash, form_token, origin, pair, put_device, put_flash, put_form_token, put_session,
};
pub(crate) use dress::dress_the_rest;
pub(crate) use guard::{Guard, body_of, guard};
