"""Splink on one file of records: trained, predicted and clustered as an expert would, without labels.

Called by `cargo xtask bench linkage` in an environment that the bench makes; no part of the product. Writes pairs
(left_id,right_id,match_weight,match_probability), clusters (id,cluster) and the trained model, and prints one line of
JSON: CPU seconds by stage, peak memory, pairs scored. Writing results is not counted.
"""

import argparse
import json
import resource
import time

import duckdb
import splink
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

FIVE = splink.__version__.startswith("5")
# Pairs below this weight are scored, but not written: no cut lies there.
LEAST = -8.0


def exact(column, tf=True, minimum=None):
    level = cll.ExactMatchLevel(column, term_frequency_adjustments=tf)
    return level.configure(tf_minimum_u_value=minimum) if minimum else level


def custom(sql, label, tf=None):
    level = cll.CustomLevel(sql, label)
    return level.configure(tf_adjustment_column=tf, tf_adjustment_weight=1.0) if tf else level


def comparison(name, *levels):
    return cl.CustomComparison(output_column_name=name, comparison_levels=list(levels))


def both_jw(threshold):
    sql = " and ".join(
        f"jaro_winkler_similarity({field}_l, {field}_r) >= {threshold}" for field in ("forename", "surname")
    )
    return custom(sql, f"both names alike to {threshold}")


def number(column, rows):
    """Exact or one edit away; two people share a number as often as chance gives one of so many."""
    return comparison(
        column,
        cll.NullLevel(column),
        exact(column, tf=False).configure(u_probability=1 / rows, fix_u_probability=True),
        custom(f"damerau_levenshtein({column}_l, {column}_r) <= 1", "one edit").configure(
            u_probability=1 / rows, fix_u_probability=True
        ),
        cll.ElseLevel(),
    )


def birth_date(column="dob"):
    y, m, d = (f"substr({column}_{{0}}, {at}, {long})" for at, long in ((1, 4), (6, 2), (9, 2)))

    def same(*parts):
        return " and ".join(f"{p.format('l')} = {p.format('r')}" for p in parts)

    swap = f"{same(y)} and {m.format('l')} = {d.format('r')} and {d.format('l')} = {m.format('r')}"
    years = f"abs(cast({y.format('l')} as int) - cast({y.format('r')} as int)) <= 2"
    return comparison(
        column,
        cll.NullLevel(column),
        exact(column),
        custom(swap, "day and month swapped"),
        custom(f"damerau_levenshtein({column}_l, {column}_r) <= 1", "one edit"),
        custom(f"({same(y, m)}) or ({same(y, d)}) or ({same(m, d)})", "two parts of three"),
        custom(years, "within two years"),
        cll.ElseLevel(),
    )


