//! Where an address leads: with parameters, back to My work, and to nowhere else than this product.

use super::MY_WORK;

/// An address with parameters, each value encoded; parameters without a value are left out.
pub fn with_query(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// `next` if it is an address of this product, else My work: a link may not send people elsewhere after sign-in.
pub fn local(next: &str) -> &str {
    let inside = next.starts_with('/') && !next.starts_with("//") && !next.starts_with("/\\");
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if inside && plain && next.len() <= 2000 { next } else { MY_WORK }
}

/// The parameter, and the field of a form, by which a page knows that it was opened from My work.
pub(crate) const BACK: &str = "back";
/// What it says.
pub(crate) const BACK_TO_MY_WORK: &str = "my-work";

/// The address of a page that leads back to My work once what is to be done there is done.
pub(crate) fn and_back_to_my_work(path: &str) -> String {
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}{BACK}={BACK_TO_MY_WORK}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_sign_in_nobody_is_sent_to_another_site() {
        for elsewhere in
            ["", "https://evil.example", "//evil.example", "/\\evil.example", "/a\\b", "/a\nb", "people"]
        {
            assert_eq!(local(elsewhere), MY_WORK, "{elsewhere:?}");
        }
        assert_eq!(local("/people?q=crane"), "/people?q=crane");
    }

    #[test]
    fn parameters_are_encoded_and_empty_ones_left_out() {
        assert_eq!(
            with_query("/people", &[("q", "O’Neil & co"), ("after", "")]),
            "/people?q=O%E2%80%99Neil+%26+co"
        );
        assert_eq!(with_query("/people", &[("q", "")]), "/people");
    }
}
