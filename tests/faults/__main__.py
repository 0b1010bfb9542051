"""`python -m tests.faults [NAME [SIZE]]`: one fault or all of them, each with its figure in a line; 1 if one is wrong.

PORTAL_TEST_ENGINE=postgresql takes those that have to do with the database to that engine.
"""

import sys
import time
from importlib import import_module

FAULTS: dict[str, tuple[str, int, str]] = {
    "kill": ("killing", 200, "kill -9 of web and worker while people file; SIZE kills, 100 writes for each"),
    "power": ("power", 500, "power cuts at SIZE moments of the disk"),
    "restart": ("restarting", 20, "SIZE restarts of the web server under load, 1,500 requests for each"),
}


def main(words: list[str]) -> int:
    if any(word.startswith("-") for word in words) or (words and words[0] not in FAULTS):
        print(__doc__)
        for name, (_, size, what) in FAULTS.items():
            print(f"  {name:8} {size:6}  {what}")
        return 0 if words[0] in ("-h", "--help") else 2
    wrong = 0
    for name in words[:1] or FAULTS:
        module, usual, _ = FAULTS[name]
        begun = time.monotonic()
        figure = import_module(f"tests.faults.{module}").drill(int(words[1]) if len(words) > 1 else usual)
        print(f"{figure} [{time.monotonic() - begun:.0f} s]", flush=True)
        wrong += bool(figure.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
