"""Units of a few numbers each, to try models of reimbursement on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
from pandas import DataFrame

from geodata.contract.reimbursement_settings import Kind, Part
from geodata.reimbursement.basis import Basis, ListClass

NO_WORDS = {"sv": "", "en": ""}
PRODUCTION = {
    "unit": np.int64, "output": object, "of": object, "area_kind": object, "time": object, "basis": object,
    "quantity": np.float64,
}  # fmt: skip


def part(key: str, kind: Kind, price: str, **others: Any) -> Part:
    """A part without words."""
    return Part(key, kind, NO_WORDS, Decimal(price), NO_WORDS, **others)


def production(*rows: dict[str, object]) -> DataFrame:
    """Output of rows of a basis: what is not told is nothing in particular."""
    usual = {"output": "visits", "of": "", "area_kind": "", "time": "", "basis": ""}
    return DataFrame([usual | row for row in rows], columns=list(PRODUCTION)).astype(PRODUCTION)


def small_basis(persons: list[float], **others: Any) -> Basis:
    """A basis of units that stand 0, 1, 2 and so on, with so many listed and all open."""
    count = len(persons)
    usual: dict[str, Any] = {
        "units": np.arange(count),
        "classes": (ListClass("", 0, -1),),
        "lists": np.array(persons, dtype=float)[:, None],
        "weights": {},
        "production": production(),
        "indicators": {},
        "open": np.ones(count, dtype=bool),
        "operators": np.full(count, "", dtype=object),
        "contracts": {},
        "unit_kinds": {},
        "begun": np.ones(count, dtype=bool),
    }
    return Basis(**(usual | others))
