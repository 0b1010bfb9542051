"""Counters against guessing, kept in the database: shared by all workers, and a restart forgets nothing.

| what is counted | for each | tries | within | then a pause of |
| --- | --- | --- | --- | --- |
| `login.name`: wrong sign-ins | sign-in name, known or not | 5 | 15 min | 15 min |
| `login.address`: wrong sign-ins | client address | 50 | 15 min | 15 min |
| `login.spray`: names tried wrongly | client address | 15 | 60 min | 30 min |
| `confirm`: wrong current passwords | login | 5 | 15 min | 15 min |
| `code`: wrong second factors | login | 5 | 15 min | 15 min |
| `reset.name`: reset mails asked | sign-in name, known or not | 3 | 60 min | 60 min |
| `reset.address`: reset mails asked | client address | 20 | 60 min | 30 min |
| `email`: changes of address asked | login | 5 | 60 min | 60 min |
| `mobile`: changes of mobile number | login | 5 | 60 min | 60 min |
| `invitation`: invitations sent | login that invites | 50 | 60 min | 15 min |
| `elsewhere`: sign-ins that a provider does not vouch for | client address | 20 | 15 min | 15 min |
| `token`: links that do not open | client address | 20 | 15 min | 15 min |
| `search`: searches | login | 600 | 10 min | 1 min |
| `number`: searches by an identity number | login | 20 | 60 min | 60 min |
| `export`: exports | login | 30 | 60 min | 10 min |
| `api`: calls of a program | integration | 600 | 5 min | 1 min |

Each further pause within a day of the last one doubles, up to two hours: nobody is locked out for good; those of
programs stay as they are. A right
password and a password reset clear the name's counter. An IPv6 client is its /64 network. Searches and calls
are noted in strides (`reading.py`), so a few more than the number may pass. Of an identity number eleven signs are
masked, most of which a birthday and a place give away: whoever may not open one must not try until it is found.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from portal.domain.people.models import Throttle
from portal.domain.scope import OUTSIDE_SCOPE, GuardedSession
from portal.identity.secrets import keyed

DAY = timedelta(days=1)
LONGEST_PAUSE = timedelta(hours=2)


@dataclass(frozen=True)
class Limit:
    """So many tries within a window of minutes; the last of them starts a pause of minutes."""

    tries: int
    within: int
    pause: int
    grows: bool = True

    def pause_no(self, nth: int) -> timedelta:
        """How long the nth pause of a row lasts."""
        return min(timedelta(minutes=self.pause) * 2 ** (min(nth - 1, 10) if self.grows else 0), LONGEST_PAUSE)


LIMITS = {
    "login.name": Limit(5, 15, 15),
    "login.address": Limit(50, 15, 15),
    "login.spray": Limit(15, 60, 30),
    "confirm": Limit(5, 15, 15),
    "code": Limit(5, 15, 15),
    "reset.name": Limit(3, 60, 60),
    "reset.address": Limit(20, 60, 30),
    "email": Limit(5, 60, 60),
    "mobile": Limit(5, 60, 60),
    "invitation": Limit(50, 60, 15),
    "token": Limit(20, 15, 15),
    "elsewhere": Limit(20, 15, 15),
    "search": Limit(600, 10, 1),
    "number": Limit(20, 60, 60),
    "export": Limit(30, 60, 10),
    "api": Limit(600, 5, 1, grows=False),
}
PAIRS = Limit(10_000, 60, 1)
"""One row for each name tried from an address; its first try in an hour counts as another name."""


@dataclass(frozen=True)
class Standing:
    """Where a counter stands after one more try: how many were made, how many are left before a pause."""

    made: int
    left: int


_ENDS = select(Throttle.window_ends_at).where(Throttle.key.in_(bindparam("keys", expanding=True)))
"""Put together once, as every search asks it."""


def pause_left(session: GuardedSession, *counted: tuple[str, str], at: datetime) -> timedelta | None:
    """The longest pause in force for any of the (what, whose) pairs; None when all may try."""
    keys = [_key(f"pause.{what}", whose) for what, whose in counted]
    ends = session.scalars(_ENDS, {"keys": keys}).all()
    longest = max(ends, default=at) - at
    return longest if longest > timedelta(0) else None


def count(session: GuardedSession, what: str, whose: str, at: datetime, tries: int = 1) -> Standing:
    """One more try, or several at once; starts a pause when the last one was among them."""
    return _count(session, LIMITS[what], what, whose, at, tries)


def count_name_of(session: GuardedSession, address: str, name: str, at: datetime) -> None:
    """One more name tried from an address; the same name again within the hour counts nothing."""
    if _count(session, PAIRS, "login.pair", f"{address} {name}", at).made == 1:
        count(session, "login.spray", address, at)


def forgive(session: GuardedSession, what: str, whose: str) -> None:
    """Forget the tries and the pause: the owner has shown who they are."""
    keys = [_key(what, whose), _key(f"pause.{what}", whose)]
    session.execute(delete(Throttle).where(Throttle.key.in_(keys)))


def sweep(session: GuardedSession, at: datetime) -> None:
    """Drop rows that no longer count for anything; for the worker, once in a while."""
    session.execute(delete(Throttle).where(Throttle.window_ends_at < at - 2 * DAY))


def network_of(address: str) -> str:
    """Whom an address stands for: itself, or its /64 network, of which one client has every address."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{address}/64", strict=False)) if isinstance(found, IPv6Address) else address


def _count(session: GuardedSession, limit: Limit, what: str, whose: str, at: datetime, tries: int = 1) -> Standing:
    made = _locked(session, _key(what, whose), at)
    if made.window_ends_at <= at:
        made.count, made.window_ends_at = 0, at + timedelta(minutes=limit.within)
    made.count += tries
    standing = Standing(made.count, max(limit.tries - made.count, 0))
    if standing.left == 0:
        made.window_ends_at = at
        _pause(session, limit, what, whose, at)
    return standing


def _pause(session: GuardedSession, limit: Limit, what: str, whose: str, at: datetime) -> None:
    pause = _locked(session, _key(f"pause.{what}", whose), at)
    pause.count = 1 if pause.window_ends_at + DAY < at else pause.count + 1
    pause.window_ends_at = at + limit.pause_no(pause.count)


def _locked(session: GuardedSession, key: str, at: datetime) -> Throttle:
    """The row of that key, made if missing and locked: two workers never count one try for another."""
    insert = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[session.unguarded("its dialect").dialect.name]
    missing = insert(Throttle).values(key=key, window_ends_at=at, count=0).on_conflict_do_nothing()
    session.execute(missing, execution_options={OUTSIDE_SCOPE: "counters belong to no account"})
    query = select(Throttle).where(Throttle.key == key).with_for_update()
    return session.scalars(query, execution_options={"populate_existing": True}).one()


def _key(what: str, whose: str) -> str:
    return f"{what}:{keyed('throttle', whose).hex()[:40]}"
