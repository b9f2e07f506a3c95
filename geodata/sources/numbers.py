"""Numbers as people write them: marks are read where they can mean one thing, and asked about else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import Series

from geodata.contract.mark_settings import UNDECLARED, Marks

BLANKS: Final = " \u00a0\u202f\u2009'\u2019"
"""What may stand between thousands and means nothing else: blanks of all kinds, and apostrophes."""
MINUS: Final = "\u2212"

DOUBTFUL: Final = r"^[+-]?[1-9][0-9]{0,2}((,[0-9]{3})+([.][0-9]+)?|([.][0-9]{3})+(,[0-9]+)?)$"
"""A mark with exactly three digits after it: of thousands or of decimals. 0,123 has no thousands."""

_BLANKED = f"[0-9]{{1,3}}([{BLANKS}][0-9]{{3}})+"
_UNDOUBTED = "[0-9]+[{}]([0-9]{{1,2}}|[0-9]{{4,}})|(0[0-9]*|[0-9]{{4,}})[{}][0-9]{{3}}"
"""Decimals that can be no thousands, by the digits around their mark."""
_COMPUTED = r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
_OTHER: Final = {",": ".", ".": ","}
_ONE_DOUBTFUL_DOT = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


@dataclass(frozen=True, eq=False)
class Numbers:
    """What texts are as numbers.

    Attributes
    ----------
    values : Series of float
        NaN where empty, or not to be read.
    bad : bool, shape (rows,)
        Which are no numbers.
    doubtful : bool, shape (rows,)
        Which of those may be one number or another, for want of a declared mark.
    """

    values: Series[float]
    bad: NDArray[np.bool_]
    doubtful: NDArray[np.bool_]


@cache
def readable(marks: Marks) -> str:
    """Regular expression of the numbers that can mean one thing under some marks."""
    decimals = f"[{marks.decimals}]"
    ways = [f"{_BLANKED}({decimals}[0-9]+)?", f"{decimals}[0-9]+"]
    if marks.declared:
        # and what every computer writes, whatever the rest of the file does
        ways += [f"[0-9]+({decimals}[0-9]+)?", "[.][0-9]+", _UNDOUBTED.format(".", ".")]
    else:
        ways += ["[0-9]+", _UNDOUBTED.format(",.", ",.")]
    if marks.group:
        ways.append(_grouped(marks))
    return f"^[+-]?({'|'.join(ways)})$"


def _grouped(marks: Marks) -> str:
    return f"[1-9][0-9]{{0,2}}([{marks.group}][0-9]{{3}})+([{marks.decimals}][0-9]+)?"


@cache
def grouped(marks: Marks) -> str:
    """Regular expression of the numbers in which the declared mark parts thousands."""
    return f"^[+-]?({_grouped(marks)})$"


def numbers(text: Series[str], marks: Marks = UNDECLARED) -> Numbers:
    """Numbers of a column.

    Read as they are: `1234`, `-1.5`, `1,5`, `1 234` and `1'234` (thousands by any blank or an apostrophe),
    `-` as U+2212. `1,234`, `1.234,5` and `1.234.567` are doubtful until `marks` are declared. Never read:
    `NA`, `inf`.

    Parameters
    ----------
    text : Series of str
    marks : Marks, optional
    """
    codes, different = pd.factorize(text)
    values, doubtful = _each(Series(different, dtype=str), marks)
    if not len(codes):
        return Numbers(Series(np.empty(0), index=text.index), np.zeros(0, bool), np.zeros(0, bool))
    bad = np.isnan(values) & np.array([each != "" for each in different], dtype=bool)
    return Numbers(Series(values[codes], index=text.index), bad[codes], (doubtful & bad)[codes])


def _each(texts: Series[str], marks: Marks) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Value of each different text, NaN where there is none; and which are doubtful as they stand."""
    plain = texts.str.replace(MINUS, "-", regex=False)
    doubtful = plain.str.match(DOUBTFUL).to_numpy(bool)
    computed = plain.str.match(_COMPUTED).to_numpy(bool) & ~doubtful
    rest = ~computed & plain.str.match(readable(marks)).to_numpy(bool)
    some = plain[rest]
    if marks.group:
        parted = some.str.match(grouped(marks))
        some = some.where(~parted, some.str.replace(marks.group, "", regex=False))
    some = some.str.replace(f"[{BLANKS}]", "", regex=True).str.replace(",", ".", regex=False)
    plain = plain.where(computed, "").astype(object)
    plain[rest] = some
    values = pd.to_numeric(plain, errors="coerce").to_numpy(float).copy()
    values[~np.isfinite(values)] = np.nan
    return values, doubtful & (not marks.declared)


def told_by_others(texts: Sequence[str], whole: bool) -> str:
    """Mark that parts decimals by what else stands in a column of doubtful numbers; "" where nothing tells.

    Parameters
    ----------
    texts : sequence of str
        The column's different texts.
    whole : bool
        Whether its numbers are whole, so that 1,234 is no decimal.
    """
    votes = set()
    for text in texts:
        bare = text.lstrip("+-" + MINUS)
        if not re.match(DOUBTFUL, bare):
            found = re.fullmatch(r"[0-9]*([.,])[0-9]+", bare)
            votes |= {found[1]} if found else set()
        else:
            first = re.search("[.,]", bare)
            assert first is not None
            several = len(re.findall("[.,]", bare)) > 1
            if several or (whole and bare[first.start() :].strip(".,0")):
                votes.add(_OTHER[first[0]])
    return votes.pop() if len(votes) == 1 else ""


def ways_out(text: str, decimal: str) -> tuple[str, tuple[str, ...]]:
    """Problem of a doubtful number, and the line of `region.toml` that decides.

    Parameters
    ----------
    text : str
    decimal : str
        The mark of decimals that the rest of the column suggests, as `told_by_others` gives it.
    """
    mark = next(each for each in text if each in ",.")
    ways = {f'thousands = "{mark}"': _OTHER[mark], f'decimal = "{mark}"': mark}
    likely = [way for way, means in ways.items() if means == decimal]
    return "ambiguous_mark_likely" if likely else "ambiguous_mark", (" / ".join(likely or ways),)


def beyond_doubt(text: str) -> str:
    """A number that is known to have a decimal point, written so that it can be nothing else: 1.2340."""
    return text + "0" if _ONE_DOUBTFUL_DOT.fullmatch(text) else text
