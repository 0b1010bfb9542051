"""What is stuck on accounts out of a file: tags, and the blacklist, which only a command may fill.

Whoever imports by the page mostly may not decide about the blacklist; the command moves a whole archive. What was done
is noted with the row, so that taking the import back takes it off first.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.accounts.tags import MOST_ON_ACCOUNT, MOST_WORDS, AccountTag, Tag
from portal.domain.scope import GuardedSession
from portal.intake.models import ImportRow
from portal.intake.takeover import Takeover

TAGS, REASON, EVIDENCE, LISTED = "tags", "blacklist_reason", "blacklist_evidence", "blacklisted"


def mark(takeover: Takeover, rows: Iterable[ImportRow]) -> None:
    """Stick on what these rows, taken just now, say; what is there already stays as it is."""
    taken = [row for row in rows if row.account_id is not None and row.outcome]
    tagged = [row for row in taken if row.values.get(TAGS)]
    listed = [row for row in taken if row.values.get(REASON) and takeover.by.kind == "system"]
    if not (tagged or listed):
        return
    ids = {row.account_id for row in (*tagged, *listed)}
    accounts = {one.id: one for one in takeover.session.scalars(select(Account).where(Account.id.in_(ids)))}
    if tagged:
        _tag(takeover, tagged, accounts)
    if listed:
        _list(takeover, listed, accounts)
    takeover.session.flush()


def _tag(takeover: Takeover, rows: list[ImportRow], accounts: dict[int, Account]) -> None:
    session = takeover.session
    known: dict[str, int] = dict(session.execute(select(Tag.word, Tag.id)).all())  # type: ignore[arg-type]
    there: dict[int, set[str]] = {}
    pairs = select(AccountTag.account_id, Tag.word).join(Tag, Tag.id == AccountTag.tag_id)
    for account_id, word in session.execute(pairs.where(AccountTag.account_id.in_(accounts))):
        there.setdefault(account_id, set()).add(word)
    for row in rows:
        account, new = accounts[row.account_id or 0], []
        on_it = there.setdefault(account.id, set())
        for word in row.values[TAGS]:
            if word in on_it or len(on_it) >= MOST_ON_ACCOUNT or (word not in known and len(known) >= MOST_WORDS):
                continue
            if word not in known:
                tag = Tag(word=word)
                session.add(tag)
                session.flush()
                known[word] = tag.id
            session.add(AccountTag(account_id=account.id, tag_id=known[word]))
            on_it.add(word)
            new.append(word)
        if new:
            _note(row, **{TAGS: new})
            if row.outcome != "added":
                row.outcome = "changed"
                for word in new:
                    takeover.record(account, "account.tagged", name=word)


def _list(takeover: Takeover, rows: list[ImportRow], accounts: dict[int, Account]) -> None:
    query = select(AccountStanding).where(AccountStanding.account_id.in_(accounts))
    standings = {one.account_id: one for one in takeover.session.scalars(query)}
    for row in rows:
        standing = standings.get(row.account_id or 0)
        if standing is None or standing.is_blacklisted:
            continue
        standing.blacklist_reason, standing.blacklist_evidence = row.values[REASON], row.values.get(EVIDENCE, "")
        standing.blacklisted_at, standing.blacklisted_by_id = takeover.at, takeover.by.login_id
        _note(row, **{LISTED: standing.blacklist_reason})
        if row.outcome != "added":
            row.outcome = "changed"
        takeover.record(accounts[standing.account_id], "account.blacklisted", reason=standing.blacklist_reason,
                        evidence=standing.blacklist_evidence)  # fmt: skip


def _note(row: ImportRow, **done: Any) -> None:
    row.before = {**(row.before or {}), **done}


def take_off(session: GuardedSession, rows: Iterable[ImportRow]) -> None:
    """Take off what this import stuck on, unless somebody decided about it since."""
    for row in rows:
        if words := row.before.get(TAGS):
            tags = select(Tag.id).where(Tag.word.in_(words))
            stuck = select(AccountTag).where(AccountTag.account_id == row.account_id, AccountTag.tag_id.in_(tags))
            for one in session.scalars(stuck):  # one by one: what finds accounts listens to rows that go
                session.delete(one)
            session.flush()
        if reason := row.before.get(LISTED):
            query = select(AccountStanding).where(AccountStanding.account_id == row.account_id)
            standing = session.scalar(query)
            if standing is not None and standing.blacklist_reason == reason:
                standing.blacklist_reason = standing.blacklist_evidence = ""
                standing.blacklisted_at = standing.blacklisted_by_id = None
