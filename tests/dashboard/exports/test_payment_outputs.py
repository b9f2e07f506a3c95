"""A figure of payment is the same in map, hover, table, file, report and API, however it is asked for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import pytest
from openpyxl import load_workbook

from dashboard.api.collections import collections_of
from dashboard.exports.table_files import TABLE_KINDS, table_file
from dashboard.layers import by_measure, layers_of
from dashboard.layers.payment import Payment
from dashboard.layers.tariff_words import PAY_BY, TariffWords
from dashboard.map.hover import unit_hover
from dashboard.question.request import Request, request_of
from dashboard.tables.figure_lines import table_records
from dashboard.tables.payments import PAYMENT_TABLES
from dashboard.tables.report import report, to_csv
from dashboard.tables.tables import table_keys, table_of
from dashboard.words.words import words
from geodata.checks.open_region import open_region
from geodata.contract.settings import RegionSettings
from geodata.focus.places import every, whole_region
from geodata.measures.payment import payment_measures
from geodata.measures.reform_of_units import pays
from geodata.publish.build import computed
from geodata.region.region import Region
from tests.demo_region import protected_demo
from tests.toy_payment import toy_payment_region
from tests.toy_region import toy_region

REGION = toy_payment_region()
FLAT = {"model": "flat"}
TARIFFS = (
    FLAT,
    {"prices": "cni:630"},
    {"prices": "age:off,flat.each:900", "budget": "neutral", "scaled": "cni"},
    {"prices": "cni:0", "floor": "5", "floor_by": "payer"},
)
OF_UNITS = (
    "payment_before", "payment_after", "payment_change", "payment_change_share", "payment_change_per_listed",
)  # fmt: skip


def asked(region: Region = REGION, language: str = "sv", **record: str) -> Request:
    return request_of(region, words(language), record, record)


def csv_rows(request: Request, key: str, record: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Numbers of a table's CSV by id and key of the column, as another program reads them."""
    file = table_file(request, key, record)
    text = TABLE_KINDS["csv"][0](file).decode("utf-8-sig")
    heads = ["id", *(column.key for column in file.table.columns)]
    found = {}
    for row in list(csv.reader(io.StringIO(text), delimiter=";"))[1:]:
        cells = dict(zip(heads, row, strict=False))
        found[cells["id"]] = {name: _number(cells[name]) for name in heads if name.startswith("payment_")}
    return found


def _number(text: str) -> float:
    return float(text.replace(",", ".")) if text else np.nan


def units_told(
    request: Request, record: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, dict[str, float]]]]:
    """Every way that the figures of units are told: by unit and key of the figure."""
    assessment, tariff = request.assessment, TariffWords(**record)
    given = tuple(record.items())
    places = every(assessment, "unit")
    measured = {key: payment_measures(given)[key].counts(assessment, places).value for key in OF_UNITS}
    paid = [id_ for at, id_ in enumerate(places.ids) if not np.isnan(measured["payment_before"][at])]
    yield "measure", {id_: {key: measured[key][places.position[id_]] for key in OF_UNITS} for id_ in paid}
    hover: dict[str, dict[str, float]] = {id_: {} for id_ in paid}
    for by in PAY_BY:
        layer = Payment(tariff, by)
        before, after, differs = unit_hover(assessment, layer, request.words)
        last = f"payment_{by}" if layer.differs else "payment_change"
        for key, figure in zip(
            ("payment_before", "payment_after", last), (before, after, differs), strict=True
        ):
            for id_ in paid:
                hover[id_][key] = figure.values[places.position[id_]]
    yield "hover", hover
    table = table_of(assessment, whole_region(assessment), "payment", tariff=tariff)
    yield (
        "table",
        {
            id_: {key: float(table.values[key][at]) for key in OF_UNITS}  # type: ignore[arg-type]
            for at, id_ in enumerate(table.ids)
        },
    )
    yield (
        "csv",
        {id_: {k: row[k] for k in OF_UNITS} for id_, row in csv_rows(request, "payment", record).items()},
    )
    file = table_file(request, "payment", record)
    sheet = load_workbook(io.BytesIO(TABLE_KINDS["xlsx"][0](file)), read_only=True).worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] in paid]
    heads = ["id", *(column.key for column in file.table.columns)]
    yield (
        "xlsx",
        {str(row[0]): {k: float(dict(zip(heads, row, strict=False))[k]) for k in OF_UNITS} for row in rows},
    )  # type: ignore[arg-type]
    records = table_records(table, assessment, request.words)["rows"]
    yield "json", {row["id"]: {key: row[key] for key in OF_UNITS} for row in records}  # type: ignore[union-attr,index,attr-defined]
    yield (
        "report",
        {
            id_: {
                line["key"]: line["value"]
                for line in report(
                    assessment, asked(request.region, unit=id_).focus, request.words, tariff=tariff
                )["payment"]["kpis"]  # type: ignore[index]
                if line["key"] in OF_UNITS
            }
            for id_ in paid
        },
    )


