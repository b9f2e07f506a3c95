"""The Dash app of a publication: shell, pages, callbacks, routes."""

from __future__ import annotations

from pathlib import Path

from dash import Dash, dcc, html
from flask import has_request_context, request

from dashboard import ids
from dashboard.callbacks import failures, pages, plan
from dashboard.download_routes import register_downloads
from dashboard.i18n import LANGUAGES, words
from dashboard.publication import Publication
from dashboard.server import register_routes
from dashboard.settings import Settings

ASSETS = Path(__file__).resolve().parent.parent / "assets"


class _Page(Dash):
    """Dash with the language in the page's first line, where screen readers look for it."""

    def __init__(self, publication: Publication, settings: Settings, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # Dash takes what its manual says
        self._publication = publication
        self._language = settings.language

    def interpolate_index(self, **parts: str) -> str:
        """The first answer of all: an empty page that says which language it will be in."""
        language = self._language or "sv"
        if has_request_context() and request.args.get("lang") in LANGUAGES:
            language = request.args["lang"]
        said = words(language)
        return (
            f'<!DOCTYPE html><html lang="{language}"><head>{parts["metas"]}'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{said('ui.product')}</title>{parts['favicon']}{parts['css']}</head>"
            f"<body>{parts['app_entry']}<noscript>{said('ui.no_script')}</noscript>"
            f"<footer>{parts['config']}{parts['scripts']}{parts['renderer']}</footer></body></html>"
        )


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
        publication,
        settings,
        name="utbudskarta",
        title="Utbudskarta",
        assets_folder=str(ASSETS),
        assets_ignore=r"OFL.*",
        update_title="",
        suppress_callback_exceptions=True,
        on_error=failures.answer,
    )
    app.layout = html.Div(
        [dcc.Location(id=ids.ADDRESS, refresh=False), html.Div(id=ids.PAGE, className="page")], id="app"
    )
    pages.register(app, publication)
    plan.register(app, publication)
    register_downloads(app.server, publication)
    register_routes(app, publication)
    return app
