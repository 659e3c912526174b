//! Sentences that practitioners write, in words that the person may read: what happened, what the person said, what comes next.
//! No sentence judges, labels or guesses.

use domain::pathway::{NeedLevel, Pathway};
use domain::section::Section;

/// What is written of a need on a pathway at a level.
pub(crate) fn need(pathway: Pathway, level: NeedLevel) -> &'static [&'static str] {
    match (pathway, level) {
        (_, NeedLevel::None) => &[
            "No need found at this time.",
            "Going well; says no help is wanted.",
            "Asked; nothing at present.",
        ],
        (Pathway::Accommodation, NeedLevel::Some) => &[
            "Sharing with a friend; may stay until the new year.",
            "Private let; the notice period is one month.",
            "Rent is behind by two weeks; landlord has agreed a plan.",
        ],
        (Pathway::Accommodation, NeedLevel::Great) => &[
            "No settled home; sleeps on sofas, sometimes out.",
            "Notice to leave, and nowhere to go after it.",
            "In the hostel; the place ends in six weeks.",
        ],
        (Pathway::Employment, NeedLevel::Some) => &[
            "Agency work, some weeks none.",
            "Wants a forklift licence; the old one has run out.",
            "Left school early; would like help with numbers.",
        ],
        (Pathway::Employment, NeedLevel::Great) => &[
            "Out of work for three years; lost confidence.",
            "Never had paid work; enjoys working with the hands.",
            "Had to leave a job because of a bad back; unsure what is possible now.",
        ],
        (Pathway::Health, NeedLevel::Some) => &[
            "Sleeps badly. Not registered with a dentist.",
            "Takes tablets for blood pressure; asks for a check.",
            "Low on some days; has spoken with the GP.",
        ],
        (Pathway::Health, NeedLevel::Great) => &[
            "No GP. Weight loss and pain over months.",
            "Low mood most days and little sleep; has thought about not going on. Plan agreed.",
            "Long-standing anxiety; finds buses and waiting rooms very hard.",
        ],
        (Pathway::Substance, NeedLevel::Some) => &[
            "Drinks more at weekends than wanted.",
            "Cannabis most evenings, to sleep.",
            "Drinks after arguments; has cut down twice alone.",
        ],
        (Pathway::Substance, NeedLevel::Great) => &[
            "Drinks daily from the morning and shakes without. Must not stop suddenly.",
            "Uses every day; wants to talk about a prescription.",
            "Drinking every day since a bereavement. Wants to stop.",
        ],
        (Pathway::Family, NeedLevel::Some) => &[
            "Sees the children at weekends; wants it to be more regular.",
            "Cares for a parent; appointments must fit round that.",
            "Things are strained with a partner; both want help.",
        ],
        (Pathway::Family, NeedLevel::Great) => &[
            "The children are with an aunt; wants to show that they can come home.",
            "Cares alone for three children under ten.",
            "No contact with family since the court case, and misses them.",
        ],
        (Pathway::Finance, NeedLevel::Some) => &[
            "Behind with the electricity; on a key meter.",
            "Fines and a loan; pays something each week.",
            "Benefit payments changed; a letter needs an answer.",
        ],
        (Pathway::Finance, NeedLevel::Great) => &[
            "No income since release; claim not yet paid.",
            "Several debts, letters unopened. Wants somebody to go through them together.",
            "Benefit stopped; food bank twice this month.",
        ],
        (Pathway::Attitudes, NeedLevel::Some) => &[
            "Old friends call; finds it hard to say no.",
            "Thinks about what happened, and can say what led to it.",
            "Acts quickly when angry; is learning to walk away.",
        ],
        (Pathway::Attitudes, NeedLevel::Great) => &[
            "Sees little wrong in what happened; open to talking about it.",
            "Most friends are in the same trouble; wants other company.",
            "Finds it hard to stop once a row has begun.",
        ],
    }
}

/// Notes of supervision, by whoever leads. `{}` is the name to call the person by.
pub(crate) static SUPERVISION_NOTES: &[(Section, &str)] = &[
    (
        Section::Notes,
        "{} came on time and spoke openly about the week. Next: bring the letter from the landlord.",
    ),
    (Section::Notes, "Telephone call. {} has started the placement and likes the supervisor."),
    (Section::Notes, "{} was tired today; we kept it short and agreed to meet again on Thursday."),
    (
        Section::Notes,
        "Talked through what led to the offence. {} can name two moments at which it could have gone otherwise.",
    ),
    (Section::Notes, "{} brought a certificate from the course and is proud of it, rightly."),
    (
        Section::Notes,
        "Met in the café at the library, as {} finds the office hard. A good conversation about the next month.",
    ),
    (
        Section::Compliance,
        "Missed appointment discussed. {} had the wrong day; the new time is on a card and in the telephone.",
    ),
    (
        Section::Compliance,
        "{} rang ahead to say that the bus was cancelled. New time the same afternoon, kept.",
    ),
    (Section::Compliance, "All sessions kept this month."),
    (
        Section::Plan,
        "Plan gone through together. {} wants to put housing first, then work. Goals written in the person's own words.",
    ),
    (Section::Plan, "Plan reviewed: two of five goals reached. {} chose the next one."),
    (
        Section::Accommodation,
        "Visited the new flat with {}. The heating does not work; landlord rung, repair promised for Friday.",
    ),
    (Section::Accommodation, "The hostel says that {} keeps the room well and gets on with the others."),
    (Section::Employment, "{} has an interview at the garden centre next Tuesday. Practised together."),
    (Section::Employment, "Work coach and {} looked at courses; the forklift one begins next month."),
    (
        Section::Finance,
        "Went through the letters together. Two need an answer this week; Wexdale Advice will help.",
    ),
    (Section::Finance, "Back payment has come. {} wants to clear the arrears first."),
    (Section::Family, "{} saw the children on Sunday. It went well."),
    (Section::Family, "{} asked that a sister be rung when there is no answer. Permission written down."),
    (Section::Attitudes, "{} walked away from an argument on Saturday and told me how. That is new."),
    (Section::Risk, "No change in risk. {} says that home is quiet."),
    (
        Section::Risk,
        "An argument at home at the weekend; nobody was hurt. Talked about what to do next time, and whom to ring.",
    ),
    (Section::PhysicalHealth, "{} has now registered with a GP."),
    (Section::Court, "Progress report sent to the court. {} read it first and agreed with it."),
];

