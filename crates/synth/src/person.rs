//! What is invented about one person: plain, dated facts, ready to be laid into any store.
//!
//! What holds: dates are in order (born before offences, offences before convictions, those before orders, orders before what follows from them);
//! nothing but booked appointments and due meetings lies after the day of the world; identifiers pass their checks and lie in ranges that are
//! never issued, where there is such a range; sentences are written as a practitioner should write of somebody who may read them.

use crate::agencies::{AgencyIx, ServiceIx, SiteIx};
use crate::household::Relation;
use crate::names::PersonName;
use crate::places::WardIx;
use crate::staff::AccountIx;
use domain::involvement::InvolvementRole;
use domain::order::{OrderKind, Unit};
use domain::pathway::{NeedLevel, Pathway};
use domain::person::{Gender, IdentifierKind};
use domain::referral::Fact;
use domain::risk::RiskKind;
use domain::section::Section;
use jiff::Timestamp;
use jiff::civil::Date;

/// When, by whom and for which agency something was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The instant, in office hours.
    pub at: Timestamp,
    /// The day of that instant, in London.
    pub on: Date,
    /// The account.
    pub by: AccountIx,
    /// The agency.
    pub agency: AgencyIx,
}

/// One invented person with all that is recorded of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The number, from 0. The same seed, day and number give the same person.
    pub number: u64,
    /// Legal name.
    pub legal: PersonName,
    /// The name the person wishes to be called, where it differs.
    pub known_as: Option<String>,
    /// Other names: earlier family names, other spellings.
    pub aliases: Vec<PersonName>,
    /// Date of birth; not known of a few.
    pub born: Option<Date>,
    /// Gender as the person describes it.
    pub gender: Gender,
    /// Ethnic group code of the 2001 census, 16 + 1, as self-described (ndtms.md, section 3).
    pub ethnicity: &'static str,
    /// What makes talking work.
    pub communication: Communication,
    /// CRN, PNC, CRO, prison and NHS numbers.
    pub identifiers: Vec<Identifier>,
    /// Addresses, oldest first; the last has no end.
    pub addresses: Vec<Address>,
    /// The ward of the last settled address.
    pub home_ward: WardIx,
    /// Telephone and e-mail.
    pub contact: Contact,
    /// The household.
    pub household: Household,
    /// Why only a few may open the record, if so (for example a relative of staff).
    pub limited_access: Option<&'static str>,
    /// How the partnership came to know the person.
    pub came_by: Route,
    /// When the first record was made, and by whom.
    pub first_known: Mark,
    /// Who works with the person, and who leads.
    pub involvements: Vec<Involvement>,
    /// What staff must know before they meet the person.
    pub risk_flags: Vec<RiskFlag>,
    /// Offences, in the order in which they were committed.
    pub offences: Vec<Offence>,
    /// Orders and licences, in the order in which they were made.
    pub orders: Vec<Order>,
    /// Needs by pathway, oldest first; a later finding replaces an earlier one on the same pathway.
    pub needs: Vec<Need>,
    /// AUDIT screenings, oldest first.
    pub audits: Vec<Audit>,
    /// Referrals, by the day they were made.
    pub referrals: Vec<Referral>,
    /// Appointments, by time.
    pub appointments: Vec<Appointment>,
    /// Three-way meetings, by the day they fall due.
    pub meetings: Vec<ThreeWayMeeting>,
    /// Notes, oldest first.
    pub notes: Vec<Note>,
    /// What was found at the start and at the end.
    pub outcomes: Vec<Outcome>,
}

impl Person {
    /// The name to call the person by.
    pub fn called(&self) -> String {
        self.known_as.clone().unwrap_or_else(|| self.legal.short())
    }

    /// The involvement that leads on supervision or, without one, on anything, and has not ended.
    pub fn lead(&self) -> Option<&Involvement> {
        let mut leading =
            self.involvements.iter().filter(|involvement| involvement.leads && involvement.to.is_none());
        leading
            .clone()
            .find(|involvement| involvement.role == InvolvementRole::Supervision)
            .or_else(|| leading.next())
    }
}

/// Language and what else makes talking work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Communication {
    /// The language the person would rather speak.
    pub language: &'static str,
    /// Whether an interpreter is needed.
    pub interpreter: bool,
    /// Other needs, in words, for example "Finds long letters hard; ring first".
    pub needs: Vec<&'static str>,
}

