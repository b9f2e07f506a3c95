"""The list says what the arrows and the table say: same rows, same order, same numbers."""

from __future__ import annotations

import pytest

from dashboard.components.markup import Markup
from dashboard.layers import layer_of
from dashboard.layers.flow_rows import flow_rows, payload
from dashboard.plan.flow_list import flow_list
from dashboard.words.words import LANGUAGES, words
from geodata.assessment.assessment import Assessment
from geodata.focus.who_goes_where import ways_of
from tests.dashboard.regions import REGIONS, assessed, focuses


def found(markup: Markup, name: str) -> list[Markup]:
    """All elements of a name."""
    if isinstance(markup, str):
        return []
    inside = [one for part in markup[2:] for one in found(part, name)]  # type: ignore[arg-type]
    return [markup, *inside] if markup[0] == name else inside


def text(markup: Markup) -> str:
    return markup if isinstance(markup, str) else " ".join(text(one) for one in markup[2:])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", REGIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_list_arrows_and_table_are_one(name: str, language: str) -> None:
    assessment, said = assessed(name), words(language)
    for focus in focuses(assessment):
        if focus.is_whole_region:
            continue
        for way in ways_of(focus):
            rows = flow_rows(assessment, focus, way)
            listed = flow_list(assessment, focus, rows, said)
            if rows is None:
                assert listed == []
                continue
            drawn = payload(rows, focus)
            arrows = {f"{a}>{b}" for a, b in zip(drawn["from"], drawn["to"], strict=True)}  # type: ignore[call-overload]
            items = [one for part in listed for one in found(part, "li")]
            keys = [one[1]["data-way"] for one in items]  # type: ignore[index,call-overload]
            assert set(keys) == arrows | ({"-3>-3"} if len(rows.stays) else set())
            assert len(set(keys)) == len(keys)
            table = layer_of(assessment.region, "flows", way).table(assessment, focus)
            assert list(table.ids) == list(rows.ids)
            for one, key in zip(items, keys, strict=True):
                at = [f"{a}>{b}" for a, b in zip(rows.ends.area, rows.ends.unit, strict=True)].index(key)
                assert said.count(table.values["visits"][at]) in text(one)
                assert said.measure(table.values["share"][at], "share") in text(one)


def test_a_row_leads_to_its_other_end(toy: Assessment) -> None:
    from geodata.focus.places import place_of

    unit = place_of(toy, "unit", "u-north")
    listed = flow_list(toy, unit, flow_rows(toy, unit), words("sv"))
    leads = [
        (one[1]["data-select-kind"], one[1]["data-select-id"])  # type: ignore[index,call-overload]
        for part in listed
        for one in found(part, "button")
    ]
    assert leads == [("area", "A1"), ("area", "A2"), ("area", "A3")], "an unknown residence leads nowhere"


def test_of_the_region_the_list_tells_what_municipalities_exchange(toy: Assessment) -> None:
    from geodata.focus.places import place_of

    whole = place_of(toy, "region")
    listed = flow_list(toy, whole, flow_rows(toy, whole), words("sv"))
    items = [text(one) for part in listed for one in found(part, "li")]
    assert items[0].startswith("East → West")
    assert "netto 50" in items[0]
    assert items[1].startswith("Okänd bostad")
