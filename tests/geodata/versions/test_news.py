"""What is new in a version: every change of the small region by eye, and nothing where nothing differs."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.assessment.assessment import assess
from geodata.focus.places import every
from geodata.publish.build import computed
from geodata.publish.publish import KEPT, publish
from geodata.publish.snapshot import open_snapshot
from geodata.region.region import Region
from geodata.region.version_news import LISTED, VersionNews
from geodata.scenario.scenario import care_forms
from geodata.versions.figures import COMPARED, usual_assessment
from geodata.versions.news import news_between, news_of
from geodata.versions.tables import VALUE_MOST
from geodata.versions.units import FACTS
from tests.demo_region import protected_demo
from tests.small_region import EAST, NORTH, computed_small_region, small_region


def changed() -> Region:
    """U1 is renamed and has other words, U2 has moved to A2, U3 is gone and U4 new; A1 has ten more."""
    region = small_region()
    units = region.units.copy()
    units.loc["U1", ["name", "phone"]] = ["Nya ettan", "0700"]
    units.loc[["U2"], "geometry"] = shapely.Point(EAST + 15_000, NORTH + 5_000)
    units.loc["U2", "area"] = 1
    added = units.loc[["U2"]].rename(index={"U2": "U4"}).assign(name="Fyran")
    units = pd.concat([units.drop(index="U3"), added])
    people = region.population.copy()
    people.loc[people["area"] == 0, "persons"] += 10
    rules = {key: replace(rule, limit=12.0) for key, rule in region.settings.rules.items()}
    kept = region.indicators[region.indicators["unit"] < 2]
    return computed(
        replace(
            region,
            units=units,
            population=people,
            indicators=kept,
            visits=None,
            settings=replace(region.settings, rules=rules),
        )
    )


@pytest.fixture(scope="module")
def news() -> VersionNews:
    return news_between(replace(computed_small_region(), version="0" * 12, built="2026-01-01"), changed())


def test_each_unit_is_told_once_by_what_is_most_of_it(news: VersionNews) -> None:
    assert [(each.kind, each.id) for each in news.units] == [
        ("new", "U4"),
        ("gone", "U3"),
        ("moved", "U2"),
        ("renamed", "U1"),
    ]
    assert news.units[3].before != news.units[3].name == "Nya ettan"
    assert "phone" in news.units[3].columns
    assert news.units[2].distance_m
    assert news.units[2].lon is not None
    counts = {key: news.counts[key] for key in news.counts if key.startswith("units_")}
    assert counts == {"units_new": 1, "units_gone": 1, "units_moved": 1, "units_renamed": 1}


def test_every_fact_that_the_region_shows_of_a_unit_is_compared() -> None:
    region = computed_small_region()
    moved_or_named = {"name", "geometry", "area"}
    assert set(region.units.columns) <= {*FACTS, *moved_or_named}


def test_a_unit_that_has_got_a_place_is_told() -> None:
    before = computed_small_region()
    units = before.units.copy()
    units.loc[["U3"], "geometry"] = shapely.Point(EAST, NORTH)
    found = news_between(before, replace(before, units=units)).units
    assert [(each.kind, each.id, each.columns) for each in found] == [("changed", "U3", ("place",))]


def test_an_indicator_of_areas_is_compared_by_area() -> None:
    region = computed_small_region()
    rows = pd.DataFrame(
        {"indicator": "bp", "unit": -1, "area": np.arange(3), "period": "2025", "value": [0.1, 0.2, 0.3]}
    ).assign(numerator=np.nan, denominator=np.nan)
    other = rows.assign(value=[0.1, 0.9, 0.3])
    before, after = (replace(region, indicators=table) for table in (rows, other))
    (found,) = news_between(before, after).indicators
    assert (found.added, found.removed, found.changed) == (0, 0, 1)


def test_a_setting_that_differs_beyond_what_is_kept_of_it_is_told() -> None:
    region = computed_small_region()
    long = "x" * (VALUE_MOST + 5)
    settings = [replace(region.settings, residents_date=f"{long}{end}") for end in ("1", "2")]
    before, after = (replace(region, settings=each) for each in settings)
    (found,) = news_between(before, after).settings
    assert (found.path, len(found.before)) == ("residents_date", VALUE_MOST)


def test_a_unit_that_has_got_a_last_day_is_closed() -> None:
    before = computed_small_region()
    units = before.units.copy()
    units.loc["U1", "closed"] = pd.Timestamp("2025-05-01")
    found = news_between(before, replace(before, units=units)).units
    assert [(each.kind, each.id) for each in found] == [("closed", "U1")]


def test_residents_settings_visits_and_indicators_are_compared(news: VersionNews) -> None:
    assert news.persons_after - news.persons_before == 10
    assert [(each.id, each.after - each.before) for each in news.residents] == [("A1", 10)]
    assert [(each.path, each.before, each.after) for each in news.settings] == [
        ("rules.too_far.limit", "", "12.0")
    ]
    assert news.visits
    assert all(each.before is not None and each.after is None for each in news.visits)
    figures = {(each.care_form, each.key): each for each in news.figures}
    assert figures["gp", "residents"].after == news.persons_after
    assert ("rehab", "units") in figures, "a care form that has gone is told too"


def test_areas_that_come_and_go_are_listed() -> None:
    before = computed_small_region()
    areas = before.areas.copy()
    areas.loc["A2", "name"] = "Annat namn"
    after = replace(before, areas=areas.rename(index={"A4": "A5"}))
    assert [(each.kind, each.id) for each in news_between(before, after).areas] == [
        ("new", "A5"),
        ("gone", "A4"),
        ("changed", "A2"),
    ]
    assert np.isnan(news_between(before, after).before_values[:, :, 3]).all(), "there was no A5"


def test_values_before_are_those_of_the_version_before_to_the_last_bit(news: VersionNews) -> None:
    before = computed_small_region()
    for row, form in enumerate(news.care_forms):
        there = usual_assessment(before, form)
        for column, measure in enumerate(COMPARED):
            expected = measure.counts(there, every(there, "area")).value
            np.testing.assert_array_equal(news.before_values[row, column], expected)
    assert news.measures == tuple(measure.key for measure in COMPARED)


def test_the_usual_question_of_a_form_has_its_own_limit() -> None:
    region = computed_small_region()
    for form in care_forms(region):
        usual = usual_assessment(region, form)
        assert usual.scenario.limit_min == region.settings.care_forms[form].limit_min
        assert usual is assess(region, usual.scenario)


def test_nothing_is_new_where_nothing_differs() -> None:
    region = computed_small_region()
    found = news_between(region, region)
    assert found.counts == {"residents": 0, "settings": 0}
    assert not (*found.units, *found.areas, *found.residents, *found.settings, *found.indicators)
    assert all(each.before == each.after for each in (*found.figures, *found.visits))


def test_lists_are_bounded_and_counts_are_not() -> None:
    region = computed_small_region()
    many = pd.concat([region.units.loc[["U1"]].rename(index={"U1": f"V{k}"}) for k in range(LISTED + 5)])
    found = news_between(region, computed(replace(small_region(), units=pd.concat([region.units, many]))))
    assert found.counts["units_new"] == LISTED + 5
    assert len(found.units) == LISTED


def test_news_are_kept_beside_the_versions_and_read_back_whole(tmp_path: Path) -> None:
    before = computed_small_region()
    assert news_of(before, tmp_path) is None, "nothing is published"
    first = publish(before, tmp_path)
    assert open_snapshot(tmp_path).news is None
    expected = news_of(changed(), tmp_path)
    assert expected is not None
    version = publish(changed(), tmp_path, expected)
    found = open_snapshot(tmp_path).news
    assert found is not None
    assert (found.previous, expected.previous) == (first, first)
    for name in fields(VersionNews):
        if name.name == "before_values":
            np.testing.assert_array_equal(found.before_values, expected.before_values)
        else:
            assert getattr(found, name.name) == getattr(expected, name.name), name.name
    assert publish(changed(), tmp_path, news_of(changed(), tmp_path)) == version
    again = open_snapshot(tmp_path).news
    assert again is not None
    assert again.previous == first, "published once more it is no other version"


def test_news_of_versions_that_are_gone_are_dropped(tmp_path: Path) -> None:
    for number in range(KEPT + 2):
        settings = replace(computed_small_region().settings, short=str(number))
        region = replace(computed_small_region(), settings=settings)
        publish(region, tmp_path, news_of(region, tmp_path))
    kept = {folder.name for folder in (tmp_path / "versions").iterdir()}
    assert {file.name.partition(".")[0] for file in (tmp_path / "news").iterdir()} <= kept


def test_damaged_news_are_none_and_another_regions_are_not_made(tmp_path: Path) -> None:
    publish(computed_small_region(), tmp_path)
    region = changed()
    other = replace(region, settings=replace(region.settings, id="other"))
    assert news_of(other, tmp_path) is None
    version = publish(region, tmp_path, news_of(region, tmp_path))
    (tmp_path / "news" / f"{version}.json").write_text("{")
    assert open_snapshot(tmp_path).news is None


def test_protected_visits_are_told_as_published_and_said_to_be_protected(tmp_path: Path) -> None:
    from geodata.checks.open_region import open_region

    region = computed(open_region(protected_demo("10", tmp_path)))
    assert region.visits is not None
    found = news_between(region, region)
    assert found.protected
    year = region.visits.years[0]
    cells = [
        region.visits.cells("municipality", "region", (year,), form) for form in region.visits.care_forms
    ]
    total = sum(int(each.visits.sum()) for each in cells)
    assert {each.period: each.after for each in found.visits}[year] == total