impl Communication {
    /// All of it on one line; `None` when there is nothing to heed.
    pub fn line(&self) -> Option<String> {
        let mut parts = Vec::new();
        if self.language != "English" {
            let interpreter = if self.interpreter { ", interpreter needed" } else { "" };
            parts.push(format!("Prefers {}{interpreter}.", self.language));
        }
        parts.extend(self.needs.iter().map(|need| (*need).to_owned()));
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

/// A number from another system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// Whose.
    pub kind: IdentifierKind,
    /// As it came from there: sometimes in a shorter form.
    pub raw: String,
    /// Canonical form.
    pub canonical: String,
}

/// What kind of place somebody stays at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stay {
    /// A home.
    Settled,
    /// With friends or relatives for a time, or a bed and breakfast.
    Temporary,
    /// A hostel or supported house.
    Hostel,
    /// Nowhere fixed.
    NoFixedAbode,
    /// A prison.
    Custody,
}

/// An address with its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// House and street.
    pub line: String,
    /// The town.
    pub town: &'static str,
    /// Postcode in canonical form; a pseudo code for nowhere fixed.
    pub postcode: String,
    /// Kind of stay.
    pub stay: Stay,
    /// First day.
    pub from: Date,
    /// Last day; none for the present one.
    pub to: Option<Date>,
}

/// Telephone and e-mail, in ranges kept for fiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Mobile number.
    pub mobile: Option<String>,
    /// Another number, for example a relative's.
    pub landline: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// What to heed when getting in touch.
    pub safe_contact: Option<&'static str>,
}

/// Who else of the partnership's people lives there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Household {
    /// The number of the household: that of its first person.
    pub number: u64,
    /// The number of the other person. In a stream that stops in the middle of a block of eight it may lie beyond the end.
    pub other: Option<u64>,
    /// How they are related.
    pub relation: Relation,
}

/// How a person came to the partnership (product.md, "The main job").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Route {
    /// By sentence of a court.
    Court,
    /// By release from prison.
    Prison,
    /// A police officer met the person on the street.
    PoliceContact,
    /// Custody or court diverted the person.
    Diversion,
    /// The person, or a relative, asked.
    Asked,
}

/// A dated involvement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Involvement {
    /// Which agency.
    pub agency: AgencyIx,
    /// Which of its staff.
    pub account: AccountIx,
    /// What it does.
    pub role: InvolvementRole,
    /// Whether it leads on that.
    pub leads: bool,
    /// First day.
    pub from: Date,
    /// Last day, once it has ended.
    pub to: Option<Date>,
}

/// A risk flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskFlag {
    /// About what.
    pub kind: RiskKind,
    /// In words.
    pub detail: &'static str,
    /// When and by whom it was raised.
    pub raised: Mark,
    /// The day it ended, if it has.
    pub ended: Option<Date>,
}

/// An offence, and whether it was proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offence {
    /// A code in the form of the national ones. The number is invented where we know none.
    pub code: &'static str,
    /// Home Office class and subclass, one that the predictors of reoffending.md score.
    pub class: &'static str,
    /// In plain words.
    pub words: &'static str,
    /// The day it was committed.
    pub committed: Date,
    /// The day it was proven; none while a charge is open.
    pub convicted: Option<Date>,
    /// What came of it.
    pub disposal: &'static str,
}

/// How an order ended (orders.md, section 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderEnd {
    /// It ran its time.
    Expired,
    /// Every requirement was met.
    CompletedEarly,
    /// The court revoked it for good progress.
    RevokedGoodProgress,
    /// The court revoked it and sentenced again.
    RevokedResentenced,
    /// A further conviction ended it.
    RevokedFurtherConviction,
    /// The person was recalled to prison.
    Recalled,
}

/// An order or a licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// What it is.
    pub kind: OrderKind,
    /// The court that made it; of a licence, the court of the sentence.
    pub court: &'static str,
    /// What it was made for, in plain words.
    pub offence: &'static str,
    /// The day it was made; of a licence, the day of release.
    pub made: Date,
    /// The day it is to end.
    pub ends: Date,
    /// The day it did end and how, if it has.
    pub ended: Option<(Date, OrderEnd)>,
    /// What it requires.
    pub requirements: Vec<Requirement>,
    /// Who recorded it, when.
    pub recorded: Mark,
}

