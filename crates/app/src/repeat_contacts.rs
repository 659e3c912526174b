//! People in contact with several services: who, of those the viewer works with, comes up time and again across lists and
//! agencies, with the contacts counted by agency and what is missing named.
//!
//! What holds: whom the list may name follows the filter of lists, and what counts follows the gate, contact by contact; one that
//! stays closed neither counts towards the rule nor shows by order, number or page, since pages go by people and not by contacts.
//! Records that somebody decided to be of one person are one line where the viewer may know of both and of the decision. The
//! ledger keeps who was shown; whoever was only weighed was shown to nobody.

use crate::{
    App, Cx,
    people::Names,
    ports::{Listed, On, Trace, Window},
    refusal::{FieldError, Refusal},
};
use domain::{
    identity_review::Pair,
    ids::PersonId,
    involvement::Involvement,
    person::Identity,
    repeat_contact::{MOST_COUNTED, MOST_DAYS, Record, RepeatContact, Rule, Seen, listed},
    section::Purpose,
};
use gate::{Action, AtLevel, Condition, Label, Reading, Sealed, Standing, Viewer};
use jiff::{ToSpan, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

/// People looked at for one page.
pub const LOOKED_AT: u32 = 250;

domain::codes! {
    /// Whose people are looked at.
    WhosePeople {
        Mine = "mine", "My caseload";
        Agency = "agency", "Everybody my agency works with";
    }
}

/// What is asked for; what is left out follows what the partnership has set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RepeatQuery {
    /// Whose people.
    pub whose: WhosePeople,
    /// Days that the window reaches back.
    pub days: Option<u16>,
    /// Agencies at least.
    pub agencies: Option<u16>,
    /// Contacts at least.
    pub contacts: Option<u16>,
    /// The last person looked at for the page before.
    pub after: Option<PersonId>,
}

