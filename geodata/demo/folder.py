"""Writing the demo as a folder of data, like anybody's own region."""

from __future__ import annotations

import tomllib
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geodata.demo.assignments import assignments
from geodata.demo.cells import population_points
from geodata.demo.contracts import contracted
from geodata.demo.follow_up import follow_ups, goals, terms
from geodata.demo.geography import COUNTRY, DEGREES, Geography, background, geography
from geodata.demo.indicators import indicators
from geodata.demo.lists import lists
from geodata.demo.municipalities import COUNTIES, lov_status
from geodata.demo.need_variables import need_variables
from geodata.demo.payments import payments
from geodata.demo.production import production
from geodata.demo.projections import life_expectancy, projections
from geodata.demo.residents import population, residents
from geodata.demo.timetable import write_timetable
from geodata.demo.unit_weights import unit_weights
from geodata.demo.units import COLUMNS, units
from geodata.demo.visits import visits

ABBREVIATIONS = {"14": "VG"}
KEY_NAME = "disclosure.key"
"""Where `region.toml` of the demo says that its secret is."""
POTS = {"@POT@": 4.75, "@POT_MORE@": 6.0, "@REHAB_POT@": 0.8}
"""Pots of geography by their marks in the template: SEK a resident and month."""
TEMPLATE = Path(__file__).parent / "region.template.toml"


def write(county: str, out_dir: Path) -> Path:
    """Write the demo of a county as a folder of data; the same data every time.

    Parameters
    ----------
    county : str
        Two digits, "14" for Västra Götaland; "00" for all of Sweden.
    out_dir : Path
        Made if it is not there; files of the same names are written over.

    Returns
    -------
    Path
        Of `region.toml`.

    Raises
    ------
    ValueError
        If there is no such county.
    """
    geo = geography(county)
    out_dir.mkdir(parents=True, exist_ok=True)
    people = residents(geo)
    every_unit = units(geo, people)
    contracts = contracted(people, every_unit)
    _areas(geo, people).to_parquet(out_dir / "areas.parquet")
    background(geo).to_parquet(out_dir / "background.parquet")
    _csv(
        geo.places, out_dir / "places.csv"
    )  # of all Sweden: who asks for one elsewhere is told where it lies
    _csv(population(people), out_dir / "population.csv")
    _csv(projections(people), out_dir / "projections.csv")
    _csv(life_expectancy(), out_dir / "life_expectancy.csv")
    needs, quality = need_variables(county, people), indicators(county, every_unit)
    _csv(needs, out_dir / "need_variables.csv")
    _csv(population_points(people, geo.places), out_dir / "population_points.csv")
    _csv(every_unit[COLUMNS], out_dir / "units.csv")
    _csv(contracts, out_dir / "service_areas.csv")
    _csv(quality, out_dir / "indicators.csv")
    _csv(_lov(geo), out_dir / "themes.csv")
    visited = visits(county, people, every_unit, contracts)
    visited.to_parquet(out_dir / "visits.parquet", index=False)
    text = _settings(county, int(people["persons"].sum()))
    if county != COUNTRY:
        write_timetable(geo, out_dir)
    settings = tomllib.loads(text)
    listed = lists(county, people, every_unit, visited)
    weighed = unit_weights(geo, people, every_unit, listed, needs, settings["need_index"]["cni"]["weights"])
    produced = production(county, people, every_unit, visited, listed)
    known = {"lists": listed, "unit_weights": weighed, "production": produced, "indicators": quality}
    listed.to_parquet(out_dir / "lists.parquet", index=False)
    _csv(weighed, out_dir / "unit_weights.csv")
    _csv(produced, out_dir / "production.csv")
    _csv(payments(county, settings, every_unit, visited, known), out_dir / "payments.csv")
    _csv(assignments(people, every_unit), out_dir / "contracts.csv")
    _csv(terms(county, every_unit), out_dir / "terms.csv")
    _csv(goals(), out_dir / "goals.csv")
    _csv(follow_ups(county, every_unit, quality), out_dir / "follow_ups.csv")
    toml = out_dir / "region.toml"
    toml.write_text(text, encoding="utf-8")
    return toml


def _areas(geo: Geography, people: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    table = geo.areas[["area_id", "name", "municipality_id", "municipality", "geometry"]].copy()
    homes = gpd.GeoSeries.from_xy(people["x"], people["y"], crs=people.crs).to_crs(DEGREES)
    table["longitude"] = homes.x.round(5).to_numpy()
    table["latitude"] = homes.y.round(5).to_numpy()
    return table


def _lov(geo: Geography) -> pd.DataFrame:
    county_municipalities = set(geo.areas["municipality_id"])
    rows = [
        ("lov_2010", code, status) for code, status in lov_status().items() if code in county_municipalities
    ]
    return pd.DataFrame(rows, columns=["theme", "municipality_id", "value"])


def _settings(county: str, persons: int) -> str:
    if county == COUNTRY:
        name, english, short, key = "Sverige", "Sweden", "Sverige", "sverige"
    else:
        name = COUNTIES[county].removesuffix(" län").removesuffix("s")
        english, short = name, ABBREVIATIONS.get(county, name)
        key = f"demo-{county}"
    text = TEMPLATE.read_text(encoding="utf-8")
    if county == COUNTRY:  # a country's journeys by bus would take minutes to work out
        begins, ends = (text.index(f"[travel.modes.{mode}]") for mode in ("transit", "bicycle"))
        text = text[:begins] + text[ends:]
    pots = {mark: str(round(each * persons)) for mark, each in POTS.items()}
    marks = {"@ID@": key, "@NAME@": name, "@NAME_EN@": english, "@SHORT@": short, **pots}
    for mark, words in marks.items():
        text = text.replace(mark, words)
    return text


def _csv(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, lineterminator="\n")
