//! What the command line says when it refuses: the sentences of the use-cases, and causes down to the root.

use app::Refusal;

/// A refusal as an error of the command line, with its sentences.
pub fn refused(refusal: Refusal) -> anyhow::Error {
    match refusal {
        Refusal::Invalid(fields) => {
            let sentences: Vec<String> = fields.into_iter().map(|field| field.sentence).collect();
            anyhow::anyhow!("{}", sentences.join("; "))
        }
        Refusal::Role(_) => {
            anyhow::anyhow!("the account that acts may not do this: name another with --as EMAIL")
        }
        Refusal::NotFound => anyhow::anyhow!("there is no such thing within reach of the account that acts"),
        other => anyhow::Error::new(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_field_speaks_in_its_own_sentence() {
        let error = refused(Refusal::field("email", "taken", "This email address already has an account"));
        assert_eq!(error.to_string(), "This email address already has an account");
    }
}
