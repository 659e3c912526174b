//! The course of a person's case in outline: how they came, what order they are on, how they drink, how they keep appointments, who leads.
//! Everything else is worked out from this outline, so that the parts agree with each other.

use crate::World;
use crate::agencies::{AgencyIx, the};
use crate::chance::{Chance, Stream};
use crate::days::{at, days_between, office_hours, plus, plus_months, working};
use crate::identity::Identity;
use crate::names::NamedAs;
use crate::person::{Mark, OrderEnd, Route};
use crate::places::WardIx;
use crate::staff::{AccountIx, worker};
use domain::calendar::BankHolidays;
use domain::order::OrderKind;
use jiff::Span;
use jiff::civil::Date;

/// Where the case stands on the day of the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// A community order in force.
    Community,
    /// A suspended sentence order in force.
    Suspended,
    /// A licence in force.
    Licence,
    /// An order or licence that has ended.
    Ended,
    /// No order: known by another route.
    NoOrder,
}

/// How somebody drinks, in the zones of AUDIT (instruments.md, section 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Drinking {
    Low,
    Increasing,
    Higher,
    Dependent,
}

/// The outline.
#[derive(Debug)]
pub(crate) struct Course<'w> {
    pub holidays: &'w BankHolidays,
    pub number: u64,
    pub born: Date,
    pub named: NamedAs,
    pub standing: Standing,
    pub kind: OrderKind,
    pub route: Route,
    /// The day the order was made or, without one, of the first contact.
    pub start: Date,
    /// The day the order is to end or, without one, half a year after the start.
    pub ends: Date,
    pub months: i32,
    pub ended: Option<(Date, OrderEnd)>,
    /// The last day on which something can have been recorded.
    pub yesterday: Date,
    /// The day of a screening at court, before the start.
    pub screened: Option<Date>,
    pub first_known: Mark,
    pub drinking: Drinking,
    pub drugs: bool,
    /// Whether the person finds it hard to keep appointments.
    pub struggles: bool,
    pub reoffends: bool,
    pub home: WardIx,
    pub lead_agency: AgencyIx,
    pub lead: AccountIx,
}

impl Course<'_> {
    /// Whether services for women only are open to the person.
    pub fn woman(&self) -> bool {
        self.named == NamedAs::Woman
    }

    /// The last day on which the case was open, so far.
    pub fn open_until(&self) -> Date {
        self.ended.map_or(self.yesterday, |(day, _)| day.min(self.yesterday))
    }

    /// A mark of `account` on the working day at or before `day` and yesterday, and never before the person was known.
    pub fn mark(&self, day: Date, account: AccountIx, agency: AgencyIx, chance: &mut Chance) -> Mark {
        let on = worked_before(self.holidays, day.min(self.yesterday)).max(self.first_known.on);
        Mark { at: office_hours(on, chance), on, by: account, agency }
    }

    /// A mark of whoever leads.
    pub fn lead_mark(&self, day: Date, chance: &mut Chance) -> Mark {
        self.mark(day, self.lead, self.lead_agency, chance)
    }
}

/// The outline of the case of the person with this `number`.
pub(crate) fn plot<'w>(world: &'w World, number: u64, identity: &Identity) -> Course<'w> {
    let mut chance = Chance::of(world.seed, Stream::History, number);
    let home = home_of(world, identity);
    let yesterday = plus(world.as_of, -1);
    let grown_up = working(&world.holidays, plus(identity.born.saturating_add(Span::new().years(18)), 21));
    let term = term(world, grown_up, &mut chance);
    let route = route(term.standing, &mut chance);
    let (lead_agency, its_team) = match (term.standing, route) {
        (Standing::NoOrder, Route::PoliceContact) => (the::POLICE, None),
        (Standing::NoOrder, Route::Diversion) => (the::COURT_LIAISON, None),
        (Standing::NoOrder, Route::Prison) => (the::MENTORING, None),
        (Standing::NoOrder, _) => (the::HOUSING, None),
        _ => (the::PROBATION, Some(team_of(home))),
    };
    let lead = worker(lead_agency, its_team, number, &mut chance);
    // 34.5 % of those screened at court were known to mental health services (practice-catalogue.md, S4-16); how many are screened is our own guess.
    let at_court = !matches!(route, Route::Prison | Route::PoliceContact | Route::Asked)
        && term.standing != Standing::NoOrder;
    let screening = plus(term.start, -chance.between(3, 30));
    let screened =
        (at_court && chance.happens(420) && screening > grown_up).then(|| before(world, screening));
    let known_from = screened.unwrap_or(term.start);
    let (by, agency) = if screened.is_some() {
        (worker(the::COURT_LIAISON, None, number, &mut chance), the::COURT_LIAISON)
    } else {
        (lead, lead_agency)
    };
    Course {
        holidays: &world.holidays,
        number,
        born: identity.born,
        named: identity.named,
        standing: term.standing,
        kind: term.kind,
        route,
        start: term.start,
        ends: term.ends,
        months: term.months,
        ended: term.ended,
        yesterday,
        screened,
        first_known: Mark { at: at(known_from, 8, 30), on: known_from, by, agency },
        drinking: drinking(&mut chance),
        // Drugs were linked to offending in 25 % of assessments: practice-catalogue.md, S2-17.
        drugs: chance.happens(250),
        struggles: chance.happens(510),
        // About a third reoffend within the follow-up, by our own guess; the funnel target of reoffending.md, section 7, is 34.4 %.
        reoffends: chance.happens(344),
        home,
        lead_agency,
        lead,
    }
}

