//! Words and marks that several pages of the court's list share.

use crate::{
    html_safe,
    kit::{Frame, Html, Tag, Tone},
    words,
};
use app::{court::Match, ports::KeptEntry};
use askama::Template;
use domain::hearing::{CourtEntry, Evidence};

/// A page of pieces below each other.
#[derive(Debug, Template)]
#[template(path = "pages/court/shown.html")]
pub(super) struct Shown {
    pub(super) frame: Frame,
    pub(super) body: Html,
}

/// The name in the list, as a link.
#[derive(Debug, Template)]
#[template(ext = "html", source = r#"<a class="govuk-link" href="{{ href }}">{{ name }}</a>"#)]
struct Linked {
    href: String,
    name: String,
}

html_safe!(Linked);

/// A link.
pub(super) fn link(href: String, name: String) -> Html {
    Html::of(&Linked { href, name })
}

/// "10:00", or a dash.
pub(super) fn time(entry: &CourtEntry) -> String {
    entry.time.map_or_else(|| "–".to_owned(), |time| time.strftime("%H:%M").to_string())
}

/// The marks of an entry: restricted, gone, told differently.
pub(super) fn marks(kept: &KeptEntry) -> Vec<Tag> {
    let mut marks = Vec::new();
    if kept.entry.restricted {
        marks.push(Tag::new("Reporting restricted", Tone::Withheld));
    }
    if kept.gone.is_some() {
        marks.push(Tag::new("No longer listed", Tone::Late));
    } else if kept.versions > 1 {
        marks.push(Tag::new("Told again", Tone::Quiet));
    }
    marks
}

/// What is to be done about an entry, as far as the list says.
pub(super) fn to_do(kept: &KeptEntry) -> String {
    match kept.paper_due {
        Some(day) => format!("Paper assessment by {}", words::day(day)),
        None => "Candidate to screen".to_owned(),
    }
}

/// Whose an entry is, as a tag.
pub(super) fn match_tag(matched: &Match) -> Tag {
    match matched {
        Match::Attached(_) => Tag::new("Known", Tone::Good),
        Match::Possible(count, _) => {
            let count = u64::try_from(*count).unwrap_or(u64::MAX);
            Tag::new(words::count(count, "possible match", "possible matches"), Tone::Soon)
        }
        Match::New => Tag::new("New", Tone::Quiet),
    }
}

/// The reasons that weigh most, at most two for and one against.
pub(super) fn reasons(evidence: &[Evidence]) -> String {
    let speaking = evidence.iter().filter(|one| !one.against()).take(2);
    let against = evidence.iter().filter(|one| one.against()).take(1);
    let words: Vec<&str> = speaking.chain(against).map(|one| one.words()).collect();
    words.join("; ")
}

/// All reasons, one a line, those against marked.
pub(crate) fn all_reasons(evidence: &[Evidence]) -> Html {
    let lines = evidence.iter().map(|one| {
        let word = Html::text(one.words());
        if one.against() { Html::join([Html::of(&Tag::new("Against", Tone::Late)), word], " ") } else { word }
    });
    Html::join(lines, "<br>")
}
