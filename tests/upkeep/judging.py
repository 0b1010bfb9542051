"""What the database, the bucket and the mail server hold once a drill is over, against what was acknowledged."""

import hashlib
from collections import Counter

from sqlalchemy import select

from portal.domain.accounts.models import Account
from portal.domain.attachments.models import Attachment
from portal.domain.events import Event
from portal.domain.requests.models import ServiceRequest
from portal.domain.seal import broken_links
from portal.intake.models import ImportBatch
from portal.notify.models import Message
from tests.notify.mail_sink import MailSink
from tests.people import People
from tests.upkeep.nodes import WanderingFiler


def judge(people: People, sink: MailSink, filers: list[WanderingFiler], number: str, rows: int) -> list[str]:
    """Lines; the last one says what was lost and what is there twice."""
    lost, doubled = Counter[str](), Counter[str]()
    told = {subject: fact for filer in filers for subject, fact in filer.acknowledged.items()}
    lines = [
        _filings(people, told, lost, doubled), _numbers(people, lost, doubled), _files(people, lost),
        _imported(people, number, rows, lost, doubled), _messages(people, sink, lost, doubled),
    ]  # fmt: skip
    lines.append(
        f"lost: {sum(lost.values())} {dict(+lost) or ''}, doubled: {sum(doubled.values())} {dict(+doubled) or ''}"
    )
    return lines


def _filings(people: People, told: dict[str, tuple[str, str]], lost: Counter[str], doubled: Counter[str]) -> str:
    joined = (Attachment.subject == "service_request") & (Attachment.subject_id == ServiceRequest.id)
    with people.backstage() as uow:
        rows = list(uow.session.execute(
            select(ServiceRequest.subject, ServiceRequest.number, Attachment.sha256).join(Attachment, joined)
        ))  # fmt: skip
        posted = Counter(uow.session.scalars(select(Event.number).where(Event.kind == "request.posted")))
    kept = {subject: (number, sha256) for subject, number, sha256 in rows}
    lost["filings"] += sum(kept.get(subject) != fact for subject, fact in told.items())
    doubled["filings"] += len(rows) - len(kept)
    doubled["events"] += sum(count - 1 for count in posted.values())
    lost["events"] += len({number for number, _ in kept.values()} - set(posted))
    return f"{len(rows)} requests in the database, each with its file and one event"


def _numbers(people: People, lost: Counter[str], doubled: Counter[str]) -> str:
    with people.backstage() as uow:
        numbers = list(uow.session.scalars(select(ServiceRequest.number)))
    series: dict[str, list[int]] = {}
    for number in numbers:
        month, _, place = number.rpartition("-")
        series.setdefault(month, []).append(int(place))
    doubled["numbers"] += len(numbers) - len(set(numbers))
    lost["numbers"] += sum(max(places) - min(places) + 1 - len(places) for places in series.values())
    return f"{len(numbers)} numbers: none twice, none left out"


def _files(people: People, lost: Counter[str]) -> str:
    with people.backstage() as uow:
        names = set(uow.session.scalars(select(Attachment.sha256)))
    storage = people.app.extensions["storage"]
    with people.app.app_context():
        for name in names:
            with storage.open(name) as file:
                lost["files"] += hashlib.sha256(file.read()).hexdigest() != name
    return f"{len(names)} files in the bucket read and compared"


def _imported(people: People, number: str, rows: int, lost: Counter[str], doubled: Counter[str]) -> str:
    with people.backstage() as uow:
        batch = uow.session.scalars(select(ImportBatch).where(ImportBatch.number == number)).one()
        names = Counter(uow.session.scalars(select(Account.name_zh).where(Account.name_zh.like("蜀%医药有限公司"))))
    lost["imported rows"] += rows - len(names)
    doubled["imported rows"] += names.total() - len(names)
    return f"{number}: {batch.outcomes}, {names.total()} accounts of the workbook are there"


def _messages(people: People, sink: MailSink, lost: Counter[str], doubled: Counter[str]) -> str:
    with people.backstage() as uow:
        rows = list(uow.session.scalars(select(Message)))
        lost["seals"] += len(list(broken_links(uow.session)))
    once = Counter((row.event_id, row.recipient_id, row.channel) for row in rows)
    doubled["messages"] += sum(count - 1 for count in once.values())
    taken = Counter(mail["Message-ID"].partition("@")[0].strip("<") for mail in sink.mails)
    mails = {
        f"message-{row.id}" for row in rows if row.channel == "email" and row.state == "sent" and not row.in_digest
    }
    lost["mails"] += len(mails - set(taken))
    again = sum(count - 1 for count in taken.values())
    return f"{len(rows)} messages, {len(mails)} mails handed over ({again} again under the same id by a killed worker)"
