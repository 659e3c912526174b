//! Any text is a model or an error, and a model that was read is the same when it is written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use linkage::{saved, splink};

fuzz_target!(|text: &str| {
    let _ = splink::read(text);
    if let Ok(model) = saved::read_any(text) {
        assert_eq!(saved::read(&saved::write(&model)), Ok(model));
    }
});
