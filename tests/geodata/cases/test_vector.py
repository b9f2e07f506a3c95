"""Files of shapes and patterns that went wrong once."""

from __future__ import annotations

from pathlib import Path

from tests.geodata.cases.shared_case import outcome_of_case


def test_a_view_that_never_ends_is_refused_with_a_way_out(tmp_path: Path) -> None:
    found = outcome_of_case("dos_gpkg_view", tmp_path)
    assert found.region is None
    assert [(each.code, each.file) for each in found.problems] == [("file_takes_long", "areas.gpkg")]
    assert "ogr2ogr -f GPKG" in found.words("sv")


def test_a_pattern_that_never_ends_is_refused_and_named(tmp_path: Path) -> None:
    found = outcome_of_case("dos_regex", tmp_path)
    assert found.region is None
    assert [(each.code, each.file, each.value) for each in found.problems if each.severity == "error"] == [
        ("pattern_takes_long", "units.csv", "^(a+)+$")
    ]
