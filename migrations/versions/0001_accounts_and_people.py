"""Logins, staff, accounts with their children, memberships, events."""

import sqlalchemy as sa
from alembic import op

from portal.domain.base import UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("actor_kind", sa.String(length=10), nullable=False),
        sa.Column("actor_login_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("dispatched_at", UtcDateTime(), nullable=True),
        sa.Column("seal_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("seal", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("seal_no", name=op.f("uq_event_seal_no")),
    )
    op.create_index(op.f("ix_event_account_id_id"), "event", ["account_id", "id"], unique=False)
    op.create_index(op.f("ix_event_subject_subject_id_id"), "event", ["subject", "subject_id", "id"], unique=False)
    op.create_index(
        "ix_event_undispatched",
        "event",
        ["id"],
        unique=False,
        sqlite_where=sa.text("dispatched_at IS NULL"),
        postgresql_where=sa.text("dispatched_at IS NULL"),
    )
    op.create_index(
        "ix_event_unsealed",
        "event",
        ["id"],
        unique=False,
        sqlite_where=sa.text("seal_no IS NULL"),
        postgresql_where=sa.text("seal_no IS NULL"),
    )
    op.create_table(
        "login",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("mobile", sa.String(length=11), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("password_changed_at", UtcDateTime(), nullable=True),
        sa.Column("locale", sa.String(length=2), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("totp_last_step", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("deactivated_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login")),
        sa.UniqueConstraint("email", name=op.f("uq_login_email")),
        sa.UniqueConstraint("mobile", name=op.f("uq_login_mobile")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=22), nullable=False),
        sa.Column("login_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("reach", sa.String(length=10), nullable=False),
        sa.Column("provinces", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_staff_login_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("login_id", name=op.f("uq_staff_login_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_staff_ref")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("name_zh", sa.String(length=80), nullable=False),
        sa.Column("name_key", sa.String(length=80), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column("pinyin", sa.String(length=400), nullable=False),
        sa.Column("initials", sa.String(length=80), nullable=False),
        sa.Column("uscc", sa.String(length=18), nullable=True),
        sa.Column("id_no_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id_no_hash", sa.String(length=64), nullable=True),
        sa.Column("id_no_tail", sa.String(length=4), nullable=True),
        sa.Column("entity_type", sa.String(length=20), nullable=True),
        sa.Column("legal_rep", sa.String(length=40), nullable=False),
        sa.Column("licence_no", sa.String(length=40), nullable=False),
        sa.Column("licence_until", sa.Date(), nullable=True),
        sa.Column("mobile", sa.String(length=11), nullable=True),
        sa.Column("tel", sa.String(length=30), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("province", sa.String(length=6), nullable=True),
        sa.Column("city", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=True),
        sa.Column("business_manager_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["business_manager_id"], ["staff.id"], name=op.f("fk_account_business_manager_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("number", name=op.f("uq_account_number")),
    )
    op.create_index(op.f("ix_account_business_manager_id_id"), "account", ["business_manager_id", "id"], unique=False)
    op.create_index(op.f("ix_account_initials_id"), "account", ["initials", "id"], unique=False)
    op.create_index(op.f("ix_account_kind_id"), "account", ["kind", "id"], unique=False)
    op.create_index(op.f("ix_account_mobile"), "account", ["mobile"], unique=False)
    op.create_index(op.f("ix_account_name_key"), "account", ["name_key"], unique=False)
    op.create_index(op.f("ix_account_province_id"), "account", ["province", "id"], unique=False)
    op.create_index(op.f("ix_account_status_id"), "account", ["status", "id"], unique=False)
    op.create_index(op.f("ix_account_uscc"), "account", ["uscc"], unique=False)
    op.create_table(
        "account_standing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=True),
        sa.Column("stage", sa.String(length=4), nullable=True),
        sa.Column("care_owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("sponsor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_standing_account_id_account")),
        sa.ForeignKeyConstraint(["care_owner_id"], ["staff.id"], name=op.f("fk_account_standing_care_owner_id_staff")),
        sa.ForeignKeyConstraint(["sponsor_id"], ["staff.id"], name=op.f("fk_account_standing_sponsor_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_standing")),
    )
    op.create_index(op.f("ix_account_standing_account_id"), "account_standing", ["account_id"], unique=True)
    op.create_index(
        op.f("ix_account_standing_care_owner_id_account_id"),
        "account_standing",
        ["care_owner_id", "account_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_account_standing_sponsor_id_account_id"),
        "account_standing",
        ["sponsor_id", "account_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_account_standing_tier_account_id"), "account_standing", ["tier", "account_id"], unique=False
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("mobile", sa.String(length=11), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("wechat", sa.String(length=40), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_contact_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("account_id", "id", name=op.f("uq_contact_account_id_id")),
    )
    op.create_index(op.f("ix_contact_account_id_id"), "contact", ["account_id", "id"], unique=False)
    op.create_index(op.f("ix_contact_mobile"), "contact", ["mobile"], unique=False)
    op.create_index(
        "uq_contact_primary",
        "contact",
        ["account_id"],
        unique=True,
        sqlite_where=sa.text("is_primary"),
        postgresql_where=sa.text("is_primary"),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=22), nullable=False),
        sa.Column("login_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("invited_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("invited_at", UtcDateTime(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_invitation_account_id_account")),
        sa.ForeignKeyConstraint(["invited_by_id"], ["login.id"], name=op.f("fk_invitation_invited_by_id_login")),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_invitation_login_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("ref", name=op.f("uq_invitation_ref")),
    )
    op.create_index(op.f("ix_invitation_account_id_id"), "invitation", ["account_id", "id"], unique=False)
    op.create_index(op.f("ix_invitation_login_id"), "invitation", ["login_id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=22), nullable=False),
        sa.Column("login_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_membership_account_id_account")),
        sa.ForeignKeyConstraint(["login_id"], ["login.id"], name=op.f("fk_membership_login_id_login")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("account_id", "login_id", name=op.f("uq_membership_account_id_login_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_membership_ref")),
    )
    op.create_index(op.f("ix_membership_login_id"), "membership", ["login_id"], unique=False)
    op.create_table(
        "qualification",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("doc_type", sa.String(length=30), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_qualification_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification")),
    )
    op.create_index(
        op.f("ix_qualification_account_id_expires_on"), "qualification", ["account_id", "expires_on"], unique=False
    )
    op.create_index(op.f("ix_qualification_expires_on_id"), "qualification", ["expires_on", "id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_qualification_expires_on_id"), table_name="qualification")
    op.drop_index(op.f("ix_qualification_account_id_expires_on"), table_name="qualification")
    op.drop_table("qualification")
    op.drop_index(op.f("ix_membership_login_id"), table_name="membership")
    op.drop_table("membership")
    op.drop_index(op.f("ix_invitation_login_id"), table_name="invitation")
    op.drop_index(op.f("ix_invitation_account_id_id"), table_name="invitation")
    op.drop_table("invitation")
    op.drop_index(
        "uq_contact_primary",
        table_name="contact",
        sqlite_where=sa.text("is_primary"),
        postgresql_where=sa.text("is_primary"),
    )
    op.drop_index(op.f("ix_contact_mobile"), table_name="contact")
    op.drop_index(op.f("ix_contact_account_id_id"), table_name="contact")
    op.drop_table("contact")
    op.drop_index(op.f("ix_account_standing_tier_account_id"), table_name="account_standing")
    op.drop_index(op.f("ix_account_standing_sponsor_id_account_id"), table_name="account_standing")
    op.drop_index(op.f("ix_account_standing_care_owner_id_account_id"), table_name="account_standing")
    op.drop_index(op.f("ix_account_standing_account_id"), table_name="account_standing")
    op.drop_table("account_standing")
    op.drop_index(op.f("ix_account_uscc"), table_name="account")
    op.drop_index(op.f("ix_account_status_id"), table_name="account")
    op.drop_index(op.f("ix_account_province_id"), table_name="account")
    op.drop_index(op.f("ix_account_name_key"), table_name="account")
    op.drop_index(op.f("ix_account_mobile"), table_name="account")
    op.drop_index(op.f("ix_account_kind_id"), table_name="account")
    op.drop_index(op.f("ix_account_initials_id"), table_name="account")
    op.drop_index(op.f("ix_account_business_manager_id_id"), table_name="account")
    op.drop_table("account")
    op.drop_table("staff")
    op.drop_table("login")
    op.drop_index(
        "ix_event_unsealed",
        table_name="event",
        sqlite_where=sa.text("seal_no IS NULL"),
        postgresql_where=sa.text("seal_no IS NULL"),
    )
    op.drop_index(
        "ix_event_undispatched",
        table_name="event",
        sqlite_where=sa.text("dispatched_at IS NULL"),
        postgresql_where=sa.text("dispatched_at IS NULL"),
    )
    op.drop_index(op.f("ix_event_subject_subject_id_id"), table_name="event")
    op.drop_index(op.f("ix_event_account_id_id"), table_name="event")
    op.drop_table("event")
