//! The way to each page, for each role: the table that is held against the table of routes.

use Step::{Choose, Credentials, Fill, First, Mark, Open, Press, Set, Tick, Today};
use web::paths;

/// On the way to a page.
#[derive(Debug)]
pub enum Step {
    /// Types an address.
    Open(&'static str),
    /// Follows the first link that this selector finds: its words are invented.
    First(&'static str),
    /// Opens the address that is shown there.
    OpenShown(&'static str),
    /// Presses the button, or follows the link, that says this.
    Press(&'static str),
    /// Fills in a field.
    Fill(&'static str, &'static str),
    /// Chooses an option of a list.
    Choose(&'static str, &'static str),
    /// Ticks a box.
    Tick(&'static str),
    /// Fills in today's date.
    Today,
    /// Fills the fields that this selector finds, one after another.
    Set(&'static str, &'static [&'static str]),
    /// Ticks every box that this selector finds: their words are alike.
    Mark(&'static str),
    /// Fills in the e-mail address and password of this role.
    Credentials(&'static str),
    /// Goes on as this role, at the same screen.
    As(&'static str),
    /// Fills in the password of this role, which is asked for again.
    Present(&'static str),
}

const TWICE: [&str; 5] = ["Zedekiah", "Quillfeather", "9", "9", "1990"]; // name and date of birth

/// A page: its route, the way to it, and how its heading begins.
pub struct Page(pub &'static str, pub &'static [Step], pub &'static str);

pub const PERSON: Step = First("main tbody a[href^='/people/']");
pub const REFERRAL: Step = First("main tbody a[href^='/referrals/']");
pub const APPOINTMENT: Step = First("main tbody a[href^='/appointments/']");
pub const BOOKED: Step = First("main a[href^='/appointments/']");
pub const PATHWAY: Step = First("main tbody a[href^='/pathways/']");
pub const WHOM: Step = First("a[href^='/people/']");
pub const ACCOUNT: Step = First("main tbody a[href^='/accounts/']");
pub const SERVICE: Step = Tick("Extended brief intervention");
pub const NO_RISK: Step = Tick("No risk is known");
pub const NO_NEEDS: Step = Tick("No such need is known");
pub const ASKS: Step = Fill("What do you ask?", "Please see them soon.");

/// Pages before anybody has signed in.
pub const NOBODY: &[Page] = &[
    Page(paths::HOME, &[Open("/")], "Sign in"),
    Page(paths::SIGN_IN, &[Open("/sign-in")], "Sign in"),
    Page(paths::SIGN_IN, &[Open("/sign-in"), Press("Continue")], "Sign in"),
    Page(
        paths::SIGN_IN,
        &[
            Open("/sign-in"),
            Fill("Email address", "nobody@probation.example"),
            Fill("Password", "not a password"),
            Press("Continue"),
        ],
        "Sign in",
    ),
    Page(
        paths::SIGN_IN_CODE,
        &[Open("/sign-in"), Credentials("Team manager"), Press("Continue")],
        "Enter your code",
    ),
    Page(
        paths::SIGN_IN_CODE,
        &[
            Open("/sign-in"),
            Credentials("Team manager"),
            Press("Continue"),
            Fill("Code", "1"),
            Press("Sign in"),
        ],
        "Enter your code",
    ),
];

/// Pages of somebody who works with people and refers them.
pub const PRACTITIONER: &[Page] = &[
    Page(paths::MY_DUE, &[Open("/my-work/due")], "All that is due"),
    Page(paths::MY_WAITING, &[Open("/my-work/waiting")], "Waiting for others"),
    Page(paths::MY_NEW, &[Open("/my-work/new")], "New since you were last here"),
    Page(paths::MY_WORK, &[Open("/my-work?group=person")], "My work"),
    Page(paths::MY_DIGEST, &[Open("/my-account/digest")], "Digest by email"),
    Page(paths::MY_WORK, &[Open("/my-work")], "My work"),
    Page(paths::CASELOAD, &[Open("/caseload")], "Caseload"),
    Page(
        paths::REPEAT_CONTACTS,
        &[Open("/repeat-contacts?agencies=1&contacts=1&days=365")],
        "People in contact",
    ),
    Page(paths::PEOPLE, &[Open("/people")], "People"),
    Page(paths::PEOPLE, &[Open("/people?q=a")], "People"),
    Page(paths::PEOPLE, &[Open("/people?q=zzzzzz")], "People"),
    Page(paths::PEOPLE, &[Open("/people?q=a&dob=31+2+1991")], "People"),
    Page(paths::NEW_PERSON, &[Open("/people/new")], "Add a person"),
    Page(paths::NEW_PERSON, &[Open("/people/new"), Press("Continue")], "Add a person"),
    Page(
        paths::NEW_PERSON_CHECK,
        &[Open("/people/new"), Fill("Family name", "Quill"), Press("Continue")],
        "Check your answers",
    ),
    Page(paths::PERSON, &[Open("/caseload"), PERSON], "Overview of"),
    Page(paths::PERSON_ORDER, &[Open("/caseload"), PERSON, Press("Order")], "Orders and requirements"),
    Page(paths::PERSON_REFERRALS, &[Open("/caseload"), PERSON, Press("Referrals")], "Referrals"),
    Page(paths::PERSON_TIMELINE, &[Open("/caseload"), PERSON, Press("Timeline")], "Timeline"),
    Page(paths::PERSON_SHARING, &[Open("/caseload"), PERSON, Press("Sharing")], "Sharing"),
    Page(
        paths::PERSON_WHO_SEES,
        &[Open("/caseload"), PERSON, Press("Sharing"), Press("Who can see what of this record")],
        "Who can see what",
    ),
    Page(
        paths::PERSON_WHY,
        &[Open("/caseload"), PERSON, Press("Sharing"), First("main tbody a[href*='/sharing/why']")],
        "Why you see this",
    ),
    Page(paths::PERSON_NOTES, &[Open("/caseload"), PERSON, Press("All notes")], "Notes"),
    Page(paths::PERSON_NOTE, &[Open("/caseload"), PERSON, Press("Add a note")], "Add a note about"),
    Page(
        paths::PERSON_NOTE,
        &[Open("/caseload"), PERSON, Press("Add a note"), Press("Save note")],
        "Add a note about",
    ),
    Page(paths::PERSON_IDENTITY, &[Open("/caseload"), PERSON, Press("Correct names")], "Correct"),
    Page(paths::REFER, &[Open("/caseload"), PERSON, Press("Make a referral")], "Which service"),
    Page(
        paths::REFER,
        &[Open("/caseload"), PERSON, Press("Make a referral"), Press("Continue")],
        "Which service",
    ),
    Page(
        paths::REFER_DETAILS,
        &[Open("/caseload"), PERSON, Press("Make a referral"), SERVICE, Press("Continue")],
        "What do you ask",
    ),
    Page(
        paths::REFER_DETAILS,
        &[
            Open("/caseload"),
            PERSON,
            Press("Make a referral"),
            SERVICE,
            Press("Continue"),
            Fill("What do you ask?", ""),
            Press("Continue"),
        ],
        "What do you ask",
    ),
    Page(
        paths::REFER_CHECK,
        &[
            Open("/caseload"),
            PERSON,
            Press("Make a referral"),
            SERVICE,
            Press("Continue"),
            ASKS,
            NO_RISK,
            NO_NEEDS,
            Press("Continue"),
        ],
        "Check your answers",
    ),
    Page(
        paths::REFERRAL_SENT,
        &[
            Open("/caseload"),
            PERSON,
            Press("Make a referral"),
            SERVICE,
            Press("Continue"),
            ASKS,
            NO_RISK,
            NO_NEEDS,
            Press("Continue"),
            Press("Send the referral"),
        ],
        "Referral sent",
    ),
    Page(
        paths::REFERRAL_WITHDRAW,
        &[Open("/caseload"), PERSON, Press("Referrals"), REFERRAL, Press("Withdraw")],
        "Withdraw",
    ),
    Page(
        paths::REFERRAL_AMEND,
        &[Open("/caseload"), PERSON, Press("Referrals"), REFERRAL, Press("Amend")],
        "Amend",
    ),
    Page(
        paths::NOTE_MOVE,
        &[
            Open("/caseload"),
            PERSON,
            Press("Add a note"),
            Fill("Note", "Written here by mistake."),
            Press("Save note"),
            Open("/caseload"),
            PERSON,
            Press("All notes"),
            First("main a[href*='/move-note']"),
            Press("Move the note"),
        ],
        "Move the note to the right person",
    ),
    Page(paths::POSSIBLE_DUPLICATES, &[Open("/people"), Press("Possible duplicates")], "Possible duplicates"),
    Page(
        paths::REVIEWER_AGREEMENT,
        &[Open("/possible-duplicates"), Press("How far those who decide agree")],
        "How far those who decide agree",
    ),
    Page(
        paths::IDENTITY_REVIEW,
        &[Open("/caseload"), PERSON, Press("Possible duplicates")],
        "Possible duplicates of",
    ),
    Page(
        paths::SAME_PERSON,
        &[
            Open("/people/new"),
            Set("#given #family #born-day #born-month #born-year", &TWICE),
            Press("Continue"),
            Press("Make the record"),
            Open("/people/new"),
            Set("#given #family #born-day #born-month #born-year", &TWICE),
            Press("Continue"),
            Press("Make the record"),
            Press("Possible duplicates"),
            Mark("main input[value^='same:']"),
            Fill("Why?", "One birth certificate, shown at both offices"),
            Press("Save the decision"),
            Press("See what joins them"),
        ],
        "Records taken for one person",
    ),
    Page(paths::PERSON_APPOINTMENTS, &[Open("/caseload"), PERSON, Press("Appointments")], "Appointments"),
    Page(
        paths::APPOINTMENT_NEW,
        &[Open("/caseload"), PERSON, Press("Appointments"), Press("Book an appointment")],
        "Book an appointment with",
    ),
    Page(
        paths::APPOINTMENT_NEW,
        &[
            Open("/caseload"),
            PERSON,
            Press("Appointments"),
            Press("Book an appointment"),
            Press("Book the appointment"),
        ],
        "Book an appointment with",
    ),
    Page(
        paths::APPOINTMENT,
        &[
            Open("/caseload"),
            PERSON,
            Press("Appointments"),
            Press("Book an appointment"),
            Fill("Day", "1"),
            Fill("Month", "12"),
            Fill("Year", "2049"),
            Fill("Time", "10:30"),
            Fill("Place", "Castle Street office"),
            Press("Book the appointment"),
            APPOINTMENT,
        ],
        "Appointment of",
    ),
    Page(
        paths::APPOINTMENT_MOVE,
        &[
            Open("/caseload"),
            PERSON,
            Press("Appointments"),
            APPOINTMENT,
            Press("Move to another time"),
            Press("Move the appointment"),
        ],
        "Move the appointment of",
    ),
    Page(
        paths::APPOINTMENT_CALL_OFF,
        &[Open("/caseload"), PERSON, Press("Appointments"), APPOINTMENT, Press("Call off")],
        "Call off the appointment of",
    ),
    Page(paths::DAY_SHEET, &[Open("/day?day=2049-12-01")], "Appointments on"),
    Page(paths::PATHWAYS, &[Open("/pathways")], "Pathways"),
    Page(paths::PATHWAY, &[Open("/pathways"), PATHWAY], "Pathway"),
    Page("/{nowhere}", &[Open("/nowhere")], "Page not found"),
];

/// Pages of somebody who answers referrals.
pub const PROVIDER: &[Page] = &[
    Page(paths::MY_WORK, &[Open("/my-work")], "My work"),
    Page(paths::INBOX, &[Open("/inbox")], "Referrals to us"),
    Page(paths::INBOX, &[Open("/inbox"), Press("Taken on")], "Referrals to us"),
    Page(paths::INBOX_ANSWERED, &[Open("/inbox"), Press("Answered by us")], "Answered by us"),
    Page(paths::REFERRAL, &[Open("/inbox"), REFERRAL], "Referral to"),
    // What the gate withholds is said on the page.
    Page(paths::PERSON, &[Open("/inbox"), REFERRAL, WHOM], "Overview of"),
    Page(paths::PERSON_TIMELINE, &[Open("/inbox"), REFERRAL, WHOM, Press("Timeline")], "Timeline"),
    Page(paths::REFERRAL_DECLINE, &[Open("/inbox"), REFERRAL, Press("Decline")], "Decline"),
    Page(
        paths::REFERRAL_DECLINE,
        &[Open("/inbox"), REFERRAL, Press("Decline"), Press("Decline the referral")],
        "Decline",
    ),
    Page(
        paths::REFERRAL_WAITLIST,
        &[Open("/inbox"), REFERRAL, Press("Put on the waiting list"), Press("Put on the waiting list")],
        "Put on the waiting list",
    ),
    Page(
        paths::REFERRAL_ASK,
        &[Open("/inbox"), REFERRAL, Press("Ask for more information")],
        "Ask for more information",
    ),
    Page(
        paths::REFERRAL_OFFER,
        &[Open("/inbox"), REFERRAL, Press("Accept"), Press("Record an offer of a first appointment")],
        "Record an offer",
    ),
    Page(
        paths::REFERRAL_BOOK,
        &[Open("/inbox"), REFERRAL, Press("Accept"), Press("Book the first appointment")],
        "Book the first appointment",
    ),
    Page(
        paths::REFERRAL_CONCLUDE,
        &[Open("/inbox"), REFERRAL, Press("Accept"), Press("Conclude"), Press("Conclude the referral")],
        "Conclude",
    ),
    Page(
        paths::APPOINTMENT_RECORD,
        &[
            Open("/inbox"),
            REFERRAL,
            Press("Accept"),
            Press("Book the first appointment"),
            Tick("At another time or place"),
            Today,
            Fill("Time", "16:00"),
            Fill("Place", "Castle Street office"),
            Press("Book the appointment"),
            BOOKED,
            Press("Record attendance"),
        ],
        "Record attendance of",
    ),
    Page(
        paths::APPOINTMENT_CORRECT,
        &[
            Open("/inbox"),
            REFERRAL,
            Press("Accept"),
            Press("Book the first appointment"),
            Tick("At another time or place"),
            Today,
            Fill("Time", "16:00"),
            Fill("Place", "Castle Street office"),
            Press("Book the appointment"),
            BOOKED,
            Press("Record attendance"),
            Tick("Did not attend"),
            Press("Record"),
            Press("Correct what was recorded"),
            Press("Correct the outcome"),
        ],
        "Correct the outcome for",
    ),
    Page(
        paths::APPOINTMENT_FEEDBACK,
        &[
            Open("/inbox"),
            REFERRAL,
            Press("Accept"),
            Press("Book the first appointment"),
            Tick("At another time or place"),
            Today,
            Fill("Time", "16:00"),
            Fill("Place", "Castle Street office"),
            Press("Book the appointment"),
            BOOKED,
            Press("Record attendance"),
            Tick("Attended"),
            Press("Record"),
        ],
        "Feedback on the session of",
    ),
];

pub const ASSESSMENTS: &[Step] = &[Open("/caseload"), PERSON, Press("Assessments")];
pub const SCREEN: Step = First("main a[href^='/people/'][href$='/screen']");
pub const AUDIT: Step = First("main a[href^='/people/'][href$='/audit']");
pub const AGREED: &[Step] = &[
    Open("/caseload"),
    PERSON,
    Press("Assessments"),
    SCREEN,
    Mark("#consent"),
    Mark("#manner"),
    Fill("Which court, custody suite or team?", "North Court"),
    Press("Continue"),
];
pub const DRINKS: &[Step] = &[
    Open("/caseload"),
    PERSON,
    Press("Assessments"),
    AUDIT,
    Mark("input[name=mode][value=interview], input[name=pregnancy][value=no], input[name=item-1][value='4']"),
    Press("Continue"),
];
pub const SIGNS: &[Step] = &[
    Open("/caseload"),
    PERSON,
    Press("Assessments"),
    AUDIT,
    Mark("input[name=mode][value=interview], input[name=pregnancy][value=no], input[name=item-1][value='4']"),
    Press("Continue"),
    Mark("input[name^=item-][value='2']"),
    Press("Continue"),
];
pub const HARM: &[Step] = &[
    Open("/caseload"),
    PERSON,
    Press("Assessments"),
    AUDIT,
    Mark("input[name=mode][value=interview], input[name=pregnancy][value=no], input[name=item-1][value='0']"),
    Press("Continue"),
];
pub const CHECKED: &[Step] = &[
    Open("/caseload"),
    PERSON,
    Press("Assessments"),
    AUDIT,
    Mark("input[name=mode][value=interview], input[name=pregnancy][value=no], input[name=item-1][value='0']"),
    Press("Continue"),
    Mark("input[name^=item-][value='2']"),
    Press("Continue"),
];
pub const KEPT: &[Step] = &[
    Open("/caseload"),
    PERSON,
    Press("Assessments"),
    AUDIT,
    Mark("input[name=mode][value=interview], input[name=pregnancy][value=no], input[name=item-1][value='0']"),
    Press("Continue"),
    Mark("input[name^=item-][value='2']"),
    Press("Continue"),
    Press("Keep these answers"),
];
pub const FOUND: &[Step] = &[
    Open("/caseload"),
    PERSON,
    Press("Assessments"),
    SCREEN,
    Mark("#consent"),
    Mark("#manner"),
    Fill("Which court, custody suite or team?", "North Court"),
    Press("Continue"),
    Mark("input[name^=need-][value=some], #risk, input[name=alcohol][value=refused], #suitability"),
    Press("Keep what was found"),
];
pub const RECOMMENDING: &[Step] = &[
    Open("/caseload"),
    PERSON,
    Press("Assessments"),
    First("main a[href^='/screenings/']"),
    First("main a[href$='/recommend']"),
];
pub const RECOMMENDED_TEXT: &[Step] = &[
    Open("/caseload"),
    PERSON,
    Press("Assessments"),
    First("main a[href^='/screenings/']"),
    First("main a[href$='/recommend']"),
    Mark("#form, input[name=proposal][value=ATR]"),
    Press("Continue to the text"),
];
pub const RECOMMENDED: &[Step] = &[
    Open("/caseload"),
    PERSON,
    Press("Assessments"),
    First("main a[href^='/screenings/']"),
    First("main a[href$='/recommend']"),
    Mark("#form, input[name=proposal][value=ATR]"),
    Press("Continue to the text"),
    Press("Keep as given to the court"),
];
pub const OUTCOME: &[Step] = &[
    Open("/caseload"),
    PERSON,
    Press("Assessments"),
    First("main a[href^='/recommendations/']"),
    Press("Record the outcome"),
];
pub const COMES: &[Step] = &[
    Open("/ways-in/self"),
    Mark(
        "#consent, #manner, input[name=risk_known][value=none], input[name=needs_known][value=none], input[name=alcohol][value=refused], input[name=service][value=none]",
    ),
    Fill("Where or how did the person ask?", "At the office"),
    Fill("Family name", "Quill"),
    Fill("What is asked for?", "Somebody to talk to."),
    Press("Continue"),
];

/// Pages of somebody who screens at court, and brings people in by other ways.
pub const LIAISON: &[Page] = &[
    Page(paths::WAYS_IN, &[Open("/ways-in")], "Ways in"),
    Page(paths::WAY_IN, &[Open("/ways-in/police")], "A police officer met"),
    Page(paths::WAY_IN, &[Open("/ways-in/prison"), Press("Continue")], "Somebody is about to leave prison"),
    Page(paths::WAY_IN_KNOWN, COMES, "Who is it?"),
    Page(paths::PERSON_ASSESSMENTS, ASSESSMENTS, "Assessments"),
    Page(paths::AUDIT_NEW, &[Open("/caseload"), PERSON, Press("Assessments"), AUDIT], "AUDIT: drinking"),
    Page(
        paths::AUDIT_NEW,
        &[Open("/caseload"), PERSON, Press("Assessments"), AUDIT, Press("Continue")],
        "AUDIT: drinking",
    ),
    Page(paths::AUDIT_AMOUNT, DRINKS, "AUDIT: how much"),
    Page(paths::AUDIT_SIGNS, SIGNS, "AUDIT: the last year"),
    Page(paths::AUDIT_HARM, HARM, "AUDIT: harm and concern"),
    Page(paths::AUDIT_CHECK, CHECKED, "Check your answers"),
    Page(paths::AUDIT, KEPT, "AUDIT on"),
    Page(paths::PERSON_SCREEN, &[Open("/caseload"), PERSON, Press("Assessments"), SCREEN], "Screen"),
    Page(paths::CONTACT_ASSESS, AGREED, "What did you find?"),
    Page(paths::SCREENINGS, &[Open("/screenings")], "Screening"),
    Page(paths::SCREENING, FOUND, "Screening at North Court"),
    Page(paths::RECOMMEND, RECOMMENDING, "What do you recommend?"),
    Page(paths::RECOMMEND_TEXT, RECOMMENDED_TEXT, "Oral report"),
    Page(paths::RECOMMENDATION, RECOMMENDED, "Oral report"),
    Page(paths::RECOMMENDATION_OUTCOME, OUTCOME, "What did the court do?"),
    Page(
        paths::PERSON_CONSENTS,
        &[Open("/caseload"), PERSON, Press("Assessments"), First("main a[href$='/consents']")],
        "Consents",
    ),
    Page(
        paths::CONSENT_NEW,
        &[
            Open("/caseload"),
            PERSON,
            Press("Assessments"),
            First("main a[href$='/consents']"),
            Press("Record a consent or a refusal"),
        ],
        "What did you ask",
    ),
    Page(paths::FUNNEL, &[Open("/funnel")], "Screening from"),
];

/// Pages of somebody who manages a team.
pub const MANAGER: &[Page] = &[
    Page(paths::ACTING_FOR, &[Open("/acting-for")], "Who do you act for?"),
    Page(paths::SECONDMENTS, &[Open("/secondments")], "Secondments"),
    Page(paths::SECONDMENT_NEW, &[Open("/secondments/new"), Press("Propose")], "Propose a secondment"),
    Page(
        paths::SECONDMENT,
        &[
            Fill("Work email address", "probation.practitioner@probation.northmoor.example"),
            Choose("Where are they to work?", "Northmoor Alcohol Service"),
            Tick("Specialist on site"),
            Set(
                "[name='from-day'] [name='from-month'] [name='from-year'] [name='until-day'] [name='until-month'] \
                 [name='until-year']",
                &["1", "12", "2030", "31", "12", "2030"],
            ),
            Press("Propose"),
        ],
        "Secondment of",
    ),
    Page(paths::SECONDMENT_ANSWER, &[Press("Withdraw")], "Secondment of"),
    Page(paths::SECONDMENT_ANSWER, &[Press("Go on")], "Secondment of"),
    Page(paths::SUMMARY_FIGURES, &[Open("/summary-figures")], "Applications and summaries"),
    Page(paths::TEAM, &[Open("/team")], "Team"),
    Page(paths::TEAM, &[Open("/team?member=nobody")], "Team"),
    Page(paths::LATE_STARTS, &[Open("/late-starts")], "Not begun"),
    Page(
        paths::PATHWAY_REVIEW,
        &[Open("/pathways"), PATHWAY, Press("Record a review")],
        "Review the pathway of",
    ),
    Page(
        paths::PATHWAY_REVIEW,
        &[Open("/pathways"), PATHWAY, Press("Record a review"), Press("Record the review")],
        "Review the pathway of",
    ),
];
