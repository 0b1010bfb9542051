"""The loop at the desk: who has it, what is overdue, the call afterwards, what is known before the end (E)."""

from datetime import timedelta

from sqlalchemy import select, true, update

from portal.domain.feedback.loop import FeedbackLoop
from portal.domain.feedback.models import Feedback
from portal.domain.feedback.repeating import mark_repeat
from tests.notify.acts import dispatch_all, told
from tests.people import People

OWNER, CARE, SERVICE, DIRECTOR = (
    "owner@minchuan.example", "care@demo.example", "service@demo.example", "director@demo.example"
)  # fmt: skip


def give(people: People, kind: str = "complaint", subtype: str = "delivery", subject: str = "发货晚了三天") -> str:
    sent = {"kind": kind, "subtype": f"{kind}.{subtype}", "subject": subject, "text": "请查一下。"}
    answer = people.sign_in(OWNER).post("/feedback/", sent)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].rsplit("/", 1)[1]


def long_ago(people: People, number: str, days: int) -> None:
    with people.backstage() as uow:
        moved = {"posted_at": uow.now - timedelta(days), "owed_from": uow.now - timedelta(days)}
        uow.session.execute(update(Feedback).where(Feedback.number == number).values(**moved))


def kinds_of(people: People, number: str) -> list[str]:
    return [event.kind.partition(".")[2] for event in people.events() if event.number == number]


def test_it_falls_to_the_care_owner_and_moves_on(people: People) -> None:
    number, desk = give(people), people.sign_in(SERVICE)
    page = desk.get(f"/staff/feedback/{number}").text
    assert "selected" in page.split('id="loop-owner"')[1].split("</select>")[0], "somebody has it from the beginning"
    assert number not in desk.get("/staff/feedback/?show=mine").text
    assert desk.post(f"/staff/feedback/{number}/owner", {"staff": ""}).status_code == 422
    assert desk.post(f"/staff/feedback/{number}/owner", {"staff": people.staff_id(SERVICE)}).status_code == 303
    assert number in desk.get("/staff/feedback/?show=mine").text
    assert kinds_of(people, number) == ["posted", "assigned"]


def test_overdue_stands_on_the_list_and_at_home(people: People) -> None:
    fresh, late, desk = give(people, subtype="speed"), give(people), people.sign_in(SERVICE)
    long_ago(people, late, 12)
    shown = desk.get("/staff/feedback/?show=late").text
    assert late in shown and fresh not in shown and "确认收到：已逾期" in shown
    home = desk.get("/staff/").text.split('id="feedback"')[1].split("</section>")[0]
    assert home.index(late) < home.index(fresh) and home.count("已逾期") == 1
    desk.post(f"/staff/feedback/{late}/acknowledgements")
    assert "答复：已逾期" in desk.get(f"/staff/feedback/{late}").text
    desk.post(f"/staff/feedback/{late}/answers", {"text": "已补发。"})
    assert late not in desk.get("/staff/feedback/?show=late").text
    assert "我已就答复回访" in desk.get(f"/staff/feedback/{late}").text, "and then they are called"


def test_the_call_afterwards_ends_or_reopens_it(people: People) -> None:
    number, desk = give(people), people.sign_in(CARE)
    call = f"/staff/feedback/{number}/call-backs"
    assert desk.post(call, {"outcome": "content", "note": "都好"}).status_code == 409, "nothing is answered yet"
    desk.post(f"/staff/feedback/{number}/answers", {"text": "已补发。"})
    for sent in ({"outcome": "", "note": "打过了"}, {"outcome": "content", "note": ""}):
        answer = desk.post(call, sent)
        assert answer.status_code == 422 and sent["note"] in answer.text
    assert desk.post(call, {"outcome": "not_content", "note": "还没收到货"}).status_code == 303
    assert number in desk.get("/staff/feedback/?show=disputed").text
    assert "还没收到货" not in people.sign_in(OWNER).get(f"/feedback/{number}").text, "the note is ours"
    desk.post(f"/staff/feedback/{number}/answers", {"text": "今天已送达。"})
    assert desk.post(call, {"outcome": "content", "note": "收到了，满意"}).status_code == 303
    assert kinds_of(people, number)[1:] == ["answered", "not_content", "answered", "content"]
    assert desk.post(f"/staff/feedback/{number}/closings", {"root_cause": "process"}).status_code == 303


