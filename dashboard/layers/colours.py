"""Every colour that the server names, by its token, with the sentence that says what it means.

The same values stand in `assets/tokens.css`, which the browser reads; a test holds them together.
"""

from __future__ import annotations

from collections.abc import Mapping

MEANING: Mapping[str, tuple[str, str]] = {
    "accent": ("#0b5686", "What can be pressed or is chosen; the line of a small trend."),
    "map-water": ("#d9e4ea", "Sea and lakes: never data."),
    "map-land": ("#f4f2ec", "Land in the region without a finding."),
    "sev-0": ("#f4f2ec", "No rule fails: enough supply."),
    "sev-1": ("#f3d8a4", "One rule fails: watch."),
    "sev-2": ("#e39a56", "Two rules fail: underserved."),
    "sev-3": ("#bf4c3a", "Three rules fail: seriously underserved."),
    "sev-4": ("#6b1738", "All rules fail, or nothing within reach: the loudest colour."),
    "seq-1": ("#e3edf0", "The least of an amount where more is neither good nor bad."),
    "seq-2": ("#b4cfd6", "Little of such an amount."),
    "seq-3": ("#7dabb8", "A middling amount."),
    "seq-4": ("#427f92", "Much of it."),
    "seq-5": ("#164e63", "The most of it."),
    "div-better-3": ("#1c5a9e", "Much better: for minutes, over 8 shorter."),
    "div-better-2": ("#6aa1d3", "Better."),
    "div-better-1": ("#c2dbee", "Slightly better."),
    "div-0": ("#f4f2ec", "No change."),
    "div-worse-1": ("#f5d3a9", "Slightly worse."),
    "div-worse-2": ("#dc8c3c", "Worse."),
    "div-worse-3": ("#934400", "Much worse."),
    "more-3": ("#01665e", "Many more than in the period compared with; more is neither good nor bad."),
    "more-2": ("#5ab4ac", "More."),
    "more-1": ("#c7eae5", "Slightly more."),
    "less-1": ("#f6e8c3", "Slightly fewer."),
    "less-2": ("#d8b365", "Fewer."),
    "less-3": ("#8c510a", "Many fewer."),
    "agree-1": ("#fecf92", "One of five measures finds too little access here."),
    "agree-2": ("#fe9f6d", "Two of five measures do."),
    "agree-3": ("#de4968", "Three of five measures do."),
    "agree-4": ("#8c2981", "Four of five measures do."),
    "agree-5": ("#3b0f70", "All five measures agree: the loudest colour."),
    "flow": ("#123f78", "Visits from an area to a unit."),
    "flow-past": ("#6a3d9a", "Visits that pass the nearest unit."),
}
COLOURS: Mapping[str, str] = {name: colour for name, (colour, _) in MEANING.items()}
SEVERITY = tuple(COLOURS[f"sev-{step}"] for step in range(5))
SEQUENTIAL = tuple(COLOURS[f"seq-{step}"] for step in range(1, 6))
DIVERGING = tuple(
    COLOURS[f"div-{name}"]
    for name in ("better-3", "better-2", "better-1", "0", "worse-1", "worse-2", "worse-3")
)
MORE_OR_LESS = tuple(
    COLOURS[name] for name in ("less-3", "less-2", "less-1", "div-0", "more-1", "more-2", "more-3")
)
AGREEMENT = (COLOURS["sev-0"], *(COLOURS[f"agree-{step}"] for step in range(1, 6)))
NOTHING_KNOWN = "#ffffff"
"""Under the hatching of an area of which nothing is known."""
