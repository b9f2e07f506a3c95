"""A region small enough to count by eye: four squares of 10 km, three units, two quarters.

+---------+---------+
| A3 300  | A4   0  |      A1, A2 lie in municipality M1 (Lilla), A3, A4 in M2 (Stora).
+---------+---------+      U1 (gp) stands in A1, U2 (gp) in A4, U3 (rehab) has no place.
| A1 100  | A2 200  |      A4 has a lake of 2 km as a hole; nobody lives there.
+---------+---------+
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import csr_array

from geodata.contract.need_settings import NeedIndex
from geodata.contract.settings import (
    AgeGroup,
    CareForm,
    IndicatorSettings,
    RegionSettings,
    Rule,
    Source,
    TableSettings,
    Theme,
    TravelSettings,
)
from geodata.disclosure.published_cells import published
from geodata.region.municipalities import municipalities
from geodata.region.region import Account, Region
from tests.toy_region import TOLD

CRS = "EPSG:3006"
EAST, NORTH = 400_000, 6_500_000
SIDE = 10_000


def small_settings() -> RegionSettings:
    both = {"sv": "ord", "en": "words"}
    forms = [
        CareForm("gp", both, both, "circle", 15.0, both, both),
        CareForm("rehab", both, both, "square", 30.0, both, both),
    ]
    return RegionSettings(
        id="small",
        name={"sv": "Litet län", "en": "Small county"},
        short="Litet",
        crs=CRS,
        language="sv",
        currency="SEK",
        notice={"sv": "Exempel", "en": "Example"},
        area_kind=both,
        residents_date="2025",
        tables={"areas": TableSettings("areas.csv", columns={"area_id": "kod"}, where={"x": ("1", "2")})},
        care_forms={form.key: form for form in forms},
        age_groups={"all": AgeGroup("all", 0, None, both)},
        indicators={
            "bp": IndicatorSettings("bp", both, "share", "higher", 0.8, None, "source", "2025", both)
        },
        rules={"too_far": Rule("too_far", None, True, both)},
        underserved_from=1,
        travel=TravelSettings("car", 1.3, 50.0, 60.0, both),
        themes={"lov": Theme("lov", both, both, "2010", "source", {"yes": both}, {"yes": "#336699"})},
        sources=(Source("Title", "Publisher", "CC0", "2025", both),),
        disclosure="public",
        disclosure_reason=both,
        as_of=date(2025, 6, 30),
        need_indices={
            "own": NeedIndex(
                "own", both, {"unemployed": 2.0}, {"": ("share", "z"), "a": ("rank",)}, "z_scores", None, both
            )
        },
        projection_variants={"high": both},
    )


def small_region() -> Region:
    squares = [
        shapely.box(EAST + SIDE * i, NORTH + SIDE * j, EAST + SIDE * (i + 1), NORTH + SIDE * (j + 1))
        for j in (0, 1)
        for i in (0, 1)
    ]
    lake = shapely.box(EAST + 14_000, NORTH + 14_000, EAST + 16_000, NORTH + 16_000)
    squares[3] = squares[3].difference(lake)
    areas = gpd.GeoDataFrame(
        {
            "name": ["Ett", "Två", "Tre", "Fyra"],
            "municipality_id": ["M1", "M1", "M2", "M2"],
            "municipality": ["Lilla", "Lilla", "Stora", "Stora"],
            "x": [square.centroid.x for square in squares],
            "y": [square.centroid.y for square in squares],
        },
        index=pd.Index(["A1", "A2", "A3", "A4"], name="area_id"),
        geometry=squares,
        crs=CRS,
    )
    text = {key: ["", "", ""] for key in TOLD}
    units = gpd.GeoDataFrame(
        {
            "name": ["Ekens vårdcentral", "Björken", "Rehab på nätet"],
            "care_form": ["gp", "gp", "rehab"],
            "operator": ["own", "choice", ""],
            "organisation": ["Eken", "Björken", "Rehab"],
            "capacity": [4.0, np.nan, 2.0],
            "opened": pd.to_datetime(["2020-01-01", None, None]),
            "closed": pd.to_datetime([None, None, "2025-03-31"]),
            **text,
            "area": np.array([0, 3, -1], dtype=np.int32),
        },
        index=pd.Index(["U1", "U2", "U3"], name="unit_id"),
        geometry=[
            shapely.Point(EAST + 5_000, NORTH + 5_000),
            shapely.Point(EAST + 12_000, NORTH + 12_000),
            None,
        ],
        crs=CRS,
    )
    population = pd.DataFrame(
        {
            "area": np.array([0, 1, 2, 3, 0, 1, 2, 3], dtype=np.int32),
            "year": [2024] * 4 + [2025] * 4,
            "sex": "",
            "age_from": 0,
            "age_to": -1,
            "persons": [90, 190, 290, 0, 100, 200, 300, 0],
        }
    )
    visits = pd.DataFrame(
        {
            "area": [0, 1, 2, 0, -1],
            "unit": [0, 0, 2, 1, 0],
            "care_form": ["gp", "gp", "rehab", "gp", "gp"],
            "period": ["2025Q1", "2025Q1", "2025Q1", "2025Q2", "2025Q2"],
            "age_group": "",
            "visits": [50, 60, 7, 40, 3],
            "cost": np.nan,
        }
    )
    return Region(
        settings=small_settings(),
        areas=areas,
        units=units,
        population=population,
        visits=published(visits, municipalities(areas, units)),
        indicators=pd.DataFrame(
            {
                "indicator": ["bp"],
                "unit": np.array([0], dtype=np.int32),
                "period": ["2025"],
                "value": [0.75],
                "numerator": [75.0],
                "denominator": [100.0],
            }
        ),
        contracted=pd.DataFrame(
            {"unit": np.array([0], dtype=np.int32), "area": np.array([1], dtype=np.int32)}
        ),
        themes=pd.DataFrame({"theme": ["lov"], "area": np.array([0], dtype=np.int32), "value": ["yes"]}),
        background=gpd.GeoDataFrame({"kind": ["water"]}, geometry=[lake], crs=CRS),
        places=pd.DataFrame({"name": ["Ekby"], "x": [EAST + 5000.0], "y": [NORTH + 5000.0], "persons": [80]}),
        travel_times=None,
        accounts=(Account("units", "no_place", "kept", 1, 0, ("U3",)),),
        projections=pd.DataFrame(
            {
                "municipality_id": ["M1", "M2"],
                "area": np.array([-1, -1], dtype=np.int32),
                "year": np.array([2030, 2030], dtype=np.int32),
                "sex": "",
                "age_from": 0,
                "age_to": -1,
                "variant": "",
                "persons": [310.5, 299.25],
            }
        ),
        life_expectancy=pd.DataFrame({"year": [2030], "sex": ["1"], "age": [65], "years": [19.4]}),
        prevalence=pd.DataFrame(
            {
                "condition": ["diabetes"],
                "sex": [""],
                "age_from": [65],
                "age_to": [-1],
                "share": [0.2],
                "year": [0],
                "excess_use": [np.nan],
            }
        ),
        need_variables=pd.DataFrame(
            {
                "variable": ["unemployed"],
                "area": np.array([1], dtype=np.int32),
                "value": [12.0],
                "denominator": [200.0],
            }
        ),
    )


def computed_small_region() -> Region:
    """The same with minutes: 1 to U1 and 20 to U2 from A1, 5 to U1 from A2, nothing else in reach."""
    minutes = csr_array(np.array([[1.0, 20.0, 0.0], [5.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]))
    neighbours = csr_array(np.array([[0, 1, 1, 0], [1, 0, 0, 1], [1, 0, 0, 1], [0, 1, 1, 0]]))
    return replace(small_region(), minutes=minutes, neighbours=neighbours)
