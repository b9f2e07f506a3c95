"""The drawer's views of the need: whose place they are of, and what goes along with them."""

from __future__ import annotations

import json

import pytest

from dashboard.exports.table_files import table_file
from dashboard.plan.table_answer import table_place, table_view
from dashboard.question.listing import read_listing
from dashboard.question.questions import OF_NEED
from dashboard.question.request import Request, request_of
from dashboard.question.views import VIEWS
from dashboard.tables.rows import heading_text
from dashboard.words.words import words
from tests.toy_projection import looking_back_toy_region

UNIT, AREA = {"unit": "u-north"}, {"area": "A1"}


@pytest.fixture(scope="module")
def request_() -> Request:
    return request_of(looking_back_toy_region(), words("en"), {}, AREA)


def test_views_are_of_the_place_in_focus_and_units_stand_among_the_others() -> None:
    of = {view: read_listing({"question": "need", "need_view": view}) for view in VIEWS}
    assert [table_place(of[view], UNIT) for view in VIEWS] == [UNIT, UNIT, UNIT, {}, {}]
    assert [table_place(of[view], AREA) for view in VIEWS] == [AREA, AREA, AREA, AREA, {}]


def test_a_view_that_there_is_not_is_the_first_and_another_question_has_none() -> None:
    assert read_listing({"question": "need", "need_view": "film"}).table == "need_drivers"
    assert read_listing({"need_view": "ages", "table": "units"}).table == "units"


@pytest.mark.parametrize("layer", OF_NEED)
def test_the_view_of_areas_and_its_files_are_of_the_layer_that_colours_them(
    request_: Request, layer: str
) -> None:
    record = {"question": "need", "need_view": "areas", "layers": f"{layer},units", "horizon": "2030"}
    listing = read_listing(record)
    assert listing.table == layer
    shown = table_view(request_, listing, {})
    (column,) = {"need": {"use_ahead"}, "futures": {"future_1"}}[layer]
    assert column in json.dumps(shown["table-body"])
    files = json.dumps(shown["table-files"])
    for part in (f"/{layer}.xlsx?", "horizon=2030", "question=need", "need_view=areas", f"layers={layer}"):
        assert part in files


def test_columns_of_futures_are_named_by_what_tells_them_apart(request_: Request) -> None:
    names = {}
    for language in ("sv", "en"):
        asked = request_of(request_.region, words(language), {}, {})
        file = table_file(asked, "futures", {"horizon": "2030", "futures": "main/none/none;high/none/none"})
        names[language] = [heading_text(column, asked.words) for column in file.table.columns[-2:]]
    assert names["en"] == ["Change, Main variant", "Change, high"]
    assert names["sv"] == ["Förändring, Huvudalternativ", "Förändring, high"]


def test_files_of_a_view_are_those_of_its_table_and_ask_the_same_again(request_: Request) -> None:
    listing = read_listing({"question": "need", "need_view": "ages", "horizon": "2030"})
    files = json.dumps(table_view(request_, listing, AREA)["table-files"])
    assert "/need_ages.xlsx?" in files
    for part in ("area=A1", "horizon=2030", "question=need", "need_view=ages"):
        assert part in files


@pytest.mark.parametrize(
    ("table", "choice"),
    [
        *((table, {}) for table in (*VIEWS.values(), "futures")),
        ("units", {"units_by": "unit_gap_ahead"}),
        ("equity", {"equity_of": "use_change_ahead"}),
    ],
)
def test_a_file_with_a_figure_of_the_years_to_come_says_which(
    request_: Request, table: str, choice: dict[str, str]
) -> None:
    about = dict(table_file(request_, table, {"horizon": "2030", **choice}).about)
    assert about["Years to come"].startswith("2030 · ")
    assert ("Counts as a rise" in about) == (table == "futures")


@pytest.mark.parametrize(
    ("table", "choice"),
    [
        ("nearest", {}),
        ("units", {"units_by": "unit_gap_ahead", "columns": "units:name"}),
        ("equity", {"equity_of": "covered"}),
        ("equity", {"equity_of": "use_ahead"}),
    ],
)
def test_a_file_of_today_alone_says_no_year_to_come(
    request_: Request, table: str, choice: dict[str, str]
) -> None:
    assert "Years to come" not in dict(table_file(request_, table, {"horizon": "2030", **choice}).about)


def test_a_file_says_which_years_to_come_it_is_of(request_: Request) -> None:
    about = dict(table_file(request_, "need_drivers", {"horizon": "2030", "variant": "high"}).about)
    assert about["Years to come"].startswith("2030 · high")
    assert "Years to come" not in dict(table_file(request_, "units", {}).about)
