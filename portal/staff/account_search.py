"""Narrowing the archive's list: what may be typed and chosen, and the page it leads to."""

import re
from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l

from portal.domain.accounts.filter import AccountFilter
from portal.domain.accounts.identifiers import normal_code, resident_id_fault
from portal.domain.accounts.names import mask_number
from portal.domain.paging import PAGE_SIZE, Page
from portal.identity.sealing import secret_hashes
from portal.search.finding import MOST, find
from portal.web.account_words import ACCOUNT_KINDS, ACCOUNT_STATUSES, FIELDS, TIERS
from portal.web.current import turn, uow
from portal.web.quality_words import QUALITIES
from portal.web.region_words import provinces


class AccountSearch:
    """What stands in the address; a value that is not on offer is taken as none."""

    def __init__(self) -> None:
        self.q = (request.args.get("q") or "").strip()[:100]
        self.by = (request.args.get("by") or "") if _TOKEN.fullmatch(request.args.get("by") or "") else ""
        self.tags, staff_names = uow.tags.words_and_staff()
        self.offers = _offers(self.tags, staff_names)
        asked = {name: request.args.get(name, "") for name in self.offers}
        self.chosen = {name: value for name, value in asked.items() if value in dict(self.offers[name][1])}
        self.is_cut = False

    @property
    def kept(self) -> dict[str, str]:
        """What the addresses of other pages carry on."""
        return {name: value for name, value in {"q": self.q, "by": self.by, **self.chosen}.items() if value}

    @property
    def without_number(self) -> dict[str, str] | None:
        """What the address becomes where a secret number was typed in full: its keyed hash; None where none was."""
        token = token_of(self.q)
        return {"by": token, **self.chosen} if token else None

    def page(self) -> Page:
        """The page of the list that is asked for, newest account first."""
        manager = self.chosen.get("manager")
        wanted = AccountFilter(
            kind=self.chosen.get("kind"),
            status=self.chosen.get("status"),
            province=self.chosen.get("province"),
            tier=self.chosen.get("tier"),
            business_manager_id=int(manager) if manager else None,
            tag_id=self.tags.get(self.chosen.get("tag", "")),
            ids=self._hits(),
        )
        quality = self.chosen.get("quality", "")
        return uow.quality.accounts(wanted, quality, **turn()) if quality else uow.accounts.page(wanted, **turn())

    def _hits(self) -> tuple[int, ...] | None:
        if self.by:
            return by_token(self.by)
        if not self.q:
            return None
        if named := by_secret(self.q):
            return named
        turned = request.args.get("after") or request.args.get("before")
        hits = find(uow, self.q, "account", MOST if self.chosen or turned else PAGE_SIZE + 1)
        self.is_cut = len(hits) == MOST
        return tuple(hits)


def by_secret(text: str) -> tuple[int, ...]:
    """Accounts whose identity number or bank account was typed in full; found by its keyed hash."""
    number = normal_code(text)
    return tuple(hit for name in _may_be(number) for hit in uow.accounts.by_secret(name, secret_hashes(name, number)))


def token_of(text: str) -> str:
    """id_no:<keyed hash> for a secret number typed in full, of somebody here or not; empty for anything else. It may
    stand in an address, a history and a log, where the number must not (AL4)."""
    number = normal_code(text)
    for name in _may_be(number):
        hashes = secret_hashes(name, number)
        if uow.accounts.by_secret(name, hashes) or (name == "id_no" and not resident_id_fault(number, uow.today)):
            return f"{name}:{hashes[0]}"
    return ""


def by_token(token: str) -> tuple[int, ...]:
    name, _, hashed = token.partition(":")
    return tuple(uow.accounts.by_secret(name, [hashed]))


def without_secret(text: str) -> str:
    """What was searched for as it may be kept: a number that may be a secret one masked (AL4)."""
    number = normal_code(text)
    return mask_number(number) if _may_be(number) else text


def without_id(text: str) -> str:
    """The same where only what looks like an identity number is masked: other long numbers are looked for."""
    return without_secret(text) if "id_no" in _may_be(normal_code(text)) else text


def _may_be(number: str) -> list[str]:
    return [name for name, shape in _SECRETS.items() if shape.fullmatch(number)]


_SECRETS = {"id_no": re.compile(r"[0-9]{17}[0-9X]"), "bank_account": re.compile(r"[0-9]{12,30}")}
"""Shapes of numbers that no other field of the archive has."""
_TOKEN = re.compile(r"(?:id_no|bank_account):[0-9a-f]{64}")


def _offers(tags: Iterable[str], staff_names: dict[int, str]) -> dict[str, tuple[Any, list[tuple[str, Any]]]]:
    """The selects of the filter bar: label, and value and words of what can be chosen."""
    managers = [(str(staff_id), name) for staff_id, name in staff_names.items()]
    return {
        "kind": (FIELDS["kind"], _plain(ACCOUNT_KINDS)),
        "status": (_l("Status"), _plain(ACCOUNT_STATUSES)),
        "province": (FIELDS["province"], list(provinces().items())),
        "tier": (FIELDS["tier"], _plain(TIERS)),
        "manager": (FIELDS["business_manager_id"], managers),
        "quality": (_l("Archive"), _plain(QUALITIES)),
        **({"tag": (_l("Tag"), [(word, word) for word in tags])} if tags else {}),
    }


def _plain(words: dict[Any, Any]) -> list[tuple[str, Any]]:
    return [(str(value), text) for value, text in words.items()]
