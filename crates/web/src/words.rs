//! The sentences of staff pages that more than one page says, and how dates and times read.

use app::people::{List, NEWEST};
use domain::codes;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

codes! {
    /// What has just been done, as the next page says it.
    Said {
        SignedOut = "signed-out", "You have signed out.";
        PasswordChanged = "password-changed", "Your password is changed. Your other sessions have ended.";
        DigestSet = "digest-set", "Your digest is set.";
        SessionEnded = "session-ended", "The session has ended.";
        OthersEnded = "others-ended", "All your other sessions have ended.";
        RolesChanged = "roles-changed", "The roles are changed. They count from now on.";
        AccountClosed = "account-closed", "The account is closed. Its sessions and tokens have ended.";
        AccountReady = "account-ready", "Your account is ready. Sign in with your email address and new password.";
        PersonCreated = "person-created", "The record is made. You are on the person’s team.";
        IdentityCorrected = "identity-corrected", "The identity is corrected.";
        NoteMoved = "note-moved", "The note is moved. Both records tell it.";
        IdentityDecided = "identity-decided", "The decision is kept with both records.";
        CourtListLoaded = "court-list-loaded", "The list is loaded.";
        CourtListLoading = "court-list-loading", "The list is being loaded. This page tells when it is.";
        CourtDecided = "court-decided", "The decision is kept.";
        CourtMoved = "court-moved", "The entry is moved. Both records tell it.";
        NoteAdded = "note-added", "The note is saved.";
        ReferralSent = "referral-sent", "The referral is sent.";
        ReferralReceived = "referral-received", "The referral is marked as received.";
        ReferralAccepted = "referral-accepted", "The referral is accepted. You are on the person’s team.";
        ReferralDeclined = "referral-declined", "The referral is declined. The referrer is told why.";
        ReferralWithdrawn = "referral-withdrawn", "The referral is withdrawn.";
        ReferralBegun = "referral-begun", "It is recorded that the service has begun.";
        ReferralConcluded = "referral-concluded", "The referral is concluded.";
        ReferralWaitlisted = "referral-waitlisted", "The referral is on the waiting list. The referrer is told.";
        ReferralAsked = "referral-asked", "Your question is sent to the referrer.";
        ReferralAnswered = "referral-answered", "The information is sent to the service.";
        ReferralOffered = "referral-offered", "The offer is recorded.";
        ReferralBooked = "referral-booked", "The first appointment is booked.";
        ReferralAmended = "referral-amended", "The referral is amended. The service is told.";
        WarningRead = "warning-read", "It is recorded that you have read the warning.";
        AppointmentBooked = "appointment-booked", "The appointment is booked.";
        AppointmentMoved = "appointment-moved", "The appointment is moved. The old one is kept.";
        AppointmentCalledOff = "appointment-called-off", "The appointment is called off.";
        AttendanceRecorded = "attendance-recorded", "Attendance is recorded.";
        AttendanceCorrected = "attendance-corrected", "The outcome is corrected. What was recorded before is kept.";
        FeedbackGiven = "feedback-given", "The feedback is saved, and with whoever supervises.";
        ReviewHeld = "review-held", "The review is recorded.";
        PathwayAmended = "pathway-amended", "The review is recorded, with a new version of the pathway.";
        MeetingArranged = "meeting-arranged", "The meeting is arranged. It is on the desks of those who were asked.";
        MeetingMoved = "meeting-moved", "The meeting is moved.";
        MeetingCancelled = "meeting-cancelled", "The meeting is called off. What was due stays due.";
        MeetingHeld = "meeting-held", "The meeting is recorded.";
        MeetingIncomplete = "meeting-incomplete", "The meeting is recorded. Not all three were there, so it does not count and is still due.";
        ActionEnded = "action-ended", "The action is ended.";
        AuditGiven = "audit-given", "The answers are kept.";
        ConsentKept = "consent-kept", "The answer is kept.";
        ConsentWithdrawn = "consent-withdrawn", "It is recorded that the consent was taken back. Nothing rests on it from now on.";
        PaperKept = "paper-kept", "The assessment on paper is kept.";
        RefusalKept = "refusal-kept", "The refusal is kept, and nothing else.";
        NotAskedKept = "not-asked-kept", "It is recorded that nobody asked.";
        ScreeningKept = "screening-kept", "What was found is kept.";
        RecommendationKept = "recommendation-kept", "The recommendation is kept.";
        OutcomeKept = "outcome-kept", "The outcome is kept.";
        AlertRead = "alert-read", "The alert is marked as read.";
        WayInKept = "way-in-kept", "The person is in.";
        WayInReferred = "way-in-referred", "The person is in, and referred. You will hear what becomes of it.";
        OrderRecorded = "order-recorded", "The order is recorded. Leads, meetings and all that is due are laid down.";
        OrderStepped = "order-stepped", "The step is recorded.";
        RequirementStepped = "requirement-stepped", "The requirement is brought up to date.";
        LeadSet = "lead-set", "The lead is set.";
        CadenceSet = "cadence-set", "The cadence of joint meetings is changed.";
        FailureRecorded = "failure-recorded", "The failure is recorded. It waits for a decision.";
        FailureStepped = "failure-stepped", "The decision is recorded.";
        AgenciesTold = "agencies-told", "Every agency that goes on has been told.";
        EndAcknowledged = "end-acknowledged", "Your agency has acknowledged that probation’s part ends.";
        OutcomeRecorded = "outcome-recorded", "The outcome is recorded.";
        HandoverWritten = "handover-written", "The page is written. Print it for the person.";
        HandedOver = "handed-over", "The person is handed over. You see here whether probation has taken them on.";
        HandoverAnswered = "handover-answered", "The handover is answered. The team that handed over sees it.";
        HandoverWithdrawn = "handover-withdrawn", "The handover is withdrawn.";
        OrderEnded = "order-ended", "The order has ended. Every agency that goes on has been told.";
        AgreementDrafted = "agreement-drafted", "The draft is begun. Go through its parts.";
        AgreementSaved = "agreement-saved", "The draft is changed.";
        AgreementSubmitted = "agreement-submitted", "The agreement is with its parties for review. It stands still from now on.";
        AgreementRemarked = "agreement-remarked", "The remark is kept.";
        AgreementReturned = "agreement-returned", "The agreement is sent back for changes.";
        AgreementSigned = "agreement-signed", "You have signed. Other signatures are missing.";
        AgreementMade = "agreement-made", "You have signed. Every party has signed now.";
        AgreementStepped = "agreement-stepped", "The step is recorded.";
        RiskRaised = "risk-raised", "The flag is raised.";
        RiskRaisedMeetings = "risk-raised-meetings", "The flag is raised. Joint meetings of your agency’s orders are more frequent from now on.";
        RiskRaisedAlone = "risk-raised-alone", "The flag is raised. No joint meeting is more frequent because of it: your agency leads no order here, or its meetings are frequent already. Tell whoever leads the order.";
        CaseworkBegun = "casework-begun", "It is begun. What is due now stands on your desk.";
        CaseworkStepped = "casework-stepped", "The step is recorded.";
        StrandBegun = "strand-begun", "The strand is begun. Agree its first step.";
        StepAgreed = "step-agreed", "The step is agreed. It stands on the desk of whoever sees to it.";
        StepRecorded = "step-recorded", "What became of the step is recorded.";
        ProgressRecorded = "progress-recorded", "The progress is recorded.";
        StrandClosed = "strand-closed", "The strand is closed. Its history stays.";
        ProvisionBegun = "provision-begun", "It is recorded. Add to it as it comes.";
        ProvisionStepped = "provision-stepped", "The step is recorded.";
        HubOpened = "hub-opened", "The hub is open. Its agencies can propose people to its list.";
        HubSet = "hub-set", "The hub is set anew.";
        PanelMet = "panel-met", "The meeting is recorded. The day of the next one follows from it.";
        YearCounted = "year-counted", "The year is counted.";
        ListingProposed = "listing-proposed", "The panel is asked. Your agency counts as for it.";
        ListingOverFull = "listing-over-full", "The panel is asked. As far as you can see, the hub has no place left: one more is one too many.";
        ListingStepped = "listing-stepped", "It is recorded.";
        PlanViewed = "plan-viewed", "What the person says of the plan is recorded.";
        RiskReviewed = "risk-reviewed", "The review is recorded.";
        ScoreRecorded = "score-recorded", "The score is recorded, with what was put in. It decides nothing.";
        ConvictionRecorded = "conviction-recorded", "The conviction is recorded.";
        ConvictionCorrected = "conviction-corrected", "The conviction is corrected. What was recorded before stays in its history.";
        ConvictionRemoved = "conviction-removed", "The conviction is taken off the record. Its history stays.";
        RecipientAdded = "recipient-added", "The relationship is recorded.";
        SummaryWritten = "summary-written", "The summary is kept, in the words that you looked at. Show it to the person next.";
        SummaryStepped = "summary-stepped", "The step is recorded.";
        SummaryIssued = "summary-issued", "The letter is issued. Print it.";
        TurnedDownRecorded = "turned-down-recorded", "It is recorded that the application was turned down.";
        QuestionSent = "question-sent", "The question is sent. The answer comes to your desk.";
        QuestionReplied = "question-replied", "Your reply is kept. Whoever asked has it on their desk.";
        DisclosureMade = "disclosure-made", "The disclosure is made, up to its last day.";
        DisclosureWaits = "disclosure-waits", "The disclosure waits for a second person.";
        DisclosureStepped = "disclosure-stepped", "The step is recorded.";
        EmergencyOpened = "emergency-opened", "The record is open to you. It closes by itself, and somebody else will review it.";
        EmergencyEnded = "emergency-ended", "Emergency access has ended.";
        EmergencyReviewed = "emergency-reviewed", "The review is recorded.";
        AccessLimited = "access-limited", "From now on only the people on the list can open the record.";
        LimitLifted = "limit-lifted", "The limit is lifted.";
        StaffBarred = "staff-barred", "Your colleague can no longer open the record. What was due from them is the team’s.";
        KeptApart = "kept-apart", "Whoever works with that person no longer finds this record.";
        ApartEnded = "apart-ended", "The record no longer has to be kept apart from that person’s team.";
        TeamWarned = "team-warned", "Those who work with that person were told whom to speak to, and nothing else.";
        StaffReadmitted = "staff-readmitted", "Your colleague can open the record again.";
        RoomEntered = "room-entered", "You are signed in to the meeting.";
        RoomLeft = "room-left", "You have left the meeting. What you brought is closed.";
        CopyAsked = "copy-asked", "The request is kept. Its clock and what it holds are below.";
        CopyStepped = "copy-stepped", "The step is recorded.";
        NoteCorrected = "note-corrected", "The correction is kept, and stands with the note. Agencies that had read it are told.";
        CorrectionAcknowledged = "correction-acknowledged", "It is recorded that your agency’s records are right.";
        LooksDrawn = "looks-drawn", "The share is drawn. What was drawn waits for review below.";
        LookReviewed = "look-reviewed", "The review is kept.";
        HoldChanged = "hold-changed", "The hold is recorded.";
        WorkEnded = "work-ended", "It is recorded that nobody works with this person any more.";
        ScheduleSet = "schedule-set", "The schedule is set. It takes the place of the one before on its first day.";
        DisposalProposed = "disposal-proposed", "The disposal waits for a second person.";
        DisposalRefused = "disposal-refused", "The disposal is refused. The record stays.";
        RecordsDisposed = "records-disposed", "The record is disposed of. The certificate is below.";
        MistakeReported = "mistake-reported", "Thank you for reporting it. Your information governance lead sees it now.";
        MistakeStepped = "mistake-stepped", "The step is recorded.";
        ActsFor = "acts-for", "From now on you act for the agency that is named below the menu.";
        SecondmentProposed = "secondment-proposed", "The secondment is proposed. It opens nothing until the other agency has agreed.";
        SecondmentStepped = "secondment-stepped", "The step is recorded.";
        DepartureRecorded = "departure-recorded", "The last day is recorded. Nothing ends before that day is over.";
        DepartureItemReady = "departure-item-ready", "It is noted as ready to be passed on.";
        DepartureCalledOff = "departure-called-off", "It is called off.";
        NoticeSeen = "notice-seen", "The notice is off your desk.";
        NoticeBack = "notice-back", "The notice is back on your desk.";
        FormStale = "form-stale", "The form was open for too long. Check what you typed and send it again.";
    }
}

