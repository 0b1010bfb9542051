"""The command that reckons due moments from a file: every case of the table, and mistakes beside the others (IN8)."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from portal.app import create_app
from portal.settings import Settings

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests/domain/requests/clock_cases.json").read_text("utf-8"))
EXAMPLES = json.loads((ROOT / "docs/handbook/clock-cases.json").read_text("utf-8"))
START = {"start": "2026-11-23T11:00", "minutes": 240}

pytestmark = pytest.mark.engineless


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """The program without any table in its database."""
    folder = tmp_path_factory.mktemp("alone")
    return create_app(Settings(env="development", data_dir=folder, secret_keys=("k" * 40,)).prepared())


@pytest.fixture
def due(alone, tmp_path):  # type: ignore[no-untyped-def]
    def due(given: Any) -> tuple[int, Any]:
        file = tmp_path / "cases.json"
        file.write_text(given if isinstance(given, str) else json.dumps(given, ensure_ascii=False), "utf-8")
        done = alone.test_cli_runner().invoke(args=["clock", "due", str(file)])
        return done.exit_code, json.loads(done.output)

    return due


def test_every_case_of_the_table(due: Any) -> None:
    code, answers = due([{name: value for name, value in case.items() if name != "due"} for case in CASES])
    assert code == 0 and len(answers) == len(CASES) >= 200
    told = {answer["id"]: datetime.fromisoformat(answer["due"]).replace(tzinfo=None) for answer in answers}
    assert told == {case["id"]: datetime.fromisoformat(case["due"]) for case in CASES}
    provisional = {answer["id"] for answer in answers if answer["provisional"]}
    assert {case["id"] for case in CASES if case["due"] >= "2027"} == provisional


def test_one_case_one_answer_with_its_warning(due: Any) -> None:
    answer = {"due": "2026-11-23T16:30:00+08:00", "warning": "2026-11-23T15:30:00+08:00", "provisional": False}
    assert due(START) == (0, answer)
    assert due({**START, "start": "2026-11-23T03:00+00:00", "warn_percent": 50})[1]["warning"][11:16] == "14:30"
    assert due([]) == (0, [])


@pytest.mark.parametrize(
    ("case", "field", "code"),
    [
        ({"minutes": 1}, "start", "required"),
        ({**START, "start": "23.11.2026"}, "start", "not_a_moment"),
        ({**START, "start": "2026-11-23"}, "start", "not_a_moment"),
        ({**START, "start": 5}, "start", "not_a_moment"),
        ({**START, "start": "1999-11-23T11:00"}, "start", "not_a_moment"),
        ({"start": START["start"]}, "minutes", "required"),
        ({**START, "minutes": -1}, "minutes", "not_minutes"),
        ({**START, "minutes": 1.5}, "minutes", "not_minutes"),
        ({**START, "minutes": True}, "minutes", "not_minutes"),
        ({**START, "start": "2099-12-31T17:00"}, "minutes", "out_of_range"),
        ({**START, "pauses": [["2026-11-23T12:00"]]}, "pauses", "not_pauses"),
        ({**START, "pauses": [["2026-11-23T12:00", "later"]]}, "pauses", "not_pauses"),
        ({**START, "pauses": [["2026-11-23T12:00", "2026-11-23T11:00"]]}, "pauses", "ends_first"),
        ({**START, "pauses": [["2026-11-23T12:00", "2026-11-23T12:00"]] * 1001}, "pauses", "too_many"),
        ({**START, "intervals": [["09:00", "08:00"]]}, "intervals", "not_intervals"),
        ({**START, "intervals": [["9", "18"]]}, "intervals", "not_intervals"),
        ({**START, "intervals": []}, "intervals", "not_intervals"),
        ({**START, "calendar": {"2026-02-30": True}}, "calendar", "not_a_calendar"),
        ({**START, "calendar": {"2026-11-24": 1}}, "calendar", "not_a_calendar"),
        ({**START, "calendar": ["2026-11-24"]}, "calendar", "not_a_calendar"),
        ({**START, "warn_percent": 0}, "warn_percent", "not_percent"),
        ({**START, "until": "2026-11-24"}, "until", "unknown_field"),
        ("soon", "case", "not_a_case"),
        (None, "case", "not_a_case"),
    ],
)
def test_a_wrong_case_says_why_and_the_others_are_answered(due: Any, case: Any, field: str, code: str) -> None:
    ended, (before, wrong, after) = due([START, case, START])
    assert ended == 3 and before == after and before["due"]
    assert [(one["field"], one["code"]) for one in wrong["errors"]] == [(field, code)] and wrong["errors"][0]["reason"]


def test_a_calendar_without_work_and_a_file_that_is_none(due: Any) -> None:
    first = date(2026, 2, 2)
    off = {(first + timedelta(days=n)).isoformat(): False for n in range(61)}
    code, answer = due({"start": "2026-02-02T10:00", "minutes": 1, "calendar": off})
    assert code == 3 and answer["errors"][0]["code"] == "no_working_day"
    code, answers = due('[{"start": "2026-11-23T11:00", "minutes": 240}, {"start"')
    assert code == 3 and answers[0]["due"] and answers[1]["errors"][0]["code"] == "not_json"


def test_the_handbook_shows_what_comes_out(due: Any) -> None:
    page = (ROOT / "docs/handbook/clock-cases.md").read_text("utf-8")
    shown = json.loads(page.partition("```json\n")[2].partition("```")[0])
    assert shown == due(EXAMPLES)[1]
