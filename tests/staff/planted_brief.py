"""An account with twenty facts that a call brief tells, among as many that it does not."""

from datetime import timedelta

from sqlalchemy import select

from portal.domain.accounts.kinds import AccountKind, AccountStatus
from portal.domain.accounts.models import Account, Contact, Qualification
from portal.domain.care.keeping import renew
from portal.domain.care.models import Touch
from portal.domain.contracts.breaches.backstage import BreachFile
from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.penalty import BreachPenalty
from portal.domain.contracts.models import Clause
from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.people.models import Login
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.unit_of_work import UnitOfWork
from tests.breaches import acting_staff
from tests.notify.agreements import OPTION, agree
from tests.people import People

CARE = "care@demo.example"
NUMBER = "D-000900"
NOISE = "不该出现"
TOLD = {
    "account": ["武汉江夏堂医药有限公司"], "contact": ["江采薇"], "manner": ["微信 · 上午十点后"],
    "why": ["消息 晚 13 天", "电话 晚 5 天"],
    "ask": ["之前约好的这件事怎样了：给他样品清单", "新的什么时候办好：药品经营许可证"],
    "leave": ["BR-209901-0001"],
    "touch": ["谈了明年任务", "谈了彩页", "谈了回款"],
    "promise": ["书面解释返利口径"], "contract": ["D-2026-900"], "notice": ["最晚申请续签"],
    "request": ["三季度返利怎么算"], "feedback": ["两天没人回电话"], "breach": ["BR-209901-0001"],
    "licence": ["许可证有效期"], "paper": ["药品经营许可证"], "birthday": ["江采薇"],
}  # fmt: skip
"""By the kind of a line, what each of its lines says, in their order: twenty in all."""


def plant(people: People) -> int:
    """The id of the contact to call."""
    with acting_staff(people, CARE) as uow:
        account = uow.accounts.add(
            AccountKind.DISTRIBUTOR, number=NUMBER, name_zh=TOLD["account"][0], province="420000"
        )
        account.status, account.created_at = AccountStatus.ACTIVE, uow.now - timedelta(days=200)
        account.licence_until = uow.today + timedelta(days=50)
        standing = uow.accounts.standing(account)
        care = next(one for one in uow.people.staff() if one.login.email == CARE)
        standing.tier, standing.stage, standing.care_owner_id, standing.sponsor_id = "vip", "s3", care.id, care.id
        person = _people(uow, account)
        _touches(uow, account, person)
        _papers(uow, account)
        _agreements(uow, account)
        _filed(uow, account)
        renew(uow.session, [account.id])
        return person.id


def _people(uow: UnitOfWork, account: Account) -> Contact:
    soon, far = uow.today + timedelta(days=6), uow.today + timedelta(days=100)
    common = {"account_id": account.id, "birthday_calendar": "solar"}
    person = Contact(
        name="江采薇", role="purchasing", mobile="15400000105", is_primary=True, preferred_channel="wechat",
        best_time="上午十点后", birthday_month=soon.month, birthday_day=soon.day, **common,
    )  # fmt: skip
    uow.session.add(person)
    uow.session.flush()
    other = Contact(name="江老板", role="owner", birthday_month=far.month, birthday_day=far.day, **common)
    uow.session.add(other)
    uow.session.flush()
    return person


def _touches(uow: UnitOfWork, account: Account, person: Contact) -> None:
    pledge = uow.promises.give(account.id, what=TOLD["promise"][0], due_on=uow.today)
    pledge.due_on = uow.today - timedelta(days=2)
    kept = uow.promises.give(account.id, what=NOISE, due_on=uow.today)
    kept.keep(by=uow.actor, at=uow.now)
    said = [(20, "call", "谈了明年任务"), (33, "call", "谈了彩页"), (60, "meeting", "谈了回款"), (90, "call", NOISE)]
    for ago, kind, content in said:
        uow.session.add(
            Touch(
                account_id=account.id, contact_id=person.id, type=kind, on=uow.today - timedelta(days=ago), at=uow.now,
                by_id=uow.actor.staff_id, content=content, by_executive=kind == "meeting",
                pledge_id=pledge.id if ago == 33 else None, next_step="给他样品清单" if ago == 20 else "",
            )
        )  # fmt: skip


def _papers(uow: UnitOfWork, account: Account) -> None:
    for code, ahead in (("drug_licence", 30), ("poa", 300)):
        until, never = uow.today + timedelta(days=ahead), uow.today + timedelta(days=900)
        uow.session.add(
            Qualification(account_id=account.id, doc_type=code, number=code, expires_on=until, remind_on=never)
        )


def _agreements(uow: UnitOfWork, account: Account) -> None:
    running = agree(uow, "D-2026-900", uow.today + timedelta(days=130), {"extension_option": OPTION}, account=NUMBER)
    agree(uow, "D-2025-900", uow.today - timedelta(days=10), {"extension_option": OPTION}, account=NUMBER)
    clause = uow.session.scalars(select(Clause).where(Clause.account_id == account.id)).first()
    assert clause is not None
    for number, state in (("BR-209901-0001", "computed"), ("BR-209901-0002", "paid")):
        breach = Breach(
            account_id=account.id, number=number, contract_id=running.id, clause_id=clause.id, article="第 6 条",
            version_no=1, kind="late_payment", obligor="partner", occurred_on=uow.today - timedelta(days=30),
            what=NOISE, state=state, reported_by_id=uow.actor.login_id, reported_at=uow.now, shown_at=uow.now,
        )  # fmt: skip
        uow.session.add(breach)
        uow.session.flush()
        uow.session.add(BreachFile(account_id=account.id, breach_id=breach.id))
        for fen in (999_900, 456_925):
            uow.session.add(
                BreachPenalty(
                    account_id=account.id, breach_id=breach.id, origin="computed", clause_id=clause.id, version_no=1,
                    params={}, facts={}, working={}, fen=fen, made_by_id=uow.actor.login_id, made_at=uow.now,
                )
            )  # fmt: skip
            uow.session.flush()


def _filed(uow: UnitOfWork, account: Account) -> None:
    login = uow.session.scalars(select(Login).where(Login.email == "member@minchuan.example")).one()
    for subject, is_over in ((TOLD["request"][0], False), (NOISE, True)):
        row = uow.requests.post(
            account, category=RequestCategory.TRAINING, subject=subject, text="请看附件", posted_by_id=login.id
        )
        row.posted_at = uow.now - timedelta(days=4)
        if is_over:
            row.state = "closed"
    for subject, is_over in ((TOLD["feedback"][0], False), (NOISE, True)):
        told = uow.feedback.post(
            account, kind=FeedbackKind.SUGGESTION, subject=subject, text="客服没回电话", posted_by_id=login.id
        )
        if is_over:
            told.answer(by=uow.actor, at=uow.now, text="已处理")
            told.state = "closed"
