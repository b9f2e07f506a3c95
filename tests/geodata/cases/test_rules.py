"""A region whose rules answer nothing is never told to have supply enough: nobody has said what is enough."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.components import ids
from dashboard.kpis import kpis_of
from dashboard.pages.method import method_page
from dashboard.plan.table_answer import table_view
from dashboard.presentation.figures import fill_in
from dashboard.question.listing import read_listing
from dashboard.question.request import Request, request_of
from dashboard.tables.csv_files import csv_bytes
from dashboard.tables.report import report, to_csv
from dashboard.tables.tables import table_of
from dashboard.words.question import question_parts
from dashboard.words.words import LANGUAGES, words
from geodata.focus.places import every
from geodata.measures.registry import measures_of
from geodata.region.region import Region
from tests.dashboard.plan.test_rules_off import shown, texts
from tests.geodata.cases.shared_case import outcome, outcome_of_case
from tests.toy import write_toy_region

TOO_FAR = '[rules.too_far]\nsource = "Prov"\n'
UNRULED = {
    "no_rules_set": "",
    "no_rules": f"{TOO_FAR}on = false\n",
    "no_rules_known": '[rules.too_few]\nlimit = 0.5\nsource = "Prov"\n',
}
"""Settings of rules that answer nothing, by why; the last in a region without visits."""
PLACES: list[dict[str, str]] = [{}, {"area": "0101"}, {"muni": "1401"}]


def toy(folder: Path, rules: str) -> Region:
    """The toy region with other rules, and without the visits that one of them would ask for."""
    text = (write_toy_region(folder) / "region.toml").read_text("utf-8")
    without = re.sub(r"\[(rules|tables\.visits)\b[^\[]*", "", text)
    (folder / "region.toml").write_text(without + "\n" + rules, "utf-8")
    found = outcome(folder)
    assert found.region is not None, found.words()
    return found.region


def told(request: Request) -> dict[str, str]:
    """What each page, file and interface says of what is lacking."""
    said, text = shown(request), request.words
    table = table_view(request, read_listing({"table": "underserved"}), {})
    line = next(kpi for kpi in kpis_of(request.region) if kpi.key == "underserved")
    zones = table_of(request.assessment, request.focus, "underserved")
    figures = report(request.assessment, request.focus, text)
    (reported,) = [each for each in figures["kpis"] if each["key"] == "underserved"]  # type: ignore[attr-defined]
    return {
        "figure": said[ids.kpi_value("underserved")],
        "head": said[ids.FOCUS_HEAD],
        "legend": said[ids.legend("underserved")],
        "table": " ".join(part for parts in table[ids.TABLE_BODY] for part in texts(parts)),
        "measure": text(line.read(request.assessment, request.focus).why),
        "report": str(reported["missing"]) if reported["value"] is None else str(reported["value"]),
        "csv": to_csv(figures, text),
        "slide": fill_in("{underserved}", request),
        "method": str(method_page(request.region, text, "")),
        "zones": text(zones.empty) + csv_bytes(zones, text).decode(),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("why", UNRULED)
def test_everyone_who_tells_what_is_lacking_says_why_nobody_can(
    why: str, place: dict[str, str], language: str, tmp_path: Path
) -> None:
    request = request_of(toy(tmp_path, UNRULED[why]), words(language), {}, place)
    text = request.words
    assert not request.misread
    for where, said in told(request).items():
        assert text(f"why.{why}") in said or text(f"empty.{why}") in said, where


@pytest.mark.parametrize("why", UNRULED)
def test_no_place_of_any_kind_has_a_number_of_what_no_rule_asks_for(why: str, tmp_path: Path) -> None:
    region = toy(tmp_path, UNRULED[why])
    request = request_of(region, words("sv"), {}, {})
    for key in ("underserved", "severity"):
        measure = measures_of(region)[key]
        for kind in measure.kinds:
            if kind not in ("drawn", "several"):  # made by hand, without a list
                found = measure.counts(request.assessment, every(request.assessment, kind))
                assert not found.known.any(), (key, kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_without_rules_says_so_in_every_file_that_tells_its_question(
    language: str, tmp_path: Path
) -> None:
    region = outcome_of_case("silent_no_rules_underserved_0", tmp_path).region
    assert region is not None
    request = request_of(region, words(language), {}, {})
    text = request.words
    assert text("question.rules_not_set") in [
        part.text for part in question_parts(request.assessment, request.focus, text)
    ]
    for where, said in told(request).items():
        assert text("why.no_rules_set") in said or text("empty.no_rules_set") in said, where


def test_a_rule_that_asks_is_answered_with_a_number(tmp_path: Path) -> None:
    request = request_of(toy(tmp_path, TOO_FAR), words("sv"), {}, {})
    assert not request.assessment.lacking.unruled
    assert (
        measures_of(request.region)["underserved"].read(request.assessment, request.focus).value is not None
    )
