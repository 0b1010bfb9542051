"""What was promised in answers, about a breach and in calls, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from portal.cli.demo.clock import shanghai
from portal.cli.demo.hand.stage import Act, Stage
from portal.domain.promises.models import Pledge
from portal.domain.promises.source import A_CALL, source_of
from portal.domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Word:
    """A promise. `number` is what its series gives it at that moment; `source` is the number of what it was made in,
    nothing is a call; `then`: moment, who, verb, and its words, a move's with the new day in front."""

    number: str
    at: str
    who: str
    account: str
    what: str
    due: str
    source: str = ""
    is_internal: bool = False
    then: tuple[tuple[str, str, str, str], ...] = ()


WORDS = (
    Word(
        number="PM-202605-0001", at="2026-05-14 16:30", who="director", account="D-000101",
        what="年底前给出 2027 年供货表", due="2026-12-31",
    ),
    Word(
        number="PM-202609-0001", at="2026-09-22 09:40", who="finance", account="D-000101",
        what="9 月 28 日前把晚发货的款项汇到账上", due="2026-09-28", source="BR-202609-0001",
        then=(("2026-09-28 15:20", "finance", "keep", ""),),
    ),
    Word(
        number="PM-202610-0001", at="2026-10-12 11:05", who="business", account="D-000103",
        what="给出批号 26031702 的箱码清单", due="2026-10-20",
        then=(("2026-10-23 10:30", "business", "keep", ""),),
    ),
    Word(
        number="PM-202611-0001", at="2026-11-10 15:32", who="care", account="D-000102",
        what="常用首营资料盖章扫描件放到门户", due="2026-11-20", source="FB-202611-0002",
        then=(
            ("2026-11-18 16:00", "care", "move",
             "2026-12-11 两份注册证还在换发，先上线会让您拿到不全的一套，等齐了一起放。"),
        ),
    ),
    Word(
        number="PM-202611-0002", at="2026-11-13 10:20", who="finance", account="D-000109",
        what="11 月 20 日前书面答复保证金何时退还", due="2026-11-20", source="SR-202611-0006",
    ),
    Word(
        number="PM-202611-0003", at="2026-11-18 10:10", who="business", account="D-000105",
        what="给江夏堂书面返利口径", due="2026-11-24", source="SR-202611-0005",
    ),
    Word(
        number="PM-202611-0004", at="2026-11-23 13:43", who="business", account="D-000101",
        what="今晚 2 件到医院，到货后打电话给何晓岷", due="2026-11-23", source="SR-202611-0001",
    ),
    Word(
        number="PM-202611-0005", at="2026-11-23 13:50", who="business", account="D-000101",
        what="回电廖远，问清他担心的回款口径", due="2026-11-25", is_internal=True,
    ),
)  # fmt: skip


def promise_acts(stage: Stage) -> Iterator[Act]:
    """Everything at its own moment, to be done in the order of time."""
    for word in WORDS:
        yield shanghai(word.at), partial(_give, stage, word)
        for at, who, verb, words in word.then:
            yield shanghai(at), partial(_act, stage, word.number, at, who, verb, words)


def _give(stage: Stage, word: Word) -> None:
    uow = stage.work(shanghai(word.at), word.who)
    source = source_of(_thing(uow, word.source)) if word.source else A_CALL
    pledge = uow.promises.give(
        stage.accounts[word.account].id, what=word.what, due_on=date.fromisoformat(word.due), source=source,
        is_internal=word.is_internal,
    )  # fmt: skip
    assert pledge.number == word.number


def _thing(uow: UnitOfWork, number: str) -> Any:
    found = {"SR": uow.requests.get, "FB": uow.feedback.get, "BR": uow.breaches.get}
    return found[number[:2]](number)


def _act(stage: Stage, number: str, at: str, who: str, verb: str, words: str) -> None:
    uow = stage.work(shanghai(at), who)
    pledge: Pledge = uow.promises.get(number)
    if verb == "move":
        day, _, reason = words.partition(" ")
        pledge.move(date.fromisoformat(day), reason, by=uow.actor, at=uow.now)
    else:
        pledge.keep(by=uow.actor, at=uow.now)
