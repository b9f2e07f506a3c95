"""Changed rules are told against the published, and with every rule off the page says so everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dashboard.components import ids
from dashboard.kpis import kpis_of
from dashboard.layers import layers_of
from dashboard.map.payload import map_payload
from dashboard.plan.answer import answer_view, trends_view
from dashboard.plan.page import plan_page
from dashboard.plan.table_answer import table_view
from dashboard.presentation.figures import fill_in
from dashboard.question.display import read_display
from dashboard.question.listing import read_listing
from dashboard.question.request import Request, request_of
from dashboard.tables.csv_files import csv_bytes
from dashboard.tables.report import report
from dashboard.tables.tables import table_keys, table_of
from dashboard.words.question import question_parts
from dashboard.words.words import LANGUAGES, words
from geodata.contract.constants import CONSTANTS
from geodata.focus.places import every
from geodata.measures.registry import measures_of
from tests.dashboard.regions import REGIONS

OFF = ",".join(f"{rule}:off" for rule in CONSTANTS["rules"])
PAGE = {"version": "", "linked": ""}


def asked(rules: str, language: str = "sv", selection: dict[str, str] | None = None) -> Request:
    region = REGIONS["small"]
    here = [rule for rule in rules.split(",") if rule.split(":")[0] in region.settings.rules]
    return request_of(region, words(language), {"rules": ",".join(here)}, selection or {})


def texts(markup: Any) -> Iterator[str]:
    if isinstance(markup, str):
        yield markup
    else:
        for part in markup[2:] if isinstance(markup[0], str) and len(markup) > 1 else markup:
            yield from texts(part)


def shown(request: Request, layers: str = "underserved,units") -> dict[str, str]:
    places = answer_view(request, read_display({"layers": layers}), PAGE, "", {})
    return {key: " ".join(text for part in parts for text in texts(part)) for key, parts in places.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", [{}, {"area": "A1"}, {"muni": "M1"}])
def test_with_every_rule_off_everything_says_that_none_is_on(language: str, place: dict[str, str]) -> None:
    request = asked(OFF, language, place)
    text, assessment = request.words, request.assessment
    assert not request.unknown
    said = shown(request)
    assert said[ids.kpi_value("underserved")] == text("why.no_rules")
    assert text("why.no_rules") in said[ids.FOCUS_HEAD]
    assert text("empty.no_rules") in said[ids.legend("underserved")], "the legend before is taken away"
    table = table_view(request, read_listing({"table": "underserved"}), {})
    assert text("empty.no_rules") in " ".join(t for part in table[ids.TABLE_BODY] for t in texts(part))
    assert text("question.rules_none") in [
        part.text for part in question_parts(assessment, request.focus, text)
    ]
    line = next(
        line for line in report(assessment, request.focus, text)["kpis"] if line["key"] == "underserved"
    )  # type: ignore[attr-defined]
    assert (line["value"], line["missing"]) == (None, text("why.no_rules"))
    assert fill_in("{underserved}", request) == text("why.no_rules")
    assert (
        map_payload(assessment, request.focus, read_display({"layers": "underserved"}), text)["fill"] is None
    )


def test_no_table_or_file_has_a_column_of_rules_where_none_is_on() -> None:
    request = asked(OFF)
    for key in table_keys(request.region):
        table = table_of(request.assessment, request.focus, key)
        assert "rules" not in table.values or not table.ids, key
        assert request.words("rule.none") not in csv_bytes(table, request.words).decode(), key


def test_what_rests_on_rules_is_not_zero_where_none_is_on() -> None:
    request = asked(OFF)
    for key in ("underserved", "severity"):
        measure = measures_of(request.region)[key]
        for kind in measure.kinds:
            if kind in ("drawn", "several"):  # made by hand, without a list
                continue
            found = measure.counts(request.assessment, every(request.assessment, kind))
            assert not found.known.any(), (key, kind)


@pytest.mark.parametrize("rules", ["too_far:off", "too_far:1", OFF])
def test_rules_alone_that_are_changed_are_told_beside_todays_value(rules: str) -> None:
    request, today = asked(rules), asked("")
    said, text = shown(request), request.words
    for kpi in kpis_of(request.region):
        reading = kpi.read(today.assessment, today.focus)
        if reading.value is None:
            continue
        beside = said[ids.kpi_against(kpi.key)]
        assert text("scenario.today") in beside, kpi.key
        assert text.measure(reading.value, reading.unit) in beside, kpi.key
    lines = report(request.assessment, request.focus, text)["kpis"]
    for line in lines:  # type: ignore[attr-defined]
        kpi = next(kpi for kpi in kpis_of(request.region) if kpi.key == line["key"])
        reading = kpi.read(today.assessment, today.focus)
        finite = reading.value is not None and abs(reading.value) != float("inf")
        assert line["today"] == (reading.value if finite else None), kpi.key
    assert text("scenario.rules") in said[ids.FOCUS_HEAD]
    assert trends_view(request)


def test_a_link_with_every_rule_off_still_offers_the_layer_of_rules() -> None:
    region = REGIONS["small"]
    page = str(plan_page(region, words("sv"), {"rules": asked(OFF).assessment and OFF}, ""))
    assert f"legend-{layers_of(region)[0].key}" in page
    assert layers_of(region)[0].key == "underserved"


def test_a_layer_that_is_on_and_has_nothing_to_show_says_why() -> None:
    request = asked(OFF)
    on = ",".join(layer.key for layer in layers_of(request.region))
    said = shown(request, on)
    for layer in layers_of(request.region):
        assert said[ids.legend(layer.key)], layer.key
