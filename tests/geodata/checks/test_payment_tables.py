"""What is wrong with lists, weights, production, payments, contracts and models, by one change each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from geodata.checks import check, report_text
from geodata.contract.problems import Problem
from geodata.region.region import Region
from tests.toy import units_csv
from tests.toy_payment import toy_payment_region, write_toy_payment

CURRENT = "reimbursement.current"
PARTS = f"{CURRENT}.parts"
UNIT = 'unit = { sv = "besök", en = "visit" }\n'


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
    toml("price = 100\n", 'price = "100,50"\n', "wrong_type", f"{PARTS}.age.price", value="100,50"),
    toml("price = 100\n", "price = true\n", "wrong_type", f"{PARTS}.age.price"),
    toml("price = 100\n", "price = nan\n", "wrong_type", f"{PARTS}.age.price"),
    toml("price = 100\n", "price = 1e13\n", "impossible_number", f"{PARTS}.age.price"),
    toml(
        "price = 100\n", "price = 0.123456789\n", "too_many_decimals", f"{PARTS}.age.price", expected=("8",)
    ),
    toml("price = 100\n", "", "missing_key", f"{PARTS}.age.price"),
    toml('kind = "pot"', 'kind = "pott"', "unknown_choice", f"{PARTS}.places.kind", alone=False),
    toml('key = "cni"', 'key = "age"', "part_key_taken", f"{PARTS}.2.key", alone=False),
    toml('key = "base"', 'key = "tariff_floor"', "part_key_taken", f"{PARTS}.tariff_floor.key"),
    toml('key = "base"', 'key = "a.b"', "bad_key", f"{PARTS}.6"),
    toml("price = 10000\n", "price = 10000\nprise = 1\n", "unknown_key", f"{PARTS}.base.prise"),
    toml(
        "price = 10000\n", 'price = 10000\nof = ["own"]\n', "not_of_kind", f"{PARTS}.base.of", value="fixed"
    ),
    toml('weights = ["cni"]', 'weights = ["acg"]', "unknown_choice", f"{PARTS}.cni.weights", value="acg"),
    toml('weight = "geography"\n', "", "missing_key", f"{PARTS}.places.weight"),
    toml('of = ["own"]', 'of = ["ours"]', "unknown_choice", f"{PARTS}.visits.of", value="ours"),
    toml(
        'scale = "mean_one"\n\n',
        'scale = "raw"\n\n',
        "wrong_scale",
        f"{PARTS}.cni.scale",
        value="raw",
        expected=("mean_one",),
    ),
    toml(
        "{ age_from = 20, weight",
        "{ age_from = 19, weight",
        "ages_overlap",
        f"{PARTS}.age.age_weights.2.age_from",
        alone=False,
    ),
    toml(
        "age_to = 19, weight",
        "age_to = 190, weight",
        "impossible_number",
        f"{PARTS}.age.age_weights.1.age_to",
        alone=False,
    ),
    toml('scaled = ["age"', 'scaled = ["ages"', "unknown_choice", f"{CURRENT}.scaled", value="ages"),
    toml('care_form = "vc"', 'care_form = "vx"', "unknown_choice", f"{CURRENT}.care_form", value="vx"),
    toml('period = "2025"', 'period = "2025-13"', "not_a_period", f"{CURRENT}.period", value="2025-13"),
    toml("ends = 2025-12-31", "ends = 2024-12-31", "dates_in_wrong_order", f"{CURRENT}.ends"),
    toml('follows = "people"', 'follows = "persons"', "unknown_choice", "unit_weights.cni.follows"),
    toml(UNIT, "", "missing_key", "outputs.visits.unit"),
    toml(UNIT, f"{UNIT}per = 1\n", "unknown_key", "outputs.visits.per"),
    toml(UNIT, 'unit = { sv = "besök" }\n', "missing_key", "outputs.visits.unit.en"),
    toml(
        "price = 10000\n",
        'price = 10000\n[reimbursement_page]\npublic = "no"\n',
        "wrong_type",
        "reimbursement_page.public",
    ),
]
ORDER = [
    toml(
        'weight = "geography"\n',
        'weight = "geography"\nthreshold = 3\nupto = 3\n',
        "not_of_kind",
        f"{PARTS}.places.upto",
        alone=False,
    ),
    toml(
        'kind = "pot"',
        'kind = "above"\nthreshold = 3\nupto = 2',
        "limits_in_wrong_order",
        f"{PARTS}.places.upto",
        value="2",
        expected=("3",),
    ),
    toml(
        'of = ["own"]',
        "bands = [{ above = 0, price = 1 }, { above = 0, price = 2 }]",
        "limits_in_wrong_order",
        f"{PARTS}.visits.bands.2.above",
        value="0",
        expected=("0",),
    ),
    toml(
        'kind = "fixed"',
        'kind = "target"\ngoals = [{ indicator = "nojd", lower = 0.5, upper = 0.50, points = 1 }]',
        "limits_in_wrong_order",
        f"{PARTS}.base.goals.1.upper",
        value="0.50",
        expected=("0.5",),
    ),
]
AGAINST_TABLES = [
    Case(
        "unit_weights.csv",
        "v1,cni,2025,1.5\n",
        "",
        "weights_missing",
        column=f"{PARTS}.cni",
        value="cni",
        expected=("v1",),
        rows=1,
        severity="warning",
    ),
    Case(
        "unit_weights.csv",
        "cni",
        "cnj",
        "weights_missing",
        column=f"{PARTS}.cni",
        value="cni",
        expected=("v1",),
        rows=1,
        severity="warning",
    ),
    warned(
        "unit_weights.csv",
        "v1,geography,,2\nv2,geography,,1",
        "v1,geography,,0\nv2,geography,,0",
        "pot_without_takers",
        "region.toml",
        f"{PARTS}.places",
        value="30000.00",
        expected=("0", "0"),
    ),
    Case(
        "lists.csv",
        "v1,2025,,20,,700",
        "v1,2025,,20,,600",
        "lists_do_not_sum",
        "lists.csv",
        "persons",
        "v1: 900",
        ("1000",),
        2,
    ),
    warned(
        "lists.csv",
        "v1,2025,,20,,700",
        "v1,2025,,20,,900",
        "lists_do_not_sum",
        "lists.csv",
        "persons",
        value="v1: 1200",
        expected=("1000",),
        row=2,
    ),
    Case(
        "region.toml",
        'output = "visits"',
        'output = "visit"',
        "not_in_table",
        column=f"{PARTS}.visits.output",
        value="visit",
        expected=("visits",),
    ),
    Case(
        "production.csv",
        "v1,2025,visits,own,500",
        "v1,2025,visits,mine,500",
        "unknown_choice",
        "production.csv",
        "of",
        "mine",
        ("own", "other", "none", "elsewhere"),
        2,
    ),
    warned(
        "production.csv",
        "elsewhere,100",
        "elsewhere,900",
        "paid_elsewhere",
        "region.toml",
        f"{PARTS}.leaving",
        value="elsewhere 940",
        expected=("other 140",),
    ),
    warned(
        "payments.csv",
        "v2,2025,,2520000",
        "v2,2025,,2520000\nv9,2025,,1\nv8,2025,,1",
        "paid_elsewhere",
        "payments.csv",
        "unit_id",
        value="unit_id",
        expected=("v8", "v9"),
        rows=2,
    ),
    warned(
        "payments.csv",
        "v2,2025,,2520000",
        "v2,2025,assignments,2520000",
        "paid_elsewhere",
        "payments.csv",
        "part",
        value="part, vc",
        expected=("assignments",),
        rows=1,
    ),
    Case(
        "payments.csv",
        "v1,2025,,1393000",
        "v1,2025,,1393000\nv1,2025,age,1000\nv1,2025,cni,1",
        "payments_do_not_sum",
        "payments.csv",
        "amount",
        "1393000",
        ("1001.00",),
        2,
    ),
    warned(
        "payments.csv",
        "v1,2025,,1393000\nv2,2025,",
        "v1,2025-01,,1393000\nv2,2025-01,",
        "period_not_in_table",
        "payments.csv",
        "period",
        value="2025 (reimbursement.current, reimbursement.flat)",
        expected=("2025-01",),
    ),
    Case(
        "production.csv",
        "v1,2025,visits,own,500",
        "v1,2025,visits,own,-5",
        "negative",
        "production.csv",
        "quantity",
        "-5",
        row=2,
    ),
    Case(
        "lists.csv", "v1,2025,,0,19,300", "v1,2025,,0,29,300", "ages_overlap", "lists.csv", alone=False, row=3
    ),
    Case(
        "lists.csv",
        "v1,2025,,0,19,300\nv1,2025,,20,",
        "v1,2025,,0,29,300\nv1,2025,,30,",
        "class_not_weighed",
        column=f"{PARTS}.age.age_weights",
        value="0-29",
        expected=("0-19", "20+"),
    ),
    Case(
        "lists.csv",
        "v1,2025,,0,19,300",
        "v7,2025,,0,19,300",
        "unknown_unit",
        "lists.csv",
        "unit_id",
        "v7",
        ("units.csv",),
        2,
        alone=False,
    ),
    Case(
        "lists.csv",
        "v1,2025,,0,19,300",
        "v1,2025,,0,19,300\nv1,2025,,0,19,300",
        "duplicate",
        "lists.csv",
        row=3,
        alone=False,
    ),
    Case(
        "contracts.csv",
        "2022-07-01,",
        "2022-07-01,2021-07-01",
        "dates_in_wrong_order",
        "contracts.csv",
        "valid_to",
        "2021-07-01",
        ("2022-07-01",),
        3,
    ),
    Case(
        "region.toml",
        "price = 10000\n",
        'price = 10000\nunit_kinds = ["island"]\n',
        "not_in_table",
        column=f"{PARTS}.base.unit_kinds",
        value="island",
        expected=("country", "town"),
    ),
    warned(
        "region.toml",
        "[unit_weights.cni]",
        '[outputs.vists]\nname = "Visits"\nunit = "visit"\n\n[unit_weights.cni]',
        "not_in_table",
        "region.toml",
        "outputs.vists",
        value="vists",
        expected=("visits",),
    ),
    warned(
        "region.toml",
        'kind = "fixed"\nname = { sv = "Grundersättning", en = "Base" }\nprice = 10000',
        'kind = "supplement"\nname = "x"\nprice = 0.03',
        "share_for_per_cent",
        "region.toml",
        f"{PARTS}.base.price",
        value="0.03",
        expected=("3.00",),
    ),
    warned(
        "units.csv",
        "v2,Södra",
        "v3,Nya vårdcentralen,vc,13.55,58.4,own,Regionen,1,,,\nv2,Södra",
        "unit_without_list",
        "region.toml",
        CURRENT,
        value="2025",
        expected=("v3",),
        rows=1,
        alone=False,
    ),
    Case(
        "production.csv",
        "quantity\nv1,2025,visits,own,500\n",
        "quantity,basis\nv1,2025,visits,own,500,granted\nv1,2025,visits,own,450,performed\n",
        "both_bases",
        column=f"{PARTS}.visits.basis",
        value="visits",
        expected=("granted", "performed"),
        alone=False,
    ),
    Case(
        "lists.csv",
        "v1,2025,,0,19,300\nv1,2025,,20,,700\nv2,2025,,0,19,400\nv2,2025,,20,,1600\n"
        "v1,2025,0101,,,800\nv1,2025,0102,,,150\nv1,2025,0201,,,50\nv2,2025,0101,,,150\nv2,2025,0102,,,1600\n"
        "v2,2025,0201,,,250\n",
        "v1,2024,,0,19,300\nv2,2024-06,,,,1\n",
        "period_not_in_table",
        "lists.csv",
        "period",
        "2025 (reimbursement.current, reimbursement.flat)",
        ("2024-06", "2024"),
        alone=False,
    ),
    Case(
        "region.toml",
        '[tables.production]\nfile = "production.csv"\n',
        "",
        "missing_payment_table",
        column=f"{PARTS}.visits",
        value="production",
        alone=False,
    ),
    warned(
        "unit_weights.csv",
        "v1,cni,2025,1.5\nv2,cni,2025,0.75",
        "v1,cni,2025,3.5\nv2,cni,2025,2.75",
        "wrong_scale",
        "unit_weights.csv",
        "value",
        value="mean_one (cni: 3)",
        expected=("raw",),
    ),
]


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


@pytest.mark.parametrize(
    "case", [*IN_FILE, *ORDER, *AGAINST_TABLES], ids=lambda case: f"{case.code}-{case.column}"
)
def test_a_change_has_the_problem_where_it_was_made(tmp_path: Path, case: Case) -> None:
    found = problems(tmp_path, (case.file, case.old, case.new))
    fits = [
        each for each in found if (each.code, each.row) == (case.code, case.row) and each.file == case.where
    ]
    fits = [each for each in fits if case.column in (None, each.column)]
    assert len(fits) == 1, found
    [problem] = fits
    assert problem.severity == case.severity
    assert case.value in (None, problem.value)
    assert case.expected in (None, problem.expected)
    assert case.rows in (None, problem.rows)
    if case.alone:
        assert found == (problem,)


def test_what_is_wrong_with_a_model_is_told_once_however_many_models_have_the_part(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        ("region.toml", "[reimbursement.flat]", "[reimbursement.next]"),
        ("region.toml", "[[reimbursement.flat.parts]]", "[[reimbursement.next.parts]]"),
        ("region.toml", 'key = "each"\n', 'key = "each"\nweights = ["cni"]\n'),
        ("unit_weights.csv", "v1,cni,2025,1.5\n", ""),
    )
    assert [(each.code, each.column) for each in found] == [("weights_missing", f"{PARTS}.cni")]


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        ("region.toml", "price = 100\n", 'price = "dear"\n'),
        ("region.toml", 'scaled = ["age"', 'scaled = ["old"'),
        ("region.toml", "price = 1300", "prise = 1300"),
    )
    assert [(each.code, each.column) for each in found] == [
        ("wrong_type", f"{PARTS}.age.price"),
        ("unknown_choice", f"{CURRENT}.scaled"),
        ("missing_key", "reimbursement.flat.parts.each.price"),
        ("unknown_key", "reimbursement.flat.parts.each.prise"),
    ]


def test_prices_are_exactly_as_they_are_written(tmp_path: Path) -> None:
    written = {"100": "100.10", "200.00": "96.07050000", '"30000.00"': '"0.00000001"', "10000": "1_000.3"}
    changes = [("region.toml", f"price = {old}\n", f"price = {new}\n") for old, new in written.items()]
    assert problems(tmp_path, *changes) == ()
    region = check(tmp_path).region
    assert region is not None
    parts = {part.key: part.price for part in region.settings.reimbursement.models["current"].parts}
    exact = {"age": "100.10", "cni": "96.0705", "places": "0.00000001", "base": "1000.3"}
    assert {key: parts[key] for key in exact} == {key: Decimal(price) for key, price in exact.items()}


def test_a_model_without_its_own_words_is_refused_whole_and_a_region_of_none_has_none(tmp_path: Path) -> None:
    region = check(write_toy_payment(tmp_path)).region
    assert region is not None
    found = region.settings.reimbursement
    assert found.public
    assert [*found.models] == ["current", "flat"]
    assert found.models["current"].keys == ("age", "cni", "places", "visits", "leaving", "base")
    assert found.models["current"].parts[4].of == ("elsewhere",)
    assert found.models["current"].parts[0].source == found.models["current"].source
    assert (
        problems(
            tmp_path,
            ("region.toml", "[unit_weights.cni]", "[reimbursement_page]\npublic = false\n[unit_weights.cni]"),
        )
        == ()
    )
    hidden = check(tmp_path).region
    assert hidden is not None
    assert not hidden.settings.reimbursement.public


def same(found: Region, expected: Region) -> None:
    """Tables of reimbursement of the folder and of the region in memory, by the names of their units."""
    names = {0: "v1", 2: "v2"}
    for table in ("lists", "unit_weights", "production", "payments", "contracts"):
        ours, theirs = getattr(found, table), getattr(expected, table)
        theirs = theirs.assign(unit=theirs["unit"].map(names))
        ours = ours.assign(unit=found.units.index[ours["unit"]])
        assert list(ours) == list(theirs), table
        rows, others = (sorted(map(str, each.itertuples(index=False, name=None))) for each in (ours, theirs))
        assert rows == others, table


def test_the_folder_is_the_region_in_memory(tmp_path: Path) -> None:
    region = check(write_toy_payment(tmp_path)).region
    assert region is not None
    same(region, toy_payment_region())


def test_lists_by_area_sex_and_age_at_once_are_both_levels(tmp_path: Path) -> None:
    rows = """\
