"""Jämför's answer: the same units in table, plot and on the map, whatever the region lacks."""

from __future__ import annotations

import base64
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pandas import DataFrame
from scipy import stats

from dashboard.compare.answer import compare_answer
from dashboard.compare.file import comparison_about, comparison_csv, file_name
from dashboard.compare.indicator_comparison import IndicatorComparison
from dashboard.compare.state import read_comparison_question
from dashboard.question.request import Request, focus_of
from dashboard.question.state import Selection
from dashboard.words.words import words_of
from geodata.assessment.assessment import Assessment, assess
from geodata.comparison.figures import FEWEST_COMPARED
from geodata.contract.settings import ChoiceGoals
from geodata.focus.places import whole_region
from geodata.measures.supply import UNITS
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario, parse
from tests.dashboard.regions import REGIONS, few_visits
from tests.toy_region import toy_region

NAN = float("nan")
KEYS = ("places", "chart", "map", "now")


def judged(*rows: tuple[int, str, float, float, float]) -> Region:
    columns = ["unit", "period", "value", "numerator", "denominator"]
    return replace(toy_region(), indicators=DataFrame(rows, columns=columns).assign(indicator="wait"))


TOLD = judged((0, "2025Q1", 0.9, 900, 1000), (0, "2025Q2", 0.9, 900, 1000), (2, "2025Q2", 0.4, 400, 1000))
"""North stays far above the threshold of 0.5, south lies below it in the second quarter."""


def answer(region: Region, language: str = "sv", **record: str) -> dict[str, Any]:
    assessment = assess(region, default_scenario(region))
    focus, _ = focus_of(assessment, Selection("region", ""))
    it = Request(region, assessment, focus, words_of(region.settings, language), ())
    found: dict[str, Any] = json.loads(json.dumps(compare_answer(it, record), allow_nan=False))
    return found


def attributes(markup: Any, name: str) -> Iterator[str]:
    """Values of an attribute, wherever it stands in some markup."""
    if isinstance(markup, list):
        for one in markup:
            if isinstance(one, dict) and name in one:
                yield one[name]
            yield from attributes(one, name)


def text(markup: Any) -> str:
    if isinstance(markup, str):
        return markup
    if not isinstance(markup, list):
        return ""
    tagged = len(markup) > 1 and isinstance(markup[0], str) and isinstance(markup[1], dict)
    return " ".join(text(one) for one in (markup[2:] if tagged else markup)).strip()


def plain(words: str) -> str:
    return words.replace("\u202f", " ").replace("\u00a0", " ")


def rows(found: dict[str, Any]) -> set[str]:
    return set(attributes(found["places"]["compare-table"], "data-unit"))


def on_map(region: Region, found: dict[str, Any]) -> set[str]:
    state = np.frombuffer(base64.b64decode(found["map"]["units"]["state"]), np.uint8)
    return set(region.units.index[state > 0])


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", REGIONS)
def test_whatever_a_region_lacks_the_page_has_an_answer(name: str, language: str) -> None:
    region = REGIONS[name]
    for record in ({}, {"unit": str(region.units.index[0]), "band": "spread"}, {"show": "picked"}):
        found = answer(region, language, **record)
        assert set(KEYS) <= set(found)
        assert "nan" not in text(found["places"]["compare-table"]).lower().split()


@pytest.mark.parametrize(
    "record",
    [{}, {"unit": "u-south"}, {"unit": "u-south", "show": "alike"}, {"picked": "u-north"}, {"show": "all"}],
)
def test_the_rows_of_the_table_are_the_units_on_the_map(record: dict[str, str]) -> None:
    found = answer(TOLD, **record)
    assert rows(found)
    assert rows(found) == on_map(TOLD, found)
    assert rows(found) == {found["chart"]["ids"][at] for at in found["chart"]["shown"]}


def test_the_lists_of_the_head_are_those_of_the_care_form() -> None:
    assert [unit["id"] for unit in answer(TOLD)["units"]] == ["u-north", "u-south"]
    found = answer(TOLD)["places"]
    assert list(attributes(found["compare-when"], "value")) == ["2025", "2025Q2", "2025Q1"]
    assert list(attributes(found["compare-ind"], "value")) == ["wait"]


