//! The page kit: every component that pages use, each a struct with the parameters of the original macro.
//!
//! # How to use it
//!
//! A page is a struct with a [`Frame`] and components as fields; its template extends `layout.html` and writes
//! `{{ component }}`. No `|safe`: components know that they are markup, and every text is escaped.
//!
//! ```
//! use askama::Template;
//! use web::kit::{Button, Frame, Input, RadioItem, Radios, SummaryError};
//!
//! #[derive(Template)]
//! #[template(
//!     ext = "html",
//!     source = r#"{% extends "layout.html" %}
//! {% block content %}
//! <form method="post" novalidate>{{ frame.csrf_field() }}
//! {{ family }}
//! {{ reason }}
//! {{ go_on }}
//! </form>
//! {% endblock %}"#
//! )]
//! struct DeclinePage {
//!     frame: Frame,
//!     family: Input,
//!     reason: Radios,
//!     go_on: Button,
//! }
//!
//! let problem = "Select why you are declining";
//! let page = DeclinePage {
//!     frame: Frame::titled("Decline the referral").with_errors([SummaryError::of("reason", problem)]),
//!     family: Input::text("family", "Family name").with_value("<O'Neil>").with_hint("As on the order"),
//!     reason: Radios::new("reason", "Why are you declining?", [
//!         RadioItem::new("full", "No capacity"),
//!         RadioItem::new("fit", "Not the right service").hinted("We suggest the next fit"),
//!     ])
//!     .with_error(problem),
//!     go_on: Button::submit("Continue"),
//! };
//! let html = page.render()?;
//! assert!(html.contains("<title>Error: Decline the referral – Throughcare</title>"));
//! assert!(!html.contains("<O'Neil>"));
//! # Ok::<(), askama::Error>(())
//! ```
//!
//! - **Names**: field names are the macro's parameters in snake case; `type` is `type_`, `for` is `for_`.
//! - **Empty means not given**, as in the macros: [`Text`], [`Html`], [`Classes`] and [`Attributes`] default to nothing.
//! - **Markup**: an `html` parameter takes [`Html`]: `Html::of(&component)`, `Html::join([...], " ")`,
//!   `Html::paragraphs(typed)`, `Html::link(href, words)`. A fragment template of your own becomes usable by
//!   [`html_safe!`](crate::html_safe)`(MyFragment)`.
//! - **Errors**: give the field `.with_error(sentence)` and the frame a [`SummaryError`] with the field's id. The id of a
//!   field is its name; radios, checkboxes and dates begin with theirs (`reason`, `born-day`).
//! - **Layout blocks**: `bar` (identity bar, whole width), `heading` (an `h1` of the frame's title unless replaced),
//!   `content`; `frame.flash`, `frame.errors`, `frame.breadcrumbs`, `frame.back` show themselves.
//! - **Parts side by side**: [`Card`]s in `<div class="tc-cards tc-cards--3">`; facts in [`SummaryList::compact`];
//!   lists in [`Table::dense`], which becomes labelled lines on a narrow screen; a limit in [`LimitBar`];
//!   a status in [`Tag::new`] with its [`Tone`]; what is to be done in [`Duties`]; whose record it is in [`PersonBar`].
//! - **Classes of ours**: `tc-form` (a form alone on its page), `tc-section`, `tc-note`, `tc-code`, `tc-quiet`, `tc-nowrap`;
//!   a test finds a class that has no style.
//! - **Tests**: each component is held to the expected HTML of govuk-frontend's own fixtures, or of the MoJ macros.
//!
//! It deliberately has no inline script or style: the Content-Security-Policy allows neither.

mod alert;
mod attributes;
mod back_link;
mod badge;
mod breadcrumbs;
mod button;
mod card;
mod character_count;
mod checkboxes;
mod date_input;
mod details;
mod duties;
mod error_message;
mod error_summary;
mod field;
mod fieldset;
mod filter;
mod footer;
mod frame;
mod generic_header;
#[cfg(test)]
mod goldens;
mod hint;
mod html;
mod identity_bar;
mod input;
mod inset_text;
mod label;
mod limit_bar;
mod notification_banner;
mod page_header_actions;
mod pagination;
mod panel;
mod password_input;
mod phase_banner;
mod radios;
#[cfg(test)]
mod reading;
mod select;
mod service_navigation;
mod side_navigation;
mod skip_link;
mod sub_navigation;
mod summary_list;
mod table;
mod tabs;
mod tag;
mod task_list;
mod text;
mod textarea;
mod timeline;
mod warning_text;
mod waterfall;