/// Alcohol was linked to offending in 49 % of assessments: practice-catalogue.md, S2-17. How the rest falls into zones is our own guess.
fn drinking(chance: &mut Chance) -> Drinking {
    let linked = [(Drinking::Increasing, 34), (Drinking::Higher, 26), (Drinking::Dependent, 40)];
    let not_linked = [(Drinking::Low, 75), (Drinking::Increasing, 25)];
    if chance.happens(490) {
        chance.weighted(&linked, Drinking::Low)
    } else {
        chance.weighted(&not_linked, Drinking::Low)
    }
}

/// The probation team of a ward: one in the city, one in Thornbeck, one for the moor and the dales.
fn team_of(home: WardIx) -> u16 {
    match home.0 {
        0..12 => 0,
        12..24 => 1,
        _ => 2,
    }
}

/// The ward of the household.
fn home_of(world: &World, identity: &Identity) -> WardIx {
    let mut chance = Chance::of(world.seed, Stream::Contact, identity.member.household);
    world.county.place(&mut chance).ward
}

/// An order's dates.
struct Term {
    standing: Standing,
    kind: OrderKind,
    start: Date,
    ends: Date,
    months: i32,
    ended: Option<(Date, OrderEnd)>,
}

/// How many stand where, and how long orders last, are our own guesses.
fn term(world: &World, grown_up: Date, chance: &mut Chance) -> Term {
    let standing = chance.weighted(
        &[
            (Standing::Community, 400),
            (Standing::Suspended, 130),
            (Standing::Licence, 90),
            (Standing::Ended, 300),
            (Standing::NoOrder, 80),
        ],
        Standing::Community,
    );
    let kind = match standing {
        Standing::Suspended => OrderKind::Suspended,
        Standing::Licence => OrderKind::Licence,
        Standing::Community | Standing::NoOrder => OrderKind::Community,
        Standing::Ended => chance.weighted(
            &[(OrderKind::Community, 64), (OrderKind::Suspended, 20), (OrderKind::Licence, 16)],
            OrderKind::Community,
        ),
    };
    let months = months(kind, chance);
    if standing == Standing::NoOrder {
        let start = before(world, plus(world.as_of, -chance.between(2, 400))).max(grown_up);
        return Term { standing, kind, start, ends: plus_months(start, 6), months: 6, ended: None };
    }
    if standing == Standing::Ended {
        let over = plus(world.as_of, -chance.between(5, 1_000));
        let start = before(world, plus_months(over, -months)).max(grown_up);
        let ends = plus_months(start, months);
        if ends < plus(world.as_of, -2) {
            let ended = Some(ending(kind, start, ends, chance));
            return Term { standing, kind, start, ends, months, ended };
        }
    }
    let elapsed = chance.between(1, months * 30 - 3);
    let start = before(world, plus(world.as_of, -elapsed)).max(grown_up);
    let standing = match kind {
        OrderKind::Suspended => Standing::Suspended,
        OrderKind::Licence | OrderKind::PostSentence => Standing::Licence,
        OrderKind::Community => Standing::Community,
    };
    Term { standing, kind, start, ends: plus_months(start, months), months, ended: None }
}

/// A community order has at most 36 months, supervision under a suspended sentence at most 24 (orders.md, section 1; practice-catalogue.md, S1-01).
fn months(kind: OrderKind, chance: &mut Chance) -> i32 {
    match kind {
        OrderKind::Community => {
            chance.weighted(&[(6, 8), (9, 10), (12, 42), (18, 20), (24, 16), (36, 4)], 12)
        }
        OrderKind::Suspended => chance.weighted(&[(12, 40), (18, 35), (24, 25)], 12),
        OrderKind::Licence | OrderKind::PostSentence => {
            chance.weighted(&[(6, 35), (9, 20), (12, 25), (24, 20)], 12)
        }
    }
}

/// How orders end is our own guess; the ways are those of orders.md, section 5.
fn ending(kind: OrderKind, start: Date, ends: Date, chance: &mut Chance) -> (Date, OrderEnd) {
    let ways = if matches!(kind, OrderKind::Licence | OrderKind::PostSentence) {
        [
            (OrderEnd::Expired, 76),
            (OrderEnd::Recalled, 24),
            (OrderEnd::RevokedGoodProgress, 0),
            (OrderEnd::RevokedResentenced, 0),
        ]
    } else {
        [
            (OrderEnd::Expired, 72),
            (OrderEnd::RevokedGoodProgress, 9),
            (OrderEnd::RevokedResentenced, 13),
            (OrderEnd::RevokedFurtherConviction, 6),
        ]
    };
    let way = chance.weighted(&ways, OrderEnd::Expired);
    let early = plus(start, days_between(start, ends) * chance.between(40, 85) / 100);
    match way {
        OrderEnd::Expired => (ends, way),
        // Sections 38 and 39 of the Sentencing Act 2026 end an order once all is done (orders.md, section 2.1); before, a court had to.
        OrderEnd::RevokedGoodProgress
            if early.year() > 2026 || (early.year() == 2026 && early.month() > 6) =>
        {
            (early, OrderEnd::CompletedEarly)
        }
        _ => (early, way),
    }
}

fn route(standing: Standing, chance: &mut Chance) -> Route {
    match standing {
        Standing::Licence => Route::Prison,
        Standing::NoOrder => chance.weighted(
            &[(Route::PoliceContact, 45), (Route::Diversion, 30), (Route::Prison, 10), (Route::Asked, 15)],
            Route::PoliceContact,
        ),
        _ => Route::Court,
    }
}

/// The last working day on or before `day`: courts sit on working days, and prisons release on them.
fn before(world: &World, day: Date) -> Date {
    worked_before(&world.holidays, day)
}

fn worked_before(holidays: &BankHolidays, day: Date) -> Date {
    let mut at = day;
    while !holidays.works(at) {
        at = plus(at, -1);
    }
    at
}
