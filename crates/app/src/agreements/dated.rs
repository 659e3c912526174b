//! What related people to a person on a day that is past: from the dates of involvements, referrals, consents, openings, flags,
//! requirements and limits.
//!
//! Pure. For the present instant it says what the gate is told about a read that is made now, which a contract test keeps; for the
//! past it can say no more than was kept with dates.

use domain::{
    ids::{AccountId, AgencyId, PersonId},
    risk::RiskKind,
    section::Section,
};
use gate::{Access, Circumstances, Condition, Opened, Relations, Standing, Viewer};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

/// Days from one up to and with another, or without an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Date,
    /// The last.
    pub to: Option<Date>,
}

impl Days {
    fn has(self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// Something of a person's case that clauses may ask for, with its dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatedFact {
    /// An agency works with the person, or one of its staff does.
    Involved(AgencyId, Option<AccountId>, Days),
    /// A referral: from, to, when it was sent, and when it was over.
    Referred {
        /// Who referred.
        from: AgencyId,
        /// Who was asked.
        to: AgencyId,
        /// When.
        sent: Timestamp,
        /// When it ended, if it has.
        over: Option<Timestamp>,
    },
    /// Access is limited from that day.
    Limited(Date),
    /// Somebody is on the list of names.
    Named(AccountId),
    /// Somebody is barred.
    Barred(AccountId, Days),
    /// An answer about sharing: of this consent, for these sections towards these agencies, from that instant; given until a day,
    /// or not given any more.
    Consent {
        /// Which consent.
        id: Uuid,
        /// When it was answered, or taken back.
        at: Timestamp,
        /// Whether this answer gives it.
        given: bool,
        /// The last day on which it counts.
        until: Option<Date>,
        /// What it is for.
        sections: Vec<Section>,
        /// Towards whom.
        recipients: Vec<AgencyId>,
    },
    /// The record was opened to somebody, or to a whole agency.
    Opened {
        /// Whose part; everybody's without one.
        holder: Option<AgencyId>,
        /// To which agency.
        agency: AgencyId,
        /// To whom of it.
        account: Option<AccountId>,
        /// From when.
        from: Timestamp,
        /// Until when.
        until: Timestamp,
        /// Which sections.
        sections: Vec<Section>,
    },
    /// A flag of an agency was up.
    Flag(RiskKind, AgencyId, Timestamp, Option<Date>),
    /// An order in force had a requirement of this kind.
    Requirement(String, Days),
}

/// All of it about one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dated {
    /// The facts; answers about one consent in the order in which they were given.
    pub facts: Vec<DatedFact>,
}

impl Dated {
    /// What related `viewer` to `person` at that instant of that legal day; requirements as bits in the order of `watched`.
    pub fn standing(
        &self,
        person: PersonId,
        viewer: &Viewer,
        (at, day): (Timestamp, Date),
        watched: &[String],
    ) -> Standing {
        let opened = self.opened(viewer, at);
        let relations = self.relations(viewer, at, day).and(Condition::OpenedTo, !opened.is_none());
        let circumstances = Circumstances {
            consented: self.consented(viewer.agency, at, day).into_iter().collect(),
            opened,
            requirements: self.requirements(day, watched),
            risks: self.risks(viewer.agency, at, day),
        };
        Standing { relations, access: self.access(viewer, day), circumstances, ..Standing::none(person) }
    }

    /// Whether access to the record is limited, from whatever day on.
    pub fn is_limited(&self) -> bool {
        self.facts.iter().any(|fact| matches!(fact, DatedFact::Limited(_)))
    }

    fn relations(&self, viewer: &Viewer, at: Timestamp, day: Date) -> Relations {
        let mut relations = Relations::NONE;
        for fact in &self.facts {
            match fact {
                DatedFact::Involved(agency, account, days) if *agency == viewer.agency && days.has(day) => {
                    relations = relations
                        .and(Condition::AgencyInvolved, true)
                        .and(Condition::OnTeam, *account == Some(viewer.account));
                }
                DatedFact::Referred { from, to, sent, over } if *sent <= at => {
                    let over = over.is_some_and(|over| over <= at);
                    relations = relations
                        .and(Condition::ReferralIn, !over && *to == viewer.agency)
                        .and(Condition::ReferralOut, !over && *from == viewer.agency)
                        .and(Condition::ReferralOver, over && *to == viewer.agency);
                }
                _ => {}
            }
        }
        relations
    }

