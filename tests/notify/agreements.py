"""Agreements with clauses that open windows, for tests of the radar and its reminders."""

from datetime import date
from typing import Any

from portal.domain.contracts.models import Clause, Contract, ContractVersion
from portal.domain.unit_of_work import UnitOfWork

RENEWAL = {"renew_months": 12, "non_renew_notice_days": 60, "who_may_refuse": "either"}
OPTION = {"holder": "partner", "open_days": 120, "close_days": 45, "months": 12}
OURS = {"holder": "us", "open_days": 120, "close_days": 45, "months": 12}
SOLE = {"open_days": 100, "length_days": 40}
PERFORMANCE = {"metric": "purchase_amount", "period": "year", "steps": [["0.90", 6], ["1.00", 12]], "ask_days": 30}
ARTICLES = {"auto_renewal": "第 5 条", "extension_option": "第 6 条", "sole_negotiation": "第 7 条",
            "performance_extension": "第 8 条"}  # fmt: skip


def agree(
    uow: UnitOfWork, number: str, ends_on: date, clauses: dict[str, dict[str, Any]], *, account: str = "D-000101",
    side: str = "downstream", starts_on: date = date(2024, 1, 1),
) -> Contract:  # fmt: skip
    """A signed agreement with these clauses."""
    account_id = uow.accounts.get(account).id
    contract = Contract(
        account_id=account_id, number=number, side=side, title=f"合同 {number}", cooperation_mode="buyout",
        starts_on=starts_on, ends_on=ends_on, created_at=uow.now,
    )  # fmt: skip
    uow.session.add(contract)
    uow.session.flush()
    version = ContractVersion(
        account_id=account_id, contract_id=contract.id, no=1, effective_from=starts_on, signed_by_us_on=starts_on,
        signed_by_partner_on=starts_on,
    )  # fmt: skip
    uow.session.add(version)
    uow.session.flush()
    for place, (code, params) in enumerate(clauses.items()):
        uow.session.add(
            Clause(
                account_id=account_id, version_id=version.id, article=ARTICLES[code], position=place, clause_type=code,
                params=params, binds="both", text_zh="条款",
            )
        )  # fmt: skip
    uow.session.flush()
    return contract
