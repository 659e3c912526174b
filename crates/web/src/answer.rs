//! What handlers of pages are given, and how they answer.

use crate::{
    csrf,
    form::{Errors, Typed},
    kit::{Account as Holder, FooterLink, Frame, Html, NavigationItem, NotificationBanner, SearchBox, Text},
    paths,
    problem::Problem,
    session,
    state::Shared,
    words::{self, Said},
};
use app::{App, Once, Refusal, accounts::Signed, drafts};
use askama::Template;
use axum::{
    body::Body,
    extract::{FromRequestParts, RawPathParams},
    response::Response,
};
use gate::{Action, Viewer};
use http::{HeaderValue, StatusCode, header, request::Parts};
use std::{str::FromStr, sync::Arc};
use uuid::Uuid;

/// A page, a redirect, or a problem that the guard puts into words.
pub type Answer = Result<Response, Problem>;

/// The context of a handler for somebody who is signed in.
pub struct WebCx {
    /// What every request shares.
    pub web: Shared,
    /// Who asks.
    pub signed: Arc<Signed>,
    /// What has just been done, and about which record: shown once.
    pub said: Option<(Said, Option<Uuid>)>,
    path: String,
    /// Whether the page was opened from My work: then what is done leads back there.
    from_my_work: bool,
}

/// The id in an address: `/people/{id}`. What is no id is as absent.
#[derive(Debug, Clone, Copy)]
pub struct Id<T>(pub T);

impl<T: FromStr + Send, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params =
            RawPathParams::from_request_parts(parts, state).await.map_err(|_| Problem::not_found())?;
        let id = params.iter().find(|(name, _)| *name == "id").and_then(|(_, text)| text.parse().ok());
        id.map(Self).ok_or_else(Problem::not_found)
    }
}

impl FromRequestParts<Shared> for WebCx {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Shared) -> Result<Self, Problem> {
        let signed = parts.extensions.get::<Arc<Signed>>().cloned().ok_or_else(Problem::not_signed_in)?;
        Ok(Self {
            web: Arc::clone(web),
            signed,
            said: session::flash(web, &parts.headers),
            path: parts.uri.path().to_owned(),
            from_my_work: opened_from_my_work(parts),
        })
    }
}

impl WebCx {
    /// The use-cases.
    pub fn app(&self) -> &App {
        &self.web.app
    }

    /// What the gate asks about.
    pub fn viewer(&self) -> &Viewer {
        &self.signed.viewer
    }

    /// Whether the role may do this to something: for the entries of a page, never in place of the gate's own answer.
    pub fn may(&self, action: Action) -> bool {
        self.web.app.gate().permit_role(self.viewer(), action).is_ok()
    }

    /// The path of this request, which is also the name of its form's draft.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The frame of a page: menu, search, account, what has just been done.
    pub fn frame(&self, title: impl Into<Text>) -> Frame {
        let mut frame = frame_for(&self.web, Some(&self.signed), &self.path, title);
        frame.back_to_my_work = self.from_my_work;
        frame.flash = self.said.map(|(said, _)| NotificationBanner::success(said.words()));
        frame
    }

    /// The frame of a page with a form: errors on top, and the word "Error" in the window's title.
    pub fn form_frame(&self, title: impl Into<Text>, errors: &Errors, focus: &[(&str, &str)]) -> Frame {
        let frame = self.frame(title);
        // What had been said belongs to another page.
        let flash = if errors.is_empty() { frame.flash.clone() } else { None };
        Frame { flash, ..frame.with_errors(errors.summary(focus)) }
    }

    /// Shows a page.
    pub fn show(&self, page: &impl Template) -> Answer {
        self.show_as(StatusCode::OK, page)
    }

    /// Shows a page with a status: `errors.status()` for a form that is shown again.
    pub fn show_as(&self, status: StatusCode, page: &impl Template) -> Answer {
        let mut response = html(status, page)?;
        if self.said.is_some() {
            session::put_flash(&self.web, response.headers_mut(), None);
        }
        Ok(response)
    }

    /// Goes on to another page, which still leads back to My work where this one does.
    pub fn go(&self, path: impl AsRef<str>) -> Answer {
        go(&self.onward(path.as_ref()))
    }

    /// The address of a page that still leads back to My work where this one does.
    pub fn onward(&self, path: &str) -> String {
        if self.from_my_work && path != paths::MY_WORK {
            paths::and_back_to_my_work(path)
        } else {
            path.to_owned()
        }
    }

