"""All that the program loads before it makes anything, for processes that are forked with it (tests/forked.py)."""

from importlib import import_module
from pkgutil import iter_modules

import flask.cli  # noqa: F401
import gunicorn.app.wsgiapp
import gunicorn.workers.sync  # noqa: F401

from portal.app import FACES

for face in FACES:
    for module in iter_modules(import_module(face).__path__):
        import_module(f"{face}.{module.name}")
