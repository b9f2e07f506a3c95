"""What a waterfall is of: two sums, and what each part that changed adds or takes on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.payment.rounding import rounded_parts
from dashboard.words.money import Scale, scale_of

SMALL: Final = 200
"""Parts that change less than this share of the largest change stand together, where there are several."""


@dataclass(frozen=True)
class PartChange:
    """What a part pays before and after, in hundredths of the currency; `name` is as it stands in a list."""

    name: str
    before: int
    after: int

    @property
    def change(self) -> int:
        """What it pays more, below 0 less."""
        return self.after - self.before


@dataclass(frozen=True)
class Steps:
    """Two sums and what lies between, in steps of a scale: before and all changes sum to after.

    Attributes
    ----------
    names : tuple of str
        Of the parts that changed, in their order; small ones together are the last.
    changes : tuple of int
    unchanged : tuple of str
        Parts that pay as much as before.
    """

    scale: Scale
    before: int
    after: int
    names: tuple[str, ...]
    changes: tuple[int, ...]
    unchanged: tuple[str, ...]

    @property
    def levels(self) -> tuple[int, ...]:
        """Where each change ends, from the sum before: one more than there are changes."""
        reached = [self.before]
        for change in self.changes:
            reached.append(reached[-1] + change)
        return tuple(reached)


def steps_of(parts: Sequence[PartChange]) -> Steps:
    """The way from the sum before to the sum after.

    Parameters
    ----------
    parts : sequence of PartChange
        Of both models, in their order.
    """
    before, after = sum(part.before for part in parts), sum(part.after for part in parts)
    scale = scale_of([before, after])
    shown = _together([part for part in parts if part.change])
    first, last = scale.steps(before), scale.steps(after)
    return Steps(
        scale,
        first,
        last,
        tuple(part.name for part in shown),
        tuple(rounded_parts([part.change for part in shown], last - first, scale)),
        tuple(part.name for part in parts if not part.change and (part.before or part.after)),
    )


def _together(changed: list[PartChange]) -> list[PartChange]:
    """Those that changed, small ones as one."""
    largest = max((abs(part.change) for part in changed), default=0)
    small = [part for part in changed if abs(part.change) * SMALL < largest]
    if len(small) < 2:
        return changed
    names = [small[0].name, *(part.name[:1].lower() + part.name[1:] for part in small[1:])]
    before, after = (sum(getattr(part, which) for part in small) for which in ("before", "after"))
    others = PartChange(", ".join(names), before, after)
    return [part for part in changed if part not in small] + [others]
