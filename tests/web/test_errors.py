"""An error says what happened, and where nothing has failed it leaves the way on."""

import pytest

from tests.people import People


@pytest.mark.parametrize(
    ("name", "absent", "ways"),
    [
        ("service@demo.example", ("/staff/requests/SR-209901-0001", "/staff/nowhere"), ("/staff/requests/", "/me/")),
        ("owner@minchuan.example", ("/requests/SR-209901-0001", "/nowhere", "/staff/"), ("/requests/", "/me/")),
    ],
)
def test_who_is_signed_in_finds_on_from_what_is_not_there(
    people: People, name: str, absent: tuple[str, ...], ways: tuple[str, ...]
) -> None:
    visitor = people.sign_in(name)
    for address in absent:
        answer = visitor.get(address)
        assert answer.status_code == 404 and '<a class="btn" href="/">' in answer.text, address
        assert all(f'href="{way}"' in answer.text for way in ways), address
    assert "<nav" not in visitor.post("/nowhere").text, "a form for which there is no address asks nothing of anybody"


def test_nobody_is_shown_the_navigation_of_somebody(people: People) -> None:
    strangers = (people.anonymous(), people.sign_in("service@demo.example", factor_passed=False))
    for stranger in strangers:
        answer = stranger.get("/nowhere")
        assert "<nav" not in answer.text, answer.status_code
