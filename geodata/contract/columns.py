"""What a table of a region is made of: its columns, and the kinds of value they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "code",  # text, leading zeros and all
    "name",  # text a person reads
    "text",
    "list",  # several texts, separated by ";"
    "url",
    "whole",  # whole number, not negative
    "amount",  # number, not negative
    "number",
    "degrees",  # coordinate in EPSG:4326
    "metres",  # coordinate in the table's or the region's CRS
    "position",  # both coordinates as one text, degrees or metres; becomes `east` and `north`
    "date",  # 2025-07-01
    "days",  # 2026-12-24; 2026-07-06/2026-08-02
    "hours",  # opening hours as text; coded as 1-5#08:00#16:30 they become words
    "period",  # 2025, 2025Q3, 2025-07; a date counts as its month
    "year",
    "age",  # whole years, inclusive; empty is open
    "ages",  # one age or a span of ages as one text: 17, 0-4, -4, 80+; becomes `age_from` and `age_to`
    "sex",  # 1 men, 2 women, empty both
    "yes_no",  # yes or no (ja, nej); empty is not known
    "operator",
    "care_form",
    "age_group",
    "indicator",
    "term",
    "goal_measure",
    "follow_up",
    "theme",
    "background",
    "geometry",
]


@dataclass(frozen=True, slots=True)
class Column:
    """One column, by the name it has after mapping.

    A required column must be there and have a value on every row; an optional one may be absent
    and may be empty.
    """

    name: str
    kind: Kind
    required: bool = False


@dataclass(frozen=True)
class Table:
    """One table: its columns, what makes a row unique, and what its rows count.

    Attributes
    ----------
    one_of : tuple of tuples of str
        Of these groups of optional columns at least one must be there, whole.
    key : tuple of str
        No two rows agree on all of these; empty where rows may repeat.
    measure : str
        The column a wide table's columns become when they are melted; "" where that has no meaning.
    within : tuple of str
        Columns within which rows are of classes of sex and age that may not overlap; else empty.
    most : int or None
        Rows that are read at most. Of a table with that many, the same problem of many rows is told once.
    """

    name: str
    columns: tuple[Column, ...]
    required: bool = False
    one_of: tuple[tuple[str, ...], ...] = ()
    key: tuple[str, ...] = ()
    measure: str = ""
    within: tuple[str, ...] = ()
    most: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all columns."""
        return tuple(column.name for column in self.columns)

    @property
    def people(self) -> bool:
        """Whether its rows count people by class: those that differ only in what is left unread are parts."""
        return bool(self.within) and self.measure == "persons"
