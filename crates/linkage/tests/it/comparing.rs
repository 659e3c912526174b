//! Each rule on values that people's records hold.

use linkage::{Comparison, Fixed, Issuer, Kind, Level, Linker, Model, Part, Rule, TableBuilder};

/// Whether `rule` holds for two values of a column of this kind; the same from either side.
fn holds(kind: Kind, rule: &Rule, left: &str, right: &str) -> bool {
    let mut builder = TableBuilder::with_kinds([Some(kind)]).unwrap();
    builder.push(&[left]).unwrap();
    builder.push(&[right]).unwrap();
    let table = builder.finish();
    let level = |name: &str, rule: Rule| Level {
        name: name.into(),
        rule,
        m: 0.5,
        u: 0.5,
        apart: None,
        fixed: Fixed::Both,
        tf: None,
        speaks_for: Vec::new(),
    };
    let comparison = Comparison {
        name: "only".into(),
        columns: vec![kind.name().into()],
        part: Part::Other,
        levels: vec![level("holds", rule.clone()), level("differs", Rule::Else)],
    };
    let model =
        Model { comparisons: vec![comparison], blocking: Vec::new(), prior: 0.5, stories: Vec::new() };
    let linker = Linker::new(&table, &model).unwrap();
    let pattern = linker.pattern(0, 1).unwrap();
    assert_eq!(linker.pattern(1, 0), Some(pattern), "{rule:?} {left} {right}");
    pattern == 1
}

#[test]
fn names() {
    use Rule::{Initial, JaroWinkler, Nickname, PartOf, Prefix, SoundsAlike};
    for (rule, left, right, expected) in [
        (Nickname, "Bill", "William", true),
        (Nickname, "Mohammed", "Muhammad", true),
        (Nickname, "Małgosia", "Małgorzata", true),
        (Nickname, "Dai", "Dafydd", true),
        (Nickname, "Daniel", "David", false),
        (Initial, "J", "John", true),
        (Initial, "J", "Kate", false),
        (Initial, "Jo", "John", false),
        (Prefix(3), "Dan", "Daniel", true),
        (JaroWinkler(0.92), "Thomson", "Thompson", true),
        (JaroWinkler(0.92), "Thomson", "Johnson", false),
    ] {
        assert_eq!(holds(Kind::Forename, &rule, left, right), expected, "{rule:?} {left} {right}");
    }
    for (rule, left, right, expected) in [
        (PartOf, "Patel-Shah", "Patel", true),
        (PartOf, "ap Rhys", "Aprhys", true),
        (PartOf, "Begum", "Bibi", false),
        (SoundsAlike, "Smith", "Smyth", true),
        (SoundsAlike, "Lowe", "Hussain", false),
        (Rule::Exact, "O'Brien", "O’BRIEN", true),
        (Rule::SameWords, "Rodríguez López", "Lopez Rodriguez", true),
    ] {
        assert_eq!(holds(Kind::Surname, &rule, left, right), expected, "{rule:?} {left} {right}");
    }
}

#[test]
fn dates() {
    use Rule::{DateParts, DateSlip, DaySwapped, FirstOfYear, WithinDays, WithinYears};
    for (rule, left, right, expected) in [
        (Rule::Exact, "1984-03-12", "12/03/1984", true),
        (DaySwapped, "1984-03-12", "1984-12-03", true),
        (DateSlip(1), "1984-03-12", "1984-03-21", true),
        (DateSlip(1), "1984-03-12", "1995-03-12", false),
        (DateParts(2), "1984-03-12", "1995-03-12", true),
        (FirstOfYear, "1984-01-01", "1984-07-30", true),
        (FirstOfYear, "1984-01-01", "1985-07-30", false),
        (WithinDays(40), "1984-03-12", "1984-04-12", true),
        (WithinDays(30), "1984-03-12", "1984-04-12", false),
        (WithinYears(5), "1984-03-12", "1989-12-31", true),
    ] {
        assert_eq!(holds(Kind::BirthDate, &rule, left, right), expected, "{rule:?} {left} {right}");
    }
}

#[test]
fn postcodes_by_level() {
    use Rule::{Area, District, Edits, Sector};
    for (rule, left, right, expected) in [
        (Rule::Exact, "SP1 1AA", "sp11aa", true),
        (Sector, "SP1 1AA", "SP1 1ZZ", true),
        (Sector, "SP1 1AA", "SP1 2AA", false),
        (District, "SP1 1AA", "SP1 2AA", true),
        (District, "SP1 1AA", "SP11 1AA", false),
        (Area, "SP1 1AA", "SP11 1AA", true),
        (Area, "S1 1AA", "SP1 1AA", false),
        (Edits(1), "SP1 1AA", "SP1 1AB", true),
    ] {
        assert_eq!(holds(Kind::Postcode, &rule, left, right), expected, "{rule:?} {left} {right}");
    }
}

/// The vectors of court-lists.md, section 6: one number in two forms is one number; a wrong letter is not hidden.
#[test]
fn court_lists_6_identifiers() {
    for (issuer, left, right, expected) in [
        (Issuer::Pnc, "81/34U", "1981/0000034U", true),
        (Issuer::Pnc, "20030011985X", "2003/0011985X", true),
        (Issuer::Pnc, "2003/0011985X", "2012/0052494Q", false),
        (Issuer::Cro, "65656/91H", "065656/91H", true),
        (Issuer::Cro, "sf05/482703j", "SF05/482703J", true),
        (Issuer::Nhs, "943 476 5919", "9434765919", true),
        (Issuer::Nhs, "9434765919", "9434765918", false),
    ] {
        let kind = Kind::Identifier(issuer);
        assert_eq!(holds(kind, &Rule::Exact, left, right), expected, "{left} {right}");
    }
    let pnc = Kind::Identifier(Issuer::Pnc);
    assert!(
        holds(pnc, &Rule::CoreDigits, "2003/0011985X", "2003/0011985Z"),
        "a wrong letter, the same digits"
    );
    assert!(holds(pnc, &Rule::Edits(1), "2003/0011985X", "2003/0011958X"), "two digits changed places");
}

#[test]
fn lists_and_lines() {
    let aliases = Kind::Aliases;
    assert!(holds(aliases, &Rule::Overlap(1), "Ann Lee; Anna Ray", "Bo Ray|Ann Lee"));
    assert!(!holds(aliases, &Rule::Overlap(2), "Ann Lee; Anna Ray", "Bo Ray|Ann Lee"));
    assert!(holds(Kind::Address, &Rule::Words(0.99), "Flat 2, 51 York Close", "51 York Close Flat 2"));
    assert!(holds(Kind::Address, &Rule::Words(0.65), "51 Kestrel Avenue", "51 Kestral Avenue Sarum"));
    assert!(!holds(Kind::Address, &Rule::Words(0.65), "51 Kestrel Avenue", "4 Mill Lane"));
}

#[test]
fn rules_combine_and_a_missing_value_says_nothing() {
    let not = Rule::Not(Box::new(Rule::Exact));
    let both = Rule::All(vec![Rule::SoundsAlike, not.clone()]);
    assert!(holds(Kind::Surname, &both, "Smith", "Smyth") && !holds(Kind::Surname, &both, "Smith", "Smith"));
    assert!(!holds(Kind::Surname, &not, "Smith", ""), "missing is not different");
    assert!(holds(Kind::Surname, &Rule::Missing, "Smith", "unknown"));
}
