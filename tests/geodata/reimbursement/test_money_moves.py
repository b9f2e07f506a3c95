"""After a what-if: money that follows people, that ends and that begins; counted by eye on the toy region."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.assessment.assessment import Assessment, assess
from geodata.geometry.degrees import to_degrees
from geodata.region.region import Region
from geodata.reimbursement.of_assessment import listed_moves_of, money_moves_of
from geodata.reimbursement.of_region import payment_of, tariff_offer
from geodata.reimbursement.tariff import Tariff, parse_tariff
from geodata.scenario.scenario import parse
from tests.toy_payment import toy_payment_region


@pytest.fixture(scope="module")
def region() -> Region:
    return toy_payment_region()


def tariff(region: Region, **words: str) -> Tariff:
    return parse_tariff(tariff_offer(region, "gp"), words)


def after(region: Region, changes: str) -> Assessment:
    return assess(region, parse(region, {"changes": changes, "intake": "free"}))


def kronor(region: Region, changes: str, of: Tariff) -> dict[str, tuple[float, float, float]]:
    found = money_moves_of(after(region, changes), of)
    return {each.part.key: (each.follows / 100, each.ends / 100, each.begins / 100) for each in found.by_part}


def test_of_a_closed_unit_what_is_paid_by_people_follows_them_and_its_base_ends(region: Region) -> None:
    assert kronor(region, "close:u-south", tariff(region)) == {
        "age": (2_160_000, 0, 0),  # 2000 listed of the same ages
        "cni": (300_000, 0, 0),  # 200 x 2000 x 0.75: they take their index along
        "places": (15_000, 0, 0),  # the pot is spent on the one that is left
        "visits": (80_000, 0, 0),
        "leaving": (-5_000, 0, 0),  # and what they had elsewhere
        "base": (0, 10_000, 0),
    }


def test_what_follows_and_what_ends_is_what_the_closed_unit_was_paid(region: Region) -> None:
    found = money_moves_of(after(region, "close:u-south"), tariff(region))
    assert (found.follows + found.ends) / 100 == 2_560_000
    assert found.begins == 0
    assert found.after.total == found.before.total - found.ends
    assert found.listed_before.tolist() == [1000, 2000]
    assert found.listed_after.tolist() == [3000, 0]


def test_money_that_nobody_is_left_to_get_ends(region: Region) -> None:
    found = money_moves_of(after(region, "close:u-south;close:u-north"), tariff(region))
    assert found.after.total == 0
    assert (found.follows, found.ends) == (0, found.before.total)
    moves = listed_moves_of(after(region, "close:u-south;close:u-north"), tariff(region))
    assert moves.nowhere.tolist()[:1] == [1.0]


def test_of_a_new_unit_its_base_begins(region: Region) -> None:
    north = region.units.geometry.iloc[0]
    lon, lat = to_degrees(region.settings.crs).transform(north.x, north.y)
    found = money_moves_of(after(region, f"add:n1@{lat:.5f},{lon:.5f}*5"), tariff(region))
    parts = {each.part.key: each for each in found.by_part}
    assert parts["base"].begins / 100 == 10_000
    assert found.listed_after.sum() == pytest.approx(3000)
    assert found.listed_after[-1] > 0
    assert found.before.amounts[:, -1].tolist() == [0] * 6


def test_without_changes_nothing_moves(region: Region) -> None:
    found = money_moves_of(after(region, ""), tariff(region))
    assert not found.change.any()


@pytest.mark.parametrize("unit", ["u-south", "u-north"])
def test_under_the_same_for_all_the_total_of_those_who_are_served_stays(region: Region, unit: str) -> None:
    flat = tariff(region, model="flat")
    found = money_moves_of(after(region, f"close:{unit}"), flat)
    served = found.listed_after.sum() / found.listed_before.sum()
    assert served == 1
    assert found.after.total == found.before.total == payment_of(region, "gp", flat).total


def test_prices_that_a_budget_has_set_stay_after_a_closure(region: Region) -> None:
    cheap = tariff(region, budget="3000000")
    found = money_moves_of(after(region, "close:u-south"), cheap)
    assert found.before.total == pytest.approx(300_000_000, abs=10)
    assert found.after.total < found.before.total
    assert [part.price for part in found.after.parts] == [part.price for part in found.before.parts]


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["u-south", "u-north"]), st.integers(0, 3000), st.booleans())
def test_of_any_tariff_what_moves_adds_up_to_what_changes(unit: str, price: int, flat: bool) -> None:
    region = toy_region_once()
    of = (
        tariff(region, model="flat", prices=f"each:{price}")
        if flat
        else tariff(region, prices=f"age:{price}")
    )
    found = money_moves_of(after(region, f"close:{unit}"), of)
    assert found.begins - found.ends == found.after.total - found.before.total


_ONCE: list[Region] = []


def toy_region_once() -> Region:
    """One region for all examples."""
    if not _ONCE:
        _ONCE.append(toy_payment_region())
    return _ONCE[0]
