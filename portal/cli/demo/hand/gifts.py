"""Gifts of the last months: a mid-autumn round that arrived, one under way, one that waits, one refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from portal.cli.demo.clock import shanghai
from portal.cli.demo.hand.stage import Act, Stage
from portal.domain.care.giving.repository import Proposal
from portal.domain.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Given:
    """When, who proposed it, for whom; what and how much (yuan); who agreed to it or, with `why_not`, did not; the
    courier it went out with, and who signed for it."""

    at: str
    who: str
    account: str
    contact: str
    occasion: str
    kind: str
    item: str
    yuan: int
    decided_by: str = ""
    why_not: str = ""
    courier: str = ""
    receipt: str = ""


GIVEN = (
    Given("2026-09-10 10:00", "care", "D-000101", "刘岷川", "mid_autumn", "local_food", "宣威火腿月饼一盒", 168,
          decided_by="director", courier="顺丰 SF1549900001", receipt="本人签收，微信回谢"),
    Given("2026-09-10 10:20", "care", "D-000102", "梁粤", "mid_autumn", "local_food", "普洱茶饼一片", 98,
          courier="顺丰 SF1549900002", receipt="前台代收"),
    Given("2026-11-12 15:00", "business", "D-000102", "梁粤", "cooperation", "branded", "公司定制保温杯", 89,
          decided_by="care", courier="顺丰 SF1549900003"),
    Given("2026-11-20 09:30", "business", "D-000101", "刘岷川", "listing", "branded", "定制桌面日历", 60),
    Given("2026-11-18 11:00", "business", "S-000001", "", "signing", "branded", "签约纪念摆件", 180,
          decided_by="director", why_not="续期还在谈，等签了再说"),
)  # fmt: skip


def gift_acts(stage: Stage) -> Iterator[Act]:
    for one in GIVEN:
        yield shanghai(one.at), partial(_give, stage, one)


def _give(stage: Stage, told: Given) -> None:
    at = shanghai(told.at)
    work, account = stage.work(at, told.who), stage.accounts[told.account]
    people = work.contacts.of(account)
    contact = next((one for one in people if one.name == told.contact), people[0])
    asked = Proposal(told.occasion, told.kind, told.item, told.yuan * 100, work.today)
    number = work.gifts.propose(account, contact, asked).number
    if told.decided_by:
        _decide(stage.work(at, told.decided_by), number, told.why_not)
    if told.courier:
        work.gifts.send(work.gifts.get(number), work.today, told.courier)
    if told.receipt:
        work.gifts.receive(work.gifts.get(number), work.today, told.receipt)


def _decide(work: UnitOfWork, number: str, why_not: str) -> None:
    giving = work.gifts.get(number)
    work.gifts.refuse(giving, why_not) if why_not else work.gifts.agree(giving)
