"""The categories as they are in force, kept in the process: every form and every desk page asks for one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Pool, func, select

from portal.domain.accounts.models import Account
from portal.domain.base import Refused
from portal.domain.requests.catalogue import CATALOGUE, RequestCategory
from portal.domain.requests.categories.overlay import Setting, from_json, setting_of
from portal.domain.requests.categories.rows import CategorySetting
from portal.domain.requests.clocks.policies import KEPT
from portal.domain.work import Repository, Work


@dataclass(frozen=True)
class _Known:
    at: datetime
    settings: Mapping[RequestCategory, Setting]


_KNOWN: WeakKeyDictionary[Pool, _Known] = WeakKeyDictionary()
"""By the pool of the database it was read from."""
_TABLE = CategorySetting.__table__
_NEWER = _TABLE.alias("newer")
_NEWEST_NO = (
    select(func.max(_NEWER.c.no))
    .where(_NEWER.c.category == _TABLE.c.category, _NEWER.c.in_force_since.is_not(None))
    .scalar_subquery()
)
_IN_FORCE = select(_TABLE.c.category, _TABLE.c.no, _TABLE.c.overlay).where(_TABLE.c.no == _NEWEST_NO)


class Categories(Repository):
    """At most a minute old in a process that did not make the change."""

    def setting(self, code: str) -> Setting:
        return settings_in_force(self.work)[RequestCategory(code)]

    def all(self) -> list[Setting]:
        """Every category, in the order in which people pick."""
        return list(settings_in_force(self.work).values())

    def for_staff(self) -> list[Setting]:
        """What we file for whoever calls: what is offered to anybody, and what is always there."""
        return [one for one in self.all() if one.is_offered or one.category.enabled_by_default]

    def offered_to(self, account: Account, has_running: bool) -> list[Setting]:
        """What the account's people can file; `has_running` says whether one of its contracts runs."""
        return [one for one in self.all() if one.fits(account.kind, has_running)]

    def require_offered(self, code: str, account: Account, has_running: bool) -> Setting:
        """The category, where the account's people can file it; Refused with the reason that is theirs."""
        found = self.setting(code)
        if found.fits(account.kind, has_running):
            return found
        with_one = found.fits(account.kind, True)
        raise Refused("category.needs_contract" if with_one else "category.not_offered")


def settings_in_force(work: Work) -> Mapping[RequestCategory, Setting]:
    """All categories as they are now; kept for KEPT, each database on its own, so that a request need not ask."""
    connection = _connection(work)
    pool = connection.engine.pool
    known = _KNOWN.get(pool)
    if known is None or abs(work.now - known.at) > KEPT:
        changed = {row.category: row for row in connection.execute(_IN_FORCE)}
        settings = {
            code: setting_of(code, changed[code].no, from_json(changed[code].overlay))
            if code in changed
            else setting_of(code)
            for code in CATALOGUE
        }
        known = _KNOWN[pool] = _Known(work.now, settings)
    return known.settings


def forget_settings(work: Work) -> None:
    """After a version was put into force: this process goes by it from now on."""
    _KNOWN.pop(_connection(work).engine.pool, None)


def forget_all() -> None:
    """When databases are exchanged under a running process."""
    _KNOWN.clear()


def _connection(work: Work) -> Connection:
    return work.session.unguarded("what categories ask for belongs to no account")
