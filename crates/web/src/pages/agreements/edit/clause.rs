//! One clause, as a form: who may see which sections of whose records, for what, how much, when, and on what it rests.

use super::{days::with_day, draft_of, form, seen};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Errors, FieldError, Query, Typed},
    kit::{CheckboxItem, Html, RadioItem, Select, SelectItem},
    pages::plain_form::{Again, PlainForm, options},
    paths,
    problem::Problem,
    words::Said,
};
use app::agreements::{self, Edit, NAMED, Opened};
use domain::{
    account::Email,
    agency::AgencyKind,
    agreement::{Also, Clause, Condition, Holder, LawfulBasis, Power, Who},
    ids::{AgencyId, AgreementId},
    risk::RiskKind,
    role::Role,
    section::{Level, Purpose, Section},
};

const FOCUS: [(&str, &str); 2] = [("from", "from-day"), ("until", "until-day")];

/// Which clause; none for one that is to be added.
pub(crate) struct Which(Option<u16>);

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["number"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        let number = check.number("number", typed.get("number"), 1, u32::from(u16::MAX));
        Self(number.and_then(|number| u16::try_from(number).ok()))
    }
}

fn many(typed: Typed, name: &str, codes: impl IntoIterator<Item = String>) -> Typed {
    codes.into_iter().fold(typed, |typed, code| typed.and(name, code))
}

fn filled(clause: &Clause, named: &[String]) -> Typed {
    let texts = |codes: Vec<&'static str>| codes.into_iter().map(str::to_owned);
    let ids = |agencies: &[AgencyId]| agencies.iter().map(ToString::to_string).collect::<Vec<_>>();
    let who = &clause.who;
    let typed = Typed::default().with("number", clause.number.to_string());
    let typed = many(typed, "roles", texts(who.roles.iter().map(|one| one.code()).collect()));
    let typed = many(typed, "kinds", texts(who.agency_kinds.iter().map(|one| one.code()).collect()));
    let typed = many(typed, "agencies", ids(&who.agencies));
    let typed = many(typed, "sections", texts(clause.sections.iter().map(|one| one.code()).collect()));
    let typed = many(typed, "purposes", texts(clause.purposes.iter().map(|one| one.code()).collect()));
    let typed = many(typed, "when", texts(clause.when.iter().map(|one| one.code()).collect()));
    let typed = many(typed, "bases", texts(clause.bases.iter().map(|one| one.code()).collect()));
    let typed = match &clause.holder {
        Holder::Own => typed.with("holder", "own"),
        Holder::Any => typed.with("holder", "any"),
        Holder::Of(agencies) => many(typed.with("holder", "of"), "held_by", ids(agencies)),
    };
    let typed = clause.also.iter().fold(typed, |typed, also| match also {
        Also::Consent => typed.and("also", "consent"),
        Also::SectionOpened => typed.and("also", "section_opened"),
        Also::Requirement(codes) => typed.with("requirements", codes.join(" ")),
        Also::Risk(kinds) => many(typed, "risks", texts(kinds.iter().map(|one| one.code()).collect())),
    });
    let typed = typed
        .with("named", named.join(" "))
        .with("level", clause.level.code())
        .with("power", clause.power.map_or("", Power::code));
    with_day(with_day(typed, "from", clause.from), "until", clause.until)
}

macro_rules! boxes {
    ($list:expr) => {
        $list.iter().map(|one| CheckboxItem::new(one.code(), super::super::say::capital(one.words())))
    };
}

