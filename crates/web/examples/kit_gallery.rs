//! Writes pages with every component of the kit, and the assets they need, into a folder, for looking at.
//!
//! `cargo run -p web --example kit_gallery -- FOLDER`, then open `FOLDER/my-work.html` and its neighbours.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use askama::Template;
use web::kit::{
    Account, Affix, Alert, BackLink, Badge, Breadcrumbs, Button, Card, Cell, CharacterCount, CheckboxItem,
    Checkboxes, DateInput, Details, Duties, Duty, Filter, FooterLink, Frame, Html, Input, InsetText,
    LimitBar, NavigationItem, NotificationBanner, PageHeaderActions, Pagination, Panel, PasswordInput,
    PersonBar, RadioItem, Radios, SearchBox, Select, SelectItem, SideNavigation, SideNavigationItem, Sorted,
    SubNavigation, SubNavigationItem, SummaryError, SummaryList, SummaryRow, Tab, Table, Tabs, Tag, Task,
    TaskList, Text, Timeline, TimelineItem, Tone, TypedDate, Variant, WarningText,
};
use web::{assets, html_safe};

#[derive(Template)]
#[template(
    ext = "html",
    source = "{% extends \"layout.html\" %}{% block bar %}{% if let Some(bar) = bar %}{{ bar }}{% endif %}{% endblock %}{% block content %}{{ content }}{% endblock %}"
)]
struct Page {
    frame: Frame,
    bar: Option<PersonBar>,
    content: Html,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<div class="tc-cards tc-cards--{{ columns }}">{% for card in cards %}{{ card }}{% endfor %}</div>"#
)]
struct Cards {
    columns: u8,
    cards: Vec<Card>,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<div class="moj-filter-layout"><div class="moj-filter-layout__filter"><form method="get">{{ filter }}</form></div><div class="moj-filter-layout__content">{{ list }}</div></div>"#
)]
struct Filtered {
    filter: Filter,
    list: Html,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">{{ body }}</div></div>"#
)]
struct Narrow {
    body: Html,
}

html_safe!(Cards, Filtered, Narrow);

fn frame(title: &'static str) -> Frame {
    let mut navigation: Vec<_> =
        ["My work", "People", "Referrals", "Meetings", "Court", "Services", "Agreements"]
            .into_iter()
            .map(|entry| NavigationItem::new(entry, "#"))
            .collect();
    if let Some(first) = navigation.first_mut() {
        first.current = true;
    }
    Frame {
        account: Some(Account {
            name: "P. Practitioner".into(),
            agency: "Northmoor Probation".into(),
            links: vec![("Your account".into(), "#".into()), ("Signed-in devices".into(), "#".into())],
            sign_out: "#".into(),
        }),
        navigation,
        search: Some(SearchBox { action: "#".into(), query: Text::default() }),
        csrf: "token".into(),
        demonstration: true,
        footer: vec![
            FooterLink::new("Accessibility", "#"),
            FooterLink::new("Help", "#"),
            FooterLink::new("What we record", "#"),
        ],
        ..Frame::titled(title)
    }
}

fn duty(date: &'static str, what: &'static str, whom: &'static str, why: &'static str) -> Duty {
    Duty {
        date: date.into(),
        what: what.into(),
        href: "#".into(),
        whom: whom.into(),
        whom_href: "#".into(),
        why: why.into(),
        ..Duty::default()
    }
}

