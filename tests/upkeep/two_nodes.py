"""Two nodes on one PostgreSQL and one S3 server: the main job, an import, mail and a lost node.

`python -m tests.upkeep.two_nodes 400 2000` files 400 requests and more, each with a file, while 2,000 accounts are
imported, and pulls the plug of the node that imports them. Each node has a data folder of its own and shares nothing
else with the other; the last lines say what was lost, and what is there twice.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select, text, update

from bench.workbook import WRONG_EVERY, workbook
from portal.app import create_app
from portal.intake.models import ImportBatch
from portal.notify.models import BotPost, Message
from tests.cast import LONG_AGO
from tests.cli.instances import call_current
from tests.conftest import make_settings
from tests.databases import make_stage
from tests.faults.filers import WHO
from tests.notify.mail_sink import MailSink
from tests.people import People
from tests.upkeep.judging import judge
from tests.upkeep.nodes import Node, WanderingFiler, quietly, signed_in, until
from tests.upkeep.object_server import ObjectServer, serving
from tests.upkeep.walking import SERVICE, the_main_job, the_same_form_everywhere, throttled

SECRET = "k" * 40
LOG = Path("test-output/two-nodes.log")


class Drill:
    def __init__(self, app: Flask, nodes: list[Node], sink: MailSink) -> None:
        self.app, self.nodes, self.sink, self.people = app, nodes, sink, People(app)
        self.lines: list[str] = []

    def run(self, requests: int, rows: int) -> list[str]:
        """Lines that say what came of it."""
        begun = time.monotonic()
        lines = self.lines = [
            *the_main_job(self.people, self.nodes), throttled(self.nodes),
            the_same_form_everywhere(self.people, self.nodes, 50),
        ]  # fmt: skip
        filers = [WanderingFiler(self.people.sign_in(name), self.nodes, told) for name, told in WHO.items()]
        for filer in filers:
            filer.thread.start()
        until(lambda: _filed(filers) >= requests // 2, "too few were filed", 300)
        number = self._upload(rows)
        self._lose_a_node(filers, number)
        until(lambda: _filed(filers) >= requests, "too few were filed", 300)
        for filer in filers:
            filer.enough.set()
            filer.thread.join(30)
        self._settle(number)
        lines.append(f"{_filed(filers)} filings acknowledged, {sum(one.sent_again for one in filers)} sent again")
        lines += judge(self.people, self.sink, filers, number, rows - sum(n % WRONG_EVERY == 7 for n in range(rows)))
        return [*lines, f"{time.monotonic() - begun:.0f} seconds"]

    def _upload(self, rows: int) -> str:
        """The workbook goes to one node; its preview is seen and the import is started at the next."""
        staff = signed_in(self.people.sign_in(SERVICE), self.nodes)
        status, where, body = staff.post_file(
            "/staff/accounts/import", {"kind": "distributor"}, workbook(3, rows), "客户.xlsx"
        )
        assert status == 303, body.decode()[:2000]
        number = where.rsplit("/", 1)[1]
        until(lambda: self._import(number).state == "checked", "the import is not checked")
        assert staff.get(f"/staff/accounts/import/{number}")[0] == 200
        assert staff.post(f"/staff/accounts/import/{number}/runs", {})[0] == 303
        return number

    def _lose_a_node(self, filers: list[WanderingFiler], number: str) -> None:
        """The node whose worker has the import: everything on it ends at once, and comes back later."""
        until(lambda: self._import(number).done > 0, "the import does not begin", 300)
        batch = self._import(number)
        has_it = [one for one in self.nodes if one.worker and f":{one.worker.pid}:" in batch.leased_by]
        lost, before = (has_it or self.nodes)[0], batch.done
        pid = lost.worker.pid if lost.worker else 0
        lost.kill()
        until(lambda: not lost.is_listening(), "it does not fall")
        with self.people.backstage() as uow:  # what it held is free once its lease is over: not waited for here
            for table in (ImportBatch, Message, BotPost):
                mine = table.leased_by.like(f"%:{pid}:%")
                uow.session.execute(update(table).where(mine).values(lease_until=LONG_AGO))
        self.lines.append(f"node {lost.name} lost at {_filed(filers)} filings, {before} rows of the import")
        until(lambda: self._import(number).done > before or self._import(number).state == "imported", "it stands", 120)
        lost.start()

    def _settle(self, number: str) -> None:
        until(lambda: self._import(number).state == "imported", "the import does not end", 300)
        until(self._all_are_told, "messages wait", 300)

    def _all_are_told(self) -> bool:
        with self.people.backstage() as uow:
            at_once = Message.channel == "email", Message.in_digest.is_(False)
            waiting = select(func.count()).where(Message.state.in_(("pending", "leased")), *at_once)
            untold = text("SELECT count(*) FROM event WHERE dispatched_at IS NULL")
            return not uow.session.scalar(waiting) and not uow.session.unguarded("the drill counts").scalar(untold)

    def _import(self, number: str) -> ImportBatch:
        with self.people.backstage() as uow:
            return uow.session.scalars(select(ImportBatch).where(ImportBatch.number == number)).one()


def _filed(filers: list[WanderingFiler]) -> int:
    return sum(len(filer.acknowledged) for filer in filers)


@contextmanager
def in_place(folder: Path) -> Iterator[tuple[Flask, list[Node], MailSink]]:
    """One PostgreSQL, one S3 server, one mail server, two nodes."""
    with ExitStack() as open_:
        sink = MailSink()
        open_.callback(sink.stop)
        objects = open_.enter_context(serving(folder / "objects"))
        stage = make_stage("postgresql", folder)
        open_.callback(stage.close)
        app = create_app(make_settings(stage, folder / "drill", **_of_bucket(objects)))
        stage.fill(app)
        call_current(app)
        environment = {
            "PORTAL_ENV": "development", "PORTAL_QUIET_HOURS": "off", "PORTAL_UNDO_SEND_SECONDS": "0",
            "PORTAL_DATABASE_URL": stage.url, "PORTAL_SECRET_KEYS": SECRET, "PORTAL_SMTP_URL": sink.url,
            "PORTAL_MAIL_FROM": "noreply@yanhe.example", **objects.environment,
        }  # fmt: skip
        nodes = [Node(name, folder, environment) for name in ("A", "B")]
        for node in nodes:
            open_.callback(node.kill)
        starting = [threading.Thread(target=node.start) for node in nodes]
        for thread in starting:
            thread.start()
        for thread in starting:
            thread.join()
        yield app, nodes, sink
        stage.release(app)


def _of_bucket(objects: ObjectServer) -> dict[str, str]:
    names = {"files_url": "FILES_URL", "s3_endpoint": "S3_ENDPOINT", "s3_key": "S3_KEY", "s3_secret": "S3_SECRET",
             "s3_allow_http": "S3_ALLOW_HTTP"}  # fmt: skip
    return {field: objects.environment[f"PORTAL_{name}"] for field, name in names.items()}


def main() -> None:
    quietly(LOG)
    requests, rows = (int(word) for word in (*sys.argv[1:], "400", "2000")[:2])
    with tempfile.TemporaryDirectory(prefix="portal-drill-") as folder, in_place(Path(folder)) as (app, nodes, sink):
        for line in Drill(app, nodes, sink).run(requests, rows):
            print(line, flush=True)


if __name__ == "__main__":
    main()