    fn access(&self, viewer: &Viewer, day: Date) -> Access {
        let any = |holds: &dyn Fn(&DatedFact) -> bool| self.facts.iter().any(holds);
        let barred = any(
            &|fact| matches!(fact, DatedFact::Barred(account, days) if *account == viewer.account && days.has(day)),
        );
        if barred {
            Access::LimitedOthers
        } else if !any(&|fact| matches!(fact, DatedFact::Limited(from) if *from <= day)) {
            Access::Ordinary
        } else if any(&|fact| *fact == DatedFact::Named(viewer.account)) {
            Access::LimitedNamed
        } else {
            Access::LimitedOthers
        }
    }

    fn consented(&self, agency: AgencyId, instant: Timestamp, day: Date) -> Vec<Section> {
        // Of each consent the latest answer counts that had been given by then.
        let mut latest: Vec<(Uuid, bool, &[Section])> = Vec::new();
        for fact in &self.facts {
            let DatedFact::Consent { id, at, given, until, sections, recipients } = fact else { continue };
            if *at > instant || !recipients.contains(&agency) {
                continue;
            }
            latest.retain(|(kept, ..)| kept != id);
            latest.push((*id, *given && until.is_none_or(|until| day <= until), sections));
        }
        latest
            .into_iter()
            .filter(|(_, given, _)| *given)
            .flat_map(|(.., sections)| sections.iter().copied())
            .collect()
    }

    fn opened(&self, viewer: &Viewer, at: Timestamp) -> Opened {
        self.facts.iter().fold(Opened::default(), |opened, fact| match fact {
            DatedFact::Opened { holder, agency, account, from, until, sections }
                if *agency == viewer.agency
                    && account.is_none_or(|account| account == viewer.account)
                    && *from <= at
                    && at < *until =>
            {
                opened.and(*holder, sections.iter().copied().collect())
            }
            _ => opened,
        })
    }

    /// Kinds of flags of other agencies than the viewer's: what somebody raises opens nothing to their own agency.
    fn risks(&self, own: AgencyId, at: Timestamp, day: Date) -> u8 {
        self.facts.iter().fold(0, |bits, fact| match fact {
            DatedFact::Flag(kind, by, raised, ended)
                if *by != own && *raised <= at && ended.is_none_or(|ended| ended > day) =>
            {
                bits | 1 << (*kind as u8)
            }
            _ => bits,
        })
    }

