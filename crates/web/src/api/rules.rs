//! Rules that are kept as dated rows, through the API.

use crate::{
    answer::{Answer, WebCx},
    api::{
        json::json,
        wire::{Coded, coded},
    },
    form::Query,
    paths::api as paths,
    router::{Access, Need, Route, Verb},
};
use app::{accounts::Scope, rules};
use domain::{
    disclosure_summary::Template,
    receipt::{KeepsBack, Rule as ReceiptRule},
    rehabilitation::{Figure, Rule},
};
use gate::Action;
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

/// The routes of this module.
pub(super) fn routes() -> Vec<Route> {
    use Verb::Get;
    let people = Need::Scope(Scope::PeopleRead);
    let agreements = Need::Scope(Scope::AgreementsRead);
    let may = Access::May;
    vec![
        Route::api(Get, paths::SUMMARY_RULES, people, may(Action::WriteSummary), read_summary_rules),
        Route::api(Get, paths::RECEIPT_RULES, people, may(Action::SeeWhoLooked), read_receipt_rules),
        Route::api(Get, paths::SIGN_RULES, agreements, may(Action::ReviewLooks), read_sign_rules),
    ]
}

/// How long until a conviction is spent.
#[derive(Serialize, ToSchema)]
struct SpentRuleOut {
    sentence: Coded,
    age: Coded,
    /// For terms longer than so many months; 0 for any.
    over_months: u16,
    /// For terms of so many months at most.
    up_to_months: Option<u16>,
    /// For offences of Schedule 18 only, for others only, or for all.
    schedule_18: Option<bool>,
    counts_from: Coded,
    months: u16,
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    to: Option<String>,
    source: String,
    /// Whether it is a default from memory, to be confirmed by the partnership.
    from_memory: bool,
}

/// A figure of the law.
#[derive(Serialize, ToSchema)]
struct LawFigureOut {
    figure: Coded,
    amount: u16,
    #[schema(format = Date)]
    from: String,
    source: String,
    from_memory: bool,
}

/// The fixed words for one kind of body.
#[derive(Serialize, ToSchema)]
struct SummaryTemplateOut {
    kind: Coded,
    #[schema(format = Date)]
    from: String,
    title: String,
    opening: String,
    record_heading: String,
    no_convictions: String,
    explanation_heading: String,
    risk_heading: String,
    risk_prompt: String,
    support_heading: String,
    support_prompt: String,
    progress_heading: String,
    contact_heading: String,
    closing: String,
}

/// Words that no summary has.
#[derive(Serialize, ToSchema)]
struct ListedWordOut {
    words: String,
    tells_of: Coded,
}

/// What summaries are made by.
#[derive(Serialize, ToSchema)]
pub(super) struct SummaryRulesOut {
    rules: Vec<SpentRuleOut>,
    figures: Vec<LawFigureOut>,
    templates: Vec<SummaryTemplateOut>,
    words: Vec<ListedWordOut>,
}

fn spent(rule: &Rule) -> SpentRuleOut {
    SpentRuleOut {
        sentence: coded!(rule.kind),
        age: coded!(rule.age),
        over_months: rule.over_months,
        up_to_months: rule.up_to_months,
        schedule_18: rule.schedule_18,
        counts_from: coded!(rule.counts),
        months: rule.months,
        from: rule.from.to_string(),
        to: rule.to.map(|day| day.to_string()),
        source: rule.source.clone(),
        from_memory: rule.from_memory,
    }
}

fn figure(row: &Figure) -> LawFigureOut {
    LawFigureOut {
        figure: coded!(row.code),
        amount: row.amount,
        from: row.from.to_string(),
        source: row.source.clone(),
        from_memory: row.from_memory,
    }
}

fn template(one: Template) -> SummaryTemplateOut {
    SummaryTemplateOut {
        kind: coded!(one.kind),
        from: one.from.to_string(),
        title: one.title,
        opening: one.opening,
        record_heading: one.record_heading,
        no_convictions: one.no_convictions,
        explanation_heading: one.explanation_heading,
        risk_heading: one.risk_heading,
        risk_prompt: one.risk_prompt,
        support_heading: one.support_heading,
        support_prompt: one.support_prompt,
        progress_heading: one.progress_heading,
        contact_heading: one.contact_heading,
        closing: one.closing,
    }
}

