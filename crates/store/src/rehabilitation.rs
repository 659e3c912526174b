//! When a conviction is spent, and the fixed words of summaries: dated rows that are read whole, since there are few.

use crate::{
    link::Link,
    sql::{Sql, args, statements},
};
use app::ports::{StoreError, Stored};
use domain::{
    disclosure_summary::{ListedWord, RecipientKind, Template},
    rehabilitation::{Figure, Law, Rule},
};
use jiff::civil::Date;

statements! {
    RULES = Sql::same(
        "select sentence, age, over_months, up_to_months, schedule_18, counts_from, months, from_day, to_day, source, \
         from_memory from rehabilitation_rule order by sentence, age, from_day, over_months"
    );
    FIGURES = Sql::same("select code, amount, from_day, source, from_memory from rehabilitation_figure");
    TEMPLATE = Sql::same(
        "select kind, from_day, title, opening, record_heading, no_convictions, explanation_heading, risk_heading, \
         risk_prompt, support_heading, support_prompt, progress_heading, contact_heading, closing from summary_template \
         where kind = $1 and from_day <= $2 order by from_day desc limit 1"
    );
    WORDS = Sql::same("select words, topic from summary_word order by words");
}

/// For which offences a row is: both, only those of Schedule 18, or only the others.
fn schedule_18(code: &str) -> Stored<Option<bool>> {
    match code {
        "any" => Ok(None),
        "only" => Ok(Some(true)),
        "not" => Ok(Some(false)),
        other => Err(StoreError::Corrupt(format!("rehabilitation_rule: schedule_18 {other:?}"))),
    }
}

pub(crate) async fn law(link: &mut Link) -> Stored<Law> {
    let rows = link.all(RULES, args![]).await?;
    let rules = rows.iter().map(|row| {
        let mut f = row.fields();
        Ok(Rule {
            kind: f.next()?,
            age: f.next()?,
            over_months: f.next()?,
            up_to_months: f.maybe()?,
            schedule_18: schedule_18(&f.next::<String>()?)?,
            counts: f.next()?,
            months: f.next()?,
            from: f.next()?,
            to: f.maybe()?,
            source: f.next()?,
            from_memory: f.next()?,
        })
    });
    let rules = rules.collect::<Stored<_>>()?;
    let rows = link.all(FIGURES, args![]).await?;
    let figures = rows.iter().map(|row| {
        let mut f = row.fields();
        Ok(Figure {
            code: f.next()?,
            amount: f.next()?,
            from: f.next()?,
            source: f.next()?,
            from_memory: f.next()?,
        })
    });
    Ok(Law { rules, figures: figures.collect::<Stored<_>>()? })
}

pub(crate) async fn template(link: &mut Link, kind: RecipientKind, day: Date) -> Stored<Option<Template>> {
    let Some(row) = link.one(TEMPLATE, args![kind, day]).await? else { return Ok(None) };
    let mut f = row.fields();
    Ok(Some(Template {
        kind: f.next()?,
        from: f.next()?,
        title: f.next()?,
        opening: f.next()?,
        record_heading: f.next()?,
        no_convictions: f.next()?,
        explanation_heading: f.next()?,
        risk_heading: f.next()?,
        risk_prompt: f.next()?,
        support_heading: f.next()?,
        support_prompt: f.next()?,
        progress_heading: f.next()?,
        contact_heading: f.next()?,
        closing: f.next()?,
    }))
}

pub(crate) async fn words(link: &mut Link) -> Stored<Vec<ListedWord>> {
    let rows = link.all(WORDS, args![]).await?;
    let words = rows.iter().map(|row| {
        let mut f = row.fields();
        Ok(ListedWord { words: f.next()?, topic: f.next()? })
    });
    words.collect()
}
