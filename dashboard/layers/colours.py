"""The colours of data, by the custom properties of `assets/tokens.css`, where each says what it means.

A layer names a colour as a style sheet does; whoever draws it resolves the name in the theme that it draws.
"""

from __future__ import annotations


def _ramp(name: str, *steps: object) -> tuple[str, ...]:
    return tuple(f"var(--{name}-{step})" for step in steps)


SEVERITY = _ramp("sev", *range(5))
SEQUENTIAL = _ramp("seq", *range(1, 6))
DIVERGING = _ramp("div", "better-3", "better-2", "better-1", "0", "worse-1", "worse-2", "worse-3")
MORE_OR_LESS = (*_ramp("less", 3, 2, 1), *_ramp("div", 0), *_ramp("more", 1, 2, 3))
FUTURES = (*_ramp("div", 0), *_ramp("seq", *range(2, 6)))
AGREEMENT = (SEVERITY[0], *_ramp("agree", *range(1, 6)))
NOTHING_KNOWN = "var(--surface)"
"""Under the hatching of an area of which nothing is known."""
