//! `throughcare agency`: the agencies of the partnership.

use crate::printing::say;
use crate::{
    acting::{act_as, opened},
    command_line::Agency,
    says::refused,
    settings::Settings,
};
use anyhow::{Context, Result};
use app::installation;
use domain::text::Line;

/// Adds or lists agencies.
pub async fn run(settings: &Settings, agency: Agency) -> Result<()> {
    opened(settings, async |opened| match agency {
        Agency::Add { name, kind, who } => {
            let name = Line::new(&name).context("the agency's name cannot be taken")?;
            let acting = act_as(&opened.app, &who).await?;
            installation::add_agency(&opened.app, &acting, &name, kind).await.map_err(refused)?;
            say!("Added {name} ({kind}).");
            Ok(())
        }
        Agency::List => {
            for line in installation::agencies(&opened.app).await.map_err(refused)? {
                say!("{:<44} {}", line.name, line.kind.code());
            }
            Ok(())
        }
    })
    .await
}
