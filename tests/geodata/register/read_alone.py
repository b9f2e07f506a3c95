"""A register read in a process of its own, its cells left as a file: `FOLDER CODES OUT`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from geodata.contract.problems import Problems
from geodata.contract.region_toml import read_settings
from geodata.register.reading import read_register


def main() -> int:
    """Read the register of a folder; 1 with its problems where it has any."""
    folder, codes, out = (Path(argument) for argument in sys.argv[1:])
    problems = Problems()
    settings = read_settings(folder, problems)
    known = {column: (ids, tuple(files)) for column, (ids, files) in json.loads(codes.read_text()).items()}
    if settings is None or settings.register is None:
        sys.exit(repr(problems.found))
    visited = read_register(settings.register, settings, folder, known, problems)
    if visited is None:
        sys.exit(repr(problems.found))
    visited.cells.to_pickle(out / "cells.pickle")
    rest = {"accounts": [repr(each) for each in visited.accounts], "strangers": visited.strangers}
    (out / "rest.json").write_text(json.dumps(rest))
    return 0


if __name__ == "__main__":
    sys.exit(main())
