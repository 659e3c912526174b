//! A town with few rows of everything, or many, and the way through each route of it.

use super::table::{Row, Way, Who};
use crate::{
    journeys::let_jobs_run,
    town::{ALCOHOL_SERVICE, PASSWORD, Part, Seat, Seen, Town},
};
use app::{
    appointments::{self, BookAppointment, RecordAttendance, Slot},
    fill::Batch,
    ports::{NewAccount, NewSession, NewToken, Origin, Stage},
    referrals::{self, Amend, MakeReferral},
};
use domain::{
    account::{Account, Email},
    appointment::{Appointment, Attendance, Booking},
    duty::{Duty, DutyKind, Owner},
    ids::{AppointmentId, PersonId, ReferralId, ScreeningId},
    note::Note,
    order::{Order, OrderKind, Requirement, Unit},
    pathway::{Need, NeedLevel, Pathway},
    person::{Communication, Contact},
    referral::{self, Summary, Told},
    risk::{RiskFlag, RiskKind},
    role::{Role, Roles},
    section::Section,
    service::Service,
    stamp::Stamp,
    text::{Line, Prose},
};
use http::Method;
use jiff::{SignedDuration, ToSpan};
use std::{collections::BTreeMap, sync::Mutex};
use web::{Verb, paths};

/// How long ago the other sessions began: recent enough to be open still.
const RECENT: SignedDuration = SignedDuration::from_mins(1);

/// The town, and who sits where.
pub struct Scene {
    pub(super) town: Town,
    pub(super) person: PersonId,
    seats: BTreeMap<Who, Seat>,
    /// The link of an invitation.
    link: Option<String>,
    /// The notice that went off the desk.
    seen: Option<String>,
    /// Somebody else's record that is like the person's.
    twin: PersonId,
    /// Their reference.
    pub(super) twin_reference: String,
    /// What a form says to decide that the two are the same.
    twin_is_same: String,
    /// People of the court's list, where there is one.
    pub(super) listed: Option<super::court::Listed>,
    /// The assessment made last.
    pub(super) last_screening: Mutex<Option<ScreeningId>>,
}

fn line(text: &str) -> Line {
    Line::new(text).expect("a line")
}

fn prose(text: &str) -> Prose {
    Prose::new(text).expect("words")
}

impl Scene {
    /// A town with `rows` of everything that is listed anywhere.
    pub async fn of(rows: usize) -> Self {
        let town = Town::new().await;
        // The first town of a run draws once more, for everybody's password.
        town.chance.from(1 << 32);
        let person = town.person_of(Part::Practitioner, "Ada", "Crane").await;
        let twin = town.person_of(Part::Colleague, "Ada", "Stone").await;
        let colleague = Town::viewer(Part::Colleague);
        let twin_reference =
            app::people::identity(&town.app, &colleague, twin).await.expect("a record").reference;
        let mut people = vec![person];
        for number in 1..rows {
            people.push(town.person_of(Part::Practitioner, "Ada", &format!("Crane{number:02}")).await);
        }
        let mut batch = Batch::default();
        staff(&town, rows, &mut batch);
        for person in &people {
            record(&town, *person, rows, &mut batch);
        }
        town.app.store.fill(batch).await.expect("rows");
        keys(&town, rows).await;
        let scene = Self {
            town,
            person,
            seats: BTreeMap::new(),
            link: None,
            seen: None,
            twin,
            twin_reference,
            twin_is_same: format!("same:{twin}:0"),
            listed: None,
            last_screening: Mutex::default(),
        };
        for person in people {
            scene.refer(person).await;
        }
        for _ in 0..rows {
            let id = scene.refer(person).await;
            let worker = Town::viewer(Part::Worker);
            referrals::accept(&scene.town.app, &worker, id, 1).await.expect("accepted");
        }
        app::pathways::lay_down_reviews(&scene.town.app).await.expect("meetings");
        let_jobs_run(&scene.town).await;
        for part in [Part::Practitioner, Part::Worker] {
            let viewer = Town::viewer(part);
            for _ in 0..rows {
                app::people::overview(&scene.town.app, &viewer, person).await.expect("a look");
            }
        }
        scene
    }

