"""The chain over all events: sealing them in order and finding what was altered, removed or reordered."""

import hashlib
import json
from collections.abc import Generator
from contextlib import closing
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.events import Event

GENESIS = "0" * 64


def seal_events(session: Session, before: datetime, limit: int = 500) -> int:
    """Seal up to `limit` unsealed events older than `before` (UTC), in id order; returns how many.

    Runs in the worker, seconds after the facts, because a chain tail would be one hot lock for all writers.
    """
    last_no, last_seal = _tail(session)
    unsealed = select(Event).where(Event.seal_no.is_(None), Event.at < before).order_by(Event.id).limit(limit)
    count = 0
    for count, event in enumerate(session.scalars(unsealed), start=1):
        last_seal = event.seal = link(last_seal, event)
        event.seal_no = last_no + count
    return count


def broken_links(session: Session) -> Generator[tuple[int, str], None, None]:
    """(seal_no, fault) for every sealed event that does not follow from the one before; fault is gap or altered."""
    previous, expected_no = GENESIS, 1
    sealed = select(Event).where(Event.seal_no.is_not(None)).order_by(Event.seal_no)
    with closing(session.scalars(sealed, execution_options={"yield_per": 500})) as events:
        for event in events:
            assert event.seal_no is not None
            if event.seal_no != expected_no:
                yield expected_no, "gap"
            elif event.seal != link(previous, event) and not _is_vouched(session, event):
                yield event.seal_no, "altered"
            previous, expected_no = event.seal or "", event.seal_no + 1


def vouch(event: Event) -> str:
    """What names an event's facts once a person was replaced in them; the event that says so keeps it."""
    return link("vouched", event)


def vouched_count(session: Session) -> int:
    """How many sealed events hold a pseudonym in the place of a person: to be compared with the erasures done."""
    return sum(len(facts.get("vouched", {})) for facts in session.scalars(_VOUCHING))


def _is_vouched(session: Session, event: Event) -> bool:
    """Whether an erasure replaced a person in it, and nothing else was altered since."""
    said = [facts.get("vouched", {}).get(str(event.id)) for facts in session.scalars(_VOUCHING)]
    known = [one for one in said if one is not None]
    return bool(known) and known[-1][1] == vouch(event) and all(one[0] == event.seal for one in known)


_VOUCHING = select(Event.facts).where(Event.kind == "erasure.done").order_by(Event.id)


def link(previous: str, event: Event) -> str:
    """SHA-256 over the previous seal and this event's facts, as hexadecimal."""
    facts = [
        event.id, event.account_id, event.kind, event.subject, event.subject_id, event.number,
        event.actor_kind, event.actor_login_id, event.address, event.at.isoformat(), event.facts,
    ]  # fmt: skip
    canonical = json.dumps([previous, *facts], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _tail(session: Session) -> tuple[int, str]:
    last_no = session.scalar(select(func.max(Event.seal_no))) or 0
    seal = session.scalar(select(Event.seal).where(Event.seal_no == last_no)) if last_no else None
    return last_no, seal or GENESIS


def anchor(session: Session) -> str:
    """The last seal as `number:seal`; who keeps it elsewhere can show later that the tail was cut."""
    last_no, seal = _tail(session)
    return f"{last_no}:{seal}"


def keeps_anchor(session: Session, kept: str) -> bool:
    """Whether the event sealed under that number still carries that seal."""
    number, _, seal = kept.partition(":")
    if number == "0":
        return seal == GENESIS
    if not number.isdecimal() or len(number) > 18:
        return False
    return session.scalar(select(Event.seal).where(Event.seal_no == int(number))) == seal
