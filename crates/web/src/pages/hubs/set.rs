//! Opening a hub, and setting it anew: one form for both.

use crate::{
    answer::{Answer, Id, WebCx},
    form::{Check, Errors, Query, Typed},
    kit::{BackLink, Button, Fieldset, Html},
    pages::plain_form::{Again, PlainForm, options, seen_field},
    paths,
    words::Said,
};
use app::{
    Refusal,
    hubs::{self, HubPage},
};
use domain::{
    cohort,
    hub::{Ages, Hub, HubTeam, HubTerms},
    ids::{AgencyId, HubId},
    panel::Rule,
};

/// The fields of the teams that a form has room for: agency, name, whom it works with.
const TEAMS: [(&str, &str, &str); 6] = [
    ("agency1", "name1", "ages1"),
    ("agency2", "name2", "ages2"),
    ("agency3", "name3", "ages3"),
    ("agency4", "name4", "ages4"),
    ("agency5", "name5", "ages5"),
    ("agency6", "name6", "ages6"),
];
/// What is asked of each of them. Each question names its team: whoever hears or speaks the page has six of each.
const QUESTIONS: [(&str, &str, &str); 6] = [
    ("Whose staff is team 1?", "What is team 1 called?", "Whom does team 1 work with?"),
    ("Whose staff is team 2?", "What is team 2 called?", "Whom does team 2 work with?"),
    ("Whose staff is team 3?", "What is team 3 called?", "Whom does team 3 work with?"),
    ("Whose staff is team 4?", "What is team 4 called?", "Whom does team 4 work with?"),
    ("Whose staff is team 5?", "What is team 5 called?", "Whom does team 5 work with?"),
    ("Whose staff is team 6?", "What is team 6 called?", "Whom does team 6 work with?"),
];
/// What is asked where nothing was chosen.
pub(crate) const SELECT_RULE: &str = "Select how the panel decides";
/// The same of ages.
pub(crate) const SELECT_AGES: &str = "Select whom the team works with";

fn team_fields(number: usize, agencies: &[(AgencyId, String)], again: Again<'_>) -> Html {
    let (Some((agency, name, ages)), Some((whose, called, works_with))) =
        (TEAMS.get(number), QUESTIONS.get(number))
    else {
        return Html::default();
    };
    let choices = agencies.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let whom = Ages::ALL.iter().map(|ages| (ages.code().to_owned(), ages.words().to_owned()));
    let legend = format!("Team {}", number + 1);
    let legend = if number < 1 { legend } else { format!("{legend} (optional)") };
    let fields = [
        again.select(agency, whose, "Select an agency", choices),
        again.line(name, called, "", ""),
        again.select(ages, works_with, "Select", whom),
    ];
    Html::of(&Fieldset { html: Html::join(fields, "\n"), ..Fieldset::legend(legend) })
}

fn fields(agencies: &[(AgencyId, String)], again: Again<'_>) -> Vec<Html> {
    let mut fields = vec![
        again.line("name", "Name of the hub", "", ""),
        again.date("operating", "First day on which it works with people", ""),
        again.line("places", "For how many people is there room?", "", "5"),
        again.line("staff", "About how many staff?", "", "5"),
    ];
    fields.extend((0..TEAMS.len()).map(|number| team_fields(number, agencies, again)));
    fields.extend([
        again.line("quorum", "How many agencies must say what they think?", "At least so many decide.", "5"),
        again.radios("rule", "How does the panel decide?", options!(Rule)),
        again.line("meets", "The panel also meets at least once in how many months?", "", "5"),
    ]);
    fields
}

/// What a form of the hub as it is set shows.
fn typed_of(hub: &Hub) -> Typed {
    let terms = hub.terms();
    let mut typed = Typed::default()
        .with("name", terms.name.to_string())
        .with("operating-day", terms.operating.day().to_string())
        .with("operating-month", terms.operating.month().to_string())
        .with("operating-year", terms.operating.year().to_string())
        .with("places", terms.places.to_string())
        .with("staff", terms.staff.to_string())
        .with("quorum", terms.quorum.to_string())
        .with("rule", terms.rule.code().to_owned())
        .with("meets", terms.meets.to_string());
    for (team, (agency, name, ages)) in terms.teams.iter().zip(TEAMS) {
        typed = typed
            .with(agency, team.agency.to_string())
            .with(name, team.name.to_string())
            .with(ages, team.ages.code().to_owned());
    }
    typed
}

fn teams(check: &mut Check, typed: &Typed, of: Option<&Hub>) -> Option<Vec<HubTeam>> {
    let mut teams = Vec::new();
    let mut whole = true;
    // People on the list are with a team by its number: a team keeps its own, and a new one takes one that no team has.
    let known: Vec<u16> = of.iter().flat_map(|hub| &hub.terms().teams).map(|team| team.number).collect();
    let mut next = known.iter().copied().max().unwrap_or_default();
    for (slot, (agency, name, ages)) in TEAMS.into_iter().enumerate() {
        let number = known.get(slot).copied().unwrap_or_else(|| next.saturating_add(1));
        if typed.get(agency).is_empty() && typed.get(name).is_empty() && slot > 0 {
            continue;
        }
        let agency = check.id(agency, typed.get(agency), "Select an agency");
        let name = check.line(name, typed.get(name), "What the team is called");
        let ages = check.code(ages, typed.get(ages), Ages::from_code, SELECT_AGES);
        match (agency, name, ages) {
            (Some(agency), Some(name), Some(ages)) => {
                next = next.max(number);
                teams.push(HubTeam { number, agency, name, ages });
            }
            _ => whole = false,
        }
    }
    // What a form has no room for stays as it is.
    teams.extend(of.iter().flat_map(|hub| hub.terms().teams.iter().skip(TEAMS.len()).cloned()));
    whole.then_some(teams)
}

