"""Two quality indicators of the demo, by unit and quarter."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geodata.demo.quarters import PERIODS, open_share

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
    ours = (units["municipality_id"] != "") | units["x"].isna()
    parts: list[pd.DataFrame] = []
    for indicator, means in MEANS.items():
        odds = units["care_form"].map(means).to_numpy(float)
        level = np.log(odds / (1 - odds)) + rng.normal(0.0, SPREAD[indicator], len(units))
        fewest, most = ANSWERS[indicator]
        mean_respondents = rng.integers(fewest, most, len(units))
        for number, period in enumerate(PERIODS):
            logit = level + BETTER * number + rng.normal(0.0, 0.08, len(units))
            respondents = np.maximum(rng.poisson(mean_respondents), 20)
            yes = rng.binomial(respondents, 1 / (1 + np.exp(-logit)))
            values = pd.DataFrame(
                {
                    "indicator": indicator,
                    "unit_id": units["unit_id"],
                    "period": period,
                    "value": np.round(yes / respondents, 4),
                    "numerator": yes,
                    "denominator": respondents,
                }
            )
            parts.append(values.loc[ours & (open_share(units, period) == 1)])
    return pd.concat(parts, ignore_index=True)
