//! Templates: what an agreement between a usual pair says, before the pair has changed a word. Dated rows, seeded by migrations.
//!
//! A template names kinds of agency, never an agency: who signs is for those who draft.

use super::kept::{Days, FORMAT, Relied, Said, Unreadable, code, line};
use domain::{
    agency::AgencyKind,
    agreement::{Kind, Parties, Party, PartyBasis, PartyRole, Regime, Terms},
    ids::{AccountId, AgencyId},
    text::Line,
};
use jiff::{ToSpan, civil::Date};
use serde::Deserialize;

/// One template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its code.
    pub code: String,
    /// From which day on it may be taken.
    pub from: Date,
    /// Its name.
    pub name: Line,
    /// Between whom it usually is, in words.
    pub between: Line,
    text: String, // INVARIANT: read once by `new`
}

/// A party as the drafter names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewParty {
    /// The agency.
    pub agency: AgencyId,
    /// Its kind, by which the template finds its side.
    pub kind: AgencyKind,
    /// Who signs for it.
    pub signatory: AccountId,
    /// Whom to ask.
    pub contact: Line,
    /// Its data protection officer.
    pub dpo: Line,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    said: Said,
    sides: Vec<Side>,
    review_months: u16,
    months: Option<u16>,
    stops_unreviewed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Side {
    kinds: Vec<String>,
    role: String,
    regime: String,
    bases: Vec<Relied>,
    retention: String,
    /// Where the party is of health or social care.
    caldicott: Option<String>,
}

impl Template {
    /// A kept template.
    ///
    /// # Errors
    /// [`Unreadable`] when its text is none that terms can be made of.
    pub fn new(
        code: String,
        from: Date,
        [name, between]: [&str; 2],
        format: u16,
        text: String,
    ) -> Result<Self, Unreadable> {
        let template =
            Self { code, from, name: line("name", name)?, between: line("between", between)?, text };
        if format != FORMAT {
            return Err(Unreadable::template(&template.code, &"it is of another format"));
        }
        // Whatever it lacks is found when it is read, not when somebody drafts.
        template.terms(&template.name, &[], from)?;
        for kind in AgencyKind::ALL {
            template.side(*kind)?;
        }
        Ok(template)
    }

    /// The terms that a draft starts with.
    ///
    /// # Errors
    /// [`Unreadable`] never, once [`Template::new`] has read it.
    pub fn terms(&self, title: &Line, parties: &[NewParty], starts: Date) -> Result<Terms, Unreadable> {
        let mut text = self.read()?;
        let days = Days {
            starts,
            review: starts.saturating_add(i64::from(text.review_months).months()),
            ends: text.months.map(|months| domain::timing::last_day_of_months(starts, months)),
            stops_unreviewed: text.stops_unreviewed,
        };
        let signing = parties.iter().map(|party| self.party(party)).collect::<Result<Vec<_>, _>>()?;
        title.as_str().clone_into(&mut text.said.title);
        text.said.read(Kind::Agreement, Parties::Listed(signing), &days)
    }

    /// What the template has a party of this kind sign to.
    ///
    /// # Errors
    /// As [`Template::terms`].
    pub fn party(&self, new: &NewParty) -> Result<Party, Unreadable> {
        let (role, regime, bases, retention, caldicott) = self.side(new.kind)?;
        Ok(Party {
            agency: new.agency,
            role,
            regime,
            contact: new.contact.clone(),
            dpo: new.dpo.clone(),
            caldicott,
            signatory: new.signatory,
            bases,
            retention,
        })
    }

    fn read(&self) -> Result<Text, Unreadable> {
        serde_json::from_str(&self.text).map_err(|error| Unreadable::template(&self.code, &error))
    }

    /// The side of a kind of agency: its own, or the last, which is the others'.
    #[expect(clippy::type_complexity, reason = "read once, into a party")]
    fn side(
        &self,
        kind: AgencyKind,
    ) -> Result<(PartyRole, Regime, Vec<PartyBasis>, Line, Option<Line>), Unreadable> {
        let text = self.read()?;
        let own = text.sides.iter().find(|side| side.kinds.iter().any(|one| one == kind.code()));
        let side =
            own.or(text.sides.last()).ok_or_else(|| Unreadable::template(&self.code, &"it has no sides"))?;
        Ok((
            code("role", &side.role, PartyRole::from_code)?,
            code("regime", &side.regime, Regime::from_code)?,
            side.bases.iter().map(Relied::read).collect::<Result<Vec<_>, _>>()?,
            line("retention", &side.retention)?,
            side.caldicott.as_ref().map(|text| line("caldicott", text)).transpose()?,
        ))
    }
}
