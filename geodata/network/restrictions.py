"""Forbidden turns: what OpenStreetMap's `restriction` relations say, and how many say what is not read.

After the wiki's Relation:restriction. `no_*` forbids the way from one road into another over a node, `only_*`
every other way on from there; `except` frees some vehicles, and `restriction:hgv` and its like bind others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

Tags = Mapping[str, str]
Member = tuple[str, int, str]
"""Kind ("n", "w", "r"), id and role."""

KEYS: Final = ("restriction", "restriction:motor_vehicle", "restriction:motorcar")
CONDITIONAL: Final = tuple(f"{key}:conditional" for key in KEYS)
_HOURS: Final = ("hour_on", "hour_off", "day_on", "day_off")
"""How hours were told before `conditional`."""

_FREED: Final = {"motorcar", "motor_vehicle", "vehicle"}
_ROLES: Final = ("from", "via", "to")

READ, BY_TIME, VIA_WAYS, UNCLEAR = "read", "by_time", "via_ways", "unclear"
"""What became of a relation."""


class Restriction(NamedTuple):
    """One relation: no car goes over `via` from `origins` into `targets`; or, if `only`, anywhere else."""

    origins: tuple[int, ...]
    via: int
    targets: tuple[int, ...]
    only: bool


def restriction_of(tags: Tags, members: Sequence[Member]) -> tuple[str, Restriction | None]:
    """What becomes of a relation, and what it forbids if it is read.

    Parameters
    ----------
    tags : mapping of str to str
    members : sequence of (kind, id, role)

    Returns
    -------
    tuple of (str, Restriction or None)
        `READ`; `BY_TIME` where it holds at some hours only; `VIA_WAYS` where it is of a way over other roads;
        `UNCLEAR` where it lacks a member or says nothing known. "" where it concerns no cars.
    """
    if tags.get("type") != "restriction":  # of lorries alone, as `restriction:hgv` was written before
        return "", None
    kinds = {tags[key] for key in KEYS if tags.get(key, "").startswith(("no_", "only_"))}
    if kinds and any(key in tags for key in _HOURS):
        return BY_TIME, None
    if not kinds:
        by_time = any(key in tags for key in CONDITIONAL)
        return (BY_TIME if by_time else UNCLEAR if "restriction" in tags else ""), None
    if _FREED & {each.strip() for each in tags.get("except", "").split(";")}:
        return "", None
    roads = {role: tuple(ref for kind, ref, of in members if kind == "w" and of == role) for role in _ROLES}
    nodes = [ref for kind, ref, of in members if kind == "n" and of == "via"]
    if roads["via"]:
        return VIA_WAYS, None
    if len(kinds) > 1 or len(nodes) != 1 or not roads["from"] or not roads["to"]:
        return UNCLEAR, None
    return READ, Restriction(roads["from"], nodes[0], roads["to"], kinds.pop().startswith("only_"))
