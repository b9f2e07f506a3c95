"""What-if and the rules as they stand on the page: whole in both languages, whatever the region lacks."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.components import ids
from dashboard.components.markup import markup_of
from dashboard.plan.page import plan_page
from dashboard.plan.rail import rail
from dashboard.plan.rules_panel import SCALES, rules_panel
from dashboard.plan.unit_actions import unit_actions
from dashboard.plan.what_if import TEXTS, pick_bar, usual_capacities, what_if
from dashboard.texts.catalogue import blanks, catalogue
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.underserved import RULES, USUAL_LIMITS
from geodata.contract.settings import Rule
from geodata.scenario.scenario import care_forms
from tests.dashboard.components.test_components import elements, is_whole, parts, texts
from tests.dashboard.regions import REGIONS

SV, EN = words("sv"), words("en")
SCRIPTS = Path(__file__).parents[3] / "assets" / "app"
SPEAKERS = [SCRIPTS / "scenarios.js", SCRIPTS / "placing.js", *sorted(SCRIPTS.glob("whatif_*.js"))]
FILLED_BY = {"most", "name", "capacity", "what", "place", "id", "change"} | {
    "first", "second", "theirs", "ours", "version", "rule",
}  # fmt: skip


def data(tree: object, name: str) -> list[str]:
    """Values of a data attribute, in the order read."""
    found = (getattr(part, f"data-{name}", None) for part in parts(tree))
    return [str(one) for one in found if one is not None]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REGIONS)
def test_the_section_and_the_rules_are_whole_whatever_the_region_lacks(name: str, language: str) -> None:
    said = words(language)
    for tree in (what_if(REGIONS[name], said), rules_panel(REGIONS[name], said), pick_bar(said)):
        assert is_whole(tree)


@pytest.mark.parametrize("name", REGIONS)
def test_every_care_form_has_a_usual_capacity_that_a_unit_can_have(name: str) -> None:
    usual = usual_capacities(REGIONS[name])
    assert tuple(usual) == care_forms(REGIONS[name])
    assert all(float(one) > 0 for one in usual.values())


def test_a_new_unit_is_given_the_usual_capacity() -> None:
    assert usual_capacities(REGIONS["whole"])["gp"] == "7.5", "of 5 and 10"


def test_the_name_of_the_scenario_has_its_place_and_the_page_says_which_region_it_is_of() -> None:
    region = REGIONS["small"]
    page = plan_page(region, SV, {}, "")
    assert ids.SCENARIO_NAME in [getattr(part, "id", None) for part in parts(page)]
    assert data(page, "region") == [region.settings.id]


def test_the_section_comes_after_the_filters_and_before_the_rules() -> None:
    tree = rail(REGIONS["small"], SV)
    order = [getattr(part, "id", None) for part in parts(tree)]
    assert order.index("field-limit") < order.index("what-if") < order.index("rules-panel")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_the_script_says_is_sent_and_every_blank_is_one_it_fills(language: str) -> None:
    (sent,) = data(what_if(REGIONS["whole"], words(language)), "words")
    assert set(json.loads(sent)) == set(TEXTS)
    for key in TEXTS:
        assert blanks(catalogue(language)[f"whatif.{key}"]) <= FILLED_BY, key


def test_the_script_says_no_text_that_is_not_sent() -> None:
    script = "".join(path.read_text(encoding="utf-8") for path in SPEAKERS)
    said = set(re.findall(r"\b(?:words\(\)|texts)\.([a-z_]+)", script))
    said |= set(re.findall(r"\b(?:tell|kept)\(\"([a-z_]+)\"", script))
    said |= set(re.findall(r"problem: \"([a-z_]+)\"", script))
    assert len(said) > 30
    assert said <= set(TEXTS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ["open", "closed", "added"])
@pytest.mark.parametrize("capacity", [None, math.nan, 0.0, 7.25])
def test_what_can_be_done_with_a_unit_is_whole(language: str, state: str, capacity: float | None) -> None:
    tree = unit_actions("E<1>", "Ekens vårdcentral", capacity, state, words(language), "läkare")  # type: ignore[arg-type]
    assert is_whole(tree)
    assert data(tree, "unit") == ["E<1>"]
    assert "Ekens vårdcentral" in " ".join(texts(tree))


def test_a_unit_offers_what_can_be_done_as_it_stands() -> None:
    def offers(state: str) -> tuple[list[str], list[str]]:
        tree = unit_actions("E1", "Eken", 7.25, state, SV)  # type: ignore[arg-type]
        return data(tree, "whatif"), [text for text in texts(tree) if text in buttons]

    buttons = {text for key, text in catalogue("sv").items() if key.startswith("whatif.act.unit_")}
    change = ["unit-close", "unit-move", "unit-size"]
    assert offers("open") == (change, ["Stäng i scenariot", "Flytta", "Ändra"])
    assert offers("added") == (change, ["Ta bort ur scenariot", "Flytta", "Ändra"])
    assert offers("closed") == (["unit-open"], ["Öppna igen"])
    assert unit_actions("E1", "Eken", 7.25, "absent", SV) is None


def test_the_capacity_stands_in_the_field_and_an_unknown_one_leaves_it_empty() -> None:
    assert data(unit_actions("E1", "Eken", 7.25, "open", SV), "value") == ["7.25"]
    assert data(unit_actions("E1", "Eken", math.nan, "open", SV), "value") == [""]
    assert data(unit_actions("E1", "Eken", None, "open", SV), "value") == [""]


def test_the_actions_are_markup_that_the_page_makes_fields_of() -> None:
    made = list(elements(markup_of(unit_actions("E1", "Eken", 5.0, "open", EN, "doctors"))))
    (field,) = [said for _, said, _ in made if "data-number" in said]
    assert field["data-label"] == "Capacity of Eken"
    assert all(said["type"] == "button" for name, said, _ in made if name == "button")


def test_each_published_rule_has_its_switch_its_limit_and_its_source() -> None:
    region = REGIONS["small"]
    tree = rules_panel(region, SV)
    known = [key for key in RULES if key in region.settings.rules]
    assert data(tree, "rule") == known
    said = list(texts(tree))
    for key in known:
        assert SV(f"rule.{key}.name") in said
        assert SV(f"rule.{key}.about") in said
        assert SV.of(region.settings.rules[key].source) in said
    switches = [part for part in parts(tree) if getattr(part, "role", "") == "switch"]
    assert len(switches) == len(data(tree, "number")) == len(known)


def test_a_limit_that_the_region_leaves_out_is_the_usual_one_or_the_questions_own() -> None:
    region = REGIONS["whole"]
    rules = {key: Rule(key, None, key != "too_few", {"sv": "Källa", "en": "Source"}) for key in RULES}  # type: ignore[arg-type]
    tree = rules_panel(replace(region, settings=replace(region.settings, rules=rules)), SV)
    assert data(tree, "limit") == ["", *(f"{USUAL_LIMITS[key]:g}" for key in RULES[1:])]
    assert data(tree, "on") == ["true", "true", "true", "false"]
    assert data(tree, "scale") == [str(SCALES[key]) for key in RULES]


def test_a_rule_about_visits_is_not_offered_where_there_are_none() -> None:
    with_visits, without = REGIONS["small"], REGIONS["no visits"]
    assert (
        "too_few" in data(rules_panel(with_visits, SV), "rule") or "too_few" not in with_visits.settings.rules
    )
    assert "too_few" not in data(rules_panel(without, SV), "rule")


def test_a_region_without_rules_has_no_panel() -> None:
    region = REGIONS["whole"]
    assert rules_panel(replace(region, settings=replace(region.settings, rules={})), SV) is None


def test_how_many_rules_make_an_area_lack_supply_is_said() -> None:
    region = REGIONS["whole"]
    for from_, told in ((1, "minst en regel"), (3, "minst 3 regler")):
        settings = replace(region.settings, underserved_from=from_)
        assert told in " ".join(texts(rules_panel(replace(region, settings=settings), SV)))
