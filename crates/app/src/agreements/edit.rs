//! Changing a draft, part by part: each part of the form is one change, with its event.

use super::{told, versions::newest};
use crate::{App, Cx, events::EventKind, refusal::Refusal};
use domain::{
    account::Email,
    agreement::{
        Also, Auditing, Clause, ConsentModel, Funding, Onward, Parties, Party, PartyBasis, PartyRole,
        PurposeTerm, Regime, Terms, Version, words::capital,
    },
    ids::{AccountId, AgencyId, AgreementId},
    section::Purpose,
    text::{Line, Prose},
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// People that one clause names at most.
pub const NAMED: usize = 20;
/// Clauses and parties that one agreement has at most: what people can still read before they sign.
const MOST: usize = 100;
/// Letters of a requirement's code.
const CODE: usize = 12;

/// What is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Title and days.
    Days {
        /// Its title.
        title: Line,
        /// From which day it holds.
        starts: Date,
        /// By which day it is reviewed.
        review: Date,
        /// Its last day.
        ends: Option<Date>,
        /// Whether it stops when nobody has reviewed it.
        stops_unreviewed: bool,
    },
    /// What it serves.
    Purposes(Vec<PurposeTerm>),
    /// Necessity, consent, and what people are told.
    Consent {
        /// Benefit, risk, alternatives.
        necessity: Prose,
        /// What part consent plays.
        consent: ConsentModel,
        /// Where its words are.
        wording: Option<Line>,
        /// Where and when people are told.
        privacy_notice: Line,
    },
    /// How it is handled.
    Handling {
        /// How it is sent.
        transfer: Line,
        /// How often.
        frequency: Line,
        /// Who answers requests.
        rights: Line,
        /// How corrections travel.
        accuracy: Line,
        /// Who tells whom when something went wrong.
        incidents: Line,
        /// Where the impact assessments are.
        assessments: Option<Line>,
        /// Whether it is passed on.
        onward: Onward,
    },
    /// How it is watched over and paid for.
    Oversight {
        /// How it is watched over.
        auditing: Auditing,
        /// Who pays.
        funding: Option<Funding>,
    },
    /// A party, put in or changed.
    Party(PartyEdit),
    /// A party taken out.
    RemoveParty(AgencyId),
    /// A clause, put in where it has no number, or changed; with the addresses of the people it names.
    Clause(Option<u16>, Clause, Vec<Email>),
    /// A clause taken out.
    RemoveClause(u16),
    /// Everything at once, for programs. Clauses of number 0 are new.
    Whole(Terms),
}

/// A party as a form gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyEdit {
    /// The agency.
    pub agency: AgencyId,
    /// What it is in law.
    pub role: PartyRole,
    /// Under which regime it holds what it shares.
    pub regime: Regime,
    /// Whom to ask.
    pub contact: Line,
    /// Its data protection officer.
    pub dpo: Line,
    /// Its Caldicott guardian.
    pub caldicott: Option<Line>,
    /// The address of whoever signs.
    pub signatory: Email,
    /// What it relies on.
    pub bases: Vec<PartyBasis>,
    /// How long it keeps what it was given.
    pub retention: Line,
}

/// Changes the draft that was `seen` so. Answers the version that is to be seen next.
///
/// # Errors
/// [`Refusal::Stale`] when somebody changed it meanwhile; [`Refusal::NotNow`] once it was sent for review.
pub async fn edit(
    app: &App,
    viewer: &Viewer,
    id: AgreementId,
    seen: i64,
    change: Edit,
) -> Result<i64, Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "change the draft of an agreement").await?;
    cx.permit_role(Action::DraftAgreement)?;
    let versions = cx.versions_of(id).await?;
    let used = versions.iter().flat_map(|one| one.terms.clauses.iter().map(|clause| clause.number)).max();
    let draft = newest(versions)?;
    cx.ask(Action::DraftAgreement, &draft)?;
    if draft.seen() != seen {
        return Err(Refusal::Stale { seen, now: draft.seen() });
    }
    let terms = cx.changed(&draft, used.unwrap_or(0), change).await?;
    let day = cx.today();
    let after = match draft.clone().edited(terms) {
        Ok(after) => after,
        Err(error) => return Err(told::refused(&draft, error, day)),
    };
    if !cx.tx.edit_draft(seen, &after).await? {
        return Err(Refusal::Stale { seen, now: seen.saturating_add(1) });
    }
    let event = cx.agreement_event(EventKind::AgreementEdited, &after, told::drafted(&after));
    cx.append(event);
    let now = after.seen();
    cx.answer(now).await
}

