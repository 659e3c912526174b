//! `throughcare agreements explain`: why somebody can or cannot see a section of a person's record.

use crate::printing::say;
use crate::{
    acting::{act_as, email},
    command_line::Explain,
    commands::Outcome,
    says::refused,
};
use anyhow::Result;
use app::{
    App,
    agreements::{self, AskWhy, Granted, Why},
};
use domain::{
    agreement::words::{capital, joined},
    role::Role,
};
use gate::Access;

/// Asks, and prints the answer.
pub async fn run(app: &App, asked: &Explain) -> Result<Outcome> {
    let acting = act_as(app, &asked.who).await?;
    let ask = AskWhy {
        viewer: Some(email(&asked.viewer)?),
        person: asked.person.clone(),
        section: asked.section,
        purpose: asked.purpose,
    };
    let why = agreements::explain(app, &acting.signed().viewer, ask).await.map_err(refused)?;
    print(&why, &asked.person);
    Ok(Outcome::Well)
}

fn print(why: &Why, person: &str) {
    let roles = joined(why.roles.iter().map(|role: &Role| role.words().to_lowercase()), "and");
    say!("{}, {roles}, {}", why.name, why.agency);
    say!("{} of {person}, for {}, on {}", why.section.words(), why.purpose.words(), why.today);
    if why.relations.is_empty() {
        say!("Nothing relates them to this person.");
    } else {
        let said = joined(why.relations.iter().map(|one| one.words().to_owned()), "and");
        say!("The person is one {said}.");
    }
    match why.access {
        Access::Ordinary => {}
        Access::LimitedNamed => say!("Access to this record is limited, and they are on its list of names."),
        Access::LimitedOthers | Access::Unknown => {
            say!("Access to this record is limited, or they are barred from it.");
        }
    }
    if !why.known {
        say!("They are not told that this record exists: it is answered as if it were absent.");
    }
    for line in &why.lines {
        let holders = joined(line.holders.iter().cloned(), "and");
        match &line.answer {
            Ok(granted) => shown(&holders, granted),
            Err(reason) => {
                say!("Records of {holders}: refused. {}.", capital(reason.words()));
                say!("    Ask: {}", joined(line.holders.iter().cloned(), "or"));
            }
        }
    }
}

fn shown(holders: &str, granted: &Granted) {
    say!("Records of {holders}: shown, {}, under {}.", granted.level.words(), granted.cited());
    say!("    {} may see it, {}, of {}.", granted.to, granted.whose, granted.conditions);
    say!("    Basis: {}", granted.rests_on());
    if let Some(until) = granted.until {
        say!("    Until: {until}");
    }
    if granted.on_consent {
        say!("    It ends with the person's consent.");
    }
}
