"""Scenarios and presentations as the files that the pages read, with what was asked in words beside."""

from __future__ import annotations

import json

from dashboard.exports.file_names import file_name, question_name
from dashboard.presentation.steps import Presentation, write_presentation
from dashboard.question.address import question_record
from dashboard.question.display import read_display
from dashboard.question.question_json import question_json
from dashboard.question.request import Request, request_of
from dashboard.question.state import SCENARIO_NAMES, Record
from dashboard.serve.site_address import site_address
from dashboard.words.scenario import scenario_name
from dashboard.words.words import Words
from geodata.region.region import Region
from geodata.scenario.saved import FORMAT, FORMAT_VERSION


def scenario_file(request: Request, record: Record) -> tuple[str, str]:
    """A scenario as `geodata.scenario.saved` reads it, and the file's name without its ending.

    Parameters
    ----------
    request : Request
    record : mapping
        Address keys: those of the display name the scenario.
    """
    region, scenario = request.region, request.assessment.scenario
    own_record = question_record(request.assessment, request.focus)
    name = read_display(record).name or scenario_name(request.assessment, request.words)
    values = {name_: own_record.get(key, "") for key, name_ in SCENARIO_NAMES.items()}
    content = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "region": region.settings.id,
        "version": region.version,
        "name": name,
        **question_json(request.assessment, request.focus, request.words, site_address(), record),
        "values": values | {"operators": list(scenario.operators), "limit_min": scenario.limit_min},
    }
    called = file_name(name).lower()
    return _text(content), f"scenario-{called}-{question_name(request, 'scenario', name)}"


def presentation_file(presentation: Presentation, region: Region, words: Words) -> str:
    """A presentation as `dashboard.presentation.steps` reads it, each step with what it asks."""
    content = json.loads(write_presentation(presentation))
    for step, written in zip(presentation.steps, content["steps"], strict=True):
        request = request_of(region, words, step.query, step.query)
        written |= question_json(request.assessment, request.focus, words, site_address(), step.query)
    return _text(content)


def _text(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
