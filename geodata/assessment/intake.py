"""What units take in at most after a scenario's changes: ceilings, closed lists, contracted areas."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geodata.choice.limits import Limits
from geodata.choice.pivot import Pivot
from geodata.region.region import Region
from geodata.scenario.scenario import FREE, Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def is_limited(region: Region, care_form: str) -> bool:
    """Whether anything in the region limits what units of a care form take in."""
    ceiling = region.settings.care_forms[care_form].capacity_ceiling
    own = (region.units["care_form"] == care_form).to_numpy(bool)
    closed = closed_lists(region) & own
    return ceiling is not None or bool(closed.any()) or bool(len(_contracts(region, care_form)[0]))


def closed_lists(region: Region) -> Bools:
    """Units that say that they take nobody new. Shape (units,)."""
    found: Bools = (region.units["accepts_new"] == "no").to_numpy(bool)
    return found


def limits_of(region: Region, scenario: Scenario, before: Pivot, supply: Floats) -> Limits | None:
    """What units take in at most after the changes; None where nothing limits them, or nothing is to.

    Parameters
    ----------
    region : Region
        Before the changes.
    scenario : Scenario
    before : Pivot
        Flows before them.
    supply : float64, shape (units,)
        Afterwards, those that are new last.

    Returns
    -------
    Limits or None
        A ceiling is so many times the usual visits per capacity, the median of today's units. A unit that
        is above it today keeps what it has; so does one with a closed list, unless the scenario gives it
        more capacity.
    """
    if scenario.intake == FREE or not is_limited(region, scenario.care_form):
        return None
    new = np.zeros(len(supply) - len(before.supply))
    today = np.bincount(before.unit, before.visits, len(supply)).astype(np.float64)
    then = np.append(before.supply, new)
    most = np.full(len(supply), np.inf)
    ceiling = region.settings.care_forms[scenario.care_form].capacity_ceiling
    used = (then > 0) & (today > 0)
    if ceiling is not None and used.any():
        usual = float(np.median(today[used] / then[used]))
        most = np.maximum(today, ceiling * usual * supply)
    closed = np.append(closed_lists(region), new > 0) & (supply <= then)
    return Limits(np.where(closed, today, most), *_contracts(region, scenario.care_form))


def _contracts(region: Region, care_form: str) -> tuple[Ints, Ints]:
    """Areas and units of the contracts that bind: of care that is given at home."""
    nobody = np.empty(0, np.int64)
    if region.settings.care_forms[care_form].reach != "visits_home" or not len(region.contracted):
        return nobody, nobody
    area, unit = (region.contracted[name].to_numpy(np.int64) for name in ("area", "unit"))
    own = (region.units["care_form"] == care_form).to_numpy(bool)[unit]
    return area[own], unit[own]
