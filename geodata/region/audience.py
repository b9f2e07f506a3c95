"""Who is answered: a role, and what an account is limited to beyond what everybody sees."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.contract.access_settings import PUBLIC, SCOPES, AccessSettings, RoleAccess


@dataclass(frozen=True)
class Audience:
    """Those for whom an answer is made.

    Attributes
    ----------
    role : str
        Out of `geodata.contract.access_settings.ROLES`.
    care_forms, organisations, units : tuple of str
        What the account answers for; empty is no limit. With both organisations and units: either.
    """

    role: str = PUBLIC
    care_forms: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def is_limited(self, access: AccessSettings) -> bool:
        """Whether it sees more than everybody only of some units."""
        return self.role != PUBLIC and bool(self._given() or access.of(self.role).scope)

    def of_care_forms_alone(self, required: Collection[str]) -> bool:
        """Whether its limit is whole care forms: what is counted of them is right as it stands."""
        return {*self._given(), *required} <= {"care_forms"}

    def answers_for(self, units: DataFrame, required: Collection[str]) -> NDArray[np.bool_]:
        """Units within its limit; none where its role must be given a limit and it has not been.

        Parameters
        ----------
        units : DataFrame
            As `Region.units`.
        required : collection of str
            Limits that it must have, out of `SCOPES`.

        Returns
        -------
        bool, shape (units,)
        """
        within = np.ones(len(units), bool)
        if not set(required) <= set(self._given()):
            return ~within
        if self.care_forms:
            within &= units["care_form"].isin(self.care_forms).to_numpy(bool)
        if self.organisations or self.units:
            own = units["organisation"].isin([name for name in self.organisations if name])
            within &= (own | units.index.isin(self.units)).to_numpy(bool)
        return within

    def covers(self, other: Audience, access: AccessSettings) -> bool:
        """Whether it surely sees all that another does; who sees what everybody sees is covered by all.

        Parameters
        ----------
        other : Audience
        access : AccessSettings
        """
        if _hides_no_more(access.of(other.role), access.of(PUBLIC)):
            return True
        if not _hides_no_more(access.of(other.role), access.of(self.role)):
            return False
        own, theirs = access.of(self.role), self._given()
        if not set(own.scope) <= set(theirs):
            return False
        within = not self.care_forms or (bool(other.care_forms) and {*other.care_forms} <= {*self.care_forms})
        if not (self.organisations or self.units):
            return within
        named = bool(other.organisations or other.units)
        subset = {*other.organisations} <= {*self.organisations} and {*other.units} <= {*self.units}
        return within and named and subset

    def _given(self) -> tuple[str, ...]:
        return tuple(kind for kind in SCOPES if getattr(self, kind))


def _hides_no_more(than: RoleAccess, access: RoleAccess) -> bool:
    """Whether all that one role may not see is also what another may not."""
    names = (each.name for each in fields(RoleAccess) if each.name != "scope")
    return all({*getattr(access, name)} <= {*getattr(than, name)} for name in names)


EVERYBODY: Final = Audience()
"""Who has not logged in."""
