"""The toy region whole, and with one thing missing at a time: nothing on the page may break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array

from geodata.assessment.assessment import Assessment, assess
from geodata.disclosure.published_cells import published
from geodata.focus.place import Place
from geodata.focus.places import place_of
from geodata.region.municipalities import municipalities
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.points import with_points
from tests.small_region import computed_small_region
from tests.toy_payment import toy_payment_region
from tests.toy_projection import projected_toy_region
from tests.toy_region import toy_region, toy_visits, with_units

POINTS = [(5e3, 5e3, 0, 600), (25e3, 5e3, 0, 400), (15e3, 5e3, 1, 9), (25e3, 5e3, 2, 1), (45e3, 5e3, 2, 1)]


def _regions() -> Iterator[tuple[str, Region]]:
    region = toy_region()
    unused, unjudged = {"visits": None}, {"indicators": region.indicators.iloc[:0]}
    yield "whole", region
    yield "small", computed_small_region()
    yield "points", with_points(region, POINTS)
    yield "no visits", replace(region, **unused)  # type: ignore[arg-type]
    yield "no indicators", replace(region, **unjudged)
    yield "no capacity", with_units(region, capacity=[np.nan] * 3)
    yield "no organisations", with_units(region, organisation=[""] * 3)
    yield "no operators", with_units(region, operator=[""] * 3)
    yield "nobody", replace(region, population=region.population.assign(persons=0))
    yield "nothing open", with_units(region, capacity=[0.0] * 3)
    yield "nothing within reach", replace(region, minutes=csr_array((3, 3)))
    projected = projected_toy_region()
    rows = projected.projections
    assert rows is not None
    gap = rows["municipality_id"] == "M2"
    yield "a variant without M2", replace(projected, projections=rows[~gap | (rows["variant"] == "")])
    yield "no projection of M2", replace(projected, projections=rows[~gap])
    yield "payments", toy_payment_region()
    nothing = with_units(replace(region, **unused, **unjudged), capacity=[np.nan] * 3)  # type: ignore[arg-type]
    yield "next to nothing", with_units(nothing, organisation=[""] * 3, operator=[""] * 3)


REGIONS = dict(_regions())

FEW = (2, 1, 1, 1, 0, 1, 1)
"""Visits in the order of the toy region's: two from A1 to north, the last from nobody knows where."""


def few_visits(*, protected: bool) -> Region:
    """The toy region with fewer visits in all than a share may be shown of."""
    region = toy_region()
    cells = published(toy_visits().assign(visits=FEW), municipalities(region.areas, region.units))
    return replace(region, visits=replace(cells, protected=protected))


def assessed(name: str) -> Assessment:
    """One of the regions under its default scenario."""
    return assess(REGIONS[name], default_scenario(REGIONS[name]))


def focuses(assessment: Assessment) -> Iterator[Place]:
    """The region, and every municipality, area, unit and zone of it."""
    region = assessment.region
    yield place_of(assessment, "region")
    for id_ in region.areas["municipality_id"].unique():
        yield place_of(assessment, "municipality", id_)
    for id_ in region.areas.index:
        yield place_of(assessment, "area", id_)
    for id_ in region.units.index:
        yield place_of(assessment, "unit", id_)
    for zone in assessment.lacking.zones:
        yield place_of(assessment, "zone", zone.id)
