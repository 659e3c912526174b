//! The team: what its staff have to do, what nobody is named for yet, and how the work is spread.

use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed, cursor},
    html_safe,
    kit::{Button, Card, Cell, Frame, Html, PageLink, Pagination, Select, SelectItem, Table},
    pages::my_work::{filters::kind_item, rows},
    paths,
    router::{Access, Route},
    words,
};
use app::{
    ports::AfterDuty,
    team::{Listed, Load, Member, Team, TeamQuery},
};
use askama::Template;
use domain::{duty::DutyKind, ids::AccountId};
use gate::Action;

/// Rows of one page.
const ROWS: u32 = 25;
/// What stands in an address for what nobody is named for.
const NOBODY: &str = "nobody";

/// The routes of the team's page.
pub(crate) fn routes() -> Vec<Route> {
    vec![Route::page(paths::TEAM, Access::May(Action::SeeTeamWork), get)]
}

/// Whose work, which kind, and where the page begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Which {
    pub(crate) listed: Listed,
    pub(crate) kind: Option<DutyKind>,
    pub(crate) after: AfterDuty,
}

/// Whose work an address asks for.
pub(crate) fn read_listed(typed: &Typed, check: &mut Check) -> Listed {
    match typed.get("member") {
        "" => Listed::Everybody,
        NOBODY => Listed::Unnamed,
        id => {
            let account: Option<AccountId> = check.id("member", id, "Choose somebody of the list");
            account.map_or(Listed::Everybody, Listed::Of)
        }
    }
}

/// Which kind an address asks for.
pub(crate) fn read_kind(typed: &Typed, check: &mut Check) -> Option<DutyKind> {
    match typed.get("kind") {
        "" => None,
        code => check.code("kind", code, DutyKind::from_code, "Choose a kind of the list"),
    }
}

/// Where an address says that the page begins.
pub(crate) fn read_after(field: &'static str, typed: &Typed, check: &mut Check) -> AfterDuty {
    check.cursor(field, typed.get(field), |place| Some((place.part(0)?, place.part(1)?)))
}

/// How an address asks for somebody's work.
pub(crate) fn member_text(listed: Listed) -> String {
    match listed {
        Listed::Everybody => String::new(),
        Listed::Unnamed => NOBODY.to_owned(),
        Listed::Of(account) => account.to_string(),
    }
}

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["member", "kind", "after"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self {
            listed: read_listed(typed, check),
            kind: read_kind(typed, check),
            after: read_after("after", typed, check),
        }
    }
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/team/team.html")]
struct TeamPage {
    frame: Frame,
    today: String,
    figures: Vec<Figure>,
    members: Card,
    action: &'static str,
    fields: Vec<Select>,
    show: Button,
    clear: Option<&'static str>,
    heading: String,
    duties: Option<Table>,
    paging: Pagination,
}

/// A count in the header line.
#[derive(Debug)]
struct Figure {
    words: &'static str,
    count: String,
    late: bool,
}

/// A link to what somebody has to do.
#[derive(Debug, Template)]
#[template(source = r#"<a class="govuk-link" href="{{ href }}">{{ words }}</a>"#, ext = "html")]
struct Link {
    href: String,
    words: String,
}

html_safe!(Link);

fn address(listed: Listed, kind: Option<DutyKind>, after: &str) -> String {
    let member = member_text(listed);
    let kind = kind.map_or("", DutyKind::code);
    paths::with_query(paths::TEAM, &[("member", &member), ("kind", kind), ("after", after)])
}

fn link(href: String, words: impl Into<String>) -> Html {
    Html::of(&Link { href, words: words.into() })
}

fn member_row(name: &str, listed: Listed, load: Load) -> Vec<Cell> {
    let late = |count: u64| {
        let cell = Cell::number(words::thousands(count));
        if count > 0 { cell.classed("tc-late") } else { cell }
    };
    vec![
        link(address(listed, None, ""), name).into(),
        late(load.overdue),
        Cell::number(words::thousands(load.due)),
        Cell::number(words::thousands(load.people)),
    ]
}

