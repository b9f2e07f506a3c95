from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.contract.errors import DisclosureError
from geodata.publish.manifest import current_version, folder_of
from geodata.publish.publish import KEPT, publish
from geodata.publish.snapshot import open_snapshot
from geodata.region.region import Region
from tests.small_region import computed_small_region

ROOT = Path(__file__).parents[3]


def renamed(name: str) -> Region:
    region = computed_small_region()
    return replace(region, settings=replace(region.settings, short=name))


def versions(out: Path) -> set[str]:
    return {folder.name for folder in (out / "versions").iterdir()}


def test_the_same_data_make_the_same_version(tmp_path: Path) -> None:
    first = publish(computed_small_region(), tmp_path / "one")
    second = publish(computed_small_region(), tmp_path / "two")
    assert first == second
    assert publish(renamed("Annat"), tmp_path / "one") != first


def test_publishing_again_serves_the_new_and_keeps_the_last_few(tmp_path: Path) -> None:
    made = [publish(renamed(str(number)), tmp_path) for number in range(KEPT + 2)]
    assert current_version(tmp_path) == made[-1]
    assert versions(tmp_path) == set(made[-KEPT:])


def test_publishing_an_earlier_version_serves_it_again(tmp_path: Path) -> None:
    first = publish(renamed("first"), tmp_path)
    publish(renamed("second"), tmp_path)
    assert publish(renamed("first"), tmp_path) == first
    assert open_snapshot(tmp_path).settings.short == "first"


def test_a_damaged_version_is_mended_by_publishing_it_again(tmp_path: Path) -> None:
    version = publish(computed_small_region(), tmp_path)
    (folder_of(tmp_path, version) / "units.json").write_text("{}")
    assert publish(computed_small_region(), tmp_path) == version
    assert open_snapshot(tmp_path).version == version


@pytest.mark.parametrize("disclosure", [None, "protected"])
def test_visits_that_are_not_declared_public_are_not_published(
    tmp_path: Path, disclosure: str | None
) -> None:
    region = computed_small_region()
    region = replace(region, settings=replace(region.settings, disclosure=disclosure))  # type: ignore[arg-type]
    with pytest.raises(DisclosureError, match="not declared public"):
        publish(region, tmp_path)
    assert current_version(tmp_path) is None


def test_public_visits_need_a_reason(tmp_path: Path) -> None:
    region = computed_small_region()
    region = replace(region, settings=replace(region.settings, disclosure_reason=None))
    with pytest.raises(DisclosureError, match="without a reason"):
        publish(region, tmp_path)


def test_a_region_without_visits_needs_no_declaration(tmp_path: Path) -> None:
    region = computed_small_region()
    region = replace(region, visits=None, settings=replace(region.settings, disclosure=None))
    assert publish(region, tmp_path) == current_version(tmp_path)


def test_a_build_that_fails_leaves_what_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served = publish(renamed("served"), tmp_path)

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            publish(renamed("next"), tmp_path)
    assert versions(tmp_path) == {served}
    assert open_snapshot(tmp_path).settings.short == "served"


KILLED = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from geodata.publish.publish import publish
from geodata.publish.manifest import current_version, folder_of, verified
from tests.small_region import computed_small_region

out, region = Path(sys.argv[1]), computed_small_region()
served = publish(replace(region, settings=replace(region.settings, short="served")), out)
region = replace(region, settings=replace(region.settings, short="next"))
swap = ("os.rename", "current.new")
POINTS = [
    ("os.mkdir", ".building-"), ("open", "minutes.data.npy"), ("open", "shapes.json.br"),
    ("open", "manifest.json"), ("os.rename", ".building-"), ("open", "current.new"), swap,
    "after the swap", "never",
]

def killed_at(point):
    swapped = False
    def watch(event, arguments):
        nonlocal swapped
        here = bool(arguments) and str(out) in str(arguments[0])
        after = swapped and here and point == "after the swap"
        if after or here and event == point[0] and point[1] in str(arguments[0]):
            os.kill(os.getpid(), signal.SIGKILL)
        swapped = swapped or event == swap[0] and swap[1] in str(arguments[0])
    sys.addaudithook(watch)
    publish(region, out)

for point in POINTS:
    child = os.fork()
    if child == 0:
        killed_at(point)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code == (0 if point == "never" else -signal.SIGKILL), (point, code)
    version = current_version(out)
    verified(folder_of(out, version))
    assert (version == served) == (POINTS.index(point) <= POINTS.index(swap)), point
"""


@pytest.mark.long
def test_a_build_killed_at_any_point_leaves_what_is_served(tmp_path: Path) -> None:
    """What is served is whole at all times: the old version until the swap, the new one after it."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert open_snapshot(tmp_path).settings.short == "next"
    assert all(len(name) == 12 for name in versions(tmp_path)), "what was left half done is cleared"


def test_two_builds_at_once_wait_for_each_other(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as builders:
        made = set(builders.map(lambda name: publish(renamed(name), tmp_path), ["one", "two"]))
    assert versions(tmp_path) == made
    assert current_version(tmp_path) in made
    assert open_snapshot(tmp_path).settings.short in ("one", "two")
