//! Identities, contact details and communication needs.

use crate::{
    bulk::inserts,
    dialect::by_ids,
    link::Link,
    search::{self, words_json},
    sql::{Arg, Fields, Param, Read, Sql, args, statements},
    standing::{bits, filter_args, ids, standing},
};
use app::ports::{Listed, StoreError, Stored};
use domain::{
    ids::{AccountId, AgencyId, PersonId},
    person::{Communication, Contact, Identifier, IdentifierKind, Identity, Name},
    section::Section,
    text::Line,
};
use gate::{Label, ListFilter, Sealed, Viewer};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use uuid::Uuid;

inserts! {
    PERSON = "person" (
        id, reference, holder_id, given, middle, family, known_as, aliases, born, gender, identifiers, words, version, at
    ) "" => "returning id, words";
    IDENTIFIER = "identifier" (kind, canonical, person_id) "on conflict do nothing";
    CONTACT = "contact" (person_id, holder_id, address, postcode, telephone, email, at)
        "on conflict (person_id, holder_id) do update set address = excluded.address, postcode = excluded.postcode, telephone = excluded.telephone, email = excluded.email, at = excluded.at";
    COMMUNICATION = "communication" (person_id, holder_id, needs, at)
        "on conflict (person_id, holder_id) do update set needs = excluded.needs, at = excluded.at";
}

/// The columns of [`identity`].
macro_rules! identity_columns {
    () => {
        "p.id, p.reference, p.holder_id, p.given, p.middle, p.family, p.known_as, p.aliases, p.born, p.gender, \
         p.identifiers, p.version"
    };
}

/// Who is on the team of account `$8`, as far as the filter shows them, and what the involvement told of each. The limit holds
/// back nobody: behind it both databases leave what is known as it was found, and do not look a second time to compare it.
macro_rules! team {
    () => {
        concat!(
            "select person_id, known from (select distinct t.person_id, ",
            $crate::standing::known_by_involvement!("t"),
            " as known from involvement t where t.account_id = $8 and t.agency_id = $1 and t.from_day <= $3 \
             and (t.to_day is null or t.to_day >= $3) and ",
            $crate::standing::goes_on!("t", "$3"),
            " and ",
            $crate::standing::related_by_involvement!("t"),
            " limit 1000000000) as found where ",
            $crate::standing::open_by!("known")
        )
    };
}

pub(crate) use identity_columns;

statements! {
    IDENTITIES = by_ids!(concat!("select ", identity_columns!(), " from person p where p.id"), "");
    /// People with what relates the viewer to them.
    LISTED = by_ids!(
        concat!(
            "select ", bits!("p.id", "$2", "$3", "$4"), ", ", identity_columns!(), " from person p where p.id"
        ),
        ""
    );
    /// Whether somebody has this short reference. Two who draw the same at the same moment meet in the key of the column.
    REFERENCE = Sql::same("select 1 from person where reference = $1");
    UPDATE = Sql::same(
        "update person set given = $3, middle = $4, family = $5, known_as = $6, aliases = $7, born = $8, gender = $9, \
         identifiers = $10, words = $11, version = $12 where id = $1 and version = $2"
    );
    /// Whether the identity is still in that version, before its words are taken back; locks it where that is needed.
    SAME_VERSION = Sql {
        sqlite: "select 1 from person where id = $1 and version = $2",
        postgres: "select 1 from person where id = $1 and version = $2 for update",
    };
    FORGET_IDENTIFIERS = Sql::same("delete from identifier where kind = $1 and canonical = $2 and person_id = $3");
    OLD_IDENTIFIERS = Sql::same("select identifiers from person where id = $1");
    CONTACTS = Sql::same(
        "select person_id, holder_id, address, postcode, telephone, email from contact where person_id = $1 \
         order by at desc, holder_id limit $2 + 0"
    );
    CONTACTS_OF = by_ids!(
        "select person_id, holder_id, address, postcode, telephone, email from contact where person_id",
        "order by person_id, holder_id"
    );
    COMMUNICATIONS = Sql::same(
        "select person_id, holder_id, needs from communication where person_id = $1 \
         order by at desc, holder_id limit $2 + 0"
    );
    /// One page of the team with the size of the whole: `$8` the account, `$9` the last person seen, `$10` the rows wanted.
    CASELOAD = Sql::same(concat!(
        "with c as materialized (", team!(), ") select (select count(*) from c), ",
        bits!("h.person_id", "$1", "$2", "$3", known "h.known"), ", ", identity_columns!(),
        " from (select c.person_id, c.known from c where c.person_id > $9 order by c.person_id limit $10 + 0) as h \
         cross join person p where p.id = h.person_id"
    ));
    CASELOAD_SIZE = Sql::same(concat!("select count(*) from (", team!(), ") as c"));
}

