"""A build beside what is published: what it keeps, what it refuses, and in which words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.cli import main
from geodata.contract.errors import SnapshotError
from geodata.disclosure.secret import make_secret
from geodata.library.regions import open_folder
from geodata.publish.as_published import as_published
from geodata.publish.build import computed
from geodata.publish.manifest import MANIFEST, SETTINGS, current_version, digest_of, folder_of, version_of
from geodata.publish.publish import publish
from geodata.publish.snapshot import open_snapshot
from tests.demo_region import SECRET, protected_demo
from tests.geodata.disclosure.grid_region import QUARTERS, cells_of, grid_region, one_less, protected, rows
from tests.toy import write_toy_region

PUBLIC = 'visits = "public"\nreason = { sv = "Påhittade.", en = "Made up." }'
PROTECTED = 'visits = "protected"\nkey_file = "secret.key"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The toy region, its visits protected by the tests' key."""
    found = write_toy_region(tmp_path / "toy")
    changed(found / "region.toml", PUBLIC, PROTECTED)
    (found / "secret.key").touch(mode=0o600)
    (found / "secret.key").write_text(SECRET, encoding="ascii")
    return found


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "published"


def changed(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def build(folder: Path, out: Path, language: str = "en") -> int:
    return main(["build", str(folder), "--out", str(out), "--lang", language])


def without_a_visit(folder: Path) -> None:
    """A visit less in one row, and a row less among those of unknown residence."""
    changed(folder / "visits.csv", "0102,v2,vc,2025,170,17000", "0102,v2,vc,2025,169,16900")
    changed(folder / "visits.csv", ",v1,vc,2025,10,1000\n", "")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Health centre 2025: corrections are waiting."),
        ("sv", "Vårdcentral 2025: rättelser väntar."),
    ],
)
def test_a_build_says_that_corrections_wait_and_publishes_the_same_version(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    assert build(folder, out, language) == 0
    first = capsys.readouterr()
    assert said not in first.err
    version, accounts = current_version(out), open_snapshot(out).accounts
    without_a_visit(folder)
    assert build(folder, out, language) == 0
    told = capsys.readouterr()
    assert said in told.err
    assert current_version(out) == version, "not one number of it is another, of rows set apart neither"
    assert any(each.table == "visits" for each in accounts)


def test_what_the_program_before_published_stays_as_it_is(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(folder, out) == 0
    before, version = cells_of(open_snapshot(out).visits), current_version(out)
    assert version is not None
    at = folder_of(out, version)
    settings = json.loads((at / SETTINGS).read_bytes())
    settings["travel"]["valhalla_tiles"] = None
    (at / SETTINGS).write_text(json.dumps(settings))
    manifest = json.loads((at / MANIFEST).read_bytes())
    manifest["files"][SETTINGS] = digest_of(at / SETTINGS)
    older = version_of(manifest["files"], 2)
    (at / MANIFEST).write_text(json.dumps({**manifest, "format": 2, "version": older}))
    at.rename(at.with_name(older))
    (out / "current").write_text(older)
    with pytest.raises(SnapshotError, match="another version of the program"):
        open_snapshot(out)
    without_a_visit(folder)
    assert build(folder, out) == 0
    assert "corrections are waiting" in capsys.readouterr().err
    assert cells_of(open_snapshot(out).visits) == before


def test_the_same_correction_shows_where_nothing_is_published(
    folder: Path, out: Path, tmp_path: Path
) -> None:
    assert build(folder, out) == 0
    without_a_visit(folder)
    assert build(folder, tmp_path / "elsewhere") == 0
    assert cells_of(open_snapshot(out).visits) != cells_of(open_snapshot(tmp_path / "elsewhere").visits)


@pytest.mark.parametrize(("language", "said"), [("en", "release 1, key "), ("sv", "utgåva 1, nyckel ")])
def test_a_version_names_its_release_where_it_is_kept_and_as_it_is_built(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    assert build(folder, out, language) == 0
    visits, version = open_snapshot(out).visits, current_version(out)
    assert visits is not None
    assert visits.release is not None
    assert version is not None
    named = {"label": "1", "key": visits.release.key}
    assert json.loads((folder_of(out, version) / MANIFEST).read_text())["release"] == named
    assert json.loads((folder_of(out, version) / "visits.json").read_text())["release"] == named
    assert f"{said}{visits.release.key}" in capsys.readouterr().err


def with_another_key(folder: Path) -> None:
    (folder / "secret.key").unlink()
    make_secret(folder / "secret.key")


def without_a_unit(folder: Path) -> None:
    changed(folder / "units.csv", "v2,", "v3,")
    changed(folder / "visits.csv", ",v2,", ",v3,")
    changed(folder / "indicators.csv", ",v2,", ",v3,")


def with_a_damaged_version(folder: Path) -> None:
    out = folder.with_name("published")
    version = current_version(out)
    assert version is not None
    (folder_of(out, version) / "visits.area.unit.visits.npy").write_bytes(b"")


def with_a_lost_manifest(folder: Path) -> None:
    out = folder.with_name("published")
    version = current_version(out)
    assert version is not None
    (folder_of(out, version) / MANIFEST).unlink()


@pytest.mark.parametrize(
    ("change", "said", "told"),
    [
        (
            with_another_key,
            "Build with the key that they were published by",
            "A new release begins, 2 after 1",
        ),
        (without_a_unit, "units that the data no longer have: v2", "A new release begins, 2 after 1"),
        (with_a_damaged_version, "cannot be read", "A new release begins, 2 after 1"),
        (with_a_lost_manifest, "is missing or incomplete", None),
    ],
)
def test_what_cannot_stay_is_refused_unless_a_new_release_begins(
    folder: Path,
    out: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[Path], None],
    said: str,
    told: str | None,
) -> None:
    assert build(folder, out) == 0
    version = current_version(out)
    change(folder)
    capsys.readouterr()
    assert build(folder, out) == 1
    refused = capsys.readouterr()
    assert said in refused.err
    assert 'release = "..."' in refused.err
    assert current_version(out) == version
    changed(folder / "region.toml", PROTECTED, f'{PROTECTED}\nrelease = "2"')
    if told is None:  # nobody can say of which release it was
        assert "Build then in another folder" in refused.err
        assert build(folder, out) == 1
        assert build(folder, out.with_name("elsewhere")) == 0
        return
    assert build(folder, out) == 0
    assert told in capsys.readouterr().err
    again = open_snapshot(out).visits
    assert again is not None
    assert again.release is not None
    assert again.release.label == "2"


def test_a_release_is_named_by_letters_and_digits(
    folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(folder / "region.toml", PROTECTED, f'{PROTECTED}\nrelease = "två!"')
    assert build(folder, out) == 1
    assert "disclosure.release" in capsys.readouterr().err


def test_public_visits_are_published_as_they_are(folder: Path, out: Path) -> None:
    assert build(folder, out) == 0
    changed(folder / "region.toml", PROTECTED, PUBLIC)
    assert build(folder, out) == 0
    first = current_version(out)
    without_a_visit(folder)
    assert build(folder, out) == 0
    assert current_version(out) != first
    assert "release" not in json.loads((folder_of(out, str(first)) / MANIFEST).read_text())


def test_another_region_in_the_folder_is_no_reason_to_keep_anything(folder: Path, out: Path) -> None:
    assert build(folder, out) == 0
    first = cells_of(open_snapshot(out).visits)
    without_a_visit(folder)
    changed(folder / "region.toml", 'id = "toy"', 'id = "other"')
    assert build(folder, out) == 0
    assert cells_of(open_snapshot(out).visits) != first


@pytest.mark.parametrize("how", ["option", "environment", "library"])
def test_whoever_reads_the_register_shows_what_is_published(
    folder: Path,
    out: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    assert build(folder, out) == 0
    before = open_snapshot(out)
    without_a_visit(folder)
    if how == "library":
        assert cells_of(open_folder(folder, published=out).visits) == cells_of(before.visits)
        assert cells_of(open_folder(folder).visits) != cells_of(before.visits)
        return
    capsys.readouterr()
    asked = ["report", str(folder), "--layer", "units"]
    if how == "environment":
        monkeypatch.setenv("UTBUDSKARTA_DATA_DIR", str(out))
    else:
        asked += ["--published", str(out)]
    assert main(asked) == 0
    south = {row["id"]: row for row in json.loads(capsys.readouterr().out)["rows"]}["v2"]
    assert before.visits is not None
    cells = before.visits.cells("municipality", "unit", ["2025"], "vc")
    assert south["visits"] == cells.visits[cells.provider == 1].sum()
    with_another_key(folder)
    assert main(asked) == 1
    assert "Build with the key" in capsys.readouterr().err


def test_publishing_itself_keeps_what_is_published_meanwhile(tmp_path: Path) -> None:
    """Two builds at once: the later one was made beside nothing, and is published beside the other."""
    region = grid_region(tmp_path)
    first, second = (computed(protected(region, visits)) for visits in (rows(), one_less(rows(), 0)))
    version = publish(first, tmp_path / "out")
    assert publish(second, tmp_path / "out") == version


def test_a_quarter_more_is_published_beside_the_same_cells(tmp_path: Path) -> None:
    region, out = grid_region(tmp_path), tmp_path / "out"
    publish(computed(protected(region, rows(QUARTERS[:2]))), out)
    before = cells_of(open_snapshot(out).visits)
    publish(computed(protected(region, one_less(rows(), 0))), out)
    after = cells_of(open_snapshot(out).visits)
    assert {cell: n for cell, n in after.items() if cell[2] in QUARTERS[:2]} == {
        cell: n for cell, n in before.items() if cell[2] in QUARTERS[:2]
    }
    assert any(cell[2] == QUARTERS[2] for cell in after)


def test_the_example_region_is_invented_and_never_kept(tmp_path: Path) -> None:
    county = open_folder(protected_demo("09", tmp_path / "demo"))
    publish(county, tmp_path / "out")
    other = replace(county, accounts=())
    assert as_published(other, tmp_path / "out")[0] is other
