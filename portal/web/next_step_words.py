"""The next step about an account as one sentence, and why it is this one."""

from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from portal.domain.next_step import Waiting
from portal.web.document_words import doc_name
from portal.web.locale import day_text, moment_text

STEPS: dict[str, Any] = {
    "request_overdue": _l("%(thing)s is overdue since %(when)s: %(subject)s"),
    "feedback_disputed": _l("%(thing)s: the partner disagrees with our answer, %(subject)s"),
    "request_due": _l("%(thing)s is due by %(when)s: %(subject)s"),
    "feedback_waiting": _l("%(thing)s waits for our answer: %(subject)s"),
    "paper_expired": _l("%(doc)s expired on %(when)s: ask for the new one"),
    "contract_ending": _l("%(thing)s ends on %(when)s, %(days)s days left: talk about the extension"),
    "paper_expiring": _l("%(doc)s expires on %(when)s, %(days)s days left: ask for the new one"),
    "care_owner_missing": _l("Nobody cares for this account: name a care owner"),
    "sponsor_missing": _l("A VIP without an executive sponsor: name one"),
    "nothing": _l("Nothing is due"),
}
WHY = _l(
    "The first that applies: overdue request, disputed feedback, next promise, unanswered feedback, expired paper, "
    "contract within 90 days of its end, paper within 90 days of its end, missing owners."
)
_PAGES = {"request": "staff.show_request", "feedback": "staff.show_feedback", "contract": "staff.show_contract"}


def sentence(step: Waiting) -> Markup:
    """The sentence with a link to the thing it is about."""
    facts: dict[str, Any] = dict(step.facts)
    if "number" in facts:
        address = url_for(_PAGES[step.code.partition("_")[0]], number=facts["number"])
        facts["thing"] = Markup('<a href="{}">{}</a>').format(address, facts["number"])
    if "doc_type" in facts:
        facts["doc"] = doc_name(facts["doc_type"])
    return escape(STEPS[step.code]) % {**facts, "when": _when(step.when)}


def _when(when: datetime | date | None) -> str:
    return moment_text(when) if isinstance(when, datetime) else day_text(when)
