"""Whether the tables of reimbursement agree within themselves: counts, words, sums and dates."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from pandas import DataFrame, Series

from geodata.checks.people_tables import texts_of
from geodata.checks.sheet import EXAMPLES, Bools, Sheet
from geodata.contract.problems import Problems
from geodata.contract.reimbursement_settings import BASES, OF, TIMES
from geodata.region.region import Account

PLACE = ["unit_id", "period"]
ALL_BUT = 0.999
"""Of what rows by area count, from which on rows without an area are all of the listed, and not a rest."""
REST_MOST = 0.5
"""Of the same, up to which they are a rest: people from elsewhere."""
OFF_MOST = 0.02
"""How far, as a share, two ways to count the same may lie apart before a word is said of it."""
FEWEST = 20
"""Persons or contacts; a difference of fewer is not worth a word."""
_WORDS = (("of", OF), ("time", TIMES), ("basis", BASES))


def rest_of_unknown_area(frame: DataFrame) -> Bools:
    """Which rows of lists are people whose area is not told, beside others whose area is.

    Rows of a unit and period that have no area are all of its listed where they are as many as those by area,
    and the rest of them where they are clearly fewer.

    Parameters
    ----------
    frame : DataFrame
        `unit_id`, `period`, `persons` and perhaps `area_id`.

    Returns
    -------
    bool, shape (rows,)
    """
    without = texts_of(frame, "area_id") == ""
    whole, by_area = _sums(frame, without)
    found: Bools = (without & (whole <= REST_MOST * by_area)).to_numpy(dtype=bool)
    return found


def checked_lists(lists: Sheet, problems: Problems) -> None:
    """Report lists by area that do not add up to the lists that are not parted by area."""
    frame = lists.frame
    without = texts_of(frame, "area_id") == ""
    whole, by_area = _sums(frame, without)
    both = without & (by_area > 0)
    neither = both & (whole > REST_MOST * by_area) & (whole < ALL_BUT * by_area)
    lacking = both & (whole >= ALL_BUT * by_area) & (whole - by_area > np.maximum(FEWEST, OFF_MOST * whole))
    first = ~frame.assign(without=without).duplicated([*PLACE, "without"])
    for where in (neither, lacking):
        rows = (where & first).to_numpy(dtype=bool)
        lists.report(
            problems,
            "lists_do_not_sum",
            rows,
            "persons",
            values=[
                f"{unit}: {persons:g}"
                for unit, persons in zip(frame["unit_id"][rows], whole[rows], strict=True)
            ],
            expected=[(f"{persons:g}",) for persons in by_area[rows]],
            severity="error" if where is neither else "warning",
        )


def checked_production(production: Sheet, problems: Problems) -> None:
    """Report words that are none of those that parts choose by."""
    for column, allowed in _WORDS:
        words = texts_of(production.frame, column)
        wrong = ((words != "") & ~words.isin(allowed)).to_numpy(dtype=bool)
        production.report(problems, "unknown_choice", wrong, column, expected=allowed)


def checked_contracts(contracts: Sheet, problems: Problems) -> None:
    """Report contracts that end before they begin."""
    frame = contracts.frame
    if not {"valid_from", "valid_to"} <= set(frame):
        return
    wrong = (frame["valid_to"] < frame["valid_from"]).to_numpy(dtype=bool)
    ends, begins = (
        [day.date().isoformat() for day in frame[name][wrong]] for name in ("valid_to", "valid_from")
    )
    contracts.report(
        problems,
        "dates_in_wrong_order",
        wrong,
        "valid_to",
        values=ends,
        expected=[(day,) for day in begins],
    )


def without_sums(payments: Sheet, problems: Problems) -> tuple[Sheet, list[Account]]:
    """Payments of which none is counted twice: what all parts are together is set aside beside the parts.

    Where it is not their sum, that is an error: then one of the two is wrong.
    """
    frame = payments.frame
    sums = texts_of(frame, "part") == ""
    whole, parts = _sums(frame, sums, "amount")
    beside = sums & frame.groupby(PLACE)["unit_id"].transform("size").gt(1)
    wrong = (beside & ((whole - parts).abs() > 0.005)).to_numpy(dtype=bool)
    payments.report(
        problems,
        "payments_do_not_sum",
        wrong,
        "amount",
        expected=[(f"{amount:.2f}",) for amount in parts[wrong]],
    )
    total = beside.to_numpy(dtype=bool)
    return payments.take(~total), payments.account("total", "set_aside", total)


def of_known_units(payments: Sheet, units: Sheet, problems: Problems) -> tuple[Sheet, list[Account]]:
    """Payments to units of the region; those to others are set aside, with a warning.

    Where no unit is known, or ids have lost their leading zeros, nothing is set aside: that is an error of
    the ids.
    """
    ids, known = payments.frame["unit_id"], units.frame["unit_id"]
    unknown = (~ids.isin(known) & (ids != "")).to_numpy(dtype=bool)
    shorn = set(known.str.lstrip("0")) & set(ids[unknown].str.lstrip("0"))
    if not unknown.any() or unknown.all() or shorn:
        return payments, []
    strangers = sorted(set(ids[unknown]))
    problems.add(
        "paid_elsewhere",
        payments.parts[0].settings.file,
        column=payments.parts[0].names.get("unit_id", "unit_id"),
        value="unit_id",
        expected=named(strangers),
        severity="warning",
        rows=int(unknown.sum()),
    )
    return payments.take(~unknown), payments.account("unknown_unit", "set_aside", unknown, "unit_id")


def elsewhere_and_other(production: DataFrame, period: str, output: str) -> tuple[float, float]:
    """What own listed had at other units, and what units gave to those listed at others, in all."""
    rows = production[(production["period"] == period) & (production["output"] == output)]
    of = texts_of(rows, "of")
    return tuple(float(rows["quantity"][of == word].sum()) for word in ("elsewhere", "other"))  # type: ignore[return-value]


def named(ids: list[str]) -> list[str]:
    """A few of many ids, and that there are more."""
    return [*ids[:EXAMPLES], *(["…"] if len(ids) > EXAMPLES else [])]


def periods_of(sheets: Mapping[str, Sheet], table: str) -> list[str]:
    """Periods of a table, ascending; none where it is not there."""
    return sorted(set(sheets[table].frame["period"]) - {""}) if table in sheets else []


def _sums(frame: DataFrame, first: Series[bool], column: str = "persons") -> tuple[Series, Series]:
    """Of the unit and period of each row: what the rows that are picked count, and what the others do."""
    groups = [frame[name] for name in PLACE]
    of_first, of_others = (
        frame[column].where(picked, 0.0).groupby(groups).transform("sum") for picked in (first, ~first)
    )
    return of_first, of_others
