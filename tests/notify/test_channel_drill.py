"""Through servers that misbehave and workers that are killed, every event arrives by every channel, under one delivery
id (RE2, RE3). A few here; `python -m tests.notify.channel_drill 1000 50` runs as many as one wants, on either engine.
"""

from pathlib import Path

import pytest

from tests.notify.channel_drill import Drill
from tests.notify.drill_place import in_place


@pytest.mark.engineless
def test_nothing_is_lost_and_nothing_comes_under_two_names(tmp_path: Path) -> None:
    with in_place("sqlite", tmp_path) as place:
        tally = Drill(*place).run(20, 3)
    assert tally.wrong == []
    assert tally.kills == 3 and all(tally.deliveries[name] for name in ("email", "sms", "wecom", "dingtalk", "feishu"))
    assert tally.deliveries["email"] == tally.deliveries["sms"] == 20
