"""Approved changes laid over the units of a build, while they are text still: checks then see what is new."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely
from pandas import DataFrame, Series
from pyproj import CRS
from pyproj.exceptions import CRSError

from geodata.contract.problems import Problems
from geodata.contract.settings import RegionSettings, TableSettings
from geodata.contract.tables import the_table
from geodata.geometry.degrees import WGS84, to_degrees, to_metres
from geodata.overlay.rows import (
    PLACE,
    UNIT,
    AppliedOverlay,
    Chain,
    Conflict,
    Overlay,
    OverlayRow,
    Reason,
)
from geodata.overlay.values import new_unit_of, place_of, same, unmistakable
from geodata.sources.mapping import Mapped
from geodata.sources.position_texts import positions

DECIMALS = 5
"""Of a degree, as places are compared and said: about a metre."""


class UnitOverlay:
    """The changes in force, laid over one file of units after another.

    Parameters
    ----------
    overlay : Overlay
        With values that can be read.
    settings : RegionSettings
    """

    def __init__(self, overlay: Overlay, settings: RegionSettings) -> None:
        self.overlay, self.settings = overlay, settings
        self._chains: dict[str, list[Chain]] = {}
        for chain in overlay.chains():
            self._chains.setdefault(chain.row.unit_id, []).append(chain)
        self._known: set[str] = set()
        self._applied: list[OverlayRow] = []
        self._settled: list[OverlayRow] = []
        self._conflicts: list[Conflict] = []

    def over(self, rows: Mapped, table: TableSettings) -> Mapped:
        """One file's units with the changes in force made.

        Parameters
        ----------
        rows : Mapped
        table : TableSettings
            Of that file.

        Returns
        -------
        Mapped
            The same where none is of its units.
        """
        if "unit_id" not in rows.frame:
            return rows
        ids = rows.frame["unit_id"].tolist()
        self._known |= set(ids)
        for at, unit_id in enumerate(ids):
            for chain in self._chains.get(unit_id, ()):
                rows = self._changed(rows, at, chain, table)
        return rows

    def new_units(self) -> Mapped | None:
        """Units that no file has, as a table of their own; None where there are none.

        To be asked for when all files are read: changes of units that are nowhere are conflicts from then on.
        """
        found: list[dict[str, str]] = []
        lines = []
        for unit_id, chains in self._chains.items():
            if unit_id in self._known:
                continue
            new = next((each.row for each in chains if each.row.field == UNIT), None)
            if new is None:
                self._conflicts += [Conflict(_plain(each.row), "unit_gone", "") for each in chains]
                continue
            if self._own_minutes:
                self._conflict(new, "no_minutes", "")
                continue
            unit = {"unit_id": unit_id, "opened": new.begins.isoformat(), **(new_unit_of(new.value) or {})}
            self._applied.append(_plain(new))
            for chain in chains:
                if chain.row.field != UNIT:
                    unit[chain.row.field] = chain.row.value
                    self._applied.append(_plain(chain.row))
            lat, lon = place_of(unit.pop(PLACE, "")) or ("", "")
            found.append(unit | {"latitude": str(lat), "longitude": str(lon)})
            lines.append(new.line)
        if not found:
            return None
        frame = DataFrame(found, dtype=str).fillna("")
        names = {str(name): str(name) for name in frame}
        return Mapped(frame, np.array(lines, np.int64), names, None, None, None, False)

    def report(self, problems: Problems) -> None:
        """Warn of every change that could not be made."""
        for conflict in self._conflicts:
            row = conflict.row
            problems.add(
                f"overlay_{conflict.reason}",
                self.overlay.file,
                column=row.field,
                value=f"{row.unit_id}, {row.case}",
                expected=(conflict.found or "–", row.was or "–", row.value),
                severity="warning",
            )

    @property
    def outcome(self) -> AppliedOverlay | None:
        """What became of the changes in force; None where none is."""
        conflicts = tuple(self._conflicts)
        digest = self.overlay.digest
        if not digest:
            return None
        applied, settled = (tuple(sorted(each, key=_by_unit)) for each in (self._applied, self._settled))
        ordered = tuple(sorted(conflicts, key=lambda each: _by_unit(each.row)))
        return AppliedOverlay(digest, applied, settled, ordered)

    @property
    def _own_minutes(self) -> bool:
        """Whether the region brings its own table of minutes: it has none to a place that is new."""
        model, tables = self.settings.travel.model, self.settings.tables
        brought = any(the_table(key).name == "travel_times" for key in tables)
        return model == "table" or (model is None and brought)

    def _changed(self, rows: Mapped, at: int, chain: Chain, table: TableSettings) -> Mapped:
        row = chain.row
        if row.field == UNIT:  # the source has got the unit since
            self._settled.append(_plain(row))
            return rows
        found = self._place(rows, at, table) if row.field == PLACE else _text(rows, at, row.field)
        if same(row.field, found, row.value, self.settings):
            self._settled.append(_plain(row))
        elif not any(same(row.field, found, text, self.settings) for text in chain.known):
            self._conflict(row, "source_changed", found)
        elif row.field == PLACE and self._own_minutes:
            self._conflict(row, "no_minutes", found)
        else:
            self._applied.append(_plain(row))
            return (
                self._moved(rows, at, row, table)
                if row.field == PLACE
                else _set(rows, at, {row.field: unmistakable(row.field, row.value, self.settings)})
            )
        return rows

    def _conflict(self, row: OverlayRow, reason: Reason, found: str) -> None:
        self._conflicts.append(Conflict(_plain(row), reason, found))

    def _place(self, rows: Mapped, at: int, table: TableSettings) -> str:
        """Where a source has a unit, as text; "" where it says of no place that can be read."""
        try:
            if {"longitude", "latitude"} <= set(rows.frame):
                lon, lat = (
                    float(_text(rows, at, name).replace(",", ".")) for name in ("longitude", "latitude")
                )
            else:
                crs = self._crs(rows, table)
                x, y, in_degrees = _metres(rows, at)
                if in_degrees:
                    crs = WGS84
                lon, lat = to_degrees(crs).transform(x, y)
        except (ValueError, CRSError):
            return ""
        return f"{lat:.{DECIMALS}f},{lon:.{DECIMALS}f}"

    def _moved(self, rows: Mapped, at: int, row: OverlayRow, table: TableSettings) -> Mapped:
        lat, lon = place_of(row.value) or (0.0, 0.0)  # read already: it is a place
        rows = _placeless(rows, at)
        if {"longitude", "latitude"} <= set(rows.frame):
            return _set(rows, at, {"longitude": str(lon), "latitude": str(lat)})
        x, y = to_metres(self._crs(rows, table)).transform(lon, lat)
        if {"x", "y"} <= set(rows.frame):
            return _set(rows, at, {"x": repr(float(x)), "y": repr(float(y))})
        if "position" in rows.frame:
            return _set(rows, at, {"position": f"{lat}, {lon}"})
        if "geometry" in rows.frame:
            return _set(rows, at, {"geometry": shapely.Point(x, y).wkt})
        if rows.geometry is None:  # without a place so far: it gets columns of its own
            return _set(rows, at, {"longitude": str(lon), "latitude": str(lat)})
        shapes = rows.geometry.copy()
        shapes[at] = shapely.Point(x, y)
        return replace(rows, geometry=shapes)

    def _crs(self, rows: Mapped, table: TableSettings) -> str:
        stated = None if rows.assumed else rows.crs
        if {"x", "y"} <= set(rows.frame) or "position" in rows.frame:
            return table.crs or self.settings.crs
        return CRS.from_user_input(stated or table.crs or rows.crs or WGS84).to_string()


def _by_unit(row: OverlayRow) -> tuple[str, str]:
    return row.unit_id, row.field


def _plain(row: OverlayRow) -> OverlayRow:
    """The row without where it stood, so that the same changes make the same version."""
    return replace(row, line=0)


def _text(rows: Mapped, at: int, column: str) -> str:
    return str(rows.frame[column].iloc[at]) if column in rows.frame else ""


def _number(rows: Mapped, at: int, column: str) -> float:
    return float(_text(rows, at, column).replace(",", "."))


def _placeless(rows: Mapped, at: int) -> Mapped:
    """Rows where one has no place left in any of its columns, so that it cannot have two."""
    written = {"longitude", "latitude", "x", "y", "position", "geometry"} & set(rows.frame)
    if not written:
        return rows
    rows = _set(rows, at, dict.fromkeys(written, ""))
    if rows.geometry is None:
        return rows
    shapes = rows.geometry.copy()
    shapes[at] = None
    return replace(rows, geometry=shapes)


def _metres(rows: Mapped, at: int) -> tuple[float, float, bool]:
    """The two coordinates of a row, and whether they are degrees all the same."""
    if {"x", "y"} <= set(rows.frame):
        return _number(rows, at, "x"), _number(rows, at, "y"), False
    if "position" in rows.frame:
        place = positions(Series([_text(rows, at, "position")], dtype=str))
        return float(place.east[0]), float(place.north[0]), bool(place.in_degrees[0])
    shape = shapely.from_wkt(_text(rows, at, "geometry")) if "geometry" in rows.frame else None
    if shape is None and rows.geometry is not None:
        shape = rows.geometry[at]
    if not isinstance(shape, shapely.Point):
        raise ValueError("no point")
    return shape.x, shape.y, False


def _set(rows: Mapped, at: int, values: dict[str, str]) -> Mapped:
    frame = rows.frame.copy()
    for column, text in values.items():
        if column not in frame:
            frame[column] = ""
        frame.loc[frame.index[at], column] = text
    return replace(
        rows, frame=frame, names={**rows.names, **{name: rows.names.get(name, name) for name in values}}
    )