/// Whether it can still be read, and its codes are codes.
fn bounded(terms: &Terms) -> Result<(), Refusal> {
    if terms.clauses.len() > MOST || terms.signing().len() > MOST {
        let sentence = format!("An agreement has at most {MOST} clauses and {MOST} parties");
        return Err(Refusal::field("clauses", "too-many", sentence));
    }
    let is_code = |code: &String| {
        (1..=CODE).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let fits = |also: &Also| !matches!(also, Also::Requirement(codes) if !codes.iter().all(is_code));
    let named = |clause: &Clause| clause.who.accounts.len() <= NAMED && clause.also.iter().all(fits);
    if terms.clauses.iter().all(named) {
        return Ok(());
    }
    let sentence =
        format!("Enter codes of requirements, for example ATR DRR, and name at most {NAMED} people");
    Err(Refusal::field("requirements", "unknown", sentence))
}

fn clause_error(error: domain::agreement::ClauseError) -> Refusal {
    use domain::agreement::ClauseError as E;
    let field = match error {
        E::NoRole => "roles",
        E::NoSection | E::IdentityUnderConditions | E::Privilege => "sections",
        E::NothingChosen => "also",
        E::IdentityOfOne => "holder",
        E::NoPurpose => "purposes",
        E::NoRelation => "when",
        E::NoBasis => "bases",
        E::ConsentNotAsked => "consent",
        E::Backwards => "until",
    };
    Refusal::field(field, "clause", capital(&error.to_string()))
}

impl Cx<'_> {
    /// The terms after the change.
    async fn changed(&mut self, draft: &Version, used: u16, change: Edit) -> Result<Terms, Refusal> {
        let mut terms = draft.terms.clone();
        match change {
            Edit::Days { title, starts, review, ends, stops_unreviewed } => {
                if review < starts {
                    return Err(Refusal::field("review", "past", "The review comes after the first day"));
                }
                if ends.is_some_and(|ends| ends < starts) {
                    return Err(Refusal::field("ends", "past", "The last day comes after the first day"));
                }
                terms = Terms { title, starts, review, ends, stops_unreviewed, ..terms };
            }
            Edit::Purposes(purposes) => terms.purposes = purposes,
            Edit::Consent { necessity, consent, wording, privacy_notice } => {
                terms = Terms { necessity, consent, consent_wording: wording, privacy_notice, ..terms };
            }
            Edit::Handling { transfer, frequency, rights, accuracy, incidents, assessments, onward } => {
                terms =
                    Terms { transfer, frequency, rights, accuracy, incidents, assessments, onward, ..terms };
            }
            Edit::Oversight { auditing, funding } => terms = Terms { auditing, funding, ..terms },
            Edit::Party(party) => self.put_party(&mut terms, party).await?,
            Edit::RemoveParty(agency) => self.remove_party(&mut terms, agency)?,
            Edit::Clause(number, mut clause, named) => {
                clause.who.accounts = self.named(&terms, &named).await?;
                put_clause(&mut terms, number, clause, used)?;
            }
            Edit::RemoveClause(number) => {
                if !terms.clauses.iter().any(|one| one.number == number) {
                    return Err(Refusal::NotFound);
                }
                terms.clauses.retain(|one| one.number != number);
            }
            Edit::Whole(whole) => terms = self.whole(&terms, whole, used).await?,
        }
        bounded(&terms)?;
        Ok(terms)
    }

    async fn put_party(&mut self, terms: &mut Terms, edit: PartyEdit) -> Result<(), Refusal> {
        let partners = self.partners().await?;
        let unknown = || Refusal::field("agency", "unknown", "Select an agency of the partnership");
        let agency = partners.iter().find(|one| one.id == edit.agency).ok_or_else(unknown)?;
        let name = agency.name.clone();
        let signatory = self.signatory(edit.agency, &name, &edit.signatory).await?;
        let Parties::Listed(parties) = &mut terms.parties else {
            return Err(Refusal::field("agency", "everyone", "Every agency is a party already"));
        };
        let PartyEdit { agency, role, regime, contact, dpo, caldicott, bases, retention, .. } = edit;
        let party = Party { agency, role, regime, contact, dpo, caldicott, signatory, bases, retention };
        match parties.iter_mut().find(|one| one.agency == agency) {
            Some(kept) => *kept = party,
            None => parties.push(party),
        }
        Ok(())
    }

    /// The open accounts with these addresses, each at an agency that the agreement binds.
    async fn named(&mut self, terms: &Terms, addresses: &[Email]) -> Result<Vec<AccountId>, Refusal> {
        let mut accounts = Vec::with_capacity(addresses.len());
        for address in addresses.iter().take(NAMED) {
            let found = self.tx.credentials(address).await?.map(|found| found.account);
            let known = found.filter(|one| one.closed_at.is_none() && terms.binds(one.agency));
            let sentence = "Name people who work for a party and sign in here, by their email addresses";
            accounts.push(known.ok_or_else(|| Refusal::field("named", "unknown", sentence))?.id);
        }
        Ok(accounts)
    }

    fn remove_party(&self, terms: &mut Terms, agency: AgencyId) -> Result<(), Refusal> {
        if agency == self.agency() {
            return Err(Refusal::field(
                "agency",
                "own",
                "Your own agency cannot leave a draft that it writes",
            ));
        }
        let Parties::Listed(parties) = &mut terms.parties else { return Err(Refusal::NotFound) };
        let before = parties.len();
        parties.retain(|one| one.agency != agency);
        if parties.len() == before { Err(Refusal::NotFound) } else { Ok(()) }
    }

    /// Terms as a program sends them: parties and signatories must be there, and clauses keep their numbers.
    async fn whole(&mut self, before: &Terms, mut whole: Terms, used: u16) -> Result<Terms, Refusal> {
        whole.kind = before.kind;
        let everyone = |terms: &Terms| matches!(terms.parties, Parties::Everyone);
        if everyone(before) != everyone(&whole) || !whole.binds(self.agency()) {
            return Err(Refusal::field("parties", "own", "Your own agency must be one of the parties"));
        }
        for party in whole.signing() {
            let signatory: AccountId = party.signatory;
            let found = self.tx.account(party.agency, signatory).await?;
            if found.is_none_or(|one| one.closed_at.is_some()) {
                let sentence = "Name an open account of that agency as its signatory";
                return Err(Refusal::field("parties", "signatory", sentence));
            }
        }
        let clauses = std::mem::take(&mut whole.clauses);
        let mut next = used;
        for mut clause in clauses {
            if clause.number == 0 {
                next = next.saturating_add(1);
                clause.number = next;
            } else if clause.number > used || whole.clauses.iter().any(|one| one.number == clause.number) {
                let sentence = "Send a clause that is new without a number; the others keep theirs";
                return Err(Refusal::field("clauses", "number", sentence));
            }
            clause.check().map_err(clause_error)?;
            whole.clauses.push(clause);
        }
        Ok(whole)
    }
}

fn put_clause(terms: &mut Terms, number: Option<u16>, clause: Clause, used: u16) -> Result<(), Refusal> {
    clause.check().map_err(clause_error)?;
    match number {
        None => terms.clauses.push(Clause { number: used.saturating_add(1), ..clause }),
        Some(number) => {
            let kept = terms.clauses.iter_mut().find(|one| one.number == number).ok_or(Refusal::NotFound)?;
            *kept = Clause { number, ..clause };
        }
    }
    Ok(())
}
