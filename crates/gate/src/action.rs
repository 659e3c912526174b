//! What people do, as exactly as the use-cases say it. Never "is a manager".

use domain::codes;

codes! {
    /// An action that a use-case asks leave for.
    Action {
        CreatePerson = "create_person", "Create a person's record";
        EditIdentity = "edit_identity", "Correct a person's identity";
        AddNote = "add_note", "Add a note";
        MakeReferral = "make_referral", "Make a referral";
        ReceiveReferral = "receive_referral", "Mark a referral as received";
        AcceptReferral = "accept_referral", "Accept a referral";
        DeclineReferral = "decline_referral", "Decline a referral";
        WithdrawReferral = "withdraw_referral", "Withdraw a referral";
        BeginReferral = "begin_referral", "Record that a service has begun";
        ConcludeReferral = "conclude_referral", "Conclude a referral";
        ArrangeMeeting = "arrange_meeting", "Arrange, move or call off a meeting";
        RecordMeeting = "record_meeting", "Record a meeting that was held";
        CloseAction = "close_action", "End an action";
        SearchPeople = "search_people", "Search for people";
        SeeInbox = "see_inbox", "See the agency's referral inbox";
        SeeCaseload = "see_caseload", "See one's own caseload";
        SeeWhoLooked = "see_who_looked", "See who has looked at a record";
        ManageAccounts = "manage_accounts", "Manage the agency's accounts";
        ManageAgencies = "manage_agencies", "Manage agencies and the installation";
    }
}

/// Why an action is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Forbidden {
    /// The role may never do this, to anything.
    #[error("this role may never do that")]
    Role,
    /// The role may, but nothing relates the viewer to this person: answered as if absent.
    #[error("nothing relates the viewer to this record")]
    Reach,
}
