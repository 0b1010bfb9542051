"""Calls, visits and greetings of the last months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from portal.cli.demo.clock import shanghai
from portal.cli.demo.hand.stage import Act, Stage


@dataclass(frozen=True)
class Told:
    """A touch as it was logged: moment, who, account, what it was, about, what was said, what came of it; with whom by
    name, the next step and its day, the number of what was promised in it."""

    at: str
    who: str
    account: str
    type: str
    topic: str
    content: str
    result: str = ""
    contact: str = ""
    next_step: str = ""
    next_on: str = ""
    promised: str = ""


TOLD = (
    Told("2026-05-14 16:35", "director", "D-000101", "meeting", "2027 年联合计划",
         "见刘岷川，谈 2027 年联合计划：四川县级市场上量，双方各出两人。", "年底前给他供货表",
         contact="刘岷川", promised="PM-202605-0001"),
    Told("2026-09-24 10:30", "care", "P-000303", "greeting", "中秋问候",
         "中秋问候，对方介绍沐远生物医药在找全国总代理，愿意牵线。", "引荐沐远生物医药"),
    Told("2026-10-16 09:40", "business", "D-000111", "call", "沉睡客户唤醒",
         "半年没有进货，老板说资金周转不开，品种仍然看好。", "三个月后再联系",
         next_step="问资金是否缓过来", next_on="2027-01-15"),
    Told("2026-10-28 14:00", "director", "S-000001", "visit", "年度拜访",
         "总经理年度拜访，谈续期五年与最低供货量，对方要看明年任务。", "对方 12 月给书面意见"),
    Told("2026-11-06 10:00", "care", "D-000101", "visit", "新增医院",
         "见廖远，四川新增三家县医院，缺彩页和议程模板。", "彩页 11 月 12 日寄出",
         contact="廖远", next_step="三家县医院的进院进度"),
    Told("2026-11-20 11:15", "business", "D-000101", "call", "续签",
         "刘岷川想续 12 个月，担心补充协议里的“回款口径”怎么算。", "11 月 24 日前书面解释",
         contact="刘岷川", next_step="定下续签的月数", next_on="2026-12-01"),
    Told("2026-11-17 15:10", "care", "D-000102", "call", "首营资料",
         "梁粤催盖章扫描件上门户，两份注册证在换发，约好下旬再对一次清单。", "等齐了一起放",
         next_step="对首营资料清单", next_on="2026-11-27"),
    Told("2026-11-19 09:20", "care", "N-000201", "wechat", "两家县医院",
         "罗景川发来两家县医院的进药会时间，下月中旬，问要不要派人到场。", "请商务定人"),
)  # fmt: skip


def touch_acts(stage: Stage) -> Iterator[Act]:
    for one in TOLD:
        yield shanghai(one.at), partial(_log, stage, one)


def _log(stage: Stage, told: Told) -> None:
    at = shanghai(told.at)
    work = stage.work(at, told.who)
    facts = {"type": told.type, "on": work.today, "topic": told.topic, "content": told.content, "result": told.result}
    account = stage.accounts[told.account]
    people = {one.name: one.id for one in work.contacts.of(account)}
    facts |= {"contact_id": people.get(told.contact), "next_step": told.next_step}
    facts["next_on"] = date.fromisoformat(told.next_on) if told.next_on else None
    touch = work.care.log(account, {**facts, "by_executive": told.who == "director"})
    if told.promised:
        touch.pledge_id = work.promises.get(told.promised).id
