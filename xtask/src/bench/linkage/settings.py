"""What Splink itself makes of a model of people: trained settings, and weights of pairs under them.

`--train RECORDS.csv --model MODEL.json` trains a model and saves it. `--model MODEL.json --input RECORDS.csv --pairs PAIRS.csv` reads a model,
whoever wrote it, and writes the weight of each pair that it offers, with and without term frequencies. Run with Splink 4 and with Splink 5, it
made the fixtures of crates/linkage/tests/fixtures. Records are folded as a table of ours folds them.
"""

import argparse
import json
from pathlib import Path

import duckdb
import splink
import sqlglot
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

FIVE = splink.__version__.startswith("5")


def settings():
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=[
            cl.ForenameSurnameComparison("forename", "surname"),
            cl.ExactMatch("sex"),
            cl.DateOfBirthComparison("birth_date", input_is_string=True, invalid_dates_as_null=False),
            cl.PostcodeComparison("postcode"),
            cl.CustomComparison(
                output_column_name="town",
                comparison_levels=[
                    cll.NullLevel("town"),
                    cll.ExactMatchLevel("town", term_frequency_adjustments=True).configure(tf_minimum_u_value=0.001),
                    cll.JaroWinklerLevel("town", 0.9),
                    cll.ElseLevel(),
                ],
            ),
            cl.DamerauLevenshteinAtThresholds("pnc", [1]),
            cl.LevenshteinAtThresholds("crn", [1, 2]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("pnc"),
            block_on("forename", "surname"),
            block_on("birth_date", "substr(surname, 1, 3)"),
            block_on("postcode", "substr(birth_date, 1, 4)"),
        ],
    )


FOLDED = """
    select cast(id as bigint) as id, cast(id as bigint) as unique_id, {names}, lower(sex) as sex, birth_date,
      regexp_replace(regexp_replace(upper(postcode), '[^A-Z0-9]', '', 'g'), '(...)$', ' \\1') as postcode,
      regexp_replace(upper(pnc), '[^A-Z0-9]', '', 'g') as pnc, nhs_number, crn, {town}
    from read_csv('{file}', all_varchar = true, header = true)"""


def folded(column, named=None):
    plain = f"regexp_replace(lower(strip_accents({column})), chr(39), '', 'g')"
    return f"trim(regexp_replace({plain}, '[^a-z0-9]+', ' ', 'g')) as {named or column}"


def linker(file, given):
    database = duckdb.connect()
    names = ", ".join(folded(column) for column in ("forename", "middle_name", "surname"))
    names += ", " + folded("alias_surname", "former_surname") + ", " + folded("address")
    database.execute("create table people as " + FOLDED.format(names=names, town=folded("town"), file=file))
    api = DuckDBAPI(database)
    if FIVE:
        return database, Linker(api.register("people"), given, log_level=None)
    return database, Linker("people", given, db_api=api)


def train(told):
    _, own = linker(told.train, settings())
    certain = [block_on("pnc"), block_on("forename", "surname", "birth_date")]
    own.training.estimate_probability_two_random_records_match(certain, recall=0.7)
    own.training.estimate_u_using_random_sampling(max_pairs=2_000_000, seed=1)
    for session in (block_on("forename", "surname"), block_on("birth_date"), block_on("postcode")):
        own.training.estimate_parameters_using_expectation_maximisation(session)
    own.misc.save_model_to_json(told.model, overwrite=True)


def weights(told, frequencies):
    given = json.loads(Path(told.model).read_text())
    for level in (level for own in given["comparisons"] for level in own["comparison_levels"]):
        if not frequencies:
            for key in [key for key in level if key.startswith("tf_")]:
                del level[key]
    database, own = linker(told.input, given)
    predicted = own.inference.predict()
    ids = given["unique_id_column_name"]
    sql = f"select {ids}_l, {ids}_r, match_weight from {predicted.physical_name}"
    return {(left, right): weight for left, right, weight in database.execute(sql).fetchall()}


def parse(told):
    """Every condition of settings for Spark, through the parser that Splink has."""
    given = json.loads(Path(told.model).read_text())
    conditions = [level["sql_condition"] for own in given["comparisons"] for level in own["comparison_levels"]]
    conditions += [rule["blocking_rule"] for rule in given["blocking_rules_to_generate_predictions"]]
    for condition in conditions:
        if condition != "ELSE":
            sqlglot.parse_one(condition, read="spark", error_level=sqlglot.ErrorLevel.RAISE)


def main(told):
    if told.parse:
        parse(told)
    if told.train:
        train(told)
    if told.pairs:
        whole, plain = weights(told, True), weights(told, False)
        with open(told.pairs, "w", encoding="utf-8") as out:
            out.write("left_id,right_id,match_weight,without_frequencies\n")
            for left, right in sorted(whole):
                out.write(f"{left},{right},{whole[left, right]:.9f},{plain[left, right]:.9f}\n")
    print(splink.__version__)


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--model", required=True)
    words.add_argument("--parse", action="store_true")
    words.add_argument("--train")
    words.add_argument("--input")
    words.add_argument("--pairs")
    main(words.parse_args())
