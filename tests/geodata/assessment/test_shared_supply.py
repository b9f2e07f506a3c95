"""What the practices of Leeds and Devon offer is what residents have together: capacities, summed."""

from __future__ import annotations

import pytest

from geodata.access.nearest import Method

REGIONS = (("leeds", 705.0, 509.286), ("devon", 884.0, 632.373))


@pytest.mark.parametrize(("name", "offered", "drawn"), REGIONS)
def test_residents_share_all_there_is_and_by_one_measure_lose_what_is_far(
    request: pytest.FixtureRequest, name: str, offered: float, drawn: float
) -> None:
    answer = request.getfixturevalue(name)
    assert answer.access.offered.sum() == offered
    assert not answer.access.stranded.any()

    def residents_have(method: Method) -> float:
        return float(answer.persons @ answer.access.per_1000(method)) / 1000

    for method in ("2SFCA", "E2SFCA", "3SFCA"):
        assert residents_have(method) == pytest.approx(offered, rel=1e-12)
    assert residents_have("MH3SFCA") == pytest.approx(drawn, abs=5e-4)
