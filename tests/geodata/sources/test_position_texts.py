"""Places written as one text are read as their numbers, or not at all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import Series

from geodata.sources.position_texts import positions

METRES = (1270642.0, 6402006.0)
DEGREES = (11.97456, 57.70887)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("X: 6402006, Y: 1270642", METRES),
        ("x=6402006 y=1270642", METRES),
        ("Y: 1270642 X: 6402006", METRES),
        ("N 6402006 E 1270642", METRES),
        ("N6402006, E1270642", METRES),
        ("E 1 270 642; N 6 402 006", METRES),
        ("6402006, 1270642", METRES),
        ("6402006 1270642", METRES),
        ("6402006,1270642", METRES),
        ("6402006;1270642", METRES),
        ("6 402 006, 1 270 642", METRES),
        ("6402006,0; 1270642,0", METRES),
        ("57.70887, 11.97456", DEGREES),
        ("(57.70887 11.97456)", DEGREES),
        ("57,70887; 11,97456", DEGREES),
        ("57,70887, 11,97456", DEGREES),
        ("57,70887 11,97456", DEGREES),
        ("57,70887,11,97456", DEGREES),
        ("57.70887/11.97456", DEGREES),
        ("57.70887N, 11.97456E", DEGREES),
        ("57.70887° N 11.97456° Ö", DEGREES),
        ("lat 57.70887 lon 11.97456", DEGREES),
        ("Longitud: 11.97456, Latitud: 57.70887", DEGREES),
        ("POINT (11.97456 57.70887)", DEGREES),
        ("57°42'31.932\"N 11°58'28.416\"E", DEGREES),
        ("57° 42′ 31,932″ N, 11° 58′ 28,416″ Ö", DEGREES),
        ("N 57°42.5322' E 11°58.4736'", DEGREES),
        ("33°51'S 151°12'E", (151.2, -33.85)),
        ("-33.85, 151.2", (151.2, -33.85)),
        ("53.8 N 1.55 W", (-1.55, 53.8)),
        ("\u221233.85\u00a0151.2", (151.2, -33.85)),
    ],
)
def test_a_place_is_read_as_people_write_it(text: str, place: tuple[float, float]) -> None:
    found = positions(Series([text, ""], dtype=str))
    np.testing.assert_allclose([found.east[0], found.north[0]], place, rtol=1e-9)
    assert found.in_degrees[0] == (place != METRES)
    assert not found.bad.any()
    assert np.isnan(found.east[1])


@pytest.mark.parametrize(
    "text",
    [
        "Storgatan 1", "57.7", "57.7, 11.9, 3", "N 57 N 11", "57°61'N 11°E",
        "57°42'61\"N 11°E", "400°N 500°E",
        "57'N 11'E", "1,234.5, 11", "X: 6402006", "9" * 400, "NaN, inf", "1e5, 2e5", "57..7, 11",
    ],
)  # fmt: skip
def test_what_is_no_place_is_bad_and_never_guessed(text: str) -> None:
    found = positions(Series([text], dtype=str))
    assert found.bad.all()
    assert np.isnan(found.east).all()


@given(st.lists(st.text(alphabet="0123456789.,;°'\" NSEWXY:+-()/\u2212\u00a0é\x00", max_size=40), max_size=5))
def test_any_text_is_a_place_or_bad(texts: list[str]) -> None:
    found = positions(Series(texts, dtype=str))
    placed = np.isfinite(found.east) & np.isfinite(found.north)
    assert (placed ^ found.bad ^ np.array([text == "" for text in texts], dtype=bool)).all()
