"""What the demo's units did in a year that they are paid for: visits, contact points, hours of home care."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.demo.assignments import kinds_of_area
from geodata.demo.lists import UNLISTED, YEAR, open_at_year_end
from geodata.demo.visits import ABROAD, UNKNOWN_HOME

AT_OWN, AT_OWN_SPREAD = 1.25, 0.45  # log odds that who visits a health centre is listed there
AT_OWN_ON_SCREEN = -1.1
KINDS_OF_CONTACT = ((0.46, 1.0), (0.30, 0.4), (0.16, 1.5), (0.08, 2.0))  # share, contact points: one patient,
# a group, at home, a team
CONTACT_SPREAD = 0.25
HOURS = 0.62  # granted for each visit
TIMES = {"day": 0.54, "evening": 0.22, "night": 0.05, "weekend": 0.19}
TIMES_SPREAD = 60.0  # of shares between units: the larger, the more alike
PERFORMED, PERFORMED_SPREAD = 0.93, 0.035  # of granted hours
COLUMNS = ["unit_id", "period", "output", "of", "area_kind", "time", "basis", "quantity"]

Ints = NDArray[np.int64]


def production(
    county: str,
    people: gpd.GeoDataFrame,
    units: pd.DataFrame,
    visits: pd.DataFrame,
    lists: pd.DataFrame,
) -> pd.DataFrame:
    """Production of the year: `COLUMNS`; of units with a list.

    Health centres: visits `of` their own listed, of those of other units, of nobody's (residents who are not
    listed, of elsewhere or unknown), and what their own listed did elsewhere, in all as many as those of
    others. Rehabilitation: contact points. Home care: hours by kind of area and time, granted and performed.
    """
    rng = np.random.default_rng([int(county), *b"production"])
    open_units = units[open_at_year_end(units)].set_index("unit_id")
    of_year = visits["period"].astype(str).str.startswith(YEAR) & visits["unit_id"].isin(open_units.index)
    keys = ["care_form", "unit_id", "area_id"]
    done = visits[of_year].groupby(keys, observed=True)["visits"].sum().reset_index()
    parts = {
        str(form): each.reset_index(drop=True) for form, each in done.groupby("care_form", observed=True)
    }
    table = pd.concat(
        [
            _centres(parts["vardcentral"], open_units, lists, rng),
            _contact_points(parts["rehab"], rng),
            _hours(people, parts["hemtjanst"], rng),
        ],
        ignore_index=True,
    )
    table["period"] = YEAR
    return table.reindex(columns=COLUMNS).fillna("")


def _centres(
    done: pd.DataFrame, units: pd.DataFrame, lists: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Visits to health centres by whose they were, and those that each unit's own listed made elsewhere."""
    area, unit = done["area_id"].astype(str), done["unit_id"].astype(str)
    counts = done["visits"].to_numpy(np.int64)
    codes = units.index[units["care_form"] == "vardcentral"]
    level = np.where(units.loc[codes, "x"].isna(), AT_OWN_ON_SCREEN, AT_OWN)
    chance = 1 / (1 + np.exp(-rng.normal(level, AT_OWN_SPREAD)))
    at = codes.get_indexer(pd.Index(unit))
    nobodys = np.where(area.isin([ABROAD, UNKNOWN_HOME]), counts, rng.binomial(counts, UNLISTED))
    of_listed = counts - nobodys
    own = rng.binomial(of_listed, chance[at])
    persons = lists.groupby(["area_id", "unit_id"])["persons"].sum()
    listed = persons.reindex(pd.MultiIndex.from_arrays([area, unit])).fillna(0).to_numpy(np.int64)
    own = np.where(listed > 0, own, 0)
    elsewhere = np.zeros(len(codes), np.int64)
    for rows in area.groupby(area).indices.values():
        for row in rows:
            at_others = np.where(rows == row, 0, listed[rows])
            if at_others.sum() == 0:
                own[row] = of_listed[row]  # who else could they be?
                continue
            shared = rng.multinomial(of_listed[row] - own[row], at_others / at_others.sum())
            elsewhere[at[rows]] += shared
    whose = {"own": own, "other": of_listed - own, "none": nobodys}
    sums = {word: np.bincount(at, each, len(codes)).astype(np.int64) for word, each in whose.items()}
    parts = [
        pd.DataFrame({"unit_id": codes, "output": "visit", "of": word, "quantity": quantity})
        for word, quantity in (sums | {"elsewhere": elsewhere}).items()
    ]
    return pd.concat(parts)


def _contact_points(done: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Contact points of rehabilitation: each kind of contact has its own."""
    visits = done.groupby("unit_id", observed=True)["visits"].sum()
    share, points = np.array(KINDS_OF_CONTACT).T
    lean = share * np.exp(rng.normal(0.0, CONTACT_SPREAD, (len(visits), len(share))))
    kinds = rng.multinomial(visits.to_numpy(np.int64), lean / lean.sum(axis=1, keepdims=True))
    quantity = (kinds @ points).round(1)
    return pd.DataFrame(
        {"unit_id": visits.index.astype(str), "output": "contact_point", "quantity": quantity}
    )


def _hours(people: gpd.GeoDataFrame, done: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Hours of home care, two decimals; visits of unknown residence are as in a town."""
    kinds = dict(zip(people["area_id"], kinds_of_area(people), strict=True))
    kind = done["area_id"].astype(str).map(kinds).fillna("town")
    visits = (
        done.groupby([done["unit_id"].astype(str), kind])["visits"].sum().rename_axis(["unit_id", "kind"])
    )
    shares = rng.dirichlet(np.array(list(TIMES.values())) * TIMES_SPREAD, len(visits))
    granted = (visits.to_numpy(float)[:, None] * HOURS * shares).round(2)
    unit_codes, _ = pd.factorize(visits.index.get_level_values("unit_id"))
    done_share = np.minimum(rng.normal(PERFORMED, PERFORMED_SPREAD, unit_codes.max() + 1), 1.0)
    performed = (granted * done_share[unit_codes, None]).round(2)
    parts = [
        pd.DataFrame(
            {
                "unit_id": visits.index.get_level_values("unit_id"),
                "output": "hour",
                "area_kind": visits.index.get_level_values("kind"),
                "time": time,
                "basis": basis,
                "quantity": hours[:, column],
            }
        )
        for basis, hours in (("granted", granted), ("performed", performed))
        for column, time in enumerate(TIMES)
    ]
    return pd.concat(parts)
