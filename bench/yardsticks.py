"""The yardsticks: how fast the same machine, server and page are with nothing of the portal in between.

a: Flask and a constant answer of 8 KB. b: Flask, one keyset query by `sqlite3`, a page of 50 rows. C: Flask,
Flask-Login and SQLAlchemy entities for the same page, the garbage collector frozen as the portal does.
"""

import gc
import os
import sqlite3
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import Flask, g
from flask_login import LoginManager, UserMixin, login_required, login_user
from sqlalchemy import Engine, ForeignKey, Index, create_engine, event, insert, select, tuple_
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship

FILE = Path(os.environ.get("BENCH_YARDSTICK", "bench/.data/yardstick.sqlite3"))
ADDRESS = "BENCH_YARDSTICK_URL"
"""The variable with the address of C's database, where it does not stand on SQLite."""
ROWS, PEOPLE, PARTNERS = 100_000, 20, 10_000
SOMEWHERE = datetime(2026, 2, 1)
STATES = ("new", "accepted", "in_progress", "waiting_partner", "resolved", "closed")
PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>工单</title></head><body><h1>工单</h1>
<table class="table"><thead><tr><th>事项</th><th>客户</th><th>状态</th><th>时限</th><th>处理人</th></tr></thead><tbody>
{%- for row in rows %}
<tr><td class="main"><a href="/tickets/{{ row.number }}">{{ row.subject }}</a><span class="sub">{{ row.number }}</span>
</td><td><a href="/partners/{{ row.partner_id }}">{{ row.partner.name if row.partner else row.partner_name }}</a></td>
<td><span class="badge">{{ row.state }}</span></td><td>{{ row.due_at }}</td><td>{{ row.assignee_id }}</td></tr>
{%- endfor %}
</tbody></table>{% if rows %}<a rel="next" href="?after={{ rows[-1].due_at }},{{ rows[-1].id }}">下一页</a>{% endif %}
</body></html>"""
KEYSET = """SELECT t.id, t.number, t.subject, t.state, t.due_at, t.assignee_id, t.partner_id, NULL AS partner,
  p.name AS partner_name FROM ticket t JOIN partner p ON p.id = t.partner_id
  WHERE t.is_open = 1 AND (t.due_at, t.id) > (?, ?) ORDER BY t.due_at, t.id LIMIT 50"""


class Base(DeclarativeBase):
    pass


class Person(UserMixin, Base):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Partner(Base):
    __tablename__ = "partner"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    province: Mapped[str]


class Ticket(Base):
    __tablename__ = "ticket"
    __table_args__ = (Index(None, "is_open", "due_at", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    text: Mapped[str]
    state: Mapped[str]
    is_open: Mapped[bool]
    due_at: Mapped[datetime]
    posted_at: Mapped[datetime]
    assignee_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    partner: Mapped[Partner] = relationship()


def fill(rows: int = ROWS) -> None:
    """Make the yardsticks' own database, unless it is there."""
    if FILE.exists():
        return
    FILE.parent.mkdir(parents=True, exist_ok=True)
    unfinished = FILE.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    engine = create_engine(f"sqlite:///{unfinished}")
    write(engine, rows)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()
    unfinished.rename(FILE)


def write(engine: Engine, rows: int = ROWS) -> None:
    """C's tables and their rows, on either engine."""
    Base.metadata.create_all(engine)
    start = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    made: dict[type[Any], list[dict[str, Any]]] = {
        Person: [{"id": n + 1, "name": f"同事 {n}"} for n in range(PEOPLE)],
        Partner: [{"id": n + 1, "name": f"第 {n} 医药有限公司", "province": "510000"} for n in range(PARTNERS)],
        Ticket: [_ticket(n, start) for n in range(rows)],
    }
    with engine.begin() as connection:
        for table, some in made.items():
            connection.execute(insert(table), some)
        if engine.dialect.name == "postgresql":  # it counts ids beside the table
            connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('ticket', 'id'), {rows})")


def _ticket(n: int, start: datetime) -> dict[str, Any]:
    at, state = start + timedelta(minutes=3 * n), STATES[n % len(STATES)]
    return {
        "id": n + 1, "number": f"T-{n:07d}", "subject": f"第 {n} 批货到哪了？", "text": "请尽快安排。", "state": state,
        "is_open": state != "closed", "due_at": at, "posted_at": at, "assignee_id": n % PEOPLE + 1,
        "partner_id": n * 7 % PARTNERS + 1,
    }  # fmt: skip


def limit_a() -> Flask:
    app, body = Flask("a"), "x" * 8192
    app.add_url_rule("/", view_func=lambda: body)
    return app


def limit_b() -> Flask:
    app = Flask("b")
    template = app.jinja_env.from_string(PAGE)

    @cache
    def database() -> sqlite3.Connection:  # opened by the worker, after the fork
        opened = sqlite3.connect(FILE)
        opened.row_factory = sqlite3.Row
        return opened

    @app.get("/")
    def rows() -> str:
        return template.render(rows=database().execute(KEYSET, (SOMEWHERE, 0)).fetchall())

    return app


def yardstick_c() -> Flask:
    app = Flask("C")
    app.secret_key = "nothing here is secret"
    template = app.jinja_env.from_string(PAGE)
    engine = create_engine(os.environ.get(ADDRESS) or f"sqlite:///{FILE}")
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda opened, _: opened.execute("PRAGMA synchronous=FULL"))
    manager = LoginManager(app)
    manager.user_loader(lambda person_id: g.session.get(Person, int(person_id)))
    app.before_request(lambda: setattr(g, "session", Session(engine)))
    app.teardown_request(lambda _: g.session.close())

    @app.get("/sign-in")
    def sign_in() -> str:
        login_user(g.session.get(Person, 1))
        return "signed in"

    @app.get("/")
    @login_required
    def rows() -> str:
        query = select(Ticket).where(Ticket.is_open, tuple_(Ticket.due_at, Ticket.id) > tuple_(SOMEWHERE, 0))
        query = query.options(joinedload(Ticket.partner)).order_by(Ticket.due_at, Ticket.id).limit(50)
        return template.render(rows=g.session.scalars(query).all())

    @app.post("/")
    @login_required
    def add_row() -> str:
        g.session.add(Ticket(**_ticket(0, SOMEWHERE) | {"id": None, "number": uuid4().hex, "state": "closed"}))
        g.session.commit()
        return "filed"

    return app


def freeze() -> None:
    """What the portal tells the collector in each worker."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
