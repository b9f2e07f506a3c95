"""The layer of choices: each measure's colours, legend and table tell the same."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.components.layer_switch import legend_parts
from dashboard.kpis import kpis_of
from dashboard.layers import by_measure, layer_of, layers_of
from dashboard.layers.breaks import share_breaks
from dashboard.layers.choices import FIGURES, Choices
from dashboard.layers.graded import UNKNOWN
from dashboard.layers.measured import area_values
from dashboard.layers.service_areas import ServiceAreas
from dashboard.tables.tables import table_of
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment
from geodata.assessment.service_areas import KINDS
from geodata.focus.places import every, place_of
from tests.dashboard.regions import REGIONS, assessed


def amount(assessment: Assessment, figure: str) -> np.ndarray:
    return area_values(assessment, FIGURES[figure])


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("name", [*REGIONS, "leeds"])
def test_each_measure_has_colours_a_legend_and_words(
    name: str, figure: str, request: pytest.FixtureRequest
) -> None:
    assessment = request.getfixturevalue("leeds") if name == "leeds" else assessed(name)
    layer = Choices(figure)
    if not layer.available(assessment):
        assert name in ("no visits", "next to nothing")
        return
    classes = layer.values(assessment, place_of(assessment, "region")).classes
    legend = layer.legend(assessment)
    assert sum(swatch.count or 0 for swatch in legend.swatches) == len(classes)
    assert (classes == UNKNOWN).tolist() == np.isnan(amount(assessment, figure)).tolist()
    for language in LANGUAGES:
        said = str(legend_parts(legend, words(language)))
        assert words(language)(f"kpi.{figure}.name") in said
        assert "{visits}" not in said


def test_the_toy_regions_areas_are_as_drawn(toy: Assessment) -> None:
    told = {figure: amount(toy, figure).round(6).tolist() for figure in FIGURES}
    assert told["active_choice"] == told["bypass"] == [0.2, 0.15, 0.1]
    assert told["stays"] == [1, 1, 0]
    assert told["leakage"] == [0, 0, 1]
    assert told["commitment"][:2] == [0.833333] * 2, "300 of 360 visits; 50 are by others, 10 by nobody known"
    assert np.isnan(told["commitment"][2]), "no unit stands in the other municipality"
    assert told["own_area"] == [0.8, 0.86, 0.86], "A2 and A3 are South's: 215 of their 250"
    assert told["largest_unit"] == [0.8, 0.85, 0.9]
    assert told["concentration"] == [0.68, 0.745, 0.82]
    assert told["penetration"] == [100, 100, 100]
    assert told["travel_mean"] == [9, 12.45, 10.7]
    assert FIGURES["active_choice"].counts(toy, every(toy, "area")).whole.tolist() == [100, 200, 50]


@pytest.mark.parametrize("figure", ["leakage", "commitment"])
def test_a_municipalitys_share_is_the_same_on_the_map_in_the_table_and_as_a_key_figure(
    figure: str, leeds: Assessment
) -> None:
    everywhere = place_of(leeds, "region")
    table = table_of(leeds, everywhere, "municipalities")
    kpi = next(one for one in kpis_of(leeds.region) if one.key == figure)
    flows, home = leeds.use.flows, leeds.region.areas["municipality_id"].to_numpy(str)
    assert flows is not None
    stands = np.append(np.append(home, "")[leeds.region.units["area"].to_numpy(np.int64)], "")[flows.unit]
    lives = np.append(home, "")[flows.area]
    for row, id_ in enumerate(table.ids):
        inside = flows.visits[(lives == id_) & (stands == id_)].sum()
        whole = flows.visits[(lives if figure == "leakage" else stands) == id_].sum()
        expected = 1 - inside / whole if figure == "leakage" else inside / whole
        assert table.values[figure][row] == pytest.approx(expected, abs=1e-12)
        told = kpi.read(leeds, place_of(leeds, "municipality", id_)).value
        assert told == pytest.approx(expected, abs=1e-12)
        if figure == "commitment":
            assert amount(leeds, figure)[home == id_] == pytest.approx(expected, abs=1e-12)


def test_the_table_has_every_measure_whichever_the_map_shows(toy: Assessment) -> None:
    table = layer_of(toy.region, "choices").table(toy, place_of(toy, "area", "A2"))
    assert list(table.values)[4:] == list(FIGURES)
    assert table.values["visits"] == 200
    assert table.values["largest_unit"] == 0.85


def test_what_is_chosen_is_shown(toy: Assessment) -> None:
    layers = by_measure(layers_of(toy.region), "E2SFCA", "concentration", "basin")
    assert [one.figure for one in layers if isinstance(one, Choices)] == ["concentration"]
    assert [one.kind for one in layers if isinstance(one, ServiceAreas)] == ["basin"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", REGIONS)
def test_each_kind_of_service_area_says_what_it_is_or_what_is_missing(name: str, kind: str) -> None:
    assessment = assessed(name)
    for language in LANGUAGES:
        said = str(legend_parts(ServiceAreas(kind).legend(assessment), words(language)))  # type: ignore[arg-type]
        assert "{" not in said.replace("{'", "")
        assert "nan" not in said.replace("annan", "")


def test_breaks_of_shares_are_whole_twentieths_between_nothing_and_all() -> None:
    assert share_breaks(np.linspace(0, 1, 101), 5) == [0.2, 0.4, 0.6, 0.8]
    assert share_breaks(np.array([0.81, 0.84, 0.9, 0.93, 0.97, 1.0]), 5) == [0.85, 0.9, 0.95]
    assert share_breaks(np.array([1.0] * 9 + [np.nan]), 5) == []
    assert share_breaks(np.array([np.nan]), 5) == []