def test_units_of_other_care_forms_are_not_compared() -> None:
    assert answer(TOLD)["chart"]["ids"] == ["u-north", "u-south"]


def test_the_comparable_unit_that_does_better_is_told_with_distance_and_contact() -> None:
    region = TOLD
    units = region.units.assign(phone=["010-1", "", "010-3"])
    found = answer(replace(region, units=units), unit="u-south", like="none")
    said = text(found["places"]["compare-better"])
    assert "North" in said
    assert "10,0 km" in said
    assert "010-1" in said
    assert "+50" in said
    assert found["chart"]["numbered"] == [0]
    assert "North" not in text(answer(region, unit="u-north", like="none")["places"]["compare-better"])


def test_a_unit_beyond_the_threshold_is_told_with_how_far_and_since_when() -> None:
    said = text(answer(TOLD)["places"]["compare-threshold"])
    assert "South" in said
    assert "North" not in said
    assert "−10" in said
    assert "säkert" in said


def test_a_drawn_shape_chooses_the_units_that_stand_inside() -> None:
    lat, lon = answer(TOLD)["chart"]["lat"][0], answer(TOLD)["chart"]["lon"][0]
    ring = [(lat - 0.02, lon - 0.02), (lat - 0.02, lon + 0.02), (lat + 0.02, lon)]
    drawn = ";".join(f"{one:.4f},{two:.4f}" for one, two in ring)
    found = answer(TOLD, drawn=drawn)
    assert found["chart"]["picked"] == [0]
    assert rows(found) == {"u-north"}
    assert found["now"]["show"] == "picked"


def test_what_a_link_asks_for_in_vain_is_said_and_replaced() -> None:
    found = answer(TOLD, unit="gone", ind="none", picked="u-north,lost", drawn="nowhere")
    said = text(found["places"]["compare-messages"])
    assert "gone" in said
    assert found["chart"]["picked"] == [0]
    assert found["now"]["ind"] == "wait"


@pytest.mark.parametrize("name", REGIONS)
def test_as_many_units_are_compared_as_are_open_in_the_region(name: str) -> None:
    region = REGIONS[name]
    assessment = assess(region, default_scenario(region))
    assert len(answer(region)["chart"]["ids"]) == UNITS.read(assessment, whole_region(assessment)).value


def test_units_outside_the_region_are_compared_by_choice_and_their_number_is_said_once() -> None:
    away = TOLD.units.assign(area=[-1, *TOLD.units["area"].iloc[1:]])
    region = replace(TOLD, units=away)
    found = answer(region)
    assert found["chart"]["ids"] == ["u-south"]
    assert text(list(found["places"].values())).count("utanför regionen") == 1
    assert '{"beyond": "yes"}' in list(attributes(found["places"]["compare-facts"], "data-set"))
    for record in ({"beyond": "yes"}, {"unit": "u-north"}, {"picked": "u-north"}):
        more = answer(region, **record)
        assert more["chart"]["ids"] == ["u-north", "u-south"]
        assert "1 av dem ligger inte i regionen" in text(more["places"]["compare-facts"])


def test_a_closed_unit_is_none_of_those_compared() -> None:
    closed = replace(
        TOLD, units=TOLD.units.assign(capacity=[0.0, NAN, 5.0], closed=np.datetime64("2000-01-01"))
    )
    for region, said in ((TOLD, "en av 2 som jämförs"), (closed, "0 ")):
        assert said in text(answer(region, unit="u-north")["places"]["compare-facts"])
    assert "en av" not in text(answer(closed, unit="u-north")["places"]["compare-facts"])


def test_a_unit_of_few_cases_is_told_but_not_compared() -> None:
    found = answer(judged((0, "2025", 0.9, 18, 20), (2, "2025", 0.5, 500, 1000)))
    assert rows(found) == {"u-north", "u-south"}
    assert "70–97" in text(found["places"]["compare-table"]), "its interval is told"
    assert found["chart"]["cases"] == [None, 1000]
    assert found["chart"]["numbered"] == []
    assert found["chart"]["mean"] == 0.5
    assert "1 av 2 enheter har minst 30 fall" in text(found["places"]["compare-funnel-about"])
    assert "färre än 30 fall" in text(found["places"]["compare-table-note"])


