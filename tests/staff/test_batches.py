"""Serious matters: batches under watch, patients without a name, complainants without a trace (AZ3, AZ8, IN1, BR2)."""

import io
import re
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from portal.domain.requests.batches.models import BatchWatch
from portal.domain.requests.catalogue import CATALOGUE, BadFields, RequestCategory, read_fields
from portal.notify.models import Message
from portal.storage.images import BadImage, without_traces
from tests.breaches import CONTRACT, LEGAL, OWNER, SERVICE, complain, lay_clauses
from tests.filing import number_in, pdf
from tests.notify.acts import dispatch_all
from tests.people import People

QUALITY, MEMBER, NEIGHBOUR = "quality@demo.example", "member@minchuan.example", "owner@yueqiao.example"
COMPLAINT = {
    "category": "quality_complaint", "subject": "片子裂了", "text": "开盒就裂", "product": "PR01",
    "batch_no": "26031702", "defect": "appearance", "found_at": "2026-11-20T09:30",
}  # fmt: skip
DAMAGED = {
    "category": "damage_short", "subject": "外箱压坏", "text": "压坏两箱", "order_no": "PO-1", "batch_no": "26031702",
    "boxes": "2",
}  # fmt: skip
ADR = {
    "category": "adr_report", "subject": "服药后皮疹", "text": "门诊报来", "product": "PR01", "batch_no": "26031799",
    "reaction": "前臂皮疹", "onset_on": "2026-11-20", "outcome": "recovering", "severity": "ordinary",
}  # fmt: skip


def file(people: People, who: str, data: dict[str, Any], **more: Any) -> str:
    return number_in(people.sign_in(who).post("/requests/", {**data, **more}))


def told_quality(people: People) -> int:
    dispatch_all(people.app)
    with people.backstage() as uow:
        kinds = uow.session.scalars(select(Message).where(Message.channel == "inbox")).all()
        return sum(one.kind == "request.batch_again" for one in kinds)


def test_a_complaint_sets_a_watch_and_the_second_report_reaches_quality(people: People) -> None:
    before = file(people, NEIGHBOUR, DAMAGED, files=pdf())  # nobody watches it yet; no product told
    first = file(people, MEMBER, COMPLAINT, batch_no="26031702 ")
    assert told_quality(people) == 1  # the complaint and what came before it
    other = file(people, MEMBER, COMPLAINT, batch_no="99999999")
    second = file(people, NEIGHBOUR, COMPLAINT, subject="也裂了")
    assert told_quality(people) == 2
    staff, quality = people.sign_in(SERVICE), people.sign_in(QUALITY)
    for number in (before, first, second):
        assert "批号 26031702 正在观察" in staff.get(f"/staff/requests/{number}").text
    assert "3 次报告" in staff.get(f"/staff/requests/{first}").text
    assert "1 次报告" in staff.get(f"/staff/requests/{other}").text
    for number, who in ((first, MEMBER), (second, NEIGHBOUR)):
        page = people.sign_in(who).get(f"/requests/{number}").text
        assert "观察" not in page and "报告" not in re.sub(r"不良反应报告", "", page), "ours alone"
    listed = quality.get("/staff/batches/").text
    assert all(number in listed for number in (before, first, second)) and "粤桥药业" in listed and "岷川医药" in listed

    with people.backstage() as uow:
        watch = uow.session.scalars(select(BatchWatch.id).where(BatchWatch.batch_no == "26031702")).one()
    ending = f"/staff/batches/{watch}/ending"
    assert people.sign_in(SERVICE).post(ending, {"reason": "不归我管"}).status_code == 404
    assert quality.post(f"/staff/batches/{'9' * 30}/ending", {"reason": "没有这个"}).status_code == 404
    assert quality.post(ending, {"reason": ""}).status_code == 422
    assert quality.post(ending, {"reason": "检验合格"}).status_code == 303
    assert quality.post(ending, {"reason": "检验合格"}).status_code == 409
    assert "批号 26031702 正在观察" not in staff.get(f"/staff/requests/{first}").text
    assert "检验合格" in quality.get("/staff/batches/?show=ended").text
    file(people, MEMBER, COMPLAINT)  # a new complaint, a new watch, with all that is known of the batch
    assert "4 次报告" in quality.get("/staff/batches/").text
    assert [event.number for event in people.events("batch.watch_ended")] == ["26031702"]


