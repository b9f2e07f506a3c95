"""Files that changed: since the main branch, or where there is none, since the last commit or in it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

MAIN = ("main", "origin/main", "master", "origin/master")
"""Branches that work is compared with, where the clone has them."""
WITHOUT_DELETED = "--diff-filter=d"
"""What was deleted has no test of its own left; who used it is found by its failing imports."""


class Changes(NamedTuple):
    """Paths from the root, in order, and what they are compared with."""

    paths: tuple[str, ...]
    since: str


def changes(root: Path) -> Changes:
    """Files that differ from where this branch left main, committed or not; on main, from the last commit.

    Parameters
    ----------
    root : Path
        A folder that Git follows.

    Returns
    -------
    Changes
        With nothing changed since the last commit either, the files of that commit.

    Raises
    ------
    RuntimeError
        If Git does not follow the folder, or it holds no commit.
    """
    if (head := _git(root, "rev-parse", "--verify", "HEAD")) is None:
        raise RuntimeError(f"Git knows of no commit in {root}: say which room to test, ROOM=geodata/flows")
    bases = {
        base: name
        for name in MAIN
        if (base := _git(root, "merge-base", name, "HEAD")) is not None and base != head
    }
    untracked = _paths(root, "ls-files", "--others", "--exclude-standard")
    if bases and _git(root, "symbolic-ref", "--short", "HEAD") not in MAIN:
        nearest = min(bases, key=lambda base: int(_git(root, "rev-list", "--count", f"{base}..HEAD") or 0))
        return Changes(
            _sorted(_paths(root, "diff", "--name-only", WITHOUT_DELETED, nearest), untracked), bases[nearest]
        )
    uncommitted = _sorted(_paths(root, "diff", "--name-only", WITHOUT_DELETED, "HEAD"), untracked)
    if uncommitted:
        return Changes(uncommitted, "the last commit")
    last = _paths(
        root, "diff-tree", "--root", "--no-commit-id", "--name-only", "-r", "-m", WITHOUT_DELETED, "HEAD"
    )
    return Changes(_sorted(last), "the commit before the last")


def _sorted(*several: list[str]) -> tuple[str, ...]:
    return tuple(sorted({path for paths in several for path in paths}))


def _paths(root: Path, *arguments: str) -> list[str]:
    return [path for path in (_git(root, *arguments, "-z") or "").split("\0") if path]


def _git(root: Path, *arguments: str) -> str | None:
    """What one command of Git prints, or None where it refuses."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None
