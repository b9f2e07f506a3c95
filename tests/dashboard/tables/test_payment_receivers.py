"""Units that the listed of a closed unit go to, with the money that they bring; by eye on the toy region."""

from __future__ import annotations

from dashboard.tables.payment_receivers import receivers_table
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of
from geodata.scenario.scenario import parse
from tests.toy_payment import toy_payment_region


def after(changes: str) -> Assessment:
    region = toy_payment_region()
    return assess(region, parse(region, {"changes": changes, "intake": "free"}))


def test_the_other_unit_receives_them_all() -> None:
    closed = after("close:u-south")
    table = receivers_table(closed, place_of(closed, "region"), ())
    assert table.ids == ["u-north"]
    values = {key: next(iter(each)) for key, each in table.values.items()}
    assert values["come"] == 2000
    assert values["come_share"] == 1
    assert (values["listed_before"], values["listed_after"]) == (1000, 3000)
    assert values["money_change"] == 2_550_000


def test_an_area_without_receivers_has_no_rows_and_the_region_without_changes_says_why() -> None:
    closed = after("close:u-south")
    assert receivers_table(closed, place_of(closed, "area", "A2"), ()).ids == []
    today = after("")
    assert receivers_table(today, place_of(today, "region"), ()).empty == "why.no_unit_changed"
