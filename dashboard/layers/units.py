"""Units: where they are, who runs them, and the register of those active on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.layers.base import Column, Legend, Phrase, Swatch, Table
from dashboard.layers.measured import heading_of, kind_of, place_cells
from dashboard.layers.need import USUAL, OutlookWords, words_of
from dashboard.layers.unit_signs import (
    UNIT_SIZES,
    sign_swatches,
    unit_colours,
    unit_figure_name,
    unit_signs,
)
from geodata.assessment.assessment import Assessment
from geodata.contract.constants import CONSTANTS
from geodata.focus.place import Place
from geodata.focus.places import every, whole_region
from geodata.measures.expected_load import VISITS_HIGH, VISITS_LOW
from geodata.measures.futures import under_outlook
from geodata.measures.measure import Measure
from geodata.measures.need import need_measures
from geodata.measures.registry import measures_of
from geodata.measures.supply import BELOW_THRESHOLD, CAPACITY, UNITS_RUN_BY, beside_the_region, operators_of
from geodata.measures.visits import NEAREST_VISITS, VISITS_TO_UNITS

HIDDEN: int = CONSTANTS["unit_state"]["hidden"]
SHOWN: int = CONSTANTS["unit_state"]["shown"]
ALERT: int = CONSTANTS["unit_state"]["alert"]


@dataclass(frozen=True)
class Units:
    """Points with the form of their care form and the inside of their operator."""

    by: str = ""
    size: str = ""
    outlook: OutlookWords = USUAL
    key: str = "units"
    style: Literal["units"] = "units"

    def coloured(self, assessment: Assessment) -> Measure | None:
        """The measure that units are coloured by; None where they are not, or the region lacks it."""
        found = unit_colours(assessment.region).get(self.by)
        return found and under_outlook(found, words_of(self.outlook))

    def sized(self, assessment: Assessment) -> Measure | None:
        """The measure that units are as large as; None where they are all as large."""
        size = UNIT_SIZES.get(self.size)
        return size if size is not None and size.available(assessment) else None

    def available(self, assessment: Assessment) -> bool:  # noqa: ARG002  the protocol's
        """Always."""
        return True

    def values(self, assessment: Assessment, focus: Place) -> Mapping[str, object]:  # noqa: ARG002
        """State of every unit: hidden, shown, or shown with a mark as below an authorisation threshold.

        Where units differ by a measure, also the signs of all of them.
        """
        shown = _drawn(assessment)
        state = np.where(shown, SHOWN, HIDDEN)
        state[shown & assessment.supply.below_threshold] = ALERT
        by, size = self.coloured(assessment), self.sized(assessment)
        if by is None and size is None:
            return {"state": state.astype(np.uint8)}
        return {
            "state": state.astype(np.uint8),
            "signs": unit_signs(assessment, _drawn(assessment.without_changes), by, size),
        }

    def legend(self, assessment: Assessment) -> Legend:
        """Operators with how many units each has; those below a threshold; those without a place."""
        by, size = self.coloured(assessment), self.sized(assessment)
        signs = sign_swatches(assessment, _drawn(assessment), _drawn(assessment.without_changes), by, size)
        shape = assessment.region.settings.care_forms[assessment.scenario.care_form].shape
        run_by = {key: self._count(assessment, measure) for key, measure in UNITS_RUN_BY.items()}
        swatches = [
            Swatch(f"operator.{key}", "", count, symbol=f"{shape}-{key}")
            for key, count in run_by.items()
            if by is None and (count or (_drawn(assessment) & (operators_of(assessment) == key)).any())
        ]
        swatches += signs
        if by is None and size is None:
            swatches.append(Swatch("legend.cluster", "", symbol="cluster"))
        below = assessment.supply.below_threshold
        if (_drawn(assessment) & below).any():
            alert = self._count(assessment, BELOW_THRESHOLD)
            swatches.append(Swatch("legend.below_threshold", "", alert, symbol="alert"))
        outside, placeless = beside_the_region(assessment)
        note = {(True, True): "both", (True, False): "placeless", (False, True): "outside"}
        key = note.get((placeless > 0, outside > 0))
        names = {"by": by, "size": size}
        return Legend(
            "_".join(["legend.units", *(name for name, measure in names.items() if measure is not None)]),
            swatches,
            f"legend.units_{key}" if key else "",
            {
                "placeless": placeless,
                "outside": outside,
                **{
                    name: unit_figure_name(assessment, measure)
                    for name, measure in names.items()
                    if measure is not None
                },
            },
        )

    def _count(self, assessment: Assessment, measure: Measure) -> int:
        return int(measure.read(assessment, whole_region(assessment)).value or 0)

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """The register on the assessment's day; see `register`."""
        by = self.coloured(assessment)
        return register(assessment, focus, None, self.outlook if by and by.family == "need" else None)


def _drawn(assessment: Assessment) -> NDArray[np.bool_]:
    """Open units of the question that have a place, also outside the region. Shape (units,)."""
    supply = assessment.supply
    found: NDArray[np.bool_] = supply.in_scope & supply.open & supply.placed
    return found


