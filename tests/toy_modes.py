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


TIMES = """\
area_id,unit_id,mode,minutes
0101,v1,{mode},1
0102,v2,{mode},2
0201,v2,{mode},14
"""


def toy_with_a_table(folder: Path, mode: str) -> Region:
    """The region above, one of its ways by a table of its own: `TIMES`, to its units alone."""
    file = write_toy_of_two_modes(folder) / "region.toml"
    way, table = f"[travel.modes.{mode}]\n", '\n[tables.travel_times]\nfile = "minutes.csv"\n'
    (folder / "minutes.csv").write_text(TIMES.format(mode=mode), encoding="utf-8")
    toml = file.read_text(encoding="utf-8").replace(way, f'{way}model = "table"\n')
    for other in {"car", "bicycle"} - {mode}:  # unsaid, its own table would be every way's
        toml = toml.replace(own := f"[travel.modes.{other}]\n", f'{own}model = "straight_line"\n')
    file.write_text(toml + table, encoding="utf-8")
    checked = check(folder)
    assert checked.region is not None, checked.problems
    return computed(checked.region)


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
