"""Files by the API: sent within the body, listed with what they hang on, and read one by one."""

from typing import Any

from flask import Response, g, send_file

from portal.api.operations import operation
from portal.api.shapes import Base64, ListOf, Text, whole_thing
from portal.domain.attachments.models import Attachment, StoredFile
from portal.domain.base import NotFound
from portal.identity.files import INERT, storage
from portal.storage.receiving import MOST_FILES
from portal.web.current import files_for, uow
from portal.web.file_words import words_for_file
from portal.web.problems import Fault, Problem
from portal.web.strict_json import MOST_BYTES_WITH_FILES

FILES = ListOf(
    whole_thing(name=Text(1, 200, "With its ending."), content=Base64(MOST_BYTES_WITH_FILES, "The bytes in base64.")),
    MOST_FILES, 1,
)  # fmt: skip


@operation(
    "GET", "/requests/<number:number>/files/<ref:file>", "The bytes of a file on a request or on what was said to it",
    None, is_file=True,
)  # fmt: skip
def read_file(number: str, file: str) -> Response:
    kept = next((one for one in files_on(number) if one.ref == file), None)
    if kept is None:
        raise NotFound(file)
    answer = send_file(
        storage().open(kept.sha256), mimetype="application/octet-stream", as_attachment=True, download_name=kept.name,
        etag=False, conditional=False,
    )  # fmt: skip
    answer.headers.update(INERT)
    return answer


def files_on(number: str) -> list[Attachment]:
    """Those that the other side may read as well: what hangs on notes is in another table."""
    filed = uow.requests.get(number, alone=True)
    return [file for files in hung_on(filed, *uow.requests.answers(filed)).values() for file in files]


def hung_on(*things: Any) -> dict[tuple[str, int], list[Attachment]]:
    """Files by table and id of the rows they hang on."""
    return uow.attachments.on_several([(one.__tablename__, one.id) for one in things])


def taken_for(account_id: int) -> list[StoredFile]:
    """The files of this call, stored before it; Problem 422 when one is refused, Refused when there is no room."""
    refused = g.get("refused_files", [])
    if refused:
        raise Problem(422, faults=[Fault("/files", one.code, words_for_file(one)) for one in refused])
    return files_for(account_id)
