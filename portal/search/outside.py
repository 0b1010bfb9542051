"""Accounts as programs of others find them: by what their own people may see, never by words that we stick on."""

from sqlalchemy import select

from portal.domain.accounts.tags import AccountTag
from portal.domain.work import Work
from portal.search.finding import find
from portal.search.matching import is_met
from portal.search.reading import Card, read_accounts
from portal.search.tokens import ways_of


def find_accounts(work: Work, typed: str) -> list[int]:
    """Ids of accounts that hold every word of `typed`, newest first. What we keep about one is an index entry with
    what it is called, so one that carries tags counts only where it is found without them."""
    hits = find(work, typed, "account")
    tagged = _tagged(work, hits)
    asked = [hit for hit in hits if hit in tagged]
    cards = dict(zip(asked, read_accounts(work, asked), strict=True))
    return [hit for hit in hits if hit not in cards or _holds(cards[hit], typed)]


def _tagged(work: Work, ids: list[int]) -> set[int]:
    query = select(AccountTag.account_id).where(AccountTag.account_id.in_(ids))
    return set(work.session.unguarded("whether a hit may be one by our own words").scalars(query)) if ids else set()


def _holds(card: Card, typed: str) -> bool:
    tokens = frozenset[str]().union(*(field.tokens for field in card.fields if field.text))
    return any(all(is_met(term, tokens) for term in terms) for terms in ways_of(typed))
