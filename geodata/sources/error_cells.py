"""Errors of a spreadsheet that stand where values should: `#REF!`, `#N/A`, `#SAKNAS!`, `########`."""

from __future__ import annotations

import re
from typing import Final

from geodata.contract.problems import Problems
from geodata.sources.layout import Layout
from geodata.sources.raw import Raw

_ERROR: Final = re.compile(
    r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!|GETTING_DATA|"
    r"SAKNAS!|REFERENS!|VÄRDEFEL!|NAMN\?|DIVISION/0!|SKÄRNING!|OGILTIGT!|#+)|Err:\d{3}|#Err:\d{3}",
    re.IGNORECASE,
)


def tell_error_cells(raw: Raw, layout: Layout, file: str, problems: Problems) -> None:
    """Add an error for each column that is read and has such cells, with the first of them and how many."""
    for column in raw.frame.columns:
        if layout.names and not layout.wants(str(column)):
            continue
        texts = raw.frame[column]
        odd = texts[texts.str.startswith(("#", "Err:"))]
        wrong = odd[odd.map(lambda text: bool(_ERROR.fullmatch(text)) and text not in layout.accepted)]
        if len(wrong):
            problems.add(
                "error_in_cell",
                file,
                row=int(raw.rows[raw.frame.index.get_loc(wrong.index[0])]),
                column=str(column),
                value=wrong.iloc[0],
                rows=len(wrong),
            )
