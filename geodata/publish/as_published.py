"""A region's visits beside the version that is served: what is published stays as it is published."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from geodata.contract.errors import DisclosureError, SnapshotError
from geodata.disclosure.frozen_payments import frozen_payments, recoded_tables
from geodata.disclosure.frozen_periods import Frozen, frozen
from geodata.disclosure.listed_units import listed_by_lists
from geodata.disclosure.release import FIRST, another_release, goes_on
from geodata.publish.manifest import DEMO, MANIFEST, current_version, folder_of, kept_versions
from geodata.publish.snapshot import open_snapshot
from geodata.region.region import Region
from geodata.region.release import Release

LISTS = "lists"
"""Stands among the care forms for what units are paid by."""
VISITS = "visits"
"""Table of the accounts that are of visits."""


def as_published(region: Region, out: Path) -> tuple[Region, Frozen]:
    """The region with the visits that `out` serves of it as they are there, and what became of them.

    Parameters
    ----------
    region : Region
        Its visits protected, see `geodata.disclosure.publishing.disclosed`.
    out : Path
        Folder of published versions, or one where nothing is published yet.

    Returns
    -------
    (Region, Frozen)
        The region as it is where nothing is to stay: its visits are public, nothing protected is published of
        it, a new release begins, or it is the example region, whose visits are invented.

    Raises
    ------
    DisclosureError
        If what is published cannot stay: it is by another key, of areas or units that are gone or have
        moved, or cannot be read.
    """
    version = current_version(out) or next(iter(kept_versions(out)), None)  # damaged ones are to stay too
    settings = region.settings
    ours = _release(region)
    if version is None or ours is None or settings.id.startswith(DEMO):
        return region, Frozen()
    id_, label = _described(out, version)
    if id_ not in (None, settings.id):
        return region, Frozen()
    try:
        before = open_snapshot(out, version, counts=True)
    except SnapshotError as error:
        if label not in (None, settings.release):
            return region, Frozen(ended_release=label)
        elsewhere = "" if label else " Build then in another folder: this does not tell which release it has."
        raise DisclosureError(
            f"What is published in {out} is to stay as it is, and cannot be read: {error}. Nothing is "
            f"published. Put the folder back from a copy. {another_release(label or FIRST)}.{elsewhere}"
        ) from error
    known = _release(before)
    if known is None:
        return region, Frozen()
    if not goes_on(known, ours):
        return region, Frozen(ended_release=known.label)
    region, waiting = _with_lists(region, before)
    if not _protected(region) or not _protected(before):
        return region, Frozen(waiting=waiting)
    visits, found = frozen(before, region)
    found = replace(found, waiting=(*found.waiting, *waiting))
    accounts = region.accounts
    if found.unchanged:  # numbers of rows set apart would tell of the one row that is corrected
        of_visits = tuple(each for each in before.accounts if each.table == VISITS)
        accounts = (*(each for each in accounts if each.table != VISITS), *of_visits)
    return replace(region, visits=visits, accounts=accounts), found


def _protected(region: Region) -> bool:
    return region.visits is not None and region.visits.protected


def _release(region: Region) -> Release | None:
    """The draw of noise that a region's counts are of; None where nothing is protected."""
    if _protected(region):
        assert region.visits is not None
        return region.visits.release or Release(FIRST, "")
    return region.payments_release


def _with_lists(region: Region, before: Region) -> tuple[Region, tuple[tuple[str, str], ...]]:
    """The region with those lists and accounts of production that are to stay; periods with corrections."""
    if region.payments_release is None or before.payments_release is None:
        return region, ()
    units, areas = (before.units.index, region.units.index), (before.areas.index, region.areas.index)
    tables, waiting = frozen_payments(
        recoded_tables(before.payment_tables, units, areas), region.payment_tables
    )
    units_told = listed_by_lists(region.units, tables.lists)
    return replace(region, **vars(tables), units=units_told), tuple((period, LISTS) for period in waiting)


def _described(out: Path, version: str) -> tuple[str | None, str | None]:
    """A version's region and the label of its release, by its manifest; None where that cannot be read."""
    try:
        manifest = json.loads((folder_of(out, version) / MANIFEST).read_bytes())
        return str(manifest["region"]), str(manifest.get("release", {}).get("label", FIRST))
    except (SnapshotError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return None, None
