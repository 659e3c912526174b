//! Every address of the product, once: the template that the router knows, and the function that fills it.
//!
//! No other file writes a path as a literal, so an address changes in one place and a broken link does not compile.

use domain::ids::{
    AccessRequestId, AccountId, ActionId, AgreementId, AppointmentId, AuditId, CaseHandoverId, ConsentId,
    ConvictionId, CorrectionId, CourtEntryId, CourtFeedId, DepartureId, DisclosureId, DisposalId, DutyId,
    FailureId, FirstContactId, LedgerId, MeetingId, MistakeId, NoticeId, OpeningId, OrderId, PersonId,
    PieceId, QuestionId, RecommendationId, ReferralId, RiskFlagId, ScopeId, ScoreId, ScreeningId,
    SecondmentId, ServiceId, SessionId, StrandId, SummaryId, TokenId,
};

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
    /// Bodies with which the agency has a relationship of trust.
    RECIPIENTS = "/recipients";
    /// Write a relationship down.
    RECIPIENT_NEW = "/recipients/new";
    /// When a conviction is spent, and the fixed words of summaries.
    SUMMARY_RULES = "/summary-rules";
    /// What receipts keep back.
    RECEIPT_RULES = "/receipt-rules";
    /// By which signs looks are found unusual.
    SIGN_RULES = "/access-reviews/rules";
    /// How often applications were turned down, and what came of summaries.
    SUMMARY_FIGURES = "/summary-figures";
    /// People in contact with several services.
    REPEAT_CONTACTS = "/repeat-contacts";
    /// What has not begun.
    LATE_STARTS = "/late-starts";
    /// What one's own agency was told of corrections.
    CORRECTIONS = "/corrections";
    /// Looks of one's own agency that wait for review.
    LOOK_REVIEWS = "/access-reviews";
    /// Draw a month's share of looks.
    LOOK_DRAW = "/access-reviews/draw";
    /// What one's own agency may dispose of, and what it disposed of.
    RETENTION = "/retention";
    /// How long one's own agency keeps records.
    RETENTION_SCHEDULES = "/retention/schedules";
    /// The register of disclosures that were mistakes.
    MISTAKES = "/mistaken-disclosures";
    /// Report one.
    MISTAKE_NEW = "/mistaken-disclosures/new";
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
    /// All that is due to the viewer.
    MY_DUE = "/my-work/due";
    /// Referrals that wait for others.
    MY_WAITING = "/my-work/waiting";
    /// All that is new.
    MY_NEW = "/my-work/new";
    /// What the viewer's team has to do.
    TEAM = "/team";
    /// The digest by e-mail.
    MY_DIGEST = "/my-account/digest";
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
    /// What the agency has answered.
    INBOX_ANSWERED = "/inbox/answered";
    /// The appointments of a day, to print.
    DAY_SHEET = "/day";
    /// The pathways of services.
    PATHWAYS = "/pathways";
    /// Emergency access, and what waits for a review.
    EMERGENCIES = "/emergencies";
    /// Agreements to share.
    AGREEMENTS = "/agreements";
    /// What agreements say of themselves: overlaps, gaps, what is near.
    AGREEMENT_FINDINGS = "/agreements/findings";
    /// Who can see what under the agreements in force.
    AGREEMENT_MATRIX = "/agreements/matrix";
    /// Draft an agreement.
    AGREEMENT_NEW = "/agreements/new";
    /// People who agreed to be screened and wait.
    SCREENINGS = "/screenings";
    /// What one's own team screened and recommended.
    FUNNEL = "/funnel";
    /// The ways in other than court.
    WAYS_IN = "/ways-in";
    /// The court list of a day.
    COURT = "/court";
    /// Load a court list.
    COURT_LOAD = "/court/load";
    /// Loadings of court lists.
    COURT_LISTS = "/court/lists";
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
    /// For which agency one acts.
    ACTING_FOR = "/acting-for";
    /// Secondments to and from the agency.
    SECONDMENTS = "/secondments";
    /// Propose a secondment.
    SECONDMENT_NEW = "/secondments/new";
    /// Last days of agencies and services.
    DEPARTURES = "/departures";
    /// Pairs of records that may be of one person.
    POSSIBLE_DUPLICATES = "/possible-duplicates";
    /// How far those who decide about such pairs agree.
    REVIEWER_AGREEMENT = "/possible-duplicates/agreement";
    /// Whose last day it is.
    DEPARTURE_CHOOSE = "/departures/new";
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
    /// Record the last day of an agency or a service, by its id.
    DEPARTURE_NEW, departure_new(ScopeId) = "/departures/new/", "";
    /// One departure.
    DEPARTURE, departure(DepartureId) = "/departures/", "";
    /// What is open, item by item, for the agency that leaves.
    DEPARTURE_CHECKLIST, departure_checklist(DepartureId) = "/departures/", "/checklist";
    /// Call a departure off.
    DEPARTURE_CALL_OFF, departure_call_off(DepartureId) = "/departures/", "/call-off";
    /// One secondment.
    SECONDMENT, secondment(SecondmentId) = "/secondments/", "";
    /// Agree to a secondment, decline, withdraw or end it.
    SECONDMENT_ANSWER, secondment_answer(SecondmentId) = "/secondments/", "/answer";
    /// A person's convictions.
    PERSON_CONVICTIONS, person_convictions(PersonId) = "/people/", "/convictions";
    /// Record a conviction.
    CONVICTION_NEW, conviction_new(PersonId) = "/people/", "/convictions/new";
    /// One conviction, and what its determination rests on.
    CONVICTION, conviction(ConvictionId) = "/convictions/", "";
    /// Correct a conviction.
    CONVICTION_CORRECT, conviction_correct(ConvictionId) = "/convictions/", "/correct";
    /// Take a conviction off the record.
    CONVICTION_REMOVE, conviction_remove(ConvictionId) = "/convictions/", "/remove";
    /// A person's summaries for employers, landlords and bodies like them.
    PERSON_SUMMARIES, person_summaries(PersonId) = "/people/", "/summaries";
    /// Write a summary.
    SUMMARY_NEW, summary_new(PersonId) = "/people/", "/summaries/new";
    /// Look at a summary before it is kept.
    SUMMARY_PREVIEW, summary_preview(PersonId) = "/people/", "/summaries/new/preview";
    /// A person's applications that were turned down.
    PERSON_TURNED_DOWN, person_turned_down(PersonId) = "/people/", "/turned-down";
    /// One summary.
    SUMMARY, summary(SummaryId) = "/summaries/", "";
    /// Take a step of a summary.
    SUMMARY_STEP, summary_step(SummaryId) = "/summaries/", "/step";
    /// The letter of a summary, to print.
    SUMMARY_LETTER, summary_letter(SummaryId) = "/summaries/", "/letter";
    /// The same as a PDF.
    SUMMARY_LETTER_PDF, summary_letter_pdf(SummaryId) = "/summaries/", "/letter.pdf";
    /// Record an order: what the court made.
    ORDER_NEW, order_new(PersonId) = "/people/", "/order/new";
    /// Record an order: its requirements.
    ORDER_NEW_REQUIREMENTS, order_new_requirements(PersonId) = "/people/", "/order/new/requirements";
    /// Record an order: what was shown for treatment.
    ORDER_NEW_CONDITIONS, order_new_conditions(PersonId) = "/people/", "/order/new/conditions";
    /// Record an order: check your answers.
    ORDER_NEW_CHECK, order_new_check(PersonId) = "/people/", "/order/new/check";
    /// Take a step of an order.
    ORDER_STEP, order_step(OrderId) = "/orders/", "/step";
    /// Record a step of a requirement, or its progress.
    ORDER_REQUIREMENT, order_requirement(OrderId) = "/orders/", "/requirement";
    /// Set who leads on an activity.
    ORDER_LEAD, order_lead(OrderId) = "/orders/", "/lead";
    /// Raise or lower the cadence of joint meetings.
    ORDER_CADENCE, order_cadence(OrderId) = "/orders/", "/cadence";
    /// Record a failure to comply by hand.
    ORDER_FAILURE, order_failure(OrderId) = "/orders/", "/failure";
    /// Tell agencies that probation's part ends.
    ORDER_TELL, order_tell(OrderId) = "/orders/", "/tell";
    /// Acknowledge that probation's part ends.
    ORDER_ACKNOWLEDGE, order_acknowledge(OrderId) = "/orders/", "/acknowledge";
    /// Record an outcome.
    ORDER_OUTCOME, order_outcome(OrderId) = "/orders/", "/outcome";
    /// What the person keeps.
    ORDER_HANDOVER, order_handover(OrderId) = "/orders/", "/handover";
    /// Write what the person keeps.
    ORDER_HANDOVER_WRITE, order_handover_write(OrderId) = "/orders/", "/handover/write";
    /// End an order.
    ORDER_END, order_end(OrderId) = "/orders/", "/end";
    /// Put an order to the rules of a scheme.
    ORDER_SCHEME, order_scheme(OrderId) = "/orders/", "/scheme";
    /// Move a note to the right person's record.
    NOTE_MOVE, note_move(PersonId) = "/people/", "/move-note";
    /// Who else a person may be.
    IDENTITY_REVIEW, identity_review(PersonId) = "/people/", "/identity-review";
    /// Records that are taken for one person.
    SAME_PERSON, same_person(PersonId) = "/same-person/", "";
    /// Hand a person over to probation.
    HANDOVER_NEW, handover_new(PersonId) = "/people/", "/hand-over";
    /// What was asked, disclosed and opened about a person.
    PERSON_OPENINGS, person_openings(PersonId) = "/people/", "/openings";
    /// Ask another agency a question.
    PERSON_ASK, person_ask(PersonId) = "/people/", "/ask";
    /// One question.
    QUESTION, question(QuestionId) = "/questions/", "";
    /// Answer a question, or decline.
    QUESTION_ANSWER, question_answer(QuestionId) = "/questions/", "/answer";
    /// Decide on a one-off disclosure.
    PERSON_DISCLOSE, person_disclose(PersonId) = "/people/", "/disclose";
    /// One one-off disclosure.
    DISCLOSURE, disclosure(DisclosureId) = "/disclosures/", "";
    /// A later step of a one-off disclosure.
    DISCLOSURE_STEP, disclosure_step(DisclosureId) = "/disclosures/", "/step";
    /// Open a record in an emergency.
    PERSON_EMERGENCY, person_emergency(PersonId) = "/people/", "/emergency";
    /// One emergency access.
    EMERGENCY, emergency(OpeningId) = "/emergencies/", "";
    /// Review an emergency access.
    EMERGENCY_REVIEW, emergency_review(OpeningId) = "/emergencies/", "/review";
    /// Who may open a record, and who may not.
    PERSON_RESTRICTIONS, person_restrictions(PersonId) = "/people/", "/restrictions";
    /// Limit access to named people.
    PERSON_LIMIT, person_limit(PersonId) = "/people/", "/limit";
    /// Lift a limit.
    PERSON_LIMIT_LIFT, person_limit_lift(PersonId) = "/people/", "/limit/lift";
    /// Keep a record apart from another person's team, or no longer.
    PERSON_APART, person_apart(PersonId) = "/people/", "/apart";
    /// Tell that team to speak to somebody first.
    PERSON_WARN, person_warn(PersonId) = "/people/", "/warn";
    /// Bar a colleague.
    PERSON_BAR, person_bar(PersonId) = "/people/", "/bar";
    /// Let a colleague in again.
    PERSON_READMIT, person_readmit(PersonId) = "/people/", "/readmit";
    /// The room of a meeting: who is in it, and what they brought.
    MEETING_ROOM, meeting_room(MeetingId) = "/meetings/", "/room";
    /// A handover to probation.
    HANDOVER, handover(CaseHandoverId) = "/handovers/", "";
    /// Take on somebody handed over, or decline.
    HANDOVER_ANSWER, handover_answer(CaseHandoverId) = "/handovers/", "/answer";
    /// Withdraw a handover.
    HANDOVER_WITHDRAW, handover_withdraw(CaseHandoverId) = "/handovers/", "/withdraw";
    /// A failure to comply.
    FAILURE, failure(FailureId) = "/failures/", "";
    /// Decide on a failure, warn, refer.
    FAILURE_STEP, failure_step(FailureId) = "/failures/", "/step";
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
    /// Who can see what of a person's record.
    PERSON_WHO_SEES, person_who_sees(PersonId) = "/people/", "/sharing/who";
    /// Why one can or cannot see a section of a person's record.
    PERSON_WHY, person_why(PersonId) = "/people/", "/sharing/why";
    /// What a person is told of who has seen their record.
    PERSON_RECEIPTS, person_receipts(PersonId) = "/people/", "/receipts";
    /// The same as a letter, to print.
    PERSON_RECEIPT_LETTER, person_receipt_letter(PersonId) = "/people/", "/receipts/letter";
    /// The letter as a PDF.
    PERSON_RECEIPT_LETTER_PDF, person_receipt_letter_pdf(PersonId) = "/people/", "/receipts/letter.pdf";
    /// The same as an easy-read sheet, to print.
    PERSON_RECEIPT_EASY, person_receipt_easy(PersonId) = "/people/", "/receipts/easy-read";
    /// The easy-read sheet as a PDF.
    PERSON_RECEIPT_EASY_PDF, person_receipt_easy_pdf(PersonId) = "/people/", "/receipts/easy-read.pdf";
    /// A person's requests for a copy of their record.
    PERSON_ACCESS_REQUESTS, person_access_requests(PersonId) = "/people/", "/access-requests";
    /// A request for a copy of a record.
    ACCESS_REQUEST, access_request(AccessRequestId) = "/access-requests/", "";
    /// Take a step of a request for a copy.
    ACCESS_REQUEST_STEP, access_request_step(AccessRequestId) = "/access-requests/", "/step";
    /// The copy, to print.
    ACCESS_REQUEST_BUNDLE, access_request_bundle(AccessRequestId) = "/access-requests/", "/bundle";
    /// The copy as a PDF.
    ACCESS_REQUEST_BUNDLE_PDF, access_request_bundle_pdf(AccessRequestId) = "/access-requests/", "/bundle.pdf";
    /// A person's corrections, and correcting a note.
    PERSON_CORRECTIONS, person_corrections(PersonId) = "/people/", "/corrections";
    /// Say that one's own agency has put its records right.
    CORRECTION_ACKNOWLEDGE, correction_acknowledge(CorrectionId) = "/corrections/", "/acknowledge";
    /// One record, and how long it is kept.
    RETENTION_RECORD, retention_record(PersonId) = "/retention/records/", "";
    /// Hold a record, or end that.
    RETENTION_HOLD, retention_hold(PersonId) = "/retention/records/", "/hold";
    /// Write down that the work with the person has ended.
    RETENTION_END, retention_end(PersonId) = "/retention/records/", "/end-work";
    /// Propose that a record is disposed of.
    RETENTION_PROPOSE, retention_propose(PersonId) = "/retention/records/", "/propose";
    /// One disposal, with its certificate.
    DISPOSAL, disposal(DisposalId) = "/retention/disposals/", "";
    /// Carry a disposal out, as the second person.
    DISPOSAL_CONFIRM, disposal_confirm(DisposalId) = "/retention/disposals/", "/confirm";
    /// Refuse a disposal, as the second person.
    DISPOSAL_REFUSE, disposal_refuse(DisposalId) = "/retention/disposals/", "/refuse";
    /// One disclosure that was a mistake.
    MISTAKE, mistake(MistakeId) = "/mistaken-disclosures/", "";
    /// A step with it.
    MISTAKE_STEP, mistake_step(MistakeId) = "/mistaken-disclosures/", "/step";
    /// One look, and its review.
    LOOK_REVIEW, look_review(LedgerId) = "/access-reviews/", "";
    /// One entry of the court list.
    COURT_ENTRY, court_entry(CourtEntryId) = "/court/entries/", "";
    /// Move an entry of the court list to the right person.
    COURT_ENTRY_MOVE, court_entry_move(CourtEntryId) = "/court/entries/", "/move";
    /// Meet somebody of the court list: consent first.
    COURT_ENTRY_SCREEN, court_entry_screen(CourtEntryId) = "/court/entries/", "/screen";
    /// Assess somebody of the court list on paper.
    COURT_ENTRY_PAPER, court_entry_paper(CourtEntryId) = "/court/entries/", "/paper";
    /// One loading of a court list.
    COURT_LIST, court_list(CourtFeedId) = "/court/lists/", "";
    /// A person's hearings.
    PERSON_HEARINGS, person_hearings(PersonId) = "/people/", "/hearings";
    /// Correct a person's identity.
    PERSON_IDENTITY, person_identity(PersonId) = "/people/", "/identity";
    /// Add a note.
    PERSON_NOTE, person_note(PersonId) = "/people/", "/note";
    /// A person's notes, whole.
    PERSON_NOTES, person_notes(PersonId) = "/people/", "/notes";
    /// A person's meetings, goals and actions.
    PERSON_MEETINGS, person_meetings(PersonId) = "/people/", "/meetings";
    /// Arrange a meeting.
    MEETING_NEW, meeting_new(PersonId) = "/people/", "/meetings/new";
    /// A meeting: its goals in three voices.
    MEETING, meeting(MeetingId) = "/meetings/", "";
    /// Record a meeting that was held.
    MEETING_RECORD, meeting_record(MeetingId) = "/meetings/", "/record";
    /// Give a meeting another day or place.
    MEETING_MOVE, meeting_move(MeetingId) = "/meetings/", "/move";
    /// Call a meeting off.
    MEETING_CANCEL, meeting_cancel(MeetingId) = "/meetings/", "/cancel";
    /// A meeting as a calendar keeps it.
    MEETING_CALENDAR, meeting_calendar(MeetingId) = "/meetings/", "/calendar.ics";
    /// End an action.
    ACTION_END, action_end(ActionId) = "/actions/", "/end";
    /// A person's assessments.
    PERSON_ASSESSMENTS, person_assessments(PersonId) = "/people/", "/assessments";
    /// A person's plan.
    PERSON_PLAN, person_plan(PersonId) = "/people/", "/plan";
    /// Begin a strand of a plan.
    STRAND_NEW, strand_new(PersonId) = "/people/", "/plan/new";
    /// What the person says of the plan.
    PLAN_VIEW, plan_view(PersonId) = "/people/", "/plan/view";
    /// One strand.
    STRAND, strand(StrandId) = "/strands/", "";
    /// Agree a step of a strand.
    STRAND_AGREE, strand_agree(StrandId) = "/strands/", "/agree";
    /// What became of a step.
    STRAND_STEP, strand_step(StrandId) = "/strands/", "/step";
    /// Record progress of a strand.
    STRAND_PROGRESS, strand_progress(StrandId) = "/strands/", "/progress";
    /// Close a strand.
    STRAND_CLOSE, strand_close(StrandId) = "/strands/", "/close";
    /// A person's risk flags.
    PERSON_RISKS, person_risks(PersonId) = "/people/", "/risks";
    /// Raise a risk flag.
    RISK_NEW, risk_new(PersonId) = "/people/", "/risks/new";
    /// Review a risk flag.
    RISK_REVIEW, risk_review(RiskFlagId) = "/risks/", "/review";
    /// Scores of reoffending on a record.
    PERSON_SCORES, person_scores(PersonId) = "/people/", "/scores";
    /// Compute a score.
    SCORE_NEW, score_new(PersonId) = "/people/", "/scores/new";
    /// One score.
    SCORE, score(ScoreId) = "/scores/", "";
    /// Screen a person: consent first.
    PERSON_SCREEN, person_screen(PersonId) = "/people/", "/screen";
    /// Give AUDIT: drinking.
    AUDIT_NEW, audit_new(PersonId) = "/people/", "/audit";
    /// Give AUDIT: how much.
    AUDIT_AMOUNT, audit_amount(PersonId) = "/people/", "/audit/amount";
    /// Give AUDIT: the last year.
    AUDIT_SIGNS, audit_signs(PersonId) = "/people/", "/audit/signs";
    /// Give AUDIT: harm and concern.
    AUDIT_HARM, audit_harm(PersonId) = "/people/", "/audit/harm";
    /// Give AUDIT: check your answers.
    AUDIT_CHECK, audit_check(PersonId) = "/people/", "/audit/check";
    /// One AUDIT.
    AUDIT, audit(AuditId) = "/audits/", "";
    /// What is found at a first contact.
    CONTACT_ASSESS, contact_assess(FirstContactId) = "/first-contacts/", "/assess";
    /// One assessment made at a first contact.
    SCREENING, screening(ScreeningId) = "/screenings/", "";
    /// Recommend to a court: in which form, and what.
    RECOMMEND, recommend(ScreeningId) = "/screenings/", "/recommend";
    /// Recommend to a court: the text.
    RECOMMEND_TEXT, recommend_text(ScreeningId) = "/screenings/", "/recommend/text";
    /// One recommendation.
    RECOMMENDATION, recommendation(RecommendationId) = "/recommendations/", "";
    /// What the court did with a recommendation.
    RECOMMENDATION_OUTCOME, recommendation_outcome(RecommendationId) = "/recommendations/", "/outcome";
    /// A person's consents.
    PERSON_CONSENTS, person_consents(PersonId) = "/people/", "/consents";
    /// Record a consent or a refusal.
    CONSENT_NEW, consent_new(PersonId) = "/people/", "/consents/new";
    /// Record that a consent was taken back.
    CONSENT_WITHDRAW, consent_withdraw(ConsentId) = "/consents/", "/withdraw";
    /// Say that an alert was read.
    ALERT_READ, alert_read(DutyId) = "/alerts/", "/read";
    /// A way in: who comes, and what is asked.
    WAY_IN, way_in(&str) = "/ways-in/", "";
    /// A way in: who is already known.
    WAY_IN_KNOWN, way_in_known(&str) = "/ways-in/", "/known";
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
    /// Put a referral on the waiting list.
    REFERRAL_WAITLIST, referral_waitlist(ReferralId) = "/referrals/", "/waitlist";
    /// Ask the referrer for more information.
    REFERRAL_ASK, referral_ask(ReferralId) = "/referrals/", "/ask";
    /// Give what the service asked for.
    REFERRAL_GIVE, referral_give(ReferralId) = "/referrals/", "/information";
    /// Record the offer of a first appointment.
    REFERRAL_OFFER, referral_offer(ReferralId) = "/referrals/", "/offer";
    /// Book the first appointment of a referral.
    REFERRAL_BOOK, referral_book(ReferralId) = "/referrals/", "/book";
    /// Record that one has read the warning about risk.
    REFERRAL_WARNING, referral_warning(ReferralId) = "/referrals/", "/warning";
    /// Amend a referral after sending.
    REFERRAL_AMEND, referral_amend(ReferralId) = "/referrals/", "/amend";
    /// A person's appointments.
    PERSON_APPOINTMENTS, person_appointments(PersonId) = "/people/", "/appointments";
    /// Book an appointment with a person.
    APPOINTMENT_NEW, appointment_new(PersonId) = "/people/", "/appointments/new";
    /// An appointment.
    APPOINTMENT, appointment(AppointmentId) = "/appointments/", "";
    /// Record what became of an appointment.
    APPOINTMENT_RECORD, appointment_record(AppointmentId) = "/appointments/", "/attendance";
    /// Correct what was recorded of an appointment.
    APPOINTMENT_CORRECT, appointment_correct(AppointmentId) = "/appointments/", "/correct";
    /// Move an appointment to another time.
    APPOINTMENT_MOVE, appointment_move(AppointmentId) = "/appointments/", "/move";
    /// Call an appointment off.
    APPOINTMENT_CALL_OFF, appointment_call_off(AppointmentId) = "/appointments/", "/call-off";
    /// Give feedback on a session.
    APPOINTMENT_FEEDBACK, appointment_feedback(AppointmentId) = "/appointments/", "/feedback";
    /// One agreement.
    AGREEMENT, agreement(AgreementId) = "/agreements/", "";
    /// One agreement, to print.
    AGREEMENT_PRINT, agreement_print(AgreementId) = "/agreements/", "/print";
    /// The same as a PDF.
    AGREEMENT_PDF, agreement_pdf(AgreementId) = "/agreements/", "/agreement.pdf";
    /// The reads of the last days, put to a version of an agreement.
    AGREEMENT_REPLAY, agreement_replay(AgreementId) = "/agreements/", "/replay";
    /// The parts of a draft.
    AGREEMENT_EDIT, agreement_edit(AgreementId) = "/agreements/", "/edit";
    /// A draft: title and days.
    AGREEMENT_DAYS, agreement_days(AgreementId) = "/agreements/", "/edit/days";
    /// A draft: purposes.
    AGREEMENT_PURPOSES, agreement_purposes(AgreementId) = "/agreements/", "/edit/purposes";
    /// A draft: necessity, consent and telling people.
    AGREEMENT_CONSENT, agreement_consent(AgreementId) = "/agreements/", "/edit/consent";
    /// A draft: handling.
    AGREEMENT_HANDLING, agreement_handling(AgreementId) = "/agreements/", "/edit/handling";
    /// A draft: audit and funding.
    AGREEMENT_OVERSIGHT, agreement_oversight(AgreementId) = "/agreements/", "/edit/oversight";
    /// A draft: one party.
    AGREEMENT_PARTY, agreement_party(AgreementId) = "/agreements/", "/edit/party";
    /// A draft: take a party out.
    AGREEMENT_PARTY_REMOVE, agreement_party_remove(AgreementId) = "/agreements/", "/edit/party/remove";
    /// A draft: one clause.
    AGREEMENT_CLAUSE, agreement_clause(AgreementId) = "/agreements/", "/edit/clause";
    /// A draft: take a clause out.
    AGREEMENT_CLAUSE_REMOVE, agreement_clause_remove(AgreementId) = "/agreements/", "/edit/clause/remove";
    /// Send a draft for review.
    AGREEMENT_SUBMIT, agreement_submit(AgreementId) = "/agreements/", "/submit";
    /// Sign an agreement.
    AGREEMENT_SIGN, agreement_sign(AgreementId) = "/agreements/", "/sign";
    /// Remark on an agreement.
    AGREEMENT_REMARK, agreement_remark(AgreementId) = "/agreements/", "/remark";
    /// Send an agreement back for changes.
    AGREEMENT_RETURN, agreement_return(AgreementId) = "/agreements/", "/return";
    /// Suspend, resume, review or end an agreement.
    AGREEMENT_STEP, agreement_step(AgreementId) = "/agreements/", "/step";
    /// Begin the next version of an agreement.
    AGREEMENT_NEXT, agreement_next(AgreementId) = "/agreements/", "/next";
    /// The pathway of a service.
    PATHWAY, pathway(ServiceId) = "/pathways/", "";
    /// Record a review of a pathway.
    PATHWAY_REVIEW, pathway_review(ServiceId) = "/pathways/", "/review";
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

pub mod api;
mod casework;
mod hubs;
mod leads;
mod provision;

pub use casework::*;
pub use hubs::*;
pub(crate) use leads::{BACK, BACK_TO_MY_WORK, and_back_to_my_work};
pub use leads::{local, with_query};
pub use provision::*;

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
}
