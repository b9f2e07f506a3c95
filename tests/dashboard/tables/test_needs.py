"""Tables of the need to come: the measures' own numbers, in every focus, file and language."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dashboard.layers.base import Table
from dashboard.layers.need import USUAL, OutlookWords
from dashboard.tables.csv_files import csv_bytes
from dashboard.tables.need_years import COUNTED, TO_COME
from dashboard.tables.needs import NEED_TABLES, drivers_in, need_table
from dashboard.tables.rows import heading_text
from dashboard.tables.tables import table_keys, table_of
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import every, place_of
from geodata.measures.need import need_measures
from geodata.needs.outlook import Outlook
from geodata.scenario.scenario import default_scenario
from tests.dashboard.regions import assessed
from tests.toy_projection import few_visits_toy_region, looking_back_toy_region

PLACES = {"region": "", "municipality": "M1", "area": "A1", "several": "A1,A2", "unit": "u-north"}


@pytest.fixture(scope="module")
def toy() -> Assessment:
    region = looking_back_toy_region()
    return assess(region, default_scenario(region))


def shown(
    assessment: Assessment, key: str, kind: str = "region", id_: str = "", outlook: OutlookWords = USUAL
) -> Table:
    return table_of(assessment, place_of(assessment, kind, id_), key, outlook=outlook)


def rows(table: Table, column: str) -> dict[str, object]:
    return dict(zip(table.ids, np.asarray(table.values[column], object).tolist(), strict=True))


def test_what_drives_it_leads_from_use_today_to_use_at_the_horizon(toy: Assessment) -> None:
    found = rows(shown(toy, "need_drivers"), "visits")
    assert list(found)[:4] == ["use_now", "size_ahead", "ageing_ahead", "use_ahead"]
    assert [found[key] for key in list(found)[:4]] == [350, 210, 0, 560]
    assert rows(shown(toy, "need_drivers"), "share")["size_ahead"] == pytest.approx(0.6)
    soon = rows(shown(toy, "need_drivers", "municipality", "M2", OutlookWords("2030")), "visits")
    assert [soon[key] for key in ("use_now", "size_ahead", "use_ahead")] == [50, -10, 40]


def test_shares_of_what_drives_it_are_of_use_as_it_is_before_it_is_rounded() -> None:
    region = few_visits_toy_region()
    few = assess(region, default_scenario(region))
    for kind in ("region", "municipality", "area"):
        places = every(few, kind)
        for place in (places.only(at) for at in range(places.count)):
            table = need_table(few, place, "need_drivers", OutlookWords("2030"))
            shares = rows(table, "share")
            figures = {
                key: each.read(few, place) for key, each in need_measures((("horizon", "2030"),)).items()
            }
            change = figures["use_change_ahead"]
            base = change.denominator
            assert base
            assert shares["use_now"] == 0
            assert shares["use_ahead"] == change.value
            for driver in ("size_ahead", "ageing_ahead"):
                assert shares[driver] == (figures[driver].value or 0) / base
            for end in ("use_ahead_low", "use_ahead_high"):
                assert shares[end] == pytest.approx((figures[end].value or 0) / base - 1)


def test_rows_of_what_drives_it_are_the_measures_of_every_place(toy: Assessment) -> None:
    for kind in ("region", "municipality", "area"):
        places = every(toy, kind)
        for at in range(places.count):
            found = rows(need_table(toy, places.only(at), "need_drivers", USUAL), "visits")
            for key in set(found) - {"use_now"}:
                assert found[key] == np.rint(need_measures()[key].read(toy, places.only(at)).value or 0)


def test_only_drivers_that_an_outlook_has_are_among_them() -> None:
    assert drivers_in(Outlook(2035)) == ["size", "ageing"]
    whole = Outlook(2035, "", "half", 0.9, True, ("diabetes",))
    assert drivers_in(whole) == ["size", "ageing", "health", "trend", "prevalence"]


def test_every_year_is_counted_or_projected(toy: Assessment) -> None:
    table = shown(toy, "need_years")
    assert rows(table, "observed") == {"2020": 210, "2025": 350, "2030": TO_COME, "2035": TO_COME}
    assert rows(table, "use") == {"2020": COUNTED, "2025": 350, "2030": 340, "2035": 560}
    assert rows(table, "variant_high")["2035"] == 616
    assert rows(table, "earlier")["2025"] == 420


def test_where_the_projection_does_not_begin_at_what_was_counted_the_tables_say_so() -> None:
    region = few_visits_toy_region()
    few = assess(region, default_scenario(region))
    for kind, id_, counted, begins in (("area", "A2", 20, 19), ("region", "", 34, 34)):
        years, drivers = (shown(few, key, kind, id_) for key in ("need_years", "need_drivers"))
        assert (rows(years, "observed")["2025"], rows(years, "use")["2025"]) == (counted, begins)
        heading = next(heading_text(column, words("en")) for column in years.columns if column.key == "use")
        first = words("en").value(drivers.values["part"][0], "text")
        assert ("smoothed" in heading, "smoothed" in first) == (counted != begins, counted != begins)


def test_the_region_s_main_variant_stands_beside_another_that_is_chosen(toy: Assessment) -> None:
    table = shown(toy, "need_years", outlook=OutlookWords("2035", "high"))
    assert rows(table, "use")["2035"] == 616
    assert rows(table, "variant_main")["2035"] == 560


def test_ages_and_units_are_those_that_one_can_count(toy: Assessment) -> None:
    assert rows(shown(toy, "need_ages"), "all_then") == {"0": 750, "20": 4850}
    units = shown(toy, "need_units")
    assert rows(units, "lacking") == {"u-south": 244, "u-north": 0}
    assert units.row_kind == "unit", "a row selects it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_focus_has_every_table_as_a_file_in_every_language(toy: Assessment, language: str) -> None:
    in_words = words(language)
    for kind, id_ in PLACES.items():
        for key in NEED_TABLES:
            table = shown(toy, key, kind, id_)
            assert table.ids, (kind, key)
            assert {column.key for column in table.columns} == set(table.values)
            assert len(csv_bytes(table, in_words).splitlines()) == 1 + len(table.ids)


def test_of_a_unit_it_is_the_residents_whom_it_serves(toy: Assessment) -> None:
    unit, areas = place_of(toy, "unit", "u-south"), ("several", "A2,A3")
    assert toy.region.areas.index[unit.areas].tolist() == ["A2", "A3"]
    for key in ("need_drivers", "need_years", "need_ages"):
        own, same = shown(toy, key, "unit", "u-south"), shown(toy, key, *areas)
        name = own.columns[1].key
        assert rows(own, name) == rows(same, name)


def test_where_nothing_can_be_told_every_table_says_why() -> None:
    plain = assessed("whole")
    assert set(NEED_TABLES) <= set(table_keys(plain.region))
    for key in NEED_TABLES:
        assert shown(plain, key).empty == "why.no_projection"


def test_units_without_a_standard_say_so() -> None:
    region = looking_back_toy_region()
    units = region.units.assign(capacity=np.nan)
    nothing = replace(region, units=units)
    found = shown(assess(nothing, default_scenario(nothing)), "need_units")
    assert found.empty == "why.no_standard"
