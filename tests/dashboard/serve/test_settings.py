from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from dashboard.serve.settings import PREFIX, Settings, read_settings
from geodata.contract.errors import SettingsError

DOCUMENTED = (Path(__file__).parents[3] / "docs" / "settings.md").read_text(encoding="utf-8")


def test_without_an_environment_every_setting_has_its_default() -> None:
    assert read_settings({"HOME": "/somewhere"}) == Settings()


def test_settings_are_read_from_the_environment() -> None:
    environment = {
        "UTBUDSKARTA_DATA_DIR": "/data",
        "UTBUDSKARTA_LANGUAGE": "en",
        "UTBUDSKARTA_REFRESH_S": "0.5",
    }
    assert read_settings(environment) == Settings(Path("/data"), "en", 0.5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LANGUAGE", "fi"),
        ("REFRESH_S", "often"),
        ("REFRESH_S", "60"),
        ("REFRESH_S", "nan"),
        ("LANGAUGE", "sv"),
        ("PUBLIC_URL", "map.example"),
        ("PUBLIC_URL", "https://map.example?x=1"),
        ("PROBE_DIR", "/no/such/folder"),
        ("FRAME_ANCESTORS", "everyone"),
        ("FRAME_ANCESTORS", "none https://kommun.example"),
        ("FRAME_ANCESTORS", "https://kommun.example; script-src *"),
    ],
)
def test_an_impossible_setting_stops_with_a_sentence_that_names_it(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=PREFIX + name):
        read_settings({PREFIX + name: value})


@pytest.mark.parametrize("field", [field.name for field in fields(Settings)])
def test_every_setting_stands_in_the_documentation(field: str) -> None:
    assert f"`{PREFIX}{field.upper()}`" in DOCUMENTED
    assert read_settings({PREFIX + field.upper(): str(getattr(Settings(), field))}) == Settings()
