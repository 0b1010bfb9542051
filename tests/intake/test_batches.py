"""Imports from the file to the archive and back: RE6, AL1, IN6, FI4; what a worker begins, another may finish."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from portal.db.transaction import Transaction, transaction
from portal.domain.accounts.models import Account
from portal.domain.base import Refused
from portal.domain.care.keeping import renew_missing
from portal.domain.events import Actor
from portal.domain.scope import OneAccount
from portal.domain.work import Work
from portal.intake.batches import Imports
from portal.intake.models import ImportBatch, ImportRow
from portal.search.finding import find
from tests.intake.books import HEADER, MESSY, SUPPLIERS, xlsx
from tests.intake.importing import EVERYTHING, Importing, archive, events_of

HEAD = ["客户编号", "客户名称", "统一社会信用代码", "联系人", "手机", "省份", "级别", "备注", "商务经理", "经营范围"]
TEA = ["", "福州茶亭医药有限公司", "", "林茶", "15400000911", "福建", "B", "好说话", "周一帆", "中成药"]
SEA = ["D-000777", "青岛海信源医药有限公司", "", "于海", "+86 154-0000-0912", "山东", "VIP", "", "查无此人", ""]


def book(*rows, head=HEAD) -> bytes:
    return xlsx(名单=[head, *rows])


@pytest.fixture
def messy(app):
    return Importing(app, xlsx(经销商名单=MESSY, 供应商=SUPPLIERS))


def test_the_check_tells_what_would_happen_and_changes_no_account(app, messy):
    before = archive(app)
    batch = messy.checked().batch
    assert (batch.state, batch.tally) == ("checked", {"new": 2, "update": 1, "duplicate": 2, "error": 4})
    assert batch.changes["phone.country_code"] == 1 and batch.changes["phone.full_width"] == 1
    assert [row["code"] for row in batch.left_out] == ["repeated_header", "total_row"]
    assert archive(app) == before


def test_rows_become_accounts_with_contact_standing_and_search_entry(app, people):
    importing = Importing(app, book(TEA, SEA)).imported()
    assert importing.batch.outcomes == {"added": 2}
    there = archive(app)
    assert there["D-000777"][:4] == ("青岛海信源医药有限公司", "distributor", None, "15400000912")
    assert there["D-000777"][8:] == ([("于海", "15400000912", "", True)], ("vip", "商务经理: 查无此人"))
    assert there["D-000778"][7:] == (
        "fzctyyyxgs",
        [("林茶", "15400000911", "", True)],
        ("b", "好说话"),
    )
    with people.backstage() as uow:
        tea = uow.accounts.get("D-000778")
        assert (tea.business_manager.login.name, tea.business_scope) == ("周一帆", "中成药")
        assert len(find(uow, "茶亭", "account")) == len(find(uow, "0912", "account")) == 1


def test_every_change_has_one_event_that_names_the_import(app):
    number = (
        Importing(app, book(TEA, SEA, ["D-000101", "成都岷川医药", "", "", "15400000999", "", "A", "", "", ""]))
        .imported()
        .number
    )
    added, changed = events_of(app, "account.added"), events_of(app, "account.changed")
    assert [event.number for event in added] == ["D-000778", "D-000777"]
    told = {"mobile": ["154****0101", "154****0999"], "tier": ["vip", "a"]}
    assert [event.facts["changes"] for event in changed] == [told]
    assert {event.facts["import"] for event in added + changed} == {number}


def test_the_next_number_is_past_those_of_the_file(app, people):
    Importing(app, book(SEA)).imported()
    with people.backstage() as uow:
        assert uow.accounts.add("distributor", name_zh="后来的医药").number == "D-000778"


def test_kinds_may_be_mixed_in_one_sheet_and_each_row_gets_a_number_of_its_kind(app):
    head = ["客户编号", "客户名称", "客户类型", "手机"]
    rows = (
        ["", "福州茶亭医药有限公司", "经销商", "15400000911"],
        ["", "林岚", "自然人", "15400000921"],
        ["N-000777", "高原", "自然人", "15400000922"],
        ["", "厦门鹭江医药有限公司", "经销商", "15400000912"],
        ["", "武夷制药有限公司", "供应商", "15400000931"],
    )
    assert Importing(app, book(*rows, head=head)).imported().batch.outcomes == {"added": 5}
    numbers = {entry[0]: number for number, entry in archive(app).items()}
    assert [numbers[row[1]][0] for row in rows] == ["D", "N", "N", "D", "S"]
    assert (numbers["高原"], numbers["林岚"]) == ("N-000777", "N-000778")


def test_the_same_file_again_changes_nothing(app):
    Importing(app, book(TEA, SEA)).imported()
    before, events = archive(app), len(events_of(app, "account.added", "account.changed"))
    again = Importing(app, book(["", *TEA[1:]], SEA)).imported()
    assert again.batch.outcomes == {"same": 2}
    assert (archive(app), len(events_of(app, "account.added", "account.changed"))) == (before, events)


def test_a_name_without_its_legal_form_does_not_replace_the_full_one(app):
    Importing(app, book(["D-000101", "成都岷川医药", "", "", "", "", "", "", "", ""])).imported()
    assert archive(app)["D-000101"][0] == "成都岷川医药有限公司"


@pytest.mark.parametrize(
    ("choice", "outcome"), [("skip", {"added": 1}), ("update", {"added": 1, "changed": 1}), ("create", {"added": 2})]
)
def test_what_looks_alike_waits_for_a_decision(app, choice, outcome):
    twin = ["", "成都岷川医药", "", "王岷", "15400000950", "四川", "", "", "", ""]
    importing = Importing(app, book(TEA, twin)).checked()
    [doubtful] = importing.rows(verdict="duplicate")
    assert (doubtful.reasons, doubtful.row_no) == (["same_name"], 3)
    importing.act(lambda imports, batch: imports.choose(batch, {doubtful.position: choice}))
    assert importing.imported().batch.outcomes == outcome


def test_a_second_row_of_one_account_may_update_what_the_first_became(app):
    more = ["", "福州茶亭医药", "", "林茶", "15400000911", "", "A", "", "", ""]
    importing = Importing(app, book(TEA, more)).checked()
    importing.act(lambda imports, batch: imports.choose(batch, {2: "update"}))
    importing.imported()
    assert archive(app)["D-000103"][9] == ("a", "好说话")


def test_an_account_that_came_meanwhile_is_not_made_twice(app, people):
    importing = Importing(app, book([*TEA[:2], "91359999MADX00999R"[:0], *TEA[3:]])).checked()
    with people.backstage() as uow:
        uow.accounts.add("distributor", name_zh="福州茶亭医药公司有限公司")
        uow.accounts.add("distributor", name_zh="福州茶亭医药有限公司")
    importing.imported()
    [row] = importing.rows(verdict="duplicate")
    assert (row.reasons, row.outcome, importing.batch.tally["new"]) == (["same_name"], "", 0)


class Killed(BaseException):
    """The process ends here."""


def _killed_after(monkeypatch, commits: int) -> None:
    """The worker dies in the middle of its n-th writing transaction, before it is kept."""
    keep, left = Transaction.keep, iter(range(commits))

    def die(opened):
        if opened.writes and next(left, None) is None:
            opened.drop()
            raise Killed
        keep(opened)

    monkeypatch.setattr(Transaction, "keep", die)


def _go_on_later(importing: Importing) -> None:
    with importing.app.app_context(), transaction(EVERYTHING) as session:
        session.execute(update(ImportBatch).values(lease_until=datetime.now(UTC) - timedelta(seconds=1)))
    importing.work()


MANY = [
    ["", f"兰州{place}号医药有限公司", "", f"张{place}", f"154001{place:05d}", "甘肃", "C", "", "", ""]
    for place in range(95)
]


@pytest.mark.parametrize("commits", range(1, 6))
def test_killed_anywhere_and_begun_again_the_result_is_the_same(app, monkeypatch, commits):
    importing = Importing(app, book(*MANY))
    with monkeypatch.context() as dying:
        _killed_after(dying, commits)
        with pytest.raises(Killed):
            importing.work()
    _go_on_later(importing)
    importing.act(lambda imports, batch: imports.start(batch))
    with monkeypatch.context() as dying:
        _killed_after(dying, min(commits, 3))
        with pytest.raises(Killed):
            importing.work()
    _go_on_later(importing)
    assert importing.batch.outcomes == {"added": 95}
    added = [event.number for event in events_of(app, "account.added")]
    assert len(added) == len(set(added)) == 95 == len(archive(app)) - 4
    assert archive(app)["D-000103"][0] == "兰州0号医药有限公司"


def test_what_one_worker_has_no_other_takes(app):
    importing = Importing(app, book(*MANY))
    first, second = importing.worker(), importing.worker()
    with app.app_context():
        assert (first(), second()) == (1, 0)


def test_staff_stop_an_import_and_go_on(app):
    importing = Importing(app, book(*MANY)).checked()
    importing.act(lambda imports, batch: imports.start(batch))
    assert importing.batch.done == 0, "what was checked is not what was taken over"
    worker = importing.worker()
    with app.app_context():
        worker(), worker()
    importing.act(lambda imports, batch: imports.stop(batch))
    with app.app_context():
        worker()
    taken = importing.batch.outcomes["added"]
    assert 0 < taken < 95 and importing.batch.state == "stopped" and len(archive(app)) == taken + 4
    importing.act(lambda imports, batch: imports.start(batch))
    assert importing.batch.done == taken
    assert importing.work().batch.outcomes == {"added": 95}


def test_an_import_is_taken_back_whole(app):
    before = archive(app)
    update_of_ours = ["D-000101", "成都岷川医药", "", "新来的人", "15400000999", "广东", "C", "写了几句", "", ""]
    cared_for = [*MANY[0][:6], "A", *MANY[0][7:]]
    importing = Importing(app, book(cared_for, *MANY[1:], update_of_ours)).imported()
    assert importing.batch.outcomes == {"added": 95, "changed": 1}
    with app.app_context(), transaction(EVERYTHING) as session:
        assert renew_missing(session) > 0  # the worker writes down what is to be done for it, which is no use of it
    assert importing.undone().batch.outcomes == {"removed": 95, "set_back": 1}
    assert archive(app) == before
    assert len(events_of(app, "account.import_undone")) == 96
    assert Importing(app, book(*MANY)).imported().batch.outcomes == {"added": 95}


def test_what_was_used_or_changed_since_stays(app, people):
    importing = Importing(
        app, book(TEA, SEA, *MANY[:2], ["D-000102", "粤桥", "", "", "15400000999", "", "", "", "", ""])
    ).imported()
    with people.backstage() as uow:
        changed = uow.accounts.get("D-000777")
        changed.change({"address": "海边一号"}, by=uow.actor, at=uow.now)
        uow.accounts.get("D-000102").change({"mobile": "15400000102"}, by=uow.actor, at=uow.now)
        uow.accounts.get("D-000102").change({"mobile": "15400000888"}, by=uow.actor, at=uow.now)
    importing.undone()
    assert importing.batch.outcomes == {"kept": 2, "removed": 3}
    assert {"D-000777", "D-000102"} <= archive(app).keys() and archive(app)["D-000102"][3] == "15400000888"


def test_undoing_is_resumable(app, monkeypatch):
    before = archive(app)
    importing = Importing(app, book(*MANY)).imported()
    importing.act(lambda imports, batch: imports.undo(batch))
    with monkeypatch.context() as dying:
        _killed_after(dying, 3)
        with pytest.raises(Killed):
            importing.work()
    _go_on_later(importing)
    assert (importing.batch.outcomes, archive(app)) == ({"removed": 95}, before)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 broken", "broken"),
        (b"<html><table>", "web_page"),
        (b"%PDF-1.7", "not_a_workbook"),
        (xlsx(a=[["x", "y"], ["1", "2"]]), "no_header"),
        ("随便一句话".encode(), "no_header"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(app, content, code):
    batch = Importing(app, content).checked().batch
    assert (batch.state, batch.reason["code"]) == ("failed", code)


def test_an_identity_number_is_kept_sealed_and_shown_masked(app):
    id_no = "11010519491231002X"
    rows = xlsx(个人代理=[["姓名", "身份证号", "手机", "省份"], ["贺来", f" {id_no.lower()} ", "15400000961", "北京"]])
    importing = Importing(app, rows).imported()
    [row] = importing.rows()
    kept = [row.values, row.changes, row.problems, row.before]
    assert "19491231" not in str(kept) and row.values["id_no_tail"] == "002X"
    with app.app_context(), transaction(EVERYTHING) as session:
        account = session.get(Account, row.account_id)
        assert (account.number, account.id_no_tail, account.id_no_sealed) == ("N-000202", "002X", b"sealed 18")
    assert Importing(app, rows).checked().rows()[0].reasons == ["known_id"]


def test_a_partner_finds_no_import_and_staff_of_some_accounts_may_not_import(app, messy):
    messy.checked()
    with app.app_context(), transaction(OneAccount(2)) as session:
        assert session.query(ImportBatch).count() == session.query(ImportRow).count() == 0
        with pytest.raises(Refused, match="needs_full_reach"):
            Imports(Work(session, Actor.system("tests"), datetime.now(UTC)))


def test_the_file_is_read_again_as_staff_say(app):
    rows = [["名单", ""], ["甲", "乙", "电话"], ["兰州一号医药", "15400000970", "x"]]
    importing = Importing(app, xlsx(a=[*rows[:2], ["兰州一号医药", "", "15400000970"]])).checked()
    assert importing.batch.reason["code"] == "no_header"
    messy = Importing(app, xlsx(a=[HEADER, MESSY[4]])).checked()
    plan = messy.batch.plan
    plan[0]["columns"][1]["field"], plan[0]["columns"][10]["field"] = "short_name", "name_zh"
    messy.act(lambda imports, batch: imports.check_again(batch, plan, "peripheral"))
    [row] = messy.checked().rows()
    assert (row.values["short_name"], row.verdict, messy.batch.state) == ("成都岷川医药有限公司", "error", "checked")


def test_a_licence_date_survives(app):
    head = ["客户名称", "手机", "许可证有效期至"]
    Importing(app, xlsx(a=[head, ["兰州二号医药", "15400000971", "2029年5月30日"]])).imported()
    assert archive(app)["D-000103"][6] == date(2029, 5, 30)


def test_a_command_acts_as_the_system_not_as_a_person(app):
    Importing(app, book(TEA)).imported()
    [event] = events_of(app, "account.added")
    assert (event.actor_kind, event.actor_login_id) == ("system", None)
