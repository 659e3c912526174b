//! Tables: cells broken into lines, rows of lines that may go on over a page, a head that comes again on each page.

use crate::{
    break_lines::{Line, Setting},
    flow::{Flow, Item, Strip, Tone, WIDTH},
    model::{Table, Text},
    tree::Branch,
};
use krilla::tagging::{TableHeaderScope, Tag};

/// The room beside the text of a cell.
const BESIDE: f32 = 8.0;
/// Rows of up to so many lines are not parted.
const WHOLE: usize = 8;

/// A column: where it begins, and how wide it is.
#[derive(Clone, Copy)]
struct Column {
    x: f32,
    width: f32,
}

/// A cell, broken into lines.
struct Cell {
    column: Column,
    lines: Vec<Line>,
    branch: Branch,
}

impl Flow {
    pub(crate) fn table(&mut self, table: &Table) {
        let columns = columns(table);
        let whole = self.tree.grow(None, Tag::Table);
        let size = self.measures.size * 0.9;
        let caption = self.tree.grow(Some(whole), Tag::Caption);
        let first = self.strips.len();
        let stand = crate::flow::Stand { strong: true, before: self.measures.size, ..self.plain() };
        self.text(&Text::plain(table.caption.as_str()), stand, caption);
        for strip in self.strips.iter_mut().skip(first) {
            strip.keep = true;
        }
        let head = self.tree.grow(Some(whole), Tag::THead);
        let row = self.tree.grow(Some(head), Tag::TR);
        let cells = table.head.iter().zip(&columns).map(|((words, _), column)| {
            let branch = self.tree.grow(Some(row), Tag::TH(TableHeaderScope::Column));
            let lines = cell(self, &Text::strong(words.as_str()), *column, size);
            Cell { column: *column, lines, branch }
        });
        let cells: Vec<Cell> = cells.collect();
        let mut strips = self.row(cells, size, Tone::Ink);
        for strip in &mut strips {
            strip.keep = true;
        }
        let number = self.heads.len();
        self.heads.push(strips.clone());
        self.strips.append(&mut strips);
        let body = self.tree.grow(Some(whole), Tag::TBody);
        for row in &table.rows {
            let branch = self.tree.grow(Some(body), Tag::TR);
            let cells: Vec<Cell> = (0..)
                .zip(row.iter().zip(&columns))
                .map(|(place, (text, column))| {
                    let branch = if place == 0 {
                        self.tree.grow(Some(branch), Tag::TH(TableHeaderScope::Row))
                    } else {
                        self.tree.grow(Some(branch), Tag::TD)
                    };
                    let lines = cell(self, text, *column, size);
                    Cell { column: *column, lines, branch }
                })
                .collect();
            let mut strips = self.row(cells, size, Tone::Faint);
            for strip in &mut strips {
                strip.head = Some(number);
            }
            self.strips.append(&mut strips);
        }
    }

    /// A row as strips: the first has the first line of each cell, and so on; a rule under the last.
    fn row(&self, cells: Vec<Cell>, size: f32, rule: Tone) -> Vec<Strip> {
        let count = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default();
        let (height, baseline) = (self.measures.line(size), self.measures.baseline(size));
        let mut strips: Vec<Strip> = (0..count)
            .map(|number| Strip {
                before: if number == 0 { size * 0.35 } else { 0.0 },
                height,
                keep: number + 1 < count && (count <= WHOLE || number == 0 || number + 2 == count),
                ..Strip::default()
            })
            .collect();
        for Cell { column, lines, branch } in cells {
            for (strip, line) in strips.iter_mut().zip(lines) {
                strip.items.push(Item::Line { line, x: column.x, baseline, size, tone: Tone::Ink, branch });
            }
        }
        if let Some(last) = strips.last_mut() {
            let thick = if rule == Tone::Ink { 1.0 } else { 0.6 };
            last.height += size * 0.35;
            let y = last.height - thick;
            last.items.push(Item::Bar { x: 0.0, y, width: WIDTH, height: thick, tone: rule });
        }
        strips
    }
}

fn cell(flow: &mut Flow, text: &Text, column: Column, size: f32) -> Vec<Line> {
    // A cell without words would be no cell to a screen reader.
    let empty = text.0.iter().all(|span| crate::clean::printable(&span.words).trim().is_empty());
    let dash = Text::plain("–");
    let setting = Setting { size, width: column.width, strong: false };
    flow.breaker.lines(if empty { &dash } else { text }, setting)
}

fn columns(table: &Table) -> Vec<Column> {
    let whole = table.head.iter().map(|(_, share)| f32::from(*share)).sum::<f32>().max(1.0);
    let mut x = 0.0;
    table
        .head
        .iter()
        .map(|(_, share)| {
            let width = WIDTH * f32::from(*share) / whole;
            let column = Column { x, width: (width - BESIDE).max(BESIDE) };
            x += width;
            column
        })
        .collect()
}
