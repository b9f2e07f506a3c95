"""4. What changes from what is published: figures before and after, each row, and publication."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dashboard.components.form_page import hidden, notice
from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.kpis.meta import meta_of
from dashboard.uploads_page.columns_part import column_words
from dashboard.uploads_page.view import UploadView
from dashboard.words.gap import gap_words
from dashboard.words.kpis import kpi_name
from geodata.measures.gap import Gap, better_side
from geodata.measures.registry import measures_of
from geodata.measures.tally import Reading
from geodata.scenario.scenario import care_forms
from geodata.versions.figures import usual_assessment

SHOWN: Final = 100
"""Rows that are listed of what differs."""
PERIODS: Final = 3
"""Periods of visits in the table of figures: the last that differ, or the last of all."""


def changes_part(view: UploadView) -> Markup:
    """The comparison, and the button."""
    words, changes = view.words, view.changes
    parts: list[Markup] = [tag("h2", words("upload.changes"), id="upload-changes-title")]
    if changes is None:
        other = "changes" in view.result and view.state.phase == "done"
        parts.append(
            tag("p", words("upload.changes_other" if other else "upload.changes_wait"), class_="quiet")
        )
    else:
        version = words(
            "upload.version", version=changes["version"][:7], date=words.date(changes["built"][:10])
        )
        parts.append(tag("p", version, class_="quiet"))
        if changes["lost"]:
            names = ", ".join(words.inside(column_words(column, words)) for column in changes["lost"])
            parts.append(notice("warning", words("upload.lost", columns=names)))
        parts += _figures(changes, view)
        if changes["protected"]:
            parts.append(tag("p", words("upload.protected"), class_="quiet"))
        parts += _rows(changes, view)
        parts.append(tag("p", words("upload.preliminary", version=changes["version"][:7]), class_="quiet"))
    parts.append(_publication(view))
    return tag("section", *parts, class_="form-card upload-changes", aria_labelledby="upload-changes-title")


def _publication(view: UploadView) -> Markup:
    words, changes = view.words, view.changes
    keeps = bool(changes and changes["protected"])
    ready = (
        bool(changes) and not view.errors and bool(view.result.get("replaced")) and view.state.phase == "done"
    )
    attributes = {"type": "submit", "name": "do", "value": "publish", "class": "button is-first"}
    if not ready:
        attributes |= {"disabled": "disabled", "aria-describedby": "upload-publish-about"}
    button: Markup = ["button", attributes, words("upload.keep" if keeps else "upload.publish")]
    about = words("upload.keep_about" if keeps else "upload.publish_about")
    if view.errors:
        about = f"{words('upload.errors_left', errors=view.counted('errors', view.errors))} {about}"
    elif not view.uploads:
        about = f"{words('upload.nothing_to_publish')} {about}"
    return tag(
        "form",
        *hidden(csrf=view.csrf, at=str(view.result.get("at", ""))),
        button,
        tag("p", about, id="upload-publish-about", class_="quiet"),
        method="post",
        action=view.action,
        class_="upload-publish",
    )


def _figures(changes: Mapping[str, Any], view: UploadView) -> list[Markup]:
    """Headline figures of each care form, those that differ marked by their difference."""
    words, region = view.words, view.region
    forms, known = region.settings.care_forms, measures_of(region)
    headings = [words(f"upload.{key}") for key in ("figure", "before", "after", "gap")]

    tables: list[Markup] = []
    by_form: dict[str, list[Mapping[str, Any]]] = {}
    for each in changes["figures"]:
        if each["care_form"] in care_forms(region):
            by_form.setdefault(each["care_form"], []).append(each)
    for at, (form, figures) in enumerate(by_form.items()):
        assessment = usual_assessment(region, form)
        rows: list[list[Cell]] = []
        for each in figures:
            measure = known[each["key"]]
            name = kpi_name(measure, meta_of(measure, assessment), words)
            rows.append([name, *_three(each["before"], each["after"], each["unit"], each["better"], view)])
        if at == 0:
            other = [each for each in changes["visits"] if each["before"] != each["after"]]
            for period in (other or changes["visits"][-1:])[-PERIODS:]:
                name = words("upload.visits_of", period=words.moment(period["period"]))
                rows.append([name, *_three(period["before"], period["after"], "count", "", view)])
        called = words.of(forms[form].name)
        table = plain_table(f"{words('upload.changes')} {called}", headings, rows, numbers=(1, 2, 3))
        if len(by_form) == 1:
            tables.append(table)
        else:
            attributes = {"class": "upload-form"} | ({"open": "open"} if at == 0 else {})
            tables.append(["details", attributes, tag("summary", called), table])
    return tables


def _three(before: float | None, after: float | None, unit: str, better: str, view: UploadView) -> list[Cell]:
    words = view.words

    def in_words(value: float | None) -> str:
        return words("why.missing") if value is None else words.measure(value, unit)

    if before is None or after is None:
        return [in_words(before), (in_words(after), "is-after"), words("gap.none")]
    value = after - before
    side = better_side(value, better)  # type: ignore[arg-type]  # as the measure has it
    found = gap_words(Gap(Reading(after, unit), Reading(before, unit), value, side), words)
    return [in_words(before), (in_words(after), "is-after"), (found.text, found.css)]


def _rows(changes: Mapping[str, Any], view: UploadView) -> list[Markup]:
    """Units, areas and settings that differ, a row each."""
    words = view.words
    rows: list[list[Cell]] = []
    for unit in changes["units"]:
        rows.append([unit["name"], words(f"upload.change.{unit['kind']}"), _unit_detail(unit, view)])
    for area in changes["areas"]:
        facts = ", ".join(words(f"news.fact.{column}") for column in area.get("columns", ()))
        rows.append([area["name"], words(f"upload.change.area_{area['kind']}"), facts])
    for setting in changes["settings"]:
        rows.append(
            [setting["path"], words("upload.change.setting"), f"{setting['before']} → {setting['after']}"]
        )
    counts = changes["counts"]
    every = sum(count for key, count in counts.items() if key.startswith(("units_", "areas_", "settings")))
    if not rows:
        same = all(each["before"] == each["after"] for each in changes["figures"])
        return [tag("p", words("upload.changes_none"), class_="quiet")] if same else []
    headings = [words(f"upload.head.{key}") for key in ("unit", "change", "detail")]
    inside: list[Markup] = [plain_table(words("upload.details"), headings, rows[:SHOWN])]
    if every > len(rows[:SHOWN]):
        inside.append(
            tag("p", words("upload.more_units", shown=len(rows[:SHOWN]), count=every), class_="quiet")
        )
    summary = tag(
        "summary", words("upload.details"), " ", tag("span", words.count(every), class_="menu-count")
    )
    return [tag("details", summary, *inside, class_="upload-rows-of-change")]


def _unit_detail(unit: Mapping[str, Any], view: UploadView) -> str:
    words = view.words
    parts = [words("upload.change.was", name=unit["before"])] if unit["before"] else []
    if unit["distance_m"] is not None:
        parts.append(words("upload.change.metres", count=round(unit["distance_m"])))
    parts += [words(f"news.fact.{column}") for column in unit["columns"] if column != unit["kind"]]
    return ", ".join(parts)
