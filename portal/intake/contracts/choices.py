"""Words people use for the fixed choices of agreements; the first of each line is the usual one."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from portal.intake.contracts.vocabulary import keys
from portal.intake.headings import heading_key
from portal.web.clauses_in_words import BINDS_FOR_STAFF
from portal.web.contract_words import CHANNELS, LEVELS, MODES, SIDES

CHOICES: dict[str, dict[str, str]] = {
    "side": {
        "downstream": "下游 下游合同 销售 经销 分销 代理 downstream sale",
        "upstream": "上游 上游合同 采购 供应 供货 引进 upstream purchase",
    },
    "mode": {
        "buyout": "买断 买断制 大包 底价大包 购销 buyout buy-out",
        "service": "推广服务 服务 推广 学术推广 居间 promotionservice service",
        "delivery": "配送 物流配送 delivery",
        "hybrid": "混合 综合 混合制 mixed hybrid",
    },
    "channel": {
        "all": "全渠道 全部渠道 所有渠道 全部 不限 allchannels all",
        "hospital": "医院 等级医院 公立医院 hospitals hospital",
        "primary": "基层医疗 基层 第三终端 社区 诊所 primarycare primary",
        "pharmacy": "药店 零售 零售药店 连锁 otc pharmacies pharmacy",
    },
    "level": {
        "exclusive": "独家 独家代理 独家授权 总代理 exclusive",
        "sole": "排他 独占 排他代理 sole",
        "non_exclusive": "非独家 一般 普通 普通授权 非独家授权 non-exclusive nonexclusive",
    },
    "binds": {
        "us": "约束我方 我方 我司 本公司 bindsus us we",
        "partner": "约束对方 对方 客户 合作方 bindsthepartner partner thepartner",
        "both": "约束双方 双方 双方共同 bindsbothsides both bothsides",
    },
}
"""甲方 and 乙方 are not among them: who is which differs from contract to contract."""

_WORDS: dict[str, Mapping[Any, Any]] = {
    "side": SIDES, "mode": MODES, "channel": CHANNELS, "level": LEVELS, "binds": BINDS_FOR_STAFF,
}  # fmt: skip
"""What our own pages call them."""


def read_choice(field: str, text: str) -> tuple[str | None, bool]:
    """Code of a word in a column of fixed choices, and whether it is a usual word, which needs no remark."""
    key = heading_key(text)
    if code := _own(field).get(key):
        return code, True
    for code, line in CHOICES[field].items():
        if key in (known := [heading_key(word) for word in line.split()]):
            return code, key == known[0]
    return None, True


@cache
def _own(field: str) -> dict[str, str]:
    return keys((str(code), lambda words=words: str(words)) for code, words in _WORDS[field].items())
