"""Which place keeps the files: a folder, or a bucket that any number of machines share."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from portal.settings import Settings
from portal.storage.bucket import BucketStorage
from portal.storage.folder import FolderStorage
from portal.storage.keeping import Storage

CONNECT, ANSWER, TRY_FOR = timedelta(seconds=3), timedelta(seconds=15), timedelta(seconds=20)
"""A request has a minute in all (deploy/gunicorn.conf.py)."""
TRIES_MORE = 3


def storage_at(url: str, settings: Settings) -> Storage:
    """The place that `url` names, a folder or `s3://bucket/folder`; nothing is asked of it yet."""
    if not url.startswith("s3://"):
        return FolderStorage(Path(url))
    return BucketStorage(lambda: _open_bucket(url, settings))


def _open_bucket(url: str, settings: Settings) -> Any:
    from obstore.store import S3Store

    parts, in_host = urlsplit(url), settings.s3_style == "virtual"
    config: Any = {
        "region": settings.s3_region, "access_key_id": settings.s3_key, "secret_access_key": settings.s3_secret,
        "virtual_hosted_style_request": in_host,
    }  # fmt: skip
    if settings.s3_endpoint:
        config["endpoint"] = with_bucket(settings.s3_endpoint, parts.netloc) if in_host else settings.s3_endpoint
    return S3Store(
        parts.netloc, prefix=parts.path.strip("/") or None, config=config,
        client_options={"allow_http": settings.s3_allow_http == "yes", "connect_timeout": CONNECT, "timeout": ANSWER},
        retry_config={"max_retries": TRIES_MORE, "retry_timeout": TRY_FOR},
    )  # fmt: skip


def with_bucket(endpoint: str, bucket: str) -> str:
    """The address of a bucket that stands in the host's name (Aliyun OSS, Tencent COS): `https://bucket.host`."""
    parts = urlsplit(endpoint)
    if parts.netloc.startswith(f"{bucket}."):
        return endpoint
    return f"{parts.scheme}://{bucket}.{parts.netloc}"