    fn requirements(&self, day: Date, watched: &[String]) -> u64 {
        self.facts.iter().fold(0, |bits, fact| match fact {
            DatedFact::Requirement(code, days) if days.has(day) => {
                watched.iter().position(|one| one == code).map_or(bits, |bit| bits | 1 << bit)
            }
            _ => bits,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{agency::AgencyKind, role::Roles};
    use jiff::civil::date;

    const PERSON: PersonId = PersonId(Uuid::from_u128(7));
    const OWN: AgencyId = AgencyId(Uuid::from_u128(1));
    const OTHER: AgencyId = AgencyId(Uuid::from_u128(2));
    const ME: AccountId = AccountId(Uuid::from_u128(9));

    fn on(day: Date) -> (Timestamp, Date) {
        (day.at(12, 0, 0, 0).in_tz("Europe/London").unwrap().timestamp(), day)
    }

    fn stands(facts: &[DatedFact], day: Date) -> Standing {
        let viewer = Viewer { account: ME, agency: OWN, agency_kind: AgencyKind::Police, roles: Roles::NONE };
        let watched = ["ATR".to_owned(), "DRR".to_owned()];
        Dated { facts: facts.to_vec() }.standing(PERSON, &viewer, on(day), &watched)
    }

    #[test]
    fn an_involvement_relates_on_its_days_and_a_referral_between_its_instants() {
        let days = Days { from: date(2026, 3, 1), to: Some(date(2026, 3, 31)) };
        let involved = [DatedFact::Involved(OWN, Some(ME), days)];
        let has = |day, condition| stands(&involved, day).relations.has(condition);
        assert!(has(date(2026, 3, 1), Condition::OnTeam) && has(date(2026, 3, 31), Condition::OnTeam));
        assert!(!has(date(2026, 4, 1), Condition::OnTeam) && !has(date(2026, 2, 28), Condition::OnTeam));
        let (sent, over) = (on(date(2026, 3, 10)).0, on(date(2026, 3, 20)).0);
        let referred = [DatedFact::Referred { from: OTHER, to: OWN, sent, over: Some(over) }];
        let is = |day| {
            let relations = stands(&referred, day).relations;
            (relations.has(Condition::ReferralIn), relations.has(Condition::ReferralOver))
        };
        assert_eq!(is(date(2026, 3, 9)), (false, false));
        assert_eq!(is(date(2026, 3, 10)), (true, false));
        assert_eq!(is(date(2026, 3, 20)), (false, true));
    }

    #[test]
    fn consent_counts_from_its_answer_until_it_is_taken_back_or_its_last_day() {
        let answer = |day, given, until| DatedFact::Consent {
            id: Uuid::from_u128(3),
            at: on(day).0,
            given,
            until,
            sections: vec![Section::MentalHealth],
            recipients: vec![OWN],
        };
        let facts = [
            answer(date(2026, 3, 1), true, Some(date(2026, 9, 1))),
            answer(date(2026, 5, 1), false, None),
            answer(date(2026, 6, 1), true, Some(date(2026, 6, 10))),
        ];
        let has = |day| stands(&facts, day).circumstances.consented.has(Section::MentalHealth);
        let held =
            [date(2026, 2, 1), date(2026, 4, 1), date(2026, 5, 2), date(2026, 6, 2), date(2026, 6, 11)];
        assert_eq!(held.map(has), [false, true, false, true, false]);
    }

    #[test]
    fn limits_flags_requirements_and_openings_hold_when_they_did() {
        let march = Days { from: date(2026, 3, 1), to: Some(date(2026, 3, 31)) };
        let facts = [
            DatedFact::Limited(date(2026, 3, 15)),
            DatedFact::Flag(RiskKind::Staff, OTHER, on(date(2026, 3, 5)).0, Some(date(2026, 3, 20))),
            DatedFact::Flag(RiskKind::Children, OWN, on(date(2026, 3, 5)).0, None),
            DatedFact::Requirement("DRR".into(), march),
            DatedFact::Opened {
                holder: Some(OTHER),
                agency: OWN,
                account: None,
                from: on(date(2026, 3, 7)).0,
                until: on(date(2026, 3, 8)).0,
                sections: vec![Section::Risk],
            },
        ];
        let early = stands(&facts, date(2026, 3, 7));
        assert_eq!(early.access, Access::Ordinary);
        assert!(early.circumstances.has_risk(RiskKind::Staff) && early.circumstances.requirements == 2);
        assert!(
            !early.circumstances.has_risk(RiskKind::Children),
            "what one raises opens nothing to oneself"
        );
        assert!(early.relations.has(Condition::OpenedTo));
        let opened = early.circumstances.opened;
        assert!(opened.has(Section::Risk, OTHER) && !opened.has(Section::Risk, OWN), "its own part alone");
        let late = stands(&facts, date(2026, 3, 21));
        assert_eq!(late.access, Access::LimitedOthers);
        assert!(!late.circumstances.has_risk(RiskKind::Staff) && !late.relations.has(Condition::OpenedTo));
        let named = [DatedFact::Limited(date(2026, 3, 15)), DatedFact::Named(ME)];
        assert_eq!(stands(&named, date(2026, 3, 16)).access, Access::LimitedNamed);
        let barred = [DatedFact::Named(ME), DatedFact::Barred(ME, march)];
        assert_eq!(stands(&barred, date(2026, 3, 16)).access, Access::LimitedOthers);
        assert_eq!(stands(&barred, date(2026, 4, 1)).access, Access::Ordinary);
    }
}
