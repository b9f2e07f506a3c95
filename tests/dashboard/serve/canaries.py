"""A region with things that nobody but officers may see, each of a name or value that stands nowhere else."""

from __future__ import annotations

import base64
import io
import re
import sqlite3
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
from flask import Flask, request
from geopandas import GeoDataFrame
from pypdf import PdfReader
from scipy.sparse import csr_array, hstack
from shapely import Point

from dashboard.serve.audience import set_audience
from geodata.contract.access_settings import AccessSettings, RoleAccess
from geodata.contract.need_settings import NeedIndex
from geodata.contract.settings import CareForm, IndicatorSettings, Source, TableSettings, Theme
from geodata.region.audience import EVERYBODY, Audience
from geodata.region.region import Region
from tests.toy_payment import toy_payment_region
from tests.toy_projection import projected_toy_region

TEXT = re.compile(r"kanari", re.IGNORECASE)
"""Every name of what is hidden has it."""
VALUES = (846_153.0, 846_159.0, 731_947.0, 777_123.0, 777_129.0)
"""Values of the hidden indicator, capacity and payments."""
NAME = {"sv": "Kanarieindikatorn", "en": "The kanari indicator"}

HIDDEN = RoleAccess(
    hide_care_forms=("kanarieform",),
    hide_indicators=("kanariekod",),
    hide_columns=("units.phone", "units.services", "units.capacity", "units.organisation"),
    hide_tables=("need_variables",),
    hide_questions=("payment",),
    hide_layers=("kanarietema",),
)
OFFICER = Audience("officer")


def canary_region() -> Region:
    """The toy region with a canary in every kind of thing that can be hidden."""
    paid, projected = toy_payment_region(), projected_toy_region()
    settings = paid.settings
    words = {"sv": "Kanarietext", "en": "A kanari text"}
    units = paid.units.assign(
        phone=[f"kanarietelefon-{at}" for at in range(3)],
        services=["kanarietjänst"] * 3,
        capacity=[731_947.0] * 3,
        organisation=["Kanariebolaget", "Kanarielandet", "Kanariestiftelsen"],
    )
    more = GeoDataFrame(
        [{**units.iloc[0].to_dict(), "name": "Kanarieenheten", "care_form": "kanarieform",
          "address": "Kanariegatan 1", "area": 0, "geometry": Point(4e3, 4e3)}],
        index=pd.Index(["z-kanarie"], name="unit_id"), crs=paid.units.crs,
    )  # fmt: skip
    units = pd.concat([units, more]).astype({"area": "int32"})
    models = {
        key: replace(model, name=words, source=words) for key, model in settings.reimbursement.models.items()
    }
    settings = replace(
        settings,
        care_forms={
            **settings.care_forms,
            "kanarieform": CareForm("kanarieform", words, words, "square", 20.0, words, words),
        },
        indicators={
            **settings.indicators,
            "kanariekod": IndicatorSettings(
                "kanariekod", NAME, "number", "lower", None, 800_000.0, "Kanariekällan", "2025", words
            ),
        },
        themes={
            "kanarietema": Theme(
                "kanarietema", words, words, "2025", "Kanarie", {"a": words}, {"a": "#336699"}
            )
        },
        need_indices={
            "kanarieindex": NeedIndex(
                "kanarieindex", words, {"kanarievariabel": 1.0}, {"": ("share",)}, "raw", None, words
            )
        },
        reimbursement=replace(settings.reimbursement, models=models),
        tables={
            **settings.tables,
            "need_variables": TableSettings("kanarie.csv", columns={"value": "kanarie"}),
        },
        aliases={"Kanarieenheten": ("kanariefågeln",)},
        sources=(Source("Kanariedata", "Kanarieverket", "CC0", "2025", words, ("need_variables",)),),
        access=AccessSettings({"resident": HIDDEN, "officer": RoleAccess()}),
    )  # fmt: skip
    values = pd.DataFrame(
        {"indicator": "kanariekod", "unit": [0, 2, 3], "period": "2025",
         "value": [846_153.0, 846_159.0, 846_153.0], "numerator": float("nan"), "denominator": float("nan")}
    )  # fmt: skip
    assert paid.contracts is not None
    assert paid.payments is not None
    assert paid.minutes is not None
    return replace(
        paid,
        settings=settings,
        units=units,
        population=projected.population,
        projections=projected.projections,
        indicators=pd.concat([paid.indicators.drop(columns="few"), values], ignore_index=True),
        minutes=csr_array(hstack([paid.minutes, paid.minutes[:, [0]]])),
        need_variables=pd.DataFrame(
            {"variable": "kanarievariabel", "area": pd.array([0, 1, 2], dtype="int32"),
             "value": [846_153.0] * 3, "denominator": [1e6] * 3}
        ),
        themes=pd.DataFrame(
            {"theme": "kanarietema", "area": pd.array([0, 1, 2], dtype="int32"), "value": "a"}
        ),
        contracts=paid.contracts.assign(contract="kanarieavtal"),
        payments=paid.payments.assign(amount=[777_123.0, 777_129.0]),
    )  # fmt: skip


def by_role(server: Flask, **audiences: Audience) -> None:
    """Let a request's header `Role` say who asks, as signing in does; without it everybody."""

    def sign_in() -> None:
        set_audience(audiences.get(request.headers.get("Role", ""), EVERYBODY))

    server.before_request_funcs.setdefault(None, []).insert(0, sign_in)


def found_in(content: bytes) -> list[str]:
    """Every canary in some bytes, whatever they are packed as."""
    return sorted({canary for text in _texts(content) for canary in _canaries(text)})


def _canaries(text: str) -> Iterator[str]:
    yield from (f"…{match[0]}…" for match in TEXT.finditer(text))
    digits = re.sub(r"(?<=\d)[\s,.\u00a0\u202f](?=\d{3}(?!\d))", "", text)
    yield from (str(int(value)) for value in VALUES if re.search(rf"(?<!\d){value:.0f}(?!\d)", digits))


def _texts(content: bytes) -> Iterator[str]:
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from _texts(archive.read(name))
    elif content[:4] == b"PAR1":
        table = pd.read_parquet(io.BytesIO(content))
        yield f"{table.attrs} {table.drop(columns='geometry', errors='ignore').to_csv()}"
    elif content[:6] == b"SQLite":
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.gpkg"
            path.write_bytes(content)
            lines = sqlite3.connect(path).iterdump()
            yield "\n".join(line for line in lines if "GEOMETRY" not in line[:40])
    elif content[:4] == b"%PDF":
        reader = PdfReader(io.BytesIO(content))
        yield f"{reader.metadata} {' '.join(page.extract_text() for page in reader.pages)}"
    else:
        text = content.decode("utf-8", "replace")
        yield re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
        yield " ".join(_numbers(text))


def _numbers(text: str) -> Iterator[str]:
    """The canaries among numbers that are written as base64 of their bytes."""
    for packed in re.findall(r'"([A-Za-z0-9+/]{8,}={0,2})"', text):
        try:
            content = base64.b64decode(packed, validate=True)
        except ValueError:
            continue
        for value in VALUES:
            forms = (struct.pack("<d", value), struct.pack("<f", value), struct.pack("<i", int(value)))
            if any(form in content for form in forms):
                yield f" {value:.0f} "
