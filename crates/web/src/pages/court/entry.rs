//! One entry beside those whom it may be, differences marked, with the form that decides.

use super::say;
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Errors, Query, Typed},
    kit::{
        BackLink, Button, Card, Cell, Frame, Html, Input, Label, RadioItem, Radios, SummaryList, SummaryRow,
        Table, Tag, Tone,
    },
    pages::{
        person::bar,
        plain_form::{Again, seen_field},
    },
    paths, words,
};
use app::court::{self, CandidateView, EntryView, Match};
use askama::Template;
use domain::{
    hearing::{CourtEntry, State, folded},
    ids::CourtEntryId,
    person::{IdentifierKind, Identity},
};

/// Whom a page sets side by side with the entry.
const BESIDE: usize = 4;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/court/entry.html")]
pub(super) struct EntryPage {
    frame: Frame,
    marks: Html,
    beside: Table,
    whose: Html,
    decide: Option<Decision>,
    cards: Vec<Card>,
}

/// The form that decides.
#[derive(Debug, Template)]
#[template(path = "pages/court/decide.html")]
struct Decision {
    action: String,
    hidden: Html,
    what: Radios,
    reason: Html,
    send: Button,
}

crate::html_safe!(Decision);

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<CourtEntryId>, Query(()): Query<()>) -> Answer {
    let view = court::one(cx.app(), cx.viewer(), id).await?;
    let draft = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &view, &draft, &Errors::none()))
}

pub(super) fn page(cx: &WebCx, view: &EntryView, typed: &Typed, errors: &Errors) -> EntryPage {
    let kept = &view.line.kept;
    let mut frame = cx.form_frame(kept.entry.name.full(), errors, &[]);
    let list = format!("{}", kept.entry.day);
    let back = paths::with_query(paths::COURT, &[("list", &list)]);
    frame.back = Some(BackLink { text: "Court list".into(), ..BackLink::to(back) });
    let time = say::time(&kept.entry);
    let court = kept.entry.court.called();
    frame.caption = format!("{court}, {} {time}", words::day(kept.entry.day)).into();
    let decide = cx.may(gate::Action::DecideCourtMatch).then(|| decision(cx, view, &frame, typed, errors));
    EntryPage {
        marks: Html::join(say::marks(kept).iter().map(Html::of), " "),
        beside: beside(view),
        whose: whose(view),
        decide: decide.flatten(),
        cards: [Some(hearing(&kept.entry)), offences(&kept.entry), changes(cx, view), decisions(cx, view)]
            .into_iter()
            .flatten()
            .collect(),
        frame,
    }
}

fn whose(view: &EntryView) -> Html {
    match &view.line.matched {
        Match::Attached(identity) => {
            let known = if view.line.known_to.is_empty() {
                String::new()
            } else {
                format!("Known to {}", view.line.known_to.join(", "))
            };
            let name = bar::named(identity, paths::person(identity.person));
            let shift = say::link(
                paths::court_entry_move(view.line.kept.id),
                "This is the wrong person: move the entry".to_owned(),
            );
            let tag = Html::of(&Tag::new("Known", Tone::Good));
            Html::join([tag, name, Html::text(&known), to_screen(view), shift], "<br>")
        }
        matched => Html::join([Html::of(&say::match_tag(matched)), to_screen(view)], "<br>"),
    }
}

/// The ways on from an entry: consent first, and the assessment on paper.
fn to_screen(view: &EntryView) -> Html {
    let entry = view.line.kept.id;
    let screen = say::link(paths::court_entry_screen(entry), "Screen: ask for consent".to_owned());
    let paper = say::link(paths::court_entry_paper(entry), "Assess on paper".to_owned());
    Html::join([screen, paper], "<br>")
}

/// One line of the comparison: what the list says, what each record says, and whether that differs.
struct Point {
    what: &'static str,
    listed: String,
    records: Vec<(String, bool)>,
}

