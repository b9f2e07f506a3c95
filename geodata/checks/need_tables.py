"""Whether what need is computed from can be so: years of life, shares, and variables of composite indices."""

from __future__ import annotations

import numpy as np

from geodata.checks.sheet import EXAMPLES, Sheet
from geodata.contract.problems import Problems
from geodata.contract.region_toml import FILE_NAME
from geodata.contract.settings import RegionSettings
from geodata.sources.age_spans import OLDEST

SHARE_STEPS = ("share", "per_cent")


def checked_life_expectancy(sheet: Sheet, problems: Problems) -> None:
    """Report remaining years that would make anyone older than people become."""
    most = OLDEST - sheet.frame["age"]
    wrong = (sheet.frame["years"] > most).to_numpy(dtype=bool)
    expected = [("0", f"{years:g}") for years in most[wrong]]
    sheet.report(problems, "unlikely_years", wrong, "years", expected=expected)


def checked_prevalence(sheet: Sheet, problems: Problems) -> None:
    """Report shares beyond 0 to 1, such as percent."""
    wrong = (sheet.frame["share"] > 1).to_numpy(dtype=bool)
    sheet.report(problems, "not_a_share", wrong, "share", expected=("0", "1"))


def checked_need_variables(sheet: Sheet, areas: Sheet, settings: RegionSettings, problems: Problems) -> None:
    """Report variables that an index lacks or cannot be made of, and areas without one."""
    frame, file = sheet.frame, sheet.parts[0].settings.file
    there = sorted(set(frame["variable"]) - {""})
    shares: set[str] = set()
    for key, index in settings.need_indices.items():
        for variable in index.weights:
            if variable not in there:
                column = f"need_index.{key}.weights.{variable}"
                problems.add("unknown_variable", FILE_NAME, column=column, value=variable, expected=there)
            steps = index.steps.get(variable, index.steps[""])
            shares |= {variable} if set(steps) & set(SHARE_STEPS) else set()
    value = frame["value"]
    of = frame["denominator"] if "denominator" in frame else value * np.nan
    counted = of.notna()
    sheet.report(problems, "negative", (counted & (value < 0)).to_numpy(dtype=bool), "value")
    as_shares = ~counted & frame["variable"].isin(shares) & ((value < 0) | (value > 1))
    sheet.report(problems, "not_a_share", as_shares.to_numpy(dtype=bool), "value", expected=("0", "1"))
    more = (counted & (value > of)).to_numpy(dtype=bool)
    sheet.report(
        problems,
        "more_than_denominator",
        more,
        "value",
        expected=[(f"{each:g}",) for each in of[more]],
        severity="warning",
    )
    known = set(areas.frame["area_id"]) - {""}
    for variable in there:
        without = sorted(known - set(frame["area_id"][frame["variable"] == variable]))
        if without:
            problems.add(
                "no_need_variable",
                file,
                column="variable",
                value=variable,
                expected=[*without[:EXAMPLES], *(["…"] if len(without) > EXAMPLES else [])],
                severity="warning",
                rows=len(without),
            )
