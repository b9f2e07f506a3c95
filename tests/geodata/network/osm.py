"""OpenStreetMap extracts made by hand: places in metres, ways as names of places.

Places are metres east and north of a corner near Skövde (EPSG:3006), where `tests.toy` lies too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from tests.toy import CORNER, DEGREES

Place = tuple[float, float]
Way = tuple[Sequence[str], Mapping[str, str]]
Turn = tuple[Mapping[str, int | str], Mapping[str, str]]
"""Ways by their number from 1, and a place or a way `via`, by role; and tags."""
CRS = "EPSG:3006"


def write_extract(
    file: Path,
    places: Mapping[str, Place],
    ways: Sequence[Way],
    tags: Mapping[str, Mapping[str, str]] | None = None,
    areas: Sequence[tuple[Mapping[int, str], Mapping[str, str]]] = (),
    turns: Sequence[Turn] = (),
) -> Path:
    """An extract (`.osm`) of some ways; `tags` are those of places, such as a barrier's.

    A way may name a place that is not there: the extract then ends before it. An area (multipolygon) has
    the roles of its ways, by their number from 1.
    """
    number = {name: i for i, name in enumerate(dict.fromkeys(n for way, _ in ways for n in way), start=1)}
    lines = ['<osm version="0.6">']
    for name, i in number.items():
        if name in places:
            x, y = places[name]
            longitude, latitude = DEGREES.transform(CORNER[0] + x, CORNER[1] + y)
            said = _tags((tags or {}).get(name, {}))
            lines.append(
                f'<node id="{i}" version="1" lon="{longitude:.7f}" lat="{latitude:.7f}">{said}</node>'
            )
    for i, (way, said) in enumerate(ways, start=1):
        nodes = "".join(f'<nd ref="{number[name]}"/>' for name in way)
        lines.append(
            f'<way id="{i}" version="1" timestamp="2024-05-0{i % 9 + 1}T00:00:00Z">{nodes}{_tags(said)}</way>'
        )
    for i, (members, said) in enumerate(areas, start=1):
        refs = "".join(f'<member type="way" ref="{way}" role="{role}"/>' for way, role in members.items())
        kind = _tags({"type": "multipolygon", **said})
        lines.append(f'<relation id="{i}" version="1">{refs}{kind}</relation>')
    for i, (members, said) in enumerate(turns, start=len(areas) + 1):
        refs = "".join(
            f'<member type="way" ref="{of}" role="{role}"/>'
            if isinstance(of, int)
            else f'<member type="node" ref="{number[of]}" role="{role}"/>'
            for role, of in members.items()
        )
        kind = _tags({"type": "restriction", **said})
        lines.append(f'<relation id="{i}" version="1">{refs}{kind}</relation>')
    file.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")
    return file


def _tags(tags: Mapping[str, str]) -> str:
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())
