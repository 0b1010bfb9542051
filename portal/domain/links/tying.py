"""Putting a link between two things; knows neither what they are nor how they are found."""

from typing import Any

from portal.domain.links.models import ThingLink
from portal.domain.links.words import LinkWord
from portal.domain.work import Work


def tie(work: Work, thing: Any, other: Any, word: LinkWord, *, is_internal: bool = False) -> ThingLink:
    """Link `thing` to `other`, rows of one account that are in the database already; leaves no event of its own."""
    link = ThingLink(
        account_id=thing.account_id, word=word, from_subject=thing.__tablename__, from_id=thing.id,
        to_subject=other.__tablename__, to_id=other.id, by_id=work.actor.login_id, at=work.now,
        is_internal=is_internal,
    )  # fmt: skip
    work.session.add(link)
    return link
