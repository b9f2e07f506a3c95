"""Whatever is done to the files of what is published, the newest whole version is served, and says so."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.components.misread_notice import page_notice
from dashboard.serve.publication import Publication
from dashboard.serve.routes import DAMAGED, add_routes
from dashboard.words.words import words
from geodata.publish.manifest import (
    FORMAT,
    MANIFEST,
    current_version,
    folder_of,
    kept_versions,
    needs_demo,
    verified,
    version_of,
)
from geodata.publish.publish import publish
from tests.small_region import computed_small_region

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[3]


def publish_named(name: str, out: Path) -> str:
    region = computed_small_region()
    return publish(replace(region, settings=replace(region.settings, short=name)), out)


@dataclass
class Folder:
    """Two versions, a copy of them to mend by, and one worker that serves them through everything."""

    out: Path
    copy: Path
    older: str
    newer: str
    publication: Publication
    client: FlaskClient

    @property
    def folder(self) -> Path:
        return folder_of(self.out, self.newer)

    def mend(self) -> None:
        for each in ("current", "current.new", f"versions/{self.newer}"):
            path = self.out / each
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        shutil.copytree(folder_of(self.copy, self.newer), self.folder)
        shutil.copy2(self.copy / "current", self.out / "current")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    base = tmp_path_factory.mktemp("damaged")
    out = base / "out"
    older, newer = publish_named("older", out), publish_named("newer", out)
    shutil.copytree(out, base / "copy")
    publication, server = Publication(out, 0), Flask(__name__)
    add_routes(server, publication)
    server.add_url_rule("/", view_func=lambda: "a page")
    return Folder(out, base / "copy", older, newer, publication, server.test_client())


def _truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _emptied(path: Path) -> None:
    os.truncate(path, 0)


def _missing(path: Path) -> None:
    path.unlink()


def _altered(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _longer(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _a_link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("nothing")


def _a_link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _a_link_outside(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/passwd")


def _endless(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def _a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


FILE_DAMAGES: tuple[Callable[[Path], None], ...] = (
    _truncated, _emptied, _missing, _altered, _longer, _a_folder, _a_link_to_nothing, _a_link_to_itself,
    _a_link_outside, _endless, _a_pipe,
)  # fmt: skip
CHOSEN = ("areas.parquet", "minutes.data.npy", "settings.json", "shapes.json.br", MANIFEST)
MANIFEST_FIELDS: dict[str, tuple[object, ...]] = {
    "format": (None, str(FORMAT), FORMAT - 1, FORMAT + 1, [], {}),
    "version": (None, 5, "0123456789ab", "../..", []),
    "region": (None, 5, []),
    "built": (None, 5, "", "yesterday", "2026-01-01T00:00:00", []),
    "files": (
        None,
        5,
        "x",
        [],
        {},
        {"../../current": "0" * 64},
        {"areas.parquet": 5},
        {"areas.parquet": None},
    ),
}
NOT_MANIFESTS = (
    b"",
    b"{",
    b"null",
    b"[]",
    b"5",
    b'"x"',
    b"\xff\xfe",
    b"[" * 100_000,
    b" " * 5_000_000,
    b'{"a":1}',
)
POINTERS = (
    b"", b"\n", b"../../etc/passwd", b"0123456789ab", b"0123456789AB", b"\xff\xfe\x00", b"a" * 5_000_000,
    b"0123456789ab\n0123456789ab", b"..", b"/", "ä".encode(),
)  # fmt: skip


def damages() -> dict[str, Callable[[Folder], object]]:
    """What is done to the newer version as a whole or to what names it, by a name for each."""
    found: dict[str, Callable[[Folder], object]] = {}
    for field, values in MANIFEST_FIELDS.items():
        found[f"manifest without {field}"] = partial(_without, field)
        for value in values:
            found[f"manifest {field} {value!r:.30}"] = partial(_with, field, value)
    for content in NOT_MANIFESTS:
        found[f"manifest is {content[:12]!r}"] = partial(_manifest_is, content)
    for content in POINTERS:
        found[f"current is {content[:12]!r}"] = partial(_current_is, content)
    for damage in FILE_DAMAGES[2:3] + FILE_DAMAGES[5:]:
        found[f"current {damage.__name__}"] = partial(_on_pointer, damage)
    return found | {
        "manifest of the older": _manifest_of_the_older,
        "all of the older": _replaced,
        "a link to the older": partial(_linked, "older"),
        "a link to nothing": partial(_linked, "nothing"),
        "a file": _a_file,
        "an empty folder": _empty,
        "gone": lambda at: shutil.rmtree(at.folder),
        "half pruned, manifest first": partial(_half, keep_manifest=False),
        "half pruned, manifest last": partial(_half, keep_manifest=True),
        "two files swapped": _swapped,
    }


def _on_file(name: str, damage: Callable[[Path], None], at: Folder) -> None:
    damage(at.folder / name)


def _on_pointer(damage: Callable[[Path], None], at: Folder) -> None:
    damage(at.out / "current")


def _manifest_is(content: bytes, at: Folder) -> None:
    (at.folder / MANIFEST).write_bytes(content)


def _current_is(content: bytes, at: Folder) -> None:
    (at.out / "current").write_bytes(content)


def _without(field: str, at: Folder) -> None:
    manifest = json.loads((at.folder / MANIFEST).read_bytes())
    del manifest[field]
    (at.folder / MANIFEST).write_text(json.dumps(manifest))


def _with(field: str, value: object, at: Folder) -> None:
    manifest = json.loads((at.folder / MANIFEST).read_bytes())
    (at.folder / MANIFEST).write_text(json.dumps(manifest | {field: value}))


def _manifest_of_the_older(at: Folder) -> None:
    shutil.copy2(folder_of(at.out, at.older) / MANIFEST, at.folder / MANIFEST)


def _replaced(at: Folder) -> None:
    shutil.rmtree(at.folder)
    shutil.copytree(folder_of(at.out, at.older), at.folder)


def _linked(to: str, at: Folder) -> None:
    shutil.rmtree(at.folder)
    at.folder.symlink_to(folder_of(at.out, at.older) if to == "older" else at.out / to)


def _a_file(at: Folder) -> None:
    shutil.rmtree(at.folder)
    at.folder.write_text("x")


def _empty(at: Folder) -> None:
    shutil.rmtree(at.folder)
    at.folder.mkdir()


def _half(at: Folder, *, keep_manifest: bool) -> None:
    for name in sorted(each.name for each in at.folder.iterdir())[::2]:
        if name != MANIFEST:
            (at.folder / name).unlink()
    if not keep_manifest:
        (at.folder / MANIFEST).unlink()


def _swapped(at: Folder) -> None:
    one, other, aside = (at.folder / name for name in ("shapes.json", "units.json", "aside"))
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


DAMAGES = damages()


def stood_in_for(folder: Folder, damage: Callable[[Folder], object], pointer: bool = False) -> None:
    """Damage and all that is to hold of it, from one whole version to the other."""
    folder.mend()
    healthy = folder.publication.current()
    assert healthy is not None
    assert (healthy.version, healthy.stands_in) == (folder.newer, False)
    damage(folder)
    region = folder.publication.current()
    assert region is not None
    # Where the pointer alone is damaged the newest whole version is the very one that it named.
    assert region.version == (folder.newer if pointer else folder.older)
    assert region.stands_in
    ready = folder.client.get("/readyz")
    found = ready.get_json()
    assert (ready.status_code, found["version"], found["problem"]) == (200, region.version, DAMAGED)
    assert folder.client.get("/").status_code == 200
    assert folder.client.get(f"/geo/{region.version}/shapes.json").status_code == 200
    assert folder.client.get(f"/geo/{folder.newer}/shapes.json").status_code in (200, 404)
    for language in ("sv", "en"):
        notice = page_notice(region, words(language), {})
        assert words(language)("ui.stands_in", date=words(language).date(region.built[:10])) in str(notice)


@pytest.mark.parametrize("damage", FILE_DAMAGES)
def test_a_file_of_any_kind_that_is_damaged_is_passed_over(
    folder: Folder, damage: Callable[[Path], None]
) -> None:
    """Every file in one way, and some in all ways."""
    names = sorted(each.name for each in folder_of(folder.copy, folder.newer).iterdir())
    turn = FILE_DAMAGES.index(damage)
    some = [name for at, name in enumerate(names) if name in CHOSEN or at % len(FILE_DAMAGES) == turn]
    assert {*CHOSEN} <= {*some}
    for name in some:
        stood_in_for(folder, partial(_on_file, name, damage))


@pytest.mark.parametrize("case", DAMAGES)
def test_the_newest_whole_version_stands_in_and_the_mended_one_is_taken_without_restart(
    folder: Folder, case: str
) -> None:
    stood_in_for(folder, DAMAGES[case], pointer=case.startswith("current "))


@pytest.mark.parametrize("case", list(DAMAGES)[::9])
def test_a_worker_that_starts_in_the_damage_serves_the_same(folder: Folder, case: str) -> None:
    folder.mend()
    DAMAGES[case](folder)
    region = Publication(folder.out, 0).current()
    assert region is not None
    assert region.stands_in
    assert region.version in (folder.older, folder.newer)
    assert not needs_demo(folder.out)


def test_nothing_whole_is_said_as_that_and_not_as_nothing_published(folder: Folder) -> None:
    folder.mend()
    shutil.copytree(folder.out, folder.out.parent / "broken")
    broken = folder.out.parent / "broken"
    for version in kept_versions(broken):
        (folder_of(broken, version) / "areas.parquet").unlink()
    server = Flask(__name__)
    add_routes(server, Publication(broken, 0))
    client = server.test_client()
    assert client.get("/readyz").json == {"ready": False, "version": None, "problem": DAMAGED}
    page = client.get("/")
    assert page.status_code == 503
    assert "går inte att läsa" in page.text
    assert "cannot be read" in page.text
    assert "Ingen karta" not in page.text
    assert client.get("/healthz").status_code == 200


TRUNCATED = """
import os, sys
from pathlib import Path
from dashboard.serve.publication import Publication
from geodata.publish.manifest import folder_of

