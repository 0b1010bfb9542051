"""One run of the main job: a company that is new in the workbook, its owner, and what everybody writes."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.people import Complaints, Visitors
from tests.browser.program import Program
from tests.intake.books import Cells, Merged

HEADINGS = ["客户名称 ", "统一社会信用代码", "联系人", "联系电话（必填）", "省份", "许可证有效期至"]
WORDS = {
    "zh": {
        "note": "只给同事看：仓库缺货", "answer": "今天下午发出，运单见附件。", "thanks": "医院改了地址，请再看一下。",
        "subject": "江阳 20 件到哪了？", "praise": "供货条款写得清楚", "feedback": "谢谢，我们照这样写下去。",
    },
    "en": {
        "note": "For colleagues only: out of stock", "answer": "It leaves this afternoon, see the slip.",
        "thanks": "The hospital has moved, look again.", "subject": "Order PO-902: 20 cartons?",
        "praise": "Clause 9: clear words", "feedback": "Thank you, we keep writing like this.",
    },
}  # fmt: skip
JOBS = {
    "zh": ("泸州江阳医药有限公司", "D-2026-901", "lin@jiangyang.example", "15400000901"),
    "en": ("绵阳涪江医药有限公司", "D-2026-902", "lin@fujiang.example", "15400000902"),
}
"""By language: the company, its contract, the owner's address and mobile number."""


@dataclass
class Job:
    """What is known so far."""

    locale: str
    visitors: Visitors
    program: Program
    company: str
    contract: str
    mail: str
    mobile: str
    account: str = ""
    request: str = ""
    feedback: str = ""
    file: str = ""
    complaints: list[Complaints] = field(default_factory=list)

    @property
    def words(self) -> dict[str, str]:
        return WORDS[self.locale]

    @property
    def language(self) -> str:
        return "zh-CN" if self.locale == "zh" else "en"

    def watched(self, page: Page) -> Page:
        self.complaints.append(self.visitors.watch(page))
        return page

    def at_desk(self, name: str) -> Page:
        return self.watched(self.visitors.come_in(f"{name}@demo.example", locale=self.locale))


def workbook(job: Job) -> Cells:
    """A new company, one that is there under another name, one whose telephone number is too short."""
    spelled = f"+86 {job.mobile[:3]}-{job.mobile[3:7]}-{job.mobile[7:]}"
    return [
        [Merged("全国经销商客户一览表", len(HEADINGS))], [], HEADINGS,
        [f" {job.company}\u3000", None, "林江", spelled, "四川省", "2029.5.30"], [],
        ["成都岷川医药", None, "王岷", 15400000972, "四川", "2028年6月1日"],
        ["兰州一号医药有限公司", "91629999MADX00174G", "张一", "１２", "甘肃", None],
    ]  # fmt: skip
