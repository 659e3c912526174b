//! Agreements in words: states, days, the parts of the record.

use crate::{
    kit::{Html, SummaryList, SummaryRow, Tag, Tone},
    words,
};
use app::agreements::Opened;
pub(super) use domain::agreement::words::capital;
use domain::{
    agreement::{
        Fact, Parties, Party, Remark, State, Terms,
        review::{MONTHS_OF_THE_STUDY, Making},
    },
    section::Purpose,
};
use jiff::tz::TimeZone;

/// Where it stands.
pub(super) fn state_tag(state: State) -> Tag {
    let tone = match state {
        State::Draft | State::Superseded | State::Ended => Tone::Quiet,
        State::UnderReview | State::Signed => Tone::Active,
        State::InForce => Tone::Good,
        State::Returned => Tone::Soon,
        State::Suspended => Tone::Late,
    };
    Tag::new(state.words(), tone)
}

/// "12 months; as a draft 30 days, under review 335 days (the study: 36 months)".
pub(super) fn making(making: &Making) -> String {
    let days = |days: i32| words::count(u64::from(days.unsigned_abs()), "day", "days");
    let months = words::count(u64::from(making.months.unsigned_abs()), "month", "months");
    let reviewing =
        making.reviewing.map_or_else(String::new, |reviewing| format!(", under review {}", days(reviewing)));
    let so_far = if making.done { "" } else { " so far" };
    format!(
        "{months}{so_far}: as a draft {}{reviewing}. The study: {MONTHS_OF_THE_STUDY} months.",
        days(making.drafting)
    )
}

/// The parties by name.
pub(super) fn parties(opened: &[domain::agency::Agency], terms: &Terms) -> String {
    match &terms.parties {
        Parties::Everyone => "Every agency of the partnership".to_owned(),
        Parties::Listed(parties) => {
            let names = domain::agreement::words::Names(opened);
            parties.iter().map(|party| names.of(party.agency)).collect::<Vec<_>>().join(", ")
        }
    }
}

/// What a purpose is called at the beginning of a line.
pub(super) fn purpose(purpose: Purpose) -> String {
    capital(purpose.words())
}

/// Facts by name.
pub(super) type Rows = Vec<(String, String)>;

