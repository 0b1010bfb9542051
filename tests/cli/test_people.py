"""The commands about people (AU9, SE2, AL1): what they do, what they refuse, and their exit codes."""

import pytest
from click.testing import Result
from flask import Flask

from portal.cli.people import create_admin, end_sessions_of
from tests.people import People

GOOD = "四月的风吹过三座桥"


def run(app: Flask, command: object, *arguments: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(command, list(arguments), input=typed)  # type: ignore[arg-type]


def make(app: Flask, password: str = GOOD, email: str = "First@Demo.Example", name: str = "首位管理员") -> Result:
    return run(app, create_admin, "--name", name, "--email", email, "--password-stdin", typed=f"{password}\n")


def test_the_first_administrator_signs_in(people: People) -> None:
    result = make(people.app)
    assert result.exit_code == 0, result.output
    assert "first@demo.example" in result.output
    answer = people.anonymous().post("/login", {"login": "first@demo.example", "password": GOOD})
    assert answer.status_code == 303
    [event] = people.events("staff.hired")
    assert (event.actor_kind, event.facts["roles"]) == ("system", ["administrator"])


def test_it_asks_for_what_is_not_given(people: People) -> None:
    result = run(people.app, create_admin, typed=f"首位\nfirst@demo.example\n{GOOD}\n{GOOD}\n")
    assert result.exit_code == 0, result.output
    assert GOOD not in result.output


@pytest.mark.parametrize(
    ("change", "code"),
    [({"password": "short"}, 1), ({"password": "password123"}, 1), ({"password": ""}, 1),
     ({"email": "admin@demo.example"}, 1), ({"email": "owner@minchuan.example"}, 1),
     ({"email": "nobody"}, 2), ({"name": " "}, 2), ({"name": "x" * 81}, 2)],
)  # fmt: skip
def test_what_it_refuses_it_says_in_one_line(people: People, change: dict[str, str], code: int) -> None:
    result = make(people.app, **change)
    assert result.exit_code == code
    assert result.stderr.strip().splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in result.output
    assert people.events("staff.hired") == []


def test_ending_sessions_signs_out_everywhere(people: People) -> None:
    phone, desk = people.sign_in("15400000201"), people.sign_in("15400000201")
    other = people.sign_in("owner@minchuan.example")
    result = run(people.app, end_sessions_of, "154 0000 0201")
    assert (result.exit_code, result.output.split()[0]) == (0, "2")
    assert [person.get("/").status_code for person in (phone, desk, other)] == [303, 303, 200]
    assert people.events("login.sessions_ended")[-1].facts == {"count": 2}


def test_nobody_to_sign_out_is_said(people: People) -> None:
    result = run(people.app, end_sessions_of, "nobody@nowhere.example")
    assert result.exit_code == 1
    assert result.stderr.strip() == "Error: Nobody signs in as nobody@nowhere.example."
    assert run(people.app, end_sessions_of).exit_code == 2
