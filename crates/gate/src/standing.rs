//! Who asks, and what relates them to the person they ask about.

use domain::{
    agency::AgencyKind,
    agreement::Condition,
    ids::{AccountId, AgencyId, PersonId},
    risk::RiskKind,
    role::Roles,
    section::{Section, Sections},
};

/// Who asks: one account, acting for its agency, in its roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewer {
    /// The account.
    pub account: AccountId,
    /// The agency it acts for.
    pub agency: AgencyId,
    /// What kind of agency that is.
    pub agency_kind: AgencyKind,
    /// Its roles.
    pub roles: Roles,
}

/// Whether the record is open to the usual circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// No restriction is in force.
    Ordinary,
    /// Access is limited, and the viewer is on the list of names.
    LimitedNamed,
    /// Access is limited, and the viewer is not on the list.
    LimitedOthers,
    /// It could not be found out. Answers as if limited to others.
    Unknown,
}

/// The conditions that hold between a viewer and a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Relations(u8);

impl Relations {
    /// Nothing relates them.
    pub const NONE: Self = Self(0);

    /// The same, and `condition` too where `holds`.
    #[must_use]
    pub const fn and(self, condition: Condition, holds: bool) -> Self {
        if holds { Self(self.0 | 1 << condition as u8) } else { self }
    }

    /// The same without `condition`.
    #[must_use]
    pub const fn without(self, condition: Condition) -> Self {
        Self(self.0 & !(1 << condition as u8))
    }

    /// Whether `condition` holds.
    pub const fn has(self, condition: Condition) -> bool {
        self.0 & 1 << condition as u8 != 0
    }

    /// Those that hold.
    pub fn iter(self) -> impl Iterator<Item = Condition> {
        Condition::ALL.iter().copied().filter(move |condition| self.has(*condition))
    }
}

/// What was opened to the viewer for a while, by whose part of the record it is. Few agencies open something to one viewer at a
/// time; what does not fit stays closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Opened {
    /// Opened in the parts of all.
    all: Sections,
    /// Opened by one agency, in its own part.
    by: [Option<(AgencyId, Sections)>; MOST_HOLDERS],
}

/// Agencies that may have opened their parts to one viewer at a time.
const MOST_HOLDERS: usize = 8;

impl Opened {
    /// The same, and `sections` too: of what `holder` recorded, or of what anybody did.
    #[must_use]
    pub fn and(mut self, holder: Option<AgencyId>, sections: Sections) -> Self {
        let Some(holder) = holder else {
            self.all = self.all.union(sections);
            return self;
        };
        let known = |place: &&mut Option<(AgencyId, Sections)>| place.is_none_or(|(one, _)| one == holder);
        if let Some(place) = self.by.iter_mut().find(known) {
            let before = place.map_or(Sections::NONE, |(_, sections)| sections);
            *place = Some((holder, before.union(sections)));
        }
        self
    }

    /// Whether `section` is opened in the part of `holder`.
    pub fn has(&self, section: Section, holder: AgencyId) -> bool {
        let mut by = self.by.iter().flatten();
        self.all.has(section) || by.any(|(one, sections)| *one == holder && sections.has(section))
    }

    /// Whether nothing is opened at all.
    pub fn is_none(&self) -> bool {
        self.all == Sections::NONE
            && self.by.iter().flatten().all(|(_, sections)| *sections == Sections::NONE)
    }
}

/// Facts of the person's case that clauses ask for besides relations. Loaded only where a clause in force asks; what was not
/// loaded does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Circumstances {
    /// Sections for which consent towards the viewer's agency is in force.
    pub consented: Sections,
    /// What was opened to the viewer by a decision, a meeting or in an emergency.
    pub opened: Opened,
    /// Requirements of orders in force: bits in the order of [`Rules::watched`](crate::Rules::watched).
    pub requirements: u64,
    /// Kinds of risk flags that are up: bits in the order of the list.
    pub risks: u8,
}

impl Circumstances {
    /// None at all.
    pub(crate) const NONE: Self = Self {
        consented: Sections::NONE,
        opened: Opened { all: Sections::NONE, by: [None; MOST_HOLDERS] },
        requirements: 0,
        risks: 0,
    };

    /// Whether a flag of this kind is up.
    pub const fn has_risk(&self, kind: RiskKind) -> bool {
        self.risks & 1 << kind as u8 != 0
    }
}

/// What relates one viewer to one person now, as loaded for this request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The person.
    pub person: PersonId,
    /// What relates them.
    pub relations: Relations,
    /// Whether access is limited.
    pub access: Access,
    /// What else holds.
    pub circumstances: Circumstances,
    /// The edition of the agreements that the database had when this was loaded.
    pub edition: i64,
}

impl Standing {
    /// Nothing relates the viewer to `person`, and limits could not be checked: refuses everything.
    pub const fn none(person: PersonId) -> Self {
        Self {
            person,
            relations: Relations::NONE,
            access: Access::Unknown,
            circumstances: Circumstances::NONE,
            edition: 0,
        }
    }
}
