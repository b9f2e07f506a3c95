"""What `region.toml` says of reimbursement: unit weights, outputs, models of parts, and who may see them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from geodata.contract.parts import KEY, keyed
from geodata.contract.payment_part_toml import PRICE_MOST, Surroundings, read_part
from geodata.contract.reimbursement_settings import (
    FOLLOWS,
    SCALES,
    JourneyCost,
    Output,
    Part,
    PaymentModel,
    Reimbursement,
    UnitWeight,
)
from geodata.contract.settings import RegionSettings
from geodata.contract.tables import the_table
from geodata.contract.toml_reader import TomlReader

MODELS_MOST, PARTS_MOST, WEIGHTS_MOST, OUTPUTS_MOST = 50, 40, 100, 100
_PERIOD = re.compile(r"\d{4}(Q[1-4]|-(0[1-9]|1[0-2]))?")
_NOUGHT: Final = Decimal(0)


def read_reimbursement(top: TomlReader, settings: RegionSettings) -> Reimbursement:
    """Every model, unit weight and output of the file, by key.

    Parameters
    ----------
    top : TomlReader
    settings : RegionSettings
        The rest of the file: care forms, indicators and tables that a model refers to.

    Returns
    -------
    Reimbursement
    """
    page = top.table("reimbursement_page")
    public = page.flag("public", default=True)
    page.finish()
    weights = {key: _unit_weight(key, each) for key, each in top.tables("unit_weights")}
    outputs = {key: _output(key, each) for key, each in top.tables("outputs")}
    model_tables = dict(top.tables("reimbursement"))
    for key, those, most in (
        ("unit_weights", weights, WEIGHTS_MOST),
        ("outputs", outputs, OUTPUTS_MOST),
        ("reimbursement", model_tables, MODELS_MOST),
    ):
        if len(those) > most:
            top.problem("impossible_number", key, len(those), "0", str(most))
    models = {key: _model(key, each, settings, weights, outputs) for key, each in model_tables.items()}
    tables = {the_table(key).name for key in settings.tables}
    if weights and "unit_weights" not in tables:
        top.problem("missing_payment_table", "unit_weights", "unit_weights")
    for key, model in models.items():
        for part in model.parts:
            for table in needed_tables(part):
                if table not in tables:
                    top.problem("missing_payment_table", f"reimbursement.{key}.parts.{part.key}", table)
    return Reimbursement(models, weights, public, outputs)


def needed_tables(part: Part) -> tuple[str, ...]:
    """Names of the tables that a part cannot be worked out without."""
    listed = part.kind in ("per_person", "above", "pot", "target", "coverage")
    lists = listed or (part.kind == "floor" and part.per_person)
    return (
        *(("lists",) if lists else ()),
        *(("production",) if part.output else ()),
        *(("indicators",) if part.goals else ()),
        *(("contracts",) if part.contracts or part.unit_kinds else ()),
    )


def _unit_weight(key: str, reader: TomlReader) -> UnitWeight:
    weight = UnitWeight(
        key=keyed(key, reader),
        name=reader.words("name", required=True),
        scale=reader.choice("scale", SCALES, SCALES[0], required=True),
        follows=reader.choice("follows", FOLLOWS, FOLLOWS[0], required=True),
        source=reader.words("source", required=True),
    )
    reader.finish()
    return weight


def _output(key: str, reader: TomlReader) -> Output:
    output = Output(
        key=keyed(key, reader),
        name=reader.words("name", required=True),
        unit=reader.words("unit", required=True),
    )
    reader.finish()
    return output


def _model(
    key: str,
    reader: TomlReader,
    settings: RegionSettings,
    weights: dict[str, UnitWeight],
    outputs: dict[str, Output],
) -> PaymentModel:
    source = reader.words("source", required=True)
    parts: dict[str, Part] = {}
    for each in reader.array("parts", PARTS_MOST):
        part_key = each.content.get("key")
        if isinstance(part_key, str) and KEY.fullmatch(part_key) and part_key not in parts:
            each.path = f"{reader.dotted('parts')}.{part_key}"  # a name says more than a number
        part = read_part(each, Surroundings(weights, settings.indicators, parts, source, outputs))
        parts.setdefault(part.key, part)
    if not parts:
        reader.problem("missing_key", "parts")
    model = PaymentModel(
        key=keyed(key, reader),
        name=reader.words("name", required=True),
        care_form=reader.choice("care_form", settings.care_forms, "", required=True),
        period=_period(reader),
        begins=reader.day("begins"),
        ends=reader.day("ends"),
        source=source,
        parts=tuple(parts.values()),
        contracts=reader.strings("contracts"),
        unit_kinds=reader.strings("unit_kinds"),
        scaled=reader.strings("scaled"),
        compared_from=reader.decimal("compared_from", _NOUGHT, _NOUGHT, PRICE_MOST),
        paid=reader.strings("paid"),
        journey=_journey(reader.table("journey")) if "journey" in reader.content else None,
    )
    for scaled in model.scaled:
        if scaled not in parts:
            reader.problem("unknown_choice", "scaled", scaled, *parts)
    if model.begins and model.ends and model.ends < model.begins:
        reader.problem("dates_in_wrong_order", "ends", model.ends, model.begins.isoformat())
    reader.finish()
    return model


def _period(reader: TomlReader) -> str:
    value = reader.get("period", required=True)
    text = str(value if value is not None else "")
    if value is not None and (isinstance(value, bool) or not _PERIOD.fullmatch(text)):
        reader.problem("not_a_period", "period", value, "2025", "2025Q3", "2025-07")
    return text


def _journey(reader: TomlReader) -> JourneyCost:
    cost = JourneyCost(
        visits=reader.decimal("visits", _NOUGHT, _NOUGHT, Decimal(1000), required=True),
        share=reader.decimal("share", Decimal(1), _NOUGHT, Decimal(1), required=True),
        price=reader.decimal("price", _NOUGHT, _NOUGHT, PRICE_MOST, required=True),
        source=reader.words("source", required=True),
    )
    reader.finish()
    return cost
