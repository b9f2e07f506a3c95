"""What a model of the demo's `region.toml` gives each unit, worked out plainly in floating point.

The demo needs it to invent what was paid. Payments to the öre are another room's: `geodata.reimbursement`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Part = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Facts:
    """What the parts of a model read of some units.

    Attributes
    ----------
    operators : Series of str
        By `unit_id`: the units, in their order.
    lists, weights, production, indicators : DataFrame
        As the demo writes them, of one period: the last quarter of the indicators.
    """

    operators: pd.Series[str]
    lists: pd.DataFrame
    weights: pd.DataFrame
    production: pd.DataFrame
    indicators: pd.DataFrame

    def summed(self, table: pd.DataFrame, column: str) -> Floats:
        """Sum of a column by unit, 0 where there are no rows."""
        sums = table.groupby("unit_id", observed=True)[column].sum()
        return sums.reindex(self.operators.index).fillna(0.0).to_numpy(float)

    @property
    def persons(self) -> Floats:
        """Listed with each unit."""
        return self.summed(self.lists, "persons")

    def weight(self, key: str) -> Floats:
        """A unit weight; 0 where a unit has none."""
        return self.summed(self.weights[self.weights["weight"] == key], "value")

    def output(self, part: Part, of: tuple[str, ...] = ()) -> Floats:
        """Quantity of the rows of production that a part is about."""
        rows = self.production[self.production["output"] == part["output"]]
        for column, words in (
            ("of", of or part.get("of", ())),
            ("area_kind", part.get("area_kinds", ())),
            ("time", part.get("times", ())),
            ("basis", [part["basis"]] if "basis" in part else ()),
        ):
            if words:
                rows = rows[rows[column].isin(list(words))]
        return self.summed(rows, "quantity")

    def share(self, indicator: str) -> Floats:
        """An indicator; NaN where a unit has none."""
        rows = self.indicators[self.indicators["indicator"] == indicator].set_index("unit_id")
        return rows["value"].reindex(self.operators.index).to_numpy(float)


def model_amounts(model: Mapping[str, Any], facts: Facts) -> dict[str, Floats]:
    """Amounts by key of the part, each of shape (units,).

    Parameters
    ----------
    model : mapping
        `[reimbursement.KEY]` as TOML gives it.
    facts : Facts
        Of the units that the model pays.
    """
    amounts: dict[str, Floats] = {}
    sizes = {"": facts.persons}
    for part in model["parts"]:
        key = part["key"]
        if part["kind"] == "per_person":
            sizes[key] = _weighed(part, facts)
        size = sizes[part.get("size", key if part["kind"] == "per_person" else "")]
        earlier = [amounts[each] for each in part.get("parts_of") or amounts]
        worth = _worth(part, facts, size, np.asarray(sum(earlier, start=np.zeros(len(size)))))
        if "operators" in part:
            worth = np.where(facts.operators.isin(part["operators"]), worth, 0.0)
        amounts[key] = worth
    return amounts


def _worth(part: Part, facts: Facts, size: Floats, earlier: Floats) -> Floats:
    """What a part comes to for each unit, of whoever runs it; `earlier` are the parts that it is of."""
    price = float(part["price"]) * int(part.get("months", 1))
    match part["kind"]:
        case "per_person":
            worth = price * size
        case "per_output":
            worth = price * facts.output(part)
        case "above":
            worth = price * size * np.maximum(facts.weight(part["weight"]) - part["threshold"], 0.0)
        case "pot":
            points = facts.weight(part["weight"])
            claim = np.where(points > part["threshold"], points, 0.0) * size
            worth = price * claim / max(claim.sum(), 1e-9)
        case "coverage":
            low, high = float(part["threshold"]), float(part["upto"])
            worth = price * size * (np.clip(_covered(part, facts), low, high) - low)
        case "target":
            worth = price * size * _points(part, facts)
        case "responsibility":
            worth = -price * facts.output(part, ("elsewhere",))
        case "supplement":
            worth = price / 100 * earlier
        case "floor":
            worth = np.maximum(price - earlier, 0.0)
        case kind:
            raise ValueError(f"the demo has no part of kind {kind!r}")
    return np.asarray(worth)


def _weighed(part: Part, facts: Facts) -> Floats:
    """Listed, by weights of age and sex, times unit weights."""
    size = facts.persons
    if "age_weights" in part:
        worth = pd.Series(0.0, index=facts.lists.index)
        for each in part["age_weights"]:
            same_sex = facts.lists["sex"] == each["sex"] if "sex" in each else True
            worth[(facts.lists["age_from"] == each["age_from"]) & same_sex] = each["weight"]
        size = facts.summed(facts.lists.assign(size=facts.lists["persons"] * worth), "size")
    for key in part.get("weights", ()):
        size = size * facts.weight(key)
    return size


def _covered(part: Part, facts: Facts) -> Floats:
    """Per cent of the output for a unit's own listed that is its own."""
    own, away = facts.output(part, ("own",)), facts.output(part, ("elsewhere",))
    return np.asarray(100 * own / np.maximum(own + away, 1.0))


def _points(part: Part, facts: Facts) -> Floats:
    """Points reached; 0 of an indicator that a unit does not have."""
    points = np.zeros(len(facts.operators))
    for goal in part["goals"]:
        reached = (facts.share(goal["indicator"]) - goal["lower"]) / (goal["upper"] - goal["lower"])
        points += goal["points"] * np.nan_to_num(np.clip(reached, 0.0, 1.0))
    return points
