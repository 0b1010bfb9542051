"""Reading as one account may: what is made for outside is gathered so, and cannot hold what is ours alone."""

from collections.abc import Iterator
from contextlib import contextmanager

from portal.db.transaction import transaction
from portal.domain.events import Actor
from portal.domain.scope import OneAccount
from portal.domain.unit_of_work import UnitOfWork
from portal.web.current import uow


@contextmanager
def with_the_partners_eyes(account_id: int) -> Iterator[UnitOfWork]:
    """A unit of work for reading, apart from the request's, within that account's own scope: no backstage table."""
    with transaction(OneAccount(account_id), writes=False) as session:
        yield UnitOfWork(session, Actor.system("bundle"), uow.now)
