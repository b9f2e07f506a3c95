"""What can be wrong with a region, one class a kind, one sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from geodata.contract.refusals import refusal

if TYPE_CHECKING:
    from geodata.contract.problems import Problem


class RegionError(ValueError):
    """A region cannot be used as it stands; the message says what to do.

    Attributes
    ----------
    code : str
        Of its sentence in `geodata/contract/refusals.toml`; "" where it has a message alone.
    values : mapping of str to object
        What fills in the blanks of that.
    """

    code: str = ""
    values: Mapping[str, object] = MappingProxyType({})

    @classmethod
    def of(cls, code: str, **values: object) -> Self:
        """One that has its sentence in both languages; its message is the English."""
        error = cls(refusal(code, values, "en"))
        error.code, error.values = code, values
        return error

    def sentence(self, language: str) -> str:
        """What to say to somebody who reads a language; the message where there is nothing else."""
        return refusal(self.code, self.values, language) if self.code else str(self)


class DataProblemsError(RegionError):
    """The tables of a region have problems; each is a row of `geodata.checks`."""

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class SettingsError(DataProblemsError):
    """`region.toml` is missing, unreadable or says something impossible."""


class DisclosureError(RegionError):
    """Visits may not be published as they are declared."""


class SnapshotError(RegionError):
    """A published version is missing, incomplete or altered."""


class UnknownNameError(RegionError):
    """A care form, period, operator, age group, area or unit that the region does not have."""


class CapacityError(UnknownNameError):
    """A capacity that is more than a unit of its care form can be given."""


class WaterError(UnknownNameError):
    """A place for a unit that lies in water."""


class ScenarioFileError(RegionError):
    """A saved scenario cannot be read, or is of another region."""


class IndexMismatchError(RegionError):
    """Two arrays that must describe the same areas or units do not."""


class ChoiceModelError(RegionError):
    """Observed flows cannot tell how people choose among units."""


class SitingError(RegionError):
    """Units cannot be placed as asked."""


class UncoverableError(SitingError):
    """Areas that no unit and no candidate site reaches within the limit; `areas` are their positions."""

    def __init__(self, message: str, areas: Iterable[int]) -> None:
        super().__init__(message)
        self.areas = tuple(areas)
