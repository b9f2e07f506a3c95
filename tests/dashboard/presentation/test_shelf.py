"""What is saved is there again whole; nobody changes what is another's; and there is an end to how much."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.presentation import shelf as module
from dashboard.presentation.shelf import READY, NotKeptError, Shelf
from dashboard.presentation.steps import Presentation, Step, read_presentation
from dashboard.texts.catalogue import LANGUAGES

ONE = Presentation("Nämnden i mars", (Step("Läget", "", "area=A1"),), "0a1b2c", "sv", "egen-1", "toy")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "presentations", saving=True)


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
def test_a_name_never_leads_out_of_the_folder(shelf: Shelf, name: str) -> None:
    kept, _ = shelf.add(replace(ONE, name=name or "x"))
    files = [path.name for path in shelf.folder.iterdir()]
    assert sorted(files) == sorted([f"{kept.key}.json", f"{kept.key}.pass"])
    assert not [path for path in shelf.folder.parent.iterdir() if path != shelf.folder]


def test_only_who_has_the_word_changes_or_removes(shelf: Shelf) -> None:
    kept, word = shelf.add(ONE)
    assert refused(shelf, "change", replace(kept, name="Min"), "guess") == "others"
    assert refused(shelf, "remove", kept.key, "") == "others"
    shelf.change(replace(kept, name="Nämnden i april"), word)
    assert shelf.saved("toy")[0].name == "Nämnden i april"
    assert word not in (shelf.folder / f"{kept.key}.pass").read_text(), "the folder holds its hash alone"
    shelf.remove(kept.key, word)
    assert list(shelf.folder.iterdir()) == []
    assert refused(shelf, "change", kept, word) == "unknown"


def test_a_file_put_there_by_hand_is_shown_and_changed_by_nobody_else(shelf: Shelf) -> None:
    shelf.add(ONE)
    text = (shelf.folder / "namnden-i-mars.json").read_text(encoding="utf-8")
    (shelf.folder / "styrelsen.json").write_text(text, encoding="utf-8")
    assert [one.key for one in shelf.saved("toy")] == ["namnden-i-mars", "styrelsen"], (
        "its file's name is its key"
    )
    assert refused(shelf, "remove", "styrelsen", "") == "others"


def test_where_saving_is_off_nothing_is_written(tmp_path: Path) -> None:
    off = Shelf(tmp_path / "presentations")
    assert refused(off, "add", ONE) == "off"
    assert refused(off, "remove", "x", "") == "off"
    assert not off.folder.exists()


def test_there_is_an_end_to_how_many_are_kept(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    shelf.add(ONE)
    shelf.add(ONE)
    assert refused(shelf, "add", ONE) == "full"


def test_a_damaged_file_is_told_in_the_log_and_the_others_are_there(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.add(ONE)
    (shelf.folder / "half.json").write_text('{"format": ')
    (shelf.folder / "binary.json").write_bytes(b"\xff\xfe\x00")
    with caplog.at_level(logging.WARNING):
        assert [one.key for one in shelf.saved("toy")] == ["namnden-i-mars"]
    assert "half.json" in caplog.text


def test_writing_that_fails_leaves_what_was_there(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, word = shelf.add(ONE)

    def full(_: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(module.os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        shelf.change(replace(kept, name="Half"), word)
    assert shelf.saved("toy")[0].name == ONE.name
    assert not [path for path in shelf.folder.iterdir() if path.name.endswith(".tmp")]


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
        assert shelf.is_ready(key)


def test_another_region_has_the_two_that_fit_any(shelf: Shelf) -> None:
    assert [one.key for one in shelf.ready("toy", "sv")] == ["utbudet", "omraden-som-saknar-utbud"]
    assert shelf.find("om-enheten-stanger", "toy", "sv") is None