def register(
    assessment: Assessment, focus: Place, day: date | None, ahead: OutlookWords | None = None
) -> Table:
    """Units of the care form and operators that are active on a day, with every field the region has.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
        Its units; of a zone or area also those that serve nobody.
    day : date or None
        None is the assessment's own day, the end of its period.
    ahead : OutlookWords, optional
        Where what units will be used for under it stands in the table too.

    Returns
    -------
    Table
        Those with most visits first. A unit in focus stands in it even when it is not active.
    """
    region = assessment.region
    active = assessment.supply.in_scope & (
        assessment.supply.open if day is None else assessment.supply.columns.open_on(np.datetime64(day, "D"))
    )
    wanted = np.zeros(assessment.changed.unit_count, dtype=bool)
    wanted[focus.units] = True
    at = np.flatnonzero(wanted & (active | (focus.is_unit) | _touched(assessment)))
    load = _load_today(assessment)
    if VISITS_TO_UNITS.available(assessment):  # those most used first, else by id
        visits = VISITS_TO_UNITS.counts(assessment, every(assessment, "unit")).value
        at = at[np.argsort(-visits[at], kind="stable")]
        if load is not None:  # then those whose load changes most
            at = at[np.argsort(-np.abs(visits - load)[at], kind="stable")]
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

    def of_units(measure: Measure) -> NDArray[Any]:
        return place_cells(assessment, measure, every(assessment, "unit"))

    def add(column: Column, cells: object) -> None:
        columns.append(column)
        values[column.key] = cells

    for field in ("organisation",):
        if _any(assessment.units[field]):
            add(Column(field, f"column.{field}", "text"), units[field].to_numpy(object))
    add(
        Column("municipality", "column.municipality", "text"),
        [
            municipality[area] if area >= 0 else Phrase("why.outside" if placed else "why.no_place")
            for area, placed in zip(stands.tolist(), assessment.supply.placed[at].tolist(), strict=True)
        ],
    )
    if VISITS_TO_UNITS.available(assessment):
        form = region.settings.care_forms[assessment.scenario.care_form]
        add(Column("visits", form.visits_name, "count"), of_units(VISITS_TO_UNITS)[at])
        if load is not None:
            for end in (VISITS_LOW, VISITS_HIGH):
                add(Column(end.key, f"kpi.{end.key}.column", "count"), of_units(end)[at])
            add(Column("visits_today", "column.use_today", "count"), load[at])
            add(Column("visits_nearest", "column.use_nearest", "count"), of_units(NEAREST_VISITS)[at])
    if assessment.supply.capacity_known:
        form = region.settings.care_forms[assessment.scenario.care_form]
        add(Column("capacity", form.capacity_name, "number"), of_units(CAPACITY)[at])
    measures = [each for each in unit_colours(region).values() if each.family != "need"]
    if ahead is not None:
        measures += [each for each in need_measures(words_of(ahead)).values() if "unit" in each.kinds]
    for measure in measures:
        if measure.indicator is None and _any_known(assessment, measure, at):
            column = Column(measure.key, heading_of(measure), kind_of(measure), measure.better)
            add(column, of_units(measure)[at])
    for measure in indicators_of(assessment):
        assert measure.indicator is not None  # or it would be none of them
        add(
            Column(measure.key, measure.indicator.name, kind_of(measure), measure.better),
            of_units(measure)[at],
        )
    if any(definition.threshold is not None for definition in assessment.region.settings.indicators.values()):
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
                ";".join(names[unit] for unit in served[position])
                if position in served.index
                else Phrase("why.not_contracted")
                for position in at.tolist()
            ],
        )
    for field in ("opening", "address", "phone", "url"):
        if _any(assessment.units[field]):
            add(Column(field, f"column.{field}", "text"), units[field].to_numpy(object))
    for field, without in (("opened", None), ("closed", Phrase("why.not_closed"))):
        if assessment.units[field].notna().any():
            days = [without if pd.isna(day) else day.date().isoformat() for day in units[field]]
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
    return np.isin(assessment.units.index, [change.id for change in assessment.scenario.changes])


def _load_today(assessment: Assessment) -> NDArray[np.float64] | None:
    """Visits to each unit today, 0 to one that is new; None where the scenario changes nothing."""
    before = assessment.without_changes
    if before is assessment or not VISITS_TO_UNITS.available(before):
        return None
    visits = VISITS_TO_UNITS.counts(before, every(before, "unit")).value
    return np.append(visits, np.zeros(assessment.changed.unit_count - len(visits)))


def indicators_of(assessment: Assessment) -> list[Measure]:
    """Measures of the indicators that the region has values of."""
    known = assessment.supply.indicator_values.columns
    measures = measures_of(assessment.region).values()
    return [
        measure for measure in measures if measure.indicator is not None and measure.indicator.key in known
    ]


def _any_known(assessment: Assessment, measure: Measure, at: NDArray[np.int64]) -> bool:
    """Whether any of some units has a value of a measure, or one that is not shown."""
    why = measure.counts(assessment, every(assessment, "unit")).why[at]
    return bool(np.isin(why, ["", "why.too_few"]).any())


def _any(column: pd.Series) -> bool:
    return bool((column.fillna("") != "").any())