fn members(team: &Team) -> Card {
    let nobody = member_row("Nobody yet", Listed::Unnamed, team.unnamed);
    let rows =
        team.members.iter().map(|one: &Member| member_row(&one.name, Listed::Of(one.account), one.load));
    let head = ["Member of staff", "Overdue", "Due in the next 14 days", "People"].map(|words| match words {
        "Member of staff" => Cell::text(words),
        _ => Cell::number(words),
    });
    let table =
        Table::new("Members of staff", head, [nobody].into_iter().chain(rows)).caption_hidden().dense();
    Card {
        id: "members".into(),
        classes: "tc-card--wide".into(),
        ..Card::new("Who has what", Html::of(&table))
    }
}

fn duties(team: &Team) -> Option<Table> {
    let rows: Vec<Vec<Cell>> = team
        .duties
        .rows
        .iter()
        .map(|(due, who)| {
            let line = rows::line(due, who, team.today);
            let owed =
                due.owner.account.map_or_else(|| "Nobody yet".to_owned(), |one| team.names.account(one));
            let day = Cell::unbroken(line.date.clone());
            let day = if due.is_overdue(team.today) { day.classed("tc-late") } else { day };
            vec![
                day,
                link(line.href.as_str().to_owned(), line.what.as_str()).into(),
                link(line.whom_href.as_str().to_owned(), line.whom.as_str()).into(),
                owed.into(),
                line.why.clone().into(),
            ]
        })
        .collect();
    let head = ["Due", "What", "Person", "By whom", "Why now"];
    (!rows.is_empty()).then(|| Table::new("What is due", head, rows).caption_hidden().dense())
}

fn page(frame: Frame, team: &Team, which: &Which) -> TeamPage {
    let figure = |words, count: u64, late: bool| Figure {
        words,
        count: words::thousands(count),
        late: late && count > 0,
    };
    let member = member_text(which.listed);
    let everybody = [SelectItem::new("", "Everybody"), SelectItem::new(NOBODY, "Nobody yet")];
    let staff = team.members.iter().map(|one| SelectItem::new(one.account.to_string(), one.name.clone()));
    let every_kind = SelectItem::new("", "Everything");
    let kinds = team.kinds.iter().map(|(kind, count)| kind_item(*kind, *count));
    let next = team.next.map(|(day, id)| cursor([day.to_string(), id.to_string()]));
    TeamPage {
        today: words::day(team.today),
        figures: vec![
            figure("Failures to decide or act on", team.failures, true),
            figure("Referral steps due", team.referrals, false),
            figure("Meetings overdue", team.meetings, true),
        ],
        members: members(team),
        action: paths::TEAM,
        fields: vec![
            Select {
                value: member.into(),
                ..Select::new("member", "By whom", everybody.into_iter().chain(staff))
            },
            Select {
                value: which.kind.map_or("", DutyKind::code).into(),
                ..Select::new("kind", "What", [every_kind].into_iter().chain(kinds))
            },
        ],
        show: Button::submit("Show").secondary(),
        clear: (which.kind.is_some() || which.listed != Listed::Everybody).then_some(paths::TEAM),
        heading: words::count(team.duties.count, "thing to do", "things to do"),
        duties: duties(team),
        paging: Pagination {
            next: next.map(|next| PageLink::to(address(which.listed, which.kind, &next))),
            ..Pagination::default()
        },
        frame,
    }
}

async fn get(cx: WebCx, Query(which): Query<Which>) -> Answer {
    let query = TeamQuery { listed: which.listed, kind: which.kind, after: which.after, limit: ROWS };
    let team = app::team::team(cx.app(), cx.viewer(), query).await?;
    cx.show(&page(cx.frame("Team"), &team, &which))
}