/// A name as the column `aliases` keeps it.
#[derive(Serialize, Deserialize)]
struct KeptName<'a> {
    given: Option<Cow<'a, str>>,
    middle: Option<Cow<'a, str>>,
    family: Cow<'a, str>,
}

/// A number as the column `identifiers` keeps it.
#[derive(Serialize, Deserialize)]
struct KeptIdentifier<'a> {
    kind: Cow<'a, str>,
    raw: Cow<'a, str>,
    canonical: Option<Cow<'a, str>>,
}

fn json<T: Serialize>(value: &T) -> Stored<String> {
    serde_json::to_string(value).map_err(|_| crate::error::failed("a list cannot be written"))
}

fn aliases(identity: &Identity) -> Stored<String> {
    let kept: Vec<KeptName<'_>> = identity
        .aliases
        .iter()
        .map(|name| KeptName {
            given: name.given.as_ref().map(|given| given.as_str().into()),
            middle: name.middle.as_ref().map(|middle| middle.as_str().into()),
            family: name.family.as_str().into(),
        })
        .collect();
    json(&kept)
}

fn identifiers(identity: &Identity) -> Stored<String> {
    let kept: Vec<KeptIdentifier<'_>> = identity
        .identifiers
        .iter()
        .map(|one| KeptIdentifier {
            kind: one.kind.code().into(),
            raw: one.raw.as_str().into(),
            canonical: one.canonical.as_deref().map(Cow::from),
        })
        .collect();
    json(&kept)
}

/// The columns of a new person.
pub(crate) fn person_args(identity: &Identity, at: Timestamp) -> Stored<Vec<Arg>> {
    let name = &identity.legal;
    Ok(args![
        identity.person,
        identity.reference,
        identity.holder,
        name.given,
        name.middle,
        name.family,
        identity.known_as,
        aliases(identity)?,
        identity.born,
        identity.gender,
        identifiers(identity)?,
        words_json(identity)?,
        identity.version,
        at,
    ])
}

/// The rows by which a person's valid numbers are found.
pub(crate) fn identifier_args(identity: &Identity) -> Vec<Arg> {
    identity
        .identifiers
        .iter()
        .filter_map(|one| one.canonical.as_ref().map(|canonical| args![one.kind, canonical, identity.person]))
        .flatten()
        .collect()
}

pub(crate) async fn create(link: &mut Link, identity: &Identity, at: Timestamp) -> Stored<bool> {
    if link.one_of("person", REFERENCE, args![identity.reference]).await?.is_some() {
        return Ok(false);
    }
    PERSON.later(link, person_args(identity, at)?).await?;
    IDENTIFIER.later(link, identifier_args(identity)).await?;
    Ok(true)
}

pub(crate) async fn update(link: &mut Link, seen: i64, identity: &Identity) -> Stored<bool> {
    if link.one(SAME_VERSION, args![identity.person, seen]).await?.is_none() {
        return Ok(false);
    }
    if let Some(row) = link.one(OLD_IDENTIFIERS, args![identity.person]).await? {
        for old in read_identifiers(&row.fields().next::<String>()?)? {
            link.run(FORGET_IDENTIFIERS, args![old.kind, old.canonical, identity.person]).await?;
        }
    }
    link.run(search::GATHER, args![identity.person]).await?;
    let name = &identity.legal;
    let args = args![
        identity.person,
        seen,
        name.given,
        name.middle,
        name.family,
        identity.known_as,
        aliases(identity)?,
        identity.born,
        identity.gender,
        identifiers(identity)?,
        words_json(identity)?,
        identity.version,
    ];
    let changed = link.run(UPDATE, args).await?;
    IDENTIFIER.run(link, identifier_args(identity)).await?;
    link.run(search::SPREAD_TO_ALL, args![identity.person]).await?;
    Ok(changed == 1)
}

