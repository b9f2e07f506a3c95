"""What is chosen of the need to come is in every output: map, picture, step, table, file, report and API."""

from __future__ import annotations

import base64
import csv
import io
import json
from pathlib import Path

import numpy as np
import pyogrio
import pytest

from dashboard.api.collections import KINDS
from dashboard.api.joined import areas_table
from dashboard.drawing.picture import draw_map
from dashboard.drawing.tokens import palette
from dashboard.drawing.window import window
from dashboard.exports.table_files import TABLE_KINDS, table_file
from dashboard.layers.base import Fill
from dashboard.layers.measured import area_values
from dashboard.layers.need import Need
from dashboard.layers.need_figures import need_figures
from dashboard.map.payload import map_payload
from dashboard.presentation.step_content import step_content
from dashboard.presentation.steps import Presentation, Step
from dashboard.question.display import read_display
from dashboard.question.request import Request, request_of
from dashboard.question.shown_layers import layers_as
from dashboard.tables.report import report, to_csv
from dashboard.words.layers import legend_text
from dashboard.words.words import LANGUAGES, words
from geodata.focus.places import every
from geodata.measures.futures import under_outlook
from geodata.measures.measure import Measure
from geodata.measures.need import need_measures
from geodata.region.region import Region
from tests.toy_index import with_index
from tests.toy_projection import projected_toy_region
from tests.toy_region import toy_region

REGION = with_index(projected_toy_region())
OUTLOOK = (("horizon", "2030"),)
CHOICES = tuple(need_figures(REGION))
OF_UNITS = [measure.key for measure in need_measures().values() if "unit" in measure.kinds]


def asked(region: Region = REGION, language: str = "sv", **record: str) -> Request:
    return request_of(region, words(language), record, record)


def record_of(by: str) -> dict[str, str]:
    return {"layers": "need", "table": "need", "need_by": by, **dict(OUTLOOK)}


def shown(by: str) -> tuple[Need, Measure, Fill]:
    request, display = asked(), read_display(record_of(by))
    layer = next(layer for layer in layers_as(REGION, display) if isinstance(layer, Need))
    return (
        layer,
        under_outlook(need_figures(REGION)[by], OUTLOOK),
        layer.values(request.assessment, request.focus),
    )


def decoded(text: object, kind: str) -> list[float]:
    data = text["data"] if isinstance(text, dict) else text
    return np.frombuffer(base64.b64decode(str(data)), kind).tolist()


@pytest.mark.parametrize("by", CHOICES)
def test_the_map_s_colours_and_the_card_of_an_area_tell_what_is_chosen(by: str) -> None:
    request, (layer, measure, fill) = asked(), shown(by)
    assert layer.shows.key == measure.key == by
    view = map_payload(request.assessment, request.focus, read_display(record_of(by)), request.words)
    assert decoded(view["fill"]["classes"], "uint8") == fill.classes.tolist()  # type: ignore[index]
    told = view["hover"][-1]  # type: ignore[index]
    values = area_values(request.assessment, measure).astype(np.float32)
    np.testing.assert_array_equal(decoded(told["values"], "float32"), values)
    assert told["label"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("by", CHOICES)
def test_pictures_and_steps_have_its_colours_and_its_legend(by: str, language: str) -> None:
    request, (_, _, fill) = asked(language=language), shown(by)
    frame = window(request.assessment, request.focus, 400, 300)
    display = read_display(record_of(by))
    picture = draw_map(request.assessment, request.focus, display, request.words, palette("light"), frame)
    for kind in set(fill.classes.tolist()) - {*fill.hatched}:
        assert palette("light").resolve(fill.colours[kind]) in picture.content + picture.definitions
    view = "&".join(f"{key}={value}" for key, value in record_of(by).items())
    step = step_content(
        Presentation("x", (Step("V", "", view),), "", "sv", "x", ""), 1, REGION, request.words
    )
    assert isinstance(step.fill, Need)
    assert step.fill.shows.key == by
    assert step.legend is not None
    title, note = legend_text(step.legend, request.words)
    assert "{" not in title + note


@pytest.mark.parametrize("by", CHOICES)
def test_files_have_the_class_of_the_map_and_the_value_of_every_area(by: str, tmp_path: Path) -> None:
    request, (_, measure, fill) = asked(), shown(by)
    file = table_file(request, "need", record_of(by))
    path = tmp_path / "need.gpkg"
    path.write_bytes(TABLE_KINDS["gpkg"][0](file))
    areas = pyogrio.read_dataframe(path, layer="map").set_index("id")
    assert areas["class"].reindex(REGION.areas.index).tolist() == fill.classes.tolist()
    rows = list(csv.reader(io.StringIO(TABLE_KINDS["csv"][0](file).decode("utf-8-sig")), delimiter=";"))
    at = 1 + [column.key for column in file.table.columns].index(by)
    values = area_values(request.assessment, measure)
    told = [float(row[at].replace(",", ".")) if row[at] else np.nan for row in rows[1:4]]
    np.testing.assert_array_equal(told, np.round(values, 6))
    names = {table_file(asked(), "need", record_of(other)).name for other in CHOICES}
    assert len(names) == len(CHOICES), "no two maps have files of one name"


def test_the_table_and_files_of_units_have_what_is_to_come_of_them_under_the_outlook() -> None:
    record = {"layers": "units", "table": "units", "units_by": "unit_gap_ahead", **dict(OUTLOOK)}
    request = asked()
    table = table_file(request, "units", record).table
    assert set(OF_UNITS) <= set(table.values)
    units = every(request.assessment, "unit")
    for key in OF_UNITS:
        values = need_measures(OUTLOOK)[key].counts(request.assessment, units).value
        found = np.asarray(table.values[key], float)
        np.testing.assert_array_equal(found, values[[units.position[id_] for id_ in table.ids]])
    plain = table_file(request, "units", {"table": "units"}).table
    assert not set(OF_UNITS) & set(plain.values)


def test_a_report_has_every_figure_and_every_index() -> None:
    request = asked()
    found = report(request.assessment, request.focus, request.words, outlook=OUTLOOK)
    lines = {line["key"]: line for line in found["need"]["kpis"]}  # type: ignore[index]
    assert list(lines) == [*need_measures(), "need_index_alone"]
    for key, line in lines.items():
        if key != "need_index_alone":
            value = need_measures(OUTLOOK)[key].read(request.assessment, request.focus).value
            assert line["value"] == value, key
    assert lines["need_index_alone"]["value"] == pytest.approx(13 / 7)
    assert "rå skala" in lines["need_index_alone"]["name"]
    assert json.dumps(found["need"])
    assert "units_short_ahead" in to_csv(found, request.words)


def test_a_report_of_a_region_without_a_projection_has_the_index() -> None:
    request = asked(with_index(projected_toy_region()), age="0-19")
    found = report(request.assessment, request.focus, request.words)["need"]
    assert [line["key"] for line in found["kpis"]] == ["need_index_alone"]  # type: ignore[index]


def test_the_interface_s_table_of_areas_has_every_choice() -> None:
    table = areas_table(asked().assessment)
    assert {f"need_{by}" for by in CHOICES} <= set(table.values)


def test_the_interface_s_units_have_what_is_to_come_of_them() -> None:
    assessment = asked().assessment
    table = KINDS["units"](assessment)
    assert table is not None
    assert set(OF_UNITS) <= set(table.values)
    without = KINDS["units"](asked(toy_region()).assessment)
    assert without is not None
    assert not set(OF_UNITS) & set(without.values)
