"""What 290 municipalities had decided on LOV on 1 October 2010, as it is shipped."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from scipy.sparse import csr_array

import geodata.demo
from dashboard.components.layer_switch import legend_parts
from dashboard.kpis import kpis_of
from dashboard.kpis.meta import meta_of
from dashboard.layers import layer_of
from dashboard.layers.base import Fill
from dashboard.words.kpis import kpi_name
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.contract.settings import Theme
from geodata.focus.places import place_of
from geodata.scenario.scenario import default_scenario
from tests.toy_region import CRS, toy_region

DEMO = Path(geodata.demo.__file__).parent
COUNTS = {
    "in_operation": 68,
    "decided": 85,
    "investigating": 35,
    "declined": 24,
    "no_grant_applied_for": 78,
}


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return pd.read_csv(DEMO / "geography" / "lov_2010.csv", dtype=str).sort_values("municipality_code")


@pytest.fixture(scope="module")
def sweden(table: pd.DataFrame) -> Assessment:
    """One square a municipality, and two for the first: half of it says nothing."""
    region, many = toy_region(), len(table) + 1
    said = tomllib.loads((DEMO / "region.template.toml").read_text(encoding="utf-8"))["themes"]["lov_2010"]
    theme = Theme("lov_2010", **said)
    codes = [table["municipality_code"].iloc[0], *table["municipality_code"]]
    names = [table["municipality"].iloc[0], *table["municipality"]]
    areas = gpd.GeoDataFrame(
        {
            "name": names,
            "municipality_id": codes,
            "municipality": names,
            "x": np.arange(many, dtype=float),
            "y": 0.0,
        },
        index=pd.Index([f"{at:03}" for at in range(many)], name="area_id"),
        geometry=[shapely.box(at, 0, at + 1, 1) for at in range(many)],
        crs=CRS,
    )
    found = replace(
        region,
        settings=replace(region.settings, themes={"lov_2010": theme}),
        areas=areas,
        population=pd.DataFrame(
            {"area": np.arange(many, dtype=np.int32), "year": 2025, "age_from": 0, "age_to": -1, "persons": 1}
        ),
        units=region.units.assign(area=np.full(3, -1, np.int32)),
        visits=None,
        themes=pd.DataFrame(
            {
                "theme": "lov_2010",
                "area": np.arange(1, many, dtype=np.int32),
                "value": table["lov_status_2010_10_01"].to_numpy(),
            }
        ),
        minutes=csr_array((many, 3)),
        neighbours=csr_array((many, many)),
    )
    return assess(found, default_scenario(found))


def test_the_shipped_table_is_the_reports(table: pd.DataFrame) -> None:
    assert len(table) == table["municipality_code"].nunique() == 290
    assert table["lov_status_2010_10_01"].value_counts().to_dict() == COUNTS


def test_the_key_figures_are_the_reports(sweden: Assessment) -> None:
    whole = place_of(sweden, "region")
    found = {kpi.key: kpi.read(sweden, whole) for kpi in kpis_of(sweden.region) if kpi.family == "themes"}
    assert {key.removeprefix("lov_2010_"): one.value for key, one in found.items()} == COUNTS
    assert {one.denominator for one in found.values()} == {290}
    meta = meta_of(kpis_of(sweden.region)[-1], sweden)
    assert (meta.source, meta.date) == ("Socialstyrelsens slutrapport 2010, bilaga 2", "2010-10-01")
    assert kpi_name(kpis_of(sweden.region)[-1], meta, words("sv")) == "Inget stimulansbidrag sökt"


def test_the_legend_has_the_same_counts_and_the_maps_colours(sweden: Assessment) -> None:
    layer = layer_of(sweden.region, "lov_2010")
    legend, fill = layer.legend(sweden), layer.values(sweden, place_of(sweden, "region"))
    assert isinstance(fill, Fill)
    assert [swatch.count for swatch in legend.swatches] == list(COUNTS.values())
    assert [swatch.colour for swatch in legend.swatches] == list(fill.colours)[:5]
    assert np.bincount(fill.classes).tolist() == [*COUNTS.values(), 1], "one area says nothing"
    assert fill.hatched == (5,)
    said = str(legend_parts(legend, words("sv")))
    assert "ntal kommuner" in said
    assert "Inget stimulansbidrag sökt" in said


def test_the_table_has_a_row_for_every_municipality(sweden: Assessment, table: pd.DataFrame) -> None:
    rows = layer_of(sweden.region, "lov_2010").table(sweden, place_of(sweden, "region"))
    assert list(rows.ids) == table["municipality_code"].tolist()
    said = [words("sv").value(one, "text") for one in rows.values["status"]]
    assert said.count("Infört") == 68
    one = layer_of(sweden.region, "lov_2010").table(sweden, place_of(sweden, "municipality", "1480"))
    assert list(one.ids) == ["1480"]
    assert list(one.values["municipality"]) == ["Göteborg"]


def test_a_municipality_counts_itself(sweden: Assessment, table: pd.DataFrame) -> None:
    code, status = table[["municipality_code", "lov_status_2010_10_01"]].iloc[0]
    focus = place_of(sweden, "municipality", code)
    for kpi in kpis_of(sweden.region):
        if kpi.family == "themes":
            expected = float(kpi.key == f"lov_2010_{status}")
            assert (kpi.read(sweden, focus).value, kpi.read(sweden, focus).denominator) == (expected, 1)