fn my_work() -> Page {
    let late = Duties {
        items: vec![
            duty(
                "Thu 19 Nov",
                "Decide: missed appointment 12 Nov, is the reason acceptable?",
                "Ada Example",
                "evidence was due 19 Nov",
            ),
            duty(
                "Fri 20 Nov",
                "Arrange the three-way meeting (middle)",
                "Ben Example-Longername",
                "order ends 1 Jun 2027",
            ),
        ],
    };
    let due = Duties {
        items: vec![
            duty("Wed 25 Nov", "Book the first appointment", "Cai Example", "accepted 20 Nov"),
            duty("Mon 30 Nov", "Review the plan", "Dee Example", "every 8 weeks"),
        ],
    };
    let waiting = Html::of(&LimitBar::days(6, 10));
    let cards = Cards {
        columns: 2,
        cards: vec![
            Card {
                count: Some(2),
                classes: "tc-card--wide tc-card--late".into(),
                ..Card::new("Overdue", Html::of(&late))
            },
            Card {
                count: Some(2),
                classes: "tc-card--wide".into(),
                more: Some(("All that is due".into(), "#".into())),
                ..Card::new("Due in the next 14 days", Html::of(&due))
            },
            Card {
                count: Some(1),
                ..Card::new(
                    "Waiting for others",
                    Html::join(
                        [Html::link("#", "Referral of Ada Example to Northmoor Alcohol Service"), waiting],
                        "<br>",
                    ),
                )
            },
            Card {
                count: Some(0),
                ..Card::new(
                    "New since you were last here",
                    Html::literal("<p class=\"govuk-body\">Nothing new since Fri 20 Nov 2026, 16:40.</p>"),
                )
            },
        ],
    };
    let mut frame = frame("My work");
    frame.flash = Some(NotificationBanner::success(
        "Referral sent. Northmoor Alcohol Service has until Fri 4 Dec 2026.",
    ));
    Page { frame, bar: None, content: Html::of(&cards) }
}

fn person() -> Page {
    let tabs = SubNavigation::new(
        "Parts of the record",
        "#overview",
        [
            ("Overview", "#overview"),
            ("Order", "#order"),
            ("Plan", "#plan"),
            ("Referrals", "#referrals"),
            ("Meetings", "#m"),
            ("Appointments", "#a"),
            ("Timeline", "#t"),
            ("Sharing", "#s"),
        ]
        .map(|(words, href)| SubNavigationItem::new(words, href)),
    );
    let order = SummaryList::new([
        SummaryRow::new("Order", "Community order, 12 months, ends Tue 1 Jun 2027"),
        SummaryRow::html("Alcohol treatment", Html::of(&LimitBar::progress(4, 12))),
        SummaryRow::html("Unpaid work", Html::of(&LimitBar::progress(60, 80))),
    ])
    .compact();
    let leads = SummaryList::new([
        SummaryRow::new("Supervision", "Northmoor Probation, P. Practitioner, 01632 960001"),
        SummaryRow::new("Treatment", "Northmoor Alcohol Service, T. Worker, 01632 960002"),
    ])
    .compact();
    let withheld = Html::literal(
        "<p class=\"govuk-body\"><strong>Treatment notes</strong> are held by Northmoor Alcohol Service. They are not shared with your role. Ask T. Worker, 01632 960002.</p>",
    );
    let cards = Cards {
        columns: 3,
        cards: vec![
            Card {
                more: Some(("Order and requirements".into(), "#".into())),
                ..Card::new("Order and requirements", Html::of(&order))
            },
            Card {
                count: Some(1),
                ..Card::new(
                    "What is due",
                    Html::join(
                        [Html::literal("Three-way meeting (start)"), Html::of(&LimitBar::days(12, 10))],
                        "<br>",
                    ),
                )
            },
            Card::new("Who is involved, who leads", Html::of(&leads)),
            Card {
                classes: "tc-card--withheld tc-card--wide".into(),
                ..Card::new("What you cannot see here", withheld)
            },
        ],
    };
    let timeline = Timeline::new([
        TimelineItem::new("Referral accepted", "2026-11-20T15:10:00Z", "Fri 20 Nov 2026, 15:10")
            .by("T. Worker, Northmoor Alcohol Service")
            .about(Html::paragraphs("First appointment Thu 26 Nov 10:00,\nCastle St office.")),
        TimelineItem::new("Referral sent", "2026-11-16T09:02:00Z", "Mon 16 Nov 2026, 09:02")
            .by("P. Practitioner")
            .about(Html::text("Alcohol treatment requirement, 6 months.")),
    ]);
    let bar = PersonBar {
        name: "Ada Example".into(),
        legal_name: "Adelaide Mary Example".into(),
        facts: vec![("born".into(), "14 Feb 1991 (35)".into()), ("CRN".into(), "X320741".into())],
        tags: vec![Tag::new("Order in force", Tone::Good), Tag::new("1 risk flag: probation", Tone::Late)],
        lines: vec![
            ("Next".into(), "alcohol worker, Thu 26 Nov 10:00, Castle St office".into()),
            ("Lead now".into(), "Probation (supervision), N.A.S. (treatment)".into()),
        ],
        actions: vec![Button::link("Refer", "#").secondary()],
        ..PersonBar::default()
    };
    let mut frame = frame("Overview");
    frame.breadcrumbs = Some(Breadcrumbs::of([("My work", "#"), ("People", "#"), ("Ada Example", "")]));
    Page {
        frame,
        bar: Some(bar),
        content: Html::join([Html::of(&tabs), Html::of(&cards), Html::of(&timeline)], ""),
    }
}

