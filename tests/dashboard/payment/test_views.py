"""Drawings of payment: dots and bars where the numbers put them, and the table says the same."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.layers.tariff_words import AS_IT_IS, TariffWords
from dashboard.payment.fit_chart import fit_chart
from dashboard.payment.spread_chart import spread_chart, spread_of
from dashboard.payment.views import DRAWN
from dashboard.tables.payments import payment_of_key
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import place_of
from geodata.scenario.scenario import default_scenario
from tests.dashboard.needs.test_views import elements, of_class, text
from tests.dashboard.payment.test_panel import FLAT, figures
from tests.toy_payment import toy_payment_region


@pytest.fixture(scope="module")
def toy() -> Assessment:
    region = toy_payment_region()
    return assess(region, default_scenario(region))


def test_a_unit_on_the_line_is_as_far_up_as_along() -> None:
    sums = np.array([1e8, 1e9])
    chart = [fit_chart(sums, sums, np.array([True, True]), ["a", "b"], words("en"))]
    first = of_class(chart, "pay-dots")[0][1]["d"]
    assert first == "M62.0 178.0h0 M346.0 10.0h0"
    assert not of_class(chart, "is-off")
    assert not of_class(chart, "pay-name"), "none deviates"


def test_those_that_deviate_most_are_named_and_drawn_apart() -> None:
    paid = np.array([1e8, 2e8, 4e8, 8e8])
    predicted = paid * np.array([1.0, 1.05, 0.5, 1.01])
    near = np.array([True, False, False, True])
    chart = [fit_chart(predicted, paid, near, ["a", "b", "c", "d"], words("en"))]
    assert [text(each) for each in of_class(chart, "pay-name")] == ["c", "b"]
    assert [each[1]["d"].count("M") for each in of_class(chart, "is-off")] == [2, 2]


def test_units_are_counted_from_nothing_outwards() -> None:
    found = spread_of(np.array([0.0, 0.004, 0.01, 0.011, -0.05, -0.1, np.nan]))
    assert (found.end, found.same, found.beyond) == (0.1, 1, 0)
    assert found.gaining.tolist() == [2, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    assert found.losing.tolist() == [0, 0, 0, 0, 1, 0, 0, 0, 0, 1]


def test_what_is_far_out_stands_in_the_last_bar() -> None:
    shares = np.concatenate([np.full(99, 0.03), [4.0]])
    found = spread_of(shares)
    assert (found.end, found.beyond, found.gaining[-1]) == (0.05, 1, 1)
    assert found.gaining.sum() == len(shares)


def test_bars_of_those_that_lose_are_striped() -> None:
    chart = [spread_chart(spread_of(np.array([0.05, -0.05, 0.0])), words("en"))]
    assert [len(of_class(chart, css)) for css in ("is-more", "is-less", "is-same")] == [1, 1, 1]
    assert [each[1]["id"] for each in elements(chart) if each[0] == "pattern"] == ["pay-stripes"]


@pytest.mark.parametrize("key", DRAWN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_drawing_is_for_the_eye_alone_and_its_table_has_rows(
    toy: Assessment, key: str, language: str
) -> None:
    view = DRAWN[key](figures(toy, FLAT, language=language))
    assert {each[1].get("aria-hidden") for each in of_class(view, "pay-chart")} == {"true"}
    assert payment_of_key(toy, place_of(toy, "region"), key, FLAT).ids


def test_the_note_counts_those_that_deviate(toy: Assessment) -> None:
    region = toy.region
    assert region.payments is not None
    assert "0 of 2 units deviate" in text(DRAWN["payment_fit"](figures(toy)))
    assert "nobody has been paid by it" in text(DRAWN["payment_fit"](figures(toy, FLAT)))


def test_the_table_of_the_spread_counts_up_and_down(toy: Assessment) -> None:
    table = payment_of_key(toy, place_of(toy, "region"), "payment_spread", FLAT)
    assert [table.values[key].tolist() for key in ("gaining", "losing", "moving", "moving_share")] == [
        [0, 0, 0], [1, 1, 0], [1, 1, 0], [0.5, 0.5, 0.0]
    ], "1.6 per cent up and 6.7 down"  # fmt: skip


def test_where_nothing_changes_the_spread_is_a_sentence(toy: Assessment) -> None:
    assert text(DRAWN["payment_spread"](figures(toy, AS_IT_IS))) == words("en")("payment_panel.spread.none")
    assert not DRAWN["payment_spread"](figures(toy, TariffWords(budget="100")))
