"""When a request begins to write: before its view, or by the view itself once what needs no lock is done."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from flask import Response, current_app, g, make_response, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import NotFound as PageNotFound

from portal.db.extension import RequestSession
from portal.db.once import earlier_answer
from portal.db.transaction import Transaction, transaction
from portal.domain.scope import EveryAccount
from portal.domain.unit_of_work import UnitOfWork
from portal.identity.cookie import visit
from portal.identity.visitor import Visitor, recognise

FORM_ID = re.compile(r"[A-Za-z0-9_-]{16,32}")


def late_write(view: Any) -> Any:
    """Marks a view that reads and computes first and writes late, so that nobody waits for it meanwhile: it checks its
    form and calls `begin_writing`, or hashes a password and opens a short transaction of its own (`writing`)."""
    view.is_late_writer = True
    return view


def is_late_writer() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "is_late_writer", False)


def begin_writing() -> None:
    """For late writers with a form: from here on the request's unit of work writes, in the request's one transaction.

    What was read before stays readable and belongs to no session any more. Who asks is recognised again, and a form
    that was received already is answered here as it was the first time; neither comes back to the view.
    """
    reading: UnitOfWork = g.uow
    start_writing(g.visitor)
    g.uow = UnitOfWork(reading.session, reading.actor, reading.now, writes=True)
    earlier = answer_again(g.visitor)
    if earlier is not None:
        raise HTTPException(response=earlier)


def start_writing(visitor: Visitor | None) -> Visitor | None:
    """Swap the reading transaction for a writing one and ask again: rights may have ended in between."""
    session: RequestSession = g.transaction.session
    g.transaction.write_from_here()
    if visitor is None:
        return None
    again = recognise(session, visit().visit_id, g.now)
    if again is None or again.standing != visitor.standing:
        raise PageNotFound
    g.visitor = again
    return again


def answer_again(visitor: Visitor | None) -> Response | None:
    """A form that was received already leads where it led the first time."""
    form_id = request.form.get("form_id", "")
    if visitor is None or not FORM_ID.fullmatch(form_id):
        return None
    g.form_key = f"{visitor.login_id}:{request.endpoint}:{form_id}"
    earlier = earlier_answer(g.transaction.session, g.form_key)
    if earlier is None:
        return None
    g.form_key = None
    return make_response(redirect(earlier, 303))


@contextmanager
def short_write() -> Iterator[UnitOfWork]:
    """For late writers and readers: a unit of work that writes in a short transaction of its own, on what was found
    within the reach of who asks; afterwards reading goes on."""
    reading: UnitOfWork = g.uow
    with writing() as session:
        yield UnitOfWork(session, reading.actor, reading.now, writes=True)


def was_received(work: UnitOfWork, endpoint: str) -> bool:
    """Whether the form this was sent from has been received by that endpoint; who sends it now waits for us."""
    form_id = request.form.get("form_id", "")
    if not FORM_ID.fullmatch(form_id):
        return False
    return earlier_answer(cast(RequestSession, work.session), f"{g.visitor.login_id}:{endpoint}:{form_id}") is not None


@contextmanager
def waiting_for_nobody() -> Iterator[None]:
    """While another server is asked, which may take seconds: no transaction stands open and no connection is held.

    What was read before stays readable, but belongs to no session any more; afterwards reading goes on.
    """
    reading = g.transaction.session
    reading.expunge_all()
    g.transaction.drop()
    try:
        yield
    finally:
        g.transaction = Transaction(reading, writes=False)


@contextmanager
def writing() -> Iterator[RequestSession]:
    """For late writers: a short write transaction of their own, kept whatever the answer's status; what was read
    before is as in `waiting_for_nobody`."""
    everybody = EveryAccount("sign-in happens before anybody is known; drafts are their own")
    with waiting_for_nobody(), transaction(everybody) as session:
        yield session
