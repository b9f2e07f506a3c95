"""What is written in a form is counted beside the folder's own: on the toy, done by eye."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.contract.access_settings import AccessSettings, RoleAccess
from geodata.focus.places import whole_region
from geodata.followup.overview import Overview, overview
from geodata.followup.written import WrittenFollowUp, records_counted, with_follow_ups
from geodata.measures.follow_ups import FOLLOW_UPS_AHEAD, FOLLOW_UPS_LATE
from geodata.region.audience import EVERYBODY, Audience
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario


@pytest.fixture
def followed_region(followed: Assessment) -> Region:
    return followed.region


def found(region: Region) -> Overview:
    return overview(assess(region, default_scenario(region)))


def sums(region: Region) -> tuple[int, int, int]:
    """To come, late, and done within a year."""
    kinds = found(region).kinds
    return sum(k.ahead for k in kinds), sum(k.late for k in kinds), sum(k.done for k in kinds)


def test_nothing_written_is_the_very_same_region(followed_region: Region) -> None:
    assert with_follow_ups(followed_region, []) is followed_region
    gone = WrittenFollowUp(7, "no-such-unit", "contract", date(2026, 5, 1))
    assert with_follow_ups(followed_region, [gone]) is followed_region


def test_what_is_written_is_in_every_figure_once(followed_region: Region) -> None:
    assert sums(followed_region) == (2, 2, 3)
    written = [
        WrittenFollowUp(1, "v1", "contract", date(2026, 5, 1)),
        WrittenFollowUp(2, "v1", "contract", date(2026, 3, 1)),  # late
        WrittenFollowUp(3, "v1", "direction", date(2026, 3, 30), date(2026, 3, 30), "Bra", "Brev"),
    ]
    both = with_follow_ups(followed_region, written)
    assert sums(both) == (3, 3, 4)
    assert {each.operator: each.done for each in found(both).treatment} == {"own": 2, "choice": 2}
    assert next(each.action for each in found(both).below if each.unit == 0) == "Brev"
    assessment = assess(both, default_scenario(both))
    place = whole_region(assessment)
    assert FOLLOW_UPS_AHEAD.read(assessment, place).value == 6
    assert FOLLOW_UPS_LATE.read(assessment, place).value == 3
    assert {row.record for row in found(both).follow_ups} == {0, 1, 2, 3}
    assert records_counted(both) == {1, 2, 3}
    assert sums(followed_region) == (2, 2, 3), "the region that is published stays as it is"


def test_the_folders_own_stands_where_both_have_the_same(followed_region: Region) -> None:
    """v2's contract is due on 16 March in the folder, and late; the form says that it is done."""
    same = WrittenFollowUp(9, "v2", "contract", date(2026, 3, 16), date(2026, 3, 16))
    assert with_follow_ups(followed_region, [same]) is followed_region
    other_kind = WrittenFollowUp(9, "v2", "direction", date(2026, 3, 16))
    assert sums(with_follow_ups(followed_region, [other_kind])) == (2, 3, 3)


def test_what_is_done_after_the_day_moves_it_so_that_it_is_done(followed_region: Region) -> None:
    """On 2 April v2's individual one is done too, and v1's of 31 March has become late."""
    late = WrittenFollowUp(1, "v1", "contract", date(2026, 3, 20), date(2026, 4, 2))
    both = with_follow_ups(followed_region, [late])
    assert found(both).day == date(2026, 4, 2)
    assert sums(both) == (1, 2, 5)


def test_a_region_without_the_table_has_what_is_written(followed_region: Region) -> None:
    bare = replace(followed_region, follow_ups=None)
    both = with_follow_ups(bare, [WrittenFollowUp(1, "v1", "contract", date(2030, 5, 1))])
    assert both.has_follow_up
    assert [(row.record, row.state) for row in found(both).follow_ups] == [(1, "ahead")]


def test_what_is_written_is_hidden_with_the_table_from_those_who_may_not_see_it(
    followed_region: Region,
) -> None:
    """Residents see no follow-ups, nor does an officer of v2 alone: a limit tells no more of this table."""
    access = AccessSettings(
        {"resident": RoleAccess(hide_tables=("follow_ups",)), "officer": RoleAccess(scope=("units",))}
    )
    settings = replace(followed_region.settings, access=access)
    written = [
        WrittenFollowUp(1, "v1", "contract", date(2026, 5, 1), action="kanariefågel"),
        WrittenFollowUp(2, "v2", "contract", date(2026, 5, 1)),
    ]
    both = with_follow_ups(replace(followed_region, settings=settings), written)
    assert both.for_audience(EVERYBODY).follow_ups is None
    assert both.for_audience(EVERYBODY).settings.follow_up.as_of == date(2026, 3, 31)
    assert both.for_audience(Audience("officer", units=("v2",))).follow_ups is None
