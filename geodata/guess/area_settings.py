"""How a file of areas is read: its coordinate system, and which municipality each area lies in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely

from geodata.guess.column_values import ColumnValues
from geodata.guess.findings import Reason, Setting
from geodata.guess.shipped import shipped_areas
from geodata.guess.systems import Bounds, Fall, epsg, falls, usable
from geodata.guess.table_guess import Fit, Sight

_LSOA_NAME: Final = r"^(.*) \d{3}[A-Z]$"
_SWEDISH: Final = re.compile(r"(\d{4})[A-Z]\d{3,4}")


def municipality_settings(
    sight: Sight, fit: Fit, region_id: str, region_name: str
) -> tuple[list[Setting], dict[str, str]]:
    """Lines that say the municipality of each area; and our columns that are read from a column once more.

    Parameters
    ----------
    sight, fit
        Of the file of areas.
    region_id, region_name : str
        What takes their place where nothing tells a municipality.
    """
    there = set(fit.columns) & {"municipality", "municipality_id"}
    if len(there) == 2:
        return [], {}
    if "area_id" in fit.columns:
        code = sight.column(fit.columns["area_id"][0])
        if code.share(lambda text: _SWEDISH.match(text) is not None or _municipality_itself(text)) > 0.95:
            return _of_swedish_codes(code, there), {}
    if "name" in fit.columns:
        name = sight.column(fit.columns["name"][0])
        if name.share(lambda text: re.match(_LSOA_NAME, text) is not None) > 0.95:
            how = {"column": name.name, "pattern": _LSOA_NAME}
            reason = Reason("municipality_in_name", name.name)
            return [Setting(("extract", ours), how, 0.85, reason) for ours in _lacking(there)], {}
    if there:
        (only,) = there
        (lacking,) = _lacking(there)
        return [], {lacking: fit.columns[only][0]}
    reason = Reason("municipality_assumed")
    return [
        Setting(("constants", "municipality_id"), region_id, 0.6, reason),
        Setting(("constants", "municipality"), region_name, 0.6, reason),
    ], {}


def _lacking(there: set[str]) -> list[str]:
    return [each for each in ("municipality_id", "municipality") if each not in there]


def _municipality_itself(text: str) -> bool:
    return text in shipped_areas().municipalities


def _of_swedish_codes(code: ColumnValues, there: set[str]) -> list[Setting]:
    """The first four digits of a code are its municipality's."""
    how = {"column": code.name, "pattern": r"^(\d{4})"}
    reason = Reason("municipality_in_code", code.name)
    settings = [Setting(("extract", ours), how, 0.98, reason) for ours in _lacking(there)]
    if "municipality" not in there:
        names = shipped_areas().municipalities
        used = sorted({text[:4] for text in code.distinct} & set(names))
        recode = {each: names[each] for each in used}
        settings.append(Setting(("recode", "municipality"), recode, 0.98, Reason("municipality_names")))
    return settings


def shapes_system(sight: Sight, anchor: Bounds | None) -> tuple[Setting | None, str | None]:
    """A line for the system of a file of shapes where the file does not say it, and the system.

    The system is None where nothing shows it.
    """
    raw = sight.peek.raw
    if raw is None or raw.geometry is None:
        return None, None
    x, y = _corners(raw.geometry)
    degrees = bool(len(x)) and bool((np.abs(x) <= 180).all() and (np.abs(y) <= 90).all())
    if raw.crs is not None and not raw.assumed and usable(raw.crs):
        return None, epsg(raw.crs) or raw.crs
    if degrees:
        if raw.crs is not None and usable(raw.crs):
            return None, "EPSG:4326"
        return Setting(("crs",), "EPSG:4326", 0.9, Reason("degrees", sight.peek.file)), "EPSG:4326"
    best = _best(falls(x, y, anchor)) if anchor is not None else None
    if best is None:
        return None, None
    return Setting(
        ("crs",), best.crs, 0.95 * best.inside, Reason("falls_in", best.crs, (f"{best.inside:.0%}",))
    ), best.crs


def _best(every: Sequence[Fall]) -> Fall | None:
    good = [fall for fall in every if not fall.swapped and fall.inside > 0.5]
    return good[0] if good else None


def _corners(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    bounds = shapely.bounds(shapes)
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    return (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2
