"""Messages that everybody may use at festivals, birthdays and after good news."""

from portal.cli.demo.clock import AS_OF
from portal.cli.demo.hand.stage import Stage
from portal.domain.care.messages import MessageTemplates
from portal.domain.requests.canned_reply import Shelf

KEPT: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("节日问候", "wechat", "zh", "{联系人|您好}，{节日}快乐！感谢{客户}一直以来的支持，祝您和家人安康。{我}",
     ("spring_festival", "mid_autumn", "dragon_boat", "new_year", "national_day")),
    ("节日短信", "sms", "zh", "{联系人|尊敬的客户}，{节日}快乐，祝工作顺利、阖家安康。",
     ("spring_festival", "mid_autumn", "new_year")),
    ("生日祝福", "wechat", "zh", "{联系人|您好}，生日快乐！愿您健康顺遂。{我}", ("birthday",)),
    ("进院祝贺", "wechat", "zh", "{联系人|您好}，恭喜进院成功！后续配送和资料我们全力配合。", ("listing",)),
    ("合作周年", "call", "zh", "感谢{客户}与我们合作满{周年|又一}年；问问来年打算。", ("cooperation",)),
    ("New Year", "wechat", "en", "Dear {contact|friend}, happy New Year! Thank you for a good year with {us}.",
     ("new_year",)),
)  # fmt: skip


def write_messages(stage: Stage) -> None:
    """On everybody's shelf, by the administrator."""
    kept = MessageTemplates(stage.work(AS_OF, "admin"))
    for title, channel, locale, text, occasions in KEPT:
        facts = {"title": title, "text": text, "shelf": Shelf.COMPANY, "categories": list(occasions)}
        kept.add({**facts, "channel": channel, "locale": locale})
