from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geodata.needs.errors import NeedsError
from geodata.needs.tables import classes_of
from tests.geodata.needs.small_tables import need_tables, use_of

TABLES = need_tables()
USE = use_of(TABLES, 2025)


def test_people_are_counted_by_five_years_and_sex_and_each_class_has_its_group_of_use() -> None:
    classes, group = classes_of(TABLES, USE)
    assert classes.ages == tuple(range(0, 95, 5))
    assert classes.sexes == ("1", "2")
    assert group.tolist() == np.tile(np.repeat([0, 1, 2, 3], [4, 9, 3, 3]), 2).tolist()


def test_groups_of_use_may_stand_in_any_order() -> None:
    backwards = replace(USE, ages=USE.ages[::-1])
    assert classes_of(TABLES, backwards)[1].tolist() == (3 - classes_of(TABLES, USE)[1]).tolist()


@pytest.mark.parametrize(
    ("ages", "reason"),
    [
        (((0, 17), (18, -1)), "begin at 18"),
        (((0, 64), (70, -1)), "all ages once"),
        (((5, -1),), "all ages once"),
        (((0, 64), (65, 84)), "all ages once"),
    ],
)
def test_use_that_does_not_meet_the_residents_is_refused(
    ages: tuple[tuple[int, int], ...], reason: str
) -> None:
    with pytest.raises(NeedsError, match=reason):
        classes_of(TABLES, replace(USE, ages=ages, by_group=np.ones(len(ages))))
