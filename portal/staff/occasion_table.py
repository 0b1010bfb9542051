"""The list of a plan as a table to take away: for whoever packs, writes labels or calls."""

from collections.abc import Iterator, Sequence

from flask import Response
from flask_babel import gettext as _

from portal.domain.care.messages import GAPS
from portal.domain.care.planning.guests import Guest
from portal.domain.care.planning.models import OccasionPlan
from portal.domain.requests.canned_text import filled
from portal.staff import staff
from portal.staff.message_values import Known
from portal.staff.table_file import kind_asked, table_file
from portal.web.account_words import TIERS
from portal.web.current import uow
from portal.web.gift_words import OCCASIONS
from portal.web.locale import day_text, money
from portal.web.occasion_words import WAYS


@staff.get("/occasions/<number:number>/table")
def export_plan(number: str) -> Response:
    plan = uow.plans.get(number)
    headings = [_("Account number"), _("Account"), _("Name"), _("Mobile"), _("Tier"), _("How"), _("Gift"), _("Cost"),
                _("Message"), _("Sent on")]  # fmt: skip
    name = f"{OCCASIONS[plan.occasion]} {plan.on.isoformat()}"
    return table_file(name, kind_asked(), headings, _rows(plan))


def texts_of(plan: OccasionPlan, lines: Sequence[Guest]) -> dict[int, str]:
    """By id of the line, what is said to each."""
    known = Known(plan.occasion, plan.on)
    known.owners = uow.guest_lists.care_owners(line.row.account_id for line in lines)
    return {line.row.id: filled(plan.text, known.of(line.row.account, line.row.contact), GAPS) for line in lines}


def _rows(plan: OccasionPlan) -> Iterator[list[str]]:
    lines = uow.guest_lists.lines(plan)
    texts = texts_of(plan, lines)
    for line in lines:
        row, contact, is_gift = line.row, line.row.contact, line.row.way == "gift"
        tier = line.person.tier if line.person else None
        yield [
            row.account.number, row.account.name_zh, contact.name if contact else "",
            (contact.mobile or "") if contact else "", str(TIERS[tier]) if tier else "", str(WAYS[row.way]),
            plan.gift_item if is_gift else "", money(plan.gift_cost) if is_gift else "", texts[row.id],
            day_text(row.sent_on) if row.sent_on else "",
        ]  # fmt: skip
