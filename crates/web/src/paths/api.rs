//! Addresses of the API.

use super::{
    AccessRequestId, ActionId, AgreementId, AppointmentId, AuditId, CaseHandoverId, ConsentId, ConvictionId,
    CorrectionId, CourtEntryId, CourtFeedId, DepartureId, DisclosureId, DisposalId, DutyId, FailureId,
    FirstContactId, LedgerId, MeetingId, MistakeId, OpeningId, OrderId, PersonId, PieceId, QuestionId,
    RecommendationId, ReferralId, RiskFlagId, ScopeId, ScoreId, ScreeningId, SecondmentId, ServiceId,
    StrandId, SummaryId, TokenId,
};
use domain::ids::{HubId, ListingId, ProvisionId};

/// Where every address of the API begins.
pub const ROOT: &str = "/api/v1";

fixed! {
    /// Emergency access, for whoever reviews it.
    EMERGENCIES = "/api/v1/emergencies";
    /// Agreements to share: list, and begin one.
    AGREEMENTS = "/api/v1/agreements";
    /// The hubs of the partnership.
    HUBS = "/api/v1/hubs";
    /// Bodies with seats, and what services do.
    PROVISION = "/api/v1/provision";
    /// What each step of them asks.
    PROVISION_STEPS = "/api/v1/provision-steps";
    /// Which stages services cover.
    COVERAGE = "/api/v1/coverage";
    /// The casework of one’s own agency, kind by kind.
    CASEWORK = "/api/v1/casework";
    /// What each step of casework asks.
    CASEWORK_STEPS = "/api/v1/casework-steps";
    /// What agreements say of themselves.
    AGREEMENT_FINDINGS = "/api/v1/agreements/findings";
    /// Who can see what under the agreements in force.
    AGREEMENT_MATRIX = "/api/v1/agreements/matrix";
    /// Templates of agreements.
    AGREEMENT_TEMPLATES = "/api/v1/agreements/templates";
    /// When a conviction is spent, and the fixed words of summaries.
    SUMMARY_RULES = "/api/v1/summary-rules";
    /// What receipts keep back.
    RECEIPT_RULES = "/api/v1/receipt-rules";
    /// By which signs looks are found unusual.
    SIGN_RULES = "/api/v1/access-reviews/rules";
    /// Bodies with which the agency has a relationship of trust.
    RECIPIENTS = "/api/v1/recipients";
    /// How often applications were turned down, and what came of summaries.
    SUMMARY_FIGURES = "/api/v1/summary-figures";
    /// Court lists: load one.
    COURT_LISTS = "/api/v1/court-lists";
    /// The court list of a day.
    COURT_ENTRIES = "/api/v1/court-entries";
    /// Requirements that may be imposed on given dates.
    REQUIREMENT_KINDS = "/api/v1/requirement-kinds";
    /// Schemes with their rules.
    SCHEMES = "/api/v1/schemes";
    /// People in contact with several services.
    REPEAT_CONTACTS = "/api/v1/repeat-contacts";
    /// What has not begun.
    LATE_STARTS = "/api/v1/late-starts";
    /// What the caller's own agency was told of corrections.
    CORRECTIONS = "/api/v1/corrections";
    /// Looks of the caller's own agency that wait for review.
    LOOK_REVIEWS = "/api/v1/access-reviews";
    /// Draw a month's share of looks.
    LOOK_SAMPLES = "/api/v1/access-samples";
    /// What the caller's own agency may dispose of, and what it disposed of.
    RETENTION = "/api/v1/retention";
    /// How long the caller's own agency keeps records.
    RETENTION_SCHEDULES = "/api/v1/retention-schedules";
    /// The register of disclosures that were mistakes.
    MISTAKES = "/api/v1/mistaken-disclosures";
    /// The description of the API.
    OPENAPI = "/api/v1/openapi.json";
    /// For which agency the caller acts.
    ACTING_FOR = "/api/v1/me/acting-for";
    /// Secondments to and from the caller's agency.
    SECONDMENTS = "/api/v1/secondments";
    /// Last days of agencies and services.
    DEPARTURES = "/api/v1/departures";
    /// Pairs of records that may be of one person.
    POSSIBLE_DUPLICATES = "/api/v1/possible-duplicates";
    /// Pairs of records that the matcher joined.
    JOINED_PAIRS = "/api/v1/possible-duplicates/joined";
    /// How far those who decide about such pairs agree.
    REVIEWER_AGREEMENT = "/api/v1/possible-duplicates/agreement";
    /// Who is asking.
    ME = "/api/v1/me";
    /// People: search and create.
    PEOPLE = "/api/v1/people";
    /// The viewer's caseload.
    CASELOAD = "/api/v1/caseload";
    /// My work.
    MY_WORK = "/api/v1/my-work";
    /// All that is due to the caller.
    MY_DUE = "/api/v1/my-work/due";
    /// Referrals that wait for others.
    MY_WAITING = "/api/v1/my-work/waiting";
    /// All that is new.
    MY_NEW = "/api/v1/my-work/new";
    /// What the caller's team has to do.
    TEAM = "/api/v1/team";
    /// Duties of the caller's team.
    TEAM_DUTIES = "/api/v1/team/duties";
    /// Services in force.
    SERVICES = "/api/v1/services";
    /// Referrals: make one.
    REFERRALS = "/api/v1/referrals";
    /// The agency's referral inbox.
    INBOX = "/api/v1/inbox";
    /// What the agency has answered.
    INBOX_ANSWERED = "/api/v1/inbox/answered";
    /// Alerts that wait for the caller.
    ALERTS = "/api/v1/alerts";
    /// What the caller's own team screened and recommended.
    FUNNEL = "/api/v1/funnel";
    /// First contacts: a refusal, that nobody asked, a consent.
    FIRST_CONTACTS = "/api/v1/first-contacts";
    /// Ways in other than court.
    WAYS_IN = "/api/v1/ways-in";
    /// Who is already known.
    KNOWN = "/api/v1/known";
    /// One's own API tokens.
    TOKENS = "/api/v1/tokens";
    /// The appointments of a day.
    DAY_SHEET = "/api/v1/day";
}