    /// Goes on to another page, which says once what was done: My work, where the form was opened from there.
    pub fn go_saying(&self, path: impl AsRef<str>, said: Said) -> Answer {
        let path = if self.from_my_work { paths::MY_WORK } else { path.as_ref() };
        self.go_saying_of(path, said, None)
    }

    /// Goes on to the form that comes next, which says once what was done, and leads back to My work in its turn.
    pub fn go_on_saying(&self, path: impl AsRef<str>, said: Said) -> Answer {
        self.go_saying_of(self.onward(path.as_ref()), said, None)
    }

    /// The same, with the record that it is about, for an undo.
    pub fn go_saying_of(&self, path: impl AsRef<str>, said: Said, about: Option<Uuid>) -> Answer {
        let mut response = go(path.as_ref())?;
        session::put_flash(&self.web, response.headers_mut(), Some((said, about)));
        Ok(response)
    }

    /// What a refused form shows when it is shown again, with everything typed; any other refusal is a problem.
    ///
    /// # Errors
    /// The problem, when showing the form again would not help.
    pub fn mend(&self, refusal: Refusal) -> Result<Errors, Problem> {
        mend(refusal)
    }

    /// A one-time number for a form, sent back as `form_id`: the same form sent twice makes one record.
    pub fn new_form_id(&self) -> String {
        self.app().id::<Uuid>().to_string()
    }

    /// The hidden fields of a form: the session's token, and the form's number, kept when it is shown again.
    pub fn hidden(&self, frame: &Frame, typed: &Typed, errors: &Errors) -> Html {
        let kept = Uuid::parse_str(typed.get("form_id")).ok().filter(|_| !errors.sent_before());
        let kept = kept.map(|id| id.to_string());
        let form_id = kept.unwrap_or_else(|| self.new_form_id());
        let number = Html::markup(format!("<input type=\"hidden\" name=\"form_id\" value=\"{form_id}\">"));
        Html::join([frame.csrf_field(), number], "")
    }

    /// What makes the same form, sent twice, one record: its number, and what was typed into it.
    pub fn once(&self, typed: &Typed) -> Option<Once> {
        Once::new(typed.get("form_id"), &[&self.path, &typed.for_draft()]).ok()
    }

    /// What was typed into the form at this address before a session ended or a save failed.
    pub async fn draft(&self) -> Result<Option<Typed>, Problem> {
        let draft = drafts::find(self.app(), self.signed.desk(), &self.path).await?;
        Ok(draft.map(|draft| Typed::parse(draft.body.as_bytes())))
    }

    /// Drops the draft of the form at this address, once its content is saved.
    pub async fn forget_draft(&self) {
        // The form itself is saved; a draft that stays only offers the same text once more.
        let _ = drafts::forget(self.app(), self.signed.desk(), &self.path).await;
    }

    /// The banner of a form that was filled from a draft.
    pub fn kept_banner(&self) -> NotificationBanner {
        NotificationBanner::important(words::KEPT)
    }
}

/// What a refused form shows when it is shown again.
///
/// # Errors
/// The problem, when showing the form again would not help.
pub(crate) fn mend(refusal: Refusal) -> Result<Errors, Problem> {
    match refusal {
        Refusal::Invalid(fields) => Ok(Errors::of(fields)),
        Refusal::KeyReused => Ok(Errors::of_form_sent_before()),
        other => {
            let problem = Problem::from(other);
            let facts = problem.facts();
            if problem.may_be_tried_again() || facts.status == StatusCode::TOO_MANY_REQUESTS {
                return Ok(Errors::general(facts.status, facts.detail.clone()));
            }
            Err(problem)
        }
    }
}

/// Whether a page was opened from My work: its address says so, or the form that it sent.
fn opened_from_my_work(parts: &Parts) -> bool {
    let says = |typed: &Typed| typed.get(paths::BACK) == paths::BACK_TO_MY_WORK;
    parts.extensions.get::<Typed>().is_some_and(says)
        || parts.uri.query().is_some_and(|query| says(&Typed::parse(query.as_bytes())))
}

/// A page as a response.
pub(crate) fn html(status: StatusCode, page: &impl Template) -> Answer {
    let text = page.render().map_err(|error| {
        tracing::error!(error = %error, "a page could not be written");
        Problem::failed()
    })?;
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Ok(response)
}

