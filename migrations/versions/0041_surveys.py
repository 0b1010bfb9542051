"""Surveys: waves of one question, and each person who is asked with their answer."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0041"
down_revision = "0040"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITS = sa.text("waits_for_call")


def upgrade() -> None:
    op.create_table(
        "survey_wave",
        sa.Column("id", BIG, nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("question_en", sa.String(length=200), nullable=False),
        sa.Column("segment", sa.JSON(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", BIG, nullable=True),
        sa.Column("asked_up_to", BIG, nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["login.id"], name=op.f("fk_survey_wave_made_by_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_wave")),
        sa.UniqueConstraint("number", name=op.f("uq_survey_wave_number")),
    )
    op.create_index(op.f("ix_survey_wave_closes_at_id"), "survey_wave", ["closes_at", "id"])
    op.create_table(
        "survey_ask",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("wave_id", BIG, nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("login_id", BIG, nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("waits_for_call", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_survey_ask_account_id_account")),
        sa.ForeignKeyConstraint(["wave_id"], ["survey_wave.id"], name=op.f("fk_survey_ask_wave_id_survey_wave")),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_survey_ask_login_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_ask")),
        sa.UniqueConstraint("wave_id", "login_id", name=op.f("uq_survey_ask_wave_id_login_id")),
    )
    for columns in (["login_id", "asked_at"], ["account_id", "login_id"]):
        op.create_index(op.f(f"ix_survey_ask_{'_'.join(columns)}"), "survey_ask", columns)
    op.create_index("ix_survey_ask_waits_for_call", "survey_ask", ["id"], sqlite_where=WAITS, postgresql_where=WAITS)


def downgrade() -> None:
    op.drop_table("survey_ask")
    op.drop_table("survey_wave")
