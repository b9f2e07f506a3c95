"""Residents read what came of follow-ups that are open to them, and nothing of the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.find.document import form_document
from dashboard.words.words import LANGUAGES
from geodata.assessment.assessment import Assessment
from geodata.library.regions import open_folder
from geodata.region.region import Region
from tests.toy_followup import FOLLOW_UP, write_toy_followup

SECRET = (
    "v2,direction,2026-01-05,2026-01-20,Kanariefågel,Hemlig åtgärd,nej\nv1,direction,2026-02-05,,Kanin,,ja\n"
)


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    folder = tmp_path_factory.mktemp("open") / "toy"
    return open_folder(write_toy_followup(folder, follow_ups=FOLLOW_UP["follow_ups"] + SECRET))


@pytest.mark.parametrize("language", LANGUAGES)
def test_open_follow_ups_stand_among_the_facts_and_others_nowhere(region: Region, language: str) -> None:
    content = form_document(region, language, "vc").decode()
    (field,) = (each for each in json.loads(content)["fields"] if each["key"] == "follow_up")
    north, south = (json.dumps(cell, ensure_ascii=False) for cell in field.get("full") or field["short"])
    assert "Utan anmärkning" in north
    assert "Brister. Plan begärd" in south
    assert "2025" in south
    for hidden in ("Kanariefågel", "Hemlig", "Kanin", "Varning", "Brev skickat"):
        assert hidden not in content


def test_without_an_open_one_there_is_no_such_fact(tmp_path: Path, toy: Assessment) -> None:
    closed = FOLLOW_UP["follow_ups"].replace(",ja\n", ",\n")
    region = open_folder(write_toy_followup(tmp_path / "toy", follow_ups=closed))
    assert b"follow_up" not in form_document(region, "sv", "vc")
    assert b"follow_up" not in form_document(toy.region, "sv", "gp")
