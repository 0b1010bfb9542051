"""Who of us can be called to a request: whoever sees its account by their own reach, and nobody else (AZ3, AZ7)."""

from typing import NamedTuple

from sqlalchemy import select

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.accounts.reach import sees
from portal.domain.people.models import Staff
from portal.domain.people.repository import PeopleRepository
from portal.domain.requests.mentions import SIGNS, called_in
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import Repository


class Called(NamedTuple):
    """Posts that a note calls: those who are told, and those who are not, for they do not see the account."""

    told: list[Staff]
    beyond: list[Staff]


class Colleagues(Repository):
    def who_see(self, filed: ServiceRequest) -> list[Staff]:
        """Everybody who works here and sees the request, but whoever asks, by name."""
        return self._who_see(filed, self._others())

    def called(self, filed: ServiceRequest, text: str) -> Called:
        """Whom the text of a note on the request calls, in its order; without a sign nobody is looked for."""
        if not any(sign in text for sign in SIGNS):
            return Called([], [])
        others = {post.id: post for post in self._others()}
        named = [others[one] for one in called_in(text, {one: post.login.name for one, post in others.items()})]
        told = self._who_see(filed, named)
        return Called(told, [post for post in named if post not in told])

    def _others(self) -> list[Staff]:
        return [post for post in PeopleRepository(self.work).staff() if post.id != self.work.actor.staff_id]

    def _who_see(self, filed: ServiceRequest, posts: list[Staff]) -> list[Staff]:
        if not posts:
            return []
        account = self.session.get_one(Account, filed.account_id)
        standing = self.session.scalar(select(AccountStanding).where(AccountStanding.account_id == account.id))
        return [post for post in posts if sees(post, account, standing)]
