"""A region as if it had never had some of its care forms: neither their units nor what is said of these."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geodata.region.visits import NOWHERE
from geodata.region.visits_of_forms import visits_of_forms

if TYPE_CHECKING:
    from geodata.region.region import Region

OF_UNITS: Final = (
    "indicators", "contracted", "lists", "unit_weights", "production", "payments", "contracts",
)  # fmt: skip
"""Tables with a column `unit`: positions."""


def without_care_forms(region: Region, care_forms: Collection[str]) -> Region:
    """The region without some care forms.

    Parameters
    ----------
    region : Region
        As it is published.
    care_forms : collection of str
        Those that go.
    """
    stays = ~region.units["care_form"].isin(care_forms).to_numpy(bool)
    moved = np.where(stays, np.cumsum(stays) - 1, NOWHERE).astype(np.int32)
    settings = region.settings
    kept = {key: form for key, form in settings.care_forms.items() if key not in care_forms}
    gone = set(region.units["name"][~stays]) - set(region.units["name"][stays])
    paid = settings.reimbursement
    models = {key: model for key, model in paid.models.items() if model.care_form in kept}
    tables: dict[str, Any] = {}
    for name in OF_UNITS:
        if (table := getattr(region, name)) is not None:
            there = np.where(table["unit"] >= 0, stays[np.maximum(table["unit"], 0)], True)
            rows = table[there]
            units = np.where(rows["unit"] >= 0, moved[np.maximum(rows["unit"], 0)], rows["unit"])
            tables[name] = rows.assign(unit=units.astype(np.int32)).reset_index(drop=True)
    indicators = {
        key: indicator
        for key, indicator in settings.indicators.items()
        if (tables["indicators"]["indicator"] == key).any()
        or not (region.indicators["indicator"] == key).any()
    }
    return replace(
        region,
        **tables,
        settings=replace(
            settings,
            care_forms=kept,
            indicators=indicators,
            aliases={name: also for name, also in settings.aliases.items() if name not in gone},
            reimbursement=replace(paid, models=models),
        ),
        units=region.units[stays],
        visits=region.visits and visits_of_forms(region.visits, kept, moved),
        minutes=None if region.minutes is None else region.minutes[:, stays],
        point_minutes=None if region.point_minutes is None else region.point_minutes[:, stays],
        choice_models=tuple(model for model in region.choice_models if model.care_form in kept),
        accounts=tuple(replace(account, examples=()) for account in region.accounts),
    )
