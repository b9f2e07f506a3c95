"""Texts of a register that may mean one thing or another: each kind is one problem, with what decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from geodata.contract.mark_settings import marks_of
from geodata.contract.register_settings import RegisterSettings
from geodata.sources.null_words import NULL_WORDS, TICKS, is_null_word, null_line, quoted
from geodata.sources.numbers import DOUBTFUL, told_by_others, ways_out
from geodata.sources.periods import is_split_year

UNREAD: Final = ("not_a_number", "not_a_period")
"""Problems of values that may be doubtful rather than wrong; of words, `unknown_...`, it may be none."""
WORDS_MOST: Final = 20

Counted = list[tuple[str, int]]
Report = Callable[[str, str, int, Sequence[str], Sequence[str]], None]
"""Code, columns, rows, texts and what is expected."""


class DoubtfulTexts:
    """What is doubtful among a register's unread texts.

    Parameters
    ----------
    register : RegisterSettings
    report : function
        Adds one problem.
    like_months : function
        Periods that are months unless others are split years, and their rows: 2011-12 beside 2012-13.
    """

    def __init__(
        self, register: RegisterSettings, report: Report, like_months: Callable[[], Sequence[tuple[str, int]]]
    ) -> None:
        self._register, self._report, self._like_months = register, report, like_months
        self._nulls: dict[str, Counted] = {}

    def apart(self, code: str, column: str, texts: Counted, rows: int) -> tuple[Counted, int]:
        """The texts that are wrong and not doubtful, and how many rows they have.

        Doubtful marks and split years are reported here, words for nothing by `report_null_words`.

        Parameters
        ----------
        code, column : str
            The problem that all of them have.
        texts : list of text and rows
            Commonest first; where there are more, the rest counts as the most of these do.
        rows : int
            Of all of them.
        """
        if code in UNREAD:
            words = NULL_WORDS | TICKS
        elif code.startswith("unknown_") and column in ("care_form", "age_group"):
            words = NULL_WORDS
        else:
            return texts, rows
        kinds: dict[str, Counted] = {"null_words": [], "ambiguous_mark": [], "split_year": [], code: []}
        asks = not marks_of(self._register.thousands, self._register.decimal, column).declared
        for text, count in texts:
            if is_null_word(text, words):
                kinds["null_words"].append((text, count))
            elif code == "not_a_number" and asks and re.match(DOUBTFUL, text):
                kinds["ambiguous_mark"].append((text, count))
            elif code == "not_a_period" and is_split_year(text):
                kinds["split_year"].append((text, count))
            else:
                kinds[code].append((text, count))
        counts = {kind: sum(count for _, count in each) for kind, each in kinds.items()}
        counts[max(counts, key=counts.__getitem__)] += rows - sum(counts.values())
        if kinds["null_words"]:
            self._nulls[column] = kinds["null_words"]
        if marks := kinds["ambiguous_mark"]:
            several = [text for text, _ in marks]
            code_of, ways = ways_out(several[0], told_by_others(several, column != "cost"))
            self._report(code_of, column, counts["ambiguous_mark"], several[:3], ways)
        if years := kinds["split_year"]:
            named = [text for text, _ in years][:3]
            months = [*self._like_months()]
            together = counts["split_year"] + sum(count for _, count in months)
            self._report("split_year", column, together, named, (split_line([*years[:WORDS_MOST], *months]),))
        return kinds[code], counts[code]

    def report_null_words(self) -> None:
        """Add one problem of all words that seem to stand for nothing, in whatever column."""
        if not self._nulls:
            return
        words = list(dict.fromkeys(text for each in self._nulls.values() for text, _ in each))[:WORDS_MOST]
        rows = sum(count for each in self._nulls.values() for _, count in each)
        self._report(
            "null_words", ", ".join(self._nulls), rows, words, (null_line(words, self._register.null),)
        )


def split_line(years: Counted) -> str:
    """The line of `[visits]` that counts split years as those that they begin in."""
    pairs = sorted(f"{quoted(year)} = {quoted(year[:4])}" for year, _ in years)
    return f"recode = {{ period = {{ {', '.join(pairs)} }} }}"
