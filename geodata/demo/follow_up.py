"""Follow-up of the demo's units, invented: terms of contracts, goals of the year, follow-ups and actions."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.demo.lists import payable
from geodata.demo.quarters import PERIODS

DAYS: Final = ("2025-10-15", "2026-10-15")
"""When terms were judged: the year before, and the last time."""
FULFILLED: Final = {
    "vardcentral": {"hours": 0.985, "phone": 0.92, "doctor": 0.93, "contact": 0.87, "record": 1.0},
    "rehab": {"hours": 0.96, "phone": 0.90, "record": 0.97},
    "hemtjanst": {"phone": 0.95, "plan": 0.88, "record": 0.93},
}
"""Share of the units that fulfil each term."""
UNKNOWN, CHANGED = 0.015, 0.04
"""Share of the answers that are not known, and of those that were another the year before."""
DONE: Final = {"own": 0.12, "contract": 0.5, "choice": 0.5}
"""Share of the units that were followed up in the year, by who runs them: of private ones it was denser."""
KINDS: Final = ("contract", "individual", "direction")
LATE: Final = ("2026-11-16", "2026-11-16")
AHEAD: Final = (
    "2026-12-02", "2026-12-09", "2026-12-14", "2026-12-14", "2026-12-14", "2027-01-20", "2027-01-27",
    "2027-02-15", "2027-03-10", "2027-03-22",
)  # fmt: skip
KIND_AHEAD: Final = (2, 0, 1, 1, 1, 0, 2, 1, 0, 2)
LIMITS: Final = {"access": 0.60, "contact": 0.35}
GOALS: Final = (
    ("access", "", 2025, 0.85, ""),
    ("contact", "", 2025, 0.70, ""),
    ("", "covered", 2025, 0.90, "vardcentral"),
    ("", "active_choice", 2025, 0.50, "vardcentral"),
    ("access", "", 2024, 0.85, ""),
    ("contact", "", 2024, 0.70, ""),
)


def terms(county: str, units: pd.DataFrame) -> pd.DataFrame:
    """Answers by unit, term and day: `unit_id`, `term`, `fulfilled` ("" not known), `date`."""
    rng = np.random.default_rng([int(county), *b"terms"])
    parts = []
    for form, shares in FULFILLED.items():
        ids = _ours(units, form)["unit_id"].to_numpy()
        for term, share in shares.items():
            now = rng.random(len(ids)) < share
            before = now ^ (rng.random(len(ids)) < CHANGED)
            for day, yes in zip(DAYS, (before, now), strict=True):
                unknown = rng.random(len(ids)) < (UNKNOWN if share < 1 else 0)
                answer = np.where(unknown, "", np.where(yes | (share == 1), "yes", "no"))
                parts.append(pd.DataFrame({"unit_id": ids, "term": term, "fulfilled": answer, "date": day}))
    return pd.concat(parts, ignore_index=True).sort_values(["unit_id", "term", "date"], ignore_index=True)


def goals() -> pd.DataFrame:
    """What the region aims at: `indicator`, `measure`, `year`, `target`, `care_form`."""
    return pd.DataFrame(GOALS, columns=["indicator", "measure", "year", "target", "care_form"])


def follow_ups(county: str, units: pd.DataFrame, quality: pd.DataFrame) -> pd.DataFrame:
    """Follow-ups that were done, and that are to come.

    `unit_id`, `kind`, `due`, `done` ("" not yet), `outcome`, `action`, `open`.

    Parameters
    ----------
    county : str
    units, quality : DataFrame
        As the demo has them: those below a threshold in the last quarter have been followed up for that.
    """
    rng = np.random.default_rng([int(county), *b"follow"])
    rows: list[tuple[Any, ...]] = []
    for form in FULFILLED:
        ours = _ours(units, form)
        share = ours["operator"].map(DONE).fillna(0.0).to_numpy(float)
        for unit_id in ours["unit_id"].to_numpy()[rng.random(len(ours)) < share]:
            due = pd.Timestamp("2026-01-12") + pd.Timedelta(days=int(rng.integers(0, 260)))
            done = due + pd.Timedelta(days=int(rng.integers(-12, 20)))
            well = rng.random() < 0.8
            outcome = "Utan anmärkning" if well else "Brister som ska rättas"
            action = "" if well else "Rättas till nästa uppföljning"
            kind = KINDS[int(rng.choice(3, p=(0.7, 0.15, 0.15)))]
            rows.append((unit_id, kind, f"{due:%Y-%m-%d}", f"{done:%Y-%m-%d}", outcome, action, "yes"))
        rows += _of_those_below(ours, quality)
        rows += _to_come(ours, rng)
    table = pd.DataFrame(rows, columns=["unit_id", "kind", "due", "done", "outcome", "action", "open"])
    table = table.drop_duplicates(["unit_id", "kind", "due"])
    return table.sort_values(["due", "unit_id", "kind"], ignore_index=True)


def _of_those_below(ours: pd.DataFrame, quality: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Action by how many quarters in a row a unit has been below: one, up to three, or more."""
    found: dict[str, int] = {}
    for indicator, limit in LIMITS.items():
        rows = quality[(quality["indicator"] == indicator) & quality["unit_id"].isin(ours["unit_id"])]
        wide = rows.pivot(index="unit_id", columns="period", values="value").reindex(columns=list(PERIODS))
        below: NDArray[np.bool_] = (wide < limit).to_numpy()[:, ::-1]
        row = np.where(below.all(axis=1), len(PERIODS), below.argmin(axis=1))
        for unit_id, quarters in zip(wide.index, row.tolist(), strict=True):
            found[unit_id] = max(quarters, found.get(unit_id, 0))
    action = {1: "Brev skickat", 2: "Plan begärd", 3: "Plan begärd"}
    return [
        (unit_id, "contract", "2026-03-16", "2026-03-12", "Under gräns för godkännande",
         action.get(quarters, "Varning"), "no")
        for number, (unit_id, quarters) in enumerate(sorted(found.items()))
        if quarters > 1 or (quarters == 1 and number % 3)
    ]  # fmt: skip


def _to_come(ours: pd.DataFrame, rng: np.random.Generator) -> list[tuple[Any, ...]]:
    days, kinds = (*LATE, *AHEAD), (0, 0, *KIND_AHEAD)
    ids = rng.permutation(ours["unit_id"].to_numpy())[: len(days)]
    return [
        (unit_id, KINDS[kind], day, "", "", "", "")
        for unit_id, day, kind in zip(ids, days[: len(ids)], kinds[: len(ids)], strict=True)
    ]


def _ours(units: pd.DataFrame, form: str) -> pd.DataFrame:
    """Units of a care form that have a contract and are open."""
    there = payable(units) & (units["care_form"] == form) & (units["closed"].fillna("") == "")
    return units[there]
