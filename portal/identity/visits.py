"""The life of one request: recognise the visitor, fix the scope, open one transaction, end it once."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast

from flask import Flask, Response, current_app, g, make_response, redirect, request, session, url_for
from werkzeug.exceptions import NotFound as PageNotFound

from portal.db.extension import RequestSession, db
from portal.db.once import earlier_answer, remember_answer
from portal.db.transaction import Transaction, transaction
from portal.domain.events import Actor
from portal.domain.scope import EveryAccount
from portal.domain.unit_of_work import UnitOfWork
from portal.identity.access import ACCESS, may
from portal.identity.cookie import NOTICES, Visit
from portal.identity.origin import SAFE, init_origin
from portal.identity.reading import note_reading, refuse_too_much_reading
from portal.identity.visitor import Visitor, recognise
from portal.storage.receiving import receive_files

MACHINES = frozenset({"static", "web.answer_healthz", "web.answer_readyz"})
ANONYMOUS = frozenset({"anonymous"})
FORM_ID = re.compile(r"[A-Za-z0-9_-]{16,32}")


def init_visits(app: Flask) -> None:
    init_origin(app)
    app.before_request(_arrive)
    app.after_request(_keep_or_drop)
    app.teardown_request(_leave)


def visit() -> Visit:
    return cast(Visit, session)


def client_address() -> str:
    """The address of the client; ProxyFix has already applied the configured number of proxies."""
    return (request.remote_addr or "")[:45]


def late_write(view: Any) -> Any:
    """Marks a view that reads and computes first (a password hash) and opens its own short write transaction."""
    view.is_late_writer = True
    return view


def _arrive() -> Response | None:
    g.now = datetime.now(UTC)
    if request.endpoint in MACHINES or request.endpoint is None:
        return None
    visitor = _recognise_first()
    g.visitor = visitor
    refused = _refuse(visitor)
    if refused is not None:
        return refused
    if visitor is not None and visitor.factor_passed and request.method not in SAFE and request.files:
        store = current_app.extensions["storage"]
        g.received_files, g.refused_files = receive_files(request.files.getlist("files"), store)
    refuse_too_much_reading(g.transaction.session, visitor)
    return _open_unit_of_work(visitor)


def _recognise_first() -> Visitor | None:
    """Ask who it is before anything is written or waited for."""
    g.transaction = Transaction(cast(RequestSession, db.session()), writes=False)
    return recognise(g.transaction.session, visit().visit_id, g.now)


def _refuse(visitor: Visitor | None) -> Response | None:
    assert request.endpoint is not None
    hats = visitor.hats if visitor else ANONYMOUS
    if may(hats, request.endpoint):
        return None
    if visitor is None and request.endpoint in ACCESS:
        return _go_to(url_for("identity.sign_in", next=_here()))
    if "half" in hats and request.endpoint in ACCESS:
        return _go_to(url_for("identity.ask_code", next=_here()))
    if request.endpoint == "partner.home":
        return _go_to(url_for("staff.today"))
    raise PageNotFound


def _here() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None


def _go_to(address: str) -> Response:
    """A redirect; htmx is told in its own header, for a fetch would swap the whole page into a piece."""
    if request.headers.get("HX-Request"):
        return Response(status=204, headers={"HX-Redirect": address})
    return make_response(redirect(address, 303))


def _open_unit_of_work(visitor: Visitor | None) -> Response | None:
    writes = request.method not in SAFE and not _is_late_writer()
    if writes:
        visitor = _start_writing(visitor)
    scope = visitor.scope() if visitor else EveryAccount("sign-in, reset and invitation happen before anybody is known")
    opened = g.transaction.session
    opened.fix_scope(scope)
    address = client_address()
    actor = visitor.actor(address) if visitor else Actor(kind="system", name="sign-in", address=address)
    g.uow = UnitOfWork(opened, actor, g.now, writes)
    return _answer_again(visitor) if writes else None


def _start_writing(visitor: Visitor | None) -> Visitor | None:
    """Swap the reading transaction for a writing one and ask again: rights may have ended in between."""
    g.transaction.drop()
    g.transaction.session.expunge_all()
    g.transaction = Transaction(g.transaction.session, writes=True)
    if visitor is None:
        return None
    again = recognise(g.transaction.session, visit().visit_id, g.now)
    if again is None or again.hats != visitor.hats:
        raise PageNotFound
    g.visitor = again
    return again


def _answer_again(visitor: Visitor | None) -> Response | None:
    """A form that was received already leads where it led the first time."""
    form_id = request.form.get("form_id", "")
    if visitor is None or not FORM_ID.fullmatch(form_id):
        return None
    g.form_key = f"{visitor.login_id}:{request.endpoint}:{form_id}"
    earlier = earlier_answer(g.uow.session, g.form_key)
    if earlier is None:
        return None
    g.form_key = None
    return make_response(redirect(earlier, 303))


def _keep_or_drop(response: Response) -> Response:
    opened: Transaction | None = g.pop("transaction", None)
    if opened is None:
        return response
    if opened.writes and response.status_code < 400 and not g.get("failed"):
        response = _keep(opened, response)
    else:
        opened.drop()
    note_reading(g.get("visitor"), is_found=response.status_code == 200)
    return response


def _keep(opened: Transaction, response: Response) -> Response:
    """Commit; what the database finds out only now is answered as if the view had met it."""
    try:
        if g.get("form_key") and response.status_code == 303:
            remember_answer(opened.session, g.form_key, response.headers["Location"], g.now)
        opened.keep()
    except Exception as mistake:
        opened.drop()
        visit().pop(NOTICES, None)
        return current_app.make_response(current_app.handle_user_exception(mistake))
    return response


def _leave(_error: BaseException | None) -> None:
    opened: Transaction | None = g.pop("transaction", None)
    if opened is not None:
        opened.drop()


def _is_late_writer() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "is_late_writer", False)


@contextmanager
def writing() -> Iterator[RequestSession]:
    """For late writers: a short write transaction of their own, kept whatever the answer's status.

    What was read before stays readable, but belongs to no session any more; afterwards reading goes on.
    """
    reading = g.transaction.session
    reading.expunge_all()
    g.transaction.drop()
    try:
        with transaction(EveryAccount("sign-in, reset and invitation happen before anybody is known")) as session:
            yield session
    finally:
        g.transaction = Transaction(reading, writes=False)
