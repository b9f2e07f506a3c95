"""Every figure on a step is the report's for the same address, and every page says what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from dashboard.layers import OVER, layers_of
from dashboard.presentation.figures import OF_LAYER, USUAL, fill_in
from dashboard.presentation.ranking import BY
from dashboard.presentation.step_content import StepContent, proposed_heading, step_content
from dashboard.presentation.steps import Presentation, Step
from dashboard.question.display import read_display
from dashboard.question.request import focus_of, request_of
from dashboard.question.state import STORES, read_scenario, read_selection
from dashboard.tables.report import report
from dashboard.words.words import LANGUAGES, words, words_of
from geodata.assessment.assessment import Assessment, assess
from geodata.measures.futures import future_measures
from geodata.measures.need import need_measures
from geodata.measures.payment import payment_measures
from geodata.region.region import Region
from tests.dashboard.regions import REGIONS
from tests.toy_payment import toy_payment_region
from tests.toy_projection import projected_toy_region

pytestmark = pytest.mark.long

SWEDISH = words("sv")
LAYER_KEYS = ("underserved", "nearest", "access", "agreement", "choices", "population", "older", "use_change")
REAL = ("leeds", "devon", "vastra_gotaland")


def step_told(region: Region, view: str, *, before: bool = False, **step: object) -> StepContent:
    one = Step("Rubrik", "", view, **step)  # type: ignore[arg-type]
    presentation = Presentation("Nämnden", (one,), "0a1b2c", "sv", "namnden")
    return step_content(presentation, 1, region, words_of(region.settings, "sv"), before=before)


def reported(region: Region, query: dict[str, str]) -> dict[str, object]:
    """The report of an address, by the records that the screen reads it into."""
    scenario, _ = read_scenario(region, {key: query[key] for key in STORES["scenario"] if key in query})
    assessment = assess(region, scenario)
    return report(assessment, focus_of(assessment, read_selection(query))[0], SWEDISH)


def views(region: Region) -> Iterator[str]:
    closes = f"changes=close:{region.units.index[0]}"
    for layer in LAYER_KEYS:
        yield f"layers={layer},units"
    yield ""
    yield "layers=none"
    yield "layers=flows"
    yield f"layers=change&{closes}"
    for key, id_ in (
        ("muni", region.areas["municipality_id"].iloc[0]),
        ("area", region.areas.index[-1]),
        ("unit", region.units.index[0]),
    ):
        yield f"{key}={id_}"
        yield f"{key}={id_}&layers=change&{closes}"


def check(region: Region, view: str) -> None:
    for before in (False, True):
        found = step_told(region, view, before=before)
        query = dict(Step("", "", view).query)
        if before:
            query.pop("changes", None)
        said = reported(region, query)
        lines = {line["key"]: line for line in said["kpis"]}  # type: ignore[attr-defined]
        assert len(found.figures) <= 3
        for one in found.figures:
            if one.part == "persons" and before:
                assert one.value == 0, "nothing is changed yet"
            elif one.part == "persons":
                effects = said["effects"]
                assert one.value == effects[one.key.removeprefix("effects.")]["persons"]  # type: ignore[index]
            elif one.value is not None and np.isinf(one.value):
                assert lines[one.key]["unreachable"]
            else:
                assert one.value == lines[one.key][one.part], (view, one.key)


@pytest.mark.parametrize("name", REGIONS)
def test_every_figure_of_a_step_is_the_reports_of_its_address(name: str) -> None:
    for view in views(REGIONS[name]):
        check(REGIONS[name], view)


@pytest.mark.parametrize("name", REAL)
def test_every_figure_of_a_step_is_the_reports_of_its_address_in_real_regions(
    name: str, request: pytest.FixtureRequest
) -> None:
    region = request.getfixturevalue(name).region
    for view in views(region):
        check(region, view)


def test_the_toy_regions_figures_are_those_one_counts_by_eye(toy: Assessment) -> None:
    """Nearest 5, 12 and 8 minutes for 1,000, 2,000 and 500: within 10 minutes are 1,500 of 3,500."""
    big, second, third = step_told(toy.region, "layers=nearest&limit=10").figures
    assert (big.key, big.value_text) == ("beyond", "2\u202f000")
    assert big.words == "invånare har mer än 10 minuter till närmaste enhet, eller når ingen"
    assert (second.key, second.value_text) == ("covered", "43\u202f%")
    assert (third.key, third.value_text) == ("median_minutes", "12,0\u00a0min")


def test_a_closed_unit_is_told_by_whom_it_makes_the_way_longer_for(toy: Assessment) -> None:
    """Without `u-south`, A2 has 15 minutes instead of 12 and A3 35 instead of 8: 2,500 residents."""
    view = "layers=change,units&changes=close:u-south&name=Utan+syd"
    big, second, _ = step_told(toy.region, view).figures
    assert (big.value_text, big.part) == ("2\u202f500", "persons")
    assert big.words.startswith("invånare får längre väg, i snitt +7,8")  # (2000 x 3 + 500 x 27) / 2500
    assert second.key == "beyond"
    assert second.against == "▲ 500 fler mot idag, 0"
    after, before = step_told(toy.region, view), step_told(toy.region, view, before=True)
    assert after.kicker.endswith("Utan syd")
    assert before.kicker.endswith("Idag")
    assert after.fill is not None
    assert before.fill is not None
    assert (after.has_before, before.has_before) == (True, True)
    assert (before.figures[0].value, before.figures[0].against) == (0, "med ändringen: 2\u202f500")
    assert [ranked.summary for ranked in before.ranking] == [
        "8,0\u00a0min · 500 invånare",
        "12,0\u00a0min · 2\u202f000 invånare",
    ]
    assert not step_told(toy.region, "").has_before


@pytest.mark.parametrize("name", REGIONS)
def test_before_and_after_are_the_same_measure_in_the_same_classes(name: str) -> None:
    """Of every layer: what T switches between has one legend and the same figures in the same places."""
    region = REGIONS[name]
    closes = f"changes=close:{region.units.index[0]}"
    for layer in layers_of(region):
        view = f"layers={layer.key},units&{closes}"
        after, before = step_told(region, view), step_told(region, view, before=True)
        sides = (before.request.assessment, after.request.assessment)
        if not after.has_before or not layer.available(sides[1]):
            continue  # a unit that is not among those counted, or the only one that there is
        assert (before.fill and before.fill.key) == (after.fill and after.fill.key), layer.key
        assert [figure.key for figure in before.figures] == [figure.key for figure in after.figures], (
            layer.key
        )
        assert [figure.unit for figure in before.figures] == [figure.unit for figure in after.figures]
        if (
            after.legend is None
            or before.legend is None
            or len({len(side.lacking.rules) for side in sides}) > 1
        ):
            continue  # a rule that can be answered on one side alone
        assert before.legend.title == after.legend.title
        classes, counts = zip(
            *(
                (
                    [(swatch.label, swatch.colour, dict(swatch.values)) for swatch in legend.swatches],
                    sum(swatch.count or 0 for swatch in legend.swatches),
                )
                for legend in (before.legend, after.legend)
            ),
            strict=True,
        )
        assert classes[0] == classes[1], layer.key
        assert counts[0] == counts[1], layer.key


def test_a_step_may_choose_its_figures_and_one_that_is_none_is_told(toy: Assessment) -> None:
    found = step_told(toy.region, "", figures=("units", "nonsense"))
    assert [one.key for one in found.figures] == ["units"]
    unknown = [line.text for line in found.lines if line.kind == "unknown"]
    assert unknown == ["Vyn nämner ”nonsense”, som inte finns här. Det vanliga visas i stället."]


def test_the_key_figure_that_was_pressed_is_the_big_one(toy: Assessment) -> None:
    assert step_told(toy.region, "kpi=bypass&layers=choices&figure=bypass").figures[0].key == "bypass"


def test_a_heading_is_filled_with_figures_so_that_none_is_typed_by_hand(toy: Assessment) -> None:
    one = Step("{beyond} av {residents} har långt, {annat}", "{units} enheter", "limit=10")
    presentation = Presentation("x", (one,), "", "sv", "x")
    found = step_content(presentation, 1, toy.region, SWEDISH)
    assert found.heading == "2\u202f000 av 3\u202f500 har långt, {annat}"
    assert found.note == "2 enheter"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REGIONS)
def test_every_page_says_region_version_date_sources_and_protection(name: str, language: str) -> None:
    region = REGIONS[name]
    said = words_of(region.settings, language)
    found = step_content(Presentation("x", (Step("x", "", ""),), "", language, "x"), 1, region, said)
    kinds = [line.kind for line in found.lines]
    assert kinds.count("definition") == len(found.figures)
    assert {"region", "travel", "version"} <= set(kinds)
    assert kinds.count("source") == len(region.settings.sources)
    assert said.of(region.settings.name) in found.kicker
    assert said.date(region.built[:10]) in found.footer
    if region.settings.notice:
        assert found.example == found.lines[0].text == said.of(region.settings.notice)


def test_the_ranking_is_the_first_rows_of_the_layers_table(vastra_gotaland: Assessment) -> None:
    zones = vastra_gotaland.lacking.zones[:3]
    found = step_told(vastra_gotaland.region, "").ranking
    assert [(one.number, one.id, one.name, one.value) for one in found] == [
        (number, zone.id, zone.name, zone.persons) for number, zone in enumerate(zones, 1)
    ]
    for one in found:
        assert sum(vastra_gotaland.persons[list(one.areas)]) == one.value
        assert vastra_gotaland.region.areas.index[one.area] == one.id
    farthest = step_told(vastra_gotaland.region, "layers=nearest").ranking[0]
    lived_in = vastra_gotaland.persons > 0
    assert farthest.value == vastra_gotaland.access.nearest_min[lived_in].max()


def test_a_step_on_the_need_tells_the_need_under_its_own_outlook() -> None:
    region = projected_toy_region()
    for view in ("question=need&horizon=2030", "layers=need,labels&horizon=2030"):
        found = step_told(region, view)
        assert found.fill is not None
        assert found.fill.key == "need"
        told = {figure.key: figure.value for figure in found.figures}
        assert told["use_ahead"] == 340, "300 in M1 and 40 in M2"
        assert told["use_change_ahead"] == pytest.approx(-10 / 350)
    futures = step_told(region, "question=need&layers=futures,labels")
    assert futures.figures[0].key == "residents_rising"
    assert futures.figures[0].value == 3000


def test_a_step_of_payment_is_told_by_what_the_proposal_changes() -> None:
    told = step_told(toy_payment_region(), "question=payment&model=flat")
    assert {figure.key: figure.value for figure in told.figures} == {
        "payment_change": -53_000,
        "payment_moved": 40_000,
        "units_moving_5": 1,
    }


def test_every_layer_is_told_by_figures_that_exist(leeds: Assessment) -> None:
    known = {layer.key for layer in (*layers_of(leeds.region), *OVER)}
    assert set(OF_LAYER) <= known
    assert set(BY) <= known
    keys = {line["key"] for line in report(leeds, focus_of(leeds, read_selection({}))[0], SWEDISH)["kpis"]}  # type: ignore[attr-defined]
    keys |= {*need_measures(), *future_measures(), *payment_measures()}
    assert {key for told_by in (*OF_LAYER.values(), USUAL) for key in told_by} <= keys


@pytest.mark.parametrize(
    ("view", "heading"),
    [
        ("", "Otillräckligt utbud"),
        ("layers=nearest&muni=M1", "Restid till närmaste i West"),
        ("layers=units&area=A3", "Enheter i Ceby"),
        ("changes=close:u-south&name=Utan+syd", "Utan syd"),
        ("changes=close:u-south&muni=M1", "Stänger South i West"),
        ("layers=none", "Leksak"),
    ],
)
def test_a_heading_is_proposed_of_what_the_view_shows_and_where(
    toy: Assessment, view: str, heading: str
) -> None:
    query = Step("", "", view).query
    it = request_of(toy.region, SWEDISH, query, query)
    assert proposed_heading(it, read_display(query)) == heading


def test_a_step_that_was_kept_tells_the_figure_that_its_key_had(toy: Assessment) -> None:
    unit = step_told(toy.region, "unit=u-north", figures=("visits", "unknown_residence"))
    assert [(figure.key, figure.value) for figure in unit.figures] == [
        ("visits_to_units", 125),
        ("unknown_to_units", 10),
    ]
    assert fill_in("{visits} hit", unit.request) == "125 hit"
    area = step_told(toy.region, "area=A1", figures=("visits", "market_share"))
    assert [figure.key for figure in area.figures] == ["visits", "largest_organisation"]
