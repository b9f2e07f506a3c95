"""What Python and the browser both go by, read from the one file where it stands: `assets/constants.js`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).resolve().parents[2] / "assets" / "constants.js"


def read_constants(source: str) -> Mapping[str, Any]:
    """The JSON object that a module exports as `constants`.

    Raises
    ------
    ValueError
        If it is not JSON.
    """
    found: Mapping[str, Any] = json.loads(
        source.partition("export const constants = ")[2].rstrip().rstrip(";")
    )
    return found


CONSTANTS: Final = read_constants(FILE.read_text(encoding="utf-8"))
