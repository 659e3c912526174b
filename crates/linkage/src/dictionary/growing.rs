//! Values that come and go. A dictionary that grows has no slots of its own (its owner finds codes), and the room
//! of a value that nobody holds any more is blanked, to be given to another of the same length.

use super::{Dictionary, Letters, facts_of};

impl Dictionary {
    /// A new value at the end; `None` when the dictionary is full.
    pub fn append(&mut self, text: &str) -> Option<u32> {
        let code = u32::try_from(self.ends.len()).ok().filter(|code| *code < crate::guests::FIRST_GUEST)?;
        let end = u32::try_from(self.arena.len() + text.len()).ok()?;
        self.arena.push_str(text);
        self.ends.push(end);
        self.facts.push(facts_of(self.family, text));
        self.letters.push(Letters::of(self.family, text));
        Some(code)
    }

    /// Gives the room of a value to another of the same length; says whether it fits.
    pub fn rewrite(&mut self, code: u32, text: &str) -> bool {
        let at = code as usize;
        let end = self.ends.get(at).copied().unwrap_or(0) as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0) as usize;
        if end - start != text.len() {
            return false;
        }
        self.arena.replace_range(start..end, text);
        if let Some(facts) = self.facts.get_mut(at) {
            *facts = facts_of(self.family, text);
        }
        if let Some(letters) = self.letters.get_mut(at) {
            *letters = Letters::of(self.family, text);
        }
        true
    }
}
