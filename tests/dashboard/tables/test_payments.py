"""How tables of payment look: signs, thousands, both ends of a long one, and units that stand nowhere."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from geopandas import GeoSeries

from dashboard.components.data_table import data_table
from dashboard.components.markup import Markup
from dashboard.layers.base import Column, Table
from dashboard.layers.tariff_words import TariffWords
from dashboard.tables.row_shapes import row_shapes
from dashboard.tables.rows import rows_of
from dashboard.tables.tables import table_of
from dashboard.words.words import words
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of, whole_region
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.toy_payment import toy_payment_region

SV = words("sv")
FLAT = TariffWords(model="flat")


@pytest.fixture(scope="module")
def toy() -> Assessment:
    return of(toy_payment_region())


def of(region: Region) -> Assessment:
    return assess(region, default_scenario(region))


def notes(markup: Markup) -> list[str]:
    """Every text of some markup, in order."""
    if isinstance(markup, str):
        return [markup]
    return [text for part in markup[2:] for text in notes(part)]


def page(table: Table, length: int = 50, sort: str = "") -> list[str]:
    return notes(data_table(table, rows_of(table, SV, sort, "", length), SV))


def test_differences_have_a_sign_and_a_way_and_money_is_in_thousands(toy: Assessment) -> None:
    found = page(table_of(toy, whole_region(toy), "payment", tariff=FLAT))
    assert "Skillnad, tkr" in found
    assert "▲ +40" in found
    assert "▼ −93" in found
    assert "+1,6\u202f%" in found
    assert any(text.startswith("−93") and text.endswith("kr") and "," not in text for text in found)
    assert "1\u202f393" in found


def test_nothing_that_differs_has_neither_sign_nor_way(toy: Assessment) -> None:
    found = page(table_of(toy, whole_region(toy), "payment"))
    assert "±0" in found
    assert not any("▲" in text or "▼" in text for text in found)


@pytest.mark.parametrize(
    ("value", "text"),
    [(4_546_123.0, "▲ +4\u202f546"), (9_500.0, "▲ +9,5"), (40.0, "±0,0"), (0.0, "±0"), (-60.0, "▼ −0,1")],
)
def test_so_little_that_whole_thousands_would_hide_it_has_a_decimal(value: float, text: str) -> None:
    column = Column("gap", "column.paid_change", "currency", thousands=True, signed=True)
    table = Table("layer.payment.table", "kpi", ["one"], (column,), {"gap": [value]})
    assert page(table)[-1] == text


def long_table(count: int, between: str = "payment.units_between") -> Table:
    column = Column("gap", "column.paid_change", "currency", thousands=True, signed=True)
    values = np.linspace(1e6, -1e6, count)
    return Table(
        "layer.payment.table",
        "kpi",
        [str(at) for at in range(count)],
        (column,),
        {"gap": values},
        between=between,
    )


def test_a_long_table_of_gains_and_losses_has_both_ends_and_counts_those_between() -> None:
    rows = rows_of(long_table(194), SV, "", "", 8)
    assert list(rows.at) == [0, 1, 2, 3, 190, 191, 192, 193]
    assert rows.gap == 4
    assert "186 enheter däremellan" in page(long_table(194), 8)


def test_a_table_that_is_sorted_searched_or_short_has_no_gap() -> None:
    assert rows_of(long_table(194), SV, "gap.up", "", 8).gap == 0
    assert rows_of(long_table(8), SV, "", "", 8).gap == 0
    assert rows_of(long_table(194, ""), SV, "", "", 8).gap == 0
    assert list(rows_of(long_table(194, ""), SV, "", "", 8).at) == list(range(8))


def test_units_that_stand_in_no_municipality_are_a_row_without_a_place(toy: Assessment) -> None:
    units = toy.region.units.copy()
    points = [*units.geometry[:2], None]
    units = units.set_geometry(GeoSeries(points, index=units.index, crs=units.crs))
    units["area"] = [*units["area"].to_numpy()[:2], -1]
    nowhere = of(replace(toy.region, units=units))
    table = table_of(nowhere, whole_region(nowhere), "payment_municipalities", tariff=FLAT)
    assert list(table.ids) == ["M1", "-"]
    assert np.asarray(table.values["payment_change"]).tolist() == [-93_000, 40_000]
    assert table.targets is not None
    assert list(table.targets) == [("muni", "M1"), ("", "")]
    shapes = row_shapes(table, nowhere)
    assert shapes[0] is not None
    assert shapes[1] is None
    assert "utan kommun i regionen" in page(table)


def test_a_place_s_table_has_its_units_alone(toy: Assessment) -> None:
    table = table_of(toy, place_of(toy, "area", "A1"), "payment", tariff=FLAT)
    assert list(table.ids) == ["u-north"]
    parts = table_of(toy, place_of(toy, "area", "A1"), "payment_parts", tariff=FLAT)
    assert np.asarray(parts.values["payment_before"]).tolist()[-1] == 1_393_000


def test_a_part_s_row_says_what_its_price_is_of(toy: Assessment) -> None:
    parts = table_of(toy, whole_region(toy), "payment_parts", tariff=FLAT)
    prices = dict(zip(parts.ids, parts.values["paid_per"], strict=True))
    assert prices["visits"] == {"sv": "kr per besök", "en": "kr per visit"}
    assert prices["age"] == {"sv": "kr per listad, 12 gånger", "en": "kr per listed person, 12 times"}


def test_the_fit_is_of_today_s_model_whatever_is_proposed(toy: Assessment) -> None:
    plain, flat = (
        table_of(toy, whole_region(toy), "payment_fit", tariff=each) for each in (TariffWords(), FLAT)
    )
    assert list(plain.ids) == list(flat.ids)
    assert np.asarray(flat.values["predicted"]).tolist() == [2_560_000, 1_393_000]
    assert np.asarray(flat.values["ratio"]).tolist() == [2_520 / 2_560, 1]


def test_a_price_has_the_decimals_that_it_has() -> None:
    assert SV.value(214.13, "price") == "214,13"
    assert SV.value(1270.0, "price") == "1\u202f270"
    assert SV.value(1270.123456, "price") == "1\u202f270,1235"