about! {
    /// What a person is told of who has seen their record, day by day.
    PERSON_RECEIPTS, person_receipts(PersonId) = "/api/v1/people/", "/receipts";
    /// The same as a letter for the person.
    PERSON_RECEIPT_LETTER, person_receipt_letter(PersonId) = "/api/v1/people/", "/receipts/letter";
    /// The letter as a PDF.
    PERSON_RECEIPT_LETTER_PDF, person_receipt_letter_pdf(PersonId) = "/api/v1/people/", "/receipts/letter.pdf";
    /// The same as an easy-read sheet, as a PDF.
    PERSON_RECEIPT_EASY_PDF, person_receipt_easy_pdf(PersonId) = "/api/v1/people/", "/receipts/easy-read.pdf";
    /// A person's requests for a copy of their record.
    PERSON_ACCESS_REQUESTS, person_access_requests(PersonId) = "/api/v1/people/", "/access-requests";
    /// A request for a copy of a record.
    ACCESS_REQUEST, access_request(AccessRequestId) = "/api/v1/access-requests/", "";
    /// Take a step of a request for a copy.
    ACCESS_REQUEST_STEPS, access_request_steps(AccessRequestId) = "/api/v1/access-requests/", "/steps";
    /// The copy.
    ACCESS_REQUEST_BUNDLE, access_request_bundle(AccessRequestId) = "/api/v1/access-requests/", "/bundle";
    /// The copy as a PDF.
    ACCESS_REQUEST_BUNDLE_PDF, access_request_bundle_pdf(AccessRequestId) = "/api/v1/access-requests/", "/bundle.pdf";
    /// A person's corrections: list, and correct a note.
    PERSON_CORRECTIONS, person_corrections(PersonId) = "/api/v1/people/", "/corrections";
    /// Say that the caller's own agency has put its records right.
    CORRECTION_ACKNOWLEDGE, correction_acknowledge(CorrectionId) = "/api/v1/corrections/", "/acknowledge";
    /// One record, and how long it is kept.
    RETENTION_RECORD, retention_record(PersonId) = "/api/v1/retention/records/", "";
    /// Hold a record, or end that.
    RETENTION_HOLD, retention_hold(PersonId) = "/api/v1/retention/records/", "/hold";
    /// Write down that the work with the person has ended.
    RETENTION_END, retention_end(PersonId) = "/api/v1/retention/records/", "/end-work";
    /// Propose that a record is disposed of.
    RETENTION_DISPOSALS, retention_disposals(PersonId) = "/api/v1/retention/records/", "/disposals";
    /// One disposal, with its certificate.
    DISPOSAL, disposal(DisposalId) = "/api/v1/disposals/", "";
    /// One disclosure that was a mistake.
    MISTAKE, mistake(MistakeId) = "/api/v1/mistaken-disclosures/", "";
    /// Steps with it.
    MISTAKE_STEPS, mistake_steps(MistakeId) = "/api/v1/mistaken-disclosures/", "/steps";
    /// One look, and its review.
    LOOK_REVIEW, look_review(LedgerId) = "/api/v1/access-reviews/", "";
    /// A person's convictions.
    PERSON_CONVICTIONS, person_convictions(PersonId) = "/api/v1/people/", "/convictions";
    /// One conviction.
    CONVICTION, conviction(ConvictionId) = "/api/v1/convictions/", "";
    /// Correct a conviction.
    CONVICTION_CORRECT, conviction_correct(ConvictionId) = "/api/v1/convictions/", "/correct";
    /// Take a conviction off the record.
    CONVICTION_REMOVE, conviction_remove(ConvictionId) = "/api/v1/convictions/", "/remove";
    /// A person's summaries.
    PERSON_SUMMARIES, person_summaries(PersonId) = "/api/v1/people/", "/summaries";
    /// Look at a summary before it is kept.
    SUMMARY_PREVIEW, summary_preview(PersonId) = "/api/v1/people/", "/summaries/preview";
    /// A person's applications that were turned down.
    PERSON_TURNED_DOWN, person_turned_down(PersonId) = "/api/v1/people/", "/turned-down";
    /// One summary.
    SUMMARY, summary(SummaryId) = "/api/v1/summaries/", "";
    /// Take a step of a summary.
    SUMMARY_STEPS, summary_steps(SummaryId) = "/api/v1/summaries/", "/steps";
    /// The letter of a summary.
    SUMMARY_LETTER, summary_letter(SummaryId) = "/api/v1/summaries/", "/letter";
    /// The same as a PDF.
    SUMMARY_LETTER_PDF, summary_letter_pdf(SummaryId) = "/api/v1/summaries/", "/letter.pdf";
    /// Move a note to the right person's record.
    NOTE_MOVES, note_moves(PersonId) = "/api/v1/people/", "/note-moves";
    /// Who else a person may be.
    IDENTITY_REVIEW, identity_review(PersonId) = "/api/v1/people/", "/identity-review";
    /// Records that are taken for one person.
    SAME_PERSON, same_person(PersonId) = "/api/v1/same-person/", "";
    /// Hand a person over to probation.
    PERSON_HANDOVERS, person_handovers(PersonId) = "/api/v1/people/", "/handovers";
    /// What was asked, disclosed and opened about a person.
    PERSON_OPENINGS, person_openings(PersonId) = "/api/v1/people/", "/openings";
    /// Ask another agency a question.
    PERSON_QUESTIONS, person_questions(PersonId) = "/api/v1/people/", "/questions";
    /// One question.
    QUESTION, question(QuestionId) = "/api/v1/questions/", "";
    /// Answer a question, or decline.
    QUESTION_ANSWER, question_answer(QuestionId) = "/api/v1/questions/", "/answer";
    /// Decide on a one-off disclosure.
    PERSON_DISCLOSURES, person_disclosures(PersonId) = "/api/v1/people/", "/disclosures";
    /// One one-off disclosure.
    DISCLOSURE, disclosure(DisclosureId) = "/api/v1/disclosures/", "";
    /// A later step of a one-off disclosure.
    DISCLOSURE_STEP, disclosure_step(DisclosureId) = "/api/v1/disclosures/", "/step";
    /// Open a record in an emergency.
    PERSON_EMERGENCY, person_emergency(PersonId) = "/api/v1/people/", "/emergency";
    /// One emergency access.
    EMERGENCY, emergency(OpeningId) = "/api/v1/emergencies/", "";
    /// End an emergency access.
    EMERGENCY_END, emergency_end(OpeningId) = "/api/v1/emergencies/", "/end";
    /// Review an emergency access.
    EMERGENCY_REVIEW, emergency_review(OpeningId) = "/api/v1/emergencies/", "/review";
    /// Who may open a record, and who may not.
    PERSON_RESTRICTIONS, person_restrictions(PersonId) = "/api/v1/people/", "/restrictions";
    /// Limit access to named people.
    PERSON_LIMIT, person_limit(PersonId) = "/api/v1/people/", "/limit";
    /// Lift a limit.
    PERSON_LIMIT_LIFT, person_limit_lift(PersonId) = "/api/v1/people/", "/limit/lift";
    /// Keep a record apart from another person's team, or no longer.
    PERSON_APART, person_apart(PersonId) = "/api/v1/people/", "/apart";
    /// Tell that team to speak to somebody first.
    PERSON_WARN, person_warn(PersonId) = "/api/v1/people/", "/warn";
    /// Bar a colleague.
    PERSON_BAR, person_bar(PersonId) = "/api/v1/people/", "/bar";
    /// Let a colleague in again.
    PERSON_READMIT, person_readmit(PersonId) = "/api/v1/people/", "/readmit";
    /// The room of a meeting: who is in it; sign in to it.
    MEETING_ROOM, meeting_room(MeetingId) = "/api/v1/meetings/", "/room";
    /// Leave a meeting.
    MEETING_LEAVE, meeting_leave(MeetingId) = "/api/v1/meetings/", "/leave";
    /// A handover to probation.
    SECONDMENT, secondment(SecondmentId) = "/api/v1/secondments/", "";
    /// What would pass on if an agency or a service, by its id, had its last day.
    DEPARTURE_NEW, departure_new(ScopeId) = "/api/v1/departures/new/", "";
    /// One departure.
    DEPARTURE, departure(DepartureId) = "/api/v1/departures/", "";
    /// What is open, item by item, for the agency that leaves.
    DEPARTURE_CHECKLIST, departure_checklist(DepartureId) = "/api/v1/departures/", "/checklist";
    /// Call a departure off.
    DEPARTURE_CALL_OFF, departure_call_off(DepartureId) = "/api/v1/departures/", "/call-off";
    /// Agree to a secondment, decline, withdraw or end it.
    SECONDMENT_ANSWER, secondment_answer(SecondmentId) = "/api/v1/secondments/", "/answer";
    /// One handover.
    HANDOVER, handover(CaseHandoverId) = "/api/v1/handovers/", "";
    /// Take on somebody handed over, or decline.
    HANDOVER_ANSWER, handover_answer(CaseHandoverId) = "/api/v1/handovers/", "/answer";
    /// Withdraw a handover.
    HANDOVER_WITHDRAW, handover_withdraw(CaseHandoverId) = "/api/v1/handovers/", "/withdraw";
    /// What loading a list came to.
    COURT_LIST, court_list(CourtFeedId) = "/api/v1/court-lists/", "";
    /// One entry of the court list.
    COURT_ENTRY, court_entry(CourtEntryId) = "/api/v1/court-entries/", "";
    /// Decide whose an entry is.
    COURT_ENTRY_DECISIONS, court_entry_decisions(CourtEntryId) = "/api/v1/court-entries/", "/decisions";
    /// Move an entry to the right person.
    COURT_ENTRY_MOVE, court_entry_move(CourtEntryId) = "/api/v1/court-entries/", "/move";
    /// Meet somebody of the court list.
    COURT_ENTRY_CONTACT, court_entry_contact(CourtEntryId) = "/api/v1/court-entries/", "/first-contact";
    /// Assess somebody of the court list on paper.
    COURT_ENTRY_PAPER, court_entry_paper(CourtEntryId) = "/api/v1/court-entries/", "/paper";
    /// A person's orders.
    PERSON_ORDERS, person_orders(PersonId) = "/api/v1/people/", "/orders";
    /// What a person said about complying.
    PERSON_WILLINGNESS, person_willingness(PersonId) = "/api/v1/people/", "/willingness";
    /// An order.
    ORDER, order(OrderId) = "/api/v1/orders/", "";
    /// Steps of an order.
    ORDER_STEPS, order_steps(OrderId) = "/api/v1/orders/", "/steps";
    /// Steps and progress of an order's requirements.
    ORDER_REQUIREMENTS, order_requirements(OrderId) = "/api/v1/orders/", "/requirements";
    /// Leads of an order.
    ORDER_LEADS, order_leads(OrderId) = "/api/v1/orders/", "/leads";
    /// What raises the cadence of an order's joint meetings.
    ORDER_CADENCE, order_cadence(OrderId) = "/api/v1/orders/", "/cadence";
    /// Failures to comply with an order.
    ORDER_FAILURES, order_failures(OrderId) = "/api/v1/orders/", "/failures";
    /// Tell agencies of the end of an order.
    ORDER_NOTICES, order_notices(OrderId) = "/api/v1/orders/", "/notices";
    /// Acknowledge the end of an order.
    ORDER_ACKNOWLEDGE, order_acknowledge(OrderId) = "/api/v1/orders/", "/acknowledge";
    /// Outcomes of an order.
    ORDER_OUTCOMES, order_outcomes(OrderId) = "/api/v1/orders/", "/outcomes";
    /// The page that the person keeps.
    ORDER_HANDOVER, order_handover(OrderId) = "/api/v1/orders/", "/handover";
    /// The end of an order.
    ORDER_END, order_end(OrderId) = "/api/v1/orders/", "/end";
    /// Put an order to the rules of a scheme.
    ORDER_ELIGIBILITY, order_eligibility(OrderId) = "/api/v1/orders/", "/eligibility";
    /// A failure to comply.
    FAILURE, failure(FailureId) = "/api/v1/failures/", "";
    /// Steps on a failure to comply.
    FAILURE_STEPS, failure_steps(FailureId) = "/api/v1/failures/", "/steps";
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
    /// Who can see what of a person's record.
    PERSON_WHO_SEES, person_who_sees(PersonId) = "/api/v1/people/", "/sharing/who";
    /// Why one can or cannot see a section of a person's record.
    PERSON_WHY, person_why(PersonId) = "/api/v1/people/", "/sharing/why";
    /// A person's notes.
    PERSON_NOTES, person_notes(PersonId) = "/api/v1/people/", "/notes";
    /// A person's meetings, goals and actions.
    PERSON_MEETINGS, person_meetings(PersonId) = "/api/v1/people/", "/meetings";
    /// A meeting.
    MEETING, meeting(MeetingId) = "/api/v1/meetings/", "";
    /// Give a meeting another day or place.
    MEETING_MOVE, meeting_move(MeetingId) = "/api/v1/meetings/", "/move";
    /// Call a meeting off.
    MEETING_CANCEL, meeting_cancel(MeetingId) = "/api/v1/meetings/", "/cancel";
    /// Record a meeting that was held.
    MEETING_HOLD, meeting_hold(MeetingId) = "/api/v1/meetings/", "/hold";
    /// End an action.
    ACTION_END, action_end(ActionId) = "/api/v1/actions/", "/end";
    /// A person's AUDITs.
    PERSON_AUDITS, person_audits(PersonId) = "/api/v1/people/", "/audits";
    /// One AUDIT.
    AUDIT, audit(AuditId) = "/api/v1/audits/", "";
    /// A hub.
    HUB, hub(HubId) = "/api/v1/hubs/", "";
    /// Who is on the list of a hub.
    HUB_PEOPLE, hub_people(HubId) = "/api/v1/hubs/", "/people";
    /// The facts of a hub.
    HUB_FACTS, hub_facts(HubId) = "/api/v1/hubs/", "/facts";
    /// A person's places on lists of hubs.
    PERSON_LISTINGS, person_listings(PersonId) = "/api/v1/people/", "/hubs";
    /// What criteria of hubs say of a person.
    PERSON_SUGGESTIONS, person_suggestions(PersonId) = "/api/v1/people/", "/hubs/suggestions";
    /// A place on the list of a hub.
    LISTING, listing(ListingId) = "/api/v1/listings/", "";
    /// The facts of a place on the list of a hub.
    LISTING_FACTS, listing_facts(ListingId) = "/api/v1/listings/", "/facts";
    /// One body, or what one service does.
    PROVISION_ONE, provision_one(ProvisionId) = "/api/v1/provision/", "";
    /// Facts of it.
    PROVISION_FACTS, provision_facts(ProvisionId) = "/api/v1/provision/", "/facts";
    /// A person's casework.
    PERSON_CASEWORK, person_casework(PersonId) = "/api/v1/people/", "/casework";
    /// One piece of casework.
    PIECE, piece(PieceId) = "/api/v1/casework/", "";
    /// The facts of a piece.
    PIECE_FACTS, piece_facts(PieceId) = "/api/v1/casework/", "/facts";
    /// A person's plan.
    PERSON_PLAN, person_plan(PersonId) = "/api/v1/people/", "/plan";
    /// Strands of a person's plan.
    PERSON_STRANDS, person_strands(PersonId) = "/api/v1/people/", "/plan/strands";
    /// What a person says of their plan.
    PERSON_PLAN_VIEWS, person_plan_views(PersonId) = "/api/v1/people/", "/plan/views";
    /// One strand.
    STRAND, strand(StrandId) = "/api/v1/strands/", "";
    /// The facts of a strand.
    STRAND_FACTS, strand_facts(StrandId) = "/api/v1/strands/", "/facts";
    /// A person's risk flags.
    PERSON_RISKS, person_risks(PersonId) = "/api/v1/people/", "/risks";
    /// Reviews of a risk flag.
    RISK_REVIEWS, risk_reviews(RiskFlagId) = "/api/v1/risks/", "/reviews";
    /// A person's scores of reoffending.
    PERSON_SCORES, person_scores(PersonId) = "/api/v1/people/", "/scores";
    /// One score.
    SCORE, score(ScoreId) = "/api/v1/scores/", "";
    /// A person's consents.
    PERSON_CONSENTS, person_consents(PersonId) = "/api/v1/people/", "/consents";
    /// Record that a consent was taken back.
    CONSENT_WITHDRAW, consent_withdraw(ConsentId) = "/api/v1/consents/", "/withdraw";
    /// A person's entries by other ways than court.
    PERSON_WAYS_IN, person_ways_in(PersonId) = "/api/v1/people/", "/ways-in";
    /// What was found at a first contact.
    CONTACT_SCREENING, contact_screening(FirstContactId) = "/api/v1/first-contacts/", "/screening";
    /// One assessment.
    SCREENING, screening(ScreeningId) = "/api/v1/screenings/", "";
    /// Recommendations on an assessment.
    SCREENING_RECOMMENDATIONS, screening_recommendations(ScreeningId) = "/api/v1/screenings/", "/recommendations";
    /// One recommendation.
    RECOMMENDATION, recommendation(RecommendationId) = "/api/v1/recommendations/", "";
    /// What the court did with a recommendation.
    RECOMMENDATION_OUTCOME, recommendation_outcome(RecommendationId) = "/api/v1/recommendations/", "/outcome";
    /// Say that an alert was read.
    ALERT_READ, alert_read(DutyId) = "/api/v1/alerts/", "/read";
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
    /// Put a referral on the waiting list.
    REFERRAL_WAITLIST, referral_waitlist(ReferralId) = "/api/v1/referrals/", "/waitlist";
    /// Ask the referrer for more information.
    REFERRAL_ASK, referral_ask(ReferralId) = "/api/v1/referrals/", "/ask";
    /// Give what the service asked for.
    REFERRAL_GIVE, referral_give(ReferralId) = "/api/v1/referrals/", "/information";
    /// Record the offer of a first appointment.
    REFERRAL_OFFER, referral_offer(ReferralId) = "/api/v1/referrals/", "/offer";
    /// Book the first appointment of a referral.
    REFERRAL_BOOK, referral_book(ReferralId) = "/api/v1/referrals/", "/book";
    /// Record that one has read the warning about risk.
    REFERRAL_WARNING, referral_warning(ReferralId) = "/api/v1/referrals/", "/warning";
    /// Amend a referral after sending.
    REFERRAL_AMEND, referral_amend(ReferralId) = "/api/v1/referrals/", "/amend";
    /// A person's appointments.
    PERSON_APPOINTMENTS, person_appointments(PersonId) = "/api/v1/people/", "/appointments";
    /// An appointment.
    APPOINTMENT, appointment(AppointmentId) = "/api/v1/appointments/", "";
    /// Record what became of an appointment.
    APPOINTMENT_RECORD, appointment_record(AppointmentId) = "/api/v1/appointments/", "/attendance";
    /// Correct what was recorded of an appointment.
    APPOINTMENT_CORRECT, appointment_correct(AppointmentId) = "/api/v1/appointments/", "/correct";
    /// Move an appointment to another time.
    APPOINTMENT_MOVE, appointment_move(AppointmentId) = "/api/v1/appointments/", "/move";
    /// Call an appointment off.
    APPOINTMENT_CALL_OFF, appointment_call_off(AppointmentId) = "/api/v1/appointments/", "/call-off";
    /// Give feedback on a session.
    APPOINTMENT_FEEDBACK, appointment_feedback(AppointmentId) = "/api/v1/appointments/", "/feedback";
    /// One agreement; or its terms put.
    AGREEMENT, agreement(AgreementId) = "/api/v1/agreements/", "";
    /// One agreement as a PDF.
    AGREEMENT_PDF, agreement_pdf(AgreementId) = "/api/v1/agreements/", "/agreement.pdf";
    /// The reads of the last days, put to a version of an agreement.
    AGREEMENT_REPLAY, agreement_replay(AgreementId) = "/api/v1/agreements/", "/replay";
    /// Begin the next version of an agreement.
    AGREEMENT_VERSIONS, agreement_versions(AgreementId) = "/api/v1/agreements/", "/versions";
    /// Send a draft for review.
    AGREEMENT_SUBMIT, agreement_submit(AgreementId) = "/api/v1/agreements/", "/submit";
    /// Remark on an agreement.
    AGREEMENT_REMARKS, agreement_remarks(AgreementId) = "/api/v1/agreements/", "/remarks";
    /// Sign an agreement.
    AGREEMENT_SIGN, agreement_sign(AgreementId) = "/api/v1/agreements/", "/sign";
    /// Return, suspend, resume, review or end an agreement.
    AGREEMENT_STEPS, agreement_steps(AgreementId) = "/api/v1/agreements/", "/steps";
    /// The pathway of a service.
    PATHWAY, pathway(ServiceId) = "/api/v1/pathways/", "";
    /// Record a review of a pathway.
    PATHWAY_REVIEW, pathway_review(ServiceId) = "/api/v1/pathways/", "/reviews";
    /// Revoke an API token.
    TOKEN_REVOKE, token_revoke(TokenId) = "/api/v1/tokens/", "/revoke";
}
