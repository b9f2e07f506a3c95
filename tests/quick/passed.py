"""A plugin of pytest: `.ci/run` leaves out of `make test` what `make check` passed on the very same files."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PASSED = ROOT / ".pytest_cache" / "passed.json"
KEEP, LEAVE_OUT = "--keep-passed", "--leave-out-passed"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(KEEP, action="store_true", help="keep which tests pass, and on which files")
    parser.addoption(LEAVE_OUT, action="store_true", help="leave out those that passed on the same files")


def files(root: Path) -> str | None:
    """Digest of the Python and of all files that git keeps or would keep; None where git is not there."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    digest = hashlib.sha256(sys.version.encode())
    for name in sorted(set(listed.decode().split("\0")) - {""}):
        path = root / name
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


class Kept:
    """Which tests pass, written at the end of a run that changed no file."""

    def __init__(self, path: Path, before: str) -> None:
        self.path, self.before = path, before
        self.passed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:  # also what it takes down afterwards
            self.passed.discard(report.nodeid)
        elif report.when == "call" and report.passed:
            self.passed.add(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if files(session.config.rootpath) == self.before:
            self.path.parent.mkdir(exist_ok=True)
            kept = {"files": self.before, "passed": sorted(self.passed)}
            self.path.write_text(json.dumps(kept), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption(KEEP) and not hasattr(config, "workerinput"):
        now = files(config.rootpath)
        if now is not None:
            config.pluginmanager.register(Kept(kept_in(config), now))


def pytest_report_header(config: pytest.Config) -> str | None:
    if not config.getoption(LEAVE_OUT):
        return None
    many = len(passed_on(files(config.rootpath), kept_in(config)))
    return f"left out, but for properties: {many} tests that passed on the very same files"


def kept_in(config: pytest.Config) -> Path:
    """Where it is written which tests passed."""
    return config.rootpath / PASSED.relative_to(ROOT)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption(LEAVE_OUT):
        return
    passed = passed_on(files(config.rootpath), kept_in(config))
    left_out = [item for item in items if item.nodeid in passed and not looks_for_examples(item)]
    config.hook.pytest_deselected(items=left_out)
    out = set(left_out)
    items[:] = [item for item in items if item not in out]


def passed_on(now: str | None, path: Path) -> set[str]:
    """Tests that passed on files as they now are."""
    if now is None or not path.is_file():
        return set()
    kept = json.loads(path.read_text(encoding="utf-8"))
    return set(kept["passed"]) if kept["files"] == now else set()


def looks_for_examples(item: pytest.Item) -> bool:
    """Whether it is of a property: fewer examples of it were looked at."""
    return bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))