/// One requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    /// Its code in the catalogue, for example `ATR`.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// How much was ordered.
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
    /// How much is done.
    pub done: u32,
    /// The day it began.
    pub began: Option<Date>,
    /// The day it ended.
    pub ended: Option<Date>,
}

/// What was found about one pathway on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// On which pathway.
    pub pathway: Pathway,
    /// How large.
    pub level: NeedLevel,
    /// In words.
    pub detail: &'static str,
    /// When, by whom.
    pub found: Mark,
}

/// One AUDIT screening (instruments.md, section 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Audit {
    /// The ten item scores: the first eight 0 to 4, the last two 0, 2 or 4.
    pub items: [u8; 10],
    /// Their sum, 0 to 40.
    pub total: u8,
    /// When, by whom.
    pub asked: Mark,
}

/// A referral with its dated facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// For which service.
    pub service: ServiceIx,
    /// The agency that refers.
    pub from: AgencyIx,
    /// Who made it there.
    pub made_by: AccountIx,
    /// The agency that is asked.
    pub to: AgencyIx,
    /// Under which requirement: the place of the order in `orders`, and of the requirement in it.
    pub requirement: Option<(usize, usize)>,
    /// What is asked, in words.
    pub asks: String,
    /// What staff must know about risk before they meet the person.
    pub risk_to_staff: Option<&'static str>,
    /// Needs that affect how the service is given; never left out, even when there are none (practice-catalogue.md, S2-24).
    pub delivery_needs: String,
    /// The day by which the provider is to answer.
    pub answer_by: Date,
    /// What happened, oldest first; the order is one that `domain::referral` allows.
    pub facts: Vec<(Mark, Fact)>,
}

/// Whether somebody came (orders.md, section 4.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attendance {
    /// It lies ahead.
    Booked,
    /// It was, and nobody has recorded yet what became of it.
    Unrecorded,
    /// Came.
    Attended,
    /// Came late.
    Late,
    /// Did not come.
    Missed(Excuse),
    /// The agency called it off.
    CalledOff,
}

/// Whether a reason for not coming is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Excuse {
    /// Not decided yet.
    Undecided,
    /// A reasonable excuse.
    Acceptable,
    /// None.
    Unacceptable,
}

/// What was decided after an unacceptable failure (orders.md, section 4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Enforcement {
    /// A warning, good for twelve months.
    Warning,
    /// Sent to the enforcement officer.
    Referred,
}

/// An appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// With which agency.
    pub agency: AgencyIx,
    /// With whom.
    pub account: AccountIx,
    /// Where.
    pub site: SiteIx,
    /// When.
    pub at: Timestamp,
    /// The day of that instant, in London.
    pub on: Date,
    /// For how long.
    pub minutes: u16,
    /// What for.
    pub purpose: &'static str,
    /// Whether the order requires it.
    pub enforceable: bool,
    /// When and by whom it was booked.
    pub booked: Mark,
    /// What came of it.
    pub attendance: Attendance,
    /// The reason that the person gave for not coming.
    pub reason_given: Option<&'static str>,
    /// The decision on an unacceptable failure.
    pub enforcement: Option<(Date, Enforcement)>,
}

/// Which of the three meetings of an order with treatment (orders.md, section 3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MeetingStage {
    /// At the start.
    Start,
    /// In the middle.
    Middle,
    /// At the end.
    End,
}

/// A meeting of the person, the offender manager and the treatment worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreeWayMeeting {
    /// Which.
    pub stage: MeetingStage,
    /// The day by which it is due.
    pub due: Date,
    /// When it was held.
    pub held: Option<Timestamp>,
    /// The offender manager.
    pub manager: AccountIx,
    /// The treatment worker and their agency.
    pub worker: (AccountIx, AgencyIx),
    /// Whether the person came. A meeting of two does not count.
    pub person_came: bool,
    /// What each said: the person, the offender manager, the worker.
    pub voices: Option<[&'static str; 3]>,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The section of the record that it belongs to.
    pub section: Section,
    /// What it says.
    pub text: String,
    /// When, by whom.
    pub written: Mark,
}

/// What is measured at the start and the end of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// In work, training or education.
    InWork,
    /// In settled, suitable accommodation.
    SettledHome,
    /// Registered with a GP.
    HasGp,
}

/// One finding of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// What was measured.
    pub measure: Measure,
    /// What was found.
    pub yes: bool,
    /// When, by whom.
    pub found: Mark,
}
