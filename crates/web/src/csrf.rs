//! Tokens that a form must send back, so that another site cannot send it in somebody's name.
//!
//! Beside the browser's own word (`Sec-Fetch-Site`, `Origin`), which a layer checks for every change, each form carries
//! a token: of the session when signed in, of a cookie before. In the page it is masked anew each time, so that
//! compression of the page tells nothing about it.

use crate::form::base64url;
use app::chance::Chance;
use subtle::ConstantTimeEq;

/// The bytes of a token.
pub(crate) type Token = [u8; 32];

/// The token as a form carries it: a fresh mask, then the token under that mask.
pub(crate) fn masked(token: &Token, chance: &dyn Chance) -> String {
    let mut mask = [0; 32];
    chance.fill(&mut mask);
    let covered: Vec<u8> = token.iter().zip(mask).map(|(byte, mask)| byte ^ mask).collect();
    base64url::encode(&[mask.as_slice(), &covered].concat())
}

/// Whether what a form sent back is the token. Takes the same time wherever they differ.
pub(crate) fn fits(token: &Token, sent: &str) -> bool {
    let Some(bytes) = base64url::decode(sent) else { return false };
    let Some((mask, covered)) = bytes.split_first_chunk::<32>() else { return false };
    let read: Vec<u8> = covered.iter().zip(mask).map(|(byte, mask)| byte ^ mask).collect();
    read.ct_eq(token).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU8, Ordering};

    struct Counting(AtomicU8);

    impl Chance for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for byte in bytes {
                *byte = self.0.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    #[test]
    fn a_token_fits_under_every_mask_and_no_other_token_does() {
        let (token, chance) = ([7; 32], Counting(AtomicU8::new(0)));
        let (first, second) = (masked(&token, &chance), masked(&token, &chance));
        assert_ne!(first, second);
        assert!(fits(&token, &first) && fits(&token, &second));
        assert!(!fits(&[8; 32], &first));
        let last = first.len() - 1;
        for bad in ["", "x", &first[..last], &first[4..], "é"] {
            assert!(!fits(&token, bad), "{bad}");
        }
    }
}
