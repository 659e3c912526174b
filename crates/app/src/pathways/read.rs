//! Reading pathways: reference data, which says nothing about anybody, and figures of the referrals down each.
//!
//! Figures are for people who may know of nobody whom they count. So they leave out whoever such a reader may not learn of even
//! from a sum: records with limited access or kept apart from a team, and referrals of agencies that no agreement in force binds.

use crate::{App, Cx, people::Names, ports::Review, refusal::Refusal};
use domain::{
    agency::AgencyKind,
    agreement::State,
    ids::{AgencyId, ServiceId},
    protocol::{self, Course, Figures, Protocol},
    role::Role,
    section::Purpose,
    service::Service,
};
use gate::{Action, Viewer};
use jiff::{Timestamp, civil::Date};

/// Services on one page.
const SERVICES: u32 = 500;
/// Meetings on one page: five years of them.
const REVIEWS: u32 = 20;
/// Referrals that figures count at most.
const COURSES: u32 = 20_000;

/// A review meeting in a list.
#[derive(Debug, Clone)]
pub struct ReviewLine {
    /// The meeting.
    pub review: Review,
    /// The version that was agreed there, if one was.
    pub agreed: Option<Protocol>,
}

/// The pathway of one service.
#[derive(Debug, Clone)]
pub struct Pathway {
    /// The service.
    pub service: Service,
    /// Its versions, oldest first.
    pub versions: Vec<Protocol>,
    /// The version in force today.
    pub in_force: Option<Protocol>,
    /// Its review meetings, the latest first.
    pub reviews: Vec<ReviewLine>,
    /// The figures since the last meeting that was held.
    pub figures: Figures,
    /// Since when the figures count; `None` when there was no meeting yet.
    pub since: Option<Date>,
    /// Names of those who recorded meetings.
    pub names: Names,
    /// Today in London.
    pub today: Date,
    /// Whether the viewer may record a meeting, and amend the pathway there.
    pub may_review: bool,
}

/// The services of the partnership with the pathway in force of each, by pathway and name.
pub async fn pathways(app: &App, viewer: &Viewer) -> Result<Vec<(Service, Option<Protocol>)>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "list pathways").await?;
    cx.permit_role(Action::SeePathways)?;
    let today = cx.today();
    let services = cx.tx.services(None, SERVICES).await?;
    let versions = cx.tx.all_protocols().await?;
    let all = services
        .into_iter()
        .map(|service| {
            let own: Vec<Protocol> =
                versions.iter().filter(|one| one.service == service.id).cloned().collect();
            let current = protocol::in_force(&own, today).cloned();
            (service, current)
        })
        .collect();
    cx.answer(all).await
}

/// One service's pathway.
pub async fn pathway(app: &App, viewer: &Viewer, id: ServiceId) -> Result<Pathway, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "read a pathway").await?;
    cx.permit_role(Action::SeePathways)?;
    let service = cx.tx.service(id).await?.ok_or(Refusal::NotFound)?;
    let today = cx.today();
    let versions = cx.tx.protocols(id).await?;
    let in_force = protocol::in_force(&versions, today).cloned();
    let reviews = cx.tx.reviews(id, REVIEWS).await?;
    let (since, figures) = cx.figures_since_last(&service, &versions, &reviews).await?;
    let names = cx.names(reviews.iter().filter_map(|one| Some(one.held.as_ref()?.stamp.by)), []).await?;
    let reviews = reviews
        .into_iter()
        .map(|review| ReviewLine {
            agreed: versions.iter().find(|one| one.agreed_at == Some(review.due)).cloned(),
            review,
        })
        .collect();
    let may_review = cx.may_review(&service);
    cx.answer(Pathway { service, versions, in_force, reviews, figures, since, names, today, may_review })
        .await
}

impl Cx<'_> {
    /// Whether the viewer may record a review of this service: a coordinator of any agency, or a manager of one of the
    /// partners, which are the service's own agency and probation, which refers to it.
    pub(super) fn may_review(&self, service: &Service) -> bool {
        let partner = self.agency() == service.agency || self.viewer.agency_kind == AgencyKind::Probation;
        let coordinates = self.viewer.roles.has(Role::Coordinator);
        self.permit_role(Action::ReviewPathway).is_ok() && (coordinates || partner)
    }

    /// Whether an agreement in force binds the agency.
    fn is_bound(&self, agency: AgencyId, today: Date) -> bool {
        let versions = self.app.agreed.versions().1;
        versions.iter().any(|one| one.state(today) == State::InForce && one.terms.binds(agency))
    }

    /// The figures of referrals sent since the last meeting that was held, and since when that is.
    pub(super) async fn figures_since_last(
        &mut self,
        service: &Service,
        versions: &[Protocol],
        reviews: &[Review],
    ) -> Result<(Option<Date>, Figures), Refusal> {
        let last = reviews.iter().filter_map(|one| one.held.as_ref()).max_by_key(|held| held.stamp.at);
        let from = last.map_or(Timestamp::UNIX_EPOCH, |held| held.stamp.at);
        let today = self.today();
        let courses = self.tx.courses(service.id, (from, self.at), today, COURSES).await?;
        let courses: Vec<Course> = courses
            .into_iter()
            .filter(|(referrer, _)| self.is_bound(*referrer, today) && self.is_bound(service.agency, today))
            .map(|(_, course)| course)
            .collect();
        let definition = protocol::in_force(versions, today).map_or_else(
            || protocol::Definition::starting(service.answer_in_working_days),
            |one| one.definition.clone(),
        );
        let holidays = self.holidays().await?;
        Ok((last.map(|held| held.on), definition.figures(&courses, &holidays, today)))
    }
}
