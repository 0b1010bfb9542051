"""Home: what needs the partner now, how long the contracts run, and what we are working on."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.contracts.breaches.models import Breach
from portal.domain.contracts.breaches.states import BreachState
from portal.domain.contracts.clauses import Party
from portal.domain.contracts.radar import Window, WindowKind, last_to_ask
from portal.domain.requests.carrying import is_being_extended
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.extension import TermExtension
from portal.domain.requests.models import ServiceRequest
from portal.domain.requests.states import RequestState
from portal.partner import partner
from portal.partner.documents import Paper, own_papers
from portal.partner.field_matrix import sees_penalty_sums
from portal.partner.needs import Need, of_feedback, of_survey
from portal.partner.request_rows import request_rows
from portal.web.agreement import Agreement
from portal.web.breach_words import BREACH_KINDS
from portal.web.contract_words import PARTNER_CONTRACT_STATES, territory_of
from portal.web.current import uow
from portal.web.locale import day_text, local, moment_text, short_day
from portal.web.pages import page
from portal.web.pledge_words import partner_clock
from portal.web.radar_words import day_to_act, told_to_partner
from portal.web.radar_words import why as why_of
from portal.web.request_words import CATEGORIES

QUICK = (
    (RequestCategory.DELIVERY_QUERY, _l("Track goods"), "truck-delivery"),
    (RequestCategory.QUALIFICATION_COPY, _l("Get papers"), "file-certificate"),
    (RequestCategory.INVOICE_PAPER, _l("Get invoices"), "receipt"),
    (RequestCategory.DIVERSION_COMPLAINT, _l("Report diversion"), "arrows-exchange"),
)
"""What is filed most often, one tap away."""
MOST_ROWS = 5
PRESSING = timedelta(days=90)
"""How near a last day must be to stand among what needs the partner now."""


@partner.get("/")
def home() -> Response:
    account, papers = own_papers()
    days = uow.deadlines.days
    own = [(Agreement(one, uow.today, days), radar) for one, radar in uow.deadlines.of_own_agreements(account.id)]
    agreements = [agreement for agreement, _radar in own]
    running = uow.requests.of_account(account.id, is_open=True).rows
    told, asked = uow.surveys.at_home(account.id, uow.actor.login_id or 0)
    needs = [
        *(need for row in uow.breaches.waiting_for_partner(account.id) if (need := _of_breach(row, uow.today))),
        *(_of_request(row) for row in running if row.state in (RequestState.WAITING_PARTNER, RequestState.RESOLVED)),
        *(of_feedback(row) for row in told),
        *(of_survey(ask) for ask in asked),
        *_of_contracts(own),
        *(_of_paper(paper) for paper in papers if paper.state in ("expiring", "expired")),
    ]
    current = sorted((a for a in agreements if not a.is_over), key=lambda a: (not a.is_under_way, a.contract.last_day))
    return page(
        "partner/home.html", account=account, needs=needs, agreements=current[:2], contract_count=len(agreements),
        rows=request_rows(running[:MOST_ROWS]), running=running, papers=papers[:3], paper_count=len(papers),
        pledges=uow.promises.to_tell(account.id), clock=partner_clock, today=uow.today,
        quick=QUICK, greeting=greeting(uow.now),
        states=PARTNER_CONTRACT_STATES, territory_of=territory_of,
        asking={agreement.contract.id: last_to_ask(radar, uow.today) for agreement, radar in own},
    )  # fmt: skip


def greeting(now: datetime) -> str:
    """A word for the time of day on the company's clock."""
    hour = local(now).hour
    if hour < 11:
        return _("Good morning")
    return _("Good afternoon") if hour < 18 else _("Good evening")


def _of_request(service_request: ServiceRequest) -> Need:
    href = url_for(".show_request", number=service_request.number)
    about = f"{CATEGORIES[RequestCategory(service_request.category)]} {service_request.number}"
    if service_request.state == RequestState.RESOLVED:
        since = _("since %(moment)s", moment=moment_text(service_request.resolved_at))
        title = _("Is it done? %(subject)s", subject=service_request.subject)
        return Need(href, "check", title, _("%(about)s · say yes, or take it up again", about=about), "met", since)
    if is_being_extended(service_request) and service_request.extension and service_request.extension.acknowledge_by:
        return _of_offer(service_request.extension, href)
    title = _("We need something from you: %(subject)s", subject=service_request.subject)
    why = _("%(about)s · we go on once we have it", about=about)
    return Need(href, "message-2", title, why, "paused", _("Waiting for you"), "warn")


