"""Which arcs are borders of what, by the cases that the browser's map runs too."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from dashboard.drawing.arcs import between, borders_of, chains, outline
from dashboard.drawing.geography import Geography

CASES = json.loads((Path(__file__).parents[2] / "cases" / "borders.json").read_text("utf-8"))
GEO = cast(
    "Geography",
    SimpleNamespace(
        arcs=[np.array(arc, dtype=float) for arc in CASES["arcs"]],
        sides=np.array(CASES["sides"]),
        areas=CASES["municipality"],
        municipality=np.array(CASES["municipality"]),
    ),
)


def test_every_arc_is_a_border_of_one_kind() -> None:
    assert {kind: arcs.tolist() for kind, arcs in borders_of(GEO).items()} == CASES["borders"]


@pytest.mark.parametrize("case", CASES["between"], ids=lambda case: case["about"])
def test_arcs_separate_classes(case: dict[str, Any]) -> None:
    assert between(GEO, np.array(case["classes"]), inland=case["inland"]).tolist() == case["arcs"]


@pytest.mark.parametrize("case", CASES["outlines"], ids=lambda case: case["about"])
def test_an_outline_is_long_lines(case: dict[str, Any]) -> None:
    arcs = outline(GEO, case["areas"])
    assert arcs.tolist() == case["arcs"]
    assert chains(GEO, arcs) == case["chains"]
