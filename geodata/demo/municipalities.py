"""Sweden's counties and municipalities, and what each municipality had decided on LOV in 2010."""

from __future__ import annotations

import csv
from pathlib import Path

LOV_FILE = Path(__file__).parent / "geography" / "lov_2010.csv"

COUNTIES = {
    "01": "Stockholms län",
    "03": "Uppsala län",
    "04": "Södermanlands län",
    "05": "Östergötlands län",
    "06": "Jönköpings län",
    "07": "Kronobergs län",
    "08": "Kalmar län",
    "09": "Gotlands län",
    "10": "Blekinge län",
    "12": "Skåne län",
    "13": "Hallands län",
    "14": "Västra Götalands län",
    "17": "Värmlands län",
    "18": "Örebro län",
    "19": "Västmanlands län",
    "20": "Dalarnas län",
    "21": "Gävleborgs län",
    "22": "Västernorrlands län",
    "23": "Jämtlands län",
    "24": "Västerbottens län",
    "25": "Norrbottens län",
}


def municipalities() -> dict[str, str]:
    """Names of the 290 municipalities by code."""
    return {code: name for code, name, _status in _rows()}


def lov_status() -> dict[str, str]:
    """Decision on LOV of each of the 290 municipalities on 1 October 2010, by code.

    One of in_operation, decided, investigating, declined, no_grant. Source: Socialstyrelsen's
    final report 2010, appendix 2.
    """
    return {code: status for code, _name, status in _rows()}


def _rows() -> list[tuple[str, str, str]]:
    with LOV_FILE.open(encoding="utf-8", newline="") as file:
        return [(code, name, status) for code, name, status in csv.reader(file)][1:]
