//! Nothing personal reaches the log.

use crate::town::{Part, Town};
use std::{
    io::Write,
    sync::{Arc, Mutex},
};
use tracing_subscriber::fmt::MakeWriter;

/// A log that is read afterwards.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("a log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Kept {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_log_names_routes_and_numbers_and_nobody() {
    let kept = Kept::default();
    // As the program itself filters when somebody asks for everything.
    let filter = tracing_subscriber::EnvFilter::new("trace,tower_http=info");
    let subscriber =
        tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(kept.clone()).finish();
    let _listening = tracing::subscriber::set_default(subscriber);
    let town = Town::new().await;
    let person = town.person_of(Part::Practitioner, "Zebedee", "Quillfeather").await;
    let mut seat = town.signed_in(Part::Practitioner).await;
    let number = seat.get(&format!("/api/v1/people/{person}")).await.header("x-request-id").to_owned();
    seat.get("/api/v1/people?q=quillfeather").await;
    seat.get("/no-such-page/quillfeather").await;
    seat.fill("/my-account/password", &[("present", "quillfeather")]).await;
    let log = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("/api/v1/people/{id}") && log.contains(&number), "{log}");
    let lower = log.to_lowercase();
    for word in
        ["zebedee", "quillfeather", "priya", "probation.example", "lantern", &person.to_string(), "192.0.2"]
    {
        let told: Vec<&str> = lower.lines().filter(|line| line.contains(word)).collect();
        assert!(told.is_empty(), "{word} is in the log: {told:#?}");
    }
}
