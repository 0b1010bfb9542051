"""Pages that gather figures, against the queue page: both homes, the care list, who brings the profit (row 6)."""

from bench import causes
from bench.browser import Browser
from bench.budgets import Budget
from bench.clients import Clients, Side, interleave, middle, whole
from bench.reading import QUEUE
from bench.stage import PARTNER, PASSWORD, STAFF, Stage

CARE, FINANCE = "care@demo.example", "finance@demo.example"
BOARDS = {
    "a partner's home": (PARTNER, "/"),
    "today": (STAFF, "/staff/"),
    "whom to contact": (CARE, "/staff/care/"),
    "insight, 80/20": (FINANCE, "/staff/insight/"),
}


def boards(stage: Stage, clients: Clients) -> list[Budget]:
    """Homes and figures against the queue page."""
    port = stage.web.port
    people = {name: Browser(port).sign_in(name, PASSWORD) for name in {who for who, _ in BOARDS.values()}}
    sides = {name: Side(port, people[who].reads(address)) for name, (who, address) in BOARDS.items()}
    told = interleave(
        clients, {"queue": Side(port, stage.staff.reads(QUEUE)), **sides}, rounds=5, times=stage.times(30)
    )
    return [
        Budget("6", f"{name}, against the queue page", str(whole(told[name])), 1 / middle(told[name], told["queue"]),
               1.3, 2, cause=causes.BOARDS)
        for name in BOARDS
    ]  # fmt: skip
