"""A unit with several care forms, a row each: one unit in each of them, at one place."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geodata.checks.sheet import Bools, Sheet
from geodata.contract.problems import Problems
from geodata.region.region import Account

Forms = Mapping[tuple[str, str], str]
"""Id of the source and care form -> id in the region, of rows that are not the first of their id."""

PLACE = ("longitude", "latitude", "x", "y", "east", "north")

NEAR_M, NEAR_DEGREES = 1.0, 1e-5
"""How far apart, in metres or degrees, two rows may put one place."""

OF_ALL_FORMS = ("travel_times", "service_areas")
"""Tables whose rows are of a place rather than a care form: what holds of the unit holds of all its rows."""


def by_care_form(units: Sheet, problems: Problems) -> tuple[Sheet, Forms, list[Account]]:
    """Units of which each row has an id of its own: `u1` of the first row, `u1-bvc` of its further care form.

    Rows of one id and one care form stay as they are, to be reported as duplicates, and so do all where the
    table says that the first row of an id counts. Rows of one id in two places are an error; where a further
    row has no place it stands where the first does.

    Returns
    -------
    Sheet
    mapping
        See `Forms`; empty where every unit has one care form.
    list of Account
    """
    if not {"unit_id", "care_form"} <= set(units.frame):
        return units, {}, []
    ids, forms = units.frame["unit_id"], units.frame["care_form"]
    given = ((ids != "") & (forms != "")).to_numpy(dtype=bool)
    again = ids.duplicated().to_numpy(dtype=bool)
    same = units.frame[["unit_id", "care_form"]].duplicated().to_numpy(dtype=bool)
    further = given & again & ~same & (units.policy("duplicates") != "first")
    if not further.any():
        return units, {}, []
    first = pd.Series(np.arange(len(units))).groupby(ids.to_numpy()).transform("first").to_numpy()
    units = _placed(units, further, first)
    elsewhere = further & _apart(units, first)
    units.report(
        problems,
        "unit_in_two_places",
        elsewhere,
        "unit_id",
        expected=[(str(row),) for row in units.row[first[elsewhere]].tolist()],
    )
    accounts = units.account("care_forms", "kept", further, "unit_id")
    taken, own, names = set(ids), ids.tolist(), {}
    for at in np.flatnonzero(further).tolist():
        name = f"{own[at]}-{forms.iloc[at]}"
        while name in taken:
            name += "-"
        taken.add(name)
        names[own[at], str(forms.iloc[at])] = name
        own[at] = name
    return units.with_columns(unit_id=pd.Series(own, index=units.frame.index, dtype=str)), names, accounts


def with_forms(sheet: Sheet, forms: Forms) -> Sheet:
    """A table that names units and care forms, with the ids that units have in the region."""
    if not forms or "unit_id" not in sheet.frame:
        return sheet
    if "care_form" in sheet.frame:
        pairs = zip(sheet.frame["unit_id"].tolist(), sheet.frame["care_form"].tolist(), strict=True)
        own = [forms.get(pair, pair[0]) for pair in pairs]
        return sheet.with_columns(unit_id=pd.Series(own, index=sheet.frame.index, dtype=str))
    if sheet.table.name not in OF_ALL_FORMS:
        return sheet
    ids = sheet.frame["unit_id"]
    rows: list[NDArray[np.int64]] = [np.arange(len(sheet))]
    own = ids.tolist()
    of_unit = ids.groupby(ids.to_numpy(), sort=False).indices
    for (unit, _), name in forms.items():
        more = np.asarray(of_unit.get(unit, ()), dtype=np.int64)
        rows.append(more)
        own += [name] * len(more)
    taken = np.concatenate(rows)
    repeated = Sheet(
        sheet.table,
        sheet.frame.take(taken).reset_index(drop=True),
        sheet.part[taken],
        sheet.row[taken],
        sheet.measure_names[taken],
        None if sheet.geometry is None else sheet.geometry[taken],
        sheet.parts,
    )
    return repeated.with_columns(unit_id=pd.Series(own, dtype=str))


def _placed(units: Sheet, further: Bools, first: NDArray[np.int64]) -> Sheet:
    """Units whose further rows stand where the first does, where they say nothing themselves."""
    columns = [name for name in PLACE if name in units.frame]
    nowhere = further & units.frame[columns].isna().all(axis=1).to_numpy(dtype=bool)
    shapes = units.geometry
    if shapes is not None:
        nowhere = nowhere & shapely.is_missing(shapes)
        units = Sheet(
            units.table,
            units.frame,
            units.part,
            units.row,
            units.measure_names,
            np.where(nowhere, shapes[first], shapes),
            units.parts,
        )
    values = {
        name: units.frame[name].where(~nowhere, units.frame[name].take(first).to_numpy())
        for name in (*columns, "in_degrees")
        if name in units.frame
    }
    return units.with_columns(**values)


def _apart(units: Sheet, first: NDArray[np.int64]) -> Bools:
    """Rows that stand elsewhere than the first of their id."""
    apart = np.zeros(len(units), dtype=bool)
    degrees: dict[str, bool | Bools] = {"longitude": True, "latitude": True, "x": False, "y": False}
    if "in_degrees" in units.frame:
        degrees |= dict.fromkeys(("east", "north"), units.frame["in_degrees"].eq(True).to_numpy(dtype=bool))
    for name, in_degrees in degrees.items():
        if name in units.frame:
            values = units.frame[name].to_numpy(dtype=float, na_value=np.nan)
            apart |= np.abs(values - values[first]) > np.where(in_degrees, NEAR_DEGREES, NEAR_M)
    if units.geometry is not None:
        apart |= shapely.distance(units.geometry, units.geometry[first]) > 0
    return apart
