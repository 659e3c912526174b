//! Names and texts as they were typed.

use super::base64url;
use crate::{kit::TypedDate, problem::Problem};
use axum::extract::FromRequestParts;
use http::request::Parts;

/// The ending of a field's name under which a script sends its text as base64url: some firewalls between an office and
/// the internet block a note for containing the words of a database statement.
const ENCODED: &str = ".b64";

/// Fields that are never kept in a draft, nor shown again.
const SECRETS: [&str; 9] = ["csrf", "password", "present", "new", "again", "code", "sealed", "base32", "uri"];

/// The fields of one form or address, in the order in which they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// Reads URL-encoded text. Fields sent as base64url come under their plain name and win over it.
    pub fn parse(body: &[u8]) -> Self {
        let (mut fields, mut encoded) = (Vec::new(), Vec::new());
        for (name, value) in url::form_urlencoded::parse(body) {
            match name.strip_suffix(ENCODED) {
                Some(plain) => {
                    let text =
                        base64url::decode(&value).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
                    encoded.push((plain.to_owned(), text.unwrap_or_default()));
                }
                None => fields.push((name.into_owned(), value.into_owned())),
            }
        }
        fields.retain(|(name, _)| !encoded.iter().any(|(plain, _)| plain == name));
        fields.extend(encoded);
        Self(fields)
    }

    /// The text of a field, empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Every text of a field that may come several times, such as checkboxes.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the field was sent.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// The three parts of a date: fields `name-day`, `name-month`, `name-year`.
    pub fn date(&self, name: &str) -> TypedDate {
        let part = |part: &str| self.get(&format!("{name}-{part}")).to_owned();
        TypedDate { day: part("day"), month: part("month"), year: part("year") }
    }

    /// The names that came, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// Names and texts, in order.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// With a field set, in place of what was sent under its name: for showing a record in its own form.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// With one more text of a field that may come several times.
    #[must_use]
    pub fn and(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// URL-encoded again, without passwords, codes and tokens: what a draft keeps.
    pub fn for_draft(&self) -> String {
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(self.0.iter().filter(|(name, _)| !SECRETS.contains(&name.as_str())))
            .finish()
    }
}

/// The form of this request. The guard has read it, and found its token right, before any handler runs.
impl<S: Send + Sync> FromRequestParts<S> for Typed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(parts.extensions.remove::<Self>().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_sent_as_base64url_is_the_same_text() {
        let note = "select * from people; <script>alert(1)</script> ŵ 🙂";
        let body = format!("text.b64={}&text=old", base64url::encode(note.as_bytes()));
        assert_eq!(Typed::parse(body.as_bytes()).get("text"), note);
    }

    #[test]
    fn a_draft_keeps_everything_but_secrets() {
        let typed = Typed::parse(b"text=long+note&csrf=x&password=y&code=123456&roles=a&roles=b");
        assert_eq!(typed.for_draft(), "text=long+note&roles=a&roles=b");
    }

    #[test]
    fn a_date_is_read_from_its_three_fields() {
        let typed = Typed::parse(b"born-day=14&born-month=2&born-year=1991");
        let date = typed.date("born");
        assert_eq!((date.day.as_str(), date.month.as_str(), date.year.as_str()), ("14", "2", "1991"));
    }

    proptest! {
        #[test]
        fn a_draft_gives_back_what_was_typed(fields in proptest::collection::vec(("[a-b]{1,3}x", ".{0,60}"), 0..6)) {
            let typed = Typed(fields);
            prop_assert_eq!(Typed::parse(typed.for_draft().as_bytes()), typed);
        }
    }
}
