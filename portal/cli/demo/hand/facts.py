"""How the hand-written accounts are noted down."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Person(NamedTuple):
    """A contact; the first one of an account is the primary one."""

    name: str
    role: str
    mobile: str = ""
    email: str = ""


class Paper(NamedTuple):
    """A qualification paper; `until` None is long-term."""

    doc_type: str
    until: date | None
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class AccountFacts:
    """One account as the archive would hold it. `code` is a uscc, or a person's identity number."""

    number: str
    kind: str
    name: str
    short: str
    province: str
    city: str
    code: str = ""
    tier: str
    stage: str
    remark: str
    entity_type: str | None = None
    licence_no: str = ""
    licence_until: date | None = None
    status: str = "active"
    since: date = date(2024, 1, 8)
    source: str = "expo"
    address: str = ""
    contacts: tuple[Person, ...]
    papers: tuple[Paper, ...] = ()