    pub(super) async fn refer(&self, person: PersonId) -> ReferralId {
        let command = MakeReferral {
            person,
            service: ALCOHOL_SERVICE,
            requirement: None,
            asks: prose("Please assess."),
            summary: Summary { risk: Told::NoneKnown, needs: Told::NoneKnown, kinds: vec![] },
        };
        referrals::make(&self.town.app, &Town::viewer(Part::Practitioner), command, None)
            .await
            .expect("a referral")
    }

    /// A note of the practitioner's.
    async fn note(&self) -> domain::ids::NoteId {
        let (officer, text) = (Town::viewer(Part::Practitioner), prose("Written here by mistake."));
        app::people::add_note(&self.town.app, &officer, self.person, text, None).await.expect("a note")
    }

    /// A referral in the state in which the step at `path` may be taken, and its version.
    async fn referral_for(&self, path: &str) -> (ReferralId, i64) {
        let id = self.refer(self.person).await;
        let (app, worker) = (&self.town.app, Town::viewer(Part::Worker));
        if path.ends_with("/information") {
            referrals::ask(app, &worker, id, 1, prose("Since when?")).await.expect("asked");
            return (id, 2);
        }
        if ["/begin", "/conclude", "/offer", "/book"].iter().any(|step| path.ends_with(step)) {
            referrals::accept(app, &worker, id, 1).await.expect("accepted");
        }
        if path.ends_with("/conclude") {
            referrals::begin(app, &worker, id, 2).await.expect("begun");
            return (id, 3);
        }
        if path.ends_with("/warning") {
            let amend =
                Amend { part: referral::Part::Risk, new: Some(prose("See in pairs")), why: prose("New.") };
            let referrer = Town::viewer(Part::Practitioner);
            referrals::amend(app, &referrer, id, 1, amend).await.expect("amended");
            return (id, 2);
        }
        let accepted = ["/begin", "/offer", "/book"].iter().any(|step| path.ends_with(step));
        (id, if accepted { 2 } else { 1 })
    }

    /// An appointment to which the step at `path` may be done, with whoever does it.
    async fn appointment_for(&self, path: &str) -> AppointmentId {
        let app = &self.town.app;
        let slot = Slot {
            beside: None,
            day: Some(app.today()),
            time: Some(jiff::civil::time(16, 0, 0, 0)),
            minutes: 30,
            place: Line::new("Office").ok(),
        };
        let came = RecordAttendance {
            attendance: Attendance::Attended,
            not_held: None,
            reason_offered: None,
            behaviour: None,
            concern: None,
        };
        if !path.ends_with("/feedback") {
            let command = BookAppointment { person: self.person, slot, referral: None, with: None };
            let officer = Town::viewer(Part::Practitioner);
            let booked = appointments::book(app, &officer, command, None).await.expect("booked");
            if path.ends_with("/correct") {
                appointments::record(app, &officer, booked, 1, came).await.expect("recorded");
            }
            return booked;
        }
        let worker = Town::viewer(Part::Worker);
        let referral = self.refer(self.person).await;
        referrals::accept(app, &worker, referral, 1).await.expect("accepted");
        let command = BookAppointment { person: self.person, slot, referral: Some(referral), with: None };
        let session = appointments::book(app, &worker, command, None).await.expect("booked");
        appointments::record(app, &worker, session, 1, came).await.expect("recorded");
        session
    }

