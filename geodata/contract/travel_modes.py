"""Ways of travelling that a network of roads is kept for."""

from typing import Final

MODES: Final = ("car", "bicycle", "foot")

TRANSIT = "public_transport"
"""What one travels by in the model of that name: by bus, train or boat, and on foot where that is quicker."""
