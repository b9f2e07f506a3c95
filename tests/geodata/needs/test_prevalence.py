from __future__ import annotations

import numpy as np
import pytest
from pandas import DataFrame

from geodata.needs.classes import Classes
from geodata.needs.errors import NeedsError
from geodata.needs.prevalence import changing_conditions, prevalence_factors

OLD = Classes((0, 65))


def conditions(*rows: tuple[str, str, int, int, float, int, float]) -> DataFrame:
    columns = ["condition", "sex", "age_from", "age_to", "share", "year", "excess_use"]
    return DataFrame(rows, columns=columns)


TABLE = conditions(
    ("diabetes", "", 65, -1, 0.10, 2020, 3.0),
    ("diabetes", "", 65, -1, 0.20, 2030, 3.0),
    ("dementia", "", 65, -1, 0.08, 2020, 5.0),
    ("asthma", "", 0, -1, 0.08, 0, 5.0),
    ("gout", "", 0, -1, 0.01, 2020, np.nan),
    ("gout", "", 0, -1, 0.02, 2030, np.nan),
)


def test_a_condition_known_of_one_year_alone_or_without_what_it_takes_is_not_offered() -> None:
    assert changing_conditions(TABLE) == ("diabetes",)


def test_more_with_a_condition_use_more_by_what_it_takes() -> None:
    found = prevalence_factors(TABLE, ("diabetes",), OLD, 2025, (2025, 2030, 2040))
    # 15 % in 2025 is on the line between the years; who has it uses three times as much.
    assert found[:, 0].tolist() == [1, 1, 1]
    assert found[:, 1].tolist() == pytest.approx([1, 1.4 / 1.3, 1.4 / 1.3])


def test_sexes_have_their_own_shares_where_they_are_given() -> None:
    table = conditions(
        ("copd", "1", 0, -1, 0.1, 2020, 2.0), ("copd", "1", 0, -1, 0.2, 2030, 2.0),
        ("copd", "2", 0, -1, 0.1, 2020, 2.0), ("copd", "2", 0, -1, 0.1, 2030, 2.0),
    )  # fmt: skip
    found = prevalence_factors(table, ("copd",), Classes((0, 65), ("1", "2")), 2020, (2030,))
    np.testing.assert_allclose(found, [[1.2 / 1.1, 1.2 / 1.1, 1, 1]])


def test_several_conditions_multiply_and_none_is_one() -> None:
    table = conditions(
        ("a", "", 0, -1, 0.0, 2020, 2.0), ("a", "", 0, -1, 0.1, 2030, 2.0),
        ("b", "", 0, -1, 0.0, 2020, 3.0), ("b", "", 0, -1, 0.1, 2030, 3.0),
    )  # fmt: skip
    assert prevalence_factors(table, ("a", "b"), OLD, 2020, (2030,))[0].tolist() == pytest.approx(
        [1.32, 1.32]
    )
    assert (prevalence_factors(table, (), OLD, 2020, (2030,)) == 1).all()


def test_a_condition_without_years_is_named() -> None:
    with pytest.raises(NeedsError, match="asthma, gout"):
        prevalence_factors(TABLE, ("asthma", "gout"), OLD, 2025, (2030,))
