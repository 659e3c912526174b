//! What policies may speak of. A policy that names anything else is refused before it is ever asked.

use super::EngineError;
use crate::action::Action;
use cedar_policy::{Schema, Validator};
use std::{fmt::Write as _, sync::LazyLock};

/// People who ask, what they ask about, and what is told with the question.
const TEXT: &str = "\
namespace Throughcare {
  entity Viewer = { agency: String, agency_kind: String, roles: Set<String>, account: String };
  entity Record = { section: String, holder: String, own: Bool, consented: Bool, opened: Bool };
  entity Person;
  action \"see\" appliesTo {
    principal: Viewer,
    resource: Record,
    context: {
      purpose: String, relations: Set<String>, access: String, day: Long,
      requirements: Set<String>, risks: Set<String>,
    },
  };
";

/// What checks policies against the schema, read once.
pub(super) fn validator() -> Result<&'static Validator, EngineError> {
    static MADE: LazyLock<Result<Validator, String>> =
        LazyLock::new(|| read().map(Validator::new).map_err(|error| error.to_string()));
    MADE.as_ref().map_err(|error| EngineError::Schema(error.clone()))
}

/// The schema, with one action for each that a use-case asks leave for.
fn read() -> Result<Schema, EngineError> {
    let mut text = TEXT.to_owned();
    for action in Action::ALL {
        let _ = writeln!(
            text,
            "  action \"{}\" appliesTo {{ principal: Viewer, resource: Person, \
             context: {{ relations: Set<String>, access: String, side: String }} }};",
            super::name(*action)
        );
    }
    text.push_str("}\n");
    let (schema, _) =
        Schema::from_cedarschema_str(&text).map_err(|error| EngineError::Schema(error.to_string()))?;
    Ok(schema)
}