fn inbox() -> Page {
    let head = [
        Cell::sort_link("Person", "#", Sorted::No),
        Cell::sort_link("Sent", "#", Sorted::Ascending),
        Cell::from("Asked for"),
        Cell::from("From"),
        Cell::from("State"),
        Cell::from("Age"),
    ];
    let row = |sent, person, state: Tag, waited| {
        vec![
            Cell::html(Html::link("#", person)),
            Cell::unbroken(sent),
            Cell::from("Alcohol treatment requirement, 6 months"),
            Cell::from("Northmoor Probation"),
            Cell::html(Html::of(&state)),
            Cell::html(Html::of(&LimitBar::days(waited, 10))),
        ]
    };
    let table = Table::new(
        "3 referrals",
        head,
        [
            row("Mon 9 Nov 2026", "Ada Example", Tag::new("Waiting", Tone::Soon), 12),
            row("Fri 13 Nov 2026", "Ben Example-Longername", Tag::new("Received", Tone::Active), 8),
            row("Fri 20 Nov 2026", "Cai Example", Tag::new("Declined", Tone::Quiet), 1),
        ],
    )
    .dense()
    .rows_named();
    let filter = Filter::new(Html::join(
        [
            Html::of(
                &Checkboxes::new(
                    "state",
                    "State",
                    [
                        CheckboxItem::new("w", "Waiting"),
                        CheckboxItem::new("r", "Received"),
                        CheckboxItem::new("d", "Declined"),
                    ],
                )
                .small()
                .with_values(["w"]),
            ),
            Html::of(&Select::new(
                "team",
                "Team",
                [SelectItem::new("", "All"), SelectItem::new("1", "Castle Street")],
            )),
        ],
        "",
    ))
    .selected([("State".into(), "Waiting".into(), "#".into())], "#");
    let pages = Pagination::numbered(5, 9, |page| format!("?page={page}"));
    let list = Html::join([Html::of(&table), Html::of(&pages)], "");
    Page { frame: frame("Referral inbox"), bar: None, content: Html::of(&Filtered { filter, list }) }
}

