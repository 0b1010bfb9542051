"""The hospital-entry pack: what is there goes out marked on every page, what is not is named (AZ3, AZ8, FI1)."""

import io
import re
from datetime import date, timedelta
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from portal.domain.accounts.models import Qualification
from portal.domain.attachments.models import StoredFile
from portal.domain.products.models import Supply
from portal.storage import stamping
from portal.storage.pdf_objects import Objects
from portal.storage.pdf_pages import pages_in
from portal.storage.pdf_values import first_value
from portal.storage.stamping import Unstampable, stamp_pdf, stamped
from tests.filing import number_in
from tests.people import People
from tests.staff.png import png

SERVICE, MEMBER = "service@demo.example", "member@minchuan.example"
ASKED = {
    "category": "qualification_copy", "subject": "进院资料", "text": "医院要整套资料", "purpose": "hospital_entry",
    "product": "PR01", "institution": "成都中心医院", "needed_by": "2026-12-20", "contract": "D-2026-011",
    "doc_types": ["production_licence", "approval_cert", "batch_test_report", "poa", "quality_agreement"],
}  # fmt: skip


def two_pages(extra: bytes = b"") -> bytes:
    """A PDF of two pages of which one brings an annotation and the size of the other is its parent's."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [ 3 0 R 4 0 R ] /Count 2 /MediaBox [0 0 420 595] >>",
        b"<< /Type /Page /Parent 2 0 R /Annots [ 5 0 R ] /Note << /Annots 7 >> >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595.5 842 ] >>", b"<< /Type /Annot /Subtype /Link >>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for no, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (no, body)
    rows = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 6\n" + rows + b"trailer\n<< /Size 6 /Root 1 0 R " + extra + b">>\n"
    return out + table + b"startxref\n%d\n%%%%EOF\n" % len(out)


def test_a_line_stands_on_every_page_and_nothing_else_changes() -> None:
    whole = two_pages()
    marked = stamp_pdf(whole, "仅供 中心医院")
    assert marked.startswith(whole) and pages_in(io.BytesIO(marked)) == 2
    added = marked[len(whole) :]
    assert added.count("仅供 中心医院".encode("utf-16-be").hex().encode()) == 6  # three times on each page
    assert added.count(b"/Subtype /Stamp") == 2 and added.count(b"/F 196") == 2
    [first] = re.findall(rb"3 0 obj\n(.*)\nendobj", added)
    assert first.count(b"5 0 R") == 1 and b"/Note << /Annots 7 >>" in first and first.count(b"/Annots [") == 1
    assert b"[ 0.00 0.00 420.00 595.00 ]" in added and b"[ 0.00 0.00 595.50 842.00 ]" in added
    again = stamp_pdf(marked, "第二次")
    assert pages_in(io.BytesIO(again)) == 2 and again.count(b"/Subtype /Stamp") == 4
    starts = [int(at) for at in re.findall(rb"startxref\n(\d+)", again)]
    assert all(again[at : at + 4] == b"xref" for at in starts)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(two_pages(b"/Encrypt 5 0 R "), "application/pdf"), (b"%PDF-1.7\n%%EOF\n", "application/pdf"),
     (b"nonsense", "application/pdf"), (b"nonsense", "image/png"), (b"PK", "application/zip"),
     (two_pages().replace(b"3 0 obj", b"3 1 obj"), "application/pdf"),
     (two_pages().replace(b"/Annots [ 5 0 R ]", b"/Annots /X"), "application/pdf"),
     (two_pages().replace(b"/Annots [ 5 0 R ] /Note << /Annots 7 >>", b"/Annots"), "application/pdf"),
     (two_pages().replace(b"595.5 842", b"59.5.5 842"), "application/pdf"),
     (two_pages().replace(b"startxref\n", b"startxref\n" + b"9" * 5000), "application/pdf")],
)  # fmt: skip
def test_what_cannot_be_marked_is_refused(data: bytes, media_type: str) -> None:
    with pytest.raises(Unstampable):
        stamped(io.BytesIO(data), media_type, "仅供")


def test_what_many_pages_share_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of 17 MB and 300 pages kept a worker busy for four minutes (FI4)."""
    kids = b" ".join(b"%d 0 R" % no for no in range(10, 60))
    pages = b"".join(b"%d 0 obj\n<< /Parent 3 0 R >>\nendobj\n" % no for no in range(10, 60))
    whole = b"".join((
        b"%PDF-1.4\n1 0 obj\n<< /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Kids [ ", kids, b" ] /Count 50 >>\nendobj\n",
        b"3 0 obj\n<< /Note (", b"x" * 10_000, b") /MediaBox [ 0 0 420 595 ] >>\nendobj\n", pages,
        b"70 2 obj\n<< >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n",
    ))  # fmt: skip
    read = list[int]()
    monkeypatch.setattr(stamping, "first_value", lambda text: read.append(len(text)) or first_value(text))
    marked = stamp_pdf(whole, "x")
    assert len(read) == 51 and sum(length > 10_000 for length in read) == 1
    assert marked.count(b"[ 0.00 0.00 420.00 595.00 ]") == 50 and Objects(whole).reused == {70}


