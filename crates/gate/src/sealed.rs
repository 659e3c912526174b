//! A value under seal: it can be carried, and nothing else.

use domain::{
    ids::{AgencyId, PersonId},
    section::{Section, Sections},
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
///
/// It can be carried, and its label read:
///
/// ```
/// # use gate::{Label, Sealed};
/// # use domain::{ids::*, section::Section};
/// # let label = Label::own(PersonId(uuid::Uuid::nil()), Section::Notes, AgencyId(uuid::Uuid::nil()));
/// let note = Sealed::new(label, String::from("words"));
/// assert_eq!(note.label().section, Section::Notes);
/// ```
///
/// It cannot be shown, as a template or a message would:
///
/// ```compile_fail,E0277
/// # use gate::{Label, Sealed};
/// fn show(note: &Sealed<String>) -> String {
///     format!("{note}")
/// }
/// ```
///
/// It cannot be printed for debugging, or logged:
///
/// ```compile_fail,E0277
/// # use gate::{Label, Sealed};
/// fn log(note: &Sealed<String>) -> String {
///     format!("{note:?}")
/// }
/// ```
///
/// It cannot be serialised:
///
/// ```compile_fail,E0277
/// # use gate::{Label, Sealed};
/// fn send(note: &Sealed<String>) -> String {
///     serde_json::to_string(note).unwrap_or_default()
/// }
/// ```
///
/// It cannot be copied, taken apart, or looked through:
///
/// ```compile_fail,E0599
/// # use gate::{Label, Sealed};
/// fn copy(note: &Sealed<String>) -> Sealed<String> {
///     note.clone()
/// }
/// ```
///
/// ```compile_fail,E0616
/// # use gate::{Label, Sealed};
/// fn take(note: Sealed<String>) -> String {
///     note.value
/// }
/// ```
///
/// ```compile_fail,E0614
/// # use gate::{Label, Sealed};
/// fn look(note: Sealed<String>) -> String {
///     *note
/// }
/// ```
///
/// ```compile_fail,E0624
/// # use gate::{Label, Sealed};
/// fn open(note: Sealed<String>) -> String {
///     note.into_value()
/// }
/// ```
pub struct Sealed<T> {
    label: Label,
    also: Sections,
    value: T,
}

impl<T> Sealed<T> {
    /// Seals `value`. Storage does this as a row becomes a value.
    pub const fn new(label: Label, value: T) -> Self {
        Self { label, also: Sections::NONE, value }
    }

    /// The same, where the value tells of other sections as well: it is opened to whoever may see all of them in full.
    #[must_use]
    pub fn lying_also_in(self, sections: Sections) -> Self {
        Self { also: sections, ..self }
    }

    /// What it is about.
    pub const fn label(&self) -> Label {
        self.label
    }

    /// The sections that must be open in full besides that of the label.
    pub(crate) const fn also(&self) -> Sections {
        self.also
    }

    /// Breaks the seal. Private to this crate: the gate alone calls it.
    pub(crate) fn into_value(self) -> T {
        self.value
    }
}
