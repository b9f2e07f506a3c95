"""Every problem of a data folder in one run, as data; in Swedish or English when asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geodata.checks.assembly import assembled
from geodata.checks.loading import loaded
from geodata.checks.population_points import checked_points
from geodata.checks.words import report_json, report_text, sentence
from geodata.connectors.provenance import with_fetched_sources
from geodata.contract.errors import SettingsError
from geodata.contract.problems import Problem, Problems
from geodata.contract.region_toml import read_settings, settings_path
from geodata.overlay.file import read_overlay
from geodata.overlay.rows import Overlay
from geodata.region.region import Region
from geodata.register.visited import Tell


@dataclass(frozen=True, eq=False)
class Checked:
    """What a check found.

    Attributes
    ----------
    problems : tuple of Problem
        By file as `region.toml` lists them, then by row.
    region : Region or None
        None where any problem is an error.
    """

    problems: tuple[Problem, ...]
    region: Region | None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a build."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def check(
    path: Path | str,
    data: Path | str | None = None,
    tell: Tell | None = None,
    overlay: Overlay | tuple[Path, date] | None = None,
) -> Checked:
    """Read and check a region; bad data never raises.

    Parameters
    ----------
    path : path
        A folder that holds `region.toml`, or that file.
    data : path, optional
        Where the tables lie when that is not beside `region.toml`.
    tell : function, optional
        Told how far a register of visits is read.
    overlay : Overlay, or file and day, optional
        Approved changes of units that are in force, see `geodata.overlay`.

    Returns
    -------
    Checked
        Its `region` has no travel minutes yet.
    """
    problems = Problems()
    file = settings_path(Path(path))
    settings = read_settings(file, problems)
    if settings is None:
        return Checked(tuple(problems.found), None)
    if isinstance(overlay, tuple):
        overlay = read_overlay(*overlay, problems)
    folder = file.parent if data is None else Path(data)
    settings = with_fetched_sources(settings, folder, problems)
    tables = loaded(settings, folder, problems, tell, overlay)
    region = assembled(tables) if problems.errors == 0 else None
    if region is not None:
        checked_points(region, problems)
    if problems.errors:
        region = None
    order = {table.file: number for number, table in enumerate(settings.tables.values())}
    once = dict.fromkeys(problems.found)  # a file that fills two tables would be blamed twice
    found = sorted(once, key=lambda each: (order.get(each.file, -1), each.row or 0))
    return Checked(tuple(found), region)


def region_id(path: Path | str) -> str:
    """Id of the region in a folder, by its settings alone.

    Raises
    ------
    SettingsError
        If these have errors.
    """
    problems = Problems()
    settings = read_settings(Path(path), problems)
    if settings is None:
        raise SettingsError(
            f"{problems.errors} errors in {path}; run `utbudskarta check` to see each.", problems.found
        )
    return settings.id


__all__ = ["Checked", "Problem", "check", "region_id", "report_json", "report_text", "sentence"]