fn named(rows: Vec<(&'static str, String)>) -> Rows {
    rows.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Facts as the screen shows them.
pub(super) fn listed(rows: Rows) -> Html {
    let rows = rows.into_iter().map(|(key, value)| SummaryRow::new(key, value));
    Html::of(&SummaryList::new(rows).compact())
}

fn or_none(line: Option<&domain::text::Line>) -> String {
    line.map_or_else(|| "None".to_owned(), |line| line.as_str().to_owned())
}

/// Its days.
pub(super) fn days(opened: &Opened) -> Rows {
    let (version, today) = (&opened.version, opened.today);
    let terms = &version.terms;
    let near = |day| format!("{} ({})", words::day(day), words::near(day, today));
    let stops = if terms.stops_unreviewed {
        "It stops at its review day unless a review is recorded"
    } else {
        "It goes on, and is shown as overdue"
    };
    named(vec![
        ("First day", near(terms.starts)),
        ("Review by", near(version.review_by())),
        ("Last day", version.last_day().map_or_else(|| "None".to_owned(), near)),
        ("When nobody has reviewed it", stops.to_owned()),
        ("In the making", making(&opened.making)),
    ])
}

/// What it serves, in its own words.
pub(super) fn purposes(terms: &Terms) -> Rows {
    let rows = terms.purposes.iter().map(|one| {
        let aims: Vec<&str> = one.purpose.aims().iter().map(|aim| aim.words()).collect();
        (purpose(one.purpose), format!("{}. Aims: {}", one.words, aims.join("; ")))
    });
    rows.collect()
}

/// One party.
pub(super) fn party(opened: &Opened, party: &Party) -> Rows {
    let bases = party.bases.iter().map(|one| {
        let power = one.power.map_or_else(String::new, |power| format!("; {power}"));
        format!("{}: {}{power}", purpose(one.purpose), one.basis)
    });
    named(vec![
        ("In law", party.role.words().to_owned()),
        ("Holds it under", party.regime.words().to_owned()),
        ("Relies on", bases.collect::<Vec<_>>().join("\n")),
        ("Keeps it", party.retention.as_str().to_owned()),
        ("Whom to ask", party.contact.as_str().to_owned()),
        ("Data protection officer", party.dpo.as_str().to_owned()),
        ("Caldicott guardian", or_none(party.caldicott.as_ref())),
        ("Signs for it", opened.names.account(party.signatory)),
    ])
}

/// Consent, and what people are told.
pub(super) fn consent(terms: &Terms) -> Rows {
    named(vec![
        ("Consent", terms.consent.words().to_owned()),
        ("Its words", or_none(terms.consent_wording.as_ref())),
        ("Privacy notice", terms.privacy_notice.as_str().to_owned()),
    ])
}

/// How it is handled.
pub(super) fn handling(terms: &Terms) -> Rows {
    named(vec![
        ("Transfer and security", terms.transfer.as_str().to_owned()),
        ("Frequency", terms.frequency.as_str().to_owned()),
        ("Rights", terms.rights.as_str().to_owned()),
        ("Corrections", terms.accuracy.as_str().to_owned()),
        ("When something went wrong", terms.incidents.as_str().to_owned()),
        ("Impact assessments", or_none(terms.assessments.as_ref())),
        ("Passing on", terms.onward.words().to_owned()),
    ])
}

/// Audit and money.
pub(super) fn oversight(terms: &Terms) -> Rows {
    let funding = terms.funding.as_ref().map_or_else(
        || "None".to_owned(),
        |one| match one.ends {
            Some(ends) => format!("{}, until {}", one.source.as_str(), words::day(ends)),
            None => one.source.as_str().to_owned(),
        },
    );
    let audit =
        format!("{} of 100 looks, reviewed by {}", terms.auditing.per_cent, terms.auditing.reviewer.as_str());
    named(vec![("Audit", audit), ("Funding", funding)])
}

/// What happened, the latest first: when, who, for whom, in words.
pub(super) fn history(opened: &Opened, zone: &TimeZone) -> Vec<String> {
    let names = &opened.names;
    let of = |stamp: &domain::stamp::Stamp| {
        let agency = opened.agencies.iter().find(|one| one.id == stamp.agency);
        let agency = agency.map_or_else(|| "the installation".to_owned(), |one| one.name.clone());
        let who = if agency == "the installation" { String::new() } else { names.account(stamp.by) + ", " };
        format!("{who}{agency}, {}", words::moment(stamp.at, zone))
    };
    let mut lines = vec![format!("Drafted: {}", of(&opened.version.drafted))];
    for (stamp, fact) in opened.version.facts() {
        let what = match fact {
            Fact::Submitted => "Sent for review".to_owned(),
            Fact::Returned(why) => format!("Sent back for changes: “{}”", why.as_str()),
            Fact::Signed(_) => "Signed".to_owned(),
            Fact::Suspended(why) => format!("Suspended: “{}”", why.as_str()),
            Fact::Resumed(why) => format!("Resumed: “{}”", why.as_str()),
            Fact::Superseded(later) => format!("Version {later} took its place"),
            Fact::Reviewed(next, said) => {
                format!("Reviewed: “{}”, next review by {}", said.as_str(), words::day(*next))
            }
            Fact::Ended(why) => format!("Ended: “{}”", why.as_str()),
        };
        lines.push(format!("{what}: {}", of(stamp)));
    }
    lines.reverse();
    lines
}

/// A remark with who made it.
pub(super) fn remark(opened: &Opened, one: &Remark, zone: &TimeZone) -> String {
    let agency = opened.names.agency(one.stamp.agency);
    let who = opened.names.account(one.stamp.by);
    let at = words::moment(one.stamp.at, zone);
    format!("{who}, {agency}, {at}, on version {}: {}", one.number, one.words.as_str())
}
