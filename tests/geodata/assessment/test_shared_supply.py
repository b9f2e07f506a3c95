"""What the practices of Leeds and Devon offer is what residents have together: capacities, summed."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.access.nearest import METHODS, Method
from geodata.assessment import reach

REGIONS = (("leeds", 705.0, 509.286), ("devon", 884.0, 632.373))
SHARES_ALL = ("2SFCA", "E2SFCA", "3SFCA")


@pytest.mark.parametrize(("name", "offered", "drawn"), REGIONS)
def test_residents_share_all_there_is_inside_and_by_one_measure_lose_what_is_far(
    request: pytest.FixtureRequest, name: str, offered: float, drawn: float
) -> None:
    answer = request.getfixturevalue(name)
    access = answer.access
    assert not access.stranded[~answer.supply.outside].any()
    inside = np.where(answer.supply.outside, 0.0, access.offered)
    assert inside.sum() == offered

    def residents_have(method: Method) -> float:
        persons, capacity = answer.persons.tobytes(), inside.tobytes()
        per_1000 = reach.access_per_1000(access._changed, access._key, persons, capacity, method)
        return float(answer.persons @ per_1000) / 1000

    for method in SHARES_ALL:
        assert residents_have(method) == pytest.approx(offered, rel=1e-12)
    assert residents_have("MH3SFCA") == pytest.approx(drawn, abs=5e-4)


@pytest.mark.parametrize(("name", "offered"), [region[:2] for region in REGIONS])
def test_practices_outside_add_what_is_for_those_inside(
    request: pytest.FixtureRequest, name: str, offered: float
) -> None:
    answer = request.getfixturevalue(name)
    assert set(SHARES_ALL) < set(METHODS)
    whole = answer.access.offered[~answer.access.stranded].sum()  # some are too far from everybody inside
    assert offered < whole < 1.05 * offered
    for method in SHARES_ALL:
        together = float(answer.persons @ answer.access.per_1000(method)) / 1000
        assert together == pytest.approx(whole, rel=1e-12)
