"""Files that somebody brought or took out, and whoever has no right to what stands in them (AZ7, AZ12, AL4)."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.domain.people.models import Login, Staff
from portal.intake.workbook import open_workbook
from tests.intake.books import xlsx
from tests.people import People, Person
from tests.staff.test_exports import PERSON
from tests.staff.test_imports import PLACE, Sent, send

BUSINESS, CARE = "business@demo.example", "care@demo.example"
BANK, MISTYPED, WIDE = "6222021234567890123", "110105194912310021", "１１０１０５１９４９１２３１００２Ｘ"
HEAD = ["客户名称", "联系人", "手机", "省份", "身份证号", "银行账号", "微信"]


def people_with_mistakes() -> bytes:
    rows = [
        ["赵乙", "赵乙", "12", "甘肃", WIDE, BANK, PERSON],
        ["赵丙", "赵丙", "15400000972", "甘肃", MISTYPED, BANK, "zb"],
        ["赵丁", "赵丁", "15400000973", "甘肃", PERSON, BANK, "zd"],
    ]
    return xlsx(a=[HEAD, *rows])


def cells(person: Person, number: str) -> list[str]:
    answer = person.get(f"{PLACE}/{number}/error-rows")
    return [str(cell) for row in open_workbook(answer.data).sheets[0].rows[1:] for cell in row]


def test_rows_to_correct_tell_numbers_of_persons_only_to_whoever_sent_them(app: Flask, people: People) -> None:
    sender, other = people.sign_in(BUSINESS), people.sign_in(CARE)
    number = Sent(app, send(sender, people_with_mistakes(), kind="individual")).work().number
    assert {BANK, MISTYPED, WIDE, PERSON} <= set(cells(sender, number)), "to be corrected and sent again"
    for verb in ("runs", "reversals"):  # neither makes the file one's own
        other.post(f"{PLACE}/{number}/{verb}")
    told = cells(other, number)
    assert not {BANK, MISTYPED, WIDE, PERSON} & set(told) and "15400000972" in told and "赵丙" in told
    assert "110***********0021" in told and "110***********002X" in told and "********0123" in told
    assert not {BANK, MISTYPED, WIDE, PERSON} & set(cells(people.sign_in("admin@demo.example"), number))


@pytest.mark.parametrize("changed", [
    {"column-0-4": "address"}, {"column-0-5": "city"}, {"column-0-5": ""}, {"header-0": "2"},
])  # fmt: skip
def test_nobody_has_numbers_in_a_file_of_others_read_as_plain_words(
    app: Flask, people: People, changed: dict[str, str]
) -> None:
    sender, other = people.sign_in(BUSINESS), people.sign_in(CARE)
    sent = Sent(app, send(sender, people_with_mistakes(), kind="individual")).work()
    address = f"{PLACE}/{sent.number}"
    wish = {"kind": "individual", "sheet-0": "yes", "header-0": "1"}
    assert other.post(f"{address}/readings", wish | changed).status_code == 409
    assert other.post(f"{address}/readings", wish | {"column-0-6": ""}).status_code == 303, "whatever else they correct"
    sent.work()
    assert sender.post(f"{address}/readings", wish | changed).status_code == 303, "their own file"


@pytest.mark.parametrize("change", [{"reach": "own"}, {"deactivated_at": datetime(2026, 1, 1, tzinfo=UTC)}])
def test_what_waited_is_not_done_in_the_name_of_who_has_left(
    app: Flask, people: People, change: dict[str, Any]
) -> None:
    sender = people.sign_in(BUSINESS)
    sent = Sent(app, send(sender, xlsx(a=[HEAD[:4], ["兰州一号医药", "张一", "15400000970", "甘肃"]]))).work()
    assert sender.post(f"{PLACE}/{sent.number}/runs").status_code == 303
    with people.backstage() as uow:
        kind: Any = Staff if "reach" in change else Login
        login_id = uow.session.scalars(select(Login.id).where(Login.email == BUSINESS)).one()
        which = Staff.login_id == login_id if kind is Staff else Login.id == login_id
        uow.session.execute(update(kind).where(which).values(change))
    assert sent.work().batch.state == "stopped" and not sent.batch.outcomes
    assert [event.actor_kind for event in people.events("import.stopped")] == ["system"]
    assert people.sign_in(CARE).post(f"{PLACE}/{sent.number}/runs").status_code == 303, "a colleague may"
    assert sent.work().batch.outcomes == {"added": 1}
