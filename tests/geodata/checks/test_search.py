"""What is wrong with addresses and other names is said; what is right becomes the region's."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.checks import check
from geodata.checks import search as checks
from tests.toy import write_toy_region

HEAD = "street,number,postcode,locality,longitude,latitude\n"


def with_addresses(folder: Path, rows: str, more: str = "") -> Path:
    """The toy region with a table of addresses."""
    write_toy_region(folder)
    (folder / "addresses.csv").write_text(HEAD + rows, encoding="utf-8")
    with (folder / "region.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[tables.addresses]\nfile = "addresses.csv"\n{more}')
    return folder


def found(folder: Path) -> list[tuple[str, str, int | None, str | None]]:
    return [(each.code, each.severity, each.row, each.column) for each in check(folder).problems]


def test_addresses_become_the_regions(tmp_path: Path) -> None:
    rows = "Storgatan,1–9,54131,Alby,13.7,58.4\nLillgatan,,,,13.71,58.4\n,,541 32,,13.72,58.4\n"
    folder = with_addresses(tmp_path / "toy", rows)
    checked = check(folder)
    assert checked.problems == ()
    assert checked.region is not None
    table = checked.region.addresses
    assert table is not None
    assert table["postcode"].tolist() == ["541 31", "", "541 32"]
    assert table["number"].tolist() == ["1–9", "", ""]
    assert table["x"].notna().all()


def test_every_address_needs_a_place_and_something_to_be_found_by(tmp_path: Path) -> None:
    rows = "Storgatan,1,,,,\n,3,,,13.7,58.4\nStorgatan,2,,,13.7,\nStorgatan,2,,,-74,40.7\n"
    assert set(found(with_addresses(tmp_path / "toy", rows))) == {
        ("missing_value", "error", 2, "longitude"),
        ("missing_value", "error", 3, "street"),
        ("missing_value", "error", 4, "latitude"),
        ("outside_surroundings", "error", 5, "longitude"),
    }


def test_rows_that_lack_something_can_be_set_aside(tmp_path: Path) -> None:
    rows = "Storgatan,1,,,,\nStorgatan,2,,,13.7,58.4\n"
    region = check(with_addresses(tmp_path / "toy", rows, 'incomplete = "set_aside"\n')).region
    assert region is not None
    assert region.addresses is not None
    assert len(region.addresses) == 1
    assert ("addresses", "incomplete", 1) in {(a.table, a.reason, a.rows) for a in region.accounts}


def test_more_addresses_than_can_be_published_are_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "ADDRESSES_MOST", 1)
    folder = with_addresses(tmp_path / "toy", "A,1,,,13.7,58.4\nB,1,,,13.7,58.4\n")
    assert [code for code, *_ in found(folder)] == ["too_many_addresses"]


def test_other_names_of_nothing_are_warned_of(tmp_path: Path) -> None:
    names = '\n[aliases]\nAlby = ["Alm"]\n"Västbyn" = "West"\n"541" = ["Mitten"]\nNorrby = ["North"]\n'
    folder = with_addresses(tmp_path / "toy", "Storgatan,1,54131,,13.7,58.4\n", names)
    checked = check(folder)
    assert [(each.code, each.severity, each.value) for each in checked.problems] == [
        ("unknown_alias", "warning", "Norrby")
    ]
    assert checked.region is not None
    assert checked.region.settings.aliases["Västbyn"] == ("West",)


@pytest.mark.parametrize("names", [f'Alby = ["{"a" * 81}"]', "Alby = [[1]]", "Alby = { sv = 1 }"])
def test_other_names_are_short_texts(tmp_path: Path, names: str) -> None:
    folder = write_toy_region(tmp_path / "toy")
    with (folder / "region.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[aliases]\n{names}\n")
    assert [code for code, *_ in found(folder)] == ["wrong_type"]
