"""Whatever people type stays text: on every page of both faces, in attributes, titles, menus and mails (IN1, IN5)."""

import itertools
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Column, ColumnElement, String, cast, literal, select, update
from werkzeug.test import TestResponse

from portal.domain.base import Base
from portal.domain.people.models import Login
from portal.notify.deliver import deliver_due
from portal.notify.models import Message
from tests.filing import DELIVERY
from tests.house.estate import Estate, variants
from tests.house.payloads import PAYLOADS
from tests.house.reading import Reader
from tests.notify.acts import dispatch_all
from tests.notify.mail_sink import MailSink, html_text
from tests.people import People

TYPED = {
    "calendar_change": ("file_name",), "calendar_day": ("name",),
    "product": ("name_zh", "name_en", "trade_name", "spec", "form", "pack", "mah", "maker"),
    "login": ("name",), "staff": ("title",),
    "import_batch": ("file_name",),
    "account": ("name_zh", "short_name", "legal_rep", "licence_no", "city", "address", "source", "tel",
                "business_scope", "invoice_title", "invoice_address", "invoice_tel", "bank_name", "bank_holder",
                "resources", "other_products"),
    "account_standing": ("remark", "blacklist_reason", "blacklist_evidence"), "tag": ("word",),
    "attachment": ("name",), "backstage_attachment": ("name",),
    "contact": ("name", "wechat", "email", "best_time", "lift_reason"),
    "contract": ("title", "suspended_why", "terminated_why"),
    "invitation": ("name", "email"), "qualification": ("number", "reason"), "contract_territory": ("place",),
    "contract_override": ("reason",), "contract_sign_off": ("reason",),
    "contract_version": ("summary",),
    "service_request": ("subject", "text", "outcome"), "answer": ("text",), "note": ("text",),
    "clause": ("text_zh", "text_en", "article"),
    "feedback": ("subject", "text"), "feedback_answer": ("text",), "message": ("last_error",),
    "bot": ("name", "url_hint"), "bot_post": ("last_error",), "import_row": ("sheet",),
    "web_session": ("agent",), "breach": ("what", "decision", "batch_no", "place", "article"),
    "breach_file": ("remark",), "breach_penalty": ("reason",), "breach_proposal": ("reason",),
    "breach_reply": ("text",), "deposit_entry": ("note",),
    "rating": ("comment",), "canned_reply": ("title", "text"), "notice_given": ("article",), "reminder": ("article",),
    "term_extension": ("article", "conditions", "words"),
    "extension_proposal": ("conditions", "words", "override", "why"),
    "draft": ("text",), "held_answer": ("text",), "queue_view": ("name",), "request_view": ("name",),
    "incoming_mail": ("sender", "sender_name", "subject", "text", "message_id", "reason"),
    "integration": ("name",), "hook": ("url",), "mailbox": ("detail",),
    "batch_mention": ("batch_no",), "batch_watch": ("batch_no", "reason"), "request_paper": ("zh", "en", "reason"),
    "account_distinct": ("reason",), "account_merge": ("gone_name", "reason"), "archive_proposal": ("note", "reason"),
    "diligence": ("reason",), "diligence_rating": ("evidence", "link"),
    "prospect": ("name", "contact", "next_step", "remark"),
    "sale_consent": ("agreed_by", "holder_no", "place", "reason", "revoked_why"), "contact_consent": ("evidence",),
    "erasure": ("reason", "why"), "privacy_notice": ("text_zh", "text_en"),
    "gift": ("recipient", "item", "remark", "reason", "courier", "receipt", "back_note"),
    "tender_day": ("what", "removal_reason"),
    "occasion_plan": ("text", "gift_item", "reason"),
    "care_duty": ("snoozed_why",), "touch": ("topic", "content", "result", "next_step"),
    "house_paper": ("batch_no", "reason"), "house_file": ("name",),
    "paper_waiver": ("reason",),
    "pledge": ("what", "called_off_why"), "pledge_move": ("reason",),
    "gap_rest": ("reason",), "assignment_rule": ("name",),
    "feedback_loop": ("call_note",), "saying": ("said", "said_en", "did", "did_en"), "survey_ask": ("comment",),
    "stage_mark": ("note",), "tier_benefit": ("text_zh", "text_en"), "tier_override": ("reason",),
    "tier_proposal": ("reason",),
    "survey_wave": ("title", "question", "question_en", "held_why"), "opportunity": ("title", "next_step", "remark"),
    "relation_value": ("reason",), "radar_item": ("text",),
}  # fmt: skip
"""Columns that hold what somebody typed or sent."""
CODES = {
    "kind", "state", "status", "role", "ref", "sha256", "key", "location", "priority", "category", "channel", "side",
    "locale", "tier", "stage", "awaits", "step", "field", "gap",
    "mobile", "number", "code", "storage", "approval_no", "reach", "password_hash", "token_hash", "id_hash",
    "code_hash", "purpose", "salt", "seal", "actor_kind",
    "subject_kind", "verdict", "choice", "leased_by", "pinyin", "initials", "name_key", "uscc", "id_no_hash",
    "id_no_tail", "about", "entity_type", "province", "media_type", "doc_type",
    "cooperation_mode", "level", "change", "clause_type", "binds", "subtype", "root_cause", "ended_why", "words",
    "address", "obligor", "notice_channel", "origin", "outcome", "source", "by", "threshold",
    "service", "quiet", "digest_at", "fingerprint", "digest", "old_digest", "old_salt", "paused_why", "token_tail",
    "view",
    "right", "decision", "termination_ground", "shelf", "reminded", "whom",
    "value_type", "birthday_calendar", "preferred_channel",
    "nrdl_class", "edl", "rx_otc", "item", "region", "lost_reason",
    "gone_number", "into_number", "act", "slot", "rhythm", "format", "direction", "type",
    "went_into", "repeats", "segment", "colour", "criterion", "tier_now",
    "state_before", "word", "occasion", "approver", "way", "gift_kind", "gift_no", "from_subject", "to_subject",
}  # fmt: skip
READERS = ("owner@minchuan.example", "admin@demo.example")


