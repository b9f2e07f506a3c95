"""A step of payment has the proposal's name in its heading and all of the model in its small print."""

from __future__ import annotations

from dashboard.presentation.step_content import proposed_heading, step_content
from dashboard.presentation.steps import Presentation, Step
from dashboard.question.display import read_display
from dashboard.question.request import request_of
from dashboard.words.words import words
from tests.toy_payment import toy_payment_region

REGION = toy_payment_region()
VIEW = {
    "question": "payment",
    "model": "current",
    "against": "flat",
    "prices": "age:90,cni:off",
    "floor": "5",
    "pay_name": "2027 A",
}


def test_the_heading_names_the_proposal_and_what_it_is_held_against() -> None:
    request = request_of(REGION, words("en"), VIEW, VIEW)
    assert proposed_heading(request, read_display(VIEW)) == "2027 A against The same for all"
    usual = {"question": "payment"}
    assert (
        proposed_heading(request_of(REGION, words("en"), usual, usual), read_display(usual))
        == "Model of today"
    )


def test_the_small_print_says_all_of_the_model() -> None:
    step = Step("Heading", "", "&".join(f"{key}={value}" for key, value in VIEW.items()))
    content = step_content(Presentation("Name", (step,), "", "en", "key"), 1, REGION, words("en"))
    (line,) = [line.text for line in content.lines if line.kind == "tariff"]
    assert "Age 90 instead of 100; Deprivation off" in line
    assert "no unit loses more than 5%" in line
    assert "2027 A against The same for all" in content.kicker
    assert {figure.key for figure in content.figures} <= {"payment_change", "payment_moved", "units_moving_5"}
    other = Step("Heading", "", "layers=underserved")
    plain = step_content(Presentation("Name", (other,), "", "en", "key"), 1, REGION, words("en"))
    assert not [line for line in plain.lines if line.kind == "tariff"]
