"""What the README shows by example is true."""

from __future__ import annotations

import re
from pathlib import Path

from geodata.contract.problems import Problems
from geodata.contract.region_toml import read_settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_region_shown_is_one_that_can_be_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "region.toml").write_text(example, encoding="utf-8")
    problems = Problems()
    settings = read_settings(tmp_path, problems)
    assert problems.found == []
    assert settings is not None
    assert settings.tables["units"].columns["unit_id"] == "HSA-id"


def test_every_page_and_picture_it_points_to_is_there() -> None:
    for path in re.findall(r"\]\((?!https?://)([^)#]+)\)", README):
        assert (ROOT / path).exists(), path


def test_every_command_it_names_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", README)) <= targets
