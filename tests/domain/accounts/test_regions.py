"""The 34 divisions and their places on the tile map."""

import pytest

from portal.domain.accounts.regions import BIG_REGIONS, BY_CODE, COLUMNS, PROVINCES, ROWS, province

TILES = """
. . . . . . . . 黑
新 . . . . 蒙 . 辽 吉
. 青 甘 宁 晋 冀 京 津 .
. 藏 川 陕 豫 鲁 苏 沪 .
. . . 渝 鄂 皖 浙 . .
. . 云 贵 湘 赣 闽 . .
. . . 桂 粤 . . 台 .
. . . 琼 澳 港 . . .
"""


def test_the_map_shows_every_division_once_in_its_place():
    drawn = {(row, column): short for row, line in enumerate(TILES.split("\n")[1:-1])
             for column, short in enumerate(line.split()) if short != "."}  # fmt: skip
    assert len(drawn) == len(PROVINCES) == len(BY_CODE) == 34
    assert all(drawn[(p.row, p.column)] in p.shorts for p in PROVINCES)
    assert max(p.row for p in PROVINCES) < ROWS and max(p.column for p in PROVINCES) < COLUMNS


@pytest.mark.parametrize(("code", "zh", "short", "en", "big"), [
    ("510000", "四川省", "川", "Sichuan", "southwest"), ("140000", "山西省", "晋", "Shanxi", "north"),
    ("610000", "陕西省", "陕", "Shaanxi", "northwest"), ("520000", "贵州省", "黔", "Guizhou", "southwest"),
    ("440000", "广东省", "粤", "Guangdong", "south"), ("410000", "河南省", "豫", "Henan", "central"),
    ("310000", "上海市", "沪", "Shanghai", "east"), ("230000", "黑龙江省", "黑", "Heilongjiang", "northeast"),
    ("150000", "内蒙古自治区", "蒙", "Inner Mongolia", "north"), ("710000", "台湾省", "台", "Taiwan", "hmt"),
])  # fmt: skip
def test_names_and_big_regions(code, zh, short, en, big):
    found = province(code)
    assert (found.zh, found.short, found.en, found.big_region) == (zh, short, en, big)
    assert big in BIG_REGIONS


def test_31_divisions_are_on_the_mainland():
    assert sum(p.mainland for p in PROVINCES) == 31


def test_names_codes_and_letters_are_each_taken_once():
    for values in (
        [p.zh for p in PROVINCES],
        [p.bare for p in PROVINCES],
        [p.en for p in PROVINCES],
        [s for p in PROVINCES for s in p.shorts],
        [(p.row, p.column) for p in PROVINCES],
    ):
        assert len(values) == len(set(values))


def test_an_unknown_code_is_a_key_error():
    with pytest.raises(KeyError):
        province("999999")
