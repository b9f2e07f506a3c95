from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.contract.errors import UnknownNameError
from geodata.needs.outlook import Offer, Outlook, address_values, parse_outlook

OFFER = Offer(2025, tuple(range(2026, 2041)), ("", "high", "low"), ("diabetes", "dementia"), True, True, True)
LITTLE = Offer(2025, (2030,))

outlooks = st.builds(
    Outlook,
    st.sampled_from(OFFER.horizons),
    st.sampled_from(OFFER.variants),
    st.sampled_from(["none", "half", "whole"]),
    st.integers(1, 100).map(lambda hundredths: hundredths / 100),
    st.booleans(),
    st.lists(st.sampled_from(OFFER.conditions)).map(tuple),
    st.sampled_from(["shares", "cohorts"]),
    st.one_of(st.sampled_from(["regional", "own"]), st.floats(0.01, 1e6)),
)


@given(outlooks)
def test_an_address_gives_back_the_outlook_that_it_was_written_of(outlook: Outlook) -> None:
    values = address_values(outlook, OFFER.default())
    again = parse_outlook(OFFER, values)
    assert again == outlook
    assert hash(again) == hash(outlook)


def test_what_is_as_at_first_is_left_out_of_the_address() -> None:
    assert address_values(OFFER.default(), OFFER.default()) == {}
    high = Outlook(2040, "high", "half", trend=True)
    assert address_values(high, OFFER.default()) == {"horizon": "2040", "variant": "high"}


def test_it_opens_ten_years_ahead_with_half_the_health_gain_and_a_damped_trend() -> None:
    assert OFFER.default() == Outlook(2035, "", "half", 0.9, True)


def test_where_little_is_known_it_opens_with_people_alone() -> None:
    assert parse_outlook(LITTLE, {}) == Outlook(2030)
    assert Offer(2025, (2030,), ("low", "high")).default().variant == "low"


def test_outlooks_that_ask_the_same_are_equal_however_they_were_written() -> None:
    assert Outlook(2035, prevalence=("b", "a", "a")) == Outlook(2035, prevalence=("a", "b"))
    assert Outlook(2035, damping=0.5) == Outlook(2035), "there is no trend to damp"


@pytest.mark.parametrize(
    ("key", "value", "names"),
    [
        ("horizon", "2090", "2026, 2027"),
        ("horizon", "soon", "horizon"),
        ("horizon", "2030.5", "horizon"),
        ("horizon", "nan", "horizon"),
        ("variant", "highest", "high, low"),
        ("health", "better", "none, half, whole"),
        ("trend", "up", "none, damped"),
        ("damping", "1.2", "at most 1"),
        ("damping", "0", "above 0"),
        ("damping", "0.004", "above 0"),
        ("prevalence", "gout", "diabetes, dementia"),
        ("people", "fixed", "shares, cohorts"),
        ("standard", "-3", "from 0.01 to 1,000,000"),
        ("standard", "1e-300", "from 0.01 to 1,000,000"),
        ("standard", "1e999", "standard"),
        ("standard", "much", "standard"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(key: str, value: str, names: str) -> None:
    with pytest.raises(UnknownNameError, match=names):
        parse_outlook(OFFER, {key: value})


@pytest.mark.parametrize(
    ("key", "value", "lacking"),
    [
        ("health", "half", "remaining years"),
        ("trend", "damped", "five years"),
        ("people", "cohorts", "earlier year"),
    ],
)
def test_what_a_region_has_no_data_for_is_not_offered(key: str, value: str, lacking: str) -> None:
    with pytest.raises(UnknownNameError, match=lacking):
        parse_outlook(LITTLE, {key: value})


def test_a_projection_that_ends_before_it_begins_gives_no_outlook() -> None:
    with pytest.raises(UnknownNameError, match="no year after 2025"):
        Offer(2025, ()).default()
