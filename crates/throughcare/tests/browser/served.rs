//! The town of the journeys, listening: the real router and database in the test's own process, so that the test
//! moves their clocks.

use std::net::SocketAddr;

use anyhow::{Context, Result};

use crate::{
    town::{Part, Town},
    visitor::Visitor,
};

/// A town that browsers can reach.
pub struct Served {
    pub town: Town,
    /// Where it is reached.
    pub url: String,
}

impl Served {
    /// A town with its staff, listening on a free port of loopback until the test ends.
    pub async fn new() -> Result<Self> {
        let town = Town::new().await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.context("no port")?;
        let url = format!("http://{}", listener.local_addr()?);
        let service = town.router().into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        Ok(Self { town, url })
    }

    /// Signs `part` in: password, then code.
    pub async fn sign_in(&self, visitor: &Visitor, part: Part) -> Result<()> {
        visitor.visit("/").await?;
        visitor.fill("Email address", part.email()).await?;
        visitor.fill("Password", crate::town::PASSWORD).await?;
        visitor.press("Continue").await?;
        visitor.fill("Code", &self.town.code(part)).await?;
        visitor.press("Sign in").await
    }

    /// Does what is left to do after a change, as the binary does beside the requests.
    pub async fn settle(&self) -> Result<()> {
        while app::jobs::run_one(&self.town.app).await.map_err(|error| anyhow::anyhow!("a job: {error}"))? {}
        Ok(())
    }
}
