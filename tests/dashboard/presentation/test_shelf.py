"""What is saved is there again whole; nobody changes what is another's; and there is an end to how much."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, insert, select, update
from sqlalchemy.exc import OperationalError

from dashboard.presentation.client_quota import SAVED_MOST, WITHIN_S, ClientQuota
from dashboard.presentation.ready_made import READY, ready_keys
from dashboard.presentation.shelf import Shelf
from dashboard.presentation.steps import Presentation, Step, read_presentation, write_presentation
from dashboard.presentation.taking_in import take_in
from dashboard.records import documents as module
from dashboard.records.author import ADMINISTRATOR, Author
from dashboard.records.database import sqlite_url
from dashboard.records.document_access import NotKeptError, hash_of
from dashboard.records.document_sharing import link
from dashboard.records.errors import RecordsError
from dashboard.records.schema import accounts, audit, documents
from dashboard.texts.catalogue import LANGUAGES
from geodata.region.audience import Audience
from tests.dashboard.records.databases import NOW, migrated

ONE = Presentation("Nämnden i mars", (Step("Läget", "", "area=A1"),), "0a1b2c", "sv", "egen-1", "toy")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "presentations", True, migrated(sqlite_url(tmp_path)), lambda: NOW)


def refused(shelf: Shelf, what: str, *arguments: object) -> str:
    with pytest.raises(NotKeptError) as caught:
        getattr(shelf, what)(*arguments)
    return caught.value.reason


def test_what_is_saved_is_found_by_its_key_and_in_the_list_of_its_region(shelf: Shelf) -> None:
    kept, _ = shelf.add(ONE)
    assert kept == replace(ONE, key="namnden-i-mars")
    assert shelf.find("namnden-i-mars", "toy", "sv") == kept
    assert shelf.saved("toy") == [kept]
    assert shelf.saved("leeds") == []


def test_two_of_the_same_name_get_keys_of_their_own(shelf: Shelf) -> None:
    assert [shelf.add(ONE)[0].key for _ in range(3)] == [
        "namnden-i-mars",
        "namnden-i-mars-2",
        "namnden-i-mars-3",
    ]


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "///", "Åäö", "📊", "a" * 80, "con.json", ".pass"])
def test_whatever_the_name_its_key_is_letters_figures_and_hyphens(shelf: Shelf, name: str) -> None:
    kept, _ = shelf.add(replace(ONE, name=name or "x"))
    assert set(kept.key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert shelf.find(kept.key, "toy", "sv") == kept
    assert not shelf.folder.exists(), "and no file is made"


def test_only_who_has_the_word_changes_or_removes(shelf: Shelf) -> None:
    kept, word = shelf.add(ONE)
    assert refused(shelf, "change", replace(kept, name="Min"), "guess") == "others"
    assert refused(shelf, "remove", kept.key, "") == "others"
    shelf.change(replace(kept, name="Nämnden i april"), word)
    assert shelf.saved("toy")[0].name == "Nämnden i april"
    assert shelf.database is not None
    with shelf.database.read() as connection:
        row = connection.execute(select(documents)).one()
    assert row.word_hash == hash_of(word)
    assert word not in repr(row), "its hash alone is kept"
    shelf.remove(kept.key, word)
    assert shelf.saved("toy") == []
    assert refused(shelf, "change", kept, word) == "unknown"


def test_what_was_changed_meanwhile_is_not_overwritten(shelf: Shelf) -> None:
    kept, word = shelf.add(ONE)
    shelf.change(replace(kept, name="Nämnden i april"), word, 1)
    assert refused(shelf, "change", replace(kept, name="Nämnden i maj"), word, 1) == "changed"
    assert shelf.saved("toy")[0].name == "Nämnden i april"


def test_a_file_put_there_by_hand_is_shown_and_changed_by_nobody_else(shelf: Shelf) -> None:
    shelf.add(ONE)
    shelf.folder.mkdir()
    (shelf.folder / "styrelsen.json").write_text(write_presentation(ONE), encoding="utf-8")
    assert [one.key for one in shelf.saved("toy")] == ["namnden-i-mars", "styrelsen"], (
        "its file's name is its key"
    )
    assert refused(shelf, "remove", "styrelsen", "") == "others"
    found = shelf.find("styrelsen", "toy", "sv")
    assert found == replace(ONE, key="styrelsen")
    assert shelf.add(replace(ONE, name="Styrelsen"))[0].key == "styrelsen-2"


def test_where_saving_is_off_nothing_is_written(tmp_path: Path) -> None:
    off = Shelf(tmp_path / "presentations")
    assert refused(off, "add", ONE) == "off"
    assert refused(off, "remove", "x", "") == "off"
    assert list(tmp_path.iterdir()) == []


def test_there_is_an_end_to_how_many_are_kept(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    shelf.add(ONE)
    shelf.add(ONE)
    assert refused(shelf, "add", ONE) == "full"


def test_there_is_an_end_to_how_large(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, word = shelf.add(ONE)
    monkeypatch.setitem(module.BYTES_MOST, "presentation", 10)
    assert refused(shelf, "add", ONE) == "too_large"
    assert refused(shelf, "change", kept, word) == "too_large"


def test_a_damaged_one_is_told_in_the_log_and_the_others_are_there(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.add(ONE)
    spoilt, _ = shelf.add(replace(ONE, name="Spoilt"))
    assert shelf.database is not None
    with shelf.database.write() as connection:
        connection.execute(update(documents).where(documents.c.key == spoilt.key).values(content="{"))
    shelf.folder.mkdir()
    (shelf.folder / "half.json").write_text('{"format": ')
    (shelf.folder / "binary.json").write_bytes(b"\xff\xfe\x00")
    with caplog.at_level(logging.WARNING):
        assert [one.key for one in shelf.saved("toy")] == ["namnden-i-mars"]
        assert shelf.find("spoilt", "toy", "sv") is None
    assert all(name in caplog.text for name in ("half.json", "binary.json", "spoilt"))


def test_what_another_account_owns_is_neither_listed_nor_opened(shelf: Shelf) -> None:
    assert shelf.database is not None
    with shelf.database.write() as connection:
        for name in ("anna", "bo"):
            values = {"name": name, "role": "officer", "scope": {}, "created_at": NOW, "changed_at": NOW}
            connection.execute(insert(accounts).values(values))
    anna, bo = Author(1, "anna", "officer"), Author(2, "bo", "officer")
    hers = replace(shelf, author=lambda: anna)
    kept, word = hers.add(ONE)
    assert word == "", "an account needs none"
    assert hers.saved("toy") == [kept]
    for other in (replace(shelf, author=lambda: bo), shelf):
        assert other.saved("toy") == []
        assert other.find(kept.key, "toy", "sv") is None
        assert refused(other, "change", kept, "") == "unknown", "not even that it is there"
    hers.change(replace(kept, name="Min"), "")
    with shelf.database.read() as connection:
        log = connection.execute(select(audit.c.actor, audit.c.action, audit.c.subject)).all()
    assert [tuple(row) for row in log] == [
        ("anna", "presentation.add", "namnden-i-mars"),
        ("anna", "presentation.change", "namnden-i-mars"),
    ]


def saved_as_file(folder: Path, key: str, word: str, presentation: Presentation = ONE) -> None:
    """As the program kept them before there was a database."""
    folder.mkdir(exist_ok=True)
    (folder / f"{key}.json").write_text(write_presentation(replace(presentation, key=key)), encoding="utf-8")
    (folder / f"{key}.pass").write_text(hash_of(word), encoding="ascii")


def test_what_lay_as_files_is_taken_in_once_with_its_address_and_its_word(shelf: Shelf) -> None:
    assert shelf.database is not None
    saved_as_file(shelf.folder, "mars-2", "the word")
    (shelf.folder / "styrelsen.json").write_text(write_presentation(ONE), encoding="utf-8")
    assert [take_in(shelf.folder, shelf.database, NOW) for _ in range(2)] == [1, 0]
    assert sorted(path.name for path in shelf.folder.iterdir()) == ["imported", "styrelsen.json"]
    assert shelf.find("mars-2", "toy", "sv") == replace(ONE, key="mars-2")
    shelf.change(replace(ONE, key="mars-2", name="April"), "the word")
    shelf.remove("mars-2", "the word")
    assert take_in(shelf.folder, shelf.database, NOW) == 0, "what was removed stays away"
    assert [one.key for one in shelf.saved("toy")] == ["styrelsen"]


def test_taking_in_that_was_stopped_half_way_goes_on(shelf: Shelf) -> None:
    assert shelf.database is not None
    saved_as_file(shelf.folder, "mars", "the word")
    assert take_in(shelf.folder, shelf.database, NOW) == 1
    saved_as_file(shelf.folder, "mars", "the word")  # kept, and then stopped before they were put away
    saved_as_file(shelf.folder, "april", "another")
    assert take_in(shelf.folder, shelf.database, NOW) == 1
    assert [one.key for one in shelf.saved("toy")] == ["april", "mars"]


def test_a_file_whose_key_is_anothers_is_left_and_told_of(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    assert shelf.database is not None
    shelf.add(ONE)
    saved_as_file(shelf.folder, "namnden-i-mars", "another word", replace(ONE, name="Another"))
    with caplog.at_level(logging.WARNING):
        assert take_in(shelf.folder, shelf.database, NOW) == 0
    assert "namnden-i-mars.json is not taken in" in caplog.text
    assert (shelf.folder / "namnden-i-mars.json").exists()
    assert [one.name for one in shelf.saved("toy")] == [ONE.name]


@pytest.mark.parametrize("path", sorted(READY.glob("*.json")), ids=lambda path: path.name)
def test_what_comes_with_the_program_can_be_read_and_has_no_figure_typed_by_hand(path: Path) -> None:
    one = read_presentation(path.read_text(encoding="utf-8"), path.name)
    assert one.version == "", "it is of whatever data is published"
    assert path.name.endswith(f".{one.language}.json")
    for step in one.steps:
        assert step.note
        assert not any(sign.isdigit() for sign in step.heading + step.note), step


def test_what_comes_with_the_program_is_the_same_in_both_languages() -> None:
    names = {path.name.partition(".")[0] for path in READY.glob("*.json")}
    for name in names:
        both = [
            json.loads((READY / f"{name}.{language}.json").read_text(encoding="utf-8"))
            for language in LANGUAGES
        ]
        views = [[(step["view"], step.get("figures")) for step in one["steps"]] for one in both]
        assert views[0] == views[1], name
        assert both[0]["key"] == both[1]["key"]


@pytest.mark.parametrize("region", ["demo-14", "leeds"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_and_leeds_have_ready_made_presentations_of_their_own(
    shelf: Shelf, region: str, language: str
) -> None:
    keys = [one.key for one in shelf.ready(region, language)]
    followed = ["uppfoljning"] if region == "demo-14" else []
    assert keys == ["utbudet", "omraden-som-saknar-utbud", "om-enheten-stanger", *followed]
    for key in keys:
        found = shelf.find(key, region, language)
        assert found is not None
        assert found.region in ("", region)
        assert key in ready_keys()


def test_one_that_is_saved_never_stands_before_a_ready_made(shelf: Shelf) -> None:
    assert shelf.add(replace(ONE, name="Utbudet"))[0].key == "utbudet-2"


def test_another_region_has_the_two_that_fit_any(shelf: Shelf) -> None:
    assert [one.key for one in shelf.ready("toy", "sv")] == ["utbudet", "omraden-som-saknar-utbud"]
    assert shelf.find("om-enheten-stanger", "toy", "sv") is None


def test_where_only_accounts_may_save_others_may_not(shelf: Shelf) -> None:
    closed = replace(shelf, open_to_all=False)
    assert (closed.saving, refused(closed, "add", ONE)) == (False, "off")
    assert replace(closed, author=lambda: Author(1, "anna", "officer")).saving


def test_its_owner_and_who_has_a_link_to_write_may_change_it_and_others_read(shelf: Shelf) -> None:
    assert shelf.database is not None
    with shelf.database.write() as connection:
        values = {"name": "anna", "role": "analyst", "scope": {}, "created_at": NOW, "changed_at": NOW}
        connection.execute(insert(accounts).values(values))
    anna = replace(shelf, author=lambda: Author(1, "anna", "analyst"))
    kept, _ = anna.add(ONE)
    with shelf.database.write() as connection:
        document = module.find(connection, "presentation", kept.key)
        assert document is not None
        word = link(connection, document, "write", Author(1, "anna", "analyst"), NOW)
    assert anna.may_change(kept.key)
    assert [shelf.may_change(kept.key, each) for each in (word, "guess", "")] == [True, False, False]
    assert not replace(shelf, open_to_all=False).may_change(kept.key, word), (
        "who is not logged in saves nothing"
    )
    assert shelf.find(kept.key, "toy", "sv", word) == kept


def test_a_client_fills_its_own_room_and_nobody_elses(tmp_path: Path) -> None:
    now, client = [0.0], ["192.0.2.1"]
    quota = ClientQuota(lambda: now[0])
    shelf = Shelf(
        tmp_path, True, migrated(sqlite_url(tmp_path)), lambda: NOW, client=lambda: client[0], quota=quota
    )
    for _ in range(SAVED_MOST):
        shelf.add(ONE)
    assert refused(shelf, "add", ONE) == "quota"
    client[0] = "192.0.2.2"
    shelf.add(ONE)
    client[0] = ""
    for _ in range(SAVED_MOST + 1):
        shelf.add(ONE)  # who cannot be told apart is held by the room for all
    now[0], client[0] = WITHIN_S + 1.0, "192.0.2.1"
    shelf.add(ONE)


def test_who_administers_takes_anything_away_and_one_who_is_limited_does_not(shelf: Shelf) -> None:
    kept, _ = shelf.add(ONE)
    limited = Author(role=ADMINISTRATOR, audience=Audience(ADMINISTRATOR, units=("u1",)))
    assert refused(replace(shelf, author=lambda: Author(role="planner")), "remove", kept.key, "") == "others"
    assert refused(replace(shelf, author=lambda: limited), "remove", kept.key, "") == "others"
    replace(shelf, author=lambda: Author(role=ADMINISTRATOR)).remove(kept.key, "")
    assert shelf.find(kept.key, "toy", "sv") is None


def test_a_list_is_read_again_only_where_something_is_new(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        shelf.add(ONE)
    first = shelf.saved("toy")
    monkeypatch.setattr("dashboard.presentation.shelf.read_text", None)
    assert shelf.saved("toy") == first


def test_a_full_disk_is_said_as_that_and_nothing_is_kept(shelf: Shelf) -> None:
    def full(*_: object) -> None:
        raise OperationalError("", {}, Exception("database or disk is full"))

    assert shelf.database is not None
    event.listen(shelf.database.engine, "before_cursor_execute", full)
    with pytest.raises(RecordsError) as caught:
        shelf.add(ONE)
    assert caught.value.reason == "disk_full"
    event.remove(shelf.database.engine, "before_cursor_execute", full)
    assert shelf.saved("toy") == []
