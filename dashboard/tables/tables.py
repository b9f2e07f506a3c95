"""The table that is asked for: a layer's own, one of measures, or the register of units on a chosen day."""

from __future__ import annotations

from datetime import date

from dashboard.layers import layer_of, layers_of
from dashboard.layers.base import Table
from dashboard.layers.difference import ALONE, ComparedScenario
from dashboard.layers.futures import Futures
from dashboard.layers.need import USUAL, OutlookWords
from dashboard.layers.payment import Payment
from dashboard.layers.reach_words import NOWHERE, ReachWords
from dashboard.layers.tariff_words import AS_IT_IS, TariffWords
from dashboard.layers.unit_signs import unit_colours
from dashboard.layers.units import register
from dashboard.tables.equity import EQUITY, equity_table
from dashboard.tables.follow_ups import FOLLOW_UP_TABLES
from dashboard.tables.futures import futures_table
from dashboard.tables.measures import MEASURE_TABLES
from dashboard.tables.needs import NEED_TABLES, need_table
from dashboard.tables.payments import PAYMENT_TABLES, payment_of_key
from geodata.assessment.assessment import Assessment
from geodata.equity.offer import AS_USUAL, EquityWords
from geodata.focus.place import Place
from geodata.measures.coverage import NEAREST
from geodata.measures.reform_of_units import pays
from geodata.region.region import Region


def table_of(
    assessment: Assessment,
    focus: Place,
    key: str,
    day: str = "",
    way: str = "",
    since: str = "",
    versus: ComparedScenario = ALONE,
    gap: str = NEAREST.key,
    outlook: OutlookWords = USUAL,
    equity: EquityWords = AS_USUAL,
    units_by: str = "",
    tariff: TariffWords = AS_IT_IS,
    reach: ReachWords = NOWHERE,
) -> Table:
    """Table of a layer, of measures, or of the need to come, for what is in focus.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    key : str
        Of the layer, or of the table.
    day : str
        For the units: the day, "2025-06-30", on which they are to be open; "" is the period's end.
    way : str
        For flows: which way they go, see `geodata.focus.who_goes_where`.
    since : str
        For the change of use: the period compared with.
    versus : ComparedScenario
        For the difference of two scenarios: the other.
    gap : str
        For the same: by which measure, a key of `dashboard.layers.gap_scale.SCALES`.
    outlook : OutlookWords
        For the need to come: which.
    equity : EquityWords
        For how alike people fare: of which measure, and by what.
    units_by : str
        For the units: what colours them, of which they have columns where it is the need to come.
    tariff : TariffWords
        For who is paid what: by which model.
    reach : ReachWords
        For what is reached: of which place.

    Returns
    -------
    Table

    Raises
    ------
    UnknownNameError
        If the region has no such layer or table.
    """
    if key == EQUITY:
        return equity_table(assessment, focus, equity, outlook)
    if key in MEASURE_TABLES:
        return MEASURE_TABLES[key](assessment, focus)
    if key in FOLLOW_UP_TABLES:
        return FOLLOW_UP_TABLES[key](assessment, focus)
    if key == Futures.key:
        return futures_table(assessment, focus, outlook)
    if key in NEED_TABLES:
        return need_table(assessment, focus, key, outlook)
    if key in PAYMENT_TABLES:
        return payment_of_key(assessment, focus, key, tariff)
    if key == "units":
        by = unit_colours(assessment.region).get(units_by)
        ahead = outlook if by is not None and by.family == "need" else None
        return register(assessment, focus, read_day(day), ahead)
    layer = layer_of(assessment.region, key, way, since, versus, gap, outlook, tariff, reach)
    return layer.table(assessment, focus)


def table_keys(region: Region) -> list[str]:
    """Every table that a region has: its layers' own, then of measures, the need to come and payment."""
    hidden = region.hidden
    paid = PAYMENT_TABLES if pays(region) and Payment.key not in hidden.hide_layers else ()
    ahead = NEED_TABLES if "need" not in hidden.hide_questions else ()
    followed = FOLLOW_UP_TABLES if region.has_follow_up and "followup" not in hidden.hide_pages else ()
    return [*(layer.key for layer in layers_of(region)), *MEASURE_TABLES, *ahead, *paid, *followed]


def known_table(region: Region, key: str) -> str:
    """The key of a table that the region has: the first layer's where an old link names another."""
    keys = table_keys(region)
    return key if key in keys else keys[0]


def read_day(text: str) -> date | None:
    """A day as browsers write it; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
