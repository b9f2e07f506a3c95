"""Columns of Arrow as the text that would stand in a table."""

from __future__ import annotations

import pyarrow as pa
from pandas import Series

from geodata.sources.numbers import DOUBTFUL
from geodata.sources.raw import cell_text

_WRITTEN_AS_IS = (
    pa.types.is_integer,
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_boolean,
    pa.types.is_date,
)
"""Types that Arrow writes as `cell_text` does, a whole column at a time."""


def column_texts(column: pa.ChunkedArray) -> Series[str]:
    """Text of a column's values, "" where there is none: 7.0 is "7", whatever its size.

    A number of three decimals has a fourth, so that its dot can be no mark of thousands.
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    if pa.types.is_floating(kind):
        numbers = column.cast(pa.float64())
        texts = Series(numbers.cast(pa.string()).fill_null("").to_pandas(), dtype=str).replace("nan", "")
        if texts.str.contains("e", regex=False).any():  # Arrow writes 7.0 as "7", but 1e11 as "1e+11"
            plain = [cell_text(float(text)) if "e" in text else text for text in texts.tolist()]
            texts = Series(plain, dtype=str)
        three = texts.str.match(DOUBTFUL)
        return texts.mask(three, texts + "0")
    if any(plain(kind) for plain in _WRITTEN_AS_IS):
        filled = column.cast(pa.string()).fill_null("")
        return Series(filled.to_pandas(), dtype=str).str.strip()
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return Series([_letters(value) for value in column.to_pylist()], dtype=str)
    return Series([cell_text(value) for value in column.to_pylist()], dtype=str)


def _letters(value: bytes | None) -> str:
    """Text kept as bytes; of what is no text, the first of its hexadecimal digits."""
    if value is None:
        return ""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    digits = value[:16].hex()
    return text.strip() if text.isprintable() else f"{digits}…" if len(value) > 16 else digits
