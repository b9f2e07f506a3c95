"""Whether models of reimbursement can be worked out from the tables that the region has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pandas import DataFrame, Series

from geodata.checks.paid_tables import FEWEST, OFF_MOST, elsewhere_and_other, named, periods_of
from geodata.checks.payment_around import Around, units_of
from geodata.checks.payment_scales import checked_means, checked_scales
from geodata.checks.people_tables import texts_of
from geodata.checks.sheet import Sheet
from geodata.contract.problems import Problems
from geodata.contract.region_toml import FILE_NAME
from geodata.contract.reimbursement_settings import Part, PaymentModel
from geodata.contract.reimbursement_toml import needed_tables
from geodata.contract.settings import RegionSettings


def checked_models(settings: RegionSettings, sheets: Mapping[str, Sheet], problems: Problems) -> None:
    """Report what keeps models from being worked out, and what they would be worked out wrongly from.

    Parameters
    ----------
    settings : RegionSettings
    sheets : mapping of str to Sheet
        Each checked by itself.
    problems : Problems
    """
    if "units" not in sheets:
        return
    around = Around(settings, sheets, problems)
    reported: set[tuple[str, ...]] = set()
    without_period = _without_period(around)
    for model in settings.reimbursement.models.values():
        if model.key in without_period:
            continue
        units = units_of(model, around)
        _words(model, around)
        if any("lists" in needed_tables(part) for part in model.parts):
            _without_list(model, units, around, reported)
        for part in model.parts:
            _weights(model, part, units, around, reported)
            if part.kind == "pot":
                _takers(model, part, units, around)
            if part.kind == "responsibility":
                _elsewhere(model, part, around, reported)
            checked_scales(model, part, around)
    checked_means(around)
    _outputs(around)
    _paid(around)


def _without_period(around: Around) -> set[str]:
    """Models that a table lacks the period of; payments of other periods are only not compared with."""
    lacking: dict[tuple[str, str], list[str]] = {}
    for key, model in around.settings.reimbursement.models.items():
        tables = {table for part in model.parts for table in needed_tables(part)} & {"lists", "production"}
        for table in sorted(tables | {"payments"}):
            periods = periods_of(around.sheets, table)
            if periods and model.period not in periods:
                lacking.setdefault((table, model.period), []).append(key)
    for (table, period), models in lacking.items():
        around.problems.add(
            "period_not_in_table",
            around.sheets[table].parts[0].settings.file,
            column="period",
            value=f"{period} ({', '.join(f'reimbursement.{key}' for key in models)})",
            expected=named(periods_of(around.sheets, table)[::-1]),
            severity="warning" if table == "payments" else "error",
        )
    return {key for (table, _), models in lacking.items() if table != "payments" for key in models}


def _words(model: PaymentModel, around: Around) -> None:
    """Report words of a model that its tables do not have."""
    every: tuple[PaymentModel | Part, ...] = (model, *model.parts)
    for each in every:
        part = each if isinstance(each, Part) else None
        wanted = [
            ("contracts", "contract", "contracts", each.contracts),
            ("contracts", "unit_kind", "unit_kinds", each.unit_kinds),
        ]
        if part is not None:
            outputs = (part.output,) if part.output else ()
            wanted += [
                ("production", "output", "output", outputs),
                ("production", "area_kind", "area_kinds", part.area_kinds),
            ]
        else:
            wanted += [("payments", "part", "paid", model.paid)]
        for table, column, key, words in wanted:
            frame = around.frame(table)
            if frame is None:
                continue
            there = sorted(set(texts_of(frame, column)) - {""})
            for word in words:
                if word not in there:
                    around.problems.add(
                        "not_in_table",
                        FILE_NAME,
                        column=around.at(model, part, key),
                        value=word,
                        expected=named(there) or ["-"],
                        severity="warning" if table == "payments" else "error",
                    )


def _without_list(
    model: PaymentModel, units: Sequence[str], around: Around, reported: set[tuple[str, ...]]
) -> None:
    lists = around.frame("lists")
    if lists is None or ("list", model.care_form, model.period) in reported:
        return
    reported.add(("list", model.care_form, model.period))
    listed = set(lists["unit_id"][(lists["period"] == model.period) & (lists["persons"] > 0)])
    without = [unit for unit in units if unit not in listed]
    if without:
        around.warn("unit_without_list", around.at(model), model.period, named(without), len(without))


def _values(model: PaymentModel, key: str, around: Around) -> Series | None:
    """Values of a weight by unit, of the model's period before those of none; None without the table."""
    frame = around.frame("unit_weights")
    if frame is None:
        return None
    period = texts_of(frame, "period")
    rows = frame[(frame["weight"] == key) & period.isin([model.period, ""])]
    rows = rows.assign(own=period == model.period).sort_values("own")
    return rows.drop_duplicates("unit_id", keep="last").set_index("unit_id")["value"]


