"""Error rows go back as a workbook that can be corrected and sent again. IN6."""

import io
import zipfile

from portal.intake.accounts import read_rows
from portal.intake.error_rows import write_error_rows
from portal.intake.headings import guess_mappings
from portal.intake.workbook import open_workbook
from tests.intake.books import HEADER, MESSY, SUPPLIERS, TODAY, xlsx

WORDS = {"row_no": "行号", "reason": "原因"}
BAD_SUPPLIER = [*SUPPLIERS, ["海棠湾药业有限公司", "91469999MADX00035X", "15400000003"]]


def returned(**sheets):
    book = open_workbook(xlsx(**sheets))
    mappings = guess_mappings(book)
    rows = [row for row in read_rows(book, mappings, "distributor", today=TODAY) if row.errors]
    return rows, write_error_rows([(row, row.errors[0].code) for row in rows], mappings, WORDS)


def test_the_cells_come_back_as_they_were_with_row_and_reason():
    rows, content = returned(经销商=MESSY, 供应商=BAD_SUPPLIER)
    book = open_workbook(content)
    assert [sheet.name for sheet in book.sheets] == ["经销商", "供应商"]
    dealers = book.sheets[0].rows
    assert dealers[0][:4] == ["行号", "原因", "序号", "客户名称"]
    assert [row[0] for row in dealers[1:]] == [9, 12, 13, 14]
    assert dealers[1][1] == "uscc_check_digit"
    for row, line in zip(rows, dealers[1:], strict=False):
        assert line[2:] == list(row.cells)


def test_nothing_in_it_is_a_formula_or_a_link():
    lines = [HEADER, [1, "=1+1公司", "=cmd|' /C calc'!A0", "@SUM(1)", "+86", "http://x.invalid", "-5", "{=1}"]]
    _, content = returned(A=lines)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist() if "worksheets" in name)
    assert b"<f" not in parts and b"hyperlink" not in parts
    assert open_workbook(content).sheets[0].rows[1][2:10] == lines[1]


def test_a_corrected_file_is_read_like_the_first():
    _, content = returned(供应商=BAD_SUPPLIER)
    book = open_workbook(content)
    mapping = guess_mappings(book)[0]
    assert list(mapping.columns.values()) == ["ignored", "ignored", "name_zh", "uscc", "mobile"]
    book.sheets[0].rows[1][3] = "91469999MADX00035K"
    row = next(read_rows(book, [mapping], today=TODAY))
    assert row.errors == [] and row.values["kind"] == "supplier"


def test_leading_zeros_long_numbers_and_full_dates_survive():
    line = [1, "甲", "0123", "007", 15400000101, "x", "-0.50", "2027/2/30", TODAY, 12.5, True]
    _, content = returned(A=[HEADER, line])
    assert open_workbook(content).sheets[0].rows[1][2:] == line


def test_without_errors_it_is_an_empty_workbook_that_opens():
    assert zipfile.is_zipfile(io.BytesIO(write_error_rows([], [], WORDS)))


def test_text_tables_and_odd_sheet_names_get_a_name_excel_accepts():
    book = open_workbook("客户名称,手机\n甲公司,1540\n".encode())
    mappings = guess_mappings(book)
    rows = [(row, "x") for row in read_rows(book, mappings, "distributor", today=TODAY)]
    assert open_workbook(write_error_rows(rows, mappings, WORDS)).sheets[0].name == "Sheet1"
