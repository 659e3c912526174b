//! Reading one referral: what it asks, where it stands, and what the viewer may do next.

use crate::{
    App, Cx,
    people::{Names, about_ahead},
    refusal::Refusal,
};
use domain::{
    ids::{PersonId, ReferralId},
    order::Order,
    pathway::Need,
    person::{Communication, Contact, Identity},
    protocol::{Due, Protocol},
    referral::{Fact, Move, Referral, Told},
    risk::RiskFlag,
    section::{Purpose, Section},
    service::Service,
    stamp::Stamp,
};
use gate::{Action, Label, Sealed, Standing, Viewer, Withheld};

/// A referral as its reader may see it.
#[derive(Debug, Clone)]
pub struct OpenedReferral {
    /// The referral.
    pub referral: Referral,
    /// Risk that staff must know of, as far as the gate opens it; `None` where it stays closed or was never asked.
    pub risk: Option<Told>,
    /// Needs that affect how the service is given, as far as the gate opens them.
    pub needs: Option<Told>,
    /// What is due of it, with how late.
    pub dues: Vec<Due>,
    /// The version of the pathway that it began under; `None` for one of before there were versions.
    pub protocol: Option<Protocol>,
    /// Whether a warning about risk waits for the viewer to read it.
    pub warning_unread: bool,
    /// The service it asks.
    pub service: Service,
    /// The name of the agency that refers.
    pub from_name: String,
    /// Its history with names.
    pub history: Vec<FactLine>,
    /// Who it is about.
    pub person: Identity,
    /// How to reach them.
    pub contacts: Vec<Contact>,
    /// What makes talking work.
    pub communication: Vec<Communication>,
    /// Risks that staff must know of.
    pub risks: Vec<RiskFlag>,
    /// Orders, as far as shown.
    pub orders: Vec<Order>,
    /// Needs on the pathways, as far as shown.
    pub found_needs: Vec<Need>,
    /// What stays closed, and whom to ask.
    pub withheld: Vec<Withheld>,
    /// What the viewer may do next.
    pub moves: Vec<Move>,
    /// Names of those who recorded needs and risks, and of agencies to ask.
    pub names: Names,
}

/// One step of a referral's history, with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactLine {
    /// What happened.
    pub fact: Fact,
    /// Who, when, for which agency.
    pub stamp: Stamp,
    /// Who, by name.
    pub by: String,
    /// For which agency, by name.
    pub agency: String,
}

/// The action behind a move.
pub(crate) const fn action_of(step: Move) -> Action {
    match step {
        Move::Send => Action::MakeReferral,
        Move::Receive => Action::ReceiveReferral,
        Move::Accept => Action::AcceptReferral,
        Move::Decline => Action::DeclineReferral,
        Move::Withdraw => Action::WithdrawReferral,
        Move::Begin => Action::BeginReferral,
        Move::Conclude => Action::ConcludeReferral,
        Move::Ask => Action::AskAboutReferral,
        Move::Give => Action::AnswerQuestion,
        Move::Waitlist => Action::WaitlistReferral,
        Move::Offer => Action::OfferAppointment,
        Move::Book => Action::BookFirstAppointment,
        Move::ReadWarning => Action::ReadWarning,
        Move::Amend => Action::AmendReferral,
    }
}

impl Cx<'_> {
    /// One referral, sealed, and what relates the viewer to its person; as absent when they may not know of the person.
    ///
    /// One that is absent takes the same statements as one that is out of reach, so that time does not tell them apart.
    pub(super) async fn referral(&mut self, id: ReferralId) -> Result<(Standing, Sealed<Referral>), Refusal> {
        let found = self.tx.referral(id).await?;
        let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        if found.is_none() {
            self.tx.referrals_of(person, 1).await?;
        }
        let standing = self.standing(person).await?;
        found.map(|sealed| (standing, sealed)).ok_or(Refusal::NotFound)
    }

    /// One part of what a referral tells, under the section in which it lies: the agreement decides on each apart.
    fn told_part(
        &mut self,
        standing: &Standing,
        referral: &Referral,
        section: Section,
        part: Option<Told>,
        withheld: &mut Vec<Withheld>,
    ) -> Option<Told> {
        let request = &referral.request;
        let label =
            Label { person: request.person, section, holder: request.from, sent_to: Some(request.to) };
        let sealed = part.map(|told| Sealed::new(label, told)).into_iter().collect();
        self.open_or_note(standing, sealed, withheld).into_iter().next()
    }
}

/// Opens one referral with what a reader of it needs to answer safely.
pub async fn open(app: &App, viewer: &Viewer, id: ReferralId) -> Result<OpenedReferral, Refusal> {
    let mut cx = app.read(viewer, Purpose::Referral, "open a referral").await?;
    let (standing, sealed) = cx.referral(id).await?;
    let referral = cx.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
    let service =
        cx.service(referral.request.service).await?.ok_or(crate::cx::missing("service of a referral"))?;
    let mut agencies: Vec<_> = referral.facts().iter().map(|(stamp, _)| stamp.agency).collect();
    agencies.push(referral.request.from);
    let whom = [standing.person];
    cx.tx.ahead(&about_ahead(&whom, cx.today())).await?;
    let about = cx.about(&standing).await?;
    agencies.extend(about.agencies());
    let accounts = referral.facts().iter().map(|(stamp, _)| stamp.by).chain(about.accounts());
    let names = cx.names(accounts, agencies).await?;
    let history = referral
        .facts()
        .iter()
        .map(|(stamp, fact)| FactLine {
            fact: fact.clone(),
            stamp: *stamp,
            by: names.account(stamp.by),
            agency: names.agency(stamp.agency),
        })
        .collect();
    let side = referral.side_of(cx.agency());
    let clocks = cx.clocks_of(&referral).await?;
    let moves: Vec<Move> = side
        .into_iter()
        .flat_map(|side| referral.moves(side, viewer.account))
        .filter(|step| clocks.definition.uses(*step) && cx.permit(action_of(*step), &standing, side).is_ok())
        .collect();
    let dues = clocks.dues(app, &referral);
    let protocol = clocks.protocol;
    let mut withheld = about.withheld;
    let risk = cx.told_part(&standing, &referral, Section::Risk, referral.request.risk(), &mut withheld);
    let needs = referral.request.needs.clone();
    let needs = cx.told_part(&standing, &referral, Section::Communication, needs, &mut withheld);
    let warning_unread = moves.contains(&Move::ReadWarning);
    let from_name = names.agency(referral.request.from);
    cx.answer(OpenedReferral {
        referral,
        risk,
        needs,
        dues,
        protocol,
        warning_unread,
        service,
        from_name,
        history,
        person: about.identity,
        contacts: about.contacts,
        communication: about.communication,
        risks: about.risks,
        orders: about.orders,
        found_needs: about.needs,
        withheld,
        moves,
        names,
    })
    .await
}
