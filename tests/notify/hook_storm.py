"""A storm: events for an endpoint that refuses, hangs, resets and drips, while workers are killed over and over.

`python -m tests.notify.hook_storm [events] [kills]` prints what was lost (nothing may be) and ends with 1 if anything
was. Pauses and leases are shortened; everything else is as the worker does it.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from portal.app import create_app
from portal.db.extension import db
from portal.db.transaction import transaction
from portal.domain.integrations import models as integration_models
from portal.domain.integrations.codes import CHOSEN_HOOKS
from portal.domain.scope import EveryAccount
from portal.notify import leases, outside, posted
from portal.notify.hook_delivery import deliver_hooks
from portal.notify.models import Message
from portal.notify.signing import new_secret
from portal.notify.worker import dispatch
from tests.api.programs import program
from tests.conftest import make_settings
from tests.databases import SqliteStage
from tests.notify.acts import MEMBER, acting
from tests.notify.endpoint import Endpoint
from tests.people import People

WAYS: tuple[int | str, ...] = (*[200] * 14, 500, 404, 302, "reset", "hang", "drip")
DEADLINE = 400.0


def hurry() -> None:
    posted.FIRST_PAUSE = posted.LONGEST_PAUSE = timedelta(milliseconds=50)
    posted.MOST_TRIES = 1000
    leases.LEASE = timedelta(seconds=2)
    outside.SECONDS = 0.3
    integration_models.PAUSE_AFTER = 10**6


def arrange(app: Flask, endpoint: Endpoint, events: int) -> None:
    caller = program(app)
    with People(app).backstage() as uow:
        secret = new_secret()
        one = uow.integrations.get(caller.ref)
        uow.integrations.set_hook(one, endpoint.url, list(CHOSEN_HOOKS), secret.salt, secret.digest)
    with acting(app, MEMBER) as uow:
        account = uow.accounts.get("D-000101")
        for at in range(events):
            account.record("account.changed", by=uow.actor, at=uow.now, changes={"city": ["", str(at)]})


def worker(app: Flask, endpoint: Endpoint) -> int:
    """A child that works until it is killed; its process id."""
    child = os.fork()
    if child:
        return child
    endpoint.server.socket.close()
    with app.app_context():
        db.engine.dispose(close=False)
        while True:
            if not dispatch() + deliver_hooks(f"w{os.getpid()}"):
                time.sleep(0.02)


def states(app: Flask) -> Counter[str]:
    query = select(Message.state, func.count()).where(Message.channel == "webhook").group_by(Message.state)
    with app.app_context(), transaction(EveryAccount("tests"), writes=False) as session:
        return Counter({row[0]: row[1] for row in session.execute(query)})


def main() -> int:
    events, kills = (int(sys.argv[at]) if len(sys.argv) > at else usual for at, usual in ((1, 1000), (2, 50)))
    hurry()
    dice, began = random.Random(20261128), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        stage = SqliteStage(Path(folder))
        settings = make_settings(stage, Path(folder) / "data", webhook_allow=("127.0.0.0/8",))
        app = create_app(settings)
        stage.fill(app)
        stage.reset(app)
        endpoint = Endpoint(*(dice.choice(WAYS) for _ in range(events * 20)))
        arrange(app, endpoint, events)
        killed, child = 0, worker(app, endpoint)
        while states(app)["sent"] < events and time.monotonic() - began < DEADLINE:
            time.sleep(dice.uniform(0.1, 0.6))
            if killed < kills:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                killed, child = killed + 1, worker(app, endpoint)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return report(states(app), endpoint, events, killed, time.monotonic() - began)


def report(found: Counter[str], endpoint: Endpoint, events: int, killed: int, seconds: float) -> int:
    bodies = [json.loads(got.body) for got in endpoint.got if got.body]  # empty: the worker was killed while it wrote
    ids = Counter(body["id"] for body in bodies)
    told = {body["event"] for body in bodies}
    lost = events - found["sent"]
    print(f"{events} events, {killed} kills, {sum(ids.values())} posts, {seconds:.0f} s: lost {lost}, "
          f"distinct ids {len(ids)}, distinct events {len(told)}, states {dict(found)}")  # fmt: skip
    return int(lost != 0 or len(ids) != events or len(told) != events)


if __name__ == "__main__":
    sys.exit(main())
