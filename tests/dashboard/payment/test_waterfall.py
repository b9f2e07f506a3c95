"""The waterfall: numbers that add up, bars that meet, and a direction that is told by more than colour."""

from __future__ import annotations

import re

import pytest

from dashboard.components.markup import Markup
from dashboard.payment.part_bars import part_bars
from dashboard.payment.rounding import rounded_parts
from dashboard.payment.steps import PartChange, steps_of
from dashboard.payment.waterfall import waterfall
from dashboard.words.money import MILLIONS, THOUSANDS, WHOLE, money, scale_of, signed
from dashboard.words.words import LANGUAGES, words
from tests.dashboard.needs.test_views import elements, of_class, text

MILLION = 100_000_000  # hundredths
MOCKED = [
    PartChange("Listing", 2_700 * MILLION, 2_700 * MILLION - 36_050_000_000),
    PartChange("Weight", 3_300 * MILLION, 3_300 * MILLION),
    PartChange("CNI", 600 * MILLION, 600 * MILLION + 49_160_000_000),
    PartChange("Geography", 20 * MILLION, 20 * MILLION + 1_640_000_000),
    PartChange("Goals", 200 * MILLION, 200 * MILLION - 14_780_000_000),
    PartChange("VAT", 100 * MILLION, 100 * MILLION + 20_000_000),
    PartChange("Floor", 0, 10_000_000),
]
"""Of 6,920 million, of which 360.5 and 147.8 go to others: 491.6, 16.4, 0.2 and 0.1."""


def numbers(view: list[Markup]) -> list[str]:
    return [text(each) for each in of_class(view, "is-number")]


def place(bar: list[Markup]) -> tuple[float, float]:
    left, width = re.findall(r"[\d.]+", bar[1]["style"])
    return float(left), float(left) + float(width)


def test_each_part_that_changed_has_a_row_between_the_two_sums() -> None:
    view = waterfall(MOCKED, ("Today", "Proposal"), words("en"))
    names = [text(each) for each in elements(view) if each[0] == "th" and each[1].get("scope") == "row"]
    assert names == ["Today", "Listing", "CNI", "Geography", "Goals", "VAT, floor", "Proposal"]
    assert numbers(view) == ["6,920.0", "−360.5", "+491.6", "+16.4", "−147.8", "+0.3", "6,920.0"]
    assert "Weight: as today." in text(view)


def test_each_bar_begins_where_the_one_before_it_ended() -> None:
    view = waterfall(MOCKED, ("Today", "Proposal"), words("en"))
    bars = of_class(view, "pay-bar")
    joins = [float(re.findall(r"[\d.]+", each[1]["style"])[0]) for each in of_class(view, "pay-join")]
    for before, bar, join in zip(bars[1:-1], bars[2:-1], joins[1:], strict=False):
        assert any(abs(end - join) < 0.02 for end in place(before))
        assert any(abs(end - join) < 0.02 for end in place(bar))
    assert place(bars[0])[1] == pytest.approx(place(bars[-1])[1], abs=0.02), "the same sum"


def test_less_is_striped_and_more_is_not() -> None:
    bars = of_class(waterfall(MOCKED, ("Today", "Proposal"), words("en")), "pay-bar")
    assert [bar[1]["class"].split()[1] for bar in bars] == [
        "is-whole", "is-less", "is-more", "is-more", "is-less", "is-more", "is-whole"
    ]  # fmt: skip


def test_bars_that_are_cut_say_so_and_bars_from_nothing_do_not() -> None:
    cut = waterfall(MOCKED, ("Today", "Proposal"), words("en"))
    assert len(of_class(cut, "pay-cut")) == 2
    assert re.search(r"The bars begin at 6,\d+\.\d million kr\.", text(cut))
    whole = waterfall(
        [PartChange("A", 10 * MILLION, 90 * MILLION), PartChange("B", MILLION, 0)], "Today", words("en")
    )
    assert not of_class(whole, "pay-cut")
    assert "begin" not in text(whole)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_table_for_those_who_listen(language: str) -> None:
    view = waterfall(MOCKED, ("Today", "Proposal"), words(language))
    table = next(found for found in elements(view) if found[0] == "table")
    assert table[2][0] == "caption"
    for track in of_class(view, "pay-track"):
        cell = next(each for each in elements(view) if track in each[2:])
        assert cell[1]["aria-hidden"] == "true"


@pytest.mark.parametrize(
    ("parts", "whole", "expected"),
    [
        ([33_333_333, 33_333_333, 33_333_334], 10, [3, 3, 4]),
        ([4_000_000, 4_000_000, 4_000_000], 1, [1, 0, 0]),
        ([-4_000_000, -4_000_000, 0], -1, [-1, 0, 0]),
        ([0, 0], 0, [0, 0]),
        ([0, 0], 3, [0, 0]),
    ],
)
def test_rounded_parts_sum_to_their_whole(parts: list[int], whole: int, expected: list[int]) -> None:
    assert rounded_parts(parts, whole, MILLIONS) == expected


def test_changes_sum_to_the_difference_that_is_written() -> None:
    parts = [PartChange(f"P{at}", MILLION * 100, MILLION * 100 + 4_900_000) for at in range(7)]
    steps = steps_of(parts)
    assert sum(steps.changes) == steps.after - steps.before == 3
    assert steps.levels[-1] == steps.after


def test_sums_are_written_in_the_scale_that_they_are_read_best_in() -> None:
    sv, en, pounds = words("sv"), words("en"), words("en", "GBP")
    assert money(sv, 7_410_000_000, MILLIONS) == "74,1 mkr"
    assert money(en, 7_410_000_000, MILLIONS) == "74.1 million kr"
    assert money(pounds, 16_114_340_200, MILLIONS) == "£161.1 million"
    assert money(words("en", "NOK"), 5_016_600_000, THOUSANDS) == "NOK\u00a050,166 thousand"
    assert (scale_of([818_550_000_000]), scale_of([5_016_600_000]), scale_of([9_999_999])) == (
        MILLIONS, THOUSANDS, WHOLE
    )  # fmt: skip
    assert [signed(en, each, MILLIONS) for each in (164, -3, 0)] == ["+16.4", "−0.3", "±0.0"]


def test_parts_of_a_model_are_bars_from_nothing_that_sum() -> None:
    parts = [PartChange("Listing", 0, 60 * MILLION), PartChange("Taken back", 0, -10 * MILLION),
             PartChange("Goals", 0, 50 * MILLION)]  # fmt: skip
    view = [part_bars(parts, words("en"))]
    assert numbers(view) == ["60.0", "60%", "−10.0", "−10%", "50.0", "50%", "100.0", ""]
    assert [bar[1]["class"] for bar in of_class(view, "pay-bar")] == [
        "pay-bar is-paid", "pay-bar is-less", "pay-bar is-paid"
    ]  # fmt: skip
