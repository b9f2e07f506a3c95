"""Two quality indicators of the demo, by unit and quarter."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geodata.demo.visits import PERIODS

CONTACT_FORMS = ("vardcentral", "rehab", "hemtjanst")
MEANS = {
    "access": {"vardcentral": 0.77, "rehab": 0.85, "hemtjanst": 0.82},
    "contact": {"vardcentral": 0.58, "rehab": 0.70, "hemtjanst": 0.64},
}
SPREAD = {"access": 0.42, "contact": 0.55}  # between units, on the scale of log odds
ANSWERS = {"access": (35, 160), "contact": (150, 900)}  # fewest and most asked in a quarter
BETTER = 0.02  # log odds gained in a quarter


def indicators(county: str, units: pd.DataFrame) -> pd.DataFrame:
    """Values by unit and quarter: `indicator`, `unit_id`, `period`, `value`, `numerator`, `denominator`.

    A unit has values for the quarters it was open throughout. Units across the border have none.
    """
    rng = np.random.default_rng([int(county), *b"quality"])
    parts = []
    for indicator, means in MEANS.items():
        odds = units["care_form"].map(means).to_numpy(float)
        level = np.log(odds / (1 - odds)) + rng.normal(0.0, SPREAD[indicator], len(units))
        fewest, most = ANSWERS[indicator]
        asked_of = rng.integers(fewest, most, len(units))
        for number, period in enumerate(PERIODS):
            logit = level + BETTER * number + rng.normal(0.0, 0.08, len(units))
            asked = np.maximum(rng.poisson(asked_of), 20)
            yes = rng.binomial(asked, 1 / (1 + np.exp(-logit)))
            parts.append(
                pd.DataFrame(
                    {
                        "indicator": indicator,
                        "unit_id": units["unit_id"],
                        "period": period,
                        "value": np.round(yes / asked, 4),
                        "numerator": yes,
                        "denominator": asked,
                    }
                )[_open_throughout(units, period) & ~units["name"].str.contains(" Grannen ")]
            )
    return pd.concat(parts, ignore_index=True)


def _open_throughout(units: pd.DataFrame, period: str) -> pd.Series:
    quarter = pd.Period(period, freq="Q")
    opened = pd.to_datetime(units["opened"]) <= quarter.start_time
    closed = pd.to_datetime(units["closed"].replace("", None))
    return opened & (closed.isna() | (closed > quarter.end_time))
