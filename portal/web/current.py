"""What the current request works with."""

from typing import cast

from flask import current_app, g, request
from werkzeug.local import LocalProxy

from portal.domain.attachments.models import StoredFile
from portal.domain.unit_of_work import UnitOfWork

uow = cast(UnitOfWork, LocalProxy(lambda: g.uow))
"""The unit of work of this request, opened by `identity` before the view."""


def received_files() -> list[StoredFile]:
    """The files of this request, already checked and stored."""
    return cast(list[StoredFile], g.get("received_files", []))


def files_for(account_id: int) -> list[StoredFile]:
    """The files of this request, to be hung on something of that account; Refused when it has no room for them."""
    files = received_files()
    uow.attachments.require_room(account_id, files, current_app.extensions["settings"].quota_mb * 1_000_000)
    return files


def turn() -> dict[str, str | None]:
    """Which page of a list the address asks for: what follows or what precedes the row it names."""
    return {name: request.args.get(name) for name in ("after", "before")}


def keep_on_record() -> None:
    """Keep what this request wrote although its form comes back: a refusal that must stand in the event log. Only for
    a view that has written nothing else."""
    g.on_record = True
