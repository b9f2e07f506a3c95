"""Tables that come with the program and that any Swedish region may use: land, sea and names of places."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.guess.findings import Guess, Reason, Setting, TableFinding
from geodata.guess.shipped import AREAS_FILE, shipped_areas
from geodata.sources import SHIPPED


def shipped_tables(tables: Sequence[TableFinding], county: str) -> list[TableFinding]:
    """Background and places, where no file of the region's own is one."""
    there = {each.table for each in tables}
    reason = Reason("comes_with")
    found = []
    if "background" not in there:
        guess = (Guess("background", 0.95, reason),)
        if county:
            lines = (
                Setting(("columns", "name"), "county", 0.95, reason),
                Setting(("constants", "kind"), "land", 0.95, reason),
                Setting(("where_not", "county"), [f"^{shipped_areas().counties[county]}$"], 0.95, reason),
                Setting(("ignore",), [".*"], 0.95, reason),
            )
            found.append(TableFinding("background", AREAS_FILE, None, 0, True, guess, (), lines))
        found.append(TableFinding("background_abroad", SHIPPED + "around.parquet", None, 0, True, guess))
    if "places" not in there:
        guess = (Guess("places", 0.95, reason),)
        outside = (Setting(("outside",), "keep", 0.95, Reason("outside_kept")),)
        found.append(TableFinding("places", SHIPPED + "places.csv", None, 0, True, guess, (), outside))
    return found
