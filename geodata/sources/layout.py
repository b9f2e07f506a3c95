"""Where in a file its table stands, as the region says, and which names its header is known by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geodata.contract.columns import Table
from geodata.contract.headers import HEADER_MOST, header
from geodata.contract.settings import TableSettings
from geodata.sources.patterns import AT_ONCE, found_in, steps


@dataclass(frozen=True)
class Layout:
    """What is known of a table before its file is opened.

    Attributes
    ----------
    layer : str or None
        Sheet, or a pattern with `*` and `?`; where None it is found out.
    header_row : tuple of int
        Rows of the header, as the user sees them; () where it is found out.
    header : tuple of str
        Names of the columns where the file has none.
    skip_after : str, int or None
        What the first row below the table begins with, or how many rows stand below it.
    encoding, separator : str or None
    names : frozenset of str
        What columns that are read are called, alike in letters and blanks.
    patterns : tuple of str
        Regular expressions that find further columns.
    accepted : frozenset of str
        Values that the region says the meaning of, however odd.
    """

    layer: str | None = None
    header_row: tuple[int, ...] = ()
    header: tuple[str, ...] = ()
    skip_after: str | int | None = None
    encoding: str | None = None
    separator: str | None = None
    names: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()
    accepted: frozenset[str] = frozenset()

    def wants(self, name: str) -> bool:
        """Whether a column of this name is read."""
        return self.wanted([name]) > 0

    def wanted(self, names: Iterable[str]) -> int:
        """How many of the names are of columns that are read."""
        there = [name for name in names if 0 < len(name) <= HEADER_MOST]
        found = [alike(name) in self.names for name in there]
        for pattern in self.patterns:
            if steps(pattern, there) <= AT_ONCE:  # what takes longer is told of where the table is read
                found = [a or b for a, b in zip(found, found_in(pattern, there), strict=True)]
        return sum(found)


def layout_of(table: Table, settings: TableSettings) -> Layout:
    """The layout of one table of a region."""
    named = {
        *settings.columns.values(),
        *settings.where,
        *settings.where_not,
        *settings.where_like,
        *settings.melt,
        *(how["column"] for how in settings.extract.values()),
        *(name for name in table.names if name not in settings.columns),
    }
    return Layout(
        layer=settings.layer,
        header_row=settings.header_row,
        header=settings.header,
        skip_after=settings.skip_after,
        encoding=settings.encoding,
        separator=settings.separator,
        names=frozenset(map(alike, named)),
        patterns=tuple(settings.melt_like),
        accepted=frozenset((*settings.null, *(each for codes in settings.recode.values() for each in codes))),
    )


def alike(name: str) -> str:
    """A name in the form in which a header is looked for: as names are compared, and in small letters."""
    return header(name).casefold()
