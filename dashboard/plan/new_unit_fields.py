"""Fields of what is known of a new unit, where it is placed and afterwards on its card."""

from __future__ import annotations

from dash import html

from dashboard.words.words import Words
from geodata.contract.settings import OPERATORS
from geodata.region.changes import NAME_MOST, Change


def new_unit_fields(words: Words, of: Change | None = None) -> list[html.Span | html.Select]:
    """Name, organisation and operator, each after what it is; any may be left empty.

    Parameters
    ----------
    words : Words
    of : Change or None
        The unit as it is; None for one that is not placed yet.
    """
    parts: list[html.Span | html.Select] = []
    for key in ("name", "organisation"):
        label = words(f"whatif.new_{key}")
        parts += [
            html.Span(label, **{"aria-hidden": "true"}),
            html.Span(
                className="text",
                **{
                    "data-text": "",
                    "data-label": label,
                    "data-longest": str(NAME_MOST),
                    "data-identity": key,
                    "data-value": getattr(of, key, ""),
                },
            ),
        ]
    label = words("whatif.new_operator")
    options = {
        "": words("whatif.new_operator_unknown"),
        **{key: words(f"operator.{key}") for key in OPERATORS},
    }
    run_by = html.Select(
        [
            html.Option(text, value=key, **({"selected": "selected"} if of and key == of.operator else {}))
            for key, text in options.items()
        ],
        className="select",
        **{"data-identity": "operator", "aria-label": label},
    )
    return [*parts, html.Span(label, **{"aria-hidden": "true"}), run_by]
