"""The check of where attachments are kept: a few bytes are written there, read again and taken away."""

import io
import secrets

from flask import current_app

from portal.domain.base import Unavailable
from portal.storage.keeping import Missing, Storage
from portal.upkeep.findings import Finding, Look

BUCKET_CODES = {"no_bucket": "bucket_missing", "refused": "bucket_refuses", "no_answer": "bucket_silent"}


def attachments(look: Look) -> Finding | None:
    where = look.settings.files_url
    storage: Storage = current_app.extensions["storage"]
    try:
        return None if _keeps(storage) else Finding("files_altered", {"where": where})
    except Unavailable as mistake:
        return Finding(
            BUCKET_CODES[str(mistake)], {"where": where, "endpoint": look.settings.s3_endpoint or "Amazon S3"}
        )
    except OSError as mistake:
        return Finding("files_closed", {"where": where, "why": mistake.strerror})


def _keeps(storage: Storage) -> bool:
    """Whether it gives back what it was given."""
    content = secrets.token_bytes(64)
    sha256, _ = storage.put(io.BytesIO(content))
    try:
        with storage.open(sha256) as source:
            return source.read() == content
    except Missing:
        return False
    finally:
        storage.remove(sha256)
