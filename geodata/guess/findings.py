"""What was found in a folder of files: guesses with their reasons, as data rather than sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

SURE, LIKELY = 0.9, 0.7
"""Shares from which a guess is called sure, and likely; below that it is unsure, and asked about."""

NOT_READ: Final = ""
"""What a column is read as that is not read at all, and the table of a file that is none."""


@dataclass(frozen=True)
class Reason:
    """Why something is guessed: the code of a sentence in `sentences.toml`, and what fills its blanks."""

    code: str
    value: str = ""
    expected: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guess:
    """One answer that is possible.

    Attributes
    ----------
    value : str
        Name of a table or of a column of ours; `NOT_READ` for neither.
    sure : float
        Share from 0 to 1: how often such a guess is right.
    reason : Reason
    """

    value: str
    sure: float
    reason: Reason


@dataclass(frozen=True)
class ColumnFinding:
    """One column of a file, and what it may be read as, best first; never without a candidate."""

    name: str
    examples: tuple[str, ...]
    candidates: tuple[Guess, ...]

    @property
    def best(self) -> Guess:
        """What it is read as."""
        return self.candidates[0]


@dataclass(frozen=True)
class Setting:
    """One line of `region.toml`: where it stands, its value, and why.

    Attributes
    ----------
    path : tuple of str
        Keys from the table it belongs to (a table of files, or the top) down to the line itself.
    value : str, int, float, bool, list or mapping
        As TOML has it.
    sure : float
    reason : Reason
    """

    path: tuple[str, ...]
    value: Any
    sure: float
    reason: Reason


@dataclass(frozen=True)
class TableFinding:
    """One table that a file fills; a file may fill several.

    Attributes
    ----------
    key : str
        Under `[tables]`: the table's name, with a suffix where several files fill it.
    file, layer
        As `region.toml` names them.
    rows : int
        How many there are, or were looked at where `whole` is false.
    whole : bool
        Whether every row was looked at.
    candidates : tuple of Guess
        Which table it is, best first.
    columns : tuple of ColumnFinding
        In the order of the file.
    settings : tuple of Setting
        What stands under `[tables.KEY]` beside `file`, `layer` and `columns`.
    """

    key: str
    file: str
    layer: str | None
    rows: int
    whole: bool
    candidates: tuple[Guess, ...]
    columns: tuple[ColumnFinding, ...] = ()
    settings: tuple[Setting, ...] = ()

    @property
    def table(self) -> str:
        """Name of the table that is guessed."""
        return self.candidates[0].value

    @property
    def mapping(self) -> dict[str, str]:
        """Ours -> theirs, of the columns that are read."""
        return {each.best.value: each.name for each in self.columns if each.best.value != NOT_READ}


@dataclass(frozen=True)
class Question:
    """Something that the files do not say surely enough.

    Attributes
    ----------
    key : tuple of str
        Where its answer stands in a file of answers.
    guess : Guess
        What is taken where nobody answers; its reason says why it is not sure.
    options : tuple of str
        Answers that are possible; empty where any text is.
    """

    key: tuple[str, ...]
    guess: Guess
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A file that fills no table, and why."""

    file: str
    layer: str | None
    reason: Reason


@dataclass(frozen=True)
class Answers:
    """What somebody has decided, which no guess changes.

    Attributes
    ----------
    region : mapping
        `id`, `name`, `crs`, `county`, `residents_date`, `language` and `limit_min.KEY`, by those names.
    tables : mapping
        File (with `#layer` where it has several) -> table; `NOT_READ` leaves it out.
    columns : mapping
        File -> their column -> ours; `NOT_READ` leaves it unread.
    recode : mapping
        Column of ours -> theirs -> ours.
    """

    region: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    recode: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Findings:
    """Everything that was found in a folder.

    Attributes
    ----------
    settings : tuple of Setting
        Of the region as a whole.
    tables : tuple of TableFinding
        In the order they are written.
    left_out : tuple of LeftOut
    questions : tuple of Question
        What is left to ask; empty where everything is likely enough.
    missing : tuple of Reason
        Tables that a region must have and no file fills.
    """

    settings: tuple[Setting, ...]
    tables: tuple[TableFinding, ...]
    left_out: tuple[LeftOut, ...] = ()
    questions: tuple[Question, ...] = ()
    missing: tuple[Reason, ...] = ()
