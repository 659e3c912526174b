//! A document as a PDF: tagged, with its language, title and outline, checked against PDF/UA-1 and PDF/A-2a while it is written.

use crate::{
    break_lines::{Breaker, Line, Setting},
    clean::title,
    flow::{Flow, Item, Strip, Tone, WIDTH},
    fonts::Fonts,
    model::{Document, Language},
    pages::{Placed, laid_on_pages},
    tree::Branch,
};
use krilla::{
    SerializeSettings,
    annotation::{Annotation, LinkAnnotation, Target},
    color::rgb,
    configure::{Accessibility, Archival, ConfigurationBuilder, ValidationError},
    destination::{Destination, XyzDestination},
    error::KrillaError,
    geom::{PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, FillRule},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag},
};

/// A4, in points.
const PAGE: (f32, f32) = (595.276, 841.89);
const LEFT: f32 = (PAGE.0 - WIDTH) / 2.0;
const TOP: f32 = 68.0;
/// What is kept free below the text; the foot stands in it.
const BELOW: f32 = 84.0;
/// The baseline of the foot, from the top.
const FOOT: f32 = PAGE.1 - 44.0;
const FOOT_SIZE: f32 = 9.5;

/// Why there is no PDF. Says nothing of what is in the document.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The program was built with damaged fonts.
    #[error("the fonts of documents cannot be read")]
    Fonts,
    /// The PDF is not what it must be.
    #[error("the PDF does not pass its own check: {0}")]
    Check(String),
}

/// Words that the pages themselves need.
pub(crate) struct PageWords {
    page: &'static str,
    of: &'static str,
    pub(crate) missing: &'static str,
}

pub(crate) const fn words_of(language: Language) -> PageWords {
    match language {
        Language::English => PageWords {
            page: "Page",
            of: "of",
            missing: "Where you see \u{fffd}, the record has a sign that we cannot print.",
        },
        Language::Welsh => PageWords {
            page: "Tudalen",
            of: "o",
            missing: "Lle gwelwch \u{fffd}, mae arwydd yn y cofnod na allwn ei argraffu.",
        },
    }
}

/// The document as a PDF: the same bytes for the same document.
///
/// # Errors
/// [`Refused`], where it would not be one that everybody can read.
pub fn to_pdf(document: &Document) -> Result<Vec<u8>, Refused> {
    let fonts = Fonts::new().ok_or(Refused::Fonts)?;
    let mut flow = Flow::of(document, Breaker::new(fonts));
    let strips = std::mem::take(&mut flow.strips);
    let sheets = laid_on_pages(&strips, &flow.heads, PAGE.1 - TOP - BELOW);
    let mut parts = Vec::new();
    for (page, sheet) in sheets.iter().enumerate() {
        for placed in sheet {
            if let Placed::Strip(number, y) = placed
                && strips.get(*number).is_some_and(|strip| strip.part.is_some())
            {
                parts.push((page, (TOP + y - 6.0).max(0.0)));
            }
        }
    }
    let mut drawing =
        Drawing { flow, parts, pdf: krilla::Document::new_with(settings()?), links: Vec::new() };
    for (number, sheet) in sheets.iter().enumerate() {
        drawing.page(document, &strips, sheet, (number + 1, sheets.len()))?;
    }
    drawing.finish(document)
}

fn settings() -> Result<SerializeSettings, Refused> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .with_archival_validator(Archival::A2_A)
        .finish()
        .map_err(|_| Refused::Check("standards that do not go together".to_owned()))?;
    Ok(SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() })
}

struct Drawing {
    flow: Flow,
    /// On which page each part begins, and where.
    parts: Vec<(usize, f32)>,
    pdf: krilla::Document,
    /// Links of the page that is drawn: where, to which part, and to what they belong.
    links: Vec<(Rect, usize, Branch)>,
}

