"""One key figure over all periods, of the place in focus and of the region, in numbers and words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dashboard.components.trend_line import least_span
from dashboard.kpis import kpis_of
from dashboard.kpis.meta import meta_of
from dashboard.question.request import Request
from dashboard.words.focus import focus_title
from dashboard.words.kpis import kpi_name
from dashboard.words.words import Words
from geodata.assessment.assessment import assess_each_period
from geodata.contract.errors import UnknownNameError
from geodata.focus.places import same_place, whole_region
from geodata.measures.tally import Reading

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
"""Round steps of an axis, times a power of ten."""
TICKS_MOST = 5


def development(request: Request, key: str) -> dict[str, object]:
    """What a large chart of one key figure needs; its values were, and know no changes of a scenario.

    Parameters
    ----------
    request : Request
        Its period does not matter.
    key : str
        Of the key figure.

    Returns
    -------
    dict
        `name`, `place` and `region` as texts, "" for the region where it is the place itself. `periods`, in
        order of time: `key`, `name`, `short`, `value`, `text`, `region` and `region_text`; a value is None
        where `text` says why. `ticks`: value and text of each line of the axis. `notes`: sentences.

    Raises
    ------
    UnknownNameError
        If the region has no such key figure.
    """
    kpi = next((kpi for kpi in kpis_of(request.region) if kpi.key == key), None)
    if kpi is None:
        raise UnknownNameError(f"{key!r} is not a key figure of this region")
    words, focus = request.words, request.focus
    beside = not focus.is_whole_region
    rows: list[dict[str, object]] = []
    for period, assessment in assess_each_period(request.region, request.assessment.scenario):
        own = kpi.read(assessment, same_place(assessment, focus))
        all_of_it = kpi.read(assessment, whole_region(assessment))
        rows.append(
            {
                "key": period,
                "name": words.period(period),
                "short": words("development.quarter", quarter=period[-1:], year=period[2:4])
                if "Q" in period
                else words.period_short(period),
                "value": _drawn(own),
                "text": _text(own, words),
                "region": _drawn(all_of_it) if beside else None,
                "region_text": _text(all_of_it, words) if beside else "",
            }
        )
    drawn = [float(row[line]) for row in rows for line in ("value", "region") if row[line] is not None]  # type: ignore[arg-type]
    ticks = axis_ticks(drawn, kpi.unit)
    settings = request.region.settings
    return {
        "name": kpi_name(kpi, meta_of(kpi, request.assessment), words),
        "place": focus_title(request.assessment, focus, words)[0],
        "region": words.of(settings.short) if beside else "",
        "periods": rows,
        "ticks": [[tick, words.measure(tick, kpi.unit)] for tick in ticks],
        "notes": _notes(request, rows, ticks, kpi.unit),
    }


def axis_ticks(values: Sequence[float], unit: str) -> list[float]:
    """Round numbers that hold all values between the first and the last; empty where there is no value.

    Parameters
    ----------
    values : sequence of float
        Finite.
    unit : str
        Of measure: what hardly changes is drawn as hardly changing, as in the small lines.
    """
    if not values:
        return []
    low, high = min(values), max(values)
    spare = max(0.0, least_span(values, unit) - (high - low)) / 2
    low, high = max(low - spare, 0.0) if low >= 0 else low - spare, high + spare
    step = _step((high - low) or 1.0)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(at * step, 10) for at in range(first, max(last, first + 1) + 1)]


def _step(span: float) -> float:
    power = 10.0 ** math.floor(math.log10(span / (TICKS_MOST - 1)))
    return next(float(step * power) for step in STEPS if step * power * (TICKS_MOST - 1) >= span)


def _drawn(reading: Reading) -> float | None:
    return reading.value if reading.value is not None and math.isfinite(reading.value) else None


def _text(reading: Reading, words: Words) -> str:
    if reading.value is None:
        return words(reading.why or "why.missing")
    return words.measure(reading.value, reading.unit)


def _notes(
    request: Request, rows: Sequence[dict[str, object]], ticks: Sequence[float], unit: str
) -> list[str]:
    words, notes = request.words, []
    if not request.focus.is_whole_region and rows:
        notes.append(words("development.lines", region=words.of(request.region.settings.short)))
    missing = [str(row["name"]) for row in rows if row["value"] is None]
    if not rows:
        notes.append(words("why.no_visits"))
    elif len(missing) == len(rows):
        notes.append(words("development.none", why=str(rows[-1]["text"])))
    elif missing:
        notes.append(words("development.missing", periods=", ".join(missing)))
    if ticks and ticks[0] > 0:
        notes.append(words("development.axis", low=words.measure(ticks[0], unit)))
    if request.assessment.scenario.changes:
        notes.append(words("development.today"))
    return notes
