"""How many rows there are, and one hash that is the same wherever the same rows are."""

import hashlib

from sqlalchemy import func, select

from portal.domain.accounts.models import Account, Contact, Qualification
from portal.domain.base import Base
from portal.domain.contracts.models import Clause, Contract
from portal.domain.events import Event
from portal.domain.feedback.models import Feedback
from portal.domain.people.models import Login
from portal.domain.promises.models import Pledge
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.thread import Answer
from portal.domain.sales.models import SalesMonth
from portal.domain.scope import GuardedSession

COUNTED: tuple[type[Base], ...] = (
    Login, Account, Contact, Qualification, Contract, Clause, ServiceRequest, Answer, Feedback, Pledge,
    SalesMonth, Event,
)  # fmt: skip
KEYS = (
    select(Account.number, Account.name_zh, Account.uscc),
    select(Contract.number, Contract.title, Contract.side),
    select(ServiceRequest.number, ServiceRequest.category, ServiceRequest.subject),
    select(Feedback.number, Feedback.kind, Feedback.subject),
)
"""What the hash is made of: numbers, and of each thing what nobody changes."""


def row_counts(session: GuardedSession) -> dict[str, int]:
    return {kind.__tablename__: session.scalar(select(func.count(kind.id))) or 0 for kind in COUNTED}


def fingerprint(session: GuardedSession) -> str:
    """SHA-256 over the sorted keys; sorted here, because engines disagree about the order of Chinese."""
    lines = sorted("|".join(map(str, row)) for query in KEYS for row in session.execute(query))
    digest = hashlib.sha256()
    for line in lines:
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()
