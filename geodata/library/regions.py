"""Regions to ask: out of a folder of data, as they are published, or the demo."""

from __future__ import annotations

from pathlib import Path

from geodata.checks.open_region import open_region
from geodata.contract.errors import RegionError
from geodata.demo.folder import KEY_NAME, write
from geodata.disclosure.publishing import disclosed
from geodata.disclosure.secret import make_secret
from geodata.publish.as_published import as_published
from geodata.publish.build import computed
from geodata.publish.snapshot import open_snapshot
from geodata.region.region import Region


def open_folder(
    folder: Path | str, data: Path | str | None = None, published: Path | str | None = None
) -> Region:
    """Region in a folder of data, checked and computed: ready for questions.

    Travel minutes and neighbours are found, and visits protected as `region.toml` says, exactly as
    `utbudskarta build` does before it publishes.

    Parameters
    ----------
    folder : path
        Holds `region.toml`; or that file.
    data : path, optional
        Where the tables lie when that is not beside `region.toml`.
    published : path, optional
        Where versions of the region are published: visits that are published there are those of the version
        that is served, as `utbudskarta build` would keep them. Where not given, all are of the data.

    Returns
    -------
    Region
        Frozen; its tables are not to be written to.

    Raises
    ------
    DataProblemsError
        If `region.toml` or a table has errors; every one of them is in `problems`.
    DisclosureError
        If the visits may not be published as they are declared, there is no secret to protect them by, or
        what is published cannot stay.
    RegionError
        If its travel model lacks what it needs.
    """
    region = disclosed(open_region(folder, data))
    if published is not None:
        region, _ = as_published(region, Path(published))
    return computed(region)


def open_published(folder: Path | str, version: str | None = None) -> Region:
    """Region of a published version, as the map shows it, its arrays memory-mapped and read-only.

    Parameters
    ----------
    folder : path
        Where versions are published: `var/published`, or the `--out` of a build.
    version : str, optional
        The one that is served, where not given.

    Returns
    -------
    Region

    Raises
    ------
    SnapshotError
        If nothing is published, or the version is missing, incomplete or altered.
    """
    return open_snapshot(Path(folder), version)


def write_demo(folder: Path | str, county: str = "14") -> Path:
    """Write a region to try things on: real geography, invented care, the same every time.

    Parameters
    ----------
    folder : path
        Made if it is not there; files of the same names are written over, but never the secret.
    county : str
        Two digits, "14" for Västra Götaland, "09" for Gotland (the smallest); "00" for all of Sweden.

    Returns
    -------
    Path
        The folder, with the secret that its visits are protected by.

    Raises
    ------
    RegionError
        If there is no such county.
    """
    try:
        write(county, Path(folder))
    except ValueError as error:
        raise RegionError(str(error)) from error
    key = Path(folder) / KEY_NAME
    if not key.exists():
        make_secret(key)
    return Path(folder)
