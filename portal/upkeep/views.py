"""What machines may know of the instance, if they bring the token of the settings."""

import hmac
from collections.abc import Iterator
from datetime import UTC, datetime

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import NotFound

from portal.db.transaction import transaction
from portal.domain.scope import EveryAccount
from portal.settings import Settings
from portal.upkeep.board import command_lines, job_lines
from portal.upkeep.figures import figures
from portal.upkeep.findings import Look

upkeep = Blueprint("upkeep", __name__)
HERE = EveryAccount("figures for machines")
TEXT = "text/plain; version=0.0.4; charset=utf-8"


@upkeep.get("/metrics")
def answer_metrics() -> Response:
    """404 without the token, and when none is set: nobody learns that there is something."""
    settings: Settings = current_app.extensions["settings"]
    sent = request.headers.get("Authorization", "").encode()
    if not settings.metrics_token or not hmac.compare_digest(sent, f"Bearer {settings.metrics_token}".encode()):
        raise NotFound
    with transaction(HERE, writes=False) as session:
        lines = list(_gauges(Look(settings, session, datetime.now(UTC))))
    return Response("\n".join([*lines, *current_app.extensions["measured"].lines()]) + "\n", content_type=TEXT)


def _gauges(look: Look) -> Iterator[str]:
    now = figures(look)
    since = 0.0 if now.oldest_due is None else (look.now - now.oldest_due).total_seconds()
    for name, words, value in (
        ("outbox_waiting", "Messages that are still to go out.", now.waiting),
        ("outbox_oldest_seconds", "How long the message that is due longest has been due.", since),
        ("dead_letters", "Messages that were given up.", now.dead),
        ("database_bytes", "What the database takes on disk.", now.database),
        ("disk_free_bytes", "What is free where the data folder is.", now.disk_free),
        ("events_unsealed", "Events that wait for their seal.", now.unsealed),
    ):
        yield from (f"# HELP portal_{name} {words}", f"# TYPE portal_{name} gauge", f"portal_{name} {value}")
    yield from _jobs(look)


def _jobs(look: Look) -> Iterator[str]:
    lines = [*job_lines(look), *command_lines(look).values()]
    yield "# HELP portal_job_age_seconds Since a regular job or command last ended well began."
    yield "# TYPE portal_job_age_seconds gauge"
    for line in lines:
        if line.last:
            yield f'portal_job_age_seconds{{job="{line.name}"}} {(look.now - line.last).total_seconds():.1f}'
    yield "# HELP portal_job_failed 1 when it failed and did not end well since."
    yield "# TYPE portal_job_failed gauge"
    for line in lines:
        yield f'portal_job_failed{{job="{line.name}"}} {int(line.state == "failed")}'
