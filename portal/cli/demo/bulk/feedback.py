"""One generated piece of feedback, our answer to it and its events."""

from datetime import datetime
from typing import Any

from portal.cli.demo.bulk.ids import ABOUT_FEEDBACK, FIRST, event_id
from portal.cli.demo.bulk.months import minute_in, slots
from portal.cli.demo.bulk.profiles import Profile, asker
from portal.cli.demo.bulk.staff import CARE
from portal.cli.demo.bulk.stories import World, moment
from portal.cli.demo.bulk.writing import Batch
from portal.cli.demo.draw import Draw, spread
from portal.domain.events import Event
from portal.domain.feedback.kinds import FeedbackKind as K
from portal.domain.feedback.kinds import FeedbackState as S
from portal.domain.feedback.models import Feedback, FeedbackAnswer

SLOTS = slots(open_ones=0)
FOR_ACCOUNTS = 10, 8
"""Of ten accounts eight have said something."""
KINDS = spread({K.COMPLAINT: 7, K.SUGGESTION: 6, K.PRAISE: 4, K.MARKET_INTEL: 3})
SAID = {
    K.COMPLAINT: (
        ("speed", "电话两天没人回"), ("delivery", "到货比约定晚了三天"), ("price_policy", "返利政策变得太快"),
    ),
    K.SUGGESTION: (
        ("portal", "希望门户能看物流单号"), ("policy", "近效期换货比例可以再高一点"),
        ("training", "想要线上产品培训"),
    ),
    K.PRAISE: (("person", "商务经理响应很快"), ("team", "物流连夜安排，谢谢")),
    K.MARKET_INTEL: (("competitor_price", "竞品在本地降价百分之十"), ("tender_notice", "省里下月开始挂网")),
}  # fmt: skip
ANSWER = "谢谢您告诉我们。已经和相关同事核对，改进办法下周落实，届时再向您回话。"
STATES = spread({S.CONFIRMED_BY_PARTNER: 70, S.ANSWERED: 20, S.ACKNOWLEDGED: 6, S.NEW: 4})
WAYS = {S.NEW: 1, S.ACKNOWLEDGED: 2, S.ANSWERED: 3, S.CONFIRMED_BY_PARTNER: 4}
STEPS = tuple(zip(("posted", "acknowledged", "answered", "confirmed"), WAYS, strict=True))


def feedback_of(accounts: int) -> int:
    """How many pieces of feedback so many accounts give."""
    of, said = FOR_ACCOUNTS
    return accounts * said // of


def write_feedback(batch: Batch, world: World, index: int) -> None:
    draw = Draw(world.seed, "feedback", index)
    of, said = FOR_ACCOUNTS
    who = asker(world.seed, index * of // said)
    slot = SLOTS[index % len(SLOTS)]
    number, state = slot.number("FB", index // len(SLOTS)), draw.one_of("state", STATES)
    begun = minute_in(slot, draw)
    at = [moment(begun + step * (30 + draw.number("pace", 300))) for step in range(WAYS[state])]
    by = who.id if who.has_login else who.manager_id
    batch.add(Feedback, **_columns(who, index, number, state, at, draw) | {"posted_by_id": by})
    if len(at) > 2:
        batch.add(
            FeedbackAnswer, id=FIRST + index, account_id=who.id, feedback_id=FIRST + index, author_id=CARE,
            from_staff=True, at=at[2], text=ANSWER,
        )  # fmt: skip
    for step, when in enumerate(at):
        batch.add(Event, **_event(who, index, number, step, when, draw))


def _columns(who: Profile, index: int, number: str, state: S, at: list[datetime], draw: Draw) -> dict[str, Any]:
    kind = draw.one_of("kind", KINDS)
    subtype, text = draw.one_of("said", SAID[kind])
    return {
        "id": FIRST + index, "account_id": who.id, "number": number, "kind": kind, "subtype": subtype, "subject": text,
        "text": text + "。", "contract_id": who.contract_id(0) if who.contracts else None, "state": state,
        "posted_at": at[0], "owed_from": at[0] if len(at) < 3 else None, "decision": "", "is_anonymous": False,
        "answered_at": at[2] if len(at) > 2 else None,
        "closed_at": at[3] if len(at) > 3 else None, "root_cause": None, "version": 1,
    }  # fmt: skip


def _event(who: Profile, index: int, number: str, step: int, at: datetime, draw: Draw) -> dict[str, Any]:
    kind, state = STEPS[step]
    by_partner = step in (0, 3) and who.has_login
    return {
        "id": event_id(at, ABOUT_FEEDBACK, index, step), "account_id": who.id, "kind": f"feedback.{kind}",
        "subject": "feedback", "subject_id": FIRST + index, "number": number,
        "actor_kind": "partner" if by_partner else "staff", "actor_login_id": who.id if by_partner else CARE,
        "facts": {"feedback_kind": draw.one_of("kind", KINDS)} if step == 0 else {"state": state},
        "address": "", "at": at, "dispatched_at": at,
    }  # fmt: skip
