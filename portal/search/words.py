"""What each kind of thing is found by: its words out of its columns."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from portal.domain.accounts.regions import BY_CODE
from portal.search.naming import syllables
from portal.search.tokens import code_tokens, lead_token, name_tokens, phone_tokens, plain, text_tokens

TEXT_READ = 1000
"""So many characters of a request's text are findable."""


class Named(NamedTuple):
    """What an account is found by; `people` are name and mobile of its contacts. `tags` are single words."""

    id: int
    name_zh: str
    short_name: str
    number: str
    uscc: str | None
    mobile: str | None
    tel: str
    licence_no: str
    province: str | None
    city: str
    people: Sequence[tuple[str, str | None]] = ()
    tags: Sequence[str] = ()


def account_words(known: Named) -> set[str]:
    names = (known.name_zh, known.short_name, *known.tags)
    people = [name for name, _mobile in known.people]
    codes, phones = filter(None, (known.number, known.uscc, known.licence_no)), filter(None, phones_of(known))
    found = set(region_words(known.province, known.city))
    for some, tokens in ((names, name_tokens), (people, name_tokens), (codes, code_tokens), (phones, phone_tokens)):
        for text in some:
            found |= tokens(text)
    return found | leads_of(known)


def phones_of(known: Named) -> list[str]:
    return [phone for phone in (known.mobile, known.tel, *(mobile for _name, mobile in known.people)) if phone]


def leads_of(known: Named) -> set[str]:
    """Beginnings: of its names and its people's names as written and as spoken, and of its numbers."""
    names = (known.name_zh, known.short_name, *(name for name, _mobile in known.people))
    written = (known.number, known.uscc or "", known.licence_no, *phones_of(known), *known.tags)
    found = {lead_token(text) for text in written}
    for name in filter(None, names):
        found |= leads_of_name(name)
    found.discard("")
    return found


@lru_cache(maxsize=1024)
def leads_of_name(name: str) -> frozenset[str]:
    said = syllables(plain(name))[0]
    spoken = ("".join(said), "".join([syllable[0] for syllable in said]))
    return frozenset([lead_token(text) for text in (name, *spoken)])


@lru_cache(maxsize=1024)
def region_words(province: str | None, city: str) -> frozenset[str]:
    """Province and city, in full and in short, and as spoken; no initials, which would stand for too many."""
    known = BY_CODE.get(province or "")
    found = set(known.shorts) if known else set()
    for place in filter(None, (known and known.zh, known and known.bare, city)):
        found |= text_tokens(place) | {"".join(syllables(plain(place))[0])}
    return frozenset(found)


def request_words(row: Any) -> set[str]:
    """Number, batch, subject and the beginning of the text; the names of whose it is."""
    batch = str((row.fields or {}).get("batch_no") or "")
    found = code_tokens(row.number) | text_tokens(row.subject) | text_tokens(row.text[:TEXT_READ])
    return found | code_tokens(batch) | _owner_words(row) | {lead_token(row.number)}


def contract_words(row: Any) -> set[str]:
    """Number and title; the names and the number of the account."""
    found = code_tokens(row.number) | name_tokens(row.title) | code_tokens(row.account_number)
    return found | _owner_words(row) | {lead_token(row.number)}


def breach_words(row: Any) -> set[str]:
    """Number and batch; the names and the number of the account."""
    found = code_tokens(row.number) | code_tokens(row.batch_no) | code_tokens(row.account_number)
    return found | _owner_words(row) | {lead_token(row.number)}


def _owner_words(row: Any) -> frozenset[str]:
    return name_tokens(row.name_zh) | name_tokens(row.short_name)
