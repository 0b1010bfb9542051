"""Dispute bundles: what both sides may read, byte for byte the same whenever it is built, and nothing of ours alone."""

import hashlib
import io
import json
import re
import zipfile
from typing import Any
from urllib.parse import unquote

import pytest

from portal.domain.attachments.models import Attachment
from portal.domain.contracts.breaches.backstage import BreachFile
from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.feedback.repository import Ties
from tests.breaches import (
    ADMIN,
    CONTRACT,
    FINANCE,
    LEGAL,
    MEMBER,
    OWNER,
    SERVICE,
    acting_staff,
    complain,
    computed,
    lay_clauses,
)
from tests.filing import number_in
from tests.notify.acts import acting
from tests.people import People
from tests.staff.png import png
from tests.storage.test_pdf_pages import HONEST, HOSTILE

ASKED = {
    "category": "delivery_query", "subject": "20 件到哪了", "text": "明天断药", "contract": CONTRACT, "product": "PR01",
    "order_no": "PO-1", "ordered_on": "2026-08-01", "boxes": "20",
}  # fmt: skip


@pytest.fixture
def disputed(people: People) -> str:
    """A breach with its sum frozen, things said in the open with a file, and marks on everything that is ours alone."""
    lay_clauses(people)
    complain(people)
    number = computed(people, remark="MARK-NOTE 只给同事看", what="批号出现在广州")
    with acting(people.app, MEMBER) as uow:
        feedback = uow.feedback.post
        tied = Ties(contract_id=uow.contracts.get(CONTRACT).id)
        account = uow.accounts.own()
        feedback(account, kind=FeedbackKind.COMPLAINT, subject="发货总是晚", text="三次了", ties=tied)
        feedback(account, kind=FeedbackKind.COMPLAINT, subtype="integrity", subject="MARK-NOTE", text="MARK-NOTE",
                 ties=tied)  # fmt: skip
    member = people.sign_in(MEMBER)
    asked = number_in(member.post("/requests/", {**ASKED, "files": (png(), "到货 凭证:1.png")}))
    with acting_staff(people, SERVICE) as uow:
        request = uow.requests.at_desk(asked)
        request.answer(by=uow.actor, at=uow.now, text="已发出，明天到")
        request.add_note(by=uow.actor, at=uow.now, text="MARK-NOTE 其实没货")
        breach = uow.breaches.get(number)
        uow.breaches.file(breach).complainant_id = uow.accounts.get("D-000102").id
    return number


def unpacked(answer: Any) -> dict[str, bytes]:
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.data)) as bundle:
        assert bundle.testzip() is None
        return {name: bundle.read(name) for name in bundle.namelist()}


def test_a_bundle_holds_the_dispute_and_nothing_of_ours_alone(people: People, disputed: str) -> None:
    legal = people.sign_in(LEGAL)
    assert "bundle" in legal.get(f"/staff/breaches/{disputed}").text
    answer = legal.post(f"/staff/breaches/{disputed}/bundle")
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{disputed}.zip"')
    held = unpacked(answer)
    words = {name: held[name].decode() for name in held if name.endswith((".html", ".json", "SUMS"))}
    assert next(iter(held)) == "index.html"
    assert "第 12 条" in words["01-terms.html"] and "第 12 条 原文" in words["01-terms.html"]
    case = words["03-breaches.html"]
    assert "¥145,860.00" in case and "¥48,620.00" in case and "不是我们卖的" in case and "批号与发货单一致" in case
    assert "明天断药" in words["04-conversation.html"] and "已发出，明天到" in words["04-conversation.html"]
    assert "发货总是晚" in words["04-conversation.html"] and "200,000.00" in words["05-deposit.html"]
    (file,) = [name for name in held if name.startswith("files/")]
    assert file == "files/001-到货 凭证_1.png" and held[file] == png().getvalue()
    for name, text in words.items():
        for ours in ("MARK-NOTE", "粤桥", "梁粤", "97,240", "9724000", "MARK-FILE", "loss_fen", "<script", "http:",
                     "https:"):  # fmt: skip
            assert ours not in text, (name, ours)
    fingerprints_fit(held, words["SHA256SUMS"])
    machine = json.loads(words["bundle.json"])
    assert machine["breaches"][0]["sums"][0]["fen"] == 14_586_000 and machine["terms_on"] == "2026-09-01"
    links = [unquote(link) for text in words.values() for link in re.findall(r'href="([^"#]+)', text)]
    assert links and set(links) <= set(held)


def fingerprints_fit(held: dict[str, bytes], sums: str) -> None:
    named = dict(reversed(line.split("  ", 1)) for line in sums.splitlines())
    assert named == {name: hashlib.sha256(held[name]).hexdigest() for name in held if name != "SHA256SUMS"}
    index = held["index.html"].decode()
    assert all(print_ in index for name, print_ in named.items() if name != "index.html")


