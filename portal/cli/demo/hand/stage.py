"""What the writers of hand rows share: the people and things already there, and acting at a given moment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from portal.domain.accounts.models import Account
from portal.domain.events import Actor
from portal.domain.people.models import Login, Staff
from portal.domain.products.models import Product
from portal.domain.scope import GuardedSession
from portal.domain.series import Series
from portal.domain.unit_of_work import UnitOfWork

Act = tuple[datetime, Callable[[], object]]
"""Something that happens at a moment; acts are done in the order of time, as the timeline is read."""
LOADER = Actor.system("demo")


@dataclass
class Stage:
    """People by sign-in name, or by account number for an account's owner; staff also by their role's short name."""

    session: GuardedSession
    password_hash: str
    actors: dict[str, Actor] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)

    def work(self, at: datetime, who: str = "") -> UnitOfWork:
        """A unit of work of `who` at the moment `at`; the clock of the demonstration is handed in like any other."""
        return UnitOfWork(self.session, self.actors[who] if who else LOADER, at, writes=True)

    def add_login(self, name: str, sign_in: str, at: datetime) -> Login:
        email, mobile = (sign_in, None) if "@" in sign_in else (None, sign_in)
        login = Login(name=name, email=email, mobile=mobile, password_hash=self.password_hash, created_at=at)
        self.session.add(login)
        self.session.flush()
        return login

    def set_series(self, name: str, last: int) -> None:
        """Say which number of a series was given last."""
        series = self.session.scalar(select(Series).where(Series.name == name))
        if series is None:
            self.session.add(Series(name=name, last=last))
        else:
            series.last = last
        self.session.flush()
