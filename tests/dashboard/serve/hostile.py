"""What a hostile visitor sends: bodies of callbacks spoilt in every way, and addresses over the whole map."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Any
from urllib.parse import quote, urlencode

from werkzeug.routing import Rule

from geodata.contract.constants import CONSTANTS
from tests.dashboard.serve.test_every_route import QUESTIONS

LONG = "x" * 3_000
TEXTS = (
    "", " ", "\x00", "a\x00b", "\n", "\u2028", "\ud800", "\ufffe", "../../etc/passwd", "..%2f..%2f", "%",
    "%zz", "%00", "x" * 256, "å" * 300, LONG, "0", "-1", "1e308", "1e999", "NaN", "inf", "-0", "²", "٣",
    "9" * 99, "true", "[]", "<script>", "'; drop table x;--", "a,b,,c", ";;;", "*", ".", "//", "\\",
    "too_far:5," * 300, "close:U1;" * 200, "add:n1@57.7,11.97*1;" * 100, "add:n1@999,999*1", "size:U1*-1",
    ",".join(f"A{at}" for at in range(500)), "57.7,11.9;" * 300, "0,10.5;0.1,10.5", "10,57," * 200,
    "(((((((((" * 50, "a+" * 200, "12/57.7/11.9", "999/999/999", "2024", "0000-00-00", "2024-02-30",
)  # fmt: skip
"""Texts that a value may be."""
VALUES: tuple[object, ...] = (
    None, True, -1, 0, 1e308, 10**400, [], [[]], {}, {"a": []}, {"": ""}, ["x"] * 50, [None], {"x": {"y": 1}},
)  # fmt: skip
"""Values of other types than texts."""
STORED = sorted({key for keys in CONSTANTS["stores"].values() for key in keys})
KEYS = (*STORED, "lang", "v", "at", "kpi", "f", "limit", "bbox", "datetime", "offset", "objective",
        "sites", "residents", "line", "table", "since", "within", "columns", "sort", "find", "rows", "crs",
        "properties", "filter", "m", "show", "file", "case", "doc", "done", "x" * 300, "")  # fmt: skip
"""Keys of an address's query: all that some page reads, and some that none does."""
PIECE = re.compile(r"<(?:[a-z]+(?:\([^)]*\))?:)?(\w+)>")


def bodies(version: str, count: int, seed: int = 1) -> Iterator[bytes]:
    """Bodies of the callbacks' endpoint, each with one to three things wrong; the same for the same seed."""
    pick = random.Random(seed)
    text = json.dumps(list(QUESTIONS.values())).replace('"version": ""', f'"version": "{version}"')
    questions = json.loads(text)
    spoilers: tuple[Callable[[bytes], bytes], ...] = (
        lambda sent: sent[: pick.randrange(len(sent))],
        lambda sent: sent.replace(b'"', b"\xff", 1),
        lambda sent: sent.replace(b"{", b"[" * 20_000, 1),
        lambda sent: bytes(byte ^ (pick.random() < 0.01) for byte in sent),
        lambda sent: sent + sent,
        lambda _: b"[]," * 20_000,
        lambda sent: sent.replace(b'"value"', b'"value": "x", "value"'),
        lambda _: b"",
    )
    for _ in range(count):
        body = json.loads(json.dumps(pick.choice(questions)))
        for _ in range(pick.randint(1, 3)):
            _spoil(body, pick)
        sent = json.dumps(body, ensure_ascii=pick.random() < 0.5).encode("utf-8", "surrogatepass")
        yield pick.choice(spoilers)(sent) if pick.random() < 0.15 else sent


def _spoil(body: Any, pick: random.Random) -> None:
    """Set one part of a body, at any depth, to something else, take it away, or add a key of a record."""
    parts = [(body, key) for key in (body if isinstance(body, dict) else range(len(body)))]
    inner = [holder[key] for holder, key in parts if isinstance(holder[key], dict | list) and holder[key]]
    if inner and pick.random() < 0.85:
        _spoil(pick.choice(inner), pick)
        return
    if isinstance(body, dict) and pick.random() < 0.4:
        body[pick.choice(KEYS)] = pick.choice(TEXTS)
        return
    if not parts:
        return
    holder, key = pick.choice(parts)
    if pick.random() < 0.1:
        del holder[key]
    else:
        holder[key] = deepcopy(pick.choice(TEXTS if pick.random() < 0.7 else VALUES))


def addresses(rules: Sequence[Rule], version: str, count: int, seed: int = 2) -> Iterator[str]:
    """Addresses over the whole map, with odd parts, keys and encodings; the same for the same seed."""
    pick = random.Random(seed)
    read = [rule.rule for rule in rules if "GET" in (rule.methods or ())]
    for at in range(count):
        yield _address(read[at % len(read)], version, pick)[:4_000]


def _address(rule: str, version: str, pick: random.Random) -> str:
    usual = {"kind": ("csv", "xlsx", "svg", "json", "gpkg", "parquet", "zip"), "table": ("nearest", "units"),
             "language": ("sv", "en"), "collection": ("areas", "units"), "format": ("csv",)}  # fmt: skip

    def part(found: re.Match[str]) -> str:
        name = found[1]
        if name == "version" and pick.random() < 0.6:
            return version
        if name in usual and pick.random() < 0.7:
            return pick.choice(usual[name])
        return _quoted(pick.choice(TEXTS), pick)

    path = PIECE.sub(part, rule)
    pairs = [(pick.choice(KEYS), pick.choice(TEXTS)) for _ in range(pick.choice((0, 1, 1, 2, 3)))]
    if pick.random() < 0.1 and pairs:
        pairs = pairs[:1] * 30
    query = urlencode(pairs, errors="surrogatepass")
    if pick.random() < 0.1:
        query += pick.choice(("&", "=", "&&&", "%", "%zz=%", "a=%ff%fe", ";", "?", "&a[]=1"))
    return f"{path}?{query}" if query else path


def _quoted(text: str, pick: random.Random) -> str:
    once = quote(text, safe="", errors="surrogatepass")
    return pick.choice(
        (once, once, once, quote(once, safe=""), quote(text, safe="/.", errors="surrogatepass"))
    )
