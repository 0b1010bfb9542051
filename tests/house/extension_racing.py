"""Round after round of one contract's extension: three approve at once, then the owner confirms from three windows.

`PORTAL_TEST_ENGINE=postgresql python -m tests.house.extension_racing 500` runs 500 rounds and says what came of them.
"""

import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from werkzeug.test import TestResponse

from portal.app import create_app
from portal.domain.contracts.computing.day_counting import extended_end
from tests.databases import make_stage
from tests.filing import number_in
from tests.house.racing import at_once, posting, statuses, told
from tests.partner.extending import ASK, BUSINESS, DIRECTOR, LEGAL, OWNER, end_of, ends_in, waiting_proposal
from tests.people import People

APPROVERS = {LEGAL: "沈立言", DIRECTOR: "陈立衡", "admin@demo.example": "管理员"}
BEYOND = "总代合同正在续签"
"""After enough rounds the term outlives what we hold upstream, which needs a reason."""


@dataclass
class Tally:
    """What came of the rounds; `wrong` stays empty."""

    rounds: int = 0
    winners: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    ends_read: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        if self.wrong:
            return f"{self.rounds} raced approvals, WRONG {len(self.wrong)} times:\n" + "\n".join(self.wrong[:20])
        by = ", ".join(f"{name} {count}" for name, count in self.winners.most_common())
        return (
            f"{self.rounds} raced approvals: exactly one succeeds each ({by}; {self.refused} others told by whom); "
            f"end date never wrong at any step ({self.ends_read} readings)"
        )


class Racing:
    def __init__(self, people: People) -> None:
        self.people, self.tally = people, Tally()
        self.end = ends_in(people, 100)
        self.proposer, self.owners = people.sign_in(BUSINESS), [people.sign_in(OWNER) for _ in range(3)]
        self.approvers = [people.sign_in(name) for name in APPROVERS]

    def run(self, rounds: int) -> Tally:
        for _ in range(rounds):
            self._round()
        return self.tally

    def _round(self) -> None:
        self.tally.rounds += 1
        number = number_in(self.owners[0].post("/requests/", {**ASK, "months": "1"}))
        desk = f"/staff/requests/{number}"
        sent = self.proposer.post(f"{desk}/proposals", {"kind": "grant", "override": BEYOND})
        self._check(sent.status_code == 303, f"{number}: proposing answered {sent.status_code}")
        self._read_end("proposed")
        self._approve(number, desk)
        self._read_end("approved")
        self._confirm(number)
        self.end = extended_end(self.end, 1)
        self._read_end("acknowledged")

    def _approve(self, number: str, desk: str) -> None:
        sent = {"proposal": waiting_proposal(self.people, number)}
        answers = at_once([posting(one, f"{desk}/approvals", **sent) for one in self.approvers])
        self._one_of(answers, number, "approved")
        winner = next((n for n, each in zip(APPROVERS.values(), answers, strict=True) if each.status_code == 303), "–")
        self.tally.winners[winner] += 1
        late = [each for each in answers if each.status_code == 409]
        self._check(all(winner in told(each) for each in late), f"{number}: not told that {winner} was faster")
        self.tally.refused += len(late)

    def _confirm(self, number: str) -> None:
        answers = at_once([posting(one, f"/requests/{number}/acknowledgement") for one in self.owners])
        self._one_of(answers, number, "confirmed")

    def _one_of(self, answers: list[TestResponse], number: str, what: str) -> None:
        seen = statuses(answers)
        self._check(seen == {303: 1, 409: len(answers) - 1}, f"{number}: {what} answered {dict(seen)}")

    def _read_end(self, step: str) -> None:
        self.tally.ends_read += 1
        found: date = end_of(self.people)
        self._check(found == self.end, f"round {self.tally.rounds}, {step}: ends on {found}, not {self.end}")

    def _check(self, holds: bool, complaint: str) -> None:
        if not holds:
            self.tally.wrong.append(complaint)


def main(rounds: str = "500") -> None:
    from tests.conftest import make_settings

    engine, begun = os.environ.get("PORTAL_TEST_ENGINE", "sqlite"), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        stage = make_stage(engine, Path(folder))
        app = create_app(make_settings(stage, Path(folder, "data")))
        stage.fill(app)
        tally = Racing(People(app)).run(int(rounds))
        stage.release(app)
        stage.close()
    print(f"{engine}: {tally}, {time.monotonic() - begun:.0f} s")
    raise SystemExit(1 if tally.wrong else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
