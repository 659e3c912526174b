//! What relates a viewer to people, for one person and for lists: the same conditions in both, side by side.
//!
//! Each condition is a search for one row, asked for person by person: `exists` would let PostgreSQL gather everybody with
//! whom an agency works first, for a page of twenty.
//!
//! A test holds them together: whoever a list shows is whom the gate lets the viewer know of, and nobody else.

use crate::{
    dialect::each_id,
    link::Link,
    sql::{Arg, Param, args, statements},
};
use app::ports::Stored;
use domain::ids::{AgencyId, PersonId};
use gate::{Access, Condition, ListFilter, Relations, Standing, Viewer};
use jiff::civil::Date;

/// The service that the row rests on is there on `$today`, as far as its last day is known.
macro_rules! goes_on {
    ($row:expr, $today:literal) => {
        concat!("(", $row, ".until_day is null or ", $row, ".until_day >= ", $today, ")")
    };
}

/// An involvement of agency `$agency` in force on `$today`.
macro_rules! involved {
    ($person:expr, $agency:literal, $today:literal) => {
        concat!(
            "(select 1 from involvement i where i.person_id = ",
            $person,
            " and i.agency_id = ",
            $agency,
            " and i.from_day <= ",
            $today,
            " and (i.to_day is null or i.to_day >= ",
            $today,
            ") and ",
            $crate::standing::goes_on!("i", $today),
            " limit 1) is not null"
        )
    };
}

/// The same, naming account `$account`. Who has gone to another agency is no longer on the team.
macro_rules! on_team {
    ($person:expr, $agency:literal, $account:literal, $today:literal) => {
        concat!(
            "(select 1 from involvement i where i.person_id = ",
            $person,
            " and i.account_id = ",
            $account,
            " and i.agency_id = ",
            $agency,
            " and i.from_day <= ",
            $today,
            " and (i.to_day is null or i.to_day >= ",
            $today,
            ") and ",
            $crate::standing::goes_on!("i", $today),
            " limit 1) is not null"
        )
    };
}

/// A referral in progress that has `$agency` on the side `$column`; on `$today`, where that is the side of a service.
macro_rules! referred {
    ($person:expr, $column:literal, $agency:literal $(, $today:literal)?) => {
        concat!(
            "(select 1 from referral f where f.person_id = ",
            $person,
            // Within the person's referrals: as plain conditions these would lead to the index of an agency's whole inbox.
            " and case when f.",
            $column,
            " = ",
            $agency,
            " then f.phase in (1, 2)",
            $(" and ", $crate::standing::goes_on!("f", $today),)?
            " end limit 1) is not null"
        )
    };
}

/// Access is limited on `$today`.
macro_rules! limited {
    ($person:expr, $today:literal) => {
        concat!(
            "(select 1 from limited_access l where l.person_id = ",
            $person,
            " and l.from_day <= ",
            $today,
            " limit 1) is not null"
        )
    };
}

/// `$account` is on the list of names.
macro_rules! named {
    ($person:expr, $account:literal) => {
        concat!(
            "(select 1 from limited_access_name n where n.person_id = ",
            $person,
            " and n.account_id = ",
            $account,
            " limit 1) is not null"
        )
    };
}

/// The record was opened to the account, or to its whole agency, and that has not ended. Where only one person is looked at,
/// [`crate::opening`] says whether its minutes are over; a list says at which instant (half of `$now`).
macro_rules! opened {
    ($person:expr, $agency:literal, $account:literal $(, $now:literal)?) => {
        concat!(
            "(select 1 from opening opened where opened.person_id = ",
            $person,
            " and opened.ended_at is null and opened.agency_id = ",
            $agency,
            " and (opened.account_id is null or opened.account_id = ",
            $account,
            ")"
            $(, " and opened.from_at <= ", $now, " / 2 and opened.until_at > ", $now, " / 2")?,
            " limit 1) is not null"
        )
    };
}

/// `$account` is barred from the person's record on `$today`, by name or because they work with somebody from whom it is kept apart.
macro_rules! barred {
    ($person:expr, $account:literal, $today:literal) => {
        concat!(
            "((select 1 from exclusion barred where barred.person_id = ",
            $person,
            " and barred.account_id = ",
            $account,
            " and barred.from_day <= ",
            $today,
            " and (barred.to_day is null or barred.to_day >= ",
            $today,
            // From the few records that this one is kept apart from, never from all with whom the account works.
            ") limit 1) is not null or (select 1 from kept_apart apart cross join involvement works where apart.person_id = ",
            $person,
            " and works.person_id = apart.from_person_id and works.account_id = ",
            $account,
            " and (works.to_day is null or works.to_day >= ",
            $today,
            ") limit 1) is not null)"
        )
    };
}

