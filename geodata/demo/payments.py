"""What the demo's units were paid in its last year: what the models give, and what life does to that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.demo.lists import YEAR, open_at_year_end, payable
from geodata.demo.model_amounts import Facts, model_amounts
from geodata.demo.quarters import PERIODS, open_share

CURRENT: Final = {"vardcentral": "primary_2026", "rehab": "rehab_2026", "hemtjanst": "home_care_2026"}
LIST_DRIFT = 0.006  # the lists of twelve months are not that of the last day
MEASURED_DRIFT = 0.05  # what is measured over another half-year: coverage and goals
MEASURED = ("coverage", "goals")
COUNTED = ("visits", "guests", "responsibility")  # are as in the accounts of the year
CORRECTED, LEAST_CORRECTION, MOST_CORRECTION = 0.075, 0.02, 0.07  # share of units; of what they are paid
ASSIGNED, ASSIGNMENT = 0.3, (200_000, 900_000)  # share of health centres with something else to do; its sum
CORRECTION, ASSIGNMENTS = "correction", "assignments"

Floats = NDArray[np.float64]


def payments(
    county: str,
    settings: Mapping[str, Any],
    units: pd.DataFrame,
    visits: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    """Payments of the year: `unit_id`, `period`, `part`, `amount`, two decimals.

    Lists vary over the year, some units are paid for an earlier year's mistakes, and some have assignments
    that no model is about. A unit that opened during the year is paid for the days since, though its list is
    whole at the end; one that closed is paid for the days until, as others are for each visit.

    Parameters
    ----------
    county : str
    settings : mapping
        `region.toml` of the demo, with its models.
    units : DataFrame
    visits : DataFrame
        As the demo has them.
    tables : mapping
        `lists`, `unit_weights`, `production` and `indicators`.
    """
    rng = np.random.default_rng([int(county), *b"payments"])
    this_year = visits[visits["period"].astype(str).str.startswith(YEAR)]
    done = this_year.groupby("unit_id", observed=True)["visits"].sum()
    quality = tables["indicators"]
    last_quality = quality[quality["period"] == PERIODS[-1]]
    parts = []
    for form, key in CURRENT.items():
        of_form = units[(units["care_form"] == form) & payable(units)].set_index("unit_id")
        stay = open_at_year_end(of_form)
        facts = Facts(
            of_form.loc[stay, "operator"],
            tables["lists"],
            tables["unit_weights"],
            tables["production"],
            last_quality,
        )
        model = settings["reimbursement"][key]
        given = pd.DataFrame(model_amounts(model, facts), index=of_form.index[stay])
        paid = _lived(given, _part_of_year(of_form[stay]), _drift(given, rng))
        visited = done.reindex(of_form.index).fillna(0.0)
        gone = _gone(given, of_form[~stay], visited)
        everybody = pd.concat([paid, gone])
        everybody[CORRECTION] = _corrections(everybody.sum(axis=1).to_numpy(), rng)
        if form == "vardcentral":
            chosen = rng.random(len(everybody)) < ASSIGNED
            everybody[ASSIGNMENTS] = np.where(chosen, rng.integers(*ASSIGNMENT, len(everybody)), 0)
        parts.append(_rows(everybody))
    return pd.concat(parts, ignore_index=True).sort_values(["unit_id", "part"], ignore_index=True)


def _part_of_year(units: pd.DataFrame) -> Floats:
    return np.asarray(
        np.mean([open_share(units, period) for period in PERIODS if period.startswith(YEAR)], axis=0)
    )


def _drift(given: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """What each part is multiplied by."""
    lists = np.exp(rng.normal(0.0, LIST_DRIFT, len(given)))
    measured = np.exp(rng.normal(0.0, MEASURED_DRIFT, len(given)))
    factors = {
        part: measured if part in MEASURED else np.ones(len(given)) if part in COUNTED else lists
        for part in given
    }
    return pd.DataFrame(factors, index=given.index)


def _lived(given: pd.DataFrame, open_part: Floats, drift: pd.DataFrame) -> pd.DataFrame:
    return given * drift * open_part[:, None]


def _gone(given: pd.DataFrame, closed: pd.DataFrame, visited: pd.Series[float]) -> pd.DataFrame:
    """Units that closed during the year: as much a visit as the others, of what follows people."""
    mean = given.sum() / visited[given.index].sum()
    mean[mean.index.isin(["geography", "least"])] = 0.0
    there = closed[visited[closed.index] > 0]
    return pd.DataFrame(np.outer(visited[there.index], mean), index=there.index, columns=given.columns)


def _corrections(total: Floats, rng: np.random.Generator) -> Floats:
    """Whole thousands, of some units and of at least one: as often taken back as paid."""
    share = rng.uniform(LEAST_CORRECTION, MOST_CORRECTION, len(total)) * rng.choice([-1, 1], len(total))
    chance = rng.random(len(total))
    some = (chance < CORRECTED) | (chance == chance.min())
    return np.where(some, (share * total).round(-3), 0.0)


def _rows(paid: pd.DataFrame) -> pd.DataFrame:
    table = paid.rename_axis("unit_id").reset_index().melt("unit_id", var_name="part", value_name="amount")
    table["amount"] = table["amount"].round(2)
    table.insert(1, "period", YEAR)
    return table[(table["amount"] != 0) | ~table["part"].isin([CORRECTION, ASSIGNMENTS])]
