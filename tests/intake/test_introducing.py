"""Who brought whom, out of a file: also where the one who brings stands further down; and all of it taken back."""

from sqlalchemy import select

from portal.domain.accounts.models import Account, AccountStanding
from portal.search.finding import find
from tests.house.snapshot import differences, rows_of
from tests.intake.books import xlsx
from tests.intake.importing import Importing, events_of
from tests.intake.test_plain_imports import TOLD

ROWS = [
    ["客户编号", "客户名称", "客户类型", "引荐人", "标签", "黑名单原因"],
    ["D-000701", "先来医药有限公司", "经销商", "P-000702", "新签、重点"],
    ["P-000702", "后到先生", "外围客户", "王总介绍"],
    ["D-000102", "广州粤桥药业有限公司", "经销商", "P-000702", "重点", "窜货"],
    ["D-000703", "转圈医药有限公司", "经销商", "D-000704"],
    ["D-000704", "也转圈医药有限公司", "经销商", "D-000703"],
    ["D-000705", "无主医药有限公司", "经销商", "P-000999"],
]


def test_introducers_are_tied_at_the_end_and_untied_first(app, people):
    before = rows_of(people, but=frozenset(TOLD))
    importing = Importing(app, xlsx(表=ROWS), kind=None).imported()
    brought, remarks = {}, {}
    with people.backstage() as uow:
        numbers = dict(uow.session.execute(select(Account.id, Account.number)).all())
        for one in uow.session.scalars(select(AccountStanding)):
            brought[numbers[one.account_id]] = numbers.get(one.introduced_by_id)
            remarks[numbers[one.account_id]] = one.remark
    assert brought["D-000701"] == brought["D-000102"] == "P-000702" and brought["P-000702"] is None
    assert remarks["P-000702"] == "引荐人: 王总介绍" and remarks["D-000705"] == "引荐人: P-000999"
    # of two that bring each other, the later is not believed
    assert (brought["D-000703"], brought["D-000704"]) == ("D-000704", None)
    with people.backstage() as uow:
        assert uow.tags.of(uow.accounts.get("D-000701")) == ["新签", "重点"]
        assert uow.blacklist.reason_of(uow.accounts.get("D-000102").id) == "窜货", "by the command"
    told = [event.facts.get("changes") for event in events_of(app, "account.changed") if "import" in event.facts]
    assert {"introduced_by": [None, "P-000702"]} in told
    importing.undone()
    assert "kept" not in importing.batch.outcomes
    changed = set(differences(before, rows_of(people, but=frozenset(TOLD))))
    assert changed <= {"archive_quality", "field_check", "account", "tag", "search_entry"}, changed
    with people.backstage() as uow:
        assert not find(uow, "重点", "account"), "nobody is found by a tag that was taken back"