    /// The seat of `who`, signed in.
    async fn seat(&mut self, who: Who) -> Seat {
        if let Some(seat) = self.seats.get(&who) {
            return seat.clone();
        }
        let seat = match who {
            // Figures are shown to the machine itself only.
            Who::Nobody => self.town.seat().on_this_machine(),
            Who::Seat(part) | Who::Leaving(part) => self.town.signed_in(part).await,
            Who::Program(part) => {
                let mut seat = self.town.signed_in(part).await;
                let csrf = seat.csrf().await;
                let mut scopes = vec![
                    "people:read",
                    "people:write",
                    "referrals:read",
                    "referrals:write",
                    "agreements:read",
                    "agreements:write",
                ];
                if part == Part::Liaison {
                    scopes.extend(["court:read", "court:write"]);
                }
                let wanted =
                    serde_json::json!({ "name": "Test", "scopes": scopes, "days": 30, "password": PASSWORD });
                let headers = [("x-csrf-token", csrf.as_str())];
                let made =
                    seat.json(Method::POST, paths::api::TOKENS, &headers, &wanted.to_string()).await.json();
                let mut program = self.town.seat();
                program.token = made["token"].as_str().map(str::to_owned);
                program
            }
        };
        // What signing in has stirred up is over before anything is counted.
        self.seats.insert(who, seat.clone());
        seat
    }

    /// Goes through the route of a row and answers how many statements its own request ran.
    pub async fn visit(&mut self, row: &Row) -> u64 {
        self.go(row).await.1
    }

    /// Goes through the route of a row: what was seen, and how many statements its own request ran.
    pub async fn go(&mut self, row: &Row) -> (Seen, u64) {
        let Row(verb, template, who, way, _) = row;
        let mut seat = self.seat(*who).await;
        let (path, version) = self.address(template, *verb, &mut seat).await;
        let (seen, count) = match way {
            Way::Open(query) => store::counting(seat.get(&format!("{path}{query}"))).await,
            Way::Fill(typed) => {
                let names_note = typed.iter().any(|(_, value)| *value == "NOTE");
                let note = if names_note { self.own_note().await } else { String::new() };
                let meant =
                    |value: &'static str| if value == "NOTE" { note.as_str() } else { self.meant(value) };
                let typed: Vec<(&str, &str)> =
                    typed.iter().map(|(name, value)| (*name, meant(value))).collect();
                let fields = self.filled(&mut seat, &path, &path, &typed).await;
                store::counting(seat.post(&path, &fields)).await
            }
            Way::Press(from) => {
                let above = path.rsplit_once('/').expect("a folder").0;
                let from = match *from {
                    "" => above.to_owned(),
                    // Forms that take one part of a draft out stand on the page of that part, or of all parts.
                    "?edit" => above.rsplit_once('/').expect("a folder").0.to_owned(),
                    "?party" => format!("{above}?agency={}", Part::CouncilLead.agency().id()),
                    from => from.to_owned(),
                };
                let fields = seat.filled(&from, &path, &[]).await;
                store::counting(seat.post(&path, &fields)).await
            }
            Way::Plain => {
                let fields = [("csrf".to_owned(), seat.csrf().await)];
                store::counting(seat.post(&path, &fields)).await
            }
            Way::Upload => {
                let fields = seat.filled(&path, &path, &[("trigger", "weekly")]).await;
                let (headers, body) = crate::court::uploaded(&fields, &self.one_listed());
                store::counting(seat.send(Method::POST, &path, &headers, &body)).await
            }
            Way::List => {
                let headers = [("content-type", "application/octet-stream")];
                let (path, list) = (format!("{path}?trigger=weekly"), self.one_listed());
                store::counting(seat.send(Method::POST, &path, &headers, &list)).await
            }
            Way::Json(body) => {
                let method = if *verb == Verb::Put { Method::PUT } else { Method::POST };
                let body = body.replace("PERSON", &self.person.to_string());
                let other = self.listed.as_ref().map_or(String::new(), |listed| listed.other.to_string());
                let body = body.replace("TWINS", &self.twin_reference);
                let body = body.replace("OTHER", &other).replace("TWIN", &self.twin.to_string());
                let body = if body.contains("NOTE") {
                    body.replace("NOTE", &self.note().await.to_string())
                } else {
                    body
                };
                let body =
                    body.replace("SERVICE", &ALCOHOL_SERVICE.to_string()).replace("PASSWORD", PASSWORD);
                let body = if body.contains("CODE") {
                    body.replace("CODE", &self.town.code(Part::Manager))
                } else {
                    body
                };
                let body = if body.contains("REQUIREMENT") {
                    let order = seat.get(path.rsplit_once('/').expect("an order").0).await.json();
                    body.replace("REQUIREMENT", order["requirements"][0]["id"].as_str().expect("an id"))
                } else {
                    body
                };
                let body =
                    if body.contains("NOTE") { body.replace("NOTE", &self.own_note().await) } else { body };
                let body = self.with_open_item(body).await;
                let body = if body.contains("FINGERPRINT") { self.kept_summary().await } else { body };
                let mark = format!("\"{version}\"");
                let csrf = if seat.token.is_none() { seat.csrf().await } else { String::new() };
                let headers = [("if-match", mark.as_str()), ("x-csrf-token", csrf.as_str())];
                store::counting(seat.json(method, &path, &headers, &body)).await
            }
        };
        assert_went_well(row, &seen);
        self.keep(row, &path, &seen, seat);
        (seen, count)
    }

