//! Holds every component to the expected HTML of its origin: the fixtures that govuk-frontend publishes, and what the
//! macros of the Ministry of Justice's pattern library gave for examples of ours.
//!
//! Each fixture's parameters are read into the struct (an unknown parameter fails), rendered, and compared after both
//! texts went through one parser: attribute order and white space that a browser ignores do not count.

use std::collections::BTreeMap;

use askama::Template;
use scraper::node::Element;
use scraper::{ElementRef, Html as Document, Node, Selector};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{
    Alert, BackLink, Badge, Breadcrumbs, Button, CharacterCount, Checkboxes, DateInput, Details,
    ErrorMessage, ErrorSummary, Fieldset, Filter, Footer, GenericHeader, Hint, IdentityBar, Input, InsetText,
    Label, NotificationBanner, PageHeaderActions, Pagination, Panel, PasswordInput, PhaseBanner, Radios,
    Select, ServiceNavigation, SideNavigation, SkipLink, SubNavigation, SummaryList, Table, Tabs, Tag,
    TaskList, Textarea, Timeline, WarningText,
};

#[derive(Deserialize)]
struct Fixtures {
    fixtures: Vec<Fixture>,
}

#[derive(Deserialize)]
struct Fixture {
    name: String,
    options: serde_json::Value,
    html: String,
}

const FALSY: &str = "ids count the null items; a Vec holds none";
const LICENCE: &str = "no crown copyright, no open government licence";

/// Fixtures that use what we deliberately do not have, each with the reason.
const EXCEPTIONS: [(&str, &str, &str); 9] = [
    ("checkboxes", "with falsy values", FALSY),
    ("radios", "with falsy items", FALSY),
    ("task-list", "with empty values", FALSY),
    ("footer", "with custom HTML content licence and copyright notice", LICENCE),
    ("footer", "with custom text content licence and copyright notice", LICENCE),
    ("footer", "with no content licence", LICENCE),
    ("footer", "with only custom meta", LICENCE),
    ("footer", "with only meta links", LICENCE),
    ("footer", "with HTML passed as text content", LICENCE),
];

