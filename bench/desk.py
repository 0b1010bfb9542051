"""A request at the desk: with the clause it is about and its worked sum, against one without; what its polls cost
(rows 20 and 21)."""

from bench.budgets import Budget
from bench.clients import Clients, Side, interleave, middle, whole
from bench.reading import QUEUE
from bench.stage import Stage

OPEN = "state NOT IN ('closed', 'cancelled', 'rejected') ORDER BY id LIMIT 60"
ABOUT = {
    "sum": "category = 'delivery_query'",
    "plain": "category IN ('training', 'sample_request', 'qualification_copy')",
}
"""Delays, which the delivery clause of a contract speaks to; and what no clause speaks to."""
MARK = b'class="sum"'
"""What a page with a worked sum holds, and no other."""


def desk(stage: Stage, clients: Clients) -> list[Budget]:
    """Opening a delay complaint, its clause and sum worked out, against opening a plain request."""
    chosen = {name: _number(stage, name) for name in ABOUT}
    if not all(chosen.values()):
        return [Budget("20", "desk page with clause and sum, against the plain one", "no such requests in the data")]
    sides = {
        name: Side(stage.web.port, stage.staff.reads(f"/staff/requests/{number}")) for name, number in chosen.items()
    } | _polls(stage, chosen["plain"])
    told = interleave(clients, sides, rounds=5, times=stage.times(40))
    figure = f"{whole(told['sum']).part(50):.1f} against {whole(told['plain']).part(50):.1f} ms"
    ratio = 1 / middle(told["sum"], told["plain"])
    return [
        Budget("20", "desk page with clause and sum, against the plain one", figure, ratio, 1.5, 2),
        *(
            Budget(
                "21", f"{words}, against its page", str(whole(told[name])), 1 / middle(told[name], told[page]), 0.4, 0.5
            )
            for name, words, page in (
                ("viewers", "poll for viewers of a request", "plain"),
                ("bell", "poll of the bell", "queue"),
            )
        ),
    ]


def _polls(stage: Stage, number: str) -> dict[str, Side]:
    """What an open page asks again and again, and the page on which the bell stands."""
    htmx = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#desk_now"}
    asked = {
        "viewers": stage.staff.writes(f"/staff/requests/{number}/presence", {"seen": "0"}, **htmx),
        "bell": stage.staff.reads("/me/unread", **{**htmx, "HX-Target": "a#bell", "X-Poll": "1"}),
        "queue": stage.staff.reads(QUEUE),
    }
    return {name: Side(stage.web.port, request) for name, request in asked.items()}


def _number(stage: Stage, name: str) -> str:
    """The first request of the kind whose page holds a worked sum, or holds none."""
    question = f"SELECT number FROM service_request WHERE {ABOUT[name]} AND {OPEN}"
    for (number,) in stage.grounds["large"].rows(question):
        _status, page = stage.staff.open(f"/staff/requests/{number}")
        if (MARK in page) == (name == "sum"):
            return str(number)
    return ""
