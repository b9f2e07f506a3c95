"""Names after each other as a sentence has them."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.words.words import Words


def joined(names: Sequence[str], words: Words) -> str:
    """Names as a sentence begins: the first as it stands, the others as inside it, with an "and"."""
    shown = [name if at == 0 else words.inside(name) for at, name in enumerate(names)]
    if len(shown) < 2:
        return "".join(shown)
    return words("payment_panel.and", first=", ".join(shown[:-1]), last=shown[-1])
