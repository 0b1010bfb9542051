"""How long the pages of insight, call briefs and the pieces of preparing take on the instance of the settings, in one
process: `python -m tests.insight.timing [pages] [briefs] [pieces]`; nothing is asserted, machines are noisy."""

import gc
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from statistics import median
from time import perf_counter, process_time

from flask import Flask
from sqlalchemy import text

from portal.app import create_app
from portal.cli.figures import doing
from portal.db.extension import db
from portal.domain.working_days import civil_day
from portal.insight.preparing import prepare
from portal.insight.radar_preparing import prepare_radar
from portal.settings import Settings
from tests.people import People, Person

WHO = "director@demo.example"
HOME = "/staff/insight/"
PAGES = (
    HOME, f"{HOME}?segment=distributor", f"{HOME}?period=last", f"{HOME}accounts?of=head", f"{HOME}accounts?of=lost",
    f"{HOME}accounts?of=fell", f"{HOME}table?of=profit&kind=xlsx", f"{HOME}radar", f"{HOME}radar?of=licence",
    f"{HOME}radar?of=dormant&province=440000", f"{HOME}radar?owner=4", f"{HOME}reports/",
)  # fmt: skip
TIMES, BRIEFS, LONGEST = 40, 200, 8
BUSY = text("SELECT a.number FROM account a JOIN service_request s ON s.account_id = a.id GROUP BY a.id, a.number"
            " ORDER BY count(*) DESC LIMIT 60")  # fmt: skip
END = object()
BUYERS = text(
    "SELECT number FROM account WHERE kind IN ('distributor', 'individual') AND length(number) = 8 ORDER BY id"
)
"""Copies that fill a data set have longer numbers, which no page opens."""


def pages(me: Person) -> None:
    for address in PAGES:
        opened(me, address)
        say(address, [timed(lambda address=address: opened(me, address)) for _ in range(TIMES)])  # type: ignore[misc]


def briefs(me: Person) -> None:
    """Of the accounts with most requests, and of others from one end of the archive to the other; each once."""
    with me.app.app_context(), db.engine.connect() as connection:
        busy, buyers = list(connection.execute(BUSY).scalars()), list(connection.execute(BUYERS).scalars())
    chosen = list(dict.fromkeys([*busy, *buyers[:: max(1, len(buyers) // BRIEFS)]]))[:BRIEFS]
    opened(me, f"/staff/accounts/{buyers[-1]}/brief")
    took = [timed(lambda one=one: opened(me, f"/staff/accounts/{one}/brief")) for one in chosen]  # type: ignore[misc]
    say(f"{len(took)} briefs of {len(buyers)} customers", took)


def pieces(me: Person) -> None:
    """What the worker does between two looks at the mail."""
    today = civil_day(datetime.now(UTC))
    for name, work in (("radar", prepare_radar(doing)), ("figures", prepare(doing, today))):
        with me.app.app_context():
            took = list(stepped(work))
        longest = ", ".join(f"{cpu:.0f}" for _, cpu in sorted(took, key=lambda one: -one[1])[:LONGEST])
        say(f"{name}: {len(took)} pieces, CPU {sum(cpu for _, cpu in took) / 1000:.1f} s, longest {longest} ms", took)


def opened(me: Person, address: str) -> None:
    status = me.get(address).status_code
    if status != 200:
        raise SystemExit(f"{address} answered {status}")


def stepped(work: Iterator[None]) -> Iterator[tuple[float, float]]:
    rest: list[object] = [None]
    while rest:
        yield timed(lambda: rest.append(None) if next(work, END) is None else rest.clear())
        del rest[1:]


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds on the wall, and of this process."""
    wall, cpu = perf_counter(), process_time()
    act()
    return (perf_counter() - wall) * 1000, (process_time() - cpu) * 1000


def say(what: str, took: list[tuple[float, float]]) -> None:
    walls, cpus = sorted(wall for wall, _ in took), sorted(cpu for _, cpu in took)
    late = max(0, int(0.95 * len(took)) - 1)
    print(f"{what:70} p50 {median(walls):7.1f} p95 {walls[late]:7.1f} ms; CPU {median(cpus):6.1f} / {cpus[late]:6.1f}")


def main(*wanted: str) -> None:
    app: Flask = create_app(Settings.from_env())
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    me = People(app).sign_in(WHO)
    for name, act in (("pages", pages), ("briefs", briefs), ("pieces", pieces)):
        if not wanted or name in wanted:
            act(me)


if __name__ == "__main__":
    main(*sys.argv[1:])
