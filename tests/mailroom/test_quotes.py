"""What is new in a mail, as Chinese and English mail programs write them; and no mail keeps the reader busy."""

import pytest

from portal.mailroom.charsets import decoded, header_text
from portal.mailroom.html_text import text_of_html
from portal.mailroom.quotes import own_words

pytestmark = pytest.mark.engineless

SAID = "明天下午两点前必须到货。\n联系仓库老王。"
OURS = "何晓岷，您好：\n您的请求“洛施坦 20 件到哪了”（SR-202611-0042）有了答复。"
QUOTED = "\n".join(f"> {line}" for line in OURS.split("\n"))
RULE = "_" * 32
OUTLOOK = f"{RULE}\n发件人: 砚禾 <noreply@yanhe.example>\n发送时间: 2026年11月28日 10:02\n收件人: 何晓岷\n"
FOXMAIL = "\n发件人： 砚禾医药\n发送时间： 2026-11-28 10:02\n收件人： 何晓岷\n主题： SR-202611-0042 有了答复\n"
QQ = '------------------ 原始邮件 ------------------\n发件人: "砚禾医药" <noreply@yanhe.example>;\n收件人: "何晓岷";\n'
ALIYUN = (
    f"{'-' * 66}\n发件人：砚禾医药 <noreply@yanhe.example>\n发送时间：2026年11月28日(星期六) 10:02\n收件人：何晓岷\n"
)
ENGLISH = (
    "\nFrom: Yanhe <noreply@yanhe.example>\nSent: Saturday, November 28, 2026 10:02 AM\nTo: He\nSubject: answered\n"
)
GMAIL = "\nOn Sat, Nov 28, 2026 at 10:02 AM 砚禾医药"
APPLE = "> 在 2026年11月28日，上午10:02，砚禾医药 <noreply@yanhe.example> 写道：\n> \n"
TO_THE_END = {
    "qq": f"{QQ}\n{OURS}",
    "qq, english": f"------------------\xa0Original\xa0------------------\nFrom: x\n{OURS}",
    "exmail": f"-----原始邮件-----\n{OURS}",
    "foxmail": f"{FOXMAIL}{OURS}",
    "aliyun": f"{ALIYUN}主　题：有了答复\n\n{OURS}",
    "163": f'\n在 2026-11-28 10:02:11，"砚禾医药" <noreply@yanhe.example> 写道：\n\n{OURS}',
    "163, english": f'\nAt 2026-11-28 10:02:11, "砚禾医药" <noreply@yanhe.example> wrote:\n{OURS}',
    "mailmaster": f"---- 回复的原邮件 ----\n| 发件人 | 砚禾医药<noreply@yanhe.example> |\n{OURS}",
    "outlook": f"{OUTLOOK}主题: 有了答复\n\n{OURS}",
    "outlook, english": f"{ENGLISH}\n{OURS}",
    "old outlook": f"-----Original Message-----\nFrom: x\n{OURS}",
    "forwarded": f"---------- Forwarded message ---------\n{OURS}",
    "gmail": f"{GMAIL} <noreply@yanhe.example> wrote:\n\n{QUOTED}",
    "gmail, wrapped": f"{GMAIL}有限公司合作伙伴门户\n<noreply@yanhe.example> wrote:\n\n{QUOTED}",
    "gmail, chinese": f"\n砚禾医药 <noreply@yanhe.example> 于2026年11月28日周六 上午10:02写道：\n\n{QUOTED}",
    "apple, chinese": f"\n发自我的 iPhone\n\n{APPLE}{QUOTED}",
    "iphone": f"\nSent from my iPhone\n\n> On Nov 28, 2026, at 10:02, 砚禾 <noreply@yanhe.example> wrote:\n{QUOTED}",
    "signature": "-- \n何晓岷 采购部\n电话 028-0000000",
    "phone only": "\n发自我的华为手机",
    "outlook app": "\n获取 Outlook for iOS<https://aka.ms/o0ukef>",
    "nothing": "",
}  # fmt: skip


