//! One question to the engine: who asks, about what, and what holds.
//!
//! Putting facts into the engine's own values costs more than its answer, so who asks, what about, and what holds between them
//! are each kept as values, under all that they were made from. A kept value says a fact and no answer: a fact that changes is
//! another key, and nothing kept is found by it.

use crate::{
    action::Action,
    memo::Memo,
    rules::Rules,
    standing::{Access, Relations, Standing, Viewer},
};
use cedar_policy::{Context, Entities, Entity, EntityUid, Request, RestrictedExpression as Value};
use domain::{
    agency::AgencyKind,
    ids::{AccountId, AgencyId},
    referral::Side,
    risk::RiskKind,
    role::Roles,
    section::{Purpose, Section},
};
use std::{
    collections::HashSet,
    str::FromStr,
    sync::{Arc, LazyLock},
};

/// The part of a viewer that clauses speak of. The account counts only where a clause names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Asker {
    /// The agency.
    pub agency: AgencyId,
    /// Its kind.
    pub kind: AgencyKind,
    /// The roles.
    pub roles: Roles,
    /// The account, where clauses name accounts.
    pub account: Option<AccountId>,
}

/// May this section be seen?
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sees<'a> {
    /// What is in force.
    pub rules: &'a Rules,
    /// Who asks.
    pub viewer: &'a Viewer,
    /// The same, as far as clauses speak of them.
    pub asker: Asker,
    /// What for.
    pub purpose: Purpose,
    /// What relates them.
    pub standing: &'a Standing,
    /// What about.
    pub section: Section,
    /// Who recorded it.
    pub holder: AgencyId,
    /// Whether the viewer's agency did, or was sent it.
    pub own: bool,
}

/// May this action be taken?
#[derive(Debug, Clone, Copy)]
pub(crate) struct Acts<'a> {
    /// Who asks.
    pub asker: Asker,
    /// What for.
    pub action: Action,
    /// What relates them.
    pub standing: &'a Standing,
    /// On which side of a referral.
    pub side: Option<Side>,
}

struct Names {
    viewer: EntityUid,
    record: EntityUid,
    person: EntityUid,
    see: EntityUid,
    actions: Vec<EntityUid>,
}

/// Entities have fixed names: what differs from one question to the next are their attributes.
static NAMES: LazyLock<Option<Names>> = LazyLock::new(|| {
    let uid = |text: &str| EntityUid::from_str(text).ok();
    let action = |name: &str| uid(&format!("Throughcare::Action::\"{name}\""));
    Some(Names {
        viewer: uid("Throughcare::Viewer::\"asking\"")?,
        record: uid("Throughcare::Record::\"asked\"")?,
        person: uid("Throughcare::Person::\"asked\"")?,
        see: action("see")?,
        actions: Action::ALL.iter().map(|one| action(super::name(*one))).collect::<Option<_>>()?,
    })
});

/// Facts in the engine's values, of one edition and day. Bounded, as every [`Memo`] is.
pub(crate) struct Words {
    askers: Memo<Asker, Entity>,
    abouts: Memo<(Asker, About), Arc<Entities>>,
    between: Memo<Between, Context>,
}

/// What a record is told as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct About {
    section: Section,
    holder: AgencyId,
    own: bool,
    consented: bool,
    opened: bool,
}

/// What holds between somebody who asks and a person, whichever record of them it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Between {
    purpose: Purpose,
    relations: Relations,
    access: Access,
    requirements: u64,
    risks: u8,
}

/// Askers, and what holds between them and somebody, that are kept at a time: a kilobyte or two each.
const KEPT: usize = 2_048;
/// Records that are kept at a time, with who asks about them.
const RECORDS: usize = 8_192;

impl Default for Words {
    fn default() -> Self {
        Self { askers: Memo::of(KEPT), abouts: Memo::of(RECORDS), between: Memo::of(KEPT) }
    }
}

impl Words {
    fn asker(&self, names: &Names, asker: Asker) -> Option<Entity> {
        self.askers.get(&asker).or_else(|| {
            let made = viewer(names, asker)?;
            self.askers.keep(asker, made.clone());
            Some(made)
        })
    }

    fn entities(&self, names: &Names, asker: Asker, about: About) -> Option<Arc<Entities>> {
        self.abouts.get(&(asker, about)).or_else(|| {
            let both = [self.asker(names, asker)?, record(names, about)?];
            let made = Arc::new(Entities::from_entities(both, None).ok()?);
            self.abouts.keep((asker, about), Arc::clone(&made));
            Some(made)
        })
    }

    fn between(&self, rules: &Rules, said: Between) -> Option<Context> {
        self.between.get(&said).or_else(|| {
            let made = context(rules, said)?;
            self.between.keep(said, made.clone());
            Some(made)
        })
    }
}