def test_a_suggestion_ends_with_a_decision_that_its_author_reads(people: People) -> None:
    number, desk = give(people, "suggestion", "portal", "门户能看物流就好了"), people.sign_in(CARE)
    answer, closing = f"/staff/feedback/{number}/answers", f"/staff/feedback/{number}/closings"
    desk.post(answer, {"text": "我们研究一下。"})
    assert "作出决定" in desk.get(f"/staff/feedback/{number}").text
    refused = desk.post(closing)
    assert refused.status_code == 409 and "先说明" in refused.text
    assert desk.post(answer, {"text": "下季度上线。", "decision": "never"}).status_code == 422
    desk.post(answer, {"text": "下季度上线。", "decision": "planned"})
    assert "已列入计划" in people.sign_in(OWNER).get(f"/feedback/{number}").text
    assert desk.post(closing).status_code == 303


def test_market_news_is_rated_before_it_ends(people: People) -> None:
    number, desk = give(people, "market_intel", "vbp_rumour", "某省集采 12 月启动"), people.sign_in(CARE)
    desk.post(f"/staff/feedback/{number}/answers", {"text": "多谢，已转市场同事。"})
    assert desk.post(f"/staff/feedback/{number}/closings").status_code == 409
    rating = f"/staff/feedback/{number}/ratings"
    assert desk.post(rating, {"credibility": "6", "value": "5"}).status_code == 422
    assert desk.post(rating, {"credibility": "4", "value": "5"}).status_code == 303
    [event] = people.events("feedback.rated")
    assert (event.number, event.facts["credibility"], event.facts["value"]) == (number, 4, 5)
    assert desk.post(f"/staff/feedback/{number}/closings").status_code == 303
    complaint = give(people)
    assert desk.post(f"/staff/feedback/{complaint}/ratings", {"credibility": "4", "value": "5"}).status_code == 409


def test_the_second_complaint_of_a_cause_goes_to_the_sponsor_once(people: People) -> None:
    first, other = give(people), give(people, subtype="speed")
    second = give(people)
    assert [(event.number, event.facts["repeats"]) for event in people.events("feedback.escalated")] == [
        (second, first)
    ]
    dispatch_all(people.app)
    assert told(people.app, "feedback.escalated") == {(DIRECTOR, "inbox"), (DIRECTOR, "email")}
    desk = people.sign_in(CARE)
    assert first in desk.get(f"/staff/feedback/{second}").text
    # another subtype, and found to be of the same root cause when it is closed
    for number in (first, other):
        desk.post(f"/staff/feedback/{number}/answers", {"text": "已处理。"})
        desk.post(f"/staff/feedback/{number}/closings", {"root_cause": "people"})
    assert [event.number for event in people.events("feedback.escalated")] == [second, other]
    long_ago(people, second, 91)
    long_ago(people, first, 200)
    give(people)
    assert len(people.events("feedback.escalated")) == 2, "after ninety days it is a first one again"


def test_a_confidential_complaint_neither_counts_nor_is_counted(people: People) -> None:
    """Of the same root cause: nobody else may learn of it, not even by what is told of another one."""
    integrity, usual = give(people, subtype="integrity"), give(people)
    with people.backstage() as uow:
        for number in (integrity, usual):
            feedback = uow.session.scalars(select(Feedback).where(Feedback.number == number)).one()
            loop = FeedbackLoop(account_id=feedback.account_id, feedback_id=feedback.id)
            mark_repeat(uow, feedback, loop, true())
            assert not loop.repeats and loop.escalated_at is None, number
    assert people.events("feedback.escalated") == []
