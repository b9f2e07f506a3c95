"""What can be wrong with a region, one class a kind, one sentence each."""

from __future__ import annotations


class RegionError(ValueError):
    """A region cannot be used as it stands; the message says what to do."""


class SettingsError(RegionError):
    """`region.toml` is missing, unreadable or says something impossible."""


class DataProblemsError(RegionError):
    """The tables of a region have problems; each is a row of `geodata.checks`."""


class DisclosureError(RegionError):
    """Visits may not be published as they are declared."""


class SnapshotError(RegionError):
    """A published version is missing, incomplete or altered."""


class UnknownNameError(RegionError):
    """A care form, period, operator, age group, area or unit that the region does not have."""


class IndexMismatchError(RegionError):
    """Two arrays that must describe the same areas or units do not."""
