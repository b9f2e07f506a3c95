"""A figure is one value: on the map, in cards, in the panel, in tables, files, the API and the report.

Over the protected example, real registrations in Leeds, and a region with one thing missing at a time,
with and without a scenario: every measure of every kind of place, to the last digit.
"""

from __future__ import annotations

import base64
import csv
import io
import math
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from dashboard.api.joined import areas_table, municipalities_table
from dashboard.components.figure import figure
from dashboard.kpis import current_key, kpis_of
from dashboard.layers import by_measure, layers_of
from dashboard.layers.base import Fill, Layer, Phrase, Table
from dashboard.layers.choices import FIGURES
from dashboard.layers.figures import AREA_FIGURES
from dashboard.layers.measured import tally_cells
from dashboard.layers.need_figures import need_figures
from dashboard.layers.units import Units
from dashboard.map.hover import unit_hover
from dashboard.map.payload import map_payload
from dashboard.presentation.figures import PEOPLE, fill_in
from dashboard.question.display import Display
from dashboard.question.request import Request
from dashboard.tables.csv_files import csv_bytes, plain_number
from dashboard.tables.figure_lines import table_records
from dashboard.tables.report import report
from dashboard.tables.tables import table_of
from dashboard.words.words import words
from geodata.access.nearest import METHODS
from geodata.assessment.assessment import Assessment, assess
from geodata.checks.open_region import open_region
from geodata.contract.errors import UnknownNameError
from geodata.focus.place import Place, PlaceType
from geodata.focus.places import every, place_of, whole_region
from geodata.measures.measure import Measure
from geodata.measures.registry import measures_of, series
from geodata.measures.tally import Tally
from geodata.publish.build import computed
from geodata.region.changes import Change
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.dashboard.regions import REGIONS
from tests.demo_region import protected_demo

SV = words("sv")
LISTED: tuple[PlaceType, ...] = ("region", "municipality", "area", "unit", "zone")
MOST = 12
"""Places of a kind that are asked about one by one; all of them are asked about together."""
FAST = ("small", "no visits", "no indicators", "nothing within reach")
NAMES = [
    *FAST,
    *(
        pytest.param(name, marks=pytest.mark.long)
        for name in (*REGIONS, "protected", "leeds")
        if name not in FAST
    ),
]


