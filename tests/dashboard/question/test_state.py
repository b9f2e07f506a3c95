"""State lives in the address: what it says is read, what it does not say is as usual."""

from __future__ import annotations

import pytest

from dashboard.layers.need import OutlookWords
from dashboard.layers.tariff_words import TariffWords
from dashboard.question import state
from dashboard.question.defaults import defaults, published_limits
from dashboard.question.display import read_display
from dashboard.question.listing import ROWS, read_listing
from dashboard.question.questions import QUESTIONS, SUPPLY
from dashboard.question.state import (
    FOCUS_OF,
    JOINED,
    SCENARIO_NAMES,
    STORES,
    Selection,
    read_scenario,
    read_selection,
)
from dashboard.serve.links import download_href, page_href, read_query
from geodata.assessment.assessment import Assessment
from geodata.region.changes import MOST
from geodata.scenario.scenario import Scenario, default_scenario, parse
from tests.small_region import computed_small_region

SMALL = computed_small_region()


def test_an_empty_address_is_the_usual_view() -> None:
    scenario, unknown = read_scenario(SMALL, {})
    assert (scenario, unknown) == (default_scenario(SMALL), [])
    assert read_selection({}) == Selection("region", "")
    shown = read_display({})
    assert (shown.layers, shown.service) == (QUESTIONS[SUPPLY], "nearest")
    assert shown.measure == defaults(SMALL)["measure"] == "E2SFCA"
    listing = read_listing({})
    assert (listing.table, listing.rows) == ("underserved", ROWS)


def test_layers_and_table_follow_the_question_where_the_address_names_none() -> None:
    shown = read_display({"question": "need"})
    assert (shown.question, shown.layers) == ("need", QUESTIONS["need"])
    assert read_listing({"question": "need"}).table == "need_drivers"
    assert read_display({"question": "need", "layers": "nearest"}).layers == ("nearest",)
    assert read_display({"question": "pay"}).question == SUPPLY
    assert read_display({"question": "payment"}).layers == QUESTIONS["payment"]
    assert read_listing({"question": "payment"}).table == "payment"
    assert read_listing({"question": "payment", "pay_view": "parts"}).table == "payment_parts"


def test_everything_in_the_address_is_read() -> None:
    record = {"form": "rehab", "period": "2025Q1", "operator": "own,choice", "limit": "12.5"}
    scenario, unknown = read_scenario(SMALL, record)
    assert scenario == Scenario(SMALL, "rehab", "2025Q1", ("choice", "own"), "", 12.5)
    assert unknown == []
    shown = read_display({"layers": "nearest,units", "service": "observed"})
    assert (shown.layers, shown.service) == (("nearest", "units"), "observed")
    assert read_display({"measure": "MH3SFCA"}).measure == "MH3SFCA"
    assert read_display({"measure": "4SFCA"}).measure == "E2SFCA", "a measure of another name is the usual"
    listing = read_listing({"table": "units", "sort": "unit.up"})
    assert (listing.table, listing.sort) == ("units", "unit.up")


def test_the_limit_follows_the_care_form_until_one_is_chosen() -> None:
    assert read_scenario(SMALL, {"form": "rehab"})[0].limit_min == 30
    assert read_scenario(SMALL, {"form": "rehab", "limit": "20"})[0].limit_min == 20
    assert published_limits(SMALL) == {"gp": "15", "rehab": "30"}


@pytest.mark.parametrize(
    ("record", "unknown"),
    [
        ({"form": "dentist"}, ["dentist"]),
        ({"period": "1999"}, ["1999"]),
        ({"operator": "nobody"}, ["nobody"]),
        ({"age": "90-99"}, ["90-99"]),
        ({"limit": "soon"}, ["soon"]),
        ({"limit": "-3"}, ["-3"]),
        ({"limit": "nan"}, ["nan"]),
        ({"form": "dentist", "period": "2025Q1", "limit": "7"}, ["dentist"]),
    ],
)
def test_a_name_that_does_not_exist_is_told_and_the_rest_holds(
    record: dict[str, str], unknown: list[str]
) -> None:
    scenario, unread = read_scenario(SMALL, record)
    assert [(misread.key, misread.value) for misread in unread] == [
        (key, value) for key, value in record.items() if value in unknown
    ]
    assert scenario.care_form == "gp"
    assert scenario.period == record.get("period", "2025Q2") or record["period"] in unknown
    if "limit" in record and record["limit"] not in unknown:
        assert scenario.limit_min == float(record["limit"])


