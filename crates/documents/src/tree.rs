//! The structure of a PDF: what a screen reader is told that each piece is. Built while pages are laid out, filled while they
//! are drawn.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

/// A place in the structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Branch(usize);

/// The structure.
#[derive(Default)]
pub(crate) struct Tree {
    grown: Vec<Grown>,
    roots: Vec<Branch>,
}

struct Grown {
    tag: TagKind,
    holds: Vec<Held>,
}

enum Held {
    Branch(Branch),
    Content(Identifier),
}

impl Tree {
    /// A new branch within another, or at the root.
    pub(crate) fn grow(&mut self, within: Option<Branch>, tag: impl Into<TagKind>) -> Branch {
        let branch = Branch(self.grown.len());
        self.grown.push(Grown { tag: tag.into(), holds: Vec::new() });
        match within.and_then(|parent| self.grown.get_mut(parent.0)) {
            Some(parent) => parent.holds.push(Held::Branch(branch)),
            None => self.roots.push(branch),
        }
        branch
    }

    /// What was drawn belongs to this branch.
    pub(crate) fn hold(&mut self, branch: Branch, content: Identifier) {
        if let Some(grown) = self.grown.get_mut(branch.0) {
            grown.holds.push(Held::Content(content));
        }
    }

    /// The whole.
    pub(crate) fn whole(&self) -> TagTree {
        let mut whole = TagTree::new();
        for root in &self.roots {
            whole.push(self.group(*root));
        }
        whole
    }

    /// A branch with all that it holds. Branches nest as deep as a table in a document, never as deep as its text.
    fn group(&self, branch: Branch) -> TagGroup {
        let Some(grown) = self.grown.get(branch.0) else {
            return TagGroup::new(krilla::tagging::Tag::Span);
        };
        let nodes = grown.holds.iter().map(|held| match held {
            Held::Branch(branch) => Node::from(self.group(*branch)),
            Held::Content(content) => Node::from(*content),
        });
        TagGroup::with_children(grown.tag.clone(), nodes.collect())
    }
}
