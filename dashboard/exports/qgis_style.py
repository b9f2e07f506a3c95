"""The map's colours as a style that QGIS opens (QML): classes of areas, lines of visits, marks of units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

from dashboard.drawing.marks import FORM_COLOUR
from dashboard.drawing.tokens import palette
from dashboard.exports.map_classes import MapClass

Aliases = Mapping[str, str]
"""What each field is called, by its name, in the file's order."""


def areas_style(classes: Sequence[MapClass], aliases: Aliases) -> str:
    """Areas by the number of their class; what is not known is hatched."""
    colours = palette()
    categories = [(str(map_class.number), map_class.label or str(map_class.number)) for map_class in classes]
    symbols = [
        _symbol(
            "fill", "SimpleFill",
            {
                "color": _rgba(colours.of("line-strong") if map_class.hatched else map_class.colour),
                "style": "b_diagonal" if map_class.hatched else "solid",
                "outline_color": _rgba(colours.of("map-muni-line")),
                "outline_width": "0.1", "outline_width_unit": "MM", "outline_style": "solid",
            },
        )
        for map_class in classes
    ]  # fmt: skip
    return _document("class", categories, "long", symbols, aliases)


def shapes_style(aliases: Aliases) -> str:
    """Zones or municipalities: an outline alone, to lie over the areas."""
    colours = palette()
    symbol = _symbol(
        "fill", "SimpleFill",
        {
            "style": "no", "color": _rgba(colours.of("map-land")),
            "outline_color": _rgba(colours.of("map-selected")),
            "outline_width": "0.5", "outline_width_unit": "MM", "outline_style": "dash",
        },
    )  # fmt: skip
    return _document("", [], "", [symbol], aliases)


def flows_style(aliases: Aliases, past: str, near: str) -> str:
    """Lines of visits; those past the nearest unit in their own colour, dashed."""
    colours = palette()
    symbols = [
        _symbol(
            "line", "SimpleLine",
            {
                "line_color": _rgba(colours.of(name)), "line_style": style, "line_width": "0.3",
                "line_width_unit": "MM",
            },
        )
        for name, style in (("flow-past", "dash"), ("flow", "solid"))
    ]  # fmt: skip
    if "past" not in aliases:
        return _document("", [], "", symbols[1:], aliases)
    return _document("past", [("true", past), ("false", near)], "bool", symbols, aliases)


def units_style(aliases: Aliases, shape: str, operators: Sequence[tuple[str, str]]) -> str:
    """Points in the care form's shape: filled own, with a dot contract, open choice.

    Parameters
    ----------
    aliases : mapping
    shape : str
        circle, square, triangle or diamond.
    operators : sequence of (str, str)
        Key of each operator, and its words, which are what the rows hold.
    """
    colours = palette()
    colour = _rgba(colours.of(FORM_COLOUR.get(shape, "ink")))
    paper = _rgba(colours.of("surface"))
    mark = {"name": shape, "outline_color": colour, "outline_width": "0.6", "size": "3", "size_unit": "MM"}
    symbols = []
    for key, _ in operators:
        layers = [("SimpleMarker", {**mark, "color": colour if key in ("own", "") else paper})]
        if key == "contract":
            dot = {**mark, "name": "circle", "size": "1", "outline_style": "no", "color": colour}
            layers.append(("SimpleMarker", dot))
        symbols.append(_symbol("marker", *(part for layer in layers for part in layer)))
    if "operator" not in aliases:
        return _document("", [], "", symbols[:1], aliases)
    categories = [(words, words) for _, words in operators]
    return _document("operator", categories, "string", symbols, aliases)


def _document(
    field: str, categories: Sequence[tuple[str, str]], kind: str, symbols: Sequence[str], aliases: Aliases
) -> str:
    drawn = "".join(symbol.replace("@name@", str(at)) for at, symbol in enumerate(symbols))
    rows = "".join(
        f'<category value={quoteattr(value)} label={quoteattr(label)} symbol="{at}" type="{kind}"'
        ' render="true"/>'
        for at, (value, label) in enumerate(categories)
    )
    renderer = (
        f'<renderer-v2 type="categorizedSymbol" attr="{field}" enableorderby="0" symbollevels="0" '
        f'forceraster="0"><categories>{rows}</categories><symbols>{drawn}</symbols></renderer-v2>'
        if field
        else f'<renderer-v2 type="singleSymbol" enableorderby="0" symbollevels="0" forceraster="0">'
        f"<symbols>{drawn}</symbols></renderer-v2>"
    )
    named = "".join(
        f'<alias index="{at}" field={quoteattr(name)} name={quoteattr(colours)}/>'
        for at, (name, colours) in enumerate(aliases.items(), 1)
    )
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        '<qgis version="3.28.0" styleCategories="Symbology|Fields">'
        f"{renderer}<aliases>{named}</aliases></qgis>"
    )


def _symbol(kind: str, *layers: str | Mapping[str, str]) -> str:
    """A symbol of layers: class and options by turns."""
    pairs = zip(layers[::2], layers[1::2], strict=True)
    inside = "".join(
        f'<layer class="{name}" enabled="1" locked="0" pass="0"><Option type="Map">'
        + "".join(
            f'<Option name="{key}" type="QString" value={quoteattr(value)}/>'
            for key, value in dict(options).items()  # type: ignore[arg-type]
        )
        + "</Option></layer>"
        for name, options in pairs
    )
    return f'<symbol name="@name@" type="{kind}" alpha="1" clip_to_extent="1" force_rhr="0">{inside}</symbol>'


def _rgba(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},255"
