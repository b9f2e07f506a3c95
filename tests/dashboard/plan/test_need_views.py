"""The drawer's views of the need: whose place they are of, and what goes along with them."""

from __future__ import annotations

import json

import pytest

from dashboard.exports.table_files import table_file
from dashboard.plan.table_answer import table_place, table_view
from dashboard.question.request import Request, request_of
from dashboard.question.state import read_listing
from dashboard.question.views import VIEWS
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


def test_files_of_a_view_are_those_of_its_table_and_ask_the_same_again(request_: Request) -> None:
    listing = read_listing({"question": "need", "need_view": "ages", "horizon": "2030"})
    files = json.dumps(table_view(request_, listing, AREA)["table-files"])
    assert "/need_ages.xlsx?" in files
    for part in ("area=A1", "horizon=2030", "question=need", "need_view=ages"):
        assert part in files


def test_a_file_says_which_years_to_come_it_is_of(request_: Request) -> None:
    about = dict(table_file(request_, "need_drivers", {"horizon": "2030", "variant": "high"}).about)
    assert about["Years to come"].startswith("2030 · high")
    assert "Years to come" not in dict(table_file(request_, "units", {}).about)
