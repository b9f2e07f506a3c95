from __future__ import annotations

import logging
import re

import pytest

from dashboard.serve.log_lines import LINE_MOST, WHOLE_AGAIN_S, Lines, plain_line


def fall(at: str) -> None:
    raise ValueError(at)


def written(lines: Lines, message: str, at: str = "") -> str:
    """What is written of a message, and of a fault that comes with it."""
    record = logging.LogRecord("x", logging.ERROR, "", 1, "%s", (message,), None)
    if at:
        with pytest.raises(ValueError, match=re.escape(at)) as caught:
            fall(at)
        record.exc_info = (caught.type, caught.value, caught.tb)
    return lines.format(record)


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\x1b[2J", "\u2028", "\u202e", "\x9b", "\ud800", "\x00"])
def test_nobody_writes_a_line_of_their_own(sign: str) -> None:
    line = written(Lines(), f"/plan{sign}[2026-01-01] [1] [INFO] all is well")
    assert len(line.splitlines()) == 1
    assert line.isprintable()
    assert line.encode()


def test_what_is_written_of_an_address_is_bounded() -> None:
    assert len(plain_line("x" * 100_000)) == LINE_MOST + 2
    assert plain_line("åäö – Göteborg") == "åäö – Göteborg"


def test_how_a_fault_came_about_is_told_once_an_hour() -> None:
    now = [0.0]
    lines = Lines(lambda: now[0])
    texts = [written(lines, "it failed", f"value {at}") for at in range(4_000)]
    assert [text.count("Traceback") for text in texts] == [1] + [0] * 3_999
    assert "value 3999" in texts[-1]
    now[0] = WHOLE_AGAIN_S + 1
    assert "Traceback" in written(lines, "it failed", "again")


def test_a_fault_does_not_write_lines_of_its_own() -> None:
    for end in ("\n", "\u2028", "\r"):
        text = written(Lines(), "it failed", f"x{end}[2026-01-01] [1] [INFO] all is well")
        assert "all is well" in text
        assert all(line.startswith("  ") for line in text.splitlines()[1:])
