"""A workbook of accounts as an import gets it: 10,000 rows, some of them wrong, some there already."""

import io

import xlsxwriter

from portal.cli.demo.bulk.ids import FIRST
from portal.cli.demo.identifiers import mobile_of, uscc_of
from portal.domain.accounts.identifiers import USCC_SYMBOLS

HEADINGS = ("客户名称", "客户类型", "统一社会信用代码", "联系人", "手机", "省份", "城市", "地址", "商务经理", "备注")
ROWS = 10_000
WRONG_EVERY, KNOWN_EVERY = 100, 50


def workbook(series: int, rows: int = ROWS) -> bytes:
    """Companies of that series, none of which another series has; one row in a hundred holds a wrong code."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("客户")
    sheet.write_row(0, 0, HEADINGS)
    for place in range(rows):
        sheet.write_row(place + 1, 0, _row(series * 1_000_000 + place, place))
    book.close()
    return target.getvalue()


def _row(index: int, place: int) -> tuple[str, ...]:
    code = uscc_of("510000", 10_000_000 + index)
    if place % WRONG_EVERY == 7:
        code = code[:-1] + USCC_SYMBOLS[(USCC_SYMBOLS.index(code[-1]) + 1) % 31]
    name = f"蜀{_chinese(index)}医药有限公司"
    return (name, "经销商", code, "王一", mobile_of(FIRST % 1000 + 40_000_000 + index % 9_000_000), "四川省", "成都市",
            f"测试路 {place} 号", "", "")  # fmt: skip


def _chinese(number: int) -> str:
    return "".join("零壹贰叁肆伍陆柒捌玖"[int(digit)] for digit in str(number))
