"""Traffic signals: the points on roads that hold whoever passes them."""

from __future__ import annotations

from collections.abc import Mapping


def signal_of(tags: Mapping[str, str]) -> tuple[bool, bool] | None:
    """Whether signals at a node hold those who go along its way as drawn, and against it; None without any.

    A crossing where walkers may stop the traffic (`crossing=traffic_signals` alone) is no such point:
    mostly it shows green.

    Parameters
    ----------
    tags : mapping of str to str
        Of an OpenStreetMap node.
    """
    if tags.get("highway") != "traffic_signals":
        return None
    towards = tags.get("traffic_signals:direction", tags.get("direction", "both"))
    return towards != "backward", towards != "forward"
