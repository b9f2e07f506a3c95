"""How far off care is for those who have no car, where it is near enough with one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.amounts import edge_of
from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Column, Fill, Legend, Swatch, Table
from dashboard.layers.colours import NOTHING_KNOWN, SEVERITY
from dashboard.layers.measured import area_cells, area_values
from dashboard.texts.travel_names import mode_name
from geodata.assessment.assessment import Assessment
from geodata.assessment.without_car import car_mode, why_unknown, without_car
from geodata.focus.place import Place
from geodata.measures.coverage import NEAREST
from geodata.measures.measure import Measure
from geodata.measures.modes import BY_CAR_ALONE, NEAREST_WITHOUT_CAR

STEPS: Final = (1.0, 1.5, 2.0)
"""Breaks as multiples of the longest limit of the other ways: that itself, half as much again, twice."""
NOT_BY_CAR: Final = 4
"""Class of areas that the car does not bring within its limit either."""
COLOURS: Final = (SEVERITY[0], *SEVERITY[2:5], NOTHING_KNOWN)


@dataclass(frozen=True)
class WithoutCarLayer:
    """Areas by minutes of the fastest other way, where the car is within its limit."""

    key: str = "without_car"
    style: Literal["fill"] = "fill"
    shows: Measure = NEAREST_WITHOUT_CAR

    def available(self, assessment: Assessment) -> bool:
        """Whether there is a car and another way to travel, and every way can answer the question."""
        return car_mode(assessment.region) is not None and not why_unknown(assessment)

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class by `STEPS`; hatched where the car takes too long as well."""
        return Fill(classes(assessment), list(COLOURS), hatched=(NOT_BY_CAR,))

    def legend(self, assessment: Assessment) -> Legend:
        """The steps in minutes, with how many areas stand in each."""
        found = without_car(assessment)
        counts = np.bincount(classes(assessment), minlength=NOT_BY_CAR + 1)
        limit, first, last = ends = tuple(step * found.longest_limit_min for step in STEPS)
        blanks: tuple[tuple[str, dict[str, float]], ...] = (
            ("legend.upto", {"high": limit}),
            ("legend.between", {"low": limit, "high": first}),
            ("legend.between", {"low": first, "high": last}),
            ("legend.without_car_beyond", {"low": last}),
            ("legend.without_car_not", {"limit": found.car.scenario.limit_min}),
        )
        swatches = [
            Swatch(label, COLOURS[at], int(counts[at]), values, edge=edge_of(ends, at, "minutes"))
            for at, (label, values) in enumerate(blanks)
        ]
        return Legend("legend.without_car", swatches, values={"car": found.car.scenario.limit_min})

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas with their nearest unit by each way, and who reaches one by car alone."""
        if why := why_unknown(assessment):
            return Table("layer.without_car.table", "area", [], (), {}, why)
        found = without_car(assessment)
        ways = {
            f"nearest_{each.region.settings.travel.key}": each for each in (found.car, *found.others.values())
        }
        return table_of_areas(
            assessment,
            focus,
            "layer.without_car.table",
            (
                *(Column(key, mode_name(each.region), "minutes", "lower") for key, each in ways.items()),
                Column(NEAREST_WITHOUT_CAR.key, "column.nearest_without_car", "minutes", "lower"),
                Column(BY_CAR_ALONE.key, "column.by_car_alone", "share", "lower"),
            ),
            {
                **{key: area_cells(each, NEAREST) for key, each in ways.items()},
                NEAREST_WITHOUT_CAR.key: area_cells(assessment, NEAREST_WITHOUT_CAR),
                BY_CAR_ALONE.key: area_cells(assessment, BY_CAR_ALONE),
            },
        )


def classes(assessment: Assessment) -> NDArray[np.uint8]:
    """Class of each area: 0 to 3 by `STEPS`, or `NOT_BY_CAR`."""
    limit_min = without_car(assessment).longest_limit_min
    minutes = area_values(assessment, NEAREST_WITHOUT_CAR)
    steps = np.searchsorted([step * limit_min for step in STEPS], minutes, side="left")
    return np.where(np.isnan(minutes), NOT_BY_CAR, steps).astype(np.uint8)
