"""Whether figures of models of reimbursement are on the scale that they are used on."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from pandas import DataFrame

from geodata.checks.paid_tables import rest_of_unknown_area
from geodata.checks.payment_around import Around, units_of
from geodata.checks.people_tables import numbers_of, texts_of
from geodata.contract.region_toml import FILE_NAME
from geodata.contract.reimbursement_settings import AgeWeight, Part, PaymentModel, UnitWeight
from geodata.sources.age_spans import OLDEST

MEAN_FROM, MEAN_TO = 0.5, 2.0
"""A mean of listed people, beyond which a weight is not one whose mean is 1."""
SUPPLEMENT_FROM, LIMIT_FROM = Decimal("0.2"), Decimal(1)
"""Per cent of a supplement and of a limit of coverage: fewer are taken for shares that lack two noughts."""


def checked_scales(model: PaymentModel, part: Part, around: Around) -> None:
    """Report what a part counts twice, or by another scale than its figures are of."""
    _bases(model, part, around)
    _classes(model, part, around)
    _shares(model, part, around)


def _bases(model: PaymentModel, part: Part, around: Around) -> None:
    """Report a part that counts both what was granted and what was performed."""
    production = around.frame("production")
    if production is None or not part.output or part.basis:
        return
    rows = (production["output"] == part.output) & (production["period"] == model.period)
    there = sorted(set(texts_of(production, "basis")[rows]) - {""})
    if len(there) > 1:
        around.problems.add(
            "both_bases", FILE_NAME, column=around.at(model, part, "basis"), value=part.output, expected=there
        )


def _classes(model: PaymentModel, part: Part, around: Around) -> None:
    """Report ages of lists that are partly within the ages of a weight, and partly not."""
    lists = around.frame("lists")
    if lists is None or not part.age_weights:
        return
    paid = lists["unit_id"].isin(units_of(model, around, part))
    rows = lists[(lists["period"] == model.period) & paid]
    whole = rows[(texts_of(rows, "area_id") == "") & ~rest_of_unknown_area(rows)]
    twice = rows["unit_id"].isin(whole["unit_id"]) & (texts_of(rows, "area_id") != "")
    rows = rows[~twice]  # the same people again, by area
    classes = DataFrame(
        {
            "begin": numbers_of(rows, "age_from").fillna(0),
            "end": numbers_of(rows, "age_to").fillna(OLDEST),
            "sex": texts_of(rows, "sex"),
        }
    ).drop_duplicates()
    for begin, end, sex in classes.sort_values(["begin", "end", "sex"]).itertuples(index=False, name=None):
        met = [each for each in part.age_weights if _meets(each, begin, end, sex)]
        if any(not _holds(each, begin, end, sex) for each in met):
            ages = f"{begin:g}+" if end == OLDEST else f"{begin:g}-{end:g}"
            around.problems.add(
                "class_not_weighed",
                FILE_NAME,
                column=around.at(model, part, "age_weights"),
                value=f"{ages} ({sex})" if sex else ages,
                expected=[_ages(each) for each in met],
            )


def _meets(weight: AgeWeight, begin: float, end: float, sex: str) -> bool:
    last = OLDEST if weight.age_to is None else weight.age_to
    return weight.age_from <= end and begin <= last and (not weight.sex or not sex or weight.sex == sex)


def _holds(weight: AgeWeight, begin: float, end: float, sex: str) -> bool:
    last = OLDEST if weight.age_to is None else weight.age_to
    return weight.age_from <= begin and end <= last and (not weight.sex or weight.sex == sex)


def _ages(weight: AgeWeight) -> str:
    ages = f"{weight.age_from}+" if weight.age_to is None else f"{weight.age_from}-{weight.age_to}"
    return f"{ages} ({weight.sex})" if weight.sex else ages


def _shares(model: PaymentModel, part: Part, around: Around) -> None:
    """Report per cent that look like shares, and goals of shares that look like per cent."""
    limits = {"threshold": part.threshold, "upto": part.upto} if part.kind == "coverage" else {}
    if part.kind == "supplement":
        limits = {"price": part.price}
    for key, value in limits.items():
        least = SUPPLEMENT_FROM if key == "price" else LIMIT_FROM
        if value is not None and 0 < abs(value) < least:
            around.warn("share_for_per_cent", around.at(model, part, key), f"{value:f}", [f"{value * 100:f}"])
    for goal in part.goals:
        indicator = around.settings.indicators.get(goal.indicator)
        if indicator is not None and indicator.unit == "share" and max(goal.lower, goal.upper) > 1:
            value = max(goal.lower, goal.upper)
            column = around.at(model, part, f"goals.{goal.indicator}")
            around.problems.add(
                "not_a_share", FILE_NAME, column=column, value=f"{value:f}", expected=("0", "1")
            )


def checked_means(around: Around) -> None:
    """Report weights that are said to be 1 on average, and whose mean of listed people is far from it."""
    frame, lists = around.frame("unit_weights"), around.frame("lists")
    if frame is None:
        return
    persons = None if lists is None else lists.groupby("unit_id")["persons"].sum()
    for key, weight in around.settings.reimbursement.weights.items():
        rows = frame[(frame["weight"] == key) & frame["value"].notna()]
        if not len(rows):
            continue
        by = np.ones(len(rows)) if persons is None else rows["unit_id"].map(persons).fillna(0).to_numpy()
        mean = float(np.average(rows["value"], weights=by)) if by.sum() > 0 else float(rows["value"].mean())
        _of_scale(weight, mean, float(rows["value"].max()), around)


def _of_scale(weight: UnitWeight, mean: float, most: float, around: Around) -> None:
    file = around.sheets["unit_weights"].parts[0].settings.file
    if weight.scale == "mean_one" and not MEAN_FROM <= mean <= MEAN_TO:
        around.problems.add(
            "wrong_scale", file, column="value", value=f"mean_one ({weight.key}: {mean:.4g})",
            expected=("raw",), severity="warning",
        )  # fmt: skip
    if weight.scale == "per_cent" and 0 < most <= 1:
        around.problems.add(
            "share_for_per_cent", file, column="value", value=f"{weight.key}: {most:g}",
            expected=(f"{100 * most:g}",), severity="warning",
        )  # fmt: skip
