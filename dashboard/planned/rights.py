"""Who plans follow-ups, and of which units."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dashboard.login.identity import Identity
from dashboard.submissions.states import DECIDERS
from geodata.region.region import Region


def may_plan(identity: Identity, region: Region) -> bool:
    """Whether somebody plans follow-ups: as who decides cases, and sees what is followed up.

    Parameters
    ----------
    identity : Identity
    region : Region
        As they may see it.
    """
    hidden = region.hidden
    shown = "followup" not in hidden.hide_pages and "follow_ups" not in hidden.hide_tables
    return shown and identity.is_logged_in and identity.role in DECIDERS


def plans_for(identity: Identity, region: Region) -> NDArray[np.bool_]:
    """Units that somebody plans follow-ups of: those within the account's limit. Shape (units,)."""
    required = region.settings.access.of(identity.role).scope
    return identity.audience.answers_for(region.units, required)
