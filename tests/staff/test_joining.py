"""Requests that go on within others, are split, turned into feedback and back, and linked (AZ2, AZ7, AZ8, BI2, BI4).

A partner never reads what is ours alone, whatever is brought together.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal.domain.contracts.breaches.reporting import Alleged, report
from portal.domain.contracts.clauses import Party
from portal.domain.feedback.kinds import FeedbackKind
from portal.domain.links.models import ThingLink
from portal.domain.promises.source import source_of
from portal.domain.requests.joined import RequestMerge
from portal.domain.requests.models import ServiceRequest
from tests.filing import filed, number_in, pdf
from tests.notify.acts import BUSINESS, MEMBER, NEIGHBOUR, OWNER, SERVICE, acting, dispatch_all, told
from tests.people import People

CANARY = "内部的话不外传"
CLOCK = ("state", "answer_due_at", "resolve_due_at", "answered_at", "unanswered_since", "next_due_at", "stopped_at",
         "closed_at")  # fmt: skip


def desk(people: People, number: str, who: str = SERVICE) -> str:
    answer = people.sign_in(who).get(f"/staff/requests/{number}", follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


def post(people: People, address: str, who: str = SERVICE, **data: Any) -> Any:
    return people.sign_in(who).post(f"/staff{address}", data)


def clock(people: People, number: str) -> dict[str, Any]:
    with people.backstage() as uow:
        row = uow.requests.at_desk(number)
        return {name: getattr(row, name) for name in CLOCK} | {"open": row.desk.is_open, "due": row.desk.due_at}


def facts(people: People, kind: str) -> list[tuple[str, Any]]:
    """Number of the thing and the other number it names, of every event of a kind."""
    names = ("into", "joined", "other")
    return [(one.number, next(one.facts[name] for name in names if name in one.facts)) for one in people.events(kind)]


def pair(people: People) -> tuple[str, str]:
    """Two about the same: the owner's, answered by us; the member's, with a file, a note and what came since."""
    first = filed(people, OWNER, subject="洛施坦到货")
    second = filed(people, MEMBER, subject="又问洛施坦", text="第二次问的话", files=pdf("第二份.pdf"))
    post(people, f"/requests/{first}/answers", text="我们在查。")
    post(people, f"/requests/{second}/notes", text=CANARY, files=pdf(f"{CANARY}.pdf"))
    people.sign_in(MEMBER).post(f"/requests/{second}/answers", {"text": "补充一张照片", "files": pdf("照片.pdf")})
    return first, second


def test_two_become_one_and_two_again(app: Flask, people: People) -> None:
    first, second = pair(people)
    before = clock(people, second)
    with acting(app, SERVICE) as uow:
        uow.promises.give(
            uow.requests.get(second).account_id, what="周五前到货", due_on=uow.today + timedelta(days=5),
            source=source_of(uow.requests.get(second)),
        )  # fmt: skip
    beside = people.sign_in(SERVICE).get(f"/staff/requests/{second}/merging?into={first}").text
    assert "第二次问的话" in beside and "医院明天断药" in beside and f"并入 {first}" in beside
    assert number_in(post(people, f"/requests/{second}/merging", into=first)) == first

    # one thread, for us with the note, under the old number; the promise moved along, the clock of the second ended
    thread = desk(people, second).split('<ol class="thread"')[1].split("</ol>")[0]
    said = ["医院明天断药", "第二次问的话", "我们在查。", CANARY, "补充一张照片", f"把 {second} 并入本请求"]
    assert sorted(said, key=thread.index) == said and thread.count(f"写于 {second}") == 3
    assert "周五前到货" in desk(people, first) and "照片.pdf" in thread
    now = clock(people, second)
    assert (now["state"], now["open"]) == ("merged", False)
    assert clock(people, first)["next_due_at"] is not None, "what waited there waits here"
    own = people.sign_in(SERVICE).get(f"/staff/requests/{second}?own=1")
    assert own.status_code == 200 and "重新拆开" in own.text and first in own.text
    assert second in people.sign_in(SERVICE).get(f"/staff/requests/?q={second}").text

    # both partners read it, none the note; whoever replies to the old number writes in the new one
    member = people.sign_in(MEMBER)
    assert member.get(f"/requests/{second}").headers["Location"].endswith(f"/requests/{first}")
    page = member.get(f"/requests/{first}").text
    assert "第二次问的话" in page and "照片.pdf" in page and f"写于 {second}" in page and CANARY not in page
    assert f"已与 {first} 合并" in member.get("/requests/?show=ended").text
    file = re.search(r'href="(/attachments/[^"]+)"[^>]*>(?:(?!</a>).)*第二份', page, re.S)
    assert file and member.get(file[1]).status_code == 200
    assert member.post(f"/requests/{second}/answers", {"text": "写在旧页上"}).headers["Location"].endswith(first)
    assert "写在旧页上" in desk(people, first)
    post(people, f"/requests/{first}/answers", text="明早到。")
    dispatch_all(app)
    assert {(OWNER, "inbox"), (MEMBER, "inbox"), (MEMBER, "email")} <= told(app, "request.answered")
    assert told(app, "request.merged") == {(OWNER, "inbox"), (MEMBER, "inbox"), (MEMBER, "email")}
    assert facts(people, "request.merged") == [(second, first), (first, second)]

    # taken apart: it is what it was, and what was said since stays
    assert post(people, f"/requests/{second}/parting").headers["Location"].endswith(second)
    assert clock(people, second) == before and not people_see(people, first, "第二次问的话")
    assert "写在旧页上" in desk(people, first) and facts(people, "request.parted")[0] == (second, first)
    assert post(people, f"/requests/{second}/parting").status_code == 409


def people_see(people: People, number: str, words: str) -> bool:
    return words in people.sign_in(MEMBER).get(f"/requests/{number}").text


def test_a_merging_that_cannot_be_is_refused_with_its_reason(app: Flask, people: People) -> None:
    first, second = filed(people), filed(people)
    third, theirs, done = filed(people), filed(people, NEIGHBOUR, contract="D-2026-012"), filed(people)
    people.sign_in(MEMBER).post(f"/requests/{done}/cancellation")
    post(people, f"/requests/{second}/merging", into=first)
    refused = {
        (third, third): "不能并入自己", (third, theirs): "另一家客户", (second, third): "有同事先一步",
        (third, second): f"请选 {first}", (first, third): "不能连环合并", (third, done): "已经办结",
        (done, third): "已经结束",
    }  # fmt: skip
    for (number, into), words in refused.items():
        answer = post(people, f"/requests/{number}/merging", into=into)
        assert answer.status_code == 409 and words in answer.text, (words, answer.status_code)
    asked = people.sign_in(SERVICE).get(f"/staff/requests/{third}/merging?q={second}").text
    assert f"/staff/requests/{third}/merging?into={first}" in asked, "the target of the target is offered"
    assert post(people, f"/requests/{third}/merging", into="SR-202601-9999").status_code == 404
    assert post(people, f"/requests/{third}/merging").status_code == 422
    assert people.sign_in(NEIGHBOUR).get(f"/requests/{second}").status_code == 404
    assert len(people.events("request.merged")) == 2

    # a legal deadline is not lost; an extension under way ends by its own steps; seven days are seven days
    with people.backstage() as uow:
        rows = {one.number: one for one in uow.session.query(ServiceRequest)}
        rows[third].category = "adr_report"
        kept = uow.session.query(RequestMerge).one()
        kept.at -= timedelta(days=8)
    assert "法定期限更早" in post(people, f"/requests/{third}/merging", into=first).text
    assert "不良反应" in post(people, f"/requests/{third}/conversion", kind="complaint").text
    assert "超过 7 天" in post(people, f"/requests/{second}/parting").text
    assert clock(people, second)["state"] == "merged"


def test_of_two_who_merge_at_once_one_wins_and_the_other_is_told(people: People) -> None:
    first, second, third = filed(people), filed(people), filed(people)
    rivals = [(people.sign_in(SERVICE), second), (people.sign_in(BUSINESS), third)]
    with ThreadPoolExecutor(2) as crowd:
        merge = lambda one: one[0].post(f"/staff/requests/{first}/merging", {"into": one[1]})  # noqa: E731
        answers = list(crowd.map(merge, rivals))
    assert sorted(one.status_code for one in answers) == [303, 409]
    assert "有同事先一步" in next(one.text for one in answers if one.status_code == 409)
    assert len(people.events("request.merged")) == 2


def test_an_answer_written_while_it_was_merged_is_not_lost(people: People) -> None:
    first, second = filed(people), filed(people)
    post(people, f"/requests/{second}/merging", into=first)
    answer = post(people, f"/requests/{second}/answers", text="写了很久的答复")
    assert answer.status_code == 409 and "写了很久的答复" in answer.text
    assert f'action="/staff/requests/{first}/answers"' in answer.text and not people.events("request.answered")


@pytest.mark.parametrize("since_written", [False, True])
def test_messages_become_a_request_of_their_own(people: People, since_written: bool) -> None:
    number = filed(people)
    post(people, f"/requests/{number}/notes", text=CANARY)
    people.sign_in(MEMBER).post(f"/requests/{number}/answers", {"text": "另外请寄发票", "files": pdf("抬头.pdf")})
    with people.backstage() as uow:
        [said] = uow.requests.answers(uow.requests.get(number))
        said.at -= timedelta(days=3)
        written, key = said.at, f"a{said.id}"
    address = f"/requests/{number}/splitting"
    assert "另外请寄发票" in people.sign_in(SERVICE).get(f"/staff{address}").text
    data = {"category": "invoice_paper", "subject": "寄发票", **({"since_written": "y"} if since_written else {})}
    assert post(people, address, **data).status_code == 422
    assert post(people, address, **data, messages=["a999999"]).status_code == 422
    made = number_in(post(people, address, **data, messages=[key]))
    with people.backstage() as uow:
        new, old = uow.requests.get(made), uow.requests.get(number)
        for name in ("posted_by_id", "contract_id", "account_id"):
            assert getattr(new, name) == getattr(old, name)
        assert (new.posted_at == written) is since_written and (new.answer_due_at < uow.now) is since_written
    member = people.sign_in(MEMBER)
    page, old_page = member.get(f"/requests/{made}").text, member.get(f"/requests/{number}").text
    assert "另外请寄发票" in page and "抬头.pdf" in page and "何晓岷" in page and CANARY not in page
    assert f'href="/requests/{number}"' in page and f'href="/requests/{made}"' in old_page and "由此另立" in old_page
    assert f"由此另立了 {made}" in desk(people, number) and facts(people, "request.split") == [(number, made)]
    assert people.sign_in(NEIGHBOUR).get(f"/requests/{made}").status_code == 404


def test_feedback_becomes_a_request_once(app: Flask, people: People) -> None:
    number = people.sign_in(MEMBER).post(
        "/feedback/", {"kind": "complaint", "subject": "发票没到", "text": "三月的发票没收到", "contract": "D-2026-011",
                       "files": pdf("对账单.pdf")},
    ).headers["Location"].rsplit("/", 1)[1]  # fmt: skip
    assert "这其实是请求" in people.sign_in(SERVICE).get(f"/staff/feedback/{number}").text
    assert post(people, f"/feedback/{number}/conversion").status_code == 422
    made = number_in(post(people, f"/feedback/{number}/conversion", category="invoice_paper"))
    again = post(people, f"/feedback/{number}/conversion", category="invoice_paper")
    assert again.status_code == 409 and made in again.text
    member = people.sign_in(MEMBER)
    told_page, page = member.get(f"/feedback/{number}").text, member.get(f"/requests/{made}").text
    assert f"我们已为您立了请求 {made}" in told_page and f'href="/requests/{made}"' in told_page
    assert "已转为请求办理" in told_page
    assert "三月的发票没收到" in page and "对账单.pdf" in page and "D-2026-011" in page
    assert f'href="/feedback/{number}"' in page
    assert [event.kind for event in people.events() if event.number in (number, made)] == [
        "feedback.posted", "request.posted", "feedback.converted"]  # fmt: skip
    dispatch_all(app)
    assert told(app, "feedback.converted") == {(MEMBER, "inbox"), (OWNER, "inbox")}


def test_confidential_feedback_is_neither_converted_nor_linked(app: Flask, people: People) -> None:
    with acting(app, MEMBER) as uow:
        account = uow.accounts.get("D-000101")
        secret = uow.feedback.post(
            account, kind=FeedbackKind.COMPLAINT, subtype="integrity", subject=CANARY, text=CANARY
        ).number
    number = filed(people)
    assert post(people, f"/feedback/{secret}/conversion", category="training").status_code == 404
    assert post(people, "/links/", at=number, word="related", number=secret).status_code == 422
    refused = post(people, "/links/", who="admin@demo.example", at=number, word="related", number=secret)
    assert refused.status_code == 422 and "保密" in refused.text and CANARY not in refused.text
    assert "保密" in post(people, f"/feedback/{secret}/conversion", who="admin@demo.example", category="training").text
    assert CANARY not in desk(people, number, "director@demo.example")
    assert not people.events("request.linked") and len(people.events("request.posted")) == 1


def test_a_request_becomes_feedback(app: Flask, people: People) -> None:
    number = filed(people, text="你们的司机很好", files=pdf("感谢信.pdf"))
    post(people, f"/requests/{number}/notes", text=CANARY)
    assert "你们的司机很好" in people.sign_in(SERVICE).get(f"/staff/requests/{number}/conversion").text
    made = number_in(post(people, f"/requests/{number}/conversion", kind="praise"))
    assert post(people, f"/requests/{number}/conversion", kind="praise").status_code == 409
    member = people.sign_in(MEMBER)
    page, old = member.get(f"/feedback/{made}").text, member.get(f"/requests/{number}").text
    assert "你们的司机很好" in page and "感谢信.pdf" in page and CANARY not in page + old
    assert f'href="/feedback/{made}"' in old and "已转为反馈处理" in old and 'name="text"' not in old
    assert clock(people, number)["open"] is False and facts(people, "request.converted") == [(number, made)]
    assert f"转为反馈 {made}" in desk(people, number)
    dispatch_all(app)
    assert {(MEMBER, "email"), (MEMBER, "inbox"), (OWNER, "inbox")} == told(app, "request.converted")


def test_things_of_one_account_are_linked_and_unlinked(people: People) -> None:
    first, second, theirs = filed(people), filed(people), filed(people, NEIGHBOUR, contract="D-2026-012")
    feedback = people.sign_in(MEMBER).post(
        "/feedback/", {"kind": "praise", "subject": "谢谢", "text": "很快"}
    ).headers["Location"].rsplit("/", 1)[1]  # fmt: skip
    link = {"at": first, "word": "caused_by"}
    for number, words in {theirs: "另一家客户", first: "不能与自己关联", "SR-202601-9999": "没有编号"}.items():
        answer = post(people, "/links/", **link, number=number)
        assert answer.status_code == 422 and words in answer.text
    assert second in people.sign_in(SERVICE).get(f"/staff/links/new?at={first}").text
    assert post(people, "/links/", **link, number=second.lower()).status_code == 303
    assert post(people, "/links/", **link, number=feedback, is_shared="y").status_code == 303
    assert "已经关联" in post(people, "/links/", at=second, word="related", number=first).text

    # on both ends for us; for the partner only what is marked
    assert f'起因 · <span class="code">{second}' in desk(people, first)
    assert f'引出 · <span class="code">{first}' in desk(people, second)
    member = people.sign_in(MEMBER)
    page = member.get(f"/requests/{first}").text
    assert f'href="/feedback/{feedback}"' in page and second not in page
    assert first not in member.get(f"/requests/{second}").text
    assert f'href="/requests/{first}"' in member.get(f"/feedback/{feedback}").text
    assert first in people.sign_in(SERVICE).get(f"/staff/feedback/{feedback}").text

    # removed, and put back
    [ref] = re.findall(r'action="/staff/links/([^/"]+)/removal"', desk(people, second))
    assert post(people, f"/links/{ref}/removal", at=second).headers["Location"].endswith(second)
    assert "引出 · " not in desk(people, second) and f"/staff/links/{ref}/return" in desk(people, second)
    assert member.post(f"/staff/links/{ref}/return").status_code == 404
    for days, there in ((7, False), (6.99, True)):
        with people.backstage() as uow:
            removed = uow.session.query(ThingLink).filter(ThingLink.removed_at.is_not(None)).one()
            removed.removed_at = uow.now - timedelta(days=days)
        assert (f"/staff/links/{ref}/return" in desk(people, second)) is there, days
    post(people, f"/links/{ref}/return", at=second)
    assert f'引出 · <span class="code">{first}' in desk(people, second)
    assert facts(people, "request.linked") == [(first, second), (second, first), (first, feedback), (first, second),
                                               (second, first)]  # fmt: skip
    assert facts(people, "request.unlinked") == [(first, second), (second, first)]
    assert facts(people, "feedback.linked") == [(feedback, first)]


def test_a_breach_nobody_was_told_of_is_linked_for_us_alone(app: Flask, people: People) -> None:
    number, owner = filed(people), people.sign_in(OWNER)
    with acting(app, "legal@demo.example") as uow:
        alleged = Alleged("第 9 条", Party.PARTNER, uow.today - timedelta(days=3), CANARY)
        breach = report(uow, uow.contracts.get("D-2026-011"), alleged).number
    data = {"at": breach, "word": "caused_by", "number": number}
    assert "还不知道" in post(people, "/links/", **data, is_shared="y").text
    assert post(people, "/links/", **data).status_code == 303
    assert breach in desk(people, number) and number in people.sign_in(SERVICE).get(f"/staff/breaches/{breach}").text
    with people.backstage() as uow:  # even if somebody shared it by another way
        uow.session.query(ThingLink).one().is_internal = False
    assert breach not in owner.get(f"/requests/{number}").text
    assert facts(people, "breach.linked") == [(breach, number)]
    with people.backstage() as uow:
        row = uow.breaches.get(breach)
        row.notify(uow.today, (uow.today, None), "portal", by=uow.actor, at=uow.now)
    assert f'href="/breaches/{breach}"' in owner.get(f"/requests/{number}").text
    assert f'href="/requests/{number}"' in owner.get(f"/breaches/{breach}").text
