"""The house itself: what a sign-in costs, memory after load, the way to the first page (rows 14, 15 and 17)."""

import shutil
import statistics
import subprocess
import time

from bench.browser import Browser
from bench.budgets import Budget
from bench.clients import Clients, Side
from bench.ground import HERE
from bench.reading import QUEUE
from bench.servers import BIN, ROOT, Web
from bench.stage import PARTNERS, PASSWORD, Stage, portal
from portal.identity.passwords import HASHER

AT_ONCE = 20
SOAK = 20_000
"""Requests between the two readings of memory."""


def sign_in(stage: Stage, clients: Clients) -> list[Budget]:
    """Signing in: alone, and twenty at once while the queue is read."""
    hashed = HASHER.hash(PASSWORD)
    names = [name for (name,) in stage.grounds["large"].rows(PARTNERS, AT_ONCE + 40)]
    fresh = [_at_the_door(stage.web) for _ in names]
    forms = [
        one.writes("/login", {"login": name, "password": PASSWORD}) for one, name in zip(fresh, names, strict=True)
    ]
    hashing, alone = [], []
    for form in forms[AT_ONCE:]:
        begun = time.perf_counter()
        HASHER.verify(hashed, PASSWORD)
        hashing.append((time.perf_counter() - begun) * 1000)
        alone.append(clients.run(stage.web.port, [[form]]).part(50))
    more = statistics.median(alone) - statistics.median(hashing)
    readers, queue = Clients(), Side(stage.web.port, stage.staff.reads(QUEUE))
    try:
        readers.start(queue.port, [[queue.request]] * 4, seconds=6)
        crowd = clients.run(stage.web.port, [[form] for form in forms[:AT_ONCE]])
        reading = readers.finish()
    finally:
        readers.close()
    ratio = reading.part(95) / stage.calm.part(95)
    return [
        Budget("14", "sign-in above the bare hash", f"hash {statistics.median(hashing):.0f} ms, whole "
               f"{statistics.median(alone):.0f} ms", more, 10, 25, unit="ms"),
        Budget("14", f"queue p95 while {AT_ONCE} sign in at once", f"sign-ins {crowd.part(100):.0f} ms; {reading}",
               ratio, 3, 5),
    ]  # fmt: skip


def _at_the_door(web: Web) -> Browser:
    browser = Browser(web.port)
    browser.open("/login")
    return browser


def memory(stage: Stage, clients: Clients) -> list[Budget]:
    """Memory of two workers and the master, and whether it grows."""
    side, requests = Side(stage.web.port, stage.staff.reads(QUEUE)), stage.times(SOAK)
    before = stage.web.megabytes()
    clients.run(side.port, side.lanes(4, requests // 4))
    after = stage.web.megabytes()
    growth = (after - before) / requests * 50_000
    return [
        Budget("15", "memory, 2 workers + master after load", f"{after:.0f} MB", after, 190, 260, unit="MB"),
        Budget("15", f"… growth in {requests:,} requests, as of 50,000", f"{before:.0f} → {after:.0f} MB", growth, 10,
               25, unit="MB"),
    ]  # fmt: skip


def cold_start(stage: Stage, clients: Clients) -> list[Budget]:
    """From nothing to the first page; migrating an empty database."""
    taken = []
    for _ in range(3):
        with portal(stage.grounds["small"]) as web:
            taken.append(web.seconds)
    folder = HERE / "run" / "empty"
    shutil.rmtree(folder, ignore_errors=True)
    begun = time.perf_counter()
    environ = {**stage.grounds["small"].environ, "PORTAL_DATA_DIR": str(folder), "PATH": str(BIN)}
    subprocess.run([BIN / "flask", "db", "upgrade"], env=environ, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    migrating = time.perf_counter() - begun
    return [
        Budget("17", "cold start to first page", f"best of 3: {min(taken):.2f} s", min(taken), 1.5, 3, unit="s"),
        Budget("17", "migrating an empty database", f"{migrating:.1f} s", migrating, 30, 90, unit="s"),
    ]  # fmt: skip
