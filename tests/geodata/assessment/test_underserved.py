from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array

from geodata.assessment.underserved import failed, zones
from geodata.contract.settings import Rule

NEAREST = np.array([5.0, 15.0, 15.1, np.inf])
INDEX = np.array([120.0, 50.0, 49.9, 0.0])
ORGANISATIONS = np.array([3, 2, 1, 0])
PERSONS = np.array([10, 20, 30, 40])
VISITS = np.array([10, 10, 9, 0])
EXPECTED = np.array([20.0, 20.0, 20.0, 20.0])
RULES = {key: Rule(key, None, True, {}) for key in ("too_few", "no_choice", "too_little", "too_far")}


def answers(rules: dict[str, Rule] = RULES, **other: object) -> dict[str, list[bool]]:
    known = {
        "persons": PERSONS,
        "limit_min": 15.0,
        "nearest_min": NEAREST,
        "access_index": INDEX,
        "organisations_fewer": lambda than: than > ORGANISATIONS,
        "visits": VISITS,
        "expected": EXPECTED,
    }
    return {key: fails.tolist() for key, fails in failed(rules, **(known | other)).items()}  # type: ignore[arg-type]


def test_each_rule_fails_on_its_own_side_of_its_limit() -> None:
    beyond = [False, False, True, True]
    assert answers() == {"too_far": beyond, "too_little": beyond, "no_choice": beyond, "too_few": beyond}
    assert list(answers()) == ["too_far", "too_little", "no_choice", "too_few"]


def test_a_published_limit_goes_before_the_scenarios() -> None:
    rules = {
        "too_far": replace(RULES["too_far"], limit=4.0),
        "no_choice": replace(RULES["no_choice"], limit=3.0),
    }
    assert answers(rules) == {"too_far": [True] * 4, "no_choice": [False, True, True, True]}


def test_a_rule_that_is_off_or_cannot_be_answered_is_left_out() -> None:
    off = {**RULES, "too_far": replace(RULES["too_far"], on=False)}
    assert list(answers(off, visits=None, expected=None)) == ["too_little", "no_choice"]


def test_nobody_lacks_anything_where_nobody_lives() -> None:
    assert not any(any(fails) for fails in answers(persons=np.zeros(4, np.int64)).values())


def row_of_six(underserved: list[int], **other: object) -> list[tuple[str, list[int], int]]:
    """Zones of six areas in a row, the first three in one municipality, the rest in another."""
    one = np.arange(5)
    there = (np.concatenate((one, one + 1)), np.concatenate((one + 1, one)))
    which = np.isin(np.arange(6), underserved)
    found = zones(
        which,
        csr_array((np.ones(10, np.int8), there), shape=(6, 6)),
        **{  # type: ignore[arg-type]
            "area_ids": list("abcdef"),
            "names": list("ABCDEF"),
            "municipalities": ["West"] * 3 + ["East"] * 3,
            "municipality": np.array([0, 0, 0, 1, 1, 1]),
            "everyone": other.get("persons", np.array([10, 30, 20, 50, 40, 25])),
            "persons": np.array([10, 30, 20, 50, 40, 25]),
            "rules": {"too_far": which, "no_choice": np.arange(6) == 1},
            **other,
        },
    )
    return [(zone.id, zone.areas.tolist(), zone.persons) for zone in found]


def test_zones_are_contiguous_and_never_span_municipalities() -> None:
    assert row_of_six([0, 1, 2, 3, 4, 5]) == [("d", [3, 4, 5], 115), ("b", [0, 1, 2], 60)]
    assert row_of_six([0, 2, 3]) == [("d", [3], 50), ("c", [2], 20), ("a", [0], 10)]
    assert row_of_six([]) == []


def test_zones_of_equally_many_people_come_by_id() -> None:
    assert [zone[0] for zone in row_of_six([0, 2, 4], persons=np.full(6, 5))] == ["a", "c", "e"]


def test_a_zone_says_whom_it_concerns() -> None:
    which = np.array([True, True, False])
    (zone,) = zones(
        which,
        csr_array(np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]])),
        area_ids=["a", "b", "c"],
        names=["Alby", "Berga", "Ceby"],
        municipalities=["West", "West", "West"],
        municipality=np.zeros(3, np.int64),
        everyone=np.array([100, 300, 50]),
        persons=np.array([100, 300, 50]),
        rules={"too_far": which, "no_choice": ~which, "too_few": np.array([True, False, False])},
    )
    assert (zone.id, zone.name, zone.municipalities) == ("b", "Berga", ("West",))
    assert zone.rules == ("too_far", "too_few")
