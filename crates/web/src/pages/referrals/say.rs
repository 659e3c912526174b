//! Referrals in words: the state as a tag, what a step was, how late an answer is.

use crate::{
    kit::{Tag, Tone},
    words,
};
use domain::{
    protocol::Due,
    referral::{Fact, Move, Referral, State},
    text::Prose,
};
use jiff::{civil::Date, tz::TimeZone};

/// Where a referral stands.
pub(crate) fn state_tag(state: State) -> Tag {
    let tone = match state {
        State::Draft | State::Withdrawn | State::Concluded => Tone::Quiet,
        State::Sent | State::Received | State::Asked | State::Waitlisted => Tone::Active,
        State::Accepted | State::Offered | State::Booked | State::Begun => Tone::Good,
        State::Declined => Tone::Late,
    };
    Tag::new(state.words(), tone)
}

/// What somebody did, as a history says it.
pub(crate) const fn done(step: Move) -> &'static str {
    match step {
        Move::Send => "Sent",
        Move::Receive => "Marked as received",
        Move::Accept => "Accepted",
        Move::Decline => "Declined",
        Move::Withdraw => "Withdrawn",
        Move::Begin => "Service begun",
        Move::Conclude => "Service concluded",
        Move::Ask => "More information asked",
        Move::Give => "Information given",
        Move::Waitlist => "Put on the waiting list",
        Move::Offer => "First appointment offered",
        Move::Book => "First appointment booked",
        Move::ReadWarning => "Warning about risk read",
        Move::Amend => "Amended",
    }
}

/// The reason that a fact gives and the words beside it, nothing where it gives none.
pub(crate) fn said(fact: &Fact) -> String {
    let lead = match fact {
        Fact::Declined(reason, _) => reason.words().to_owned(),
        Fact::Withdrawn(reason, _) => reason.words().to_owned(),
        Fact::Concluded(Some(reason), _) => reason.words().to_owned(),
        Fact::Waitlisted { expected, .. } => format!("A place is expected by {}", words::day(*expected)),
        Fact::Offered { on, .. } | Fact::Booked { on, .. } => format!("For {}", words::day(*on)),
        Fact::Amended(one) => {
            let told = |words: &Option<Prose>| {
                words.as_ref().map_or_else(|| "none known".to_owned(), |words| format!("“{words}”"))
            };
            format!("{}: {} in place of {}. Reason", one.part, told(&one.new), told(&one.old))
        }
        _ => String::new(),
    };
    match (lead.as_str(), fact.words()) {
        ("", Some(words)) => words.to_string(),
        (lead, Some(words)) => format!("{lead}: {words}"),
        (lead, None) => lead.to_owned(),
    }
}

/// The day of the latest fact that `wanted` picks, nothing where there is none.
pub(crate) fn day_of(referral: &Referral, wanted: impl Fn(&Fact) -> bool, zone: &TimeZone) -> String {
    let found = referral.facts().iter().rev().find(|(_, fact)| wanted(fact));
    found.map(|(stamp, _)| words::day(stamp.at.to_zoned(zone.clone()).date())).unwrap_or_default()
}

/// "Late" while an answer is awaited past its day.
pub(crate) fn lateness(referral: &Referral, today: Date) -> Option<Tag> {
    (referral.state().waits_for_answer() && referral.request.answer_by < today)
        .then(|| Tag::new("Late", Tone::Late))
}

/// "Late" while anything of it is due and its day has passed.
pub(crate) fn late(dues: &[Due], today: Date) -> Option<Tag> {
    dues.iter().any(|due| due.is_late(today)).then(|| Tag::new("Late", Tone::Late))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use domain::{
        ids::{AccountId, AgencyId, PersonId, ReferralId, ServiceId},
        referral::{DeclineReason, Request},
        stamp::Stamp,
    };
    use jiff::{Timestamp, civil::date};
    use uuid::Uuid;

    pub(crate) fn referral(facts: Vec<Fact>) -> Referral {
        let request = Request {
            id: ReferralId(Uuid::from_u128(9)),
            reference: "R-4M2-K7".into(),
            person: PersonId(Uuid::from_u128(7)),
            from: AgencyId(Uuid::from_u128(1)),
            made_by: AccountId(Uuid::from_u128(2)),
            to: AgencyId(Uuid::from_u128(3)),
            service: ServiceId(Uuid::from_u128(4)),
            requirement: None,
            asks: Prose::new("Please begin treatment <soon>.").unwrap(),
            risk_to_staff: None,
            needs: None,
            need_kinds: vec![],
            protocol: None,
            answer_by: date(2026, 11, 26),
        };
        let at = Timestamp::from_second(1_795_500_000).unwrap();
        let stamp = Stamp { at, by: AccountId(Uuid::from_u128(2)), agency: AgencyId(Uuid::from_u128(1)) };
        Referral::replay(request, facts.into_iter().map(|fact| (stamp, fact))).unwrap()
    }

    #[test]
    fn an_answer_is_late_from_the_day_after_its_limit_and_only_while_it_is_awaited() {
        let sent = referral(vec![Fact::Sent]);
        assert!(lateness(&sent, date(2026, 11, 26)).is_none());
        assert!(lateness(&sent, date(2026, 11, 27)).is_some());
        assert!(lateness(&referral(vec![Fact::Sent, Fact::Accepted]), date(2026, 12, 24)).is_none());
    }

    #[test]
    fn a_reason_comes_with_the_words_beside_it() {
        let words = Prose::new("Try again in May.").ok();
        assert_eq!(
            said(&Fact::Declined(DeclineReason::NoCapacity, words)),
            "We have no capacity within the time limit: Try again in May."
        );
        assert_eq!(said(&Fact::Sent), "");
    }
}
