"""Where the next units should stand, as the page asks it: one answer that grows line by line.

Each line is JSON: what has been found so far, as changes of a scenario, and how sure it is. The page
ends the search by hanging up; so any worker can answer, and none keeps anything for later.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from queue import Queue
from threading import BoundedSemaphore, Event, Thread
from typing import cast

from flask import Flask, Response, request

from dashboard.layers.need import Need
from dashboard.question.display import read_display
from dashboard.question.request import Request, read_request
from dashboard.serve.publication import Publication
from dashboard.siting.answer import found_words, sure_words
from dashboard.siting.panel import AHEAD, OBJECTIVES, RESIDENTS, SITES_MOST, TODAY
from dashboard.words.words import LANGUAGES, words
from geodata.contract.errors import RegionError, SnapshotError, UncoverableError
from geodata.measures.need import outlook_of, why_nobody_ahead
from geodata.needs.outlook import Outlook
from geodata.region.changes import MOST, Change, free_ids, written
from geodata.siting.candidates import Candidates, area_candidates
from geodata.siting.placing import place_units
from geodata.siting.question import Objective, Siting
from geodata.siting.search import SearchProgress

TIME_LIMIT_S = 60.0
Line = dict[str, object]


def register_siting(server: Flask, publication: Publication) -> None:
    """Serve `/siting/<version>`: a scenario's keys, `objective`, `sites` and whose `residents`."""
    free = BoundedSemaphore(1)  # each worker searches for one planner at a time: it takes a whole core

    @server.get("/siting/<version>")
    def siting(version: str) -> Response:
        language = request.args.get("lang", "sv")
        page = {"version": version, "language": language if language in LANGUAGES else "sv"}
        text = words(page["language"])
        try:
            page_request = read_request(publication, page, request.args, None)
        except SnapshotError:
            return Response(text("ui.gone"), 404, mimetype="text/plain")
        lines = _alone(search(page_request, dict(request.args)), free, text("siting.busy"))
        return Response(lines, mimetype="application/x-ndjson", headers={"X-Accel-Buffering": "no"})


def _alone(lines: Iterator[str], free: BoundedSemaphore, busy: str) -> Iterator[str]:
    """The lines, when nobody else's are read. Taken with the first line: a HEAD request reads none."""
    if not free.acquire(blocking=False):
        yield _line({"problem": busy})
        return
    try:
        yield from lines
    finally:
        free.release()


def search(page_request: Request, query: Mapping[str, str]) -> Iterator[str]:
    """Lines of JSON from a search, as it goes on.

    Parameters
    ----------
    page_request : Request
    query : mapping
        `objective` and `sites`; `residents`, today's where it is left out; and words of an outlook.

    Yields
    ------
    str
        With `said`, `sure`, `changes` and `done`; or with `problem`, a sentence, which is the last line.
        The search ends when nobody reads on.
    """
    objective = cast("Objective", query.get("objective", ""))
    sites = query.get("sites", "")
    residents = query.get("residents", TODAY)
    known = objective in OBJECTIVES and residents in RESIDENTS
    if not known or not sites.isascii() or not sites.isdigit():
        yield _line({"problem": page_request.words("siting.unasked")})
        return
    outlook = None
    if residents == AHEAD:
        if why := why_nobody_ahead(page_request.assessment):
            yield _line({"problem": page_request.words("siting.no_outlook", why=page_request.words(why))})
            return
        outlook = outlook_of(page_request.assessment, Need(read_display(query).outlook).words)
    stop, lines = Event(), Queue[Line]()
    count = min(max(int(sites[:3]), 1), SITES_MOST)

    def work() -> None:
        candidates = area_candidates(page_request.assessment.region)

        def report(progress: SearchProgress) -> None:
            stage = progress.stage
            lines.put(_found(page_request, progress.best, candidates, outlook, done=False, stage=stage))

        try:
            placement = place_units(
                page_request.assessment,
                objective,
                count,
                candidates,
                outlook=outlook,
                time_limit_s=TIME_LIMIT_S,
                stop=stop.is_set,
                report=report,
            )
            lines.put(_found(page_request, placement.siting, candidates, outlook, done=True))
        except UncoverableError as error:
            names = page_request.assessment.region.areas["name"].iloc[list(error.areas)].tolist()
            listed = ", ".join(names[:SITES_MOST])
            lines.put({"problem": page_request.words("siting.uncoverable", count=len(names), names=listed)})
        except RegionError:
            lines.put({"problem": page_request.words("siting.impossible")})
        except Exception as error:
            lines.put({"problem": page_request.words("ui.failed")})
            raise error

    worker = Thread(target=work, daemon=True)
    worker.start()
    try:
        while True:
            line = lines.get()
            yield _line(line)
            if "problem" in line or line["done"]:
                return
    finally:
        stop.set()
        worker.join()


def _line(content: Line) -> str:
    return json.dumps(content, ensure_ascii=False) + "\n"


def _found(
    page_request: Request,
    found: Siting,
    candidates: Candidates,
    outlook: Outlook | None,
    *,
    done: bool,
    stage: str = "",
) -> Line:
    """What has been found, as changes after those that the scenario has already."""
    already = page_request.assessment.scenario.changes
    capacity = page_request.assessment.without_changes.supply.median_capacity
    lon, lat = candidates.degrees(page_request.region.settings.crs)
    ids = free_ids(page_request.assessment.units.index)
    new = [
        Change("add", next(ids), round(float(lat[site]), 5), round(float(lon[site]), 5), capacity)
        for site in found.sites
    ]
    if len(already) + len(new) > MOST:
        return {"problem": page_request.words("siting.too_many", most=MOST)}
    if stage:
        sure = page_request.words("siting.searching", stage=page_request.words(f"siting.stage.{stage}"))
    else:
        sure = sure_words(found, len(candidates.ids), page_request.words) if found.sites else ""
    return {
        "said": found_words(found, page_request.words, outlook) if found.sites or done else "",
        "sure": sure,
        "changes": written((*already, *new)),
        "done": done,
    }
