"""Patterns are looked for as Python reads them, and those that would take for ever are refused."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.contract.settings import TableSettings
from geodata.contract.tables import the_table
from geodata.sources import patterns
from geodata.sources.apart_limits import Limits
from geodata.sources.mapping import mapped
from geodata.sources.patterns import AT_ONCE, PatternError, found_in, groups_in, steps
from geodata.sources.raw import Raw

BRIEF = Limits(processor_s=1, whole_s=9, memory_bytes=2**29, answer_bytes=2**20)
NAME = "a" * 41 + "!"
ENDLESS = [
    "^(a+)+$",
    "(?x)^(a+) +$",
    "^(a+)(?#c)+$",
    "(a|a)*$",
    "(?:a?){41}b",
    "^(a|aa)+$",
    r"(?P<x>(\w*)*)\d",
    "a?" * 41 + "b" + "a" * 41,
]


@pytest.mark.parametrize("pattern", ENDLESS)
def test_a_pattern_that_repeats_what_repeats_is_never_looked_for_here(pattern: str) -> None:
    assert steps(pattern, [NAME]) > AT_ONCE


@pytest.mark.parametrize(
    "pattern", ["Vårdcentral", "^1[46]", r"\(privat\)$", "^(Norr|Söder|Väster) .*bo", "a{4}"]
)
def test_a_plain_pattern_is_looked_for_here(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "apart", None)
    assert (
        found_in(pattern, ["Vårdcentral i Norr"] * 300)
        == [bool(re.search(pattern, "Vårdcentral i Norr"))] * 300
    )


@pytest.mark.parametrize(
    "place",
    [
        lambda p: {"where_like": {"area_id": (p,)}},
        lambda p: {"where_not": {"area_id": (p,)}},
        lambda p: {"recode_like": {"area_id": {p: "x"}}},
        lambda p: {"extract": {"sex": {"column": "area_id", "pattern": f"({p})"}}},
        lambda p: {"ignore": (p,)},
        lambda p: {"melt_like": {p: {"year": "2025"}}},
    ],
)
def test_wherever_a_pattern_stands_one_without_end_is_refused_with_a_way_out(
    place: Callable[[str], dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "limits_of", lambda _: BRIEF)
    frame = DataFrame({"area_id": [NAME], "persons": ["1"], NAME: ["1"]}, dtype=str)
    problems = Problems()
    settings = TableSettings("people.csv", **place("^(a+)+$"))  # type: ignore[arg-type]
    result = mapped(Raw(frame, np.array([2])), the_table("population"), settings, problems)
    assert result is None
    refused = [each for each in problems.found if each.code == "pattern_takes_long"]
    assert [(each.file, each.severity) for each in refused] == [("people.csv", "error")]
    assert "^(a+)+$" in str(refused[0].value)


def test_a_pattern_that_could_be_slow_and_is_not_is_looked_for_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pattern = r"^(\w+ )+(?!Borås)\w+$"
    texts = ["Öster om Ån", "Väster Borås", "Ett-två"]
    assert steps(pattern, texts) > AT_ONCE
    assert groups_in(pattern, texts) == [["om "], None, None]
    monkeypatch.setattr(patterns, "limits_of", lambda _: BRIEF)
    with pytest.raises(PatternError):
        found_in("^(a+)+$", [NAME])


@given(
    st.from_regex(r"[ab(|)?*+{2}\\w.]{1,12}", fullmatch=True),
    st.lists(st.text("ab()", max_size=8), max_size=4),
)
def test_any_pattern_finds_what_python_finds(pattern: str, texts: list[str]) -> None:
    try:
        compiled = re.compile(pattern)
    except re.error:
        return
    assert found_in(pattern, texts) == [bool(compiled.search(text)) for text in texts]
