"""`make watch`: the quick tests again whenever a file changes, until Ctrl-C."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.quick.__main__ import ROOT

LOOK_EVERY_S = 0.5


def written(root: Path) -> dict[str, int]:
    """When each file was last written that Git follows or would follow, in nanoseconds."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = {}
    for path in filter(None, listed.split("\0")):
        try:
            found[path] = (root / path).stat().st_mtime_ns
        except FileNotFoundError:  # deleted, and not yet committed so
            continue
    return found


def main(rooms: list[str]) -> None:
    """Run the quick tests, wait for a change, and so on."""
    while True:
        before = written(ROOT)
        subprocess.run([sys.executable, "-m", "tests.quick", *rooms], cwd=ROOT, check=False)
        print("Waiting for a change; Ctrl-C ends.", flush=True)
        now = before
        while now == before:
            time.sleep(LOOK_EVERY_S)
            now = written(ROOT)
        while now != before:  # until whoever writes has written all of it
            time.sleep(LOOK_EVERY_S)
            before, now = now, written(ROOT)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        print()
