"""Several outlooks beside each other: counted by eye on the toy region, and only the words that count."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.contract.errors import UnknownNameError
from geodata.disclosure.published_cells import published
from geodata.focus.places import every, place_of
from geodata.measures.futures import each_use, future_measures, futures_of, rise_of, words_of_future
from geodata.measures.need import need_measures
from geodata.needs.futures import MOST, falls_in_all, parse_futures, parse_rise, rising, written_future
from geodata.needs.of_region import need_model_of
from geodata.needs.outlook import Outlook
from geodata.region.municipalities import municipalities
from geodata.scenario.scenario import default_scenario
from tests.toy_projection import projected_toy_region
from tests.toy_region import toy_visits


@pytest.fixture(scope="module")
def toy() -> Assessment:
    region = projected_toy_region()
    return assess(region, default_scenario(region))


def test_the_usual_futures_are_the_variants_from_fewest_people_to_most(toy: Assessment) -> None:
    usual = futures_of(toy, ())
    assert [future.variant for future in usual] == ["", "high"], "two variants, no health and no trend"
    assert {future.horizon for future in usual} == {2035}
    assert {future.horizon for future in futures_of(toy, (("horizon", "2030"),))} == {2030}


def test_an_area_is_counted_in_every_future_where_it_rises_by_more(toy: Assessment) -> None:
    """In 2035 A1 and A2 have 80 and 75 per cent more, A3 has 40 less; "high" has a tenth more of each.

    A3: 30 of 50, and 33: it falls in both.
    """
    areas = every(toy, "area")
    rises = future_measures()["futures_rising"].counts(toy, areas).value
    assert rises.tolist() == [2, 2, 0]
    soon = (("horizon", "2030"),)  # as many as today, and a tenth more; A3 has 40 and 44 of 50
    assert future_measures(soon)["futures_rising"].counts(toy, areas).value.tolist() == [1, 1, 0]
    low = (*soon, ("rise", "10"))  # a tenth more is not more than a tenth
    assert future_measures(low)["futures_rising"].counts(toy, areas).value.tolist() == [0, 0, 0]


def test_few_visits_are_judged_by_the_change_that_tables_tell() -> None:
    """One visit in all: A1 makes 2 sevenths of it, A2 4 and A3 one. In whole visits nothing would change."""
    region = projected_toy_region()
    visits = toy_visits().assign(visits=[0, 0, 0, 1, 0, 0, 0])
    region = replace(region, visits=published(visits, municipalities(region.areas, region.units)))
    few = assess(region, default_scenario(region))
    place, words = every(few, "area"), (("horizon", "2030"),)
    base, uses = each_use(few, words, place)
    for use, future in zip(uses, futures_of(few, words), strict=True):
        change = need_measures(words_of_future(words, future))["use_change_ahead"].counts(few, place).value
        assert use / base - 1 == pytest.approx(change)
    assert future_measures(words)["futures_rising"].counts(few, place).value.tolist() == [1, 1, 0]
    whole = place_of(few, "region")
    assert future_measures(words)["residents_falling"].read(few, whole).value == 500


def test_people_are_counted_where_all_futures_agree(toy: Assessment) -> None:
    region = place_of(toy, "region")
    assert future_measures()["residents_rising"].read(toy, region).value == 3000
    assert future_measures()["residents_falling"].read(toy, region).value == 500
    soon = future_measures((("horizon", "2030"),))
    assert soon["residents_rising"].read(toy, region).value == 0


def test_each_future_is_the_outlook_that_it_would_be_alone(toy: Assessment) -> None:
    words = (("horizon", "2030"), ("rise", "10"))
    for future in futures_of(toy, words):
        alone = dict(words_of_future(words, future))
        assert alone["horizon"] == "2030"
        assert "rise" not in alone
        use = need_measures(words_of_future(words, future))["use_ahead"].read(toy, place_of(toy, "region"))
        assert use.value == pytest.approx(340 if future.variant == "" else 374)


def test_what_an_address_lists_is_read_back_as_the_same(toy: Assessment) -> None:
    model = need_model_of(toy.region, toy.scenario.care_form)
    text = "main/none/none;high/none/none"
    futures = parse_futures(model, text, "2030")
    assert futures == (Outlook(2030), Outlook(2030, "high"))
    assert ";".join(map(written_future, futures)) == text
    assert parse_futures(model, "high//;high/none/none") == (Outlook(2035, "high"),), "each once"


@pytest.mark.parametrize(
    "text", ["main", "low/none/none", "main/none/none/x", ";".join(["main/none/none"] * (MOST + 1))]
)
def test_what_is_no_list_of_futures_is_refused_and_the_usual_are_shown(toy: Assessment, text: str) -> None:
    with pytest.raises(UnknownNameError):
        parse_futures(need_model_of(toy.region, toy.scenario.care_form), text)
    assert futures_of(toy, (("futures", text),)) == futures_of(toy, ())


@pytest.mark.parametrize("year", ["1999", "soon", ""])
def test_a_year_that_there_is_not_leaves_the_futures_as_they_are(toy: Assessment, year: str) -> None:
    words = (("futures", "high/none/none"), ("horizon", year))
    assert futures_of(toy, words) == (Outlook(2035, "high"),)
    assert futures_of(toy, (("futures", "none"), ("horizon", "2030")))[0].horizon == 2030


def test_a_rise_begins_at_one_of_a_few_shares() -> None:
    assert parse_rise("") == 0.05
    assert parse_rise("0") == 0
    with pytest.raises(UnknownNameError):
        parse_rise("7")
    assert rise_of((("rise", "7"),)) == 0.05


def test_nobody_rises_or_falls_from_nothing() -> None:
    base, uses = np.array([0.0, 10.0]), [np.array([5.0, 9.0]), np.array([0.0, 9.5])]
    assert rising(base, uses, 0.0).tolist() == [0, 0]
    assert falls_in_all(base, uses).tolist() == [False, True]
