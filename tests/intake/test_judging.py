"""New, update, duplicate or error, row by row."""

from dataclasses import dataclass, field

import pytest

from portal.intake.clean_row import CleanRow
from portal.intake.codes import ERRORS, REASONS, VERDICTS
from portal.intake.judging import Nobody, Verdict, judge, judge_all
from portal.intake.notes import Problem

CODE, OTHER = "91519999MADX0006X3", "91449999MADX00078Q"


@dataclass
class House:
    """The accounts known already, as (what, value) → id."""

    things: dict = field(default_factory=dict)

    def by_number(self, account_no):
        return self.things.get(("number", account_no))

    def by_uscc(self, uscc, kind):
        return self.things.get(("uscc", uscc, kind))

    def by_id_no(self, id_no):
        return self.things.get(("id", id_no))

    def by_mobile(self, mobile):
        return self.things.get(("mobile", mobile))

    def by_name_key(self, key):
        return self.things.get(("name", key))


MINCHUAN = House({("number", "D-000101"): 1, ("uscc", CODE, "distributor"): 1, ("name", "成都岷川医药"): 1,
                  ("mobile", "15400000101"): 1, ("number", "N-000201"): 2,
                  ("id", "519999197803120016"): 2})  # fmt: skip


def row(number=1, kind="distributor", problem=None, **values):
    return CleanRow("A", number, [], {"kind": kind, **values}, [], [Problem("x", problem, "")] if problem else [])


@pytest.mark.parametrize(("values", "verdict"), [
    ({"name_zh": "广州粤桥药业有限公司", "uscc": OTHER}, Verdict("new")),
    ({"name_zh": "别的名字", "uscc": CODE}, Verdict("update", 1, ("known_uscc",))),
    ({"name_zh": "别的名字", "account_no": "D-000101"}, Verdict("update", 1, ("known_number",))),
    ({"name_zh": "罗景川", "id_no": "519999197803120016", "kind": "individual"}, Verdict("update", 2, ("known_id",))),
    ({"name_zh": "岷川", "uscc": CODE, "account_no": "D-000101"}, Verdict("update", 1, ("known_number", "known_uscc"))),
    ({"name_zh": "岷川", "uscc": CODE, "account_no": "N-000201"},
     Verdict("error", None, ("identity_conflict", "known_number", "known_uscc"))),
    ({"name_zh": "岷川", "uscc": CODE, "kind": "supplier"}, Verdict("new")),
    ({"name_zh": "成都岷川医药"}, Verdict("duplicate", 1, ("same_name",))),
    ({"name_zh": "成都岷川医药", "mobile": "15400000101"}, Verdict("update", 1, ("known_name_and_mobile",))),
    ({"name_zh": "成都岷川医药", "uscc": OTHER}, Verdict("duplicate", 1, ("same_name",))),
    ({"name_zh": "新人", "mobile": "15400000101"}, Verdict("duplicate", 1, ("same_mobile",))),
    ({"name_zh": "新公司", "mobile": "15400000101", "uscc": OTHER}, Verdict("new", None, ("mobile_shared",))),
])  # fmt: skip
def test_a_row_against_the_accounts_known(values, verdict):
    assert judge(row(**values), MINCHUAN) == verdict


def test_a_row_with_errors_is_nothing_else():
    assert judge(row(uscc=CODE, problem="uscc_check_digit"), MINCHUAN) == Verdict("error", None, ("uscc_check_digit",))


def test_a_warning_does_not_keep_a_row_out():
    assert judge(row(name_zh="甲", problem="licence_older_form"), Nobody()).kind == "new"


@pytest.mark.parametrize(("first", "second", "reason"), [
    ({"uscc": CODE}, {"uscc": CODE}, "same_row_uscc"),
    ({"name_zh": "成都岷川医药有限公司", "uscc": CODE}, {"name_zh": "成都岷川医药", "uscc": OTHER}, "same_row_name"),
    ({"account_no": "D-1"}, {"account_no": "D-1"}, "same_row_number"), ({"id_no": "5"}, {"id_no": "5"}, "same_row_id"),
    ({"name_zh": "甲", "mobile": "1"}, {"name_zh": "乙", "mobile": "1"}, "same_row_mobile"),
])  # fmt: skip
def test_of_two_rows_of_one_account_the_first_wins(first, second, reason):
    verdicts = [verdict for _, verdict in judge_all([row(5, **first), row(9, **second)], Nobody())]
    assert [verdict.kind for verdict in verdicts] == ["new", "duplicate"]
    assert (verdicts[1].reasons, verdicts[1].row) == ((reason,), ("A", 5))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"uscc": CODE, "kind": "supplier"}, {"uscc": CODE}),
        ({"name_zh": "甲", "uscc": CODE, "mobile": "1"}, {"name_zh": "乙", "uscc": OTHER, "mobile": "1"}),
        ({"uscc": CODE, "problem": "mobile_invalid"}, {"uscc": CODE}),
    ],
)
def test_rows_that_only_share_something_are_both_taken(first, second):
    assert [verdict.kind for _, verdict in judge_all([row(5, **first), row(9, **second)], Nobody())][1] == "new"


def test_reasons_and_kinds_are_known_codes():
    rows = [row(n, **values) for n, values in enumerate([
        {"uscc": CODE}, {"uscc": CODE}, {"name_zh": "成都岷川医药"}, {"problem": "name_missing"},
            {"mobile": "15400000101"}])]  # fmt: skip
    for _, verdict in judge_all(rows, MINCHUAN):
        assert verdict.kind in VERDICTS and set(verdict.reasons) <= REASONS | ERRORS
