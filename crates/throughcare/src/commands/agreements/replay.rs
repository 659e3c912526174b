//! `throughcare agreements replay`: what a version of an agreement would have made of the reads of the last days.

use crate::printing::{say, tell};
use crate::{acting::act_as, command_line::Replay as Asked, commands::Outcome, says::refused};
use anyhow::Result;
use app::{
    App,
    agreements::{self, Changed, Replay, ReplayQuery},
};
use domain::{
    agreement::words::{Names, joined},
    section::Level,
};

/// Goes through all reads, and prints the sums.
pub async fn run(app: &App, asked: &Asked) -> Result<Outcome> {
    let acting = act_as(app, &asked.who).await?;
    let query = ReplayQuery { agreement: asked.draft, number: asked.version, days: asked.days, most: None };
    let replay = agreements::replay(app, &acting.signed().viewer, query).await.map_err(refused)?;
    print(&replay);
    Ok(Outcome::Well)
}

fn print(replay: &Replay) {
    let version = &replay.version;
    say!(
        "{}, version {} ({}): reads of the last {} days, compared as of {}",
        version.terms.title,
        version.number,
        replay.state.code(),
        replay.days,
        replay.as_of
    );
    let names = Names(&replay.agencies);
    for one in &replay.changes {
        say!("{}", line(one, names));
    }
    if replay.changes.is_empty() {
        say!("Nothing would be answered otherwise.");
    }
    if replay.unlisted > 0 {
        say!("{} more changed answers are not listed.", replay.unlisted);
    }
    tell!("{} reads, {} answers compared", replay.reads, replay.answers);
    if replay.unlike.all() > 0 {
        tell!(
            "{} answers could not be compared: what is kept no longer gives the answer of then ({} shown then, {} withheld \
             then). The ledger keeps answers, not all that they followed from: agreements and roles as they were.",
            replay.unlike.all(),
            replay.unlike.shown,
            replay.unlike.withheld
        );
    }
}

fn line(one: &Changed, names: Names<'_>) -> String {
    let level = |level: Option<Level>| level.map_or("nothing", Level::words);
    let roles = joined(one.roles.iter().map(|role| role.words().to_lowercase()), "and");
    let reader = one.reader.as_ref().map_or_else(String::new, |name| format!("  {name}"));
    format!(
        "{:<13}  {}  {}: {} instead of {}, for {}  {}, {roles}{reader}  reads {}, people {}",
        one.change.code(),
        one.section.code(),
        one.section.words(),
        level(one.after),
        level(one.before),
        one.purpose.words(),
        names.of(one.agency),
        one.reads,
        one.people
    )
}
