//! The rule engine: clauses and grants as Cedar policies, and the one question that is asked of them.
//!
//! What holds: every policy was checked against the schema, strictly; forbidding wins; an error in the evaluation of any policy is
//! told to the caller, who refuses (Cedar alone would skip the policy). A question is put to the policies that could speak to
//! it, not to all: the engine's own advice, since its cost grows with their number. A clause that is left out (of another section,
//! role, relation or holder) could only have failed; the differential test holds the whole against a reading of every clause.

mod facts;
mod policy;
mod schema;
mod slice;

pub(crate) use facts::{Acts, Asker, Sees};
pub(crate) use slice::Slice;

use crate::{action::Action, interim::grants, rules::Rules};
use cedar_policy::{Authorizer, Decision, Policy, PolicyId, PolicySet, ValidationMode, Validator};
use std::{collections::HashMap, sync::LazyLock};

/// The policies could not be made. Nothing can be shown then.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// A policy that cannot be read: its words, and why.
    #[error("policy {id} cannot be read: {why}")]
    Policy {
        /// The policy.
        id: String,
        /// Why.
        why: String,
    },
    /// The schema cannot be read.
    #[error("the schema of policies cannot be read: {0}")]
    Schema(String),
    /// Policies that the schema does not allow.
    #[error("policies do not fit the schema: {0}")]
    Invalid(String),
}

/// What the engine answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// These clauses (their places among the candidates) allow it; nothing forbids it.
    Allowed(Vec<Place>),
    /// A standing rule forbids it.
    Forbidden(&'static str),
    /// Nothing allows it.
    Silent,
    /// A policy could not be evaluated.
    Failed,
}

/// Where a clause stands: agreement and clause, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Position of the agreement.
    pub agreement: usize,
    /// Position of the clause within it.
    pub clause: usize,
}

/// Compiled policies of one edition and day.
pub(crate) struct Engine {
    authorizer: Authorizer,
    forbids: Vec<Policy>,
    clauses: HashMap<Place, Policy>,
    grants: &'static PolicySet,
    ids: HashMap<PolicyId, Place>,
    words: facts::Words,
}

/// The policies that one question is put to.
#[derive(Debug, Clone)]
pub(crate) struct Asked(PolicySet);

impl Engine {
    /// Compiles the clauses in force.
    ///
    /// # Errors
    /// [`EngineError`] when a policy cannot be read or does not fit the schema.
    pub(crate) fn new(rules: &Rules) -> Result<Self, EngineError> {
        let validator = schema::validator()?;
        let forbids = policy::standing()?;
        let mut clauses = HashMap::new();
        let mut ids = HashMap::new();
        for (agreement, one) in rules.agreements.iter().enumerate() {
            for (clause, said) in one.clauses.iter().enumerate() {
                let place = Place { agreement, clause };
                let (id, text) = (policy::id(one, said), policy::of_clause(one, said));
                let made = policy::read(&id, &text)?;
                ids.insert(made.id().clone(), place);
                clauses.insert(place, made);
            }
        }
        validate(validator, &set(clauses.values())?)?;
        Ok(Self {
            authorizer: Authorizer::new(),
            forbids,
            clauses,
            grants: granted()?,
            ids,
            words: facts::Words::default(),
        })
    }

    /// The policies of clauses, and those that forbid whatever a clause says.
    pub(crate) fn policies(&self, clauses: &[Place]) -> Result<Asked, EngineError> {
        let chosen = clauses.iter().filter_map(|place| self.clauses.get(place));
        set(self.forbids.iter().chain(chosen)).map(Asked)
    }

    /// Whether a section may be seen.
    pub(crate) fn see(&self, policies: &Asked, facts: &Sees<'_>) -> Verdict {
        facts.ask(&self.words).map_or(Verdict::Failed, |(request, entities)| {
            let response = self.authorizer.is_authorized(&request, &policies.0, &entities);
            self.verdict(&response)
        })
    }

