"""The WSGI application: `gunicorn app:server`, or `utbudskarta serve`."""

from __future__ import annotations

import os
import sys

from dashboard.factory import create_app
from dashboard.login.client_address import client_address
from dashboard.pages.kept_documents import make_documents_ahead
from dashboard.serve.json_lines import JsonLines
from dashboard.serve.log_lines import Lines, write_lines
from dashboard.serve.publication import Publication
from dashboard.serve.routes import ready
from dashboard.serve.settings import read_settings
from dashboard.serve.workshop import use_workshop
from geodata.contract.errors import SettingsError

settings = read_settings(os.environ)
write_lines(JsonLines() if settings.log_format == "json" else Lines())
publication = Publication(settings.data_dir, settings.refresh_s)
publication.current()  # opened before the workers part, so that they share it
try:
    app = create_app(publication, settings)
except SettingsError as error:  # what does not go together is said, and not where in the program
    sys.exit(str(error))
server = ready(app)
make_documents_ahead(server, publication)
use_workshop(server, publication, lambda: client_address(settings.proxies), settings.dear_per_minute)