def _weights(
    model: PaymentModel, part: Part, units: Sequence[str], around: Around, reported: set[tuple[str, ...]]
) -> None:
    """Report units that lack a weight of a part, once for each weight and period."""
    paid = set(units_of(model, around, part)) & set(units)
    for key in (*part.weights, part.weight):
        values = _values(model, key, around) if key else None
        mark = ("weight", key, model.care_form, model.period)
        if values is None or mark in reported:
            continue
        reported.add(mark)
        lacking = sorted(paid - set(values.index))
        if lacking:
            around.problems.add(
                "weights_missing",
                FILE_NAME,
                column=around.at(model, part),
                value=key,
                expected=named(lacking),
                severity="error" if len(lacking) == len(paid) else "warning",
                rows=len(lacking),
            )


def _takers(model: PaymentModel, part: Part, units: Sequence[str], around: Around) -> None:
    """Report a pot that no unit has points for."""
    values = _values(model, part.weight, around)
    if values is None or not len(values):
        return
    paid = values.reindex([unit for unit in units_of(model, around, part) if unit in set(units)]).dropna()
    threshold = float(part.threshold or 0)
    if len(paid) and not (paid > threshold).any():
        most = f"{paid.max():g}"
        around.warn("pot_without_takers", around.at(model, part), f"{part.price:f}", [most, f"{threshold:g}"])


def _elsewhere(model: PaymentModel, part: Part, around: Around, reported: set[tuple[str, ...]]) -> None:
    """Report output of own listed elsewhere that is not what other units gave to those of others."""
    production = around.frame("production")
    if production is None or ("elsewhere", part.output, model.period) in reported:
        return
    reported.add(("elsewhere", part.output, model.period))
    elsewhere, other = elsewhere_and_other(production, model.period, part.output)
    if abs(elsewhere - other) > max(FEWEST, OFF_MOST * max(elsewhere, other)):
        around.warn(
            "paid_elsewhere", around.at(model, part), f"elsewhere {elsewhere:g}", [f"other {other:g}"]
        )


def _outputs(around: Around) -> None:
    """Report names of outputs that nothing is produced of."""
    frame = around.frame("production")
    there = [] if frame is None else sorted(set(texts_of(frame, "output")) - {""})
    for key in around.settings.reimbursement.outputs:
        if key not in there:
            around.warn("not_in_table", f"outputs.{key}", key, named(there) or ["-"])


def _paid(around: Around) -> None:
    """Report payments that no model stands for: of other care forms' units, and of parts that none has."""
    frame = around.frame("payments")
    models = around.settings.reimbursement.models.values()
    if frame is None or not models:
        return
    file = around.sheets["payments"].parts[0].settings.file
    units = around.sheets["units"].frame
    forms = units.drop_duplicates("unit_id").set_index("unit_id")["care_form"]
    outside = ~frame["unit_id"].map(forms).isin({model.care_form for model in models})
    for column, value, rows in (
        ("unit_id", "unit_id", frame["unit_id"][outside]),
        *_parts_of_none(frame, forms, around),
    ):
        ids = sorted(set(rows))
        if ids:
            around.problems.add(
                "paid_elsewhere", file, column=column, value=value, expected=named(ids), severity="warning",
                rows=len(rows),
            )  # fmt: skip


def _parts_of_none(frame: DataFrame, forms: Series, around: Around) -> Iterator[tuple[str, str, Series]]:
    """Rows of a care form whose part no model of it has, where no model says which parts it stands for."""
    parts = texts_of(frame, "part")
    of_form = frame["unit_id"].map(forms)
    by_form: dict[str, list[PaymentModel]] = {}
    for model in around.settings.reimbursement.models.values():
        by_form.setdefault(model.care_form, []).append(model)
    for form, models in by_form.items():
        if any(model.paid for model in models):
            continue
        known = {key for model in models for key in model.keys} | {""}
        yield "part", f"part, {form}", parts[(of_form == form) & ~parts.isin(known)]
