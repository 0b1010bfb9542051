"""Partners say how content they are, with one tap on the page (AZ5, IN1)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from portal.domain.base import Refused
from tests.notify.acts import MEMBER, SERVICE, act, acting, answer, dispatch_all, file_request
from tests.people import People

VIEWER, NEIGHBOUR = "viewer@minchuan.example", "owner@yueqiao.example"


def done(app: Flask) -> str:
    number = file_request(app)
    answer(app, number)
    act(app, number, SERVICE, "resolve")
    return number


def test_one_tap_is_noted_and_shown_to_both_sides(people: People) -> None:
    number, member = done(people.app), people.sign_in(MEMBER)
    assert "您对我们这次的办理满意吗？" in member.get(f"/requests/{number}").text
    member.post(f"/requests/{number}/ratings", {"score": "4"})
    [event] = people.events("request.rated")
    assert (event.number, event.facts["score"], event.facts["by_mail"]) == (number, 4, False)
    assert "说说原因，或修改" in member.get(f"/requests/{number}").text
    desk = people.sign_in("business@demo.example").get(f"/staff/requests/{number}").text
    assert "客户满意度" in desk and "何晓岷" in desk


def test_why_may_follow_and_the_last_word_counts(people: People) -> None:
    number, member = done(people.app), people.sign_in(MEMBER)
    member.post(f"/requests/{number}/ratings", {"score": "4"})
    said = {"score": "2", "reasons": ["speed", "effort"], "comment": "催了三次"}
    member.post(f"/requests/{number}/ratings", said)
    page = people.sign_in("business@demo.example").get(f"/staff/requests/{number}").text
    assert "办得快不快" in page and "催了三次" in page and "不满意" in page
    assert [each.kind for each in people.events() if "rated" in each.kind] == ["request.rated", "request.rated_low"]


def test_a_low_one_reaches_who_must_call_back(people: People) -> None:
    number = done(people.app)
    people.sign_in(MEMBER).post(f"/requests/{number}/ratings", {"score": "1"})
    dispatch_all(people.app)
    assert "客户不满意，请回电" in people.sign_in("care@demo.example").get("/staff/notifications/").text
    assert "客户不满意，请回电" in people.sign_in("business@demo.example").get("/staff/notifications/").text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "五项中选一项"),
        ({"score": "6"}, "五项中选一项"),
        ({"score": "4", "reasons": ["bribe"]}, "请从列表中选"),
        ({"score": "4", "comment": "好" * 1001}, "最多"),
    ],
)
def test_what_is_no_rating_comes_back(people: People, sent: dict[str, Any], said: str) -> None:
    number = done(people.app)
    answered = people.sign_in(MEMBER).post(f"/requests/{number}/ratings", sent)
    assert answered.status_code == 422 and said in answered.text
    assert not people.events("request.rated")


def test_only_what_is_done_can_be_rated_and_closing_waits_for_nobody(people: People) -> None:
    number, member = file_request(people.app), people.sign_in(MEMBER)
    assert member.post(f"/requests/{number}/ratings", {"score": "5"}).status_code == 409
    answer(people.app, number)
    act(people.app, number, SERVICE, "resolve")
    assert member.post(f"/requests/{number}/confirmation").status_code == 303
    assert member.post(f"/requests/{number}/ratings", {"score": "5"}).status_code == 303
    assert [each.number for each in people.events("request.rated")] == [number]


def test_viewers_read_it_and_neighbours_find_nothing(people: People) -> None:
    number = done(people.app)
    people.sign_in(MEMBER).post(f"/requests/{number}/ratings", {"score": "3", "comment": "一般般"})
    viewer = people.sign_in(VIEWER)
    assert "一般般" in viewer.get(f"/requests/{number}").text
    assert viewer.post(f"/requests/{number}/ratings", {"score": "1"}).status_code == 404
    assert people.sign_in(NEIGHBOUR).post(f"/requests/{number}/ratings", {"score": "1"}).status_code == 404
    assert not people.events("request.rated_low")


def test_after_seven_days_it_is_too_late(app: Flask) -> None:
    number = done(app)
    with acting(app, MEMBER) as uow:
        service_request = uow.requests.get(number)
        assert service_request.resolved_at is not None
        last = replace(uow, now=service_request.resolved_at + timedelta(days=7, seconds=-1))
        last.ratings.rate(service_request, 5, by=uow.actor)
        later = replace(uow, now=service_request.resolved_at + timedelta(days=7))
        with pytest.raises(Refused) as refused:
            later.ratings.rate(service_request, 5, by=uow.actor)
    assert refused.value.code == "rating.not_now"
