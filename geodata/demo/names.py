"""Invented names: of units, of organisations, and what else stands on a unit's card."""

from __future__ import annotations

import numpy as np

BIRDS_AND_TREES = (
    "Lärkan Svanen Trasten Tranan Sparven Staren Svalan Ejdern Talgoxen Domherren Sidensvansen Gärdsmygen "
    "Rödhaken Steglitsen Björken Eken Linden Almen Aspen Rönnen Hasseln Enen Tallen Granen Lönnen Syrenen "
    "Ljungen Smultronet Blåsippan Gullvivan Linnéan Vallmon Prästkragen Fyren Ankaret Kompassen Bryggan "
    "Kvarnen Duvan Silvret Bärnstenen Norrskenet Morgonstjärnan Regnbågen Solrosen Liljan Näckrosen Havren"
).split()
FIRST = (
    "Björk Ek Lind Tall Gran Sol Mån Strand Sjö Bäck Kvarn Kyrk Lärk Svan Trast Sten Skog Rönn Hassel Slån "
    "Klöver Humle Hav Ljung Mossa Lav Glas Silver Guld Kastanj Plommon Äppel Vinter Sommar Vår Höst"
).split()
LAST = "backen hagen gläntan ängen dalen lunden viken gården kullen höjden udden åsen torget parken".split()

PREFIXES = {"vardcentral": "Vårdcentralen", "rehab": "Rehab", "hemtjanst": "Hemtjänsten"}

ORGANISATIONS = {
    "vardcentral": (
        "Fyrbåken Vård AB",
        "Havtorn Läkargrupp AB",
        "Norrskata Hälsa AB",
        "Blåklinten Vård ek. för.",
        "Tranmossen Primärvård AB",
        "Gullregn Husläkare AB",
        "Svalbo Vård AB",
    ),
    "rehab": ("Stegvis Rörelse AB", "Havtorn Rehab AB", "Rakryggen Rehab AB", "Tallbarr Fysio ek. för.", "Uppåt Rehab AB"),
    "hemtjanst": (
        "Kaffepannan Omsorg AB",
        "Blåklinten Omsorg ek. för.",
        "Lyktan Hemtjänst AB",
        "Ärlan Hemvård AB",
        "Grannsämja Omsorg AB",
        "Tallkotten Omsorg AB",
    ),
}

SERVICES = {
    "vardcentral": (
        "Barnavårdscentral",
        "Barnmorskemottagning",
        "Diabetesmottagning",
        "Astma- och KOL-mottagning",
        "Psykisk hälsa",
        "Provtagning utan tid",
        "Hembesök",
        "Vaccination",
        "Jourmottagning kvällar",
    ),
    "rehab": (
        "Fysioterapi",
        "Arbetsterapi",
        "Träning i grupp",
        "Bassängträning",
        "Neurologisk rehabilitering",
        "Hembesök",
        "Artrosskola",
    ),
    "hemtjanst": (
        "Personlig omvårdnad",
        "Serviceinsatser",
        "Trygghetslarm",
        "Matdistribution",
        "Ledsagning",
        "Avlösning",
        "Nattinsatser",
    ),
}

LANGUAGES = (
    "Engelska",
    "Finska",
    "Arabiska",
    "Somaliska",
    "Persiska",
    "Bosniska/kroatiska/serbiska",
    "Polska",
    "Tigrinja",
    "Ukrainska",
    "Svenskt teckenspråk",
)
LANGUAGE_CHANCES = (0.8, 0.16, 0.22, 0.09, 0.08, 0.12, 0.07, 0.06, 0.05, 0.05)

OPENING = {
    "vardcentral": (
        "Måndag–fredag 8–17",
        "Måndag–torsdag 8–17, fredag 8–15",
        "Måndag–fredag 7.30–18",
        "Måndag–fredag 8–19, lördag 10–14",
    ),
    "rehab": ("Måndag–fredag 8–16.30", "Måndag–torsdag 7–18, fredag 7–15"),
    "hemtjanst": ("Alla dagar 7–22", "Alla dagar dygnet runt"),
}

# The Swedish Post and Telecom Authority keeps these numbers free for books and films.
PHONES = tuple(f"031-390 06 {n:02d}" for n in range(100)) + tuple(f"040-628 04 {n:02d}" for n in range(100))


def unit_names(care_form: str, towns: list[str], rng: np.random.Generator) -> list[str]:
    """One invented name a unit, none twice; the town is added when the stock runs out."""
    stock = [*BIRDS_AND_TREES, *(first + last for first in FIRST for last in LAST)]
    rare = [stock[at] for at in rng.permutation(len(stock))]
    prefix = PREFIXES[care_form]
    names: list[str] = []
    used: set[str] = set()
    for number, town in enumerate(towns):
        name = f"{prefix} {rare[number % len(rare)]}"
        if name in used:
            name = f"{name} i {town}"
        if name in used:
            name = f"{name} {number + 1}"
        used.add(name)
        names.append(name)
    return names


def municipal(municipality: str) -> str:
    """The municipality as an organisation, in the genitive: Borås kommun, Göteborgs kommun."""
    return f"{municipality} kommun" if municipality[-1] in "sxz" else f"{municipality}s kommun"