def uk(rows):
    """The preparation and the model for records of people in the United Kingdom."""
    letters = "regexp_replace(replace(strip_accents(upper({0})), 'Ł', 'L'), '[^A-Z ]', '', 'g')"
    compact = "nullif(regexp_replace(upper({0}), '[^A-Z0-9]', '', 'g'), '')"
    name = {c: f"nullif(trim({letters.format(c)}), '')" for c in ("forename", "middle_name", "surname", "alias_surname")}
    prepare = f"""
        select cast(id as bigint) as unique_id, {name['forename']} as forename, {name['middle_name']} as middle,
          {name['surname']} as surname, {name['alias_surname']} as alias, {name['forename']} || ' ' || {name['surname']} as full_name,
          nullif(sex, '') as sex, nullif(birth_date, '') as dob, nullif(upper(address), '') as address, nullif(upper(town), '') as town,
          {compact.format('postcode')} as postcode, substr({compact.format('postcode')}, 1, length({compact.format('postcode')}) - 2) as sector,
          substr({compact.format('postcode')}, 1, length({compact.format('postcode')}) - 3) as district,
          regexp_extract({compact.format('postcode')}, '^[A-Z]+') as area,
          {compact.format('pnc')} as pnc, {compact.format('nhs_number')} as nhs, {compact.format('crn')} as crn
        from raw"""
    initial = "(length(middle_l) = 1 or length(middle_r) = 1) and substr(middle_l, 1, 1) = substr(middle_r, 1, 1)"
    comparisons = [
        comparison(
            "name",
            cll.And(cll.NullLevel("forename"), cll.NullLevel("surname")),
            exact("full_name"),
            custom("forename_l = surname_r and surname_l = forename_r", "swapped"),
            custom("forename_l = forename_r and (surname_l = alias_r or alias_l = surname_r)", "forename and other surname"),
            both_jw(0.92),
            both_jw(0.85),
            both_jw(0.7),
            exact("surname"),
            exact("forename"),
            cll.ElseLevel(),
        ),
        comparison(
            "middle",
            cll.NullLevel("middle"),
            exact("middle"),
            custom(initial, "initial"),
            custom("jaro_winkler_similarity(middle_l, middle_r) >= 0.85", "alike to 0.85"),
            cll.ElseLevel(),
        ),
        comparison("sex", cll.NullLevel("sex"), exact("sex", tf=False), cll.ElseLevel()),
        birth_date(),
        comparison(
            "postcode",
            cll.NullLevel("postcode"),
            exact("postcode"),
            exact("sector"),
            exact("district"),
            exact("area", tf=False),
            cll.ElseLevel(),
        ),
        number("pnc", rows),
        number("nhs", rows),
        number("crn", rows),
    ]
    blocks = [
        block_on("pnc"),
        block_on("nhs"),
        block_on("crn"),
        block_on("forename", "surname"),
        block_on("dob", "substr(surname, 1, 3)"),
        block_on("dob", "substr(forename, 1, 3)"),
        block_on("dob", "district"),
        block_on("postcode", "surname"),
        block_on("postcode", "forename"),
        block_on("surname", "substr(dob, 1, 7)", "substr(forename, 1, 1)"),
        block_on("surname", "substr(dob, 1, 4)", "substr(forename, 1, 3)"),
        block_on("forename", "substr(dob, 1, 7)", "district"),
        "l.forename = r.forename and l.surname = r.alias",
        "l.forename = r.surname and l.surname = r.forename",
    ]
    certain = [
        block_on("pnc"),
        block_on("nhs"),
        block_on("full_name", "dob"),
        block_on("dob", "postcode", "forename"),
    ]
    sessions = [block_on("forename", "surname"), block_on("dob"), block_on("postcode")]
    return prepare, comparisons, blocks, certain, 0.75, sessions, 10_000_000


def febrl(_rows):
    prepare = """
        select cast(id as bigint) as unique_id, nullif(given_name, '') as forename, nullif(surname, '') as surname,
          nullif(given_name, '') || ' ' || nullif(surname, '') as full_name, nullif(date_of_birth, '') as dob,
          nullif(street_number, '') as house, nullif(address_1, '') as street, nullif(suburb, '') as suburb,
          nullif(postcode, '') as postcode, nullif(state, '') as state, nullif(soc_sec_id, '') as number from raw"""

    def text(column):
        return comparison(
            column,
            cll.NullLevel(column),
            exact(column),
            custom(f"jaro_winkler_similarity({column}_l, {column}_r) >= 0.88", "alike to 0.88"),
            cll.ElseLevel(),
        )

    def figures(column):
        return comparison(
            column,
            cll.NullLevel(column),
            exact(column),
            custom(f"damerau_levenshtein({column}_l, {column}_r) <= 1", "one edit"),
            custom(f"damerau_levenshtein({column}_l, {column}_r) <= 2", "two edits"),
            cll.ElseLevel(),
        )

    names = comparison(
        "name",
        cll.And(cll.NullLevel("forename"), cll.NullLevel("surname")),
        exact("full_name"),
        custom("forename_l = surname_r and surname_l = forename_r", "swapped"),
        both_jw(0.92),
        both_jw(0.8),
        exact("surname"),
        exact("forename"),
        cll.ElseLevel(),
    )
    comparisons = [names, figures("dob"), figures("number"), text("street"), text("suburb"), figures("postcode")]
    comparisons.append(comparison("house", cll.NullLevel("house"), exact("house"), cll.ElseLevel()))
    blocks = [
        block_on("number"),
        block_on("dob"),
        block_on("forename", "surname"),
        block_on("surname", "postcode"),
        block_on("forename", "postcode"),
        block_on("street", "house"),
        block_on("street", "suburb"),
        "l.forename = r.surname and l.surname = r.forename",
    ]
    certain = [block_on("number"), block_on("full_name", "dob")]
    return prepare, comparisons, blocks, certain, 0.9, [block_on("dob"), block_on("forename", "surname")], 2_000_000


