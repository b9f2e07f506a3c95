from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dashboard.changes_page.queue import waiting_count
from dashboard.records.database import Database
from dashboard.submissions import steps
from dashboard.submissions.overlay import conflicts_of, due, held_by, overlay_of
from dashboard.submissions.store import cases_of, read_case
from geodata.checks import check
from tests.dashboard.submissions.conftest import CHIEF, MARCH, OFFICER, SECOND, middle, sent


def approve(database: Database, case: int) -> None:
    with database.write() as connection:
        steps.approve(connection, sent(OFFICER), case, MARCH, 0, 1000, {})


def test_only_decided_cases_are_laid_over_and_only_from_their_day(
    database: Database, handed_in: Callable[..., int], toy_folder: Path
) -> None:
    approve(database, handed_in())
    handed_in(after={"opening": "Sön 1–2"})
    with database.read() as connection:
        before = overlay_of(connection, "toy", date(2027, 2, 28))
        after = overlay_of(connection, "toy", MARCH)
        assert not overlay_of(connection, "another", MARCH).rows
        cases = cases_of(connection, "toy")
    assert [(row.case, row.field, row.value) for row in after.rows] == [("2026-1", "opening", "Mån–fre 8–17")]
    openings = [check(toy_folder, overlay=each).region for each in (before, after)]
    assert [region and region.units.at["v1", "opening"] for region in openings] == ["", "Mån–fre 8–17"]
    assert [each.label for each in due(cases, MARCH)] == ["2026-1"]
    assert not due(cases, date(2027, 2, 28))


def test_an_application_becomes_a_unit(
    database: Database, handed_in: Callable[..., int], toy_folder: Path
) -> None:
    wanted = {"name": "Nya", "care_form": "vc", "operator": "choice", "capacity": "4", "place": middle(2)}
    case = handed_in(kind="application", unit="", before={}, after=wanted)
    approve(database, case)
    with database.read() as connection:
        overlay = overlay_of(connection, "toy", MARCH)
    assert json.loads(overlay.rows[0].value) == wanted
    region = check(toy_folder, overlay=overlay).region
    assert region is not None
    assert region.units.loc["new-2026-1", ["name", "capacity"]].tolist() == ["Nya", 4.0]


def test_a_case_whose_source_has_changed_waits_until_it_is_decided(
    database: Database, handed_in: Callable[..., int], toy_folder: Path
) -> None:
    case = handed_in(before={"capacity": "9"}, after={"capacity": "7"})
    approve(database, case)
    with database.read() as connection:
        region = check(toy_folder, overlay=overlay_of(connection, "toy", MARCH)).region
        found = read_case(connection, case)
    assert region is not None
    assert not held_by([found], region.overlay)
    assert conflicts_of(found, region.overlay) == {"capacity": "10"}
    waits = [waiting_count([found], region, {actor.account or 0}) for actor in (OFFICER, SECOND, CHIEF)]
    assert waits == [1, 1, 0], "for any but the author, whoever approved it"
    with database.write() as connection:
        steps.keep(connection, sent(OFFICER), case, conflicts_of(found, region.overlay), "Enheten har rätt")
    with database.read() as connection:
        region = check(toy_folder, overlay=overlay_of(connection, "toy", MARCH)).region
    assert region is not None
    assert region.units.at["v1", "capacity"] == 7
    assert held_by([found], region.overlay) == (found,)
