//! The way to each page of accounts and invitations, for the table of pages.

use crate::browser_tables::{
    ACCOUNT, Page, Step,
    Step::{Fill, Open, OpenShown, Present, Press, Tick},
};
use web::paths;

/// Pages of somebody who looks after accounts, and everybody's own.
pub const ADMINISTRATOR: &[Page] = &[
    Page(paths::MY_WORK, &[Open("/my-work")], "My work"),
    Page(paths::ACCOUNTS, &[Open("/accounts")], "Accounts"),
    Page(paths::INVITE, &[Open("/accounts/invite")], "Invite a colleague"),
    Page(paths::INVITE, &[Open("/accounts/invite"), Press("Make an invitation")], "Invite a colleague"),
    Page(paths::INVITE, INVITED, "Hand this link over"),
    Page(paths::ACCOUNT, &[Open("/accounts"), ACCOUNT], ""),
    Page(paths::ACCOUNT_ROLES, &[Open("/accounts"), ACCOUNT, Press("Change roles")], "Change roles"),
    Page(
        paths::ACCOUNT_CLOSE,
        &[Open("/accounts"), ACCOUNT, Press("Close this account")],
        "Close this account?",
    ),
    Page(paths::MY_ACCOUNT, &[Open("/my-account")], "My account"),
    Page(paths::MY_SESSIONS, &[Open("/my-account/sessions")], "Where you are signed in"),
    Page(paths::MY_PASSWORD, &[Open("/my-account/password")], "Change your password"),
    Page(
        paths::MY_PASSWORD,
        &[Open("/my-account/password"), Press("Change password")],
        "Change your password",
    ),
    Page(paths::MY_SECOND_FACTOR, &[Open("/my-account/second-factor")], "Set up a new second factor"),
    Page(paths::MY_RECOVERY_CODES, &[Open("/my-account/recovery-codes")], "Replace your recovery codes"),
    Page(
        paths::MY_RECOVERY_CODES,
        &[
            Open("/my-account/recovery-codes"),
            Present("Agency administrator"),
            Press("Make new recovery codes"),
        ],
        "Keep your recovery codes",
    ),
    Page(
        paths::INVITATION,
        &[
            Open("/accounts/invite"),
            Fill("Name", "Jo Joiner"),
            Fill("Work email address", "jo.joiner@probation.example"),
            Tick("Team manager"),
            Press("Make an invitation"),
            OpenShown("main .tc-code"),
        ],
        "",
    ),
];

const INVITED: &[Step] = &[
    Open("/accounts/invite"),
    Fill("Name", "Jan Joiner"),
    Fill("Work email address", "jan.joiner@probation.example"),
    Tick("Team manager"),
    Press("Make an invitation"),
];
