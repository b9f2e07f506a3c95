"""Numbers, dates and order as they are written in Sweden and in Britain."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from dashboard.layers.base import Figure, Phrase
from dashboard.words.words import UnknownWordsError, words

SV, EN = words("sv"), words("en", "GBP")
THIN, FIXED, MINUS = "\u202f", "\u00a0", "\u2212"


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (0, 0, "0", "0"),
        (1234, 0, f"1{THIN}234", "1,234"),
        (1234567.25, 1, f"1{THIN}234{THIN}567,2", "1,234,567.2"),
        (-5.5, 1, f"{MINUS}5,5", f"{MINUS}5.5"),
        (-0.04, 1, "0,0", "0.0"),
    ],
)
def test_numbers_have_the_languages_own_signs(
    value: float, decimals: int, swedish: str, english: str
) -> None:
    assert SV.number(value, decimals) == swedish
    assert EN.number(value, decimals) == english


CASES = json.loads((Path(__file__).parents[2] / "cases" / "numbers.json").read_text("utf-8"))


@pytest.mark.parametrize(("language", "currency", "kind", "value", "text"), CASES)
def test_the_map_and_the_page_write_the_same_numbers(
    language: str, currency: str, kind: str, value: float, text: str
) -> None:
    assert words(language, currency).measure(value, kind) == text


@pytest.mark.parametrize(
    ("share", "swedish", "english"),
    [
        (0.0, f"0{THIN}%", "0%"),
        (0.0004, f"<0,1{THIN}%", "<0.1%"),
        (0.034, f"3,4{THIN}%", "3.4%"),
        (0.05, f"5{THIN}%", "5%"),
        (0.5, f"50{THIN}%", "50%"),
        (0.994, f"99,4{THIN}%", "99.4%"),
        (0.9999, f">99,9{THIN}%", ">99.9%"),
        (1.0, f"100{THIN}%", "100%"),
    ],
)
def test_shares_say_a_decimal_where_the_whole_percent_would_hide_something(
    share: float, swedish: str, english: str
) -> None:
    assert SV.share(share) == swedish
    assert EN.share(share) == english


def test_minutes_have_one_decimal_and_none_within_reach_is_said_in_words() -> None:
    assert SV.minutes(12.34) == f"12,3{FIXED}min"
    assert EN.minutes(12.34) == f"12.3{FIXED}min"
    assert SV.minutes(math.inf) == "ingen inom räckhåll"
    assert EN.minutes(math.inf) == "none within reach"


def test_money_is_the_regions_own() -> None:
    assert words("sv", "SEK").currency(1234.5) == f"1{THIN}234{FIXED}kr"
    assert words("sv", "SEK").currency(99.5) == f"99,50{FIXED}kr"
    assert EN.currency(1234.5) == "£1,234"
    assert words("sv", "NOK").currency(100) == f"100{FIXED}NOK"


def test_what_is_not_known_is_never_nan() -> None:
    assert SV.measure(math.nan, "minutes") == SV.measure(math.nan, "count") == "uppgift saknas"


@pytest.mark.parametrize(
    ("key", "swedish", "english"),
    [
        ("2025", "Helår 2025", "Full year 2025"),
        ("2025Q3", "Kvartal 3 2025", "Quarter 3 2025"),
        ("2022-07", "juli 2022", "July 2022"),
        ("", "", ""),
    ],
)
def test_periods_are_said_in_words(key: str, swedish: str, english: str) -> None:
    assert (SV.period(key), EN.period(key)) == (swedish, english)


def test_dates_are_said_in_words_and_what_is_no_date_stands_as_it_is() -> None:
    assert SV.date("2026-11-22") == "22 november 2026"
    assert EN.date("2026-03-01") == "1 March 2026"
    assert SV.date("2019") == "2019"
    assert SV.date("mitten av 2015") == "mitten av 2015"


def test_a_moment_inside_a_sentence_is_a_day_a_period_or_words() -> None:
    assert SV.moment("2010-10-01") == "1 oktober 2010"
    assert SV.moment("2022-07") == "juli 2022"
    assert SV.moment("2025Q3") == "kvartal 3 2025"
    assert [SV.moment(text) for text in ("2025", "i somras", "")] == ["2025", "i somras", ""]


def test_a_difference_has_an_arrow_a_size_and_a_side() -> None:
    longer = SV.difference(15.0, 12.5, "minutes", "lower")
    assert (longer.text, longer.css) == (f"▲ 2,5 {SV('format.longer')}", "is-worse")
    more = SV.difference(0.75, 0.5, "share", "higher")
    assert (more.text, more.css) == ("▲ 25 %-enheter", "is-better")
    cheaper = EN.difference(90.0, 100.0, "currency", "lower")
    assert (cheaper.text, cheaper.css) == ("▼ 10% lower", "is-better")
    neutral = EN.difference(2.0, 1.0, "number", "")
    assert (neutral.text, neutral.css) == ("▲ 100% higher", "")
    same = SV.difference(0.5001, 0.5, "share", "higher")
    assert (same.text, same.css) == ("som regionen", "")
    assert SV.difference(10.0, 500.0, "count", "").text == "", "a part is always less than the whole"
    unreachable = SV.difference(math.inf, 12.0, "minutes", "lower")
    assert (unreachable.text, unreachable.css) == ("utom räckhåll", "is-worse")
    assert SV.difference(math.inf, math.inf, "minutes", "lower").text == ""
    assert SV.difference(5.0, 0.0, "index", "higher").text == ""


def test_a_place_within_reach_in_a_region_that_has_none_is_not_worse() -> None:
    assert SV.difference(5.0, math.inf, "minutes", "lower").css != "is-worse"


def test_names_stand_in_the_alphabets_order() -> None:
    names = ["Öckerö", "Ale", "Åmål", "Ängelholm", "Zinkgruvan", "Essunga", "Éden", "10 Downing"]
    assert sorted(names, key=SV.sort_key) == [
        "10 Downing",
        "Ale",
        "Éden",
        "Essunga",
        "Zinkgruvan",
        "Åmål",
        "Ängelholm",
        "Öckerö",
    ]
    assert sorted(["Öckerö", "Ale", "Zinkgruvan"], key=EN.sort_key) == ["Ale", "Öckerö", "Zinkgruvan"]


def test_cells_are_written_by_their_kind() -> None:
    assert SV.value("own;choice", "operator") == "Egen regi, Privat (LOV)"
    assert SV.value("too_far", "rules") == "För långt"
    assert SV.value("Arabic;Finnish", "list") == "Arabic, Finnish"
    assert SV.value(True, "flag") == "ja"
    assert SV.value("2001-01-31", "date") == "31 januari 2001"
    assert SV.value({"sv": "Vårdcentral", "en": "Health centre"}, "text") == "Vårdcentral"
    assert EN.value(Phrase("why.unknown_residence"), "text") == "Unknown residence"
    assert SV.value(3.0, "count") == "3"


def test_blanks_are_filled_as_the_language_writes() -> None:
    assert SV("legend.upto", high=7.5) == "högst 7,5 min"
    assert SV("legend.upto", high=10.0) == "högst 10 min"
    assert SV("legend.range", low=Figure(0.1, "share"), high=Figure(1.0, "share")).startswith(f"10{THIN}%")
    assert SV("ui.residents", count=SV.count(1500)) == f"1{THIN}500 invånare"
    listed = {"sv": "listade", "en": "registered"}
    assert SV("kpi.visits.name", visits=listed) == "Antal listade, av boende här"


def test_the_regions_words_are_written_as_their_place_in_the_sentence_asks() -> None:
    form = {"sv": "Vårdcentral", "en": "Health centre"}
    assert SV("hover.nearest", form=form, mode="bil") == "Närmaste vårdcentral, bil"
    assert EN("hover.nearest", form=form, mode="car") == "Nearest health centre, car"
    assert SV("hover.nearest", form={"sv": "BVC", "en": "BVC"}, mode="bil") == "Närmaste BVC, bil"
    assert SV("kpi.indicator.about", description=form).startswith("Vårdcentral ")


def test_a_key_that_does_not_exist_is_a_mistake_that_tells() -> None:
    with pytest.raises(UnknownWordsError, match=r"no\.such\.key"):
        SV("no.such.key")


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("RegSO-område", "RegSO-område"),
        ("LSOA", "LSOA"),
        ("GP practice", "GP practice"),
        ("Vårdcentral", "vårdcentral"),
        ("Vårdcentral i VG", "vårdcentral i VG"),
        ("", ""),
    ],
)
def test_a_name_inside_a_sentence_is_small_but_for_abbreviations(name: str, inside: str) -> None:
    assert SV.inside({"sv": name, "en": name}) == inside
