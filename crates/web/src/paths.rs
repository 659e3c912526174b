//! Every address of the product, once: the template that the router knows, and the function that fills it.
//!
//! No other file writes a path as a literal, so an address changes in one place and a broken link does not compile.

use domain::ids::{AccountId, NoticeId, PersonId, ReferralId, SessionId, TokenId};

/// Addresses without a parameter: the template is the address.
macro_rules! fixed {
    ($($(#[$meta:meta])* $name:ident = $path:literal;)+) => {
        $($(#[$meta])* pub const $name: &str = $path;)+
    };
}

/// Addresses about one record: a template with `{id}`, and the function that fills it.
macro_rules! about {
    ($($(#[$meta:meta])* $name:ident, $function:ident($id:ty) = $before:literal, $after:literal;)+) => {$(
        $(#[$meta])*
        pub const $name: &str = concat!($before, "{id}", $after);

        $(#[$meta])*
        pub fn $function(id: $id) -> String {
            format!(concat!($before, "{}", $after), id)
        }
    )+};
}

fixed! {
    /// Leads to My work, or to sign-in.
    HOME = "/";
    /// Sign in: e-mail address and password.
    SIGN_IN = "/sign-in";
    /// Sign in: the second factor.
    SIGN_IN_CODE = "/sign-in/code";
    /// Sign out.
    SIGN_OUT = "/sign-out";
    /// My work, the home of every role.
    MY_WORK = "/my-work";
    /// Search for people.
    PEOPLE = "/people";
    /// A new person's record.
    NEW_PERSON = "/people/new";
    /// A new person's record: check your answers.
    NEW_PERSON_CHECK = "/people/new/check";
    /// The viewer's caseload.
    CASELOAD = "/caseload";
    /// The referral inbox of a provider.
    INBOX = "/inbox";
    /// One's own account.
    MY_ACCOUNT = "/my-account";
    /// One's own open sessions.
    MY_SESSIONS = "/my-account/sessions";
    /// Ends all sessions but this one.
    MY_OTHER_SESSIONS = "/my-account/sessions/others";
    /// Change one's password.
    MY_PASSWORD = "/my-account/password";
    /// A new second factor.
    MY_SECOND_FACTOR = "/my-account/second-factor";
    /// New recovery codes.
    MY_RECOVERY_CODES = "/my-account/recovery-codes";
    /// Accounts of the agency.
    ACCOUNTS = "/accounts";
    /// Invite somebody.
    INVITE = "/accounts/invite";
    /// The process is up.
    HEALTH = "/health";
    /// The database answers.
    READY = "/ready";
    /// Figures for Prometheus.
    METRICS = "/metrics";
}

about! {
    /// A person's page.
    PERSON, person(PersonId) = "/people/", "";
    /// A person's orders and requirements.
    PERSON_ORDER, person_order(PersonId) = "/people/", "/order";
    /// A person's referrals.
    PERSON_REFERRALS, person_referrals(PersonId) = "/people/", "/referrals";
    /// A person's timeline.
    PERSON_TIMELINE, person_timeline(PersonId) = "/people/", "/timeline";
    /// Who sees what of a person's record, and who has looked.
    PERSON_SHARING, person_sharing(PersonId) = "/people/", "/sharing";
    /// Correct a person's identity.
    PERSON_IDENTITY, person_identity(PersonId) = "/people/", "/identity";
    /// Add a note.
    PERSON_NOTE, person_note(PersonId) = "/people/", "/note";
    /// A person's notes, whole.
    PERSON_NOTES, person_notes(PersonId) = "/people/", "/notes";
    /// Make a referral: to which service.
    REFER, refer(PersonId) = "/people/", "/refer";
    /// Make a referral: what is asked.
    REFER_DETAILS, refer_details(PersonId) = "/people/", "/refer/details";
    /// Make a referral: check your answers.
    REFER_CHECK, refer_check(PersonId) = "/people/", "/refer/check";
    /// A referral.
    REFERRAL, referral(ReferralId) = "/referrals/", "";
    /// A referral has just been sent.
    REFERRAL_SENT, referral_sent(ReferralId) = "/referrals/", "/sent";
    /// Mark a referral as received.
    REFERRAL_RECEIVE, referral_receive(ReferralId) = "/referrals/", "/receive";
    /// Accept a referral.
    REFERRAL_ACCEPT, referral_accept(ReferralId) = "/referrals/", "/accept";
    /// Decline a referral.
    REFERRAL_DECLINE, referral_decline(ReferralId) = "/referrals/", "/decline";
    /// Withdraw a referral.
    REFERRAL_WITHDRAW, referral_withdraw(ReferralId) = "/referrals/", "/withdraw";
    /// Record that a service has begun.
    REFERRAL_BEGIN, referral_begin(ReferralId) = "/referrals/", "/begin";
    /// Conclude a referral.
    REFERRAL_CONCLUDE, referral_conclude(ReferralId) = "/referrals/", "/conclude";
    /// Take a notice off the desk.
    NOTICE_SEE, notice_see(NoticeId) = "/notices/", "/see";
    /// Put a notice back on the desk.
    NOTICE_UNSEE, notice_unsee(NoticeId) = "/notices/", "/unsee";
    /// End one of one's own sessions.
    MY_SESSION_END, my_session_end(SessionId) = "/my-account/sessions/", "/end";
    /// An account of the agency.
    ACCOUNT, account(AccountId) = "/accounts/", "";
    /// Change an account's roles.
    ACCOUNT_ROLES, account_roles(AccountId) = "/accounts/", "/roles";
    /// Close an account.
    ACCOUNT_CLOSE, account_close(AccountId) = "/accounts/", "/close";
    /// A new invitation for an account.
    ACCOUNT_REINVITE, account_reinvite(AccountId) = "/accounts/", "/reinvite";
    /// An invitation, by the secret in its link.
    INVITATION, invitation(&str) = "/invitations/", "";
}

/// Addresses of the API.
pub mod api {
    use super::{PersonId, ReferralId, TokenId};

    /// Where every address of the API begins.
    pub const ROOT: &str = "/api/v1";

    fixed! {
        /// The description of the API.
        OPENAPI = "/api/v1/openapi.json";
        /// Who is asking.
        ME = "/api/v1/me";
        /// People: search and create.
        PEOPLE = "/api/v1/people";
        /// The viewer's caseload.
        CASELOAD = "/api/v1/caseload";
        /// My work.
        MY_WORK = "/api/v1/my-work";
        /// Services in force.
        SERVICES = "/api/v1/services";
        /// Referrals: make one.
        REFERRALS = "/api/v1/referrals";
        /// The agency's referral inbox.
        INBOX = "/api/v1/inbox";
        /// One's own API tokens.
        TOKENS = "/api/v1/tokens";
    }

    about! {
        /// A person.
        PERSON, person(PersonId) = "/api/v1/people/", "";
        /// A person's identity.
        PERSON_IDENTITY, person_identity(PersonId) = "/api/v1/people/", "/identity";
        /// A person's timeline.
        PERSON_TIMELINE, person_timeline(PersonId) = "/api/v1/people/", "/timeline";
        /// A person's referrals.
        PERSON_REFERRALS, person_referrals(PersonId) = "/api/v1/people/", "/referrals";
        /// Who sees what of a person's record.
        PERSON_SHARING, person_sharing(PersonId) = "/api/v1/people/", "/sharing";
        /// A person's notes.
        PERSON_NOTES, person_notes(PersonId) = "/api/v1/people/", "/notes";
        /// A referral.
        REFERRAL, referral(ReferralId) = "/api/v1/referrals/", "";
        /// Mark a referral as received.
        REFERRAL_RECEIVE, referral_receive(ReferralId) = "/api/v1/referrals/", "/receive";
        /// Accept a referral.
        REFERRAL_ACCEPT, referral_accept(ReferralId) = "/api/v1/referrals/", "/accept";
        /// Decline a referral.
        REFERRAL_DECLINE, referral_decline(ReferralId) = "/api/v1/referrals/", "/decline";
        /// Withdraw a referral.
        REFERRAL_WITHDRAW, referral_withdraw(ReferralId) = "/api/v1/referrals/", "/withdraw";
        /// Record that a service has begun.
        REFERRAL_BEGIN, referral_begin(ReferralId) = "/api/v1/referrals/", "/begin";
        /// Conclude a referral.
        REFERRAL_CONCLUDE, referral_conclude(ReferralId) = "/api/v1/referrals/", "/conclude";
        /// Revoke an API token.
        TOKEN_REVOKE, token_revoke(TokenId) = "/api/v1/tokens/", "/revoke";
    }
}

/// An address with parameters, each value encoded; parameters without a value are left out.
pub fn with_query(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// `next` if it is an address of this product, else My work: a link may not send people elsewhere after sign-in.
pub fn local(next: &str) -> &str {
    let inside = next.starts_with('/') && !next.starts_with("//") && !next.starts_with("/\\");
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if inside && plain && next.len() <= 2000 { next } else { MY_WORK }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_template_and_its_function_agree() {
        let id = PersonId(Uuid::from_u128(7));
        assert_eq!(person_timeline(id), PERSON_TIMELINE.replace("{id}", &id.to_string()));
        assert_eq!(api::person(id), api::PERSON.replace("{id}", &id.to_string()));
    }

    #[test]
    fn after_sign_in_nobody_is_sent_to_another_site() {
        for elsewhere in
            ["", "https://evil.example", "//evil.example", "/\\evil.example", "/a\\b", "/a\nb", "people"]
        {
            assert_eq!(local(elsewhere), MY_WORK, "{elsewhere:?}");
        }
        assert_eq!(local("/people?q=crane"), "/people?q=crane");
    }

    #[test]
    fn parameters_are_encoded_and_empty_ones_left_out() {
        assert_eq!(
            with_query("/people", &[("q", "O’Neil & co"), ("after", "")]),
            "/people?q=O%E2%80%99Neil+%26+co"
        );
        assert_eq!(with_query("/people", &[("q", "")]), "/people");
    }
}
