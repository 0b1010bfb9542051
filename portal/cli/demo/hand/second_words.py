"""What waits for a second person: gifts said to have come back, a tender day and a mark said to be wrong.

The gift at the old address is the one of FB-202611-0007.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import select

from portal.cli.demo.clock import shanghai
from portal.cli.demo.hand.stage import Act, Stage
from portal.domain.accounts.marked import MARKS
from portal.domain.care.giving.models import Giving
from portal.domain.care.giving.repository import Proposal


@dataclass(frozen=True)
class Returned:
    """What went out when to whose first contact, for how much (yuan); when it came back and how that is known; who
    confirms that it did, where somebody has."""

    sent: str
    account: str
    item: str
    yuan: int
    courier: str
    told: str
    on: date
    note: str
    confirmed_by: str = ""


RETURNED = (
    Returned("2026-09-11 09:30", "N-000204", "苏式月饼一盒", 88, "顺丰 SF1549900011", "2026-09-21 10:00",
             date(2026, 9, 18), "收件人出差，快递退回，已入库", confirmed_by="director"),
    Returned("2026-09-11 09:40", "N-000202", "莲蓉月饼一盒", 88, "顺丰 SF1549900012", "2026-11-19 11:20",
             date(2026, 11, 18), "寄到旧地址，物业代收后退回"),
)  # fmt: skip
UNIT, OFFICE = "D-000106", "P-000302"
DECIDED, WRONG = date(2026, 10, 20), date(2026, 11, 10)
"""Days of tender decisions: the second did not take place."""


def second_word_acts(stage: Stage) -> Iterator[Act]:
    for one in RETURNED:
        yield shanghai(one.sent), partial(_send, stage, one)
        yield shanghai(one.told), partial(_come_back, stage, one)
    yield shanghai("2026-10-09 15:00"), partial(_note_days, stage)
    yield shanghai("2026-11-16 09:50"), partial(_ask_removal, stage)
    yield shanghai("2026-06-03 10:00"), partial(_mark, stage)
    yield shanghai("2026-11-20 16:30"), partial(_ask_lift, stage)


def _send(stage: Stage, told: Returned) -> None:
    work, account = stage.work(shanghai(told.sent), "care"), stage.accounts[told.account]
    asked = Proposal("mid_autumn", "local_food", told.item, told.yuan * 100, work.today)
    number = work.gifts.propose(account, work.contacts.of(account)[0], asked).number
    if work.gifts.get(number).awaits:
        boss = stage.work(shanghai(told.sent), "director")
        boss.gifts.agree(boss.gifts.get(number))
    work.gifts.send(work.gifts.get(number), work.today, told.courier)


def _come_back(stage: Stage, told: Returned) -> None:
    work = stage.work(shanghai(told.told), "care")
    giving = work.session.scalars(select(Giving).where(Giving.item == told.item)).one()
    work.gift_returns.tell(giving, told.on, told.note)
    if told.confirmed_by:
        stage.work(shanghai(told.told), told.confirmed_by).gift_returns.confirm(giving)


def _note_days(stage: Stage) -> None:
    work, account = stage.work(shanghai("2026-10-09 15:00"), "business"), stage.accounts[UNIT]
    work.tender_days.note(account, DECIDED, "陕西联盟集采开标")
    work.tender_days.note(account, WRONG, "西安市级带量续约")


def _ask_removal(stage: Stage) -> None:
    work, account = stage.work(shanghai("2026-11-16 09:50"), "business"), stage.accounts[UNIT]
    day = next(one for one in work.tender_days.of(account) if one.on == WRONG)
    work.tender_days.ask_removal(account, day, "公告改到明年三月，当日没有开标")


def _mark(stage: Stage) -> None:
    work, account = stage.work(shanghai("2026-06-03 10:00"), "business"), stage.accounts[OFFICE]
    work.contacts.of(account)[0].change({MARKS[-1]: True}, by=work.actor, at=work.now)


def _ask_lift(stage: Stage) -> None:
    work, account = stage.work(shanghai("2026-11-20 16:30"), "business"), stage.accounts[OFFICE]
    work.marks.ask_lift(account, work.contacts.of(account)[0], [MARKS[-1]], "杂志社已转企，编辑不再是公职人员")
