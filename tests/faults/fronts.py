"""Caddy and nginx as Debian packs them in front of the web server, with the files of `deploy/` (AU5, OP4).

What a visitor claims about itself is not believed, an attachment opens for whom it is meant only, no file of ours is
served past the program, too much is refused at the door, and restarts are waited out.
"""

import secrets
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from bench.browser import Browser
from portal.domain.attachments.models import Attachment
from portal.domain.people.models import WebSession
from tests.cast import PASSWORD
from tests.faults.figure import Figure
from tests.faults.filers import until
from tests.faults.handed import ROOT, Handed
from tests.faults.place import environment, own_place
from tests.faults.restarting import judge, under_load
from tests.filing import DELIVERY
from tests.house.program import free_port
from tests.people import People

OWNER, NEIGHBOUR = "owner@minchuan.example", "owner@yueqiao.example"
CLAIMS = {
    "X-Forwarded-For": "203.0.113.66", "X-Real-IP": "203.0.113.66", "Forwarded": "for=203.0.113.66;host=evil.example",
    "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/evil",
}  # fmt: skip
HOSTILE = (
    "/static/../wsgi.py", "/static/..%2f..%2fportal.sqlite3", "/..%2f..%2fetc/passwd", "/files/", "/instance/",
    "/portal.sqlite3", "/static/%2e%2e/%2e%2e/portal.sqlite3",
)  # fmt: skip
TOO_MUCH = 22 * 1024 * 1024


@dataclass
class Front:
    """One of the two: how its shipped file becomes one that listens on `port`, and how it is started."""

    name: str
    port: int
    folder: Path
    socket: Path

    def command(self) -> list[str]:
        written = self.folder / self.name
        if self.name == "caddy":
            shipped = (ROOT / "deploy/Caddyfile").read_text("utf-8")
            site = shipped.replace("portal.example.com {", f"http://127.0.0.1:{self.port} {{")
            quiet = site.replace("{\n", "{\n\tadmin off\n", 1)
            written.write_text(quiet.replace("/run/portal/web.sock", str(self.socket)))
            return ["caddy", "run", "--adapter", "caddyfile", "--config", str(written)]
        shipped = (ROOT / "deploy/nginx.conf").read_text("utf-8").replace("/run/portal/web.sock", str(self.socket))
        plain = shipped.replace("443 ssl http2", f"127.0.0.1:{self.port}").replace(
            "listen 80;", f"listen 127.0.0.1:{free_port()};"
        )
        plain = "\n".join(line for line in plain.splitlines() if "ssl_certificate" not in line)
        written.write_text(
            f"user root;\npid {self.folder}/nginx.pid;\nerror_log {self.folder}/nginx.log;\nevents {{}}\n"
            f"http {{\nclient_body_temp_path {self.folder}/body;\nproxy_temp_path {self.folder}/proxy;\n{plain}\n}}\n"
        )
        return ["nginx", "-c", str(written), "-g", "daemon off;"]


class Fronted(Handed):
    """The web server on a socket of the file system, and the front that visitors knock at."""

    def __init__(self, environment: dict[str, str], front: Front) -> None:
        super().__init__(environment)
        self.socket.close()
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(str(front.socket))
        self.socket.listen(2048)
        self.port = front.port
        log = (front.folder / f"{front.name}.out").open("wb")
        self.front = subprocess.Popen(front.command(), stdout=log, stderr=log, start_new_session=True)
        until(self._listens)

    def _listens(self) -> bool:
        assert self.front.poll() is None, "the front ended at once"
        try:
            socket.create_connection(("127.0.0.1", self.port)).close()
        except ConnectionRefusedError:
            return False
        return True

    def stop(self) -> None:
        super().stop()
        self.front.terminate()
        self.front.wait(20)


class Claiming(Browser):
    """A visitor who says in every header to be somebody else."""

    def _sent(self) -> dict[str, str]:
        return {**super()._sent(), **CLAIMS}


def check_claims(figure: Figure, people: People, port: int) -> None:
    """A sign-in that claims to come from elsewhere is noted under the address it came from."""
    visitor = Claiming(port)
    _, page = visitor.open("/login")
    figure.check(b"evil" not in page, "the page repeats what was claimed")
    visitor.sign_in(OWNER, PASSWORD)
    status, _, leads_to = visitor.send("/me/locale", {"locale": "en", "next": "/"})
    figure.check("evil" not in leads_to, f"a claimed name is led to: {status} {leads_to}")
    with people.backstage() as uow:
        newest = uow.session.scalars(select(WebSession.address).order_by(WebSession.id.desc())).first()
    figure.check(newest == "127.0.0.1", f"signed in from {newest}")


def check_files(figure: Figure, people: People, port: int) -> None:
    """An attachment opens for whom it is meant; nothing of ours is served past the program."""
    owner, neighbour, nobody = Browser(port).sign_in(OWNER, PASSWORD), Browser(port), Browser(port)
    neighbour.sign_in(NEIGHBOUR, PASSWORD)
    content = b"%PDF-1.7\n" + secrets.token_bytes(2000) + b"\n%%EOF\n"
    fields = {**DELIVERY, "contract": "", "form_id": secrets.token_urlsafe(16)}
    status, _, _ = owner.send_file("/requests/", fields, "note.pdf", content)
    figure.check(status == 303, f"filing answered {status}")
    with people.backstage() as uow:
        ref = uow.session.scalars(select(Attachment.ref).where(Attachment.name == "note.pdf")).first()
    seen = {who: browser.open(f"/attachments/{ref}") for who, browser in
            (("owner", owner), ("neighbour", neighbour), ("nobody", nobody))}  # fmt: skip
    figure.check(seen["owner"] == (200, content), f"the owner gets {seen['owner'][0]}")
    figure.check(seen["neighbour"][0] == 404 and seen["nobody"][0] in (302, 303), "others get the attachment")
    for address in HOSTILE:
        status, body = nobody.open(address)
        figure.check(status in (303, 400, 403, 404) and b"SQLite" not in body and b"root:" not in body, address)
    try:
        status, _, _ = owner.send_file("/requests/", fields, "note.pdf", bytes(TOO_MUCH))
        figure.check(status == 413, f"too much is answered with {status}")
    except OSError:
        pass  # cut off while sending: refused as well


def front(name: str, restarts: int) -> Figure:
    """What came of one of the two, complaints included."""
    figure = Figure(name)
    with own_place() as (app, _, folder):
        port = free_port()
        told = {"TRUSTED_PROXIES": "1", "BASE_URL": f"http://127.0.0.1:{port}"}
        surroundings = environment(app.extensions["settings"], folder / "program", **told)
        fronted = Fronted(surroundings, Front(name, port, folder, folder / f"{name}.sock"))
        with under_load(app, fronted) as load:
            check_claims(figure, People(app), port)
            check_files(figure, People(app), port)
            begun = time.monotonic()
            load.read(restarts * 4 + 5)
            for _ in range(restarts):
                time.sleep(2)
                fronted.restart()
            load.have_read()
            load.crowd.end()
            said = judge(figure, load, time.monotonic() - begun, app, folder / "program/files")
    figure.said = f"claims not believed, attachment guarded, {restarts} restarts, {said}"
    return figure


def drill(size: int) -> Figure:
    """Both, one after the other."""
    both = Figure("fronts")
    for name in ("caddy", "nginx"):
        if not shutil.which(name):
            both.check(False, f"{name} is not installed (apt-get install {name})")
            continue
        figure = front(name, size)
        both.wrong += [f"{name}: {complaint}" for complaint in figure.wrong]
        both.said += f"{'; ' if both.said else ''}{name}: {figure.said}"
    return both
