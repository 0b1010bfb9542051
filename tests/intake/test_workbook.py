"""Opening workbooks: formats, limits and hostile bytes. FI4, IN2."""

import codecs
import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.intake import reader, workbook
from portal.intake.codes import FILE
from portal.intake.workbook import BadWorkbook, open_workbook
from tests.intake.books import MESSY, SUPPLIERS, Formula, xlsx
from tests.intake.tiny_xls import compound, xls

TABLE = "客户名称,手机\n成都岷川医药有限公司,15400000101\n"
SMALL = xlsx(经销商=[["客户名称", "手机"], ["成都岷川医药有限公司", 15400000101]])


def refusal(content) -> BadWorkbook:
    with pytest.raises(BadWorkbook) as caught:
        open_workbook(content)
    assert caught.value.code in FILE
    return caught.value


def repacked(content: bytes, change) -> bytes:
    """The same archive with `change(name, bytes)` put for each part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target.getvalue()


def with_cell(reference: str) -> bytes:
    cell = f'<row r="{reference.lstrip("ABCDEFX")}"><c r="{reference}"><v>1</v></c></row></sheetData>'.encode()
    return repacked(SMALL, lambda name, part: part.replace(b"</sheetData>", cell) if "sheet1" in name else part)


def test_an_xlsx_keeps_row_numbers_sheets_numbers_and_dates():
    book = open_workbook(xlsx(经销商=MESSY, 供应商=SUPPLIERS))
    assert [sheet.name for sheet in book.sheets] == ["经销商", "供应商"]
    first = book.sheets[0]
    assert first.rows[3][1] == "客户名称 "
    assert first.rows[4][4] == 15400000101
    assert first.rows[4][8].isoformat() == "2022-06-03"
    assert book.format == "xlsx"


def test_formulas_and_their_errors_are_known_by_place():
    sheet = open_workbook(xlsx(A=[["a", Formula("=1+1", 2)], [Formula("=1/0", "#DIV/0!"), "=3+4"]])).sheets[0]
    assert sheet.formulas == {(0, 1): "=1+1", (1, 0): "=1/0"}
    assert sheet.rows == [["a", 2.0], ["#DIV/0!", "=3+4"]]


def test_an_xls_is_read_like_an_xlsx():
    book = open_workbook(xls([["客户名称", "手机"], ["成都岷川医药有限公司", 15400000101.0]], "经销商"))
    assert (book.format, book.sheets[0].name) == ("xls", "经销商")
    assert book.sheets[0].rows == [["客户名称", "手机"], ["成都岷川医药有限公司", 15400000101.0]]


def test_a_file_on_disk_is_read_like_its_bytes(tmp_path):
    path = tmp_path / "客户.xlsx"
    path.write_bytes(SMALL)
    assert open_workbook(path) == open_workbook(SMALL)


@pytest.mark.parametrize("separator", [",", "\t", ";", "，"])
@pytest.mark.parametrize(("encoding", "mark"), [
    ("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("gb18030", b""), ("utf-16-le", codecs.BOM_UTF16_LE),
])  # fmt: skip
def test_text_tables_are_read_in_every_usual_encoding(encoding, mark, separator):
    book = open_workbook(mark + TABLE.replace(",", separator).encode(encoding))
    assert book.format == "csv"
    assert book.sheets[0].rows == [["客户名称", "手机"], ["成都岷川医药有限公司", "15400000101"]]


def test_text_tables_keep_quoted_separators_and_line_breaks():
    book = open_workbook('名称,备注\n"甲,乙","一\n二"\n'.encode())
    assert book.sheets[0].rows[1] == ["甲,乙", "一\n二"]


@pytest.mark.parametrize(("content", "code"), [
    (b"", "empty"), (b" \r\n ", "empty"), (xlsx(A=[]), "empty"), (b",,\n,,\n", "empty"),
    (b"<html><table><tr><td>1", "web_page"), (b"\xef\xbb\xbf<?xml version='1.0'?>", "web_page"),
    (b"%PDF-1.7\n%abc", "not_a_workbook"), (b"\x89PNG\r\n\x1a\n\0\0", "not_a_workbook"),
    (b"\xff\xfe\x00", "not_a_workbook"), (b"a,b\x00c\n", "not_a_workbook"),
    (b"PK\x03\x04 and no more", "broken"), (SMALL[: len(SMALL) // 2], "broken"),
    (repacked(SMALL, lambda name, part: part[:-40] if "sheet1" in name else part), "broken"),
    (compound("WordDocument", b"text"), "not_a_workbook"), (compound("Workbook", b"text"), "broken"),
    (compound("EncryptedPackage", b"text"), "encrypted"),
])  # fmt: skip
def test_other_content_is_refused_by_name(content, code):
    assert refusal(content).code == code


def test_another_office_file_in_a_zip_is_no_workbook():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert refusal(target.getvalue()).code == "not_a_workbook"


def test_a_zip_with_a_password_is_refused():
    locked = bytearray(SMALL)
    at = locked.find(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert refusal(bytes(locked)).code == "encrypted"


def test_a_file_over_the_size_is_refused_with_both_sizes(tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(workbook.MAX_FILE + 1)
    refused = refusal(path)
    assert (refused.code, refused.details) == ("too_large", {"limit_mb": 20, "found_mb": 21})


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = repacked(SMALL, lambda name, part: b" " * (30 << 20) if "sheet1" in name else part)
    assert len(bomb) < 100_000
    assert refusal(bomb).code == "too_large_unpacked"


def test_a_zip_that_lies_about_its_size_ends_in_a_refusal():
    bomb = bytearray(repacked(SMALL, lambda name, part: b" " * (30 << 20) if "sheet1" in name else part))
    at = 0
    while (at := bomb.find(b"PK\x01\x02", at + 1)) > 0:
        bomb[at + 24 : at + 28] = struct.pack("<I", 1000)
    assert refusal(bytes(bomb)).code in {"broken", "too_large_unpacked"}


def test_a_zip_of_many_parts_is_refused():
    target = io.BytesIO(SMALL)
    with zipfile.ZipFile(target, "a") as archive:
        for number in range(workbook.MAX_PARTS):
            archive.writestr(f"x{number}", "")
    assert refusal(target.getvalue()).code == "too_many_parts"


@pytest.mark.parametrize(("reference", "code"), [
    ("XFD1048576", "too_large_unpacked"),  # asks the parser for 500 GB
    ("A1048576", "too_many_rows"), ("XFD3", "too_many_columns"),
])  # fmt: skip
def test_one_far_cell_does_not_take_the_process_along(reference, code):
    assert refusal(with_cell(reference)).code == code


def test_too_many_sheets_rows_columns_and_cells_are_refused(monkeypatch):
    many = xlsx(**{f"S{number}": [[1]] for number in range(reader.MAX_SHEETS + 1)})
    assert refusal(many).details == {"limit": reader.MAX_SHEETS, "found": reader.MAX_SHEETS + 1}
    assert refusal(b"a\n" * (reader.MAX_ROWS + 1)).code == "too_many_rows"
    assert refusal(b"a," * reader.MAX_COLUMNS + b"a\n").code == "too_many_columns"
    monkeypatch.setattr("portal.intake.text_table.MAX_CELLS", 3)
    assert refusal(b"a,b\nc,d\n").code == "too_many_cells"


@given(st.binary(max_size=3000))
@settings(deadline=None)
def test_random_bytes_are_read_or_refused(content):
    opened_or_refused(content)


@given(st.integers(4, len(SMALL) - 1), st.binary(min_size=1, max_size=30))
@settings(max_examples=20, deadline=None)
def test_a_damaged_workbook_is_read_or_refused(at, noise):
    opened_or_refused(SMALL[:at] + noise + SMALL[at + len(noise) :])


@given(st.integers(8, 4095), st.binary(min_size=1, max_size=30))
@settings(max_examples=20, deadline=None)
def test_a_damaged_xls_is_read_or_refused(at, noise):
    good = xls([["客户名称", "手机"], ["成都岷川医药有限公司", 15400000101.0]])
    opened_or_refused(good[:at] + noise + good[at + len(noise) :])


@given(st.binary(max_size=200))
@settings(max_examples=20, deadline=None)
def test_a_sheet_of_anything_is_read_or_refused(noise):
    opened_or_refused(repacked(SMALL, lambda name, part: noise if "sheet1" in name else part))


def opened_or_refused(content: bytes) -> None:
    try:
        assert open_workbook(content).sheets
    except BadWorkbook as refused:
        assert refused.code in FILE