    /// Whether an action may be taken. The places of its verdict mean nothing.
    pub(crate) fn act(&self, facts: &Acts<'_>) -> Verdict {
        facts.ask(&self.words).map_or(Verdict::Failed, |(request, entities)| {
            let response = self.authorizer.is_authorized(&request, self.grants, &entities);
            self.verdict(&response)
        })
    }

    fn verdict(&self, response: &cedar_policy::Response) -> Verdict {
        let told = response.diagnostics();
        if told.errors().next().is_some() {
            return Verdict::Failed;
        }
        match response.decision() {
            Decision::Allow => {
                Verdict::Allowed(told.reason().filter_map(|id| self.ids.get(id).copied()).collect())
            }
            Decision::Deny => policy::forbidding(told.reason()),
        }
    }
}

/// The standing rules and the grants of the program, compiled and checked once.
fn granted() -> Result<&'static PolicySet, EngineError> {
    static MADE: LazyLock<Result<PolicySet, String>> =
        LazyLock::new(|| compile_grants().map_err(|error| error.to_string()));
    MADE.as_ref().map_err(|error| EngineError::Invalid(error.clone()))
}

fn compile_grants() -> Result<PolicySet, EngineError> {
    let made = grants::all().iter().map(policy::of_grant).collect::<Result<Vec<_>, _>>()?;
    let granted = set(policy::standing()?.iter().chain(made.iter().flatten()))?;
    validate(schema::validator()?, &granted)?;
    Ok(granted)
}

fn set<'a>(policies: impl Iterator<Item = &'a Policy>) -> Result<PolicySet, EngineError> {
    let mut set = PolicySet::new();
    for policy in policies {
        set.add(policy.clone())
            .map_err(|error| EngineError::Policy { id: policy.id().to_string(), why: error.to_string() })?;
    }
    Ok(set)
}

fn validate(validator: &Validator, policies: &PolicySet) -> Result<(), EngineError> {
    let result = validator.validate(policies, ValidationMode::Strict);
    if result.validation_passed() {
        return Ok(());
    }
    let errors: Vec<String> = result.validation_errors().map(ToString::to_string).collect();
    Err(EngineError::Invalid(errors.join("; ")))
}

/// The action's name among policies.
pub(crate) const fn name(action: Action) -> &'static str {
    action.code()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interim::interim_1;

    #[test]
    fn every_clause_and_grant_of_the_program_fits_the_schema() {
        let rules = interim_1();
        let engine = Engine::new(&rules).unwrap();
        assert_eq!(engine.clauses.len(), rules.clauses().count());
    }

    #[test]
    fn a_policy_that_the_schema_does_not_know_is_refused() {
        let text = "permit(principal is Throughcare::Viewer, action == Throughcare::Action::\"see\", \
                    resource is Throughcare::Record) when { principal.shoe_size == 9 };";
        let wrong = policy::read("wrong", text).unwrap();
        let error =
            validate(schema::validator().unwrap(), &set(std::iter::once(&wrong)).unwrap()).unwrap_err();
        assert!(matches!(error, EngineError::Invalid(_)), "{error}");
    }

    /// Cedar skips a policy that errs; here that is told, so that the gate can refuse.
    #[test]
    fn an_error_in_one_policy_is_not_outvoted_by_another() {
        use crate::engine::facts::tests::sees;
        let engine = Engine::new(&interim_1()).unwrap();
        let allows = policy::read("allows", "permit(principal, action, resource);").unwrap();
        let errs =
            policy::read("errs", "forbid(principal, action, resource) when { context.missing };").unwrap();
        let both = Asked(set([&allows, &errs].into_iter()).unwrap());
        assert_eq!(sees(|facts| engine.see(&both, facts)), Verdict::Failed);
        let alone = Asked(set(std::iter::once(&allows)).unwrap());
        assert_eq!(sees(|facts| engine.see(&alone, facts)), Verdict::Allowed(vec![]));
    }
}
