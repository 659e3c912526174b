//! From strips to pages: nothing is parted that belongs together, unless it is longer than a page.

use crate::flow::Strip;

/// What is drawn on a page, and how far from its top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Placed {
    /// A strip.
    Strip(usize, f32),
    /// A strip of the head of a table that goes on from the page before.
    Again(usize, usize, f32),
}

/// A page.
pub(crate) type Sheet = Vec<Placed>;

/// Strips laid on pages of this height.
pub(crate) fn laid_on_pages(strips: &[Strip], heads: &[Vec<Strip>], height: f32) -> Vec<Sheet> {
    let mut laying = Laying { heads, height, sheets: vec![Sheet::new()], y: 0.0, top: true };
    let mut from = 0;
    while from < strips.len() {
        let joined = strips.iter().skip(from).take_while(|strip| strip.keep).count() + 1;
        let to = (from + joined).min(strips.len());
        let together = strips.get(from..to).unwrap_or_default();
        let whole: f32 = together.iter().map(|strip| strip.before + strip.height).sum();
        if !laying.top && laying.y + whole > height && whole <= height {
            laying.turn(together.first());
        }
        for (number, strip) in (from..).zip(together) {
            laying.place(number, strip);
        }
        from = to;
    }
    laying.sheets
}

struct Laying<'a> {
    heads: &'a [Vec<Strip>],
    height: f32,
    sheets: Vec<Sheet>,
    y: f32,
    top: bool,
}

impl Laying<'_> {
    fn place(&mut self, number: usize, strip: &Strip) {
        let before = if self.top { 0.0 } else { strip.before };
        if !self.top && self.y + before + strip.height > self.height {
            self.turn(Some(strip));
        }
        let before = if self.top { 0.0 } else { strip.before };
        self.y += before;
        self.put(Placed::Strip(number, self.y), strip.height);
    }

    fn put(&mut self, placed: Placed, height: f32) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.push(placed);
        }
        self.y += height;
        self.top = false;
    }

    /// A new page; the head of a table comes again, unless it would take the page's room from the rows.
    fn turn(&mut self, next: Option<&Strip>) {
        self.sheets.push(Sheet::new());
        (self.y, self.top) = (0.0, true);
        let head = next.and_then(|strip| strip.head);
        let Some((head, strips)) = head.and_then(|head| Some((head, self.heads.get(head)?))) else { return };
        if strips.iter().map(|strip| strip.height).sum::<f32>() > self.height / 4.0 {
            return;
        }
        for (number, strip) in strips.iter().enumerate() {
            self.put(Placed::Again(head, number, self.y), strip.height);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(height: f32, keep: bool) -> Strip {
        Strip { before: 2.0, height, keep, ..Strip::default() }
    }

    #[test]
    fn what_belongs_together_goes_to_the_next_page_and_what_is_too_long_is_parted() {
        let strips = [strip(60.0, false), strip(20.0, true), strip(30.0, false), strip(10.0, false)];
        let sheets = laid_on_pages(&strips, &[], 100.0);
        assert_eq!(
            sheets,
            [
                vec![Placed::Strip(0, 0.0)],
                vec![Placed::Strip(1, 0.0), Placed::Strip(2, 22.0), Placed::Strip(3, 54.0)]
            ]
        );
        let long: Vec<Strip> = (0..25).map(|_| strip(18.0, true)).collect();
        let sheets = laid_on_pages(&long, &[], 100.0);
        assert_eq!(sheets.len(), 5);
        assert!(sheets.iter().all(|sheet| sheet.len() == 5));
    }

    /// Else a head longer than a page would come again on each page that it fills itself, without an end.
    #[test]
    fn a_head_that_takes_the_room_of_the_rows_does_not_come_again() {
        let rows: Vec<Strip> = (0..6).map(|_| Strip { head: Some(0), ..strip(30.0, false) }).collect();
        let long: Vec<Strip> = (0..50).map(|_| strip(20.0, true)).collect();
        let sheets = laid_on_pages(&rows, &[long], 100.0);
        assert_eq!(sheets.len(), 2);
        assert!(sheets.iter().flatten().all(|placed| matches!(placed, Placed::Strip(..))));
    }

    #[test]
    fn the_head_of_a_table_comes_again() {
        let rows: Vec<Strip> = (0..6).map(|_| Strip { head: Some(0), ..strip(30.0, false) }).collect();
        let sheets = laid_on_pages(&rows, &[vec![strip(20.0, true)]], 100.0);
        assert!(sheets.iter().skip(1).all(|sheet| sheet.first() == Some(&Placed::Again(0, 0, 0.0))));
        assert_eq!(sheets.iter().flatten().filter(|placed| matches!(placed, Placed::Strip(..))).count(), 6);
    }
}
