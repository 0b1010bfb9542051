"""Exports as staff ask for them and find them again; what was taken out stays told."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.domain.accounts.models import Account
from portal.domain.base import NotFound
from portal.domain.events import Event
from portal.domain.paging import Page, page_of
from portal.domain.series import next_number
from portal.domain.unit_of_work import UnitOfWork
from portal.domain.work import Repository, Work
from portal.intake.taking_out.extract import Wanted
from portal.intake.taking_out.extracts import sheets_of
from portal.intake.taking_out.models import GONE, READY, WAITING, Export

KEPT = timedelta(hours=24)
"""How long a workbook can be fetched once it is written."""
NOT_TOLD = frozenset({"ids"})
"""What a list was narrowed to by words: the words are told, not the rows they found."""


def reach_of(work: Work) -> list[int] | None:
    """Ids of the accounts within reach; None where that is every one."""
    return None if work.sees_all else [*work.session.scalars(select(Account.id).order_by(Account.id))]


class Exports(Repository):
    """One's own only: an export of somebody else is not found."""

    work: UnitOfWork

    def take(self, subject: str, format: str, wanted: Wanted, locale: str, *, reveals: bool = False) -> Export:
        """Count the rows and tell that they are taken out; a workbook waits for the worker then. KeyError for a subject
        that there is none of."""
        uow, total = self.work, 0
        for sheet in sheets_of(subject)[: None if format == "xlsx" else 1]:
            total += sheet.count(uow, wanted)
        export = Export(
            number=f"EX-{uow.now:%Y%m}-{next_number(self.session, f'export.{uow.now:%Y%m}'):04d}", subject=subject,
            format=format, wanted=dict(wanted), locale=locale, reveals=reveals, total=total,
            state=WAITING if format == "xlsx" else GONE, asked_by_id=uow.actor.login_id, asked_at=uow.now,
        )  # fmt: skip
        self.session.add(export)
        told: dict[str, Any] = {name: value for name, value in wanted.items() if name not in NOT_TOLD}
        export.record("export.taken", by=uow.actor, at=uow.now, what=subject, format=format, filter=told, rows=total,
                      reveals=reveals)  # fmt: skip
        return export

    def get(self, number: str) -> Export:
        """Raises NotFound."""
        mine = select(Export).where(Export.number == number, Export.asked_by_id == self.work.actor.login_id)
        export: Export | None = self.session.scalar(mine)
        if export is None:
            raise NotFound(number)
        return export

    def ready(self, number: str) -> Export:
        """One whose file can be fetched; raises NotFound, also once it is gone, when the roles or the reach that it
        was written with were changed since, and when one of its accounts is out of reach by now."""
        export = self.get(number)
        if export.state != READY or export.gone_at is None or export.gone_at <= self.work.now:
            raise NotFound(number)
        if self._is_appointed_since(export) or self._reaches_further(export):
            raise NotFound(number)
        return export

    def _is_appointed_since(self, export: Export) -> bool:
        anew = select(Event.id).where(Event.subject == "staff", Event.subject_id == self.work.actor.staff_id)
        anew = anew.where(Event.kind == "staff.appointed", Event.at > export.asked_at).limit(1)
        return self.session.unguarded("events of one's own post, which is no account's").scalar(anew) is not None

    def _reaches_further(self, export: Export) -> bool:
        """Whether it was written of more accounts than its reader sees by now: one can have been handed over."""
        if self.work.sees_all:
            return False
        return export.reach is None or not set(export.reach) <= set(reach_of(self.work) or ())

    def page(self, *, after: str | None = None, before: str | None = None) -> Page:
        """The newest first."""
        mine = select(Export).where(Export.asked_by_id == self.work.actor.login_id)
        return page_of(self.session, mine, (Export.id,), after=after, before=before, descending=True, size=20)
