"""What a connector may cost, before it has begun: bytes, seconds, calls, pages and cells."""

from __future__ import annotations

from typing import Final

from geodata.http.bounded import Limits

MIB: Final = 1024 * 1024

ANSWER: Final = Limits(bytes_most=64 * MIB, connect_s=10.0, piece_s=30.0, whole_s=120.0)
"""Of one answer in JSON."""
WHOLE_FILE: Final = Limits(bytes_most=512 * MIB, connect_s=10.0, piece_s=30.0, whole_s=1_800.0)
"""Of a plain file."""

ALL_BYTES_MOST: Final = 512 * MIB
"""Of all answers to one connector."""
ALL_S: Final = 3_600.0
"""Seconds that one connector may take, waiting included."""
CALLS_MOST: Final = 2_000
"""Of one connector."""
PAGES_MOST: Final = 1_000
"""That one question is answered in."""
ROWS_MOST: Final = 2_000_000
"""Of the file of one connector."""

REDIRECTS_MOST: Final = 3
"""That one question is sent on."""
TRIES_MOST: Final = 4
"""Of one question, where the answer is to come back later."""
WAIT_MOST_S: Final = 60.0
"""Seconds that a service may ask us to wait; one that asks for more is left until another day."""
WAIT_S: Final = 2.0
"""Seconds before the second try where the service says nothing; twice as long before the next."""

CALLS_A_WINDOW: Final = 5
"""Where a service says nothing of how often it may be asked."""
WINDOW_S: Final = 1.0
"""Seconds that those are counted over."""
WINDOW_MOST_S: Final = 600.0
"""Seconds that a service may count over."""

IDS_A_CALL: Final = 25
"""Key figures, municipalities, units or years in an address of Kolada; it takes no more years than that."""
PAGE_ROWS: Final = 1_000
"""Wanted of each page, where that can be chosen."""

SIDECAR_BYTES_MOST: Final = 4 * MIB
"""Of a sidecar that is read."""