@pytest.fixture(scope="module")
def protected(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return computed(open_region(protected_demo("10", tmp_path_factory.mktemp("blekinge"))))


@pytest.fixture(params=NAMES)
def plain(request: pytest.FixtureRequest, protected: Region) -> Assessment:
    """The default question of each region."""
    if request.param == "leeds":
        leeds: Assessment = request.getfixturevalue("leeds")
        return leeds
    region = protected if request.param == "protected" else REGIONS[request.param]
    return assess(region, default_scenario(region))


@pytest.fixture(params=["as it is", "with a scenario"])
def assessment(plain: Assessment, request: pytest.FixtureRequest) -> Assessment:
    """The same, and with its most used unit closed and one as large opened beside it."""
    return plain if request.param == "as it is" else with_changes(plain)


@lru_cache(maxsize=16)
def with_changes(plain: Assessment) -> Assessment:
    region, there = plain.region, np.flatnonzero(plain.supply.available)
    if not len(there):
        pytest.skip("nothing is open, so nothing can close")
    visits = plain.use.visits_by_unit
    most = there[0] if visits is None else there[np.argmax(visits[there])]
    closed = Change("close", str(region.units.index[most]))
    opened = () if region.travel_times is not None else (_beside(plain, int(most)),)
    return assess(region, replace(plain.scenario, region=region, changes=(closed, *opened)))


def _beside(plain: Assessment, unit: int) -> Change:
    from geodata.region.unit_places import unit_places

    lon, lat = unit_places(plain.units, plain.region.settings.crs)
    return Change("add", "n1", round(float(lat[unit]) + 0.01, 5), round(float(lon[unit]) + 0.01, 5), 4.0)


def sampled(assessment: Assessment) -> Iterator[Place]:
    """Some places of every kind, spread over the list, three areas, and one drawn around half the region."""
    for kind in LISTED:
        places = every(assessment, kind)
        for at in np.unique(np.linspace(0, places.count - 1, min(MOST, places.count)).astype(int)):
            yield place_of(assessment, kind, places.ids[at])
    yield place_of(assessment, "several", ",".join(assessment.region.areas.index[:3]))
    try:
        yield place_of(assessment, "drawn", _drawn(assessment.region))
    except UnknownNameError:  # no point lies in it
        return


def _drawn(region: Region) -> str:
    from geodata.geometry.degrees import to_degrees

    x, y = (region.areas[axis].to_numpy(float) for axis in ("x", "y"))
    lon, lat = to_degrees(region.settings.crs).transform(
        [x.min() - 99, np.median(x) + 99], [y.min() - 99, y.max() + 99]
    )
    west, east, south, north = lon[0], lon[1], lat[0], lat[1]
    return f"{south},{west};{north},{west};{north},{east};{south},{east}"


def same(one: object, other: object) -> bool:
    return bool(one == other) or (one != one and other != other)


def alike(found: object, expected: object) -> None:
    np.testing.assert_array_equal(np.asarray(found, float), np.asarray(expected, float))


# --- one place, and all of its kind ---------------------------------------------------------------


def test_a_place_has_one_figure_whoever_asks(assessment: Assessment) -> None:
    kpis = {kpi.key: kpi for kpi in kpis_of(assessment.region)}
    for place in sampled(assessment):
        asked = Request(assessment.region, assessment, place, SV, ())
        lines = {line["key"]: line for line in report(assessment, place, SV)["kpis"]}  # type: ignore[attr-defined]
        for key, measure in measures_of(assessment.region).items():
            at = (key, place.kind, place.id)
            alone = measure.counts(assessment, place)
            if place.kind in LISTED:
                places = every(assessment, place.kind)
                among = measure.counts(assessment, places)
                row = places.position[place.id]
                for column in ("value", "part", "whole", "why"):
                    assert same(getattr(among, column)[row], getattr(alone, column)[0]), (*at, column)
                if place.kind in measure.kinds:
                    assert same(series(assessment, key, place.kind)[place.id], alone.value[0]), at
                else:
                    assert (alone.known[0], bool(alone.why[0])) == (False, True), at
                    with pytest.raises(UnknownNameError, match=f"not told of '{place.kind}'"):
                        series(assessment, key, place.kind)
            if key not in kpis:
                continue
            reading, line = measure.read(assessment, place), lines[key]
            written = SV(reading.why) if reading.value is None else SV.measure(reading.value, measure.unit)
            finite = reading.value is not None and math.isfinite(reading.value)
            assert line["value"] == (reading.value if finite else None), at
            assert (line["numerator"], line["denominator"]) == (reading.numerator, reading.denominator), at
            assert _text(figure(reading, SV)) == written.replace("\u202f", "\u00a0"), at
            if key not in PEOPLE:  # told as so many residents
                if current_key(key, place.kind) == key:
                    assert fill_in(f"{{{key}}}", asked) == written, at
                else:  # of this place the key was another figure's: a text that was kept says that one still
                    other = f"{{{current_key(key, place.kind)}}}"
                    assert fill_in(f"{{{key}}}", asked) == fill_in(other, asked), at


def _text(parts: list[object]) -> str:
    text = "".join(part if isinstance(part, str) else str(part.children) for part in parts)  # type: ignore[attr-defined]
    return text.replace("\u202f", "\u00a0")  # the unit is set smaller, after a narrower space


# --- the map --------------------------------------------------------------------------------------


def fills(assessment: Assessment) -> Iterator[tuple[Layer, Measure]]:
    """Every way that areas can be coloured by a measure, and the measure."""
    layers = layers_of(assessment.region)
    variants = [by_measure(layers, measure=method) for method in METHODS]
    variants += [by_measure(layers, figure=key) for key in FIGURES]
    variants += [by_measure(layers, areas_by=key) for key in AREA_FIGURES]
    variants += [by_measure(layers, need_by=key) for key in need_figures(assessment.region)]
    seen: set[str] = set()
    for variant in variants:
        for layer in variant:
            shows = getattr(layer, "shows", None)
            if layer.key == "payment":
                continue  # of units: its own tests hold it against the table
            if shows is not None and shows.key not in seen and layer.available(assessment):
                seen.add(shows.key)
                yield layer, shows


def test_the_maps_classes_and_the_card_are_of_the_same_values(assessment: Assessment) -> None:
    whole, areas = whole_region(assessment), every(assessment, "area")
    for layer, measure in fills(assessment):
        tally = measure.counts(assessment, areas)
        choice = dict(measure.choice)
        display = Display(
            (layer.key,), "nearest",
            measure=choice.get("measure", "E2SFCA"), figure=choice.get("figure", "active_choice"),  # type: ignore[arg-type]
            areas_by=choice.get("areas_by", "organisations"), need_by=choice.get("need_by", ""),
        )  # fmt: skip
        view = map_payload(assessment, whole, display, SV)
        drawn = layer.values(assessment, whole)
        assert isinstance(drawn, Fill)
        fill = view["fill"]
        assert isinstance(fill, dict)
        classes = _decoded(fill["classes"], np.uint8)
        assert classes.tolist() == drawn.classes.tolist()
        assert (np.isin(classes, list(drawn.hatched)) == np.isnan(tally.value)).all() or not drawn.hatched
        # Lines over a colour are no class of their own.
        steps = np.array([drawn.colours.index(drawn.colours[at]) for at in classes.tolist()])
        _in_order(steps, tally, measure.key)
        counts = [swatch.count for swatch in layer.legend(assessment).swatches]
        of_all = assessment.persons.sum() if layer.key == "futures" else len(classes)  # people, or areas
        assert sum(count or 0 for count in counts) == of_all, measure.key
        for told in view["hover"]:  # type: ignore[attr-defined]
            if told["key"] == (
                measure.key if measure.layer in ("choices", "figures", "agreement") else layer.key
            ):
                alike(_decoded(told["values"], np.float32), tally.value.astype(np.float32))


def _in_order(classes: np.ndarray, tally: Tally, key: str) -> None:
    """Areas of the same value are of one class, and between the ends no class overtakes another."""
    known = ~np.isnan(tally.value)
    for value in np.unique(tally.value[known]):
        assert len(set(classes[known & (tally.value == value)].tolist())) == 1, (key, value)
    inner = known & np.isfinite(tally.value) & (tally.value != 0)
    order = np.argsort(tally.value[inner], kind="stable")
    assert (np.diff(classes[inner][order].astype(int)) >= 0).all(), key


def _decoded(text: object, kind: type) -> np.ndarray:
    data = text["data"] if isinstance(text, dict) else text  # type: ignore[index]
    return np.frombuffer(base64.b64decode(str(data)), kind)


def test_the_card_of_a_unit_has_its_figures(assessment: Assessment) -> None:
    units, known = every(assessment, "unit"), measures_of(assessment.region)
    keys = ["visits_to_units"] if assessment.use.flows is not None else []
    keys += ["capacity"] if assessment.supply.capacity_known else []
    keys += [f"indicator_{key}" for key in assessment.supply.indicator_values.columns]
    for by, size in (
        ("", ""),
        ("unit_gap_ahead", ""),
        ("load", "capacity"),
        (f"indicator_{next(iter(REGIONS['small'].settings.indicators))}", ""),
    ):
        layer = Units(by, size)
        shown = [measure.key for measure in (layer.coloured(assessment), layer.sized(assessment)) if measure]
        expected = list(dict.fromkeys([*shown, *keys]))[:3]
        told = unit_hover(assessment, layer, SV)
        assert len(told) == len(expected)
        for row, key in zip(told, expected, strict=True):
            alike(row.values, known[key].counts(assessment, units).value)


def test_pressing_a_key_figure_shows_that_very_figure(assessment: Assessment) -> None:
    shown = {measure.key for _, measure in fills(assessment)}
    for kpi in kpis_of(assessment.region):
        if kpi.layer == "choices" and kpi.available(assessment):
            assert dict(kpi.choice) == {"figure": kpi.key}
            assert kpi.key in shown
    areas = every(assessment, "area")
    known = measures_of(assessment.region)
    for key, drawn in (("median_minutes", "nearest"), ("access", "access_E2SFCA")):
        tally, there = known[key].counts(assessment, areas), known[drawn].counts(assessment, areas)
        np.testing.assert_allclose(tally.value[tally.known], there.value[tally.known], rtol=1e-14)
    assert dict(known["access"].choice) == {"measure": "E2SFCA"}


# --- tables, files and the API --------------------------------------------------------------------


def columns_of(assessment: Assessment) -> Iterator[tuple[Table, str, Measure, PlaceType]]:
    """Columns of tables that are a measure: table, key of the column, measure and kind of place."""
    known, whole = measures_of(assessment.region), whole_region(assessment)
    for layer, measure in fills(assessment):
        table = layer.table(assessment, whole)
        told = {
            "access": measure.key.removeprefix("access_"), "population": "population", "use_change": "change",
            "underserved": "",
        }.get(layer.key, measure.key)  # fmt: skip
        if told in table.values:
            yield table, told, measure, "area"
    nearest = table_of(assessment, whole, "nearest")
    yield nearest, "organisations", known["organisations"], "area"
    yield nearest, "access", known["access_E2SFCA"], "area"
    zones = table_of(assessment, whole, "underserved")
    for key, told in (("persons", "residents"), ("nearest", "median_minutes"), ("access", "access")):
        yield zones, key, known[told], "zone"
    units = table_of(assessment, whole, "units")
    for key in units.values:
        if key in known and "unit" in known[key].kinds:
            yield units, key, known[key], "unit"
    municipalities = table_of(assessment, whole, "municipalities")
    for key in municipalities.values if municipalities.ids else ():
        if key in known:
            yield municipalities, key, known[key], "municipality"
    joined = areas_table(assessment)
    for key in joined.values:
        name = key.removeprefix("choices_")
        if name in FIGURES and key.startswith("choices_"):
            yield joined, key, known[name], "area"
    for table in (municipalities, municipalities_table(assessment)):
        if table.ids:
            yield table, "persons", known["residents"], "municipality"
    for key in municipalities_table(assessment).values:
        if key in FIGURES:
            yield municipalities_table(assessment), key, known[key], "municipality"


def test_tables_files_and_the_api_have_the_value_of_every_row(assessment: Assessment) -> None:
    for table, key, measure, kind in columns_of(assessment):
        places = every(assessment, kind)
        cells = tally_cells(measure.counts(assessment, places))
        rows = [places.position[id_] for id_ in table.ids]
        at = (table.title, key, measure.key)
        expected = [cells[row] for row in rows]
        for cell, value in zip(table.values[key], expected, strict=True):
            assert same(cell, value), (*at, cell, value)


def test_a_file_and_a_json_row_say_what_the_table_says(assessment: Assessment) -> None:
    for table, key, measure, _ in columns_of(assessment):
        kind = next(column.kind for column in table.columns if column.key == key)
        position = 1 + [column.key for column in table.columns].index(key)
        text = csv_bytes(table, SV).decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text), delimiter=";"))[1 : len(table.ids) + 1]
        records = table_records(table, assessment, SV)["rows"]
        for cell, line, record in zip(table.values[key], lines, records, strict=True):  # type: ignore[call-overload]
            missing = isinstance(cell, Phrase) or cell != cell
            number = math.nan if missing else float(cell)
            at = (table.title, measure.key, kind)
            assert record[key] == (None if missing or math.isinf(number) else number), at
            if not missing and math.isfinite(number):
                assert line[position] == plain_number(number, SV), at
            elif isinstance(cell, Phrase):
                assert line[position] == "", at
                assert SV(cell) in line[-1], at
