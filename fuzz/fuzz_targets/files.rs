//! Any bytes are a table or an error, as records and as labels of records.

#![no_main]

use libfuzzer_sys::fuzz_target;
use linkage::{Layout, Records, Source};

fuzz_target!(|bytes: &[u8]| {
    let source = || Source::csv("any.csv", bytes);
    if let Ok(records) = Records::read(vec![source(), source()], &Layout::default(), &|_| ()) {
        // Two files, in which each row takes at least the end of its line.
        assert!(records.table.len() <= 2 * bytes.len());
        let _ = records.labelled(source());
    }
});
