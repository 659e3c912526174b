//! Somebody who uses the demonstration: signs in by the pages, holds a token, and knows whom they work with.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::http::{Answer, Connection, request};
use super::town::{Account, Town};

/// A person as the lists of the API show them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub id: String,
    pub family: String,
}

/// A member of staff with a token.
pub struct Visitor {
    connection: Connection,
    pub account: Account,
    /// `Bearer …`
    pub bearer: String,
}

impl Visitor {
    /// The demonstration account of `role` with a token for the API.
    pub fn of(town: &Town, role: &str) -> Result<Self> {
        let account = town.account(role)?;
        let bearer = format!("Bearer {}", town.token(&account.email)?);
        Ok(Self { connection: Connection::open(town.target()?.port)?, account, bearer })
    }

    /// What the API answers to a GET.
    pub fn get(&mut self, path: &str) -> Result<Value> {
        let asked = request("GET", path, &[("authorization", &self.bearer)], "");
        let answer = self.connection.ask(&asked)?;
        if answer.status != 200 {
            bail!("GET {path} answered {}: {}", answer.status, answer.text());
        }
        serde_json::from_slice(&answer.body).with_context(|| format!("GET {path} answered no JSON"))
    }

    /// Makes one record by the API and gives its id.
    pub fn create(&mut self, path: &str, body: &str, key: &str) -> Result<String> {
        let headers = [
            ("authorization", self.bearer.as_str()),
            ("content-type", "application/json"),
            ("idempotency-key", key),
        ];
        let answer = self.connection.ask(&request("POST", path, &headers, body))?;
        if answer.status != 201 {
            bail!("POST {path} answered {}: {}", answer.status, answer.text());
        }
        let made: Value =
            serde_json::from_slice(&answer.body).with_context(|| format!("POST {path} answered no JSON"))?;
        Ok(made.get("id").and_then(Value::as_str).context("a new record without an id")?.to_owned())
    }

    /// Whether the viewer may know of this person.
    pub fn knows(&mut self, person: &str) -> Result<bool> {
        let path = format!("/api/v1/people/{person}");
        let asked = request("GET", &path, &[("authorization", &self.bearer)], "");
        match self.connection.ask(&asked)?.status {
            200 => Ok(true),
            404 => Ok(false),
            status => bail!("GET {path} answered {status}"),
        }
    }

    /// Up to `most` people of the viewer's caseload.
    pub fn caseload(&mut self, most: usize) -> Result<Vec<Known>> {
        let mut people = Vec::new();
        let mut path = "/api/v1/caseload?limit=20".to_owned();
        while people.len() < most {
            let page = self.get(&path)?;
            people.extend(items(&page)?.iter().filter_map(known));
            let Some(next) = page.get("next_cursor").and_then(Value::as_str) else { break };
            path = format!("/api/v1/caseload?limit=20&cursor={next}");
        }
        people.truncate(most);
        Ok(people)
    }

    /// Signs in by the pages, with password and code, and gives the `Cookie` header of the session.
    pub fn sign_in(&mut self, town: &Town) -> Result<String> {
        Ok(cookie_header(&self.sign_in_cookies(town)?))
    }

    /// The same; gives the session's cookies.
    pub fn sign_in_cookies(&mut self, town: &Town) -> Result<Vec<(String, String)>> {
        let mut cookies = Vec::new();
        let form = self.page("GET", "/sign-in", &mut cookies, "")?;
        let typed = [("email", self.account.email.clone()), ("password", self.account.password.clone())];
        let sent = self.page("POST", "/sign-in", &mut cookies, &filled(&form.text(), &typed))?;
        let next = sent.header("location").context("the password was not taken")?.to_owned();
        let form = self.page("GET", &next, &mut cookies, "")?;
        let typed = [("code", town.code(&self.account.email)?)];
        let sent = self.page("POST", "/sign-in/code", &mut cookies, &filled(&form.text(), &typed))?;
        if sent.header("location").is_none() {
            bail!("the code was not taken: {}", sent.status);
        }
        Ok(cookies)
    }

    /// What a page answers to a GET, or to a POST of a form.
    pub fn page(
        &mut self,
        method: &str,
        path: &str,
        cookies: &mut Vec<(String, String)>,
        body: &str,
    ) -> Result<Answer> {
        let kind = if method == "POST" { "application/x-www-form-urlencoded" } else { "" };
        self.sent(method, path, cookies, kind, body)
    }

    /// What a page answers to a POST of this kind of body.
    pub fn send(
        &mut self,
        path: &str,
        cookies: &mut Vec<(String, String)>,
        kind: &str,
        body: &str,
    ) -> Result<Answer> {
        self.sent("POST", path, cookies, kind, body)
    }

    fn sent(
        &mut self,
        method: &str,
        path: &str,
        cookies: &mut Vec<(String, String)>,
        kind: &str,
        body: &str,
    ) -> Result<Answer> {
        let jar = cookie_header(cookies);
        let mut headers = vec![("sec-fetch-site", "same-origin")];
        if !jar.is_empty() {
            headers.push(("cookie", &jar));
        }
        if !kind.is_empty() {
            headers.push(("content-type", kind));
        }
        let answer = self.connection.ask(&request(method, path, &headers, body))?;
        if answer.status >= 400 {
            bail!("{method} {path} answered {}", answer.status);
        }
        for (_, set) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let pair = set.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').context("a cookie without a value")?;
            cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        Ok(answer)
    }
}

/// The rows of a page of a list.
pub fn items(page: &Value) -> Result<&Vec<Value>> {
    page.get("items").and_then(Value::as_array).context("a list without items")
}

/// A row of a list about a person: their id and family name, flat in a search, under `identity` in a caseload.
fn known(row: &Value) -> Option<Known> {
    let identity = row.get("identity").unwrap_or(row);
    let text = |path: &str| identity.pointer(path).and_then(Value::as_str).map(str::to_owned);
    Some(Known { id: text("/id")?, family: text("/legal_name/family")? })
}

fn cookie_header(cookies: &[(String, String)]) -> String {
    cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
}

/// The body of the page's form: what it carries hidden, and what is `typed`.
fn filled(page: &str, typed: &[(&str, String)]) -> String {
    let mut pairs = hidden(page);
    pairs.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// Names and values of the hidden inputs of a page.
pub fn hidden(page: &str) -> Vec<(String, String)> {
    let inputs = page.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
    inputs
        .filter(|input| attribute(input, "type").as_deref() == Some("hidden"))
        .filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value").unwrap_or_default())))
        .collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next().map(str::to_owned)
}

/// `text` as it stands in a form's body or an address.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_form_goes_back_with_what_it_carried() {
        let page = r#"<form><input type="hidden" name="csrf" value="a_b"> <input type="text" name="email" value="x">"#;
        let body = filled(page, &[("email", "p.one@x.example".into())]);
        assert_eq!(body, "csrf=a_b&email=p.one%40x.example");
    }

    #[test]
    fn a_person_is_found_in_a_row_flat_or_nested() {
        let flat = json!({ "id": "1", "legal_name": { "family": "Crane" } });
        let nested = json!({ "identity": { "id": "1", "legal_name": { "family": "Crane" } }, "risks": [] });
        let expected = Some(Known { id: "1".into(), family: "Crane".into() });
        assert_eq!(known(&flat), expected);
        assert_eq!(known(&nested), expected);
        assert_eq!(known(&json!({ "id": "1" })), None);
    }
}
