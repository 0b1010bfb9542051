"""Versions of the clock policy with their targets, pauses of requests, changes of the calendar; what stands still.

Columns are added one by one, the tables are not made anew: on SQLite that would fail while other rows point at them.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0018"
down_revision = "0017"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OLD = (("is_open", "due_at", "request_id", "state"), ("is_open", "assignee_id", "due_at", "request_id"),
       ("is_open", "category", "due_at", "request_id"), ("is_open", "priority", "due_at", "request_id"),
       ("state", "due_at", "request_id"))  # fmt: skip
NEW = (
    ("is_open", "is_paused", "due_at", "request_id"),
    ("is_open", "assignee_id", "is_paused", "due_at", "request_id"),
    ("is_open", "category", "is_paused", "due_at", "request_id"),
    ("is_open", "priority", "is_paused", "due_at", "request_id"),
    ("state", "is_paused", "due_at", "request_id"),
)
TARGETS = {
    "delivery_query": (120, 450), "qualification_copy": (120, 900), "invoice_paper": (240, 900),
    "quality_complaint": (60, 1350), "adr_report": (60, 450), "damage_short": (120, 1350),
    "contract_extension": (240, 2250), "diversion_complaint": (240, 4500), "territory_add": (240, 2250),
    "price_adjustment": (240, 2250), "contract_termination": (120, 4500), "rebate_settlement": (240, 4500),
    "deposit_refund": (240, 4500), "return_exchange": (240, 2250), "tender_support": (120, 1350),
    "promotion_support": (240, 2250), "sample_request": (240, 2250), "training": (240, 2250),
}  # fmt: skip
"""Business minutes to the first answer and to the resolution, as promised until now; p1 halves both."""


def upgrade() -> None:
    _make_tables()
    op.add_column("service_request", sa.Column("policy_no", sa.Integer(), nullable=False, server_default="1"))
    for name in ("unanswered_since", "next_due_at", "stopped_at"):
        op.add_column("service_request", sa.Column(name, UtcDateTime(), nullable=True))
    op.add_column("desk_card", sa.Column("is_paused", sa.Boolean(), nullable=False, server_default=sa.false()))
    _exchange(OLD, NEW)
    _publish_the_first()
    _stop_what_waits()


def downgrade() -> None:
    _exchange(NEW, OLD)
    op.drop_column("desk_card", "is_paused")
    for name in ("stopped_at", "next_due_at", "unanswered_since", "policy_no"):
        op.drop_column("service_request", name)
    for name, index in (("clock_pause", ("request_id", "id")), ("clock_target", ("policy_id", "category", "priority"))):
        op.drop_index(op.f(f"ix_{name}_{'_'.join(index)}"), table_name=name)
        op.drop_table(name)
    op.drop_table("clock_policy")
    op.drop_table("calendar_change")


def _make_tables() -> None:
    op.create_table(
        "clock_policy",
        sa.Column("id", BIG, nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("intervals", sa.JSON(), nullable=False),
        sa.Column("warn_percent", sa.Integer(), nullable=False),
        sa.Column("paused_in", sa.JSON(), nullable=False),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("published_by_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["published_by_id"], ["login.id"], name=op.f("fk_clock_policy_published_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_policy")),
        sa.UniqueConstraint("no", name=op.f("uq_clock_policy_no")),
    )
    op.create_table(
        "clock_target",
        sa.Column("id", BIG, nullable=False),
        sa.Column("policy_id", BIG, nullable=False),
        sa.Column("category", sa.String(length=30), nullable=False),
        sa.Column("priority", sa.String(length=2), nullable=False),
        sa.Column("first_minutes", sa.Integer(), nullable=False),
        sa.Column("next_minutes", sa.Integer(), nullable=False),
        sa.Column("resolution_minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["clock_policy.id"], name=op.f("fk_clock_target_policy_id_clock_policy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_target")),
    )
    op.create_index(
        op.f("ix_clock_target_policy_id_category_priority"), "clock_target", ["policy_id", "category", "priority"],
        unique=True,
    )  # fmt: skip
    op.create_table(
        "clock_pause",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("request_id", BIG, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id", "request_id"], ["service_request.account_id", "service_request.id"],
            name=op.f("fk_clock_pause_account_id_request_id_service_request"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_clock_pause_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_pause")),
    )  # fmt: skip
    op.create_index(op.f("ix_clock_pause_request_id_id"), "clock_pause", ["request_id", "id"], unique=False)
    op.create_table(
        "calendar_change",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ref", sa.String(length=22), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("is_notice", sa.Boolean(), nullable=False),
        sa.Column("made_by_id", BIG, nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("seen_id", BIG, nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["login.id"], name=op.f("fk_calendar_change_made_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_change")),
        sa.UniqueConstraint("ref", name=op.f("uq_calendar_change_ref")),
    )


def _exchange(old: tuple[tuple[str, ...], ...], new: tuple[tuple[str, ...], ...]) -> None:
    for columns in old:
        op.drop_index(op.f(f"ix_desk_card_{'_'.join(columns)}"), table_name="desk_card")
    for columns in new:
        op.create_index(op.f(f"ix_desk_card_{'_'.join(columns)}"), "desk_card", list(columns), unique=False)


def _publish_the_first() -> None:
    """Version 1: what was promised until now. Every request there is was filed by it."""
    policy = sa.table(
        "clock_policy", sa.column("id", BIG), sa.column("no", sa.Integer()), sa.column("intervals", sa.JSON()),
        sa.column("warn_percent", sa.Integer()), sa.column("paused_in", sa.JSON()), sa.column("is_off", sa.Boolean()),
        sa.column("published_at", UtcDateTime()),
    )  # fmt: skip
    target = sa.table("clock_target", *(sa.column(name) for name in (
        "policy_id", "category", "priority", "first_minutes", "next_minutes", "resolution_minutes")))  # fmt: skip
    op.bulk_insert(policy, [{
        "id": 1, "no": 1, "intervals": [["09:00", "12:00"], ["13:30", "18:00"]], "warn_percent": 75,
        "paused_in": ["waiting_partner"], "is_off": False, "published_at": datetime(2026, 1, 1, tzinfo=UTC),
    }])  # fmt: skip
    op.bulk_insert(target, [
        {"policy_id": 1, "category": category, "priority": priority, "first_minutes": -(-first // share),
         "next_minutes": -(-first // share), "resolution_minutes": -(-whole // share)}
        for category, (first, whole) in TARGETS.items()
        for priority, share in (("p1", 2), ("p2", 1), ("p3", 1))
    ])  # fmt: skip
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT setval(pg_get_serial_sequence('clock_policy', 'id'), 1)")


def _stop_what_waits() -> None:
    """What waits for the partner has stood still since the event said so; what is done, since it was done."""
    for statement in (
        "UPDATE service_request SET stopped_at = coalesce((SELECT max(event.at) FROM event WHERE event.subject = "
        "'service_request' AND event.subject_id = service_request.id AND event.kind = 'request.waiting'), "
        "answered_at, posted_at) WHERE state = 'waiting_partner'",
        "UPDATE service_request SET stopped_at = coalesce(resolved_at, closed_at) "
        "WHERE state IN ('resolved', 'closed')",
        "INSERT INTO clock_pause (account_id, request_id, state, began_at) SELECT account_id, id, state, stopped_at "
        "FROM service_request WHERE state = 'waiting_partner'",
        "UPDATE desk_card SET is_paused = (1 = 1) WHERE state IN ('waiting_partner', 'resolved', 'closed')",
    ):
        op.execute(statement)
