"""The 34 province-level divisions (GB/T 2260): code, names, place on the schematic tile map, big region."""

from dataclasses import dataclass

ROWS, COLUMNS = 8, 9

BIG_REGIONS = {
    "north": "华北", "northeast": "东北", "east": "华东", "central": "华中", "south": "华南",
    "southwest": "西南", "northwest": "西北", "hmt": "港澳台",
}  # fmt: skip
_BIG_REGION_OF = {
    "1": "north", "2": "northeast", "3": "east", "5": "southwest", "6": "northwest", "7": "hmt", "8": "hmt",
    "41": "central", "42": "central", "43": "central", "44": "south", "45": "south", "46": "south",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Province:
    """One division; `shorts` are its licence-plate letters, the official one first; row and column count from 0."""

    code: str
    zh: str
    bare: str
    shorts: tuple[str, ...]
    en: str
    row: int
    column: int

    @property
    def short(self) -> str:
        """The official one-character name: 川."""
        return self.shorts[0]

    @property
    def big_region(self) -> str:
        """Key of BIG_REGIONS; Hong Kong, Macao and Taiwan form one of their own."""
        return _BIG_REGION_OF.get(self.code[:2]) or _BIG_REGION_OF[self.code[0]]

    @property
    def mainland(self) -> bool:
        """Whether mainland drug licences and identity numbers are issued there."""
        return self.code < "700000"


_TABLE = """
11 北京市 北京 京 2,6 Beijing
12 天津市 天津 津 2,7 Tianjin
13 河北省 河北 冀 2,5 Hebei
14 山西省 山西 晋 2,4 Shanxi
15 内蒙古自治区 内蒙古 蒙 1,5 Inner Mongolia
21 辽宁省 辽宁 辽 1,7 Liaoning
22 吉林省 吉林 吉 1,8 Jilin
23 黑龙江省 黑龙江 黑 0,8 Heilongjiang
31 上海市 上海 沪 3,7 Shanghai
32 江苏省 江苏 苏 3,6 Jiangsu
33 浙江省 浙江 浙 4,6 Zhejiang
34 安徽省 安徽 皖 4,5 Anhui
35 福建省 福建 闽 5,6 Fujian
36 江西省 江西 赣 5,5 Jiangxi
37 山东省 山东 鲁 3,5 Shandong
41 河南省 河南 豫 3,4 Henan
42 湖北省 湖北 鄂 4,4 Hubei
43 湖南省 湖南 湘 5,4 Hunan
44 广东省 广东 粤 6,4 Guangdong
45 广西壮族自治区 广西 桂 6,3 Guangxi
46 海南省 海南 琼 7,3 Hainan
50 重庆市 重庆 渝 4,3 Chongqing
51 四川省 四川 川蜀 3,2 Sichuan
52 贵州省 贵州 黔贵 5,3 Guizhou
53 云南省 云南 滇云 5,2 Yunnan
54 西藏自治区 西藏 藏 3,1 Xizang (Tibet)
61 陕西省 陕西 陕秦 3,3 Shaanxi
62 甘肃省 甘肃 甘陇 2,2 Gansu
63 青海省 青海 青 2,1 Qinghai
64 宁夏回族自治区 宁夏 宁 2,3 Ningxia
65 新疆维吾尔自治区 新疆 新 1,0 Xinjiang
71 台湾省 台湾 台 6,7 Taiwan
81 香港特别行政区 香港 港 7,5 Hong Kong SAR
82 澳门特别行政区 澳门 澳 7,4 Macao SAR
"""


def _province(line: str) -> Province:
    code, zh, bare, shorts, tile, en = line.split(" ", 5)
    row, column = map(int, tile.split(","))
    return Province(code + "0000", zh, bare, tuple(shorts), en, row, column)


PROVINCES: tuple[Province, ...] = tuple(_province(line) for line in _TABLE.strip().splitlines())
BY_CODE: dict[str, Province] = {province.code: province for province in PROVINCES}


def province(code: str) -> Province:
    """The division with this GB/T 2260 code of six digits. Raises KeyError for any other code."""
    return BY_CODE[code]
