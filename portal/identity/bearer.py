"""Programs at the door: a token in the header and nothing else says who calls; a cookie says nothing here."""

import logging
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from flask import g, request
from sqlalchemy import bindparam, select, update

from portal.db.extension import RequestSession, db
from portal.db.transaction import Transaction, transaction
from portal.domain.events import Actor
from portal.domain.integrations.models import Integration, accounts_of
from portal.domain.people.models import Login
from portal.domain.scope import EveryAccount, GuardedSession, PublicRows
from portal.domain.unit_of_work import UnitOfWork
from portal.identity.access import may
from portal.identity.enclosed import take_enclosed
from portal.identity.origin import SAFE
from portal.identity.pausing import refuse_while_paused
from portal.identity.reading import note_taken
from portal.identity.secrets import keyed, keyed_by_each, random_id
from portal.web.problems import Problem
from portal.web.strict_json import read_json

log = logging.getLogger("portal")

PREFIX = "portal_"
"""Tokens begin with it, so that people and scanners know one where it should not be."""
_TOKEN = re.compile(r"Bearer (portal_[A-Za-z0-9_-]{43})")
USED_EVERY = timedelta(minutes=1)
"""So often at most it is noted that a token was used."""


@dataclass(frozen=True)
class Caller:
    """The integration whose token was sent, as it stands now."""

    integration_id: int
    login_id: int
    name: str
    side: str
    scopes: tuple[str, ...]
    account_numbers: tuple[str, ...]
    kinds: tuple[str, ...]
    last_used_at: datetime | None

    @property
    def hats(self) -> frozenset[str]:
        """What the access table knows it as."""
        return frozenset({"api", *(f"api.{scope}" for scope in self.scopes)})

    def scope(self) -> PublicRows:
        return PublicRows(accounts_of(self.side, self.account_numbers, self.kinds))

    def actor(self, address: str) -> Actor:
        kind = "staff" if self.side == "us" else "partner"
        return Actor(kind, self.name, login_id=self.login_id, address=address, is_machine=True)


def new_token() -> tuple[str, str, str]:
    """A token of 256 random bits, the keyed hash that is kept of it, and its last four characters."""
    text = PREFIX + secrets.token_urlsafe(32)
    return text, keyed("api", text).hex(), text[-4:]


def arrive_by_token(address: str) -> None:
    """Recognise the program, refuse what it may not do, read what it sent, then open its unit of work.

    The body is read before writing begins: whoever sends slowly keeps nobody waiting. Wrong tokens are logged and not
    counted: 256 random bits are guessed by nobody.
    """
    g.visitor = None
    g.transaction = Transaction(cast(RequestSession, db.session()), writes=False)
    session: RequestSession = g.transaction.session
    caller = _recognised(session, address)
    refuse_while_paused(session, "api", str(caller.login_id))
    g.caller = caller
    if not may(caller.hats, request.endpoint or ""):
        raise Problem(403)
    writes = request.method not in SAFE
    if writes:
        g.sent = read_json(request)
        take_enclosed(g.sent)
        caller = _ask_again(session, address)
    session.fix_scope(caller.scope())
    g.uow = UnitOfWork(session, caller.actor(address), g.now, writes)


def note_call() -> None:
    """After the answer, in transactions of their own: that the token was used, and how often."""
    caller: Caller | None = g.get("caller")
    if caller is None:
        return
    note_taken("api", caller.login_id)
    if caller.last_used_at is None or g.now - caller.last_used_at >= USED_EVERY:
        with transaction(EveryAccount("notes that a token was used")) as session:
            used = update(Integration).where(Integration.id == caller.integration_id)
            session.execute(used.values(last_used_at=g.now), execution_options={"synchronize_session": False})


def _recognised(session: GuardedSession, address: str) -> Caller:
    caller = recognise_caller(session, request.headers.get("Authorization", ""), g.now)
    if caller is None:
        log.warning("a token was refused", extra={"address": address, "path": request.path[:100]})
        raise Problem(401)
    return caller


def recognise_caller(session: GuardedSession, header: str, now: datetime) -> Caller | None:
    """Whose token the header carries; None when it is no token, or revoked, or has run out. One statement."""
    sent = _TOKEN.fullmatch(header)
    hashes = [key.hex() for key in keyed_by_each("api", sent[1] if sent else random_id())]
    found = session.unguarded("nobody is recognised yet").execute(_QUESTION, {"hashes": hashes, "now": now})
    row: Any = found.one_or_none()
    if row is None or sent is None:
        return None
    return Caller(
        row.id, row.login_id, row.name, row.side, tuple(row.scopes), tuple(row.account_numbers), tuple(row.kinds),
        row.last_used_at,
    )  # fmt: skip


def _ask_again(session: RequestSession, address: str) -> Caller:
    """Swap the reading transaction for a writing one and ask again: a token may have been revoked in between."""
    session.expunge_all()
    g.transaction.drop()
    g.transaction = Transaction(session, writes=True)
    return _recognised(session, address)


_QUESTION = (
    select(
        Integration.id, Integration.login_id, Login.name, Integration.side, Integration.scopes,
        Integration.account_numbers, Integration.kinds, Integration.last_used_at,
    )
    .join(Login, Login.id == Integration.login_id)
    .where(Integration.token_hash.in_(bindparam("hashes", expanding=True)))
    .where(Integration.revoked_at.is_(None), Integration.expires_at > bindparam("now"))
)  # fmt: skip
