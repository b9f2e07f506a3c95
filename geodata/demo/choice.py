"""How the demo's residents choose among units: Huff's model with parameters fitted on real flows.

Huff 1964, doi 10.2307/1249154. `geodata.demo.fit_england` finds the parameters from real English
registrations (NHS England, July 2022, Open Government Licence v3); a test fits them again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.choice.shares import probabilities
from geodata.travel import kept

DETOUR = 1.35  # road distance / straight line
SPEED_KMH = 60.0
LONGEST_MIN = 60.0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class HuffParameters:
    """Exponents of size (`a`) and of minutes (`b`), with standard errors over areas and units."""

    a: float
    b: float
    a_error: float
    b_error: float


LEEDS = HuffParameters(a=0.9266, b=4.0073, a_error=0.0675, b_error=0.1710)
DEVON = HuffParameters(a=1.1281, b=3.4757, a_error=0.1163, b_error=0.0827)

# The demo has cities and countryside: it stands halfway between Leeds and Devon.
SIZE_EXPONENT = (LEEDS.a + DEVON.a) / 2
MINUTES_EXPONENT = (LEEDS.b + DEVON.b) / 2

LEAST_SHARE = 0.004  # choices likelier than this are drawn; the rest would be mostly single visits


def minutes_between(homes: Floats, places: Floats) -> Floats:
    """Travel minutes, straight line x detour / speed.

    Parameters
    ----------
    homes : float, shape (areas, 2)
        Metres in one planar CRS.
    places : float, shape (units, 2)
        Metres in the same CRS; NaN where a unit has no place.

    Returns
    -------
    float, shape (areas, units)
        Not below 0; inf to a unit without a place.
    """
    across = homes[:, None, 0] - places[None, :, 0]
    along = homes[:, None, 1] - places[None, :, 1]
    metres = np.sqrt(across * across + along * along)
    return np.nan_to_num(metres * (DETOUR * 60 / 1000 / SPEED_KMH), nan=np.inf)


def choice_shares(minutes: Floats, size: Floats, allowed: NDArray[np.bool_] | None = None) -> csr_array:
    """Share of an area's visits that go to each unit.

    Parameters
    ----------
    minutes : float, shape (areas, units)
    size : float, shape (units,)
        At least 0; a unit of size 0 gets nothing.
    allowed : bool, shape (areas, units), optional
        Where a unit may be chosen at all.

    Returns
    -------
    csr_array, shape (areas, units)
        Each row sums to 1, or to 0 where no unit is within the longest journey.
    """
    open_to = minutes <= LONGEST_MIN
    if allowed is not None:
        open_to &= allowed
    share = probabilities(SIZE_EXPONENT, MINUTES_EXPONENT, size, np.where(open_to, minutes, np.inf))
    likely = kept(share, share.data >= LEAST_SHARE)
    total = likely @ np.ones(len(size))
    return csr_array(
        (likely.data / np.repeat(total, np.diff(likely.indptr)), likely.indices, likely.indptr),
        shape=minutes.shape,
    )
