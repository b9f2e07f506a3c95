"""A source's own names, codes and shape of table become ours by what region.toml says."""

from __future__ import annotations

import numpy as np
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.contract.settings import TableSettings
from geodata.contract.tables import TABLES
from geodata.sources.mapping import Mapped, mapped
from geodata.sources.raw import Raw


def raw(**columns: list[str]) -> Raw:
    frame = DataFrame(columns, dtype=str)
    return Raw(frame, np.arange(2, len(frame) + 2, dtype=np.int64))


def done(table: str, source: Raw, **settings: object) -> tuple[Mapped, Problems]:
    problems = Problems()
    result = mapped(source, TABLES[table], TableSettings("a.csv", **settings), problems)  # type: ignore[arg-type]
    assert result is not None, problems.found
    return result, problems


def test_one_source_column_may_become_several_of_ours() -> None:
    source = raw(id=[" 1 ", "2"], namn=["Närhälsan A", "Capio B"], x=["1", "2"], y=["3", "4"])
    result, _ = done(
        "units",
        source,
        columns={"unit_id": "id", "name": "namn", "operator": "namn"},
        constants={"care_form": "vc"},
        recode_like={"operator": {"^Närhälsan": "own", ".": "choice"}},
    )
    assert result.frame["operator"].tolist() == ["own", "choice"]
    assert result.frame["name"].tolist() == ["Närhälsan A", "Capio B"]
    assert result.frame["unit_id"].tolist() == ["1", "2"]
    assert result.frame["care_form"].tolist() == ["vc", "vc"]
    assert result.names["operator"] == "namn"


def test_codes_are_recoded_and_parts_of_a_text_taken_out() -> None:
    source = raw(area_id=["1", "2"], name=["East Devon 001A", "Exeter"], geometry=["", ""])
    result, _ = done(
        "areas",
        source,
        extract={
            "municipality": {"column": "name", "pattern": r"^(.*) \d{3}[A-Z]$"},
            "municipality_id": {"column": "name", "pattern": r"^(.*) \d{3}[A-Z]$"},
        },
        recode={"municipality_id": {"East Devon": "E07"}},
    )
    assert result.frame["municipality"].tolist() == ["East Devon", ""]
    assert result.frame["municipality_id"].tolist() == ["E07", ""]


def test_a_wide_table_becomes_long_row_by_row() -> None:
    source = raw(area_id=["a", "b"], young=["1", "3"], old=["2", "4"])
    result, _ = done(
        "population",
        source,
        melt={"young": {"age_from": "0", "age_to": "19"}, "old": {"age_from": "20", "age_to": ""}},
    )
    assert result.frame["persons"].tolist() == ["1", "2", "3", "4"]
    assert result.frame["area_id"].tolist() == ["a", "a", "b", "b"]
    assert result.rows.tolist() == [2, 2, 3, 3]
    assert result.measure_names is not None
    assert result.measure_names.tolist() == ["young", "old", "young", "old"]


def test_what_a_wide_column_does_not_give_is_empty_though_another_gives_it() -> None:
    source = raw(area_id=["a"], young=["1"], old=["2"])
    result, _ = done("population", source, melt={"young": {"age_to": "64"}, "old": {"age_from": "65"}})
    assert result.frame[["age_from", "age_to"]].to_numpy().tolist() == [["", "64"], ["65", ""]]


def test_conditions_set_rows_apart_and_keep_them_countable() -> None:
    source = raw(area_id=["14a", "14b", "15a", ""], persons=["1", "2", "4", "8"], kind=["x", "y", "x", "x"])
    result, problems = done(
        "population",
        source,
        where={"kind": ("x",)},
        where_like={"area_id": ("^14", "^$")},
        where_not={"persons": ("8",)},
    )
    assert result.rows.tolist() == [2]
    assert result.filtered is not None
    assert result.filtered.frame["persons"].tolist() == ["2", "4", "8"]
    assert problems.found == []


def test_columns_left_unread_on_purpose_are_named_by_patterns() -> None:
    source = raw(area_id=["a"], persons=["1"], total_2020=["1"], persns=["1"])
    _, problems = done("population", source, ignore=("^total",))
    assert [(each.code, each.column, each.expected) for each in problems.found] == [
        ("misspelt_column", "persns", ("persons",))
    ]


def test_a_column_a_year_becomes_rows_by_a_pattern() -> None:
    source = raw(
        Region=["2580"], Alder=["100+"], **{"000005RC 2024": ["331.2580"], "000005RC 2025": ["326.5212"]}
    )
    result, problems = done(
        "projections",
        source,
        columns={"municipality_id": "Region", "ages": "Alder"},
        melt_like={r"(\d{4})$": {"year": r"\1"}},
    )
    assert problems.found == []
    assert result.frame["year"].tolist() == ["2024", "2025"]
    assert result.frame["persons"].tolist() == ["331.2580", "326.5212"]
    assert result.measure_names is not None
    assert result.measure_names.tolist() == ["000005RC 2024", "000005RC 2025"]


def test_a_pattern_that_no_column_has_is_a_missing_column() -> None:
    problems = Problems()
    settings = TableSettings("a.csv", melt_like={r"^(\d{4})$": {"year": r"\1"}})
    assert mapped(raw(area_id=["a"], år=["1"]), TABLES["projections"], settings, problems) is None
    assert [(each.code, each.column) for each in problems.found if each.severity == "error"] == [
        ("missing_column", r"^(\d{4})$")
    ], "and not what its columns would have become"


def test_blanks_around_a_text_change_nothing_of_what_conditions_and_extracts_find() -> None:
    kinds = ["county ", "county", " Total", "part  ", "  inner"]
    source = raw(area_id=["1", "2", "3", "4", "5"], persons=["1", "2", "3", "4", "5"], kind=kinds)
    kept = {
        "where": ({"kind": ("county",)}, ["1", "2"]),
        "where_like": ({"kind": ("^(county|part)$",)}, ["1", "2", "4"]),
        "where_not": ({"kind": ("^Total$", "^part$", r"^\s+i")}, ["1", "2"]),
    }
    for name, (condition, rows) in kept.items():
        result, _ = done("population", source, **{name: condition})
        assert result.frame["area_id"].tolist() == rows, name
    part = {"area_id": {"column": "kind", "pattern": "^([a-z]+)$"}}
    result, _ = done("population", source, extract=part)
    assert result.frame["area_id"].tolist() == ["county", "county", "", "part", "inner"]
