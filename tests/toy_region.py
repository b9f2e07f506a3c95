"""A region of three areas and two units, in memory, whose sums one can do by eye.

Areas, 10 km squares in a row from west to east, populations and visits (all of one period, "2025"):

    area  municipality   residents  of them 0-19   minutes to north  south   visits to north  south
    A1    M1 "West"           1000           200                  5     25                80     20
    A2    M1 "West"           2000           500                 15     12                30    170
    A3    M2 "East"            500           100                 35      8                 5     45
    unknown residence                                                                      10      0

Unit `u-north` (own, capacity 10, organisation "One") stands in A1, `u-south` (choice, capacity 5,
organisation "Two") in A2; `u-rehab` (rehab, contract) is of another care form and stands in A3.
So 360 visits in all, 350 of known residence: 100, 200 and 50 by area; 125 to north, 235 to south.
Nearest: A1 north (5), A2 south (12), A3 south (8). Past the nearest: 20 from A1 (20 minutes extra each),
30 from A2 (3 extra), 5 from A3 (27 extra): 55 of 350, (400 + 90 + 135) / 55 = 11.3636 minutes extra.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from geopandas import GeoDataFrame, GeoSeries
from pandas import DataFrame, Index, NaT, Series, to_datetime
from scipy.sparse import csr_array
from shapely import Point, box

from geodata.contract.settings import (
    AgeGroup,
    CareForm,
    IndicatorSettings,
    RegionSettings,
    Rule,
    TravelSettings,
)
from geodata.disclosure.published_cells import published
from geodata.publish.build import neighbours
from geodata.region.municipalities import municipalities
from geodata.region.region import Region
from geodata.region.visits import NOWHERE

CRS = "EPSG:3006"
TOLD = (
    "services",
    "languages",
    "accepts_new",
    "step_free",
    "opening",
    "closures",
    "phone",
    "url",
    "register_url",
    "e_services_url",
    "address",
)
MINUTES = np.array([[5.0, 25.0], [15.0, 12.0], [35.0, 8.0]])
PERSONS = np.array([1000, 2000, 500])
YOUNG = np.array([200, 500, 100])
VISITS = np.array([[80, 20], [30, 170], [5, 45]])


def toy_settings() -> RegionSettings:
    """Two care forms, two age groups, one indicator, all four rules on."""

    def form(key: str) -> CareForm:
        words = {"sv": key, "en": key}
        return CareForm(key, words, words, "circle", 15.0, words, words)

    def rule(key: str, limit: float | None) -> Rule:
        return Rule(key, limit, True, {"sv": "", "en": ""})  # type: ignore[arg-type]

    words = {"sv": "Leksak", "en": "Toy"}
    rules = (rule("too_far", None), rule("too_little", 0.8), rule("no_choice", 2), rule("too_few", 0.6))
    quality = IndicatorSettings("wait", words, "share", "higher", 0.9, 0.5, "", "2025", words)
    return RegionSettings(
        id="toy",
        name=words,
        short="Leksak",
        crs=CRS,
        language="sv",
        currency="SEK",
        notice=None,
        area_kind=words,
        residents_date="2025",
        tables={},
        care_forms={"gp": form("gp"), "rehab": form("rehab")},
        age_groups={"0-19": AgeGroup("0-19", 0, 19, words), "20-": AgeGroup("20-", 20, None, words)},
        indicators={"wait": quality},
        rules={one.key: one for one in rules},
        underserved_from=2,
        travel=TravelSettings("car", 1.3, 60.0, 90.0, words),
        themes={},
        sources=(),
        disclosure="public",
        disclosure_reason=words,
        as_of=date(2025, 6, 30),
    )


def toy_visits() -> DataFrame:
    """The visits of the module's docstring as exact cells."""
    area, column = np.nonzero(VISITS)
    return DataFrame(
        {
            "area": [*area, NOWHERE],
            "unit": [*np.array([0, 2])[column], 0],
            "care_form": "gp",
            "period": "2025",
            "age_group": "",
            "visits": [*VISITS[area, column], 10],
            "cost": 100.0,
        }
    )


def toy_region() -> Region:
    """The region of the module's docstring, with minutes and neighbours."""
    areas = GeoDataFrame(
        {
            "name": ["Alby", "Berga", "Ceby"],
            "municipality_id": ["M1", "M1", "M2"],
            "municipality": ["West", "West", "East"],
            "x": [5e3, 15e3, 25e3],
            "y": [5e3, 5e3, 5e3],
        },
        geometry=[box(0, 0, 10e3, 10e3), box(10e3, 0, 20e3, 10e3), box(20e3, 0, 30e3, 10e3)],
        index=Index(["A1", "A2", "A3"], name="area_id"),
        crs=CRS,
    )
    units = GeoDataFrame(
        {
            "name": ["North", "Rehab", "South"],
            "care_form": ["gp", "rehab", "gp"],
            "operator": ["own", "contract", "choice"],
            "organisation": ["One", "Three", "Two"],
            "capacity": [10.0, np.nan, 5.0],
            "opened": to_datetime([NaT, NaT, NaT]),
            "closed": to_datetime([NaT, NaT, NaT]),
            **{name: [""] * 3 for name in TOLD},
            "area": np.array([0, 2, 1], np.int32),
        },
        geometry=[Point(5e3, 5e3), Point(25e3, 5e3), Point(15e3, 5e3)],
        index=Index(["u-north", "u-rehab", "u-south"], name="unit_id"),
        crs=CRS,
    )
    ages = [(YOUNG, 0, 19), (PERSONS - YOUNG, 20, -1)]
    population = [
        {"area": place, "year": 2025, "sex": "", "age_from": begin, "age_to": end, "persons": people[place]}
        for people, begin, end in ages
        for place in range(3)
    ]
    indicators = DataFrame(
        {
            "indicator": "wait",
            "unit": [0, 2, 2],
            "period": ["2025", "2024", "2025"],
            "value": [0.7, 0.8, 0.4],
            "numerator": np.nan,
            "denominator": np.nan,
        }
    )
    # Columns: north, rehab (an hour from everywhere), south.
    minutes = csr_array(np.column_stack((MINUTES[:, 0], np.full(3, 60.0), MINUTES[:, 1])))
    return Region(
        settings=toy_settings(),
        areas=areas,
        units=units,
        population=DataFrame(population),
        visits=published(toy_visits(), municipalities(areas, units)),
        indicators=indicators,
        contracted=DataFrame({"unit": [0, 0], "area": [1, 0]}),
        themes=DataFrame(columns=["theme", "area", "value"]),
        background=GeoDataFrame({"kind": []}, geometry=GeoSeries([], crs=CRS)),
        places=DataFrame(columns=["name", "x", "y", "persons"]),
        travel_times=None,
        accounts=(),
        minutes=minutes,
        neighbours=neighbours(areas.geometry),
    )


def with_units(region: Region, **columns: object) -> Region:
    """The region with some columns of its units replaced."""
    ids = region.units.index
    units = region.units.assign(**{name: Series(column, ids) for name, column in columns.items()})
    return moved(region, units)


def moved(region: Region, units: GeoDataFrame) -> Region:
    """The region with its units as they are given, and its visits to where these stand."""
    visits = published(toy_visits(), municipalities(region.areas, units)) if region.visits else None
    return replace(region, units=units, visits=visits)
