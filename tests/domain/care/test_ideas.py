"""Suggestions: each from a fact with its source, in order, and none of value for whoever must not be given any."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.domain.brief.advice import Thing
from portal.domain.brief.ideas import MOST, Heard, IdeaKind, ideas

pytestmark = pytest.mark.engineless

TODAY = date(2026, 11, 28)
SOON = TODAY + timedelta(days=5)
NOTHING = Heard(today=TODAY, contact="7", name="刘岷川", gift_left=20_000)
FULL = replace(
    NOTHING, birthday=SOON, greets_birthday=True, festival=Thing("", "new_year", SOON),
    listing=Thing("FB-1", "县医院进院", TODAY), anniversary=SOON, years=3, promises=(Thing("PM-1", "寄彩页", SOON),),
    unanswered=(Thing("FB-2", "没人回电话"),), papers=(Thing("9", "drug_licence", SOON),),
)  # fmt: skip


def told(heard: Heard) -> list[tuple[str, str, tuple[str, str]]]:
    return [(str(one.kind), one.code, one.source) for one in ideas(heard)]


@pytest.mark.parametrize(
    ("heard", "found"),
    [
        (NOTHING, []),
        (replace(NOTHING, promises=(Thing("PM-1", "寄彩页", SOON),)), [("topic", "promise", ("promise", "PM-1"))]),
        (replace(NOTHING, promises=(Thing("PM-1", "寄彩页", TODAY - timedelta(days=1)),)),
         [("topic", "promise_late", ("promise", "PM-1"))]),
        (replace(NOTHING, unanswered=(Thing("FB-2", "没人回电话"),)), [("topic", "feedback", ("feedback", "FB-2"))]),
        (replace(NOTHING, papers=(Thing("9", "drug_licence", SOON),)), [("topic", "paper", ("paper", "9"))]),
        (replace(NOTHING, anniversary=SOON, years=3), [("topic", "anniversary", ("account", ""))]),
        (replace(NOTHING, listing=Thing("FB-1", "进院", TODAY)),
         [("topic", "listing", ("feedback", "FB-1")), ("message", "listing", ("contact", "7")),
          ("gift", "listing", ("contact", "7"))]),
        (replace(NOTHING, birthday=SOON), []),
        (replace(NOTHING, birthday=SOON, greets_birthday=True),
         [("message", "birthday", ("contact", "7")), ("gift", "birthday", ("contact", "7"))]),
        (replace(NOTHING, festival=Thing("", "new_year", SOON)),
         [("message", "new_year", ("contact", "7")), ("gift", "new_year", ("contact", "7"))]),
        (replace(NOTHING, festival=Thing("", "new_year", SOON), greets=False), []),
    ],
)  # fmt: skip
def test_each_fact_gives_its_idea_with_its_source(heard: Heard, found: list[tuple[str, str, tuple[str, str]]]) -> None:
    assert told(heard) == found


def test_few_of_each_kind_and_nothing_of_value_where_a_rule_forbids_it() -> None:
    found = ideas(FULL)
    assert {kind: sum(one.kind == kind for one in found) for kind in IdeaKind} == MOST
    assert [one.code for one in found[:3]] == ["promise", "feedback", "listing"]
    bound = ideas(replace(FULL, gift_left=0))
    assert bound == [one for one in found if one.kind is not IdeaKind.GIFT]
