//! Who leads on what: the partnership's delivery model, dated, in an English and a Welsh variant, and overrides with reasons.
//!
//! Source: orders.md, section 3.2. Bodies come and go: a row says from when to when a kind of body leads, and in which
//! nation. Each activity has one lead at any time; the model says which *kind* of body, the partnership which agency.

use crate::{
    agency::AgencyKind,
    codes,
    ids::{AccountId, AgencyId},
    stamp::Stamp,
    text::Line,
};
use jiff::civil::Date;

codes! {
    /// The variant of the delivery model.
    Nation {
        England = "england", "England";
        Wales = "wales", "Wales";
    }
}

codes! {
    /// What somebody must lead on.
    Activity {
        Supervision = "supervision", "Overall supervision";
        Programmes = "programmes", "Offending-behaviour programmes";
        Treatment = "treatment", "Treatment delivery";
        Commissioning = "commissioning", "Treatment commissioning";
        Integrity = "integrity", "Treatment delivery and integrity";
        Performance = "performance", "Performance management";
    }
}

codes! {
    /// Which agency of the partnership a lead falls to.
    LeadRole {
        Holder = "holder", "The agency that holds the order";
        Provider = "provider", "The agency that gives the treatment";
        Body = "body", "A body named by the delivery model";
    }
}

/// One row of the delivery model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadRule {
    /// In which nation.
    pub nation: Nation,
    /// For what.
    pub activity: Activity,
    /// To which agency it falls.
    pub role: LeadRole,
    /// The kind of agency of the partnership that it is, for a body.
    pub kind: Option<AgencyKind>,
    /// The body in words.
    pub body: String,
    /// First day.
    pub from: Date,
    /// Last day, if it has gone.
    pub to: Option<Date>,
    /// Where it is written.
    pub source: String,
    /// Whether it is a default from memory.
    pub from_memory: bool,
}

/// The delivery model, of every day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeliveryModel(Vec<LeadRule>);

/// An activity for which the model names nobody on that day, or several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{found} leads for {activity:?} in {nation} on {day}: there must be one")]
pub struct NotOneLead {
    /// For what.
    pub activity: Activity,
    /// In which nation.
    pub nation: Nation,
    /// When.
    pub day: Date,
    /// How many there are.
    pub found: usize,
}

impl DeliveryModel {
    /// The rows of a partnership.
    pub const fn new(rows: Vec<LeadRule>) -> Self {
        Self(rows)
    }

    /// The one lead for `activity`.
    ///
    /// # Errors
    /// [`NotOneLead`] when the rows name nobody, or several.
    pub fn lead(&self, nation: Nation, activity: Activity, day: Date) -> Result<&LeadRule, NotOneLead> {
        let mut rows = self.0.iter().filter(|row| {
            row.nation == nation
                && row.activity == activity
                && row.from <= day
                && row.to.is_none_or(|to| day <= to)
        });
        match (rows.next(), rows.count()) {
            (Some(row), 0) => Ok(row),
            (first, more) => {
                Err(NotOneLead { activity, nation, day, found: more + usize::from(first.is_some()) })
            }
        }
    }

    /// The lead for every activity.
    ///
    /// # Errors
    /// [`NotOneLead`] for the first activity that has not one.
    pub fn leads(&self, nation: Nation, day: Date) -> Result<Vec<&LeadRule>, NotOneLead> {
        Activity::ALL.iter().map(|activity| self.lead(nation, *activity, day)).collect()
    }
}

/// A lead that somebody set for one order, against the model or in place of nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadSet {
    /// For what.
    pub activity: Activity,
    /// Which agency of the partnership, where the body is one.
    pub agency: Option<AgencyId>,
    /// The body in words.
    pub body: Line,
    /// Who there, where one is named.
    pub account: Option<AccountId>,
    /// Why; the model's own choice has none.
    pub reason: Option<Line>,
    /// Who set it, when.
    pub stamp: Stamp,
}

/// The lead in force for each activity: the latest that was set.
pub fn in_force(set: &[LeadSet]) -> Vec<&LeadSet> {
    let latest = |activity: &Activity| {
        set.iter().filter(|one| one.activity == *activity).max_by_key(|one| one.stamp.at)
    };
    Activity::ALL.iter().filter_map(latest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn model() -> DeliveryModel {
        use Activity as A;
        let mut rows = Vec::new();
        for nation in Nation::ALL {
            for activity in A::ALL {
                let (role, body) = match (activity, nation) {
                    (A::Supervision | A::Programmes, _) => (LeadRole::Holder, "Probation"),
                    (A::Treatment | A::Integrity, _) => (LeadRole::Provider, "Provider"),
                    (A::Commissioning, Nation::England) => (LeadRole::Body, "Primary care trust"),
                    (A::Performance, Nation::England) => (LeadRole::Body, "Drug and alcohol action team"),
                    (_, Nation::Wales) => (LeadRole::Body, "Area planning board"),
                };
                rows.push(LeadRule {
                    nation: *nation,
                    activity: *activity,
                    role,
                    kind: None,
                    body: body.into(),
                    from: date(2009, 1, 1),
                    to: (body == "Primary care trust").then(|| date(2013, 3, 31)),
                    source: String::new(),
                    from_memory: false,
                });
            }
        }
        DeliveryModel::new(rows)
    }

    #[test]
    fn s0_10_all_six_activities_have_one_lead_and_wales_differs_in_two() {
        let (model, day) = (model(), date(2010, 5, 4));
        let england = model.leads(Nation::England, day).unwrap();
        let wales = model.leads(Nation::Wales, day).unwrap();
        assert_eq!((england.len(), wales.len()), (6, 6));
        let differ: Vec<Activity> =
            england.iter().zip(&wales).filter(|(e, w)| e.body != w.body).map(|(e, _)| e.activity).collect();
        assert_eq!(differ, [Activity::Commissioning, Activity::Performance]);
    }

    #[test]
    fn a_body_that_has_gone_leads_on_nothing() {
        let lead = model().lead(Nation::England, Activity::Commissioning, date(2013, 4, 1)).err();
        assert_eq!(lead.map(|error| error.found), Some(0));
        assert!(model().lead(Nation::Wales, Activity::Commissioning, date(2013, 4, 1)).is_ok());
    }

    #[test]
    fn two_rows_at_once_are_no_lead() {
        let mut rows = model().0;
        rows.push(rows[0].clone());
        let model = DeliveryModel::new(rows);
        let lead = model.lead(Nation::England, Activity::Supervision, date(2010, 1, 1));
        assert_eq!(lead.err().map(|error| error.found), Some(2));
    }
}