@pytest.mark.engineless
@pytest.mark.parametrize(
    ("typed", "kept"),
    [("zs", "Z.S."), ("Ｚ．Ｓ．", "Z.S."), ("Z-S", "Z.S."), ("Z", "Z."), ("ABCD", "A.B.C.D."), ("", None),
     ("张三", "initials_only"), ("张", "initials_only"), ("zhangsan", "initials_only"),
     ("510101199001011234", "initials_only"), ("Z1", "initials_only")],
)  # fmt: skip
def test_a_patient_has_initials_only(typed: str, kept: str | None) -> None:
    asked = {**ADR, "patient_initials": typed}
    if kept == "initials_only":
        with pytest.raises(BadFields) as bad:
            read_fields(CATALOGUE[RequestCategory.ADR_REPORT], asked)
        assert bad.value.codes == {"patient_initials": kept}
    else:
        assert read_fields(CATALOGUE[RequestCategory.ADR_REPORT], asked).get("patient_initials") == kept


def test_no_text_of_an_adverse_reaction_tells_who_the_patient_is(people: People) -> None:
    member = people.sign_in(MEMBER)
    for name, text in (
        ("reaction", "患者姓名：张三丰，皮疹"), ("text", "身份证 510101 19900101 1234"),
        ("subject", "病人名叫李四 皮疹"), ("text", "证件 51010119900101123X"),
    ):  # fmt: skip
        answer = member.post("/requests/", {**ADR, name: text})
        assert answer.status_code == 422 and f'href="#{name}"' in answer.text and "能看出患者是谁" in answer.text, text
    assert not people.events("request.posted")
    number = file(people, MEMBER, ADR, text="姓名不详，患者为女性，约 60 岁，批号 26031799", patient_initials="zs")
    page = people.sign_in(QUALITY).get(f"/staff/requests/{number}").text
    assert "Z.S." in page and "法定" in page


@pytest.mark.engineless
def test_nothing_but_pixels_is_left_of_a_picture_that_is_shown() -> None:
    out, written = io.BytesIO(), Image.Exif()
    written[0x013B], written[0x010E] = "Yueqiao Pharma", "Guangzhou"
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", exif=written, comment=b"Yueqiao")
    clean = without_traces(io.BytesIO(out.getvalue()), "image/jpeg")
    assert b"Yueqiao" in out.getvalue() and b"Yueqiao" not in clean and b"Exif" not in clean
    with Image.open(io.BytesIO(clean)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (40, 30))
    for data, kind in ((b"nonsense", "image/jpeg"), (out.getvalue(), "image/heic")):
        with pytest.raises(BadImage):
            without_traces(io.BytesIO(data), kind)


def test_the_suspect_never_reads_who_complained(people: People) -> None:
    """Not on the notice, not in the messages, not in a file's name, not by a number, not by searching."""
    lay_clauses(people)
    request, service, legal = complain(people), people.sign_in(SERVICE), people.sign_in(LEGAL)
    form = service.get(f"/staff/breaches/new?request={request}").text
    sent = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', form)) | {"request": request}
    what = re.search(r'name="what"[^>]*>([^<]*)<', form)
    article = re.search(r'<select[^>]*name="article".*?<option selected value="([^"]*)"', form, re.S)
    sent |= {"what": what[1].strip() if what else "", "article": article[1] if article else "第 12 条",
             "obligor": "partner", "product": "PR01"}  # fmt: skip
    breach = number_in(service.post("/staff/breaches/", sent))
    ref = re.search(r'name="shown"[^>]*value="([^"]+)"', legal.get(f"/staff/breaches/{breach}").text)
    assert ref
    notice = {"channel": "portal", "shown": ref[1]}
    assert legal.post(f"/staff/breaches/{breach}/notices", notice).status_code == 303
    dispatch_all(people.app)
    suspect = people.sign_in(OWNER)
    pages = ["/", f"/breaches/{breach}", "/contracts/", f"/contracts/{CONTRACT}", "/notifications/", "/requests/",
             "/promises/", "/documents/"]  # fmt: skip
    seen = {path: suspect.get(path).text for path in pages}
    assert "evidence-1" in seen[f"/breaches/{breach}"], "the evidence itself is shown"
    with people.backstage() as uow:
        account_id = uow.accounts.get("D-000101").id
        told = uow.session.scalars(select(Message).where(Message.account_id == account_id)).all()
        assert {one.channel for one in told} == {"inbox", "email"}
        seen |= {f"message {one.id}": f"{one.kind} {one.facts}" for one in told}
    for place, text in seen.items():
        for trace in ("粤桥", "梁粤", "D-000102", "D-2026-012", request, "小票", "我们自己去买的"):
            assert trace not in text, (place, trace)
    assert suspect.get(f"/requests/{request}").status_code == 404
