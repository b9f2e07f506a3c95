"""The files of a GTFS feed, out of a zip or a folder, unpacked within bounds and read as text."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from geodata.contract.errors import RegionError
from geodata.contract.problems import Problems
from geodata.sources import delimited
from geodata.sources.layout import Layout
from geodata.sources.packed_size import DAMAGED, listed
from geodata.sources.raw import UnreadableError
from geodata.transit.feed_table import FeedTable
from geodata.transit.gtfs import COLUMNS, GtfsTable

MOST_BYTES = 1_000_000_000
"""What the files of a feed may unpack to; a large country's feed is about as much."""


@contextmanager
def opened_feed(path: Path) -> Iterator[Path]:
    """A folder with the feed's files, while it is read.

    Parameters
    ----------
    path : Path
        A zip, or a folder; the files may lie in a folder of their own within.

    Raises
    ------
    RegionError
        If there is none such, it is no zip, or it unpacks to more than `MOST_BYTES`.
    """
    if path.is_dir():
        files = {file.name: file for file in path.rglob("*.txt")}
        if sum(file.stat().st_size for file in files.values()) > MOST_BYTES:
            raise RegionError.of("feed_too_large", file=path, most_gb=MOST_BYTES // 10**9)
        yield files["stops.txt"].parent if "stops.txt" in files else path
        return
    if not path.is_file():
        raise RegionError.of("no_feed", file=path)
    with TemporaryDirectory() as temporary:
        try:
            _unpack(path, Path(temporary))
        except RegionError:
            raise
        except (UnreadableError, *DAMAGED) as error:
            raise RegionError.of("feed_unreadable", file=path) from error
        yield Path(temporary)


def _unpack(path: Path, to: Path) -> None:
    """The tables that are read, and no others; names in the zip are never paths of ours."""
    with listed(path) as packed:
        wanted = {f"{name}.txt" for name in COLUMNS}
        inside = {
            PurePosixPath(each.filename): each
            for each in packed.infolist()
            if "__MACOSX" not in each.filename
        }
        folders = sorted((name.parent for name in inside if name.name == "stops.txt"), key=str)
        chosen = {name: each for name, each in inside.items() if name.name in wanted}
        if folders:
            chosen = {name: each for name, each in chosen.items() if name.parent == folders[0]}
        if sum(each.file_size for each in chosen.values()) > MOST_BYTES:
            raise RegionError.of("feed_too_large", file=path, most_gb=MOST_BYTES // 10**9)
        for name, each in chosen.items():  # no more comes out than `file_size` says
            with packed.open(each) as source, (to / name.name).open("wb") as target:
                shutil.copyfileobj(source, target)


def read_table(folder: Path, feed: str, table: GtfsTable, problems: Problems) -> FeedTable:
    """One table of a feed; without rows where there is no such file.

    Parameters
    ----------
    folder : Path
        Of `opened_feed`.
    feed : str
        Name of the feed, which problems are reported under.
    table : GtfsTable
    problems : Problems
        A file that must be there and is not, columns too, and whatever makes it no table.
    """
    path, name = folder / f"{table.name}.txt", f"{feed}/{table.name}.txt"
    if not path.is_file():
        if table.required:
            problems.add("missing_feed_file", name, value=f"{table.name}.txt")
        return FeedTable.empty(name, table, problems)
    try:
        raw = delimited.read(path, name, Layout(header_row=(1,)), problems)
    except UnreadableError as error:
        problems.add(error.code, name, row=error.row, value=error.value, expected=error.expected)
        return FeedTable.empty(name, table, problems)
    frame = raw.frame
    for column in table.needed:
        if column not in frame:
            problems.add("missing_column", name, column=column, expected=map(str, frame.columns))
    columns = {
        column: frame[column].str.strip() if column in frame else ""
        for column in (*table.needed, *table.more)
    }
    return FeedTable(name, frame.iloc[:, :0].assign(**columns), raw.rows, problems)
