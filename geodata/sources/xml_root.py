"""XML that names nothing outside itself: what declares entities is refused before it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.parsers import expat

from geodata.sources.raw import UnreadableError

_PIECE = 2**16


class _RootFound(Exception):  # noqa: N818  not an error: it ends the reading early
    pass


def local_name(name: str) -> str:
    """Name of an element or attribute without its namespace."""
    return name.rpartition("}")[2].rpartition(":")[2]


def strict_parser() -> Any:
    """A parser by which a file that declares a document type or entities is refused."""
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def refuse(*_: object) -> Any:
        raise UnreadableError("xml_with_entities", row=parser.CurrentLineNumber)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    return parser


def xml_root(path: Path) -> str:
    """Name of the outermost element, without its namespace.

    Raises
    ------
    UnreadableError
        If the file is no XML, or declares a document type.
    """
    root: list[str] = []

    def start(name: str, _attributes: object) -> None:
        root.append(name)
        raise _RootFound

    parser = strict_parser()
    parser.StartElementHandler = start
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                parser.Parse(piece)
            parser.Parse(b"", True)
    except _RootFound:
        return local_name(root[0])
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnreadableError("unreadable_file", "XML", row=getattr(error, "lineno", None)) from error
    raise UnreadableError("unreadable_file", "XML")
