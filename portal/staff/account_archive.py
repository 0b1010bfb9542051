"""The archive tab of an account: every field asked of its kind, in groups, each with its history and its gap."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from portal.domain.accounts.fields import is_asked
from portal.domain.accounts.introductions import Chain
from portal.domain.accounts.models import Account
from portal.domain.accounts.secrets import MASKS, masked_tail
from portal.domain.glance import AccountGlance
from portal.identity.sealing import opened_field
from portal.staff.account_gaps import Place, places_of
from portal.staff.tag_form import TagForm
from portal.web import account_words as words
from portal.web.current import uow
from portal.web.locale import day_text, money
from portal.web.region_words import province_name

GROUPS = (
    ("who", _l("Who it is"), ("name_zh", "short_name", "uscc", "id_no", "entity_type", "legal_rep", "reg_capital",
                              "founded_on", "licence_no", "licence_until", "business_scope")),
    ("reach", _l("How to reach it"), ("mobile", "tel", "email", "province", "city", "address")),
    ("bank", _l("Invoices and bank"), ("invoice_title", "invoice_uscc", "invoice_address", "invoice_tel", "bank_name",
                                       "bank_holder", "bank_account", "tax_mode")),
    ("market", _l("What it sells"), ("channels", "resources", "other_products", "team_size", "annual_sales")),
    ("ours", _l("With us"), ("status", "source", "value_type", "business_manager_id")),
)  # fmt: skip
SECRET = frozenset(MASKS)
LONG = frozenset({"business_scope", "resources", "other_products"})


@dataclass(frozen=True)
class Line:
    """One field: `gap` leads to where it is filled when it is missing, `is_due` when that keeps the account from being
    activated."""

    name: str
    label: Any
    value: str
    gap: Place | None
    is_due: bool
    is_secret: bool
    is_long: bool


def archive_of(account: Account, glance: AccountGlance) -> dict[str, Any]:
    """What the tab reads beyond the head of the page."""
    lacking = glance.lacking
    gaps = {gap.name: gap for gap in places_of(account, lacking.fields)}
    groups = [
        (code, title, [_line(account, glance, name, gaps, lacking.mandatory) for name in names if
                       is_asked(name, account.kind)])
        for code, title, names in GROUPS
    ]  # fmt: skip
    chain: Chain = uow.introductions.of(account)
    return {
        "groups": [group for group in groups if group[2]], "chain": chain, "tag_form": TagForm.blank(),
    }  # fmt: skip


def _line(account: Account, glance: AccountGlance, name: str, gaps: dict[str, Place], due: tuple[str, ...]) -> Line:
    value = _value(account, glance, name)
    return Line(
        name=name, label=words.FIELDS[name], value=value, gap=gaps.get(name), is_due=name in due,
        is_secret=name in SECRET and bool(getattr(account, f"{name}_sealed", None)), is_long=name in LONG,
    )  # fmt: skip


def _value(account: Account, glance: AccountGlance, name: str) -> str:
    if name in SECRET:
        return masked(account, name)
    if name == "business_manager_id":
        return account.business_manager.login.name if account.business_manager else ""
    held = getattr(glance.standing if name == "value_type" else account, name)
    if not held:
        return ""
    if name in ("licence_until", "founded_on"):
        return day_text(held)
    if name == "reg_capital":
        return money(held)
    if name == "province":
        return province_name(held, short=False)
    return str(words.words_of_change(name, ",".join(held) if isinstance(held, list) else held))


def masked(account: Account, name: str) -> str:
    """A secret number as everybody may see it; of one whose key is gone, or that was typed without, the tail."""
    sealed = getattr(account, f"{name}_sealed")
    number = opened_field(name, sealed) if sealed else None
    return MASKS[name](number) if number else masked_tail(name, getattr(account, f"{name}_tail")) or ""