def fake(_rows):
    prepare = """
        select cast(id as bigint) as unique_id, nullif(trim(first_name), '') as forename, nullif(trim(surname), '') as surname,
          trim(first_name) || ' ' || trim(surname) as full_name, nullif(dob, '') as dob, nullif(trim(city), '') as city,
          nullif(trim(email), '') as email from raw"""
    names = comparison(
        "name",
        cll.And(cll.NullLevel("forename"), cll.NullLevel("surname")),
        exact("full_name"),
        custom("forename_l = surname_r and surname_l = forename_r", "swapped"),
        both_jw(0.9),
        both_jw(0.7),
        exact("surname"),
        exact("forename"),
        cll.ElseLevel(),
    )
    email = comparison(
        "email",
        cll.NullLevel("email"),
        exact("email"),
        custom("split_part(email_l, '@', 1) = split_part(email_r, '@', 1)", "same user"),
        custom("jaro_winkler_similarity(email_l, email_r) >= 0.88", "alike to 0.88"),
        cll.ElseLevel(),
    )
    city = comparison(
        "city",
        cll.NullLevel("city"),
        exact("city"),
        custom("levenshtein(city_l, city_r) <= 2", "two edits"),
        cll.ElseLevel(),
    )
    blocks = [
        block_on("email"),
        block_on("dob"),
        block_on("forename", "surname"),
        block_on("surname", "city"),
        block_on("forename", "city"),
        block_on("surname", "substr(dob, 1, 7)"),
        block_on("forename", "substr(dob, 1, 7)"),
        "l.forename = r.surname and l.surname = r.forename",
        block_on("split_part(email, '@', 1)"),
        block_on("substr(forename, 1, 3)", "substr(dob, 1, 4)"),
        block_on("substr(surname, 1, 3)", "substr(dob, 1, 4)"),
        block_on("substr(forename, 1, 3)", "substr(surname, 1, 3)"),
        block_on("substr(dob, 1, 7)", "city"),
    ]
    certain = [block_on("forename", "surname", "dob"), block_on("email")]
    sessions = [block_on("forename", "surname"), block_on("dob"), block_on("email")]
    return prepare, [names, birth_date(), email, city], blocks, certain, 0.7, sessions, 500_000


def historical(_rows):
    """The settings that Splink's own demonstration of these records uses."""
    prepare = """
        select cast(id as bigint) as unique_id, nullif(first_name, '') as first_name, nullif(surname, '') as surname, nullif(dob, '') as dob,
          nullif(first_and_surname, '') as first_and_surname, nullif(birth_place, '') as birth_place,
          nullif(postcode_fake, '') as postcode_fake, nullif(occupation, '') as occupation from raw"""
    comparisons = [
        cl.ForenameSurnameComparison(
            "first_name", "surname", forename_surname_concat_col_name="first_and_surname"
        ),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.PostcodeComparison("postcode_fake"),
        cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
        cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
    ]
    blocks = [
        block_on("substr(first_name, 1, 3)", "substr(surname, 1, 4)"),
        block_on("surname", "dob"),
        block_on("first_name", "dob"),
        block_on("postcode_fake", "first_name"),
        block_on("postcode_fake", "surname"),
        block_on("dob", "birth_place"),
        block_on("substr(postcode_fake, 1, 3)", "dob"),
        block_on("substr(postcode_fake, 1, 3)", "first_name"),
        block_on("substr(postcode_fake, 1, 3)", "surname"),
        block_on("substr(first_name, 1, 2)", "substr(surname, 1, 2)", "substr(dob, 1, 4)"),
    ]
    certain = [
        "l.first_name = r.first_name and l.surname = r.surname and l.dob = r.dob",
        "substr(l.first_name, 1, 2) = substr(r.first_name, 1, 2) and l.surname = r.surname"
        " and substr(l.postcode_fake, 1, 2) = substr(r.postcode_fake, 1, 2)",
        "l.dob = r.dob and l.postcode_fake = r.postcode_fake",
    ]
    sessions = [
        "l.first_name = r.first_name and l.surname = r.surname",
        "l.dob = r.dob",
    ]
    return prepare, comparisons, blocks, certain, 0.6, sessions, 5_000_000