@pytest.mark.parametrize("record", TARIFFS)
def test_a_unit_s_figures_are_the_same_wherever_they_are_told(record: dict[str, str]) -> None:
    told = dict(units_told(asked(), record))
    assert set(told) == {"measure", "hover", "table", "csv", "xlsx", "json", "report"}
    for way, figures in told.items():
        assert set(figures) == {"u-north", "u-south"}, way
        for id_, of_unit in figures.items():
            for key, value in of_unit.items():
                assert value == pytest.approx(told["measure"][id_][key], abs=1e-6), (way, id_, key)


@pytest.mark.parametrize("record", TARIFFS)
def test_every_table_s_sums_are_the_region_s_figures(record: dict[str, str]) -> None:
    request, given = asked(), tuple(record.items())
    whole = whole_region(request.assessment)
    figures = {
        key: payment_measures(given)[key].read(request.assessment, whole).value
        for key in ("payment_before", "payment_after", "payment_change")
    }
    for key in ("payment", "payment_municipalities", "payment_operators", "payment_fifths"):
        table = table_of(request.assessment, whole, key, tariff=TariffWords(**record))
        for name, value in figures.items():
            total = sum(map(float, table.values[name]))  # type: ignore[arg-type]
            assert total == pytest.approx(value, abs=0.001), (key, name)
    parts = table_of(request.assessment, whole, "payment_parts", tariff=TariffWords(**record))
    for name, value in figures.items():
        *each, whole_sum = map(float, parts.values[name])  # type: ignore[arg-type]
        assert whole_sum == pytest.approx(value, abs=0.001)
        assert sum(each) == pytest.approx(value, abs=0.001), name


def test_the_interface_has_today_s_payment_of_units_and_municipalities_and_the_fit() -> None:
    found = collections_of(REGION)
    assert {"payment-gp", "payment_municipalities-gp", "payment_fit-gp"} <= set(found)
    assert "payment-rehab" not in found
    table = found["payment-gp"].table
    assert sum(map(float, table.values["payment_after"])) == 3_953_000  # type: ignore[arg-type]
    fit = found["payment_fit-gp"].table
    assert list(fit.ids) == ["u-south", "u-north"], "40,000 too much, and nothing"
    assert np.asarray(fit.values["gap"]).tolist() == [40_000, 0]
    assert not any(key.startswith("payment") for key in collections_of(toy_region()))


def test_a_file_says_its_model_in_words() -> None:
    for key in ("payment", *PAYMENT_TABLES):
        about = dict(table_file(asked(), key, {"prices": "cni:630"}).about)
        said = about["Ersättningsmodell"]
        assert ("630" in said) == (key != "payment_fit"), "what was paid is held against today's model"
        assert "Dagens modell" in said
    assert "Ersättningsmodell" not in dict(table_file(asked(), "units", {"prices": "cni:630"}).about)


def test_two_tariffs_have_files_of_two_names() -> None:
    names = {table_file(asked(), "payment", record).name for record in TARIFFS}
    assert len(names) == len(TARIFFS)


