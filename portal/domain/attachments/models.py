"""Rows of files: what the partner may read, and what is kept backstage, in two tables."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from portal.domain.base import AccountOwned, Base, Identifier, StaffOnly


@dataclass(frozen=True)
class StoredFile:
    """Bytes already in storage: their SHA-256, the name they came with, size in bytes and checked media type."""

    sha256: str
    name: str
    size: int
    media_type: str


class FileColumns:
    """`ref` is the unguessable name in the address; `subject` and `subject_id` say what the file hangs on."""

    ref: Mapped[str] = mapped_column(String(32), unique=True, default=lambda: secrets.token_urlsafe(16))
    sha256: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int] = mapped_column(Identifier)
    media_type: Mapped[str] = mapped_column(String(100))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int] = mapped_column(Identifier)
    at: Mapped[datetime]

    @declared_attr
    def added_by_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("login.id"))

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


class Attachment(FileColumns, AccountOwned, Base):
    """A file the account's people may read."""

    __tablename__ = "attachment"
    __table_args__ = (
        Index(None, "subject", "subject_id", "id"),
        Index(None, "account_id", "id"),
        Index(None, "sha256"),
    )


class BackstageAttachment(FileColumns, AccountOwned, StaffOnly, Base):
    """A file on an internal note: ours alone."""

    __tablename__ = "backstage_attachment"
    __table_args__ = (Index(None, "subject", "subject_id", "id"), Index(None, "sha256"))
