"""Asking for a copy of one's own data, and what such a copy holds."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import case, null, select

from portal.domain.base import Base, NotFound, Refused
from portal.domain.people.models import Login
from portal.domain.privacy.models import DataCopy
from portal.domain.privacy.persons import contacts_of, own_accounts_of
from portal.domain.work import Repository, Work

KEPT_FOR = timedelta(days=7)
"""How long a copy can be taken."""
PAUSE = timedelta(hours=12)
"""A new copy is made this long after the last one at the earliest."""
MOST_ROWS = 20_000

OF_LOGIN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "login": ("id", ("name", "email", "mobile", "locale", "created_at", "password_changed_at")),
    "membership": ("login_id", ("account_id", "role", "joined_at", "ended_at")),
    "web_session": ("login_id", ("started_at", "seen_at", "ended_at", "address", "agent")),
    "sign_in_binding": ("login_id", ("provider", "bound_at")),
    "notice_choice": ("login_id", ("mail", "sms", "quiet", "digest_at")),
    "notice_acceptance": ("login_id", ("notice_no", "at", "address", "locale")),
    "consent": ("login_id", ("purpose", "is_given", "at", "address", "notice_no")),
    "data_copy": ("login_id", ("asked_at", "made_at", "taken_at")),
    "erasure": ("login_id", ("asked_at", "due_on", "why", "state", "reason", "decided_at")),
    "request_view": ("login_id", ("name", "query")),
    "service_request": ("posted_by_id", ("number", "category", "subject", "text", "fields", "state", "posted_at")),
    "answer": ("author_id", ("request_id", "text", "at")),
    "feedback": ("posted_by_id", ("number", "kind", "subject", "text", "state", "posted_at")),
    "feedback_answer": ("author_id", ("feedback_id", "text", "at")),
    "breach_reply": ("author_id", ("breach_id", "text", "at")),
    "rating": ("rated_by_id", ("request_id", "score", "reasons", "comment")),
    "survey_ask": ("login_id", ("number", "asked_at", "score", "comment", "answered_at")),
    "rating_reminder": ("login_id", ("number", "reminded_at")),
    "attachment": ("added_by_id", ("name", "size", "media_type", "at")),
    "archive_proposal": ("proposed_by_id", ("number", "field", "act", "before", "after", "note", "state",
                                            "proposed_at", "reason")),
    "message": ("recipient_id", ("kind", "channel", "made_at", "read_at")),
    "event": ("actor_login_id", ("kind", "number", "at", "address")),
}  # fmt: skip
"""Tables with rows about one sign-in: the column that names it, and what the person gets of each row. Hashes, seals
and secrets are in none of them, nor is anything that we alone read."""
OF_CONTACT = ("name", "role", "mobile", "email", "wechat", "is_primary")
OF_ACCOUNT = ("number", "kind", "status", "name_zh", "short_name", "uscc", "id_no_tail", "licence_no", "licence_until",
              "mobile", "tel", "email", "province", "city", "address", "created_at")  # fmt: skip


class Copies(Repository):
    def of_login(self, login_id: int) -> Sequence[DataCopy]:
        """The newest five."""
        query = select(DataCopy).where(DataCopy.login_id == login_id).order_by(DataCopy.id.desc()).limit(5)
        return self.session.scalars(query).all()

    def ask(self) -> DataCopy:
        """A copy for the acting person; Refused("copy.too_soon") while the last one is young."""
        login_id = self.work.actor.login_id
        assert login_id is not None
        login = self.session.get_one(Login, login_id, with_for_update=True)
        last = next(iter(self.of_login(login_id)), None)
        if last is not None and self.work.now - last.asked_at < PAUSE:
            raise Refused("copy.too_soon", hours=PAUSE // timedelta(hours=1))
        made = DataCopy(login_id=login_id, asked_at=self.work.now)
        self.session.add(made)
        login.record("login.copy_asked", by=self.work.actor, at=self.work.now)
        return made

    def take(self, ref: str) -> DataCopy:
        """The acting person's own copy, taken now; raises NotFound for anybody else's and for one that is gone."""
        query = select(DataCopy).where(DataCopy.ref == ref, DataCopy.login_id == self.work.actor.login_id)
        found: DataCopy | None = self.session.scalar(query)
        if found is None or not found.is_there(self.work.now):
            raise NotFound(ref)
        found.taken_at = self.work.now
        login = self.session.get_one(Login, found.login_id)
        login.record("login.copy_taken", by=self.work.actor, at=self.work.now, sha256=found.sha256)
        return found


def holdings(work: Work, login_id: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Name of a table and the rows that the portal holds of one person, table after table; at most MOST_ROWS each."""
    connection = work.session.unguarded("a person's own rows, whatever account they acted for")
    for name, (key, columns) in OF_LOGIN.items():
        table = Base.metadata.tables[name]
        query = select(*(table.c[column] for column in columns)).where(table.c[key] == login_id)
        if name == "message":
            query = query.where(table.c.channel == "inbox").add_columns(_told(table))
        rows = connection.execute(query.order_by(table.c.id).limit(MOST_ROWS))
        yield name, [dict(row._mapping) for row in rows]
    for name, columns, ids in (
        ("contact", OF_CONTACT, contacts_of(work.session, login_id)),
        ("account", OF_ACCOUNT, own_accounts_of(work.session, login_id)),
    ):
        table = Base.metadata.tables[name]
        query = select(*(table.c[column] for column in columns)).where(table.c.id.in_(ids)).order_by(table.c.id)
        yield name, [dict(row._mapping) for row in connection.execute(query)]


def _told(table: Any) -> Any:
    """What a message says, to whoever acts for the account; what our people are told of partners is not theirs."""
    return case((table.c.account_id.is_not(None), table.c.facts), else_=null()).label("facts")


def to_make(work: Work, most: int = 5) -> Sequence[DataCopy]:
    """Copies that wait for the worker; those of closed sign-ins are never made."""
    query = select(DataCopy).join(Login, Login.id == DataCopy.login_id)
    query = query.where(DataCopy.made_at.is_(None), Login.deactivated_at.is_(None)).order_by(DataCopy.id).limit(most)
    return work.session.scalars(query.with_for_update(of=DataCopy, skip_locked=True)).all()


def worn_out(work: Work) -> Sequence[DataCopy]:
    """Copies whose time is over and whose bytes are still there."""
    query = select(DataCopy).where(DataCopy.expires_at < work.now, DataCopy.sha256.is_not(None))
    return work.session.scalars(query.limit(100)).all()
