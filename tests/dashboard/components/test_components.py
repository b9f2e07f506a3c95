"""Components are built from data alone: for every focus, in both languages, with anything missing."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest
from dash import html
from dash.development.base_component import Component

from dashboard.components.accounts import accounts_table
from dashboard.components.data_table import data_table
from dashboard.components.figure import figure
from dashboard.components.header import header
from dashboard.components.ids import kpi_against, kpi_label, kpi_press, kpi_trend, kpi_value, legend
from dashboard.components.layer_switch import layer_switch, legend_parts
from dashboard.components.markup import Markup
from dashboard.components.messages import version_message
from dashboard.components.sparkline import HEIGHT, MARGIN, WIDTH, sparkline
from dashboard.components.take_along import take_along
from dashboard.components.trend_line import trend_line
from dashboard.kpis import kpis_of
from dashboard.kpis.meta import meta_of
from dashboard.layers import FILLS, layer_of, layers_of
from dashboard.layers.base import Column, Table
from dashboard.pages.method import method_page
from dashboard.plan.drawer import table_parts
from dashboard.plan.focus_head import focus_head
from dashboard.plan.kpi_panel import against, kpi_panel, label, shown_at_once
from dashboard.plan.page import plan_page
from dashboard.plan.rail import disclosure_sentence, rail
from dashboard.plan.stage import stage
from dashboard.plan.unit_card import unit_card
from dashboard.question.listing import read_listing
from dashboard.tables.rows import rows_of
from dashboard.words.layers import layer_words
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment
from geodata.focus.places import place_of
from geodata.measures.residents import RESIDENTS
from geodata.measures.tally import Reading
from geodata.measures.underserved import UNDERSERVED
from tests.dashboard.regions import REGIONS, assessed, focuses

SV, EN = words("sv"), words("en")
FILLED_IN_BROWSER = ("{count}", "{address}")


def parts(tree: object) -> Iterator[Component]:
    """Every component of a tree, in the order read."""
    if isinstance(tree, Component):
        yield tree
        yield from parts(getattr(tree, "children", None))
    elif isinstance(tree, list | tuple):
        for one in tree:
            yield from parts(one)


def texts(tree: object) -> Iterator[str]:
    """Every text that is seen or said aloud."""
    if isinstance(tree, list | tuple):
        for one in tree:
            yield from texts(one)
    elif isinstance(tree, Component):
        for name in ("aria-label", "title", "alt", "label", "placeholder"):
            if isinstance(found := getattr(tree, name, None), str):
                yield found
        yield from texts(getattr(tree, "children", None))
    elif tree is not None:
        yield str(tree)


def elements(markup: Markup | list[Markup]) -> Iterator[tuple[str, dict[str, str], list[Markup]]]:
    """Name, attributes and inside of every element of some markup, in the order read."""
    if isinstance(markup, str):
        return
    if len(markup) > 1 and isinstance(markup[1], dict):
        name, attributes, *inside = markup
        yield name, attributes, inside
        markup = inside
    for one in markup:
        yield from elements(one)


def written(markup: Markup | list[Markup]) -> list[str]:
    """Every text of some markup that is seen or said aloud."""
    found = [] if not isinstance(markup, list) else [one for one in markup if isinstance(one, str)]
    for _, attributes, inside in elements(markup):
        found += [attributes[key] for key in ("aria-label", "title", "alt") if key in attributes]
        found += [one for one in inside if isinstance(one, str)]
    return found


def is_whole(tree: object) -> bool:
    """Whether no text is a blank left open, a nan, or Python showing through."""
    said = " ".join(texts(tree))
    for filled in FILLED_IN_BROWSER:
        said = said.replace(filled, "")
    shows = ("{", "}", " nan", "None", "np.", "inf ", "Infinity")
    return not any(one in f" {said} " for one in (*shows, ", .", ": ,", " ,"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REGIONS)
def test_both_pages_are_whole_whatever_the_region_lacks(name: str, language: str) -> None:
    region, said = REGIONS[name], words(language)
    for page in (plan_page(region, said, {}, ""), method_page(region, said, "")):
        assert is_whole(page), name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REGIONS)
def test_head_figures_and_card_are_whole_for_every_focus(name: str, language: str) -> None:
    assessment, said = assessed(name), words(language)
    whole = place_of(assessment, "region")
    kpis = kpis_of(assessment.region)
    for focus in focuses(assessment):
        head = focus_head(assessment, focus, said)
        assert is_whole(head)
        assert any(part.__class__.__name__ == "H1" for part in parts(head))
        for kpi in kpis:
            here, there = kpi.read(assessment, focus), kpi.read(assessment, whole)
            assert is_whole(figure(here, said)), kpi.key
            assert is_whole(against(here, there, kpi.better, "X", said)), kpi.key
        if focus.is_unit:
            card = unit_card(layer_of(assessment.region, "units").table(assessment, focus), focus.id, said)
            assert card is not None
            assert is_whole(card)


@pytest.mark.parametrize("name", REGIONS)
def test_the_head_says_the_same_of_residents_as_the_figures_below_it(name: str) -> None:
    assessment, en = assessed(name), words("en")
    for focus in (one for one in focuses(assessment) if not one.is_unit):
        said = " ".join(texts(focus_head(assessment, focus, en)))
        residents, lacking = (one.read(assessment, focus) for one in (RESIDENTS, UNDERSERVED))
        assert (residents.why == "why.nobody") == ("Nobody lives here" in said)
        if residents.value is None:
            assert not re.search(r"\d+ (residents|of \d+ rules|\()", said), focus.id
            continue
        assert f"{en.count(residents.value)} residents" in said
        if not focus.is_area:
            assert lacking.value is not None
            assert f"({en.share(lacking.value)}) live where supply is too low" in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REGIONS)
def test_legends_and_tables_are_whole(name: str, language: str) -> None:
    assessment, said = assessed(name), words(language)
    shown = read_listing({})
    for layer in layers_of(assessment.region):
        if layer.available(assessment):
            assert is_whole(legend_parts(layer.legend(assessment), said)), layer.key
        for focus in focuses(assessment):
            count, rows = table_parts(layer.table(assessment, focus), shown, said)
            assert count
            assert is_whole(written(rows)), (layer.key, focus.kind)


def test_the_panel_has_places_for_every_figure_and_each_a_mark_that_explains_it(toy: Assessment) -> None:
    kpis = kpis_of(toy.region)
    layers = {layer.key: layer_words(layer, "name", SV) for layer in layers_of(toy.region)}
    panel = kpi_panel(kpis, layers, SV)
    ids = [part.id for part in parts(panel) if getattr(part, "id", None)]
    for place in (kpi_press, kpi_label, kpi_value, kpi_against, kpi_trend):
        assert sorted(id_ for id_ in ids if id_.startswith(place(""))) == sorted(
            place(kpi.key) for kpi in kpis
        )
    for kpi in kpis:
        named = elements(label(kpi, meta_of(kpi, toy), SV))
        assert next(attributes["aria-label"] for name, attributes, _ in named if name == "summary")
    presses = [part for part in parts(panel) if getattr(part, "data-kpi-layer", None)]
    told = {getattr(press, "data-kpi"): getattr(press, "data-kpi-layer") for press in presses}
    assert told == {kpi.key: kpi.layer for kpi in kpis}


def test_the_question_comes_first_of_ten_figures_that_show_at_once() -> None:
    region = REGIONS["small"]
    kpis = kpis_of(region)
    layers = {layer.key: layer_words(layer, "name", SV) for layer in layers_of(region)}
    panel = kpi_panel(kpis, layers, SV)
    behind = {
        getattr(part, "data-kpi")
        for details in parts(panel)
        if isinstance(details, html.Details) and getattr(details, "className", "") == "more-figures"
        for part in parts(details)
        if getattr(part, "data-kpi", None)
    }
    shown = [key for part in parts(panel) if (key := getattr(part, "data-kpi", None)) and key not in behind]
    assert shown[0] == "underserved"
    assert len(shown) == shown_at_once(kpis) <= 10 + len(region.settings.themes)


def test_a_figure_is_said_in_its_unit_or_why_it_is_not() -> None:
    def said(measure: Reading) -> str:
        return "".join(texts(figure(measure, SV)))

    assert said(Reading(0.5, "share")) == "50\u202f%"
    assert said(Reading(12.3, "minutes")).replace("\u202f", " ").replace("\u00a0", " ") == "12,3 min"
    assert said(Reading(math.inf, "minutes")) == "ingen inom räckhåll"
    assert said(Reading(None, "count", why="why.no_visits")) == SV("why.no_visits")
    assert said(Reading(None, "count")) == "uppgift saknas"


def test_beside_a_figure_stands_the_regions() -> None:
    said = list(texts(against(Reading(15.0, "minutes"), Reading(12.5, "minutes"), "lower", "VGR", SV)))
    assert said[0].startswith("▲ 2,5")
    assert said[1].startswith("VGR 12,5")
    assert list(texts(against(Reading(None, "minutes"), Reading(12.5, "minutes"), "lower", "VGR", SV)))
    assert against(Reading(1.0, "count"), Reading(None, "count"), "", "VGR", SV) == []


POINTS = [("2024Q4", 0.4), ("2025Q1", None), ("2025Q2", 0.5)]


def test_a_trend_is_a_line_and_the_same_in_words() -> None:
    ((name, line),) = [(part[0], part[1]) for part in trend_line(POINTS, "share", "#123456", SV)]
    assert name == "img"
    assert line["alt"].replace("\u202f", " ") == "Kvartal 4 2024: 40 %. Kvartal 2 2025: 50 %."
    assert trend_line([("2025", 0.4)], "share", "#123456", SV) == [], "one point is no trend"
    assert trend_line([("2024", None), ("2025", None)], "share", "#123456", SV) == []
    level = [("2023", 100.0), ("2024", 100.00000000000003), ("2025", 99.99999999999997)]
    assert trend_line(level, "index", "#123456", SV) == [], "a sum's last bit is no trend"


def svg(address: str) -> ElementTree.Element:
    return ElementTree.fromstring(unquote(address.removeprefix("data:image/svg+xml,")))


def test_a_sparkline_stays_inside_its_picture_and_breaks_where_nothing_is_known() -> None:
    tree = svg(sparkline([3.0, None, 5.0, math.inf, 4.0, 9.0], "#123456"))
    path = next(iter(tree)).attrib["d"]
    assert path.count("M") == 3
    x = [float(point.split(" ")[0]) for point in path.replace("M", "L").strip("L").split("L")]
    y = [float(point.split(" ")[1]) for point in path.replace("M", "L").strip("L").split("L")]
    assert min(x) >= MARGIN
    assert max(x) <= WIDTH - MARGIN
    assert (min(y), max(y)) == (MARGIN, HEIGHT - MARGIN)


@pytest.mark.parametrize("values", [[1.0], [2.0, 2.0], [None, 4.0], [0.0, 0.0, 0.0]])
def test_a_sparkline_of_little_is_a_picture_too(values: list[float | None]) -> None:
    assert len(svg(sparkline(values, "#123456"))) == 2


def test_a_sparkline_of_nothing_is_none() -> None:
    assert sparkline([], "#123456") == sparkline([None, math.inf, math.nan], "#123456") == ""


def test_headings_say_how_the_table_is_sorted(toy: Assessment) -> None:
    table = layer_of(toy.region, "nearest").table(toy, place_of(toy, "region"))
    tree = data_table(table, rows_of(table, SV, "nearest.down", "", 50), SV)
    sorts = [attributes["aria-sort"] for name, attributes, _ in elements(tree) if name == "th"]
    assert sorts.count("descending") == 1
    assert sorts.count("none") == len(sorts) - 1
    ids = [
        attributes["data-select-id"] for name, attributes, _ in elements(tree) if name == "tr" and attributes
    ]
    assert ids == ["A2", "A3", "A1"]


def test_names_with_markup_are_text() -> None:
    table = Table(
        "layer.nearest.table",
        "area",
        ["x"],
        (Column("area", "column.area", "text"), Column("nearest", "column.nearest", "minutes")),
        {"area": ["<b>Å & Ö</b>"], "nearest": np.array([np.inf])},
    )
    tree = data_table(table, rows_of(table, SV, "", "", 9), SV)
    assert "<b>Å & Ö</b>" in written(tree), "the page makes a text of it, never an element"
    assert [1 for _, attributes, _ in elements(tree) if "loudest" in attributes.get("class", "")]


def test_a_heading_as_long_as_a_scenarios_name_may_take_several_lines() -> None:
    named = {"sv": "Stänger Vårdcentralen Hästhagen med mera"}
    columns = (Column("figure", "column.figure", "text"), Column("scenario", named, "text"))
    table = Table("table.compare", "kpi", ["x"], columns, {"figure": ["Enheter"], "scenario": ["3"]})
    tree = data_table(table, rows_of(table, SV, "", "", 9), SV)
    assert [said.get("class", "") for name, said, _ in elements(tree) if name == "th"] == ["", "is-long"]


def test_more_rows_are_a_press_away(leeds: Assessment) -> None:
    table = layer_of(leeds.region, "flows").table(leeds, place_of(leeds, "region"))
    said, rows = table_parts(table, read_listing({}), EN)
    assert said == "showing 50 of 14,145 rows"
    assert sum(name == "tr" for name, _, _ in elements(rows)) == 51
    assert EN("ui.rows_more") in written(rows)
    none, empty = table_parts(table, read_listing({"find": "zzz"}), EN)
    assert none == EN("ui.rows_none")
    assert "zzz" in " ".join(written(empty))


def test_files_are_links_to_the_same_question() -> None:
    tree = take_along("0a1b", "units", {"form": "gp"}, SV)
    links = [part.href for part in parts(tree) if getattr(part, "href", None)]
    assert links == [
        *(f"/ta-med/0a1b.{kind}" for kind in ("pdf", "pptx", "png", "svg", "xlsx")),
        "/download/0a1b/units.zip?form=gp&lang=sv",
        "/download/0a1b/units.xlsx?form=gp&lang=sv",
        "/download/0a1b/units.gpkg?form=gp&lang=sv",
        "/download/0a1b/units.parquet?form=gp&lang=sv",
    ]


def test_filters_that_the_region_cannot_answer_have_no_control() -> None:
    def keys(name: str) -> set[str]:
        tree = rail(REGIONS[name], SV)
        return {getattr(part, "data-state") for part in parts(tree) if getattr(part, "data-state", None)}

    assert keys("whole") == {"form", "age"}, "one period is no choice"
    assert keys("small") >= {"form", "period"}
    assert "period" not in keys("no visits")
    checks = {getattr(part, "data-check", None) for part in parts(rail(REGIONS["no operators"], SV))}
    assert "operator" not in checks


def test_the_openness_of_visits_is_named() -> None:
    assert disclosure_sentence(REGIONS["no visits"], SV) == SV("ui.no_visits")


def test_every_layer_has_a_switch_and_a_place_for_its_legend(toy: Assessment) -> None:
    tree = layer_switch(layers_of(toy.region), toy.region, SV)
    switches = [getattr(one, "data-value") for one in parts(tree) if getattr(one, "role", "") == "switch"]
    options = [part.value for part in parts(tree) if isinstance(part, html.Option)]
    switches += [one for one in options if one in {layer.key for layer in FILLS}]
    assert set(switches) == {"labels", *(layer.key for layer in layers_of(toy.region))}
    places = {one.id for one in parts(tree) if getattr(one, "id", None)}
    assert places >= {legend(layer.key) for layer in layers_of(toy.region)}


def test_example_data_says_so_over_the_map_and_above_the_method() -> None:
    small = REGIONS["small"]
    assert "Exempel" in list(texts(stage(small, layers_of(small), SV)))
    assert "Example" in list(texts(method_page(small, EN, "")))


def test_the_language_is_a_link_that_keeps_the_view() -> None:
    tree = header(REGIONS["small"], SV, "plan", "?form=rehab&lang=sv")
    links = {part.lang: part.href for part in parts(tree) if getattr(part, "lang", None)}
    assert links == {"sv": "/?form=rehab&lang=sv", "en": "/?form=rehab&lang=en"}


def test_an_older_version_says_so_and_offers_the_newest() -> None:
    page = {"version": "aaaaaaaaaaaa", "linked": ""}
    older = version_message(page, "bbbbbbbbbbbb", SV)
    assert older is not None
    assert SV("ui.version_newest") in list(texts(older))
    assert version_message(page, "aaaaaaaaaaaa", SV) is None
    gone = version_message({**page, "linked": "cccccccccccc"}, "aaaaaaaaaaaa", SV)
    assert gone is not None
    assert "cccccc" in " ".join(texts(gone))


def test_what_was_kept_apart_is_a_table_or_a_sentence(leeds: Assessment) -> None:
    assert SV("ui.accounts_none") in list(texts(accounts_table((), SV)))
    tree = accounts_table(leeds.region.accounts, SV)
    assert is_whole(tree)
    assert "293" in list(texts(tree)), "practices outside the boundary"


def test_rules_that_are_kept_are_told_from_those_that_are_failed(toy: Assessment) -> None:
    table = layer_of(toy.region, "nearest").table(toy, place_of(toy, "region"))
    _, rows = table_parts(table, read_listing({}), SV)
    rules = tuple(toy.lacking.rules)
    chips = [
        attributes["class"]
        for _, attributes, _ in elements(rows)
        if "chip" in attributes.get("class", "").split()
    ]
    failed = sum(fails.sum() for fails in toy.lacking.rules.values())
    assert len(chips) == len(rules) * len(table.ids)
    assert chips.count("chip") == failed
    assert SV("rule.none") in list(written(rows))
    assert SV("why.missing") not in [text for text in written(rows) if text == SV("rule.none")]