/// One person of the list.
#[derive(Debug, Clone)]
pub struct RepeatRow {
    /// Who: the oldest record.
    pub person: Identity,
    /// Other records that somebody decided to be of the same person.
    pub also: Vec<Identity>,
    /// What is counted.
    pub repeat: RepeatContact,
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct RepeatList {
    /// Today in London.
    pub today: Date,
    /// The first day of the window.
    pub since: Date,
    /// By which rule.
    pub rule: Rule,
    /// Whether the viewer may ask for everybody their agency works with.
    pub may_widen: bool,
    /// Those whom the rule lists, most agencies first.
    pub rows: Vec<RepeatRow>,
    /// How many people were looked at.
    pub looked_at: usize,
    /// The last of them, where there are more.
    pub next: Option<PersonId>,
    /// Names of agencies.
    pub names: Names,
}

/// Somebody who was looked at.
struct Weighed {
    standing: Standing,
    identity: Sealed<Identity>,
    traces: Vec<(Label, Trace)>,
    leading: Vec<(Label, Involvement)>,
}

/// Those who were looked at, by person.
type Looked = BTreeMap<PersonId, Weighed>;

/// A page of people in contact with several services.
///
/// # Errors
/// [`Refusal::Role`] for whoever asks for the agency's people and may not see a team's work.
pub async fn repeat_contacts(app: &App, viewer: &Viewer, query: RepeatQuery) -> Result<RepeatList, Refusal> {
    let mut cx =
        app.read(viewer, Purpose::Supervision, "see who is in contact with several services").await?;
    cx.permit_role(Action::SeeRepeatContacts)?;
    if query.whose == WhosePeople::Agency {
        cx.permit_role(Action::SeeTeamWork)?;
    }
    let today = cx.today();
    let set = Rule::on(&cx.tx.timings().await?, today)?;
    let rule = asked(query, set)?;
    let since = rule.since(today);
    let from = cx.end_of(since.saturating_sub(1.day()))?;
    let (page, next) = cx.population(query).await?;
    let of_page: BTreeSet<PersonId> = page.iter().map(|one| one.standing.person).collect();
    let (mut looked, same) = cx.looked_at(page).await?;
    cx.weigh(&mut looked, &Window { since, from, today }).await?;
    let records = looked.iter().map(|(person, one)| cx.record(*person, one)).collect();
    let found = listed(records, &same, rule);
    // Whoever has records on two pages stands on the page of the first.
    let stands_here = |one: &RepeatContact| {
        let theirs =
            |person: &&PersonId| looked.get(*person).is_some_and(|one| is_of(query.whose, &one.standing));
        one.records.iter().find(theirs).is_some_and(|first| of_page.contains(first))
    };
    let found: Vec<RepeatContact> = found.into_iter().filter(stands_here).collect();
    let rows: Vec<RepeatRow> = found.into_iter().filter_map(|repeat| cx.shown(&mut looked, repeat)).collect();
    let agencies = rows
        .iter()
        .flat_map(|row| row.repeat.at.iter().map(|at| at.agency).chain(row.repeat.leads.iter().copied()));
    let names = cx.names([], agencies.collect::<Vec<_>>()).await?;
    let may_widen = cx.permit_role(Action::SeeTeamWork).is_ok();
    let looked_at = of_page.len();
    cx.answer(RepeatList { today, since, rule, may_widen, rows, looked_at, next, names }).await
}

/// The rule that is asked for.
fn asked(query: RepeatQuery, set: Rule) -> Result<Rule, Refusal> {
    let fields = [
        ("days", query.days, MOST_DAYS),
        ("agencies", query.agencies, MOST_COUNTED),
        ("contacts", query.contacts, MOST_COUNTED),
    ];
    let wrong: Vec<FieldError> = fields
        .into_iter()
        .filter(|(_, asked, most)| asked.is_some_and(|asked| asked == 0 || asked > *most))
        .map(|(field, _, most)| FieldError::new(field, "range", format!("Enter a number from 1 to {most}")))
        .collect();
    if !wrong.is_empty() {
        return Err(Refusal::Invalid(wrong));
    }
    Ok(Rule {
        days: query.days.unwrap_or(set.days),
        agencies: query.agencies.unwrap_or(set.agencies),
        contacts: query.contacts.unwrap_or(set.contacts),
    })
}

/// Whether somebody is one of those whose people are looked at.
const fn is_of(whose: WhosePeople, standing: &Standing) -> bool {
    match whose {
        WhosePeople::Mine => standing.relations.has(Condition::OnTeam),
        WhosePeople::Agency => standing.relations.has(Condition::AgencyInvolved),
    }
}

impl Cx<'_> {
    /// The people of one page, and the last of them where there are more.
    async fn population(&mut self, query: RepeatQuery) -> Result<(Vec<Listed>, Option<PersonId>), Refusal> {
        let (filter, today, account) = (self.visible(), self.today(), self.viewer.account);
        let limit = LOOKED_AT.saturating_add(1);
        let mut page = match query.whose {
            WhosePeople::Mine => self.tx.caseload(&filter, account, query.after, limit, today).await?.0,
            WhosePeople::Agency => self.tx.people_of_agency(&filter, query.after, limit, today).await?,
        };
        let more = page.len() > LOOKED_AT as usize;
        page.truncate(LOOKED_AT as usize);
        let next = page.last().filter(|_| more).map(|one| one.standing.person);
        Ok((page, next))
    }