unit_id,period,area_id,sex,age_from,age_to,persons
v1,2025,0101,1,0,19,100.25
v1,2025,0101,1,20,,300.5
v1,2025,0102,1,0,19,40.25
v1,2025,,1,20,,9
v2,2025,0102,2,,,50
"""
    write_toy_payment(tmp_path)
    (tmp_path / "lists.csv").write_text(rows, encoding="utf-8")
    text = (tmp_path / "region.toml").read_text(encoding="utf-8")
    (tmp_path / "region.toml").write_text(
        text.replace("age_weights = [", "# age_weights = ["), encoding="utf-8"
    )
    checked = check(tmp_path)
    assert checked.region is not None, report_text(checked, "en")
    lists = checked.region.lists
    assert lists is not None
    assert [*lists.itertuples(index=False, name=None)] == [
        (0, "2025", -1, "1", 0, 19, 140.5),
        (0, "2025", -1, "1", 20, -1, 309.5),  # 9 of them live elsewhere
        (0, "2025", 0, "", 0, -1, 400.75),
        (0, "2025", 1, "", 0, -1, 40.25),
        (1, "2025", -1, "2", 0, -1, 50.0),
        (1, "2025", 1, "", 0, -1, 50.0),
    ]


def test_people_of_areas_outside_the_region_are_listed_and_paid_for(tmp_path: Path) -> None:
    write_toy_payment(tmp_path)
    rows = "unit_id,period,area_id,persons\nv1,2025,0101,800\nv1,2025,9999,7\nv2,2025,0102,50\n"
    (tmp_path / "lists.csv").write_text(rows, encoding="utf-8")
    text = (
        (tmp_path / "region.toml").read_text(encoding="utf-8").replace("age_weights = [", "# age_weights = [")
    )
    lists = 'file = "lists.csv"\n'
    (tmp_path / "region.toml").write_text(
        text.replace(lists, f'{lists}unknown_area = "keep"\n'), encoding="utf-8"
    )
    checked = check(tmp_path)
    assert checked.region is not None, report_text(checked, "en")
    found = checked.region.lists
    assert found is not None
    assert found[found["area"] < 0]["persons"].tolist() == [807, 50]
    assert found[found["area"] >= 0]["persons"].tolist() == [800, 50]
    [account] = [each for each in checked.region.accounts if each.table == "lists"]
    assert (account.reason, account.handling, account.rows, account.amount) == ("unknown_area", "kept", 1, 7)


def test_wide_lists_with_commas_semicolons_and_a_mark_of_the_file_are_read(tmp_path: Path) -> None:
    write_toy_payment(tmp_path)
    lists = "enhet;0-19 år;20- år\nv1;300,5;1 700,25\nv2;400;1600\n"
    paid = "enhet;2025-01;2025-02\nv1;1 393 000,10;-5,5\nv2;0;2520000\n"
    for name, text in (("lists", lists), ("payments", paid)):
        (tmp_path / f"{name}.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    toml = (tmp_path / "region.toml").read_text(encoding="utf-8")
    wide = """\