fn read(typed: &Typed, of: Option<&Hub>) -> Result<HubTerms, Refusal> {
    let mut check = Check::default();
    let name = check.line("name", typed.get("name"), "The name");
    let operating = check.date("operating", &typed.date("operating"), "The first day");
    let mut number = |field, most| {
        let number = check.needed_number(field, typed.get(field), 1, most);
        number.and_then(|number| u16::try_from(number).ok())
    };
    let (places, staff) = (number("places", 1000), number("staff", 1000));
    let (quorum, meets) = (number("quorum", 20), number("meets", 24));
    let teams = teams(&mut check, typed, of);
    let rule = check.code("rule", typed.get("rule"), Rule::from_code, SELECT_RULE);
    let command = || {
        let (operating, quorum, rule) = (operating?, quorum?, rule?);
        let criteria = of.map_or_else(|| cohort::first_rows(operating), |hub| hub.terms().criteria.clone());
        Some(HubTerms {
            name: name?,
            operating,
            places: places?,
            staff: staff?,
            teams: teams?,
            quorum,
            rule,
            meets: meets?,
            criteria,
        })
    };
    check.done(command).map_err(Refusal::Invalid)
}

fn page(
    cx: &WebCx,
    agencies: &[(AgencyId, String)],
    hub: Option<&Hub>,
    typed: &Typed,
    errors: &Errors,
) -> PlainForm {
    let title = if hub.is_some() { "Set the hub anew" } else { "Open a hub" };
    let mut frame = cx.form_frame(title, errors, &[("operating", "operating-day"), ("teams", "agency1")]);
    frame.back = Some(BackLink::to(hub.map_or_else(|| paths::HUBS.to_owned(), |hub| paths::hub(hub.id))));
    let intro = "Your agency leads the hub. The agencies of its teams are its panel, which decides in writing who is on its list. \
                 Nobody is asked about somebody whom their agency does not work with.";
    let hidden =
        [cx.hidden(&frame, typed, errors), hub.map(|hub| seen_field(hub.version())).unwrap_or_default()];
    PlainForm {
        bar: None,
        intro: Html::paragraphs(intro),
        action: hub.map_or_else(|| paths::HUB_NEW.to_owned(), |hub| paths::hub_set(hub.id)),
        hidden: Html::join(hidden, ""),
        fields: fields(agencies, Again { typed, errors }),
        send: Button::submit(if hub.is_some() { "Set it" } else { "Open it" }),
        frame,
    }
}

/// Shows the empty form.
pub(super) async fn get_new(cx: WebCx, Query(()): Query<()>) -> Answer {
    let agencies = hubs::agencies(cx.app(), cx.viewer()).await?;
    let typed = cx.draft().await?.unwrap_or_default();
    cx.show(&page(&cx, &agencies, None, &typed, &Errors::none()))
}

/// Opens a hub.
pub(super) async fn post_new(cx: WebCx, typed: Typed) -> Answer {
    let done = match read(&typed, None) {
        Ok(terms) => hubs::open(cx.app(), cx.viewer(), terms, cx.once(&typed).as_ref()).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(id) => {
            cx.forget_draft().await;
            cx.go_saying(paths::hub(id), Said::HubOpened)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let agencies = hubs::agencies(cx.app(), cx.viewer()).await?;
            cx.show_as(errors.status(), &page(&cx, &agencies, None, &typed, &errors))
        }
    }
}

async fn opened(cx: &WebCx, id: HubId) -> Result<HubPage, Refusal> {
    let model = hubs::hub(cx.app(), cx.viewer(), id, usize::MAX).await?;
    if model.may_keep { Ok(model) } else { Err(Refusal::NotFound) }
}

/// Shows the form as the hub is set.
pub(super) async fn get(cx: WebCx, Id(id): Id<HubId>, Query(()): Query<()>) -> Answer {
    let hub = opened(&cx, id).await?.line.hub;
    let agencies = hubs::agencies(cx.app(), cx.viewer()).await?;
    let typed = cx.draft().await?.unwrap_or_else(|| typed_of(&hub));
    cx.show(&page(&cx, &agencies, Some(&hub), &typed, &Errors::none()))
}

/// Sets it anew.
pub(super) async fn post(cx: WebCx, Id(id): Id<HubId>, typed: Typed) -> Answer {
    let hub = opened(&cx, id).await?.line.hub;
    let seen = typed.get("seen").parse().unwrap_or_default();
    let done = match read(&typed, Some(&hub)) {
        Ok(terms) => hubs::set(cx.app(), cx.viewer(), id, seen, terms).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(()) => {
            cx.forget_draft().await;
            cx.go_saying(paths::hub(id), Said::HubSet)
        }
        Err(refusal) => {
            let errors = cx.mend(refusal)?;
            let agencies = hubs::agencies(cx.app(), cx.viewer()).await?;
            cx.show_as(errors.status(), &page(&cx, &agencies, Some(&hub), &typed, &errors))
        }
    }
}