/// Any of the relations that the filter takes. `$7` is 1 more for referrals out; for openings, twice the instant in
/// milliseconds, and 0 without them.
macro_rules! related {
    ($person:expr) => {
        concat!(
            "(($4 = 1 and ",
            $crate::standing::involved!($person, "$1", "$3"),
            ")",
            " or ($5 = 1 and ",
            $crate::standing::on_team!($person, "$1", "$2", "$3"),
            ")",
            " or ($6 = 1 and ",
            $crate::standing::referred!($person, "to_agency_id", "$1", "$3"),
            ")",
            " or ($7 % 2 = 1 and ",
            $crate::standing::referred!($person, "from_agency_id", "$1"),
            ") or ($7 >= 2 and ",
            $crate::standing::opened!($person, "$1", "$2", "$7"),
            "))"
        )
    };
}

/// Access is open to the account: not limited, or to others; and it is not barred.
macro_rules! open_to {
    ($person:expr) => {
        concat!(
            "(not ",
            $crate::standing::limited!($person, "$3"),
            " or ",
            $crate::standing::named!($person, "$2"),
            ") and not ",
            $crate::standing::barred!($person, "$2", "$3")
        )
    };
}

/// The list filter about one person column. Its parameters are `$1` to `$7`: see [`filter_args`].
macro_rules! visible {
    ($person:literal) => {
        concat!($crate::standing::related!($person), " and ", $crate::standing::open_to!($person))
    };
}

/// The list filter about the person of a referral in progress to the viewer's agency: the row is itself the relation, where the
/// filter takes that one.
macro_rules! visible_by_referral_in {
    ($referral:literal) => {
        concat!(
            "(($6 = 1 and ",
            $referral,
            ".to_agency_id = $1 and ",
            $referral,
            ".phase in (1, 2) and ",
            $crate::standing::goes_on!($referral, "$3"),
            ") or ",
            $crate::standing::related!(concat!($referral, ".person_id")),
            ") and ",
            $crate::standing::open_to!(concat!($referral, ".person_id"))
        )
    };
}

/// The same of one from the viewer's agency.
macro_rules! visible_by_referral_out {
    ($referral:literal) => {
        concat!(
            "(($7 % 2 = 1 and ",
            $referral,
            ".from_agency_id = $1 and ",
            $referral,
            ".phase in (1, 2)) or ",
            $crate::standing::related!(concat!($referral, ".person_id")),
            ") and ",
            $crate::standing::open_to!(concat!($referral, ".person_id"))
        )
    };
}

/// The relations that the filter takes of the person of an involvement in force on `$3`: where it is of the viewer's agency, it is
/// itself the relation; only for one of another agency the others are looked through.
macro_rules! related_by_involvement {
    ($involvement:literal) => {
        concat!(
            "((($4 = 1 or ($5 = 1 and ",
            $involvement,
            ".account_id = $2)) and ",
            $involvement,
            ".agency_id = $1 and ",
            $crate::standing::goes_on!($involvement, "$3"),
            ") or ",
            $crate::standing::related!(concat!($involvement, ".person_id")),
            ")"
        )
    };
}

/// The list filter about the person of an involvement in force on `$3`.
macro_rules! visible_by_involvement {
    ($involvement:literal) => {
        concat!(
            $crate::standing::related_by_involvement!($involvement),
            " and ",
            $crate::standing::open_to!(concat!($involvement, ".person_id"))
        )
    };
}

/// How open the record is to `$account`, in the bits of [`standing`]: 0 ordinary, 48 limited with them named, 16 closed to them.
macro_rules! access {
    ($person:expr, $account:literal, $today:literal) => {
        concat!(
            "case when ",
            $crate::standing::barred!($person, $account, $today),
            " then 16 when ",
            $crate::standing::limited!($person, $today),
            " then case when ",
            $crate::standing::named!($person, $account),
            " then 48 else 16 end else 0 end"
        )
    };
}

/// What an involvement in force on `$3` tells at once about the viewer `$2` of `$1`: whether they are on the team, and how open the
/// record is to them. [`open_by!`] keeps whoever is open to them, and [`bits!`] takes it over instead of asking again.
macro_rules! known_by_involvement {
    ($involvement:literal) => {
        concat!(
            "case when ",
            $involvement,
            ".account_id = $2 and ",
            $involvement,
            ".agency_id = $1 then 3 else 0 end + ",
            $crate::standing::access!(concat!($involvement, ".person_id"), "$2", "$3")
        )
    };
}

/// Whether what is known says that the record is open: [`open_to!`], already answered.
macro_rules! open_by {
    ($known:literal) => {
        concat!("(", $known, " & 48) <> 16")
    };
}

/// The bits of involvements of `$agency` in force on `$today`.
macro_rules! bits_of_involvement {
    ($person:literal, $agency:literal, $account:literal, $today:literal) => {
        concat!(
            "coalesce((select max(case when i.account_id = ",
            $account,
            " then 3 else 1 end) from involvement i where i.person_id = ",
            $person,
            " and i.agency_id = ",
            $agency,
            " and i.from_day <= ",
            $today,
            " and (i.to_day is null or i.to_day >= ",
            $today,
            ") and ",
            $crate::standing::goes_on!("i", $today),
            "), 0)"
        )
    };
}

