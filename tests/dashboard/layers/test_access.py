"""Access by five measures and where they agree: the map, its legend and its table from one assessment."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dashboard.components.layer_switch import legend_parts
from dashboard.layers import by_measure, layer_of, layers_of
from dashboard.layers.access import DEFAULT, NONE, Access, breaks
from dashboard.layers.agreement import NOBODY, Agreement
from dashboard.words.words import LANGUAGES, words
from geodata.access.nearest import METHODS
from geodata.assessment.assessment import Assessment, assess
from geodata.contract.settings import Rule
from geodata.focus.places import place_of
from geodata.scenario.scenario import parse
from tests.dashboard.regions import REGIONS, assessed
from tests.toy_region import with_units


def ruled(limit: float) -> Assessment:
    """The toy region with that share of the mean for a limit."""
    region = REGIONS["whole"]
    rules = {"too_little": Rule("too_little", limit, True, {})}
    changed = replace(region, settings=replace(region.settings, rules=rules))
    return assess(changed, parse(changed, {}))


def test_the_rules_own_limit_is_a_break_of_the_map() -> None:
    assert breaks(ruled(0.5)) == [50, 75, 100, 150]
    assert breaks(ruled(0.6)) == [60, 80, 100, 150]
    assert breaks(ruled(1.0)) == [100, 150]


@pytest.mark.parametrize("measure", METHODS)
def test_the_lowest_class_is_who_has_too_little_by_that_measure(leeds: Assessment, measure: str) -> None:
    layer = Access(measure)  # type: ignore[arg-type]
    classes = layer.values(leeds, place_of(leeds, "region")).classes
    few = np.isin(classes, (0, NONE)) & (leeds.persons > 0)
    np.testing.assert_array_equal(few, leeds.lacking.agreeing[measure])  # type: ignore[index]


def test_nothing_within_the_catchment_is_the_loudest_whatever_the_breaks() -> None:
    nothing = assessed("nothing within reach")
    assert set(Access().values(nothing, place_of(nothing, "region")).classes.tolist()) == {NONE}
    loud = ruled(1.0)
    assert NONE not in Access().values(loud, place_of(loud, "region")).classes


def test_the_layer_takes_the_measure_of_choice_and_the_others_do_not_mind(toy: Assessment) -> None:
    by_other = by_measure(layers_of(toy.region), "3SFCA")
    assert [one.key for one in by_other] == [one.key for one in layers_of(toy.region)]
    assert [one.measure for one in by_other if isinstance(one, Access)] == ["3SFCA"]
    assert layer_of(toy.region, "access").measure == DEFAULT  # type: ignore[attr-defined]


def test_the_table_has_all_five_measures(toy: Assessment) -> None:
    table = Access("2SFCA").table(toy, place_of(toy, "region"))
    assert [column.key for column in table.columns][3:] == list(METHODS)
    for method in METHODS:
        np.testing.assert_array_equal(table.values[method], toy.access.index(method))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REGIONS)
def test_every_measure_can_be_said_of_every_region(name: str, language: str) -> None:
    assessment, said = assessed(name), words(language)
    for measure in METHODS:
        text = str(legend_parts(Access(measure).legend(assessment), said))
        assert said(f"measure.{measure}.about") in text
        assert "nan" not in text


def test_supply_that_nobody_reaches_is_told_under_the_map() -> None:
    region = REGIONS["whole"]
    rehab = assess(region, parse(region, {"care_form": "rehab"}))
    legend = Access().legend(rehab)
    assert legend.note == "legend.access_stranded"
    assert legend.values["units"] == 1
    assert Access().legend(assessed("whole")).note == "legend.access_note"


def test_the_mean_behind_the_index_is_told() -> None:
    """15 doctors for 3,500 residents: 4.2857 a thousand."""
    assert Access().legend(assessed("whole")).values["mean"].value == pytest.approx(15 / 3.5)  # type: ignore[attr-defined]
    uncounted = with_units(REGIONS["whole"], capacity=[np.nan] * 3)
    mean = Access().legend(assess(uncounted, parse(uncounted, {}))).values["mean"]
    assert mean.value == pytest.approx(2 / 3.5), "two centres"  # type: ignore[attr-defined]


def test_areas_are_classed_by_how_many_measures_agree(leeds: Assessment) -> None:
    whole = place_of(leeds, "region")
    classes = Agreement().values(leeds, whole).classes
    lived_in = leeds.persons > 0
    np.testing.assert_array_equal(classes[lived_in], leeds.lacking.agreement[lived_in])
    table = Agreement().table(leeds, whole)
    flags = np.sum([np.asarray(table.values[method]) for method in METHODS], axis=0)
    np.testing.assert_array_equal(flags, table.values["agreement"])
    assert len(set(classes.tolist())) > 3, "the measures do disagree in Leeds"


def test_where_nobody_lives_no_measure_is_asked() -> None:
    nobody = assessed("nobody")
    assert set(Agreement().values(nobody, place_of(nobody, "region")).classes.tolist()) == {NOBODY}
