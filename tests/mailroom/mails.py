"""Mails as people and machines write them, and handing them to the mailroom without a mail server."""

from email.message import EmailMessage
from typing import Any

from flask import Flask
from sqlalchemy import select

from portal.db.insert import insert_new
from portal.db.transaction import transaction
from portal.domain.people.models import Login
from portal.domain.scope import EveryAccount
from portal.mailroom.judging import EVERYBODY, judge_new
from portal.mailroom.models import IncomingMail, Mailbox
from portal.mailroom.polling import _keep, mailbox_name
from portal.notify.reply_to import Reference, signed
from tests.notify.acts import MEMBER


class Mailroom:
    def __init__(self, app: Flask) -> None:
        self.app, self.uid = app, 0

    def receive(self, raw: bytes | None, *, uid: int | None = None, size: int | None = None) -> IncomingMail:
        """Keep one mail as if it had been fetched, judge it, and give its row."""
        self.put(raw, uid=uid, size=size)
        self.judge()
        return self.rows()[-1]

    def put(self, raw: bytes | None, *, uid: int | None = None, size: int | None = None) -> None:
        self.uid = uid or self.uid + 1
        with self.app.app_context():
            name = mailbox_name(self.app.extensions["settings"])
            with transaction(EVERYBODY) as session:
                insert_new(session, Mailbox, [{"name": name}])
            _keep(name, 7, self.uid, raw, len(raw or b"") if size is None else size)

    def judge(self) -> int:
        with self.app.app_context():
            return judge_new()

    def rows(self) -> list[IncomingMail]:
        with self.app.app_context(), transaction(EveryAccount("tests"), writes=False) as session:
            return list(session.scalars(select(IncomingMail).order_by(IncomingMail.id)))

    def reference(self, number: str, name: str = MEMBER) -> str:
        with self.app.app_context(), transaction(EveryAccount("tests"), writes=False) as session:
            login = session.scalars(select(Login).where(Login.email == name)).one()
            return signed(Reference(number, login.id))


def mail(
    reference: str = "", text: str = "好的，明天等货。", sender: str = f"何晓岷 <{MEMBER}>", **headers: str
) -> EmailMessage:
    """A person's answer; `Name_of_header="…"` adds or replaces a header."""
    made = EmailMessage()
    made["From"], made["Subject"] = sender, "回复：SR 有了答复"
    made["To"] = f"reply+{reference}@yanhe.example" if reference else "reply@yanhe.example"
    made["Message-ID"] = f"<{abs(hash((reference, text, sender, *headers.items())))}@mail.example>"
    for name, value in headers.items():
        del made[name.replace("_", "-")]
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def raw(reference: str = "", text: str = "好的，明天等货。", **facts: Any) -> bytes:
    return mail(reference, text, **facts).as_bytes()
