"""Every command that a page of the documents gives is one that the program has, with those options."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from dashboard import cli

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("deploy.md", "roles.md", "my-unit.md")
GIVEN = re.compile(r"(?:^|`|/bin/|=)utbudskarta ((?:[a-z]+ )[^`\n]*)", re.MULTILINE)


def commands(page: str) -> list[list[str]]:
    """Arguments of each command of a page, without what stands behind it."""
    text = (DOCS / page).read_text(encoding="utf-8")
    found = [shlex.split(line.partition(" #")[0].rstrip(").")) for line in GIVEN.findall(text)]
    return [words for words in found if "|" not in "".join(words)]


@pytest.mark.parametrize("page", PAGES)
def test_each_command_is_understood(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    understood: list[object] = []
    monkeypatch.setattr(cli, "answer", lambda run, _: understood.append(run) or 0)
    every = commands(page)
    for words in every:
        assert cli.main(words) == 0, words
    assert len(understood) == len(every) > 1


def test_a_command_that_is_none_would_be_found(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["publish", "DIR", "--overdue"])
    assert "--overdue" in capsys.readouterr().err
