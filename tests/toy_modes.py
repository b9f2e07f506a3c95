"""The region of `tests.toy` by car at 60 km/h and by bicycle at 15 km/h, 1.3 times the straight line.

From 0201 it is 10 km to v2: 13 minutes by car, 52 by bicycle; from 0101 and 0102 it is none to their own
units. The limits are 15 minutes by car and 20 by bicycle. So all 3,500 reach a unit by car, and the 500 in
0201, of whom 100 are young, only by car.
"""

from __future__ import annotations

from pathlib import Path

from geodata.checks import check
from geodata.publish.build import computed
from geodata.region.region import Region
from tests.toy import REGION_TOML, write_toy_region

MODES_TOML = """[travel]
detour = 1.3

[travel.modes.car]
speed_kmh = 60

[travel.modes.bicycle]
speed_kmh = 15
limit_min = 20
"""


def write_toy_of_two_modes(folder: Path) -> Path:
    """Folder, made if need be, with the region above."""
    one_mode = "[travel]\ndetour = 1.3\nspeed_kmh = 60\n"
    assert one_mode in REGION_TOML
    toml = REGION_TOML.replace(one_mode, MODES_TOML)
    (write_toy_region(folder) / "region.toml").write_text(toml, encoding="utf-8")
    return folder


def toy_of_two_modes(folder: Path) -> Region:
    """The region above, computed, after it has been written to a folder."""
    checked = check(write_toy_of_two_modes(folder))
    assert checked.region is not None, checked.problems
    return computed(checked.region)
