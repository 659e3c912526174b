//! What is new on somebody's desk, as a code: the words about the person are read where the notice leads.

use crate::codes;

codes! {
    /// What happened, as a desk says it. The first are steps of a referral, under the codes of those steps.
    NoticeKind {
        ReferralSent = "send", "A referral was sent";
        ReferralReceived = "receive", "Your referral was received";
        ReferralAccepted = "accept", "Your referral was accepted";
        ReferralDeclined = "decline", "Your referral was declined";
        ReferralWithdrawn = "withdraw", "The referral was withdrawn";
        ReferralBegun = "begin", "The service you referred to has begun";
        ReferralConcluded = "conclude", "The service you referred to has ended";
        ReferralAsked = "ask", "The service asks for more information";
        ReferralAnswered = "give", "The information that you asked for was given";
        ReferralWaitlisted = "waitlist", "Your referral is on the waiting list";
        ReferralOffered = "offer", "A first appointment was offered";
        ReferralBooked = "book", "The first appointment is booked";
        ReferralAmended = "amend", "A referral to you was amended";
        FeedbackGiven = "feedback", "Feedback on a session";
        Absence = "absence", "An absence was reported";
        Behaviour = "behaviour", "Behaviour at an appointment was reported";
        Concern = "concern", "A concern was reported at an appointment";
        Corrected = "corrected", "Something that you had read was corrected";
        AppointmentMoved = "appointment_moved", "An appointment was moved";
        QuestionAnswered = "question_answered", "Your question was answered";
        QuestionDeclined = "question_declined", "Your question was declined";
        LimitedOpened = "limited_opened", "A record with limited access was opened";
        DisclosureMade = "disclosure_made", "Part of a record is open to your agency";
        DisclosureRefused = "disclosure_refused", "The second person refused a disclosure";
        SpeakFirst = "speak_first", "Speak to a colleague before your next appointment";
        OutcomeCorrected = "outcome_corrected", "What was recorded of an appointment was corrected";
    }
}