@pytest.mark.parametrize("program", TO_THE_END)
def test_history_and_signature_go(program: str) -> None:
    assert own_words(f"{SAID}\n{TO_THE_END[program]}") == SAID


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (f"On Sat, Nov 28, 2026 at 10:02 AM x <a@b.c> wrote:\n{QUOTED}\n\n{SAID}", SAID),
        ("> 几号到？\n三号。\n> 谁收？\n老王。", "三号。\n老王。"),
        ("我在会上写道：按合同办。\n时间：三号。地点：仓库。", "我在会上写道：按合同办。\n时间：三号。地点：仓库。"),
        ("From: 成都\n请从成都发货", "From: 成都\n请从成都发货"),
        ("价格 -- 见附件\n----\n第二段", "价格 -- 见附件\n----\n第二段"),
        (QUOTED, ""),
    ],
)
def test_what_was_written_stays(text: str, own: str) -> None:
    assert own_words(text) == own


@pytest.mark.parametrize(
    ("markup", "own"),
    [
        ("<div>明天到<br>谢谢</div><blockquote>旧的<b>话</b></blockquote>", "明天到\n谢谢"),
        ('<div dir="ltr">好</div><div class="gmail_quote"><div>On … wrote:</div>旧</div>', "好"),
        ("<p>好</p><div><includetail><div>------------------&nbsp;原始邮件&nbsp;------------------</div>旧", "好"),
        ("<style>p{}</style><script>alert(1)</script><p>1 &lt; 2 &amp; 3</p><!-- x -->", "1 < 2 & 3"),
        ('<p onclick="x">好</p><img src=x onerror=alert(1)><a href="javascript:x">看</a>', "好\n看"),
        ('<div>好</div><hr><div id="divRplyFwdMsg"><b>发件人:</b> x</div>', "好"),
    ],
)
def test_a_page_becomes_words(markup: str, own: str) -> None:
    assert own_words(text_of_html(markup)) == own


@pytest.mark.parametrize(
    ("raw", "charset", "text"),
    [
        ("到货".encode("gb18030"), "gb2312", "到货"),
        ("㐂到".encode("gb18030"), "GBK", "㐂到"),
        (b"+UjCNJw-", "utf-7", "到货"),
        ("到货".encode(), "x-unknown", "到货"),
        ("到货".encode("gbk"), "utf-8", "到货"),
        (b"\xff\xfe\x00\xd8a\x00", "utf-16", "�a"),
        (b"x\x9cK\x04\x00\x00b\x00b", "zip", "x淜bb"),
        (b"a\x00b\x1b[31m\r\nc", "punycode", "ab[31m\nc"),
    ],
)
def test_any_charset_is_read_or_marked(raw: bytes, charset: str, text: str) -> None:
    assert decoded(raw, charset).startswith(text)


def test_a_header_is_one_line_of_bounded_length() -> None:
    assert header_text("=?gb2312?B?tb27+g==?=\r\nBcc: x@y.z", 300) == "到机Bcc: x@y.z"
    assert header_text("=?utf-8?B?a?= x", 300).endswith("x") and len(header_text("x" * 9_999, 300)) == 300


BUSY = (
    "<", "<div", "<!--", "<script>", "<a '", "&", "> ", "On 1 ", "- ", "-- 原始", "在 2026 ", "发件人: ", "\n",
    "<blockquote>", "<p class=gmail_quote>x",
)  # fmt: skip


@pytest.mark.parametrize("piece", BUSY)
def test_no_mail_keeps_the_reader_busy(piece: str) -> None:
    """What took quadratic time would here take the suite's whole afternoon."""
    text = piece * (400_000 // len(piece))
    assert len(own_words(text_of_html(text))) <= len(text)
    assert len(own_words(text)) <= len(text)
