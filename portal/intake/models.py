"""Rows of an import: the file with how it is read and how far it is, and each of its rows with what becomes of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.base import Base, Identifier, StaffOnly
from portal.domain.events import Recorded

UPLOADED, CHECKING, CHECKED, IMPORTING, STOPPED, IMPORTED, FAILED, UNDOING, UNDONE = STATES = (
    "uploaded", "checking", "checked", "importing", "stopped", "imported", "failed", "undoing", "undone",
)  # fmt: skip
AT_WORK = frozenset({UPLOADED, CHECKING, IMPORTING, UNDOING})
"""States in which it is the worker's turn."""


class ImportBatch(Recorded, StaffOnly, Base):
    """One file somebody sent us. Belongs to no account: staff see it, a partner's session finds none.

    `plan` says how each sheet is read (plans.py), `cursor` is the position of the last row dealt with, `leased_by`
    the worker that has it until `lease_until`. `started_by_id` sent it, or had it done or undone since; None for an
    import by command. `subject` names what the file is about (subjects.py).
    """

    __tablename__ = "import_batch"
    __table_args__ = (Index(None, "state", "id"),)

    number: Mapped[str] = mapped_column(String(20), unique=True)
    subject: Mapped[str] = mapped_column(String(20), default="accounts")
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str | None] = mapped_column(String(12))
    plan: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(String(10), default=UPLOADED)
    reason: Mapped[dict[str, Any]] = mapped_column(default=dict)
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    cursor: Mapped[int] = mapped_column(default=0)
    tally: Mapped[dict[str, Any]] = mapped_column(default=dict)
    outcomes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    left_out: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    highest: Mapped[dict[str, Any]] = mapped_column(default=dict)
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("login.id"))
    address: Mapped[str] = mapped_column(String(45), default="")
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    leased_by: Mapped[str] = mapped_column(String(60), default="")
    lease_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK

    def count(self, **outcomes: int) -> None:
        """Add to what became of the rows."""
        self.outcomes = self.outcomes | {name: self.outcomes.get(name, 0) + more for name, more in outcomes.items()}


class ImportRow(StaffOnly, Base):
    """One row of the file as it was read. `account_id` is the account found, later the one made or changed; no foreign
    key, for an account may be taken back; so with `contract_id`, whose clauses are rows too, verdict `part`. `before`
    holds what an update replaced: [old, new] by column, of an agreement what it was and is.

    `choice` is what staff decided about a possible duplicate: skip, update or create. `outcome` is added, changed,
    same, then removed, set_back or kept when the import is undone.
    """

    __tablename__ = "import_row"
    __table_args__ = (
        Index(None, "batch_id", "position", unique=True),
        Index(None, "batch_id", "verdict", "position"),
        Index(None, "batch_id", "outcome", "position"),
    )

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    position: Mapped[int]
    sheet: Mapped[str] = mapped_column(String(100))
    row_no: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(10))
    reasons: Mapped[list[str]] = mapped_column(default=list)
    like_position: Mapped[int | None]
    like_row: Mapped[int | None]
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changes: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    problems: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    account_id: Mapped[int | None] = mapped_column(Identifier)
    contract_id: Mapped[int | None] = mapped_column(Identifier)
    choice: Mapped[str | None] = mapped_column(String(8))
    outcome: Mapped[str] = mapped_column(String(10), default="")
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)

    @property
    def may_be_created(self) -> bool:
        """Whether the duplicate may become an account of its own: not with a number or code that is taken."""
        return not {"same_row_number", "same_row_uscc", "same_row_id"} & set(self.reasons)