    /// What a value of a row stands for.
    fn meant<'a>(&'a self, value: &'a str) -> &'a str {
        match &self.listed {
            Some(listed) if value == "REFERENCE" => &listed.reference,
            _ if value == "SAME" => &self.twin_is_same,
            _ if value == "TWIN" => &self.twin_reference,
            _ => value,
        }
    }

    /// The fields of a form, with the code that an authenticator shows where one is asked for.
    async fn filled(
        &self,
        seat: &mut Seat,
        from: &str,
        action: &str,
        typed: &[(&str, &str)],
    ) -> Vec<(String, String)> {
        let mut fields = seat.filled(from, action, typed).await;
        if fields.iter().any(|(name, _)| name == "base32") {
            let code = self.town.code_on(&fields);
            fields.retain(|(name, _)| name != "code");
            fields.push(("code".into(), code));
        } else if let Some(code) = fields.iter_mut().find(|(name, _)| name == "code") {
            let signs = from.starts_with("/agreements/") || from.starts_with("/retention/");
            let part = if signs { Part::Manager } else { Part::Officer };
            code.1 = self.town.code(if from.ends_with("/emergency") { Part::Practitioner } else { part });
        }
        fields
    }

    /// The address with the id of something that is there, and the version of a referral or a person.
    async fn address(&self, template: &str, verb: Verb, seat: &mut Seat) -> (String, i64) {
        let (mut id, mut version) = (String::new(), 1);
        if template == paths::INVITATION {
            return (self.link.clone().expect("an invitation before this row"), version);
        } else if let Some(found) = self.asked_for(template).await {
            return found;
        } else if let Some((found, seen)) = self.at_court(template).await {
            (id, version) = (found, seen);
        } else if let Some(found) = self.screened(template).await {
            id = found;
            version = if template == paths::api::CONSENT_WITHDRAW { 2 } else { version };
        } else if let Some(found) = self.opened(template).await {
            (id, version) = found;
        } else if let Some(found) = self.of_retention(template).await {
            (id, version) = found;
        } else if let Some(found) = self.of_rights(template).await {
            (id, version) = found;
        } else if let Some(found) = self.hubbed(template).await {
            (id, version) = found;
        } else if let Some(found) = self.seconded(template).await {
            (id, version) = (found, 0);
        } else if let Some(found) = self.departing(template).await {
            (id, version) = (found, 0);
        } else if let Some(found) = self.handed(template).await {
            (id, version) = (found, 0);
        } else if template == paths::NOTE_MOVE {
            let address = paths::note_move(self.person);
            return (format!("{address}?note={}", self.note().await), version);
        } else if template.contains("/referrals/{id}") {
            let (referral, at) = self.referral_for(template).await;
            (id, version) = (referral.to_string(), at);
        } else if template.contains("/appointments/{id}") {
            id = self.appointment_for(template).await.to_string();
            version = if template.ends_with("/correct") { 2 } else { version };
        } else if template.contains("/meetings/{id}") {
            id = self.meeting_for().await.to_string();
        } else if template.contains("/actions/{id}") {
            (id, version) = (self.action_for().await.to_string(), 0);
        } else if template.contains("/pathways/{id}") {
            id = ALCOHOL_SERVICE.to_string();
        } else if template.contains("/orders/{id}") {
            id = self.order_for(template).await.to_string();
            // A requirement has one fact from the first: that it was imposed.
            version = i64::from(template == paths::api::ORDER_REQUIREMENTS);
        } else if template.contains("/agreements/{id}") {
            let (agreement, at) = self.agreement_for(template, verb).await;
            (id, version) = (agreement.to_string(), at);
        } else if template.contains("/failures/{id}") {
            (id, version) = (self.failure().await.to_string(), 0);
        } else if template.contains("/convictions/{id}") {
            id = self.conviction().await.to_string();
        } else if template.contains("/summaries/{id}") {
            let (summary, at) = self.summary_for(template).await;
            (id, version) = (summary.to_string(), at);
        } else if template.contains("{id}") {
            id = self.id_for(template, seat).await;
        }
        if template == paths::api::PERSON_IDENTITY && verb == Verb::Put {
            let seen = seat.get(&paths::api::person(self.person)).await;
            version = seen.header("etag").trim_matches('"').parse().expect("a version");
        }
        (template.replace("{id}", &id).replace("{*path}", "throughcare.css"), version)
    }

