"""Units: where they are, who runs them, and the register of those active on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.layers.base import Column, Legend, Said, Swatch, Table
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import OPERATORS
from geodata.focus.focus import Focus

HIDDEN, SHOWN, ALERT = 0, 1, 2


@dataclass(frozen=True)
class Units:
    """Points with the form of their care form and the inside of their operator."""

    key: str = "units"
    style: Literal["units"] = "units"

    def available(self, assessment: Assessment) -> bool:  # noqa: ARG002  the protocol's
        """Always."""
        return True

    def values(self, assessment: Assessment, focus: Focus) -> Mapping[str, object]:  # noqa: ARG002
        """State of every unit: hidden, shown, or shown with a mark as below an authorisation threshold."""
        state = np.where(assessment.supply.available, SHOWN, HIDDEN)
        state[assessment.supply.available & assessment.supply.below_threshold] = ALERT
        return {"state": state.astype(np.uint8)}

    def legend(self, assessment: Assessment) -> Legend:
        """Operators with how many units each has; those below a threshold; those without a place."""
        operator = assessment.units["operator"].to_numpy(object)
        supply = assessment.supply.available
        shape = assessment.region.settings.care_forms[assessment.scenario.care_form].shape
        swatches = [
            Swatch(f"operator.{key}", "", int((supply & (operator == key)).sum()), symbol=f"{shape}-{key}")
            for key in OPERATORS
            if (supply & (operator == key)).any()
        ]
        if (alert := supply & assessment.supply.below_threshold).any():
            swatches.append(Swatch("legend.below_threshold", "", int(alert.sum()), symbol="alert"))
        placeless = int(
            (assessment.supply.in_scope & assessment.supply.open & ~assessment.supply.placed).sum()
        )
        outside = int((supply & (assessment.units["area"].to_numpy() < 0)).sum())
        note = {(True, True): "both", (True, False): "placeless", (False, True): "outside"}
        key = note.get((placeless > 0, outside > 0))
        return Legend(
            "legend.units",
            swatches,
            f"legend.units_{key}" if key else "",
            {"placeless": placeless, "outside": outside},
        )

    def table(self, assessment: Assessment, focus: Focus) -> Table:
        """The register on the assessment's day; see `register`."""
        return register(assessment, focus, None)


