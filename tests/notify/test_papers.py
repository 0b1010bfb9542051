"""Messages about documents: who hears what, each reminder once, none once a new one counts (RE2, RE5)."""

import threading
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from portal.db.transaction import transaction
from portal.domain.accounts.models import Qualification
from portal.domain.scope import EveryAccount
from portal.notify.deliver import deliver_due
from portal.notify.models import EMAIL, INBOX
from portal.notify.paper_reminding import remind_of_ends
from tests.notify.acts import BUSINESS, OWNER, dispatch_all, messages, told
from tests.notify.mail_sink import MailSink
from tests.people import People
from tests.staff.test_papers import LEGAL, MEMBER, QUALITY, send

REMINDED = "qualification.reminded"


def remind(app: Flask, days: int = 0) -> int:
    with app.app_context(), transaction(EveryAccount("tests")) as session:
        return remind_of_ends(session, datetime.now(UTC) + timedelta(days=days))


def paper(people: People, days: int, doc_type: str = "drug_licence") -> int:
    with people.backstage() as uow:
        row = Qualification(account_id=uow.accounts.get("D-000101").id, doc_type=doc_type, number="SECRET-NO",
                            expires_on=uow.today + timedelta(days=days))  # fmt: skip
        uow.session.add(row)
        uow.session.flush()
        return row.id


def test_a_year_of_reminders_with_a_worker_that_sleeps(app: Flask, people: People, sink: MailSink) -> None:
    paper(people, 100)
    made = {day: remind(app, day) for day in (0, 9, 10, 10, 11, 50, 80, 99, 100, 101, 106, 107, 150)}
    assert [day for day, count in made.items() if count] == [50, 80, 99, 100, 107, 150]  # day 10 twice: once only
    assert [event.facts["reminders"] for event in people.events(REMINDED)] == [
        [90], [60], [30], [7], [0], [-7], [-14, -21, -28, -35, -42, -49],
    ]  # fmt: skip
    dispatch_all(app)
    assert told(app, REMINDED) == {
        (name, channel) for name in (OWNER, MEMBER, BUSINESS, QUALITY) for channel in (INBOX, EMAIL)
    }
    facts = messages(app, REMINDED, INBOX)[0].facts
    assert facts["doc_type"] == "drug_licence" and facts["number"].startswith("QD-") and "SECRET" not in str(facts)
    with app.app_context():
        deliver_due("tests")
    mail = sink.to(MEMBER)[0]
    text = mail.get_body(("plain",)).get_content()
    assert "药品经营许可证" in mail["Subject"] and "有效期至" in text and "SECRET" not in text and "/documents/" in text
    shown = people.sign_in(MEMBER).get("/notifications/").text
    assert "药品经营许可证" in shown and "SECRET" not in shown


def test_two_workers_and_a_new_one_that_counts(app: Flask, people: People, sink: MailSink) -> None:
    ids = [paper(people, 20, f"type_{index}") for index in range(6)] + [paper(people, 5, "poa")]
    threads = [threading.Thread(target=remind, args=(app,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    remind(app)
    events = people.events(REMINDED)
    assert sorted(event.subject_id for event in events) == sorted(ids)
    dispatch_all(app)
    assert send(people.sign_in(MEMBER)).status_code == 303
    with people.backstage() as uow:
        new = uow.session.scalars(select(Qualification.id).where(Qualification.number == "NO-poa")).one()
    assert people.sign_in(LEGAL).post(f"/staff/papers/{new}/verification").status_code == 303
    dispatch_all(app)
    assert told(app, "qualification.submitted") == {(QUALITY, INBOX), (QUALITY, EMAIL), (BUSINESS, INBOX)}
    assert told(app, "qualification.verified") == {(MEMBER, INBOX), (MEMBER, EMAIL), (BUSINESS, INBOX)}
    with app.app_context():
        while deliver_due("tests"):
            pass
    subjects = [str(mail["Subject"]) for mail in sink.to(MEMBER)]
    assert not any("委托书" in subject and "有效期至" in subject for subject in subjects), "it counts no more"
    assert any("审核通过：法人授权委托书" in subject for subject in subjects)
    assert remind(app, 400) == 6, "the replaced one is never told of again"
