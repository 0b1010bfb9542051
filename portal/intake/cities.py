"""Prefecture-level cities by province, and reading a region out of what people write for it."""

from functools import lru_cache
from typing import NamedTuple

from portal.domain.accounts.regions import PROVINCES

# Short names after the Ministry of Civil Affairs' list; municipalities, Hong Kong and Macao are their own city.
_TABLE = """
13 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 雄安
14 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁
15 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安 锡林郭勒 阿拉善
21 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛
22 长春 吉林 四平 辽源 通化 白山 松原 白城 延边
23 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭
32 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁
33 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水
34 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城
35 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德
36 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
37 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽
41 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源
42 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 天门 神农架
43 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西
44 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮
45 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左
46 海口 三亚 三沙 儋州
51 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山
52 贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南
53 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆
54 拉萨 日喀则 昌都 林芝 山南 那曲 阿里
61 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛
62 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南
63 西宁 海东 海北 黄南 果洛 玉树 海西
64 银川 石嘴山 吴忠 固原 中卫
65 乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 和田 伊犁 塔城 阿勒泰 石河子
"""
CITIES: dict[str, str] = {
    city: code + "0000" for code, *cities in map(str.split, _TABLE.strip().splitlines()) for city in cities
}
# Districts or provinces of the same name exist: with 市 they are meant, alone they are not.
_NEED_SUFFIX = frozenset(("朝阳", "吉林", "海东", "海西", "海北", "兴安", "阿里", "黄南", "山南"))
_SUFFIXES = ("市", "地区", "盟", "州", "藏族", "彝族", "朝鲜族", "土家族", "回族", "蒙古", "苗族", "布依族", "白族",
             "傣族", "哈尼族", "壮族", "傈僳族", "哈萨克", "柯尔克孜", "新区", "林区")  # fmt: skip
_FULL = {province.zh: province.code for province in PROVINCES}
_BARE = {province.bare: province.code for province in PROVINCES} | {"内蒙": "150000"}
_SHORT = {short: province.code for province in PROVINCES for short in province.shorts}
_ENGLISH = {province.en.lower(): province.code for province in PROVINCES} | {
    "tibet": "540000", "xizang": "540000", "hong kong": "810000", "hongkong": "810000", "macao": "820000",
    "macau": "820000", "neimenggu": "150000", "nei mongol": "150000",
}  # fmt: skip
_CODES = {code: province.code for province in PROVINCES for code in (province.code, province.code[:2])}
_MUNICIPAL = {"110000", "120000", "310000", "500000", "810000", "820000"}
_BETWEEN = str.maketrans("", "", " \u3000-－—/、,，.·|>")


class Region(NamedTuple):
    """A province code, a city's short name when one was written, and the code of how the province was found."""

    province: str
    city: str
    how: str | None


_ALL_OF_IT = ("全境", "全省", "全市", "全区", "全域", "境内", "范围内")


def province_alone(text: str) -> str | None:
    """The code of the province that the text names and nothing besides; None where it goes on to a city, a county or a
    district: 上海市浦东新区 is not Shanghai."""
    plain = text.translate(_BETWEEN)
    for words in _ALL_OF_IT:
        plain = plain.removesuffix(words)
    known = _FULL.get(plain) or _BARE.get(plain) or _SHORT.get(plain) or _CODES.get(plain)
    english = " ".join(text.lower().removesuffix("province").removesuffix("city").split())
    return known or _ENGLISH.get(english) or _BARE.get(plain.removesuffix("省").removesuffix("市"))


@lru_cache(maxsize=2048)
def region_in(text: str) -> Region | None:
    """The region a cell of a region column speaks of, or None when it is not clear which."""
    plain = text.translate(_BETWEEN)
    if plain in _SHORT:
        return Region(_SHORT[plain], "", "province_from_short")
    if plain in _CODES:
        return Region(_CODES[plain], "", "province_from_code")
    if english := _ENGLISH.get(" ".join(text.lower().removesuffix("province").removesuffix("city").split())):
        return Region(english, "", "province_from_english")
    if plain in _BARE:
        return Region(_BARE[plain], "", None)
    return region_at_start(plain) or _bare_pair(plain) or _lone_city(plain)


def region_at_start(address: str) -> Region | None:
    """The region an address begins with: a province in full, or a city with 市; 北京路 is a street, not Beijing."""
    plain = address.translate(_BETWEEN)
    for length in range(min(len(plain), 8), 2, -1):
        if code := _FULL.get(plain[:length]):
            return Region(code, _city_within(plain[length:], code), None)
    city = _written_city(plain)
    return Region(CITIES[city], city, "province_from_city") if city else None


def _bare_pair(plain: str) -> Region | None:
    for length in (3, 2):
        if code := _BARE.get(plain[:length]):
            city = _city_within(plain[length:], code)
            return Region(code, city, None) if city else None
    return None


def _lone_city(plain: str) -> Region | None:
    code = None if plain in _NEED_SUFFIX else CITIES.get(plain)
    return Region(code, plain, "province_from_city") if code else None


def _city_within(rest: str, code: str) -> str:
    for length in range(min(len(rest), 5), 1, -1):
        if CITIES.get(rest[:length]) == code:
            return rest[:length]
    return ""


def _written_city(plain: str) -> str:
    for length in range(min(len(plain), 5), 1, -1):
        if plain[:length] in CITIES and plain[length:].startswith(_SUFFIXES):
            return plain[:length]
    return ""


def is_municipality(code: str) -> bool:
    """Whether the province is a city itself, so that no other city is asked for."""
    return code in _MUNICIPAL


def city_name(text: str) -> str:
    """The short name of a city of the table (成都 for 成都市), or the text itself."""
    plain = text.translate(_BETWEEN)
    return plain if plain in CITIES else _written_city(plain) or text
