//! Rules that are kept as dated rows, as tables to read: of summaries, of receipts, of unusual looks.

use crate::{
    answer::{Answer, WebCx},
    form::{Asked, Check, Query, Typed},
    kit::{
        BackLink, Card, Cell, Html, InsetText, SubNavigation, SubNavigationItem, SummaryList, SummaryRow,
        Table, Tag, Tone,
    },
    pages::screening::shown::{ShownPage, cards},
    paths,
    router::{Access, Route},
    words,
};
use app::rules::{self, SummaryRules};
use domain::{
    disclosure_summary::{ListedWord, Template},
    look_review::SignRule,
    receipt::{KeepsBack, Rule as ReceiptRule},
    rehabilitation::{CountsFrom, Figure, Rule},
};
use gate::Action;
use jiff::civil::Date;

/// The routes about rules.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::page(paths::SUMMARY_RULES, Access::May(Action::WriteSummary), of_summaries),
        Route::page(paths::RECEIPT_RULES, Access::May(Action::SeeWhoLooked), of_receipts),
        Route::page(paths::SIGN_RULES, Access::May(Action::ReviewLooks), of_signs),
    ]
}

const ROWS: &str =
    "These are rows with dates. What was decided on a day was decided by the rows of that day.";

/// From which day to which a row counts.
fn days(from: Date, until: Option<Date>) -> [Cell; 2] {
    [Cell::unbroken(words::day(from)), Cell::unbroken(until.map_or_else(|| "–".to_owned(), words::day))]
}

/// Where a row is written, marked where nobody has looked it up.
fn source(text: &str, from_memory: bool) -> Cell {
    if from_memory {
        let memory = Html::of(&Tag::new("From memory", Tone::Soon));
        Html::join([Html::paragraphs(text), memory], " ").into()
    } else {
        Cell::from(text.to_owned())
    }
}

/// For terms of which length a row is.
fn term(rule: &Rule) -> String {
    match (rule.over_months, rule.up_to_months) {
        (0, None) => "Any".to_owned(),
        (0, Some(most)) => format!("Up to {most} months"),
        (over, None) => format!("Over {over} months"),
        (over, Some(most)) => format!("Over {over}, up to {most} months"),
    }
}

fn spent(rule: &Rule) -> Vec<Cell> {
    let offences = match rule.schedule_18 {
        None => "All",
        Some(true) => "Schedule 18",
        Some(false) => "Not Schedule 18",
    };
    // What is never spent counts from nowhere, and no months is at once.
    let (after, counted) = match (rule.counts, rule.months) {
        (CountsFrom::Never, _) => ("Never".to_owned(), "–"),
        (counts, 0) => ("At once".to_owned(), counts.words()),
        (counts, months) => (words::count(u64::from(months), "month", "months"), counts.words()),
    };
    let [from, to] = days(rule.from, rule.to);
    vec![
        rule.kind.words().into(),
        rule.age.words().into(),
        term(rule).into(),
        offences.into(),
        Cell::unbroken(after),
        counted.into(),
        from,
        to,
        source(&rule.source, rule.from_memory),
    ]
}

fn figure(row: &Figure) -> Vec<Cell> {
    let amount = Cell::number(row.amount.to_string());
    let from = Cell::unbroken(words::day(row.from));
    vec![row.code.words().into(), amount, from, source(&row.source, row.from_memory)]
}

fn template(one: &Template) -> Card {
    let rows = [
        ("In use from", words::day(one.from)),
        ("Title", one.title.clone()),
        ("Opening", one.opening.clone()),
        ("Above the convictions", one.record_heading.clone()),
        ("Where there is none to tell", one.no_convictions.clone()),
        ("Above the explanation", one.explanation_heading.clone()),
        ("Above the risk", one.risk_heading.clone()),
        ("Asked about the risk", one.risk_prompt.clone()),
        ("Above the support", one.support_heading.clone()),
        ("Asked about the support", one.support_prompt.clone()),
        ("Above the progress", one.progress_heading.clone()),
        ("Before the contact", one.contact_heading.clone()),
        ("Closing", one.closing.clone()),
    ];
    let rows: Vec<SummaryRow> = rows.into_iter().map(|(name, words)| SummaryRow::new(name, words)).collect();
    let title = format!("Fixed words: {}", one.kind.words().to_lowercase());
    Card::new(title, Html::of(&SummaryList::new(rows).compact()))
}

fn listed(words: &[ListedWord]) -> Html {
    let rows = words.iter().map(|one| vec![one.words.clone().into(), one.topic.words().into()]);
    let table = Table::new("Words that no summary has", ["Words", "What they tell of"], rows);
    Html::of(&table.caption_hidden().dense())
}

/// Rows of the law, those of today or those that have gone.
fn periods<'a>(title: &'static str, rows: impl Iterator<Item = &'a Rule>) -> Card {
    let head = [
        "Sentence",
        "Age",
        "Length",
        "Offences",
        "Spent after",
        "Counted from",
        "From",
        "Until",
        "Written in",
    ];
    Card::new(title, Html::of(&Table::new(title, head, rows.map(spent)).caption_hidden().dense()))
}

