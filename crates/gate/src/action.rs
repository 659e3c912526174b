//! What people do, as exactly as the use-cases say it. Never "is a manager".

use domain::codes;

codes! {
    /// An action that a use-case asks leave for.
    Action {
        CreatePerson = "create_person", "Create a person's record";
        EditIdentity = "edit_identity", "Correct a person's identity";
        ReviewIdentity = "review_identity", "See who else a person may be, and decide";
        AddNote = "add_note", "Add a note";
        MoveNote = "move_note", "Move a note to the right person";
        MakeReferral = "make_referral", "Make a referral";
        ReceiveReferral = "receive_referral", "Mark a referral as received";
        AcceptReferral = "accept_referral", "Accept a referral";
        DeclineReferral = "decline_referral", "Decline a referral";
        WithdrawReferral = "withdraw_referral", "Withdraw a referral";
        BeginReferral = "begin_referral", "Record that a service has begun";
        ConcludeReferral = "conclude_referral", "Conclude a referral";
        WaitlistReferral = "waitlist_referral", "Put a referral on the waiting list";
        AskAboutReferral = "ask_about_referral", "Ask for more information on a referral";
        ReadWarning = "read_warning", "Read the warning about risk on a referral";
        OfferAppointment = "offer_appointment", "Record the offer of a first appointment";
        BookFirstAppointment = "book_first_appointment", "Book the first appointment of a referral";
        AnswerQuestion = "answer_question", "Give the information that a service asked for";
        AmendReferral = "amend_referral", "Amend a referral after sending";
        BookAppointment = "book_appointment", "Book an appointment";
        MoveAppointment = "move_appointment", "Move an appointment, or call it off";
        RecordAttendance = "record_attendance", "Record attendance";
        SeeAppointments = "see_appointments", "See a person's appointments";
        GiveFeedback = "give_feedback", "Give feedback on a session";
        SeeDaySheet = "see_day_sheet", "See the appointments of a day";
        SeePathways = "see_pathways", "See the pathways of services";
        ReviewPathway = "review_pathway", "Hold a review of a pathway, and amend it";
        ArrangeMeeting = "arrange_meeting", "Arrange, move or call off a meeting";
        RecordMeeting = "record_meeting", "Record a meeting that was held";
        CloseAction = "close_action", "End an action";
        EnterPerson = "enter_person", "Enter somebody who comes by another way than court";
        Screen = "screen", "Ask for consent and screen somebody met for the first time";
        Recommend = "recommend", "Recommend to a court, and record what it did";
        GiveAudit = "give_audit", "Give AUDIT";
        KeepPlan = "keep_plan", "Keep the plan of somebody one works with";
        SeeHubs = "see_hubs", "See hubs, and who is on their lists";
        SeeProvision = "see_provision", "See bodies with their seats, and what services do";
        KeepProvision = "keep_provision", "Keep bodies, and what services of one's own agency do";
        KeepHub = "keep_hub", "Open a hub of one's own agency, and set it";
        CountHub = "count_hub", "Count a year of a hub of one's own agency";
        ProposeListing = "propose_listing", "Propose somebody to the list of a hub";
        KeepListing = "keep_listing", "Speak for one's own agency on a hub's list";
        KeepCasework = "keep_casework", "Carry on casework with somebody one works with";
        RaiseRisk = "raise_risk", "Raise a risk flag";
        ReviewRisk = "review_risk", "Review a risk flag of the own agency";
        RecordScore = "record_score", "Record a score of reoffending";
        RecordConsent = "record_consent", "Record a consent, a refusal or a withdrawal";
        ReadAlert = "read_alert", "Say that an alert was read";
        SeeFunnel = "see_funnel", "See what one's own team screened and recommended";
        HandOver = "hand_over", "Hand a person over to probation";
        AnswerHandover = "answer_handover", "Take on somebody handed over, or decline";
        RecordOrder = "record_order", "Record an order";
        AllocateOrder = "allocate_order", "Allocate an order to a practitioner";
        CarryOutOrder = "carry_out_order", "Record steps of an order and its requirements";
        VaryOrder = "vary_order", "Record that the court varied an order";
        TransferOrder = "transfer_order", "Transfer an order to another probation agency";
        EndOrder = "end_order", "End an order, and tell the agencies that go on";
        SetLead = "set_lead", "Set who leads on an activity";
        RaiseCadence = "raise_cadence", "Raise or lower the cadence of joint meetings";
        RecordWillingness = "record_willingness", "Record willingness to comply";
        RecordFailure = "record_failure", "Record a failure to comply";
        DecideFailure = "decide_failure", "Decide on a failure to comply: accept, warn or refer";
        BeginBreach = "begin_breach", "Begin breach proceedings, or not";
        RecordHearing = "record_hearing", "Record what the court found";
        AcknowledgeEnd = "acknowledge_end", "Acknowledge that probation’s part ends";
        SeeLateStarts = "see_late_starts", "See what has not begun in time";
        RecordConviction = "record_conviction", "Record convictions, and see which are spent";
        WriteSummary = "write_summary", "Write a summary for an employer or a landlord, and go through its steps";
        ApproveSummary = "approve_summary", "Approve a summary that somebody else wrote";
        RecordTurnedDown = "record_turned_down", "Record that an application was turned down";
        SeeSummaryFigures = "see_summary_figures", "See how often applications were turned down, and what came of summaries";
        AskQuestion = "ask_question", "Ask another agency a question about a person";
        ReplyToQuestion = "reply_to_question", "Answer a question of another agency, or decline";
        DiscloseOnce = "disclose_once", "Decide on a one-off disclosure of one's own agency's part";
        ConfirmDisclosure = "confirm_disclosure", "Be the second person on a one-off disclosure";
        OpenInEmergency = "open_in_emergency", "Open a record in an emergency";
        ReviewEmergency = "review_emergency", "Review emergency access";
        OpenInMeeting = "open_in_meeting", "Sign in to a meeting, and open one's own agency's part to it";
        LimitAccess = "limit_access", "Limit access to a record to named people";
        WarnTeam = "warn_team", "Tell those who work with somebody to speak to a named person first";
        BarStaff = "bar_staff", "Bar a colleague from a record";
        SearchPeople = "search_people", "Search for people";
        SeeInbox = "see_inbox", "See the agency's referral inbox";
        SeeCaseload = "see_caseload", "See one's own caseload";
        SeeRepeatContacts = "see_repeat_contacts", "See who is in contact with several services";
        GetDigest = "get_digest", "Get an email that counts what waits on one's own desk";
        SeeTeamWork = "see_team_work", "See what one's own team has to do";
        SeeWhoLooked = "see_who_looked", "See who has looked at a record";
        LoadCourtList = "load_court_list", "Load a court list";
        WorkCourtList = "work_court_list", "Work the court list";
        DecideCourtMatch = "decide_court_match", "Decide whose an entry of the court list is";
        MoveCourtEntry = "move_court_entry", "Move an entry to the right person";
        SeeAgreements = "see_agreements", "See agreements to share";
        DraftAgreement = "draft_agreement", "Draft an agreement for one's own agency";
        ManageAgreement = "manage_agreement", "Send an agreement for review, suspend, review or end it";
        SignAgreement = "sign_agreement", "Sign an agreement whose signatory one is";
        SeeMatrix = "see_matrix", "See what agencies may see under the agreements in force";
        HandleAccessRequest = "handle_access_request", "Put together a copy of a record for its person";
        CheckAccessRequest = "check_access_request", "Check a copy that somebody else put together";
        TakeCorrection = "take_correction", "Read what one's own agency was told of corrections, and acknowledge it";
        SeeRetention = "see_retention", "See what one's own agency may dispose of, and what it disposed of";
        HoldRecord = "hold_record", "Place a legal hold on a record, and end it";
        ProposeDisposal = "propose_disposal", "Propose that a record is disposed of";
        ConfirmDisposal = "confirm_disposal", "Be the second person on a disposal";
        SetRetention = "set_retention", "Set how long one's own agency keeps records";
        ReportMistake = "report_mistake", "Report a disclosure that was a mistake";
        HandleMistake = "handle_mistake", "Keep the register of disclosures that were mistakes";
        ReviewLooks = "review_looks", "Review looks of one's own agency's staff";
        CheckAgreements = "check_agreements", "Check all agreements of the partnership";
        ArrangeSecondment = "arrange_secondment", "Propose a secondment, agree to one, or end it";
        RecordDeparture = "record_departure", "Record the last day of an agency or of a service, and who takes over";
        PrepareDeparture = "prepare_departure", "Go through what is open before the agency’s last day, and say what is ready";
        SeeDeparture = "see_departure", "See when an agency leaves, and how much it has open";
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
