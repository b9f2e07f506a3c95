from __future__ import annotations

import json
from pathlib import Path

import pytest

from geodata.region.street_addresses import StreetAddress, canonical_postcode, street_address

CASES = json.loads((Path(__file__).parents[2] / "cases" / "postcodes.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Västgötavägen 30, 451 34, Uddevalla", ("Västgötavägen", "30", "451 34", "Uddevalla")),
        ("Storgatan 1, 123 45 Norrby", ("Storgatan", "1", "123 45", "Norrby")),
        ("Storgatan 3A-5, SE-411 03 Göteborg", ("Storgatan", "3A-5", "411 03", "Göteborg")),
        ("Vårdhuset, Storgatan 1 B, 12345 Norrby", ("Storgatan", "1 B", "123 45", "Norrby")),
        ("Exempelgatan 12, Göteborg", ("Exempelgatan", "12", "", "Göteborg")),
        ("12 High Street, Leeds LS6 3AA", ("High Street", "12", "LS6 3AA", "Leeds")),
        ("451 34 Uddevalla", ("", "", "451 34", "Uddevalla")),
        ("LA18 4BY", ("", "", "LA18 4BY", "")),
        ("la18 4by", ("", "", "LA18 4BY", "")),
        ("Centrum", ("Centrum", "", "", "")),
        ("Torget, 123 45", ("Torget", "", "123 45", "")),
        ("Väg 45, 2 tr", ("Väg", "45", "", "")),
        (" , ,", ("", "", "", "")),
        ("", ("", "", "", "")),
    ],
)
def test_an_address_is_taken_apart(text: str, parts: tuple[str, str, str, str]) -> None:
    assert street_address(text) == StreetAddress(*parts)


@pytest.mark.parametrize(("typed", "written"), CASES)
def test_postcodes_are_written_as_in_the_browser(typed: str, written: str) -> None:
    assert canonical_postcode(typed) == written
