//! Files that somebody sends: read whole up to a limit, then loaded beside the request, which may end before the loading does.
//!
//! A form with a file is read here, fields and file apart. The file never becomes a draft.

use crate::{form::Typed, problem::Problem, state::Shared};
use app::{
    Once, Refusal,
    court::{self, LoadList, Loaded},
};
use axum::extract::FromRequestParts;
use gate::Viewer;
use http::request::Parts;
use std::{io::Cursor, sync::Arc, time::Duration};

/// A file as it was sent with a form.
#[derive(Clone, Default)]
pub struct Upload {
    /// Its name, as the browser gave it.
    pub name: String,
    /// Its bytes.
    pub bytes: Arc<Vec<u8>>,
}

impl<S: Send + Sync> FromRequestParts<S> for Upload {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(parts.extensions.remove::<Self>().unwrap_or_default())
    }
}

/// The boundary that a `multipart/form-data` type names.
pub(crate) fn boundary(content_type: &str) -> Option<&str> {
    let rest = content_type.strip_prefix("multipart/form-data")?;
    let named = rest.split(';').find_map(|part| part.trim().strip_prefix("boundary="))?;
    let bare = named.trim_matches('"');
    ((1..=70).contains(&bare.len())).then_some(bare)
}

/// The fields and the file of a form. What is no such form is refused, never half read.
///
/// # Errors
/// [`Problem::malformed`] for a body that does not keep to its boundary.
pub(crate) fn parted(body: &[u8], boundary: &str) -> Result<(Typed, Upload), Problem> {
    let broken = || Problem::malformed("The form could not be read.");
    let (mut fields, mut upload) = (Typed::default(), Upload::default());
    let open = format!("--{boundary}");
    let between = format!("\r\n--{boundary}");
    let mut rest = body.strip_prefix(open.as_bytes()).ok_or_else(broken)?;
    loop {
        if rest.starts_with(b"--") {
            return Ok((fields, upload));
        }
        rest = rest.strip_prefix(b"\r\n").ok_or_else(broken)?;
        let end = place(rest, between.as_bytes()).ok_or_else(broken)?;
        let (part, behind) = rest.split_at_checked(end).ok_or_else(broken)?;
        let head = place(part, b"\r\n\r\n").ok_or_else(broken)?;
        let (headers, value) = part.split_at_checked(head).ok_or_else(broken)?;
        let value = value.get(4..).unwrap_or_default();
        let headers = String::from_utf8_lossy(headers);
        let name = parameter(&headers, "name").ok_or_else(broken)?;
        match parameter(&headers, "filename") {
            Some(file) => upload = Upload { name: file, bytes: Arc::new(value.to_vec()) },
            None => fields = fields.with(&name, String::from_utf8_lossy(value)),
        }
        rest = behind.get(between.len()..).ok_or_else(broken)?;
    }
}

/// Where `wanted` stands in `bytes`.
fn place(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| *byte == first)?;
        if bytes.get(at..)?.starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// A parameter of `Content-Disposition`.
fn parameter(headers: &str, wanted: &str) -> Option<String> {
    let line = headers.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    line.split(';').skip(1).find_map(|part| {
        let value = part.trim().strip_prefix(wanted)?.strip_prefix('=')?;
        Some(value.trim_matches('"').replace("%22", "\""))
    })
}

/// Loads a court list beside the request. Waits for it as long as `wait` says; `None` when it goes on behind the answer.
///
/// # Errors
/// As [`court::load`]; [`Problem::overloaded`] when others are being loaded.
pub(crate) async fn load_list(
    web: &Shared,
    viewer: Viewer,
    command: LoadList,
    bytes: Arc<Vec<u8>>,
    once: Option<Once>,
    wait: Duration,
) -> Result<Option<Loaded>, Problem> {
    let Ok(place) = Arc::clone(&web.loading).try_acquire_owned() else {
        return Err(Problem::overloaded());
    };
    let app = Arc::clone(&web.app);
    let at_work = tokio::spawn(async move {
        let input = Box::new(Cursor::new(Bytes(bytes)));
        let loaded = court::load(&app, &viewer, command, input, once.as_ref(), &|_| {}).await;
        drop(place);
        if let Err(Refusal::Store(error)) = &loaded {
            tracing::error!(%error, "a court list could not be loaded to its end");
        }
        loaded
    });
    match tokio::time::timeout(wait, at_work).await {
        Err(_) => Ok(None),
        Ok(Err(_)) => Err(Problem::failed()),
        Ok(Ok(loaded)) => Ok(Some(loaded?)),
    }
}

/// Bytes that are shared and read from.
struct Bytes(Arc<Vec<u8>>);

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BODY: &str = "--X1\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\ntoken\r\n--X1\r\nContent-Disposition: form-data; name=\"list\"; filename=\"day one.xml\"\r\nContent-Type: text/xml\r\n\r\n<job>\r\n--X</job>\r\n--X1--\r\n";

    #[test]
    fn fields_and_file_come_apart_and_the_file_is_whole() {
        let (fields, upload) = parted(BODY.as_bytes(), "X1").unwrap();
        assert_eq!(fields.get("csrf"), "token");
        assert_eq!(
            (upload.name.as_str(), upload.bytes.as_slice()),
            ("day one.xml", b"<job>\r\n--X</job>".as_slice())
        );
        assert_eq!(boundary("multipart/form-data; boundary=\"X1\""), Some("X1"));
        assert_eq!(boundary("multipart/form-data"), None);
        assert_eq!(boundary("text/plain; boundary=X1"), None);
    }

    proptest! {
        #[test]
        fn no_body_makes_it_panic_and_none_is_half_read(at in 0..BODY.len(), bytes in prop::collection::vec(any::<u8>(), 0..20)) {
            let _ = parted(&bytes, "X1");
            prop_assert!(parted(&BODY.as_bytes()[..at.min(BODY.len() - 5)], "X1").is_err());
        }

        #[test]
        fn any_file_comes_back_as_it_was(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let head = b"--B\r\nContent-Disposition: form-data; name=\"list\"; filename=\"f\"\r\n\r\n".as_slice();
            let body = [head, &bytes, b"\r\n--B--\r\n"].concat();
            if place(&bytes, b"\r\n--B").is_none() {
                let read = parted(&body, "B").unwrap().1.bytes;
                prop_assert_eq!(read.as_slice(), bytes.as_slice());
            }
        }
    }
}
