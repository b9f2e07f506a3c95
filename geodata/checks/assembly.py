"""From checked tables to a `Region`: positions instead of ids, places in areas, accounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from pandas import DataFrame, Index, Series

from geodata.checks.follow_up_tables import follow_ups_table, goals_table, terms_table
from geodata.checks.loading import Loaded
from geodata.checks.payment_tables import contracts_table, payment_tables
from geodata.checks.people_tables import (
    life_expectancy_table,
    need_variables_table,
    population_table,
    prevalence_table,
    projections_table,
)
from geodata.checks.places import area_of_unit
from geodata.checks.population_points import with_points
from geodata.checks.sheet import Sheet, positions
from geodata.disclosure.published_cells import published
from geodata.region.few_cases import of_few
from geodata.region.municipalities import municipalities
from geodata.region.region import Account, Region
from geodata.region.street_addresses import canonical_postcode
from geodata.region.visits import NOWHERE
from geodata.register.visit_accounts import visit_accounts

BACKGROUND_MARGIN = 0.75
"""How far beyond the areas the background reaches, as a part of their width and height."""

_UNIT_TEXTS = (
    "operator", "organisation", "services", "languages", "accepts_new", "step_free", "opening", "closures",
    "phone", "url", "register_url", "e_services_url", "address",
)  # fmt: skip


def assembled(loaded: Loaded) -> Region:
    """The region of some checked tables without errors.

    Areas and units are sorted by id. A unit stands in the area that holds its place (in the lower
    position where it stands on a border). An area's residents are where its own point says, else in the
    middle of its population points, else at its centroid, or at a point inside where the centroid falls
    outside.
    """
    sheets, settings = loaded.sheets, loaded.settings
    areas = _areas(sheets["areas"], settings.crs)
    units = _units(sheets["units"], areas, settings.crs)
    population = population_table(sheets["population"], areas.index)
    visited = loaded.visited
    base = None if visited is None else visited.cells
    protected = settings.disclosure != "public"
    paid = payment_tables(sheets, areas.index, units.index)
    counted = protected and paid.counting
    places, beyond = _places(sheets.get("places"), areas)
    region = Region(
        settings=replace(settings, register=None, connectors={}),  # where it lies is nobody else's
        areas=areas,
        units=units,
        population=population,
        visits=None if base is None or protected else published(base, municipalities(areas, units)),
        indicators=_indicators(sheets.get("indicators"), areas.index, units.index),
        contracted=_pairs(sheets.get("service_areas"), areas.index, units.index),
        themes=_themes(sheets.get("themes"), areas),
        background=_background(sheets.get("background"), areas),
        places=places,
        travel_times=_travel_times(sheets.get("travel_times"), areas.index, units.index),
        accounts=(),
        networks=loaded.networks,
        extract=loaded.extract,
        base=base if protected else None,
        addresses=_addresses(sheets.get("addresses")),
        beyond=beyond,
        projections=projections_table(sheets.get("projections"), areas.index),
        life_expectancy=life_expectancy_table(sheets.get("life_expectancy")),
        prevalence=prevalence_table(sheets.get("prevalence")),
        need_variables=need_variables_table(sheets.get("need_variables"), areas.index),
        lists=None if counted else paid.lists,
        unit_weights=None if counted else paid.unit_weights,
        production=None if counted else paid.production,
        payments=None if counted else paid.payments,
        contracts=contracts_table(sheets.get("contracts"), units.index),
        terms=terms_table(sheets.get("terms"), units.index),
        goals=goals_table(sheets.get("goals")),
        follow_ups=follow_ups_table(sheets.get("follow_ups"), units.index),
        exact_payments=paid if counted else None,
        overlay=loaded.overlay,
    )
    region, set_apart = with_points(region, sheets.get("population_points"), sheets["areas"])
    if visited is not None:
        set_apart += [*visited.accounts, *visit_accounts(visited.cells, units, visited.strangers)]
    return replace(region, accounts=(*loaded.accounts, *set_apart, *_kept(region)))


def _areas(sheet: Sheet, crs: str) -> GeoDataFrame:
    shapes = sheet.geometry
    assert shapes is not None  # required by the schema
    centroid = shapely.centroid(shapes)
    inside = np.where(shapely.covers(shapes, centroid), centroid, shapely.point_on_surface(shapes))
    frame = sheet.frame[["area_id", "name", "municipality_id", "municipality"]].copy()
    x, y = (sheet.frame[axis].to_numpy(dtype=float) for axis in ("x", "y"))
    frame["x"] = np.where(np.isfinite(x), x, shapely.get_x(inside))
    frame["y"] = np.where(np.isfinite(y), y, shapely.get_y(inside))
    return GeoDataFrame(frame, geometry=shapes, crs=crs).set_index("area_id").sort_index()


def _units(sheet: Sheet, areas: GeoDataFrame, crs: str) -> GeoDataFrame:
    frame = sheet.frame
    x, y = frame["x"].to_numpy(dtype=float), frame["y"].to_numpy(dtype=float)
    has_place = np.isfinite(x) & np.isfinite(y)
    points = np.full(len(frame), None, dtype=object)
    points[has_place] = shapely.points(x[has_place], y[has_place])
    columns: dict[str, object] = {name: frame[name] for name in ("unit_id", "name", "care_form")}
    texts = {name: frame.get(name, Series("", index=frame.index)).fillna("") for name in _UNIT_TEXTS}
    never = Series(pd.NaT, index=frame.index, dtype="datetime64[ns]")
    times = {name: frame.get(name, never).astype("datetime64[ns]") for name in ("opened", "closed")}
    capacity = frame.get("capacity", Series(np.nan, index=frame.index)).astype(float)
    table = DataFrame({**columns, **texts, **times, "capacity": capacity}, index=frame.index)
    table["area"] = area_of_unit(sheet, areas.geometry.to_numpy())
    order = [
        "name", "care_form", "operator", "organisation", "capacity", "opened", "closed", "services",
        "languages", "accepts_new", "step_free", "opening", "closures", "phone", "url", "register_url",
        "e_services_url", "address", "area",
    ]  # fmt: skip
    if "listed" in frame:
        table["listed"] = frame["listed"].astype(float)
        order.append("listed")
    units = GeoDataFrame(table[["unit_id", *order]], geometry=points, crs=crs)
    return units.set_index("unit_id").sort_index()


def _indicators(sheet: Sheet | None, areas: Index, units: Index) -> DataFrame:
    names = ["indicator", "unit", "area", "period", "value", "numerator", "denominator"]
    if sheet is None:
        return DataFrame({name: Series(dtype=object) for name in names})
    frame = sheet.frame
    nowhere, unknown = Series("", index=frame.index), Series(np.nan, index=frame.index)
    return DataFrame(
        {
            "indicator": frame["indicator"],
            "unit": positions(frame.get("unit_id", nowhere), units),
            "area": positions(frame.get("area_id", nowhere), areas),
            "period": frame["period"],
            "value": frame["value"].astype(float),
            "numerator": frame.get("numerator", unknown).astype(float),
            "denominator": frame.get("denominator", unknown).astype(float),
            "prevalence": frame.get("prevalence", unknown).astype(float),
        }
    )[[*names, "prevalence"] if "prevalence" in frame else names]


def _pairs(sheet: Sheet | None, areas: Index, units: Index) -> DataFrame:
    frame = DataFrame({"unit_id": [], "area_id": []}, dtype=str) if sheet is None else sheet.frame
    return DataFrame({"unit": positions(frame["unit_id"], units), "area": positions(frame["area_id"], areas)})


def _travel_times(sheet: Sheet | None, areas: Index, units: Index) -> DataFrame | None:
    if sheet is None:
        return None
    pairs = _pairs(sheet, areas, units)
    return pairs.assign(mode=sheet.frame["mode"], minutes=sheet.frame["minutes"].astype(float))[
        ["area", "unit", "mode", "minutes"]
    ]


def _themes(sheet: Sheet | None, areas: GeoDataFrame) -> DataFrame:
    if sheet is None:
        kinds = {"theme": str, "area": np.int32, "value": str}
        return DataFrame({name: Series(dtype=kind) for name, kind in kinds.items()})
    frame = sheet.frame
    place = DataFrame(
        {
            "area": np.arange(len(areas), dtype=np.int32),
            "municipality_id": areas["municipality_id"].to_numpy(),
        }
    )
    own = frame[frame.get("area_id", Series("", index=frame.index)) != ""]
    parts = [own.assign(area=positions(own["area_id"], areas.index))] if len(own) else []
    if "municipality_id" in frame:
        parts.append(frame.drop(index=own.index).merge(place, on="municipality_id"))
    themes = pd.concat(parts)[["theme", "area", "value"]]
    return themes.sort_values(["theme", "area"]).reset_index(drop=True)


def _places(sheet: Sheet | None, areas: GeoDataFrame) -> tuple[DataFrame, DataFrame]:
    """Places that stand in the region, and those that stand outside it; largest first."""
    if sheet is None:
        kinds = {"name": str, "x": float, "y": float, "persons": np.int64}
        none = DataFrame({name: Series(dtype=kind) for name, kind in kinds.items()})
        return none, none
    inside = area_of_unit(sheet, areas.geometry.to_numpy()) != NOWHERE
    places = sheet.frame[["name", "x", "y", "persons"]].astype({"persons": np.int64}).assign(inside=inside)
    places = places[np.isfinite(places["x"])].sort_values(["persons", "name"], ascending=[False, True])
    within, beyond = (places[places["inside"] == where].drop(columns="inside") for where in (True, False))
    return within.reset_index(drop=True), beyond.reset_index(drop=True)


def _addresses(sheet: Sheet | None) -> DataFrame | None:
    if sheet is None:
        return None
    frame, texts = sheet.frame, ("street", "number", "postcode", "locality")
    table = DataFrame({name: frame.get(name, Series("", index=frame.index)).fillna("") for name in texts})
    table["postcode"] = [canonical_postcode(text) for text in table["postcode"]]
    return table.assign(x=frame["x"], y=frame["y"]).reset_index(drop=True)


def _background(sheet: Sheet | None, areas: GeoDataFrame) -> GeoDataFrame:
    """Land and water within a window around the region; rows of one kind and name are one shape."""
    if sheet is None or sheet.geometry is None:
        return GeoDataFrame({"kind": Series(dtype=str)}, geometry=[], crs=areas.crs)
    west, south, east, north = shapely.total_bounds(areas.geometry.to_numpy())
    wide, high = (east - west) * BACKGROUND_MARGIN, (north - south) * BACKGROUND_MARGIN
    window = (west - wide, south - high, east + wide, north + high)
    near = shapely.intersects(sheet.geometry, shapely.box(*window))
    rows = sheet.frame[near].assign(shape=shapely.clip_by_rect(sheet.geometry[near], *window))
    rows["name"] = rows["name"].fillna("") if "name" in rows else ""
    named = rows["name"] != ""
    united = [
        (kind, shapely.union_all(group["shape"].to_numpy()))
        for (kind, _), group in rows[named].groupby(["kind", "name"])
    ]
    parts = [*united, *zip(rows["kind"][~named], rows["shape"][~named], strict=True)]
    parts = [(kind, shape) for kind, shape in parts if not shape.is_empty]
    kinds = Series([kind for kind, _ in parts], dtype=str)
    return GeoDataFrame({"kind": kinds}, geometry=[shape for _, shape in parts], crs=areas.crs)


def _kept(region: Region) -> list[Account]:
    """What is in the region but stands apart: units placeless, outside or closed; empty areas; few cases."""
    units = region.units
    placeless = units.geometry.isna().to_numpy()
    outside = (units["area"] == NOWHERE).to_numpy() & ~placeless
    closed = (units["closed"] <= pd.Timestamp(last_day(region))) | (units["capacity"] == 0)
    persons = np.bincount(
        region.population["area"], weights=region.population["persons"], minlength=len(region.areas)
    )
    accounts = []
    for table, reason, ids in (
        ("units", "no_place", units.index[placeless]),
        ("units", "outside", units.index[outside]),
        ("units", "closed", units.index[closed.to_numpy(dtype=bool)]),
        ("areas", "no_residents", region.areas.index[persons == 0]),
        ("indicators", "few_cases", of_few(region.indicators, units.index, region.areas.index)),
    ):
        if len(ids):
            named = tuple(ids.unique()[:5].tolist())
            accounts.append(Account(table, reason, "kept", len(ids), 0, named))
    return accounts


def last_day(region: Region) -> date:
    """The day by which units count as closed: `as_of`, else the end of the visits' last period."""
    if region.settings.as_of is not None:
        return region.settings.as_of
    counted = region.visits.periods if region.visits is not None else ()
    if region.base is not None:
        counted = tuple(sorted(region.base["period"].unique()))
    if not counted:
        return date(2200, 1, 1)  # no day is declared: any unit with a closing date counts
    last = counted[-1]
    if "Q" in last:
        return pd.Period(last, freq="Q").end_time.date()
    return pd.Period(last, freq="Y" if len(last) == 4 else "M").end_time.date()
