"""Words for accounts that look alike, are merged or come apart again."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

REFUSALS = {
    "account_merge.same": _l("%(number)s cannot be merged with itself."),
    "account_merge.other_side": _l(
        "%(number)s and %(into)s are on two sides: a supplier is never merged with an account of the downstream side."
    ),
    "account_merge.not_merged": _l("%(number)s is not merged, or was taken apart already. Reload the page."),
    "account_merge.undo_later_first": _l("%(other)s was merged in later. Take that one out first, then %(number)s."),
    "account_merge.values_changed": _l(
        "What the merging set was changed since: %(names)s. Set it back first, or leave the accounts together."
    ),
    "account_merge.rows_tied": _l(
        "Something of the merged account was tied since to something that stays (%(table)s). Untie it first."
    ),
    "account_merge.rows_elsewhere": _l(
        "Something of the merged account belongs to a third account by now (%(table)s)."
    ),
}
KINDS_OF_ROWS = {
    "service_request": _l("requests"),
    "feedback": _l("feedback"),
    "contract": _l("contracts"),
    "breach": _l("breaches"),
    "pledge": _l("promises"),
    "contact": _l("contacts"),
    "attachment": _l("files"),
    "membership": _l("people with access"),
}


def others_of(facts: Mapping[str, Any]) -> Iterator[Markup]:
    """The other accounts of such an event, with links, and the reason."""
    numbers = facts.get("others") or [facts.get("other") or facts.get("into")]
    yield escape(_(", ")).join(
        Markup('<a href="{}">{}</a>').format(url_for("staff.show_account", number=number), number)
        for number in numbers if number
    )  # fmt: skip
    yield escape(facts.get("reason", ""))


def counted(rows: Mapping[str, int]) -> str:
    """3 requests, 1 contact — by kind."""
    return _(", ").join(f"{count} {KINDS_OF_ROWS[name]}" for name, count in rows.items() if name in KINDS_OF_ROWS)
