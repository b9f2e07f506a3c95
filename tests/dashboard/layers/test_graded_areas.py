"""Classes are today's whatever a scenario changes: one legend holds before and after."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dashboard.layers.access import Access
from dashboard.layers.base import Layer, Legend
from dashboard.layers.choices import FIGURES, Choices
from dashboard.layers.figures import AREA_FIGURES, AreaFigures
from dashboard.layers.graded import breaks_of, classes_of
from dashboard.layers.unit_signs import BEYOND, LARGEST, UNIT_SIZES, unit_colours
from dashboard.layers.units import Units
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import whole_region
from geodata.publish.build import computed
from geodata.scenario.scenario import parse
from tests.toy_region import toy_region

REGION = computed(toy_region())
CHANGES = ("close:u-north", "add:n1@0.04510,10.57500*4", "size:u-south*90")
LAYERS: dict[str, Layer] = {
    **{f"areas by {key}": AreaFigures(key) for key in AREA_FIGURES},
    **{f"choices by {key}": Choices(key) for key in FIGURES},
    "access": Access(),
    **{f"units by {key}": Units(by=key) for key in unit_colours(REGION)},
    **{f"units as large as {key}": Units(size=key) for key in UNIT_SIZES},
}


def of(changes: str = "") -> Assessment:
    return assess(REGION, parse(REGION, {"changes": changes}))


def meanings(legend: Legend) -> dict[tuple[str, str, float], tuple[object, dict[str, Any]]]:
    """What each colour and size of a legend means."""
    return {
        (swatch.colour, swatch.symbol, swatch.radius): (swatch.label, dict(swatch.values))
        for swatch in legend.swatches
        if swatch.symbol in ("", "size") and swatch.values
    }


@pytest.mark.parametrize("changes", CHANGES)
@pytest.mark.parametrize("name", LAYERS)
def test_a_colour_or_a_size_means_the_same_with_and_without_changes(name: str, changes: str) -> None:
    layer = LAYERS[name]
    assert meanings(layer.legend(of(changes))) == meanings(layer.legend(of()))


def test_a_unit_made_larger_than_any_is_larger_than_the_largest_but_not_boundless() -> None:
    signs = Units(size="capacity").values(of(CHANGES[2]), whole_region(of()))["signs"]
    radii = signs.radii  # type: ignore[attr-defined]
    assert np.nanmax(radii) == BEYOND * LARGEST


def test_the_few_that_differ_from_all_others_have_another_colour() -> None:
    for key, alike, other in (("choice", 1.0, 0.0), ("residents", 0.0, 700.0)):
        values = np.array([alike] * 99 + [other])
        breaks = breaks_of(AREA_FIGURES[key], values)
        classes = classes_of(values, breaks)
        assert classes[-1] != classes[0], key
        assert len(set(classes[:-1].tolist())) == 1
    assert breaks_of(AREA_FIGURES["choice"], np.ones(9)) == []
    assert breaks_of(AREA_FIGURES["choice"], np.full(9, np.nan)) == []