KINDS = {"uk": uk, "febrl": febrl, "fake": fake, "historical": historical}


class Clock:
    """CPU seconds (user and system) of this process, by stage."""

    def __init__(self):
        self.stages, self.at, self.began = {}, self.cpu(), time.monotonic()

    @staticmethod
    def cpu():
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime

    def stage(self, name):
        now = self.cpu()
        self.stages[name], self.at = round(self.stages.get(name, 0.0) + now - self.at, 2), now


def link(told):
    clock = Clock()
    database = duckdb.connect()
    database.execute(
        "create view raw as select * from read_csv(?, all_varchar = true, header = true)".replace("?", f"'{told.input}'")
    )
    rows = database.execute("select count(*) from raw").fetchone()[0]
    prepare, comparisons, blocks, certain, recall, sessions, pairs = KINDS[told.kind](rows)
    database.execute(f"create table people as {prepare}")
    clock.stage("read")
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=blocks,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    api = DuckDBAPI(database)
    if FIVE:
        linker = Linker(api.register("people"), settings, log_level=None)
    else:
        linker = Linker("people", settings, db_api=api)
    linker.training.estimate_probability_two_random_records_match(certain, recall=recall)
    clock.stage("prior")
    linker.training.estimate_u_using_random_sampling(max_pairs=pairs, seed=1)
    clock.stage("u")
    # Without a bound, blocks of a million records' birth dates alone take 85 CPU seconds and 7 GB more, for the same accuracy.
    bound = {"max_pairs": 5_000_000} if FIVE else {}
    for session in sessions:
        linker.training.estimate_parameters_using_expectation_maximisation(
            session, estimate_without_term_frequencies=True, **bound
        )
    clock.stage("em")
    predicted = linker.inference.predict(threshold_match_weight=LEAST)
    clock.stage("predict")
    clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_weight=5.0
    )
    clock.stage("cluster")
    wall = time.monotonic() - clock.began
    # `ru_maxrss` is in kilobytes on Linux.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    scored = database.execute(f"select count(*) from {predicted.physical_name}").fetchone()[0]
    database.execute(
        f"copy (select unique_id_l as left_id, unique_id_r as right_id, match_weight, match_probability"
        f" from {predicted.physical_name}) to '{told.pairs}' (header, delimiter ',')"
    )
    database.execute(
        f"copy (select unique_id as id, cluster_id as cluster from {clustered.physical_name})"
        f" to '{told.clusters}' (header, delimiter ',')"
    )
    if told.model:
        linker.misc.save_model_to_json(told.model, overwrite=True)
    print(
        json.dumps(
            {
                "splink": splink.__version__,
                "duckdb": duckdb.__version__,
                "rows": rows,
                "cpu": round(sum(clock.stages.values()), 2),
                "stages": clock.stages,
                "wall": round(wall, 1),
                "megabytes": round(peak),
                "pairs": scored,
            }
        )
    )


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--kind", choices=KINDS, required=True)
    words.add_argument("--input", required=True)
    words.add_argument("--pairs", required=True)
    words.add_argument("--clusters", required=True)
    words.add_argument("--model")
    link(words.parse_args())
