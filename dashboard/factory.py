"""The Dash app of a publication: shell, pages, callbacks, routes."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from dash import Dash, dcc, html
from flask import has_request_context, redirect, request

from dashboard.api.routes import register_api
from dashboard.changes_page.routes import register_changes
from dashboard.compare.routes import register_compare
from dashboard.components import ids
from dashboard.components.markup import document_start
from dashboard.dcat.routes import register_dcat
from dashboard.exports.making import FORMATS
from dashboard.exports.routes import register_exports
from dashboard.exports.table_files import TABLE_KINDS
from dashboard.exports.table_routes import register_downloads
from dashboard.find.routes import register_find
from dashboard.followup.routes import register_followup
from dashboard.layers import FILLS, OVER
from dashboard.login.client_address import client_address
from dashboard.login.current import current
from dashboard.login_page.registered import add_login, token_cookie
from dashboard.pages import failures
from dashboard.pages.callbacks import is_missing, is_refused, page_words, register_pages, title_of
from dashboard.pages.envelope import refuse_malformed
from dashboard.pages.gate import guard
from dashboard.pages.kept_answers import keep_answers
from dashboard.pages.kept_documents import keep_documents
from dashboard.pages.plain_failures import say_failures
from dashboard.plan.callbacks import register_plan
from dashboard.plan.carry_route import register_carry
from dashboard.plan.development_route import register_development
from dashboard.plan.ruler_route import register_ruler
from dashboard.planned.counted import CountedFollowUps
from dashboard.planning_page.routes import register_planning
from dashboard.present.routes import register_present
from dashboard.presentation.shelf import Shelf
from dashboard.presentation.taking_in import take_in
from dashboard.question.questions import QUESTIONS
from dashboard.reached.route import register_reached
from dashboard.records.author import Author
from dashboard.records.database import Database
from dashboard.records.opened import opened_where_wanted
from dashboard.saved.page_routes import register_saved_page
from dashboard.saved.routes import register_saved
from dashboard.serve.audience import audience_of_request
from dashboard.serve.below_path import lie_below, refuse_own_path
from dashboard.serve.links import PAGES, page_href
from dashboard.serve.modules import Modules, read_modules, serve_modules
from dashboard.serve.page_assets import IGNORED_FILES, IGNORED_PATHS, page_tags
from dashboard.serve.plain_request import PlainRequest, WholeNumber
from dashboard.serve.publication import Publication
from dashboard.serve.route_needs import require_declared
from dashboard.serve.routes import register_routes
from dashboard.serve.settings import Settings
from dashboard.serve.site_address import beneath, path_of
from dashboard.serve.traffic import watch_traffic
from dashboard.siting.route import register_siting
from dashboard.submissions.at_once import AtOnce
from dashboard.unit_page.files import make_room
from dashboard.unit_page.routes import register_unit
from dashboard.uploads.rights import desk_of, use_desk
from dashboard.uploads_page.routes import make_room_for_files, register_uploads
from dashboard.words.words import words
from geodata.contract.access_settings import AccessSettings
from geodata.measures.registry import MEASURES

ASSETS = Path(__file__).resolve().parent.parent / "assets"


class _Page(Dash):
    """Dash with the language in the page's first line, where screen readers look for it."""

    language = ""
    modules: Modules
    publication: Publication

    def index(self, *args: Any, **kwargs: Any) -> Any:
        """The first answer, which is 404 where no page stands at the address."""
        page = super().index(*args, **kwargs)  # type: ignore[no-untyped-call]  # Dash has no types there
        region = self.publication.current()
        path, wanted = _address()
        if region is None:
            return page
        if is_refused(path, region):
            if path == PAGES["plan"] and not request.args.keys() - {"lang"}:  # where the site begins
                return redirect(page_href(PAGES["find"], wanted) if wanted else PAGES["find"])
            return page, 403
        return (page, 404) if is_missing(path, region) else page

    def interpolate_index(
        self,
        metas: str = "",
        title: str = "",
        css: str = "",
        config: str = "",
        scripts: str = "",
        app_entry: str = "",
        favicon: str = "",  # noqa: ARG002  ours is our own
        renderer: str = "",
    ) -> str:
        """The first answer of all: an empty page that says which language it will be in."""
        path, wanted = _address()
        region = self.publication.current()
        page_text = page_words(region, wanted, self.language) if region else words(self.language or "sv")
        name = title_of(path, region, page_text) if region else title
        icon = f'<link rel="icon" type="image/svg+xml" href="{beneath("/assets/favicon.svg")}">'
        own = page_tags(ASSETS, self.modules, self.get_asset_url, path)
        # Ours first: the renderer looks up what they give it to call as it begins.
        start = renderer.replace('type="application/javascript"', 'type="module"')
        entry = app_entry.replace("Loading...", page_text("ui.loading"))
        return (
            f"{document_start(page_text.language)}<head>{metas}"
            f'<title id="{ids.PAGE_TITLE}">{escape(name)}</title>{icon}{css}{own.styles}</head>'
            f"<body>{entry}<noscript>{page_text('ui.no_script')}</noscript>"
            f"<footer>{config}{scripts}{own.scripts}{start}</footer></body></html>"
        )


