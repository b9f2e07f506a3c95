"""The interval of a predicted load is the same in the register, on its card and in the report."""

from __future__ import annotations

import pytest

from dashboard.layers.units import register
from dashboard.plan.unit_card import unit_card
from dashboard.tables.report import report
from dashboard.words.words import words
from geodata.focus.places import place_of, whole_region
from tests.geodata.measures.test_expected_load import told


def test_the_register_the_card_and_the_report_tell_the_same_interval() -> None:
    assessment = told("close:u-north")
    table = register(assessment, whole_region(assessment), None)
    south = list(table.ids).index("u-south")
    shown = [table.values[key][south] for key in ("visits_low", "visits_high")]
    focus = place_of(assessment, "unit", "u-south")
    kpis = {line["key"]: line["value"] for line in report(assessment, focus, words("sv"))["kpis"]}  # type: ignore[attr-defined]
    assert shown == pytest.approx([kpis["visits_low"], kpis["visits_high"]])
    card = str(unit_card(table, "u-south", words("sv")))
    assert all(words("sv").count(end) in card for end in shown)
    unchanged = register(told(""), whole_region(told("")), None)
    assert "visits_low" not in {column.key for column in unchanged.columns}