/// When a conviction is spent, the fixed words of summaries in use today, and words that none has.
#[utoipa::path(get, path = paths::SUMMARY_RULES, tag = "summaries",
    responses((status = 200, description = "The rules", body = SummaryRulesOut)))]
pub(super) async fn read_summary_rules(cx: WebCx, Query(()): Query<()>) -> Answer {
    let found = rules::of_summaries(cx.app(), cx.viewer()).await?;
    let word = |one: domain::disclosure_summary::ListedWord| ListedWordOut {
        words: one.words,
        tells_of: coded!(one.topic),
    };
    let out = SummaryRulesOut {
        rules: found.law.rules.iter().map(spent).collect(),
        figures: found.law.figures.iter().map(figure).collect(),
        templates: found.templates.into_iter().map(template).collect(),
        words: found.words.into_iter().map(word).collect(),
    };
    json(StatusCode::OK, &out)
}

/// A rule of what receipts keep back: a section that was shown, a purpose, a kind of agency; or limited access, without any.
#[derive(Serialize, ToSchema)]
struct ReceiptRuleOut {
    section: Option<Coded>,
    purpose: Option<Coded>,
    agency_kind: Option<Coded>,
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    until: Option<String>,
}

/// What receipts keep back.
#[derive(Serialize, ToSchema)]
pub(super) struct ReceiptRulesOut {
    items: Vec<ReceiptRuleOut>,
}

fn kept_back(rule: &ReceiptRule) -> ReceiptRuleOut {
    let (mut section, mut purpose, mut agency_kind) = (None, None, None);
    match rule.keeps_back {
        KeepsBack::Section(one) => section = Some(coded!(one)),
        KeepsBack::Purpose(one) => purpose = Some(coded!(one)),
        KeepsBack::AgencyKind(one) => agency_kind = Some(coded!(one)),
        KeepsBack::Limited => {}
    }
    let (from, until) = (rule.from.to_string(), rule.until.map(|day| day.to_string()));
    ReceiptRuleOut { section, purpose, agency_kind, from, until }
}

/// What keeps a look back from receipts, with the days on which each rule counts.
#[utoipa::path(get, path = paths::RECEIPT_RULES, tag = "rights",
    responses((status = 200, description = "The rules", body = ReceiptRulesOut)))]
pub(super) async fn read_receipt_rules(cx: WebCx, Query(()): Query<()>) -> Answer {
    let found = rules::of_receipts(cx.app(), cx.viewer()).await?;
    json(StatusCode::OK, &ReceiptRulesOut { items: found.iter().map(kept_back).collect() })
}

/// A rule by which looks are found unusual.
#[derive(Serialize, ToSchema)]
struct SignRuleOut {
    sign: Coded,
    /// How many, where the sign counts something.
    amount: u32,
    /// Minutes of the day between which staff are at work, where the sign asks for the time.
    from_minute: u16,
    to_minute: u16,
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    until: Option<String>,
}

/// By which signs looks are found unusual.
#[derive(Serialize, ToSchema)]
pub(super) struct SignRulesOut {
    items: Vec<SignRuleOut>,
}

/// By which signs looks are found unusual, with the days on which each rule counts.
#[utoipa::path(get, path = paths::SIGN_RULES, tag = "rights",
    responses((status = 200, description = "The rules", body = SignRulesOut)))]
pub(super) async fn read_sign_rules(cx: WebCx, Query(()): Query<()>) -> Answer {
    let found = rules::of_signs(cx.app(), cx.viewer()).await?;
    let rule = |one: domain::look_review::SignRule| SignRuleOut {
        sign: coded!(one.sign),
        amount: one.amount,
        from_minute: one.hours.0,
        to_minute: one.hours.1,
        from: one.from.to_string(),
        until: one.until.map(|day| day.to_string()),
    };
    json(StatusCode::OK, &SignRulesOut { items: found.into_iter().map(rule).collect() })
}
