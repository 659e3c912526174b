//! Sentences that practitioners write, in words that the person may read: what happened, what the person said, what comes next.
//! No sentence judges, labels or guesses.

use domain::pathway::{NeedLevel, Pathway};
use domain::section::Section;

/// What is written of a need on the pathway of drugs and alcohol: it must agree with the screening beside it.
fn substance(level: NeedLevel, drinks: bool, drugs: bool) -> &'static [&'static str] {
    match (level, drinks, drugs) {
        (NeedLevel::Great, true, true) => &[
            "Drinks every day and uses some days; says that one leads to the other.",
            "Drink first, then whatever is there. Wants help with both, drink first.",
        ],
        (NeedLevel::Great, true, false) => &[
            "Drinks daily from the morning and shakes without. Must not stop suddenly.",
            "Drinking every day since a bereavement. Wants to stop.",
            "Two hospital visits this year after drinking. Ready to try again.",
        ],
        (NeedLevel::Great, false, _) => &[
            "Uses every day; wants to talk about a prescription.",
            "Back to using since the hostel place ended. Asks for a worker who knows the past.",
        ],
        (_, true, true) => &[
            "Drinks at weekends, with cannabis to sleep.",
            "Drink and pills at parties; less than last year.",
        ],
        (_, true, false) => &[
            "Drinks more at weekends than wanted.",
            "Drinks after arguments; has cut down twice alone.",
            "Drinks with workmates on Fridays; wants to be home earlier.",
        ],
        (_, false, _) => {
            &["Cannabis most evenings, to sleep.", "Has not used for four months and wants to keep it so."]
        }
    }
}

