"""What every template can rely on."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from flask import Flask, g
from flask_login import LoginManager
from sqlalchemy import select

from portal.domain.accounts.models import Account
from portal.domain.people.models import Membership
from portal.domain.requests.calendar import days_and_hours
from portal.domain.requests.queue import QueueFilter
from portal.domain.scope import OUTSIDE_SCOPE
from portal.identity.access import may
from portal.identity.visitor import Visitor
from portal.notify.inbox import unread_count
from portal.settings import Settings
from portal.web.locale import current_locale
from portal.web.now_line import now_line
from portal.web.people_words import PARTNER_ROLES


class VisitorInShell:
    """The visitor as the shell shows them; figures are asked for only where they are shown."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor

    def __getattr__(self, name: str) -> Any:
        return getattr(self._visitor, name)

    def may(self, endpoint: str) -> bool:
        return may(self.hats, endpoint)

    @cached_property
    def hats(self) -> frozenset[str]:
        return self._visitor.hats

    @property
    def memberships(self) -> list[Any]:
        query = (
            select(Membership.id, Account.name_zh.label("account_name"))
            .join(Account, Account.id == Membership.account_id)
            .where(Membership.login_id == self._visitor.login_id, Membership.ended_at.is_(None))
            .order_by(Membership.id)
        )
        return list(g.uow.session.execute(query, execution_options={OUTSIDE_SCOPE: "a person's own memberships"}))

    @property
    def role_label(self) -> str:
        return str(PARTNER_ROLES.get(self._visitor.partner_role, self._visitor.title))

    @property
    def shell(self) -> str:
        """The frame of pages that both faces have; who is half signed in gets the bare one."""
        return f"shell/{self._visitor.kind if self._visitor.factor_passed else 'plain'}.html"

    @cached_property
    def unread(self) -> int:
        visitor = self._visitor
        return unread_count(g.uow.session, visitor.login_id, visitor.account_id, visitor.roles)


class WhenShown:
    """A figure of the shell that is asked for only where it is printed, and once."""

    def __init__(self, ask: Callable[[], Any]) -> None:
        self._ask = ask

    @cached_property
    def value(self) -> Any:
        return self._ask()

    def __bool__(self) -> bool:
        return bool(self.value)

    def __str__(self) -> str:
        return str(self.value)


def _now_line() -> str:
    return now_line(g.uow.now, *days_and_hours(g.uow))


def _queue_overdue() -> int:
    """Promises to partners that are late, within the reach of whoever looks."""
    late = QueueFilter(runs=True, due_before=g.uow.now)
    return int(g.uow.queue.counts({"late": late}, most=100)["late"])


def init_context(app: Flask, settings: Settings) -> None:
    app.jinja_env.globals["may"] = may
    manager = LoginManager(app, add_context_processor=False)  # pages know the visitor
    manager.session_protection = None
    manager.request_loader(lambda _: g.get("visitor"))

    @app.context_processor
    def shell() -> dict[str, Any]:
        visitor = g.get("visitor")
        return {
            "visitor": VisitorInShell(visitor) if visitor else None,
            "company_name": settings.company_name,
            "demo": settings.is_demo,
            "locale": current_locale(),
            "now_line": WhenShown(_now_line),
            "queue_overdue": WhenShown(_queue_overdue),
        }

    @app.before_request
    def _prepare_macros() -> None:
        if "ui" not in app.jinja_env.globals:
            app.jinja_env.globals["ui"] = app.jinja_env.get_template("ui/all.html").make_module()
