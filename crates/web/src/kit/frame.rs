//! The frame of every page: what `layout.html` needs beside the page's own words.
//!
//! A page has a field `frame: Frame` and extends `layout.html`. The frame decides nothing: who is signed in, which
//! entries a role sees and what the address of each is, comes in from outside.

use super::back_link::BackLink;
use super::breadcrumbs::Breadcrumbs;
use super::error_summary::{ErrorSummary, SummaryError};
use super::footer::{Footer, FooterLink, FooterMeta};
use super::generic_header::GenericHeader;
use super::notification_banner::NotificationBanner;
use super::phase_banner::PhaseBanner;
use super::service_navigation::{NavigationItem, ServiceNavigation};
use super::skip_link::SkipLink;
use super::{Escaped, Html, Text};
use crate::paths;

/// Everything around a page.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The page's heading, shown as its first heading and in the window's title.
    pub title: Text,
    /// A line above the heading, such as the person's name in a journey of several pages.
    pub caption: Text,
    /// Language of the page, `en` or `cy`.
    pub language: Text,
    /// Where the product's name leads.
    pub home: Text,
    /// Who is signed in; `None` hides menu, search and account.
    pub account: Option<Account>,
    /// The entries this role needs, the current one marked.
    pub navigation: Vec<NavigationItem>,
    /// The search box; `None` where the role cannot search.
    pub search: Option<SearchBox>,
    /// The session's token, sent with every form.
    pub csrf: Text,
    /// Whether the page was opened from My work, and its forms lead back there.
    pub back_to_my_work: bool,
    /// Whether the people in this database are invented.
    pub demonstration: bool,
    /// The way up.
    pub breadcrumbs: Option<Breadcrumbs>,
    /// The way back within a journey; shown instead of the breadcrumbs.
    pub back: Option<BackLink>,
    /// What has just been done, or must be known.
    pub flash: Option<NotificationBanner>,
    /// That something must be known on every page: words, and where it leads.
    pub lasting: Option<(Text, Text)>,
    /// For which agency a secondee acts: its name, and where that is changed.
    pub acting: Option<(Text, Text)>,
    /// That the secondment under which a secondee acted is over: words, and where they go on.
    pub acting_over: Option<(Text, Text)>,
    /// What is wrong with what was sent.
    pub errors: Option<ErrorSummary>,
    /// Links at the bottom.
    pub footer: Vec<FooterLink>,
}

/// Who is signed in.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// Name of the account's holder.
    pub name: Text,
    /// The agency acted for.
    pub agency: Text,
    /// Further entries of the menu: words and address.
    pub links: Vec<(Text, Text)>,
    /// Where the sign-out form is sent.
    pub sign_out: Text,
}

/// The search box in the header.
#[derive(Debug, Clone, Default)]
pub struct SearchBox {
    /// Where the search is sent by GET.
    pub action: Text,
    /// What was looked for, as the parameter `q`.
    pub query: Text,
}

impl Default for Frame {
    fn default() -> Self {
        Self {
            title: Text::default(),
            caption: Text::default(),
            language: "en".into(),
            home: "/".into(),
            account: None,
            navigation: Vec::new(),
            search: None,
            csrf: Text::default(),
            back_to_my_work: false,
            demonstration: false,
            breadcrumbs: None,
            back: None,
            flash: None,
            lasting: None,
            acting: None,
            acting_over: None,
            errors: None,
            footer: Vec::new(),
        }
    }
}

