//! One agreement: what it says, clauses as sentences, who signed, what changed, what was remarked, and what may be done.

use super::{Which, say};
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::{BackLink, Button, Card, Escaped, Frame, Html, Tag},
    paper::agreement::Signed,
    paths, words,
};
use app::agreements::{self, Opened};
use askama::Template;
use domain::{
    agreement::{About, Clause, Part, Parties, State, words::Names},
    ids::AgreementId,
};
use jiff::tz::TimeZone;

/// One clause with what was remarked on it.
#[derive(Debug)]
pub(super) struct ShownClause {
    pub(super) number: u16,
    pub(super) words: String,
    pub(super) basis: String,
    remarks: Vec<String>,
}

/// One part with what was remarked on it.
#[derive(Debug)]
struct ShownPart {
    title: String,
    html: Html,
    remarks: Vec<String>,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/agreements/one.html")]
struct OnePage {
    frame: Frame,
    state: Tag,
    number: String,
    buttons: Vec<Html>,
    missing: Vec<String>,
    findings: Vec<String>,
    clauses: Vec<ShownClause>,
    parts: Vec<ShownPart>,
    signatures: Html,
    differences: Option<(String, Vec<String>)>,
    versions: Vec<Html>,
    history: Vec<String>,
    whole: Vec<String>,
}

fn remarks(opened: &Opened, about: About, zone: &TimeZone) -> Vec<String> {
    let own = opened.remarks.iter().filter(|one| one.about == about);
    own.map(|one| say::remark(opened, one, zone)).collect()
}

/// What a clause rests on.
fn basis(clause: &Clause) -> String {
    let bases: Vec<&str> = clause.bases.iter().map(|one| one.words()).collect();
    let power = clause.power.map_or_else(String::new, |power| format!("; {power}"));
    format!("{}{power}", bases.join("; "))
}

/// The clauses as sentences.
pub(super) fn clauses(opened: &Opened, zone: &TimeZone) -> Vec<ShownClause> {
    opened
        .version
        .terms
        .clauses
        .iter()
        .map(|clause| {
            let named: Vec<String> =
                clause.who.accounts.iter().map(|account| opened.names.account(*account)).collect();
            let named =
                if named.is_empty() { String::new() } else { format!(" Named: {}.", named.join(", ")) };
            ShownClause {
                number: clause.number,
                words: clause.words(Names(&opened.agencies)) + &named,
                basis: basis(clause),
                remarks: remarks(opened, About::Clause(clause.number), zone),
            }
        })
        .collect()
}

/// What is said of the parties of standing clauses.
pub(super) const EVERYONE: &str =
    "Every agency of the partnership: these are standing clauses under a statutory duty.";
/// What is said of signatures while there is none.
pub(super) const UNSIGNED: &str =
    "One signature is missing: of an information governance lead who did not write it.";

fn part(opened: &Opened, part: Part, html: Html, zone: &TimeZone) -> ShownPart {
    let title = part.words().to_owned();
    ShownPart { title, html, remarks: remarks(opened, About::Part(part), zone) }
}

fn parts(opened: &Opened, zone: &TimeZone) -> Vec<ShownPart> {
    let terms = &opened.version.terms;
    let parties = match &terms.parties {
        Parties::Everyone => Html::paragraphs(EVERYONE),
        Parties::Listed(parties) => Html::join(
            parties.iter().map(|one| {
                let name = opened.names.agency(one.agency);
                let heading = format!("<h3 class=\"govuk-heading-s\">{}</h3>", Escaped(&name));
                Html::join([Html::markup(heading), say::listed(say::party(opened, one))], "")
            }),
            "",
        ),
    };
    let consent =
        Html::join([Html::paragraphs(terms.necessity.as_str()), say::listed(say::consent(terms))], "");
    vec![
        part(opened, Part::Purposes, say::listed(say::purposes(terms)), zone),
        part(opened, Part::Days, say::listed(say::days(opened)), zone),
        part(opened, Part::Consent, consent, zone),
        part(opened, Part::Handling, say::listed(say::handling(terms)), zone),
        part(opened, Part::Oversight, say::listed(say::oversight(terms)), zone),
        part(opened, Part::Parties, parties, zone),
    ]
}

/// Who signed for whom, and whose signature is missing.
pub(super) fn signed(opened: &Opened, zone: &TimeZone) -> Vec<Signed> {
    let version = &opened.version;
    let signed = version.signatures().map(|(stamp, agency)| {
        let known = opened.agencies.iter().any(|one| one.id == agency);
        let whom = if known { opened.names.agency(agency) } else { "The installation".to_owned() };
        let who = if known { format!(", by {}", opened.names.account(stamp.by)) } else { String::new() };
        Signed { agency: whom, what: format!("signed{who}, {}", words::moment(stamp.at, zone)) }
    });
    let missing = version.terms.signing().iter().filter(|party| version.unsigned().contains(&party.agency));
    let missing = missing.map(|party| Signed {
        agency: opened.names.agency(party.agency),
        what: format!("not signed yet, waits for {}", opened.names.account(party.signatory)),
    });
    signed.chain(missing).collect()
}

/// The same as a list.
pub(super) fn signatures(opened: &Opened, zone: &TimeZone) -> Html {
    let lines = signed(opened, zone).into_iter().map(|one| {
        let line = format!("{}: {}", one.agency, one.what);
        Html::markup(format!("<li>{}</li>", Escaped(&line)))
    });
    let lines: Vec<Html> = lines.collect();
    if lines.is_empty() {
        return Html::paragraphs(UNSIGNED);
    }
    let open = Html::literal("<ul class=\"govuk-list\">");
    Html::join([open, Html::join(lines, ""), Html::literal("</ul>")], "")
}

fn form_button(frame: &Frame, action: &str, words: &'static str) -> Html {
    let button = Html::of(&Button::submit(words).secondary());
    let open = Html::markup(format!("<form method=\"post\" action=\"{}\">", Escaped(action)));
    Html::join([open, frame.csrf_field(), button, Html::literal("</form>")], "")
}

fn buttons(frame: &Frame, opened: &Opened) -> Vec<Html> {
    let (id, may) = (opened.version.agreement, &opened.may);
    let numbered = |path: String| format!("{path}?version={}", opened.version.number);
    let first =
        |shown: bool, words: &'static str, path: String| shown.then(|| Html::of(&Button::link(words, path)));
    let second = |shown: bool, words: &'static str, path: String| {
        shown.then(|| Html::of(&Button::link(words, path).secondary()))
    };
    [
        first(may.sign, "Sign", paths::agreement_sign(id)),
        first(may.edit, "Change the draft", paths::agreement_edit(id)),
        second(may.submit, "Send for review", paths::agreement_submit(id)),
        second(may.remark, "Remark on it", paths::agreement_remark(id)),
        second(may.send_back, "Send back for changes", paths::agreement_return(id)),
        may.next.then(|| form_button(frame, &paths::agreement_next(id), "Draft the next version")),
        second(!may.steps.is_empty(), "Review, suspend or end", numbered(paths::agreement_step(id))),
        second(may.replay, "What if", numbered(paths::agreement_replay(id))),
        second(true, "To print", numbered(paths::agreement_print(id))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn versions(opened: &Opened) -> Vec<Html> {
    let id = opened.version.agreement;
    opened
        .versions
        .iter()
        .map(|(number, state)| {
            let words = format!("Version {number}: {}", state.words().to_lowercase());
            if *number == opened.version.number {
                Html::text(&words)
            } else {
                Html::link(&format!("{}?version={number}", paths::agreement(id)), &words)
            }
        })
        .collect()
}

fn page(cx: &WebCx, opened: &Opened) -> OnePage {
    let zone = cx.app().london();
    let version = &opened.version;
    let mut frame = cx.frame(version.terms.title.as_str().to_owned());
    frame.caption = format!("Agreement: {}", version.terms.kind).into();
    frame.back = Some(BackLink::to(paths::AGREEMENTS));
    let findings = opened.findings.iter().map(|one| format!("{}: {}", one.severity, one.words)).collect();
    OnePage {
        state: say::state_tag(opened.state()),
        number: format!("Version {}", version.number),
        buttons: buttons(&frame, opened),
        missing: opened.missing.clone(),
        findings: if opened.state() == State::Draft { Vec::new() } else { findings },
        clauses: clauses(opened, zone),
        parts: parts(opened, zone),
        signatures: signatures(opened, zone),
        differences: opened
            .differences
            .as_ref()
            .map(|(number, said)| (format!("What changes against version {number}"), said.clone())),
        versions: versions(opened),
        history: say::history(opened, zone),
        whole: remarks(opened, About::Part(Part::Whole), zone),
        frame,
    }
}

/// Shows the page.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AgreementId>, Query(Which(number)): Query<Which>) -> Answer {
    let opened = agreements::open(cx.app(), cx.viewer(), id, number).await?;
    cx.show(&page(&cx, &opened))
}

/// What is signed, on the page where one signs.
pub(super) fn what_is_signed(cx: &WebCx, opened: &Opened) -> Html {
    let zone = cx.app().london();
    let sentences = clauses(opened, zone).into_iter().map(|one| {
        let line = format!("Clause {}. {} Basis: {}.", one.number, one.words, one.basis);
        Html::markup(format!("<li>{}</li>", Escaped(&line)))
    });
    let list = Html::join(
        [
            Html::literal("<ul class=\"govuk-list govuk-list--spaced\">"),
            Html::join(sentences, ""),
            Html::literal("</ul>"),
        ],
        "",
    );
    let changes = opened.differences.as_ref().map(|(number, said)| {
        let lines = said.iter().map(|line| Html::markup(format!("<li>{}</li>", Escaped(line))));
        let open = Html::literal("<ul class=\"govuk-list govuk-list--bullet\">");
        let html = Html::join([open, Html::join(lines, ""), Html::literal("</ul>")], "");
        Html::of(&Card::new(format!("What changes against version {number}"), html))
    });
    let clauses = Html::of(&Card::new("Clauses", list));
    let signed = Html::of(&Card::new("Signatures", signatures(opened, zone)));
    Html::join(changes.into_iter().chain([clauses, signed]), "")
}
