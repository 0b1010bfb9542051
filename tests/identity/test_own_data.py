"""Notice, consents and copies: read first, switched one by one, taken by oneself alone (AL5)."""

import csv
import io
import json
from datetime import timedelta
from zipfile import ZipFile

from portal.cli.privacy_work import make_copies
from portal.domain.privacy.consents import has_withdrawn, newest
from portal.domain.privacy.models import Consent, DataCopy, NoticeAcceptance
from portal.domain.privacy.purposes import SWITCHABLE, Purpose
from tests.cast import PASSWORD
from tests.people import People, Person

OWNER, NEIGHBOUR, ADMIN = "owner@minchuan.example", "owner@yueqiao.example", "admin@demo.example"
TEXT = {
    "text_zh": "我们如何处理您的个人信息，请您阅读，谢谢您的信任。",
    "text_en": "How we treat your personal data. Please read it.",
}


def publish(admin: Person) -> int:
    """Write and publish the next version; its status."""
    opened = admin.get("/staff/admin/privacy/notice").text
    assert "个人信息保护联系人" in opened or TEXT["text_zh"] in opened
    assert admin.post("/staff/admin/privacy/notice", {**TEXT, "version": "0"}).status_code == 303
    assert admin.post("/staff/admin/privacy/notice", {**TEXT, "version": "0"}).status_code == 409, "somebody was faster"
    return admin.post("/staff/admin/privacy/notice/publication", {"version": "1"}).status_code


def test_nothing_is_reached_before_the_notice_in_force_is_read(people: People) -> None:
    admin, owner = people.sign_in(ADMIN), people.sign_in(OWNER)
    assert owner.get("/contracts/").status_code == 200, "without a notice nobody is held up"
    assert publish(admin) == 303
    for method, address in (("GET", "/contracts/"), ("POST", "/feedback/"), ("GET", "/me/"), ("POST", "/me/consents")):
        answer = owner.open(address, method)
        assert answer.status_code == 303 and answer.headers["Location"].startswith("/me/privacy-notice")
    assert owner.get("/me/unread", headers={"X-Poll": "1"}).status_code == 204
    assert owner.post("/me/language", {"locale": "en"}).status_code == 303
    shown = owner.get("/me/privacy-notice?next=/contracts/").text
    assert TEXT["text_en"] in shown and "/requests/" not in shown, "nothing else to go to"
    assert owner.post("/me/privacy-notice", {"no": "7"}).status_code == 422
    accepted = owner.post("/me/privacy-notice", {"no": "1", "next": "/contracts/"})
    assert accepted.headers["Location"] == "/contracts/" and owner.get("/contracts/").status_code == 200
    assert admin.get("/staff/").status_code == 303, "also who published it"
    admin.post("/me/privacy-notice", {"no": "1"})
    publish(admin)
    assert owner.get("/").headers["Location"].startswith("/me/privacy-notice"), "a new version is read anew"
    assert owner.post("/logout").status_code == 303
    with people.backstage() as uow:
        rows = uow.session.query(NoticeAcceptance).order_by(NoticeAcceptance.id).all()
        assert [(row.notice_no, row.locale) for row in rows] == [(1, "en"), (1, "zh")]
        assert {row.address for row in rows} == {"127.0.0.1"}
    assert [event.facts for event in people.events("login.notice_accepted")] == [{"notice": 1}] * 2


def test_each_purpose_has_its_switch_and_what_asks_hears_of_it(people: People) -> None:
    owner = people.sign_in(OWNER)
    assert owner.post("/me/consents", {"survey": "y", "upstream": "y"}).status_code == 303
    assert owner.post("/me/consents", {"survey": "y"}).status_code == 303, "left empty is withdrawn"
    with people.backstage() as uow:
        rows = uow.session.query(Consent).order_by(Consent.id).all()
        said = [(row.purpose, row.is_given) for row in rows]
        assert said == [("survey", True), ("upstream", True), ("upstream", False)]
        held = {purpose: newest(uow.session, rows[0].login_id, purpose) for purpose in SWITCHABLE}
        assert held == {Purpose.MARKETING_SMS: None, Purpose.BIRTHDAY_CARE: None, Purpose.SURVEY: True,
                        Purpose.UPSTREAM: False}  # fmt: skip
        refused = {purpose for purpose in SWITCHABLE if has_withdrawn(uow.session, rows[0].login_id, purpose)}
        assert refused == {Purpose.UPSTREAM}
        contact = uow.contacts.of(uow.accounts.get("D-000101"))[0].id
    assert Purpose.CONTRACT_NOTICE not in SWITCHABLE
    staff, address = people.sign_in("care@demo.example"), f"/staff/accounts/D-000101/contacts/{contact}/consents"
    told = {"purpose": "birthday_care", "word": "given", "channel": "phone", "evidence": "11 月 20 日电话，田野接"}
    assert staff.post(address, told).status_code == 303
    assert staff.post(address, {**told, "evidence": ""}).status_code == 422, "without what proves it"
    assert staff.post(address, {**told, "purpose": "contract_notice"}).status_code == 422
    assert "田野接" in staff.get(address).text
    kinds = [event.kind for event in people.events() if "consent" in event.kind]
    assert kinds == ["login.consent_given"] * 2 + ["login.consent_withdrawn", "contact.consent_given"]


def test_a_copy_is_made_by_the_worker_and_taken_by_its_person_alone(people: People) -> None:
    owner, neighbour = people.sign_in(OWNER), people.sign_in(NEIGHBOUR)
    owner.post("/feedback/", {"kind": "praise", "subject": "=1+1 很好", "text": "MARK-OWN 谢谢"})
    wrong = owner.post("/me/data/copies", {"current_password": "not-this-one-2026"})
    assert wrong.status_code == 422 and not people.events("login.copy_asked")
    assert owner.post("/me/data/copies").status_code == 422, "at an open screen nobody takes it"
    for _ in range(2):
        assert owner.post("/me/data/copies", {"current_password": PASSWORD}).status_code == 303
    with people.backstage() as uow:
        assert make_copies(uow.session, uow.now) == 1, "the second one came too soon"
        ref = uow.session.query(DataCopy).one().ref
    assert neighbour.post(f"/me/data/copies/{ref}").status_code == 404
    taken = owner.post(f"/me/data/copies/{ref}")
    assert taken.mimetype == "application/zip" and taken.headers["Cache-Control"] == "no-store"
    with ZipFile(io.BytesIO(taken.data)) as zipped:
        told = json.loads(zipped.read("data.json"))
        table = list(csv.reader(io.StringIO(zipped.read("feedback.csv").decode("utf-8-sig"))))
    assert told["login"][0]["email"] == OWNER and "MARK-OWN 谢谢" in table[1]
    assert "'=1+1 很好" in table[1], "no cell is a formula"
    secrets = ("password_hash", "totp", "id_hash", "粤桥", "argon2")
    assert not [one for one in secrets if one in json.dumps(told, ensure_ascii=False)]
    assert len(people.events("login.copy_taken")) == 1
    with people.backstage() as uow:
        copy = uow.session.query(DataCopy).one()
        stored, later = copy.sha256 or "", uow.now + timedelta(days=8)
        assert make_copies(uow.session, later) == 1 and not people.app.extensions["storage"].has(stored)
    assert owner.post(f"/me/data/copies/{ref}").status_code == 404