def test_limits_count_with_the_spread_from_the_start_where_units_differ_by_much_more_than_chance() -> None:
    even = judged((0, "2025", 0.5, 50, 100), (1, "2025", 0.5, 50, 100), (2, "2025", 0.52, 52, 100))
    wide = judged((0, "2025", 0.9, 900, 1000), (1, "2025", 0.7, 700, 1000), (2, "2025", 0.4, 400, 1000))
    one_form = [replace(each, units=each.units.assign(care_form="gp")) for each in (even, wide)]
    assert [answer(each)["now"]["band"] for each in one_form] == ["chance", "spread"]
    assert [answer(each, band="chance")["now"]["band"] for each in one_form] == ["chance", "chance"]


def test_without_indicators_the_page_says_that_there_is_nothing_to_compare() -> None:
    region = toy_region()
    none = replace(region, settings=replace(region.settings, indicators={}))
    found = answer(none)
    assert text(found["places"]["compare-none"])
    assert "chart" not in found


def test_protected_visits_say_that_they_carry_noise() -> None:
    visits = TOLD.visits
    assert visits is not None
    noisy = replace(TOLD, visits=replace(visits, protected=True))
    assert "±5" in text(answer(noisy)["places"]["compare-table-note"])
    assert "±5" not in text(answer(TOLD)["places"]["compare-table-note"])


def test_every_place_of_the_ranking_is_an_interval() -> None:
    found = answer(judged((0, "2025", 0.7, 70, 100), (2, "2025", 0.68, 68, 100)))
    assert text(found["places"]["compare-table"]).count("1–2") == 2


def test_the_funnel_of_leeds_has_a_point_for_every_practice_with_figures(leeds: Assessment) -> None:
    found = answer(leeds.region, "en")
    points = [one for one in found["chart"]["cases"] if one is not None]
    assert (len(points), len(found["chart"]["ids"])) == (92, 93)
    assert "+293 outside the region" in text(found["places"]["compare-facts"])
    more = answer(leeds.region, "en", beyond="yes")
    assert len([one for one in more["chart"]["values"] if one is not None]) == 383
    # Practices of 1, 11 and 2 patients of Leeds led the list: by the whole list they have thousands.
    asked = read_comparison_question(leeds, {"beyond": "yes", "band": "chance"})
    assert asked is not None
    best = IndicatorComparison(leeds, asked)
    assert len(best.outstanding) > 6
    assert min(best.profiles.size[at] for at in best.outstanding) > 1000
    assert min(best.judged.cases[at] for at in best.outstanding) >= FEWEST_COMPARED
    assert len(rows(found)) == len(found["chart"]["ids"])
    asked = read_comparison_question(leeds, {})
    assert asked is not None
    assert asked.period == "2022-07"


def csv_of(region: Region, language: str = "sv", **record: str) -> tuple[list[dict[str, str]], str]:
    """Rows of the file, and what the file beside it says of them."""
    assessment = assess(region, default_scenario(region))
    asked = read_comparison_question(assessment, record)
    assert asked is not None
    comparison, words = IndicatorComparison(assessment, asked), words_of(region.settings, language)
    table, about = (
        make(comparison, words).decode("utf-8-sig") for make in (comparison_csv, comparison_about)
    )
    return list(csv.DictReader(io.StringIO(table), delimiter=";" if language == "sv" else ",")), about


