"""Run the workloads and print one table; `--pace 0.2` asks less often, `--only 1,4` measures some rows,
`--engine postgresql` serves the same rows from there."""

import argparse
import json
import platform
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime

from bench import boards, desk, house, limits, nodes, reading, search, storm, taking_out, territory, weight, writing
from bench.budgets import Budget, table
from bench.clients import Clients
from bench.servers import ROOT
from bench.stage import Stage

Workload = Callable[[Stage, Clients], list[Budget]]
WORKLOADS: dict[str, Workload] = {
    "1": reading.queue, "4": reading.account, "3": reading.lists, "6": boards.boards, "5": search.search,
    "12": weight.weight,
    "7": writing.filing, "14": house.sign_in, "8": storm.storm, "11": taking_out.export, "15": house.memory,
    "17": house.cold_start, "16": nodes.beside_one,
    "19": limits.upstream_limit, "20": desk.desk, "24": territory.territory,
}  # fmt: skip
"""By the first row each of them measures, in the order in which they run; the first one gives C's rate."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--pace", type=float, default=1.0)
    parser.add_argument("--only", default="")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that whatever was started is ended
    begun = time.perf_counter()
    wanted = {"1", *asked.only.split(",")} if asked.only else set(WORKLOADS)
    budgets: list[Budget] = []
    failed = False
    clients = Clients()
    try:
        with Stage(asked.pace, asked.engine) as stage:
            for row, workload in WORKLOADS.items():
                if row in wanted:
                    print(f"· {(workload.__doc__ or workload.__name__).splitlines()[0]}", flush=True)
                    try:
                        budgets += workload(stage, clients)
                    except RuntimeError as error:  # one that fails is told, and the others are measured all the same
                        failed = True
                        print(f"NOT MEASURED: {error}", flush=True)
    finally:
        clients.close()
    print(f"\n{table(budgets)}\n\n{time.perf_counter() - begun:.0f} seconds", flush=True)
    _keep(budgets)
    sys.exit(1 if failed else 0)


def _keep(budgets: list[Budget]) -> None:
    written = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"), "python": platform.python_version(),
        "rows": [{**asdict(one), "verdict": one.verdict} for one in budgets],
    }  # fmt: skip
    (ROOT / "bench" / "latest.json").write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
