//! One party: what it is in law, what it relies on for each purpose, who signs.

use super::{draft_of, form, removal, seen};
use crate::{
    answer::{Answer, Id, WebCx},
    form::{Asked, Check, Errors, FieldError, Query, Typed},
    kit::{Escaped, Html, Select, SelectItem},
    pages::plain_form::{Again, PlainForm, options},
    paths,
    problem::Problem,
    words::Said,
};
use app::{
    Refusal,
    agreements::{self, Edit, Opened, PartyEdit},
};
use domain::{
    agreement::{LawfulBasis, Party, PartyBasis, PartyRole, Power, Regime},
    ids::{AgencyId, AgreementId},
    section::Purpose,
};

/// Which party; none for one that is to be added.
pub(crate) struct Which(Option<AgencyId>);

impl Asked for Which {
    const KNOWN: &'static [&'static str] = &["agency"];

    fn read(typed: &Typed, check: &mut Check) -> Self {
        Self(check.optional_id("agency", typed.get("agency"), "Choose a party"))
    }
}

fn field(name: &str, purpose: Purpose) -> String {
    format!("{name}-{}", purpose.code())
}

fn filled(party: &Party, email: &str) -> Typed {
    let typed = Typed::default()
        .with("agency", party.agency.to_string())
        .with("role", party.role.code())
        .with("regime", party.regime.code())
        .with("contact", party.contact.as_str())
        .with("dpo", party.dpo.as_str())
        .with("caldicott", party.caldicott.as_ref().map_or("", |line| line.as_str()))
        .with("signatory", email)
        .with("retention", party.retention.as_str());
    party.bases.iter().fold(typed, |typed, one| {
        typed
            .with(&field("basis", one.purpose), one.basis.code())
            .with(&field("power", one.purpose), one.power.map_or("", Power::code))
    })
}

fn choice(typed: &Typed, name: String, label: String, none: &'static str, items: Vec<SelectItem>) -> Html {
    let items = [SelectItem::new("", none)].into_iter().chain(items);
    let value = typed.get(&name).to_owned();
    Html::of(&Select::new(name, label, items.collect::<Vec<_>>()).with_value(value))
}

fn bases(opened: &Opened, typed: &Typed) -> Vec<Html> {
    let purposes = &opened.version.terms.purposes;
    let of = |one: Purpose| {
        let words = super::super::say::purpose(one);
        let bases = LawfulBasis::ALL.iter().map(|basis| SelectItem::new(basis.code(), basis.words()));
        let powers = Power::ALL.iter().map(|power| SelectItem::new(power.code(), power.words()));
        [
            choice(
                typed,
                field("basis", one),
                format!("{words}: lawful basis"),
                "This party does not serve it",
                bases.collect(),
            ),
            choice(typed, field("power", one), format!("{words}: power"), "None", powers.collect()),
        ]
    };
    purposes.iter().flat_map(|one| of(one.purpose)).collect()
}

fn page(cx: &WebCx, opened: &Opened, typed: &Typed, errors: &Errors) -> PlainForm {
    let id = opened.version.agreement;
    let again = Again { typed, errors };
    let known: Option<AgencyId> = typed.get("agency").parse().ok();
    let party = opened.version.terms.signing().iter().find(|one| Some(one.agency) == known);
    let agencies = opened.agencies.iter().map(|one| SelectItem::new(one.id.to_string(), one.name.clone()));
    let items = [SelectItem::new("", "Choose an agency")].into_iter().chain(agencies);
    let agency = Select::new("agency", "Which agency?", items.collect::<Vec<_>>())
        .with_value(typed.get("agency").to_owned())
        .with_error(errors.at("agency"));
    let mut fields = match party {
        Some(party) => vec![Html::markup(format!(
            "<input type=\"hidden\" name=\"agency\" value=\"{}\">",
            Escaped(&party.agency.to_string())
        ))],
        None => vec![Html::of(&agency)],
    };
    fields.extend([
        again.line(
            "signatory",
            "Email address of whoever signs for it",
            "Somebody of that agency who signs in here.",
            "20",
        ),
        again.radios("role", "What is it in law?", options!(PartyRole)),
        again.radios("regime", "Under which regime does it hold what it shares?", options!(Regime)),
        again.line("contact", "Whom to ask there", "A desk or a post.", "20"),
        again.line("dpo", "Its data protection officer", "", "20"),
        again.line(
            "caldicott",
            "Its Caldicott guardian (optional)",
            "Where it is of health or social care.",
            "20",
        ),
        again.line(
            "retention",
            "How long does it keep what it was given, and what does it do then?",
            "",
            "20",
        ),
    ]);
    fields.extend(bases(opened, typed));
    let title = party.map_or_else(|| "Add a party".to_owned(), |one| opened.names.agency(one.agency));
    let mut page = form(cx, opened, title, errors, &[], paths::agreement_party(id), fields);
    if let Some(party) = party.filter(|one| one.agency != cx.viewer().agency) {
        let action = paths::agreement_party_remove(id);
        let words = format!("Take {} out of the draft", opened.names.agency(party.agency));
        page.intro = removal(&page.frame, opened, &action, "agency", &party.agency.to_string(), &words);
    }
    page
}

