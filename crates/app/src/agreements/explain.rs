//! Why somebody can or cannot see a section: the decision of the gate for them, with what it rests on. It opens nothing.
//!
//! What holds: the ledger says that it was asked, by whom and about whose record, before the answer is given. A system
//! administrator may ask about anybody's account, an information governance lead about those of their own agency, everybody about
//! themselves.

use super::granted::Granted;
use crate::{App, Cx, refusal::Refusal};
use domain::{
    account::Email,
    agency::Agency,
    agreement::words::Names,
    ids::{AgencyId, PersonId},
    role::Role,
    section::{Purpose, Section},
};
use gate::{Access, Action, Condition, Label, Reason, Standing, Viewer};
use jiff::civil::Date;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskWhy {
    /// About whose sight; without one, one's own.
    pub viewer: Option<Email>,
    /// Of whose record: an id, or the short reference.
    pub person: String,
    /// Of which section.
    pub section: Section,
    /// For which purpose; without one, for what whoever would see it works with people.
    pub purpose: Option<Purpose>,
}

/// The answer for the records of some agencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyLine {
    /// The agencies whose records it is about, by name.
    pub holders: Vec<String>,
    /// The clause, or why not.
    pub answer: Result<Granted, Reason>,
}

/// Why, or why not.
#[derive(Debug, Clone)]
pub struct Why {
    /// Who would see it.
    pub name: String,
    /// In which roles.
    pub roles: Vec<Role>,
    /// For which agency.
    pub agency: String,
    /// Of whose record.
    pub person: PersonId,
    /// Of which section.
    pub section: Section,
    /// What for.
    pub purpose: Purpose,
    /// Whether they may know that the person has a record.
    pub known: bool,
    /// What relates them to the person.
    pub relations: Vec<Condition>,
    /// Whether access to the record is limited.
    pub access: Access,
    /// What stands for the records of which agencies; what is shown comes first.
    pub lines: Vec<WhyLine>,
    /// The day that it is of.
    pub today: Date,
}

/// Answers why somebody can or cannot see a section of a person's record.
///
/// # Errors
/// [`Refusal::NotFound`] for nobody's record, for an account that the asker may not ask about, and for a record of which somebody
/// who asks about themselves may not know.
pub async fn explain(app: &App, viewer: &Viewer, ask: AskWhy) -> Result<Why, Refusal> {
    let own = ask.purpose.unwrap_or(viewer.agency_kind.works_for());
    let mut cx = app.read(viewer, own, "ask who may see what, and why").await?;
    cx.permit_role(Action::SeeMatrix)?;
    let partners = cx.partners().await?;
    let (whose, name) = cx.whose_sight(ask.viewer.as_ref(), &partners).await?;
    let purpose = ask.purpose.unwrap_or(whose.agency_kind.works_for());
    let person = match ask.viewer {
        Some(_) => cx.whose_record(&ask.person).await?,
        // Asked about oneself, somebody hidden is as absent: whether there is such a person is not looked up.
        None => ask.person.parse().map_err(|_| Refusal::NotFound)?,
    };
    let today = cx.today();
    let mut standings = cx.tx.standings(&whose, &[person], today).await?;
    cx.complete_for(&whose, &mut standings).await?;
    let standing = standings.into_iter().next().ok_or(Refusal::NotFound)?;
    let known = cx.gate.may_know_of(&whose, purpose, &standing);
    let ever = Purpose::ALL.iter().any(|any| cx.gate.may_know_of(&whose, *any, &standing));
    if ask.viewer.is_none() && !ever {
        cx.keep_refused(&standing).await?;
        return Err(Refusal::NotFound);
    }
    let versions = cx.agreement_versions().await?;
    let lines = cx.why_lines(&whose, &standing, (ask.section, purpose), &partners, &versions);
    cx.note_asked(Label::own(person, ask.section, whose.agency));
    let why = Why {
        name,
        roles: whose.roles.iter().collect(),
        agency: Names(&partners).of(whose.agency),
        person,
        section: ask.section,
        purpose,
        known,
        relations: standing.relations.iter().collect(),
        access: standing.access,
        lines,
        today,
    };
    cx.answer(why).await
}

impl Cx<'_> {
    /// The account that is asked about, as the gate knows it, and its name.
    async fn whose_sight(
        &mut self,
        email: Option<&Email>,
        partners: &[Agency],
    ) -> Result<(Viewer, String), Refusal> {
        let (asker, own) = (self.viewer, self.agency());
        let found = match email {
            Some(email) => self.tx.credentials(email).await?,
            None => self.tx.credentials_of(asker.account).await?,
        };
        let account = found.map(|found| found.account).filter(|one| one.closed_at.is_none());
        let account = account.ok_or(Refusal::NotFound)?;
        let anybodys = asker.roles.has(Role::SystemAdministrator);
        let own_agencys = self.permit_role(Action::CheckAgreements).is_ok() && account.agency == own;
        if account.id == asker.account {
            return Ok((asker, account.name.to_string()));
        }
        if !anybodys && !own_agencys {
            return Err(Refusal::NotFound);
        }
        let agency = partners.iter().find(|one| one.id == account.agency).ok_or(Refusal::NotFound)?;
        let viewer =
            Viewer { account: account.id, agency: agency.id, agency_kind: agency.kind, roles: account.roles };
        Ok((viewer, account.name.to_string()))
    }

    /// The person with this id or short reference, if there is one.
    async fn whose_record(&mut self, typed: &str) -> Result<PersonId, Refusal> {
        let typed = typed.trim();
        let Ok(id) = typed.parse::<PersonId>() else {
            let found = self.tx.person_by_reference(&typed.to_uppercase()).await?;
            return found.ok_or(Refusal::NotFound);
        };
        let there = !self.tx.identities(&[id]).await?.is_empty();
        if there { Ok(id) } else { Err(Refusal::NotFound) }
    }

    /// What the gate answers about the records of each agency, agencies with the same answer together.
    fn why_lines(
        &self,
        whose: &Viewer,
        standing: &Standing,
        (section, purpose): (Section, Purpose),
        partners: &[Agency],
        versions: &[domain::agreement::Version],
    ) -> Vec<WhyLine> {
        let mut lines: Vec<WhyLine> = Vec::new();
        let own = partners.iter().filter(|one| one.id == whose.agency);
        for agency in own.chain(partners.iter().filter(|one| one.id != whose.agency)) {
            let answer =
                self.answer_about(whose, standing, (section, purpose), agency.id, partners, versions);
            match lines.iter_mut().find(|line| line.answer == answer) {
                Some(line) => line.holders.push(agency.name.clone()),
                None => lines.push(WhyLine { holders: vec![agency.name.clone()], answer }),
            }
        }
        lines.sort_by_key(|line| line.answer.is_err());
        lines
    }

    fn answer_about(
        &self,
        whose: &Viewer,
        standing: &Standing,
        (section, purpose): (Section, Purpose),
        holder: AgencyId,
        partners: &[Agency],
        versions: &[domain::agreement::Version],
    ) -> Result<Granted, Reason> {
        let label = Label::own(standing.person, section, holder);
        let basis = self.gate.decide(whose, purpose, standing, label)?;
        let (agreement, clause) =
            self.gate.rules().clause(basis.agreement, basis.clause).ok_or(Reason::CheckFailed)?;
        Ok(Granted::of(agreement, clause, versions, Names(partners)))
    }
}