impl Frame {
    /// A frame with a title and nothing else.
    pub fn titled(title: impl Into<Text>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// With a summary of errors, unless there are none.
    #[must_use]
    pub fn with_errors(mut self, errors: impl IntoIterator<Item = SummaryError>) -> Self {
        let errors: Vec<_> = errors.into_iter().collect();
        self.errors = (!errors.is_empty()).then(|| ErrorSummary::of(errors));
        self
    }

    /// The hidden field that every form which changes something must carry.
    pub fn csrf_field(&self) -> Html {
        let token = Escaped(self.csrf.as_str());
        let back =
            if self.back_to_my_work { "<input type=\"hidden\" name=\"back\" value=\"my-work\">" } else { "" };
        Html::markup(format!("<input type=\"hidden\" name=\"csrf\" value=\"{token}\">{back}"))
    }

    /// The address of a page that still leads back to My work where this one does.
    pub fn onward(&self, path: &str) -> String {
        if self.back_to_my_work && path != paths::MY_WORK {
            paths::and_back_to_my_work(path)
        } else {
            path.to_owned()
        }
    }

    /// The window's title.
    pub fn window_title(&self) -> String {
        let error = if self.errors.is_some() { "Error: " } else { "" };
        if self.title.is_empty() {
            return format!("{error}Throughcare");
        }
        format!("{error}{} – Throughcare", self.title)
    }

    /// The address of a style sheet or script.
    pub fn asset(&self, path: &str) -> String {
        crate::assets::url(path)
    }

    /// Past the menus.
    pub fn skip_link(&self) -> SkipLink {
        SkipLink { text: "Skip to main content".into(), ..SkipLink::default() }
    }

    /// The top line with the mark.
    pub fn header(&self) -> GenericHeader {
        GenericHeader {
            logo_html: Html::literal(include_str!("../../templates/layout/mark.html")),
            url: self.home.clone(),
            container_classes: "tc-header__brand".into(),
            ..GenericHeader::default()
        }
    }

    /// The main menu.
    pub fn menu(&self) -> ServiceNavigation {
        ServiceNavigation {
            navigation: self.navigation.clone(),
            navigation_label: "Main".into(),
            ..ServiceNavigation::default()
        }
    }

    /// Says that the people are invented.
    pub fn demonstration_banner(&self) -> PhaseBanner {
        PhaseBanner {
            classes: "tc-demonstration".into(),
            ..PhaseBanner::new("Demonstration", "All people, agencies and places here are invented.")
        }
    }

    /// The bottom of the page.
    pub fn bottom(&self) -> Footer {
        Footer {
            meta: Some(FooterMeta {
                items: self.footer.clone(),
                text: "Throughcare: support that carries on across the gaps.".into(),
                ..FooterMeta::default()
            }),
            ..Footer::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use askama::Template;
    use scraper::{Html as Document, Selector};

    use super::{Account, BackLink, Breadcrumbs, Frame, NavigationItem, SearchBox, SummaryError};

    #[derive(Template)]
    #[template(
        ext = "html",
        source = "{% extends \"layout.html\" %}{% block content %}<p>Words</p>{% endblock %}"
    )]
    struct Page {
        frame: Frame,
    }

    fn full() -> Frame {
        Frame {
            account: Some(Account {
                name: "<script>alert(1)</script>".into(),
                agency: "Northmoor Probation".into(),
                links: vec![("Your account".into(), "/account".into())],
                sign_out: "/sign-out".into(),
            }),
            navigation: vec![NavigationItem::new("My work", "/"), NavigationItem::new("People", "/people")],
            search: Some(SearchBox { action: "/people".into(), query: "\"><b>".into() }),
            csrf: "the-token".into(),
            demonstration: true,
            breadcrumbs: Some(Breadcrumbs::of([("My work", "/")])),
            ..Frame::titled("Make a referral")
        }
    }

    fn shown(frame: Frame) -> (String, Document) {
        let html = Page { frame }.render().unwrap();
        let document = Document::parse_document(&html);
        (html, document)
    }

    fn count(document: &Document, selector: &str) -> usize {
        document.select(&Selector::parse(selector).unwrap()).count()
    }

    #[test]
    fn the_window_says_first_that_something_is_wrong() {
        let frame = Frame::titled("Make a referral");
        assert_eq!(frame.window_title(), "Make a referral – Throughcare");
        let wrong = frame.with_errors([SummaryError::of("reason", "Select a reason")]);
        assert_eq!(wrong.window_title(), "Error: Make a referral – Throughcare");
    }

    #[test]
    fn no_errors_show_no_summary() {
        assert!(Frame::titled("x").with_errors([]).errors.is_none());
    }

    #[test]
    fn a_strict_content_security_policy_blocks_nothing_of_the_frame() {
        let (html, document) = shown(full());
        assert_eq!(count(&document, "script"), count(&document, "script[src^='/assets/']"));
        assert_eq!(count(&document, "style, [style], [onclick], [onload]"), 0);
        assert!(!html.contains("javascript:"));
    }

    #[test]
    fn names_and_searches_stay_text() {
        let (_, document) = shown(full());
        assert_eq!(count(&document, ".tc-account__name script, header b"), 0);
        let field = Selector::parse("#search").unwrap();
        let typed = document.select(&field).next().unwrap().value().attr("value");
        assert_eq!(typed, Some("\"><b>"));
    }

    #[test]
    fn signing_out_is_a_form_with_the_token() {
        let (_, document) = shown(full());
        let token = "form[method=post][action='/sign-out'] input[name=csrf][value=the-token]";
        assert_eq!(count(&document, token), 1);
    }

    #[test]
    fn every_file_that_the_frame_names_has_its_hash() {
        let (html, _) = shown(full());
        for part in html.split("\"/assets/").skip(1) {
            let address = part.split('"').next().unwrap();
            assert!(address.contains("?v="), "{address}");
        }
    }

    #[test]
    fn without_an_account_there_is_no_menu_search_or_banner() {
        let (_, document) = shown(Frame::titled("Sign in"));
        let parts = ".tc-account, nav, form, .tc-demonstration, .govuk-error-summary";
        assert_eq!(count(&document, parts), 0);
        assert_eq!(count(&document, "main#content h1"), 1);
    }

    #[test]
    fn a_back_link_takes_the_place_of_breadcrumbs() {
        let mut frame = full();
        frame.back = Some(BackLink::to("/referrals"));
        let (_, document) = shown(frame);
        assert_eq!(count(&document, ".govuk-back-link"), 1);
        assert_eq!(count(&document, ".govuk-breadcrumbs"), 0);
    }

    #[test]
    fn the_frame_leaves_the_page_its_room() {
        let (html, _) = shown(full());
        assert!(html.len() < 8_000, "{} bytes", html.len());
    }
}