def test_the_file_has_the_rows_of_the_table_and_intervals_by_another_route() -> None:
    for record in ({}, {"unit": "u-south"}, {"picked": "u-north"}, {"sort": "unit.up", "show": "all"}):
        table = list(attributes(answer(TOLD, **record)["places"]["compare-table"], "data-unit"))
        assert [row["id"] for row in csv_of(TOLD, **record)[0]] == table
    found, about = csv_of(TOLD, "en", unit="u-south")
    row = next(one for one in found if one["id"] == "u-south")
    heads = list(row)
    name = words_of(TOLD.settings, "en").of(TOLD.settings.indicators["wait"].name)
    assert float(row[heads[5]]) == 0.4
    own = stats.binomtest(400, 1000).proportion_ci(method="wilson")
    assert [float(row[head]) for head in heads[6:8]] == pytest.approx([own.low, own.high], abs=1e-6)
    assert heads[6].lower().startswith(f"{name}, lower limit".lower())
    assert "Wilson" in about
    assert about.rstrip().endswith("straight line × 1.30 at 60 km/h.")


def test_the_file_has_numbers_alone_in_its_columns_of_numbers_and_its_period_in_its_name() -> None:
    region = judged((0, "2025Q1", 0.9, 900, 1000), (2, "2025Q1", 0.4, 2, 5))
    found, about = csv_of(region, "en", show="all")
    assert len(found) == 2
    for row in found:
        for heading, cell in list(row.items())[3:-1]:  # the last says why a number is missing
            assert not cell or float(cell) >= 0, heading
    assert "empty cell" in about
    assessment = assess(region, default_scenario(region))
    asked = read_comparison_question(assessment, {"when": "2025Q1"})
    assert asked is not None
    assert "-wait-2025Q1" in file_name(IndicatorComparison(assessment, asked))


def test_a_mean_says_why_it_has_no_interval_and_a_rate_has_one() -> None:
    wait = TOLD.settings.indicators["wait"]

    def of(unit: str, *rows: tuple[int, str, float, float, float]) -> dict[str, Any]:
        region = judged(*rows)
        settings = replace(region.settings, indicators={"wait": replace(wait, unit=unit)})  # type: ignore[arg-type]
        return answer(replace(region, settings=settings), unit="u-south", show="all")

    mean = of("minutes", (0, "2025", 12.0, NAN, NAN), (2, "2025", 20.0, NAN, NAN))
    assert "spridningen mellan fallen" in text(mean["places"]["compare-table-note"])
    assert mean["chart"]["funnel"] is None
    assert "ingen andel" in text(mean["places"]["compare-funnel-about"])
    rate = of("number", (0, "2025", 1.0, 100, 100), (2, "2025", 5.0, 500, 100))
    said = text(rate["places"]["compare-table"])
    assert "0,81–1,22" in said
    assert "4,57–5,46" in said
    assert "Poisson" in text(rate["places"]["compare-table-note"])


def test_a_municipality_is_told_with_direction_interval_trend_and_target_and_the_region_by_its_name() -> None:
    settings = replace(TOLD.settings, short="TR")
    region = replace(TOLD, settings=settings)
    municipality = str(region.areas["municipality_id"].iloc[0])
    told = text(answer(region, muni=municipality)["places"]["compare-muni"])
    wait = settings.indicators["wait"]
    assert f"{words_of(settings, 'sv').of(settings.name)} (TR)" in told
    assert "högre är bättre" in told
    assert "lägre är bättre" in told
    assert wait.target is not None
    assert "nås" in told
    assert "inget mål" in told
    assert "räknat på alla" in told


def test_without_a_unit_of_ours_those_surely_better_than_all_are_told() -> None:
    found = answer(TOLD)
    assert "Välj en enhet" in text(found["places"]["compare-better-about"])
    said = text(found["places"]["compare-better"])
    assert "North" in said
    assert "South" not in said
    assert found["chart"]["numbered"] == [0]
    alike = answer(judged((0, "2025", 0.5, 50, 100), (2, "2025", 0.5, 50, 100)))
    assert "Ingen enhet" in text(alike["places"]["compare-better"])
    assert alike["chart"]["numbered"] == []


