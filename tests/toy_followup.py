"""The toy region with follow-up, as a folder, whose figures one can do by eye. Judged on 31 March 2026.

Units v1 (own) and v2 (choice). Satisfied, where 0.5 is the threshold and 0.9 the target:

    period    2025Q1  2025Q2  2025Q3  2025Q4
    v1          0.40    0.45    0.60    0.49     below in 2025Q4 alone
    v2          0.60    0.48    0.47    0.46     below from 2025Q2, three quarters in a row

    term      v1                               v2
    hours     yes 2026-01-10                   no 2024-12-01, yes 2026-01-10
    phone     yes 2025-01-10, no 2026-01-10    yes 2026-01-10
    record    not known 2026-01-10             yes 2026-01-10

So v2 alone fulfils all; a year earlier neither. v1 breaks one term.

    follow-up   unit  due         done
    contract    v1    2026-01-15  2026-01-10   5 days early
    contract    v2    2025-10-01  2025-10-11   10 days late; a plan was asked for
    individual  v2    2025-11-01  2025-11-01
    direction   v2    2025-03-01  2025-03-20   more than a year ago
    contract    v2    2026-03-16               late
    individual  v1    2026-03-31               due today, so not late
    direction   v1    2026-06-01               to come
    individual  v2    2026-02-01  2026-04-02   done after the day, so late on it

Within the year v1 has been followed up once, v2 twice: 1.0 and 2.0 a unit. To do: 4, of them 2 late.

Goals of 2025: satisfied 0.9 (0.485 and 0.5025 in the year, so neither unit nor the region), and that at least
half of the residents are within the limit; of 2024 satisfied alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.toy import write_toy_region

SETTINGS: Final = """
[follow_up]
as_of = 2026-03-31

[terms.hours]
name = { sv = "Öppettider", en = "Hours" }

[terms.phone]
name = { sv = "Telefon", en = "Phone" }
about = { sv = "Svar samma dag", en = "Answered the same day" }

[terms.record]
name = { sv = "Journal", en = "Record" }

[terms.unused]
name = { sv = "Används inte", en = "Not used" }
"""
FOLLOW_UP: Final = {
    "terms": """\
unit_id,term,fulfilled,date
v1,hours,ja,2026-01-10
v2,hours,nej,2024-12-01
v2,hours,ja,2026-01-10
v1,phone,no,2026-01-10
v1,phone,yes,2025-01-10
v2,phone,yes,2026-01-10
v1,record,,2026-01-10
v2,record,yes,2026-01-10
""",
    "goals": """\
indicator,measure,year,target,care_form
nojd,,2025,0.9,
,covered,2025,0.5,vc
nojd,,2024,0.9,
""",
    "follow_ups": """\
unit_id,kind,due,done,outcome,action,open
v1,contract,2026-01-15,2026-01-10,Utan anmärkning,,ja
v2,contract,2025-10-01,2025-10-11,Brister,Plan begärd,ja
v2,individual,2025-11-01,2025-11-01,Utan anmärkning,,nej
v2,direction,2025-03-01,2025-03-20,Brister,Brev skickat,
v2,contract,2026-03-16,,,,
v1,individual,2026-03-31,,,,
v1,direction,2026-06-01,,,,
v2,individual,2026-02-01,2026-04-02,Brister,Varning,
""",
}
QUALITY: Final = """\
indicator,unit_id,period,value
nojd,v1,2025Q1,0.40
nojd,v1,2025Q2,0.45
nojd,v1,2025Q3,0.60
nojd,v1,2025Q4,0.49
nojd,v2,2025Q1,0.60
nojd,v2,2025Q2,0.48
nojd,v2,2025Q3,0.47
nojd,v2,2025Q4,0.46
"""


def write_toy_followup(folder: Path, without: tuple[str, ...] = (), **tables: str) -> Path:
    """The folder of the module's docstring, without some tables and with others in place of its own."""
    write_toy_region(folder)
    (folder / "indicators.csv").write_text(QUALITY, encoding="utf-8")
    settings = SETTINGS
    for name, text in (FOLLOW_UP | tables).items():
        if name in without:
            continue
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        settings += f'\n[tables.{name}]\nfile = "{name}.csv"\n'
    with (folder / "region.toml").open("a", encoding="utf-8") as file:
        file.write(settings)
    return folder
