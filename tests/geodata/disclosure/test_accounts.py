"""Visits that stand apart are counted by the published cells: one count is one number everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from geodata.assessment.assessment import assess
from geodata.checks import check
from geodata.checks.words import account_words
from geodata.disclosure.protection import Protection
from geodata.disclosure.publishing import _shown, disclosed
from geodata.focus.places import whole_region
from geodata.measures.visits import UNKNOWN_RESIDENCE
from geodata.publish.build import computed
from geodata.region.region import Account, Region
from geodata.region.visits import NOWHERE, OUTSIDE, PLACELESS
from geodata.scenario.scenario import default_scenario
from tests.demo_region import SECRET
from tests.toy import CORNER, SIDE, TABLES, to_degrees, units_csv, write_toy_region

APART = """\
,v1,vc,2025,40,4000
,v2,vc,2025,31,3100
0999,v1,vc,2025,52,5200
0999,v2,vc,2025,27,2700
0101,v9,vc,2025,23,2300
0101,v3,vc,2025,38,3800
0102,v3,vc,2025,29,2900
0101,v4,vc,2025,33,3300
0102,v5,vc,2025,45,4500
0201,v6,vc,2025,26,2600
"""
"""Of nobody knows where, of elsewhere; to a unit that is unknown, outside, placeless, not open, closed."""


def more_units() -> str:
    """A unit east of the areas, one without a place, and two in the easternmost area."""
    y = CORNER[1] + SIDE / 2
    beyond, east = to_degrees(CORNER[0] + 3.2 * SIDE, y), to_degrees(CORNER[0] + 2.5 * SIDE, y)
    return (
        f"v3,Utanför,vc,{beyond[0]},{beyond[1]},own,,,,,\nv4,På skärm,vc,,,own,,,,,\n"
        f"v5,Ny,vc,{east[0]},{east[1]},own,,,2026-05-01,,\n"
        f"v6,Gammal,vc,{east[0]},{east[1]},own,,,,2024-05-01,\n"
    )


def folder(path: Path, rows: str, units: str) -> Path:
    """The toy region's data with more visits and units, its visits protected by the tests' key."""
    write_toy_region(path)
    (path / "visits.csv").write_text(TABLES["visits.csv"] + rows, encoding="utf-8")
    (path / "units.csv").write_text(units_csv() + units, encoding="utf-8")
    toml = (path / "region.toml").read_text(encoding="utf-8")
    public = 'visits = "public"\nreason = { sv = "Påhittade.", en = "Made up." }'
    toml = toml.replace(public, 'visits = "protected"\nkey_file = "secret.key"')
    toml = toml.replace('unknown_area = "keep"', 'unknown_area = "keep"\nunknown_unit = "keep"')
    (path / "region.toml").write_text(toml, encoding="utf-8")
    (path / "secret.key").touch(mode=0o600)
    (path / "secret.key").write_text(SECRET, encoding="ascii")
    return path


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Region:
    found = check(folder(tmp_path_factory.mktemp("apart"), APART, more_units()))
    assert found.region is not None, found.problems
    return found.region


@pytest.fixture(scope="module")
def region(exact: Region) -> Region:
    return computed(exact)


def of_visits(region: Region) -> dict[str, Account]:
    return {each.reason: each for each in region.accounts if each.table == "visits"}


def test_the_account_is_the_sum_of_the_cells_that_are_published(region: Region) -> None:
    assert region.visits is not None
    homes = region.visits.cells("municipality", "region", ("2025",), "vc")
    places = region.visits.cells("municipality", "municipality", ("2025",), "vc")
    units = region.visits.cells("municipality", "unit", ("2025",), "vc")
    new, old = (region.units.index.get_loc(unit) for unit in ("v5", "v6"))
    assert {reason: each.amount for reason, each in of_visits(region).items()} == {
        "no_residence": homes.visits[homes.residence == NOWHERE].sum(),
        "residence_outside": homes.visits[homes.residence == OUTSIDE].sum(),
        "unknown_unit": places.visits[places.provider == NOWHERE].sum(),
        "unit_outside": places.visits[places.provider == OUTSIDE].sum(),
        "unit_without_place": places.visits[places.provider == PLACELESS].sum(),
        "before_opening": units.visits[units.provider == new].sum(),
        "after_closing": units.visits[units.provider == old].sum(),
    }


def test_the_account_is_the_key_figure_of_the_same_visits(region: Region) -> None:
    assessment = assess(region, default_scenario(region))
    shown = UNKNOWN_RESIDENCE.read(assessment, whole_region(assessment)).value
    told = of_visits(region)
    assert told["no_residence"].amount + told["residence_outside"].amount == shown


def test_each_is_within_what_noise_may_do_and_some_differ_from_what_they_are(
    exact: Region, region: Region
) -> None:
    true, shown = of_visits(exact), of_visits(region)
    gaps = [shown[reason].amount - true[reason].amount for reason in true]
    assert any(gaps)
    assert all(abs(gap) <= 5 for gap in gaps)  # one cell each


def test_rows_are_not_told_for_they_may_be_the_visits_counted_once_more(region: Region) -> None:
    assert {(each.rows, each.examples) for each in of_visits(region).values()} == {(None, ())}
    words = account_words(of_visits(region)["no_residence"], "en")
    amount = of_visits(region)["no_residence"].amount
    assert words == f"visits, visits without a residence: {amount} people or visits, kept"


def test_an_account_that_no_cell_tells_of_is_not_told(tmp_path: Path) -> None:
    found = check(folder(tmp_path, "0999,v1,vc,2025,2,200\n", "")).region
    assert found is not None
    assert of_visits(found)["residence_outside"].amount == 2
    shown = disclosed(found)
    assert shown.visits is not None
    homes = shown.visits.cells("municipality", "region", ("2025",), "vc")
    published = int(homes.visits[homes.residence == OUTSIDE].sum())
    told = of_visits(shown).get("residence_outside")
    assert (told.amount if told else 0) == published
    assert (told is None) == (published == 0)


def test_as_many_rows_set_aside_as_visits_on_them_are_one_number() -> None:
    account = Account("visits", "duplicate", "set_aside", 60, 60, ("a",))
    shown = [_shown(account, Protection(bytes([number]) * 32, ["A"], ["U"])) for number in range(40)]
    assert all(each.rows == each.amount for each in shown)
    assert len({each.rows for each in shown}) > 5


def test_a_region_whose_visits_are_public_tells_rows_and_examples_as_they_are(tmp_path: Path) -> None:
    write_toy_region(tmp_path)
    found = check(tmp_path).region
    assert found is not None
    [account] = of_visits(found).values()
    assert (account.rows, account.amount) == (1, 10)
    assert of_visits(replace(found, version="0" * 12)) == of_visits(found)
