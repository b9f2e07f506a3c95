"""Defaults of a region's address keys, and ends of what its controls choose among."""

from __future__ import annotations

from dashboard.layers.access import DEFAULT
from dashboard.layers.choices import DEFAULT_FIGURE
from dashboard.layers.figures import DEFAULT_AREA_FIGURE
from dashboard.layers.flows import LINES
from dashboard.layers.need_figures import usual_figure
from dashboard.layers.tariff_words import PAY_BY, PAY_MOVES
from dashboard.question.display import DEFAULT_GAP, MAPS
from dashboard.question.questions import QUESTIONS, SUPPLY
from dashboard.question.views import FIRST_PAY_VIEW, FIRST_VIEW, PAY_VIEW, VIEW
from geodata.assessment.service_areas import KINDS
from geodata.region.in_mode import modes_of, usual_mode
from geodata.region.region import Region
from geodata.scenario.scenario import care_forms, default_scenario

SLIDER_LEAST_MIN, SLIDER_MOST_MIN = 5.0, 50.0
"""Ends of the slider of the limit, where journeys may be as long as its upper end."""


def defaults(region: Region) -> dict[str, str]:
    """Default of each address key; the limit follows the care form, layers and table the question."""
    start = default_scenario(region)
    return {
        "form": start.care_form,
        "period": start.period,
        "age": "",
        "mode": usual_mode(region),
        "question": SUPPLY,
        "layers": ",".join(QUESTIONS[SUPPLY]),
        "service": KINDS[0],
        "measure": DEFAULT,
        "figure": DEFAULT_FIGURE,
        "lines": LINES[0],
        "gap": DEFAULT_GAP,
        "maps": MAPS[0],
        "areas_by": DEFAULT_AREA_FIGURE,
        "need_by": usual_figure(region),
        "table": QUESTIONS[SUPPLY][0],
        VIEW: FIRST_VIEW,
        PAY_VIEW: FIRST_PAY_VIEW,
        "pay_by": PAY_BY[0],
        "pay_moves": PAY_MOVES[0],
    }


def published_limits(region: Region) -> dict[str, str]:
    """Published travel time limit of every care form, in every way of travelling.

    Parameters
    ----------
    region : Region

    Returns
    -------
    dict of str
        Minutes as text, by care form; in another way than the usual by form and way: "vc@bicycle".
    """
    usual, *others = modes_of(region)
    limits = {
        (key, mode): region.in_mode(mode).settings.care_forms[key].limit_min
        for mode in (usual, *others)
        for key in care_forms(region)
    }
    return {
        key if mode == usual else f"{key}@{mode}": f"{minutes:g}" for (key, mode), minutes in limits.items()
    }


def longest_by_mode(region: Region) -> dict[str, float]:
    """Longest journey that each way of travelling counts, minutes."""
    ways = region.settings.travel_modes or (region.settings.travel,)
    return {each.key: each.longest_min for each in ways}


def longest_min(region: Region) -> float:
    """Longest journey that any way of travelling counts, minutes."""
    return max(longest_by_mode(region).values())


def limit_ends(region: Region) -> tuple[float, float]:
    """Ends of the slider of the limit, minutes; an address may say less or more."""
    longest = longest_min(region)
    return SLIDER_LEAST_MIN, SLIDER_MOST_MIN if longest > SLIDER_MOST_MIN else float(round(longest))
