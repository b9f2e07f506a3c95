"""Inputs that went wrong by where they lie: coordinates, their systems, and shapes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.geodata.cases.shared_case import outcome_of_case

ERRORS = {
    "silent_crs_web_mercator": ("crs_not_true", "+88 %"),
    "silent_wrong_sweref_zone": ("elsewhere", 'crs = "EPSG:3007"'),
    "misleading_all_rows_outside": ("elsewhere", 'crs = "EPSG:3021"'),
    "misleading_no_crs_given": ("no_crs_given", 'crs = "EPSG:3006"'),
    "silent_area_point_elsewhere": ("points_in_other_areas", "4/4"),
    "crash_gpkg_undefined_srs": ("missing_crs", 'crs = "EPSG:3006"'),
    "misleading_wkb_bytes": ("binary_geometry", "GeoParquet"),
}
BUILT = {
    "blocks_reprojected_invalid": {"slivers_mended"},
    "refused_geometrycollection": {"polygons_kept"},
    "refused_area_in_parts": {"parts_joined"},
    "refused_gpkg_undefined_srs_crs_said": set(),
    "misleading_borders_made_one": set(),
}


@pytest.mark.parametrize("name", ERRORS)
def test_what_lies_wrong_is_one_error_with_its_way_out(name: str, tmp_path: Path) -> None:
    code, words = ERRORS[name]
    found = outcome_of_case(name, tmp_path)
    assert [problem.code for problem in found.problems if problem.severity == "error"] == [code]
    for language in ("sv", "en"):
        assert words in found.words(language)
        assert 'outside = "keep"' not in found.words(language)


@pytest.mark.parametrize("name", BUILT)
def test_good_shapes_are_built_and_what_was_done_to_them_is_told(name: str, tmp_path: Path) -> None:
    found = outcome_of_case(name, tmp_path)
    assert found.region is not None, found.words()
    geometric = {each.code for each in found.problems if each.column == "geometry" or "parts" in each.code}
    assert geometric == BUILT[name], found.words()
