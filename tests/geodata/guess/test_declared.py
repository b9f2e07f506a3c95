"""What init assumes goes together."""

from __future__ import annotations

from geodata.guess.declared import defaults
from geodata.guess.findings import Reason, Setting


def test_journeys_are_counted_as_far_as_the_longest_limit() -> None:
    def longest(*limits: int) -> object:
        said = [
            Setting(("care_forms", "vc", "limit_min"), limit, 1.0, Reason("answered")) for limit in limits
        ]
        return {each.path: each.value for each in defaults([], said)}["travel", "longest_min"]

    assert (longest(), longest(15), longest(90, 20)) == (60, 60, 90)
