"""The choices of these tables: by how a cell is read, what our pages call each code, and what else people write."""

from collections.abc import Mapping
from typing import Any

from portal.web.account_words import CONTACT_ROLES, YES_NO
from portal.web.amendment_import_words import CLAUSE_CHANGES
from portal.web.archive_words import BIRTHDAY_CALENDARS, CONTACT_CHANNELS, CONTACT_LEVELS
from portal.web.document_words import DOC_TYPES
from portal.web.paper_words import STAFF_STATES, STATES
from portal.web.product_words import EDL, NRDL, RX_OTC, STORAGES
from portal.web.recruiting_words import LOST_REASONS, STAGES

KEPT_STATES = ("submitted", "verified", "rejected", "replaced")
"""What a row of a paper holds; how it stands on a day follows from the day."""
CHOICES: dict[str, tuple[Mapping[Any, Any], dict[str, str]]] = {
    "role": (CONTACT_ROLES, {"老板": "owner", "总经理": "owner", "采购": "purchasing", "质管": "quality",
                             "财务": "finance", "开票": "invoicing", "销售": "sales", "助理": "assistant",
                             "法人": "legal_rep"}),
    "doc_type": (DOC_TYPES, {}),
    "storage": (STORAGES, {"常温": "room", "阴凉": "cool", "冷藏": "cold", "冷冻": "frozen"}),
    "yes_no": (YES_NO, {"是": "True", "y": "True", "1": "True", "否": "False", "n": "False", "0": "False"}),
    "level": (CONTACT_LEVELS, {"经办": "clerk", "经理": "manager", "高管": "executive"}),
    "calendar": (BIRTHDAY_CALENDARS, {"公历": "solar", "阳历": "solar", "农历": "lunar", "阴历": "lunar"}),
    "reached_by": (CONTACT_CHANNELS, {"电话": "call", "微信": "wechat", "短信": "sms", "邮件": "email",
                                      "拜访": "visit"}),
    "paper_state": ({code: STAFF_STATES.get(code, STATES[code][0]) for code in KEPT_STATES}, {}),
    "rx_otc": (RX_OTC, {"处方药": "rx", "甲类otc": "otc_a", "乙类otc": "otc_b"}),
    "nrdl": (NRDL, {"甲": "a", "乙": "b", "无": "none"}),
    "clause_change": (CLAUSE_CHANGES, {"新增": "add", "修改": "change", "删除": "remove"}),
    "edl": (EDL, {"是": "yes", "否": "no"}),
    "recruit_stage": (STAGES, {"意向": "identified", "已联系": "contacted", "洽谈": "talking", "报价": "offer",
                               "签约": "signed", "流失": "lost"}),
    "lost_reason": (LOST_REASONS, {"价格": "price", "政策": "policy", "其他": "other"}),
}  # fmt: skip
