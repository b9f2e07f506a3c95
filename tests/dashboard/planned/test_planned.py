"""Follow-ups planned by form: what is kept, what is refused, and how they are counted in a region."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect, select

from dashboard.planned import acts
from dashboard.planned.checks import CODES, Entry, entry_of, read_entry
from dashboard.planned.counted import PATIENCE_S, CountedFollowUps
from dashboard.planned.errors import REASONS, PlanningError
from dashboard.planned.of_command import as_planned
from dashboard.planned.store import Planned, planned_of
from dashboard.records.audit import entries
from dashboard.records.database import Database, sqlite_url
from dashboard.records.migrations import STEPS, migrate
from dashboard.records.schema import follow_ups
from dashboard.texts.catalogue import LANGUAGES, catalogue
from geodata.assessment.assessment import assess
from geodata.followup.done import FollowUpRow
from geodata.followup.overview import overview
from geodata.followup.written import FROM_FOLDER, WrittenFollowUp
from geodata.library.regions import open_folder
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.dashboard.submissions.conftest import NOW, OFFICER, SECOND, database, sent
from tests.toy_followup import write_toy_followup

__all__ = ["database"]
TODAY = date(2026, 3, 31)
FIRST = WrittenFollowUp(FROM_FOLDER, "v1", "contract", date(2026, 5, 1))
GOOD = Entry("v1", "contract", "2026-05-01")


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return open_folder(write_toy_followup(tmp_path_factory.mktemp("planned") / "toy"))


def every(database: Database) -> list[Planned]:
    with database.read() as connection:
        return planned_of(connection, "toy")


def planned(database: Database, content: WrittenFollowUp = FIRST) -> Planned:
    with database.write() as connection:
        return acts.plan(connection, sent(OFFICER), "toy", content)


def changed(database: Database, stands: Planned, **more: object) -> Planned:
    with database.write() as connection:
        content = replace(stands.content, **more)  # type: ignore[arg-type]
        return acts.change(connection, sent(SECOND, stands.number), "toy", content)


def test_what_is_planned_is_changed_and_removed_with_every_step_in_the_audit(database: Database) -> None:
    stands = planned(database)
    noted = changed(database, stands, done=TODAY, outcome="Brister", action="Plan begärd", open=True)
    assert [each.content for each in every(database)] == [noted.content]
    with database.write() as connection:
        acts.remove(connection, sent(OFFICER, noted.number), "toy", noted.id)
        acts.remove(connection, sent(OFFICER, noted.number), "toy", noted.id)  # sent twice
    assert every(database) == []
    with database.read() as connection:
        lines = list(entries(connection))
        row = connection.execute(select(follow_ups)).one()
    assert [(line.actor, line.action) for line in lines] == [
        ("officer", "follow-up-plan"),
        ("second", "follow-up-change"),
        ("officer", "follow-up-remove"),
    ]
    assert lines[2].details["before"]["outcome"] == "Brister"
    assert {line.subject for line in lines} == {f"follow-up {stands.id} unit v1"}
    assert (row.outcome, row.action) == ("", "")


def test_a_form_that_is_sent_twice_is_done_once(database: Database) -> None:
    stands = planned(database)
    assert planned(database) == stands
    noted = changed(database, stands, outcome="Bra", done=TODAY)
    assert changed(database, stands, outcome="Bra", done=TODAY) == noted
    with database.read() as connection:
        assert len(list(entries(connection))) == 2


def test_an_older_page_changes_and_removes_nothing(database: Database) -> None:
    stands = planned(database)
    noted = changed(database, stands, outcome="Bra", done=TODAY)
    with pytest.raises(PlanningError, match="has changed"):
        changed(database, stands, outcome="Dålig", done=TODAY)
    with pytest.raises(PlanningError, match="has changed"), database.write() as connection:
        acts.remove(connection, sent(OFFICER, stands.number), "toy", stands.id)
    with pytest.raises(PlanningError, match="has changed"):
        changed(database, noted, unit="v2")
    assert every(database) == [noted]


def test_one_unit_has_one_follow_up_of_a_kind_on_a_day(database: Database) -> None:
    stands = planned(database)
    other = planned(database, replace(FIRST, due=date(2026, 6, 1)))
    with pytest.raises(PlanningError, match="already"):
        planned(database, replace(FIRST, outcome="Annat", done=TODAY))
    with pytest.raises(PlanningError, match="already"):
        changed(database, other, due=stands.content.due)
    planned(database, replace(FIRST, kind="direction"))
    planned(database, replace(FIRST, unit="v2"))


def test_what_is_removed_makes_room_and_gives_no_other_its_id(database: Database) -> None:
    stands = planned(database)
    with database.write() as connection:
        acts.remove(connection, sent(OFFICER, 1), "toy", stands.id)
    with pytest.raises(PlanningError, match="no longer"):
        changed(database, stands, outcome="Sent", done=TODAY)
    assert planned(database).id != stands.id


def test_a_follow_up_of_another_region_is_not_there(database: Database) -> None:
    stands = planned(database)
    with pytest.raises(PlanningError), database.write() as connection:
        acts.remove(connection, sent(OFFICER, 1), "leeds", stands.id)
    with database.read() as connection:
        assert planned_of(connection, "leeds") == []


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"unit": "v9"}, {"unit": "required"}),
        ({"kind": "other"}, {"kind": "required"}),
        ({"due": ""}, {"due": "required"}),
        ({"due": "1/5 2026"}, {"due": "not_a_date"}),
        ({"due": "2026-03-30"}, {"due": "past"}),
        ({"due": "2026-03-31"}, {}),
        ({"due": "2026-03-30", "done": "2026-03-30"}, {}),
        ({"due": "9999-12-31"}, {"due": "far_off"}),
        ({"done": "2026-04-01"}, {"done": "future"}),
        ({"done": "1999-04-01"}, {"done": "far_off"}),
        ({"outcome": "Bra"}, {"done": "not_done"}),
        ({"action": "Brev"}, {"done": "not_done"}),
        ({"outcome": "x" * 501, "done": "2026-03-01"}, {"outcome": "too_long"}),
        ({"action": "x" * 121, "done": "2026-03-01"}, {"action": "too_long"}),
        ({"outcome": "Gällde 19121212-1212", "done": "2026-03-01"}, {"outcome": "person_number"}),
        ({"unit": "v2", "due": "2026-03-16", "done": "2026-03-20"}, {"due": "in_folder"}),
    ],
)
def test_what_is_wrong_is_said_of_its_field(region: Region, more: dict[str, str], wrong: object) -> None:
    content, found = read_entry(replace(GOOD, **more), region, ("v1", "v2"), TODAY)  # type: ignore[arg-type]
    assert {name: each.code for name, each in found.items()} == wrong
    assert (content is None) == bool(wrong)


def test_what_has_become_late_is_saved_with_the_day_it_had(region: Region) -> None:
    stands = Planned(replace(FIRST, record=4, due=date(2026, 2, 2)), 2, 1, NOW)
    content, wrong = read_entry(replace(entry_of(stands), open=True), region, ("v1",), TODAY, stands)
    assert wrong == {}
    assert content == replace(stands.content, open=True)
    assert read_entry(replace(GOOD, due="2026-02-03"), region, ("v1",), TODAY, stands)[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_and_reason_has_its_sentence(language: str) -> None:
    texts = catalogue(language)
    for kind, keys in (("wrong", CODES), ("refused", REASONS)):
        begins = f"planning.{kind}."
        assert {key.removeprefix(begins) for key in texts if key.startswith(begins)} == set(keys)


def test_a_region_is_handed_out_the_same_until_something_is_written(
    database: Database, region: Region
) -> None:
    counted = CountedFollowUps(database)
    assert counted(region) is region
    stands = planned(database)
    first = counted(region)
    assert counted(region) is first
    assert records(first) == {stands.id}
    noted = changed(database, stands, done=TODAY)
    second = counted(region)
    assert second is not first
    assert [row.state for row in rows(second) if row.record] == ["done"]
    with database.write() as connection:
        acts.remove(connection, sent(OFFICER, noted.number), "toy", stands.id)
    assert counted(region) is region


def test_a_silent_database_leaves_what_was_known_and_is_left_alone_for_a_while(
    database: Database, region: Region
) -> None:
    moment = [0.0]
    counted = CountedFollowUps(database, clock=lambda: moment[0])
    planned(database)
    known = counted(region)
    file = Path(str(database.engine.url.database))
    whole = file.read_bytes()
    for name in ("-wal", "-shm"):
        file.with_name(file.name + name).unlink(missing_ok=True)
    file.write_bytes(b"no database at all" * 100)
    assert counted(region) is known
    file.write_bytes(whole)
    planned(database, replace(FIRST, unit="v2"))
    assert counted(region) is known, "not yet"
    moment[0] = PATIENCE_S
    assert len(records(counted(region))) == 2


def test_a_command_counts_what_is_planned_where_versions_lie(
    region: Region, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert as_planned(region, tmp_path, "sv") is region
    database = Database.at(sqlite_url(tmp_path))
    migrate(database, NOW)
    with database.write() as connection:
        acts.plan(connection, sent(replace(OFFICER, account=None)), "toy", FIRST)
    assert records(as_planned(region, tmp_path, "sv")) == {1}
    (tmp_path / "records.sqlite").write_bytes(b"no database at all" * 100)
    for name in ("-wal", "-shm"):
        (tmp_path / f"records.sqlite{name}").unlink(missing_ok=True)
    assert as_planned(region, tmp_path, "sv") is region
    assert "räknas inte" in capsys.readouterr().err


def test_a_database_of_the_step_before_learns_to_remove(tmp_path: Path) -> None:
    database = Database.at(sqlite_url(tmp_path))
    migrate(database, NOW, STEPS[:4])
    with database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE follow_ups DROP COLUMN removed_at")
    assert [step.name for step in migrate(database, datetime.now(UTC))] == ["follow-ups"]
    with database.read() as connection:
        names = {column["name"] for column in inspect(connection).get_columns("follow_ups")}
    assert names == set(follow_ups.columns.keys())


def rows(region: Region) -> list[FollowUpRow]:
    return overview(assess(region, default_scenario(region))).follow_ups


def records(region: Region) -> set[int]:
    return {row.record for row in rows(region)} - {FROM_FOLDER}