columns = { unit_id = "enhet" }
constants = { period = "2025" }
[tables.lists.melt."0-19 år"]
ages = "0-19"
[tables.lists.melt."20- år"]
ages = "20-"
"""
    months = """\
columns = { unit_id = "enhet" }
[tables.payments.melt_like.'(\\d{4}-\\d{2})']
period = '\\1'
"""
    for name, more in (("lists", wide), ("payments", months)):
        toml = toml.replace(f'file = "{name}.csv"\n', f'file = "{name}.csv"\n{more}')
    (tmp_path / "region.toml").write_text(toml, encoding="utf-8")
    checked = check(tmp_path)
    assert checked.region is not None, report_text(checked, "en")
    assert {each.code for each in checked.problems} == {
        "period_not_in_table"
    }  # payments by month of a year's model
    region = checked.region
    assert region.lists is not None
    assert region.payments is not None
    assert region.lists["persons"].tolist() == [300.5, 1700.25, 400, 1600]
    assert region.payments["amount"].tolist() == [1393000.1, -5.5, 0, 2520000]


def test_payments_of_parts_set_their_sum_aside(tmp_path: Path) -> None:
    parts = "v1,2025,,1393000\nv1,2025,age,1393000.10\nv1,2025,cni,-0.10"
    assert problems(tmp_path, ("payments.csv", "v1,2025,,1393000", parts)) == ()
    region = check(tmp_path).region
    assert region is not None
    assert region.payments is not None
    assert region.payments["part"].tolist() == ["age", "cni", ""]
    [account] = [each for each in region.accounts if each.table == "payments"]
    assert (account.reason, account.handling, account.rows) == ("total", "set_aside", 1)


def test_ages_that_no_one_of_a_unit_has_and_units_of_no_model_are_no_problem(tmp_path: Path) -> None:
    place = ",".join(units_csv().splitlines()[1].split(",")[3:5])
    changes = (
        (
            "region.toml",
            "[age_groups.0-19]",
            '[care_forms.rehab]\nname = "R"\nplural = "r"\nlimit_min = 9\n[age_groups.0-19]',
        ),
        ("units.csv", "v2,Södra", f"v9,Rehab,rehab,{place},own,Regionen,1,,,\nv2,Södra"),
        ("lists.csv", "v1,2025,,20,,700", "v1,2025,,20,64,600\nv1,2025,,80,,100\nv9,2025,,0,64,30"),
    )
    assert problems(tmp_path, *changes) == ()
