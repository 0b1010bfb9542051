"""Replies the service desk keeps."""

from portal.cli.demo.clock import AS_OF
from portal.cli.demo.hand.stage import Stage
from portal.domain.requests.canned_reply import CannedReplies, Shelf

REPLIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("到货确认", "{联系人|您好}，{编号} 的货已签收，请核对数量和批号。有短少或破损，请在 3 个工作日内告诉我们。",
     ("delivery_query", "damage_short")),
    ("致歉并说明", "{联系人|您好}，这次没有按时办好，是我们的问题，很抱歉。原因和下一步是：", ()),
    ("请补充资料", "{联系人|您好}，办理{编号}还差下面的资料，补齐后我们马上接着办：\n1. ", ()),
    ("已收到", "{联系人|您好}，“{主题}”已收到，我们会在{办结时限|承诺的时间}前办结，有进展随时告诉您。{我}", ()),
    ("资料已寄出", "{联系人|您好}，{产品|资料}的首营资料已盖章寄出，快递单号：", ("qualification_copy",)),
)  # fmt: skip


def write_canned_replies(stage: Stage) -> None:
    """On everybody's shelf, by the administrator."""
    kept = CannedReplies(stage.work(AS_OF, "admin"))
    for title, text, categories in REPLIES:
        kept.add({"title": title, "text": text, "shelf": Shelf.COMPANY, "categories": list(categories)})
