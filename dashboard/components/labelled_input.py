"""A field to write in with its name, as HTML alone: Dash has no plain one."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dash import html


def labelled_input(name: str, attributes: Mapping[str, str], look: str = "") -> html.Label:
    """Label that assets/app/controls.js puts an input in.

    Parameters
    ----------
    name : str
        What is written there.
    attributes : mapping
        Of the input.
    look : str
        Class of the label.
    """
    return html.Label([html.Span(name)], className=look, **{"data-input": json.dumps(dict(attributes))})
