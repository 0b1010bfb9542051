"""Workbooks made for the tests: every trap of a real one, with fictitious companies and numbers."""

import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter

TODAY = dt.date(2026, 11, 23)
Cells = Sequence[Sequence[object]]


def xlsx(**sheets: Cells) -> bytes:
    """An XLSX of these sheets; text that begins with = becomes a formula only inside a Formula."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                write(sheet, r, c, value, day)
    book.close()
    return target.getvalue()


class Formula(str):
    """=1+1 with the result Excel kept beside it."""

    result: object

    def __new__(cls, text: str, result: object) -> "Formula":
        formula = super().__new__(cls, text)
        formula.result = result
        return formula


class Merged(str):
    """A text merged over so many columns and rows."""

    columns: int
    rows: int

    def __new__(cls, text: str, columns: int = 1, rows: int = 1) -> "Merged":
        merged = super().__new__(cls, text)
        merged.columns, merged.rows = columns, rows
        return merged


def write(sheet, r: int, c: int, value: object, day) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(r, c, str(value), None, value.result)
    elif isinstance(value, Merged):
        sheet.merge_range(r, c, r + value.rows - 1, c + value.columns - 1, str(value))
    elif isinstance(value, dt.date):
        sheet.write_datetime(r, c, value, day)
    elif value is not None:
        sheet.write(r, c, value)


HEADER = ["序号", "客户名称 ", "统一社会信用代码", "联系人", "联系电话（必填）", "省份", "地址", "许可证有效期至",
          "建档日期", "级别", "备注"]  # fmt: skip
# Minchuan and Luoyuan are right; every other row holds one or more traps.
MESSY: Cells = [
    [Merged("全国经销商客户一览表（内部资料）", 11)],
    ["制表日期：2026年11月23日"],
    [],
    HEADER,
    [1, "成都岷川医药有限公司", "91519999MADX0006X3", "廖远", 15400000101, "四川", "锦江大道1号", "2027-03-31",
     dt.date(2022, 6, 3), "VIP", None],
    [2, " 济南泺源医药有限公司\u3000", "９１３７９９９９ＭＡＤＸ０００８６９", "石岩", "+86 154-0000-0103", "山东省",
     "泉城路２号", "2029.5.30", None, "Ａ", "=1+1"],
    [],
    [3, "郑州嵩阳药品配送有限公司", "91419999madx000942", "李嵩", "１５４０００００１０４", "河南", "郑州市金水路3号",
     "2028年6月1日", None, "b", "窜货一次，已处理\n下次注意"],
    [4, "武汉江夏堂医药有限公司", "91429999MADX00107W", "江夏", "15400000105", "湖北", "江城路4号", "20280105", None,
     "B", None],
    [5, "成都岷川医药", "91519999madx0006x3", "廖远", "154 0000 0101", "四川省", "锦江大道1号", "2027/3/31", None, None,
     None],
    HEADER,
    [6, None, "91539999MADX0014XY", "滇霞", "15400000109", "云南", "翠湖路5号", "长期", None, None, None],
    [7, "贵阳甲秀药业有限公司", "91529999MADX00174G", "甲秀", "1540000011", "贵州", "甲秀路6号", "2027/2/30",
        None, None,
     None],
    [8, Formula('="杭州钱塘源"&"健康科技有限公司"', "杭州钱塘源健康科技有限公司"), "91339999MADX00123Y", "钱源",
     "0571-88888888", "杭州", None, 46843, None, "c", Formula("=1/0", "#DIV/0!")],
    [],
    ["合计", 8],
]  # fmt: skip
SUPPLIERS: Cells = [
    ["供应商名称", "税号", "手机"],
    ["川岭制药有限公司", "91519999MADX000190", "15400000001"],
]