pub use alert::{Alert, Variant};
pub(crate) use attributes::ids;
pub use attributes::{Attributes, Classes};
pub use back_link::BackLink;
pub use badge::Badge;
pub use breadcrumbs::{Breadcrumbs, Crumb};
pub use button::Button;
pub use card::Card;
pub use character_count::{CharacterCount, CountMessage, Plurals};
pub use checkboxes::{CheckboxItem, Checkboxes};
pub use date_input::{DateInput, DateItem, DatePart, TypedDate};
pub use details::Details;
pub use duties::{Duties, Duty};
pub use error_message::ErrorMessage;
pub use error_summary::{ErrorSummary, SummaryError};
pub use field::FormGroup;
pub use fieldset::{Fieldset, Legend};
pub use filter::{
    ClearLink, Filter, FilterCategory, FilterHeading, FilterSubmit, FilterTag, SelectedFilters,
};
pub use footer::{Footer, FooterLink, FooterMeta, FooterNavigation};
pub use frame::{Account, Frame, SearchBox};
pub use generic_header::GenericHeader;
pub use hint::Hint;
pub use html::{Content, Html};
pub use identity_bar::{BarTitle, IdentityBar, PersonBar};
pub use input::{Affix, Input, InputWrapper};
pub use inset_text::InsetText;
pub use label::Label;
pub use limit_bar::LimitBar;
pub use notification_banner::NotificationBanner;
pub use page_header_actions::{PageHeaderActions, PageHeading};
pub use pagination::{PageItem, PageLink, Pagination};
pub use panel::{Panel, PanelAction, PanelActions};
pub use password_input::{PasswordButton, PasswordInput};
pub use phase_banner::PhaseBanner;
pub use radios::{Conditional, ItemLabel, RadioItem, Radios};
pub use select::{Select, SelectItem};
pub use service_navigation::{EndSlot, NavigationItem, NavigationSlots, ServiceNavigation};
pub use side_navigation::{SideHeading, SideNavigation, SideNavigationItem, SideSection};
pub use skip_link::SkipLink;
pub use sub_navigation::{SubNavigation, SubNavigationItem};
pub use summary_list::{
    CardTitle, SummaryAction, SummaryActions, SummaryCard, SummaryCell, SummaryList, SummaryRow,
};
pub use table::{Cell, Sorted, Table};
pub use tabs::{Tab, TabPanel, Tabs};
pub use tag::{Tag, Tone};
pub use task_list::{Task, TaskList, TaskStatus, TaskText};
pub use text::{Attr, Escaped, Text};
pub use textarea::Textarea;
pub use timeline::{Timeline, TimelineDate, TimelineItem, TimelineText};
pub use warning_text::WarningText;
pub use waterfall::{Fall, Waterfall, signed};

/// Says of templates that they escape what they show, so that they may stand within other templates.
///
/// Only for types that derive `askama::Template` from an HTML template.
#[macro_export]
macro_rules! html_safe {
    ($($template:ty),+ $(,)?) => {
        $(impl ::askama::filters::HtmlSafe for $template {})+
    };
}

html_safe!(
    Alert,
    BackLink,
    Badge,
    Breadcrumbs,
    Button,
    Card,
    CharacterCount,
    Checkboxes,
    DateInput,
    Details,
    Duties,
    ErrorMessage,
    ErrorSummary,
    Fieldset,
    Filter,
    Footer,
    GenericHeader,
    Hint,
    IdentityBar,
    Input,
    InsetText,
    Label,
    NotificationBanner,
    PageHeaderActions,
    Pagination,
    Panel,
    PasswordInput,
    PhaseBanner,
    Radios,
    Select,
    ServiceNavigation,
    SideNavigation,
    SkipLink,
    SubNavigation,
    SummaryList,
    Table,
    Tabs,
    Tag,
    TaskList,
    Textarea,
    Timeline,
    WarningText,
);

/// Hint and error sentence are given alike to every field.
macro_rules! described {
    ($($field:ty),+ $(,)?) => {
        $(impl $field {
            /// With help that is always in sight.
            #[must_use]
            pub fn with_hint(mut self, text: impl Into<Text>) -> Self {
                self.hint = Some(Hint::text(text));
                self
            }

            /// With what is wrong, and what to do; empty text leaves the field as it is.
            #[must_use]
            pub fn with_error(mut self, text: impl Into<Text>) -> Self {
                let text = text.into();
                self.error_message = (!text.is_empty()).then(|| ErrorMessage::text(text));
                self
            }
        })+
    };
}

described!(CharacterCount, Checkboxes, DateInput, Input, PasswordInput, Radios, Select, Textarea,);

macro_rules! valued {
    ($($field:ty),+ $(,)?) => {
        $(impl $field {
            /// With what was typed or chosen before.
            #[must_use]
            pub fn with_value(mut self, value: impl Into<Text>) -> Self {
                self.value = value.into();
                self
            }
        })+
    };
}

valued!(CharacterCount, Radios, Select, Textarea);

impl Input {
    /// With what was typed before.
    #[must_use]
    pub fn with_value(mut self, value: impl Into<Text>) -> Self {
        self.value = Some(value.into());
        self
    }
}

impl Checkboxes {
    /// With what was chosen before.
    #[must_use]
    pub fn with_values<V: Into<Text>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        self.values = values.into_iter().map(Into::into).collect();
        self
    }
}
