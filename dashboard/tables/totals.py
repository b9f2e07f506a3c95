"""Where every resident, visit and unit of capacity is counted: the parts add up to the whole."""

from __future__ import annotations

import numpy as np

from geodata.assessment.assessment import Assessment
from geodata.focus.visits import all_visits, cells_of, total_of


def totals(assessment: Assessment) -> dict[str, object]:
    """Where every resident and visit of the scenario is counted; the parts add up to the whole.

    Returns
    -------
    dict
        `residents` in areas; `capacity` of supply in the region, `all` = `reached` +
        `stranded`, which no resident has within the catchment, beside how many units that is, how
        many have no known capacity and how many lie outside and are not in it; `visits` None where
        the region has none, else `all` = `known_residence` + `unknown_residence` and, again, the
        sum of the five `to_*`, each visit
        in the first that holds: unknown unit, closed unit (on the scenario's day), unit without a
        place, outside the region, in the region. Protected counts add up but for their noise.
    """
    found: dict[str, object] = {
        "residents": int(assessment.persons.sum()),
        "capacity": _capacity(assessment),
        "visits": None,
    }
    region = assessment.region
    if assessment.use.flows is None:
        return found
    everything, unknown_residence = all_visits(assessment)
    to = cells_of(assessment, "municipality", "unit")
    at = to.provider
    unknown = at < 0
    closed = ~unknown & ~np.append(assessment.supply.open, False)[at]
    rest = ~unknown & ~closed
    placeless = rest & ~np.append(assessment.supply.placed, False)[at]
    inside = rest & ~placeless & (np.append(assessment.units["area"].to_numpy(np.int64), -1)[at] >= 0)
    parts = {
        "to_unknown_unit": unknown,
        "to_closed_unit": closed,
        "to_unit_without_place": placeless,
        "to_unit_outside": rest & ~placeless & ~inside,
        "to_unit_in_region": inside,
    }
    found["visits"] = {
        "all": _counted(everything),
        "known_residence": _counted(everything - unknown_residence),
        "unknown_residence": _counted(unknown_residence),
        **{key: _counted(total_of(to, part)) for key, part in parts.items()},
    }
    if region.visits is not None:
        found["visits_in_data"] = region.visits.total()
    return found


def _capacity(assessment: Assessment) -> dict[str, object]:
    offered, stranded = assessment.access.offered, assessment.access.stranded
    return {
        "all": float(offered.sum()),
        "reached": float(offered[~stranded].sum()),
        "stranded": float(offered[stranded].sum()),
        "stranded_units": int(stranded.sum()),
        "unknown_units": assessment.supply.capacity_unknown,
        "outside_units": int((assessment.supply.available & assessment.supply.outside).sum()),
    }


def _counted(total: float) -> int | float:
    """How many: a whole number where they were counted, thousandths where a model expects them."""
    return int(total) if total.is_integer() else round(total, 3)