/// A redirect after which the browser reads the new address.
pub(crate) fn go(path: &str) -> Answer {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let path = HeaderValue::from_str(path).map_err(|_| Problem::failed())?;
    response.headers_mut().insert(header::LOCATION, path);
    Ok(response)
}

/// The frame of a page for whoever asks.
pub(crate) fn frame_for(web: &Shared, signed: Option<&Signed>, path: &str, title: impl Into<Text>) -> Frame {
    let mut frame = Frame { demonstration: web.app.settings.demonstration, ..Frame::titled(title) };
    let Some(signed) = signed else { return frame };
    let gate = web.app.gate();
    let may = |action| gate.permit_role(&signed.viewer, action).is_ok();
    frame.home = paths::MY_WORK.into();
    frame.csrf = csrf::masked(&signed.csrf, &*web.app.chance).into();
    frame.search =
        may(Action::SearchPeople).then(|| SearchBox { action: paths::PEOPLE.into(), ..SearchBox::default() });
    let entries = [
        ("My work", paths::MY_WORK, true),
        ("Caseload", paths::CASELOAD, may(Action::SeeCaseload)),
        ("Several services", paths::REPEAT_CONTACTS, may(Action::SeeRepeatContacts)),
        ("Hubs", paths::HUBS, may(Action::SeeHubs)),
        ("Bodies and services", paths::PROVISION, may(Action::SeeProvision)),
        ("All casework", paths::CASEWORK, may(Action::KeepCasework)),
        ("Team", paths::TEAM, may(Action::SeeTeamWork)),
        ("People", paths::PEOPLE, may(Action::SearchPeople)),
        ("Referrals", paths::INBOX, may(Action::SeeInbox)),
        ("Court", paths::COURT, may(Action::WorkCourtList)),
        ("Ways in", paths::WAYS_IN, may(Action::EnterPerson)),
        ("Screening", paths::SCREENINGS, may(Action::Screen)),
        ("Funnel", paths::FUNNEL, may(Action::SeeFunnel)),
        ("Day", paths::DAY_SHEET, may(Action::SeeDaySheet)),
        ("Not begun", paths::LATE_STARTS, may(Action::SeeLateStarts)),
        ("Pathways", paths::PATHWAYS, may(Action::SeePathways)),
        ("Agreements", paths::AGREEMENTS, may(Action::SeeAgreements)),
        ("Emergencies", paths::EMERGENCIES, may(Action::ReviewEmergency)),
        ("Corrections", paths::CORRECTIONS, may(Action::SeeTeamWork) || may(Action::ReviewLooks)),
        ("Access reviews", paths::LOOK_REVIEWS, may(Action::ReviewLooks)),
        ("Retention", paths::RETENTION, may(Action::SeeRetention)),
        ("Mistakes", paths::MISTAKES, may(Action::HandleMistake)),
        ("Secondments", paths::SECONDMENTS, may(Action::ArrangeSecondment)),
        ("Departures", paths::DEPARTURES, may(Action::SeeDeparture)),
        ("Accounts", paths::ACCOUNTS, may(Action::ManageAccounts)),
    ];
    frame.navigation = entries
        .into_iter()
        .filter(|(_, _, shown)| *shown)
        .map(|(words, href, _)| NavigationItem {
            current: path == href,
            active: path.starts_with(href),
            ..NavigationItem::new(words, href)
        })
        .collect();
    frame.account = Some(Holder {
        name: signed.account.name.to_string().into(),
        agency: signed.agency.name.clone().into(),
        links: vec![("My account".into(), paths::MY_ACCOUNT.into())],
        sign_out: paths::SIGN_OUT.into(),
    });
    frame.footer = vec![
        FooterLink::new("My account", paths::MY_ACCOUNT),
        FooterLink::new("Report a mistaken disclosure", paths::MISTAKE_NEW),
    ];
    frame.acting = signed.may_change.then(|| (signed.agency.name.clone().into(), paths::ACTING_FOR.into()));
    frame.acting_over = signed.fell_back_from.as_ref().map(|host| {
        let words = format!("Your secondment to {host} is over. You act for {}.", signed.agency.name);
        (words.into(), paths::ACTING_FOR.into())
    });
    frame.lasting = signed.emergency.filter(|(_, until)| *until > web.app.now()).map(|(id, until)| {
        let words = format!(
            "Emergency access is open until {}. What you open is recorded and reviewed.",
            words::moment(until, web.app.london())
        );
        (words.into(), paths::emergency(id).into())
    });
    frame
}
