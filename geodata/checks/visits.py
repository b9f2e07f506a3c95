"""Visits counted: those of a register where it lies, those of a checked sheet by the same expression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from pandas import DataFrame

from geodata.checks.care_forms_of_units import Forms
from geodata.checks.sheet import EXAMPLES, Sheet
from geodata.contract.problems import Problems
from geodata.contract.register_settings import RegisterSettings
from geodata.contract.settings import RegionSettings
from geodata.register.visited import Tell, Visited

_COLUMNS = (
    "area_id",
    "unit_id",
    "care_form",
    "period",
    "age_group",
    "visits",
    "patients",
    "person_id",
    "cost",
)


def visits_of(
    settings: RegionSettings,
    folder: Path,
    sheets: Mapping[str, Sheet],
    problems: Problems,
    tell: Tell | None = None,
    forms: Forms | None = None,
) -> Visited | None:
    """Exact base cells of a region's visits; None where it has none, or any problem.

    Parameters
    ----------
    settings : RegionSettings
    folder : Path
        Where the tables lie.
    sheets : mapping
        The region's other tables, checked; visits too where they are one of them.
    problems : Problems
        Every problem of a register is added; a sheet's have been, row by row.
    tell : function, optional
        Told how far a register is read.
    forms : mapping, optional
        Units that have several care forms, as a register does not know them; see `Forms`.
    """
    sheet = sheets.get("visits")
    if (settings.register is None and sheet is None) or not {"areas", "units"} <= sheets.keys():
        return None
    codes = {"area_id": _codes(sheets["areas"], "area_id"), "unit_id": _codes(sheets["units"], "unit_id")}
    if settings.register is not None:
        from geodata.register.reading import read_register  # which takes a second: not for other commands

        return read_register(settings.register, settings, folder, codes, problems, tell, forms or {})
    assert sheet is not None
    return None if problems.errors else _counted(sheet, settings, codes, problems)


def _codes(sheet: Sheet, column: str) -> tuple[Sequence[str], tuple[str, ...]]:
    """Codes of a table, ascending as the region has them, and the files they stand in."""
    files = tuple(dict.fromkeys(part.settings.file for part in sheet.parts))
    return sorted(sheet.frame[column].unique().tolist()), files


def _counted(
    sheet: Sheet,
    settings: RegionSettings,
    codes: Mapping[str, tuple[Sequence[str], tuple[str, ...]]],
    problems: Problems,
) -> Visited | None:
    """Base cells of rows that are checked already: what is unknown in them is declared to be kept."""
    import pyarrow as pa

    from geodata.register.on_duckdb import opened_on
    from geodata.register.reading import read_from

    frame: DataFrame = sheet.frame[[name for name in _COLUMNS if name in sheet.frame]]
    register_settings = RegisterSettings(
        file=sheet.parts[0].settings.file, count_by="month", unknown_area="keep", unknown_unit="keep"
    )
    with opened_on(pa.Table.from_pandas(frame, preserve_index=False), register_settings) as engine:
        visited = read_from(engine, register_settings, settings, codes, problems, totals={})
    if visited is None:
        return None
    return replace(visited, strangers={**visited.strangers, "": _places(sheet)})


def _places(sheet: Sheet) -> tuple[str, ...]:
    """File and row of the first visits without a residence."""
    empty = np.flatnonzero(sheet.frame["area_id"] == "")[:EXAMPLES].tolist()
    return tuple(f"{sheet.parts[sheet.part[i]].settings.file}:{sheet.row[i]}" for i in empty)
