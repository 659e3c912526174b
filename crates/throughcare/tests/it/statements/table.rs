//! Every route, who goes there, how, and how many statements it may run.

use crate::town::{PASSWORD, Part};
use Verb::{Get, Post, Put};
use Way::{Fill, Json, Open, Plain, Press};
use Who::{Leaving, Nobody, Program, Seat};
use web::{
    Verb,
    paths::{self, api},
};

/// A route: what is done, the template of its address, by whom, how, and with how many statements at most.
pub struct Row(pub Verb, pub &'static str, pub Who, pub Way, pub u64);

/// Who goes there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Somebody who has not signed in.
    Nobody,
    /// A member of staff.
    Seat(Part),
    /// A member of staff at another computer, who changes what ends sessions.
    Leaving(Part),
    /// A program with a token of this member of staff.
    Program(Part),
}

/// How a route is gone through.
pub enum Way {
    /// The address is opened, with this after it.
    Open(&'static str),
    /// The form that is shown at the same address is filled in and sent.
    Fill(&'static [(&'static str, &'static str)]),
    /// The button on this page is pressed; without a page, on the one above.
    Press(&'static str),
    /// Nothing but the form's token is sent.
    Plain,
    /// A court list of one row is sent with the form.
    Upload,
    /// A court list of one row is sent as it is.
    List,
    /// JSON is sent; with the version where there is one.
    Json(&'static str),
}

const P: Who = Seat(Part::Practitioner);
const W: Who = Seat(Part::Worker);
const A: Who = Seat(Part::Administrator);
const OUT: Who = Leaving(Part::Officer);
const API: Who = Program(Part::Practitioner);
const PROVIDER: Who = Program(Part::Worker);
const NEW: &str = "juniper anvil causeway";
const PERSON: &str = r#"{"identity":{"legal_name":{"given":"Bo","family":"Quill"},"gender":"unknown"}}"#;
const IDENTITY: &str = r#"{"legal_name":{"given":"Ada","family":"Heron"},"gender":"unknown"}"#;
const REFERRAL: &str = r#"{"person":"PERSON","service":"SERVICE","asks":"Please assess.","risk_none_known":true,"delivery_needs_none_known":true}"#;
const TOKEN: &str = r#"{"name":"Test","scopes":["people:read"],"days":7,"password":"PASSWORD"}"#;
const INVITED: &[(&str, &str)] =
    &[("name", "Jo Joiner"), ("email", "jo@probation.example"), ("roles", "probation_practitioner")];
const DETAILS: &[(&str, &str)] =
    &[("asks", "Please assess."), ("risk_known", "none"), ("needs_known", "none")];
const SLOT: &[(&str, &str)] = &[
    ("beside", "other"),
    ("day-day", "1"),
    ("day-month", "12"),
    ("day-year", "2026"),
    ("time", "10:30"),
    ("place", "Office"),
    ("minutes", "30"),
    ("asked_by", "person"),
    ("why", "Work."),
];
const TWIN: &[(&str, &str)] = &[("decision", "SAME"), ("reason", "Same mother.")];
const MOVED: &[(&str, &str)] = &[("to", "TWIN"), ("reason", "Same name.")];
const CORRECTED: &[(&str, &str)] = &[("attendance", "no"), ("why", "Mixed up with another.")];
const SLOT_JSON: &str = r#"{"day":"2026-12-01","time":"10:30","minutes":30,"place":"Office"}"#;
const C: Who = Seat(Part::Coordinator);
const COORDINATOR: Who = Program(Part::Coordinator);
const SERVICE: &[(&str, &str)] = &[("service", "00000000-0000-0000-0000-000000000051")];

/// Searches by a part of a postcode, alone and with a name: the same route as a search by name, with two statements more. One finds
/// the recorded postcodes; the other asks what was opened to the viewer, whether anything was or not.
pub const BY_POSTCODE: &[Row] = &[
    Row(Get, paths::PEOPLE, P, Open("?q=nq1"), 10),
    Row(Get, paths::PEOPLE, P, Open("?q=crane+nq1"), 10),
    Row(Get, api::PEOPLE, API, Open("?q=nq11aa"), 9),
];

/// The table. Rows are gone through from the first to the last, so that a form of several steps is one.
pub const TABLE: &[Row] = &[
    Row(Get, paths::HEALTH, Nobody, Open(""), 0),
    Row(Get, paths::READY, Nobody, Open(""), 1),
    Row(Get, paths::METRICS, Nobody, Open(""), 0),
    Row(Get, "/assets/{*path}", Nobody, Open(""), 0),
    Row(Get, paths::HOME, Nobody, Open(""), 0),
    Row(Get, paths::MY_WORK, P, Open(""), 18),
    Row(Get, paths::MY_WAITING, P, Open(""), 6),
    Row(Get, paths::MY_NEW, P, Open(""), 5),
    Row(Get, paths::MY_DUE, P, Open(""), 7),
    Row(Get, paths::TEAM, Seat(Part::Manager), Open(""), 8),
    Row(Get, paths::CASELOAD, P, Open(""), 4),
    Row(Get, paths::REPEAT_CONTACTS, P, Open("?agencies=1&contacts=1"), 9),
    Row(Get, paths::PEOPLE, P, Open("?q=crane"), 8),
    Row(Get, paths::NEW_PERSON, P, Open(""), 3),
    Row(Post, paths::NEW_PERSON, P, Fill(&[("family", "Quill"), ("gender", "unknown")]), 4),
    Row(Get, paths::NEW_PERSON_CHECK, P, Open(""), 2),
    Row(Post, paths::NEW_PERSON_CHECK, P, Fill(&[]), 12),
    Row(Get, paths::PERSON, P, Open(""), 16),
    Row(Get, paths::PERSON_ORDER, P, Open(""), 21),
    Row(Get, paths::PERSON_REFERRALS, P, Open(""), 8),
    Row(Get, paths::PERSON_TIMELINE, P, Open(""), 7),
    Row(Get, paths::PERSON_NOTES, P, Open(""), 8),
    Row(Get, paths::PERSON_SHARING, P, Open(""), 9),
    Row(Get, paths::PERSON_WHO_SEES, P, Open(""), 20),
    Row(Get, paths::PERSON_WHY, P, Open(""), 14),
    Row(Get, paths::PERSON_NOTE, P, Open(""), 6),
    Row(Post, paths::PERSON_NOTE, P, Fill(&[("text", "Came on time.")]), 9),
    Row(Get, paths::NOTE_MOVE, P, Open(""), 8),
    Row(Post, paths::NOTE_MOVE, P, Fill(MOVED), 19),
    Row(Get, paths::PERSON_IDENTITY, P, Open(""), 6),
    Row(Post, paths::PERSON_IDENTITY, P, Fill(&[("known_as", "Addy")]), 18),
    Row(Get, paths::POSSIBLE_DUPLICATES, P, Open(""), 13),
    Row(Get, paths::REVIEWER_AGREEMENT, P, Open(""), 9),
    Row(Get, paths::IDENTITY_REVIEW, P, Open(""), 20),
    Row(Post, paths::IDENTITY_REVIEW, P, Fill(TWIN), 20),
    Row(Get, paths::SAME_PERSON, P, Open(""), 12),
    Row(Get, paths::REFER, P, Open(""), 7),
    Row(Post, paths::REFER, P, Fill(SERVICE), 8),
    Row(Get, paths::REFER_DETAILS, P, Open(""), 7),
    Row(Post, paths::REFER_DETAILS, P, Fill(DETAILS), 8),
    Row(Get, paths::REFER_CHECK, P, Open(""), 6),
    Row(Post, paths::REFER_CHECK, P, Fill(&[]), 18),
    Row(Get, paths::REFERRAL_SENT, P, Open(""), 11),
    Row(Get, paths::INBOX, W, Open(""), 7),
    Row(Get, paths::INBOX_ANSWERED, W, Open(""), 9),
    Row(Get, paths::REFERRAL, W, Open(""), 11),
    Row(Post, paths::REFERRAL_RECEIVE, W, Press(""), 14),
    Row(Post, paths::REFERRAL_ACCEPT, W, Press(""), 20),
    Row(Post, paths::REFERRAL_BEGIN, W, Press(""), 15),
    Row(Get, paths::REFERRAL_CONCLUDE, W, Open(""), 12),
    Row(Post, paths::REFERRAL_CONCLUDE, W, Fill(&[("reason", "completed")]), 15),
    Row(Get, paths::REFERRAL_WAITLIST, W, Open(""), 12),
    Row(
        Post,
        paths::REFERRAL_WAITLIST,
        W,
        Fill(&[("expected-day", "1"), ("expected-month", "2"), ("expected-year", "2027")]),
        16,
    ),
    Row(Get, paths::REFERRAL_ASK, W, Open(""), 12),
    Row(Post, paths::REFERRAL_ASK, W, Fill(&[("words", "Since when?")]), 17),
    Row(Get, paths::REFERRAL_GIVE, P, Open(""), 13),
    Row(Post, paths::REFERRAL_GIVE, P, Fill(&[("words", "Since May.")]), 16),
    Row(Get, paths::REFERRAL_OFFER, W, Open(""), 12),
    Row(
        Post,
        paths::REFERRAL_OFFER,
        W,
        Fill(&[("on-day", "1"), ("on-month", "12"), ("on-year", "2026")]),
        15,
    ),
    Row(Get, paths::REFERRAL_BOOK, W, Open(""), 17),
    Row(Post, paths::REFERRAL_BOOK, W, Fill(SLOT), 21),
    Row(Post, paths::REFERRAL_WARNING, W, Press(""), 13),
    Row(Get, paths::REFERRAL_AMEND, P, Open(""), 12),
    Row(
        Post,
        paths::REFERRAL_AMEND,
        P,
        Fill(&[("part", "asks"), ("new", "Please assess at home."), ("why", "Cannot travel.")]),
        14,
    ),
    Row(Get, paths::PERSON_APPOINTMENTS, P, Open(""), 11),
    Row(Get, paths::APPOINTMENT_NEW, P, Open(""), 13),
    Row(Post, paths::APPOINTMENT_NEW, P, Fill(SLOT), 10),
    Row(Get, paths::APPOINTMENT, P, Open(""), 10),
    Row(Get, paths::APPOINTMENT_RECORD, P, Open(""), 11),
    Row(Post, paths::APPOINTMENT_RECORD, P, Fill(&[("attendance", "yes")]), 13),
    Row(Get, paths::APPOINTMENT_CORRECT, P, Open(""), 11),
    Row(Post, paths::APPOINTMENT_CORRECT, P, Fill(CORRECTED), 19),
    Row(Get, paths::APPOINTMENT_MOVE, P, Open(""), 11),
    Row(Post, paths::APPOINTMENT_MOVE, P, Fill(SLOT), 18),
    Row(Get, paths::APPOINTMENT_CALL_OFF, P, Open(""), 11),
    Row(Post, paths::APPOINTMENT_CALL_OFF, P, Fill(&[("asked_by", "person"), ("why", "Work.")]), 14),
    Row(Get, paths::APPOINTMENT_FEEDBACK, W, Open(""), 13),
    Row(
        Post,
        paths::APPOINTMENT_FEEDBACK,
        W,
        Fill(&[("engagement", "well"), ("fit", "fits"), ("progress", "same"), ("standard", "met")]),
        15,
    ),
    Row(Get, paths::DAY_SHEET, P, Open(""), 10),
    Row(Get, paths::PATHWAYS, C, Open(""), 3),
    Row(Get, paths::PATHWAY, C, Open(""), 6),
    Row(Get, paths::PATHWAY_REVIEW, C, Open(""), 6),
    Row(
        Post,
        paths::PATHWAY_REVIEW,
        C,
        Fill(&[
            ("due", "2027-01-01"),
            ("on-day", "24"),
            ("on-month", "11"),
            ("on-year", "2026"),
            ("words", "All is well."),
            ("amend", "no"),
        ]),
        14,
    ),
    Row(Get, paths::REFERRAL_DECLINE, W, Open(""), 12),
    Row(Post, paths::REFERRAL_DECLINE, W, Fill(&[("reason", "no_capacity")]), 17),
    Row(Get, paths::REFERRAL_WITHDRAW, P, Open(""), 12),
    Row(Post, paths::REFERRAL_WITHDRAW, P, Fill(&[("reason", "ANO")]), 16),
    Row(Post, paths::NOTICE_SEE, P, Plain, 2),
    Row(Post, paths::NOTICE_UNSEE, P, Plain, 2),
    Row(Get, paths::MY_ACCOUNT, P, Open(""), 2),
    Row(Get, paths::MY_DIGEST, P, Open(""), 2),
    Row(Post, paths::MY_DIGEST, P, Fill(&[("wanted", "yes"), ("time", "08:00")]), 3),
    Row(Get, paths::MY_SESSIONS, P, Open(""), 2),
    Row(Post, paths::MY_SESSION_END, P, Plain, 2),
    Row(Get, paths::MY_PASSWORD, P, Open(""), 1),
    Row(Get, paths::MY_SECOND_FACTOR, P, Open(""), 1),
    Row(Get, paths::MY_RECOVERY_CODES, P, Open(""), 1),
    Row(Get, paths::ACCOUNTS, A, Open(""), 2),
    Row(Get, paths::INVITE, A, Open(""), 2),
    Row(Post, paths::INVITE, A, Fill(INVITED), 7),
    Row(Get, paths::INVITATION, Nobody, Open(""), 1),
    Row(Post, paths::INVITATION, Nobody, Fill(&[("password", NEW), ("new", NEW)]), 15),
    Row(Get, paths::ACCOUNT, A, Open(""), 2),
    Row(Get, paths::ACCOUNT_ROLES, A, Open(""), 2),
    Row(Post, paths::ACCOUNT_ROLES, A, Fill(&[("roles", "team_manager")]), 6),
    Row(Post, paths::ACCOUNT_REINVITE, A, Press(""), 9),
    Row(Get, paths::ACCOUNT_CLOSE, A, Open(""), 2),
    Row(Post, paths::ACCOUNT_CLOSE, A, Fill(&[]), 7),
    Row(Get, api::OPENAPI, Nobody, Open(""), 0),
    Row(Get, api::ME, API, Open(""), 1),
    Row(Get, api::MY_WORK, API, Open(""), 14),
    Row(Get, api::MY_WAITING, API, Open(""), 6),
    Row(Get, api::MY_NEW, API, Open(""), 5),
    Row(Get, api::MY_DUE, API, Open(""), 5),
    Row(Get, api::TEAM, Program(Part::Manager), Open(""), 5),
    Row(Get, api::TEAM_DUTIES, Program(Part::Manager), Open(""), 7),
    Row(Get, api::CASELOAD, API, Open(""), 4),
    Row(Get, api::REPEAT_CONTACTS, API, Open("?agencies=1&contacts=1"), 9),
    Row(Get, api::PEOPLE, API, Open("?q=crane"), 7),
    Row(Post, api::PEOPLE, API, Json(PERSON), 7),
    Row(Get, api::PERSON, API, Open(""), 15),
    Row(Put, api::PERSON_IDENTITY, API, Json(IDENTITY), 17),
    Row(Get, api::POSSIBLE_DUPLICATES, API, Open(""), 13),
    Row(Get, api::JOINED_PAIRS, API, Open(""), 12),
    Row(Get, api::REVIEWER_AGREEMENT, API, Open(""), 9),
    Row(Get, api::IDENTITY_REVIEW, API, Open(""), 23),
    Row(Get, api::SAME_PERSON, API, Open(""), 12),
    Row(
        Post,
        api::IDENTITY_REVIEW,
        API,
        Json(r#"{"other":"TWIN","version":1,"verdict":"undone","reason":"Too early."}"#),
        20,
    ),
    Row(Get, api::PERSON_TIMELINE, API, Open(""), 7),
    Row(Get, api::PERSON_REFERRALS, API, Open(""), 8),
    Row(Get, api::PERSON_SHARING, API, Open(""), 9),
    Row(Get, api::PERSON_WHO_SEES, API, Open(""), 20),
    Row(Get, api::PERSON_WHY, API, Open(""), 14),
    Row(Post, api::PERSON_NOTES, API, Json(r#"{"text":"Came on time."}"#), 6),
    Row(Post, api::NOTE_MOVES, API, Json(r#"{"note":"NOTE","to":"TWIN","reason":"Same name."}"#), 12),
    Row(Get, api::SERVICES, API, Open(""), 2),
    Row(Post, api::REFERRALS, API, Json(REFERRAL), 10),
    Row(Get, api::INBOX_ANSWERED, PROVIDER, Open(""), 9),
    Row(Get, api::INBOX, PROVIDER, Open(""), 7),
    Row(Get, api::REFERRAL, PROVIDER, Open(""), 11),
    Row(Post, api::REFERRAL_RECEIVE, PROVIDER, Json(""), 14),
    Row(Post, api::REFERRAL_ACCEPT, PROVIDER, Json(""), 20),
    Row(Post, api::REFERRAL_BEGIN, PROVIDER, Json(""), 15),
    Row(Post, api::REFERRAL_CONCLUDE, PROVIDER, Json(r#"{"reason":"completed"}"#), 14),
    Row(Post, api::REFERRAL_WAITLIST, PROVIDER, Json(r#"{"day":"2027-02-01"}"#), 15),
    Row(Post, api::REFERRAL_ASK, PROVIDER, Json(r#"{"words":"Since when?"}"#), 16),
    Row(Post, api::REFERRAL_GIVE, API, Json(r#"{"words":"Since May."}"#), 15),
    Row(Post, api::REFERRAL_OFFER, PROVIDER, Json(r#"{"day":"2026-12-01"}"#), 14),
    Row(Post, api::REFERRAL_BOOK, PROVIDER, Json(SLOT_JSON), 20),
    Row(Post, api::REFERRAL_WARNING, PROVIDER, Json(""), 13),
    Row(
        Post,
        api::REFERRAL_AMEND,
        API,
        Json(r#"{"part":"asks","new":"Please assess at home.","why":"Cannot travel."}"#),
        13,
    ),
    Row(Get, api::PERSON_APPOINTMENTS, API, Open(""), 11),
    Row(
        Post,
        api::PERSON_APPOINTMENTS,
        API,
        Json(r#"{"slot":{"day":"2026-12-01","time":"10:30","minutes":30,"place":"Office"}}"#),
        7,
    ),
    Row(Get, api::APPOINTMENT, API, Open(""), 10),
    Row(Post, api::APPOINTMENT_RECORD, API, Json(r#"{"attendance":"yes"}"#), 12),
    Row(
        Post,
        api::APPOINTMENT_CORRECT,
        API,
        Json(r#"{"outcome":{"attendance":"no"},"why":"Mixed up."}"#),
        27,
    ),
    Row(
        Post,
        api::APPOINTMENT_MOVE,
        API,
        Json(
            r#"{"asked_by":"person","why":"Work.","slot":{"day":"2026-12-01","time":"10:30","minutes":30,"place":"Office"}}"#,
        ),
        17,
    ),
    Row(Post, api::APPOINTMENT_CALL_OFF, API, Json(r#"{"asked_by":"person","why":"Work."}"#), 22),
    Row(
        Post,
        api::APPOINTMENT_FEEDBACK,
        PROVIDER,
        Json(r#"{"engagement":"well","fit":"fits","progress":"same","standard":"met"}"#),
        14,
    ),
    Row(Get, api::DAY_SHEET, API, Open(""), 10),
    Row(Get, api::PATHWAY, COORDINATOR, Open(""), 7),
    Row(
        Post,
        api::PATHWAY_REVIEW,
        COORDINATOR,
        Json(r#"{"due":"2027-04-01","on":"2026-11-24","words":"All is well."}"#),
        9,
    ),
    Row(Post, api::REFERRAL_DECLINE, PROVIDER, Json(r#"{"reason":"no_capacity"}"#), 16),
    Row(Post, api::REFERRAL_WITHDRAW, API, Json(r#"{"reason":"ANO"}"#), 15),
    Row(Get, api::TOKENS, P, Open(""), 3),
    Row(Post, api::TOKENS, P, Json(TOKEN), 9),
    Row(Post, api::TOKEN_REVOKE, P, Json(""), 5),
    Row(Get, paths::SIGN_IN, Nobody, Open(""), 0),
    Row(Post, paths::SIGN_IN, Nobody, Fill(&[("email", "olu@police.example"), ("password", PASSWORD)]), 8),
    Row(Get, paths::SIGN_IN_CODE, Nobody, Open(""), 1),
    Row(Post, paths::SIGN_IN_CODE, Nobody, Fill(&[("code", "")]), 11),
    Row(Post, paths::MY_RECOVERY_CODES, OUT, Fill(&[("present", PASSWORD)]), 11),
    Row(Post, paths::MY_OTHER_SESSIONS, OUT, Plain, 2),
    Row(Post, paths::MY_SECOND_FACTOR, OUT, Fill(&[("present", PASSWORD)]), 13),
    Row(Post, paths::MY_PASSWORD, OUT, Fill(&[("present", PASSWORD), ("new", NEW), ("again", NEW)]), 11),
    Row(Post, paths::SIGN_OUT, OUT, Plain, 2),
];
