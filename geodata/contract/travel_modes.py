"""Ways of travelling that a network of roads is kept for."""

from typing import Final

MODES: Final = ("car", "bicycle", "foot")
