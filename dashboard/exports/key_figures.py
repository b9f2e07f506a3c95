"""The figures of a presentation's steps as a table: each with its step and how it is counted."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.layers.base import Column, Table
from dashboard.presentation.step_content import StepContent

COLUMNS = (
    Column("step", "export.figures.step", "count"),
    Column("heading", "export.figures.heading", "text"),
    Column("about", "export.figures.about", "text"),
    Column("value", "export.figures.value", "number"),
    Column("written", "export.figures.written", "text"),
    Column("words", "export.figures.words", "text"),
    Column("definition", "export.figures.definition", "text"),
)


def figures_table(steps: Sequence[StepContent]) -> Table:
    """One row a figure, in the order they are told; shares are 0 to 1."""
    rows = [(content, figure) for content in steps for figure in content.figures]
    return Table(
        title="export.figures.sheet",
        row_kind="kpi",
        ids=[figure.key for _, figure in rows],
        columns=COLUMNS,
        values={
            "step": [content.at for content, _ in rows],
            "heading": [content.heading for content, _ in rows],
            "about": [content.kicker for content, _ in rows],
            "value": [figure.value for _, figure in rows],
            "written": [figure.value_text for _, figure in rows],
            "words": [figure.words for _, figure in rows],
            "definition": [figure.definition for _, figure in rows],
        },
    )
