"""Texts that would break a page, an address or an export are told; those that people write are left alone."""

from __future__ import annotations

import pytest
from pandas import Series

from geodata.sources.broken_texts import LONGEST
from geodata.sources.typed import Values, typed
from tests.small_region import small_settings


def read(kind: str, *texts: str) -> Values:
    return typed(kind, Series(list(texts), dtype=str), small_settings())


def found(values: Values) -> dict[str, list[bool]]:
    return {code: where.tolist() for code, where in values.bad.items() if where.any()}


@pytest.mark.parametrize(
    "letter", ["\n", "\r", "\t", "\0", "\x1b", "\x7f", "\u2028", "\u2029", "\u202e", "\uffff"]
)
@pytest.mark.parametrize("kind", ["code", "name"])
def test_a_letter_that_writes_nothing_is_told_in_codes_and_names(kind: str, letter: str) -> None:
    values = read(kind, "sound", f"a{letter}b")
    assert found(values) == {"control_character": [False, True]}
    assert values.values.tolist() == ["sound", ""]


def test_a_code_has_no_angle_and_a_name_may() -> None:
    assert found(read("code", "a>b", "<a", "a-b")) == {"angle_in_code": [True, True, False]}
    assert found(read("name", "Vård > 65 år", "<Nya> vårdcentralen")) == {}


@pytest.mark.parametrize("kind", LONGEST)
def test_a_value_that_nobody_reads_to_its_end_is_told_with_how_long_it_may_be(kind: str) -> None:
    begins = "https://" if kind == "url" else ""
    values = read(kind, begins + "a" * (LONGEST[kind] - len(begins)), begins + "a" * LONGEST[kind] + "b")
    assert found(values) == {"long_value": [False, True]}
    assert values.expected == (str(LONGEST[kind]),)


@pytest.mark.parametrize("blank", ["\n", "\r\n", "\t", "\u2028"])
def test_a_line_break_in_a_text_of_several_lines_is_a_blank(blank: str) -> None:
    assert read("text", f"Storgatan 1{blank}Borås").values[0].split() == ["Storgatan", "1", "Borås"]
    assert read("list", f"bvc;{blank}mvc").values.tolist() == ["bvc;mvc"]
    assert found(read("text", f"Storgatan 1{blank}Borås")) == {}


@pytest.mark.parametrize(
    "address", ["https://a.se/>", 'https://a.se/"', "https://a.se/\x01", "https://a.se/ b"]
)
def test_an_address_that_ends_what_it_stands_in_is_none(address: str) -> None:
    assert set(found(read("url", address))) <= {"bad_url", "control_character"}
    assert read("url", address).values.tolist() == [""]


def test_an_address_that_is_none_is_told_beside_one_that_is_broken() -> None:
    values = read("url", "www.a.se", "https://a.se/\x01", "https://a.se/b")
    assert found(values) == {"control_character": [False, True, False], "bad_url": [True, False, False]}
    assert values.values.tolist() == ["", "", "https://a.se/b"]


def test_what_people_write_is_read_as_it_stands() -> None:
    names = [
        "Åsa & Co",
        "Närhälsan\N{NO-BREAK SPACE}Ö",
        "O’Brien",
        "Vård\u00adcentral",
        "عيادة",
        "病院",
        "👩\u200d⚕️ jour",
    ]
    assert read("name", *names).values.tolist() == names
    assert found(read("name", *names)) == {}
    assert found(read("code", "14-01", "A&B", "a;b", "Å1")) == {}


def test_whole_numbers_whose_sum_would_not_be_exact_are_told_by_the_largest() -> None:
    large = str(2**52)
    assert found(read("whole", large, "5", "7")) == {}
    assert found(read("whole", large, large, large, "7")) == {"not_whole": [True, True, True, False]}