impl Drawing {
    fn page(
        &mut self,
        document: &Document,
        strips: &[Strip],
        sheet: &[Placed],
        (number, of): (usize, usize),
    ) -> Result<(), Refused> {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1)
            .ok_or_else(|| Refused::Check("a page without a size".to_owned()))?;
        let Self { flow, parts, pdf, links } = self;
        let mut page = pdf.start_page_with(settings);
        let mut surface = page.surface();
        for placed in sheet {
            match placed {
                Placed::Strip(number, y) => {
                    let Some(strip) = strips.get(*number) else { continue };
                    for item in &strip.items {
                        draw(flow, &mut surface, item, TOP + y, parts, links);
                    }
                }
                Placed::Again(head, number, y) => {
                    let again = flow.heads.get(*head).and_then(|head| head.get(*number)).cloned();
                    for item in again.iter().flat_map(|strip| &strip.items) {
                        again_item(flow, &mut surface, item, TOP + y);
                    }
                }
            }
        }
        foot(flow, &mut surface, document, number, of);
        surface.finish();
        for (area, part, branch) in links.drain(..) {
            let Some((to, y)) = parts.get(part) else { continue };
            let target = Destination::Xyz(XyzDestination::new(*to, Point::from_xy(0.0, *y)));
            let link = LinkAnnotation::new(area, Target::Destination(target));
            let words = format!("{} {}", words_of(document.language).page, to + 1);
            let content = page.add_tagged_annotation(Annotation::new_link(link, Some(words)));
            flow.tree.hold(branch, content);
        }
        page.finish();
        Ok(())
    }

    fn finish(mut self, document: &Document) -> Result<Vec<u8>, Refused> {
        let mut outline = Outline::new();
        let start = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
        let mut whole = OutlineNode::new(title(&document.title), start).with_open(true);
        for (heading, (page, y)) in document.parts().zip(&self.parts) {
            let place = XyzDestination::new(*page, Point::from_xy(0.0, *y));
            whole.push_child(OutlineNode::new(title(&heading.words), place));
        }
        outline.push_child(whole);
        self.pdf.set_outline(outline);
        self.pdf.set_tag_tree(self.flow.tree.whole());
        self.pdf.set_metadata(metadata(document));
        self.pdf.finish().map_err(|error| Refused::Check(kind(&error)))
    }
}

fn metadata(document: &Document) -> Metadata {
    let day = document.day;
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let made = DateTime::new(u16::try_from(day.year()).unwrap_or_default())
        .month(part(day.month()))
        .day(part(day.day()))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(title(&document.title))
        .authors(vec![title(&document.author)])
        .language(document.language.tag().to_owned())
        .creator("Throughcare".to_owned())
        .creation_date(made)
}

fn draw(
    flow: &mut Flow,
    surface: &mut Surface<'_>,
    item: &Item,
    top: f32,
    parts: &[(usize, f32)],
    links: &mut Vec<(Rect, usize, Branch)>,
) {
    match item {
        Item::Line { line, x, baseline, size, tone, branch } => {
            let content = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            write(flow, surface, line, (LEFT + x, top + baseline), *size, *tone);
            surface.end_tagged();
            flow.tree.hold(*branch, content);
        }
        Item::Bar { x, y, width, height, tone } => {
            bar(surface, (LEFT + x, top + y), (*width, *height), *tone);
        }
        Item::PageOf { part, baseline, size, branch } => {
            let Some((page, _)) = parts.get(*part) else { return };
            let line = flow.breaker.line(&format!(" {}", page + 1), *size);
            let content = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            let x = LEFT + WIDTH - line.width;
            write(flow, surface, &line, (x, top + baseline), *size, Tone::Ink);
            surface.end_tagged();
            flow.tree.hold(*branch, content);
            let height = flow.measures.line(*size);
            if let Some(area) = Rect::from_xywh(LEFT, top, WIDTH, height) {
                links.push((area, *part, *branch));
            }
        }
    }
}

