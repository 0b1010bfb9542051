"""`python -m tests.faults [NAME [SIZE]]`: one fault or all of them, each with its figure in a line; 1 if one is wrong.

PORTAL_TEST_ENGINE=postgresql takes those that have to do with the database to that engine.
"""

import os
import signal
import sys
import time
from importlib import import_module

FAULTS: dict[str, tuple[str, int, str]] = {
    "kill": ("killing", 200, "kill -9 of web and worker while people file; SIZE kills, 100 writes for each"),
    "power": ("power", 500, "power cuts at SIZE moments of the disk"),
    "restart": ("restarting", 20, "SIZE restarts of the web server under load, 1,500 requests for each"),
    "rolling": (
        "rolling",
        1,
        "the release before, two nodes, replaced by this one under load; SIZE times eight seconds a step",
    ),
    "fronts": ("fronts", 5, "Caddy and nginx in front, SIZE restarts under load behind each"),
    "full": ("full_disk", 5, "a disk that gets full SIZE times while people file, and has room again"),
    "readonly": ("full_disk:drill_read_only", 1, "a disk that the system makes read-only while people file"),
    "locked": (
        "locked",
        1,
        "SIZE times for each way of holding the database: a while, and for longer than anybody waits",
    ),
    "clock": ("clocks", 100, "SIZE jumps of the clock, forward and back, while the worker works"),
    "workers": ("workers", 300, "two workers on one outbox, SIZE events"),
    "memory": ("workers:drill_memory", 20, "SIZE web workers ended by the system while people read and file"),
    "peers": (
        "peers",
        1000,
        "SIZE events for mail, text message and bot servers that misbehave, a worker killed for each 20",
    ),
    "import": ("peers:drill_imports", 50, "an import of 200 rows for each of SIZE kills of its worker"),
    "decide": ("crowds:drill_decisions", 500, "eight colleagues decide each of SIZE requests at the same moment"),
    "forms": ("crowds:drill_forms", 500, "SIZE forms sent two to twenty times in parallel"),
    "cookies": ("cookies", 600, "SIZE tries of copied cookies after whatever ends a session"),
    "backup": ("backing", 50, "SIZE backups while people file, each restored and compared"),
    "money": ("money", 1_000_000, "SIZE random sums, shares and totals against whole numbers alone"),
}


def main(words: list[str]) -> int:
    if any(word.startswith("-") for word in words) or (words and words[0] not in FAULTS):
        print(__doc__)
        for name, (_, size, what) in FAULTS.items():
            print(f"  {name:8} {size:6}  {what}")
        return 0 if words[0] in ("-h", "--help") else 2
    wrong = 0
    _quiet()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is ended all the same
    for name in words[:1] or FAULTS:
        where, usual, _ = FAULTS[name]
        begun = time.monotonic()
        module, _, drill = where.partition(":")
        figure = getattr(import_module(f"tests.faults.{module}"), drill or "drill")(
            int(words[1]) if len(words) > 1 else usual
        )
        print(f"{figure} [{time.monotonic() - begun:.0f} s]", flush=True)
        wrong += bool(figure.wrong)
    return 1 if wrong else 0


def _quiet() -> None:
    """The programs write a line for each request to standard error; our own complaints still get there."""
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    os.close(silence)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
