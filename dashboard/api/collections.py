"""The collections of the open interface: the tables of the map, one of each kind and care form.

Each is as the map opens: the latest whole year, all operators and ages, the care form's published limit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dashboard.api.joined import areas_table, municipalities_table
from dashboard.layers import layer_of
from dashboard.layers.base import Column, Table
from dashboard.layers.need_figures import NEED_OF_UNITS
from dashboard.layers.units import Units
from dashboard.question.listing import read_listing
from dashboard.question.shown_layers import equity_as_shown
from dashboard.question.state import read_scenario
from dashboard.tables.equity import EQUITY
from dashboard.tables.follow_ups import FOLLOW_UP_TABLES
from dashboard.tables.needs import NEED_TABLES
from dashboard.tables.row_shapes import bounds_of_rows
from dashboard.tables.tables import table_keys, table_of
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of
from geodata.geometry.degrees import to_degrees
from geodata.measures.reform_of_units import why_no_reform
from geodata.region.region import Region
from geodata.scenario.scenario import care_forms

TableOf = Callable[[Assessment], Table | None]
UNREACHABLE = "_unreachable"
"""Ends the name of the property that says that nothing is within reach: JSON has no infinity."""


def _layer(key: str) -> TableOf:
    """The table of a layer over the whole region; None where the region does not have the layer."""

    def table(assessment: Assessment) -> Table | None:
        layer = layer_of(assessment.region, key)
        return (
            layer.table(assessment, place_of(assessment, "region")) if layer.available(assessment) else None
        )

    return table


def _units(assessment: Assessment) -> Table:
    """The register, with what units will be used for where that can be told."""
    return Units(NEED_OF_UNITS).table(assessment, place_of(assessment, "region"))


def _paid(key: str) -> TableOf:
    """A table of who is paid what today; None where the care form has no model."""

    def table(assessment: Assessment) -> Table | None:
        if why_no_reform(assessment):
            return None
        found = table_of(assessment, place_of(assessment, "region"), key)
        return found if len(found.ids) else None

    return table


def _followed(key: str) -> TableOf:
    """A table of follow-up; None where the region or the care form has nothing to follow up."""

    def table(assessment: Assessment) -> Table | None:
        if not assessment.region.has_follow_up:
            return None
        found = table_of(assessment, place_of(assessment, "region"), key)
        return found if len(found.ids) else None

    return table


def _as_it_opens(key: str) -> TableOf:
    """A table of the whole region that is no layer's, as it opens; None where it has nothing to tell."""

    def table(assessment: Assessment) -> Table | None:
        opens = read_listing({"form": assessment.scenario.care_form})
        shown = equity_as_shown(assessment, opens)
        found = table_of(assessment, place_of(assessment, "region"), key, equity=shown)
        return found if found.ids else None

    return table


KINDS: Mapping[str, TableOf] = {
    "areas": areas_table,
    "municipalities": municipalities_table,
    "zones": _layer("underserved"),
    "units": _units,
    "flows": _layer("flows"),
    "service_areas": _layer("service_areas"),
    "payment": _paid("payment"),
    "payment_municipalities": _paid("payment_municipalities"),
    "payment_fit": _paid("payment_fit"),
    **{key: _as_it_opens(key) for key in (*NEED_TABLES, EQUITY)},
    **{key: _followed(key) for key in FOLLOW_UP_TABLES},
}
"""By kind; `api.kind.<kind>.name` and `.about` in the catalogue say what each is."""


TABLE_OF_KIND: Mapping[str, str] = {
    "municipalities": "municipalities",
    "zones": "underserved",
    "units": "units",
    "flows": "flows",
    "service_areas": "service_areas",
    "payment": "payment",
    "payment_municipalities": "payment_municipalities",
    "payment_fit": "payment_fit",
    **{key: key for key in (*NEED_TABLES, EQUITY, *FOLLOW_UP_TABLES)},
}
"""Kinds whose table the map has as a file as well, and the key of that table."""


@dataclass(frozen=True, eq=False)
class Collection:
    """A table that is asked for page by page, each row a feature with its geometry."""

    id: str  # "areas-gp": kind and care form
    kind: str
    assessment: Assessment
    table: Table

    @property
    def properties(self) -> Mapping[str, Column]:
        """Columns by the name of their property, without those that say what is unreachable."""
        return {column.key: column for column in self.table.columns}

    @cached_property
    def box(self) -> tuple[float, ...]:
        """West, south, east and north of all its features, degrees, five decimals."""
        bounds = bounds_of_rows(self.table, self.assessment)
        degrees = to_degrees(self.assessment.region.settings.crs).transform_bounds(*bounds)
        return tuple(round(side, 5) for side in degrees)

    @property
    def has_places(self) -> bool:
        """Whether its rows stand somewhere, and not only in a table."""
        return self.table.row_kind != "kpi"

    @property
    def names(self) -> list[str]:
        """Every property of its features, in order."""
        return [name for key, column in self.properties.items() for name in names_of(key, column)]


def names_of(key: str, column: Column) -> list[str]:
    """Properties that a column becomes: minutes also say where nothing is within reach."""
    return [key, key + UNREACHABLE] if column.kind == "minutes" else [key]


@lru_cache(maxsize=4)
def collections_of(region: Region) -> Mapping[str, Collection]:
    """Every collection that a region has, by id, those of a care form beside each other."""
    found: dict[str, Collection] = {}
    tables = {None, *table_keys(region)}
    for form in care_forms(region):
        scenario, _ = read_scenario(region, {"form": form})
        assessment = assess(region, scenario)
        for kind, table_of_kind in KINDS.items():
            if TABLE_OF_KIND.get(kind) not in tables:
                continue
            table = table_of_kind(assessment)
            if table is not None:
                found[f"{kind}-{form}"] = Collection(f"{kind}-{form}", kind, assessment, table)
    return found
