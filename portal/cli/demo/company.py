"""Whether the demonstration company is there, and writing the rows by hand."""

from dataclasses import dataclass

from sqlalchemy import select, update

from portal.cli.calendar import seed_calendar
from portal.cli.demo.clock import AS_OF
from portal.cli.demo.hand.archive import write_accounts, write_products
from portal.cli.demo.hand.assigning import write_assigning
from portal.cli.demo.hand.breaches import breach_acts
from portal.cli.demo.hand.canned import write_canned_replies
from portal.cli.demo.hand.care import touch_acts
from portal.cli.demo.hand.gifts import gift_acts
from portal.cli.demo.hand.levels import write_levels
from portal.cli.demo.hand.messages import write_messages
from portal.cli.demo.hand.occasions import plan_acts
from portal.cli.demo.hand.office import office_acts
from portal.cli.demo.hand.openings import opening_acts
from portal.cli.demo.hand.people import write_staff
from portal.cli.demo.hand.promises import promise_acts
from portal.cli.demo.hand.queue_views import write_queue_views
from portal.cli.demo.hand.sales import write_sales
from portal.cli.demo.hand.second_words import second_word_acts
from portal.cli.demo.hand.signing import write_contracts
from portal.cli.demo.hand.stage import LOADER, Stage
from portal.cli.demo.hand.telling import write_tales
from portal.cli.demo.hand.voice import voice_acts
from portal.cli.demo.sign_ins import PASSWORD
from portal.domain.accounts.models import Account
from portal.domain.events import Event
from portal.domain.people.models import Login
from portal.domain.requests.clocks.policies import seed_policy
from portal.domain.scope import GuardedSession
from portal.identity.passwords import hash_password

LOADED = "demo.loaded"
"""The event that says whose rows these are; it is written in the transaction of the hand-written rows."""


@dataclass(frozen=True)
class Found:
    """What a database holds: somebody's own rows, or the demonstration company made with `seed`."""

    is_ours: bool
    is_empty: bool
    seed: int | None


def look(session: GuardedSession) -> Found:
    loaded = session.scalar(select(Event).where(Event.kind == LOADED))
    anybody = session.scalar(select(Login.id).limit(1)) or session.scalar(select(Account.id).limit(1))
    return Found(loaded is not None, anybody is None, loaded.facts["seed"] if loaded else None)


def hashed_password() -> str:
    return hash_password(PASSWORD)


def write_company(session: GuardedSession, seed: int, password_hash: str) -> None:
    """Everything written by hand, as one transaction."""
    stage = Stage(session, password_hash)
    seed_calendar(session)
    seed_policy(session)
    write_staff(stage)
    write_canned_replies(stage)
    write_messages(stage)
    write_queue_views(stage)
    write_accounts(stage)
    write_products(stage)
    others = [
        *write_contracts(stage),
        *breach_acts(stage),
        *promise_acts(stage),
        *touch_acts(stage),
        *gift_acts(stage),
        *second_word_acts(stage),
        *plan_acts(stage),
    ]
    write_tales(stage, others=[*others, *voice_acts(stage), *office_acts(stage), *opening_acts(stage)])
    write_assigning(stage)
    write_sales(stage)
    write_levels(stage)
    session.add(Event(kind=LOADED, subject="company", actor_kind=LOADER.kind, at=AS_OF, facts={"seed": seed}))
    session.flush()
    # The last days' requests and feedback stay to be dispatched, so that people find something in their inbox.
    old = Event.kind.not_like("request.%") & Event.kind.not_like("feedback.%")
    session.execute(update(Event).where(old).values(dispatched_at=AS_OF))
