"""What was said to an alleged breach, with the files of each reply; both faces read the same."""

from typing import Any

from portal.domain.contracts.breaches.models import Breach
from portal.web.current import uow


def replies_with_files(breach: Breach) -> list[tuple[Any, list[Any]]]:
    """Replies of the partner's people, oldest first."""
    replies = uow.breaches.replies(breach)
    files = uow.attachments.on(replies)
    return [(one, files.get(one.id, [])) for one in replies]
