"""Every layer: colours, legend and table tell the same, also where the region lacks something."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.components.data_table import heading_text
from dashboard.components.layer_switch import legend_parts
from dashboard.layers import layer_of, layers_of
from dashboard.layers.base import Fill, Layer, Table
from dashboard.layers.breaks import classed, round_breaks
from dashboard.layers.flow_rows import SHOWN as LISTED
from dashboard.layers.flow_rows import flow_rows, payload
from dashboard.layers.flows import DRAWN, drawable
from dashboard.layers.nearest import Nearest, classes
from dashboard.layers.underserved import Underserved
from dashboard.layers.units import ALERT, HIDDEN, SHOWN, register
from dashboard.tables.rows import is_missing
from dashboard.words.layers import layer_words
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment, assess
from geodata.contract.errors import UnknownNameError
from geodata.focus.places import place_of
from geodata.region.region import Region
from geodata.scenario.scenario import parse
from tests.dashboard.regions import REGIONS, assessed, focuses
from tests.toy_region import toy_region

REAL = ("leeds", "devon", "vastra_gotaland")
NAMES = (*REGIONS, *REAL)
KNOWN = {
    "area": lambda region: set(region.areas.index),
    "unit": lambda region: set(region.units.index),
    "municipality": lambda region: set(region.areas["municipality_id"]),
}


@pytest.fixture(params=NAMES)
def any_region(request: pytest.FixtureRequest) -> Assessment:
    if request.param in REAL:
        found = request.getfixturevalue(request.param)
        assert isinstance(found, Assessment)
        return found
    return assessed(request.param)


def of(assessment: Assessment) -> list[Layer]:
    return [layer for layer in layers_of(assessment.region) if layer.available(assessment)]


def known_ids(table: Table, region: Region, zones: set[str]) -> bool:
    if table.row_kind == "zone":
        return set(table.ids) <= zones
    if table.row_kind == "flow":
        ends = [id_.split(">") for id_ in table.ids]
        homes, units = {home for home, _ in ends}, {unit for _, unit in ends}
        here = {"", "(here)"}
        return homes <= here | {"(outside)", *region.areas.index} and units <= here | {*region.units.index}
    return set(table.ids) <= KNOWN[table.row_kind](region)


def test_a_fill_gives_every_area_a_class_with_a_colour(any_region: Assessment) -> None:
    whole = place_of(any_region, "region")
    for layer in of(any_region):
        fill = layer.values(any_region, whole)
        if not isinstance(fill, Fill):
            assert layer.style != "fill"
            continue
        assert fill.classes.shape == (len(any_region.region.areas),)
        assert fill.classes.dtype == np.uint8
        assert fill.classes.max(initial=0) < len(fill.colours), layer.key
        assert all(0 <= one < len(fill.colours) for one in fill.hatched)
        own = {
            colour
            for theme in any_region.region.settings.themes.values()
            for colour in theme.colours.values()
        }
        assert all(not colour or colour.startswith("var(--") or colour in own for colour in fill.colours)


def test_a_legend_counts_every_area_that_has_a_colour_once(any_region: Assessment) -> None:
    whole = place_of(any_region, "region")
    for layer in of(any_region):
        fill, legend = layer.values(any_region, whole), layer.legend(any_region)
        if not isinstance(fill, Fill) or "theme" in legend.values:
            continue
        # Futures are counted in people; what has lines over its colour is counted by that.
        size = any_region.persons if layer.key == "futures" else np.ones(len(any_region.region.areas), int)
        shown = {swatch.colour: swatch.count for swatch in legend.swatches if swatch.count is not None}
        for colour in set(fill.colours) - {""}:
            same = [at for at, one in enumerate(fill.colours) if one == colour]
            drawn = int(size[np.isin(fill.classes, same)].sum())
            assert shown.get(colour, 0) == drawn, (layer.key, colour)
        assert sum(shown.values()) == size.sum(), layer.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_legend_can_be_said(any_region: Assessment, language: str) -> None:
    for layer in of(any_region):
        said = str(legend_parts(layer.legend(any_region), words(language)))
        assert "{" not in said.replace("{'", ""), layer.key
        assert not re.search(r"\bnan\b", said.lower()), layer.key
        assert all(layer_words(layer, part, words(language)) for part in ("name", "about", "table"))


@pytest.mark.parametrize("name", REGIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_of_every_focus_is_whole_and_can_be_said(name: str, language: str) -> None:
    assessment, said = assessed(name), words(language)
    zones = {zone.id for zone in assessment.lacking.zones}
    for focus in focuses(assessment):
        for layer in layers_of(assessment.region):
            table = layer.table(assessment, focus)
            assert known_ids(table, assessment.region, zones), layer.key
            assert len(set(table.ids)) == len(table.ids), layer.key
            assert said(table.title)
            assert said(table.empty)
            keys = [column.key for column in table.columns]
            assert set(keys) == set(table.values)
            assert len(set(keys)) == len(keys)
            for column in table.columns:
                assert heading_text(column, said)
                cells = table.values[column.key]
                assert len(cells) == len(table.ids), (layer.key, column.key)
                for cell in cells:
                    assert is_missing(cell) or "nan" not in said.value(cell, column.kind), (
                        layer.key,
                        column.key,
                    )


def test_a_table_of_areas_has_a_row_for_every_area(any_region: Assessment) -> None:
    whole = place_of(any_region, "region")
    for layer in of(any_region):
        table = layer.table(any_region, whole)
        if table.row_kind == "area":
            assert list(table.ids) == list(any_region.region.areas.index)
            assert sum(table.values["persons"]) == any_region.persons.sum()


def test_a_table_narrows_to_what_is_in_focus(toy: Assessment) -> None:
    east = place_of(toy, "municipality", "M2")
    for layer in layers_of(toy.region):
        table = layer.table(toy, east)
        if table.row_kind == "area":
            assert list(table.ids) == (
                []
                if layer.key in ("change", "use_change", "need", "futures", "difference", "news", "reached")
                else ["A3"]
            )
    assert list(layer_of(toy.region, "units").table(toy, place_of(toy, "unit", "u-north")).ids) == ["u-north"]
    flows = layer_of(toy.region, "flows").table(toy, place_of(toy, "area", "A3"))
    assert list(flows.ids) == ["A3>u-south", "A3>u-north"]
    assert list(flows.values["visits"]) == [45, 5]
    assert list(flows.values["share"]) == [0.9, 0.1]


def test_a_layer_of_a_name_the_region_lacks_is_refused_with_those_it_has(toy: Assessment) -> None:
    with pytest.raises(UnknownNameError, match="underserved"):
        layer_of(toy.region, "nothing")


# --- one by one -------------------------------------------------------------------------------


def test_underserved_areas_have_the_zones_residents(any_region: Assessment) -> None:
    table = layer_of(any_region.region, "underserved").table(any_region, place_of(any_region, "region"))
    assert sum(table.values["persons"]) == any_region.persons[any_region.lacking.underserved].sum()
    assert sum(table.values["areas"]) == any_region.lacking.underserved.sum()


def test_the_step_of_a_journey_has_the_limit_on_its_inner_side(toy: Assessment) -> None:
    assert toy.access.nearest_min.tolist() == [5, 12, 8]
    assert classes(toy).tolist() == [0, 1, 1], "limit 15: up to 7.5, to 15, to 22.5, above"
    strict = assess(toy.region, parse(toy.region, {"limit_min": 8}))
    assert classes(strict).tolist() == [1, 2, 1], "8 minutes is within 8 minutes"
    assert set(classes(assessed("nothing within reach"))) == {4}


def test_of_flows_the_largest_are_drawn_and_the_rest_told(leeds: Assessment) -> None:
    layer = layer_of(leeds.region, "flows")
    drawn = layer.values(leeds, place_of(leeds, "region"))
    assert isinstance(drawn, Mapping)
    visits = drawn["areas"]["visits"]  # type: ignore[index]
    assert len(visits) == DRAWN == 2000
    assert visits == sorted(visits, reverse=True)
    assert len(drawable(leeds, leeds.use.flows)) == 14_145
    values = layer.legend(leeds).values
    assert (values["drawn"], values["all"]) == (2000, 14_145)
    assert values["share"].value == pytest.approx(sum(visits) / 899_784)  # type: ignore[attr-defined]
    assert values["share"].value + values["left"].value == pytest.approx(1)  # type: ignore[attr-defined]


def test_flows_between_municipalities_are_those_that_cross_a_border(toy: Assessment) -> None:
    drawn = layer_of(toy.region, "flows").values(toy, place_of(toy, "region"))
    assert isinstance(drawn, Mapping)
    assert drawn["municipalities"] == {
        "from": [1], "to": [0], "visits": [50], "share": [1.0], "minutes": [8.0],
    }  # fmt: skip


def test_the_flows_in_focus_are_shares_of_all_that_it_has(toy: Assessment) -> None:
    rows = flow_rows(toy, place_of(toy, "unit", "u-north"))
    assert rows is not None
    told = payload(rows, place_of(toy, "unit", "u-north"))
    assert told["visits"] == [80, 30, 5, 10], "the three lines first, then the one without"
    assert told["share"] == [0.64, 0.24, 0.04, 0.08], "ten of 125 are of unknown residence"
    assert told["from"] == [0, 1, 2, -1]
    assert told["line"] == [1, 1, 1, 0]
    assert told["minutes"] == [5.0, 15.0, 35.0, None]


def test_what_leaves_several_areas_is_told_apart_from_what_stays(toy: Assessment) -> None:
    west = place_of(toy, "municipality", "M1")
    coming = flow_rows(toy, west, "to")
    assert coming is not None
    assert coming.ids == ["(here)>(here)", "A3>(here)", ">(here)"]
    assert coming.ends.visits.tolist() == [300, 50, 10]
    assert [coming.stays.tolist(), coming.lines.tolist(), coming.apart.tolist()] == [[0], [1], [2]]
    within = flow_rows(toy, west, "within")
    assert within is not None
    assert within.ids == ["A2>u-south", "A1>u-north", "A2>u-north", "A1>u-south"]


def test_of_what_is_in_focus_no_more_are_drawn_than_the_eye_can_follow(leeds: Assessment) -> None:
    unit = leeds.region.units.index[int(np.argmax(leeds.use.visits_by_unit))]
    focus = place_of(leeds, "unit", unit)
    rows = flow_rows(leeds, focus)
    assert rows is not None
    assert len(payload(rows, focus)["visits"]) == LISTED < len(rows.ids)  # type: ignore[arg-type]
    table = layer_of(leeds.region, "flows").table(leeds, focus)
    assert list(table.ids) == list(rows.ids)
    assert sum(table.values["visits"]) == leeds.use.visits_by_unit[focus.units[0]]


def test_units_are_hidden_shown_or_marked(toy: Assessment) -> None:
    layer = layer_of(toy.region, "units")
    drawn = layer.values(toy, place_of(toy, "region"))
    assert isinstance(drawn, Mapping)
    assert drawn["state"].tolist() == [SHOWN, HIDDEN, ALERT]  # type: ignore[attr-defined]
    counts = {swatch.symbol: swatch.count for swatch in layer.legend(toy).swatches}
    assert counts == {"circle-own": 1, "circle-choice": 1, "alert": 1, "cluster": None}


def test_the_register_holds_those_active_on_a_day() -> None:
    small = assessed("small")
    whole = place_of(small, "region")
    assert list(register(small, whole, date(2019, 12, 31)).ids) == ["U2"], "U1 opened in 2020"
    assert list(register(small, whole, date(2020, 1, 1)).ids) == ["U2", "U1"], "the most used first"
    rehab = assess(small.region, parse(small.region, {"care_form": "rehab"}))
    assert list(register(rehab, whole, date(2025, 3, 30)).ids) == ["U3"]
    assert list(register(rehab, whole, date(2025, 3, 31)).ids) == [], "the day it closed"
    assert list(register(rehab, place_of(rehab, "unit", "U3"), date(2026, 1, 1)).ids) == ["U3"]


def test_units_without_a_place_are_counted_in_the_legend() -> None:
    region = REGIONS["small"]
    units = region.units.assign(closed=pd.to_datetime([None, None, None]))
    reopened = replace(region, units=units)
    rehab = assess(reopened, parse(reopened, {"care_form": "rehab"}))
    legend = layer_of(reopened, "units").legend(rehab)
    assert (legend.note, legend.values["placeless"]) == ("legend.units_placeless", 1)
    assert layer_of(region, "units").legend(assessed("small")).note == ""


def test_breaks_are_round_different_and_the_legends_own() -> None:
    values = np.array([1.0, 3.3, 9.7, 47, 51, 103, np.nan, np.inf])
    breaks = round_breaks(values, 4)
    assert breaks == sorted(set(breaks))
    assert all(f"{one:.2g}" == f"{one:g}" for one in breaks)
    assert round_breaks(np.array([np.nan]), 5) == []
    assert round_breaks(np.full(9, 7.0), 5) == [8.0] or len(round_breaks(np.full(9, 7.0), 5)) == 1
    assert classed(np.array([0.0, 5.0, 9.0]), [5.0]).tolist() == [0, 1, 1]


def test_zones_that_lie_only_partly_in_a_place_are_told_of_the_part_and_say_how_large_they_are() -> None:
    """At a limit of 1 minute A1 (1,000) and A2 (2,000) are one zone; A1 alone is asked about."""
    toy = toy_region()
    region = replace(toy, settings=replace(toy.settings, underserved_from=1))
    found = assess(region, parse(region, {"limit_min": 1}))
    whole = Underserved().table(found, place_of(found, "municipality", "M1"))
    assert "whole" not in whole.values
    assert list(whole.values["persons"]) == [3000]
    part = Underserved().table(found, place_of(found, "area", "A1"))
    assert list(part.values["zone"]) == list(whole.values["zone"])
    assert [part.values[key][0] for key in ("areas", "persons", "whole", "nearest")] == [1, 1000, 3000, 5.0]
    assert sum(part.values["persons"]) == found.persons[[0]][found.lacking.underserved[[0]]].sum()


def test_who_live_in_many_places_have_the_share_within_the_limit_and_nine_in_ten_in_the_table() -> None:
    found = assessed("points")
    table = Nearest().table(found, place_of(found, "region"))
    keys = [column.key for column in table.columns]
    assert keys[keys.index("nearest") :][:3] == ["nearest", "covered", "p90_minutes"]
    assert np.asarray(table.values["covered"], float).tolist() == [1, 1, 0.5]
    assert np.asarray(table.values["p90_minutes"][2], float) == pytest.approx(39)
    plain = assessed("whole")
    columns = Nearest().table(plain, place_of(plain, "region")).columns
    assert "covered" not in [column.key for column in columns]
