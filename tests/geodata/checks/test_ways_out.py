"""The lines that mend a kind of problem, and the values that others can be given for."""

from __future__ import annotations

import re
import tomllib

import pytest

from geodata.checks.kinds import KindOfProblem, kinds
from geodata.checks.sentences import sentences
from geodata.checks.ways_out import OF_ROWS, values_to_translate, ways_out
from geodata.contract.problems import Problem
from geodata.sources import numbers

QUOTED = re.compile(r"\b(incomplete|duplicates|unknown_area|unknown_unit|outside) = \"([a-z_]+)\"")


def kind_of(*problems: Problem) -> KindOfProblem:
    (found,) = kinds(problems)
    return found


@pytest.mark.parametrize("code", [code for code, text in sentences().items() if QUOTED.search(text["en"])])
def test_every_line_that_a_sentence_quotes_is_a_way_out(code: str) -> None:
    wanted = dict(QUOTED.findall(sentences()[code]["en"]))
    ways = ways_out(kind_of(Problem("error", code, "units.csv", 2, "a", "x", ("7",), ours="unit_id")))
    for key, value in wanted.items():
        assert {key: value} in ways


def test_a_line_that_a_problem_expects_is_a_way_out_and_prose_or_what_is_to_be_filled_in_is_not() -> None:
    marks = Problem(
        "error",
        "ambiguous_mark",
        "p.csv",
        2,
        "n",
        "1,000",
        ('decimal = ","', 'thousands = ","'),
        ours="persons",
    )
    assert ways_out(kind_of(marks)) == ({"decimal": ","}, {"thousands": ","})
    code, expected = numbers.ways_out("1,000", "")
    both = kind_of(Problem("error", code, "p.csv", 2, "n", "1,000", expected))
    assert ways_out(both) == ({"thousands": ","}, {"decimal": ","}), "as a file's own numbers tell it"
    header = Problem("error", "first_row_of_values", "p.csv", 1, None, "1")
    assert ways_out(kind_of(header)) == (), 'header = ["...", "..."] is to be filled in'
    path = Problem(
        "error", "null_words", "p.csv", 1, None, "1", ('file = "/etc/passwd"', 'columns = { a = "b" }')
    )
    assert ways_out(kind_of(path)) == (), "which file and which columns is chosen elsewhere"


def test_words_of_which_each_is_nearly_ours_are_translated_and_others_are_asked_for() -> None:
    ours = ("public", "private")
    near = [Problem("error", "unknown_operator", "u.csv", row, "o", word, ours, ours="operator")
            for row, word in ((2, "Public"), (3, "privat"))]  # fmt: skip
    assert ways_out(kind_of(*near)) == ({"recode": {"operator": {"Public": "public", "privat": "private"}}},)
    far = Problem("error", "unknown_operator", "u.csv", 4, "o", "Stiftelse", ours, ours="operator")
    assert ways_out(kind_of(*near, far)) == ()
    assert values_to_translate(kind_of(*near, far)) == (
        ("Public", "public"), ("privat", "private"), ("Stiftelse", ""),
    )  # fmt: skip


def test_a_value_of_no_column_of_ours_or_one_of_very_many_is_not_asked_for() -> None:
    nobody = Problem("error", "not_whole", "u.csv", 2, "o", "1 2O4")
    assert values_to_translate(kind_of(nobody)) == ()
    one = Problem("error", "not_whole", "u.csv", 2, "o", "1 2O4", ours="persons")
    assert values_to_translate(kind_of(one)) == (("1 2O4", "1204"),), "letters that look like digits"
    for value, likely in (
        ("02O1", "0201"),
        ("1O,5", "10,5"),
        ("1,,O", ""),
        ("l4", "14"),
        ("O", ""),
        ("1204x", ""),
        ("12", ""),
    ):
        problem = Problem("error", "unknown_area", "u.csv", 2, "o", value, ("areas.csv",), ours="area_id")
        assert values_to_translate(kind_of(problem)) == ((value, likely),)
    twice = Problem("error", "duplicate", "u.csv", 2, "o", "v1", ("3",), ours="unit_id")
    assert values_to_translate(kind_of(twice)) == (), "another name for one would be another for both"
    many = [
        Problem("error", "not_whole", "u.csv", row, "o", f"v{row}", ours="persons") for row in range(2, 40)
    ]
    assert values_to_translate(kind_of(*many)) == ()
    long = Problem("error", "not_whole", "u.csv", 2, "o", "x" * 61, ours="persons")
    assert values_to_translate(kind_of(long)) == ()


@pytest.mark.parametrize("code", sorted(OF_ROWS))
def test_a_value_that_is_wrong_on_its_row_alone_is_not_read_as_another_on_all(code: str) -> None:
    assert code in sentences()
    one = Problem("error", code, "u.csv", 2, "o", "2026-01-01", ours="closed")
    assert values_to_translate(kind_of(one)) == ()


def test_columns_that_nothing_reads_can_be_left_out_by_name() -> None:
    kind = kind_of(Problem("warning", "unknown_column", "u.csv", None, "Anm. (intern)"))
    (way,) = ways_out(kind)
    (pattern,) = way["ignore"]
    assert re.search(pattern, "Anm. (intern)")
    assert not re.search(pattern, "Anmä (intern)")
    assert tomllib.loads(f"ignore = ['{pattern}']") == way
