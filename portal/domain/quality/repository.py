"""The figures of an account, the list of gaps that staff work off, and its verbs: confirm, put off, take up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from portal.domain.accounts.filter import AccountFilter
from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.base import NotFound, Refused
from portal.domain.paging import Page, page_of
from portal.domain.people.models import Login
from portal.domain.quality.figuring import figure
from portal.domain.quality.gaps import KEY_FIELDS, STALE_DAYS, Gap
from portal.domain.quality.listing import page_by_quality
from portal.domain.quality.models import ArchiveQuality, FieldCheck, GapRest
from portal.domain.quality.weeks import Weeks
from portal.domain.working_days import civil_day

AT_A_TIME = 20
"""Accounts on a page of the work list; each has some lines."""
MOST_DAYS = 180
"""A gap rests half a year at most: an archive that nobody looks at grows wrong."""
SHOWS: dict[str, InstrumentedAttribute[int] | None] = {
    "all": None, "errors": ArchiveQuality.errors, "missing": ArchiveQuality.missing, "papers": ArchiveQuality.papers,
    "stale": ArchiveQuality.stale,
}  # fmt: skip


@dataclass(frozen=True)
class WorkFilter:
    """`show` is one of SHOWS; `owner_id` None is everybody's; `province` None is everywhere, `account_id` None all."""

    show: str = "all"
    owner_id: int | None = None
    province: str | None = None
    account_id: int | None = None


@dataclass(frozen=True)
class Checked:
    """A key field: confirmed on `on` by `by`, or (`by` is empty) entered or changed then."""

    field: str
    on: date
    by: str
    is_stale: bool


class Quality(Weeks):
    def of(self, account: Account) -> ArchiveQuality:
        """Its figures; of an account that an import has just added they are worked out here, and not kept."""
        found = self.session.scalar(select(ArchiveQuality).where(ArchiveQuality.account_id == account.id))
        if found is None:
            connection = self.session.unguarded("the account was found within the scope")
            columns = next(figure(connection, [account.id], self.work.today))
            found = ArchiveQuality(**columns)
        return found

    def accounts(
        self, wanted: AccountFilter, quality: str, *, after: str | None = None, before: str | None = None
    ) -> Page:
        """The archive's list with everybody's percent, the least complete first (`listing.py`)."""
        return page_by_quality(self.session, wanted, quality, after=after, before=before)

    def work_list(self, wanted: WorkFilter, *, after: str | None = None, before: str | None = None) -> Page:
        """Accounts with gaps as columns, the most urgent first."""
        one = ArchiveQuality
        query = select(
            one.percent, one.gaps, one.errors, one.resting, Account.number, Account.name_zh, Account.kind,
            Account.province, AccountStanding.tier,
        ).join(Account, Account.id == one.account_id)  # fmt: skip
        query = query.outerjoin(AccountStanding, AccountStanding.account_id == one.account_id).where(one.rank > 0)
        counted = SHOWS[wanted.show]
        if counted is not None:
            query = query.where(counted > 0)
        for column, value in (
            (one.owner_id, wanted.owner_id),
            (one.province, wanted.province),
            (one.account_id, wanted.account_id),
        ):
            if value is not None:
                query = query.where(column == value)
        key = (one.rank, one.account_id)
        return page_of(self.session, query, key, after=after, before=before, descending=True, size=AT_A_TIME)

    def checks(self, account: Account) -> dict[str, Checked]:
        """When each key field was confirmed or entered last, and by whom."""
        query = select(FieldCheck, Login.name).outerjoin(Login, Login.id == FieldCheck.verified_by_id)
        rows = {one.field: (one, name) for one, name in self.session.execute(
            query.where(FieldCheck.account_id == account.id))}  # fmt: skip
        return {field: self._checked(account, field, *rows.get(field, (None, ""))) for field in KEY_FIELDS}

    def _checked(self, account: Account, field: str, check: FieldCheck | None, name: str | None) -> Checked:
        moments = (check.verified_at, check.changed_at) if check else ()
        on = civil_day(max(filter(None, moments), default=account.created_at))
        by = name or "" if check and check.verified_at else ""
        return Checked(field, on, by, (self.work.today - on).days > STALE_DAYS)

    def confirm(self, account: Account, fields: Collection[str]) -> None:
        """Somebody says that these key fields are still right; Refused(archive.not_a_key_field) for others."""
        if not fields or not set(fields) <= set(KEY_FIELDS):
            raise Refused("archive.not_a_key_field")
        query = select(FieldCheck).where(FieldCheck.account_id == account.id, FieldCheck.field.in_(fields))
        there = {one.field: one for one in self.session.scalars(query)}
        for field in sorted(fields):
            check = there.get(field) or FieldCheck(account_id=account.id, field=field)
            check.verified_at, check.verified_by_id = self.work.now, self.work.actor.login_id
            self.session.add(check)
        account.record("archive.confirmed", by=self.work.actor, at=self.work.now, fields=sorted(fields))

    def put_off(self, account: Account, gap: str, days: int, reason: str) -> None:
        """Let a gap rest for so many calendar days; Refused(archive.no_such_gap) when it is not open."""
        if gap not in self.of(account).gaps or not 0 < days <= MOST_DAYS:
            raise Refused("archive.no_such_gap")
        rest = self._rest(account, gap) or GapRest(account_id=account.id, gap=gap)
        rest.until, rest.reason = self.work.today + timedelta(days=days), reason
        rest.by_id, rest.at = self.work.actor.login_id, self.work.now
        self.session.add(rest)
        self._tell(account, "archive.gap_put_off", gap, until=rest.until.isoformat())

    def take_up(self, account: Account, gap: str) -> None:
        """Let it rest no longer; NotFound when it does not."""
        rest = self._rest(account, gap) if gap in (code for code, *_ in self.of(account).resting) else None
        if rest is None:
            raise NotFound(gap)
        self.session.delete(rest)
        self._tell(account, "archive.gap_taken_up", gap)

    def _rest(self, account: Account, gap: str) -> GapRest | None:
        found: GapRest | None = self.session.scalar(
            select(GapRest).where(GapRest.account_id == account.id, GapRest.gap == gap)
        )
        return found

    def _tell(self, account: Account, kind: str, code: str, **facts: str) -> None:
        account.record(kind, by=self.work.actor, at=self.work.now, gap=Gap.of_code(code).code, **facts)
