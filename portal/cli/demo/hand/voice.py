"""What became of feedback beyond its answer: news rated, one text for all partners, and a survey with its answers."""

from functools import partial

from portal.cli.demo.clock import shanghai
from portal.cli.demo.hand.stage import Act, Stage
from portal.domain.feedback.kinds import RootCause
from portal.domain.surveys.asking import ask_people
from portal.domain.surveys.kinds import Segment, SurveyKind

WAVE, NEWS, GIFT, SAYING = "SV-202609-0001", "FB-202611-0004", "FB-202611-0007", "YS-202611-0001"
TEXTS = {
    "said": "节日礼品寄到了旧地址。",
    "did": "礼品寄出前先打电话核对地址，改动当天写进档案。",
    "said_en": "A festival gift went to an old address.",
    "did_en": "We call to check the address before anything is sent, and correct the archive the same day.",
}
ANSWERS = (
    ("2026-09-15 10:12", "owner@minchuan.example", 9, "发货快，有问题马上有人管"),
    ("2026-09-15 11:40", "owner@yueqiao.example", 8, ""),
    ("2026-09-15 15:05", "D-000103", 5, "客服电话难打"), ("2026-09-16 09:20", "15400000201", 10, ""),
    ("2026-09-16 14:31", "N-000204", 6, "返利慢，政策变来变去"), ("2026-09-17 10:00", "D-000107", 9, "处理很快"),
    ("2026-09-18 16:45", "N-000202", 7, ""),
)  # fmt: skip
"""When, whose owner, which mark, and why."""


def voice_acts(stage: Stage) -> list[Act]:
    acts: list[Act] = [
        (shanghai("2026-09-15 09:30"), partial(_ask, stage)),
        (shanghai("2026-11-16 16:20"), partial(_rate, stage)),
        (shanghai("2026-11-20 09:10"), partial(_close, stage)),
        (shanghai("2026-11-20 09:30"), partial(_write, stage)),
        (shanghai("2026-11-20 14:05"), partial(_publish, stage)),
    ]
    return [*acts, *((shanghai(at), partial(_answer, stage, at, who, mark, why)) for at, who, mark, why in ANSWERS)]


def _ask(stage: Stage) -> None:
    uow = stage.work(shanghai("2026-09-15 09:30"), "care")
    uow.surveys.open(SurveyKind.NPS, "2026 年三季度推荐意愿", Segment())
    while ask_people(stage.work(uow.now)) > 0:
        stage.session.flush()


def _answer(stage: Stage, at: str, who: str, mark: int, why: str) -> None:
    uow = stage.work(shanghai(at), who)
    ask = uow.surveys.asked(WAVE, uow.actor.login_id or 0)
    ask.answer(mark, why, by=uow.actor, at=uow.now, by_mail=bool(mark % 2))
    ask.waits_for_call = False  # they were called in September


def _rate(stage: Stage) -> None:
    uow = stage.work(shanghai("2026-11-16 16:20"), "business")
    uow.loop.rate(uow.feedback.get(NEWS), credibility=4, value=5)


def _close(stage: Stage) -> None:
    uow = stage.work(shanghai("2026-11-20 09:10"), "care")
    uow.loop.close(uow.feedback.get(GIFT), RootCause.PROCESS)


def _write(stage: Stage) -> None:
    uow = stage.work(shanghai("2026-11-20 09:30"), "care")
    uow.sayings.draft(uow.feedback.get(GIFT), TEXTS)


def _publish(stage: Stage) -> None:
    uow = stage.work(shanghai("2026-11-20 14:05"), "service")
    saying = uow.sayings.get(SAYING)
    uow.sayings.publish(saying, seen=saying.version)