fn hold<T: Template + DeserializeOwned>(library: &str, component: &str, leave_out: &[&str]) {
    let path = format!("{}/tests/fixtures/{library}/{component}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let Fixtures { fixtures } = serde_json::from_str(&text).unwrap();
    assert!(!fixtures.is_empty(), "{path} holds no fixtures");
    let mut wrong = Vec::new();
    for Fixture { name, options, html } in &fixtures {
        let excepted = EXCEPTIONS.iter().any(|(of, fixture, _)| of == &component && fixture == name);
        let shown = serde_json::from_value::<T>(options.clone())
            .map_err(|error| error.to_string())
            .map(|component| tree(&component.render().unwrap(), &[]));
        let expected = tree(html, leave_out);
        match shown {
            Ok(shown) if shown == expected => {
                assert!(!excepted, "{component}, {name}: no exception is needed any more");
            }
            _ if excepted => {}
            Ok(shown) => {
                let difference = difference(&expected, &shown);
                wrong.push(format!("## {name}\noptions {options}\n{difference}"));
            }
            Err(error) => wrong.push(format!("## {name}\noptions {options}\n{error}")),
        }
    }
    assert!(
        wrong.is_empty(),
        "{component}: {} of {} fixtures differ\n{}",
        wrong.len(),
        fixtures.len(),
        wrong.join("\n")
    );
}

fn difference(expected: &[String], shown: &[String]) -> String {
    let same = expected.iter().zip(shown).take_while(|(a, b)| a == b).count();
    let part = |lines: &[String]| {
        lines.iter().skip(same.saturating_sub(2)).take(8).cloned().collect::<Vec<_>>().join("\n")
    };
    format!("-- expected\n{}\n-- shown\n{}", part(expected), part(shown))
}

/// One line per tag and text, so that a difference can be read.
fn tree(html: &str, leave_out: &[&str]) -> Vec<String> {
    let mut document = Document::parse_fragment(html);
    for selector in leave_out {
        let selector = Selector::parse(selector).unwrap();
        let found: Vec<_> = document.select(&selector).map(|element| element.id()).collect();
        for id in found {
            document.tree.get_mut(id).unwrap().detach();
        }
    }
    let mut lines = Vec::new();
    write_children(document.root_element(), 0, &mut lines);
    lines
}

fn write_children(parent: ElementRef<'_>, depth: usize, lines: &mut Vec<String>) {
    let children: Vec<_> =
        parent.children().filter(|node| !matches!(node.value(), Node::Comment(_))).collect();
    let indent = "  ".repeat(depth);
    for (index, node) in children.iter().enumerate() {
        match node.value() {
            Node::Text(text) if parent.value().name() == "textarea" => {
                lines.push(format!("{indent}{text:?}"));
            }
            Node::Text(text) => {
                let beside = |at: Option<usize>| Some(children.get(at?)?.value());
                let (before, after) = (beside(index.checked_sub(1)), beside(index.checked_add(1)));
                let shown = visible(text, before, after);
                if !shown.is_empty() {
                    lines.push(format!("{indent}{shown:?}"));
                }
            }
            Node::Element(element) => {
                lines.push(format!("{indent}{}", tag(element)));
                if let Some(inner) = ElementRef::wrap(*node) {
                    write_children(inner, depth + 1, lines);
                }
            }
            _ => {}
        }
    }
}

/// Text as a browser lays it out: runs of white space are one space; none beside a block; at the edge of an element
/// only where it was written on the same line.
fn visible(text: &str, before: Option<&Node>, after: Option<&Node>) -> String {
    let words: Vec<_> = text.split_ascii_whitespace().collect();
    let lead = &text[..text.len() - text.trim_ascii_start().len()];
    let trail = &text[text.trim_ascii_end().len()..];
    let keeps = |space: &str, beside: Option<&Node>| {
        !space.is_empty() && beside.map_or(!space.contains('\n'), is_inline)
    };
    if words.is_empty() {
        let between = before.is_some_and(is_inline) && after.is_some_and(is_inline);
        return if between { " ".to_owned() } else { String::new() };
    }
    let start = if keeps(lead, before) { " " } else { "" };
    let end = if keeps(trail, after) { " " } else { "" };
    format!("{start}{}{end}", words.join(" "))
}

fn is_inline(node: &Node) -> bool {
    match node {
        Node::Element(element) => {
            matches!(element.name(), "a" | "b" | "code" | "em" | "span" | "strong" | "time")
        }
        Node::Text(text) => !text.trim_ascii().is_empty(),
        _ => false,
    }
}

fn tag(element: &Element) -> String {
    let attributes: BTreeMap<_, _> = element
        .attrs()
        .map(|(name, value)| {
            let value = value.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
            (name, value)
        })
        .collect();
    format!("<{} {attributes:?}>", element.name())
}

macro_rules! goldens {
    ($library:literal: $($test:ident $name:literal $component:ty $(, without $out:expr)?;)+) => {
        $(#[test]
        fn $test() {
            #[allow(unused_mut, unused_assignments)]
            let mut without: &[&str] = &[];
            $(without = $out;)?
            hold::<$component>($library, $name, without);
        })+
    };
}

goldens! { "govuk":
    back_link "back-link" BackLink;
    breadcrumbs "breadcrumbs" Breadcrumbs;
    button "button" Button;
    character_count "character-count" CharacterCount;
    checkboxes "checkboxes" Checkboxes;
    date_input "date-input" DateInput;
    details "details" Details;
    error_message "error-message" ErrorMessage;
    error_summary "error-summary" ErrorSummary;
    fieldset "fieldset" Fieldset;
    footer "footer" Footer, without &[
        ".govuk-footer__crown", ".govuk-footer__licence-logo", ".govuk-footer__licence-description",
        ".govuk-footer__meta-item:last-child",
    ];
    generic_header "generic-header" GenericHeader;
    hint "hint" Hint;
    input "input" Input;
    inset_text "inset-text" InsetText;
    label "label" Label;
    notification_banner "notification-banner" NotificationBanner;
    pagination "pagination" Pagination;
    panel "panel" Panel;
    password_input "password-input" PasswordInput;
    phase_banner "phase-banner" PhaseBanner;
    radios "radios" Radios;
    select "select" Select;
    service_navigation "service-navigation" ServiceNavigation;
    skip_link "skip-link" SkipLink;
    summary_list "summary-list" SummaryList;
    table "table" Table;
    tabs "tabs" Tabs;
    tag_ "tag" Tag;
    task_list "task-list" TaskList;
    textarea "textarea" Textarea;
    warning_text "warning-text" WarningText;
}

mod moj {
    use super::{
        Alert, Badge, Filter, IdentityBar, PageHeaderActions, SideNavigation, SubNavigation, Timeline, hold,
    };

    goldens! { "moj":
        alert "alert" Alert;
        badge "badge" Badge;
        filter "filter" Filter;
        identity_bar "identity-bar" IdentityBar;
        page_header_actions "page-header-actions" PageHeaderActions;
        side_navigation "side-navigation" SideNavigation;
        sub_navigation "sub-navigation" SubNavigation;
        timeline "timeline" Timeline;
    }
}

#[test]
fn the_comparison_sees_what_a_browser_would_show() {
    let same = |a: &str, b: &str| tree(a, &[]) == tree(b, &[]);
    assert!(same("<p class='a  b' id='x'>\n  One\n  two </p>", "<p id='x' class='a b'>One two </p>"));
    assert!(!same("<p>Next<span> page</span></p>", "<p>Next<span>page</span></p>"));
    assert!(!same("<p><b>a</b> <b>c</b></p>", "<p><b>a</b><b>c</b></p>"));
    assert!(!same("<p class='a'></p>", "<p class='b'></p>"));
    assert!(!same("<p><b>a</b></p>", "<p>a</p>"));
}
