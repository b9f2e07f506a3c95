"""What is wrong with lists, weights, production, payments, contracts and models, by one change each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from geodata.checks import check, report_text
from geodata.contract.problems import Problem
from geodata.region.region import Region
from tests.toy_payment import toy_payment_region, write_toy_payment

CURRENT = "reimbursement.current"
PARTS = f"{CURRENT}.parts"


@dataclass(frozen=True)
class Case:
    """A change of one file of the folder, and the problem that comes of it."""

    file: str
    old: str
    new: str
    code: str
    where: str = "region.toml"
    column: str | None = None
    value: str | None = None
    expected: tuple[str, ...] | None = None
    row: int | None = None
    rows: int | None = None
    severity: str = "error"
    alone: bool = True


def toml(old: str, new: str, code: str, column: str, **more: object) -> Case:
    return Case("region.toml", old, new, code, column=column, **more)  # type: ignore[arg-type]


def warned(file: str, old: str, new: str, code: str, where: str, column: str, **more: object) -> Case:
    return Case(file, old, new, code, where, column, severity="warning", **more)  # type: ignore[arg-type]


IN_FILE = [
    toml("price = 100\n", 'price = "100,50"\n', "wrong_type", f"{PARTS}.1.price", value="100,50"),
    toml("price = 100\n", "price = true\n", "wrong_type", f"{PARTS}.1.price"),
    toml("price = 100\n", "price = nan\n", "wrong_type", f"{PARTS}.1.price"),
    toml("price = 100\n", "price = 1e13\n", "impossible_number", f"{PARTS}.1.price"),
    toml("price = 100\n", "price = 0.123456789\n", "too_many_decimals", f"{PARTS}.1.price", expected=("8",)),
    toml("price = 100\n", "", "missing_key", f"{PARTS}.1.price"),
    toml('kind = "pot"', 'kind = "pott"', "unknown_choice", f"{PARTS}.3.kind", alone=False),
    toml('key = "cni"', 'key = "age"', "part_key_taken", f"{PARTS}.2.key", alone=False),
    toml('key = "base"', 'key = "tariff_floor"', "part_key_taken", f"{PARTS}.6.key"),
    toml('key = "base"', 'key = "a.b"', "bad_key", f"{PARTS}.6"),
    toml("price = 10000\n", "price = 10000\nprise = 1\n", "unknown_key", f"{PARTS}.6.prise"),
    toml("price = 10000\n", 'price = 10000\nof = ["own"]\n', "not_of_kind", f"{PARTS}.6.of", value="fixed"),
    toml('weights = ["cni"]', 'weights = ["acg"]', "unknown_choice", f"{PARTS}.2.weights", value="acg"),
    toml('weight = "geography"\n', "", "missing_key", f"{PARTS}.3.weight"),
    toml('of = ["own"]', 'of = ["ours"]', "unknown_choice", f"{PARTS}.4.of", value="ours"),
    toml(
        'scale = "mean_one"\n\n', 'scale = "raw"\n\n', "wrong_scale", f"{PARTS}.2.scale", value="raw",
        expected=("mean_one",),
    ),
    toml(
        "{ age_from = 20, weight", "{ age_from = 19, weight", "ages_overlap", f"{PARTS}.1.age_weights.2.age_from",
        alone=False,
    ),
    toml("age_to = 19, weight", "age_to = 190, weight", "impossible_number", f"{PARTS}.1.age_weights.1.age_to",
         alone=False),
    toml('scaled = ["age"', 'scaled = ["ages"', "unknown_choice", f"{CURRENT}.scaled", value="ages"),
    toml('care_form = "vc"', 'care_form = "vx"', "unknown_choice", f"{CURRENT}.care_form", value="vx"),
    toml('period = "2025"', 'period = "2025-13"', "not_a_period", f"{CURRENT}.period", value="2025-13"),
    toml("ends = 2025-12-31", "ends = 2024-12-31", "dates_in_wrong_order", f"{CURRENT}.ends"),
    toml('follows = "people"', 'follows = "persons"', "unknown_choice", "unit_weights.cni.follows"),
    toml(
        "price = 10000\n", 'price = 10000\n[reimbursement_page]\npublic = "no"\n', "wrong_type",
        "reimbursement_page.public",
    ),
    toml("[tables.lists]", "[tables.lists_2025]", "nothing", "", alone=False),
]  # fmt: skip
ORDER = [
    toml(
        'weight = "geography"\n', 'weight = "geography"\nthreshold = 3\nupto = 3\n', "not_of_kind",
        f"{PARTS}.3.upto", alone=False,
    ),
    toml(
        'kind = "pot"', 'kind = "above"\nthreshold = 3\nupto = 2', "limits_in_wrong_order", f"{PARTS}.3.upto",
        value="2", expected=("3",),
    ),
    toml(
        'of = ["own"]', 'bands = [{ above = 0, price = 1 }, { above = 0, price = 2 }]', "limits_in_wrong_order",
        f"{PARTS}.4.bands.2.above", value="0", expected=("0",),
    ),
    toml(
        'kind = "fixed"',
        'kind = "target"\ngoals = [{ indicator = "nojd", lower = 0.5, upper = 0.50, points = 1 }]',
        "limits_in_wrong_order", f"{PARTS}.6.goals.1.upper", value="0.50", expected=("0.5",),
    ),
]  # fmt: skip
AGAINST_TABLES = [
    Case(
        "unit_weights.csv", "v1,cni,2025,1.5\n", "", "weights_missing", column=f"{PARTS}.cni", value="cni",
        expected=("v1",), rows=1, severity="warning",
    ),
    Case(
        "unit_weights.csv", "cni", "cnj", "weights_missing", column=f"{PARTS}.cni", value="cni",
        expected=("v1",), rows=1, severity="warning",
    ),
    warned(
        "unit_weights.csv", "v1,geography,,2\nv2,geography,,1", "v1,geography,,0\nv2,geography,,0",
        "pot_without_takers", "region.toml", f"{PARTS}.places", value="30000.00", expected=("0", "0"),
    ),
    warned(
        "lists.csv", "v1,2025,,0,19,300\nv1,2025,,20,,700\n", "", "lists_do_not_sum", "lists.csv", "persons",
        alone=False,
    ),
    Case(
        "region.toml", 'output = "visits"', 'output = "visit"', "not_in_table", column=f"{PARTS}.visits.output",
        value="visit", expected=("visits",),
    ),
    Case(
        "production.csv", "v1,2025,visits,own,500", "v1,2025,visits,mine,500", "unknown_choice",
        "production.csv", "of", "mine", ("own", "other", "none", "elsewhere"), 2,
    ),
    warned(
        "production.csv", "elsewhere,100", "elsewhere,900", "paid_elsewhere", "region.toml",
        f"{PARTS}.leaving", value="elsewhere 940", expected=("other 140",),
    ),
    warned(
        "payments.csv", "v2,2025,,2520000", "v2,2025,,2520000\nv9,2025,,1\nv8,2025,,1", "paid_elsewhere",
        "payments.csv", "unit_id", value="unit_id", expected=("v8", "v9"), rows=2,
    ),
    warned(
        "payments.csv", "v2,2025,,2520000", "v2,2025,assignments,2520000", "paid_elsewhere", "payments.csv",
        "part", value="part, vc", expected=("assignments",), rows=1,
    ),
    Case(
        "payments.csv", "v1,2025,,1393000", "v1,2025,,1393000\nv1,2025,age,1000\nv1,2025,cni,1",
        "payments_do_not_sum", "payments.csv", "amount", "1393000", ("1001.00",), 2,
    ),
    warned(
        "payments.csv", "v1,2025,,1393000\nv2,2025,", "v1,2025-01,,1393000\nv2,2025-01,", "period_not_in_table",
        "payments.csv", "period", alone=False,
    ),
    Case(
        "production.csv", "v1,2025,visits,own,500", "v1,2025,visits,own,-5", "negative", "production.csv",
        "quantity", "-5", row=2,
    ),
    Case("lists.csv", "v1,2025,,0,19,300", "v1,2025,,0,29,300", "ages_overlap", "lists.csv", alone=False, row=3),
    Case(
        "lists.csv", "v1,2025,,0,19,300\nv1,2025,,20,", "v1,2025,,0,29,300\nv1,2025,,30,", "class_not_weighed",
        column=f"{PARTS}.age.age_weights", value="0-29", expected=("0-19", "20+"),
    ),
    Case("lists.csv", "v1,2025,,0,19,300", "v7,2025,,0,19,300", "unknown_unit", "lists.csv", "unit_id", "v7",
         row=2, alone=False),
    Case(
        "lists.csv", "v1,2025,,0,19,300", "v1,2025,,0,19,300\nv1,2025,,0,19,300", "duplicate", "lists.csv",
        row=3, alone=False,
    ),
    Case(
        "contracts.csv", "2022-07-01,", "2022-07-01,2021-07-01", "dates_in_wrong_order", "contracts.csv",
        "valid_to", "2021-07-01", ("2022-07-01",), 3,
    ),
    Case(
        "region.toml", "price = 10000\n", 'price = 10000\nunit_kinds = ["island"]\n', "not_in_table",
        column=f"{PARTS}.base.unit_kind", value="island", expected=("country", "town"),
    ),
    warned(
        "region.toml", 'kind = "fixed"', 'kind = "supplement"', "share_for_per_cent", "region.toml",
        f"{PARTS}.base.price", value="0.03", expected=("3.00",), alone=False,
    ),
    warned(
        "unit_weights.csv", "v1,cni,2025,1.5\nv2,cni,2025,0.75", "v1,cni,2025,3.5\nv2,cni,2025,2.75",
        "wrong_scale", "unit_weights.csv", "value", value="mean_one (cni: 3)", expected=("raw",),
    ),
    Case(
        "production.csv", "quantity\nv1,2025,visits,own,500", "quantity\nv1,2025,visits,own,500",
        "nothing", alone=False,
    ),
]  # fmt: skip


def problems(folder: Path, *changes: tuple[str, str, str]) -> tuple[Problem, ...]:
    write_toy_payment(folder)
    for file, old, new in changes:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return check(folder).problems


def test_the_toy_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path) == ()


@pytest.mark.parametrize("case", [*IN_FILE, *ORDER, *AGAINST_TABLES], ids=lambda case: f"{case.code}-{case.column}")
def test_a_change_has_the_problem_where_it_was_made(tmp_path: Path, case: Case) -> None:
    found = problems(tmp_path, (case.file, case.old, case.new))
    print(*found, sep="\n")
