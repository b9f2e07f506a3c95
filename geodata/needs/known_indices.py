"""Indices of need that others have published, as settings of the one engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from geodata.needs.composite_index import MEAN_ONE, RAW, Z_SCORES, CompositeIndex

_CNI: Final = {
    "age_over_65_alone": 6.15,
    "born_east_europe_asia_africa_south_america": 5.72,
    "unemployed_or_in_measure_16_64": 5.13,
    "single_parent_child_17_or_younger": 4.19,
    "moved_in_1_year_or_older": 4.19,
    "low_education_25_64": 3.97,
    "age_under_5": 3.23,
}
_CNI_SOURCE: Final = "Sundquist, Malmström, Johansson & Sundquist 2003, doi 10.1136/jech.57.5.347"
CNI_MEAN: Final = 2.47615
"""Of the raw Care Need Index in Sweden, as the statistics office's worked example has it."""

INDICES: Final[Mapping[str, CompositeIndex]] = {
    index.key: index
    for index in (
        CompositeIndex("cni_raw", _CNI, scale=RAW, source=_CNI_SOURCE),
        CompositeIndex("cni", _CNI, scale=MEAN_ONE, mean=CNI_MEAN, source=_CNI_SOURCE),
        CompositeIndex(
            "townsend",
            {"unemployment": 1.0, "overcrowding": 1.0, "no_car": 1.0, "not_owner_occupied": 1.0},
            {
                "unemployment": ("per_cent", "log", "z"),
                "overcrowding": ("per_cent", "log", "z"),
                "": ("per_cent", "z"),
            },
            Z_SCORES,
            source="Townsend, Phillimore & Beattie 1988, Health and Deprivation: Inequality and the North",
        ),
        CompositeIndex(
            "carstairs",
            {"overcrowding": 1.0, "male_unemployment": 1.0, "low_social_class": 1.0, "no_car": 1.0},
            {"": ("share", "weighted_z")},
            Z_SCORES,
            source="Carstairs & Morris 1989, doi 10.1136/bmj.299.6704.886",
        ),
    )
}
"""By key. A region's own is made in the same way."""
