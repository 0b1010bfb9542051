"""Bringing the ends of papers to mind; the row notes the next day in the transaction that tells this one."""

from typing import Any

from sqlalchemy import select

from portal.domain.accounts.models import Qualification
from portal.domain.accounts.papers.paper import PaperState
from portal.domain.qualifications.models import HousePaper
from portal.domain.work import Work

KINDS: tuple[type[Any], ...] = (Qualification, HousePaper)


def remind_of_papers(work: Work, most: int = 200) -> int:
    """Tell of up to `most` papers of accounts, and as many of ours, whose day has come; returns how many were told of.

    A worker that is killed tells nothing, one that comes late tells everything that fell into its absence at once, and
    two of them never take the same row.
    """
    return sum(_remind(kind, work, most) for kind in KINDS)


def _remind(kind: type[Any], work: Work, most: int) -> int:
    query = select(kind).where(kind.state == PaperState.VERIFIED, kind.remind_on <= work.today)
    query = query.order_by(kind.remind_on, kind.id).limit(most)
    found = work.session.scalars(query.with_for_update(of=kind, key_share=True, skip_locked=True)).all()
    return sum(paper.remind(work.today, by=work.actor, at=work.now) for paper in found)
