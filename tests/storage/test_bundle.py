"""Zip bundles: names that lead nowhere else, bytes that hang on nothing but the content."""

import io
import zipfile

import pytest

from portal.storage.bundle import Entry, entry_name, stream_bundle
from portal.storage.folder import CHUNK


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("合同.pdf", "合同.pdf"), ("../../etc/passwd", "passwd"), ("C:\\盘\\合同.pdf", "合同.pdf"),
        ("a:b?.png", "a_b_.png"),
        ("", "file"), ("...", "file"), ("名\u202egnp.exe", "名gnp.exe"), ("尾 . ", "尾"), ("/", "file"),
        ("长" * 120 + ".pdf", "长" * 76 + ".pdf"), ("无" * 120, "无" * 80),
    ],
)  # fmt: skip
def test_a_name_is_kept_and_leads_nowhere(name: str, kept: str) -> None:
    assert entry_name(7, name) == f"files/007-{kept}"


def test_the_bytes_are_the_same_each_time_and_read_in_pieces() -> None:
    stored = b"x" * (2 * CHUNK + 5)
    entries = [Entry.of("index.html", "目录".encode()), Entry("files/001-大.bin", "0" * 64, len(stored))]
    pieces = [list(stream_bundle(entries, lambda _: io.BytesIO(stored))) for _ in range(2)]
    assert pieces[0] == pieces[1] and max(map(len, pieces[0])) < CHUNK + 1000
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces[0]))) as bundle:
        assert bundle.namelist() == ["index.html", "files/001-大.bin"]
        assert bundle.read("files/001-大.bin") == stored
        assert {info.date_time for info in bundle.infolist()} == {(1980, 1, 1, 0, 0, 0)}
