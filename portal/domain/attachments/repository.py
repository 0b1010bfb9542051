"""Hanging files on things, and opening them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, func, or_, select

from portal.domain.attachments.models import Attachment, BackstageAttachment, StoredFile
from portal.domain.base import AccountOwned, NotFound, Refused
from portal.domain.work import Repository

AnyAttachment = Attachment | BackstageAttachment


class AttachmentRepository(Repository):
    def hang(self, files: Sequence[StoredFile], row: Any, *, backstage: bool = False) -> None:
        """Hang stored files on `row`, an AccountOwned row of this session."""
        if files and row.id is None:
            self.session.flush()
        kind: type[AnyAttachment] = BackstageAttachment if backstage else Attachment
        for file in files:
            self.session.add(
                kind(
                    account_id=row.account_id,
                    sha256=file.sha256,
                    name=file.name,
                    size=file.size,
                    media_type=file.media_type,
                    subject=row.__tablename__,
                    subject_id=row.id,
                    at=self.work.now,
                    added_by_id=self.work.actor.login_id,
                )
            )

    def get(self, ref: str) -> AnyAttachment:
        """The file of that unguessable name within the scope; raises NotFound."""
        kinds: tuple[type[AnyAttachment], ...] = (Attachment, BackstageAttachment)
        for kind in kinds:
            found: Any = self.session.scalar(select(kind).where(kind.ref == ref))
            if found is not None:
                return found  # type: ignore[no-any-return]
        raise NotFound(ref)

    def on(self, rows: Sequence[AccountOwned], *, backstage: bool = False) -> dict[int, list[Any]]:
        """Files by the id of the row they hang on; all rows are of one table."""
        if not rows:
            return {}
        kind: type[AnyAttachment] = BackstageAttachment if backstage else Attachment
        ids = [row.id for row in rows]  # type: ignore[attr-defined]
        table = rows[0].__tablename__  # type: ignore[attr-defined]
        query = select(kind).where(kind.subject == table, kind.subject_id.in_(ids)).order_by(kind.id)
        found: dict[int, list[Any]] = {}
        file: Any
        for file in self.session.scalars(query):
            found.setdefault(file.subject_id, []).append(file)
        return found

    def among(self, rows: Sequence[AccountOwned]) -> dict[tuple[str, int], list[Any]]:
        """Files of rows of several tables in one question, by table and id of the row they hang on; none backstage."""
        by_table: dict[str, list[int]] = {}
        for row in rows:
            by_table.setdefault(row.__tablename__, []).append(row.id)  # type: ignore[attr-defined]
        hang = [and_(Attachment.subject == name, Attachment.subject_id.in_(ids)) for name, ids in by_table.items()]
        found: dict[tuple[str, int], list[Any]] = {}
        for file in self.session.scalars(select(Attachment).where(or_(*hang)).order_by(Attachment.id)) if hang else ():
            found.setdefault((file.subject, file.subject_id), []).append(file)
        return found

    def require_room(self, account_id: int, files: Sequence[StoredFile], quota: int) -> None:
        """Refused when the files (bytes) would pass the account's quota (bytes)."""
        if not files:
            return
        used = self.session.scalar(select(func.sum(Attachment.size)).where(Attachment.account_id == account_id)) or 0
        if used + sum(file.size for file in files) > quota:
            raise Refused("attachment.quota_reached", quota_mb=quota // 1_000_000)
