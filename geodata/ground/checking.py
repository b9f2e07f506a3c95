"""Whether an extract can be read at all: what is found out before a build, without reading it through."""

from __future__ import annotations

from pathlib import Path

import osmium

from geodata.contract.problems import Problems
from geodata.ground.features import BYTES_MOST


def checked_extract(file: Path, name: str, problems: Problems) -> Path | None:
    """The extract that `[ground]` names; None where it cannot be read, and why is added to `problems`.

    Parameters
    ----------
    file : Path
    name : str
        As `region.toml` names it: what problems are reported under.
    problems : Problems
    """
    most = BYTES_MOST.get(file.suffix.lower())
    if not file.is_file():
        problems.add("missing_ground", name)
    elif most is None:
        problems.add("unknown_kind_of_file", name, value=file.suffix, expected=("osm.pbf", "osm"))
    elif file.stat().st_size > most:
        problems.add("ground_too_large", name, value=str(most // 1024**2))
    else:
        try:
            with osmium.io.Reader(str(file), osmium.osm.NOTHING) as reader:
                reader.header()
        except RuntimeError as error:
            problems.add("unreadable_ground", name, value=str(error).rstrip("."))
        else:
            return file
    return None