def test_a_list_that_many_pages_share_makes_no_file_of_gigabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page names the same annotations: 400 pages and 10 MB of them would have been 4 GB in memory (FI4)."""
    kids = b" ".join(b"%d 0 R" % no for no in range(10, 60))
    pages = b"".join(b"%d 0 obj\n<< /Parent 2 0 R /Annots 3 0 R >>\nendobj\n" % no for no in range(10, 60))

    def sharing(annots: int) -> bytes:
        return b"".join((
            b"%PDF-1.4\n1 0 obj\n<< /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Kids [ ", kids, b" ] /Count 50 >>\nendobj\n",
            b"3 0 obj\n[ ", b"4 0 R " * annots, b"]\nendobj\n", pages, b"trailer\n<< /Root 1 0 R >>\nstartxref\n9\n",
        ))  # fmt: skip

    monkeypatch.setattr(stamping, "MOST_ADDED", 100_000)
    read = list[bytes]()
    monkeypatch.setattr(stamping, "first_value", lambda text: read.append(text) or first_value(text))
    assert stamp_pdf(sharing(10), "x").count(b"/Subtype /Stamp") == 50
    assert sum(text.startswith(b"\n[") for text in read) == 1, "read once"
    with pytest.raises(Unstampable):
        stamp_pdf(sharing(1_000), "x")


def test_one_request_one_pack_with_what_is_there(people: People) -> None:
    storage = people.app.extensions["storage"]
    papers = {
        "production_licence": (two_pages(), "application/pdf", 400),
        "approval_cert": (png().getvalue(), "image/png", 30),
        "batch_test_report": (two_pages(), "application/pdf", -3),
        "quality_agreement": (b"%PDF-1.7", "application/pdf", 9),
    }  # fmt: skip
    with people.backstage() as uow:
        supplier, product = uow.accounts.get("S-000001"), uow.products.get("PR01")
        uow.session.add(Supply(account_id=supplier.id, product_id=product.id, listed_price=1, supply_price=1))
        for doc_type, (data, media_type, days) in papers.items():
            sha256, size = storage.put(io.BytesIO(data))
            until = uow.today + timedelta(days=days)
            row = Qualification(account_id=supplier.id, doc_type=doc_type, number=doc_type, expires_on=until)
            uow.session.add(row)
            uow.session.flush()
            login = uow.people.staff()[0].login_id
            acting = type(uow)(uow.session, type(uow.actor)("staff", "x", login_id=login), uow.now, writes=True)
            acting.attachments.hang([StoredFile(sha256, f"内部文件名-{doc_type}", size, media_type)], row)
        poa = uow.session.scalars(select(Qualification).where(Qualification.doc_type == "poa")).all()
        assert all(one.expires_on == date(2026, 12, 31) for one in poa)
    member, desk = people.sign_in(MEMBER), people.sign_in(SERVICE)
    number = number_in(member.post("/requests/", ASKED))
    address = f"/staff/requests/{number}/pack"
    assert address in desk.get(f"/staff/requests/{number}").text
    page = desk.get(address).text
    refs = re.findall(r'name="documents"[^>]*value="([^"]+)"', page) or re.findall(
        r'value="([^"]+)"[^>]*name="documents"', page
    )
    assert len(refs) == 3 and "已过期" in page and "有记录，无文件" in page
    assert page.count("内部文件名-approval_cert") == 1, "what is wanted and what is taken are one list"
    sent = {"institution": "成都中心医院", "purpose": "医院准入"}
    assert desk.post(address, sent).status_code == 422
    assert desk.post(address, {**sent, "documents": ["x" * 22]}).status_code == 422
    assert desk.post(address, {**sent, "documents": refs}).status_code == 303

    shown = member.get(f"/requests/{number}").text
    for said in ("医院准入资料包", "成都中心医院", "批检验报告", "法人授权委托书", "质量保证协议", "无法逐页加注"):
        assert said in shown, said
    assert "内部文件名" not in shown and "川岭" not in shown
    assert "法人授权委托书：暂缺" in shown and "有记录" not in shown, "how our archive stands is ours to know"
    [file] = re.findall(r'class="file" href="([^"]+)"', shown)
    with ZipFile(io.BytesIO(member.get(file).data)) as pack:
        names = pack.namelist()
        assert names == ["index.html", "files/001-药品生产许可证.pdf", "files/002-药品注册证书.pdf"]
        line = "仅供 成都中心医院 医院准入 使用".encode("utf-16-be").hex().encode()
        for name, pages in zip(names[1:], (2, 1), strict=True):
            assert pages_in(io.BytesIO(pack.read(name))) == pages and pack.read(name).count(line) == 3 * pages
        index = pack.read("index.html").decode()
        assert "批检验报告：已过期" in index and "川岭" not in index and "内部文件名" not in index
    [event] = people.events("request.pack_made")
    assert len(event.facts["files"]) == 3 and event.number == number
    other = number_in(member.post("/requests/", {**ASKED, "category": "delivery_query", "order_no": "PO-1"}))
    assert desk.get(f"/staff/requests/{other}/pack").status_code == 404
    assert member.get(address).status_code == 404
