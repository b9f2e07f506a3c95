"""What counts as changed, in clones of every kind."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.quick.changes import changes

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).write_text(path, encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-m", " ".join(paths))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Main with two commits: `first.py` and `gone.py`, then `second.py`."""
    git(tmp_path, "init", "-b", "main")
    commit(tmp_path, "first.py", "gone.py")
    commit(tmp_path, "second.py")
    return tmp_path


def test_on_main_it_is_what_is_not_committed(repository: Path) -> None:
    (repository / "first.py").write_text("other", encoding="utf-8")
    (repository / "å new.py").touch()
    assert changes(repository).paths == ("first.py", "å new.py")


def test_with_nothing_uncommitted_on_main_it_is_the_last_commit(repository: Path) -> None:
    assert changes(repository).paths == ("second.py",)


def test_on_a_branch_it_is_all_since_main_and_what_is_not_committed(repository: Path) -> None:
    git(repository, "switch", "-c", "work")
    commit(repository, "third.py")
    commit(repository, "fourth.py")
    (repository / "gone.py").unlink()
    (repository / "new.py").touch()
    found = changes(repository)
    assert found.paths == ("fourth.py", "new.py", "third.py")
    assert found.since == "main"


def test_what_main_got_meanwhile_is_not_this_branchs(repository: Path) -> None:
    git(repository, "switch", "-c", "work")
    commit(repository, "third.py")
    git(repository, "switch", "main")
    commit(repository, "theirs.py")
    git(repository, "switch", "work")
    assert changes(repository).paths == ("third.py",)


def test_a_clone_without_main_has_its_last_commit(repository: Path) -> None:
    git(repository, "branch", "-m", "work")
    assert changes(repository).paths == ("second.py",)


def test_a_shallow_clone_has_all_files(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "--depth", "1", repository.as_uri(), ".")
    assert changes(clone).paths == ("first.py", "gone.py", "second.py")


def test_where_git_knows_nothing_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ROOM="):
        changes(tmp_path)
