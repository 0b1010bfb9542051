"""An export of 100,000 rows as text: when its first byte comes, and what it costs in memory (row 11)."""

import socket
import time
from dataclasses import dataclass

from bench.browser import Browser
from bench.budgets import Budget
from bench.clients import Clients
from bench.load import HOST
from bench.servers import Watched
from bench.stage import Stage

ADDRESS = "/staff/exports/requests?view=all"
TRIES = 3
ROW = b"\nSR-"
"""How a row begins."""


@dataclass
class Taken:
    """Milliseconds to the first byte of the body, seconds to the last one, and how many rows came."""

    first: float
    seconds: float
    rows: int


def export(stage: Stage, clients: Clients) -> list[Budget]:
    """Exporting every request of the large database as CSV."""
    request = stage.staff.writes(ADDRESS, {"format": "csv"}).encode()
    _take(stage.staff, request)  # the first one loads what only exports need
    before = stage.web.megabytes()
    with Watched(stage.web) as watched:
        taken = [_take(stage.staff, request) for _ in range(TRIES)]
    best = min(taken, key=lambda one: one.first)
    more = max(0.0, watched.highest - before)
    return [
        Budget("11", f"export of {best.rows:,} rows, first byte", f"whole {best.seconds:.1f} s", best.first, 100, 500,
               unit="ms"),
        Budget("11", "… memory of the workers above idle", f"+{more:.0f} MB", more, 15, 50, unit="MB"),
    ]  # fmt: skip


def _take(staff: Browser, request: bytes) -> Taken:
    begun = time.perf_counter()
    with socket.create_connection((HOST, staff.port), timeout=120) as connection:
        connection.sendall(request)
        head = b""
        while b"\r\n\r\n" not in head or not head.partition(b"\r\n\r\n")[2]:
            part = connection.recv(65_536)
            if not part:
                raise RuntimeError(f"no export came: {head[:200]!r}")
            head += part
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"no export came: {head[:200]!r}")
        first = (time.perf_counter() - begun) * 1000
        lines, edge = head.count(ROW), head[-len(ROW) + 1 :]
        while part := connection.recv(262_144):
            lines, edge = lines + (edge + part).count(ROW), (edge + part)[-len(ROW) + 1 :]
    return Taken(first, time.perf_counter() - begun, lines)
