//! One question to the engine: who asks, about what, and what holds.

use crate::{
    action::Action,
    rules::Rules,
    standing::{Access, Relations, Standing, Viewer},
};
use cedar_policy::{Context, Entities, Entity, EntityUid, Request, RestrictedExpression as Value};
use domain::{
    referral::Side,
    risk::RiskKind,
    section::{Purpose, Section},
};
use std::{collections::HashSet, str::FromStr, sync::LazyLock};

/// May this section be seen?
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sees<'a> {
    /// What is in force.
    pub rules: &'a Rules,
    /// Who asks.
    pub viewer: &'a Viewer,
    /// What for.
    pub purpose: Purpose,
    /// What relates them.
    pub standing: &'a Standing,
    /// What about.
    pub section: Section,
    /// Who recorded it.
    pub holder: domain::ids::AgencyId,
    /// Whether the viewer's agency did, or was sent it.
    pub own: bool,
}

/// May this action be taken?
#[derive(Debug, Clone, Copy)]
pub(crate) struct Acts<'a> {
    /// Who asks.
    pub viewer: &'a Viewer,
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

impl Sees<'_> {
    /// The question as the engine takes it; `None` when it cannot be put.
    pub(super) fn ask(&self) -> Option<(Request, Entities)> {
        let names = NAMES.as_ref()?;
        let facts = &self.standing.circumstances;
        let record = [
            ("section", string(self.section.code())),
            ("holder", string(self.holder.to_string())),
            ("own", Value::new_bool(self.own)),
        ];
        let watched = self.rules.watched().iter().enumerate();
        let required =
            watched.filter(|(bit, _)| facts.requirements & (1 << bit) != 0).map(|(_, code)| code.as_str());
        let risks = RiskKind::ALL.iter().filter(|kind| facts.has_risk(**kind)).map(|kind| kind.code());
        let context = [
            ("purpose", string(self.purpose.code())),
            ("relations", relations(self.standing.relations)),
            ("access", string(access(self.standing.access))),
            ("day", Value::new_long(super::policy::number(self.rules.day))),
            ("consented", Value::new_bool(facts.consented.has(self.section))),
            ("opened", Value::new_bool(facts.opened.has(self.section, self.holder))),
            ("requirements", Value::new_set(required.map(string))),
            ("risks", Value::new_set(risks.map(string))),
        ];
        put(&names.see, viewer(names, self.viewer)?, entity(&names.record, record)?, context)
    }
}

impl Acts<'_> {
    /// The question as the engine takes it; `None` when it cannot be put.
    pub(super) fn ask(&self) -> Option<(Request, Entities)> {
        let names = NAMES.as_ref()?;
        let context = [
            ("relations", relations(self.standing.relations)),
            ("access", string(access(self.standing.access))),
            ("side", string(self.side.map_or("none", Side::code))),
        ];
        let action = names.actions.get(self.action as usize)?;
        put(action, viewer(names, self.viewer)?, entity(&names.person, [])?, context)
    }
}

fn put<const N: usize>(
    action: &EntityUid,
    principal: Entity,
    resource: Entity,
    context: [(&str, Value); N],
) -> Option<(Request, Entities)> {
    let context = Context::from_pairs(context.map(|(name, value)| (name.to_owned(), value))).ok()?;
    let request = Request::new(principal.uid(), action.clone(), resource.uid(), context, None).ok()?;
    Some((request, Entities::from_entities([principal, resource], None).ok()?))
}

fn viewer(names: &Names, viewer: &Viewer) -> Option<Entity> {
    let attributes = [
        ("agency", string(viewer.agency.to_string())),
        ("agency_kind", string(viewer.agency_kind.code())),
        ("account", string(viewer.account.to_string())),
        ("roles", Value::new_set(viewer.roles.iter().map(|role| string(role.code())))),
    ];
    entity(&names.viewer, attributes)
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
            purpose,
            standing: &standing,
            section,
            holder,
            own: true,
        })
    }
}