out, older, newer = Path(sys.argv[1]), *sys.argv[2:]
publication = Publication(out, 2.0)
region = publication.current()
assert region.version == newer
for file in folder_of(out, newer).glob("*.npy"):
    os.truncate(file, 0)
publication._watched = 0.0
region = publication.current()
assert region.version == older, region.version
assert region.minutes.data.sum() > 0
assert publication.region_for(newer) is None
"""


def test_a_mapped_file_that_is_cut_short_is_let_go_of_before_it_is_read(folder: Folder) -> None:
    folder.mend()
    done = subprocess.run(
        [sys.executable, "-c", TRUNCATED, str(folder.out), folder.older, folder.newer],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_what_was_hidden_stays_hidden_while_an_older_version_stands_in(tmp_path: Path) -> None:
    from geodata.contract.access_settings import AccessSettings, RoleAccess

    publish_named("older", tmp_path)
    region = computed_small_region()
    access = AccessSettings(roles={"resident": RoleAccess(hide_pages=("plan",))})
    settings = replace(region.settings, access=access, short="newer")
    newer = publish(replace(region, settings=settings), tmp_path)
    (folder_of(tmp_path, newer) / "areas.parquet").write_bytes(b"PAR1")
    cold = Publication(tmp_path, 0)
    assert cold.current().settings.short == "older"  # type: ignore[union-attr]
    assert cold.access() == access


def test_a_half_pruned_version_keeps_no_whole_one_from_staying(tmp_path: Path) -> None:
    made = [publish_named(str(number), tmp_path) for number in range(3)]
    for version in ("0" * 12, "1" * 12):
        shutil.copytree(folder_of(tmp_path, made[0]), folder_of(tmp_path, version))
    publish_named("3", tmp_path)
    assert {*made[1:]} < set(kept_versions(tmp_path))
    assert not {"0" * 12, "1" * 12} & set(kept_versions(tmp_path))
    assert not list((tmp_path / "versions").glob(".*"))


@pytest.mark.parametrize("pointer", ["a folder", "a link elsewhere", "a link to itself"])
def test_a_build_mends_whatever_lies_in_place_of_the_pointer(tmp_path: Path, pointer: str) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    publish_named("first", out)
    elsewhere.write_text("theirs")
    for name in ("current", "current.new"):
        (out / name).unlink(missing_ok=True)
        if pointer == "a folder":
            (out / name).mkdir()
            (out / name / "file").touch()
        else:
            (out / name).symlink_to(elsewhere if pointer == "a link elsewhere" else name)
    second = publish_named("second", out)
    assert current_version(out) == second
    assert (out / "current").read_text() == f"{second}\n"
    assert elsewhere.read_text() == "theirs"
    assert Publication(out, 0).current().stands_in is False  # type: ignore[union-attr]


def test_another_user_can_read_what_is_built_under_a_closed_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        version = publish_named("closed", tmp_path / "made" / "out")
    finally:
        os.umask(before)
    for path in (tmp_path / "made").rglob("*"):
        wanted = 0o755 if path.is_dir() else 0o644
        if path.name != ".lock":
            assert path.stat().st_mode & 0o777 == wanted, path
    assert (tmp_path / "made").stat().st_mode & 0o777 == 0o755
    assert version_of(verified(folder_of(tmp_path / "made" / "out", version))["files"]) == version