def register(assessment: Assessment, focus: Focus, day: date | None) -> Table:
    """Units of the care form and operators that are active on a day, with every field the region has.

    Parameters
    ----------
    assessment : Assessment
    focus : Focus
        Its units; of a zone or area also those that serve nobody.
    day : date or None
        None is the assessment's own day, the end of its period.

    Returns
    -------
    Table
        Those with most visits first. A unit in focus stands in it even when it is not active.
    """
    region = assessment.region
    active = assessment.supply.in_scope & (
        assessment.supply.open if day is None else open_on(assessment.units, day)
    )
    wanted = np.zeros(assessment.changed.unit_count, dtype=bool)
    wanted[focus.units] = True
    at = np.flatnonzero(wanted & (active | (focus.kind == "unit") | _touched(assessment)))
    if assessment.use.visits_by_unit is not None:  # those most used first, else by id
        at = at[np.argsort(-assessment.use.visits_by_unit[at], kind="stable")]
    load = _load_today(assessment)
    if load is not None and assessment.use.visits_by_unit is not None:  # then those whose load changes most
        at = at[np.argsort(-np.abs(assessment.use.visits_by_unit - load)[at], kind="stable")]
    units = assessment.units.iloc[at]
    areas = region.areas
    stands = units["area"].to_numpy(np.int64)
    municipality = areas["municipality"].to_numpy(object)
    columns = [
        Column("unit", "column.unit", "text"),
        Column("form", "column.care_form", "text"),
        Column("operator", "column.operator", "operator"),
    ]
    forms = {key: form.name for key, form in region.settings.care_forms.items()}
    values: dict[str, object] = {
        "unit": units["name"].to_numpy(object),
        "form": [forms[key] for key in units["care_form"]],
        "operator": units["operator"].to_numpy(object),
    }

    def add(column: Column, cells: object) -> None:
        columns.append(column)
        values[column.key] = cells

    for field in ("organisation",):
        if _any(assessment.units[field]):
            add(Column(field, f"column.{field}", "text"), units[field].to_numpy(object))
    add(
        Column("municipality", "column.municipality", "text"),
        [
            municipality[one] if one >= 0 else Said("why.outside" if placed else "why.no_place")
            for one, placed in zip(stands.tolist(), assessment.supply.placed[at].tolist(), strict=True)
        ],
    )
    if assessment.use.visits_by_unit is not None:
        form = region.settings.care_forms[assessment.scenario.care_form]
        add(Column("visits", form.visits_name, "count"), assessment.use.visits_by_unit[at])
        if load is not None:
            add(Column("visits_today", "column.use_today", "count"), load[at])
        if load is not None and assessment.use.nearest_load is not None:
            add(Column("visits_nearest", "column.use_nearest", "count"), assessment.use.nearest_load[at])
    if assessment.supply.capacity_known:
        form = region.settings.care_forms[assessment.scenario.care_form]
        add(Column("capacity", form.capacity_name, "number"), units["capacity"].to_numpy(np.float64))
    for key in assessment.supply.indicator_values.columns:
        definition = region.settings.indicators[key]
        kind: Literal["share", "minutes", "currency", "number"] = definition.unit
        add(
            Column(f"indicator_{key}", definition.name, kind, definition.better),
            assessment.supply.indicator_values[key]
            .reindex(range(assessment.changed.unit_count))
            .to_numpy(np.float64)[at],
        )
    if assessment.supply.below_threshold.any():
        add(Column("below", "column.below_threshold", "flag"), assessment.supply.below_threshold[at])
    for field in ("services", "languages"):
        if _any(assessment.units[field]):
            add(Column(field, f"column.{field}", "list"), units[field].to_numpy(object))
    if len(region.contracted):
        names = areas["name"].to_numpy(object)
        served = region.contracted.groupby("unit")["area"].agg(list)
        add(
            Column("contracted", "column.contracted", "list"),
            [
                ";".join(names[one] for one in served[position])
                if position in served.index
                else Said("why.not_contracted")
                for position in at.tolist()
            ],
        )
    for field in ("opening", "address", "phone", "url"):
        if _any(assessment.units[field]):
            add(Column(field, f"column.{field}", "text"), units[field].to_numpy(object))
    for field, without in (("opened", None), ("closed", Said("why.not_closed"))):
        if assessment.units[field].notna().any():
            days = [without if pd.isna(one) else one.date().isoformat() for one in units[field]]
            add(Column(field, f"column.{field}", "date"), days)
    return Table(
        title="layer.units.table",
        row_kind="unit",
        ids=units.index.tolist(),
        columns=columns,
        values=values,  # type: ignore[arg-type]  # lists and arrays side by side
        empty="empty.units",
    )


def _touched(assessment: Assessment) -> NDArray[np.bool_]:
    """Units that the scenario changes: those it closes stand in the register too."""
    return np.isin(assessment.units.index, [one.id for one in assessment.scenario.changes])


def _load_today(assessment: Assessment) -> NDArray[np.int64] | None:
    """Visits to each unit today, 0 to one that is new; None where the scenario changes nothing."""
    visits = assessment.without_changes.use.visits_by_unit
    if not assessment.scenario.changes or visits is None:
        return None
    return np.append(visits, np.zeros(len(assessment.units) - len(visits), np.int64))


def open_on(units: pd.DataFrame, day: date) -> NDArray[np.bool_]:
    """Which units are open on a day; without an opening date they always were."""
    moment = pd.Timestamp(day)
    opened, closed = units["opened"], units["closed"]
    return ((opened.isna() | (opened <= moment)) & (closed.isna() | (closed > moment))).to_numpy(bool)


def _any(column: pd.Series) -> bool:
    return bool((column.fillna("") != "").any())
