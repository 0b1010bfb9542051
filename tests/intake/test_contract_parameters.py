"""Parameters as people write them in a workbook: every clause type goes out and comes in again as it was."""

import json

import pytest
from flask_babel import force_locale
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.contracts.clauses import CLAUSE_TYPES, BadClause, fields_of, read_clause, write_clause
from portal.intake.contracts.parameters import Parameters
from portal.intake.contracts.written import cell_texts, parameter_cell
from tests.domain.contracts.clause_examples import GOOD
from tests.domain.contracts.test_clause_properties import some_value

pytestmark = pytest.mark.engineless
DAYS = "auto_renewal"


def read(code: str, cell: str = "", columns: dict[str, str] | None = None, headings: dict[str, str] | None = None):
    parameters = Parameters(code)
    parameters.take_cell(cell)
    parameters.take_columns(columns or {}, headings or {})
    return parameters.clause(None), parameters


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("code", CLAUSE_TYPES)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_whatever_a_clause_can_say_goes_out_and_comes_in_again(session_app, code, locale, data):
    params = {field.name: data.draw(some_value(field)) for field in fields_of(code)}
    if code == "minimum_purchase":
        params.pop(data.draw(st.sampled_from(["targets_fen", "targets_boxes"])))
    try:
        clause = read_clause(code, params)
    except BadClause:
        clause = read_clause(code, GOOD[code])
    with session_app.app_context():
        with force_locale(locale):
            cell = parameter_cell(clause)
            texts = {f"param.{name}": text for name, text in cell_texts(clause).items()}
        found, parameters = read(code, cell)
        assert (found, parameters.errors) == (clause, [])
        assert read(code, columns=texts)[0] == clause, "one column for each parameter"


@pytest.mark.parametrize(
    ("code", "cell", "wanted"),
    [
        (
            "penalty_fixed",
            "金额=￥1,200,000元；违约金由谁付：我方;针对的违约＝串货",
            {"amount_fen": 120_000_000, "obligor": "us"},
        ),
        ("penalty_fixed", "Amount=120万元\nWho pays=partner; trigger=diversion", {"amount_fen": 120_000_000}),
        ("penalty_fixed", "amount_fen=５０００; obligor=对方; trigger=other", {"amount_fen": 500_000}),
        ("penalty_late_daily", "obligor=对方; 日率=万分之五; grace_mode=forgiven", {"rate_per_day": "0.0005"}),
        ("penalty_late_daily", "obligor=对方; 日率=0.5‰; grace_mode=forgiven; cap_rate=20", {"cap_rate": "0.2"}),
        ("penalty_late_daily", "obligor=对方; 日率=０．０５％; grace_mode=forgiven; 宽限期=5 天", {"grace_days": 5}),
        (
            "penalty_goods_multiple",
            "obligor=对方; multiple=3倍; 天数按=工作日; buyback_days=7个工作日",
            {"multiple": "3", "buyback_days": 7},
        ),
        (
            "minimum_purchase",
            "period=季度; targets_fen=240,000 | 300,000 | 30万; carry_over=none; counted_on=invoice",
            {"targets_fen": [24_000_000, 30_000_000, 30_000_000]},
        ),
        (
            "minimum_purchase",
            "period=month; targets_boxes=240、300; carry_over=none; counted_on=invoice",
            {"targets_boxes": [240, 300]},
        ),
        (
            "minimum_purchase",
            "period=month; targets_fen=240000,300000; carry_over=none; counted_on=invoice",
            {"targets_fen": [24_000_000, 30_000_000]},
        ),
        ("minimum_years", "years=5年; earliest_exit_on=2029年2月28日", {"years": 5, "earliest_exit_on": "2029-02-28"}),
        (
            "rebate",
            "basis=collection; tiers=0:2% | 1,000,000：3%; mode=slab; tax=included; pay_as=goods",
            {"tiers": [{"from_fen": 0, "rate": "0.02"}, {"from_fen": 100_000_000, "rate": "0.03"}]},
        ),
        (
            "tender_support",
            "docs_within_working_days=3; provinces=四川省、粤; attend_on_site=否",
            {"provinces": ["51", "44"], "attend_on_site": False},
        ),
        (
            "non_compete",
            'products="甲、乙;丙"、丁; months_after=12个月',
            {"products": ["甲、乙;丙", "丁"], "months_after": 12},
        ),
        (
            "qualification_duty",
            "docs=营业执照/药品经营许可证; deliver_within_days=5",
            {"docs": ["business_licence", "drug_licence"]},
        ),
        ("delivery", "days=3", {"roll": True, "day_kind": "working"}),
        ("compliance", "", {}),
    ],
)
def test_spellings_of_people(session_app, code, cell, wanted):
    with session_app.app_context():
        clause, parameters = read(code, cell)
    assert parameters.errors == []
    assert wanted.items() <= json.loads(json.dumps(write_clause(clause))).items()


