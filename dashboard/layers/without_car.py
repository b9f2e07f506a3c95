"""How far off care is for those who have no car, where it is near enough with one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

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

STEPS: Final = (1.5, 2.0)
"""Breaks beyond the limit of the other ways, as multiples of it."""
WITHIN, BEYOND, NOT_BY_CAR = 0, 3, 4
"""Classes: some other way is within its limit; none within the last break; the car is not either."""
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
        limit, first, last = (step * found.longest_limit_min for step in (1.0, *STEPS))
        blanks: tuple[tuple[str, dict[str, object]], ...] = (
            ("legend.without_car_within", {}),
            ("legend.between", {"low": limit, "high": first})
            if found.one_limit
            else ("legend.upto", {"high": first}),
            ("legend.between", {"low": first, "high": last}),
            ("legend.without_car_beyond", {"low": last}),
            ("legend.without_car_not", {"limit": found.car.scenario.limit_min}),
        )
        swatches = [
            Swatch(label, COLOURS[at], int(counts[at]), values) for at, (label, values) in enumerate(blanks)
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
    """Class of each area, see `WITHIN`, `BEYOND` and `NOT_BY_CAR`."""
    found = without_car(assessment)
    minutes = area_values(assessment, NEAREST_WITHOUT_CAR)
    ends = [step * found.longest_limit_min for step in STEPS]
    steps = 1 + np.searchsorted(ends, minutes, side="left")
    by_car = found.car.access.nearest_min <= found.car.scenario.limit_min
    return np.where(found.is_within, WITHIN, np.where(by_car, steps, NOT_BY_CAR)).astype(np.uint8)
