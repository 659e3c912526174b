//! The style sheets, scripts and pictures that pages need, carried in the binary.
//!
//! What holds: [`url`] puts the file's hash into the address, so a browser may keep it for a year and still has the new
//! one after an upgrade. An address without the hash is answered with a tag that the browser checks each time. Nothing
//! outside the folder is served; there is no listing.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use http::{HeaderMap, StatusCode, header};
use rust_embed::Embed;

/// Where a router serves [`serve`].
pub const ROUTE: &str = "/assets/{*path}";

const FOR_A_YEAR: &str = "public, max-age=31536000, immutable";
const CHECK_EACH_TIME: &str = "no-cache";

#[derive(Embed)]
#[folder = "assets/"]
struct Files;

struct Asset {
    bytes: Cow<'static, [u8]>,
    content_type: &'static str,
    hash: String,
}

static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(|| {
    Files::iter()
        .filter(|path| !path.starts_with("build/"))
        .filter_map(|path| Some((path.to_string(), read(&path)?)))
        .collect()
});

fn read(path: &str) -> Option<Asset> {
    let content_type = content_type(path)?;
    let file = Files::get(path)?;
    let mut hash = String::with_capacity(64);
    for byte in file.metadata.sha256_hash() {
        write!(hash, "{byte:02x}").ok()?;
    }
    Some(Asset { bytes: file.data, content_type, hash })
}

/// Kinds of files that are served; others are not.
fn content_type(path: &str) -> Option<&'static str> {
    let (_, extension) = path.rsplit_once('.')?;
    Some(match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

/// The address of an asset with its hash; without one if there is no such file, which the tests of pages find.
pub fn url(path: &str) -> String {
    match ASSETS.get(path) {
        Some(asset) => format!("/assets/{path}?v={}", asset.hash.get(..8).unwrap_or_default()),
        None => format!("/assets/{path}"),
    }
}

/// The paths of all assets, in order.
pub fn paths() -> impl Iterator<Item = &'static str> {
    ASSETS.keys().map(String::as_str)
}

/// Answers `GET /assets/{*path}`.
#[allow(clippy::unused_async, reason = "axum calls handlers as futures")]
pub async fn serve(Path(path): Path<String>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.get(&path) else {
        return answer(Response::builder().status(StatusCode::NOT_FOUND), Body::empty());
    };
    let tag = format!("\"{}\"", asset.hash.get(..32).unwrap_or_default());
    let asked = query.as_deref().and_then(|query| query.strip_prefix("v="));
    let keep = match asked {
        Some(version) if version.len() == 8 && asset.hash.starts_with(version) => FOR_A_YEAR,
        _ => CHECK_EACH_TIME,
    };
    let start = Response::builder().header(header::ETAG, &tag).header(header::CACHE_CONTROL, keep);
    if is_known(&headers, &tag) {
        return answer(start.status(StatusCode::NOT_MODIFIED), Body::empty());
    }
    answer(
        start
            .header(header::CONTENT_TYPE, asset.content_type)
            .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        Body::from(asset.bytes.clone()),
    )
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|known| known.trim().trim_start_matches("W/"))
        .any(|known| known == "*" || known == tag)
}

fn answer(start: http::response::Builder, body: Body) -> Response {
    start.body(body).unwrap_or_else(|_| {
        let mut failed = Response::new(Body::empty());
        *failed.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        failed
    })
}

#[cfg(test)]
mod tests {
    use axum::extract::{Path, RawQuery};
    use http::{HeaderMap, HeaderValue, StatusCode, header};

    use super::{CHECK_EACH_TIME, FOR_A_YEAR, paths, serve, url};

    async fn get(address: &str, known: Option<&str>) -> axum::response::Response {
        let path = address.trim_start_matches("/assets/");
        let (path, query) = match path.split_once('?') {
            Some((path, query)) => (path, Some(query.to_owned())),
            None => (path, None),
        };
        let mut headers = HeaderMap::new();
        if let Some(tag) = known {
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_str(tag).unwrap());
        }
        serve(Path(path.to_owned()), RawQuery(query), headers).await
    }

    #[tokio::test]
    async fn an_address_with_the_hash_may_be_kept_for_a_year() {
        let address = url("throughcare.css");
        assert!(address.contains("?v="), "{address}");
        let answer = get(&address, None).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()[header::CACHE_CONTROL], FOR_A_YEAR);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
    }

    #[tokio::test]
    async fn an_old_hash_or_none_is_checked_each_time() {
        for address in ["/assets/throughcare.css", "/assets/throughcare.css?v=00000000"] {
            let answer = get(address, None).await;
            assert_eq!(answer.headers()[header::CACHE_CONTROL], CHECK_EACH_TIME);
        }
    }

    #[tokio::test]
    async fn what_the_browser_has_is_not_sent_again() {
        let first = get("/assets/throughcare.js", None).await;
        let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        let again = get("/assets/throughcare.js", Some(&format!("\"other\", W/{tag}"))).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        let changed = get("/assets/throughcare.js", Some("\"other\"")).await;
        assert_eq!(changed.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn nothing_else_is_served() {
        for path in ["../Cargo.toml", "build/package.json", "vendor/govuk-frontend/README.md", ""] {
            let answer = get(path, None).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[test]
    fn what_style_sheets_name_is_there() {
        let sheets = paths().filter(|path| super::content_type(path) == Some("text/css; charset=utf-8"));
        for sheet in sheets.collect::<Vec<_>>() {
            let text = String::from_utf8(super::ASSETS[sheet].bytes.to_vec()).unwrap();
            let folder = sheet.rsplit_once('/').map_or("", |(folder, _)| folder);
            for part in text.split("url(").skip(1) {
                let name = part.split(')').next().unwrap().trim_matches(['"', '\'']);
                if name.starts_with("data:") {
                    continue;
                }
                let path = format!("{folder}/{name}");
                assert!(paths().any(|known| known == path), "{sheet} names {name}");
            }
        }
    }

    #[test]
    fn no_font_crown_or_crest_of_the_government_is_carried() {
        for path in paths() {
            let text = String::from_utf8_lossy(&super::ASSETS[path].bytes).to_lowercase();
            for word in ["gds transport", "govuk-crest", "crown", "@font-face"] {
                assert!(!text.contains(word), "{path} contains {word}");
            }
        }
    }

    /// Files below `folder` with one of these endings.
    fn texts(folder: &std::path::Path, endings: &[&str], found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                texts(&path, endings, found);
            } else if path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)) {
                found.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn every_class_of_ours_that_a_page_uses_has_a_style() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let (mut uses, mut styles) = (Vec::new(), Vec::new());
        texts(&root.join("src"), &["rs"], &mut uses);
        texts(&root.join("templates"), &["html"], &mut uses);
        texts(&root.join("assets"), &["css"], &mut styles);
        let style = styles.concat();
        for text in &uses {
            for (at, _) in text.match_indices("tc-") {
                let opens = text[..at].ends_with(['"', ' ', '\'']);
                let rest = &text[at..];
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
                let class = &rest[..end.unwrap_or(rest.len())];
                // What ends in a hyphen is finished by a value when the page is shown.
                if !opens || class.ends_with('-') {
                    continue;
                }
                assert!(style.contains(&format!(".{class}")), "no style for {class}");
            }
        }
    }
}
