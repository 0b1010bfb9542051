"""Assembly: the only file that knows every room."""

from importlib import import_module
from pkgutil import iter_modules

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.orm import configure_mappers
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.api import api
from portal.cli import register_commands
from portal.cli.collector import settle_collector
from portal.db.archive_figures import init_archive_figures
from portal.db.extension import db
from portal.db.territory_stamp import init_territory_stamp
from portal.db.transaction import init_db
from portal.domain.accounts.places import divisions
from portal.domain.care.keeping import init_care
from portal.identity.context import init_context
from portal.identity.cookie import VisitInterface
from portal.identity.views import identity
from portal.identity.visits import init_visits
from portal.partner import partner
from portal.search.listening import init_search
from portal.search.pinyin_table import known as known_readings
from portal.settings import Settings
from portal.staff import staff
from portal.storage.choosing import storage_at
from portal.upkeep.noticing import init_noticing
from portal.upkeep.starting import refuse_to_start
from portal.upkeep.views import upkeep
from portal.web.assets import init_assets
from portal.web.converters import init_converters
from portal.web.errors import init_errors
from portal.web.headers import init_headers
from portal.web.health import web
from portal.web.locale import init_locale, load_words
from portal.web.pieces import init_pieces
from portal.web.rendering import init_rendering, load_compiled
from portal.web.rules import LateRule

FACES = ("portal.identity", "portal.partner", "portal.staff", "portal.api", "portal.upkeep")
"""Rooms with routes: importing their modules hangs the routes on the room's blueprint."""


def create_app(settings: Settings) -> Flask:
    app = Flask("portal", template_folder="../templates", static_folder="../static")
    app.extensions["settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_keys[0],
        SECRET_KEY_FALLBACKS=list(settings.secret_keys[1:]),
        MAX_CONTENT_LENGTH=settings.max_upload_mb * 1_000_000,
        MAX_FORM_MEMORY_SIZE=500_000,
        MAX_FORM_PARTS=500,
        TRUSTED_HOSTS=sorted(settings.hosts),
        WTF_CSRF_TIME_LIMIT=None,
        PROPAGATE_EXCEPTIONS=False,
    )
    app.session_interface = VisitInterface(settings)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.url_map.strict_slashes = True
    app.url_rule_class = LateRule
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    _furnish(app, settings)
    return app


def _furnish(app: Flask, settings: Settings) -> None:
    init_noticing(app)
    init_rendering(app, settings.data_dir / "compiled")
    init_converters(app)
    init_db(app, settings)
    init_search()
    init_archive_figures()
    init_territory_stamp()
    init_care()
    init_headers(app, uses_tls=settings.uses_tls)
    init_locale(app, settings)
    init_pieces(app)
    init_errors(app)
    init_assets(app, settings.data_dir / "static", uses_tls=settings.uses_tls)
    app.extensions["storage"] = storage_at(settings.files_url, settings)
    CSRFProtect(app).exempt(api)  # a token in a header is sent by no browser unasked
    init_visits(app)
    init_context(app, settings)
    for face in FACES:
        for module in iter_modules(import_module(face).__path__):
            import_module(f"{face}.{module.name}")
    for blueprint in (web, upkeep, identity, partner, staff, api):
        app.register_blueprint(blueprint)
    register_commands(app)


def before_fork(app: Flask) -> None:
    """Once everything is loaded: what the workers will share is made ready, and no collector touches it again.

    Mapped classes are joined to each other here, not by the first request of each worker: that would copy much of
    what they share, 15 MB a worker. So is whatever else the first page of its kind would make in each of them for
    itself: the order of the addresses, the catalogues of words, the tables of readings and of places.
    """
    from portal.cli.first_run import offer_setup  # what one start needs is loaded by no other

    refuse_to_start(app)
    load_compiled(app)
    configure_mappers()
    app.url_map.update()
    load_words(app)
    known_readings()
    divisions()
    with app.app_context():
        offer_setup()
    settle_collector()


def after_fork(app: Flask, number: int = 0) -> None:
    """Once per worker, which is the server's so manieth: no connection is inherited."""
    app.extensions["measured"].count_in_row(number)
    with app.app_context():
        db.engine.dispose(close=False)
