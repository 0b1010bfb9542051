"""Words that our people stick on accounts to find them again: staff only, each word kept once."""

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, cast, func, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.accounts.models import Account
from portal.domain.base import AccountOwned, Base, NotFound, Refused, StaffOnly, half_width, squeeze
from portal.domain.people.repository import STAFF_NAMES
from portal.domain.work import Repository

MOST_ON_ACCOUNT, MOST_WORDS, LONGEST = 12, 200, 20
"""So many tags an account may carry, so many words there may be, so many signs one may have."""
_APART = "\n"


class Tag(StaffOnly, Base):
    """One word; gone when no account carries it any more."""

    __tablename__ = "tag"

    word: Mapped[str] = mapped_column(String(LONGEST), unique=True)


class AccountTag(AccountOwned, StaffOnly, Base):
    __tablename__ = "account_tag"
    __table_args__ = (UniqueConstraint("account_id", "tag_id"), Index(None, "tag_id", "account_id"))

    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id"))


class Tags(Repository):
    def words_and_staff(self) -> tuple[dict[str, int], dict[int, str]]:
        """The id of every word on an account within the scope, in their order, and the name of every colleague by id:
        what the account list offers to choose from, in one statement."""
        entry = cast(Tag.id, String) + ":" + Tag.word
        in_use = select(AccountTag.id).where(AccountTag.tag_id == Tag.id).correlate(Tag).exists()
        words = select(func.aggregate_strings(entry, _APART)).where(in_use).scalar_subquery()
        rows = self.session.execute(STAFF_NAMES.add_columns(words.label("words"))).all()
        entries = (entry.partition(":") for entry in apart(rows[0].words if rows else None))
        return dict(sorted((word, int(tag_id)) for tag_id, _, word in entries)), {row.id: row.name for row in rows}

    def of(self, account: Account) -> list[str]:
        """The words on one account."""
        query = select(Tag.word).join(AccountTag, AccountTag.tag_id == Tag.id)
        return sorted(self.session.scalars(query.where(AccountTag.account_id == account.id)))

    def add(self, account: Account, word: str) -> str:
        """Stick a word on; one that is there already stays, and nothing happened.

        Refused("tag.empty"), Refused("tag.too_long"), and Refused("tag.too_many") where the account or the house has
        its number of words.
        """
        word = squeeze(half_width(word))
        if not word:
            raise Refused("tag.empty")
        if len(word) > LONGEST:
            raise Refused("tag.too_long", most=LONGEST)
        there = self.of(account)
        if word in there:
            return word
        if len(there) >= MOST_ON_ACCOUNT:
            raise Refused("tag.too_many", most=MOST_ON_ACCOUNT)
        self.session.add(AccountTag(account_id=account.id, tag_id=self._known(word).id))
        account.record("account.tagged", by=self.work.actor, at=self.work.now, name=word)
        return word

    def remove(self, account: Account, word: str) -> None:
        """Take a word off; raises NotFound."""
        query = select(AccountTag).join(Tag, Tag.id == AccountTag.tag_id)
        row = self.session.scalar(query.where(AccountTag.account_id == account.id, Tag.word == word))
        if row is None:
            raise NotFound(word)
        self.session.delete(row)
        account.record("account.untagged", by=self.work.actor, at=self.work.now, name=word)

    def _known(self, word: str) -> Tag:
        tag: Tag | None = self.session.scalar(select(Tag).where(Tag.word == word))
        if tag is None:
            if (self.session.scalar(select(func.count(Tag.id))) or 0) >= MOST_WORDS:
                raise Refused("tag.too_many_words", most=MOST_WORDS)
            tag = Tag(word=word)
            self.session.add(tag)
            self.session.flush()
        return tag


def words_on_account() -> ColumnElement[str]:
    """The words on the account of a row, one a line, as a column of a statement that reads the account anyway."""
    words = select(func.aggregate_strings(Tag.word, _APART)).join(AccountTag, AccountTag.tag_id == Tag.id)
    return words.where(AccountTag.account_id == Account.id).correlate(Account).scalar_subquery()


def apart(words: str | None) -> list[str]:
    return sorted(words.split(_APART)) if words else []
