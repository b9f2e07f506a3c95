"""What a turn and a signal cost, in seconds.

Car : 7.5 s for the sharpest turn, on a logistic curve by angle - about 2 s for a right angle to the right,
    5 s to the left, nothing straight on - 20 s more for turning around, and 2 s for a traffic signal: OSRM's
    car profile (`profiles/car.lua`), which Valhalla has its car's seconds from as well
    (`sif/osrm_car_duration.h`).
Bicycle : a second at every junction of three roads or more: braking, looking, lights. It is what brings the
    median journey nearest to Valhalla's on three extracts of different kinds (docs/travel.md).
Foot : nothing.

Where only two roads meet nobody waits. Those who drive on the left are not reckoned with.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TURN_S, BIAS, AROUND_S = 7.5, 1.075, 20.0
SIGNAL_S: Final = {"car": 2.0, "bicycle": 0.0, "foot": 0.0}
JUNCTION_S: Final = {"car": 0.0, "bicycle": 1.0, "foot": 0.0}

AROUND: Final = 160.0
"""Degrees from which on a turn is one around."""


def car_s(angle: Floats) -> Floats:
    """Seconds that a car takes for turns at junctions.

    Parameters
    ----------
    angle : float64
        Degrees clockwise from straight on, -180 to 180: negative to the left.
    """
    left = angle < 0
    steep, late = np.where(left, BIAS, 1 / BIAS), np.where(left, 1 / BIAS, BIAS)
    around = np.abs(angle) > AROUND
    found: Floats = TURN_S / (1 + np.exp(6.5 * late - 13 * steep * np.abs(angle) / 180)) + AROUND_S * around
    return found
