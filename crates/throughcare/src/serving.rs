//! Serving: listen, say so, answer until told to stop, then finish what is in flight.
//!
//! At SIGTERM or SIGINT nothing new is accepted, requests at work are finished (at most [`PATIENCE`]), then the job at work,
//! then a last checkpoint is written and the database is closed.

use crate::printing::say;
use crate::{background, logging, opening::Opened, settings::Settings};
use anyhow::{Context, Result, bail};
use std::{
    future::{Future, IntoFuture},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// Requests in flight are given this long at the end.
const PATIENCE: Duration = Duration::from_secs(20);

/// Takes the address that the settings name. A demonstration takes loopback only.
pub async fn listen(settings: &Settings, demonstration: bool) -> Result<TcpListener> {
    let address = &settings.listen.value;
    let found: Vec<SocketAddr> = resolve(address).await?;
    if demonstration && !found.iter().all(|one| one.ip().is_loopback()) {
        bail!(
            "this is a demonstration, whose passwords are printed: it listens on this machine only (127.0.0.1), not on {address}"
        );
    }
    TcpListener::bind(found.as_slice()).await.with_context(|| {
        format!("{address} cannot be listened on: is another program there? Choose one with --listen 127.0.0.1:PORT")
    })
}

/// The network addresses behind `address`.
pub async fn resolve(address: &str) -> Result<Vec<SocketAddr>> {
    let found: Vec<SocketAddr> = tokio::net::lookup_host(address)
        .await
        .with_context(|| format!("{address:?} is no address to listen on, such as 127.0.0.1:8080"))?
        .collect();
    if found.is_empty() {
        bail!("{address:?} leads to no address");
    }
    Ok(found)
}

/// Serves until a signal. Prints the ready line, then `greeting`.
pub async fn serve(opened: Opened, settings: &Settings, listener: TcpListener, greeting: &str) -> Result<()> {
    let Opened { app, db, installation, checkpoints, journal, lock } = opened;
    let address = listener.local_addr()?;
    let signals = Signals::begin()?;
    let config = web_config(settings, address)?;
    let desk = format!("{}{}", config.base_url, web::paths::MY_WORK);
    let server = settings.mail.server()?;
    let shared = Arc::new(web::Web::new(app.clone(), config));
    let service = web::router_over(shared.clone()).into_make_service_with_connect_info::<SocketAddr>();

    let (stop, stopped) = watch::channel(false);
    let jobs = tokio::spawn(background::run_jobs(app.clone(), stopped.clone()));
    let checkpointing =
        tokio::spawn(background::keep_checkpoints(app.clone(), checkpoints, journal, stopped.clone()));

    let figures = tokio::spawn(background::keep_figures(shared, stopped.clone()));
    let sweeping = tokio::spawn(background::keep_swept(app.clone(), stopped.clone()));
    let looking = tokio::spawn(background::keep_looking(app.clone(), stopped.clone()));

    let digests = server
        .map(|server| tokio::spawn(background::send_digests(app.clone(), server, desk, stopped.clone())));

    say!("Throughcare is ready on http://{address}");
    if !greeting.is_empty() {
        say!("{greeting}");
    }
    tracing::info!(%address, demonstration = installation.demonstration, "ready");

    let mut heard = stopped.clone();
    let serving = axum::serve(listener, service)
        .with_graceful_shutdown(async move {
            let _ = heard.changed().await; // The sender outlives this, so it always hears.
        })
        .into_future();
    let outcome = until_stopped(serving, signals, &stop).await;

    // Whatever hangs is left behind: the last word belongs to the database.
    for task in [jobs, figures, sweeping, looking].into_iter().chain(digests).chain([checkpointing]) {
        let _ = tokio::time::timeout(PATIENCE, task).await;
    }
    db.close().await;
    drop(lock);
    logging::farewell(outcome.is_ok());
    outcome
}

/// Serves until a signal, then waits for requests in flight, or until a second signal.
async fn until_stopped(
    serving: impl Future<Output = std::io::Result<()>>,
    mut signals: Signals,
    stop: &watch::Sender<bool>,
) -> Result<()> {
    let mut serving = std::pin::pin!(serving);
    tokio::select! {
        ended = &mut serving => {
            stop.send_replace(true);
            return ended.context("the server ended by itself");
        }
        () = signals.next() => {}
    }
    tracing::info!("stopping: requests in flight are finished, nothing new is accepted");
    stop.send_replace(true);
    tokio::select! {
        ended = &mut serving => ended.context("the server failed while stopping"),
        () = tokio::time::sleep(PATIENCE) => {
            tracing::warn!(seconds = PATIENCE.as_secs(), "requests were still at work and are cut off");
            Ok(())
        }
        () = signals.next() => {
            tracing::warn!("told to stop a second time: requests at work are cut off");
            Ok(())
        }
    }
}

fn web_config(settings: &Settings, address: SocketAddr) -> Result<web::Config> {
    let base_url = settings.base_url.value.clone().unwrap_or_else(|| format!("http://{address}"));
    let forwarded_header = match &settings.forwarded_header.value {
        Some(name) => Some(name.parse().with_context(|| format!("{name:?} is no name of a header"))?),
        None => None,
    };
    Ok(web::Config {
        secure: base_url.starts_with("https://"),
        base_url: base_url.trim_end_matches('/').to_owned(),
        forwarded_header,
        metrics_token: settings.metrics_token.value.clone(),
        ..web::Config::default()
    })
}

/// SIGTERM and SIGINT.
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    fn begin() -> Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate()).context("signals cannot be heard")?,
            interrupt: signal(SignalKind::interrupt()).context("signals cannot be heard")?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