/// Notes of treatment, by the worker who gives it.
pub(crate) static TREATMENT_NOTES: &[(Section, &str)] = &[
    (
        Section::Treatment,
        "First session. {} drinks to sleep. We looked at a week's diary; aim is two days without.",
    ),
    (
        Section::Treatment,
        "{} kept the diary and had three days without. Cravings worst at six in the evening; going for a walk helps.",
    ),
    (
        Section::Treatment,
        "A hard week after a funeral. {} drank on two days and told me. We went back to what worked before.",
    ),
    (Section::Treatment, "Group today. {} spoke for the first time; others listened."),
    (
        Section::Treatment,
        "Talked about withdrawal and why not to stop suddenly. {} will see the nurse on Monday.",
    ),
    (Section::Treatment, "Four weeks without. {} says that mornings are the best part."),
    (Section::Substance, "Attended and took part. Drinking days in the last 28: down from 20 to 11."),
    (Section::Substance, "Attended. No change since the last session; {} wants to carry on."),
    (Section::Compliance, "Attended, on time."),
    (Section::Compliance, "Did not attend. Rung: no answer; text sent with a new time."),
];

/// Notes of support, by anybody else who took a referral.
pub(crate) static SUPPORT_NOTES: &[(Section, &str)] = &[
    (Section::Notes, "Met {} for the first time. We agreed what to work on, and how to get in touch."),
    (Section::Notes, "Went along with {} to the appointment, as agreed."),
    (Section::Notes, "Text to remind {} of tomorrow; answered with a thumbs up."),
    (Section::Notes, "{} says that somebody being there makes the difference."),
];

/// What is asked of a provider, by the pathway of its service.
pub(crate) fn asks(pathway: Pathway) -> &'static [&'static str] {
    match pathway {
        Pathway::Accommodation => &[
            "Please see about a settled place. Would share; needs ground floor or lift.",
            "Help to keep the tenancy: arrears are small and a plan is agreed.",
            "Nowhere to go when the hostel place ends. Please advise what is possible and by when.",
        ],
        Pathway::Employment => &[
            "Looking for work with the hands. Please help with a CV and with what to say about the conviction.",
            "Wants to retrain. Mornings are free.",
            "Has an offer that depends on a licence; can you help with the cost?",
        ],
        Pathway::Health => &[
            "Asks for a check and help to find a GP.",
            "Low for months and asks for somebody to talk with.",
            "Anxious in groups; would do better one to one.",
        ],
        Pathway::Substance => &[
            "Please assess for treatment. Wants to cut down and has kept a diary for a week.",
            "Treatment is part of the order; please offer a first appointment, if you can on a day of supervision at Castle Street.",
            "Has stopped before for seven months and wants to again. Evenings are hardest.",
        ],
        Pathway::Family => &[
            "Would like help to see the children more regularly.",
            "Cares alone for two children; please see what support there is at home.",
            "Please make contact by telephone first; not by letter.",
        ],
        Pathway::Finance => &[
            "Letters unopened and a meter that runs out. Please go through them together.",
            "Benefit has stopped and the reason is not clear.",
        ],
        Pathway::Attitudes => &[
            "Would like a mentor who has been through this; likes fishing and football.",
            "Asks whether it is possible to say sorry to the shop's owner.",
        ],
    }
}

/// What person, offender manager and worker said at a three-way meeting.
pub(crate) static VOICES: &[[&str; 3]] = &[
    [
        "I want to see my daughter sober.",
        "Kept every appointment so far.",
        "Diary kept; three days without each week.",
    ],
    [
        "The group is better than I thought.",
        "Unpaid work is on track.",
        "Ready to move from weekly to fortnightly.",
    ],
    [
        "I slipped at Christmas, but I told you.",
        "Honest about the slip; no new concern.",
        "Back to the plan within a week.",
    ],
    [
        "It is too far to come twice a week.",
        "We can put both on Tuesday at Castle Street.",
        "Will hold the session there.",
    ],
    ["I would like to work again.", "Referral to the work coach agreed.", "Sleep and mornings are better."],
];

/// Reasons that people give for not coming, and whether such a reason is accepted as a rule.
pub(crate) static REASONS: &[(&str, bool)] = &[
    ("Ill, with a note from the GP.", true),
    ("Called in to work at short notice; employer confirms.", true),
    ("The bus did not come; operator confirms.", true),
    ("Child was ill.", true),
    ("At the hospital with a relative.", true),
    ("Mixed up the day.", false),
    ("Overslept.", false),
    ("Could not say.", false),
    ("No answer to calls or text.", false),
];

/// Words that a provider adds to a declined referral.
pub(crate) static DECLINE_WORDS: &[&str] = &[
    "We could see the person in about seven weeks; Lantern may be quicker.",
    "Lives in Thornbeck, which Lantern serves. We have told them to expect you.",
    "On the score given, a brief intervention would fit better. Happy to talk it through.",
    "Please send the AUDIT score and we will look again the same day.",
    "We rang twice. The person says that now is not the time and may come back to us at any time.",
];