    /// The id of what a route is about, where that is no referral.
    async fn id_for(&self, template: &str, seat: &mut Seat) -> String {
        match template {
            paths::NOTICE_UNSEE => self.seen.clone().expect("a notice that was seen before this row"),
            paths::NOTICE_SEE => {
                let page = seat.get(paths::MY_WORK).await.page();
                let see = page.attribute("#new button", "formaction").expect("a notice");
                see.split('/').nth(2).expect("an id").to_owned()
            }
            paths::MY_SESSION_END => {
                let page = seat.get(paths::MY_SESSIONS).await.page();
                let end = page.attribute("main form[action$='/end']", "action").expect("another session");
                end.split('/').nth(3).expect("an id").to_owned()
            }
            paths::api::TOKEN_REVOKE => {
                let tokens = seat.get(paths::api::TOKENS).await.json();
                tokens["items"][0]["id"].as_str().expect("a token").to_owned()
            }
            account if account.starts_with("/accounts/") => Part::Colleague.account().to_string(),
            group if group.contains("/same-person/") => self.person.min(self.twin).to_string(),
            _ => self.person.to_string(),
        }
    }

    /// Keeps what later rows need: the browser as it is now, and the link of an invitation.
    fn keep(&mut self, row: &Row, path: &str, seen: &Seen, seat: Seat) {
        if row.1 == paths::NOTICE_SEE {
            self.seen = path.split('/').nth(2).map(str::to_owned);
        }
        if row.1 == paths::INVITE && row.0 == Verb::Post {
            let link = seen.page().text("main .tc-code");
            self.link = link.strip_prefix("http://127.0.0.1:8080").map(str::to_owned);
        }
        self.seats.insert(row.2, seat);
    }
}

fn assert_went_well(row: &Row, seen: &Seen) {
    let fine = seen.status.is_success() || seen.status.is_redirection();
    assert!(fine, "{} {}: {} {}", row.0.name(), row.1, seen.status, seen.body);
}

/// Staff of the agencies and services to choose from.
fn staff(town: &Town, rows: usize, batch: &mut Batch) {
    for number in 0..rows {
        let account = Account {
            id: town.app.id(),
            agency: Part::Practitioner.agency().id(),
            name: line(&format!("Member {number}")),
            email: Email::new(&format!("member{number}@probation.example")).expect("an address"),
            roles: Roles::of(&[Role::ProbationPractitioner]),
            closed_at: None,
        };
        batch.accounts.push(NewAccount { account, password_hash: None, totp_sealed: None });
        batch.services.push(Service {
            id: town.app.id(),
            agency: Part::Worker.agency().id(),
            agency_name: Part::Worker.agency().name().into(),
            name: format!("Service {number}"),
            pathway: Pathway::ALL[number % Pathway::ALL.len()],
            answer_in_working_days: 10,
        });
    }
}

