"""Orders to the load process, and what its answers come to."""

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Told:
    """Every answer of a job: milliseconds, status, bytes and Location, by client."""

    lanes: list[list[list[Any]]] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def answers(self) -> list[list[Any]]:
        return [answer for lane in self.lanes for answer in lane]

    @property
    def rate(self) -> float:
        return len(self.answers) / self.seconds if self.seconds else 0.0

    def part(self, percent: float) -> float:
        """The percentile of the times in milliseconds."""
        times = sorted(answer[0] for answer in self.answers)
        return times[min(len(times) - 1, int(len(times) * percent / 100))] if times else 0.0

    @property
    def failures(self) -> list[int]:
        return [answer[1] for answer in self.answers if answer[1] >= 400]

    def add(self, other: "Told") -> None:
        self.lanes, self.seconds = self.lanes + other.lanes, self.seconds + other.seconds

    def __str__(self) -> str:
        return f"{self.rate:.0f}/s {self.part(50):.1f}/{self.part(95):.1f}/{self.part(99):.1f} ms"


class Clients:
    """A load process; `start` gives it a job, `finish` waits for what came of it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.load"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, port: int, lanes: list[list[str]], **how: float) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"port": port, "lanes": lanes, **how}) + "\n")
        self._process.stdin.flush()

    def finish(self) -> Told:
        assert self._process.stdout
        told = json.loads(self._process.stdout.readline())
        return Told(told["lanes"], told["seconds"])

    def run(self, port: int, lanes: list[list[str]], **how: float) -> Told:
        self.start(port, lanes, **how)
        return self.finish()

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=10)


@dataclass(frozen=True)
class Side:
    """One of those compared: a server's port and the request that is sent to it."""

    port: int
    request: str

    def lanes(self, clients: int, times: int) -> list[list[str]]:
        return [[self.request] * times] * clients


def interleave(
    clients: Clients, sides: dict[str, Side], *, rounds: int, times: int, width: int = 4
) -> dict[str, list[Told]]:
    """Each side in turn, round after round, so that noise hits all of them; a first round only warms up."""
    told: dict[str, list[Told]] = {name: [] for name in sides}
    for turn in range(rounds + 1):
        for name, side in sides.items():
            found = clients.run(side.port, side.lanes(width, times if turn else max(times // 4, 5)))
            if found.failures:
                raise RuntimeError(f"{name} answered {found.failures[0]}")
            if turn:
                told[name].append(found)
    return told


def whole(rounds: list[Told]) -> Told:
    """All rounds of a side as one."""
    every = Told()
    for told in rounds:
        every.add(told)
    return every


def middle(ours: list[Told], theirs: list[Told]) -> float:
    """How many times faster ours answered, in the middle round."""
    return statistics.median(one.rate / other.rate for one, other in zip(ours, theirs, strict=True))
