"""The storm: an import of 10,000 accounts, filings and reading while it runs (rows 8 to 10)."""

import time
from typing import Any

from bench.browser import Browser
from bench.budgets import Budget
from bench.clients import Clients, Told
from bench.ground import Ground
from bench.reading import QUEUE
from bench.servers import Served, Watched
from bench.stage import Stage
from bench.workbook import ROWS, workbook
from bench.writing import file_requests

LONGEST = 90.0
"""Seconds after which an import is given up."""
FLAT_OUT = 4.0
"""Seconds in which eight clients file without a pause; then each files once a second."""
PAUSE = 1.0
MARK = "storm-"


def storm(stage: Stage, clients: Clients) -> list[Budget]:
    """Importing 10,000 accounts, calm and with eight clients posting."""
    rows = max(300, int(ROWS * min(stage.pace, 1)))
    with stage.worker() as worker:
        calm = _calm(stage, worker, rows)
        return [*_stormy(stage, clients, rows), *calm]


def _calm(stage: Stage, worker: Served, rows: int) -> list[Budget]:
    ground, share = stage.grounds["large"], rows / ROWS
    time.sleep(3)  # the worker's first regular jobs
    before = worker.megabytes()
    with Watched(worker) as watched:
        number, preview = _upload(stage.staff, ground, workbook(1, rows))
        begun = time.perf_counter()
        _start(stage.staff, number)
        _wait(ground, number, "imported")
        seconds = time.perf_counter() - begun
    more = watched.highest - before
    added = _import(ground, number)[1]
    return [
        Budget("10", f"import of {rows:,} accounts", f"{seconds:.1f} s, {added}", seconds / share, 4, 10, unit="s"),
        Budget("10", "… memory of the worker above idle", f"+{more:.0f} MB", more, 60, 150, unit="MB"),
        Budget("10", "… preview (check, duplicates, errors per row)", f"{preview:.1f} s", preview / share, 2.5, 6.25,
               unit="s"),
    ]  # fmt: skip


def _stormy(stage: Stage, clients: Clients, rows: int) -> list[Budget]:
    ground, readers = stage.grounds["large"], Clients()
    partners = stage.partners(8)
    number, _ = _upload(stage.staff, ground, workbook(2, rows))
    most = 2_000
    try:
        _start(stage.staff, number)
        flat_out = clients.run(stage.web.port, [file_requests(one, most, MARK) for one in partners], seconds=FLAT_OUT)
        running = _import(ground, number)[0] == "importing"
        clients.start(stage.web.port, [file_requests(one, most, MARK) for one in partners], seconds=5, pause=PAUSE)
        readers.start(stage.web.port, [[stage.staff.reads(QUEUE)]] * 4, seconds=5)
        reading, paced = readers.finish(), clients.finish()
        _wait(ground, number, "imported")
    finally:
        readers.close()
    return _told(stage, flat_out, paced, reading, running)


def _told(stage: Stage, flat_out: Told, paced: Told, reading: Told, running: bool) -> list[Budget]:
    lost, double, broken = _counted(stage.grounds["large"], [*flat_out.answers, *paced.answers])
    shares = [len(lane) for lane in flat_out.lanes]
    fair = max(shares) / max(min(shares), 1)
    calm = stage.calm
    while_running = "" if running else " (import was over)"
    posted = f"{len(flat_out.answers) + len(paced.answers)} posts: {lost} lost, {double} double, {broken} 5xx"
    return [
        Budget("8", f"8 clients filing during an import{while_running}", posted, lost + double + broken, 0, 0, unit=""),
        Budget("8", "… p99", str(flat_out), flat_out.part(99), 250, 625, unit="ms"),
        Budget("8", "… longest", f"{flat_out.part(100):.0f} ms", flat_out.part(100), 1000, 2000, unit="ms"),
        Budget("8", "… fastest client against slowest", f"{max(shares)} : {min(shares)}", fair, 3, 3),
        Budget("9", "reading meanwhile (8 filings/s), p50 against calm", str(reading),
               reading.part(50) / calm.part(50), 1.5, 2),
        Budget("9", "… p99 against calm", f"{calm.part(99):.1f} → {reading.part(99):.1f} ms",
               reading.part(99) / calm.part(99), 3, 5),
    ]  # fmt: skip


def _counted(ground: Ground, answers: list[Any]) -> tuple[int, int, int]:
    """Acknowledged and not there, there twice, and not acknowledged for a fault of ours."""
    acknowledged = {answer[3].rsplit("/", 1)[-1] for answer in answers if answer[1] == 303}
    kept = ground.rows("SELECT number, subject FROM service_request WHERE subject LIKE ?", f"%{MARK}%")
    double = len(kept) - len({subject for _, subject in kept})
    return len(acknowledged - {number for number, _ in kept}), double, sum(answer[1] >= 500 for answer in answers)


def _upload(staff: Browser, ground: Ground, content: bytes) -> tuple[str, float]:
    """The import's number, and the seconds until its preview could be seen."""
    staff.open("/staff/accounts/import")
    begun = time.perf_counter()
    status, _, where = staff.send_file("/staff/accounts/import", {"kind": "distributor"}, "客户.xlsx", content)
    if status != 303:
        raise RuntimeError(f"the workbook was not taken: {status}")
    number = where.rsplit("/", 1)[-1]
    _wait(ground, number, "checked")
    return number, time.perf_counter() - begun


def _start(staff: Browser, number: str) -> None:
    status, _, _ = staff.send(f"/staff/accounts/import/{number}/runs", {})
    if status != 303:
        raise RuntimeError(f"the import could not be started: {status}")


def _import(ground: Ground, number: str) -> tuple[Any, ...]:
    return ground.rows("SELECT state, outcomes, tally FROM import_batch WHERE number = ?", number)[0]


def _wait(ground: Ground, number: str, state: str) -> None:
    ends = time.perf_counter() + LONGEST
    while (now := _import(ground, number))[0] != state:
        if time.perf_counter() > ends or now[0] == "failed":
            raise RuntimeError(f"the import rests in {now[0]}: {now[2]}")
        time.sleep(0.05)
