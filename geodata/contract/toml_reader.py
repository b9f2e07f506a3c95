"""Reading one TOML table key by key, noting everything that is wrong with it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from geodata.contract.problems import Problems
from geodata.contract.settings import Text

LANGUAGES = ("sv", "en")
DECIMALS_MOST = 8
"""Of a number that is kept exactly as it is written."""


_DECIMAL = re.compile(r"[+-]?\d{1,20}(\.\d{1,20})?")


class WrittenFloat(float):
    """A number with decimals that remembers how the file writes it: 0.1 is no binary number."""

    written: str

    def __new__(cls, written: str) -> WrittenFloat:
        """The number that some text of a TOML file is."""
        number = super().__new__(cls, written)
        number.written = written
        return number


class TomlReader:
    """A TOML table whose keys are asked for by kind; `finish` reports those nobody asked for.

    Parameters
    ----------
    content : mapping
        As `tomllib` gives it; anything else is a problem and read as empty.
    problems : Problems
    file : str
        The name problems are reported under.
    path : str
        Dotted key of this table; "" for the whole file.
    """

    def __init__(self, content: object, problems: Problems, file: str, path: str = "") -> None:
        self.problems, self.file, self.path = problems, file, path
        if not isinstance(content, Mapping):
            self.problem("wrong_type", None, content, "{ ... }")
            content = {}
        self.content: Mapping[str, Any] = content
        self.read_keys: set[str] = set()

    def dotted(self, key: str | None) -> str:
        """Full name of a key, as problems name it."""
        return ".".join(part for part in (self.path, key) if part)

    def problem(self, code: str, key: str | None, value: object = None, *expected: str) -> None:
        """Add a problem with one key."""
        text = None if value is None else str(value)[:80]
        self.problems.add(code, self.file, column=self.dotted(key), value=text, expected=expected)

    def get(self, key: str, *, required: bool = False) -> Any:
        """Value of a key, None where it is absent."""
        self.read_keys.add(key)
        value = self.content.get(key)
        if value is None and required:
            self.problem("missing_key", key)
        return value

    def string(self, key: str, default: str | None = "", *, required: bool = False) -> Any:
        """Text of a key; an empty required one is a problem."""
        value = self.get(key, required=required)
        if value is None:
            return default
        if isinstance(value, date):  # TOML has dates of its own
            return value.isoformat()
        if not isinstance(value, str):
            self.problem("wrong_type", key, value, '"..."')
            return default
        if required and not value.strip():
            self.problem("missing_key", key)
        return value

    def choice(self, key: str, allowed: Collection[str], default: Any, *, required: bool = False) -> Any:
        """One of some words."""
        value = self.string(key, None, required=required)
        if value is None:
            return default
        if value not in allowed:
            self.problem("unknown_choice", key, value, *allowed)
            return default
        return value

    def number(
        self,
        key: str,
        default: float | None,
        low: float,
        high: float,
        *,
        required: bool = False,
        whole: bool = False,
    ) -> Any:
        """A number from `low` to `high`, both inclusive."""
        value = self.get(key, required=required)
        if value is None:
            return default
        kinds = int if whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds):
            self.problem("wrong_type", key, value, "1" if whole else "1.5")
            return default
        if not low <= value <= high:
            self.problem("impossible_number", key, value, f"{low:g}", f"{high:g}")
            return default
        return value if whole else float(value)

    def decimal(
        self,
        key: str,
        default: Decimal | None,
        low: Decimal,
        high: Decimal,
        *,
        required: bool = False,
        decimals: int = DECIMALS_MOST,
    ) -> Any:
        """A number from `low` to `high`, exactly as it is written, in quotation marks or without them."""
        value = self.get(key, required=required)
        if value is None:
            return default
        number = _exact(value)
        if number is None:
            self.problem("wrong_type", key, value, "1270.50")
            return default
        if not low <= number <= high:
            self.problem("impossible_number", key, value, f"{low:f}", f"{high:f}")
            return default
        if _decimals(number) > decimals:
            self.problem("too_many_decimals", key, value, str(decimals))
            return default
        return number

    def flag(self, key: str, default: bool) -> bool:
        """A yes or a no."""
        value = self.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.problem("wrong_type", key, value, "true", "false")
            return default
        return value

    def day(self, key: str) -> date | None:
        """A date, written as TOML's own or as text."""
        value = self.get(key)
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.problem("not_a_date", key, value, "2025-07-01")
            return None

    def days(self, key: str) -> tuple[date, ...]:
        """Dates, each as TOML's own or as text."""
        value = self.get(key)
        several = [] if value is None else value if isinstance(value, list) else [value]
        each = (TomlReader({key: day}, self.problems, self.file, self.path).day(key) for day in several)
        return tuple(day for day in each if day is not None)

    def words(
        self, key: str, default: Text | None = None, *, required: bool = False, empty: bool = False
    ) -> Any:
        """The same words in every language; one text alone counts for all of them."""
        value = self.get(key, required=required)
        if value is None:
            return default if default is not None or not required else dict.fromkeys(LANGUAGES, "")
        if isinstance(value, str):
            return dict.fromkeys(LANGUAGES, value)
        reader = TomlReader(value, self.problems, self.file, self.dotted(key))
        texts = {language: reader.string(language, "", required=not empty) for language in LANGUAGES}
        reader.finish()
        return texts

    def strings(self, key: str) -> tuple[str, ...]:
        """One text or several."""
        value = self.get(key)
        if value is None:
            return ()
        several = value if isinstance(value, list) else [value]
        if any(isinstance(item, list | Mapping) for item in several):
            self.problem("wrong_type", key, value, '["...", "..."]')
            return ()
        return tuple(_scalar(item) for item in several)

    def patterns(self, key: str) -> tuple[str, ...]:
        """Regular expressions that compile."""
        return tuple(text for text in self.strings(key) if self.compiles(key, text))

    def compiles(self, key: str, pattern: str, groups: int = 0) -> bool:
        """Whether a regular expression can be read and has at least so many groups."""
        try:
            found = re.compile(pattern).groups
        except (re.error, OverflowError, RecursionError):
            found = -1
        if found < groups:
            self.problem("bad_pattern", key, pattern)
        return found >= groups

    def mapping(self, key: str) -> dict[str, str]:
        """Names to text under a key; numbers and dates become their text."""
        return self.table(key).texts()

    def texts(self) -> dict[str, str]:
        """The whole table as names to text."""
        texts: dict[str, str] = {}
        for name, value in self.content.items():
            if isinstance(value, list | Mapping):
                self.problem("wrong_type", name, value, '"..."')
            else:
                texts[name] = _scalar(value)
        return texts

    def table(self, key: str) -> TomlReader:
        """The table under a key; an empty one where it is absent."""
        value = self.get(key)
        return TomlReader({} if value is None else value, self.problems, self.file, self.dotted(key))

    def tables(self, key: str) -> Iterator[tuple[str, TomlReader]]:
        """Each table under a key, by name."""
        reader = self.table(key)
        for name, value in reader.content.items():
            yield name, TomlReader(value, self.problems, self.file, reader.dotted(name))

    def array(self, key: str, most: int) -> Iterator[TomlReader]:
        """Each table of an array of tables, `[[KEY]]`, named by its number; at most so many."""
        value = self.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.problem("wrong_type", key, value, f"[[{self.dotted(key)}]]")
            return
        if len(value) > most:
            self.problem("impossible_number", key, len(value), "0", str(most))
        for number, content in enumerate(value[:most], start=1):
            yield TomlReader(content, self.problems, self.file, f"{self.dotted(key)}.{number}")

    def finish(self) -> None:
        """Report every key that was not asked for."""
        for key in self.content:
            if key not in self.read_keys:
                close = difflib.get_close_matches(key, self.read_keys, n=1)
                self.problem("unknown_key", key, None, *(close or sorted(self.read_keys)))


def _exact(value: object) -> Decimal | None:
    """The number that is written; None where that is none, or none that is finite."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, WrittenFloat):
        number = Decimal(value.written)
    elif isinstance(value, str) and _DECIMAL.fullmatch(value.strip()):
        number = Decimal(value.strip())
    else:
        return None
    return number if number.is_finite() else None


def _decimals(number: Decimal) -> int:
    """How many decimals a number has, those that are 0 at its end left out."""
    _, digits, exponent = number.as_tuple()
    noughts = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return max(-int(exponent) - noughts, 0)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
