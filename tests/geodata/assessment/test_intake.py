"""After a change closed lists, ceilings and contracts bind, unless the question says that they do not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.assessment.intake import is_limited
from geodata.contract.errors import UnknownNameError
from geodata.focus.places import place_of, whole_region
from geodata.measures.expected_load import VISITS_NOWHERE
from geodata.measures.visits import VISITS_TO_UNITS
from geodata.region.region import Region
from geodata.scenario.scenario import parse
from tests.toy_region import toy_region, with_units

# u-north has 125 visits (10 of them from nobody knows where), capacity 10; u-south 235, capacity 5.
CLOSED_LIST = with_units(toy_region(), accepts_new=["", "", "no"])


def with_form(region: Region, **settings: object) -> Region:
    forms = region.settings.care_forms
    changed = {**forms, "gp": replace(forms["gp"], **settings)}  # type: ignore[arg-type]
    return replace(region, settings=replace(region.settings, care_forms=changed))


def after(region: Region, changes: str, intake: str = "") -> Assessment:
    return assess(region, parse(region, {"changes": changes, "intake": intake}))


def load(assessment: Assessment, unit: str) -> float:
    return VISITS_TO_UNITS.read(assessment, place_of(assessment, "unit", unit)).value or 0.0


def nowhere(assessment: Assessment) -> float:
    return VISITS_NOWHERE.read(assessment, whole_region(assessment)).value or 0.0


def test_a_closed_list_takes_none_of_those_whose_unit_closes_and_they_are_told() -> None:
    assessment = after(CLOSED_LIST, "close:u-north")
    assert load(assessment, "u-south") == 235
    assert nowhere(assessment) == 115
    free = after(CLOSED_LIST, "close:u-north", "free")
    assert load(free, "u-south") == 235 + 115
    assert nowhere(free) == 0


def test_a_unit_with_a_closed_list_that_is_given_more_capacity_opens_it() -> None:
    assessment = after(CLOSED_LIST, "close:u-north;size:u-south*15")
    assert load(assessment, "u-south") == 350


def test_a_unit_takes_in_up_to_so_many_times_the_usual() -> None:
    # Of known residence 115 by 10 and 235 by 5: 11.5 and 47, in the middle 29.25; twice that by 5 is 292.5.
    assessment = after(with_form(toy_region(), capacity_ceiling=2.0), "close:u-north")
    assert load(assessment, "u-south") == pytest.approx(292.5, abs=0.5)
    assert nowhere(assessment) == pytest.approx(57.5)


def test_a_unit_above_its_ceiling_keeps_who_is_there() -> None:
    assessment = after(with_form(toy_region(), capacity_ceiling=1.0), "close:u-north")
    assert load(assessment, "u-south") == 235


def test_contracts_bind_where_care_is_given_at_home_and_nowhere_else() -> None:
    contracted = pd.DataFrame({"unit": np.array([2], np.int32), "area": np.array([1], np.int32)})
    region = replace(toy_region(), contracted=contracted)
    assert nowhere(after(region, "close:u-north")) == 0
    home = with_form(region, reach="visits_home")
    assessment = after(home, "close:u-north")
    assert load(assessment, "u-south") == 235 + 30, "those of A2, where its contract is"
    assert nowhere(assessment) == 80 + 5


def test_where_nothing_limits_the_two_are_the_same_and_what_there_is_not_is_refused() -> None:
    region = toy_region()
    assert not is_limited(region, "gp")
    assert is_limited(CLOSED_LIST, "gp")
    assert not is_limited(CLOSED_LIST, "rehab")
    both = (after(region, "close:u-north", intake) for intake in ("limited", "free"))
    assert len({load(each, "u-south") for each in both}) == 1
    with pytest.raises(UnknownNameError, match="free"):
        after(region, "", "sometimes")
