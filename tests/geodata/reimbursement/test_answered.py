"""What a link says that no tariff can be is left out and told; the rest of it holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from geodata.reimbursement.answered import answered_tariff
from geodata.reimbursement.tariff import EDITS_MOST, Edit
from tests.geodata.reimbursement.test_tariff import OFFER


def test_a_bad_edit_leaves_the_others() -> None:
    answered = answered_tariff(OFFER, {"prices": "age:1270,nothing:1,cni:much,other.flat:5"})
    assert answered.tariff.edits == (Edit("age", Decimal(1270)), Edit("other.flat", Decimal(5)))
    assert answered.refused == (("prices", "nothing:1"), ("prices", "cni:much"))


def test_edits_are_of_the_model_that_is_named_and_of_the_usual_where_there_is_none_of_that_name() -> None:
    answered = answered_tariff(OFFER, {"model": "gone", "prices": "age:7", "against": "other"})
    assert (answered.tariff.model, answered.tariff.against) == ("today", "other")
    assert answered.refused == (("model", "gone"),)


@pytest.mark.parametrize(
    ("key", "word"),
    [("budget", "-1"), ("floor", "101"), ("floor_by", "nobody"), ("scaled", "nothing"), ("against", "gone")],
)
def test_a_word_that_no_tariff_has_is_told_and_as_usual(key: str, word: str) -> None:
    answered = answered_tariff(OFFER, {key: word, "prices": "age:7"})
    assert answered.refused == ((key, word),)
    assert answered.tariff == answered_tariff(OFFER, {"prices": "age:7"}).tariff


def test_edits_beyond_the_most_are_told_together() -> None:
    answered = answered_tariff(OFFER, {"prices": ",".join(["age:7"] * (EDITS_MOST + 5))})
    assert answered.tariff.edits == (Edit("age", Decimal(7)),)
    assert answered.refused == (("prices", ",".join(["age:7"] * 5)),)