/// What is written of a need on a pathway at a level, for somebody who drinks too much or not, and uses drugs or not.
pub(crate) fn need(pathway: Pathway, level: NeedLevel, drinks: bool, drugs: bool) -> &'static [&'static str] {
    match (pathway, level) {
        (_, NeedLevel::None) => &[
            "No need found at this time.",
            "Going well; says no help is wanted.",
            "Asked; nothing at present.",
        ],
        (Pathway::Substance, _) => substance(level, drinks, drugs),
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

/// What a note leaves open: `{day}`, `{place}` and `{thing}` are drawn from these, `{}` is the name to call the person by.
pub(crate) static SLOTS: &[(&str, &[&str])] = &[
    ("{day}", &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]),
    (
        "{place}",
        &[
            "the library café",
            "the office",
            "the market hall",
            "the health centre",
            "the community garden",
            "the workshop",
            "the advice centre",
        ],
    ),
    (
        "{thing}",
        &[
            "a letter about the rent",
            "the tenancy papers",
            "a payslip",
            "a letter from the GP",
            "photographs of the garden",
            "the form for the course",
            "a bill",
            "a card from the children",
        ],
    ),
];

/// Notes of supervision, by whoever leads.
pub(crate) static SUPERVISION_NOTES: &[(Section, &str)] = &[
    (Section::Notes, "{} came on time and spoke openly about the week. Next time will bring {thing}."),
    (Section::Notes, "Telephone call. {} has started the placement and likes the supervisor."),
    (Section::Notes, "{} was tired today; we kept it short and agreed to meet again on {day}."),
    (
        Section::Notes,
        "Talked through what led to the offence. {} can name two moments at which it could have gone otherwise.",
    ),
    (Section::Notes, "{} brought a certificate from the course and is proud of it, rightly."),
    (
        Section::Notes,
        "Met at {place}, as {} finds waiting rooms hard. A good conversation about the next month.",
    ),
    (Section::Notes, "{} brought {thing}. We read it together and wrote down what to do, and who does it."),
    (Section::Notes, "Rang {} on {day} to ask how things are. Quiet week; nothing new."),
    (Section::Notes, "{} asked for a later time because of work. Changed to five o'clock on {day}s."),
    (Section::Notes, "Walked with {} through town instead of sitting in the office. It was easier to talk."),
    (Section::Notes, "{} missed the bus and walked four miles to be here. Thanked, and a bus pass arranged."),
    (Section::Notes, "{} wants to understand the paperwork better. Went through the order line by line."),
    (Section::Notes, "Short visit at home, agreed beforehand. {} had tidied up and made tea."),
    (Section::Notes, "{} says that the last months have been the steadiest for years."),
    (
        Section::Compliance,
        "Missed appointment discussed. {} had the wrong day; the new time is on a card and in the telephone.",
    ),
    (
        Section::Compliance,
        "{} rang ahead to say that the bus was cancelled. New time the same afternoon, kept.",
    ),
    (Section::Compliance, "All sessions kept this month."),
    (Section::Compliance, "{} was a quarter of an hour late and said so by text beforehand."),
    (Section::Compliance, "Unpaid work: {} has kept every {day} so far. The supervisor is pleased."),
    (Section::Compliance, "Evidence received for the absence on {day}: a note from the surgery. Accepted."),
    (
        Section::Plan,
        "Plan gone through together. {} wants to put housing first, then work. Goals written in the person's own words.",
    ),
    (Section::Plan, "Plan reviewed: two of five goals reached. {} chose the next one."),
    (Section::Plan, "{} wants fewer goals and smaller ones. We kept three."),
    (Section::Plan, "Goal reached: {} has the identity card that was needed for everything else."),
    (
        Section::Accommodation,
        "Visited the new flat with {}. The heating does not work; landlord rung, repair promised for {day}.",
    ),
    (Section::Accommodation, "{} has had an offer of a flat and will see it on {day}."),
    (Section::Accommodation, "{} has paid off the arrears. The landlord has confirmed it in writing."),
    (
        Section::Accommodation,
        "Neighbours complained about noise. {} has spoken with them; it is settled for now.",
    ),
    (Section::Employment, "{} has an interview at the garden centre on {day}. Practised together."),
    (Section::Employment, "Work coach and {} looked at courses; the forklift one begins next month."),
    (Section::Employment, "First week in the bakery. {} finds the hours hard and the people good."),
    (Section::Employment, "{} told the employer about the conviction, as we had prepared. The offer stands."),
    (
        Section::Finance,
        "Went through the letters together. Two need an answer this week; Wexdale Advice will help.",
    ),
    (Section::Finance, "Back payment has come. {} wants to clear the arrears first."),
    (Section::Finance, "{} has opened a bank account and no longer needs to be paid in cash."),
    (Section::Family, "{} saw the children on Sunday. It went well."),
    (Section::Family, "{} asked that a sister be rung when there is no answer. Permission written down."),
    (
        Section::Family,
        "First telephone call with an elder brother after six years. {} was nervous and is glad.",
    ),
    (Section::Family, "School meeting on {day}. {} would like to go; we talked about how."),
    (Section::Attitudes, "{} walked away from an argument on Saturday and told me how. That is new."),
    (Section::Attitudes, "Exercise on thinking before acting. {} found an example of their own."),
    (Section::Attitudes, "{} has stopped seeing two old friends and says it is lonely. Mentor talked about."),
    (Section::Risk, "No change in risk. {} says that home is quiet."),
    (
        Section::Risk,
        "An argument at home at the weekend; nobody was hurt. Talked about what to do next time, and whom to ring.",
    ),
    (
        Section::Risk,
        "{} spoke of a low week. Safety plan read again; {} has the crisis number and will see the GP on {day}.",
    ),
    (Section::PhysicalHealth, "{} has now registered with a GP."),
    (
        Section::PhysicalHealth,
        "Blood pressure checked at the clinic in the office. {} will see the GP about it.",
    ),
    (Section::Court, "Progress report sent to the court. {} read it first and agreed with it."),
];

/// Notes of treatment, by the worker who gives it.
pub(crate) static TREATMENT_NOTES: &[(Section, &str)] = &[
    (
        Section::Treatment,
        "First session. {} told the story from the beginning. Aim for this week: two days without.",
    ),
    (
        Section::Treatment,
        "{} kept the diary and had three days without. Cravings worst at six in the evening; going for a walk helps.",
    ),
    (
        Section::Treatment,
        "A hard week after a funeral. {} used on two days and told me. We went back to what worked before.",
    ),
    (Section::Treatment, "Group today. {} spoke for the first time; others listened."),
    (
        Section::Treatment,
        "Talked about withdrawal and why not to stop suddenly. {} will see the nurse on {day}.",
    ),
    (Section::Treatment, "Four weeks without. {} says that mornings are the best part."),
    (
        Section::Treatment,
        "Looked at what comes before the first one: pay day, and being alone. {} will spend pay day with a cousin.",
    ),
    (
        Section::Treatment,
        "{} asked what happens after the programme. Talked about the peer group at {place}.",
    ),
    (Section::Substance, "Attended and took part. Days of use in the last 28: down from 20 to 11."),
    (Section::Substance, "Attended. No change since the last session; {} wants to carry on."),
    (Section::Substance, "Attended. {} has reached the first goal and set the second."),
    (Section::Compliance, "Attended, on time."),
    (Section::Compliance, "Did not attend. Rung: no answer; text sent with a new time."),
    (Section::Compliance, "Attended, ten minutes late; stayed to the end."),
];

/// Notes of support, by anybody else who took a referral. The first one is of the first meeting.
pub(crate) static SUPPORT_NOTES: &[(Section, &str)] = &[
    (Section::Notes, "Met {} for the first time. We agreed what to work on, and how to get in touch."),
    (Section::Notes, "First meeting with {}, at {place}. Brought {thing}."),
    (Section::Notes, "Went along with {} to the appointment, as agreed."),
    (Section::Notes, "Text to remind {} of tomorrow; answered with a thumbs up."),
    (Section::Notes, "{} says that somebody being there makes the difference."),
    (Section::Notes, "Filled in the form with {}; posted on {day}."),
    (Section::Notes, "{} did this week's step without help, and was rightly pleased."),
    (Section::Notes, "No answer to two calls. A card sent, in plain words, with my number."),
];

/// How many of [`SUPPORT_NOTES`] and of [`TREATMENT_NOTES`] tell of a first meeting.
pub(crate) const FIRST_MEETINGS: (usize, usize) = (2, 1);

/// What is asked of each service, in the order of the services.
pub(crate) static ASKS: [&[&str]; 20] = [
    &[
        "Treatment is part of the order. Please offer a first appointment, if you can on a day of supervision at Castle Street.",
        "Please begin the treatment that the court ordered. Drinks every day; withdrawal must be planned.",
        "Alcohol treatment under the order. Has stopped before for seven months; evenings are hardest.",
    ],
    &[
        "Wants to cut down and has kept a diary for a week.",
        "Has cut down alone twice and would like some sessions to keep it up.",
    ],
    &[
        "Treatment is part of the order. Travel is hard; the Thornbeck office would be best.",
        "Please begin the treatment that the court ordered, if possible beside supervision.",
    ],
    &["Would like to meet others who have stopped.", "Does well in groups and wants to come on Thursdays."],
    &[
        "Drug rehabilitation under the order; the first review at court is in a month.",
        "Please begin testing and treatment. Asks to talk about a prescription.",
    ],
    &["Uses most days and wants to stop before the baby is born.", "Asks for a worker; mornings are best."],
    &["Mental health treatment under the order, as in the report to the court."],
    &["Low for months and asks for somebody to talk with.", "Anxious in groups; would do better one to one."],
    &[
        "Nowhere to go when the hostel place ends. Please advise what is possible and by when.",
        "Has notice to leave at the end of next month. Please see what can be done before then.",
    ],
    &[
        "Please see about a settled place. Would share; needs ground floor or lift.",
        "Ready to leave the hostel and would like a place with some support.",
    ],
    &[
        "Help to keep the tenancy: arrears are small and a plan is agreed.",
        "First own flat in years. Bills, a cooker and the neighbours are all new.",
    ],
    &[
        "Looking for work with the hands. Please help with a CV and with what to say about the conviction.",
        "Has an offer that depends on a licence; can you help with the cost?",
        "Wants to retrain after an injury. Mornings are free.",
    ],
    &["Would like to try the workshop; used to repair bicycles.", "Fit for manual work and can walk to you."],
    &[
        "Would like help to see the children more regularly.",
        "Cares alone for two children; please see what support there is at home.",
    ],
    &[
        "Please make contact by telephone first, not by letter.",
        "Would like a woman to talk with; childcare is needed.",
    ],
    &[
        "Asks for counselling with a woman. Please text, do not ring.",
        "Ready to talk about what happened; no hurry.",
    ],
    &[
        "Would like a mentor who has been through this; likes fishing.",
        "New in town and knows few people. Football would be a way in.",
        "Wants somebody to go along to appointments in the first months.",
    ],
    &[
        "Asks for a check and help to find a GP.",
        "Has not seen a doctor for years; blood pressure was high once.",
    ],
    &[
        "Letters unopened and a meter that runs out. Please go through them together.",
        "Benefit has stopped and the reason is not clear.",
    ],
    &[
        "Asks whether it is possible to say sorry to the shop's owner.",
        "Would like to explain what happened, if the other side wants to hear it.",
    ],
];

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
    [
        "I did not want to come at first.",
        "Came every week all the same.",
        "Talks more in the group than anybody.",
    ],
    [
        "My brother drinks, and I live with him.",
        "Housing options asked for help.",
        "Plan for evenings at home written together.",
    ],
    [
        "I want it to go on after the order.",
        "Order ends in the spring; nothing is owed.",
        "We will carry on; same worker, same day.",
    ],
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