def test_what_was_chosen_in_planera_is_said_and_its_changes_are_not_counted() -> None:
    assert text(answer(TOLD)["places"]["compare-messages"]) == ""
    assert "gräns 15 min" in text(answer(TOLD)["places"]["compare-scope"])
    found = answer(TOLD, changes="close:u-north;close:u-south")
    assert "(2) räknas inte in" in text(found["places"]["compare-messages"])
    assert found["chart"]["ids"] == ["u-north", "u-south"]
    assessment = assess(TOLD, parse(TOLD, {"limit_min": "7"}))
    focus, _ = focus_of(assessment, Selection("region", ""))
    it = Request(TOLD, assessment, focus, words_of(TOLD.settings, "sv"), ())
    said = text(json.loads(json.dumps(compare_answer(it, {})))["places"]["compare-messages"])
    assert said.startswith("Valt i Planera:")
    assert "gräns 7 min" in said


def test_table_and_list_agree_on_who_is_better() -> None:
    """The difference is sure at 5 % one-sided although both intervals hold some of the same."""
    region = judged((0, "2025", 0.56, 280, 500), (2, "2025", 0.5, 250, 500))
    found = answer(region, unit="u-south", like="none", show="all")
    assert "North" in text(found["places"]["compare-better"])
    assert "över vårt" in text(found["places"]["compare-table"])
    assert "överlappar" not in text(found["places"]["compare-table"])


def test_the_file_says_what_visits_cost_where_that_is_known() -> None:
    # North has 400 kronor of 125 visits, south 300 of 235; the region has 700 in all.
    rows_by_id = {row["id"]: list(row.values())[-5:-1] for row in csv_of(TOLD, "en")[0]}
    assert [float(one) for one in rows_by_id["u-north"]] == pytest.approx([400, 3.2, 4 / 7, 1], abs=1e-6)
    assert [float(one) for one in rows_by_id["u-south"]] == pytest.approx(
        [300, 300 / 235, 3 / 7, 1], abs=1e-6
    )
    silent = csv_of(replace(TOLD, visits=None), "en")[0]
    assert len(silent[0]) == len(csv_of(TOLD, "en")[0][0]) - 4


def test_targets_are_told_with_how_many_units_reach_them_and_how_many_surely() -> None:
    # Of 0.6 and 0.52 both reach a target of 0.5, one for sure; 0.56 of all does.
    region = judged((0, "2025", 0.6, 600, 1000), (2, "2025", 0.52, 520, 1000))
    wait = replace(TOLD.settings.indicators["wait"], target=0.5)
    for better, said in (
        ("higher", ("minst 50 %", "ja", "2 av 2", "1 av 2")),
        ("lower", ("högst 50 %", "0 av 2")),
    ):
        indicators = {"wait": replace(wait, better=better)}
        asked = replace(region, settings=replace(region.settings, indicators=indicators))
        told = plain(text(answer(asked)["places"]["compare-goals"]))
        assert all(each in told for each in said), told
    none = replace(region, settings=replace(region.settings, indicators={"wait": replace(wait, target=None)}))
    assert "inga mål" in text(answer(none)["places"]["compare-goals"])


def test_goals_of_choosing_are_told_and_what_the_region_lacks() -> None:
    found = answer(TOLD)["places"]
    assert "inte satt några mål" in text(found["compare-choice"])
    goals = ChoiceGoals({"active_choice": 0.0, "re_choice": 0.1})
    region = replace(TOLD, settings=replace(TOLD.settings, choice_goals=goals))
    told = text(answer(region)["places"]["compare-choice"])
    assert "1 av 1 mål nås" in told
    assert "besöken säger inte vem som byter enhet" in told


def test_costs_are_told_in_kronor_by_unit_and_for_all_care_forms() -> None:
    told = text(answer(TOLD)["places"]["compare-costs"])
    for said in ("400 kr", "300 kr", "Vårdform", "Per invånare", "inte per tjänst"):
        assert said in plain(told), said
    assert "Kostnad per vårdform" not in text(answer(replace(TOLD, visits=None))["places"]["compare-costs"])


def test_of_too_few_protected_visits_the_profile_says_how_many_and_no_more() -> None:
    public, protected = (
        text(answer(few_visits(protected=each), "en", unit="u-north")["places"]["compare-profile"])
        for each in (False, True)
    )
    assert "too few to show" not in public
    assert protected.count("too few to show") == 6
