"""One thing of Minchuan's for every name an address can carry."""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from portal.domain.accounts.models import Contact, Qualification
from portal.domain.attachments.models import Attachment, StoredFile
from portal.domain.care.giving.repository import Proposal
from portal.domain.care.occasions import Occasion
from portal.domain.contracts.breaches.reporting import Alleged, report
from portal.domain.contracts.clauses import Party
from portal.domain.contracts.consents import ConsentFacts
from portal.domain.contracts.models import Clause, Contract, ContractVersion
from portal.domain.events import Actor
from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.hand_over.models import HandOver
from portal.domain.integrations.codes import Side
from portal.domain.integrations.repository import Terms
from portal.domain.links.words import LinkWord
from portal.domain.opportunities.models import Opportunity
from portal.domain.people.models import Invitation, Login, Membership, Staff
from portal.domain.people.roles import StaffRole
from portal.domain.promises.source import source_of
from portal.domain.proposals.fields import FIELDS
from portal.domain.qualifications.models import HousePaper
from portal.domain.recruiting.prospects import ProspectFacts
from portal.domain.requests.batches.models import BatchWatch
from portal.domain.requests.canned_reply import CannedReplies, Shelf
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.clocks.calendar_changes import DayFacts
from portal.domain.requests.models import ServiceRequest
from portal.domain.surveys.kinds import Segment, SurveyKind
from portal.domain.surveys.models import SurveyAsk
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.voice.saying import Saying
from portal.insight.reporting.models import MonthReport
from portal.intake.batches import Imports
from portal.intake.subjects import SUBJECTS
from portal.intake.taking_out.models import Export
from portal.mailroom.models import IncomingMail
from portal.notify.bots import Bots
from portal.storage.receiving import receive_files
from tests.people import People

MARKS = ("MARK-SUBJECT", "MARK-TEXT", "MARK-PRAISE", "MARK-THANKS", "MARK-NOTE", "MARK-FILE")
"""Words that stand only in Minchuan's things; MARK-NOTE only in its internal note."""


@dataclass(frozen=True)
class Things:
    """`by_address`: for each name in an address, the value by the part of the rule it stands in."""

    by_address: dict[str, dict[str, object]]
    request: str
    feedback: str
    attachment: str
    clause_id: int


def make_things(people: People) -> Things:
    with people.backstage() as uow:
        session = uow.session
        login = session.scalars(select(Login).where(Login.email == "member@minchuan.example")).one()
        account = uow.accounts.get("D-000101")
        filing = UnitOfWork(session, _partner(login, account.id), datetime.now(UTC), writes=True)
        contract = session.scalars(select(Contract).where(Contract.number == "D-2026-011")).one()
        picture, _ = receive_files([_picture()], people.app.extensions["storage"])
        request = filing.requests.post(
            account, category=RequestCategory.DELIVERY_QUERY, subject="MARK-SUBJECT 20 件到哪了",
            text="MARK-TEXT 明天断药", contract=contract, files=picture,
        )  # fmt: skip
        feedback = filing.feedback.post(account, kind=FeedbackKind.PRAISE, subject="MARK-PRAISE", text="MARK-THANKS")
        staff = session.scalars(select(Staff).where(Staff.title == "service")).one()
        request.add_note(by=_staff(staff), at=datetime.now(UTC), text="MARK-NOTE 只给同事看")
        invitation = Invitation(
            account_id=account.id, login_id=login.id, email="new@minchuan.example", role="member",
            invited_by_id=login.id, invited_at=datetime.now(UTC),
        )  # fmt: skip
        session.add(invitation)
        session.flush()
        breach, promise = _breach(uow, staff), _promises(uow, staff, request)
        link = _linked(uow, staff, request, feedback.number)
        places = {"request": request.number, "feedback": feedback.number, "breach": breach, "promise": promise}
        places |= {"link": link, "mail": _mail(people, uow), **_personal(people, uow, filing)}
        return _things(uow, account.id, invitation.ref, places)


