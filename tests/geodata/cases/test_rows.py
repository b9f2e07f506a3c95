"""Shared inputs that went wrong: which rows and columns there are, and how problems are told."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest

from tests.geodata.cases.shared_case import Outcome, outcome, outcome_of_case
from tests.toy import TABLES, write_toy_region

PERSONS = {"visits.csv": 360, "population.csv": 3500}


def toy(folder: Path, **changes: tuple[str, str]) -> Outcome:
    """What becomes of the toy region when texts in its files are replaced: `visits=(old, new)`.

    `region` stands for `region.toml`, the others for tables of text.
    """
    write_toy_region(folder)
    for name, (old, new) in changes.items():
        file = folder / ("region.toml" if name == "region" else f"{name}.csv")
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file.name}"
        file.write_text(text.replace(old, new), encoding="utf-8")
    return outcome(folder)


@pytest.mark.parametrize("name", ["misleading_nfd_column", "misleading_header_newline"])
def test_a_column_is_found_by_how_its_name_looks(name: str, tmp_path: Path) -> None:
    found = outcome_of_case(name, tmp_path)
    assert found.problems == ()
    assert found.region is not None
    assert int(found.region.population["persons"].sum()) == 5012


@pytest.mark.parametrize(
    "written",
    [
        unicodedata.normalize("NFD", "Antal män och kvinnor"),
        "Antal\u00a0män  och\u202fkvinnor",
        '"Antal män\noch kvinnor"',
        "Antal män och kvin\u00adnor",
        "\u200bAntal män och kvinnor\ufeff",
    ],
    ids=["decomposed", "hard blanks", "two lines", "soft hyphen", "nothing seen"],
)
@pytest.mark.parametrize("in_settings", [False, True], ids=["in the file", "in both"])
def test_names_that_look_alike_are_one_name(written: str, in_settings: bool, tmp_path: Path) -> None:
    name = written.strip('"').replace("\n", "\\n") if in_settings else "Antal män och kvinnor"
    found = toy(
        tmp_path / "toy",
        population=("persons", written),
        region=('file = "population.csv"', f'file = "population.csv"\ncolumns = {{ persons = "{name}" }}'),
    )
    assert found.problems == ()
    assert found.region is not None
    assert int(found.region.population["persons"].sum()) == 3500


def test_two_columns_that_look_alike_are_told_apart_with_a_word(tmp_path: Path) -> None:
    header, rest = TABLES["population.csv"].split("\n", 1)
    rows = [f"{row},9" for row in rest.splitlines()]
    text = "\n".join([f"{header},per\u00adsons", *rows])
    found = toy(tmp_path / "toy", population=(TABLES["population.csv"], text))
    assert [each.column for each in found.of("warning")["repeated_column"]] == ["persons"]
    assert found.region is not None
    assert int(found.region.population["persons"].sum()) == 3500


@pytest.mark.parametrize("limit", [10, 131_072, 2**31 - 1])
def test_a_header_of_any_length_is_a_sentence_whatever_the_process_has_set(
    limit: int, tmp_path: Path
) -> None:
    before = csv.field_size_limit(limit)
    try:
        found = outcome_of_case("crash_header_field_limit", tmp_path)
    finally:
        csv.field_size_limit(before)
    [problem] = found.of("error")["long_header"]
    assert (problem.file, problem.row) == ("pop.csv", 1)