pub(crate) fn identities_read(people: &[PersonId]) -> Read {
    Read::new(IDENTITIES, vec![ids(people)])
}

pub(crate) async fn identities(link: &mut Link, people: &[PersonId]) -> Stored<Vec<Sealed<Identity>>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let rows = link.read(identities_read(people)).await?;
    rows.iter().map(|row| identity(&mut row.fields())).collect()
}

/// These people, with what relates the viewer to each.
pub(crate) async fn listed(
    link: &mut Link,
    viewer: &Viewer,
    people: &[PersonId],
    today: Date,
) -> Stored<Vec<Listed>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let mut args = vec![ids(people)];
    args.extend(args![viewer.agency, viewer.account, today]);
    let rows = link.all(LISTED, args).await?;
    rows.iter().map(|row| one_listed(&mut row.fields())).collect()
}

/// Reads the bits of a standing and the columns of `identity_columns`.
pub(crate) fn one_listed(f: &mut Fields<'_>) -> Stored<Listed> {
    let bits = f.next()?;
    let identity = identity(f)?;
    Ok(Listed { standing: standing(identity.label().person, bits), identity })
}

/// The same, not under seal: for finding out who is already known, which shows nobody to anybody.
pub(crate) async fn plain_identities(link: &mut Link, people: &[PersonId]) -> Stored<Vec<Identity>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let rows = link.all(IDENTITIES, vec![ids(people)]).await?;
    rows.iter().map(|row| plain(&mut row.fields())).collect()
}

fn identity(f: &mut Fields<'_>) -> Stored<Sealed<Identity>> {
    let identity = plain(f)?;
    Ok(Sealed::new(Label::own(identity.person, Section::Identity, identity.holder), identity))
}

/// An identity as its columns have it.
pub(crate) fn plain(f: &mut Fields<'_>) -> Stored<Identity> {
    Ok(Identity {
        person: f.next()?,
        reference: f.next()?,
        holder: f.next()?,
        legal: Name { given: f.maybe()?, middle: f.maybe()?, family: f.next()? },
        known_as: f.maybe()?,
        aliases: read_aliases(&f.next::<String>()?)?,
        born: f.maybe()?,
        gender: f.next()?,
        identifiers: read_identifiers(&f.next::<String>()?)?,
        version: f.next()?,
    })
}

fn read_aliases(json: &str) -> Stored<Vec<Name>> {
    if json == "[]" {
        return Ok(Vec::new());
    }
    let unreadable = || StoreError::Corrupt("person: aliases".to_owned());
    let line = |text: Cow<'_, str>| Line::new(&text).map_err(|_| unreadable());
    let kept: Vec<KeptName<'_>> = serde_json::from_str(json).map_err(|_| unreadable())?;
    kept.into_iter()
        .map(|name| {
            Ok(Name {
                given: name.given.map(line).transpose()?,
                middle: name.middle.map(line).transpose()?,
                family: line(name.family)?,
            })
        })
        .collect()
}

fn read_identifiers(json: &str) -> Stored<Vec<Identifier>> {
    if json == "[]" {
        return Ok(Vec::new());
    }
    let kept: Vec<KeptIdentifier<'_>> =
        serde_json::from_str(json).map_err(|_| StoreError::Corrupt("person: identifiers".to_owned()))?;
    kept.into_iter()
        .map(|one| {
            let kind = IdentifierKind::from_code(&one.kind);
            Ok(Identifier {
                kind: kind.map_err(|error| StoreError::unknown("person: identifiers", error))?,
                raw: one.raw.into_owned(),
                canonical: one.canonical.map(Cow::into_owned),
            })
        })
        .collect()
}

