"""One file that fills one table, with every line that its reading needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.guess.area_settings import shapes_system
from geodata.guess.column_guess import PLACE, Codes, finding
from geodata.guess.findings import ColumnFinding, Guess, Reason, Setting, TableFinding
from geodata.guess.mark_guess import mark_settings
from geodata.guess.place_settings import placing
from geodata.guess.row_settings import empty_settings, ignored, reference_settings
from geodata.guess.shipped import shipped_areas
from geodata.guess.systems import Bounds, in_degrees, measures_true, planar
from geodata.guess.table_guess import Fit, Sight


@dataclass(frozen=True, eq=False)
class Filled:
    """A file that fills a table: how well, what else it may be, and the codes it was compared with."""

    sight: Sight
    fit: Fit
    candidates: tuple[Guess, ...]
    codes: Codes


@dataclass(frozen=True, eq=False)
class Place:
    """Where a region lies.

    Attributes
    ----------
    where : polygons in degrees, or west, south, east and north
    crs : str
        What it is measured in.
    setting : Setting or None
        A line for the file of areas, where it does not say its own system.
    reason : Reason
    sure : float
    """

    where: NDArray[np.object_] | Bounds
    crs: str
    setting: Setting | None
    reason: Reason
    sure: float

    @classmethod
    def of(cls, areas: Filled | None, county: str, anchor: Bounds | None = None) -> Place | None:
        """Of the file of areas, else of a shipped county; None where the shapes have no known system."""
        if areas is None:
            shipped = shipped_areas()
            mine = shipped.frame["municipality_id"].str.startswith(county).to_numpy(dtype=bool)
            return cls(shipped.shapes[mine], "EPSG:3006", None, Reason("country", "SE"), 0.98)
        raw = areas.sight.peek.raw
        setting, crs = shapes_system(areas.sight, anchor)
        if raw is None or raw.geometry is None or crs is None:
            return None
        shapes = shapely.make_valid(raw.geometry[~shapely.is_missing(raw.geometry)])
        shapes = shapely.transform(shapes, lambda xy: np.column_stack(in_degrees(xy[:, 0], xy[:, 1], crs)))
        west, south, east, north = shapely.total_bounds(shapes)
        middle = (float(west + east) / 2, float(south + north) / 2)
        if measures_true(crs, *middle):
            return cls(shapes, crs, setting, Reason("file_says", crs, (areas.sight.peek.file,)), 0.97)
        national, own = planar(*middle)
        code = "national_system" if own else "utm_system"
        return cls(shapes, national, setting, Reason(code, national), 0.95 if own else 0.85)


def table_finding(
    filled: Filled,
    key: str,
    settings: Sequence[Setting],
    place: Place | None,
    more: Mapping[str, str],
) -> TableFinding:
    """Everything that is found of one table.

    Parameters
    ----------
    filled : Filled
    key : str
        Under `[tables]`.
    settings : sequence of Setting
        Lines that belong to this kind of table alone.
    place : Place or None
    more : mapping
        Ours -> theirs, of a column that is read a second time.
    """
    sight, fit = filled.sight, filled.fit
    read = {theirs: guess for ours, (theirs, guess) in fit.columns.items() if ours in fit.table.names}
    lines = [
        Setting((key,), _listed(value), 0.9, Reason("stands_there", str(value)))
        for key, value in sight.peek.lines.items()
    ] + list(settings)
    if (
        fit.table.one_of
        and place is not None
        and fit.table.name in ("units", "places", "addresses", "population_points")
    ):
        placed = placing(sight, fit, place.where, place.crs)
        if placed.reason is not None:
            drop = {"longitude", "latitude", "x", "y", PLACE}
            read = {theirs: guess for theirs, guess in read.items() if guess.value not in drop}
            for ours, theirs in placed.columns.items():
                read[theirs] = Guess(ours, placed.sure, placed.reason)
        lines += placed.settings
    kinds = {column.name: column.kind for column in fit.table.columns}
    of_columns = [(guess.value, kinds[guess.value], sight.column(theirs)) for theirs, guess in read.items()]
    wide = [line.path[1] for line in lines if line.path[0] == "melt"]
    of_columns += [(fit.table.measure, kinds[fit.table.measure], sight.column(name)) for name in wide]
    lines += mark_settings(of_columns)
    lines += reference_settings(sight, fit, filled.codes)
    if not any(line.path == ("incomplete",) for line in lines):
        lines += empty_settings(sight, fit)
    lines += [
        Setting(("columns", ours), theirs, 0.6, Reason("read_twice", theirs)) for ours, theirs in more.items()
    ]
    lines += ignored(sight, fit, {*read, *_named_in(lines), *more.values()})
    columns: list[ColumnFinding] = [
        finding(column, fit.table, filled.codes, read.get(column.name)) for column in sight.columns
    ]
    peek = sight.peek
    return TableFinding(
        key,
        peek.file,
        peek.layer,
        len(peek.frame),
        peek.whole,
        filled.candidates,
        tuple(columns),
        tuple(lines),
    )


def _listed(value: object) -> object:
    """Rows of a header as TOML has them: one number, or a list."""
    if not isinstance(value, tuple):
        return value
    return value[0] if len(value) == 1 else list(value)


def _named_in(lines: Sequence[Setting]) -> set[str]:
    """Columns of theirs that some line reads."""
    named = set()
    for line in lines:
        if line.path[0] in ("melt", "where_like", "where_not", "where"):
            named.add(line.path[1])
        elif line.path[0] == "extract":
            named.add(line.value["column"])
        elif line.path[0] == "columns":
            named.add(line.value)
    return named