@pytest.mark.parametrize(
    ("code", "cell", "error"),
    [
        ("penalty_fixed", "obligor=partner; trigger=other", ("amount_fen", "clause.required", "")),
        (
            "penalty_percent",
            "obligor=partner; trigger=other; base=unpaid; rate=0.05",
            ("rate", "percent_unclear", "0.05"),
        ),
        (
            "penalty_percent",
            "obligor=partner; trigger=other; base=unpaid; rate=1001%",
            ("rate", "clause.out_of_range", "1001%"),
        ),
        (
            "auto_renewal",
            "每次续约=12天; non_renew_notice_days=60; who_may_refuse=us",
            ("renew_months", "unit_differs", "12天"),
        ),
        (
            "auto_renewal",
            "renew_months=12; non_renew_notice_days=60工作日; who_may_refuse=us",
            ("non_renew_notice_days", "unit_differs", "60工作日"),
        ),
        (
            "auto_renewal",
            "renew_months=十二; non_renew_notice_days=60; who_may_refuse=us",
            ("renew_months", "clause.not_a_number", "十二"),
        ),
        (
            "auto_renewal",
            "renew_months=12; non_renew_notice_days=60; who_may_refuse=谁",
            ("who_may_refuse", "clause.unknown_choice", "谁"),
        ),
        (
            "auto_renewal",
            "renew_months=12; renew_months=6; non_renew_notice_days=60; who_may_refuse=us",
            ("renew_months", "parameter_twice", "12 / 6"),
        ),
        (
            "auto_renewal",
            "renew_months=12; non_renew_notice_days=60; who_may_refuse=us; 没有=1",
            ("parameters", "parameter_unknown", "没有"),
        ),
        (
            "auto_renewal",
            "renew_months=12; non_renew_notice_days=60; who_may_refuse=us; 一句话",
            ("parameters", "parameter_unreadable", "一句话"),
        ),
        (
            "extension_option",
            "holder=us; open_days=60; close_days=180; months=12",
            ("close_days", "clause.close_after_open", "180"),
        ),
        (
            "earnest_money",
            "giver=us; agreed_fen=200元; contract_value_fen=100元",
            ("agreed_fen", "clause.over_value", "200元"),
        ),
        (
            "rebate",
            "basis=collection; tiers=100:2% | 50:3%; mode=slab; tax=included; pay_as=goods",
            ("tiers", "clause.steps_not_ascending", "100:2% | 50:3%"),
        ),
        (
            "rebate",
            "basis=collection; tiers=100:2%:7; mode=slab; tax=included; pay_as=goods",
            ("tiers", "clause.wrong_shape", "100:2%:7"),
        ),
    ],
)
def test_what_cannot_be_is_named_where_it_stands(session_app, code, cell, error):
    with session_app.app_context():
        clause, parameters = read(code, cell)
    assert clause is None and parameters.errors == [error]


def test_a_column_of_its_own_and_a_name_in_the_cell_mean_one_parameter(session_app):
    with session_app.app_context():
        cell = "obligor=对方; trigger=串货; 金额=5000"
        assert read("penalty_fixed", cell, {"param.amount_fen": "5000"})[0].amount_fen == 500_000
        assert read("penalty_fixed", cell, {"param.amount_fen": "6000"})[1].errors[0][1] == "parameter_twice"
        _, foreign = read("compliance", "", {"param.amount_fen": "1"}, {"param.amount_fen": "金额"})
        assert foreign.errors == [("param.amount_fen", "parameter_unknown", "金额")]


@given(junk=st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_junk_is_refused_by_name_and_never_breaks(session_app, junk):
    with session_app.app_context():
        for code in ("rebate", "penalty_fixed", "exclusivity", "penalty_tiered"):
            for name in (field.name for field in fields_of(code)):
                clause, parameters = read(code, junk, {f"param.{name}": junk})
                assert clause is not None or parameters.errors
