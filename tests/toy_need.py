"""The toy region with an index of need and residents by sex, whose sums one can do by eye.

    area  index  residents  of them women   rank of its middle   fifth   visits
    A1        1       1000            400    500 / 3500 = 0.143       1      100
    A3        2        500            300   1250 / 3500 = 0.357       2       50
    A2        3       2000           1100   2500 / 3500 = 0.714       4      200

Everybody makes a visit in ten, of whatever need.
"""

from __future__ import annotations

from dataclasses import replace

from pandas import DataFrame, concat

from geodata.contract.need_settings import NeedIndex
from geodata.region.region import Region
from tests.toy_region import toy_region

INDEX = NeedIndex("need", {"sv": "Behov", "en": "Need"}, {"hard": 1.0}, {"": ("count",)}, "raw", None, {})
WOMEN = {0: (80, 320), 1: (300, 800), 2: (60, 240)}
"""Of each area, of 0-19 years and older."""


def toy_need_region(values: tuple[float, ...] = (1.0, 3.0, 2.0)) -> Region:
    """The region of the module's docstring; an area whose value is NaN is without one."""
    region = toy_region()
    rows = DataFrame(
        {
            "variable": "hard",
            "area": range(len(values)),
            "value": values,
            "denominator": float("nan"),
        }
    ).dropna(subset="value")
    women = region.population.assign(sex="2")
    women["persons"] = [
        WOMEN[int(area)][int(begin > 0)] for area, begin in zip(women["area"], women["age_from"], strict=True)
    ]
    men = region.population.assign(sex="1", persons=region.population["persons"] - women["persons"])
    settings = replace(region.settings, need_indices={"need": INDEX})
    return replace(
        region,
        settings=settings,
        need_variables=rows,
        population=concat([men, women], ignore_index=True),
    )
