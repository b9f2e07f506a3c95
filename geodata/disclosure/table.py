"""The perturbation table: what noise a count may get, and how often.

Zero stays zero, 1 to 4 are never published, noise is at most 5 and its mean is 0 for every count.
`geodata.disclosure.fitting` says how the numbers were found; `docs/disclosure.md` shows them as a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]

PARTS: dict[int, dict[int, int]] = {
    1: {-1: 8154, 4: 1076, 5: 770},
    2: {-2: 6551, 3: 1527, 4: 1089, 5: 833},
    3: {-3: 5076, 2: 1787, 3: 1452, 4: 1127, 5: 558},
    4: {-4: 3718, 1: 1935, 2: 1697, 3: 1486, 4: 735, 5: 429},
    5: {-5: 2987, 0: 1573, 1: 1383, 2: 1217, 3: 1070, 4: 942, 5: 828},
    6: {-1: 4880, 0: 2522, 1: 1303, 2: 674, 3: 348, 4: 180, 5: 93},
    7: {-2: 2940, -1: 2145, 0: 1565, 1: 1142, 2: 833, 3: 607, 4: 444, 5: 324},
    8: {-3: 1908, -2: 1634, -1: 1400, 0: 1199, 1: 1028, 2: 880, 3: 753, 4: 645, 5: 553},
    9: {-4: 1296, -3: 1219, -2: 1147, -1: 1079, 0: 1015, 1: 956, 2: 899, 3: 845, 4: 795, 5: 749},
    10: dict.fromkeys(range(-5, 6), 1),
}
"""Parts of the row's sum, by count and noise; the last row is that of every larger count."""

PERSON_PARTS: dict[int, dict[int, int]] = {
    1: {-1: 8812, 7: 692, 8: 496},
    2: {-2: 7734, 6: 961, 7: 738, 8: 567},
    3: {-3: 6747, 5: 1105, 6: 882, 7: 704, 8: 562},
    4: {-4: 5837, 4: 1192, 5: 977, 6: 801, 7: 655, 8: 538},
    5: {-5: 5000, 3: 1234, 4: 1036, 5: 870, 6: 731, 7: 614, 8: 515},
    6: {-6: 4231, 2: 1245, 3: 1068, 4: 917, 5: 786, 6: 675, 7: 580, 8: 498},
    7: {-7: 3530, 1: 1227, 2: 1075, 3: 943, 4: 826, 5: 723, 6: 634, 7: 555, 8: 487},
    8: {-8: 2899, 0: 1185, 1: 1059, 2: 947, 3: 847, 4: 756, 5: 677, 6: 605, 7: 541, 8: 484},
    9: {-1: 4979, 0: 2503, 1: 1258, 2: 632, 3: 317, 4: 160, 5: 80, 6: 41, 7: 20, 8: 10},
    10: {-2: 3201, -1: 2192, 0: 1501, 1: 1028, 2: 705, 3: 482, 4: 331, 5: 226, 6: 155, 7: 106, 8: 73},
    11: {
        -3: 2238,
        -2: 1767,
        -1: 1394,
        0: 1101,
        1: 868,
        2: 686,
        3: 541,
        4: 427,
        5: 337,
        6: 266,
        7: 210,
        8: 165,
    },
    12: {
        -4: 1637,
        -3: 1406,
        -2: 1207,
        -1: 1038,
        0: 891,
        1: 766,
        2: 658,
        3: 565,
        4: 485,
        5: 417,
        6: 358,
        7: 308,
        8: 264,
    },
    13: {
        -5: 1232,
        -4: 1120,
        -3: 1019,
        -2: 927,
        -1: 843,
        0: 766,
        1: 697,
        2: 634,
        3: 576,
        4: 524,
        5: 477,
        6: 433,
        7: 394,
        8: 358,
    },
    14: {
        -6: 948,
        -5: 898,
        -4: 851,
        -3: 805,
        -2: 763,
        -1: 723,
        0: 685,
        1: 649,
        2: 614,
        3: 582,
        4: 552,
        5: 522,
        6: 495,
        7: 469,
        8: 444,
    },
    15: {
        -7: 742,
        -6: 724,
        -5: 707,
        -4: 691,
        -3: 675,
        -2: 659,
        -1: 644,
        0: 628,
        1: 614,
        2: 600,
        3: 586,
        4: 572,
        5: 559,
        6: 545,
        7: 533,
        8: 521,
    },
    16: dict.fromkeys(range(-8, 9), 1),
}
"""The same of persons, where the register tells them: fewer than eight are never published."""


def noise_of(counts: Ints, draws: Keys, parts: Mapping[int, Mapping[int, int]] = PARTS) -> Ints:
    """The noise of some counts.

    Parameters
    ----------
    counts : int64, shape (cells,)
        At least 0.
    draws : uint64, shape (cells,)
        Evenly spread over all 64-bit numbers, see `geodata.disclosure.keys.scrambled`.
    parts : mapping
        `PARTS`, or `PERSON_PARTS` where persons are counted.

    Returns
    -------
    int64, shape (cells,)
        -5 to 5, of persons -8 to 8; 0 for a count of 0.
    """
    found = np.zeros(len(counts), np.int64)
    row_of = np.minimum(counts, max(parts))
    for count, row in parts.items():
        at = np.flatnonzero(row_of == count)
        found[at] = np.array([*row])[np.searchsorted(_limits(row), draws[at], side="right")]
    return found


def _limits(row: Mapping[int, int]) -> Keys:
    """Draws below the first get the first noise, and so on; the last noise has the rest."""
    whole = sum(row.values())
    return np.array([(part << 64) // whole for part in accumulate(row.values())][:-1], np.uint64)
