//! `throughcare identity`: what people's decisions about pairs of records teach the matcher, before and after. Sums only: nobody is
//! named, whoever they are.

use crate::printing::say;
use crate::{
    acting::{act_as, opened},
    command_line::{Identity, IdentityLearn},
    says::refused,
    settings::Settings,
};
use anyhow::Result;
use app::{
    App,
    identity::{self, Changed, Lesson},
};

/// Learns, and has kept what was learnt where that is asked for.
pub async fn run(settings: &Settings, identity: Identity) -> Result<()> {
    let Identity::Learn(asked) = identity;
    opened(settings, async |opened| learn(&opened.app, &asked).await).await
}

async fn learn(app: &App, asked: &IdentityLearn) -> Result<()> {
    let acting = act_as(app, &asked.who).await?;
    if asked.preset {
        let changed = identity::preset_again(app, &acting).await.map_err(refused)?;
        say!("The matcher works with the figures that it came with again{}.", from_when(changed));
        return Ok(());
    }
    if asked.apply {
        let (lesson, changed) = identity::apply(app, &acting).await.map_err(refused)?;
        print(&lesson);
        say!("The matcher works with what it was taught{}.", from_when(changed));
        return Ok(());
    }
    print(&identity::learn(app, &acting).await.map_err(refused)?);
    say!(
        "Nothing was changed. To have it kept, say --apply; to go back to what the matcher came with, --preset."
    );
    Ok(())
}

fn from_when(changed: Changed) -> String {
    format!(", from the next start of the server at the latest (change number {})", changed.position)
}

/// A share in hundredths of a percent, or a dash where there is nothing to share.
fn share(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.2} %", share * 100.0))
}

fn print(lesson: &Lesson) {
    let Lesson { same, different, figures, thresholds } = lesson;
    say!("{same} pairs were decided to be one person, {different} to be different people.");
    say!("");
    say!("How often two records of one person are so:");
    say!("{:<15} {:<40} {:>6} {:>9} {:>9}", "compared", "found", "pairs", "before", "after");
    for one in figures.iter().filter(|one| one.before.to_bits() != one.after.to_bits()) {
        let figure = |figure: f64| format!("{figure:.4}");
        let (before, after) = (figure(one.before), figure(one.after));
        say!("{:<15} {:<40} {:>6} {before:>9} {after:>9}", one.comparison, one.level, one.seen);
    }
    say!("");
    say!(
        "Of the pairs that were decided about, by how likely they have to be (after: each weighed by what the others teach):"
    );
    say!(
        "{:<10} {:>17} {:>17} {:>17} {:>17}",
        "at least",
        "right, before",
        "right, after",
        "found, before",
        "found, after"
    );
    for one in thresholds {
        say!(
            "{:<10} {:>17} {:>17} {:>17} {:>17}",
            format!("{:.1} %", one.from * 100.0),
            share(one.before.precision()),
            share(one.after.precision()),
            share(one.before.recall()),
            share(one.after.recall()),
        );
    }
}