def _breach(uow: UnitOfWork, staff: Staff) -> str:
    """One that Minchuan has been told of, with evidence that is ours alone."""
    work = UnitOfWork(uow.session, _staff(staff, StaffRole.LEGAL), datetime.now(UTC), writes=True)
    alleged = Alleged("第 9 条", Party.PARTNER, date(2026, 9, 1), "MARK-TEXT 晚付", remark="MARK-NOTE 只给同事看")
    evidence = [StoredFile(sha256="1" * 64, name="MARK-NOTE 谁拍的.png", size=3, media_type="image/png")]
    breach = report(work, work.contracts.get("D-2026-011"), alleged, evidence=evidence)
    breach.notify(work.today, (work.today, None), "portal", by=work.actor, at=work.now)
    uow.session.flush()
    return breach.number


def _bot(uow: UnitOfWork) -> int:
    facts = {"name": "服务群", "service": "wecom", "locale": "zh", "hears": ["new"], "quiet": "", "per_minute": 20}
    bot = Bots(uow).add({**facts, "url": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=things", "secret": ""})
    uow.session.flush()
    return bot.id


def _paper(uow: UnitOfWork, account_id: int) -> int:
    """One that came in and waits to be checked."""
    paper = Qualification(account_id=account_id, doc_type="seal_samples", number="MARK-TEXT", state="submitted",
                          submitted_at=uow.now)  # fmt: skip
    uow.session.add(paper)
    uow.session.flush()
    return paper.id


def _house_paper(uow: UnitOfWork) -> int:
    """One of ours that nobody has checked."""
    paper = HousePaper(doc_type="business_licence", number="MARK-NOTE", state="submitted", submitted_at=uow.now)
    uow.session.add(paper)
    uow.session.flush()
    return paper.id


def _watch(uow: UnitOfWork) -> int:
    product = uow.products.get("PR01")
    watch = BatchWatch(batch_no="MARKNOTE", product_id=product.id, began_at=uow.now, reports=2)
    uow.session.add(watch)
    uow.session.flush()
    return watch.id


def _canned(uow: UnitOfWork, staff: Staff) -> int:
    kept = CannedReplies(
        UnitOfWork(uow.session, _staff(staff, StaffRole.ADMINISTRATOR), datetime.now(UTC), writes=True)
    )
    one = kept.add(
        {"title": "MARK-NOTE 致歉", "text": "{联系人|您好}，MARK-NOTE 抱歉", "shelf": Shelf.COMPANY, "categories": []}
    )
    uow.session.flush()
    return one.id


def _views(uow: UnitOfWork, staff: Staff, account_id: int) -> dict[str, object]:
    """One of the queue that all of us have, and one that Minchuan's owner keeps."""
    login = uow.session.scalars(select(Login).where(Login.email == "owner@minchuan.example")).one()
    ours = UnitOfWork(uow.session, _staff(staff, StaffRole.ADMINISTRATOR), datetime.now(UTC), writes=True)
    theirs = UnitOfWork(uow.session, _partner(login, account_id), datetime.now(UTC), writes=True)
    facts = {"name": "MARK-NOTE 急件", "query": {"priority": "p1"}, "shelf": Shelf.COMPANY, "role": None}
    kept, own = ours.queue_views.keep(facts), theirs.request_views.keep("MARK-SUBJECT 发货", {"show": "ended"})
    uow.session.flush()
    return {"/staff/": kept.id, "": own.id}


def _absence(uow: UnitOfWork, staff: Staff) -> str:
    """Of somebody who is away today."""
    posts = {post.id: post for post in uow.people.staff()}
    deputy = next(post for post in posts.values() if post.title == "legal")
    one = uow.absences.announce(posts[staff.id], deputy, uow.today, uow.today)
    uow.session.flush()
    return one.ref


def _rule(uow: UnitOfWork) -> int:
    """One that speaks of nothing these tests file."""
    facts = {"name": "MARK-NOTE 规则", "category": "adr_report", "whom": "least_busy", "role": StaffRole.QUALITY}
    one = uow.assignment_rules.add(facts)
    uow.session.flush()
    return one.id


def _promises(uow: UnitOfWork, staff: Staff, request: ServiceRequest) -> str:
    """The number of one made in the request, whose day was moved; another is for us alone, its reason as well."""
    work = UnitOfWork(uow.session, _staff(staff, StaffRole.SERVICE), datetime.now(UTC), writes=True)
    due_on = work.today + timedelta(days=7)
    shown, ours = (
        work.promises.give(request.account_id, what=what, due_on=due_on, is_internal=is_internal, source=source)
        for what, is_internal, source in (
            ("MARK-TEXT 周五前到货", False, source_of(request)), ("MARK-NOTE 回电问清", True, source_of(request)),
        )
    )  # fmt: skip
    for pledge, reason in ((shown, "MARK-TEXT 车坏了"), (ours, "MARK-NOTE 他出差")):
        pledge.move(due_on + timedelta(days=1), reason, by=work.actor, at=work.now)
    return shown.number


def _linked(uow: UnitOfWork, staff: Staff, request: ServiceRequest, feedback: str) -> str:
    """The name of a link between the request and the feedback that is ours alone."""
    work = UnitOfWork(uow.session, _staff(staff, StaffRole.SERVICE), datetime.now(UTC), writes=True)
    link = work.links.add(request, feedback, LinkWord.CAUSED_BY)
    uow.session.flush()
    return link.ref


def _touch(uow: UnitOfWork, staff: Staff) -> int:
    """A call with Minchuan, logged by one of us; its duties are written down with it."""
    work = UnitOfWork(uow.session, _staff(staff), datetime.now(UTC), writes=True)
    facts = {"type": "call", "on": work.today, "content": "MARK-NOTE 谈了四季度的任务与回款安排"}
    return work.care.log(work.accounts.get("D-000101"), facts).id


def _gift(uow: UnitOfWork, staff: Staff) -> str:
    """Something small for Minchuan's contact that waits for the care owner's word."""
    work = UnitOfWork(uow.session, _staff(staff, StaffRole.SERVICE), datetime.now(UTC), writes=True)
    account = work.accounts.get("D-000101")
    asked = Proposal("mid_autumn", "local_food", "MARK-NOTE 月饼", 9_000, work.today, "MARK-NOTE")
    return work.gifts.propose(account, work.contacts.of(account)[0], asked).number


def _plan(uow: UnitOfWork, staff: Staff) -> str:
    """A day of Minchuan's, with its contact on the list."""
    work = UnitOfWork(uow.session, _staff(staff, StaffRole.SERVICE), datetime.now(UTC), writes=True)
    people = work.contacts.of(work.accounts.get("D-000101"))
    plan = work.plans.open(Occasion.LISTING, work.today + timedelta(days=20), people)
    plan.text = "MARK-NOTE 恭喜"
    return plan.number


def _message(uow: UnitOfWork, staff: Staff) -> int:
    work = UnitOfWork(uow.session, _staff(staff, StaffRole.ADMINISTRATOR), datetime.now(UTC), writes=True)
    facts = {
        "title": "MARK-NOTE 中秋",
        "text": "{联系人|您好}，MARK-NOTE 安康",
        "shelf": Shelf.COMPANY,
        "categories": [],
    }
    one = work.message_templates.add({**facts, "channel": "wechat", "locale": "zh"})
    uow.session.flush()
    return one.id


def _tender(uow: UnitOfWork, staff: Staff) -> int:
    """Long past, so that it stops nothing."""
    work = UnitOfWork(uow.session, _staff(staff, StaffRole.SERVICE), datetime.now(UTC), writes=True)
    return work.tender_days.note(work.accounts.get("D-000101"), date(2024, 5, 6), "MARK-NOTE 开标").id


def _mail(people: People, uow: UnitOfWork) -> str:
    """One that lies aside, and whose original is kept."""
    letter = b"From: x@elsewhere.example\r\nSubject: MARK-NOTE\r\n\r\nMARK-NOTE"
    sha256, size = people.app.extensions["storage"].put(io.BytesIO(letter))
    kept = IncomingMail(
        ref="m" * 22, mailbox="portal@mail.example/INBOX", uidvalidity=1, uid=1, arrived_at=datetime.now(UTC),
        sha256=sha256, size=size, sender="x@elsewhere.example", subject="MARK-NOTE", text="MARK-NOTE",
    )  # fmt: skip
    kept.judge("aside", "stranger")
    uow.session.add(kept)
    return kept.ref


def _personal(people: People, uow: UnitOfWork, filing: UnitOfWork) -> dict[str, str]:
    """A change that the member proposes, a copy of their own data, and the viewer's wish to be forgotten."""
    account = uow.accounts.get("D-000101")
    wanted = {"name_zh": "MARK-TEXT 岷川"}
    proposal, _ = filing.proposals.propose(account, FIELDS["name"], wanted, note="MARK-TEXT 换证")
    sha256, size = people.app.extensions["storage"].put(io.BytesIO(b"MARK-TEXT"))
    copy = filing.copies.ask()
    copy.sha256, copy.size, copy.made_at, copy.expires_at = sha256, size, uow.now, uow.now + timedelta(days=7)
    viewer = uow.session.scalars(select(Login).where(Login.email == "viewer@minchuan.example")).one()
    wish = UnitOfWork(uow.session, _partner(viewer, account.id), uow.now, writes=True).erasures.ask("MARK-TEXT")
    uow.session.flush()
    return {"proposal": proposal.number, "copy": copy.ref, "erasure": wish.ref}


def _picture() -> FileStorage:
    out = io.BytesIO()
    Image.new("RGB", (4, 3), "teal").save(out, "PNG")
    return FileStorage(io.BytesIO(out.getvalue()), filename="MARK-FILE 小票.png")


def _partner(login: Login, account_id: int) -> Actor:
    return Actor(kind="partner", name=login.name, login_id=login.id, account_id=account_id)


def _staff(staff: Staff, *roles: str) -> Actor:
    return Actor("staff", "田野", login_id=staff.login_id, staff_id=staff.id, roles=frozenset(roles))


def _consent(uow: UnitOfWork, staff: Staff) -> str:
    """That Minchuan may sell in Guangdong, which its neighbour agreed to."""
    work = UnitOfWork(uow.session, _staff(staff, StaffRole.LEGAL), datetime.now(UTC), writes=True)
    facts = ConsentFacts(work.products.get("PR01"), ("440000", ""), work.accounts.get("D-000102"), "MARK-NOTE 老板",
                         ("MARKNOTE",), work.today, work.today, "MARK-NOTE 支援")  # fmt: skip
    consent = work.sale_consents.record(work.accounts.get("D-000101"), facts)
    uow.session.flush()
    return consent.number


def _prospect(uow: UnitOfWork, staff: Staff) -> str:
    work = UnitOfWork(uow.session, _staff(staff, StaffRole.BUSINESS), datetime.now(UTC), writes=True)
    facts = ProspectFacts(work.products.get("PR01"), "500000", work.accounts.get("D-000101"), "", "MARK-NOTE 电话",
                          "MARK-NOTE 拜访", work.today, staff.id)  # fmt: skip
    prospect = work.prospects.add(facts)
    uow.session.flush()
    return prospect.number


def _report(uow: UnitOfWork) -> str:
    uow.session.add(MonthReport(number="MR-202611-0900", month=date(2026, 10, 1), asked_at=uow.now))
    return "MR-202611-0900"


def _opportunity(uow: UnitOfWork, staff: Staff, account_id: int) -> str:
    """As if Minchuan were a peripheral contact: what we think it may bring is nothing for its people to read."""
    row = Opportunity(
        account_id=account_id, number="OP-202611-0900", title="MARK-NOTE 招标", about="tender", owner_id=staff.id,
        next_step="MARK-NOTE 打听", next_on=uow.today, remark="MARK-NOTE", created_at=uow.now, stage_at=uow.now,
    )  # fmt: skip
    uow.session.add(row)
    return row.number


def _import_batch(uow: UnitOfWork, subject: str = "accounts") -> str:
    file = StoredFile(sha256="0" * 64, name="客户.xlsx", size=3, media_type="application/octet-stream")
    return Imports(uow, subject).add(file, None).number


def _hand_over(uow: UnitOfWork, staff: Staff) -> str:
    uow.session.add(HandOver(number="HO-202611-0900", from_id=staff.id, by_id=staff.login_id, at=uow.now))
    return "HO-202611-0900"


def _survey(uow: UnitOfWork, member: Membership) -> str:
    """A wave that asks one person of Minchuan's."""
    wave = uow.surveys.open(SurveyKind.NPS, "MARK-NOTE", Segment())
    wave.asked_at = uow.now
    ask = SurveyAsk(account_id=member.account_id, wave_id=wave.id, number=wave.number, login_id=member.login_id,
                    asked_at=uow.now)  # fmt: skip
    uow.session.add(ask)
    return wave.number


def _saying(uow: UnitOfWork, staff: Staff) -> str:
    """A draft: no partner reads it."""
    saying = Saying(
        number="YS-202611-0900", said="MARK-NOTE 说了", did="MARK-NOTE 做了", written_by_id=staff.login_id,
        written_at=uow.now,
    )  # fmt: skip
    uow.session.add(saying)
    return saying.number


def _export(uow: UnitOfWork, login_id: int) -> str:
    """Of somebody who is none of the visitors from our side: nobody else may find it."""
    row = Export(number="EX-202611-9001", subject="accounts", format="xlsx", locale="zh", asked_by_id=login_id,
                 asked_at=uow.now)  # fmt: skip
    uow.session.add(row)
    return row.number


def _integration(uow: UnitOfWork) -> str:
    terms = Terms("MARK-NOTE ERP", Side.US, ["accounts:read"], [], [], uow.now + timedelta(days=90))
    return uow.integrations.add(terms, "0" * 64, "abcd").ref


def _things(uow: UnitOfWork, account_id: int, invitation: str, places: dict[str, str]) -> Things:
    session = uow.session
    attachment = session.scalars(select(Attachment)).one()
    member = session.scalars(
        select(Membership).where(Membership.account_id == account_id, Membership.role == "viewer")
    ).one()
    clause = session.scalars(select(Clause).where(Clause.account_id == account_id)).one()
    version = session.scalars(select(ContractVersion).where(ContractVersion.account_id == account_id)).one()
    staff = session.scalars(select(Staff).where(Staff.title == "finance")).one()
    contact = session.scalars(select(Contact).where(Contact.account_id == account_id)).one()
    return Things(
        by_address={
            "number": {
                **{f"/{subject}/import/": _import_batch(uow, subject) for subject in SUBJECTS},
                "/exports/": _export(uow, member.login_id),
                "/ratings/": places["request"],
                "/archive-changes/": places["proposal"], "/sayings/": _saying(uow, staff),
                "/surveys/": _survey(uow, member),
                "/requests/": places["request"], "/feedback/": places["feedback"], "/contracts/": "D-2026-011",
                "/accounts/": "D-000101", "/breaches/": places["breach"], "/promises/": places["promise"],
                "/hand-overs/": _hand_over(uow, staff),
                "/consents/": _consent(uow, staff), "/prospects/": _prospect(uow, staff),
                "/insight/reports/": _report(uow), "/opportunities/": _opportunity(uow, staff, account_id),
                "/gifts/": _gift(uow, staff),
                "/occasions/": _plan(uow, staff),
            },
            "gone": {"": "D-000101"},
            "ref": {"/attachments/": attachment.ref, "/links/": places["link"]},
            "invitation": {"": invitation},
            "member": {"/staff/admin/": staff.ref, "": member.ref},
            "contact_id": {"": contact.id},
            "canned_id": {"": _canned(uow, staff)},
            "view_id": _views(uow, staff, account_id),
            "absence": {"": _absence(uow, staff)},
            "rule_id": {"": _rule(uow)},
            "bot_id": {"": _bot(uow)},
            "touch_id": {"": _touch(uow, staff)},
            "message_id": {"": _message(uow, staff)},
            "tender_id": {"": _tender(uow, staff)},
            "rhythm": {"": "call"},
            "code": {"/products/": "PR01"},
            "provider": {"": "wecom"},
            "file": {"": attachment.ref},
            "category": {"": "training"},
            "version_no": {"": version.no},
            "watch_id": {"": _watch(uow)},
            "change": {"": uow.calendar.draft([DayFacts(date(2026, 11, 30), False, "MARK-NOTE")]).ref},
            "clause_id": {"": clause.id},
            "copy_ref": {"": places["copy"]},
            "erasure": {"": places["erasure"]},
            "notice_no": {"": 1},
            "paper_id": {"": _paper(uow, account_id)},
            "house_id": {"": _house_paper(uow)},
            "mail_ref": {"": places["mail"]},
            "integration": {"": _integration(uow)},
        },
        request=places["request"],
        feedback=places["feedback"],
        attachment=attachment.ref,
        clause_id=clause.id,
    )  # fmt: skip