def test_the_parts_have_their_prices_and_say_where_there_is_none() -> None:
    table = table_of(
        asked().assessment, whole_region(asked().assessment), "payment_parts", tariff=TariffWords("flat")
    )
    rows = dict(
        zip(
            table.ids,
            zip(table.values["price_before"], table.values["price_after"], strict=True),
            strict=True,
        )
    )
    assert rows["cni"] == (200, "payment.no_such_part")
    assert rows["each"] == ("payment.no_such_part", 1300)
    assert rows["all"] == ("payment.sum", "payment.sum")


def test_a_report_has_every_figure_its_parts_and_the_model_in_words() -> None:
    request = asked()
    found = report(request.assessment, request.focus, request.words, tariff=TariffWords(prices="cni:630"))
    paid = found["payment"]
    assert [line["key"] for line in paid["kpis"]] == list(payment_measures())  # type: ignore[index]
    assert "630" in paid["words"]  # type: ignore[index]
    assert [row["id"] for row in paid["parts"]][-1] == "all"  # type: ignore[index]
    assert json.dumps(found)
    assert "payment_moved" in to_csv(found, request.words)


def test_a_region_without_models_or_that_shows_none_has_no_trace_of_payment() -> None:
    for region in (toy_region(), hidden()):
        request = asked(region)
        assert not pays(region)
        assert report(request.assessment, request.focus, request.words)["payment"] is None
        assert not any("payment" in key for key in table_keys(region))
        assert not any("payment" in layer.key for layer in layers_of(region))
        assert not any("payment" in key for key in collections_of(region))
        table = table_of(request.assessment, whole_region(request.assessment), "payment_parts")
        assert not len(table.ids)
        assert request.words(table.empty)


def hidden() -> Region:
    """The toy whose settings say that nobody may see what units are paid."""
    settings: RegionSettings = REGION.settings
    return replace(
        REGION, settings=replace(settings, reimbursement=replace(settings.reimbursement, public=False))
    )


def test_a_care_form_without_a_model_says_so_in_every_output() -> None:
    request = asked(form="rehab")
    found = report(request.assessment, request.focus, request.words)["payment"]
    assert found["missing"]  # type: ignore[index]
    assert found["kpis"] == []  # type: ignore[index]
    for key in PAYMENT_TABLES:
        table = table_of(request.assessment, whole_region(request.assessment), key)
        assert not len(table.ids)
        assert request.words(table.empty)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return computed(open_region(protected_demo("09", tmp_path_factory.mktemp("demo"))))


def test_on_the_demo_every_figure_is_the_same_and_groups_add_up(demo: Region) -> None:
    region, request = demo, asked(demo)
    assert pays(region)
    assessment, whole = request.assessment, whole_region(request.assessment)
    part = next(iter(region.settings.reimbursement.models.values())).parts[0]
    record = {"prices": f"{part.key}:{part.price * 2}"}
    given = tuple(record.items())
    total = payment_measures(given)["payment_change"].read(assessment, whole).value
    assert total
    rows = csv_rows(request, "payment", record)
    assert sum(row["payment_change"] for row in rows.values()) == pytest.approx(total, abs=0.01)
    for key in ("payment_municipalities", "payment_operators", "payment_fifths"):
        table = table_of(assessment, whole, key, tariff=TariffWords(**record))
        assert sum(map(float, table.values["payment_change"])) == pytest.approx(total, abs=0.01), key  # type: ignore[arg-type]
    layer = next(
        each for each in by_measure(layers_of(region), tariff=TariffWords(**record)) if each.key == "payment"
    )
    counts = [swatch.count or 0 for swatch in layer.legend(assessment).swatches]
    assert sum(counts[:3]) == len(rows)
    for id_ in list(rows)[:3]:
        focus = asked(region, unit=id_).focus
        line = payment_measures(given)["payment_change"].read(assessment, focus).value
        assert line == pytest.approx(rows[id_]["payment_change"], abs=1e-6)