fn points(view: &EntryView) -> Vec<Point> {
    let entry = &view.line.kept.entry;
    let beside: Vec<&CandidateView> = view.candidates.iter().take(BESIDE).collect();
    let words_of = |text: &str| {
        let mut words = folded(text);
        words.sort_unstable();
        words
    };
    let point = |what, listed: String, of: &dyn Fn(&CandidateView) -> String| {
        let records = beside.iter().map(|one| {
            let told = of(one);
            let differs = !listed.is_empty() && !told.is_empty() && words_of(&told) != words_of(&listed);
            (told, differs)
        });
        Point { what, records: records.collect(), listed: listed.clone() }
    };
    let day = |born: Option<jiff::civil::Date>| {
        born.map(|day| day.strftime("%-d %b %Y").to_string()).unwrap_or_default()
    };
    let mut points = vec![
        point("Name", entry.name.full(), &|one| one.identity.legal.full()),
        point("Other names", String::new(), &|one| {
            let names = one.identity.aliases.iter().map(domain::person::Name::full);
            names.chain(one.identity.known_as.iter().map(ToString::to_string)).collect::<Vec<_>>().join(", ")
        }),
        point("Date of birth", day(entry.born), &|one| day(one.identity.born)),
        point("Sex", entry.sex.to_string(), &|one| one.identity.gender.to_string()),
        point("Address", entry.address.as_ref().map(ToString::to_string).unwrap_or_default(), &|one| {
            let addresses = one.contacts.iter().filter_map(|contact| contact.address.as_ref());
            addresses.map(ToString::to_string).collect::<Vec<_>>().join("; ")
        }),
        point("Postcode", entry.postcode.as_ref().map(ToString::to_string).unwrap_or_default(), &|one| {
            let codes: Vec<String> =
                one.contacts.iter().filter_map(|contact| contact.postcode.clone()).collect();
            codes.join("; ")
        }),
    ];
    for kind in IdentifierKind::ALL {
        points
            .push(point(kind.words(), number_listed(entry, *kind), &|one| number_kept(&one.identity, *kind)));
    }
    points.push(point("Works with", String::new(), &|one| one.known_to.join(", ")));
    points.retain(|one| !one.listed.is_empty() || one.records.iter().any(|(told, _)| !told.is_empty()));
    points
}

fn number_listed(entry: &CourtEntry, kind: IdentifierKind) -> String {
    let numbers = entry.numbers.iter().filter(|number| number.kind == kind);
    let each = numbers.map(|number| match &number.checked.canonical {
        Some(canonical) => canonical.clone(),
        None => format!("{} (does not check)", number.checked.raw.trim()),
    });
    each.collect::<Vec<_>>().join(", ")
}

fn number_kept(identity: &Identity, kind: IdentifierKind) -> String {
    let numbers = identity.identifiers.iter().filter(|one| one.kind == kind);
    numbers.map(|one| bar::shown(one).to_owned()).collect::<Vec<_>>().join(", ")
}

fn beside(view: &EntryView) -> Table {
    let mut head: Vec<Cell> = vec!["What".into(), "On the list".into()];
    for one in view.candidates.iter().take(BESIDE) {
        head.push(format!("{} ({})", one.identity.called(), one.identity.reference).into());
    }
    let mut rows: Vec<Vec<Cell>> = points(view)
        .into_iter()
        .map(|point| {
            let records = point.records.into_iter().map(|(told, differs)| {
                let text = Html::text(&told);
                let marked = if differs {
                    Html::join([text, Html::of(&Tag::new("Differs", Tone::Late))], " ")
                } else {
                    text
                };
                Cell::html(marked)
            });
            [point.what.into(), point.listed.into()].into_iter().chain(records).collect()
        })
        .collect();
    if !view.candidates.is_empty() {
        let reasons = view.candidates.iter().take(BESIDE).map(|one| {
            let mut lines = vec![say::all_reasons(&one.candidate.evidence)];
            lines.push(say::link(paths::person(one.identity.person), "Open the record".to_owned()));
            Cell::html(Html::join(lines, "<br>"))
        });
        rows.push(["What speaks for it, and against".into(), "".into()].into_iter().chain(reasons).collect());
    }
    Table::new("The entry, and whom it may be", head, rows).rows_named().dense()
}

fn decision(cx: &WebCx, view: &EntryView, frame: &Frame, typed: &Typed, errors: &Errors) -> Option<Decision> {
    let kept = &view.line.kept;
    let state = kept.matching.state();
    let mut items = Vec::new();
    if !matches!(state, State::Attached(_)) {
        for one in view.candidates.iter().take(BESIDE) {
            let who = format!("{} ({})", one.identity.called(), one.identity.reference);
            items.push(RadioItem::new(format!("attach:{}", one.identity.person), format!("This is {who}")));
            items.push(RadioItem::new(
                format!("not_same:{}", one.identity.person),
                format!("This is not {who}"),
            ));
        }
        let reference = Input {
            label: Label::text("Their reference, or a number").strong(),
            ..Input::text("reference", "Their reference, or a number")
        }
        .with_hint("Like KTR-4827-Y, or a CRN")
        .with_value(typed.get("reference").to_owned())
        .with_error(errors.at("reference"))
        .width("govuk-input--width-20");
        items.push(
            RadioItem::new("other", "This is somebody else whom we know").reveals(Html::of(&reference)),
        );
        if state == State::Open {
            items.push(RadioItem::new("new", "This is nobody whom we know"));
        }
    }
    if kept.matching.last().is_some() {
        items.push(RadioItem::new("undo", "Take the last decision back"));
    }
    if items.is_empty() {
        return None;
    }
    let seen = typed.has("seen").then(|| typed.get("seen").parse().ok()).flatten();
    let seen = seen.unwrap_or_else(|| i64::from(kept.matching.version()));
    Some(Decision {
        action: paths::court_entry(kept.id),
        hidden: Html::join([cx.hidden(frame, typed, errors), seen_field(seen)], ""),
        what: Radios::new("decision", "Whose is this entry?", items)
            .with_value(typed.get("decision").to_owned())
            .with_error(errors.at("decision")),
        reason: Again { typed, errors }.line("reason", "Why?", "It is kept with the decision", ""),
        send: Button::submit("Save the decision"),
    })
}

