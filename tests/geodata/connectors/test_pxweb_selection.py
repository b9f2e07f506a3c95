"""Expressions choose the codes that PxWeb says they do, and calls together are the whole, in order."""

from __future__ import annotations

from itertools import product

import pytest

from geodata.connectors.errors import FetchError
from geodata.connectors.pxweb import read_service
from geodata.connectors.pxweb_selection import cells_of, chosen, in_calls
from tests.geodata.connectors.registers import CONFIG

YEARS = ("2019", "2020", "2021", "2022")
REGIONS = ("01", "0114", "0115", "03", "*")


@pytest.mark.parametrize(
    ("expressions", "codes", "time", "expected"),
    [
        (["*"], YEARS, True, YEARS),
        (["TOP(2)"], YEARS, True, ("2021", "2022")),
        (["top(2)"], YEARS, False, ("2019", "2020")),
        (["BOTTOM(1)"], YEARS, True, ("2019",)),
        (["BOTTOM(1)"], YEARS, False, ("2022",)),
        (["FROM(2021)"], YEARS, True, ("2021", "2022")),
        (["TO(2020)"], YEARS, True, ("2019", "2020")),
        (["RANGE(2020, 2021)"], YEARS, True, ("2020", "2021")),
        (["2022", "2019"], YEARS, True, ("2019", "2022")),
        (["01?4"], REGIONS, False, ("0114",)),
        (["01*"], REGIONS, False, ("01", "0114", "0115")),
        (["*"], REGIONS, False, ("*",)),
    ],
)
def test_an_expression_chooses(
    expressions: list[str], codes: tuple[str, ...], time: bool, expected: tuple[str, ...]
) -> None:
    assert chosen(expressions, codes, time=time) == expected


@pytest.mark.parametrize(
    "expression", ["2000", "TOP(0)", "TOP(x)", "TOP()", "RANGE(2020)", "FROM(1999)", "20(", "9*"]
)
def test_what_chooses_nothing_is_an_error_that_names_it(expression: str) -> None:
    with pytest.raises(FetchError) as caught:
        chosen(["2019", expression], YEARS, time=True)
    assert caught.value.remark.value == expression
    assert caught.value.remark.expected == YEARS


@pytest.mark.parametrize("most", [1, 2, 3, 5, 7, 12, 24, 100])
def test_calls_together_are_the_whole_in_its_order(most: int) -> None:
    selection = (("a", ("1", "2")), ("b", ("x", "y", "z")), ("c", ("p", "q", "r", "s")))
    calls = list(in_calls(selection, most))
    assert all(cells_of(call) <= most for call in calls)
    cells = [cell for call in calls for cell in product(*(codes for _, codes in call))]
    assert cells == list(product(*(codes for _, codes in selection)))


@pytest.mark.parametrize(
    "change",
    [
        {"maxDataCells": 0},
        {"maxDataCells": True},
        {"timeWindow": "1"},
        {"languages": {}},
        {"languages": [{}]},
    ],
    ids=str,
)
def test_a_service_that_does_not_say_what_it_takes_is_not_asked(change: dict[str, object]) -> None:
    assert read_service(CONFIG).languages == ("sv", "en")
    with pytest.raises(FetchError):
        read_service({**CONFIG, **change})
    with pytest.raises(FetchError):
        read_service([])
