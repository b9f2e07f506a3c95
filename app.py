"""The WSGI application: `gunicorn app:server`, or `utbudskarta serve`."""

from __future__ import annotations

import os
import sys

from dashboard.factory import create_app
from dashboard.login.client_address import client_address
from dashboard.serve.log_lines import write_lines
from dashboard.serve.publication import Publication
from dashboard.serve.routes import ready
from dashboard.serve.settings import read_settings
from dashboard.serve.workshop import use_workshop
from geodata.contract.errors import SettingsError

write_lines()
settings = read_settings(os.environ)
publication = Publication(settings.data_dir, settings.refresh_s)
publication.current()  # opened before the workers part, so that they share it
try:
    app = create_app(publication, settings)
except SettingsError as error:  # what does not go together is said, and not where in the program
    sys.exit(str(error))
server = ready(app)
use_workshop(server, publication, lambda: client_address(settings.proxies), settings.dear_per_minute)
