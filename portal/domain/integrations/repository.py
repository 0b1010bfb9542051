"""Finding and making integrations, for administrators."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.models import Account
from portal.domain.base import NotFound, Refused
from portal.domain.integrations.codes import ApiScope, Side
from portal.domain.integrations.models import Hook, Integration
from portal.domain.people.models import Login
from portal.domain.work import Repository

MARK = "API"
"""Behind the program's name wherever people read who said something."""


@dataclass(frozen=True)
class Terms:
    """What an integration may do, for whom, and whose things it reaches."""

    name: str
    side: Side
    scopes: Sequence[str]
    account_numbers: Sequence[str]
    kinds: Sequence[str]
    expires_at: datetime


class Integrations(Repository):
    """Whoever sees some accounts only looks after programs that reach none but those: a token must not show its maker
    more than their own pages do (AZ10)."""

    def all(self) -> list[Integration]:
        """Those that work first, then by name."""
        every = self._seen(list(self.session.scalars(_whole().order_by(Integration.name))))
        return sorted(every, key=lambda one: not one.works_at(self.work.now))

    def get(self, ref: str) -> Integration:
        """The one of that reference with its endpoint; raises NotFound."""
        found: Integration | None = self.session.scalar(self.for_change(_whole().where(Integration.ref == ref)))
        if found is None or not self._seen([found]):
            raise NotFound(ref)
        return found

    def add(self, terms: Terms, token_hash: str, tail: str) -> Integration:
        """A new one with its token; Refused for a name in use, an unknown account, and where no account is named for a
        partner's program or by somebody who sees some only."""
        self._check(terms)
        login = Login(name=f"{terms.name} · {MARK}", created_at=self.work.now)
        self.session.add(login)
        self.session.flush()
        made = Integration(
            name=terms.name, login_id=login.id, side=terms.side, scopes=sorted(map(ApiScope, terms.scopes)),
            account_numbers=sorted(set(terms.account_numbers)), kinds=sorted(map(AccountKind, terms.kinds)),
            token_hash=token_hash, token_tail=tail, token_made_at=self.work.now, expires_at=terms.expires_at,
            made_at=self.work.now,
        )  # fmt: skip
        self.session.add(made)
        made.record("integration.added", by=self.work.actor, at=self.work.now, **_recorded(terms))
        return made

    def set_hook(self, one: Integration, url: str, kinds: list[str], salt: str, digest: str) -> bool:
        """Say where it is told and of what; returns whether this made the first secret (of salt and digest)."""
        one.check_not_revoked()
        hook = one.hook
        is_new = hook is None
        if hook is None:
            hook = Hook(integration_id=one.id, login_id=one.login_id, url=url, salt=salt, digest=digest)
            self.session.add(hook)
        hook.set(url, kinds, by=self.work.actor, at=self.work.now)
        return is_new

    def _check(self, terms: Terms) -> None:
        if self.session.scalar(select(Integration.id).where(Integration.name == terms.name)) is not None:
            raise Refused("integration.name_taken", name=terms.name)
        if terms.side == Side.PARTNER and not terms.account_numbers:
            raise Refused("integration.no_account")
        if not terms.account_numbers and not self.work.sees_all:
            raise Refused("integration.beyond_reach")
        unknown = set(terms.account_numbers) - self._known(terms.account_numbers)
        if unknown:
            raise Refused("integration.unknown_account", numbers=", ".join(sorted(unknown)))

    def _known(self, numbers: Iterable[str]) -> set[str]:
        """Those of the numbers that are accounts within the scope."""
        return set(self.session.scalars(select(Account.number).where(Account.number.in_(numbers))))

    def _seen(self, some: list[Integration]) -> list[Integration]:
        """Those of them that reach nothing beyond the scope."""
        if self.work.sees_all:
            return some
        known = self._known({number for one in some for number in one.account_numbers})
        return [one for one in some if one.account_numbers and known.issuperset(one.account_numbers)]


def _whole() -> Select[Integration]:
    return select(Integration).options(joinedload(Integration.hook))


def _recorded(terms: Terms) -> dict[str, Any]:
    return {
        "name": terms.name, "side": terms.side, "scopes": sorted(terms.scopes),
        "accounts": sorted(terms.account_numbers), "kinds": sorted(terms.kinds),
    }  # fmt: skip
