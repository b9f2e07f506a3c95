"""Invented words on a unit's card: its name, who runs it, services, languages, hours, telephone."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
LANGUAGE_CHANCES = (0.8, 0.16, 0.22, 0.09, 0.08, 0.12, 0.07, 0.06, 0.05, 0.05)
SERVICE_CHANCE = 0.55
UNTOLD = 0.05  # share of units that have not told their opening hours
AWAY = 0.04  # share that are closed over Christmas
SILENT = 0.08  # share that have not told a thing: whom they take on, their door, their languages
REGIONAL = "Regionens egen vård"


def unit_names(care_form: str, towns: list[str], rng: np.random.Generator) -> list[str]:
    """One invented name a unit, none twice; the town is added when the stock runs out."""
    stock = [*WORDS["nature"], *(first + last for first in WORDS["first"] for last in WORDS["last"])]
    mixed = [stock[at] for at in rng.permutation(len(stock))]
    names: list[str] = []
    used: set[str] = set()
    for number, town in enumerate(towns):
        name = f"{WORDS[care_form]['prefix']} {mixed[number % len(mixed)]}"
        if name in used:
            name = f"{name} i {town}"
        if name in used:
            name = f"{name} {number + 1}"
        used.add(name)
        names.append(name)
    return names


def organisations(
    care_form: str, operator: list[str], municipality: list[str], rng: np.random.Generator
) -> list[str]:
    """Organisation of each unit: the region or the municipality itself, or one of a few companies."""
    companies = WORDS[care_form]["organisations"]
    weight = 1.0 / np.arange(2, len(companies) + 2)  # some companies have many units, some few
    drawn = rng.choice(len(companies), len(operator), p=weight / weight.sum())
    own = [municipal(town) if care_form == "hemtjanst" else REGIONAL for town in municipality]
    return [
        itself if who == "own" else str(companies[company])
        for who, itself, company in zip(operator, own, drawn, strict=True)
    ]


def municipal(municipality: str) -> str:
    """The municipality as an organisation, in the genitive: Borås kommun, Göteborgs kommun."""
    return f"{municipality} kommun" if municipality[-1] in "sxz" else f"{municipality}s kommun"


def card(care_form: str, towns: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """Further details of each unit: `services`, `languages` (";"), `opening`, `phone`, `address`."""
    words, count = WORDS[care_form], len(towns)
    services = np.array(words["services"])
    offers = rng.random((count, len(services))) < SERVICE_CHANCE
    offers[:, 0] = True
    languages = np.array(WORDS["languages"])
    speaks = rng.random((count, len(languages))) < np.array(LANGUAGE_CHANCES)
    hours = np.array(words["opening"])[rng.integers(0, len(words["opening"]), count)]
    untold = rng.random(count) < UNTOLD
    begins = np.array(WORDS["phones"])[rng.integers(0, len(WORDS["phones"]), count)]
    ends, doors = rng.integers(0, 100, count), rng.integers(1, 90, count)
    return pd.DataFrame(
        {
            "services": [";".join(services[row]) for row in offers],
            "languages": [";".join(["Svenska", *languages[row]]) for row in speaks],
            "opening": np.where(untold, "", hours),
            "phone": [f"{begin}{end:02d}" for begin, end in zip(begins, ends, strict=True)],
            "address": [f"Exempelgatan {door}, {town}" for door, town in zip(doors, towns, strict=True)],
        }
    )


def doors(table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Units with whether they accept new residents and have a step-free entrance; some do not say.

    Some have not told their languages either: they are made empty.
    """
    chance, stated = rng.random((2, len(table))), rng.random((3, len(table))) >= SILENT
    has_place = table["x"].notna().to_numpy()
    return table.assign(
        accepts_new=np.where(stated[0], np.where(chance[0] < 0.7, "yes", "no"), ""),
        step_free=np.where(stated[1] & has_place, np.where(chance[1] < 0.85, "yes", "no"), ""),
        languages=np.where(stated[2], table["languages"], ""),
    )


def closures(count: int, rng: np.random.Generator) -> list[str]:
    """Days when each unit is closed for a while, "" for most."""
    return ["2026-12-21/2027-01-06" if away else "" for away in rng.random(count) < AWAY]