fn hearing(entry: &CourtEntry) -> Card {
    fn shown<T: ToString>(value: Option<&T>) -> String {
        value.map(ToString::to_string).unwrap_or_default()
    }
    let rows = [
        ("Room", shown(entry.court.room.as_ref())),
        ("Case number", shown(entry.case_number.as_ref())),
        ("URN", shown(entry.urn.as_ref())),
        ("Hearing", shown(entry.hearing_type.as_ref())),
        ("Custody", entry.custody.to_string()),
        ("Brought by", shown(entry.informant.as_ref())),
        ("Restrictions", entry.restrictions.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")),
    ];
    let rows = rows.into_iter().filter(|(_, text)| !text.is_empty());
    let list = SummaryList::new(rows.map(|(what, text)| SummaryRow::new(what, text))).compact();
    Card::new("Hearing", Html::of(&list))
}

fn offences(entry: &CourtEntry) -> Option<Card> {
    if entry.offences.is_empty() {
        return None;
    }
    let rows = entry.offences.iter().map(|one| {
        let title = one.title.as_ref().map(ToString::to_string).unwrap_or_default();
        let welsh = one.title_welsh.as_ref().map(ToString::to_string);
        let wording = one.wording.as_ref().map(ToString::to_string);
        let told = [Some(title), welsh, wording].into_iter().flatten().map(|text| Html::text(&text));
        let results: Vec<&str> = one.results.iter().map(domain::text::Line::as_str).collect();
        vec![
            one.code.as_ref().map(ToString::to_string).unwrap_or_default().into(),
            Html::join(told, "<br>").into(),
            one.plea.as_ref().map(ToString::to_string).unwrap_or_default().into(),
            results.join("; ").into(),
        ]
    });
    let head = ["Code", "Offence", "Plea", "Result"];
    let table = Table::new("Offences", head, rows.collect::<Vec<Vec<Cell>>>()).caption_hidden().dense();
    Some(Card::new("Offences", Html::of(&table)))
}

fn changes(cx: &WebCx, view: &EntryView) -> Option<Card> {
    let rows: Vec<Vec<Cell>> = view
        .changes
        .iter()
        .flat_map(|one| {
            let when = words::moment(one.at, cx.app().london());
            one.changes.iter().map(move |change| {
                vec![
                    when.clone().into(),
                    one.source.words().into(),
                    field_words(change.field).into(),
                    change.before.clone().into(),
                    change.now.clone().into(),
                ]
            })
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let head = ["When", "Source", "What", "Before", "Now"];
    let table = Table::new("What re-issued lists changed", head, rows).caption_hidden().dense();
    Some(Card::new("What re-issued lists changed", Html::of(&table)))
}

/// A field of an entry in words.
pub(crate) fn field_words(field: &str) -> &'static str {
    match field {
        "court" => "Court",
        "room" => "Room",
        "day" => "Day",
        "time" => "Time",
        "case_number" => "Case number",
        "urn" => "URN",
        "sequence" => "Place in the case",
        "title" => "Title",
        "name" => "Name",
        "born" => "Date of birth",
        "sex" => "Sex",
        "address" => "Address",
        "postcode" => "Postcode",
        "numbers" => "Numbers",
        "offences" => "Offences",
        "pleas" => "Pleas",
        "verdicts" => "Verdicts",
        "adjourned" => "Adjourned from",
        "statutes" => "Statutes and Welsh titles",
        "results" => "Results",
        "custody" => "Custody",
        "restricted" | "restrictions" => "Reporting restriction",
        "informant" => "Brought by",
        "hearing_type" => "Hearing",
        "listed" => "Listed",
        _ => "Something else",
    }
}

fn decisions(cx: &WebCx, view: &EntryView) -> Option<Card> {
    if view.decisions.is_empty() {
        return None;
    }
    let rows = view.decisions.iter().map(|one| {
        let who = one.person.and_then(|person| view.people.get(&person));
        let who =
            who.map(|identity| bar::named(identity, paths::person(identity.person))).unwrap_or_default();
        let by = match one.decision {
            domain::hearing::Decision::ByRule => "The program, on loading the list".to_owned(),
            _ => view.names.account(one.stamp.by),
        };
        let why = match &one.reason {
            Some(reason) => Html::text(reason.as_str()),
            None => say::all_reasons(&one.evidence),
        };
        vec![
            words::moment(one.stamp.at, cx.app().london()).into(),
            one.decision.words().into(),
            who.into(),
            why.into(),
            by.into(),
        ]
    });
    let head = ["When", "Decision", "Who", "Why", "By"];
    let table = Table::new("Decisions", head, rows.collect::<Vec<Vec<Cell>>>()).caption_hidden().dense();
    Some(Card::new("Decisions", Html::of(&table)))
}
