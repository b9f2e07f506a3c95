from __future__ import annotations

import json

import pytest

from geodata.contract.settings import RegionSettings
from geodata.publish.plain_json import from_plain_json, to_plain_json
from geodata.region.region import Account
from geodata.scenario.rule_changes import RuleChange
from tests.small_region import small_settings


def test_settings_come_back_from_json_as_they_were() -> None:
    settings = small_settings()
    again = from_plain_json(RegionSettings, json.loads(json.dumps(to_plain_json(settings))))
    assert again == settings
    assert list(again.care_forms) == ["gp", "rehab"], "the order is the order they are shown in"


def test_records_in_tuples_come_back_with_their_types() -> None:
    accounts = (Account("units", "no_place", "kept", 2, 0, ("a", "b")),)
    assert from_plain_json(tuple[Account, ...], to_plain_json(accounts)) == accounts
    change = RuleChange("too_far", on=True, limit=15.0)
    assert from_plain_json(RuleChange, to_plain_json(change)) == change


def test_a_record_with_a_part_too_many_is_refused() -> None:
    with pytest.raises(KeyError):
        from_plain_json(RuleChange, {"key": "too_far", "colour": "blue"})