/// The record of one person.
fn record(town: &Town, person: PersonId, rows: usize, batch: &mut Batch) {
    let (holder, now, today) = (Part::Practitioner.agency().id(), town.app.now(), town.app.today());
    let stamp = Stamp { at: now, by: Part::Practitioner.account(), agency: holder };
    let (address, telephone) = (Some(line("1 Castle Street")), Some(line("01632 960001")));
    let contact =
        Contact { person, holder, address, postcode: Some("NQ1 1AA".into()), telephone, email: None };
    batch.contacts.push((contact, now));
    batch.communication.push((Communication { person, holder, needs: line("Large print") }, now));
    let (text, section) = (prose("Seen at the office."), Section::Notes);
    for number in 0..rows {
        batch.notes.push(Note { id: town.app.id(), person, section, text: text.clone(), stamp });
        batch.orders.push(an_order(town, person, number));
        batch.needs.push(Need {
            id: town.app.id(),
            person,
            pathway: Pathway::ALL[number % Pathway::ALL.len()],
            level: NeedLevel::Some,
            detail: None,
            stamp,
        });
        batch.risk_flags.push(RiskFlag {
            id: town.app.id(),
            person,
            kind: RiskKind::ALL[number % RiskKind::ALL.len()],
            detail: None,
            upkeep: None,
            ended: None,
            stamp,
        });
        let days = i64::try_from(number % 10).expect("small");
        let booking = Booking {
            id: town.app.id(),
            person,
            account: stamp.by,
            agency: stamp.agency,
            at: now + SignedDuration::from_hours(24 * days),
            day: today + days.days(),
            minutes: 30,
            place: Line::new("Office").expect("words"),
            referral: None,
            told: None,
            beside: None,
            replaces: None,
            section: Section::Compliance,
            stamp,
        };
        let owner = Owner { agency: stamp.agency, account: Some(stamp.by) };
        let (kind, due, subject) = (DutyKind::Appointment, booking.day, booking.id.0);
        let duty = Duty { id: town.app.id(), person, kind, owner, due, subject, why: None };
        batch.duties.push((duty, stamp));
        batch.appointments.push(Appointment::booked(booking));
    }
}

fn an_order(town: &Town, person: PersonId, number: usize) -> Order {
    let today = town.app.today();
    let requirement = Requirement {
        id: town.app.id(),
        kind: "RAR".into(),
        name: "Rehabilitation activity".into(),
        amount: 20,
        unit: Unit::Days,
        done: 0,
        began: None,
        ended: None,
    };
    Order {
        id: town.app.id(),
        person,
        holder: Part::Practitioner.agency().id(),
        kind: OrderKind::Community,
        court: None,
        offence: None,
        made: today - i64::try_from(number).expect("small").days(),
        ends: today + 300.days(),
        ended: None,
        requirements: vec![requirement],
    }
}

/// Sessions and tokens of the practitioner and of the officer, who leaves.
async fn keys(town: &Town, rows: usize) {
    let mut tx = town.app.store.write().await.expect("a transaction");
    let at = town.app.wall_now() - RECENT;
    for part in [Part::Practitioner, Part::Officer] {
        for number in 0..rows {
            let mut hash = [part as u8; 32];
            hash[..8].copy_from_slice(&number.to_be_bytes());
            let session = NewSession {
                id: town.app.id(),
                account: part.account(),
                secret_hash: hash,
                csrf: [0; 32],
                stage: Stage::Full,
                at,
                origin: Origin { address: "192.0.2.7".into(), browser: "Test".into() },
            };
            tx.insert_session(&session).await.expect("a session");
            let token = NewToken {
                id: town.app.id(),
                account: part.account(),
                name: line("Night import"),
                secret_hash: hash,
                secondment: None,
                scopes: vec!["people:read".into()],
                at,
                expires_at: at + SignedDuration::from_hours(24 * 30),
            };
            tx.insert_token(&token).await.expect("a token");
        }
    }
    tx.commit().await.expect("committed");
}