/// What comes again on a page means nothing to a screen reader, which heard it before.
fn again_item(flow: &Flow, surface: &mut Surface<'_>, item: &Item, top: f32) {
    match item {
        Item::Line { line, x, baseline, size, tone, .. } => {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
            write(flow, surface, line, (LEFT + x, top + baseline), *size, *tone);
            surface.end_tagged();
        }
        Item::Bar { x, y, width, height, tone } => {
            bar(surface, (LEFT + x, top + y), (*width, *height), *tone);
        }
        Item::PageOf { .. } => {}
    }
}

fn foot(flow: &mut Flow, surface: &mut Surface<'_>, document: &Document, number: usize, of: usize) {
    let words = words_of(document.language);
    let page = flow.breaker.line(&format!("{} {number} {} {of}", words.page, words.of), FOOT_SIZE);
    // What does not fit beside the number is not shown.
    let setting = Setting { size: FOOT_SIZE, width: WIDTH - page.width - 20.0, strong: false };
    let said = flow.breaker.lines(&title(&document.foot).into(), setting);
    bar(surface, (LEFT, FOOT - 18.0), (WIDTH, 0.6), Tone::Faint);
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    if let Some(line) = said.first() {
        write(flow, surface, line, (LEFT, FOOT), FOOT_SIZE, Tone::Quiet);
    }
    write(flow, surface, &page, (LEFT + WIDTH - page.width, FOOT), FOOT_SIZE, Tone::Quiet);
    surface.end_tagged();
}

fn write(flow: &Flow, surface: &mut Surface<'_>, line: &Line, at: (f32, f32), size: f32, tone: Tone) {
    surface.set_fill(Some(fill(tone)));
    for run in line.runs.iter().filter(|run| !run.glyphs.is_empty()) {
        let start = Point::from_xy(at.0 + run.x, at.1);
        surface.draw_glyphs(start, &run.glyphs, flow.breaker.fonts.font(run.cut), &run.words, size, false);
    }
}

fn bar(surface: &mut Surface<'_>, at: (f32, f32), of: (f32, f32), tone: Tone) {
    let Some(area) = Rect::from_xywh(at.0, at.1, of.0, of.1) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(area);
    let Some(path) = path.finish() else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(Some(fill(tone)));
    surface.draw_path(&path);
    surface.end_tagged();
}

fn fill(tone: Tone) -> Fill {
    let colour = match tone {
        Tone::Ink => rgb::Color::new(11, 12, 12),
        // 7 to 1 against white.
        Tone::Quiet => rgb::Color::new(72, 80, 86),
        Tone::Faint => rgb::Color::new(177, 180, 182),
    };
    Fill { paint: colour.into(), opacity: NormalizedF32::ONE, rule: FillRule::default() }
}

/// What was wrong, without what it was wrong about.
fn kind(error: &KrillaError) -> String {
    match error {
        KrillaError::Validation(errors) => {
            let mut kinds: Vec<&str> = errors.iter().map(|(error, _)| rule(error)).collect();
            kinds.sort_unstable();
            kinds.dedup();
            kinds.join(", ")
        }
        KrillaError::Font(..) => "a font cannot be embedded".to_owned(),
        KrillaError::Limit(_) => "it is too large".to_owned(),
        _ => "its structure is not sound".to_owned(),
    }
}

const fn rule(error: &ValidationError) -> &'static str {
    match error {
        ValidationError::TooLongString => "a string is too long",
        ValidationError::TooManyIndirectObjects => "it has too many objects",
        ValidationError::ContainsNotDefGlyph(..) => "a sign has no glyph",
        ValidationError::NoCodepointMapping(..)
        | ValidationError::InvalidCodepointMapping(..)
        | ValidationError::UnicodePrivateArea(..) => "a glyph stands for no letter",
        ValidationError::NoDocumentTitle => "it has no title",
        ValidationError::MissingHeadingTitle => "a heading has no words",
        ValidationError::MissingDocumentOutline => "it has no outline",
        _ => "another rule of PDF/UA-1 or PDF/A-2a",
    }
}
