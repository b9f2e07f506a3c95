"""The toy region with reimbursement, as a folder and in memory, whose amounts one can do by eye.

Listed at the end of 2025, and what units are measured by:

    unit      listed  of them 0-19   from A1    A2    A3   cni (mean 1)   geography
    u-north     1000           300       800   150    50           1.50    2 points
    u-south     2000           400       150  1600   250           0.75    1 point

    visits    of own listed   of others'   own listed elsewhere
    u-north             500          100                     40
    u-south             800           40                    100

The model `current`, a year:

    part                                                           u-north     u-south
    age     12 x 100 x (0.5 x those of 0-19 + the others)        1,020,000   2,160,000
    cni     200 x listed x cni                                     300,000     300,000
    places  a pot of 30,000, by points x listed: 2000 each          15,000      15,000
    visits  100 x visits of own listed                              50,000      80,000
    leaving -50 x visits of own listed elsewhere                    -2,000      -5,000
    base    10,000                                                  10,000      10,000
    together                                                     1,393,000   2,560,000
    paid                                                         1,393,000   2,520,000

The model `flat`, from 2026, is 1,300 a listed: 1,300,000 and 2,600,000, by which 93,000 leaves u-north and
40,000 comes to u-south: 3,953,000 against 3,900,000. The folder is that of
`tests.toy`, u-north its v1 and u-south its v2.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from io import StringIO
from pathlib import Path

from pandas import DataFrame, Index, concat, read_csv

from geodata.contract.problems import Problems
from geodata.contract.reimbursement_settings import Reimbursement
from geodata.contract.reimbursement_toml import read_reimbursement
from geodata.contract.settings import RegionSettings, TableSettings
from geodata.contract.toml_reader import TomlReader, WrittenFloat
from geodata.region.region import Region
from tests.toy import write_toy_region
from tests.toy_region import toy_region

REIMBURSEMENT_TOML = """
[unit_weights.cni]
name = { sv = "CNI", en = "CNI" }
scale = "mean_one"
follows = "people"
source = { sv = "Påhittad.", en = "Made up." }

[unit_weights.geography]
name = { sv = "Glesbygdspoäng", en = "Points of geography" }
scale = "points"
follows = "unit"
source = { sv = "Påhittad.", en = "Made up." }

[outputs.visits]
name = { sv = "Besök", en = "Visits" }
unit = { sv = "besök", en = "visit" }

[reimbursement.current]
name = { sv = "Dagens modell", en = "Model of today" }
care_form = "vc"
period = "2025"
begins = 2025-01-01
ends = 2025-12-31
source = { sv = "Påhittad.", en = "Made up." }
scaled = ["age", "cni"]

[[reimbursement.current.parts]]
key = "age"
kind = "per_person"
name = { sv = "Åldersersättning", en = "Age" }
price = 100
months = 12
age_weights = [{ age_to = 19, weight = 0.5 }, { age_from = 20, weight = 1 }]

[[reimbursement.current.parts]]
key = "cni"
kind = "per_person"
name = { sv = "Socioekonomi", en = "Deprivation" }
price = 200.00
weights = ["cni"]
scale = "mean_one"

[[reimbursement.current.parts]]
key = "places"
kind = "pot"
name = { sv = "Geografi", en = "Geography" }
price = "30000.00"
weight = "geography"
scale = "points"

[[reimbursement.current.parts]]
key = "visits"
kind = "per_output"
name = { sv = "Besök", en = "Visits" }
price = 100
output = "visits"
of = ["own"]

[[reimbursement.current.parts]]
key = "leaving"
kind = "responsibility"
name = { sv = "Besök på annat håll", en = "Visits elsewhere" }
price = 50
output = "visits"

[[reimbursement.current.parts]]
key = "base"
kind = "fixed"
name = { sv = "Grundersättning", en = "Base" }
price = 10000

[reimbursement.flat]
name = { sv = "Lika för alla", en = "The same for all" }
care_form = "vc"
period = "2025"
begins = 2026-01-01
source = { sv = "Påhittad.", en = "Made up." }

