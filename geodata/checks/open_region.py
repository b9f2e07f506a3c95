"""Opening a region's folder of data."""

from __future__ import annotations

from pathlib import Path

from geodata.checks import check
from geodata.contract.errors import DataProblemsError, SettingsError
from geodata.contract.region_toml import FILE_NAME, settings_path
from geodata.region.region import Region


def open_region(path: Path | str, data: Path | str | None = None) -> Region:
    """Region in a folder of data, whole and checked; travel minutes are not computed yet.

    Parameters
    ----------
    path : path
        A folder that holds `region.toml`, or that file.
    data : path, optional
        Where the tables lie when that is not beside `region.toml`.

    Raises
    ------
    SettingsError
        If `region.toml` itself has errors.
    DataProblemsError
        If any table has errors. Both carry every problem in `problems`.
    """
    checked = check(path, data)
    if checked.region is not None:
        return checked.region
    errors = checked.errors
    name = settings_path(Path(path)).name
    kind = SettingsError if all(each.file in (name, FILE_NAME) for each in errors) else DataProblemsError
    raise kind(f"{len(errors)} errors in {path}; run `utbudskarta check` to see each.", checked.problems)
