"""Reading: the queue and its tail, lists at any depth, an account at a glance (rows 1 to 4)."""

import base64
import json
from collections.abc import Iterable
from datetime import UTC, datetime

from bench import causes
from bench.browser import Browser
from bench.budgets import Budget
from bench.clients import Clients, Side, Told, interleave, middle, whole
from bench.ground import Ground
from bench.stage import PASSWORD, STAFF, Stage

P_SHARE = {"queue": 5.3 / 840, "ticket": 37 / 840, "filing": 157 / 840, "answer": 106 / 840}
"""The other help desk's rates as shares of C's, measured side by side once; it cannot be served here."""
QUEUE = "/staff/requests/"


def queue(stage: Stage, clients: Clients) -> list[Budget]:
    """The queue beside C on the same engine; on PostgreSQL beside C on SQLite too."""
    bare = ("a", "b", *dict.fromkeys(("C", stage.own)))
    sides = {name: stage.bare[name].side() for name in bare}
    told = interleave(
        clients, {**sides, "ours": Side(stage.web.port, stage.staff.reads(QUEUE))}, rounds=5, times=stage.times(100)
    )
    ours, ratios = whole(told["ours"]), {name: middle(told["ours"], told[name]) for name in bare}
    stage.rate_of_c, stage.calm = whole(told["C"]).rate, ours
    tail = ours.part(99) / ours.part(50)
    return [
        *(Budget("", f"{name}: {BARE[name[0]]}", str(whole(told[name]))) for name in bare),
        *(Budget("1", f"queue, 50 rows, signed in, against {name}", str(ours), ratios[name], 1 / 1.5, 1 / 2.5,
                 at_least=True, cause=causes.QUEUE) for name in dict.fromkeys((stage.own, "C"))),
        Budget("1", "… against P (C × 5.3/840)", f"P {stage.rate_of_c * P_SHARE['queue']:.1f}/s",
               ratios["C"] / P_SHARE["queue"], 100, 63, at_least=True),
        Budget("2", "its tail, p99 against p50", f"{ours.part(50):.1f} → {ours.part(99):.1f} ms", tail, 3, 5),
    ]  # fmt: skip


BARE = {
    "a": "bare Flask, constant 8 KB",
    "b": "bare Flask, sqlite3 keyset query, 50-row page",
    "C": "Flask, Flask-Login, ORM entities, same page",
}


def lists(stage: Stage, clients: Clients) -> list[Budget]:
    """Each list, filter and deep page on both databases; the least disturbed of five rounds counts."""
    found = []
    small = Browser(stage.small.port).sign_in(STAFF, PASSWORD)
    for name, paths in addresses(stage.grounds["large"], stage.grounds["small"]):
        sides = {
            "100k": Side(stage.web.port, stage.staff.reads(paths[0])),
            "10k": Side(stage.small.port, small.reads(paths[1])),
        }
        told = interleave(clients, sides, rounds=5, times=stage.times(12))
        found.append((name, _best(told, 50), _best(told, 95)))
    half = max(found, key=lambda one: one[1])
    tail = max(found, key=lambda one: one[2])
    return [
        Budget("3", f"{len(found)} lists, 100k against 10k rows: p50", f"worst: {half[0]}", half[1], 1.2, 1.5),
        Budget("3", "… p95", f"worst: {tail[0]}", tail[2], 1.5, 2),
    ]


def _best(told: dict[str, list[Told]], percent: float) -> float:
    least = {name: min(one.part(percent) for one in rounds) for name, rounds in told.items()}
    return least["100k"] / least["10k"]


def addresses(large: Ground, small: Ground) -> Iterable[tuple[str, tuple[str, str]]]:
    """Lists by name, with their address on either database: pages deep inside have another cursor on each."""
    for view in ("open", "overdue", "today", "mine", "unassigned", "silent", "waiting", "resolved", "all"):
        yield f"queue {view}", (f"{QUEUE}?view={view}",) * 2
    yield "queue newest", (f"{QUEUE}?view=all&sort=newest",) * 2
    yield "queue kept", tuple(f"{QUEUE}?view={_kept(one)}" for one in (large, small))
    for name, value in (("category", "delivery_query"), ("priority", "p2"), ("state", "closed")):
        yield f"queue {name}", (f"{QUEUE}?{name}={value}",) * 2
    yield "queue deep", tuple(f"{QUEUE}?state=closed&after={_deep_card(one)}" for one in (large, small))
    for name, value in (
        ("all", ""),
        ("kind", "?kind=distributor"),
        ("tier", "?tier=a"),
        ("province", "?province=510000"),
    ):
        yield f"accounts {name}", (f"/staff/accounts/{value}",) * 2
    yield "accounts deep", tuple(f"/staff/accounts/?after={_deep_account(one)}" for one in (large, small))
    yield "contracts", ("/staff/contracts/",) * 2
    yield "feedback", ("/staff/feedback/",) * 2


def _kept(ground: Ground) -> int:
    """The view of the demo's that fills a page on both databases: fewer rows on one would be what is measured."""
    return int(ground.one("SELECT id FROM queue_view WHERE CAST(query AS TEXT) LIKE '%delivery_query%'"))


def _deep_card(ground: Ground) -> str:
    total = ground.one("SELECT count(*) FROM desk_card WHERE state = 'closed'")
    (found,) = ground.rows(
        "SELECT due_at, request_id FROM desk_card WHERE state = 'closed' ORDER BY due_at, request_id LIMIT 1 OFFSET ?",
        total * 9 // 10,
    )
    return cursor(_as_text(found[0]), found[1])


def _deep_account(ground: Ground) -> str:
    return cursor(ground.one("SELECT id FROM account ORDER BY id LIMIT 1 OFFSET (SELECT count(*) / 10 FROM account)"))


def _as_text(moment: str | datetime) -> str:
    """A moment as cursors hold it, whichever engine gave it."""
    read = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return read.replace(tzinfo=read.tzinfo or UTC).astimezone(UTC).isoformat()


def cursor(*values: object) -> str:
    """A page's cursor as the portal writes it."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def account(stage: Stage, clients: Clients) -> list[Budget]:
    ground = stage.grounds["large"]
    sides = {"C": stage.yardstick}
    for name, events in (("fat", "count(*) >= 5000"), ("thin", "count(*) BETWEEN 8 AND 12")):
        number = ground.one(
            "SELECT account.number FROM event JOIN account ON account.id = event.account_id "
            f"GROUP BY account.id HAVING {events} LIMIT 1"
        )
        sides[name] = Side(stage.web.port, stage.staff.reads(f"/staff/accounts/{number}"))
    told = interleave(clients, sides, rounds=5, times=stage.times(40))
    fat, thin = whole(told["fat"]), whole(told["thin"])
    against_p = middle(told["fat"], told["C"]) / P_SHARE["ticket"]
    least = {name: min(one.part(50) for one in told[name]) for name in ("fat", "thin")}
    return [
        Budget(
            "4", "account page against P (C × 37/840)", str(fat), against_p, 10, 5, at_least=True, cause=causes.ACCOUNT
        ),
        Budget("4", "… 5,000 events against 10", f"{thin}", least["fat"] / least["thin"], 1.3, 1.3),
    ]
