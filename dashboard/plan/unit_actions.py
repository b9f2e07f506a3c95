"""What can be thought otherwise of one unit: close, move or resize it; say who a new one is."""

from __future__ import annotations

from math import isfinite
from typing import Literal

from dash import html

from dashboard.plan.acts import act, number_field
from dashboard.plan.new_unit_fields import new_unit_fields
from dashboard.words.words import Words
from geodata.region.changes import Change

UnitState = Literal["open", "closed", "added", "absent"]
"""How a unit stands in a scenario: counted, closed by it, added by it, or out of the question."""


def unit_actions(
    unit_id: str,
    name: str,
    capacity: float | None,
    state: UnitState,
    words: Words,
    capacity_name: str = "",
    most: float = 0.0,
    new: Change | None = None,
) -> html.Div | None:
    """What can be thought otherwise of the unit in focus; None where it does not count anyway.

    Parameters
    ----------
    unit_id, name : str
    capacity : float or None
        As the scenario has it; None or NaN where it is not known.
    state : {"open", "closed", "added", "absent"}
        Open, closed by the scenario, added by it, or out of the question: closed in the period, of
        another care form or operator, or without a place.
    words : Words
    capacity_name : str
        What capacity counts: "läkare"; "" where it has no name.
    most : float
        The most capacity that it can be given; 0 for no end.
    new : Change or None
        What adds it, where the scenario does.
    """
    if state == "absent":
        return None
    if state == "closed":
        parts: list[html.P | html.Div] = [
            html.P(words("whatif.unit_is_closed")),
            html.Div([act("unit-open", words)], className="unit-acts"),
        ]
    else:
        size = f"{round(capacity, 2):g}" if capacity is not None and isfinite(capacity) else ""
        parts = [
            html.Div(
                [
                    act("unit-close", words, label="unit-remove" if state == "added" else "unit-close"),
                    act("unit-move", words),
                ],
                className="unit-acts",
            ),
            html.Div(
                [
                    html.Span(words("whatif.capacity"), **{"aria-hidden": "true"}),
                    number_field(words("whatif.capacity_of", name=name), size, f"{most:g}" if most else ""),
                    html.Span(capacity_name, className="unit-what"),
                    *([html.Span(words("whatif.most", most=most), className="unit-what")] if most else []),
                    act("unit-size", words),
                ],
                className="unit-size",
            ),
        ]
        if new is not None:
            parts.append(
                html.Div([*new_unit_fields(words, new), act("unit-describe", words)], className="new-unit")
            )
    return html.Div(
        [html.H2(words("whatif.name")), *parts],
        className="card unit-actions",
        role="group",
        **{"aria-label": words("whatif.unit", name=name), "data-unit": unit_id},
    )
