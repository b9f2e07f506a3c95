"""What units are paid for and were paid, as tables; those that count persons or contacts are not for all."""

from __future__ import annotations

from dataclasses import dataclass

from pandas import DataFrame


@dataclass(frozen=True, eq=False)
class PaymentTables:
    """Tables of reimbursement that are protected together: who knows one of them exactly knows of the others.

    Attributes
    ----------
    lists : DataFrame or None
        `unit` (int32 position), `period`, `area` (int32 position, -1 where the row is of all areas), `sex`,
        `age_from`, `age_to` (as in `Region.population`), `persons` (float). Rows of all areas are by sex and
        age, and are all of a unit's listed; rows of an area are the same people again, of both sexes and all
        ages.
    unit_weights : DataFrame or None
        `unit`, `weight`, `period` ("" whenever), `value`.
    production : DataFrame or None
        `unit`, `period`, `output`, `of`, `area_kind`, `time`, `basis` ("" not known), `quantity` (float).
    payments : DataFrame or None
        `unit`, `period`, `part` ("" all together), `amount` (float, currency units).
    """

    lists: DataFrame | None = None
    unit_weights: DataFrame | None = None
    production: DataFrame | None = None
    payments: DataFrame | None = None

    @property
    def counting(self) -> bool:
        """Whether any of them counts persons or contacts."""
        return self.lists is not None or self.production is not None


EVERY_AREA = -1
"""Stands for all areas together, where lists are not parted by area."""
