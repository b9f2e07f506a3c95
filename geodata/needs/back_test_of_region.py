"""A region's own test: what the method would have told in an earlier year, held to what came."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from geodata.contract.errors import UnknownNameError
from geodata.needs.back_test import BackTests, back_test
from geodata.needs.errors import NeedsError
from geodata.needs.of_region import counted_use, need_model_of, need_tables_of, whole_years
from geodata.needs.outlook import SHARES
from geodata.region.region import Region

NO_VISITS, NO_RESIDENTS, NO_FIT = "visits", "residents", "ages"
"""What earlier years lack: either, or ages of both that meet."""


@dataclass(frozen=True, eq=False)
class RegionBackTest:
    """Errors from an earlier year; or, where the data do not reach back, what they lack.

    Attributes
    ----------
    tests : BackTests or None
    lacking : str
        `NO_VISITS`, `NO_RESIDENTS` or `NO_FIT`; "" where there is a test.
    """

    tests: BackTests | None
    lacking: str = ""


@lru_cache(maxsize=16)
def back_test_of(region: Region, care_form: str, within: str = SHARES) -> RegionBackTest:
    """The method from the earliest year that residents and visits are both known of.

    Parameters
    ----------
    region : Region
    care_form : str
    within : str
        `Outlook.within`.

    Returns
    -------
    RegionBackTest

    Raises
    ------
    NeedsError
        If the region has no need to tell of at all: see `geodata.needs.of_region.need_model_of`.
    """
    model = need_model_of(region, care_form)
    tables, visits = model.tables, region.visits
    earlier = [year for year in whole_years(visits) if year < tables.base_year] if visits else []
    if visits is None or not earlier:
        return RegionBackTest(None, NO_VISITS)
    known = [year for year in earlier if (tables.population["year"] == year).any()]
    if not known:
        return RegionBackTest(None, NO_RESIDENTS)
    now = counted_use(region, visits, care_form, tables.base_year)
    for year in known:
        then = counted_use(region, visits, care_form, year)
        try:
            if now.by_area is not None:
                return RegionBackTest(back_test(need_tables_of(region), then, now.by_area, year, within))
        except (NeedsError, UnknownNameError):
            continue
    return RegionBackTest(None, NO_FIT)
