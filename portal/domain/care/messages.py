"""Messages kept for greetings and calls: the desk's kept texts with other gaps, for a channel, in a language."""

from collections.abc import Mapping

from portal.domain.care.touch_types import TouchType
from portal.domain.requests.canned_reply import CannedReplies, CannedReply
from portal.domain.requests.canned_text import Gaps, filled

CHANNELS = (TouchType.WECHAT, TouchType.SMS, TouchType.CALL)
"""Of a call the text is what to say."""
GAPS: Gaps = {
    "contact": "联系人", "title": "职务", "company": "客户", "occasion": "节日", "day": "日期", "years": "周年",
    "care_owner": "客情负责人", "manager": "商务经理", "us": "我方", "me": "我",
}  # fmt: skip
"""Every gap of a message by its English name, with the Chinese one."""
UNSUBSCRIBE = "拒收请回复R"
"""How an advertising text message ends; it begins with who sends it (广告法 43)."""
FIRST_HOUR, LAST_HOUR = 8, 21
"""Between these hours (Asia/Shanghai) text messages may go out."""


class MessageTemplates(CannedReplies):
    of_kind = CannedReply.channel.is_not(None)
    gaps = GAPS

    def fitting(self, occasion: str | None, locale: str) -> list[CannedReply]:
        """Those within reach that fit the occasion (none: that are for no occasion of their own), this language first;
        then by channel."""
        order = {str(channel): place for place, channel in enumerate(CHANNELS)}
        found = [one for one in self.within_reach() if occasion in one.categories or not one.categories]
        return sorted(
            found, key=lambda one: (one.locale != locale, not one.categories, order.get(one.channel or "", 9))
        )


def message_text(template: str, values: Mapping[str, str], channel: str, sender: str) -> str:
    """The text for one person; a text message says who sends it and how to end it."""
    text = filled(template, values, GAPS)
    if channel != TouchType.SMS:
        return text
    text = text if text.startswith("【") else f"【{sender}】{text}"
    return text if text.endswith(UNSUBSCRIBE) else f"{text} {UNSUBSCRIBE}"