pub(crate) fn contact_args(contact: &Contact, at: Timestamp) -> Vec<Arg> {
    args![
        contact.person,
        contact.holder,
        contact.address,
        contact.postcode,
        contact.telephone,
        contact.email,
        at,
    ]
}

pub(crate) fn communication_args(communication: &Communication, at: Timestamp) -> Vec<Arg> {
    args![communication.person, communication.holder, communication.needs, at]
}

pub(crate) fn contacts_read(person: PersonId, limit: u32) -> Read {
    Read::new(CONTACTS, args![person, limit])
}

pub(crate) async fn contacts(link: &mut Link, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Contact>>> {
    let rows = link.read(contacts_read(person, limit)).await?;
    rows.iter().map(|row| contact(row.fields())).collect()
}

pub(crate) async fn contacts_of(link: &mut Link, people: &[PersonId]) -> Stored<Vec<Sealed<Contact>>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let rows = link.all(CONTACTS_OF, vec![crate::standing::ids(people)]).await?;
    rows.iter().map(|row| contact(row.fields())).collect()
}

fn contact(mut f: Fields<'_>) -> Stored<Sealed<Contact>> {
    let contact = Contact {
        person: f.next()?,
        holder: f.next()?,
        address: f.maybe()?,
        postcode: f.maybe()?,
        telephone: f.maybe()?,
        email: f.maybe()?,
    };
    Ok(sealed_contact(contact))
}

/// The postcode of contact details alone, for a search that reads nothing else of them.
pub(crate) fn postcode_only(person: PersonId, holder: AgencyId, postcode: String) -> Sealed<Contact> {
    let postcode = Some(postcode);
    sealed_contact(Contact { person, holder, address: None, postcode, telephone: None, email: None })
}

fn sealed_contact(contact: Contact) -> Sealed<Contact> {
    Sealed::new(Label::own(contact.person, Section::Contact, contact.holder), contact)
}

pub(crate) fn communication_read(person: PersonId, limit: u32) -> Read {
    Read::new(COMMUNICATIONS, args![person, limit])
}

pub(crate) async fn communication(
    link: &mut Link,
    person: PersonId,
    limit: u32,
) -> Stored<Vec<Sealed<Communication>>> {
    let rows = link.read(communication_read(person, limit)).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let kept = Communication { person: f.next()?, holder: f.next()?, needs: f.next()? };
            Ok(Sealed::new(Label::own(kept.person, Section::Communication, kept.holder), kept))
        })
        .collect()
}

pub(crate) fn caseload_read(
    filter: &ListFilter,
    account: AccountId,
    after: Option<PersonId>,
    limit: u32,
    today: Date,
) -> Read {
    let mut args = filter_args(filter, today);
    args.extend(args![account, after.map_or_else(Uuid::nil, |person| person.0), limit]);
    Read::new(CASELOAD, args)
}

pub(crate) async fn caseload(
    link: &mut Link,
    filter: &ListFilter,
    account: AccountId,
    after: Option<PersonId>,
    limit: u32,
    today: Date,
) -> Stored<(Vec<Listed>, u64)> {
    if filter.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let rows = link.read(caseload_read(filter, account, after, limit, today)).await?;
    let mut size = 0;
    let mut page = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut f = row.fields();
        size = f.next()?;
        page.push(one_listed(&mut f)?);
    }
    // Sorted here: fifty ids take less than fifty rows with all their columns do.
    page.sort_unstable_by_key(|listed: &Listed| listed.standing.person);
    // Past the last page no row tells the size.
    if rows.is_empty() && after.is_some() {
        let mut args = filter_args(filter, today);
        args.push(account.arg());
        size = count(link, CASELOAD_SIZE, args).await?;
    }
    Ok((page, size))
}

/// The one number that a statement counts.
pub(crate) async fn count(link: &mut Link, sql: Sql, args: Vec<Arg>) -> Stored<u64> {
    link.one(sql, args).await?.map_or(Ok(0), |row| row.fields().next())
}
