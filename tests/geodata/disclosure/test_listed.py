"""Attacks on published lists, production and payments, each with a witness that it succeeds unprotected."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from pandas import DataFrame, Index, concat
from pandas.testing import assert_frame_equal

from geodata.checks import check
from geodata.contract.errors import DisclosureError
from geodata.contract.reimbursement_settings import AgeWeight, Part, PaymentModel
from geodata.disclosure.audit import audited
from geodata.disclosure.audit_together import audited_together
from geodata.disclosure.frozen_payments import frozen_payments, recoded_tables
from geodata.disclosure.listed import shown_lists, shown_production
from geodata.disclosure.listed_units import listed_by_lists
from geodata.disclosure.payments import FEWEST_LISTED, protected_tables
from geodata.disclosure.protection import Protection
from geodata.disclosure.publishing import disclosed
from geodata.disclosure.secret import make_secret
from geodata.publish.build import computed
from geodata.publish.publish import publish
from geodata.publish.snapshot import open_snapshot
from geodata.region.payment_tables import PaymentTables
from geodata.region.region import Region
from tests.geodata.disclosure.attacks import judged
from tests.toy_payment import write_toy_payment

SECRET = bytes(range(32))
UNITS, AREAS, CLASSES = 60, 30, 10
GAIN = 0.05
MONTHS = tuple(f"2025-{month:02}" for month in range(1, 13))
PROTECTION = Protection(SECRET, [f"a{at}" for at in range(AREAS)], [f"u{at}" for at in range(UNITS)])
WORDS = {"sv": "", "en": ""}


def lists(periods: tuple[str, ...] = ("2025",), shape: float = 1, chance: float = 0.15) -> DataFrame:
    """Units with people in ten classes of ages and thirty areas, most cells small, the same always."""
    rng = np.random.default_rng(1)
    persons = rng.negative_binomial(shape, chance, (UNITS, AREAS, CLASSES))
    levels = {"area": persons.sum(axis=2), "age": persons.sum(axis=1)}
    frames = []
    for name, counts in levels.items():
        unit, column = np.nonzero(counts)
        of_area = name == "area"
        frames.append(
            DataFrame(
                {
                    "unit": unit.astype(np.int32),
                    "area": np.where(of_area, column, -1).astype(np.int32),
                    "sex": "",
                    "age_from": 0 if of_area else 10 * column,
                    "age_to": -1 if of_area else 10 * column + 9,
                    "persons": counts[unit, column].astype(float),
                }
            )
        )
    one = concat(frames, ignore_index=True)
    return concat([one.assign(period=period) for period in periods], ignore_index=True)


def few_lists() -> DataFrame:
    """Fewer people, of whom most cells by area have none, or one to four: the fewer, the oftener."""
    return lists(shape=0.04, chance=0.2)


def shown(exact: DataFrame) -> DataFrame:
    return shown_lists(exact, SECRET, PROTECTION.unit_ids, PROTECTION.area_ids)


def told(exact: DataFrame, published: DataFrame) -> np.ndarray:
    """What is published of each exact cell, 0 where it is none."""
    key = [name for name in exact.columns if name != "persons"]
    found = published.set_index(key)["persons"].reindex(
        Index(list(exact[key].itertuples(index=False, name=None)))
    )
    return found.fillna(0).to_numpy().astype(np.int64)


def best(look: np.ndarray, truth: np.ndarray) -> float:
    """Gain of who knows which count is commonest beside each thing that can be seen."""
    guess = np.zeros(len(truth), np.int64)
    for value in np.unique(look):
        guess[look == value] = np.bincount(truth[look == value]).argmax()
    return judged(guess, truth).gain


def test_no_count_of_one_to_seven_is_told_and_none_of_nobody() -> None:
    published = shown(few_lists())
    assert (published["persons"] >= 8).all()
    assert published["persons"].mod(1).eq(0).all()
    nobody = few_lists().assign(persons=0.0)
    assert len(shown(nobody)) == 0
    of_means = few_lists().assign(persons=0.4)
    assert len(shown(of_means)) == 0


def test_who_looks_at_a_cell_hardly_guesses_its_count() -> None:
    exact = few_lists()
    truth = exact["persons"].to_numpy().astype(np.int64)
    small = truth <= 4
    assert small.sum() > 400
    assert best(truth[small], truth[small]) > 0.3  # a witness: exact counts tell all
    assert best(told(exact, shown(exact))[small], truth[small]) <= GAIN


def test_twelve_months_of_the_same_people_are_one_draw_of_noise() -> None:
    exact = lists(MONTHS)
    published = shown(exact)
    cell = ["unit", "area", "sex", "age_from", "age_to"]
    assert (published.groupby(cell)["persons"].nunique() == 1).all()
    fresh = [
        shown_lists(lists(), bytes([month] * 31 + [7]), PROTECTION.unit_ids, PROTECTION.area_ids)
        for month in range(12)
    ]
    truth = lists()["persons"].to_numpy()
    mean = np.mean([told(lists(), each) for each in fresh], axis=0)
    large = truth > 16
    assert np.abs(mean - truth)[large].mean() < 2  # a witness: twelve draws averaged
    assert np.abs(told(lists(), shown(lists())) - truth)[large].mean() > 3.5


def test_a_level_less_the_other_areas_tells_naive_suppression_and_no_protected_list() -> None:
    exact = few_lists()
    of_area = exact["area"] >= 0
    areas = exact[of_area]
    truth = areas["persons"].to_numpy().astype(np.int64)
    small = truth <= 4

    def left(counts: np.ndarray) -> np.ndarray:
        """By area: all ages of the unit less what its other areas count."""
        whole = exact.assign(counts=counts)[~of_area].groupby("unit")["counts"].sum()
        own = counts[of_area.to_numpy()]
        together = areas.assign(own=own).groupby("unit")["own"].transform("sum").to_numpy()
        return (whole.reindex(areas["unit"]).fillna(0).to_numpy() - (together - own)).astype(np.int64)

    assert (left(exact["persons"].to_numpy())[small] == truth[small]).all()
    published = told(exact, shown(exact))
    assert best(np.clip(left(published)[small] // 16, -2, 2), truth[small]) <= GAIN


def test_one_person_less_shows_in_no_later_version_and_many_do() -> None:
    before = lists()
    one, many = before.copy(), before.copy()
    one.loc[3, "persons"] -= 1
    many["persons"] += np.where(np.arange(len(many)) % 4 > 0, 5.0, 0.0)
    for after, corrected in ((one, False), (many, True)):
        old, new = (PaymentTables(lists=shown(each)) for each in (before, after))
        assert not old.lists.equals(new.lists)  # a witness: the new draw differs
        found, waiting = frozen_payments(old, new)
        assert waiting == (() if corrected else ("2025",))
        kept = new.lists if corrected else old.lists
        key = list(kept.columns[:-1])
        assert_frame_equal(
            found.lists.sort_values(key, ignore_index=True)[list(kept)],
            kept.sort_values(key, ignore_index=True),
            check_like=True,
        )


def test_a_new_period_comes_beside_one_that_waits_and_payments_wait_with_their_lists() -> None:
    paid = DataFrame({"unit": [1, 2], "period": "2025", "part": "", "amount": [5e6, 7e6]})
    before = PaymentTables(lists=shown(lists()), payments=paid)
    late = lists(("2025", "2026"))
    late.loc[3, "persons"] -= 1
    more = concat([paid.assign(amount=[1.0, 2.0]), paid.assign(period="2026")], ignore_index=True)
    found, waiting = frozen_payments(before, PaymentTables(lists=shown(late), payments=more))
    assert waiting == ("2025",)
    assert found.lists is not None
    assert set(found.lists["period"]) == {"2025", "2026"}
    assert found.payments is not None
    assert found.payments[found.payments["period"] == "2025"]["amount"].tolist() == [5e6, 7e6]
    same, waiting = frozen_payments(before, PaymentTables(lists=before.lists, payments=more))
    assert waiting == ()
    assert same.payments is not None
    assert same.payments["amount"].tolist() == [1.0, 2.0, 5e6, 7e6]


def test_a_version_is_read_by_the_positions_of_the_next() -> None:
    tables = PaymentTables(lists=shown(lists()), payments=None)
    units, areas = (Index(each) for each in (PROTECTION.unit_ids, PROTECTION.area_ids))
    found = recoded_tables(tables, (units, units[::-1].drop("u7")), (areas, areas[::-1]))
    assert tables.lists is not None
    assert found.lists is not None
    kept = tables.lists[tables.lists["unit"] != 7]
    moved = np.array([units[::-1].drop("u7").get_loc(units[at]) for at in kept["unit"]])
    assert found.lists["unit"].tolist() == moved.tolist()
    assert found.lists["area"].tolist() == [at if at < 0 else AREAS - 1 - at for at in kept["area"]]


def model(*parts: Part, paid: tuple[str, ...] = ()) -> dict[str, PaymentModel]:
    return {"m": PaymentModel("m", WORDS, "vc", "2025", None, None, WORDS, parts, paid=paid)}


def fits(paid: float, published: np.ndarray, prices: np.ndarray, step: float) -> int:
    """How many lists, each count within the noise of what is published, make an amount to a step."""
    spans = [[max(count + off, 0) for off in range(-8, 9)] for count in published]
    sums = np.array(list(product(*spans))) @ prices
    return int((np.abs(sums - paid) <= step / 2).sum())


def test_what_a_unit_was_paid_is_not_an_equation_that_its_list_alone_solves() -> None:
    prices = np.array([613.17, 1270.93, 2891.31, 5477.77])
    counts = np.array([212, 467, 158, 61])
    exact = DataFrame(
        {
            "unit": 0, "period": "2025", "area": -1, "sex": "", "age_from": [0, 20, 65, 85],
            "age_to": [19, 64, 84, -1], "persons": counts.astype(float),
        }
    )  # fmt: skip
    paid = float(counts @ prices)
    tables = PaymentTables(
        lists=exact, payments=DataFrame({"unit": [0], "period": "2025", "part": "", "amount": [paid]})
    )
    found = protected_tables(tables, PROTECTION, {})
    assert found.lists is not None
    assert found.payments is not None
    published = found.lists["persons"].to_numpy()
    told_amount = float(found.payments["amount"].iloc[0])
    assert fits(paid, published, prices, 0.01) <= 3  # a witness: to the hundredth hardly any other list fits
    step = 2 * 8 * paid / published.sum()
    assert fits(told_amount, published, prices, step) > 1000
    assert abs(told_amount - paid) <= step


def test_units_of_few_have_no_payments_and_no_weights_by_what_is_published_alone() -> None:
    rows = {"period": "2025", "area": -1, "sex": "", "age_from": 0, "age_to": -1}
    sizes = np.array([0, 3, 20, 40, 49, 60, 70, 500])
    tables = PaymentTables(
        lists=DataFrame({"unit": range(8), **rows, "persons": sizes.astype(float)}),
        unit_weights=DataFrame({"unit": range(8), "weight": "acg", "period": "", "value": 1.1}),
        payments=DataFrame({"unit": range(8), "period": "2025", "part": "", "amount": sizes * 1000.0}),
    )
    found = protected_tables(tables, PROTECTION, {})
    assert found.lists is not None
    many = set(found.lists["unit"][found.lists["persons"] >= FEWEST_LISTED])
    assert {5, 6, 7} <= many | {5}
    for table in (found.unit_weights, found.payments):
        assert table is not None
        assert set(table["unit"]) == many


def test_a_part_that_few_are_paid_for_is_told_together_with_the_others() -> None:
    ages = {"sex": "", "age_from": [0, 7, 0, 7], "age_to": [6, -1, 6, -1]}
    exact = DataFrame(
        {"unit": [0, 0, 1, 1], "period": "2025", "area": -1, **ages, "persons": [3.0, 900, 300, 900]}
    )
    children = Part(
        "children", "per_person", WORDS, Decimal(1000), WORDS, age_weights=(AgeWeight(0, 6, "", Decimal(1)),)
    )
    base = Part("base", "fixed", WORDS, Decimal(1), WORDS)
    parts = ["base", "children", "odd"]
    paid = DataFrame(
        {
            "unit": [0, 0, 1, 1, 1],
            "period": "2025",
            "part": [*parts[:2], *parts[:2], "base"][:5],
            "amount": [9e5, 3e3, 9e5, 3e5, 0],
        }
    ).iloc[:4]
    tables = PaymentTables(lists=exact, payments=paid)
    found = protected_tables(tables, PROTECTION, model(children, base)).payments
    assert found is not None
    assert found[["unit", "part"]].to_numpy().tolist() == [[0, ""], [1, "base"], [1, "children"]]
    assert found["amount"].tolist() == pytest.approx([903_000, 9e5, 3e5], rel=0.03)
    unknown = replace(tables, payments=paid.replace("children", "odd"))
    apart = protected_tables(unknown, PROTECTION, model(base, paid=("base",))).payments
    assert apart is not None
    assert apart["part"].tolist() == ["base", "odd", "base", "odd"]  # a model stands for one of them
    together = protected_tables(unknown, PROTECTION, model(base)).payments
    assert together is not None
    assert together["part"].tolist() == ["", ""]


def test_a_part_of_few_visits_is_told_together_too() -> None:
    words = {"area_kind": "", "time": "", "basis": ""}
    made = {
        "unit": [0, 0, 1],
        "period": "2025",
        "output": ["visits", "night", "visits"],
        "of": "own",
        **words,
    }
    parts = ("visits", "night")
    tables = PaymentTables(
        production=DataFrame({**made, "quantity": [4000.0, 3.0, 900.0]}),
        payments=DataFrame(
            {"unit": [0, 0, 1], "period": "2025", "part": [*parts, "visits"], "amount": [4e5, 9e3, 9e4]}
        ),
    )
    each = [Part(key, "per_output", WORDS, Decimal(1), WORDS, output=key, of=("own",)) for key in parts]
    found = protected_tables(tables, PROTECTION, model(*each)).payments
    assert found is not None
    assert found[["unit", "part"]].to_numpy().tolist() == [[0, ""], [1, "visits"]]
    assert found["amount"].tolist() == pytest.approx([409e3, 9e4], rel=0.02)


def test_production_is_told_like_visits() -> None:
    words = {
        "period": "2025",
        "output": "visits",
        "of": ["own", "other", "none", "elsewhere"],
        "area_kind": "",
        "time": "",
        "basis": "",
    }
    exact = DataFrame({"unit": 0, **words, "quantity": [3.0, 2.0, 4000.0, 0.0]})
    seen = [
        shown_production(exact, bytes([key] * 31 + [1]), PROTECTION.unit_ids).set_index("of")["quantity"]
        for key in range(60)
    ]
    assert all((each >= 5).all() for each in seen)
    assert not any("elsewhere" in each for each in seen)
    assert {int(each["none"]) - 4000 for each in seen} == set(range(-5, 6))
    assert 0 < sum("own" in each for each in seen) < 60


def protected_folder(folder: Path) -> Path:
    write_toy_payment(folder)
    toml = folder / "region.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(
        text.replace('visits = "public"', 'visits = "protected"\nkey_file = "key"'), encoding="utf-8"
    )
    make_secret(folder / "key")
    return folder


def checked(folder: Path) -> Region:
    region = check(folder).region
    assert region is not None
    return region


def test_exact_lists_are_in_no_region_that_is_published(tmp_path: Path) -> None:
    region = checked(protected_folder(tmp_path / "toy"))
    assert region.exact_payments is not None
    assert (region.lists, region.production, region.payments, region.unit_weights) == (None, None, None, None)
    with pytest.raises(DisclosureError):
        publish(region, tmp_path / "out")
    found = disclosed(region)
    assert found.exact_payments is None
    assert found.lists is not None
    exact, told_lists = region.exact_payments.lists, found.lists
    assert exact is not None
    assert not np.array_equal(exact["persons"].to_numpy(), told_lists["persons"].to_numpy())
    publish(computed(region), tmp_path / "out")
    opened = open_snapshot(tmp_path / "out")
    for name in ("lists", "unit_weights", "production", "payments", "contracts"):
        assert_frame_equal(getattr(opened, name), getattr(found, name))
    assert opened.payments_release == found.payments_release
    assert opened.settings.reimbursement == region.settings.reimbursement


def test_a_correction_of_one_person_waits_in_what_is_served(tmp_path: Path) -> None:
    folder = protected_folder(tmp_path / "toy")
    publish(computed(checked(folder)), tmp_path / "out")
    before = open_snapshot(tmp_path / "out")
    text = (folder / "lists.csv").read_text(encoding="utf-8")
    (folder / "lists.csv").write_text(text.replace(",20,,700", ",20,,699"), encoding="utf-8")
    publish(computed(checked(folder)), tmp_path / "out")
    after = open_snapshot(tmp_path / "out")
    for name in ("lists", "production", "payments", "unit_weights"):
        assert_frame_equal(getattr(before, name), getattr(after, name))
    (folder / "key").unlink()
    make_secret(folder / "key")
    with pytest.raises(DisclosureError, match="Nothing is published"):
        publish(computed(checked(folder)), tmp_path / "out")


def test_lists_without_visits_are_protected_too_and_need_to_be_declared(tmp_path: Path) -> None:
    folder = protected_folder(tmp_path / "toy")
    toml = folder / "region.toml"
    text = toml.read_text(encoding="utf-8")
    without = text.replace('[tables.visits]\nfile = "visits.csv"\nunknown_area = "keep"\n', "")
    toml.write_text(without, encoding="utf-8")
    publish(computed(checked(folder)), tmp_path / "out")
    opened = open_snapshot(tmp_path / "out")
    assert opened.visits is None
    assert opened.payments_release is not None
    assert opened.lists is not None
    toml.write_text(without.replace('visits = "protected"', ""), encoding="utf-8")
    assert {each.code for each in check(folder).problems} == {"disclosure_not_declared"}
    with pytest.raises(DisclosureError, match="declared"):
        publish(computed(checked(folder)), tmp_path / "out")


def test_the_audit_tries_lists_and_production_too(tmp_path: Path) -> None:
    folder = protected_folder(tmp_path / "toy")
    text = (folder / "lists.csv").read_text(encoding="utf-8")
    (folder / "lists.csv").write_text(text.replace("0201,,,50", "0201,,,3"), encoding="utf-8")
    region = checked(folder)
    found = {each.attack: each for each in audited(replace(region, base=None), SECRET)}
    assert set(found) == {"lists", "paid_joint"}
    assert found["lists"].cells == 1


def of_one_class(persons: np.ndarray) -> PaymentTables:
    """Units whose listed are all of one class of age."""
    rows = {"period": "2025", "area": -1, "sex": "", "age_from": 0, "age_to": -1}
    return PaymentTables(lists=DataFrame({"unit": np.arange(len(persons)), **rows, "persons": persons}))


def test_an_exact_total_beside_a_protected_list_tells_who_are_few_and_one_of_the_list_does_not() -> None:
    persons = np.random.default_rng(5).choice(
        [1.0, 2, 3, 4, 40, 900], UNITS, p=[0.4, 0.2, 0.1, 0.1, 0.1, 0.1]
    )
    exact = of_one_class(persons)
    published = protected_tables(exact, PROTECTION, {})
    given = DataFrame({"listed": persons})
    told_units = listed_by_lists(given, published.lists, range(UNITS))
    with_given, with_told, with_none = (
        audited_together(exact, published, {}, each)[0].gain
        for each in (given["listed"], told_units["listed"], None)
    )
    assert with_given > 0.3  # a witness
    assert with_told == with_none


def test_a_total_beside_a_large_class_tells_little_more_of_the_small_one() -> None:
    few = np.random.default_rng(6).choice([1.0, 2, 3, 4], 8 * UNITS, p=[0.4, 0.3, 0.2, 0.1])
    units = Protection(SECRET, [], [f"u{at}" for at in range(8 * UNITS)])
    one = of_one_class(few).lists
    assert one is not None
    many = concat([one.assign(age_to=64), one.assign(age_from=65, persons=400.0 + few)], ignore_index=True)
    exact = PaymentTables(lists=many)
    published = protected_tables(exact, units, {})
    totals = many.groupby("unit")["persons"].sum()
    looked, added = (audited_together(exact, published, {}, each)[0] for each in (None, totals))
    assert looked.cells == added.cells == 8 * UNITS
    assert looked.gain <= GAIN
    assert added.gain <= looked.gain + GAIN


def test_listed_of_units_is_that_of_their_published_list(tmp_path: Path) -> None:
    folder = protected_folder(tmp_path / "toy")
    rows = (folder / "units.csv").read_text(encoding="utf-8").splitlines()
    with_total = [f"{row},{'listed' if not at else at * 1000}" for at, row in enumerate(rows)]
    (folder / "units.csv").write_text("\n".join(with_total) + "\n", encoding="utf-8")
    publish(computed(checked(folder)), tmp_path / "out")
    before = open_snapshot(tmp_path / "out")
    assert before.lists is not None
    whole = before.lists[before.lists["area"] < 0].groupby("unit")["persons"].sum()
    listed = before.units["listed"].to_numpy()
    assert [listed[at] for at in whole.index] == whole.tolist()
    assert (listed[~np.isin(np.arange(len(listed)), whole.index)] % 1000 == 0).all()  # as given: no list
    text = (folder / "lists.csv").read_text(encoding="utf-8")
    (folder / "lists.csv").write_text(text.replace(",20,,700", ",20,,699"), encoding="utf-8")
    publish(computed(checked(folder)), tmp_path / "out")
    assert open_snapshot(tmp_path / "out").units["listed"].tolist() == listed.tolist()
