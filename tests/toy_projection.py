"""The toy region with a projection, whose sums one can do by eye.

Everybody makes a visit in ten, of whatever age: 350 by 3,500 residents. Residents by municipality, those of
0-19 years and the others:

    municipality  2025        2030        2035
    M1 (A1, A2)   700, 2300   700, 2300   700, 4600
    M2 (A3)       100,  400    75,  325    50,  250

In 2035 A1 has 200 + 1,600 = 1,800, A2 500 + 3,000 = 3,500 and A3 300: 180, 350 and 30 visits, 560 in all. The
variant "high" has a tenth more everywhere.

`looking_back_toy_region` also knows 2020: half as many lived everywhere, and made 60, 120 and 30 visits:
0.12 each. At those rates the residents of 2025 would have made 420 visits, where 350 came.
"""

from __future__ import annotations

from dataclasses import replace

from pandas import DataFrame, concat

from geodata.disclosure.published_cells import published
from geodata.region.municipalities import municipalities
from geodata.region.region import Region
from tests.toy_region import toy_region, toy_visits

PEOPLE = {
    "M1": {2025: (700, 2300), 2030: (700, 2300), 2035: (700, 4600)},
    "M2": {2025: (100, 400), 2030: (75, 325), 2035: (50, 250)},
}
AHEAD = [180.0, 350.0, 30.0]


def projected_toy_region() -> Region:
    """The region of the module's docstring."""
    rows = [
        {
            "municipality_id": place,
            "area": -1,
            "year": year,
            "sex": "",
            "age_from": begin,
            "age_to": end,
            "variant": variant,
            "persons": float(persons) * factor,
        }
        for variant, factor in (("", 1.0), ("high", 1.1))
        for place, years in PEOPLE.items()
        for year, both in years.items()
        for (begin, end), persons in zip(((0, 19), (20, -1)), both, strict=True)
    ]
    region = toy_region()
    population = region.population.assign(sex="")
    return replace(region, population=population, projections=DataFrame(rows))


def few_visits_toy_region() -> Region:
    """The first, with a tenth of the visits: 20 were counted of A2's residents, and 19 go on from there."""
    region, visits = projected_toy_region(), toy_visits()
    visits["visits"] = (visits["visits"] * 0.1).round().astype("int64")
    return replace(region, visits=published(visits, municipalities(region.areas, region.units)))


def looking_back_toy_region() -> Region:
    """The same, with residents and visits of 2020 too."""
    region, now = projected_toy_region(), toy_visits()
    then = now.assign(period="2020", visits=(now["visits"] * 0.6).round().astype("int64"))
    people = region.population
    earlier = people.assign(year=2020, persons=people["persons"] // 2)
    cells = published(concat([then, now]), municipalities(region.areas, region.units))
    return replace(region, visits=cells, population=concat([earlier, people], ignore_index=True))
