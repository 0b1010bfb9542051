"""What a new request does to the batches under watch: a quality complaint sets a watch, every other one is counted.

Written past the scope where it must be: the watch is no account's, and a partner who files sees nothing of it.
"""

from functools import cache
from typing import Any, cast

from sqlalchemy import Boolean, Table, bindparam, func, or_, select, update

from portal.domain.requests.batches.models import BatchMention, BatchWatch
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.models import ServiceRequest
from portal.domain.series import UPSERT
from portal.domain.work import Work

AGAIN = 2
"""From this report on of a watched batch, quality hears of each."""
WATCH, MENTION = cast(Table, BatchWatch.__table__), cast(Table, BatchMention.__table__)
_COUNT = (
    select(func.count())
    .where(
        MENTION.c.batch_no == WATCH.c.batch_no,
        or_(MENTION.c.product_id == WATCH.c.product_id, MENTION.c.product_id.is_(None)),
    )
    .scalar_subquery()
)
_FIRST = update(WATCH).where(WATCH.c.id == bindparam("watch")).values(reports=_COUNT).returning(WATCH.c.reports)
_NEXT = (
    update(WATCH)
    .where(
        WATCH.c.batch_no == bindparam("batch"), WATCH.c.ended_at.is_(None),
        or_(WATCH.c.product_id == bindparam("product"), bindparam("unknown", type_=Boolean)),
    )
    .values(reports=WATCH.c.reports + 1)
    .returning(WATCH.c.reports)
)  # fmt: skip


def note_batch(work: Work, filed: ServiceRequest) -> None:
    """Note the batch a request names, which must be written already; nothing where it names none."""
    batch = filed.fields.get("batch_no")
    if not batch:
        return
    mention = {"account_id": filed.account_id, "request_id": filed.id, "batch_no": batch, "at": filed.posted_at,
               "product_id": filed.product_id}  # fmt: skip
    work.session.insert(BatchMention, mention)
    began = _begin(work, filed, batch) if filed.category == RequestCategory.QUALITY_COMPLAINT else None
    if began is not None:
        filed.record("request.batch_watched", by=work.actor, at=work.now, batch=batch)
    reports = began or _count_once_more(work, filed, batch)
    if reports >= AGAIN:
        filed.record("request.batch_again", by=work.actor, at=work.now, batch=batch, reports=reports)


def _begin(work: Work, filed: ServiceRequest, batch: str) -> int | None:
    """How many reports there are once the watch is set; None where one runs already or no product is told."""
    if filed.product_id is None:
        return None
    connection = work.session.unguarded("a watch on a batch is no account's")
    row = {"batch_no": batch, "product_id": filed.product_id, "began_at": work.now, "reports": 0, "reason": ""}
    watch = connection.scalar(_insert(connection.dialect.name), row)
    return None if watch is None else int(connection.scalar(_FIRST, {"watch": watch}) or 0)


def _count_once_more(work: Work, filed: ServiceRequest, batch: str) -> int:
    """The reports of the watch that runs on the batch, this one counted; 0 where none runs. Of a request that names
    no product every watch on a batch of that number is meant."""
    connection = work.session.unguarded("a watch on a batch is no account's")
    about = {"batch": batch, "product": filed.product_id, "unknown": filed.product_id is None}
    return max(connection.scalars(_NEXT, about), default=0)


@cache
def _insert(dialect: str) -> Any:
    """One statement, so that of two complaints at once only one sets the watch."""
    return UPSERT[dialect](WATCH).on_conflict_do_nothing().returning(WATCH.c.id)