/// The bits that neither involvement nor access gives, and above them the edition of the agreements.
macro_rules! bits_of_the_rest {
    ($person:literal, $agency:literal, $account:literal, $today:literal) => {
        concat!(
            "coalesce((select max(case when f.phase in (1, 2) and f.to_agency_id = ",
            $agency,
            " and ",
            $crate::standing::goes_on!("f", $today),
            " then 4 else 0 end) + max(case when f.phase in (1, 2) and f.from_agency_id = ",
            $agency,
            " then 8 else 0 end) + max(case when f.phase = 3 and f.to_agency_id = ",
            $agency,
            " then 64 else 0 end) from referral f where f.person_id = ",
            $person,
            "), 0) + case when ",
            $crate::standing::opened!($person, $agency, $account),
            " then 128 else 0 end + (select e.edition from agreement_edition e where e.one = 1) * 256"
        )
    };
}

/// What relates account `$account` of `$agency` to a person on `$today`, as a number whose bits say what holds, below the
/// edition of the agreements: each table is looked into once. Who is not there relates to nobody, and costs the same look.
///
/// With `known`, what [`known_by_involvement!`] has told is taken over: whoever it says is on the team needs no second look.
macro_rules! bits {
    ($person:literal, $agency:literal, $account:literal, $today:literal) => {
        concat!(
            "cast(",
            $crate::standing::bits_of_involvement!($person, $agency, $account, $today),
            " + ",
            $crate::standing::access!($person, $account, $today),
            " + ",
            $crate::standing::bits_of_the_rest!($person, $agency, $account, $today),
            " as bigint)"
        )
    };
    ($person:literal, $agency:literal, $account:literal, $today:literal, known $known:literal) => {
        concat!(
            "cast(",
            $known,
            " + case when ",
            $known,
            " % 4 = 3 then 0 else ",
            $crate::standing::bits_of_involvement!($person, $agency, $account, $today),
            " end + ",
            $crate::standing::bits_of_the_rest!($person, $agency, $account, $today),
            " as bigint)"
        )
    };
}

pub(crate) use {
    access, barred, bits, bits_of_involvement, bits_of_the_rest, goes_on, involved, known_by_involvement,
    limited, named, on_team, open_by, open_to, opened, referred, related, related_by_involvement, visible,
    visible_by_involvement, visible_by_referral_in, visible_by_referral_out,
};

/// The parameters `$1` to `$7` of [`visible`].
pub(crate) fn filter_args(filter: &ListFilter, today: Date) -> Vec<Arg> {
    let by = |condition| filter.by(condition);
    let instant = if by(Condition::OpenedTo) { filter.at.as_millisecond().max(1) } else { 0 };
    args![
        filter.agency,
        filter.account,
        today,
        by(Condition::AgencyInvolved),
        by(Condition::OnTeam),
        by(Condition::ReferralIn),
        i64::from(by(Condition::ReferralOut)) + 2 * instant,
    ]
}

statements! {
    /// One row for each of these ids, whether there is such a person or not.
    STANDINGS = each_id!(concat!("select w.id, ", bits!("w.id", "$2", "$3", "$4"), " from"), "w", "");
}

/// What relates the viewer to each of these people.
pub(crate) async fn standings(
    link: &mut Link,
    viewer: &Viewer,
    people: &[PersonId],
    today: Date,
) -> Stored<Vec<Standing>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let mut args = vec![ids(people)];
    args.extend([viewer.agency.arg(), viewer.account.arg(), today.arg()]);
    let rows = link.all(STANDINGS, args).await?;
    rows.iter()
        .map(|row| {
            let mut fields = row.fields();
            let person = fields.next()?;
            Ok(standing(person, fields.next()?))
        })
        .collect()
}

/// What the bits say.
pub(crate) fn standing(person: PersonId, bits: i64) -> Standing {
    let relations = Relations::NONE
        .and(Condition::AgencyInvolved, bits & 1 != 0)
        .and(Condition::OnTeam, bits & 2 != 0)
        .and(Condition::ReferralIn, bits & 4 != 0)
        .and(Condition::ReferralOut, bits & 8 != 0)
        .and(Condition::ReferralOver, bits & 64 != 0)
        .and(Condition::OpenedTo, bits & 128 != 0);
    let access = match (bits & 16 != 0, bits & 32 != 0) {
        (false, _) => Access::Ordinary,
        (true, true) => Access::LimitedNamed,
        (true, false) => Access::LimitedOthers,
    };
    Standing { relations, access, edition: bits >> 8, ..Standing::none(person) }
}

/// Agencies as a parameter.
pub(crate) fn agencies(of: &[AgencyId]) -> Arg {
    Arg::Ids(of.iter().map(|agency| agency.0).collect())
}

/// People as a list parameter.
pub(crate) fn ids(people: &[PersonId]) -> Arg {
    Arg::Ids(people.iter().map(|person| person.0).collect())
}
