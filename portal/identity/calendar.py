"""A person's own notice days as a calendar file: downloaded, or subscribed to under an address that only they have."""

from flask import Response, current_app, g
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from portal.db.transaction import transaction
from portal.domain.people.models import LinkToken, Login
from portal.domain.scope import EveryAccount, GuardedSession
from portal.domain.unit_of_work import UnitOfWork
from portal.identity.confirming import own_login
from portal.identity.reaches import Reading, readings_of
from portal.identity.tokens import LIFETIMES, issue, open_token, token_text, void
from portal.identity.views import identity
from portal.settings import Settings
from portal.web.calendar_file import DayEvent, calendar_text
from portal.web.current import uow
from portal.web.pages import Answer, page, see_other
from portal.web.radar_calendar import own_deadlines, radar_events

PURPOSE = "calendar"


@identity.get("/me/calendar.ics")
def download_calendar() -> Response:
    """What the visitor acts for at the moment."""
    return _file(_events(g.uow))


@identity.post("/me/calendar")
def renew_calendar() -> Answer:
    """Make the address, or a new one in place of the old."""
    login = own_login(uow.session)
    issue(uow.session, PURPOSE, login.id, LIFETIMES[PURPOSE], g.now)
    login.record("login.calendar_renewed", by=uow.actor, at=g.now)
    return see_other("identity.show_me", notice=_l("Your calendar has an address now. Keep it to yourself."))


@identity.post("/me/calendar/endings")
def end_calendar() -> Answer:
    login = own_login(uow.session)
    void(uow.session, PURPOSE, login.id, g.now)
    login.record("login.calendar_ended", by=uow.actor, at=g.now)
    return see_other("identity.show_me", notice=_l("The address of your calendar leads nowhere any more."))


@identity.get("/calendar/<ref:token>.ics")
def show_calendar(token: str) -> Answer:
    """For calendar programs, which sign in nowhere: the address is the proof, for as long as its owner may sign in.

    Reading stays reading: like every other link it counts nobody's wrong tries before something is sent to it, and
    nothing ever is. 256 random bits are guessed by nobody.
    """
    with transaction(EveryAccount("the owner of a calendar is not signed in"), writes=False) as session:
        found = _owner(session, token)
    if found is None:
        return page("identity/link_gone.html"), 404
    locale, readings = found
    with force_locale(locale):
        return _file([event for reading in readings for event in _read(reading)])


def own_calendar(session: GuardedSession, login_id: int) -> tuple[str, LinkToken] | None:
    """The address of the person's calendar and its token; None when there is none, or its key is retired."""
    query = select(LinkToken).where(
        LinkToken.purpose == PURPOSE, LinkToken.subject_id == login_id, LinkToken.voided_at.is_(None),
        LinkToken.expires_at > g.now,
    )  # fmt: skip
    link_token = session.scalar(query)
    try:
        return (f"{_settings().base_url}/calendar/{token_text(link_token)}.ics", link_token) if link_token else None
    except LookupError:
        return None


def _owner(session: GuardedSession, token: str) -> tuple[str, list[Reading]] | None:
    """The language of whom the address belongs to, and as whom they may read; None when it leads nowhere."""
    link_token = open_token(session, PURPOSE, token, g.now)
    readings = readings_of(session, link_token.subject_id) if link_token else []
    if link_token is None or not readings:
        return None
    return session.get_one(Login, link_token.subject_id).locale or _settings().locale, readings


def _read(reading: Reading) -> list[DayEvent]:
    with transaction(reading.scope, writes=False) as session:
        return _events(UnitOfWork(session, reading.actor, g.now))


def _events(work: UnitOfWork) -> list[DayEvent]:
    return list(radar_events(own_deadlines(work), _settings().base_url, for_staff=work.actor.is_staff))


def _file(events: list[DayEvent]) -> Response:
    text = calendar_text(_("Notice days"), events, g.now)
    answer = Response(text, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="notice-days.ics"'
    return answer


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
