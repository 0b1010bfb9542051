"""Who changed which field of an account's archive, when, from what to what; numbers stay masked."""

from flask import Response, request

from portal.domain.accounts.history import changes_of
from portal.staff import staff
from portal.web.account_words import FIELDS, words_of_change
from portal.web.current import turn, uow
from portal.web.pages import page


@staff.get("/accounts/<number:number>/history")
def show_account_history(number: str) -> Response:
    """All changes, or those of one field."""
    account = uow.accounts.get(number)
    field = request.args.get("field", "")
    field = field if field in FIELDS else ""
    found = uow.field_history.page(account, field, **turn())
    names = uow.people.staff_names()
    rows = [(one, *_values(one.field, one.old, one.new, names)) for one in changes_of(found.rows, field)]
    return page("staff/accounts/history.html", account=account, field=field, fields=FIELDS, found=found, rows=rows)


def _values(name: str, old: str | None, new: str | None, names: dict[int, str]) -> list[str]:
    """Before and after in words; who of us is named by the name."""
    return [_value(name, value, names) for value in (old, new)]


def _value(name: str, value: str | None, names: dict[int, str]) -> str:
    if value and name.endswith("_id"):
        return names.get(int(value), value) if value.isdecimal() else value
    return str(words_of_change(name, value))