[[reimbursement.flat.parts]]
key = "each"
kind = "per_person"
name = { sv = "Per listad", en = "Per listed" }
price = 1300
"""

PAYMENT_TABLES = {
    "lists": """\
unit_id,period,area_id,age_from,age_to,persons
v1,2025,,0,19,300
v1,2025,,20,,700
v2,2025,,0,19,400
v2,2025,,20,,1600
v1,2025,0101,,,800
v1,2025,0102,,,150
v1,2025,0201,,,50
v2,2025,0101,,,150
v2,2025,0102,,,1600
v2,2025,0201,,,250
""",
    "unit_weights": """\
unit_id,weight,period,value
v1,cni,2025,1.5
v2,cni,2025,0.75
v1,geography,,2
v2,geography,,1
""",
    "production": """\
unit_id,period,output,of,quantity
v1,2025,visits,own,500
v1,2025,visits,other,100
v1,2025,visits,elsewhere,40
v2,2025,visits,own,800
v2,2025,visits,other,40
v2,2025,visits,elsewhere,100
""",
    "payments": """\
unit_id,period,part,amount
v1,2025,,1393000
v2,2025,,2520000
""",
    "contracts": """\
unit_id,contract,unit_kind,valid_from,valid_to
v1,vc,town,2020-01-01,
v2,vc,country,2022-07-01,
""",
}

_UNITS = Index(["v1", "", "v2"])
_AREAS = Index(["0101", "0102", "0201"])


def write_toy_payment(folder: Path) -> Path:
    """The folder of the module's docstring; its `region.toml`."""
    path = write_toy_region(folder)
    tables = "".join(f'\n[tables.{name}]\nfile = "{name}.csv"\n' for name in PAYMENT_TABLES)
    file = path / "region.toml" if path.is_dir() else path
    file.write_text(file.read_text(encoding="utf-8") + tables + REIMBURSEMENT_TOML, encoding="utf-8")
    for name, text in PAYMENT_TABLES.items():
        (file.parent / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def toy_payment_region() -> Region:
    """The region of the module's docstring, in memory."""
    region = toy_region()
    tables = {name: TableSettings(f"{name}.csv") for name in PAYMENT_TABLES}
    settings = replace(region.settings, tables={**region.settings.tables, **tables})
    settings = replace(settings, reimbursement=toy_reimbursement(settings))
    read = {name: read_csv(StringIO(text), dtype=str).fillna("") for name, text in PAYMENT_TABLES.items()}
    lists, weights, production, payments, contracts = (_of_unit(each) for each in read.values())
    period, words = {"period": lists["period"]}, ("of", "area_kind", "time", "basis")
    ages = lists.assign(
        area=_AREAS.get_indexer(lists["area_id"]).astype("int32"),
        sex="",
        age_from=lists["age_from"].replace("", "0").astype("int32"),
        age_to=lists["age_to"].replace("", "-1").astype("int32"),
        persons=lists["persons"].astype(float),
    )
    return replace(
        region,
        settings=settings,
        lists=ages[["unit", *period, "area", "sex", "age_from", "age_to", "persons"]],
        unit_weights=weights.assign(value=weights["value"].astype(float)),
        production=production.assign(
            **{name: "" for name in words if name not in production},
            quantity=production["quantity"].astype(float),
        )[["unit", "period", "output", *words, "quantity"]],
        payments=payments.assign(amount=payments["amount"].astype(float)),
        contracts=contracts.astype(dict.fromkeys(("valid_from", "valid_to"), "datetime64[ns]")),
    )


def toy_reimbursement(settings: RegionSettings) -> Reimbursement:
    """The models and the weights, in a region of some settings."""
    problems = Problems()
    form = next(iter(settings.care_forms))
    text = REIMBURSEMENT_TOML.replace('"vc"', f'"{form}"')
    content = tomllib.loads(text, parse_float=WrittenFloat)
    found = read_reimbursement(TomlReader(content, problems, "region.toml"), settings)
    assert not problems.found
    return found


def _of_unit(table: DataFrame) -> DataFrame:
    units = _UNITS.get_indexer(table["unit_id"]).astype("int32")
    return concat([DataFrame({"unit": units}), table.drop(columns="unit_id")], axis=1)
