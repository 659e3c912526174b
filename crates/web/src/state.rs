//! What every request shares: the use-cases, the settings of the web, the figures.

use crate::metrics::Figures;
use app::App;
use http::HeaderName;
use std::{sync::Arc, time::Duration};
use tokio::sync::Semaphore;

/// Files that are loaded at one time.
const LOADING: usize = 2;

/// Settings of pages and API.
#[derive(Debug, Clone)]
pub struct Config {
    /// Whether people reach us by https: then cookies are marked secure, and browsers are told to stay with https.
    pub secure: bool,
    /// How people reach us, for example `https://throughcare.example`: for links that are handed over. No slash at the end.
    pub base_url: String,
    /// The header in which a trusted proxy in front of us gives the address of whoever asks.
    pub forwarded_header: Option<HeaderName>,
    /// The largest body, in bytes.
    pub body_limit: usize,
    /// The largest file that may be sent, in bytes.
    pub upload_limit: usize,
    /// Requests at work at one time; more are answered 503.
    pub at_work: usize,
    /// The longest that a request may take.
    pub deadline: Duration,
    /// What Prometheus sends as a bearer token; without one, `/metrics` is for this machine alone.
    pub metrics_token: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            secure: false,
            base_url: "http://127.0.0.1:8080".to_owned(),
            forwarded_header: None,
            body_limit: 256 * 1024,
            upload_limit: 32 * 1024 * 1024,
            at_work: 256,
            deadline: Duration::from_secs(30),
            metrics_token: None,
        }
    }
}

/// Everything that handlers share.
pub struct Web {
    /// The use-cases.
    pub app: Arc<App>,
    /// Settings.
    pub config: Config,
    /// Figures for `/metrics`.
    pub figures: Figures,
    /// One permit for each request at work.
    pub(crate) at_work: Semaphore,
    /// One permit for each file that is being loaded.
    pub(crate) loading: Arc<Semaphore>,
}

/// The state of the router.
pub type Shared = Arc<Web>;

impl Web {
    /// The shared state over these parts.
    pub fn new(app: Arc<App>, config: Config) -> Self {
        let at_work = Semaphore::new(config.at_work);
        let loading = Arc::new(Semaphore::new(LOADING));
        Self { app, config, figures: Figures::new(), at_work, loading }
    }
}