/// What of the rules of summaries is shown: all of it at once would be longer than anybody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Shown {
    /// The law as it is.
    #[default]
    Law,
    /// Earlier law.
    Past,
    /// Words that summaries have, and that none has.
    Words,
}

impl Shown {
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Law, "law", "The law now"),
        (Self::Past, "past", "Earlier law"),
        (Self::Words, "words", "Words of summaries"),
    ];

    fn from_code(code: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|(_, own, _)| *own == code).map(|(one, _, _)| one).ok_or(())
    }

    fn parts(self) -> SubNavigation {
        let items = Self::ALL.into_iter().map(|(one, code, words)| {
            let item = SubNavigationItem::new(words, format!("{}?show={code}", paths::SUMMARY_RULES));
            SubNavigationItem { active: one == self, ..item }
        });
        SubNavigation {
            label: "Rules of summaries".into(),
            items: items.collect(),
            ..SubNavigation::default()
        }
    }
}

impl Asked for Shown {
    const KNOWN: &'static [&'static str] = &["show"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        match typed.get("show") {
            "" => Self::default(),
            code => {
                check.code("show", code, Self::from_code, "Choose a part of the list").unwrap_or_default()
            }
        }
    }
}

fn summaries_body(model: &SummaryRules, today: Date, shown: Shown) -> Html {
    let (past, present): (Vec<&Rule>, Vec<&Rule>) =
        model.law.rules.iter().partition(|rule| rule.to.is_some_and(|last| last < today));
    let all = match shown {
        Shown::Law => {
            let figures = ["What", "Amount", "From", "Written in"];
            let figures = Table::new("Figures of the law", figures, model.law.figures.iter().map(figure));
            vec![
                periods("When a conviction is spent", present.into_iter()),
                Card::new("Figures of the law", Html::of(&figures.caption_hidden().dense())),
            ]
        }
        Shown::Past => vec![periods("When a conviction was spent by earlier law", past.into_iter())],
        Shown::Words => {
            let listed = Card::new("Words that no summary has", listed(&model.words));
            model.templates.iter().map(template).chain([listed]).collect()
        }
    };
    Html::join([Html::of(&InsetText::new(ROWS)), cards(all)], "\n")
}

async fn of_summaries(cx: WebCx, Query(shown): Query<Shown>) -> Answer {
    let model = rules::of_summaries(cx.app(), cx.viewer()).await?;
    let mut frame = cx.frame("Rules of summaries");
    frame.back = Some(BackLink::to(paths::RECIPIENTS));
    let body = summaries_body(&model, cx.app().today(), shown);
    let heading = "Rules of summaries".into();
    cx.show(&ShownPage { bar: None, parts: Some(shown.parts()), heading, body, frame })
}

fn kept_back(rule: &ReceiptRule) -> Vec<Cell> {
    let what = match rule.keeps_back {
        KeepsBack::Section(section) => format!("It showed: {}", section.words().to_lowercase()),
        KeepsBack::Purpose(purpose) => format!("It was for: {}", purpose.words()),
        KeepsBack::AgencyKind(kind) => format!("By an agency of this kind: {}", kind.words().to_lowercase()),
        KeepsBack::Limited => "Access to the record was limited to named people".to_owned(),
    };
    let [from, until] = days(rule.from, rule.until);
    vec![what.into(), from, until]
}

async fn of_receipts(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = rules::of_receipts(cx.app(), cx.viewer()).await?;
    let frame = cx.frame("What receipts keep back");
    let note = "A receipt does not tell of a look where one of these holds on its day. Every receipt says the same of what it leaves \
                out, whether anything was left out or not.";
    let head = ["A look is kept back where", "From", "Until"];
    let table = Table::new("What receipts keep back", head, model.iter().map(kept_back));
    let body = Html::join([Html::of(&InsetText::new(note)), Html::of(&table.caption_hidden().dense())], "\n");
    let heading = "What receipts keep back".into();
    cx.show(&ShownPage { bar: None, parts: None, heading, body, frame })
}

fn sign(rule: &SignRule) -> Vec<Cell> {
    let time = |minute: u16| format!("{}:{:02}", minute / 60, minute % 60);
    let hours = match rule.hours {
        (0, 0) => "–".to_owned(),
        (from, to) => format!("{} to {}", time(from), time(to)),
    };
    let amount = if rule.amount == 0 { "–".to_owned() } else { rule.amount.to_string() };
    let [from, until] = days(rule.from, rule.until);
    vec![rule.sign.words().into(), Cell::number(amount), Cell::unbroken(hours), from, until]
}

async fn of_signs(cx: WebCx, Query(()): Query<()>) -> Answer {
    let model = rules::of_signs(cx.app(), cx.viewer()).await?;
    let mut frame = cx.frame("Signs of unusual looks");
    frame.back = Some(BackLink::to(paths::LOOK_REVIEWS));
    let note = "A sign is a question, not a finding.";
    let head =
        ["Sign".into(), Cell::number("How many"), "Working hours".into(), "From".into(), "Until".into()];
    let table = Table::new("Signs of unusual looks", head, model.iter().map(sign));
    let body = Html::join([Html::of(&InsetText::new(note)), Html::of(&table.caption_hidden().dense())], "\n");
    cx.show(&ShownPage { bar: None, parts: None, heading: "Signs of unusual looks".into(), body, frame })
}