fn read(opened: &Opened, typed: &Typed) -> Result<Edit, Vec<FieldError>> {
    let mut check = Check::default();
    let agency = check.id("agency", typed.get("agency"), "Select an agency");
    let signatory = check.email("signatory", typed.get("signatory"));
    let role = check.code("role", typed.get("role"), PartyRole::from_code, "Select what it is in law");
    let regime = check.code("regime", typed.get("regime"), Regime::from_code, "Select the regime");
    let contact = check.line("contact", typed.get("contact"), "whom to ask");
    let dpo = check.line("dpo", typed.get("dpo"), "its data protection officer");
    let caldicott = check.optional_line("caldicott", typed.get("caldicott"), "its Caldicott guardian");
    let retention = check.line("retention", typed.get("retention"), "how long it keeps what it was given");
    let mut bases = Vec::new();
    for one in &opened.version.terms.purposes {
        let chosen = typed.get(&field("basis", one.purpose));
        let Some(found) = optional(&mut check, chosen, LawfulBasis::from_code) else { continue };
        let power = optional(&mut check, typed.get(&field("power", one.purpose)), Power::from_code);
        bases.push(PartyBasis { purpose: one.purpose, basis: found, power });
    }
    if bases.is_empty() {
        let sentence = "Select a lawful basis for one purpose or more";
        check.wrong::<()>("retention", "bases", sentence);
    }
    check.done(|| {
        Some(Edit::Party(PartyEdit {
            agency: agency?,
            role: role?,
            regime: regime?,
            contact: contact?,
            dpo: dpo?,
            caldicott,
            signatory: signatory?,
            bases,
            retention: retention?,
        }))
    })
}

/// One of a list, where one was chosen.
fn optional<T, E>(check: &mut Check, typed: &str, from_code: impl Fn(&str) -> Result<T, E>) -> Option<T> {
    if typed.is_empty() {
        return None;
    }
    check.code("retention", typed, from_code, "Select a lawful basis and a power from the lists")
}

/// Shows it.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AgreementId>, Query(Which(which)): Query<Which>) -> Answer {
    let opened = draft_of(&cx, id).await?;
    let typed = match which {
        None => cx.draft().await?.unwrap_or_default(),
        Some(agency) => {
            let party = opened.version.terms.signing().iter().find(|one| one.agency == agency);
            let party = party.ok_or_else(Problem::not_found)?;
            let known = agreements::addresses(cx.app(), cx.viewer(), &[party.signatory]).await?;
            let email = known.first().map_or("", |(_, email)| email.as_str());
            filled(party, email)
        }
    };
    cx.show(&page(&cx, &opened, &typed, &Errors::none()))
}

/// Saves it.
pub(crate) async fn post(cx: WebCx, Id(id): Id<AgreementId>, typed: Typed) -> Answer {
    let opened = draft_of(&cx, id).await?;
    super::saved(&cx, id, &typed, read(&opened, &typed), page).await
}

/// Takes a party out.
pub(crate) async fn remove(cx: WebCx, Id(id): Id<AgreementId>, typed: Typed) -> Answer {
    let agency: AgencyId = typed.get("agency").parse().map_err(|_| Problem::not_found())?;
    let change = Edit::RemoveParty(agency);
    match agreements::edit(cx.app(), cx.viewer(), id, seen(&typed), change).await {
        Ok(_) => cx.go_saying(paths::agreement_edit(id), Said::AgreementSaved),
        Err(Refusal::Invalid(errors)) => {
            let opened = draft_of(&cx, id).await?;
            let errors = Errors::of(errors);
            cx.show_as(errors.status(), &page(&cx, &opened, &typed, &errors))
        }
        Err(refusal) => Err(refusal.into()),
    }
}
