"""What `region.toml` says, less what tells that something is hidden."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from geodata.contract.access_settings import AccessSettings, RoleAccess
from geodata.contract.reimbursement_settings import PaymentModel, Reimbursement
from geodata.contract.reimbursement_toml import needed_tables
from geodata.contract.settings import RegionSettings, TableSettings
from geodata.contract.tables import the_table


def settings_without(
    settings: RegionSettings, hidden: RoleAccess, unjudged: Collection[str]
) -> RegionSettings:
    """Settings that name nothing of what is hidden.

    Parameters
    ----------
    settings : RegionSettings
    hidden : RoleAccess
    unjudged : collection of str
        Indicators that a model of reimbursement cannot be worked out by: not all of their values are there.
    """
    tables = {
        key: _columns_left(table, the_table(key).name, hidden.hide_columns)
        for key, table in settings.tables.items()
        if the_table(key).name not in hidden.hide_tables
    }
    named = set(hidden.hide_tables)
    return replace(
        settings,
        tables=tables,
        indicators=_left(settings.indicators, hidden.hide_indicators),
        themes={} if "themes" in named else _left(settings.themes, hidden.hide_layers),
        need_indices={} if "need_variables" in named else dict(settings.need_indices),
        projection_variants={} if "projections" in named else dict(settings.projection_variants),
        reimbursement=_paid(settings.reimbursement, hidden, {*hidden.hide_indicators, *unjudged}),
        sources=tuple(
            source for source in settings.sources if not source.tables or not named >= set(source.tables)
        ),
        access=AccessSettings(),
    )


def _left[T](those: Mapping[str, T], hidden: Collection[str]) -> dict[str, T]:
    return {key: each for key, each in those.items() if key not in hidden}


def _columns_left(table: TableSettings, name: str, columns: Collection[str]) -> TableSettings:
    gone = [column.partition(".")[2] for column in columns if column.startswith(f"{name}.")]
    if not gone:
        return table
    return replace(
        table,
        columns=_left(table.columns, gone),
        constants=_left(table.constants, gone),
        recode=_left(table.recode, gone),
        recode_like=_left(table.recode_like, gone),
        extract=_left(table.extract, gone),
        ignore=(),
    )


def _paid(paid: Reimbursement, hidden: RoleAccess, indicators: Collection[str]) -> Reimbursement:
    """The models that can still be worked out: a part of none is left out."""
    if "payment" in hidden.hide_questions:
        return Reimbursement(public=paid.public)

    def whole(model: PaymentModel) -> bool:
        needed = {table for part in model.parts for table in needed_tables(part)}
        goals = {goal.indicator for part in model.parts for goal in part.goals}
        weighed = any(part.weights or part.weight for part in model.parts)
        needed |= {"unit_weights"} if weighed else set()
        return not needed & set(hidden.hide_tables) and not goals & set(indicators)

    models = {key: model for key, model in paid.models.items() if whole(model)}
    weights = {} if "unit_weights" in hidden.hide_tables else paid.weights
    return replace(paid, models=models, weights=weights)