/// What a form says that was cut short by the end of a session.
pub const KEPT: &str = "We kept what you typed. Check it and send it again.";

/// A day as every page shows it: "Tue 3 Mar 2026".
pub fn day(day: Date) -> String {
    day.strftime("%a %-d %b %Y").to_string()
}

/// An instant in local time: "Tue 3 Mar 2026, 14:05".
pub fn moment(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%a %-d %b %Y, %H:%M").to_string()
}

/// How far a day is from today, to stand beside the day itself: "today", "in 3 days", "2 days ago".
pub fn near(day: Date, today: Date) -> String {
    let days = day.duration_since(today).as_hours() / 24;
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        61.. => format!("in {} months", (days * 12 + 183) / 365),
        2.. => format!("in {days} days"),
        ..-60 => format!("{} months ago", (days.unsigned_abs() * 12 + 183) / 365),
        _ => format!("{} days ago", days.unsigned_abs()),
    }
}

/// A time to wait: "45 seconds", "2 minutes".
pub fn wait(seconds: u64) -> String {
    match seconds {
        0..=1 => "1 second".to_owned(),
        2..=89 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

/// A count with its noun: "1 person", "12 people", "1,204 people".
pub fn count(number: u64, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {noun}", thousands(number))
}

/// A number that was counted up to `most` only: "100 or more" when it is that.
pub fn up_to(number: u64, most: u32) -> String {
    let or_more = if number < u64::from(most) { "" } else { " or more" };
    format!("{}{or_more}", thousands(number))
}

/// Which lists of a record are longer than what is shown of them: "Showing the newest 50 risk flags."
pub fn only_newest(cut: &[List]) -> Vec<String> {
    cut.iter().map(|list| format!("Showing the newest {NEWEST} {list}.")).collect()
}

/// A number with commas between thousands.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_list_that_is_cut_short_says_so() {
        let said = only_newest(&[List::Risks, List::Orders]);
        assert_eq!(said, ["Showing the newest 50 risk flags.", "Showing the newest 50 orders."]);
    }

    #[test]
    fn a_count_that_ended_at_its_limit_says_so() {
        assert_eq!(up_to(99, 100), "99");
        assert_eq!(up_to(100, 100), "100 or more");
    }

    #[test]
    fn dates_read_as_on_every_page() {
        assert_eq!(day(date(2026, 3, 3)), "Tue 3 Mar 2026");
        let at: Timestamp = "2026-06-30T13:05:00Z".parse().unwrap();
        assert_eq!(moment(at, &domain::calendar::london()), "Tue 30 Jun 2026, 14:05");
    }

    #[test]
    fn days_near_today_read_as_people_say_them() {
        let today = date(2026, 3, 3);
        let said = |day| near(day, today);
        assert_eq!(
            (said(today), said(date(2026, 3, 4)), said(date(2026, 3, 2))),
            ("today".into(), "tomorrow".into(), "yesterday".into())
        );
        assert_eq!(
            (said(date(2026, 4, 1)), said(date(2026, 2, 1))),
            ("in 29 days".into(), "30 days ago".into())
        );
        assert_eq!(
            (said(date(2026, 12, 3)), said(date(2025, 3, 3))),
            ("in 9 months".into(), "12 months ago".into())
        );
    }

    #[test]
    fn waits_and_counts_read_as_people_say_them() {
        assert_eq!(
            (wait(1), wait(45), wait(90), wait(900)),
            ("1 second".into(), "45 seconds".into(), "2 minutes".into(), "15 minutes".into())
        );
        assert_eq!(count(1, "person", "people"), "1 person");
        assert_eq!(count(1_234_567, "person", "people"), "1,234,567 people");
    }
}
