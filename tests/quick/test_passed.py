"""What has passed is left out once, on the same files, and nothing else is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
PLUGINS = ("tests.quick.passed", "no:dash", "no:schemathesis", "no:anyio")
TESTS = """
from pathlib import Path

from hypothesis import given, strategies


def test_that_passes(): pass
def test_that_fails(): assert Path(__file__).with_name("mended").exists()
@given(strategies.booleans())
def test_of_a_property(value): pass
"""


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a test that passes, one that fails and one of a property; the first run is kept."""
    folder = tmp_path_factory.mktemp("once")
    subprocess.run(["git", "init", "-q", folder], check=True)
    (folder / ".gitignore").write_text(".pytest_cache/\n.hypothesis/\n__pycache__/\nmended\n")
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "test_three.py").write_text(TESTS)
    assert "1 failed, 2 passed" in output(folder, "--keep-passed")
    return folder


@pytest.fixture
def folder(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "folder"))


def output(folder: Path, *options: str) -> str:
    plugins = [part for plugin in PLUGINS for part in ("-p", plugin)]
    command = [sys.executable, "-m", "pytest", *plugins, "--rootdir", folder, "-c", folder / "pytest.ini"]
    done = subprocess.run(
        [*map(str, command), *options, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def test_on_the_same_files_what_failed_and_what_is_of_a_property_is_run_again(folder: Path) -> None:
    printed = output(folder, "--leave-out-passed")
    assert "1 failed, 1 passed, 1 deselected" in printed
    assert "left out, but for properties: 2 tests that passed" in printed


def test_unless_it_is_asked_for_nothing_is_left_out(folder: Path) -> None:
    assert "1 failed, 2 passed" in output(folder)


@pytest.mark.parametrize("name", ["test_three.py", "new.py"])
def test_when_a_file_is_changed_or_new_all_is_run_again(folder: Path, name: str) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert "1 failed, 2 passed" in output(folder, "--leave-out-passed")


def test_tests_beside_each_other_leave_out_the_same(folder: Path) -> None:
    (folder / "mended").touch()
    assert "3 passed" in output(folder, "--keep-passed", "-n", "2")
    assert "1 passed" in output(folder, "--leave-out-passed", "-n", "2")
