"""The archive: finding an account, and one account at a glance."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Response, g, request, url_for

from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.models import Account
from portal.domain.contracts.state import UNDER_WAY, state_on
from portal.domain.glance import AccountGlance
from portal.domain.paging import Page
from portal.identity.access import may
from portal.staff import staff
from portal.staff.account_archive import archive_of
from portal.staff.account_levels import levels_of
from portal.staff.account_quality import quality_of
from portal.staff.account_sales import sales_of
from portal.staff.account_search import AccountSearch
from portal.staff.gap_forms import people_on_offer
from portal.staff.gap_lines import KINDS_OF, line_of
from portal.staff.people import people_of
from portal.staff.promise_forms import GivePromise
from portal.web import account_words as words
from portal.web.archive_words import birthday_text
from portal.web.care_words import RHYTHM_ICONS, RHYTHMS, TOUCH_ICONS, TOUCH_TYPES, duty_clock
from portal.web.contract_words import CONTRACT_TONES, SIDES, STAFF_CONTRACT_STATES
from portal.web.current import turn, uow
from portal.web.document_words import doc_name
from portal.web.feedback_words import FEEDBACK_KINDS, STAFF_FEEDBACK_STATES
from portal.web.labels import in_words
from portal.web.level_words import COLOURS
from portal.web.next_step_words import WHY, sentence
from portal.web.pages import page, see_other
from portal.web.pledge_words import page_of_source, staff_clock
from portal.web.quality_words import RESTS, SHOWS
from portal.web.raci_words import who_does_what
from portal.web.region_words import provinces
from portal.web.request_words import CATEGORIES, STAFF_STATES
from portal.web.telling import tell
from portal.web.timeline_words import CHAPTERS


@staff.get("/accounts/")
def list_accounts() -> Response:
    search = AccountSearch()
    clean = search.without_number
    if clean and request.headers.get("HX-Request-Type") != "partial":
        return see_other(".list_accounts", **clean)
    found = search.page()
    response = page(
        "staff/accounts/index.html", search=search, found=found, kinds=in_words(words.ACCOUNT_KINDS),
        statuses=in_words(words.ACCOUNT_STATUSES), tones=words.STATUS_TONES, tiers=in_words(words.TIERS),
        stages=in_words(words.STAGES), provinces=provinces(),
    )  # fmt: skip
    if clean:  # what stands in the box stays there, and nowhere else
        response.headers["HX-Push-Url"] = url_for(".list_accounts", **clean)
    return response


@staff.get("/accounts/<number:number>")
def show_account(number: str) -> Response:
    return account_page(number, request.args.get("tab", "timeline"))


def account_page(number: str, tab: str, **more: Any) -> Response:
    """The page with that tab; `more` is what a form that came back brings along."""
    glance = uow.glance.open(number)
    account = glance.account
    tab = tab if tab in PANELS and may(g.visitor.hats, OPEN_TO.get(tab, "staff.show_account")) else "timeline"
    return page(
        "staff/accounts/show.html", account=account, glance=glance, tab=tab, step=sentence(glance.next_step), why=WHY,
        words=words, doc_name=doc_name, levels=levels_of(glance),
        quality=quality_of(glance), colours=COLOURS, show=_show(), today=uow.today, now=uow.now,
        **{**PANELS[tab](account, glance), **more},
    )  # fmt: skip


def _timeline(account: Account, _: AccountGlance) -> dict[str, Any]:
    chapter = request.args.get("chapter", "")
    chapter = chapter if chapter in CHAPTERS else ""
    known = {"kinds": CHAPTERS.get(chapter, ()), "absorbed": account.absorbed_ids or ()}
    found = uow.timeline.of_account(account.id, **known, **turn())
    return {"found": found, "told": list(tell(found.rows, uow.today)), "chapter": chapter}


def _show() -> str:
    """Which rows of a tab: those that a figure of the page counts, or (empty) all."""
    return request.args.get("show", "")


def _contracts(account: Account, glance: AccountGlance) -> dict[str, Any]:
    if _show() == "running":
        rows = [(one.contract, one.state) for one in glance.contracts]
    else:
        rows = [(one, str(state_on(one, uow.today))) for one in uow.contracts.brief_of_account(account.id)]
    words = {"states": STAFF_CONTRACT_STATES, "tones": CONTRACT_TONES, "sides": SIDES}
    return {"contracts": rows, "under_way": UNDER_WAY, **words}


def _requests(account: Account, glance: AccountGlance) -> dict[str, Any]:
    counted = {"open": glance.requests, "overdue": glance.overdue}.get(_show())
    found = uow.requests.of_account(account.id, **turn()) if counted is None else Page(counted)
    return {"found": found, "states": in_words(STAFF_STATES), "categories": in_words(CATEGORIES)}


def _feedback(account: Account, glance: AccountGlance) -> dict[str, Any]:
    counts = _show() == "unanswered"
    found = Page(glance.feedback) if counts else uow.feedback.page(account_id=account.id, **turn())
    return {"found": found, "states": in_words(STAFF_FEEDBACK_STATES), "kinds": in_words(FEEDBACK_KINDS)}


def _promises(account: Account, _: AccountGlance) -> dict[str, Any]:
    is_open = _show() != "ended"
    found = uow.promises.of_account(account.id, is_open=is_open, **turn())
    if _show() == "overdue":
        found = Page([pledge for pledge in found.rows if pledge.due_on < uow.today])
    give = GivePromise.shown(uow.people.staff_names().items())
    return {"found": found, "is_open": is_open, "give": give, "clock": staff_clock, "page_of_source": page_of_source}


def _gaps_and_checks(account: Account, glance: AccountGlance) -> dict[str, Any]:
    shown = _show() if _show() in KINDS_OF else "all"
    lines = [line_of(code) for code in glance.quality.gaps]
    return {
        "lines": [line for line in lines if shown == "all" or line.gap.kind in KINDS_OF[shown]], "shown": shown,
        "checks": [check for name, check in uow.quality.checks(account).items() if _is_asked(glance, name)],
        "resting": [(line_of(code), date.fromisoformat(day), why) for code, day, why in glance.quality.resting],
        "people": people_on_offer(uow.people.staff_names()) if any(line.act == "name" for line in lines) else {},
        "rests": RESTS, "shows": SHOWS, "wrong": None,
    }  # fmt: skip


def _is_asked(glance: AccountGlance, name: str) -> bool:
    """Whether there is something to confirm."""
    return bool(glance.contacts if name == "contact" else getattr(glance.account, name))


def _care(account: Account, glance: AccountGlance) -> dict[str, Any]:
    ours = (glance.standing.care_owner, account.business_manager, glance.standing.sponsor)
    names = [post.login.name if post else "" for post in ours]
    return {
        "doers": who_does_what(*names, is_peripheral=account.kind == AccountKind.PERIPHERAL),

        "found": uow.care.touches(account.id, **turn()), "duties": uow.care.duties(account.id),
        "touch_types": TOUCH_TYPES, "touch_icons": TOUCH_ICONS, "rhythms": RHYTHMS, "rhythm_icons": RHYTHM_ICONS,
        "duty_clock": duty_clock, "staff_id": uow.actor.staff_id,
    }  # fmt: skip


def _portal(account: Account, _: AccountGlance) -> dict[str, Any]:
    return people_of(account)


def _nothing_more(_account: Account, _glance: AccountGlance) -> dict[str, Any]:
    return {}


PANELS: dict[str, Callable[[Account, AccountGlance], dict[str, Any]]] = {
    "timeline": _timeline,
    "contacts": lambda _account, _glance: {"birthday_text": birthday_text},
    "contracts": _contracts,
    "requests": _requests,
    "feedback": _feedback,
    "promises": _promises,
    "care": _care,
    "sales": lambda account, _glance: sales_of(account),
    "papers": _nothing_more,
    "portal": _portal,
    "archive": lambda account, glance: {**archive_of(account, glance), **_gaps_and_checks(account, glance)},
}
"""The tabs, each with what it reads beyond the head of the page."""
OPEN_TO = {"sales": "staff.list_sales", "health": "staff.list_sales"}
"""Tabs that only those see who may open that place."""
