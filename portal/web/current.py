"""What the current request works with."""

from typing import cast

from flask import g
from werkzeug.local import LocalProxy

from portal.domain.attachments.models import StoredFile
from portal.domain.unit_of_work import UnitOfWork

uow = cast(UnitOfWork, LocalProxy(lambda: g.uow))
"""The unit of work of this request, opened by `identity` before the view."""


def received_files() -> list[StoredFile]:
    """The files of this request, already checked and stored."""
    return cast(list[StoredFile], g.get("received_files", []))