fn page(cx: &WebCx, opened: &Opened, typed: &Typed, errors: &Errors) -> PlainForm {
    let terms = &opened.version.terms;
    let again = Again { typed, errors };
    let parties = || {
        opened
            .agencies
            .iter()
            .filter(|one| terms.binds(one.id))
            .map(|one| CheckboxItem::new(one.id.to_string(), one.name.clone()))
    };
    let sections: Vec<Section> =
        Section::ALL.iter().copied().filter(|section| *section != Section::Privilege).collect();
    let purposes: Vec<Purpose> = terms.purposes.iter().map(|one| one.purpose).collect();
    let holders = vec![
        RadioItem::new("any", "As any party recorded it"),
        RadioItem::new("own", "As their own agency recorded it or was sent it"),
        RadioItem::new("of", "As some agencies recorded it").reveals(again.boxes(
            "held_by",
            "Which agencies?",
            "",
            parties(),
        )),
    ];
    let also = [
        CheckboxItem::new("consent", "The person’s consent to this is in force"),
        CheckboxItem::new("section_opened", "The section itself was opened to them"),
    ];
    let powers = [SelectItem::new("", "None")]
        .into_iter()
        .chain(Power::ALL.iter().map(|power| SelectItem::new(power.code(), power.words())));
    let power = Select::new("power", "Power they rely on (optional)", powers.collect::<Vec<_>>())
        .with_value(typed.get("power").to_owned())
        .with_error(errors.at("power"));
    let fields = vec![
        again.boxes("roles", "Who may see it: in which roles?", "", boxes!(Role::ALL)),
        again.boxes(
            "kinds",
            "Of which kinds of agency? (optional)",
            "Without a choice here and below, of any party.",
            boxes!(AgencyKind::ALL),
        ),
        again.boxes("agencies", "Of which agencies? (optional)", "", parties()),
        again.line(
            "named",
            "Named people only (optional)",
            "Their email addresses, with spaces between.",
            "20",
        ),
        again.boxes("sections", "Which sections?", "", boxes!(sections)),
        again.radios("holder", "Whose records?", holders),
        again.radios("level", "How much of them?", options!(Level)),
        again.boxes("purposes", "For which purposes?", "Those that the agreement serves.", boxes!(purposes)),
        again.boxes(
            "when",
            "When: what relates them to the person?",
            "Any of these is enough.",
            boxes!(Condition::ALL),
        ),
        again.boxes("also", "And what else must hold? (optional)", "All of these.", also),
        again.line(
            "requirements",
            "An order has one of these requirements (optional)",
            "Their codes, with spaces between, for example ATR DRR.",
            "10",
        ),
        again.boxes("risks", "There is a flag of one of these kinds (optional)", "", boxes!(RiskKind::ALL)),
        again.date("from", "From which day? (optional)", "Without one, as long as the agreement."),
        again.date("until", "Up to which day? (optional)", ""),
        again.boxes("bases", "On what lawful basis?", "Of those who see.", boxes!(LawfulBasis::ALL)),
        Html::of(&power),
    ];
    let number: Option<u16> = typed.get("number").parse().ok();
    let title = number.map_or_else(|| "Add a clause".to_owned(), |number| format!("Clause {number}"));
    let action = paths::agreement_clause(opened.version.agreement);
    let mut page = form(cx, opened, title, errors, &FOCUS, action, fields);
    if let Some(number) = number {
        let hidden = Html::markup(format!("<input type=\"hidden\" name=\"number\" value=\"{number}\">"));
        page.hidden = Html::join([page.hidden, hidden], "");
    }
    page
}

fn chosen<T, E>(
    check: &mut Check,
    typed: &Typed,
    field: &'static str,
    from_code: impl Fn(&str) -> Result<T, E>,
) -> Vec<T> {
    let read = |code: &str| check.code(field, code, &from_code, "Select from the list");
    typed.all(field).filter(|code| !code.is_empty()).filter_map(read).collect()
}

fn emails(check: &mut Check, typed: &Typed) -> Vec<Email> {
    let named: Vec<&str> = typed.get("named").split([' ', ',', ';']).filter(|one| !one.is_empty()).collect();
    if named.len() > NAMED {
        check.wrong::<()>("named", "too-many", format!("Name at most {NAMED} people"));
    }
    named.into_iter().filter_map(|one| check.email("named", one)).collect()
}