LEADING = {
    "href", "src", "action", "formaction", "hx-get", "hx-post", "srcdoc", "srcset", "content", "data", "poster",
    "xlink:href"
}  # fmt: skip


def test_every_text_column_is_either_typed_or_a_code() -> None:
    forgotten = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, String) and column.name not in CODES | set(TYPED.get(table.name, ()))
        and table.name not in ("calendar_day", "job", "series", "throttle", "event", "search_entry", "login", "account")
    }  # fmt: skip
    assert forgotten <= {
        "house_file.subject", "export.subject",
        "territory_stamp.token", "sign_in_binding.provider", "sign_in_binding.issuer", "sign_in_binding.subject",
        "instance_fact.name", "instance_fact.value", "worker_seen.name", "worker_seen.host",
        "attachment.subject", "backstage_attachment.subject", "import_row.outcome", "import_batch.subject",
        "sales_month.import_no", "figure.name", "figure_account.name", "figure_account.why",
        "thing_change.subject", "incoming_mail.why", "incoming_mail.mailbox", "mailbox.name", "mailbox.problem",
        "call_receipt.body",  # an answer in JSON as it was given, given again
    }  # fmt: skip


def poison(people: People, turn: int) -> None:
    """Put another payload into every typed column, as much of it as fits; names of people keep their sign-in."""
    with people.backstage() as uow:
        bare = uow.session.unguarded("poisons everything")
        at = itertools.count()
        for table, names in TYPED.items():
            columns = [Base.metadata.tables[table].c[name] for name in names]
            bare.execute(
                update(columns[0].table).values({column: payload(column, turn, next(at)) for column in columns})
            )
        bare.execute(
            update(Message).values(
                facts={"number": "SR-202611-0001", "subject": PAYLOADS[turn], "account": PAYLOADS[turn]}
            )
        )


def payload(column: Column[str], turn: int, at: int) -> ColumnElement[str]:
    text, longest = PAYLOADS[(turn + at * 7) % len(PAYLOADS)], getattr(column.type, "length", None) or 4000
    # its own number behind it, for a contract has no two articles of one name
    return literal(text[: longest - 4]) + cast(column.table.c.id, String)


