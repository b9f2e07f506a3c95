"""How the draw of a unit falls with minutes: three functions of distance, told apart by their names.

`power` is Huff's own (1964, doi 10.2307/1249154), `t^-b`; minutes below a floor count as the floor, as
nought minutes would draw everybody. `exponential`, `exp(-b t)`, takes the same share for every minute
more (Wilson 1971, doi 10.1068/a030001), and `square_root`, `exp(-b sqrt t)`, a smaller one the further it
already is (Taylor 1971, doi 10.2307/143049). These two need no floor. All are `exp(-b g(t))`, with one
parameter and a `g` of their own.
"""

from __future__ import annotations

from typing import get_args

import numpy as np
from numpy.typing import NDArray

from geodata.region.choice_model import Decay

Floats = NDArray[np.float64]

DECAYS: tuple[Decay, ...] = get_args(Decay)
"""From the one that is taken where the visits do not decide."""
MINUTES_FLOOR = 2.0
"""Of the power law alone: within a small area nobody knows the distance better."""


def resistance(decay: Decay, minutes: Floats, minutes_floor: float = MINUTES_FLOOR) -> Floats:
    """`g(t)`, so that a unit draws with `S^a exp(-b g(t))`; ascending with minutes.

    Parameters
    ----------
    decay : {"power", "exponential", "square_root"}
    minutes : float64
        At least 0 and finite.
    minutes_floor : float
        Of the power law.

    Returns
    -------
    float64, of the same shape
    """
    if decay == "power":
        return np.log(np.maximum(minutes, minutes_floor))
    return np.sqrt(minutes) if decay == "square_root" else minutes
