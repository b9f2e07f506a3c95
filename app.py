"""The WSGI application: `gunicorn app:server`, or `utbudskarta serve`."""

from __future__ import annotations

import os

from dashboard.factory import create_app
from dashboard.serve.publication import Publication
from dashboard.serve.routes import ready
from dashboard.serve.settings import read_settings

settings = read_settings(os.environ)
publication = Publication(settings.data_dir, settings.refresh_s)
publication.current()  # opened before the workers part, so that they share it
app = create_app(publication, settings)
server = ready(app)
