"""Pressing a key figure opens the layer that shows that very figure: on map, in legend, card and table."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from dashboard.kpis import kpis_of
from dashboard.layers.base import Fill, Layer
from dashboard.layers.measured import tally_cells
from dashboard.layers.unit_signs import UNIT_SIZES, unit_colours
from dashboard.layers.units import Units
from dashboard.map.hover import area_hover, unit_hover
from dashboard.question.address_checks import misread_display
from dashboard.question.display import read_display
from dashboard.question.shown_layers import layers_as
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment
from geodata.focus.places import every, whole_region
from geodata.measures.measure import Measure
from tests.dashboard.regions import REGIONS, assessed

SV = words("sv")


@pytest.fixture(params=[*REGIONS, "leeds"])
def assessment(request: pytest.FixtureRequest) -> Assessment:
    if request.param == "leeds":
        leeds: Assessment = request.getfixturevalue("leeds")
        return leeds
    return assessed(request.param)


def opened(assessment: Assessment, kpi: Measure) -> Layer:
    """The layer that a press opens, by what the press writes into the address."""
    record = {"layers": kpi.layer, **dict(kpi.choice)}
    missing = misread_display(assessment.region, record)
    assert not [each for each in missing if kpi.available(assessment)], kpi.key
    layers = layers_as(assessment.region, read_display(record))
    return next(layer for layer in layers if layer.key == kpi.layer)


def pressed(assessment: Assessment) -> Iterator[tuple[Measure, Layer]]:
    """Every key figure that the region has, with its layer."""
    for kpi in kpis_of(assessment.region):
        layer = opened(assessment, kpi)
        if kpi.available(assessment) and layer.available(assessment):
            yield kpi, layer


def test_areas_of_one_colour_have_one_value_of_the_figure(assessment: Assessment) -> None:
    """The layer shows the figure itself, or what it is made of: minutes, and not the share within a limit."""
    areas, found = every(assessment, "area"), 0
    for kpi, layer in pressed(assessment):
        shows = getattr(layer, "shows", None)
        if layer.style != "fill" or shows is None:
            continue
        found += 1
        drawn, tally = layer.values(assessment, whole_region(assessment)), kpi.counts(assessment, areas)
        assert isinstance(drawn, Fill)
        value = shows.counts(assessment, areas).value
        if shows is kpi:
            continue
        told = (tally.value > 0).astype(float) if kpi.unit == "count" else tally.value
        for class_, exact in {*zip(drawn.classes.tolist(), value.tolist(), strict=True)}:
            same = (drawn.classes == class_) & (value == exact) & tally.known
            assert len(np.unique(np.round(told[same], 9))) <= 1, (kpi.key, layer.key)
    assert found


def test_units_have_the_figure_as_colour_or_size(assessment: Assessment) -> None:
    units, whole = every(assessment, "unit"), whole_region(assessment)
    for kpi, layer in pressed(assessment):
        if not isinstance(layer, Units):
            continue
        counts = [swatch.count for swatch in layer.legend(assessment).swatches]
        chosen = dict(kpi.choice)
        sort = chosen.pop("sort", "")
        if sort and kpi.read(assessment, whole).value is not None:
            assert sort.split(".")[0] in layer.table(assessment, whole).values
        if not any(chosen.values()):  # so many units: the legend counts them by their signs
            expected = kpi.read(assessment, whole).value
            if kpi.key != "units" and expected:
                assert expected in counts, kpi.key
            continue
        shown = [layer.coloured(assessment), layer.sized(assessment)]
        assert kpi.key in {measure.key for measure in shown if measure}, kpi.key
        table = layer.table(assessment, whole)
        column = {"visits_to_units": "visits"}.get(kpi.key, kpi.key)
        cells = tally_cells(kpi.counts(assessment, units))
        rows = [units.position[id_] for id_ in table.ids]
        if column in table.values:
            assert all(
                cell == cells[row] or cell != cell
                for cell, row in zip(table.values[column], rows, strict=True)
            ), kpi.key
        else:
            assert not kpi.counts(assessment, units).known[rows].any(), kpi.key
        hover = unit_hover(assessment, layer, SV)
        assert any(np.array_equal(row.values, kpi.counts(assessment, units).value, True) for row in hover)


def test_what_flows_tell_adds_up_to_the_figure(assessment: Assessment) -> None:
    for kpi, layer in pressed(assessment):
        if kpi.layer != "flows":
            continue
        table = layer.table(assessment, whole_region(assessment))
        visits = np.asarray(table.values["visits"], float)
        unknown = [not id_.split(">")[0] or id_.startswith("(outside)") for id_ in table.ids]
        part = np.array(unknown) if kpi.key == "unknown_residence" else np.ones(len(visits), bool)
        expected = kpi.read(assessment, whole_region(assessment)).value
        assert visits[part].sum() == pytest.approx(expected, abs=5 * len(visits)), kpi.key


def test_the_card_beside_an_area_tells_the_figure(assessment: Assessment) -> None:
    areas = every(assessment, "area")
    for kpi, layer in pressed(assessment):
        if layer.style != "fill" or getattr(layer, "shows", None) is not kpi:
            continue
        hover = area_hover(assessment, layer, SV)
        assert any(np.array_equal(row.values, kpi.counts(assessment, areas).value, True) for row in hover), (
            kpi.key
        )


def test_every_sign_of_a_unit_is_in_the_legend(assessment: Assessment) -> None:
    whole = whole_region(assessment)
    for by in ("", *unit_colours(assessment.region)):
        for size in ("", *UNIT_SIZES):
            layer = Units(by, size)
            values = layer.values(assessment, whole)
            drawn = np.asarray(values["state"]) > 0  # type: ignore[index,call-overload]
            signs = values.get("signs")  # type: ignore[union-attr]
            legend = layer.legend(assessment)
            unknown = [swatch for swatch in legend.swatches if swatch.symbol == "unknown"]
            if signs is None:
                assert not unknown
                continue
            assert sum(swatch.count or 0 for swatch in unknown) == int((signs.unknown & drawn).sum())
            if signs.classes is not None:
                coloured = sum(swatch.count or 0 for swatch in legend.swatches if swatch.colour)
                assert coloured == int((drawn & ~signs.unknown).sum()), (by, size)
            sizes = [swatch.radius for swatch in legend.swatches if swatch.symbol == "size"]
            assert sizes == sorted(sizes, reverse=True)
            if not by and (drawn & ~signs.unknown).any():
                largest = signs.radii[drawn & ~signs.unknown].max()
                assert signs.radii[~signs.unknown].min() >= 3
                assert not sizes or sizes[0] == pytest.approx(largest, rel=0.2)


def test_a_protected_share_of_few_visits_has_the_sign_of_what_is_not_shown(assessment: Assessment) -> None:
    if not assessment.region.protected:
        return
    units = every(assessment, "unit")
    for by, measure in unit_colours(assessment.region).items():
        few = measure.counts(assessment, units).why == "why.too_few"
        signs = Units(by).values(assessment, whole_region(assessment))["signs"]  # type: ignore[index,call-overload]
        assert signs.unknown[few].all(), by