def _of_breach(breach: Breach, today: date) -> Need | None:
    """A notice to answer; a sum to look at, for those who see sums."""
    if breach.state == BreachState.COMPUTED or breach.reply_by is None:
        return _of_sum(breach) if sees_penalty_sums() else None
    left = (breach.reply_by - today).days + 1
    title = _("Answer the notice: %(kind)s", kind=BREACH_KINDS[breach.kind])
    last = _("%(number)s · must reach us by %(day)s", number=breach.number, day=day_to_act(breach.reply_by, today))
    href = url_for(".show_breach", number=breach.number)
    if left <= 0:
        return Need(href, "alert-triangle", title, last, "over", _("The time is over"), "bad")
    return Need(href, "alert-triangle", title, last, *_countdown(left), "warn")


def _of_sum(breach: Breach) -> Need:
    title = _("Look at the sum: %(kind)s", kind=BREACH_KINDS[breach.kind])
    why = _("%(number)s · agree to it, or tell us what you see differently", number=breach.number)
    href = url_for(".show_breach", number=breach.number)
    return Need(href, "scale", title, why, "paused", _("Waiting for you"), "warn")


def _of_offer(extension: TermExtension, href: str) -> Need:
    last = extension.acknowledge_by
    assert last is not None
    title = _("Confirm or decline: %(subject)s", subject=extension.request.subject)
    why = _("Would end on %(day)s · the account owner confirms by %(last)s", day=day_text(extension.new_ends_on),
            last=day_to_act(last, uow.today))  # fmt: skip
    return Need(href, "calendar-due", title, why, *_countdown((last - uow.today).days + 1), "warn")


def _of_contracts(own: list[tuple[Agreement, list[Window]]]) -> Iterator[Need]:
    """Contracts to sign, then one thing for each that can still be done, the nearest last day first."""
    yield from (_to_sign(agreement) for agreement, _radar in own if agreement.state == "sent")
    nearest = [(agreement, window) for agreement, radar in own for window in _pressing(radar, agreement.today)[:1]]
    yield from (_still(*each) for each in sorted(nearest, key=lambda each: each[1].arrives_by))


def _to_sign(agreement: Agreement) -> Need:
    title = _("Sign the contract: %(name)s", name=agreement.contract.title or agreement.contract.number)
    href, why = _address_of(agreement), _("It counts once both sides have signed on paper")
    return Need(href, "file-text", title, why, "paused", _("Waiting for you"), "warn")


def _still(agreement: Agreement, window: Window) -> Need:
    contract, today = agreement.contract, agreement.today
    what, name = told_to_partner(window, today), contract.title or contract.number
    title, day = _("%(what)s: %(name)s", what=what, name=name), day_to_act(window.arrives_by, today)
    last = _("%(number)s · must reach us by %(day)s", number=contract.number, day=day)
    clock, href = _countdown(window.days_left(today)), f"{_address_of(agreement)}#windows"
    return Need(href, "calendar-due", title, f"{last} · {why_of(window)}", *clock, "warn")


def _address_of(agreement: Agreement) -> str:
    return url_for(".show_contract", number=agreement.contract.number)


def _pressing(radar: list[Window], today: date) -> list[Window]:
    """What the partner can do within ninety days; the end itself only where no clause gives a day before."""
    until = today + PRESSING
    theirs = [one for one in radar if one.may_be_done_by(Party.PARTNER) and one.is_open(today) and not one.is_settled]
    near = [one for one in theirs if one.arrives_by < until]
    return [one for one in near if one.kind is not WindowKind.END] or near


def _of_paper(paper: Paper) -> Need:
    assert paper.expires_on is not None and paper.days_left is not None
    title = _("Renew: %(name)s", name=paper.name)
    href = url_for(".list_documents")
    if paper.state == "expired":
        why = _("Expired %(day)s. %(consequence)s", day=day_text(paper.expires_on), consequence=paper.consequence)
        return Need(href, "file-certificate", title, why, "over", _("Expired"), "bad")
    why = _("Good until %(day)s. %(consequence)s", day=short_day(paper.expires_on), consequence=paper.consequence)
    return Need(href, "file-certificate", title, why, *_countdown(paper.days_left))


def _countdown(days: int) -> tuple[str, str]:
    """The clock's kind and words; a month ahead is near enough to be ruled."""
    return ("soon" if days <= 30 else "ok"), _("%(days)s days left", days=days)
