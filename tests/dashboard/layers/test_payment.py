"""The layer of payment: circles by area, filled, open or a dot; legend, hover and table tell the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from geopandas import GeoSeries

from dashboard.components.layer_switch import legend_parts
from dashboard.drawing.legend import symbol
from dashboard.drawing.marks import gain_mark
from dashboard.drawing.tokens import palette
from dashboard.layers import layers_of
from dashboard.layers.base import Figure
from dashboard.layers.payment import DOT, LARGEST_CHANGE, LESS, MORE, SAME, UNKNOWN, Payment
from dashboard.layers.tariff_words import PAY_BY, TariffWords
from dashboard.layers.unit_signs import UnitSigns
from dashboard.layers.units import HIDDEN, SHOWN
from dashboard.map.hover import unit_hover
from dashboard.map.payload import sign_columns
from dashboard.map.view import map_view
from dashboard.question.display import read_display
from dashboard.words.layers import layer_missing, legend_text, swatch_text
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import every, whole_region
from geodata.measures.payment import payment_measures
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario, parse
from tests.toy_payment import toy_payment_region
from tests.toy_region import toy_region

FLAT = TariffWords(model="flat")
NORTH, REHAB, SOUTH = range(3)


@pytest.fixture(scope="module")
def toy() -> Assessment:
    return of(toy_payment_region())


def of(region: Region) -> Assessment:
    return assess(region, default_scenario(region))


def signs(assessment: Assessment, layer: Payment) -> UnitSigns:
    found = layer.values(assessment, whole_region(assessment))["signs"]
    assert isinstance(found, UnitSigns)
    return found


def test_north_loses_and_south_gains_by_the_flat_model(toy: Assessment) -> None:
    found = signs(toy, Payment(FLAT))
    assert found.classes is not None
    assert found.classes.tolist() == [LESS, UNKNOWN, MORE]
    columns = sign_columns(found)
    assert [columns["colours"][at] for at in columns["classes"]] == ["less", "", "more"]


def test_only_units_that_are_paid_are_drawn(toy: Assessment) -> None:
    state = np.asarray(Payment(FLAT).values(toy, whole_region(toy))["state"])
    assert state.tolist() == [SHOWN, HIDDEN, SHOWN]


def test_the_area_of_a_circle_is_in_proportion_to_the_money(toy: Assessment) -> None:
    radii = signs(toy, Payment(FLAT)).radii
    assert radii is not None
    assert radii[NORTH] == LARGEST_CHANGE
    assert (radii[SOUTH] / radii[NORTH]) ** 2 == pytest.approx(40 / 93)


@pytest.mark.parametrize(
    ("by", "ratio"), [("change_share", (40 / 2560) / (93 / 1393)), ("change_per_listed", 20 / 93)]
)
def test_by_per_cent_and_per_listed_the_area_is_in_proportion_to_that(
    toy: Assessment, by: str, ratio: float
) -> None:
    radii = signs(toy, Payment(FLAT, by)).radii
    assert radii is not None
    assert (radii[SOUTH] / radii[NORTH]) ** 2 == pytest.approx(ratio)


def test_a_change_of_half_a_per_cent_is_a_dot_and_more_is_not(toy: Assessment) -> None:
    """Half a per cent of north's 1,393,000 is 6,965; of south's 2,560,000 it is 12,800."""
    for base, north, south in ((16_965, SAME, SAME), (16_966, LESS, SAME), (22_801, MORE, MORE)):
        found = Payment(TariffWords(prices=f"base:{base}")).classes(toy)
        assert found.tolist() == [MORE if north != SAME else SAME, UNKNOWN, south], base
    less = Payment(TariffWords(prices="base:3035"))
    assert less.classes(toy).tolist() == [SAME, UNKNOWN, SAME], "6,965 less is half a per cent too"
    radii = signs(toy, less).radii
    assert radii is not None
    assert radii[[NORTH, SOUTH]].tolist() == [DOT, DOT]
    assert Payment(TariffWords(prices="base:3034")).classes(toy).tolist() == [LESS, UNKNOWN, SAME]


def test_the_legend_counts_the_units_and_says_the_largest(toy: Assessment) -> None:
    legend = Payment(FLAT).legend(toy)
    assert [(swatch.symbol, swatch.count) for swatch in legend.swatches] == [
        ("pay-more", 1),
        ("pay-less", 1),
        ("pay-same", 0),
    ]
    title, note = legend_text(legend, words("sv"))
    assert title == "Skillnad mot idag: antal enheter"
    assert note == "Ytan visar pengar. Störst: 93\u202f000 kr."
    assert swatch_text(legend.swatches[2], words("sv")).startswith("inom ±0,5")


def test_the_legend_names_another_model_that_is_compared_with(toy: Assessment) -> None:
    legend = Payment(TariffWords(against="flat")).legend(toy)
    assert "Lika för alla".lower() in legend_text(legend, words("sv"))[0].lower()


def test_where_nothing_changes_the_legend_says_so(toy: Assessment) -> None:
    legend = Payment().legend(toy)
    assert [swatch.count for swatch in legend.swatches] == [0, 0, 2]
    assert legend_text(legend, words("en"))[1] == "No unit gains or loses."


def test_a_unit_without_a_place_is_counted_and_is_in_the_table_but_not_on_the_map(toy: Assessment) -> None:
    units = toy.region.units.copy()
    points = list(units.geometry)
    points[SOUTH] = None
    units = units.set_geometry(GeoSeries(points, index=units.index, crs=units.crs))
    units["area"] = np.where(np.arange(3) == SOUTH, -1, units["area"])
    nowhere = of(replace(toy.region, units=units))
    layer = Payment(FLAT)
    assert np.asarray(layer.values(nowhere, whole_region(nowhere))["state"]).tolist()[SOUTH] == HIDDEN
    legend = layer.legend(nowhere)
    assert [swatch.count for swatch in legend.swatches] == [1, 1, 0, 1]
    table = layer.table(nowhere, whole_region(nowhere))
    assert list(table.ids) == ["u-south", "u-north"]
    assert table.values["municipality"][0] == "why.no_place"
    assert symbol(legend.swatches[3].symbol, palette("light"), 0, 0, 13) == ""


def test_the_table_has_the_largest_gains_first_and_the_losses_last(toy: Assessment) -> None:
    table = Payment(FLAT).table(toy, whole_region(toy))
    assert list(table.ids) == ["u-south", "u-north"]
    assert np.asarray(table.values["payment_change"]).tolist() == [40_000, -93_000]
    assert np.asarray(table.values["payment_listed"]).tolist() == [2000, 1000]
    assert np.asarray(table.values["payment_before"]).tolist() == [2_560_000, 1_393_000]
    assert np.asarray(table.values["payment_change_per_listed"]).tolist() == [20, -93]


@pytest.mark.parametrize("by", ["before", "after"])
def test_what_is_paid_is_graded_from_the_least_to_the_most(toy: Assessment, by: str) -> None:
    found = signs(toy, Payment(FLAT, by))
    assert found.classes is not None
    assert found.radii is not None
    assert not found.paints
    assert found.classes[NORTH] < found.classes[SOUTH]
    assert found.radii[NORTH] < found.radii[SOUTH]


@pytest.mark.parametrize("by", PAY_BY)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_has_a_legend_in_words(toy: Assessment, by: str, language: str) -> None:
    legend = Payment(FLAT, by).legend(toy)
    assert legend_parts(legend, words(language))
    assert all(swatch_text(swatch, words(language)) for swatch in legend.swatches)
    assert sum(swatch.count or 0 for swatch in legend.swatches if swatch.count is not None) == 2


def test_three_figures_are_told_of_the_unit_that_is_pointed_at(toy: Assessment) -> None:
    found = unit_hover(toy, Payment(FLAT), words("sv"))
    assert [figure.label for figure in found] == ["Idag", "Förslag", "Skillnad"]
    assert [figure.values[NORTH] for figure in found] == [1_393_000, 1_300_000, -93_000]
    assert found[2].kind == "currency_change"
    share = unit_hover(toy, Payment(FLAT, "change_share"), words("sv"))
    assert share[2].kind == "share_change"
    assert share[2].values[NORTH] == pytest.approx(-93 / 1393)


def test_the_map_draws_payment_in_place_of_plain_units(toy: Assessment) -> None:
    record = {"question": "payment", "layers": "units,payment", "model": "flat"}
    view = map_view(toy, whole_region(toy), read_display(record), words("sv"))
    assert isinstance(view.units_layer, Payment)
    assert view.units is not None
    assert view.units.signs is not None
    assert view.units.signs.paints
    bare = of(toy_region())
    plain = map_view(bare, whole_region(bare), read_display(record), words("sv"))
    assert plain.units_layer is not None
    assert plain.units_layer.key == "units", "a region without models has its units"


def test_a_region_without_models_has_no_such_layer(toy: Assessment) -> None:
    assert "payment" in {layer.key for layer in layers_of(toy.region)}
    assert "payment" not in {layer.key for layer in layers_of(toy_region())}


def test_a_care_form_without_a_model_says_why(toy: Assessment) -> None:
    rehab = assess(toy.region, parse(toy.region, {"care_form": "rehab"}))
    layer = Payment(FLAT)
    assert not layer.available(rehab)
    assert layer_missing(layer, rehab, words("sv"))
    assert layer.table(rehab, whole_region(rehab)).empty == layer.legend(rehab).note


def test_the_signs_tell_the_measure_that_is_chosen(toy: Assessment) -> None:
    for by in PAY_BY:
        measure = payment_measures((("model", "flat"),))[f"payment_{by}"]
        layer = Payment(FLAT, by)
        assert layer.shows is measure
        values = measure.counts(toy, every(toy, "unit")).value
        assert np.isnan(values[REHAB])


def test_a_ring_is_open_and_a_disc_is_filled_so_that_colour_is_not_the_only_sign() -> None:
    light = palette("light")
    assert 'fill="none"' in gain_mark("less", 0, 0, 10, light)
    assert light.of("pay-less") in gain_mark("less", 0, 0, 10, light)
    assert f'fill="{light.of("pay-more")}"' in gain_mark("more", 0, 0, 10, light)
    assert f'r="{DOT:g}' in gain_mark("same", 0, 0, 10, light), "a dot stays one where it can be pressed"


def test_most_of_a_legend_is_money(toy: Assessment) -> None:
    most = Payment(FLAT).legend(toy).values["most"]
    assert isinstance(most, Figure)
    assert (most.value, most.kind) == (93_000, "money")