    /// These people and those who are decided to be the same, as far as the viewer may know of them; and the decisions of which
    /// the viewer may know.
    async fn looked_at(&mut self, mut page: Vec<Listed>) -> Result<(Looked, Vec<Pair>), Refusal> {
        let (people, today): (Vec<PersonId>, _) =
            (page.iter().map(|one| one.standing.person).collect(), self.today());
        let mut same = self.tx.same_as(&people).await?;
        let others = same.iter().flat_map(|pair| [pair.first(), pair.second()]);
        let others: BTreeSet<PersonId> = others.filter(|one| people.binary_search(one).is_err()).collect();
        let others: Vec<PersonId> = others.into_iter().collect();
        page.extend(self.tx.listed(&self.viewer, &others, today).await?);
        self.complete(page.iter_mut().map(|one| &mut one.standing)).await?;
        let filter = self.visible();
        let shown = page.into_iter().filter(|one| filter.shows(&one.standing));
        let looked: Looked = shown
            .map(|Listed { standing, identity }| {
                (standing.person, Weighed { standing, identity, traces: Vec::new(), leading: Vec::new() })
            })
            .collect();
        // As on the page where it is decided: of one record the viewer may review the identity, and know of the other.
        same.retain(|pair| {
            let both = [pair.first(), pair.second()].map(|person| looked.get(&person));
            both.iter().all(Option::is_some)
                && both
                    .iter()
                    .flatten()
                    .any(|one| self.permit(Action::ReviewIdentity, &one.standing, None).is_ok())
        });
        Ok((looked, same))
    }

    /// Opens what is kept of contacts, and of who leads, without telling anybody: whoever is listed is shown by [`Cx::shown`].
    async fn weigh(&mut self, looked: &mut Looked, window: &Window) -> Result<(), Refusal> {
        let people: Vec<PersonId> = looked.keys().copied().collect();
        let traces = self.tx.traces(&people, window).await?;
        let leading = self.tx.leading(&people, window.today).await?;
        let mut untold = self.gate.reading(self.viewer, self.purpose());
        for sealed in traces {
            if let Some(one) = looked.get_mut(&sealed.label().person) {
                one.traces.extend(self.weighed(&mut untold, &one.standing, sealed));
            }
        }
        for sealed in leading {
            if let Some(one) = looked.get_mut(&sealed.label().person) {
                one.leading.extend(self.weighed(&mut untold, &one.standing, sealed));
            }
        }
        Ok(())
    }

    /// What the gate opens, with its label, noted in a reading that nobody keeps.
    pub(crate) fn weighed<T: AtLevel>(
        &self,
        untold: &mut Reading,
        standing: &Standing,
        sealed: Sealed<T>,
    ) -> Option<(Label, T)> {
        let label = sealed.label();
        self.gate.open(untold, standing, sealed).opened().map(|value| (label, value))
    }

    /// What was opened of one record.
    fn record(&self, person: PersonId, one: &Weighed) -> Record {
        let (mut seen, mut arranged) = (Vec::new(), Vec::new());
        for (_, trace) in &one.traces {
            match *trace {
                Trace::Arranged(what) => arranged.push(what),
                Trace::Seen(occasion, agency, on) => {
                    let day = match on {
                        On::Day(day) => day,
                        On::Instant(at) => self.app.day_of(at),
                    };
                    seen.push(Seen { agency, day, occasion });
                }
            }
        }
        let leads = one.leading.iter().map(|(_, involvement)| involvement.agency).collect();
        Record { person, seen, leads, arranged }
    }

    /// Shows one person: what counts is opened once more, so that the ledger tells of it.
    fn shown(&mut self, looked: &mut Looked, repeat: RepeatContact) -> Option<RepeatRow> {
        let mut identities = Vec::with_capacity(repeat.records.len());
        for person in &repeat.records {
            let Some(one) = looked.remove(person) else { continue };
            for (label, trace) in one.traces {
                self.open(&one.standing, Sealed::new(label, trace)).opened();
            }
            for (label, involvement) in one.leading {
                self.open(&one.standing, Sealed::new(label, involvement)).opened();
            }
            identities.extend(self.open(&one.standing, one.identity).opened());
        }
        let mut identities = identities.into_iter();
        let person = identities.next()?;
        Some(RepeatRow { person, also: identities.collect(), repeat })
    }
}
