//! `throughcare service`: services to which people can be referred. Adding one is data, never a release.

use crate::{
    acting::{act_as, opened},
    command_line::Service,
    printing::say,
    says::refused,
    settings::Settings,
};
use anyhow::{Context, Result};
use app::installation::{self, AddService};
use domain::text::Line;

/// Adds or lists services.
pub async fn run(settings: &Settings, service: Service) -> Result<()> {
    opened(settings, async |opened| match service {
        Service::Add { agency, name, pathway, answer_in_working_days, who } => {
            let name = Line::new(&name).context("the service's name cannot be taken")?;
            let agency = installation::agency_named(&opened.app, &agency).await.map_err(refused)?;
            let acting = act_as(&opened.app, &who).await?;
            let command = AddService { name, pathway, answer_in_working_days };
            let said = format!("Added {} of {} ({pathway}).", command.name, agency.name);
            installation::add_service(&opened.app, &acting, &agency, command).await.map_err(refused)?;
            say!("{said}");
            Ok(())
        }
        Service::List => {
            for one in installation::services(&opened.app).await.map_err(refused)? {
                let (name, days) = (&one.name, one.answer_in_working_days);
                say!("{name:<44} {:<36} {:<14} {days} working days", one.agency_name, one.pathway.code());
            }
            Ok(())
        }
    })
    .await
}
