"""Care forms of a region that have a model of reimbursement to show."""

from __future__ import annotations

from functools import lru_cache

from geodata.region.region import Region
from geodata.reimbursement.of_region import why_no_payment
from geodata.scenario.scenario import care_forms


@lru_cache(maxsize=32)
def offered_forms(region: Region) -> tuple[str, ...]:
    """Those that the question of payment can be put to; empty where it is not shown at all."""
    return tuple(form for form in care_forms(region) if not why_no_payment(region, form))
