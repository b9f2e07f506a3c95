"""What an audit found, in words for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from geodata.disclosure.finding import Finding

WORDS: Final = {
    "sv": {
        "title": "Vad den som läser allt publicerat kan gissa om räknade 1 till 4, mot en gissning i blindo",
        "head": "{attack:<58}{cells:>8}{blind:>10}{right:>10}{gain:>10}",
        "names": ("angrepp", "celler", "i blindo", "rätt", "vinst"),
        "points": "{points} p",
        "look": "en blick på varje cell",
        "cost": "en blick på cellen och om den har en kostnad",
        "joint": "alla celler, summor, perioder och åldrar tillsammans",
        "joint_sums": "detsamma, om summor som själva är 1 till 4",
        "lists": "en blick på varje cell av listorna",
        "production": "en blick på varje cell av prestationerna",
        "paid_joint": "listor, prestationer och utbetalningar tillsammans",
        "end": "Vinst i procentenheter: hur mycket oftare det är rätt. Avsikten är högst 5. Där 1, 2, 3 "
        "och 4 är lika vanliga, som i en del prestationer, är den omkring 10: inget brus på högst 5 "
        "som i medel är 0 och aldrig visar 1 till 4 ger mindre än 9.",
    },
    "en": {
        "title": "What reading all that is published tells of counts of 1 to 4, beside a blind guess",
        "head": "{attack:<58}{cells:>8}{blind:>10}{right:>10}{gain:>10}",
        "names": ("attack", "cells", "blind", "right", "gain"),
        "points": "{points} pt",
        "look": "one look at each cell",
        "cost": "one look at the cell, and whether it has a cost",
        "joint": "all cells, sums, periods and ages together",
        "joint_sums": "the same, of sums that are 1 to 4 themselves",
        "lists": "one look at each cell of the lists",
        "production": "one look at each cell of production",
        "paid_joint": "lists, production and payments together",
        "end": "Gain in percentage points: how much more often it is right. At most 5 is intended. Where "
        "1, 2, 3 and 4 are as common, as in some production, it is about 10: no noise of at most 5 "
        "whose mean is 0 and which never shows 1 to 4 gives less than 9.",
    },
}


def audit_text(findings: Sequence[Finding], language: str) -> str:
    """Findings as a table, one attack a line."""
    words = WORDS[language]
    comma = "," if language == "sv" else "."

    def number(value: float) -> str:
        return f"{100 * value:.1f}".replace(".", comma)

    names = dict(zip(("attack", "cells", "blind", "right", "gain"), words["names"], strict=True))
    lines = [str(words["title"]), "", str(words["head"]).format(**names)]
    for each in findings:
        line = str(words["head"]).format(
            attack=words[each.attack],
            cells=each.cells,
            blind=f"{number(each.blind)} %",
            right=f"{number(each.right)} %",
            gain=str(words["points"]).format(points=number(each.gain)),
        )
        lines.append(line)
    return "\n".join([*lines, "", str(words["end"])])


def audit_json(findings: Sequence[Finding]) -> str:
    """Findings as JSON: shares of 0 to 1."""
    return json.dumps([{**asdict(each), "gain": each.gain} for each in findings], indent=2)
