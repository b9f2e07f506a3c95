"""What a version has that the one before had not, less what tells of what is hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import Final

import numpy as np

from geodata.contract.access_settings import RoleAccess
from geodata.region.version_news import UnitNews, VersionNews

OPEN: Final = ("name", "language", "residents_date", "rules.", "travel.", "age_groups.", "accessibility.")
"""How the paths of settings begin that say nothing of indicators, tables or what is paid."""


def news_without(news: VersionNews, hidden: RoleAccess, care_forms: Collection[str]) -> VersionNews:
    """The news of what is still there.

    Figures of the version before were worked out with what is hidden now: they are told only where all that
    they were worked out of is still there.

    Parameters
    ----------
    news : VersionNews
    hidden : RoleAccess
    care_forms : collection of str
        Those that are left.
    """
    columns = {column.partition(".")[2] for column in hidden.hide_columns if column.startswith("units.")}
    of_units = [unit for each in news.units if (unit := _unit(each, columns, care_forms)) is not None]
    settings = tuple(each for each in news.settings if each.path.startswith(OPEN))
    counts = Counter(f"units_{each.kind}" for each in of_units)
    kept = {key: count for key, count in news.counts.items() if not key.startswith(("units_", "settings"))}
    same = not hidden.hide_tables and not hidden.hide_columns
    forms = [at for at, form in enumerate(news.care_forms) if form in care_forms]
    measures = [at for at, key in enumerate(news.measures) if same and key not in hidden.hide_measures]
    unseen = {*(f"indicator_{each}" for each in hidden.hide_indicators), *hidden.hide_measures}
    return replace(
        news,
        counts={**kept, **counts, "settings": len(settings)},
        units=tuple(of_units),
        visits=() if "visits" in hidden.hide_tables else news.visits,
        indicators=tuple(each for each in news.indicators if each.key not in hidden.hide_indicators),
        settings=settings,
        figures=tuple(
            each for each in news.figures if same and each.care_form in care_forms and each.key not in unseen
        ),
        care_forms=tuple(news.care_forms[at] for at in forms),
        measures=tuple(news.measures[at] for at in measures),
        before_values=news.before_values[np.ix_(forms, measures)]
        if news.before_values.size
        else (news.before_values),
    )


def _unit(each: UnitNews, columns: Collection[str], care_forms: Collection[str]) -> UnitNews | None:
    if each.care_form not in care_forms:
        return None
    left = tuple(column for column in each.columns if column not in columns)
    if each.kind == "changed" and not left:
        return None
    return replace(each, columns=left, operator="" if "operator" in columns else each.operator)
