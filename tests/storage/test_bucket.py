"""Files in a folder or in a bucket: the same names and promises, and a bucket that is away says so (FI5, RE4).

What speaks to a real service over the network is `python -m tests.upkeep.two_nodes`.
"""

import hashlib
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from portal.domain.base import Unavailable
from portal.settings import BadSetting, Settings
from portal.storage.bucket import BucketStorage
from portal.storage.choosing import storage_at, with_bucket
from portal.storage.folder import FolderStorage
from portal.storage.images import shrink
from portal.storage.keeping import Missing, Storage
from tests.storage.test_receiving import packed, picture

pytestmark = pytest.mark.engineless
KEYS = {"PORTAL_S3_KEY": "portal", "PORTAL_S3_SECRET": "s3cret"}


def in_a_folder(folder: Path) -> Storage:
    return FolderStorage(folder)


def in_memory(_: Path) -> Storage:
    store = pytest.importorskip("obstore").store.MemoryStore()
    return BucketStorage(lambda: store)


def in_a_folder_of_obstore(folder: Path) -> Storage:
    pytest.importorskip("obstore")
    from obstore.store import LocalStore

    return BucketStorage(lambda: LocalStore(folder / "bucket", mkdir=True))


@pytest.mark.parametrize("place", [in_a_folder, in_memory, in_a_folder_of_obstore])
def test_every_place_keeps_files_by_what_they_are(tmp_path: Path, place: Callable[[Path], Storage]) -> None:
    storage, large = place(tmp_path), bytes(range(256)) * 12_000  # three megabytes: more than one question
    contents = [b"one line", large, picture(), packed("OFD.xml")]
    for content in [*contents, contents[0]]:
        assert storage.put(io.BytesIO(content)) == (hashlib.sha256(content).hexdigest(), len(content))
    names = [hashlib.sha256(content).hexdigest() for content in contents]
    assert sorted(name for name, _ in storage.names()) == sorted(names), "the same twice is one file"
    for name, content in zip(names, contents, strict=True):
        with storage.open(name) as stored:
            assert stored.read() == content
            stored.seek(len(content) // 2)
            assert stored.read(9) == content[len(content) // 2 :][:9] and stored.seek(0, io.SEEK_END) == len(content)
    with storage.open(names[2]) as source:
        assert shrink(source)[8:12] == b"WEBP"
    with storage.open(names[3]) as source, ZipFile(source) as bundle:
        assert bundle.namelist() == ["OFD.xml"]
    storage.remove(names[0])
    storage.remove(names[0])
    assert not storage.has(names[0]) and storage.has(names[1])
    for gone in (names[0], "../../etc/passwd", "x" * 64 + "/.."):
        with pytest.raises(Missing):
            storage.open(gone)


def test_a_bucket_that_does_not_answer_is_said_at_once(tmp_path: Path) -> None:
    """Nothing listens on port 1; what goes on from there is a code, never an address or a key."""
    pytest.importorskip("obstore")
    where = {"PORTAL_FILES_URL": "s3://portal/files", "PORTAL_S3_ENDPOINT": "http://127.0.0.1:1"}
    settings = Settings.from_env({"PORTAL_DATA_DIR": str(tmp_path), **KEYS, **where, "PORTAL_S3_ALLOW_HTTP": "yes"})
    storage = storage_at(settings.files_url, settings)
    acts: list[Callable[[], Any]] = [
        lambda: storage.put(io.BytesIO(b"x")), lambda: storage.open("a" * 64), lambda: list(storage.names()),
    ]  # fmt: skip
    for act in acts:
        with pytest.raises(Unavailable, match=r"^no_answer$"):
            act()


def test_a_key_that_is_refused_and_a_bucket_that_is_missing_are_told_apart_and_strange_objects_left_alone() -> None:
    """As services answer: by an error of its own for a file, within a general one for a list."""
    obstore = pytest.importorskip("obstore")
    store = obstore.store.MemoryStore()
    obstore.put(store, "readme.txt", b"put here by somebody")
    obstore.put(store, f"xx/{'a' * 64}", b"and this")
    assert list(BucketStorage(lambda: store).names()) == []
    for kind, answer, code in (
        ("PermissionDeniedError", "", "refused"),
        ("GenericError", "status code: 403 Forbidden: <Code>InvalidAccessKeyId</Code>", "refused"),
        ("GenericError", "status code: 404 Not Found: <Error><Code>NoSuchBucket</Code>", "no_bucket"),
        ("GenericError", "HTTP error: error sending request", "no_answer"),
    ):
        with pytest.raises(Unavailable, match=f"^{code}$"):
            BucketStorage(partial(fail, getattr(obstore.exceptions, kind)(answer))).has("a" * 64)


def fail(mistake: Exception) -> Any:
    raise mistake


BUCKET = {"PORTAL_FILES_URL": "s3://portal-files", **KEYS}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"PORTAL_S3_KEY": ""}, "PORTAL_S3_KEY and PORTAL_S3_SECRET are needed"),
        ({"PORTAL_S3_ENDPOINT": "http://minio.lan:9000"}, "PORTAL_S3_ENDPOINT takes https.* PORTAL_S3_ALLOW_HTTP=yes"),
        ({"PORTAL_S3_STYLE": "host"}, "PORTAL_S3_STYLE takes one of path, virtual"),
        ({"PORTAL_FILES_URL": "s3://Portal"}, "PORTAL_FILES_URL takes a folder, or a bucket such as"),
        ({}, "PORTAL_FILES_URL names a bucket, .* run `make s3`"),
    ],
)
def test_settings_of_a_bucket_that_cannot_work_are_one_sentence(
    tmp_path: Path, changed: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.setting_readers.find_spec", lambda _: None)
    with pytest.raises(BadSetting, match=f"^{said}") as refused:
        Settings.from_env({"PORTAL_DATA_DIR": str(tmp_path), **BUCKET, **changed})
    assert "s3cret" not in str(refused.value)


def test_a_bucket_in_the_host_s_name_is_put_there_once() -> None:
    """Aliyun OSS and Tencent COS take no other style; both ways of writing the address lead there."""
    once = "https://portal.oss-cn-shanghai.aliyuncs.com"
    assert with_bucket("https://oss-cn-shanghai.aliyuncs.com", "portal") == with_bucket(once, "portal") == once