fn form() -> Page {
    let problem = "Select why you are declining";
    let date = DateInput::new("seen", "When were they last seen?")
        .with_hint("For example, 27 3 2026")
        .with_error("Date must be a real date")
        .with_typed(&TypedDate { day: "31".into(), month: "2".into(), year: "2026".into() });
    let parts = [
        Html::of(&Input::text("family", "Family name").with_value("<O'Neil>").width("govuk-input--width-20")),
        Html::of(&Input {
            suffix: Some(Affix { text: "units".into(), ..Affix::default() }),
            ..Input::text("units", "Alcohol a week").whole_number().width("govuk-input--width-3")
        }),
        Html::of(&date),
        Html::of(
            &Radios::new(
                "reason",
                "Why are you declining?",
                [
                    RadioItem::new("full", "No capacity").hinted("We suggest the next fit"),
                    RadioItem::new("other", "Another reason")
                        .reveals(Html::of(&Input::text("other", "Which?"))),
                ],
            )
            .with_value("other")
            .with_error(problem),
        ),
        Html::of(&Checkboxes::new(
            "told",
            "Who has been told?",
            [CheckboxItem::new("a", "The person"), CheckboxItem::new("b", "Their family")],
        )),
        Html::of(&Select::new(
            "team",
            "Team",
            [SelectItem::new("", "Choose a team"), SelectItem::new("1", "Castle Street")],
        )),
        Html::of(&CharacterCount::new("note", "What happened?", 12000).with_value("Line one\nline two")),
        Html::of(&PasswordInput::new("password", "Password")),
        Html::of(&Details::new(
            "Help with reasons",
            Html::literal("A declined referral goes back with what else fits."),
        )),
        Html::of(&InsetText::new("You can withdraw this within 30 seconds.")),
        Html::of(&WarningText::new("Declining is told to the referrer at once.")),
        Html::literal("<div class=\"govuk-button-group\">"),
        Html::of(&Button::submit("Decline the referral").warning()),
        Html::of(&Button::link("Save as draft", "#").secondary()),
        Html::link("#", "Cancel"),
        Html::literal("</div>"),
    ];
    let mut frame = frame("Decline the referral").with_errors([
        SummaryError::of("seen-day", "Date must be a real date"),
        SummaryError::of("reason", problem),
    ]);
    frame.caption = "Ada Example".into();
    frame.back = Some(BackLink::to("#"));
    let body = Html::join(parts, "");
    Page { frame, bar: None, content: Html::of(&Narrow { body }) }
}

fn others() -> Page {
    let pieces = [
        Html::of(&PageHeaderActions::new(
            "Accounts",
            [Button::submit("Invite somebody"), Button::link("Export", "#").secondary()],
        )),
        Html::of(&Panel::confirmation(
            "Referral sent",
            Html::literal("Reference<br><strong>R-7KQ2-M</strong>"),
        )),
        Html::of(&TaskList {
            items: vec![Task::done("Who is referred", "#"), Task::to_do("What is asked for", "#")],
            ..TaskList::default()
        }),
        Html::of(&Tabs {
            items: vec![
                Tab::new("past", "Past", Html::literal("<p class=\"govuk-body\">Past meetings</p>")),
                Tab::new("next", "To come", Html::literal("<p class=\"govuk-body\">Meetings to come</p>")),
            ],
            ..Tabs::default()
        }),
        Html::of(
            &SummaryList::new([
                SummaryRow::new("Name", "P. Practitioner").change("#", "name"),
                SummaryRow::new("Roles", "Practitioner").change("#", "roles"),
            ])
            .carded("Account"),
        ),
        Html::of(&Alert::new(
            Variant::Warning,
            "Two agencies",
            "Two agencies have changed this since you opened it.",
        )),
        Html::of(&NotificationBanner::important("The office is closed on Fri 25 Dec 2026.")),
        Html::of(&Badge::new("limited access")),
        Html::of(&SideNavigation {
            label: "Administration".into(),
            items: vec![
                SideNavigationItem::new("Accounts", "#", true),
                SideNavigationItem::new("Teams", "#", false),
            ],
            ..SideNavigation::default()
        }),
        Html::of(&Pagination::neighbours(Some("?before=1".into()), Some("?after=9".into()))),
        Html::join(
            [Tone::Quiet, Tone::Active, Tone::Good, Tone::Soon, Tone::Late, Tone::Withheld]
                .map(|tone| Html::of(&Tag::new(format!("{tone:?}"), tone))),
            " ",
        ),
    ];
    Page { frame: frame("Other components"), bar: None, content: Html::join(pieces, "\n") }
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("give a folder to write to")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    for path in assets::paths() {
        let to = folder.join("assets").join(path);
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(path), to)?;
    }
    let pages = [
        ("my-work", my_work()),
        ("person", person()),
        ("inbox", inbox()),
        ("form", form()),
        ("others", others()),
    ];
    for (name, page) in pages {
        let html = page.render()?;
        println!("{name}.html: {} bytes", html.len());
        fs::write(folder.join(format!("{name}.html")), html)?;
    }
    Ok(())
}
