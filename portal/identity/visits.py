"""The life of one request: recognise the visitor, fix the scope, open one transaction, end it once."""

from datetime import UTC, datetime
from typing import cast

from flask import Flask, Response, current_app, g, make_response, redirect, request, url_for
from werkzeug.exceptions import NotFound as PageNotFound

from portal.db.extension import RequestSession, db
from portal.db.once import remember_answer
from portal.db.transaction import Transaction
from portal.domain.events import Actor
from portal.domain.scope import EveryAccount
from portal.domain.unit_of_work import UnitOfWork
from portal.identity.access import ACCESS, may
from portal.identity.addresses import home_of
from portal.identity.bearer import arrive_by_token, note_call
from portal.identity.cookie import NOTICES, visit
from portal.identity.origin import SAFE, init_origin
from portal.identity.reading import note_reading, refuse_too_much_reading
from portal.identity.visitor import Visitor, recognise
from portal.identity.writing import answer_again, is_late_writer, start_writing
from portal.storage.receiving import receive_files
from portal.web.problems import is_for_machines

MACHINES = frozenset({"static", "web.answer_healthz", "web.answer_readyz", "upkeep.answer_metrics"})
BEFORE_NOTICE = frozenset(
    {"identity.show_privacy_notice", "identity.accept_privacy_notice", "identity.sign_out", "identity.choose_language"}
)
"""All that is open to whoever has not read the privacy notice in force (PIPL 17)."""
ANONYMOUS = frozenset({"anonymous"})


def init_visits(app: Flask) -> None:
    init_origin(app)
    app.before_request(_arrive)
    app.after_request(_keep_or_drop)
    app.teardown_request(_leave)


def client_address() -> str:
    """The address of the client; ProxyFix has already applied the configured number of proxies."""
    return (request.remote_addr or "")[:45]


def _arrive() -> Response | None:
    g.now = datetime.now(UTC)
    if request.endpoint in MACHINES:
        return None
    if request.endpoint is None:
        if request.method == "GET" and request.cookies and not is_for_machines():
            _show_the_way_on(_recognise_first())
        return None
    current_app.extensions["presence"].note()
    if is_for_machines():
        return arrive_by_token(client_address())
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
    session, writes_next = cast(RequestSession, db.session()), request.method not in SAFE
    g.transaction = Transaction(session, writes=False, writes_next=writes_next)
    return recognise(g.transaction.session, visit().visit_id, g.now)


def _refuse(visitor: Visitor | None) -> Response | None:
    assert request.endpoint is not None
    hats = visitor.hats if visitor else ANONYMOUS
    if may(hats, request.endpoint):
        is_due = visitor is not None and visitor.factor_passed and visitor.notice_due is not None
        if not is_due or request.endpoint in BEFORE_NOTICE:
            return None
        return _go_to(url_for("identity.show_privacy_notice", next=_here()))
    if visitor is None and request.endpoint in ACCESS:
        return _go_to(url_for("identity.sign_in", next=_here()))
    if "half" in hats and request.endpoint in ACCESS:
        return _go_to(url_for("identity.ask_code", next=_here()))
    if request.endpoint == "partner.home":
        return _go_to(home_of(hats))
    _show_the_way_on(visitor if request.method == "GET" else None)
    raise PageNotFound


def _show_the_way_on(visitor: Visitor | None) -> None:
    """Whoever is signed in has the navigation on a page that says that there is nothing."""
    if visitor is not None and visitor.factor_passed:
        g.visitor = visitor
        _open_unit_of_work(visitor)


def _here() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None


def _go_to(address: str) -> Response:
    """A redirect; htmx is told in its own header, for a fetch would swap the whole page into a piece. A poll is told
    nothing: it must not take away a page on which somebody is writing."""
    if request.headers.get("X-Poll"):
        return Response(status=204)
    if request.headers.get("HX-Request"):
        return Response(status=204, headers={"HX-Redirect": address})
    return make_response(redirect(address, 303))


def _open_unit_of_work(visitor: Visitor | None) -> Response | None:
    writes = request.method not in SAFE and not is_late_writer()
    if writes:
        visitor = start_writing(visitor)
    scope = visitor.scope() if visitor else EveryAccount("sign-in, reset and invitation happen before anybody is known")
    opened = g.transaction.session
    opened.fix_scope(scope)
    address = client_address()
    actor = visitor.actor(address) if visitor else Actor(kind="system", name="sign-in", address=address)
    g.uow = UnitOfWork(opened, actor, g.now, writes)
    return answer_again(visitor) if writes else None


def _keep_or_drop(response: Response) -> Response:
    opened: Transaction | None = g.pop("transaction", None)
    if opened is None:
        return response
    if opened.writes and (response.status_code < 400 or g.get("on_record")) and not g.get("failed"):
        response = _keep(opened, response)
    else:
        opened.drop()
    note_call()
    note_reading(g.get("visitor"), is_found=response.status_code == 200 or (response.status_code == 303 and "uow" in g))
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
