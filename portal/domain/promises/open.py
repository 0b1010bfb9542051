"""Conditions on promises, said once, and how many of an account's promises meet them."""

from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, func, select

from portal.domain.accounts.models import Account
from portal.domain.promises.models import Pledge

IS_STILL_OPEN = (Pledge.kept_at.is_(None), Pledge.called_off_at.is_(None))
"""Neither kept nor called off; the words of the partial indexes."""


def figures_of_account(today: date | BindParameter[date]) -> tuple[ColumnElement[Any], ...]:
    """How many promises to the account of a row are open, how many of those are overdue on civil day `today`, and when
    the first of them falls due: columns for a statement that reads the account anyway."""
    every = select(func.count(Pledge.id)).where(Pledge.account_id == Account.id, *IS_STILL_OPEN).correlate(Account)
    first = every.with_only_columns(func.min(Pledge.due_on), maintain_column_froms=True)
    return every.scalar_subquery(), every.where(Pledge.due_on < today).scalar_subquery(), first.scalar_subquery()
