"""Figures of accounts from what the database holds: read for many at once, and kept one row each."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Table, and_, func, select
from sqlalchemy.dialects import postgresql, sqlite

from portal.domain.accounts.fields import filled_in
from portal.domain.accounts.kinds import AccountStatus
from portal.domain.accounts.models import Account, AccountStanding, Contact, Qualification
from portal.domain.accounts.papers.gates import last_days
from portal.domain.contracts.models import Contract, ContractVersion
from portal.domain.contracts.recording import PROMOTION_MODES
from portal.domain.events import Event
from portal.domain.quality.gaps import Archive, Figures, GapKind, judge
from portal.domain.quality.models import ArchiveQuality, FieldCheck, GapRest
from portal.domain.working_days import civil_day

AT_ONCE = 500
REST = frozenset({AccountStatus.ARCHIVED, AccountStatus.CHURNED})
"""Accounts on whose archive nobody works any more: they count in no sum and stand on no list."""
OF_ARCHIVE = (
    "account.added", "account.imported", "account.changed", "standing.changed", "contact.added", "contact.changed",
    "contact.removed",
)  # fmt: skip
KINDS = {GapKind.ERROR: "errors", GapKind.MISSING: "missing", GapKind.PAPER: "papers", GapKind.EXPIRED: "papers",
         GapKind.STALE: "stale"}  # fmt: skip
Row = dict[str, Any]


def figure(
    connection: Connection, ids: Collection[int], today: date, touched: Mapping[int, datetime] | None = None
) -> Iterator[Row]:
    """Columns of ArchiveQuality for those of the accounts that exist, as of civil day `today`; `touched`: when some of
    them were changed just now."""
    wanted = sorted(ids)
    for place in range(0, len(wanted), AT_ONCE):
        some = wanted[place : place + AT_ONCE]
        known = _Known(connection, some, today)
        for row in connection.execute(_ACCOUNTS.where(_ACCOUNT.c.id.in_(some)).order_by(_ACCOUNT.c.id)):
            yield _figured(row, known, today, (touched or {}).get(row.id))


def keep(connection: Connection, rows: Sequence[Row]) -> None:
    """Write the rows, whether there were any before or not."""
    if rows:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        new = insert(_QUALITY)
        news = {name: new.excluded[name] for name in rows[0] if name != "account_id"}
        connection.execute(new.on_conflict_do_update(index_elements=["account_id"], set_=news), list(rows))


def hold(connection: Connection, ids: Collection[int]) -> None:
    """On PostgreSQL two who change one account figure it one after the other, so that the later one sees both."""
    if connection.dialect.name == "postgresql":
        rows = select(_QUALITY.c.id).where(_QUALITY.c.account_id.in_(ids)).order_by(_QUALITY.c.account_id)
        connection.execute(rows.with_for_update())


def _table(kind: Any) -> Table:
    return cast(Table, kind.__table__)


_ACCOUNT, _STANDING, _QUALITY = _table(Account), _table(AccountStanding), _table(ArchiveQuality)
_OWN = [column for column in _ACCOUNT.c if column.name not in ("pinyin", "initials")]
_OURS = [column for column in _STANDING.c if column.name not in ("id", "account_id", "remark")]
_ACCOUNTS = select(*_OWN, *_OURS).outerjoin(_STANDING, _STANDING.c.account_id == _ACCOUNT.c.id)
_CONTRACT, _VERSION = _table(Contract), _table(ContractVersion)
_SIGNED = and_(_VERSION.c.signed_by_us_on.is_not(None), _VERSION.c.signed_by_partner_on.is_not(None))
_CONTRACTS = (
    select(
        _CONTRACT.c.account_id, _CONTRACT.c.starts_on, _CONTRACT.c.ends_on, _CONTRACT.c.terminated_on,
        _CONTRACT.c.effective_on, _CONTRACT.c.awaits, _CONTRACT.c.archived_on, _CONTRACT.c.settled_on,
        _CONTRACT.c.cooperation_mode, _SIGNED.label("is_signed"),
    )
    .outerjoin(_VERSION, and_(_VERSION.c.contract_id == _CONTRACT.c.id, _VERSION.c.no == 1))
)  # fmt: skip


class _Person(NamedTuple):
    birthday_month: int | None


class _Paper(NamedTuple):
    doc_type: str
    state: str
    expires_on: date | None


class _Known:
    """What the other tables say about some accounts; one statement each."""

    def __init__(self, connection: Connection, ids: Sequence[int], today: date) -> None:
        def read(kind: Any, *columns: str) -> dict[int, list[tuple[Any, ...]]]:
            table, found = _table(kind), defaultdict(list)
            names = [table.c[name] for name in columns]
            for row in connection.execute(select(table.c.account_id, *names).where(table.c.account_id.in_(ids))):
                found[row[0]].append(tuple(row[1:]))
            return found

        self.contacts = read(Contact, *_Person._fields)
        self.papers = read(Qualification, *_Paper._fields)
        self.checks = read(FieldCheck, "field", "changed_at", "verified_at")
        self.rests = read(GapRest, "gap", "until", "reason")
        self.kept = {account_id: rows[0][0] for account_id, rows in read(ArchiveQuality, "fresh_at").items()}
        self.contracts: dict[int, list[Any]] = defaultdict(list)
        for row in connection.execute(_CONTRACTS.where(_CONTRACT.c.account_id.in_(ids))):
            self.contracts[row.account_id].append(row)
        self.told = self._told(connection, [one for one in ids if one not in self.kept])

    def _told(self, connection: Connection, ids: Sequence[int]) -> dict[int, datetime]:
        """When the archive of an account was changed last, as its events tell."""
        event = _table(Event)
        last = select(event.c.account_id, func.max(event.c.at)).where(
            event.c.account_id.in_(ids), event.c.kind.in_(OF_ARCHIVE)
        )
        return {row[0]: row[1] for row in connection.execute(last.group_by(event.c.account_id))} if ids else {}

    def fresh_at(self, account: Any) -> datetime:
        found = self.kept.get(account.id) or self.told.get(account.id) or account.created_at
        return cast(datetime, found)

    def resting(self, one: int, figures: Figures) -> list[list[str]]:
        """Code, last day and reason of each gap that is put off."""
        put_off = {gap: (until, reason) for gap, until, reason in self.rests.get(one, [])}
        return [[gap.code, put_off[gap.code][0].isoformat(), put_off[gap.code][1]] for gap in figures.resting]

    def archive(self, account: Any, today: date) -> Archive:
        one = account.id
        contracts = self.contracts.get(one, [])
        signed = [row for row in contracts if row.is_signed]
        days = [day for row in signed for day in (row.starts_on, _after(row.ends_on), row.terminated_on) if day]
        return Archive(
            kind=account.kind,
            facts=filled_in(account, account, [_Person(*row) for row in self.contacts.get(one, [])]),
            entered=civil_day(account.created_at),
            papers=last_days([_Paper(*row) for row in self.papers.get(one, [])]),
            confirmed={name: civil_day(max(filter(None, moments))) for name, *moments in self.checks.get(one, [])},
            put_off={gap: until for gap, until, _reason in self.rests.get(one, [])},
            running=sum(_runs(row, today) for row in signed),
            promotes=any(row.cooperation_mode in PROMOTION_MODES for row in contracts), changes_on=tuple(days),
        )  # fmt: skip


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1) if day < date.max else day


def _runs(row: Any, today: date) -> bool:
    """Whether an agreement is under way by its dates; one ended early is not (compare contracts/state.py)."""
    begun = row.starts_on <= today <= row.ends_on
    waits = bool(row.awaits) and (row.effective_on is None or today < row.effective_on)
    return (
        begun
        and not waits
        and not any(day and day <= today for day in (row.terminated_on, row.archived_on, row.settled_on))
    )


def _figured(account: Any, known: _Known, today: date, touched: datetime | None) -> Row:
    figures = judge(known.archive(account, today), today)
    counts = Counter(KINDS[gap.kind] for gap in figures.gaps)
    row = {
        "account_id": account.id, "percent": figures.percent, "filled": figures.filled, "weight": figures.weight,
        "rank": figures.rank, **{name: counts[name] for name in ("errors", "missing", "papers", "stale")},
        "resting": known.resting(account.id, figures), "gaps": [gap.code for gap in figures.gaps],
        "owner_id": account.business_manager_id or account.care_owner_id, "province": account.province,
        "fresh_at": touched or known.fresh_at(account), "turns_on": figures.turns_on,
    }  # fmt: skip
    if account.status in REST:
        row |= dict.fromkeys(("filled", "weight", "rank", "errors", "missing", "papers", "stale"), 0)
        row |= {"gaps": [], "resting": [], "turns_on": None}
    return row
