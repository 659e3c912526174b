//! Addresses with parameters: read strictly. An unknown or doubled parameter is refused, never ignored. Every page, and no
//! address of the API, knows the one that says that it was opened from My work.

use super::{Check, FieldError, Typed};
use crate::{paths, problem::Problem};
use axum::extract::FromRequestParts;
use http::request::Parts;
use std::borrow::Cow;

/// What may be asked by an address.
pub trait Asked: Sized {
    /// The parameters there are.
    const KNOWN: &'static [&'static str];

    /// Whether programs ask: then an empty parameter is refused, and lengths count as sent. A form in a browser sends
    /// every field, empty ones too.
    const EXACT: bool = false;

    /// Reads them; what is wrong goes into `check`. The value counts only if nothing was.
    fn read(typed: &Typed, check: &mut Check) -> Self;
}

/// Nothing may be asked.
impl Asked for () {
    const KNOWN: &'static [&'static str] = &[];

    fn read(_: &Typed, _: &mut Check) -> Self {}
}

/// The parameters of this request's address.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<T: Asked> Query<T> {
    /// Reads the part of an address behind its `?`.
    ///
    /// # Errors
    /// One [`FieldError`] for each parameter that is unknown, doubled or wrong.
    pub fn parse(query: &str) -> Result<Self, Vec<FieldError>> {
        let typed = Typed::parse(query.as_bytes());
        let mut check = if T::EXACT { Check::exact() } else { Check::default() };
        for name in typed.names() {
            if !T::KNOWN.contains(&name) {
                let known = T::KNOWN.join(", ");
                let sentence = if known.is_empty() {
                    "This address takes no parameters".to_owned()
                } else {
                    format!("This address takes only these parameters: {known}")
                };
                check.wrong::<()>("query", "unknown-parameter", sentence);
            }
        }
        for name in T::KNOWN {
            if typed.all(name).count() > 1 {
                check.wrong::<()>(name, "doubled", "Give this parameter once");
            }
            if T::EXACT && typed.has(name) && typed.get(name).is_empty() {
                check.wrong::<()>(name, "empty", "Give this parameter a value, or leave it out");
            }
        }
        let value = T::read(&typed, &mut check);
        check.done(|| Some(Self(value)))
    }
}

/// The parameters of a page but the one that says where it was opened from.
fn without_way_back(query: &str) -> Cow<'_, str> {
    let mark = format!("{}={}", paths::BACK, paths::BACK_TO_MY_WORK);
    if !query.split('&').any(|part| part == mark) {
        return Cow::Borrowed(query);
    }
    Cow::Owned(query.split('&').filter(|part| *part != mark).collect::<Vec<_>>().join("&"))
}

impl<T: Asked, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let api = parts.uri.path().starts_with(paths::api::ROOT);
        let own = if api { Cow::Borrowed(query) } else { without_way_back(query) };
        Self::parse(&own).map_err(Problem::invalid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Search {
        words: String,
        limit: Option<u32>,
    }

    impl Asked for Search {
        const KNOWN: &'static [&'static str] = &["q", "limit"];
        const EXACT: bool = true;

        fn read(typed: &Typed, check: &mut Check) -> Self {
            Self {
                words: typed.get("q").to_owned(),
                limit: check.number("limit", typed.get("limit"), 1, 100),
            }
        }
    }

    #[test]
    fn known_parameters_are_read() {
        let Query(search) = Query::<Search>::parse("q=ada+crane&limit=5").unwrap();
        assert_eq!((search.words.as_str(), search.limit), ("ada crane", Some(5)));
    }

    #[test]
    fn unknown_doubled_and_wrong_parameters_are_refused() {
        for (query, code) in [
            ("qq=ada", "unknown-parameter"),
            ("q=a&q=b", "doubled"),
            ("limit=0", "out-of-range"),
            ("limit=", "empty"),
        ] {
            assert_eq!(Query::<Search>::parse(query).unwrap_err()[0].code, code, "{query}");
        }
        assert_eq!(without_way_back("q=a&back=my-work&limit=3"), "q=a&limit=3");
        assert_eq!(without_way_back("back=elsewhere"), "back=elsewhere", "refused like any other");
        assert!(Query::<()>::parse("x=1").is_err());
        assert!(Query::<()>::parse("").is_ok());
    }
}