def alive(html: str) -> list[tuple[str, str, str]]:
    """Elements, attributes and scripts that came out of a text."""
    found = []
    for element in Reader(html).elements:
        if "zq7" in element.tag or element.tag in ("iframe", "object", "embed", "base", "math", "marquee"):
            found.append((element.tag, "", ""))
        for name, value in element.attrs.items():
            runs = value.strip().lower().replace("\t", "").startswith(("javascript:", "data:text", "vbscript:"))
            leads = name in LEADING and "zq7" in value and (runs or re.match(r"\s*(https?:)?[/\\]{2}", value))
            if "zq7" in name or name.startswith(("on", "hx-on")) or leads:
                found.append((element.tag, name, value))
        if element.tag in ("script", "style") and "zq7" in element.text:
            found.append((element.tag, "text", element.text[:60]))
    return found


@pytest.mark.engineless
def test_no_text_comes_alive_on_any_page(people: People, estate: Estate) -> None:
    routes = [
        route.address
        for route in estate.routes(people.app)
        if route.method == "GET" and "download" not in route.endpoint
    ]
    asked = [address for address in variants(estate) if "category=" not in address and "type=" not in address]
    shown, readers = 0, [people.sign_in(name) for name in READERS]
    for turn in range(len(PAYLOADS)):
        poison(people, turn)
        # every page meets a thirty-second of the payloads in each of its places
        for at, address in enumerate([*routes, *asked]):
            if (at + turn) % 32 == 0:
                with readers[address.startswith("/staff")].get(address) as answer:
                    assert answer.status_code < 500, (address, PAYLOADS[turn])
                    if answer.mimetype == "text/html":
                        assert alive(answer.text) == [], (address, turn)
                        shown += "zq7" in answer.text
    assert shown > 100


@pytest.mark.engineless
def test_what_is_typed_comes_back_as_text(people: People) -> None:
    """Mistakes: the same page with what was typed, in fields, beside them and in the summary."""
    person, staff = people.sign_in("owner@minchuan.example"), people.sign_in("admin@demo.example")
    attempts: list[Callable[[str], TestResponse]] = [
        lambda text: person.post("/requests/", {**DELIVERY, "subject": text * 40, "text": text, "product": text}),
        lambda text: person.post("/team/invitations", {"name": text, "email": text, "role": text}),
        lambda text: staff.post("/staff/accounts/", {"kind": "distributor", "name_zh": text * 30, "mobile": text}),
        lambda text: staff.get("/staff/accounts/", query_string={"q": text}),
        lambda text: people.anonymous().get("/login", query_string={"next": text}),
        lambda text: people.anonymous().post("/login", {"login": text, "password": text}),
    ]
    for at, payload in enumerate(PAYLOADS):
        for attempt in attempts[at % 2 :: 2]:
            answer = attempt(payload)
            assert answer.status_code in (200, 422, 429) and alive(answer.text) == [], (answer.request.path, payload)


def test_no_mail_grows_a_header_or_a_tag(
    app: Flask, people: People, estate: Estate, monkeypatch: pytest.MonkeyPatch
) -> None:
    sink = MailSink()
    settings = replace(app.extensions["settings"], smtp_url=sink.url, mail_from="noreply@yanhe.example")
    monkeypatch.setitem(app.extensions, "settings", settings)
    with people.backstage() as uow:
        bare = uow.session.unguarded("poisons everything")
        waiting = list(bare.scalars(select(Message.id).where(Message.channel == "email", Message.state == "pending")))
        for message_id, payload in zip(waiting, PAYLOADS, strict=False):
            facts = {"number": "SR-202611-0001", "subject": f"{payload}\r\nBcc: zq7@evil.example"}
            bare.execute(update(Message).where(Message.id == message_id).values(facts=facts))
        bare.execute(update(Login).values(name="<zq7>\r\nBcc: zq7@evil.example"))
    dispatch_all(app)
    with app.app_context():
        deliver_due("tests")
    sink.stop()
    assert sink.mails
    for mail in sink.mails:
        assert mail["Bcc"] is None and "evil" not in mail["X-Envelope"] and alive(html_text(mail)) == []