@pytest.mark.parametrize(("key", "kind"), FOCUS_OF.items())
def test_each_kind_of_place_has_its_key(key: str, kind: str) -> None:
    assert read_selection({key: "x"}) == Selection(kind, "x")  # type: ignore[arg-type]


@pytest.mark.parametrize("rows", ["", "many", "-5", "0", "1e9", "٣x", "²", "1" * 5000])
def test_a_number_of_rows_that_is_none_is_the_usual(rows: str) -> None:
    assert read_listing({"rows": rows}).rows == ROWS


def test_no_layers_at_all_is_a_choice_too() -> None:
    assert read_display({"layers": "none"}).layers == ()
    assert read_display({"layers": ""}).layers == ()


def test_every_key_belongs_to_one_store_but_those_that_map_and_table_both_read() -> None:
    keys = [key for names in STORES.values() for key in names]
    both = {"way", "since", "name", "versus", "versus_rules", "versus_name", "gap", "units_by", "brush"}
    both |= {"question", *OutlookWords._fields, *TariffWords._fields, "pay_by", "pay_name"}
    both |= {
        "layers",
        "areas_by",
        "need_by",
        "figure",
        "measure",
        "reach",
        "reach_min",
    }  # what colours the areas
    assert {key for key in keys if keys.count(key) > 1} == both
    assert set(SCENARIO_NAMES) == set(STORES["scenario"])
    assert {*FOCUS_OF, "called"} == set(STORES["selection"])
    assert set(defaults(SMALL)) <= set(keys)


def test_what_is_written_as_default_is_read_as_default(toy: Assessment) -> None:
    start = defaults(toy.region)
    assert (
        read_scenario(toy.region, {key: start[key] for key in ("form", "period", "age")})[0] == toy.scenario
    )
    assert read_display(start) == read_display({})
    assert read_listing(start) == read_listing({})


def test_an_address_is_read_and_written_alike() -> None:
    query = {"form": "gp", "layers": "nearest,units", "find": "Å & Ö"}
    href = page_href("/", "en", "?form=gp&layers=nearest,units&lang=sv&find=%C3%85+%26+%C3%96")
    assert read_query(href.split("?")[1]) == {**query, "lang": "en"}
    assert read_query(None) == read_query("?") == {}
    assert "nearest,units" in href, "commas stay readable"
    assert href.count("lang=") == 1


def test_a_download_asks_for_what_the_screen_shows() -> None:
    href = download_href("0a1b2c", "flows", "csv", {"form": "gp", "area": "0101"}, "sv")
    path, _, query = href.partition("?")
    assert path == "/download/0a1b2c/flows.csv"
    assert read_query(query) == {"form": "gp", "area": "0101", "lang": "sv"}


def test_a_page_holds_at_most_a_thousand_rows() -> None:
    assert read_listing({"rows": "1000"}).rows == 1000
    assert read_listing({"rows": "5000"}).rows == 1000


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("rules", ",".join(f"too_far:{at % 50 + 1}" for at in range(1600))),
        ("rules", ",".join(f"rule{at}:on" for at in range(1600))),
        ("changes", ";".join(f"closed:u{at}" for at in range(4000))),
        ("changes", ";".join(f"close:u{at}" for at in range(4000))),
    ],
)
def test_a_list_of_any_length_is_read_in_few_turns_and_nothing_of_it_left_out(
    key: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[int] = []
    monkeypatch.setattr(state, "parse", lambda *question: (turns.append(1), parse(*question))[1])
    unknown = [misread.value for misread in read_scenario(SMALL, {key: text})[1]]
    assert len(turns) <= MOST + 2
    assert len(unknown) <= MOST + 1
    assert JOINED[key].join(unknown) in ("", text)
