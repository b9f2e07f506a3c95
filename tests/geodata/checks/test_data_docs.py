"""docs/data.md names every table, column, option and problem, and its example opens."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from geodata.checks import check
from geodata.checks.words import sentences
from geodata.contract.need_settings import NeedIndex
from geodata.contract.register_settings import RegisterSettings
from geodata.contract.reimbursement_settings import (
    KINDS,
    AgeWeight,
    Band,
    Goal,
    JourneyCost,
    Part,
    PaymentModel,
    UnitWeight,
)
from geodata.contract.settings import (
    AgeGroup,
    CareForm,
    IndicatorSettings,
    OpenData,
    PlaceKind,
    RegionSettings,
    Rule,
    Source,
    TableSettings,
    Theme,
    TravelSettings,
)
from geodata.contract.tables import TABLES
from geodata.region.region import Account
from geodata.sources import ENDINGS
from tests.geodata.checks.test_words import REASONS

DOCS = (Path(__file__).parents[3] / "docs" / "data.md").read_text(encoding="utf-8")
REGISTER = (Path(__file__).parents[3] / "docs" / "register.md").read_text(encoding="utf-8")
TABLE_OF = {
    "produced": "outputs",
    "disclosure": "[disclosure]",
    "disclosure_reason": "reason",
    "tables": "[tables.NAME]",
    "register": "[visits]",
    "need_indices": "[need_index",
    "travel_modes": "[travel.modes.KEY]",
    "limits_min": "limit_min",
    "variant_of": "percentile",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_column_of_a_table_stands_in_its_section(table: object) -> None:
    name, columns = table.name, table.columns  # type: ignore[attr-defined]
    section = DOCS.split(f"### `{name}`", 1)[1].split("\n#", 1)[0]
    for column in columns:
        said = f"**`{column.name}`**" if column.required else f"| `{column.name}`"
        assert said in section, column.name


def test_every_option_of_a_table_stands_there() -> None:
    for field in fields(TableSettings):
        assert f"| `{field.name}` |" in DOCS, field.name


@pytest.mark.parametrize(
    "record",
    [
        RegionSettings,
        CareForm,
        AgeGroup,
        IndicatorSettings,
        NeedIndex,
        OpenData,
        UnitWeight,
        PaymentModel,
        Part,
        AgeWeight,
        Band,
        Goal,
        JourneyCost,
        Rule,
        TravelSettings,
        PlaceKind,
        Theme,
        Source,
    ],
)
def test_every_setting_stands_there(record: type) -> None:
    for field in fields(record):  # type: ignore[arg-type]
        name = TABLE_OF.get(field.name, field.name)
        assert re.search(rf"`{re.escape(name)}|[`\[]{re.escape(name)}[.\]`]", DOCS) or name == "key", name


def test_every_kind_of_part_stands_there() -> None:
    for kind in KINDS:
        assert f"| `{kind}` |" in DOCS, kind


def test_every_setting_of_a_register_stands_in_its_own_page() -> None:
    for field in fields(RegisterSettings):
        assert f"| `{field.name}` |" in REGISTER, field.name


def test_every_problem_reason_and_kind_of_file_stands_there() -> None:
    for code in sentences():
        assert f"| `{code}`" in DOCS, code
    for word in (*REASONS, *ENDINGS):
        assert f"`{word}`" in DOCS, word
    assert Account("units", "closed", "kept", 0, 0, ()).reason in REASONS


def test_the_shortest_region_of_the_docs_has_only_missing_files_to_complain_of(tmp_path: Path) -> None:
    toml = DOCS.split("```toml\n", 1)[1].split("```", 1)[0]
    (tmp_path / "region.toml").write_text(toml, encoding="utf-8")
    assert {each.code for each in check(tmp_path).problems} == {"missing_file"}
