//! A value under seal: it can be carried, and nothing else.

use domain::{
    ids::{AgencyId, PersonId},
    section::Section,
};

/// What a sealed value is about. Holds ids only, so that it may be read before the seal is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Label {
    /// Whose record.
    pub person: PersonId,
    /// Which section of it.
    pub section: Section,
    /// The agency that recorded it.
    pub holder: AgencyId,
    /// The agency it was sent to, where it was: a referral belongs to both ends.
    pub sent_to: Option<AgencyId>,
}

impl Label {
    /// A label for what one agency recorded and sent to nobody.
    pub const fn own(person: PersonId, section: Section, holder: AgencyId) -> Self {
        Self { person, section, holder, sent_to: None }
    }
}

/// A section as kept. No `Debug`, `Serialize`, `Clone`, `Display` or `Deref`: a page that prints one does not compile.
pub struct Sealed<T> {
    label: Label,
    value: T,
}

impl<T> Sealed<T> {
    /// Seals `value`. Storage does this as a row becomes a value.
    pub const fn new(label: Label, value: T) -> Self {
        Self { label, value }
    }

    /// What it is about.
    pub const fn label(&self) -> Label {
        self.label
    }

    /// Breaks the seal. Private to this crate: the gate alone calls it.
    pub(crate) fn into_value(self) -> T {
        self.value
    }
}
