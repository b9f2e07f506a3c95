"""`make quick`: tests and lint of one room, or of what changed; never long, and what is left out is said."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.quick.changes import changes
from tests.quick.choice import PACKAGES, SLOW, Choice, Importers
from tests.quick.deadline import OPTION

ROOT = Path(__file__).parents[2]
ROOM_BEGIN_S, CHANGES_BEGIN_S = 7.0, 20.0
"""Processor seconds in which tests are begun: a room is to take less than 10, what changed less than 30."""
MANY = 12
"""Files of tests from which on a second process is worth its start."""
FAST = ("-q", "-m", "not long", "--hypothesis-profile", "fewer", "--no-header", "-p", "tests.quick.deadline")
NO_TESTS_RAN = 5


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for: the rooms named, or without a name what changed. Returns the exit status."""
    rooms = [room.strip("/").removeprefix("tests/") for room in arguments if room]
    for room in rooms:
        if not (ROOT / room).exists():
            print(f"There is no room {room}: it is a folder of {' or '.join(PACKAGES[:2])}, as geodata/flows")
            return 2
    return quick_rooms(rooms) if rooms else quick_changes()


def quick_rooms(rooms: Sequence[str]) -> int:
    """Tests of the rooms, and beside them their format, lint, types and arrows."""
    tests = [f"tests/{room}" for room in rooms if (ROOT / "tests" / room).exists()]
    code = [path for path in [*rooms, *tests] if any((ROOT / path).rglob("*.py"))]
    lint = [
        ["ruff", "format", "--check", "-q", *code],
        ["ruff", "check", "-q", *code],
        ["mypy", *rooms],
        ["lint-imports"],
    ]
    return run(lint, tests, ROOM_BEGIN_S)


def quick_changes() -> int:
    """Tests that a change reaches, nearest first; format and lint of the changed files."""
    found = changes(ROOT)
    choice = Importers.of(ROOT).choice(found.paths)
    print(
        f"{len(found.paths)} files changed since {found.since}:"
        f" {len(choice.run)} files of tests, nearest first"
    )
    python = [path for path in found.paths if path.endswith(".py")]
    lint = [["ruff", "format", "--check", "-q", *python], ["ruff", "check", "-q", *python]] if python else []
    status = run(lint, choice.run, CHANGES_BEGIN_S)
    say_left(choice)
    return status


def run(lint: Sequence[Sequence[str]], tests: Sequence[str], begin_s: float) -> int:
    """Lint in a second thread while the tests run; its words come after. Returns the first status but 0."""
    with ThreadPoolExecutor(1) as beside:
        linted = beside.submit(lambda: [program(*command) for command in lint])
        tested = 0
        if tests:
            two = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder") if len(tests) > MANY else ()
            options = (*FAST, *two, OPTION, str(begin_s))
            tested = subprocess.run([sys.executable, "-m", "pytest", *options, *tests], cwd=ROOT).returncode
    statuses = [0 if tested == NO_TESTS_RAN else tested]
    for command, done in zip(lint, linted.result(), strict=True):
        statuses.append(done.returncode)
        if done.returncode:
            print(f"{' '.join(command[:2])}:\n{done.stdout}{done.stderr}")
    return next((status for status in statuses if status), 0)


def program(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a program of the same environment says."""
    path = Path(sys.executable).with_name(name)
    return subprocess.run([path, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def say_left(choice: Choice) -> None:
    """What the change reaches too and was not run."""
    slow = sum(path.startswith(SLOW) for path in choice.left)
    print(
        f"Not run: {len(choice.left) - slow} files of tests further away (make check);"
        f" {slow} that need a browser or a database, and all tests marked long (make test)."
    )


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.exit(main(sys.argv[1:]))
