"""What is taken in, and what is refused before anything is stored (FI1, FI2, FI4)."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from werkzeug.datastructures import FileStorage

from portal.storage.folder import FolderStorage
from portal.storage.images import BadImage, shrink
from portal.storage.receiving import plain_name, receive_files


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form)
    return out.getvalue()


def packed(*names: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


def upload(name: str, content: bytes) -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("合同.pdf", b"%PDF-1.7 one page", "application/pdf"),
        ("小票.JPG", picture(), "image/jpeg"),
        ("照片.png", picture("PNG"), "image/png"),
        ("发票.ofd", packed("OFD.xml", "Doc_0/Document.xml"), "application/ofd"),
        ("流向.csv", "批号,盒数\n26031702,1700\n".encode(), "text/csv"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_paper_of_daily_work_is_taken(tmp_path: Path, name: str, content: bytes, media_type: str) -> None:
    storage = FolderStorage(tmp_path)
    taken, refused = receive_files([upload(name, content)], storage)
    assert not refused
    assert (taken[0].name, taken[0].media_type, taken[0].size) == (name, media_type, len(content))
    with storage.open(taken[0].sha256) as stored:
        assert stored.read() == content


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("virus.exe", b"MZ\x90\x00", "kind_not_taken"),
        ("page.html", b"<html></html>", "kind_not_taken"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kind_not_taken"),
        ("no ending", b"%PDF-1.7", "kind_not_taken"),
        ("真的.pdf", b"MZ\x90\x00", "content_differs"),
        ("page.txt", b"  <script>alert(1)</script>", "content_differs"),
        ("page.csv", b"\xef\xbb\xbf<!DOCTYPE html>", "content_differs"),
        ("picture.png", picture("JPEG"), "content_differs"),
        ("torn.png", picture("PNG")[:20], "content_differs"),
        ("invoice.ofd", packed("other.xml"), "content_differs"),
        ("torn.zip", packed("a.txt")[:20], "content_differs"),
        ("empty.pdf", b"", "empty"),
        # made when they are needed: every process that gathers tests would pack them
        ("bomb.zip", lambda: packed(*(f"{n}.txt" for n in range(60)), content=b"0" * 10_000_000), "unpacks_too_large"),
        ("many.zip", lambda: packed(*(f"{n}.txt" for n in range(5_001))), "unpacks_too_large"),
        ("huge.png", lambda: picture("PNG", (10_000, 5_001)), "too_many_pixels"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_file_is_refused_and_nothing_stored(
    tmp_path: Path, name: str, content: bytes | Callable[[], bytes], code: str
) -> None:
    sent = [upload("good.pdf", b"%PDF-1.7"), upload(name, content if isinstance(content, bytes) else content())]
    taken, refused = receive_files(sent, FolderStorage(tmp_path))
    assert (taken, [reason.code for reason in refused]) == ([], [code])
    assert not list(tmp_path.iterdir())


def test_the_eleventh_file_is_refused(tmp_path: Path) -> None:
    sent = [upload(f"{n}.pdf", b"%PDF-1.7") for n in range(11)]
    assert [reason.code for reason in receive_files(sent, FolderStorage(tmp_path))[1]] == ["too_many"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("合同（盖章）.pdf", "合同（盖章）.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\刘\\小票.jpg", "小票.jpg"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("\u202egnp.exe", "gnp.exe"),
        ("名" * 300 + ".pdf", "名" * 196 + ".pdf"),
        ("\x00", "file"),
    ],
)
def test_the_original_name_is_kept_but_for_what_could_mislead(sent: str, kept: str) -> None:
    assert plain_name(sent) == kept


@given(st.text(max_size=400))
def test_a_name_never_holds_folders_or_control_signs(sent: str) -> None:
    kept = plain_name(sent)
    assert kept and "/" not in kept and "\\" not in kept and kept.isprintable()


def test_the_same_bytes_are_stored_once(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    receive_files([upload("a.pdf", b"%PDF-1.7 same"), upload("b.pdf", b"%PDF-1.7 same")], storage)
    assert len(list(storage.names())) == 1
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("??/*")} == {0o600}


def test_a_shown_picture_is_encoded_anew_without_its_metadata() -> None:
    out = io.BytesIO()
    marked = Image.new("RGB", (3000, 20), "teal")
    exif = marked.getexif()
    exif[0x010E] = "<script>alert(1)</script>"
    marked.save(out, "JPEG", exif=exif)
    shown = shrink(io.BytesIO(out.getvalue()))
    assert b"script" not in shown
    with Image.open(io.BytesIO(shown)) as picture_shown:
        assert (picture_shown.format, max(picture_shown.size)) == ("WEBP", 1600)


@settings(max_examples=200)
@given(st.binary(max_size=600))
def test_bytes_that_are_no_picture_are_refused_not_raised(content: bytes) -> None:
    with pytest.raises(BadImage):
        shrink(io.BytesIO(content))