impl Sees<'_> {
    /// The question as the engine takes it; `None` when it cannot be put.
    pub(super) fn ask(&self, words: &Words) -> Option<(Request, Arc<Entities>)> {
        let names = NAMES.as_ref()?;
        let facts = &self.standing.circumstances;
        let about = About {
            section: self.section,
            holder: self.holder,
            own: self.own,
            consented: facts.consented.has(self.section),
            opened: facts.opened.has(self.section, self.holder),
        };
        let between = Between {
            purpose: self.purpose,
            relations: self.standing.relations,
            access: self.standing.access,
            requirements: facts.requirements,
            risks: facts.risks,
        };
        let context = words.between(self.rules, between)?;
        let request = request(names, &names.see, &names.record, context)?;
        Some((request, words.entities(names, self.asker, about)?))
    }
}

impl Acts<'_> {
    /// The question as the engine takes it; `None` when it cannot be put.
    pub(super) fn ask(&self, words: &Words) -> Option<(Request, Entities)> {
        let names = NAMES.as_ref()?;
        let context = pairs([
            ("relations", relations(self.standing.relations)),
            ("access", string(access(self.standing.access))),
            ("side", string(self.side.map_or("none", Side::code))),
        ])?;
        let request = request(names, names.actions.get(self.action as usize)?, &names.person, context)?;
        let both = [words.asker(names, self.asker)?, entity(&names.person, [])?];
        Some((request, Entities::from_entities(both, None).ok()?))
    }
}

fn context(rules: &Rules, said: Between) -> Option<Context> {
    let watched = rules.watched().iter().enumerate();
    let required = watched.filter(|(bit, _)| said.requirements & (1 << bit) != 0);
    let risks = RiskKind::ALL.iter().filter(|kind| said.risks & (1 << **kind as u8) != 0);
    pairs([
        ("purpose", string(said.purpose.code())),
        ("relations", relations(said.relations)),
        ("access", string(access(said.access))),
        ("day", Value::new_long(super::policy::number(rules.day))),
        ("requirements", Value::new_set(required.map(|(_, code)| string(code.as_str())))),
        ("risks", Value::new_set(risks.map(|kind| string(kind.code())))),
    ])
}

fn record(names: &Names, about: About) -> Option<Entity> {
    let attributes = [
        ("section", string(about.section.code())),
        ("holder", string(about.holder.to_string())),
        ("own", Value::new_bool(about.own)),
        ("consented", Value::new_bool(about.consented)),
        ("opened", Value::new_bool(about.opened)),
    ];
    entity(&names.record, attributes)
}

/// Where no clause names an account, none is told: a policy that asks for one then fails.
fn viewer(names: &Names, asker: Asker) -> Option<Entity> {
    let attributes = [
        ("agency", string(asker.agency.to_string())),
        ("agency_kind", string(asker.kind.code())),
        ("account", string(asker.account.map(|account| account.to_string()).unwrap_or_default())),
        ("roles", Value::new_set(asker.roles.iter().map(|role| string(role.code())))),
    ];
    entity(&names.viewer, attributes)
}

fn request(names: &Names, action: &EntityUid, resource: &EntityUid, context: Context) -> Option<Request> {
    Request::new(names.viewer.clone(), action.clone(), resource.clone(), context, None).ok()
}

fn pairs<const N: usize>(pairs: [(&str, Value); N]) -> Option<Context> {
    Context::from_pairs(pairs.map(|(name, value)| (name.to_owned(), value))).ok()
}

fn entity<const N: usize>(uid: &EntityUid, attributes: [(&str, Value); N]) -> Option<Entity> {
    let attributes = attributes.map(|(name, value)| (name.to_owned(), value)).into();
    Entity::new(uid.clone(), attributes, HashSet::new()).ok()
}

fn relations(relations: Relations) -> Value {
    Value::new_set(relations.iter().map(|condition| string(condition.code())))
}

fn string(text: impl Into<String>) -> Value {
    Value::new_string(text.into())
}

/// The word for it among policies. What is not known is no word that any rule allows.
const fn access(access: Access) -> &'static str {
    match access {
        Access::Ordinary => "ordinary",
        Access::LimitedNamed => "limited_named",
        Access::LimitedOthers => "limited_others",
        Access::Unknown => "unknown",
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::interim::interim_1;
    use domain::{
        agency::AgencyKind,
        ids::{AccountId, AgencyId, PersonId},
        role::{Role, Roles},
    };
    use uuid::Uuid;

    /// Puts some question about somebody.
    pub(crate) fn sees<T>(ask: impl FnOnce(&Sees<'_>) -> T) -> T {
        let rules = interim_1();
        let viewer = Viewer {
            account: AccountId(Uuid::from_u128(1)),
            agency: AgencyId(Uuid::from_u128(2)),
            agency_kind: AgencyKind::Police,
            roles: Roles::of(&[Role::PoliceOfficer]),
        };
        let standing = Standing { access: Access::Ordinary, ..Standing::none(PersonId(Uuid::nil())) };
        let (section, holder) = (Section::Contact, viewer.agency);
        let purpose = Purpose::Supervision;
        ask(&Sees {
            rules: &rules,
            viewer: &viewer,
            asker: Asker {
                agency: viewer.agency,
                kind: viewer.agency_kind,
                roles: viewer.roles,
                account: None,
            },
            purpose,
            standing: &standing,
            section,
            holder,
            own: true,
        })
    }
}
