"""Searching as one types, over a million things, against the queue page over as many (row 5)."""

from urllib.parse import quote

from bench import causes
from bench.browser import Browser
from bench.budgets import Budget
from bench.clients import Clients, Side, interleave, middle, whole
from bench.reading import QUEUE
from bench.stage import PASSWORD, STAFF, Stage, portal
from bench.wide import Wide, WideThere

FIND = "/staff/find?q="
PIECE = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#find_list"}
RARE = 0.0002
"""The share of things that hold a rare word."""
TRIED = 200


def search(stage: Stage, clients: Clients) -> list[Budget]:
    """What stands below the box after each word: common, rare, absent, in pinyin, by initials."""
    wide = WideThere(stage.elephant) if stage.elephant else Wide()
    with portal(wide) as web:
        staff = Browser(web.port).sign_in(STAFF, PASSWORD)
        queue, total = Side(web.port, staff.reads(QUEUE)), wide.one("SELECT count(*) FROM search_entry")
        found = []
        for name, word in words(wide).items():
            wide.forgive()
            sides = {"queue": queue, name: Side(web.port, staff.reads(FIND + quote(word), **PIECE))}
            # with a warm round 544 searches a word: 600 are allowed, and each process counts up to 20 of them late
            told = interleave(clients, sides, rounds=5, times=stage.times(26))
            found.append(Budget(
                "5", f"search as typed, {total:,} things: {name}", str(whole(told[name])),
                1 / middle(told[name], told["queue"]), 1.3, 2, cause=causes.SEARCH,
            ))  # fmt: skip
    return found


def words(ground: Wide | WideThere) -> dict[str, str]:
    return {
        "two common characters": "医药", "0.02 % of them": _rare(ground), "absent": "龘龘", "pinyin": "chengdu",
        "initials": "yyyxgs", "phone": "5400",
    }  # fmt: skip


def _rare(ground: Wide | WideThere) -> str:
    """Two characters of an account's name that about so few hold."""
    wanted = RARE * ground.one("SELECT count(*) FROM search_entry")
    names = {name[2:4] for (name,) in ground.rows("SELECT name_zh FROM account ORDER BY id LIMIT ?", TRIED)}
    held = {
        name: ground.holding(name) for name in sorted(names) if name.isalpha()
    }  # fmt: skip
    return min(held, key=lambda name: abs(held[name] - wanted))
