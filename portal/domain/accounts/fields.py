"""The one table of the archive: which field is asked of which kind, how heavily, and in which part of it it stands.

Letters, for supplier, distributor, individual and peripheral in this order: M mandatory to activate, R recommended,
S asked but needed only at signing (an identity number is not collected before it serves), O asked and never missed,
- not asked.
Forms, completeness and the rule of activation all read this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.domain.accounts.kinds import AccountKind, EntityType, Tier

MANDATORY, RECOMMENDED = 2, 1
_WEIGHT = {"M": MANDATORY, "R": RECOMMENDED}
_KINDS = (AccountKind.SUPPLIER, AccountKind.DISTRIBUTOR, AccountKind.INDIVIDUAL, AccountKind.PERIPHERAL)

_TABLE = """
account  name_zh              MMMM
account  short_name           RRRR
account  uscc                 MM-R
account  id_no                --S-
account  legal_rep            MM--
account  reg_capital          RR--
account  founded_on           RR--
account  entity_type          MM-R
account  licence_no           MM--
account  licence_until        MM--
account  business_scope       MM--
account  mobile               MMMR
account  tel                  RROR
account  email                OOOO
account  province             MMMR
account  city                 MMOR
account  address              MMOR
account  invoice_info         MMR-
account  bank_account         MMR-
account  tax_mode             --R-
account  channels             -MM-
account  resources            -RM-
account  other_products       -RR-
account  team_size            -RR-
account  annual_sales         -RR-
account  source               MMMM
standing introduced_by        RRRM
standing value_type           ---M
contact  contact              MMMM
contact  birthday             RRRR
account  business_manager_id  MMMO
standing care_owner_id        RMRM
standing sponsor_id           M--R
standing tier                 MMMR
standing stage                MMMR
"""

PARTS: Mapping[str, tuple[str, ...]] = {
    "invoice_info": ("invoice_title", "invoice_uscc", "invoice_address", "invoice_tel"),
    "bank_account": ("bank_name", "bank_holder", "bank_account"),
}
"""Fields that are typed in several parts. Bank and account on an invoice are those of the bank account."""
NOT_OF_PERSONS = frozenset({"invoice_uscc"})
NOT_OF_CSO = frozenset({"licence_no", "licence_until", "business_scope"})
"""Promotion companies handle no goods and need no drug licence."""


@dataclass(frozen=True, slots=True)
class ArchiveField:
    """One field: `home` is account, standing or contact; `asked` the letter by kind."""

    name: str
    home: str
    asked: Mapping[str, str]


def _field(line: str) -> ArchiveField:
    home, name, letters = line.split()
    return ArchiveField(name, home, dict(zip(_KINDS, letters, strict=True)))


FIELDS: tuple[ArchiveField, ...] = tuple(_field(line) for line in _TABLE.strip().splitlines())
BY_NAME: Mapping[str, ArchiveField] = {field.name: field for field in FIELDS}


def weights_for(kind: str, facts: Mapping[str, Any]) -> dict[str, int]:
    """Weight of every field that counts for this kind: promoters without goods (CSO) need no drug licence, a VIP of
    any kind needs an executive sponsor."""
    asked = {field.name: _WEIGHT.get(field.asked[AccountKind(kind)], 0) for field in FIELDS}
    if facts.get("entity_type") == EntityType.CSO and kind == AccountKind.DISTRIBUTOR:
        asked |= dict.fromkeys(NOT_OF_CSO, 0)
    if facts.get("tier") == Tier.VIP:
        asked["sponsor_id"] = MANDATORY
    return {name: weight for name, weight in asked.items() if weight}


def is_asked(name: str, kind: str) -> bool:
    """Whether a field, or the part of one, is asked of this kind at all."""
    whole = next((field for field, parts in PARTS.items() if name in parts), name)
    if name in NOT_OF_PERSONS and kind == AccountKind.INDIVIDUAL:
        return False
    return whole not in BY_NAME or BY_NAME[whole].asked[AccountKind(kind)] != "-"


def filled_in(account: Any, standing: Any, contacts: Any) -> dict[str, Any]:
    """By field, what an archive holds of it; a field in parts is filled when all parts asked of the kind are."""
    facts: dict[str, Any] = {}
    for field in FIELDS:
        home = {"account": account, "standing": standing}.get(field.home)
        if field.name not in _APART and home is not None:
            facts[field.name] = getattr(home, field.name)
    invoice = [getattr(account, part) for part in PARTS["invoice_info"] if is_asked(part, account.kind)]
    return facts | {
        "id_no": account.id_no_tail,
        "bank_account": account.bank_account_tail and account.bank_holder and account.bank_name,
        "invoice_info": all(invoice),
        "introduced_by": standing.introduced_by_id,
        "contact": bool(contacts),
        "birthday": any(person.birthday_month for person in contacts),
    }


_APART = frozenset({"id_no", "bank_account", "invoice_info", "introduced_by"})