def _address() -> tuple[str, str]:
    """Path and language of the address that is asked for; those of the start where nobody asks."""
    return (request.path, request.args.get("lang", "")) if has_request_context() else ("/", "")


def _shelf(settings: Settings, database: Database | None, publication: Publication) -> Shelf:
    """The presentations of a deployment, those among them that an earlier program saved as files."""
    folder = Path(settings.presentations_dir or settings.data_dir / "presentations")
    if database is not None:
        take_in(folder, database, datetime.now(UTC))
    return Shelf(
        folder,
        settings.save_presentations == "yes",
        database,
        author=lambda: _author(publication),
        client=lambda: client_address(settings.proxies),
    )


def _author(publication: Publication) -> Author:
    """Who sends the request that is being answered, as what is saved has them."""
    found, region = current(), publication.current()
    access = region.settings.access if region else AccessSettings()
    role = found.role if found.account else ""
    return Author(found.id or None, found.account, role, audience=found.audience, access=access)


def create_app(publication: Publication, settings: Settings) -> Dash:
    """The app that shows what is published.

    Parameters
    ----------
    publication : Publication
        What this worker holds; it follows new versions by itself.
    settings : Settings

    Returns
    -------
    Dash
        `app.server` is the WSGI application.
    """
    app = _Page(
        name="utbudskarta",
        title="Utbudskarta",
        assets_folder=str(ASSETS),
        assets_ignore=IGNORED_FILES,
        assets_path_ignore=IGNORED_PATHS,
        update_title="",
        suppress_callback_exceptions=True,
        on_error=failures.answer,
        csrf_token_name=token_cookie(settings),
        requests_pathname_prefix=f"{path_of(settings.public_url)}/",
        routes_pathname_prefix="/",
    )
    lie_below(app.server, settings.public_url)
    watch_traffic(app.server, publication, settings)
    app.modules = read_modules(ASSETS, Path(settings.probe_dir) if settings.probe_dir else None)
    app.server.request_class = PlainRequest
    app.server.url_map.converters["int"] = WholeNumber
    serve_modules(app.server, app.modules)
    app.language, app.publication = settings.language, publication
    database = opened_where_wanted(settings, datetime.now(UTC))
    desk = desk_of(settings)
    use_desk(app.server, desk)
    make_room_for_files(app.server, desk)
    if settings.login != "off" and database is not None:
        make_room(app.server)
        add_login(app.server, publication, settings, database)
    publication.answer_to(audience_of_request)
    if database is not None:
        publication.complete_by(CountedFollowUps(database))
    guard(app.server, publication, settings.language)
    app.layout = html.Div(
        [dcc.Location(id=ids.ADDRESS, refresh=False), html.Div(id=ids.PAGE, className="page")], id="app"
    )
    shelf = _shelf(settings, database, publication)
    register_pages(app, publication, shelf, settings.language)
    register_plan(app, publication)
    register_downloads(app.server, publication)
    register_exports(app.server, publication)
    register_compare(app.server, publication)
    register_find(app.server, publication)
    register_followup(app.server, publication)
    place_script = app.modules.address("page-unit/place.js")
    register_unit(app.server, publication, settings.language, place_script)
    source = Path(settings.source_dir) if settings.source_dir else None
    at_once = AtOnce(settings.data_dir, source, settings.database_url)
    register_changes(app.server, publication, settings.language, at_once)
    register_planning(app.server, publication, settings.language)
    upload_script = app.modules.address("page-upload/upload.js")
    register_uploads(app.server, publication, desk, database, settings.language, upload_script)
    register_siting(app.server, publication)
    register_reached(app.server, publication)
    register_development(app.server, publication)
    register_ruler(app.server, publication)
    register_carry(app.server, publication)
    register_api(app.server, publication, settings)
    register_present(app.server, publication, shelf)
    register_saved(app.server, publication, shelf)
    register_saved_page(app.server, publication, shelf, settings.language)
    register_dcat(app.server, publication, settings)
    app.server.config.update(PUBLIC_URL=settings.public_url, FRAME_ANCESTORS=settings.frame_ancestors)
    refuse_malformed(app, publication, settings.language)
    keep_answers(app, publication)
    keep_documents(app.server, publication)
    say_failures(app.server, publication, settings.language)
    register_routes(app, publication, settings.frame_ancestors)
    refuse_own_path(app.server, settings)
    require_declared(
        {
            "route": [rule.endpoint for rule in app.server.url_map.iter_rules()],
            "callback": [
                output.partition(".")[0] for output, each in app.callback_map.items() if "callback" in each
            ],
            "page": PAGES,
            "question": QUESTIONS,
            "layer": [layer.key for layer in (*FILLS, *OVER)],
            "measure": [measure.key for measure in MEASURES],
            "export": (*FORMATS, *TABLE_KINDS),
        }
    )
    return app