def test_rebuilt_it_is_the_same_to_the_byte_and_the_log_says_who_took_it(people: People, disputed: str) -> None:
    first, second = (people.sign_in(name).post(f"/staff/breaches/{disputed}/bundle") for name in (LEGAL, ADMIN))
    assert first.data == second.data
    whole = [people.sign_in(LEGAL).post(f"/staff/contracts/{CONTRACT}/bundle?on=2026-09-01").data for _ in range(2)]
    assert whole[0] == whole[1] != first.data
    assert (
        "2026-08-31"
        in unpacked(people.sign_in(LEGAL).post(f"/staff/contracts/{CONTRACT}/bundle?on=2026-08-31"))[
            "index.html"
        ].decode()
    )
    taken = [(event.kind, event.facts["index_sha256"]) for event in people.events() if event.kind.endswith("bundled")]
    index = hashlib.sha256(unpacked(first)["index.html"]).hexdigest()
    assert taken[:2] == [("breach.bundled", index)] * 2 and [kind for kind, _ in taken[2:]] == ["contract.bundled"] * 3


@pytest.mark.parametrize("on", ["?on=2025-12-31", "?on=nonsense", ""])
def test_before_the_first_version_and_without_a_day(people: People, on: str) -> None:
    held = unpacked(people.sign_in(LEGAL).post(f"/staff/contracts/{CONTRACT}/bundle{on}"))
    assert (json.loads(held["bundle.json"])["clauses"] == []) is (on == "?on=2025-12-31")
    assert len(held) == 9, "index, six parts, the copy for machines, the fingerprints"


def test_a_lost_file_is_named_kindly(people: People, disputed: str) -> None:
    with people.backstage() as uow:
        from sqlalchemy import select

        lost = uow.session.scalars(select(Attachment).where(Attachment.name.like("到货%"))).one()
        people.app.extensions["storage"].remove(lost.sha256)
    held = unpacked(people.sign_in(LEGAL).post(f"/staff/breaches/{disputed}/bundle"))
    assert not [name for name in held if name.startswith("files/")]
    assert lost.sha256 in held["index.html"].decode() and 'class="warn"' in held["index.html"].decode()


@pytest.mark.parametrize("name", [SERVICE, FINANCE, OWNER])
def test_who_may_not(people: People, name: str) -> None:
    assert people.sign_in(name).post(f"/staff/contracts/{CONTRACT}/bundle").status_code == 404
    assert people.events("contract.bundled") == []


def test_a_complaint_of_ones_own_belongs_to_it_and_that_of_another_does_not(people: People, disputed: str) -> None:
    """The link of a breach to where it came from is ours; what it leads to only where the account itself wrote it."""
    other = complain(people)
    with people.backstage() as uow:
        file = uow.breaches.file(uow.breaches.get(disputed))
        assert isinstance(file, BreachFile)
        file.source = other
    held = unpacked(people.sign_in(LEGAL).post(f"/staff/breaches/{disputed}/bundle"))
    assert other.encode() not in b"".join(held.values())


def test_an_upstream_contract_and_the_readers_language(people: People) -> None:
    legal = people.sign_in(LEGAL)
    chinese = unpacked(legal.post("/staff/contracts/U-2024-001/bundle?on=2026-01-01"))
    legal.post("/me/language", {"locale": "en", "next": "/me/"})
    english = unpacked(legal.post("/staff/contracts/U-2024-001/bundle?on=2026-01-01"))
    assert json.loads(english["bundle.json"])["contract"]["side"] == "upstream"
    assert chinese["bundle.json"] == english["bundle.json"] and chinese["index.html"] != english["index.html"]
    assert b"Terms in force on 1 Jan 2026" in english["01-terms.html"] and b'lang="en"' in english["index.html"]


def test_the_index_numbers_the_pages_of_the_files(people: People, disputed: str) -> None:
    """One after the other, until a file does not tell how many it has."""
    sent = [
        (HONEST["three"][0], "合同扫描.pdf"), (HONEST["nested"][0] + b"\n", "附件.pdf"),
        (HOSTILE["claims more"], "坏.pdf"), (HONEST["rewritten"][0], "补充.pdf"),
    ]  # fmt: skip
    member = people.sign_in(MEMBER)
    assert (
        member.post("/requests/", {**ASKED, "files": [(io.BytesIO(data), name) for data, name in sent]}).status_code
        == 303
    )
    whole = [people.sign_in(LEGAL).post(f"/staff/contracts/{CONTRACT}/bundle?on=2026-09-01") for _ in range(2)]
    assert whole[0].data == whole[1].data
    held = unpacked(whole[0])
    pages = {one["name"]: one["pages"] for one in json.loads(held["bundle.json"])["files"]}
    assert [pages[name] for _data, name in sent] == [3, 3, None, 2]
    rows = {
        name: row for row in held["index.html"].decode().split("<tr>") for _data, name in sent if f">{name}</a>" in row
    }
    first = int(rows["合同扫描.pdf"].split("第 ")[1].split("–")[0])
    assert f"第 {first}–{first + 2} 页" in rows["合同扫描.pdf"]
    assert f"第 {first + 3}–{first + 5} 页" in rows["附件.pdf"]
    assert {number for name, number in pages.items() if name.endswith(".png")} == {1}, "a picture is one page"
    assert "页数不详" in rows["坏.pdf"] and "2 页" in rows["补充.pdf"] and "第" not in rows["补充.pdf"]
