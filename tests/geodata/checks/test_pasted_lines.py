"""A line that a problem offers is a line of TOML, and stays one however many words it has."""

from __future__ import annotations

import re
import tomllib

import numpy as np
import pytest
from pandas import DataFrame

from geodata.checks import sentence
from geodata.checks.values import checked_values
from geodata.contract.columns import Column, Table
from geodata.contract.problems import Problem, Problems
from geodata.contract.settings import TableSettings
from geodata.contract.tables import TABLES
from geodata.sources.mapping import Mapped
from tests.toy_region import toy_settings


def problems_of(table: Table, **columns: list[str]) -> list[Problem]:
    problems = Problems()
    frame = DataFrame(columns, dtype=str)
    names = {name: name for name in columns}
    mapped = Mapped(frame, np.arange(2, len(frame) + 2), names, None, None, None, False)
    checked_values(mapped, table, TableSettings("a.csv"), toy_settings(), problems)
    return problems.found


def pasted(problem: Problem, language: str, name: str) -> dict[str, object]:
    """What the line that a sentence ends in says when it is pasted."""
    line = re.search(rf"{name} = .*[\]}}]", sentence(problem, language))
    assert line is not None
    found = tomllib.loads(line[0])[name]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_line_of_many_split_years_is_whole(language: str) -> None:
    years = [f"{year}/{year + 1}" for year in range(2000, 2020)]
    table = Table("alone", (Column("period", "period"),))
    [problem] = problems_of(table, period=years)
    assert problem.code == "split_year"
    assert pasted(problem, language, "recode") == {"period": {year: year[:4] for year in years}}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_line_of_many_rows_of_totals_is_whole_and_the_rest_is_told_when_it_is_there(
    language: str,
) -> None:
    totals = [f"Totalt för kommun {number}" for number in range(400)]
    found = problems_of(TABLES["population"], area_id=["1401", *totals], persons=["1"] * 401)
    problem = next(each for each in found if each.code == "total_row")
    patterns = pasted(problem, language, "where_not")["area_id"]
    assert isinstance(patterns, list)
    assert 10 < len(patterns) < 400
    assert all(re.search(pattern, total) for pattern, total in zip(patterns, totals, strict=False))