fn also(check: &mut Check, typed: &Typed) -> Vec<Also> {
    let mut also = Vec::new();
    let has = |code: &str| typed.all("also").any(|one| one == code);
    if has("consent") {
        also.push(Also::Consent);
    }
    let codes: Vec<String> = typed
        .get("requirements")
        .split([' ', ',', ';'])
        .filter(|code| !code.is_empty())
        .map(str::to_uppercase)
        .collect();
    if codes.iter().any(|code| code.len() > 12 || !code.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        check.wrong::<()>("requirements", "unknown", "Enter codes of requirements, for example ATR DRR");
    }
    if !codes.is_empty() {
        also.push(Also::Requirement(codes));
    }
    let risks = chosen(check, typed, "risks", RiskKind::from_code);
    if !risks.is_empty() {
        also.push(Also::Risk(risks));
    }
    if has("section_opened") {
        also.push(Also::SectionOpened);
    }
    also
}

fn read(typed: &Typed) -> Result<Edit, Vec<FieldError>> {
    let mut check = Check::default();
    let number = check.number("number", typed.get("number"), 1, u32::from(u16::MAX));
    let number = number.and_then(|number| u16::try_from(number).ok());
    let who = Who {
        roles: chosen(&mut check, typed, "roles", Role::from_code),
        agency_kinds: chosen(&mut check, typed, "kinds", AgencyKind::from_code),
        agencies: chosen(&mut check, typed, "agencies", str::parse),
        accounts: Vec::new(),
    };
    let named = emails(&mut check, typed);
    let sections = chosen(&mut check, typed, "sections", Section::from_code);
    let held_by: Vec<AgencyId> = chosen(&mut check, typed, "held_by", str::parse);
    let holder = check.code(
        "holder",
        typed.get("holder"),
        |code| match code {
            "any" => Ok(Holder::Any),
            "own" => Ok(Holder::Own),
            "of" => Ok(Holder::Of(held_by.clone())),
            _ => Err(()),
        },
        "Select whose records",
    );
    let level = check.code("level", typed.get("level"), Level::from_code, "Select how much of them");
    let purposes = chosen(&mut check, typed, "purposes", Purpose::from_code);
    let when = chosen(&mut check, typed, "when", Condition::from_code);
    let also = also(&mut check, typed);
    let from = check.optional_date("from", &typed.date("from"), "The first day");
    let until = check.optional_date("until", &typed.date("until"), "The last day");
    let bases = chosen(&mut check, typed, "bases", LawfulBasis::from_code);
    let power = match typed.get("power") {
        "" => None,
        code => check.code("power", code, Power::from_code, "Select a power from the list"),
    };
    check.done(|| {
        let clause = Clause {
            number: number.unwrap_or(0),
            who,
            sections,
            holder: holder?,
            level: level?,
            purposes,
            when,
            also,
            from,
            until,
            bases,
            power,
        };
        Some(Edit::Clause(number, clause, named))
    })
}

/// Shows it.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AgreementId>, Query(Which(which)): Query<Which>) -> Answer {
    let opened = draft_of(&cx, id).await?;
    let typed = match which {
        None => cx.draft().await?.unwrap_or_else(|| Typed::default().with("holder", "any")),
        Some(number) => {
            let clause = opened.version.terms.clauses.iter().find(|one| one.number == number);
            let clause = clause.ok_or_else(Problem::not_found)?;
            let named = if clause.who.accounts.is_empty() {
                Vec::new()
            } else {
                agreements::addresses(cx.app(), cx.viewer(), &clause.who.accounts).await?
            };
            let named: Vec<String> = named.into_iter().map(|(_, email)| email).collect();
            filled(clause, &named)
        }
    };
    cx.show(&page(&cx, &opened, &typed, &Errors::none()))
}

/// Saves it.
pub(crate) async fn post(cx: WebCx, Id(id): Id<AgreementId>, typed: Typed) -> Answer {
    super::saved(&cx, id, &typed, read(&typed), page).await
}

/// Takes it out.
pub(crate) async fn remove(cx: WebCx, Id(id): Id<AgreementId>, typed: Typed) -> Answer {
    let number: u16 = typed.get("number").parse().map_err(|_| Problem::not_found())?;
    let change = Edit::RemoveClause(number);
    agreements::edit(cx.app(), cx.viewer(), id, seen(&typed), change).await?;
    cx.go_saying(paths::agreement_edit(id), Said::AgreementSaved)
}
