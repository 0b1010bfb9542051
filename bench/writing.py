"""Writing: filing a request and answering it, each with its event, search entry and counters (row 7)."""

import uuid
from itertools import islice

from bench import causes
from bench.browser import Browser
from bench.budgets import Budget
from bench.clients import Clients, Side, Told
from bench.reading import P_SHARE
from bench.stage import Stage

ROUNDS = 4


def filing(stage: Stage, clients: Clients) -> list[Budget]:
    """Filing and answering."""
    each = stage.times(30)
    partners = stage.partners(4)
    bare = Side(stage.bare["C"].port, stage.yardstick.request.replace("GET ", "POST ", 1).replace(
        "\r\n\r\n", "\r\nContent-Length: 0\r\n\r\n"))  # fmt: skip
    filed, answered, yardstick = Told(), Told(), Told()
    for turn in range(ROUNDS + 1):
        beside = clients.run(bare.port, bare.lanes(4, each))
        told = clients.run(stage.web.port, [file_requests(one, each) for one in partners])
        numbers = [_number(answer) for answer in told.answers]
        lanes = [answers(stage.staff, list(islice(numbers, lane, None, 4))) for lane in range(4)]
        replied = clients.run(stage.web.port, lanes)
        for name, one in (("filing", told), ("answering", replied)):
            if any(answer[1] != 303 for answer in one.answers):
                raise RuntimeError(f"{name} answered {sorted({answer[1] for answer in one.answers})}")
        if turn:
            filed.add(told)
            answered.add(replied)
            yardstick.add(beside)
    p_files, p_answers = (stage.rate_of_c * P_SHARE[name] for name in ("filing", "answer"))
    return [
        Budget("", "C as POST of one row", str(yardstick)),
        Budget("7", f"file a request against P ({p_files:.0f}/s)", str(filed), filed.rate / p_files, 3, 2,
               at_least=True, cause=causes.FILING),
        Budget("7", f"answer it against P ({p_answers:.0f}/s)", str(answered), answered.rate / p_answers, 3, 2,
               at_least=True),
    ]  # fmt: skip


def file_requests(partner: Browser, count: int, mark: str = "") -> list[str]:
    """So many different filings by one partner, each from a form of its own."""
    return [
        partner.writes("/requests/", {
            "category": "delivery_query", "subject": f"第 {number} 批货到哪了？{mark}{uuid.uuid4().hex}",
            "text": "医院明天断药，请尽快查一下。", "order_no": f"PO-{number:05d}", "form_id": uuid.uuid4().hex,
            "contract": "", "product": "",
        })
        for number in range(count)
    ]  # fmt: skip


def answers(staff: Browser, numbers: list[str]) -> list[str]:
    return [
        staff.writes(f"/staff/requests/{number}/answers", {"text": "已发出，明天到。", "form_id": uuid.uuid4().hex})
        for number in numbers
    ]


def _number(answer: list) -> str:
    return str(answer[3]).rsplit("/", 1)[-1]
