"""What a model of reimbursement is held against: tables, and the units that it pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from pandas import DataFrame

from geodata.checks.people_tables import texts_of
from geodata.checks.sheet import Sheet
from geodata.contract.problems import Problems
from geodata.contract.region_toml import FILE_NAME
from geodata.contract.reimbursement_settings import Part, PaymentModel
from geodata.contract.settings import RegionSettings


@dataclass(frozen=True)
class Around:
    """What a model is held against, and where what is wrong is added."""

    settings: RegionSettings
    sheets: Mapping[str, Sheet]
    problems: Problems

    def frame(self, table: str) -> DataFrame | None:
        """Rows of a table; None where it is not there."""
        return self.sheets[table].frame if table in self.sheets else None

    def at(self, model: PaymentModel, part: Part | None = None, key: str = "") -> str:
        """Dotted name of a model, of a part of it, or of a key of either."""
        names = ["reimbursement", model.key, *(["parts", part.key] if part else []), *([key] if key else [])]
        return ".".join(names)

    def warn(self, code: str, column: str, value: str, ids: Sequence[str], rows: int | None = None) -> None:
        """Add a warning of `region.toml`."""
        self.problems.add(
            code, FILE_NAME, column=column, value=value, expected=ids, severity="warning", rows=rows
        )


def units_of(model: PaymentModel, around: Around, part: Part | None = None) -> list[str]:
    """Ids of the open units that a model, or a part of it, pays; ascending."""
    frame = around.sheets["units"].frame
    ends = _last_day(model.period)
    ours = frame["care_form"] == model.care_form
    for column, late in (("opened", True), ("closed", False)):
        if column in frame:
            ours &= ~(frame[column] > ends) if late else ~(frame[column] <= ends)
    if part is not None and part.operators:
        ours &= texts_of(frame, "operator").isin(part.operators)
    ids = set(frame["unit_id"][ours])
    contracts = around.frame("contracts")
    for each in (model, part):
        if each is None or contracts is None:
            continue
        for column, words in (("contract", each.contracts), ("unit_kind", each.unit_kinds)):
            if words:
                ids &= set(contracts["unit_id"][texts_of(contracts, column).isin(words)])
    return sorted(ids - {""})


def _last_day(period: str) -> pd.Timestamp:
    return pd.Period(period).end_time
